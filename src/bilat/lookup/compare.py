"""What several sources say of one matter: the same, more closely, otherwise; and what one alone."""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from operator import attrgetter
from typing import NamedTuple, get_args

from ..base.base import Base
from ..core.edtf import Edtf
from ..core.model import Evidence, Fact
from ..core.terms import Relationship

# What two facts of different sources are to each other, by the relation between them.
_ACROSS = {
    "refines": "refines",
    "part-of": "refines",
    "conflicts": "differs",
    "supersedes": "differs",
}
RELATIONSHIPS: tuple[str, ...] = get_args(Relationship)
# The sources to hear, with their places in the base's order.
Heard = Mapping[str, int]


class Voice(NamedTuple):
    """What one source says of a matter: quotes, each with its fact."""

    source: str
    evidence: tuple[tuple[Fact, Evidence], ...]


class Comparison(NamedTuple):
    """One matter, with what each source says of it.

    Attributes:
        relationship: one of RELATIONSHIPS.
        facts: the fact, and after it those of other sources that are joined to it.
        voices: what each source says, in the base's order of sources.
        detail: in what they refine each other or differ; None where they do not.
        independent: whether sources of more than one side say it.
    """

    relationship: str
    facts: tuple[Fact, ...]
    voices: tuple[Voice, ...]
    detail: str | None
    independent: bool


def compare(base: Base, facts: Sequence[Fact], sources: Sequence[str]) -> list[Comparison]:
    """What the sources to hear say of facts, in the order of RELATIONSHIPS and then of the facts.

    A fact joined to one of them is taken along.
    """
    asked, heard = {fact.id for fact in facts}, order(base, sources)
    found = [one for fact in _matters(base, facts) for one in _of(base, fact, asked, heard)]
    told = {fact.id for one in found for fact in one.facts}
    for fact in facts:
        if fact.id not in told and any(item.source in heard for item in fact.evidence):
            found.append(_comparison(base, "alone", (fact,), heard, None))
    return sorted(found, key=lambda one: RELATIONSHIPS.index(one.relationship))


def order(base: Base, sources: Iterable[str] | None = None) -> Heard:
    """Some sources, or all, with their places in the base's order."""
    some = None if sources is None else set(sources)
    return {name: n for n, name in enumerate(base.sources) if some is None or name in some}


def _matters(base: Base, facts: Sequence[Fact]) -> list[Fact]:
    """The facts, and those that they are joined to."""
    joined = [r.fact for f in facts for r in f.relations if r.type in _ACROSS]
    others = [base.facts[name] for name in joined if name in base.facts]
    return list({fact.id: fact for fact in [*facts, *others]}.values())


def _of(base: Base, fact: Fact, asked: Set[str], heard: Heard) -> Iterator[Comparison]:
    """What several sources say of a fact, and of those of other sources that are joined to it."""
    joined: dict[str, list[Fact]] = {"refines": [], "differs": []}
    statement = "SELECT facts.id, relations.type FROM relations JOIN facts "
    statement += "ON facts.n = relations.fact WHERE other = ? ORDER BY relations.rowid"
    for name, kind in base.catalogue.rows(statement, (fact.id,)):
        if kind in _ACROSS and asked & {fact.id, name} and _adds(fact, base.facts[name], heard):
            joined[_ACROSS[kind]].append(base.facts[name])
    voices = _voices([fact], heard)
    relationship, detail = _times(voices)
    for name, others in joined.items():
        if others:
            every = (fact, *dict.fromkeys(others))
            told = detail if name == relationship else None
            yield _comparison(base, name, every, heard, told)
    if len(voices) > 1 and not (joined.get(relationship) or joined["refines"]):
        yield _comparison(base, relationship, (fact,), heard, detail)


def _comparison(
    base: Base, relationship: str, facts: tuple[Fact, ...], heard: Heard, detail: str | None
) -> Comparison:
    voices = _voices(facts, heard)
    return Comparison(relationship, facts, voices, detail, _independent(base, voices))


def _independent(base: Base, voices: Sequence[Voice]) -> bool:
    """Whether two of the sources speak for different sides; who is not known is no side."""
    sides = [set(base.sources[voice.source].sides) for voice in voices]
    return any(a.isdisjoint(b) and (a or b) for i, a in enumerate(sides) for b in sides[:i])


def _adds(fact: Fact, other: Fact, heard: Heard) -> bool:
    """Whether some source of a fact is not among those of the other one."""
    own = {item.source for item in fact.evidence} & heard.keys()
    others = {item.source for item in other.evidence} & heard.keys()
    return bool(others and own - others)


def _voices(facts: Sequence[Fact], heard: Heard) -> tuple[Voice, ...]:
    told: dict[str, list[tuple[Fact, Evidence]]] = {}
    for fact in facts:
        for item in fact.evidence:
            if item.source in heard:
                told.setdefault(item.source, []).append((fact, item))
    return tuple(Voice(name, tuple(told[name])) for name in sorted(told, key=heard.__getitem__))


def _times(voices: Sequence[Voice]) -> tuple[str, str | None]:
    """Whether sources of one fact give its time alike, more or less closely, or otherwise."""
    times = [_time(voice) for voice in voices]
    if len({when.text if when else None for when in times}) < 2:
        return "same", None
    given = [when for when in times if when]
    apart = max(when.earliest for when in given) > min(when.latest for when in given)
    told = zip(voices, times, strict=True)
    detail = ", ".join(f"{voice.source} {when.text if when else 'none'}" for voice, when in told)
    return "differs" if apart else "refines", f"time: {detail}"


def disagreement(fact: Fact, heard: Heard) -> str | None:
    """What times the sources of a fact give, where these cannot all be right."""
    relationship, detail = _times(_voices([fact], heard))
    return detail if relationship == "differs" else None


def _time(voice: Voice) -> Edtf | None:
    """The most precise time that a source gives."""
    times = [item.when for _, item in voice.evidence if item.when is not None]
    return max(times, key=attrgetter("sort_key"), default=None)
