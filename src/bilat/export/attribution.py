"""Whose word a statement is, said within the sentence."""

from collections.abc import Sequence

from ..base.base import Base
from ..core.model import Entity, Fact
from ..language.words import words
from ..lookup.criteria import names

# What is somebody's word, stance, intention or saying; the rest is told as it happened.
_SAID = frozenset({"claim", "position", "plan", "quotation"})


def attributed(base: Base, fact: Fact) -> str:
    """The statement, led by whose word it is where it is one and the statement does not say so."""
    one_sided = any(caveat.type == "one-sided" for caveat in fact.caveats)
    if fact.kind not in _SAID and not one_sided:
        return fact.statement
    who = list(dict.fromkeys(who for item in fact.evidence for who in item.asserted_by))
    reporters = list(
        dict.fromkeys(who for item in fact.evidence for who in base.sources[item.source].author)
    )
    if (who and all(_named(base, one, fact) for one in who)) or any(
        _named(base, one, fact) for one in reporters
    ):
        return fact.statement
    if who:
        return f"According to {_and(base, who)}: {fact.statement}"
    if reporters and any(item.voice == "hearsay" for item in fact.evidence):
        who_tells = _and(base, reporters)
        return f"As {who_tells} reports, without saying whose view it is: {fact.statement}"
    return fact.statement


def _named(base: Base, entity: str, fact: Fact) -> bool:
    """Whether the statement holds a name of the entity, in whole words."""
    said = _words(fact.statement)
    return any(_words(name) in said for name in names(base.entities[entity]))


def _words(text: str) -> str:
    return f" {' '.join(words(text))} "


def _and(base: Base, entities: Sequence[str]) -> str:
    *first, last = [_told(base.entities[entity]) for entity in entities]
    return f"{', '.join(first)} and {last}" if first else last


def _told(entity: Entity) -> str:
    """A name within a sentence: an office or a party has its article."""
    article = entity.type in ("office", "party") and not entity.name.lower().startswith("the ")
    return f"the {entity.name}" if article else entity.name
