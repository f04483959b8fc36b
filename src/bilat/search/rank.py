"""From a query to facts in order: how much a match counts, and when to keep silent."""

import math
from collections.abc import Iterable, Mapping, Sequence, Set
from itertools import pairwise
from typing import NamedTuple

from .index import Index, quoted
from .query import Group, Query
from .silence import Grounds, grounds, off, unanswered
from .units import Unit, understood
from .voices import voices
from .weights import WEIGHTS


class Found(NamedTuple):
    """Facts with their scores, in no order, and the units that each matches one or more of."""

    scores: Mapping[str, float]
    units: Sequence[Unit]


class Ranking(NamedTuple):
    """What each alternative of a query finds, and for unknown words what was searched instead."""

    found: tuple[Found, ...]
    mended: Mapping[str, str]

    def scores(self) -> Mapping[str, float]:
        """Every fact that was found with its best score."""
        if len(self.found) == 1:
            return self.found[0].scores
        best: dict[str, float] = {}
        for scores, _ in self.found:
            best |= {name: max(score, best.get(name, score)) for name, score in scores.items()}
        return best

    def matched(self, fact: str) -> list[Unit]:
        """The units that gave a fact its score."""
        best = max(self.found, key=lambda found: found.scores.get(fact, -1.0), default=None)
        return [unit for unit in best.units if fact in unit.scores] if best else []


def rank(index: Index, query: Query, *, exact: bool) -> Ranking:
    """The facts that answer a query."""
    mended: dict[str, str] = {}
    found = tuple(_group(index, query, one, mended, exact=exact) for one in query.groups)
    return Ranking(found, mended)


def _group(
    index: Index, query: Query, group: Group, mended: dict[str, str], *, exact: bool
) -> Found:
    required = understood(index, group.required, mended, exact=exact)
    asked, heard = voices(index, group.optional)
    optional = understood(index, asked, mended, exact=exact)
    excluded = understood(index, group.excluded, {}, exact=True)
    units = [*required, *optional]
    candidates = set(index.base.facts) if not units and excluded else set()
    candidates = candidates.union(*(unit.scores for unit in units))
    for unit in required:
        candidates &= unit.scores.keys()
    for unit in excluded:
        candidates -= unit.scores.keys()
    near, asking = _neighbours(index, query, units), grounds(index, units, candidates)
    wanted = [index.answering(focus, candidates) for focus in sorted(query.focus)]
    matches = [way.scores.keys() for unit in units for way in unit.ways]
    scores: dict[str, float] = {}
    for alike in _alike(candidates, [*matches, *wanted, asking.dated]):
        scores |= _scored(alike, asking, near, wanted)
    if heard:
        told = {name: round(scores[name] * WEIGHTS.heard, 4) for name in heard & scores.keys()}
        # Or else whoever is asked for says nothing of it.
        scores = scores | told if told else {}
    return Found({} if unanswered(scores, asking) else _pruned(scores), units)


def _alike(facts: set[str], properties: Iterable[Set[str]]) -> Iterable[Sequence[str]]:
    """Facts in groups, in each of which all have the same of these properties.

    What one fact of a group is to a query all of them are, so that it is worked out once.
    """
    marks = dict.fromkeys(facts, 0)
    for number, having in enumerate(properties):
        for name in facts & having:
            marks[name] |= 1 << number
    groups: dict[int, list[str]] = {}
    for name, mark in marks.items():
        groups.setdefault(mark, []).append(name)
    return groups.values()


def _scored(
    alike: Sequence[str],
    asking: Grounds,
    near: Mapping[str, float],
    wanted: Sequence[Set[str]],
) -> dict[str, float]:
    """Facts that the same units match in the same ways, with their scores; none for no answers."""
    one = alike[0]
    matched = [unit for unit in asking.units if one in unit.scores]
    share = sum(unit.idf for unit in matched) / asking.weight if asking.weight else 1.0
    if share < WEIGHTS.least_share or off(one, matched, asking):
        return {}
    factor = share**WEIGHTS.share_power
    factor *= math.prod(WEIGHTS.answers for answering in wanted if one in answering)
    scores = [unit.scores for unit in matched]
    if len(scores) == 1 and not near:
        (only,) = scores
        return {name: round(only[name] * factor, 4) for name in alike}
    earned = ((name, sum(s[name] for s in scores) + near.get(name, 0.0)) for name in alike)
    return {name: round(score * factor, 4) for name, score in earned}


def _pruned(scores: Mapping[str, float]) -> Mapping[str, float]:
    least = max(scores.values(), default=0.0) * WEIGHTS.tail
    return {name: score for name, score in scores.items() if score >= least}


def _neighbours(index: Index, query: Query, units: list[Unit]) -> dict[str, float]:
    """For each fact, what neighbours in the query earn by standing close together in it.

    They earn as much again where they stand there as in the query, small words included: an
    ambassador of China to Azerbaijan is none of Azerbaijan to China.
    """
    earned: dict[str, float] = {}
    for one, other in pairwise(units):
        if not one.words or not other.words:
            continue
        found = [*index.scores(f"NEAR({quoted(one.words)} {quoted(other.words)}, 3)")]
        found += index.scores(quoted(_between(query.words, one.words[0], other.words[-1])))
        for name in found:
            bonus = WEIGHTS.neighbours * min(one.scores.get(name, 0), other.scores.get(name, 0))
            earned[name] = earned.get(name, 0.0) + bonus
    return earned


def _between(words: tuple[str, ...], first: str, last: str) -> tuple[str, ...]:
    """The query's words from one to another; only these two where they do not follow so."""
    if first in words and last in words[words.index(first) :]:
        start = words.index(first)
        return words[start : words.index(last, start) + 1]
    return first, last
