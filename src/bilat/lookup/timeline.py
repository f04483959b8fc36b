"""Facts in the order of time, grouped by the year or decade they begin in, or by topic."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import NamedTuple

from ..base.base import Base
from ..core.edtf import Edtf, Precision, decade_text, year_label
from ..core.model import Fact
from ..core.tree import descended

GROUPINGS = ("year", "decade", "topic")


class Group(NamedTuple):
    """Facts that go together, under a heading."""

    label: str
    facts: tuple[Fact, ...]


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
    """Dated facts by one of GROUPINGS: by topic, or in their order by when they begin."""
    if by == "topic":
        return by_topic(base, facts)
    label = _decade if by == "decade" else year_label
    runs = groupby(facts, key=lambda fact: label(fact.when) if fact.when else "")
    return tuple(Group(heading, tuple(run)) for heading, run in runs)


def _decade(when: Edtf) -> str:
    """The decade that a date begins in, or what is known of it."""
    moment = when.known
    year = moment.earliest.year
    if moment.precision < Precision.YEAR or year < 10:
        return year_label(when)
    return ("before " if when.start is None else "") + decade_text(year - year % 10)
