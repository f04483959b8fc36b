"""Times that a query names: dates, stretches from one to another, parts of them, relative ones."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from ..core.edtf import EARLIEST, LATEST, Day, neighbour, year_text
from ..core.window import Window, part_of
from .dates import Date, date, windows
from .symbols import Reader, month_names
from .words import may_tell, numeral_forms, words


class Time(NamedTuple):
    """A time, and from where to where a text names it."""

    start: int
    end: int
    windows: tuple[Window, ...]  # its days, one reading each; none where it is no day at all
    wider: tuple[tuple[Window, str], ...] = ()  # its month and year, for want of facts within it
    told: tuple[tuple[str, ...], ...] = ()  # the words by which a text may tell of it
    notes: tuple[str, ...] = ()  # how it was read, where that is not plain
    yearly: tuple[int, int] | None = None  # without a year: days of every one, 100 * month + day


class _Point(NamedTuple):
    """Where a date ends, what it is, its days by each reading, and what is to be told of it."""

    end: int
    date: Date
    days: tuple[Window, ...] = ()
    note: str = ""


_YEARS = {"year": 1, "decade": 10, "century": 100, "millennium": 1000}


def times(text: str, today: Day) -> Iterator[Time]:
    """The times that a text names, in its order; relative ones are reckoned from a day."""
    if not may_tell(text):
        return
    reader = Reader(text, today)
    i = 0
    while i < len(reader.symbols):
        point = _sum(reader, i) or _stretch(reader, i) or _single(reader, i)
        if point is not None and reader.whole(i, point.end):
            yield _time(reader, i, point)
            i = point.end
            continue
        yearly = _yearly(reader, i)
        end, last, first = yearly or (i + 1, Date(), 0)
        if yearly and reader.whole(i, end):
            month, day = last.month or 0, last.day or 0
            days = 100 * month + first, 100 * month + day
            told = tuple(t for m in month_names(month) for t in ((str(day), m), (m, str(day))))
            yield Time(*reader.span(i, end), (), told=told if first == day else (), yearly=days)
        i = end


def _yearly(reader: Reader, i: int) -> tuple[int, Date, int] | None:
    """Days of every year, as 7-10 March: where they end, the last one, the first one's number."""
    given, number = _yearless(reader, i), reader.number(i, 1, 31, (1, 2))
    if given or not number:
        return given and (*given, given[1].day or 0)
    end = reader.suffixed(i)
    to = (end + 1, ()) if reader.at(end).text == "-" else reader.word("to", end)
    last = _yearless(reader, to[0]) if to else None
    return (*last, number) if last and number < (last[1].day or 0) else None


def _yearless(reader: Reader, i: int) -> tuple[int, Date] | None:
    found = date(reader, i)
    lacks = found is None or found[1].year is not None or not (found[1].month and found[1].day)
    # That it was a leap year lets 29 February be one.
    return found if found and not lacks and windows(found[1]._replace(year=2000)) else None


def _time(reader: Reader, i: int, point: _Point) -> Time:
    given, typed = point.date, reader.typed(i, point.end)
    wider: list[tuple[Window, str]] = []
    if given.month is not None and not given.others:
        for part in (given._replace(day=None), Date(year=given.year)):
            wider += [(days, named(part)) for days in windows(part) if (days,) != point.days]
    # "The 19th century" may stand in a text as it was typed; "last year" says nothing there.
    told = ((words(typed),) if not point.note else ()) if given.windows else _told(given)
    start, end = reader.span(i, point.end)
    notes = filter(None, (given.note, point.note))
    return Time(start, end, point.days, tuple(wider), told, tuple(notes))


def named(given: Date) -> str:
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


def _single(reader: Reader, i: int) -> _Point | None:
    """A time with what stands before or behind it: before 1950, since May 2003, 1992年以前."""
    for kind in _SIDES:
        word = reader.word(kind, i)
        point = _point(reader, reader.dashed(word[0])) if word else None
        if point and point.days:
            return _aside(point, kind)
    point = _point(reader, i)
    for kind in _SIDES:
        word = reader.word(f"then-{kind}", reader.dashed(point.end)) if point else None
        if point and point.days and word:
            return _aside(point._replace(end=word[0]), kind)
    return point


def _aside(point: _Point, kind: str) -> _Point:
    """The time on one side of a date."""
    first, last = min(d.first for d in point.days), max(d.last for d in point.days)
    days = Window(*_SIDES[kind](first, last))
    return point._replace(date=Date(windows=(days,), note=point.date.note), days=(days,))


_SIDES: dict[str, Callable[[Day, Day], tuple[Day, Day]]] = {
    "before": lambda first, _: (EARLIEST, neighbour(first, -1)),
    "until": lambda _, last: (EARLIEST, last),
    "after": lambda _, last: (neighbour(last, 1), LATEST),
    "since": lambda first, _: (first, LATEST),
}


def _stretch(reader: Reader, i: int) -> _Point | None:
    """From one date to another, which may share a month or a year."""
    between = reader.word("between", i)
    begun = between or reader.word("from", i)
    first = _partial(reader, begun[0] if begun else i)
    if first is None:
        return None
    mark = reader.at(first.end).text
    joined = (first.end + 1, ()) if mark in ("-", "/") else reader.word("to", first.end)
    last = _partial(reader, joined[0]) if joined else None
    if last is None or (mark in ("and", "и") and not between):
        return None
    one, other = first.date, last.date
    if not last.days:
        other = other._replace(year=other.year or one.year, month=other.month or one.month)
    if not first.days:
        month = one.month or (other.month if one.day else None)
        one = one._replace(year=one.year if one.year is not None else other.year, month=month)
    early, late = first.days or windows(one), last.days or windows(other)
    if not early or not late or early[0].first > late[-1].last:
        return None
    days = Window(early[0].first, late[-1].last)
    return _Point(last.end, Date(windows=(days,), note=one.note or other.note), (days,))


def _partial(reader: Reader, i: int) -> _Point | None:
    """A date that may lack what another one has: 7, March 7, the 19th."""
    point = _point(reader, i)
    given = date(reader, i)
    if point or given:
        return point or (_Point(*given) if given and not given[1].windows else None)
    day = reader.number(i, 1, 31, (1, 2))
    if day is None:
        return None
    end = reader.suffixed(i)
    year = date(reader, end + 1) if reader.at(end).text == "," else None
    if year and year[1].year is not None and year[1].month is None:
        return _Point(year[0], Date(year[1].year, day=day))
    return _Point(end, Date(day=day))


def _point(reader: Reader, i: int) -> _Point | None:
    """A date with its year, a part of one, or a relative time."""
    part = reader.word("part", i)
    relative = None if part else _relative(reader, i)
    if relative:
        return relative
    j = reader.skip(part[0], "-") if part else i
    given = date(reader, j) or (date(reader, reader.skip(j)) if not part else None)
    if given is None or (given[1].year is None and not given[1].windows):
        return None
    end, days = given[0], windows(given[1])
    if not days:
        return _Point(end, given[1], (), f"{reader.typed(j, end)} is no day")
    behind = None if part else reader.word("behind", end)
    part, end = (behind, behind[0]) if behind else (part, end)
    if not part:
        return _Point(end, given[1], days)
    some = tuple(part_of(window, *map(int, part[1])) for window in days)
    return _Point(end, Date(windows=some, note=given[1].note), some)


def _relative(reader: Reader, i: int) -> _Point | None:
    """Yesterday, last year, 5 years ago, in the last 10 years, last May, 去年."""
    today = reader.today
    for unit in ("day", "year"):
        found = reader.word(unit, i)
        if found:
            return _reckoned(reader, i, found[0], shifted(today, int(found[1][0]), unit))
    counted = _counted(reader, i)
    if counted and (ago := reader.word("ago", counted[0])):
        return _reckoned(reader, i, ago[0], shifted(today, -counted[1], counted[2]))
    for kind, step in (("last", -1), ("this", 0), ("next", 1)):
        word = reader.word(kind, i)
        if word is None:
            continue
        unit_word = reader.word("unit", word[0])
        if unit_word:
            return _reckoned(reader, i, unit_word[0], shifted(today, step, unit_word[1][0]))
        counted = _counted(reader, word[0])
        if counted and step:
            far = shifted(today, step * counted[1], counted[2])
            ends = (far.first, today) if step < 0 else (today, far.last)
            return _reckoned(reader, i, counted[0], Window(*ends))
        given = date(reader, word[0])
        if given and given[1].year is None and given[1].day is None:
            near = [windows(given[1]._replace(year=today.year + n))[0] for n in (-1, 0, 1)]
            past = [days for days in near if days.last < today]
            coming = [days for days in near if days.first > today]
            fit = past[-1:] if step < 0 else coming[:1] if step else near[1:2]
            return _reckoned(reader, i, given[0], fit[0]) if fit else None
    return None


def _counted(reader: Reader, i: int) -> tuple[int, int, str] | None:
    """The place behind a number of units of time, the number, and the unit: 5 years."""
    number = reader.number(i, 1, 9999, range(1, 5))
    word = reader.word("count", i)
    j = i + 1 if number is not None else word[0] if word else i
    unit = reader.word("unit", j)
    if unit is None or j == i:
        return None
    return unit[0], number or int(word[1][0] if word else 0), unit[1][0]


def _reckoned(reader: Reader, i: int, end: int, days: Window) -> _Point:
    first, last = days
    parts = (Date(first.year), Date(first.year, first.month), Date(*first))
    whole = next((part for part in parts if windows(part) == (days,)), None)
    text = named(whole) if whole else f"{named(Date(*first))} to {named(Date(*last))}"
    return _Point(
        end, Date(windows=(days,)), (days,), f"{reader.typed(i, end)!r} is read as {text}"
    )


def shifted(day: Day, step: int, unit: str) -> Window:
    """The day, week, month, year, decade or century so many steps from that of a day."""
    if unit in _YEARS:
        year = (day.year // _YEARS[unit] + step) * _YEARS[unit]
        return Window(Day(year, 1, 1), Day(year + _YEARS[unit] - 1, 12, 31))
    if unit == "month":
        year, month = divmod(day.year * 12 + day.month - 1 + step, 12)
        return windows(Date(year, month + 1))[0]
    from datetime import date as calendar  # only where days are counted

    number = calendar(*day).toordinal()
    first = number + 7 * step - (number - 1) % 7 if unit == "week" else number + step
    ends = (first, first + 6 * (unit == "week"))
    days = (calendar.fromordinal(max(1, min(end, calendar.max.toordinal()))) for end in ends)
    return Window(*(Day(day.year, day.month, day.day) for day in days))


def _sum(reader: Reader, i: int) -> _Point | None:
    """Thirty years before 2022; the 35th anniversary in 2027, which is that year as well."""
    ordinal = reader.word("ordinal", i) or reader.word("count", i)
    number = reader.number(i, 1, 999, (1, 2, 3)) or (int(ordinal[1][0]) if ordinal else 0)
    end = ordinal[0] if ordinal and reader.at(i).number is None else reader.suffixed(i)
    word = reader.word("anniversary", reader.dashed(end)) if number else None
    if word:
        near = range(word[0], min(word[0] + 6, len(reader.symbols)))
        found = next((p for j in near if (p := date(reader, j)) and p[1].year is not None), None)
        return _shift(reader, i, found, -number, also=True)
    counted = _counted(reader, i)
    for kind, sign in (("before", -1), ("after", 1)):
        side = reader.word(kind, counted[0]) if counted and counted[2] in _YEARS else None
        if counted and side:
            years = sign * counted[1] * _YEARS[counted[2]]
            return _shift(reader, i, date(reader, side[0]), years, also=False)
    return None


def _shift(
    reader: Reader, i: int, found: tuple[int, Date] | None, years: int, *, also: bool
) -> _Point | None:
    if found is None or found[1].year is None:
        return None
    given = found[1]._replace(bare=False)
    meant = given._replace(year=(given.year or 0) + years, others=())
    days = windows(meant) + (windows(given) if also else ())
    note = f"{reader.typed(i, found[0])!r} is read as {named(meant)}"
    return _Point(found[0], meant, days, note + (f" and {named(given)}" if also else ""))
