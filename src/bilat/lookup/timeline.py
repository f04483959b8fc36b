"""Facts in the order of time, grouped by the year they begin in."""

from collections.abc import Iterable
from itertools import groupby
from typing import NamedTuple

from ..core.model import Fact
from ..core.years import year_label


class Year(NamedTuple):
    """The facts that begin in one year; `label` is coarser where their dates are."""

    label: str
    facts: tuple[Fact, ...]


class Timeline(NamedTuple):
    """Dated facts by year, earliest first, and how many more have no date."""

    years: tuple[Year, ...]
    undated: int

    @property
    def facts(self) -> list[Fact]:
        """All dated facts, in order."""
        return [fact for year in self.years for fact in year.facts]


def timeline(arranged: Iterable[Fact], undated: int) -> Timeline:
    """The dated ones of facts in order of time, by year, and how many others there are."""
    dated = [(fact, year_label(fact.when)) for fact in arranged if fact.when is not None]
    years = tuple(
        Year(label, tuple(fact for fact, _ in group))
        for label, group in groupby(dated, key=lambda pair: pair[1])
    )
    return Timeline(years, undated)
