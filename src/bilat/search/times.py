"""Times that a query names: dates, stretches from one to another, parts of them, and relative ones."""

from collections.abc import Iterator
from typing import NamedTuple

from ..core.edtf import EARLIEST, LATEST, Day, days_in_month, neighbour
from ..core.years import year_text
from ..core.window import Window
from .dates import Date, date, windows
from .symbols import Reader, lexicon
from .words import numeral_forms, words


class Time(NamedTuple):
    """A time, and where a text names it.

    Attributes:
        start: where it begins.
        end: where it ends.
        windows: the days that it may mean, one reading each; none where it is no day at all.
        wider: the month and the year around it, with their names, for want of facts within it.
        told: the words by which a text may tell of it.
        label: how it is named in a message.
        notes: how it was read, where that is not plain.
    """

    start: int
    end: int
    windows: tuple[Window, ...]
    wider: tuple[tuple[Window, str], ...] = ()
    told: tuple[tuple[str, ...], ...] = ()
    label: str = ""
    notes: tuple[str, ...] = ()


class _Point(NamedTuple):
    """A date as it stands in a text, with what is told of it."""

    end: int
    date: Date
    days: tuple[Window, ...]
    notes: tuple[str, ...] = ()


_DASHES = ("-", "/")


def times(text: str, today: Day) -> Iterator[Time]:
    """The times that a text names, in its order; none touch.

    Args:
        text: the text.
        today: the day that relative times are reckoned from.
    """
    reader = Reader(text, today)
    i = 0
    while i < len(reader.symbols):
        found = _sum(reader, i) or _stretch(reader, i) or _single(reader, i)
        if found is None:
            i += 1
            continue
        end, point = found
        start, stop = reader.symbols[i].start, reader.symbols[end - 1].end
        yield _time(text[start:stop], start, stop, point)
        i = end


_Found = tuple[int, _Point] | None


def _time(text: str, start: int, stop: int, point: _Point) -> Time:
    given = point.date
    wider: list[tuple[Window, str]] = []
    notes = tuple(note for note in (given.note, *point.notes) if note)
    if given.year is not None and given.month is not None and not given.others:
        for part in (given._replace(day=None), Date(year=given.year)):
            days = windows(part)
            if days and days != point.days:
                wider.append((days[0], named(part)))
    told = _told(given)
    if given.windows and not point.notes:
        told = (words(text),)  # "the 19th century" may stand in a text as it was typed
    return Time(start, stop, point.days, tuple(wider), told, text, notes)


def named(given: Date) -> str:
    """A date as a message names it."""
    year = year_text(given.year or 0)
    if given.month is None:
        return year
    month = _month_names(given.month)[0].capitalize()
    return f"{month} {year}" if given.day is None else f"{given.day} {month} {year}"


def _month_names(month: int) -> list[str]:
    return [word[0] for word, value in lexicon()["month"].items() if value == (str(month),)]


def _told(given: Date) -> tuple[tuple[str, ...], ...]:
    """The words by which a text may tell of a date."""
    if given.windows or given.year is None or given.year <= 0:
        return ()
    year = str(given.year)
    if given.bare:
        return tuple(numeral_forms(year))
    if given.month is None:
        return ((year,),) if given.season is None else ()
    names = _month_names(given.month) if 1 <= given.month <= 12 else []
    if given.day is None:
        return tuple((name, year) for name in names)
    day = str(given.day)
    return tuple(words for name in names for words in ((day, name, year), (name, day, year)))


def _single(reader: Reader, i: int) -> _Found:
    """A time with what stands before or behind it: before 1950, since May 2003, 1992年以前."""
    for kind in ("before", "until", "after", "since"):
        word = reader.word(kind, i)
        word = (word[0] + (reader.at(word[0]).text == "-"), word[1]) if word else None
        point = _point(reader, word[0]) if word else None
        if point and point.days:
            return point.end, _open(point, kind)
    point = _point(reader, i)
    if point is None:
        return None
    for kind in ("before", "after", "since"):
        j = point.end + (reader.at(point.end).text == "-")
        word = reader.word(f"then-{kind}", j)
        if word and point.days:
            return word[0], _open(point, kind)
    return point.end, point


def _open(point: _Point, kind: str) -> _Point:
    first, last = min(d.first for d in point.days), max(d.last for d in point.days)
    days = {
        "before": Window(EARLIEST, neighbour(first, -1)),
        "until": Window(EARLIEST, last),
        "after": Window(neighbour(last, 1), LATEST),
        "since": Window(first, LATEST),
    }[kind]
    return point._replace(date=Date(windows=(days,), note=point.date.note), days=(days,))


def _stretch(reader: Reader, i: int) -> _Found:
    """From one date to another, which may share a month or a year."""
    begun = reader.word("between", i) or reader.word("from", i)
    first = _partial(reader, begun[0] if begun else i)
    if first is None:
        return None
    joined = reader.word("to", first.end)
    dash = first.end + 1 if reader.at(first.end).text in _DASHES else None
    if joined is None and dash is None:
        return None
    word = reader.text[reader.at(first.end).start : reader.at(first.end).end].lower()
    if joined and word in ("and", "и") and not reader.word("between", i):
        return None
    last = _partial(reader, joined[0] if joined else dash or 0)
    if last is None:
        return None
    return _joined(first, last, begun is not None)


def _joined(first: _Point, last: _Point, begun: bool) -> _Found:
    one, other = first.date, last.date
    if other.year is None and one.year is not None and not last.days:
        other = other._replace(year=one.year)
    if one.day and one.month is None:
        one = one._replace(month=other.month)
    if other.day and other.month is None:
        other = other._replace(month=one.month)
    if one.year is None and not first.days:
        one = one._replace(year=other.year)
    early, late = first.days or windows(one), last.days or windows(other)
    if not early or not late or early[0].first > late[-1].last:
        return None
    days = Window(early[0].first, late[-1].last)
    notes = tuple(note for note in (one.note, other.note) if note)
    return last.end, _Point(last.end, Date(windows=(days,)), (days,), notes)


def _partial(reader: Reader, i: int) -> _Point | None:
    """A date that may lack what another one has: 7, March 7, the 19th."""
    point = _point(reader, i)
    if point:
        return point
    given = date(reader, i)
    if given and not given[1].windows:
        return _Point(given[0], given[1], ())
    number = reader.at(i).number
    if number is None or not 1 <= number <= 31 or len(reader.at(i).text) > 2:
        return None
    end = reader.suffixed(i)
    year = date(reader, reader.skip(end, ",")) if reader.at(end).text == "," else None
    if year and year[1].year is not None and year[1].month is None:
        return _Point(year[0], Date(year[1].year, day=number), ())
    return _Point(end, Date(day=number), ())


def _point(reader: Reader, i: int) -> _Point | None:
    """A date with its year, a part of one, or a relative time."""
    part = reader.word("part", i)
    j = i
    if part:
        j = part[0] + (reader.at(part[0]).text == "-")
        of = reader.word("of", j)
        j = of[0] if of else j
    else:
        relative = _relative(reader, i)
        if relative:
            return relative
        article = reader.word("of", i)
        century = date(reader, article[0]) if article else None
        if century and century[1].windows:
            j = article[0] if article else i
    given = date(reader, j)
    if given is None:
        return None
    days = windows(given[1])
    end = given[0]
    if not days and (given[1].year is None or given[1].month is None):
        return None
    if not days:
        note = f"{reader.text[reader.at(j).start : reader.at(end - 1).end]} is no day"
        return _Point(end, given[1], (), (note,))
    late = None if part else reader.word("part", end)
    if late and reader.at(late[0] - 1).text in _BEHIND:
        part, end = late, late[0]
    if not part:
        return _Point(end, given[1], days)
    some = tuple(part_of(window, *map(int, part[1])) for window in days)
    return _Point(end, Date(windows=some, note=given[1].note), some)


_BEHIND = frozenset("初末底期年") | {"evvelleri", "evvellerinde", "ortalari", "ortalarinda"} | {
    "sonlari",
    "sonlarinda",
}


def part_of(window: Window, start: int, end: int, of: int) -> Window:
    """From one fraction of a window to another, in days, months or years as it is long."""
    first, last = window
    if first[:2] == last[:2]:
        days = last.day
        return Window(
            first._replace(day=start * days // of + 1), first._replace(day=-(-end * days // of))
        )
    begin = first.year * 12 + first.month - 1
    months = last.year * 12 + last.month - begin
    if months > 24:
        begin, months = first.year, months // 12
        years = begin + start * months // of, begin - (-end * months // of) - 1
        return Window(Day(years[0], 1, 1), Day(years[1], 12, 31))
    year, month = divmod(begin + start * months // of, 12)
    last_year, last_month = divmod(begin - (-end * months // of) - 1, 12)
    length = days_in_month(last_year, last_month + 1)
    return Window(Day(year, month + 1, 1), Day(last_year, last_month + 1, length))


def _relative(reader: Reader, i: int) -> _Point | None:
    """Yesterday, last year, 5 years ago, in the last 10 years, last May, 去年."""
    for kind in ("day", "year"):
        found = reader.word(kind, i)
        if found:
            days = shifted(reader.today, int(found[1][0]), kind)
            return _reckoned(reader, i, found[0], days)
    count = _count(reader, i)
    unit = reader.word("unit", count[0]) if count else None
    ago = reader.word("ago", unit[0]) if unit else None
    if count and unit and ago:
        return _reckoned(reader, i, ago[0], shifted(reader.today, -count[1], unit[1][0]))
    return _beside(reader, i)


def _beside(reader: Reader, i: int) -> _Point | None:
    """Last year, this May, in the last 10 years."""
    for kind, step in (("last", -1), ("this", 0), ("next", 1)):
        word = reader.word(kind, i)
        if word is None:
            continue
        unit = reader.word("unit", word[0])
        if unit:
            return _reckoned(reader, i, unit[0], shifted(reader.today, step, unit[1][0]))
        count = _count(reader, word[0])
        unit = reader.word("unit", count[0]) if count else None
        if count and unit and step:
            far = shifted(reader.today, step * count[1], unit[1][0])
            ends = (far.first, reader.today) if step < 0 else (reader.today, far.last)
            return _reckoned(reader, i, unit[0], Window(*ends))
        for name, field in (("month", "month"), ("season", "season")):
            found = reader.word(name, word[0])
            if found:
                year = _year_beside(reader.today, field, int(found[1][0]), step)
                days = windows(Date(**{"year": year, field: int(found[1][0])}))  # type: ignore[arg-type]
                return _reckoned(reader, i, found[0], days[0])
    return None


def _year_beside(today: Day, field: str, number: int, step: int) -> int:
    """The year of the last, this or next month or season of a name."""
    days = windows(Date(**{"year": today.year, field: number}))[0]  # type: ignore[arg-type]
    if step < 0:
        return today.year - (days.last >= today)
    return today.year + (step > 0 and days.first <= today)


def _count(reader: Reader, i: int) -> tuple[int, int] | None:
    symbol = reader.at(i)
    if symbol.number is not None and 0 < symbol.number < 10_000:
        return i + 1, symbol.number
    word = reader.word("count", i)
    return (word[0], int(word[1][0])) if word else None


def _reckoned(reader: Reader, i: int, end: int, days: Window) -> _Point:
    typed = reader.text[reader.at(i).start : reader.at(end - 1).end]
    note = f"{typed!r} is read as {span_text(days)}"
    return _Point(end, Date(windows=(days,)), (days,), (note,))


def span_text(days: Window) -> str:
    """A window as a message names it: a day, a month, a year, or from one day to another."""
    first, last = days
    for part in (Date(first.year), Date(first.year, first.month), Date(*first)):
        if windows(part) == (days,):
            return named(part)
    return f"{named(Date(*first))} to {named(Date(*last))}"


_UNITS = {"year": 1, "decade": 10, "century": 100, "millennium": 1000}


def shifted(day: Day, step: int, unit: str) -> Window:
    """The day, week, month, year, decade or century so many steps from that of a day."""
    if unit in _UNITS:
        years = _UNITS[unit]
        year = (day.year // years + step) * years
        return Window(Day(year, 1, 1), Day(year + years - 1, 12, 31))
    if unit == "month":
        year, month = divmod(day.year * 12 + day.month - 1 + step, 12)
        return windows(Date(year, month + 1))[0]
    from datetime import date as calendar  # only where days are counted

    number = calendar(*day).toordinal()
    if unit == "week":
        number += 7 * step - (number - 1) % 7
        ends = (number, number + 6)
    else:
        ends = (number + step, number + step)
    return Window(*(Day(*calendar.fromordinal(max(1, end)).timetuple()[:3]) for end in ends))


def _sum(reader: Reader, i: int) -> _Found:
    """Thirty years before 2022; the 35th anniversary in 2027."""
    count = _count(reader, i) or reader.word("ordinal", i)
    if count is None:
        return None
    end = reader.suffixed(i) if reader.at(i).number is not None else count[0]
    years = int(count[1] if isinstance(count[1], int) else count[1][0])
    word = reader.word("anniversary", end + (reader.at(end).text == "-"))
    if word:
        near = range(word[0], min(word[0] + 6, len(reader.symbols)))
        found = next(((j, p) for j in near if (p := date(reader, j)) and p[1].year), None)
        if found is None:
            return None
        end, given = found[1]
        return _shift(reader, i, end, given, -years, also=True)
    unit = reader.word("unit", count[0])
    if unit is None or unit[1][0] not in _UNITS:
        return None
    for kind, sign in (("before", -1), ("after", 1)):
        side = reader.word(kind, unit[0])
        point = date(reader, side[0]) if side else None
        if point and point[1].year is not None:
            return _shift(reader, i, point[0], point[1], sign * years * _UNITS[unit[1][0]])
    return None


def _shift(
    reader: Reader, i: int, end: int, given: Date, years: int, *, also: bool = False
) -> _Found:
    meant = given._replace(year=(given.year or 0) + years, bare=False)
    days = windows(meant) + (windows(given) if also else ())
    typed = reader.text[reader.at(i).start : reader.at(end - 1).end]
    note = f"{typed!r} is read as {named(meant)}" + (f" and {named(given)}" if also else "")
    return end, _Point(end, meant._replace(others=()), days, (note,))
