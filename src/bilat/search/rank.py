"""From a query to facts in order: how much a match counts, and when to keep silent."""

from collections.abc import Mapping
from itertools import pairwise
from typing import NamedTuple

from .index import Index, quoted
from .query import Group, Query
from .silence import Grounds, grounds, off, unanswered
from .units import Unit, understood
from .voices import voices
from .weights import WEIGHTS


class Scored(NamedTuple):
    """The id of a fact with its score and the units that matched it."""

    fact: str
    score: float
    units: tuple[Unit, ...]


class Ranking(NamedTuple):
    """Facts, best first, and for words that were not known what was searched instead."""

    facts: tuple[Scored, ...]
    mended: Mapping[str, str]


def rank(index: Index, query: Query, *, exact: bool) -> Ranking:
    """The facts that answer a query, best first; of equals, the earlier id."""
    best: dict[str, Scored] = {}
    mended: dict[str, str] = {}
    for group in query.groups:
        for scored in _group(index, query, group, mended, exact=exact):
            known = best.get(scored.fact)
            if known is None or scored.score > known.score:
                best[scored.fact] = scored
    ordered = sorted(best.values(), key=lambda s: (-s.score, s.fact))
    return Ranking(tuple(ordered), mended)


def _group(
    index: Index, query: Query, group: Group, mended: dict[str, str], *, exact: bool
) -> list[Scored]:
    required = understood(index, group.required, mended, exact=exact)
    asked, heard = voices(index, group.optional)
    optional = understood(index, asked, mended, exact=exact)
    excluded = understood(index, group.excluded, {}, exact=True)
    units = [*required, *optional]
    candidates = set(index.base.facts) if not units and excluded else set()
    candidates |= {name for unit in units for name in unit.scores}
    for unit in required:
        candidates &= set(unit.scores)
    for unit in excluded:
        candidates -= set(unit.scores)
    near, asking = _neighbours(index, query, units), grounds(units)
    scored = [_score(index, query, name, asking, near) for name in sorted(candidates)]
    found = [_heard(one) if one.fact in heard else one for one in scored if one]
    if heard and not any(one.fact in heard for one in found):
        return []  # whoever is asked for says nothing of it
    return [] if unanswered([one.fact for one in found], asking) else _pruned(found)


def _heard(scored: Scored) -> Scored:
    return scored._replace(score=round(scored.score * WEIGHTS.heard, 4))


def _score(
    index: Index, query: Query, name: str, asking: Grounds, near: Mapping[str, float]
) -> Scored | None:
    matched = tuple(unit for unit in asking.units if name in unit.scores)
    total = sum(unit.idf for unit in asking.units)
    share = sum(unit.idf for unit in matched) / total if total else 1.0
    score = sum(unit.scores[name] for unit in matched) + near.get(name, 0.0)
    score *= share**WEIGHTS.share_power
    for asked in query.focus:
        if name in index.answering(asked):
            score *= WEIGHTS.answers
    if share < WEIGHTS.least_share or off(index, name, matched, asking):
        return None
    return Scored(name, round(score, 4), matched)


def _pruned(scored: list[Scored]) -> list[Scored]:
    top = max((one.score for one in scored), default=0.0)
    return [one for one in scored if one.score >= top * WEIGHTS.tail]


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
