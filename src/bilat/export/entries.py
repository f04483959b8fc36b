"""What documents say alike: a source with the quotes that facts take from it; whose word it is."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ..base.base import Base
from ..base.document import Library, Receipt
from ..cite.prose import Dates, main_title, year_only
from ..cite.work import Work, work
from ..core.edtf import Day
from ..core.markdown import markdown
from ..core.model import Caveat, Entity, Evidence, Fact
from ..core.terms import OUTSIDE
from ..core.text import printable
from ..language.words import words
from ..lookup.criteria import names


class Quoted(NamedTuple):
    """An evidence of a fact with its receipt; `place` is its paragraph, or its region."""

    fact: Fact
    item: Evidence
    receipt: Receipt
    place: str


class Entry(NamedTuple):
    """A source and what is quoted from it, in the order of the text."""

    work: Work
    quotes: tuple[Quoted, ...]


def entries(library: Library, facts: Iterable[Fact]) -> list[Entry]:
    """One entry for each source that the facts quote, in the base's order."""
    base = library.base
    quotes: dict[str, list[Quoted]] = {source: [] for source in base.sources}
    for fact in facts:
        for item in fact.evidence:
            quotes[item.source].append(_quoted(library, fact, item))
    return [
        Entry(
            work(base.sources[source], base.entities),
            tuple(sorted(found, key=lambda q: (q.item.start, q.item.end, q.fact.id))),
        )
        for source, found in quotes.items()
        if found
    ]


def _quoted(library: Library, fact: Fact, item: Evidence) -> Quoted:
    receipt = library.receipt(item)
    place = f"para. {receipt.paragraph}"
    if receipt.paragraph is None:
        around = library.document(item.source).paragraph(item.start)
        place = around.region.replace("-", " ") if around else f"line {receipt.line}"
    return Quoted(fact, item, receipt, place)


def released(release: str) -> Day:
    """The first day that a base's release may mean (2026.11, say); 1970 where it is no date."""
    found = re.match(r"(\d{4})[.-]?(0[1-9]|1[0-2])(?:[.-]?(0[1-9]|[12]\d|3[01]))?", release)
    return Day(*(int(part or 1) for part in found.groups())) if found else Day(1970, 1, 1)


def label(caveat: Caveat) -> str:
    """The type of a caveat; one from outside the sources always says that it is."""
    return f"{caveat.type}, {OUTSIDE}" if caveat.type == "outside" else caveat.type


def caveats_told(fact: Fact) -> str:
    """The caveats of a fact behind its statement, in Markdown."""
    return "".join(f" *({label(c)}: {markdown(c.text)})*" for c in fact.caveats)


# Dates in words, for the fields that are printed as they stand.
WORDS = Dates(year_only, dash="--", onward="--")
_DAY = Dates(lambda year, month, day: " ".join(filter(None, (day, month, year))))


def kind_told(work: Work) -> str:
    """What kind of text it is and who reposted it: what a reader of a reference has to see."""
    return printable("; ".join(filter(None, (work.description, _DAY.repost(work)))))


def short_title(work: Work) -> str | None:
    """What later notes call it: its own short title, or else its main one, as `cite` does."""
    main = main_title(work.title)
    return work.title_short or (main if main != work.title else None)


def keywords(library: Library, entry: Entry) -> list[str]:
    """The labels of the topics of what is quoted, each once."""
    topics = library.base.topics
    found = dict.fromkeys(topic for quoted in entry.quotes for topic in quoted.fact.topics)
    return [printable(topics[topic].label) for topic in found]


def annotations(entry: Entry) -> list[str]:
    """What no reference prints: how its date is known, the repost's hour, and the quotes."""
    found, posted = [], entry.work.posted
    if entry.work.derived:
        found.append(f"Date derived: {entry.work.derived}.")
    if posted:
        found.append(f"Known from a repost by {posted.by}, {posted.at}.")
    for fact, item, receipt, place in entry.quotes:
        doubt = "" if receipt.verified else "NOT VERIFIED: "
        found.append(f"{doubt}{fact.id}, {place}: “{item.quote}”")
    return [printable(text) for text in found]


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
