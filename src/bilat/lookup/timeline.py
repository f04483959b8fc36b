"""Facts in the order of time, grouped by the year or decade they begin in, or by topic."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import NamedTuple

from ..base.base import Base
from ..core.edtf import Precision, decade_text, year_label
from ..core.model import Fact
from ..core.tree import descended

GROUPINGS = ("year", "decade", "topic")


class Group(NamedTuple):
    """Facts that go together, under a heading."""

    label: str
    facts: tuple[Fact, ...]


def by_year(facts: Iterable[Fact]) -> tuple[Group, ...]:
    """Dated facts in their order, by the year that they begin in, or what is known of it."""
    return _runs((year_label(fact.when), fact) for fact in facts if fact.when)


def by_decade(facts: Iterable[Fact]) -> tuple[Group, ...]:
    """Dated facts in their order, by the decade that they begin in, or what is known of it."""
    return _runs((_decade(fact), fact) for fact in facts)


def by_topic(base: Base, facts: Iterable[Fact]) -> tuple[Group, ...]:
    """Facts by their first topic, each once, in the order of the thesaurus."""
    held: dict[str, list[Fact]] = {}
    for fact in facts:
        held.setdefault(fact.topics[0], []).append(fact)
    order = descended({topic.id: topic.broader for topic in base.topics.values()})
    return tuple(
        Group(base.topics[name].label, tuple(held[name])) for name, _ in order if name in held
    )


def grouped(base: Base, facts: Sequence[Fact], by: str) -> tuple[Group, ...]:
    """Dated facts by one of GROUPINGS."""
    if by == "topic":
        return by_topic(base, facts)
    return by_decade(facts) if by == "decade" else by_year(facts)


def _runs(labelled: Iterable[tuple[str, Fact]]) -> tuple[Group, ...]:
    runs = groupby(labelled, key=lambda pair: pair[0])
    return tuple(Group(label, tuple(fact for _, fact in run)) for label, run in runs)


def _decade(fact: Fact) -> str:
    when = fact.when
    assert when is not None
    moment = when.known
    year = moment.earliest.year
    if moment.precision < Precision.YEAR or year < 10:
        return year_label(when)
    return ("before " if when.start is None else "") + decade_text(year - year % 10)
