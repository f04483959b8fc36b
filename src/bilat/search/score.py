"""How well each fact answers a query, and whether any of them does."""

import math
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from ..core.model import Verdict
from .expand import Weights
from .retrieve import Found, Unit


class Scored(NamedTuple):
    """What a fact is to a query.

    Attributes:
        score: higher is better.
        coverage: the share of what the query tells that the fact bears, 0 to 1.
        group: which group of the query it answers best.
        borne: by bit, the units of the group that it bears.
    """

    score: float
    coverage: float
    group: int
    borne: int


class Judged(NamedTuple):
    """What all facts found are to a query: the verdict, those that pass, and what none bears."""

    verdict: Verdict
    scores: Mapping[int, float]
    unborne: tuple[str, ...]


class Difference(NamedTuple):
    """Where a fact says otherwise than a statement that was typed."""

    kind: str
    query: str


# What bears fewer words than these is no statement with a fault in it.
_STATEMENT = 3


def score(found: Sequence[Found], weights: Weights) -> dict[int, Scored]:
    """The facts that bear something of a query, by number; of its groups the best one counts."""
    best: dict[int, Scored] = {}
    for number, group in enumerate(found):
        for fact, scored in _group(number, group, weights):
            if fact not in best or scored.score > best[fact].score:
                best[fact] = scored
    return best


def _group(number: int, group: Found, weights: Weights) -> list[tuple[int, Scored]]:
    units = group.units
    total = sum(unit.idf for unit in units) or 1.0
    sums: dict[int, float] = {}
    borne: dict[int, int] = {}
    near: dict[int, float] = {}
    for bit, unit in enumerate(units):
        for fact, strength in unit.facts.items():
            sums[fact] = sums.get(fact, 0.0) + unit.idf * strength
            borne[fact] = borne.get(fact, 0) | 1 << bit
        for fact in unit.loosely.keys() - unit.facts.keys():
            sums[fact] = sums.get(fact, 0.0) + unit.idf * unit.loosely[fact]
            near[fact] = near.get(fact, 0.0) + unit.idf * _NEAR / total
    required = (1 << len(group.required)) - 1
    shares = {
        held: sum(unit.idf for bit, unit in enumerate(units) if held >> bit & 1) / total
        for held in {0, *borne.values()}
    }
    scored = []
    for fact in sums.keys() - group.excluded:
        held = borne.get(fact, 0)
        share = round(shares[held] + near.get(fact, 0.0), 4)
        if held & required == required:
            value = round(sums[fact] * math.pow(share, weights.coverage), 4)
            scored.append((fact, Scored(value, share, number, held)))
    return scored


# What is of the month of a day that was asked for covers the day by this part.
_NEAR = 0.5


def unborne(found: Sequence[Found], group: int, borne: int) -> tuple[Unit, ...]:
    """The units of a group that are not among those borne, small words aside."""
    units = enumerate(found[group].units)
    return tuple(unit for bit, unit in units if not borne >> bit & 1 and not unit.asked.small)


def differences(
    found: Sequence[Found], scored: Scored, countries: Collection[str]
) -> tuple[Difference, ...]:
    """Where a fact bears all of a statement but its times, numbers and countries: these."""
    if scored.borne.bit_count() < _STATEMENT:
        return ()
    told = [(_sort(u, countries), u.text) for u in unborne(found, scored.group, scored.borne)]
    return tuple(Difference(sort, text) for sort, text in told) if all(s for s, _ in told) else ()


def _sort(unit: Unit, countries: Collection[str]) -> str:
    """What a unit tells a statement by: year, number, country; "" for another word."""
    told = {"time": "year", "number": "number"}.get(unit.asked.term.kind, "")
    return told or ("country" if unit.text in countries else "")


def judge(
    found: Sequence[Found],
    scored: Mapping[int, Scored],
    weights: Weights,
    countries: Collection[str] = (),
) -> Judged:
    """Whether facts that were ranked answer a query: `answered`, `in part` or `nothing`.

    Args:
        found: the groups of the query.
        scored: the facts that bear something of it, by number.
        weights: what of a query a fact has to bear.
        countries: the words of it that name a country.
    """
    nowhere = [u for g in found for u in g.units if not u.facts and not u.asked.small]
    missed = {
        (one.group, one.borne): unborne(found, one.group, one.borne) for one in scored.values()
    }
    nearest = max(scored.values(), key=lambda one: (one.coverage, one.score), default=None)
    if nearest is None or nearest.coverage < weights.least:
        verdict: Verdict = "nothing"
    else:
        verdict = "in part" if all(missed.values()) else "answered"
    # What the hit lacks that comes first, so that the two agree; of no hit, what comes nearest.
    if verdict == "in part":
        nearest = max(scored.values(), key=lambda one: (one.score, one.coverage))
    missing = nowhere or (missed[nearest.group, nearest.borne] if nearest else ())
    texts = () if verdict == "answered" else tuple(dict.fromkeys(unit.text for unit in missing))
    if verdict == "nothing":
        return Judged(verdict, {}, texts)
    least = weights.least * weights.tail
    kept = {number: one.score for number, one in scored.items() if one.coverage >= least}
    if verdict == "in part":
        best = max(kept.values(), default=0.0)
        for number, value in kept.items():
            if differences(found, scored[number], countries):
                kept[number] = round(value + best, 4)
    return Judged(verdict, kept, texts)
