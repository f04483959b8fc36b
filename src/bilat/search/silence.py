"""When a fact is no answer: a query is half about something else, or about another country."""

from collections.abc import Collection, Sequence, Set
from typing import NamedTuple

from .index import Index
from .units import Unit
from .weights import WEIGHTS


class Grounds(NamedTuple):
    """What of a query tells whether a fact is no answer: worked out once, for every fact.

    Attributes:
        units: the whole query.
        weight: what all of it weighs.
        telling: the countries, places and persons that it names.
        others: what it asks about them.
        runs: the rows of words with capitals that may be unknown names.
        windows: the windows of time.
        dated: where there are any, the facts among the candidates that have a date.
    """

    units: Sequence[Unit]
    weight: float
    telling: Sequence[Unit]
    others: Sequence[Unit]
    runs: set[int]
    windows: Sequence[Unit]
    dated: Set[str]


def grounds(index: Index, units: Sequence[Unit], candidates: Collection[str]) -> Grounds:
    """What the units of a query are to the facts that may answer it."""
    windows = [unit for unit in units if "window" in unit.traits]
    return Grounds(
        units,
        weight=sum(unit.idf for unit in units),
        telling=[unit for unit in units if "telling" in unit.traits],
        others=[unit for unit in units if unit.traits.isdisjoint(_NO_SUBJECT)],
        runs=_names(units),
        windows=windows,
        dated=index.answering("date", candidates) if windows else frozenset(),
    )


def off(fact: str, matched: Sequence[Unit], asked: Grounds) -> bool:
    """Whether a fact does not answer a query, though some of its units match.

    Of the fact counts only in which ways it matches, and whether it has a date.
    """
    return (
        _strange(fact, matched, asked)
        or _weak(fact, matched, asked)
        or _elsewhere(fact, asked)
        or _untimely(fact, asked)
    )


def unanswered(facts: Collection[str], asked: Grounds) -> bool:
    """Whether no fact joins what a query asks with the country, place or person that it names.

    Names alone may be asked for, and so may a name with a few words that tell less than it does.
    """
    telling, others = asked.telling, asked.others
    if not telling or not others:
        return False
    if any(_holds(fact, unit) for fact in facts for unit in others):
        return False
    topical = any("topic" in unit.traits for unit in others)
    return topical or sum(unit.idf for unit in others) > sum(unit.idf for unit in telling)


def _holds(fact: str, unit: Unit) -> bool:
    """Whether a unit matches a fact, and not by other words only."""
    return any(way.how != "meaning" for way in unit.ways if fact in way.scores)


def _strange(fact: str, matched: Sequence[Unit], asked: Grounds) -> bool:
    """Whether words that the base does not know outweigh those that match.

    A name that the base does not know may be made of words that it does: the Three Seas.
    """
    known = sum(unit.idf for unit in matched)
    unknown = sum(u.idf for u in asked.units if not u.scores or _guessed(fact, u))
    missed = sum(
        u.idf for u in asked.units if u.run in asked.runs and u.scores and fact not in u.scores
    )
    unknown += WEIGHTS.unknown_name * missed
    return known < WEIGHTS.least_known * (known + unknown)


def _guessed(fact: str, unit: Unit) -> bool:
    """Whether a word is known by other words only, and even these are not in the fact."""
    return fact not in unit.scores and all(way.how == "meaning" for way in unit.ways)


def _names(units: Sequence[Unit]) -> set[int]:
    """The rows of words with capitals that may be names, since no person of the base is in them."""
    runs = [unit.run for unit in units if unit.run]
    people = {unit.run for unit in units if "person" in unit.traits}
    return {run for run in runs if runs.count(run) > 1} - people


def _weak(fact: str, matched: Sequence[Unit], asked: Grounds) -> bool:
    """Whether nothing but words of longer names speaks for a fact, and not for all of the query."""
    ways = [way for unit in matched for way in unit.ways if fact in way.scores]
    only_parts = all(way.name is not None and way.name.part == "word" for way in ways)
    return bool(ways) and only_parts and len(matched) < len(asked.units)


def _elsewhere(fact: str, asked: Grounds) -> bool:
    """Whether a query asks about a country, place or person, and the fact is not about it."""
    return bool(asked.others) and any(fact not in unit.scores for unit in asked.telling)


# What a query asks about is not these alone: countries that most facts are about, and times.
_NO_SUBJECT = frozenset(("telling", "actor", "time"))


def _untimely(fact: str, asked: Grounds) -> bool:
    """Whether a fact is outside a window of time that was asked for, or nothing but inside it."""
    windows = asked.windows
    if not windows:
        return False
    if fact in asked.dated and any(fact not in unit.scores for unit in windows):
        return True
    others = [unit for unit in asked.units if "time" not in unit.traits]
    if any(_holds(fact, unit) for unit in others):
        return False
    return sum(u.idf for u in others if u.scores) >= sum(u.idf for u in windows if u.scores) > 0
