"""Facts in the order of time, grouped by the year they begin in."""

from collections.abc import Iterable
from itertools import groupby
from typing import NamedTuple

from ..core.edtf import Edtf, Precision
from ..core.model import Fact


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
    """Group facts that are already in order of time.

    Args:
        arranged: facts, of which those without a date are left out.
        undated: how many facts without a date there are.
    """
    dated = [(fact, year_label(fact.when)) for fact in arranged if fact.when is not None]
    years = tuple(
        Year(label, tuple(fact for fact, _ in group))
        for label, group in groupby(dated, key=lambda pair: pair[1])
    )
    return Timeline(years, undated)


def year_label(when: Edtf) -> str:
    """The year a date begins in, as a heading: `1991`, `1990s`, `1800s`, `44 BC`."""
    moment = when.start or when.end
    assert moment is not None
    before = "before " if when.start is None else ""
    if moment.precision >= Precision.YEAR:
        return before + year_text(moment.earliest.year)
    if moment.earliest.year < 0:
        return f"{before}{year_text(moment.earliest.year)}–{year_text(moment.latest.year)}"
    return f"{before}{decade_text(moment.earliest.year)}"


def decade_text(year: int) -> str:
    """The decade, century or millennium that a year of the common era begins: `1990s`, `1800s`."""
    return f"{year}s" if year >= 1000 else f"AD {year}s"


def year_text(year: int) -> str:
    """An astronomical year as people write it: year 0 is 1 BC."""
    if year <= 0:
        return f"{1 - year} BC"
    return str(year) if year >= 1000 else f"AD {year}"
