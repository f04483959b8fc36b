"""Dates in a subset of EDTF, the Extended Date/Time Format (ISO 8601-2:2019).

The subset is level 1, and of level 2 one range of a set: `[2015..2025]`, one date of these.

A *point* happened at some moment within its bounds. An *interval* lasted throughout, from some
moment within its start to some moment within its end. Years are astronomical: 0000 is 1 BC.
"""

import re
from enum import IntEnum
from functools import lru_cache
from typing import NamedTuple

from ..startup import pattern
from .errors import EdtfError
from .text import cut


class Day(NamedTuple):
    """A day of the proleptic Gregorian calendar."""

    year: int
    month: int
    day: int


# Beyond every four-digit year: the bounds of an open end.
EARLIEST = Day(-99999, 1, 1)
LATEST = Day(99999, 12, 31)

SEASONS = {21: "spring", 22: "summer", 23: "autumn", 24: "winter"}
_SEASON_NUMBERS = {name: number for number, name in SEASONS.items()} | {"fall": 23}
# EDTF leaves a season's months open; these are the meteorological ones of the northern hemisphere.
SEASON_MONTHS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 2)}


class Precision(IntEnum):
    """How much of a date is given; a higher number is finer."""

    MILLENNIUM = 0
    CENTURY = 1
    DECADE = 2
    YEAR = 3
    SEASON = 4
    MONTH = 5
    DAY = 6


class Moment(NamedTuple):
    """One EDTF date: the first and last day it may mean, before any doubt is taken into account."""

    earliest: Day
    latest: Day
    precision: Precision
    uncertain: bool = False
    approximate: bool = False
    season: int | None = None

    @property
    def doubtful(self) -> bool:
        """Whether `?`, `~` or `%` marks the date."""
        return self.uncertain or self.approximate


class Edtf:
    """An EDTF expression: a point (`start is end`) or an interval, where None is an open end.

    With `one_of` it is a point too, some date from `start` to `end`; None is not bounded.
    No tuple, since it is one value of a record and not a list of values.
    """

    __slots__ = ("end", "interval", "one_of", "start", "text")

    def __init__(
        self,
        text: str,
        start: Moment | None,
        end: Moment | None,
        *,
        interval: bool,
        one_of: bool = False,
    ) -> None:
        self.text, self.start, self.end = text, start, end
        self.interval, self.one_of = interval, one_of

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Edtf) and self.text == other.text

    def __hash__(self) -> int:
        return hash(self.text)

    def __repr__(self) -> str:
        return f"Edtf({self.text!r})"

    @property
    def known(self) -> Moment:
        """Its start, or its end where only that is known."""
        found = self.start or self.end
        assert found is not None
        return found

    @property
    def earliest(self) -> Day:
        """The first day that the expression may touch."""
        return self.start.earliest if self.start else EARLIEST

    @property
    def latest(self) -> Day:
        """The last day that the expression may touch."""
        return self.end.latest if self.end else LATEST

    @property
    def doubtful(self) -> bool:
        """Whether any part of it is marked `?`, `~` or `%`."""
        return any(part is not None and part.doubtful for part in (self.start, self.end))

    @property
    def sort_key(self) -> tuple[Day, Day]:
        """Earliest first; of two that begin together, the one that ends sooner."""
        return self.earliest, self.latest


class Issued(Edtf):
    """When a text was issued: alone it may also be one date out of several, as `[2015..2025]`."""

    __slots__ = ()


_MOMENT = pattern(
    r"(?P<year>-?(?:\d{4}|\d{3}X|\d{2}XX|\dXXX))"
    r"(?:-(?P<month>\d{2}|XX)(?:-(?P<day>\d{2}|XX))?)?"
    r"(?P<mark>[?~%]?)",
    re.ASCII,
)
_SEASON_WORD = pattern(
    r"(?<!\d)(-?\d{4})-(spring|summer|autumn|fall|winter)(?![a-z])", re.ASCII | re.IGNORECASE
)


@lru_cache(maxsize=4096)
def parse(text: str) -> Edtf:
    """Read an EDTF expression.

    Raises:
        EdtfError: the text is outside the subset; the message says why.
    """
    if "/" not in text:
        moment = _moment(text)
        return Edtf(text, moment, moment, interval=False)
    first, _, last = text.partition("/")
    start = None if first == ".." else _moment(first)
    end = None if last == ".." else _moment(last)
    if start is None and end is None:
        raise EdtfError(f"{cut(text)!r} is open at both ends and says nothing")
    if start and end and start.earliest > end.latest:
        raise EdtfError(f"{cut(text)!r} ends before it begins")
    return Edtf(text, start, end, interval=True)


@lru_cache(maxsize=4096)
def parse_issued(text: str) -> Issued:
    """Read the date of a text: EDTF, or a set of level 2 with one range: `[..2025-07-28]`.

    Raises:
        EdtfError: as `parse`.
    """
    if not text.startswith("["):
        found = parse(text)
        return Issued(text, found.start, found.end, interval=found.interval)
    first, dots, last = text[1:-1].partition("..")
    if not (text.endswith("]") and dots and (first or last)):
        raise EdtfError(f"{cut(text)!r} is not a set such as [2015..2025] or [..2025-07-28]")
    start, end = (_moment(part) if part else None for part in (first, last))
    if start and end and start.earliest > end.latest:
        raise EdtfError(f"{cut(text)!r} ends before it begins")
    return Issued(text, start, end, interval=False, one_of=True)


def parse_input(text: str) -> Edtf:
    """Read a date as people type it: EDTF, or a season by name (`2021-summer`).

    Raises:
        EdtfError: as `parse`.
    """
    return parse(
        _SEASON_WORD.sub(lambda m: f"{m[1]}-{_SEASON_NUMBERS[m[2].lower()]}", text.strip())
    )


def days_in_month(year: int, month: int) -> int:
    """The number of days in a month of the proleptic Gregorian calendar."""
    if month == 2:
        leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
        return 29 if leap else 28
    return 30 if month in (4, 6, 9, 11) else 31


def neighbour(day: Day, step: int) -> Day:
    """The day after (`step` 1) or before (-1)."""
    number = day.day + step
    if 1 <= number <= days_in_month(day.year, day.month):
        return Day(day.year, day.month, number)
    year, month = divmod(day.year * 12 + day.month - 1 + step, 12)
    return Day(year, month + 1, 1 if step > 0 else days_in_month(year, month + 1))


def _moment(text: str) -> Moment:
    match = _MOMENT.fullmatch(text)
    if match is None:
        raise EdtfError(
            f"{cut(text)!r} is not a date such as 1992-04-02, 1992-08, 1993, 2021-22 or 18XX"
        )
    year, month, day, mark = match["year"], match["month"], match["day"], match["mark"]
    if year.startswith("-000") and year.strip("-0") == "":
        raise EdtfError(f"{cut(text)!r}: the year before 0001 is 0000, without a sign")
    if "X" in year and month:
        raise EdtfError(f"{cut(text)!r}: a year with unknown digits takes no month")
    if month not in (None, "XX"):
        found = _within_year(text, int(year), int(month), day)
    elif day in (None, "XX"):
        found = _years(year)
    else:
        raise EdtfError(f"{cut(text)!r}: a day needs its month")
    return found._replace(uncertain=mark in ("?", "%"), approximate=mark in ("~", "%"))


def _years(year: str) -> Moment:
    bounds = sorted((int(year.replace("X", "0")), int(year.replace("X", "9"))))
    precision = Precision(Precision.YEAR - year.count("X"))
    return Moment(Day(bounds[0], 1, 1), Day(bounds[1], 12, 31), precision)


def _within_year(text: str, year: int, month: int, day: str | None) -> Moment:
    if month in SEASONS and day is not None:
        raise EdtfError(f"{cut(text)!r}: a season takes no day")
    if month in SEASONS:
        first, last = SEASON_MONTHS[month]
        end_year = year + (last < first)
        latest = Day(end_year, last, days_in_month(end_year, last))
        return Moment(Day(year, first, 1), latest, Precision.SEASON, season=month)
    if not 1 <= month <= 12:
        raise EdtfError(
            f"{cut(text)!r}: {month:02} is neither a month (01-12) nor a season (21-24)"
        )
    length = days_in_month(year, month)
    if day is None or day == "XX":
        return Moment(Day(year, month, 1), Day(year, month, length), Precision.MONTH)
    if not 1 <= int(day) <= length:
        raise EdtfError(f"{cut(text)!r}: that month has {length} days")
    exact = Day(year, month, int(day))
    return Moment(exact, exact, Precision.DAY)


def year_label(when: Edtf) -> str:
    """The year a date begins in, as a heading: `1991`, `1990s`, `1800s`, `44 BC`."""
    moment = when.known
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
