"""Windows of time, and which of them a date certainly or possibly touches."""

from typing import NamedTuple

from msgspec import Struct

from .edtf import (
    EARLIEST,
    LATEST,
    SEASON_MONTHS,
    Day,
    Edtf,
    Moment,
    Precision,
    days_in_month,
    neighbour,
)
from .errors import EdtfError


class Window(NamedTuple):
    """The days from `first` to `last`, both included."""

    first: Day
    last: Day


def since(date: Edtf) -> Window:
    """From the first day of `date` on."""
    return Window(_plain(date).earliest, LATEST)


def until(date: Edtf) -> Window:
    """Up to and including the last day of `date`."""
    return Window(EARLIEST, _plain(date).latest)


def during(date: Edtf) -> Window:
    """From the first to the last day of `date`."""
    return Window(_plain(date).earliest, date.latest)


def _plain(date: Edtf) -> Edtf:
    if date.doubtful:
        raise EdtfError(f"{date.text!r}: a window needs a date without ?, ~ or %")
    return date


class Reach(Struct, frozen=True):
    """Which windows a date touches, by two days.

    They are those that end on or after the first of the days and begin on or before the second.

    Attributes:
        certain: for the windows that every reading touches; None where the date is doubtful.
        possible: for those that some reading touches.
    """

    certain: tuple[Day, Day] | None
    possible: tuple[Day, Day]


def reach(when: Edtf, held_until: Day = EARLIEST) -> Reach:
    """The windows that a date touches, whatever they are.

    Args:
        when: when something happened (a point) or held (an interval).
        held_until: for an interval with an open end, the earliest day on which its source can have
            been written: until then, at least, it held.
    """
    if not when.interval:
        certain = when.latest, when.earliest
    else:
        # Every reading has begun by then and lasts to then; none ends before it begins.
        begun = min(when.start.latest, when.latest) if when.start else when.latest
        certain = begun, max(when.end.earliest if when.end else held_until, when.earliest)
    lower = _step(when.start, when.start.earliest, -1) if when.start else EARLIEST
    upper = _step(when.end, when.end.latest, 1) if when.end else LATEST
    return Reach(None if when.doubtful else certain, (lower, upper))


def _step(moment: Moment, bound: Day, sign: int) -> Day:
    """A rough date may be off by one unit of its precision: "about 1993" may mean 1994."""
    if not moment.approximate:
        return bound
    if moment.precision <= Precision.YEAR:
        years = 10 ** (Precision.YEAR - moment.precision)
        return Day(bound.year + sign * years, bound.month, bound.day)
    if moment.precision is Precision.DAY:
        return neighbour(bound, sign)
    months = 3 if moment.precision is Precision.SEASON else 1
    year, month = divmod(bound.year * 12 + bound.month - 1 + sign * months, 12)
    return Day(year, month + 1, 1 if sign < 0 else days_in_month(year, month + 1))


def ordinal(day: Day) -> int:
    """A number by which days are ordered as they are."""
    return day.year * 10_000 + day.month * 100 + day.day


def part_of(window: Window, start: int, end: int, of: int) -> Window:
    """From one fraction of a window to another, in days, months or years as it is long."""
    first, last = window
    if first[:2] == last[:2]:
        days = last.day
        begin, stop = start * days // of + 1, -(-end * days // of)
        return Window(first._replace(day=begin), first._replace(day=stop))
    begin = first.year * 12 + first.month - 1
    months = last.year * 12 + last.month - begin
    step = 12 if months > 24 else 1  # the middle of a decade is a matter of years
    year, month = divmod(begin + start * (months // step) // of * step, 12)
    last_year, last_month = divmod(begin + -(-end * (months // step) // of) * step - 1, 12)
    length = days_in_month(last_year, last_month + 1)
    return Window(Day(year, month + 1, 1), Day(last_year, last_month + 1, length))


def edtf_text(window: Window) -> str:
    """The window as an EDTF expression: a day, month, season, year, decade, century or interval."""
    first, last = window
    if first == EARLIEST or last == LATEST:
        begun = ".." if first == EARLIEST else _begin(first)
        return f"{begun}/{'..' if last == LATEST else _end(last)}"
    if first == last:
        return iso(first)
    for season, (begun_month, end_month) in SEASON_MONTHS.items():
        years = last.year - first.year == (end_month < begun_month)
        if years and (first.month, last.month) == (begun_month, end_month) and _whole(window):
            return f"{_year(first.year)}-{season}"
    return _units(window) or f"{_begin(first)}/{_end(last)}"


def _units(window: Window) -> str | None:
    """The one month, year, decade or century that a window is, if it is one."""
    first, last = window
    if not _whole(window):
        return None
    if first[:2] == last[:2]:
        return f"{_year(first.year)}-{first.month:02}"
    if (first.month, last.month) != (1, 12):
        return None
    for years, digits in ((1, 0), (10, 1), (100, 2), (1000, 3)):
        if (
            (first.year >= 0 or not digits)
            and first.year % years == 0
            and last.year - first.year == years - 1
        ):
            whole = _year(first.year)
            return whole[: len(whole) - digits] + "X" * digits
    return None


def _whole(window: Window) -> bool:
    first, last = window
    return first.day == 1 and last.day == days_in_month(last.year, last.month)


def _begin(day: Day) -> str:
    """The coarsest date that begins on a day."""
    if day.day > 1:
        return iso(day)
    return _year(day.year) if day.month == 1 else f"{_year(day.year)}-{day.month:02}"


def _end(day: Day) -> str:
    """The coarsest date that ends on a day."""
    if day.day < days_in_month(day.year, day.month):
        return iso(day)
    return _year(day.year) if day.month == 12 else f"{_year(day.year)}-{day.month:02}"


def iso(day: Day) -> str:
    """A day as ISO 8601 has it, with a sign before a negative year."""
    return f"{_year(day.year)}-{day.month:02}-{day.day:02}"


def _year(year: int) -> str:
    return f"-{-year:04}" if year < 0 else f"{year:04}"
