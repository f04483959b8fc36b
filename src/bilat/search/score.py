"""How well each fact answers: what of the query it bears, and how strongly."""

import math
from collections.abc import Sequence
from typing import NamedTuple

from .retrieve import Found, Unit
from .weights import Weights


class Scored(NamedTuple):
    """A fact's score, and which units of its group it bears.

    Attributes:
        score: higher is better.
        coverage: the share of what the query tells that it bears, 0 to 1.
        group: which group of the query it answers best.
        borne: by bit, the units of the group that it bears.
    """

    score: float
    coverage: float
    group: int
    borne: int


def score(found: Sequence[Found], weights: Weights) -> dict[int, Scored]:
    """The score of each fact that bears something of a query, by number."""
    best: dict[int, Scored] = {}
    for number, group in enumerate(found):
        for fact, scored in _group(number, group, weights).items():
            if fact not in best or scored.score > best[fact].score:
                best[fact] = scored
    return best


def _group(number: int, group: Found, weights: Weights) -> dict[int, Scored]:
    units = group.units
    total = sum(unit.idf for unit in units) or 1.0
    sums: dict[int, float] = {}
    borne: dict[int, int] = {}
    for bit, unit in enumerate(units):
        for fact, strength in unit.facts.items():
            sums[fact] = sums.get(fact, 0.0) + unit.idf * strength
            borne[fact] = borne.get(fact, 0) | 1 << bit
        for fact, strength in unit.loosely.items():
            if fact not in unit.facts:
                sums[fact] = sums.get(fact, 0.0) + unit.idf * strength
                borne.setdefault(fact, 0)
    required = (1 << len(group.required)) - 1
    shares = _Shares(units, total)
    scored = {}
    for fact, earned in sums.items():
        held = borne[fact]
        if held & required == required and fact not in group.excluded:
            share = shares[held]
            value = earned * math.pow(share, weights.coverage)
            scored[fact] = Scored(round(value, 4), round(share, 4), number, held)
    return scored


class _Shares(dict[int, float]):
    """What the units of each set of bits tell of all: many facts bear the same ones."""

    def __init__(self, units: Sequence[Unit], total: float) -> None:
        super().__init__()
        self._units, self._total = units, total

    def __missing__(self, held: int) -> float:
        share = sum(unit.idf for bit, unit in enumerate(self._units) if held >> bit & 1)
        self[held] = share / self._total
        return self[held]
