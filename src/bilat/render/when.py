"""Dates in words, never more precise than the source."""

from __future__ import annotations

from ..core.edtf import SEASONS, Day, Edtf, Moment, Precision, decade_text, year_text

MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


def when_text(when: Edtf | None) -> str:
    """`27 Dec 1991`, `Aug 1992`, `summer 2021`, `since Jul 2024`, `7–10 Mar 1994`, `c. 1993`."""
    if when is None:
        return "undated"
    if when.one_of:
        return _between(when)
    if when.start is not None and when.end is not None:
        return _span(when.start, when.end) if when.interval else moment_text(when.start)
    if when.start is not None:
        return f"since {moment_text(when.start)}"
    assert when.end is not None
    return f"until {moment_text(when.end)}"


def _between(when: Edtf) -> str:
    if when.start is not None and when.end is not None:
        if when.start.precision is Precision.YEAR and _same_year(when.start, when.end):
            return f"{moment_text(when.start)}, not after {moment_text(when.end)}"
        return f"between {moment_text(when.start)} and {moment_text(when.end)}"
    return f"{'not before' if when.start else 'not after'} {moment_text(when.known)}"


def _same_year(start: Moment, end: Moment) -> bool:
    return start.earliest.year == end.earliest.year == end.latest.year


def day_text(day: Day) -> str:
    """A day without its year: `2 Apr`."""
    return f"{day.day} {MONTHS[day.month - 1]}"


def moment_text(moment: Moment) -> str:
    """One date, with `c.` where it is rough and `?` where it is doubtful."""
    text = ("c. " if moment.approximate else "") + _plain(moment)
    return text + "?" * moment.uncertain


def _plain(moment: Moment) -> str:
    day = moment.earliest
    year = year_text(day.year)
    if moment.precision is Precision.DAY:
        return f"{day_text(day)} {year}"
    if moment.precision is Precision.MONTH:
        return f"{MONTHS[day.month - 1]} {year}"
    if moment.season is not None:
        return f"{SEASONS[moment.season]} {year}"
    if moment.precision is Precision.YEAR:
        return year
    return _years(moment)


def _years(moment: Moment) -> str:
    first, last = moment.earliest.year, moment.latest.year
    if moment.precision is Precision.DECADE and first >= 0:
        return decade_text(first)
    size = 100 if moment.precision is Precision.CENTURY else 1000
    if first >= 0 and moment.precision is not Precision.DECADE:
        noun = "century" if size == 100 else "millennium"
        return f"{_ordinal(first // size + 1)} {noun}"
    return f"{year_text(first)}–{year_text(last)}"


def _ordinal(number: int) -> str:
    if 10 <= number % 100 <= 20:
        return f"{number}th"
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th') }"


def _span(start: Moment, end: Moment) -> str:
    days = start.precision is end.precision is Precision.DAY
    first, last = start.earliest, end.earliest
    if days and not (start.doubtful or end.doubtful) and first[:2] == last[:2]:
        return f"{first.day}–{moment_text(end)}"
    dash = "–" if start.precision is end.precision is Precision.YEAR else " – "
    return f"{moment_text(start)}{dash}{moment_text(end)}"
