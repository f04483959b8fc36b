"""How well each fact answers a query, and whether any of them does."""

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from ..core.edtf import Edtf
from ..core.match import Differs
from ..core.terms import Verdict
from .expand import Weights
from .retrieve import Found, Unit

if TYPE_CHECKING:
    from ..language.times import Time


class Scored(Struct, frozen=True):
    """What a fact is to a query: its score, and what of the group that it answers best it bears."""

    score: float
    coverage: float  # the share of what the query tells that it bears, 0 to 1
    group: int
    borne: int  # by bit, the units of the group
    sure: float  # the score without what it bears nearly: the month of a day that was asked for


class Judged(Struct, frozen=True):
    """What all facts found are to a query: the verdict, their scores, and what none bears."""

    verdict: Verdict
    scores: Mapping[int, float]
    unborne: tuple[str, ...]


# What bears fewer words than these is no statement with a fault in it.
_STATEMENT = 3
# What is of the month of a day that was asked for covers the day by this part.
_NEAR = 0.5


def score(found: Sequence[Found]) -> dict[int, Scored]:
    """The facts that bear something of a query, by number; of its groups the best one counts."""
    best: dict[int, Scored] = {}
    for number, group in enumerate(found):
        for fact, scored in _group(number, group):
            if fact not in best or scored.score > best[fact].score:
                best[fact] = scored
    return best


def _group(number: int, group: Found) -> list[tuple[int, Scored]]:
    total = sum(unit.idf for unit in group.units) or 1.0
    sums: dict[int, float] = {}
    borne: dict[int, int] = {}
    loose: dict[int, float] = {}
    near: dict[int, float] = {}
    for bit, unit in enumerate(group.units):
        for fact, strength in unit.facts.items():
            sums[fact] = sums.get(fact, 0.0) + unit.idf * strength
            borne[fact] = borne.get(fact, 0) | 1 << bit
        for fact in unit.loosely.keys() - unit.facts.keys():
            loose[fact] = loose.get(fact, 0.0) + unit.idf * unit.loosely[fact]
            near[fact] = near.get(fact, 0.0) + unit.idf * _NEAR / total
    required = (1 << len(group.required)) - 1
    shares = {
        held: sum(unit.idf for bit, unit in enumerate(group.units) if held >> bit & 1) / total
        for held in {0, *borne.values()}
    }
    scored = []
    for fact in (sums.keys() | loose.keys()) - group.excluded:
        held, sure = borne.get(fact, 0), sums.get(fact, 0.0)
        share = round(shares[held] + near.get(fact, 0.0), 4)
        if held & required == required:
            value = round((sure + loose.get(fact, 0.0)) * share, 4)
            scored.append((fact, Scored(value, share, number, held, sure * shares[held])))
    return scored


def unborne(found: Sequence[Found], scored: Scored) -> tuple[Unit, ...]:
    """What a fact does not bear of the group that it answers best, small words aside."""
    units = enumerate(found[scored.group].units)
    return tuple(u for bit, u in units if not scored.borne >> bit & 1 and not u.asked.small)


def differences(
    found: Sequence[Found], scored: Scored, countries: Collection[str]
) -> tuple[Unit, ...]:
    """The times, numbers and countries of a statement, if a fact bears all of it but for these."""
    missed = unborne(found, scored) if scored.borne.bit_count() >= _STATEMENT else ()
    sorts = all(u.asked.term.kind in ("time", "number") or u.text in countries for u in missed)
    return missed if sorts else ()


def difference(unit: Unit, when: Edtf | None) -> Differs:
    """In what a fact of some date differs from a time, number or country; a vaguer one in ""."""
    term = unit.asked.term
    if term.time is not None and not _counts(term.text):
        return Differs(_part(term.time, when), unit.text)
    return Differs("number" if term.kind in ("number", "time") else "country", unit.text)


def _counts(text: str) -> bool:
    """Whether a time may as well be a number: 907, but not 1994."""
    return text.isdecimal() and len(text) < 4


def _part(time: "Time", when: Edtf | None) -> str:
    """The widest part of a time of which a date has another one."""
    if when is None:
        return ""
    early, late = when.earliest, when.latest
    if time.yearly:
        months = {early.month, late.month}
        return "day" if time.yearly[0] // 100 in months else "month"
    apart = [
        next((n for n in (1, 2, 3) if early[:n] > last[:n] or late[:n] < first[:n]), 4)
        for first, last in time.windows
    ]
    return ("year", "month", "day", "")[max(apart, default=1) - 1]


def judge(
    found: Sequence[Found],
    scored: Mapping[int, Scored],
    weights: Weights,
    countries: Collection[str] = (),
) -> Judged:
    """Whether facts that were ranked answer a query: `answered`, `in part` or `nothing`."""
    nowhere = [u for g in found for u in g.units if not u.facts and not u.asked.small]
    nearest = max(scored.values(), key=lambda one: (one.coverage, one.score), default=None)
    if nearest is None or nearest.coverage < weights.least:
        verdict: Verdict = "nothing"
    else:
        distinct = {(one.group, one.borne): one for one in scored.values()}
        whole = any(not unborne(found, one) for one in distinct.values())
        verdict = "answered" if whole else "in part"
    # What the hit lacks that comes first, so that the two agree; of no hit, what comes nearest.
    if verdict == "in part":
        nearest = max(scored.values(), key=lambda one: (one.score, one.coverage))
    missing = nowhere or (unborne(found, nearest) if nearest else ())
    texts = () if verdict == "answered" else tuple(dict.fromkeys(unit.text for unit in missing))
    if verdict == "nothing":
        return Judged(verdict, {}, texts)
    kept = {number: one.score for number, one in scored.items()}
    if verdict == "in part":
        best = max(kept.values(), default=0.0)
        for number, value in kept.items():
            if value and differences(found, scored[number], countries):
                # Who errs in a date may err in its year, so that a near one tells nothing.
                kept[number] = round(scored[number].sure + best, 4)
    return Judged(verdict, kept, texts)
