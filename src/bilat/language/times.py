"""Times that a query names: dates, stretches from one to another, parts of them, relative ones."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from ..core.edtf import EARLIEST, LATEST, Day, neighbour, year_text
from ..core.window import Window, part_of
from .dates import DATES, MONTHS, Date, months, windows
from .numbers import numeral_forms
from .symbols import Found, Make, Reader, month_names
from .words import may_tell, words


class Time(NamedTuple):
    """A time, and from where to where a text names it."""

    start: int
    end: int
    windows: tuple[Window, ...]  # its days, one reading each; none where it is no day at all
    wider: tuple[tuple[Window, str], ...] = ()  # its month and year, for want of facts within it
    told: tuple[tuple[str, ...], ...] = ()  # the words by which a text may tell of it
    notes: tuple[str, ...] = ()  # how it was read, where that is not plain
    yearly: tuple[int, int] | None = None  # without a year: days of every one, 100 * month + day


def times(text: str, today: Day) -> Iterator[Time]:
    """The times that a text names, in its order; relative ones are reckoned from a day."""
    if not may_tell(text):
        return
    reader = Reader(text, today, (*DATES, *_TIMES))
    i = 0
    while i < len(reader.symbols):
        end = i + 1
        if reader.begins(i):
            for rule, make in (("time", _time), ("yearly", _yearly), ("counted", None)):
                match = reader.match(rule, i)
                end = match[0] if match else i + 1
                if match and reader.whole(i, end):
                    if make:
                        yield make(Found(reader, i, end), match[1])
                    break
        i = end


def _time(found: Found, given: Date) -> Time:
    days = windows(given)
    wider: list[tuple[Window, str]] = []
    if given.month is not None and not given.others:
        for part in (given._replace(day=None, windows=()), Date(given.year)):
            wider += [(window, _named(part)) for window in windows(part) if (window,) != days]
    told = _told(given)
    if given.year is None and not given.reckoned:
        # "The 19th century" may stand in a text as it was typed; "last year" says nothing there.
        told = (words(found.typed),)
    notes = tuple(filter(None, (given.note, given.reckoned)))
    return Time(*found.span, days, tuple(wider), told, notes)


def _yearly(found: Found, given: tuple[Date, int]) -> Time:
    month, last, first = given[0].month or 0, given[0].day or 0, given[1]
    one = month_names(month) if first == last else ()
    told = tuple(told for name in one for told in ((str(last), name), (name, str(last))))
    return Time(*found.span, (), told=told, yearly=(100 * month + first, 100 * month + last))


def _named(given: Date) -> str:
    """A date as a message names it."""
    parts = [str(given.day)] if given.day is not None else []
    parts += [month.capitalize() for month in month_names(given.month)[:1]]
    return " ".join([*parts, year_text(given.year or 0)])


def _told(given: Date) -> tuple[tuple[str, ...], ...]:
    """The words by which a text may tell of a date."""
    if given.year is None or given.year <= 0 or given.season is not None:
        return ()
    year, day, months = str(given.year), str(given.day), month_names(given.month)
    if given.bare:
        return tuple(numeral_forms(year))
    if given.day is not None:
        return tuple(told for m in months for told in ((day, m, year), (m, day, year)))
    return tuple((month, year) for month in months) or ((year,),)


def dated(found: Found, date: Date) -> Date | None:
    """A date with its year, whether or not it is a day."""
    if date.year is None and not date.windows:
        return None
    return date if windows(date) else date._replace(reckoned=f"{found.typed} is no day")


def part(_: Found, dated: Date, part: tuple[int, int, int]) -> Date | None:
    """A part of a date: early in 1992, its second half."""
    some = tuple(part_of(window, *part) for window in windows(dated))
    return Date(windows=some, note=dated.note, reckoned=dated.reckoned) if some else None


def aside(_: Found, point: Date, side: str) -> Date | None:
    """The time on one side of a date."""
    days = windows(point)
    if not days:
        return None
    first, last = min(window.first for window in days), max(window.last for window in days)
    begin = {"after": neighbour(last, 1), "since": first}.get(side, EARLIEST)
    end = {"before": neighbour(first, -1), "until": last}.get(side, LATEST)
    return Date(windows=(Window(begin, end),), note=point.note, reckoned=point.reckoned)


def stretch_of(_: Found, first: Date, last: Date, **_upto: str) -> Date | None:
    """From one date to another, which may share a month, a year or an era."""
    one, other = _shared(first, last)
    if one.year and other.year is not None and other.year <= 0 < one.year:
        one = one._replace(year=1 - one.year)
    early, late = windows(one), windows(other)
    if not early or not late or early[0].first > late[-1].last:
        return None
    notes = one.note or other.note, one.reckoned or other.reckoned
    return Date(None, None, None, None, (Window(early[0].first, late[-1].last),), (), *notes)


def both(_: Found, first: Date, last: Date) -> Date | None:
    """The 7 and 10 March 1994: either of them."""
    if first.windows or last.windows or (first.year is None) == (last.year is None):
        return None
    if first.year is not None and not (first.day and last.day):
        return None
    some = tuple(day for date in _shared(first, last) for day in windows(date))
    return Date(windows=some) if len(some) > 1 else None


def _shared(first: Date, last: Date) -> tuple[Date, Date]:
    """Two dates, each with the month and the year that only the other one has."""
    one, other = first, last
    if not windows(last) or (last.day and not last.month):
        other = last._replace(year=last.year or one.year, month=last.month or one.month)
    if not windows(first) or (first.day and not first.month):
        month = first.month or (other.month if first.day else None)
        one = first._replace(year=other.year if first.year is None else first.year, month=month)
    return one, other


def shifted(
    found: Found, step: int = 0, unit: str = "", few: int = 1, shift: tuple[int, str] | None = None
) -> Date | None:
    """Yesterday, last year, 5 years ago; but 2000 years ago tells of no one year."""
    if unit == "year" and few >= 1000:
        return None
    return _reckoned(found, _shift(found.reader.today, *(shift or (step * few, unit))))


def run(found: Found, turn: int, few: int, unit: str) -> Date | None:
    """The last or the next so many years."""
    today = found.reader.today
    far = _shift(today, turn * few, unit)
    ends = (far.first, today) if turn < 0 else (today, far.last)
    return _reckoned(found, Window(*ends)) if turn else None


def nearest(found: Found, turn: int, date: Date) -> Date | None:
    """Last May, this summer."""
    if date.year is not None or date.day is not None:
        return None
    today = found.reader.today
    near = [windows(date._replace(year=today.year + step))[0] for step in (-1, 0, 1)]
    past = [days for days in near if days.last < today]
    coming = [days for days in near if days.first > today]
    fit = past[-1:] if turn < 0 else coming[:1] if turn else near[1:2]
    return _reckoned(found, fit[0]) if fit else None


def _reckoned(found: Found, days: Window) -> Date:
    first, last = days
    parts = (Date(first.year), Date(first.year, first.month), Date(*first))
    whole = next((part for part in parts if windows(part) == (days,)), None)
    text = _named(whole) if whole else f"{_named(Date(*first))} to {_named(Date(*last))}"
    return Date(windows=(days,), reckoned=f"{found.typed!r} is read as {text}")


def _shift(day: Day, step: int, unit: str) -> Window:
    """The day, week, month, quarter, year or more so many steps from that of a day."""
    if unit in MONTHS:
        first = (day.year * 12 + day.month - 1) // MONTHS[unit] + step
        return months(first * MONTHS[unit], MONTHS[unit])
    from datetime import date as calendar  # only where days are counted

    number = calendar(*day).toordinal()
    first = number + 7 * step - (number - 1) % 7 if unit == "week" else number + step
    ends = (first, first + 6 * (unit == "week"))
    days = (calendar.fromordinal(max(1, min(end, calendar.max.toordinal()))) for end in ends)
    return Window(*(Day(day.year, day.month, day.day) for day in days))


def of_year(found: Found, that: Date, **parts: Any) -> Date | None:
    """April of last year."""
    first = that.windows[0].first
    days = windows(Date(first.year, **parts)) if that.windows == windows(Date(first.year)) else ()
    return _reckoned(found, days[0]) if parts and days else None


def sure(_: Found, date: Date) -> Date | None:
    """A date with its year."""
    return None if date.year is None else date


def anniversary(found: Found, number: int, soon: Date) -> Date:
    """The 35th anniversary in 2027, which is that year as well."""
    past = _years_from(found, soon, -number)
    reckoned = f"{past.reckoned} and {_named(soon)}"
    return past._replace(windows=windows(past) + windows(soon), reckoned=reckoned)


def reckon(found: Found, few: int, unit: str, side: str, sure: Date) -> Date | None:
    """Thirty years before 2022."""
    years = few * (MONTHS.get(unit, 0) // 12) * {"before": -1, "after": 1}.get(side, 0)
    return _years_from(found, sure, years) if years else None


def _years_from(found: Found, date: Date, years: int) -> Date:
    meant = date._replace(year=(date.year or 0) + years, others=(), bare=False)
    return meant._replace(reckoned=f"{found.typed!r} is read as {_named(meant)}")


def yearless(_: Found, date: Date, first: int = 0) -> tuple[Date, int] | None:
    """Days of every year: the last one, and the first one's number."""
    if date.year is not None or not date.month or not date.day or first >= date.day:
        return None
    # That it was a leap year lets 29 February be one.
    return (date, first or date.day) if windows(date._replace(year=2000)) else None


_TIMES: tuple[Make, ...] = (
    *(dated, part, aside, stretch_of, both, shifted, run, nearest, of_year),
    *(sure, anniversary, reckon, yearless),
)
