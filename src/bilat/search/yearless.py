"""A day without its year, as in "what happened on 2 April": each year's, and never a number."""

from collections.abc import Iterator
from typing import NamedTuple

from ..core.edtf import days_in_month
from .dates import Date, date
from .symbols import Reader

_LEAP = 2000


class DayOfYear(NamedTuple):
    """A day of every year, or some in a row, and where what names them ends."""

    end: int
    month: int
    first: int
    last: int

    @property
    def days(self) -> tuple[int, int]:
        """The days as 100 * month + day."""
        return 100 * self.month + self.first, 100 * self.month + self.last


def day_of_year(reader: Reader, i: int) -> DayOfYear | None:
    """The day, or the days as in 7-10 March, that begin at a place; None where there is no such."""
    given = _day(reader, i)
    if given is not None:
        return DayOfYear(given[0], given[1].month or 0, given[1].day or 0, given[1].day or 0)
    number = reader.number(i, 1, 31, (1, 2))
    if number is None:
        return None
    end = reader.suffixed(i)
    to = (end + 1, ()) if reader.at(end).text == "-" else reader.word("to", end)
    last = _day(reader, to[0]) if to else None
    if last is None or number >= (last[1].day or 0):
        return None
    return DayOfYear(last[0], last[1].month or 0, number, last[1].day or 0)


def _day(reader: Reader, i: int) -> tuple[int, Date] | None:
    found = date(reader, i)
    if found is None or found[1].year is not None or not (found[1].month and found[1].day):
        return None
    inside = found[1].month <= 12 and found[1].day <= days_in_month(_LEAP, found[1].month)
    return found if inside else None


def told(month_names: list[str], found: DayOfYear) -> Iterator[tuple[str, ...]]:
    """The words by which a text may tell of the day."""
    if found.first == found.last:
        for month in month_names:
            yield from ((str(found.first), month), (month, str(found.first)))
