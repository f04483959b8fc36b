"""Dates that a query names, in whatever order, script and spelling; one grammar over symbols.

Each rule takes symbols from a place on and gives where it ends with a `Date`, whose parts may be
lacking: in "7-10 March 1994" the first day has its month and year from the second.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from ..core.edtf import Day, days_in_month
from ..core.window import Window
from .symbols import Reader, Symbol


class Date(NamedTuple):
    """A date as far as it was given; `windows` where it is a stretch of years, by some readings."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    season: int | None = None
    windows: tuple[Window, ...] = ()
    others: tuple["Date", ...] = ()
    note: str = ""
    bare: bool = False


Parsed = tuple[int, Date] | None


def _number(reader: Reader, i: int, low: int, high: int, digits: tuple[int, ...] = ()) -> int | None:
    symbol = reader.at(i)
    if symbol.number is None or not low <= symbol.number <= high:
        return None
    return None if digits and len(symbol.text) not in digits else symbol.number


def _year(reader: Reader, i: int) -> Parsed:
    """A year: 1992, 44 BC, AD 79, '92, 1992-ci il, 1992 г., 公元前44年."""
    before, start = reader.era(i), i
    if before:
        i = before[0]
    elif reader.word("unit", i) and reader.word("unit", i)[1] == ("year",):  # type: ignore[index]
        i = reader.word("unit", i)[0]  # type: ignore[index]
    short = reader.at(i).text == "'"
    number = _number(reader, i + short, 0, 9999)
    if number is None:
        return None
    text = reader.at(i + short).text
    j = reader.suffixed(i + short)
    unit = reader.word("unit", j)
    marked = unit is not None and unit[1] == ("year",)
    if unit and marked:
        j = unit[0] + (reader.at(unit[0]).text == ".")
    after = None if before else reader.era(j)
    if short and len(text) == 2:
        return j, Date(year=reader.full(number))
    sign = (before or after or (0, 0))[1]
    if sign and number:
        return (after[0] if after else j), Date(year=number if sign > 0 else 1 - number)
    plain = j == i + 1 and start == i
    if len(text) == 4 or (len(text) == 3 and text[0] != "0"):
        return j, Date(year=number, bare=plain)
    return None


def _figures(reader: Reader, i: int) -> Parsed:
    """A date in figures: 1992-04-02, 2.4.1992, 4/2/92, 1992/93, 04.1992."""
    first, mark, second = reader.at(i), reader.at(i + 1).text, reader.at(i + 2)
    if first.number is None or second.number is None or mark not in ("-", "/", "."):
        return None
    if reader.at(i + 1).apart or second.apart:
        return None
    third = reader.at(i + 4)
    if reader.at(i + 3).text == mark and third.number is not None and not third.apart:
        return _three(reader, i, (first, second, third), mark)
    if len(first.text) in (3, 4):
        return _year_and(reader, i + 3, first.number, second)
    if len(second.text) == 4 and 1 <= first.number <= 12:
        return i + 3, Date(year=second.number, month=first.number)
    return None


def _year_and(reader: Reader, i: int, year: int, second: Symbol) -> Parsed:
    """A year and two more digits: a month, a season, or the year in which a stretch ends."""
    number = second.number or 0
    if len(second.text) > 2:
        return None
    last = year - year % 100 + number
    years = Date(windows=(Window(Day(year, 1, 1), Day(last, 12, 31)),))
    if 21 <= number <= 24:
        season = Date(year=year, season=number)
        if last <= year:
            return i, season
        note = f"{year}-{number} is read as a season and as {year} to {last}"
        return i, season._replace(others=(years,), note=note)
    if 1 <= number <= 12:
        return i, Date(year=year, month=number)
    return (i, years) if last > year and len(second.text) == 2 else None


def _three(reader: Reader, i: int, parts: Sequence[Symbol], mark: str) -> Parsed:
    one, two, three = (symbol.number or 0 for symbol in parts)
    end = i + 5
    if len(parts[0].text) in (3, 4) or (len(parts[0].text) == 2 and one > 31):
        year = one if len(parts[0].text) > 2 else reader.full(one)
        month, day = (two, three) if two <= 12 else (three, two)
        return _clock(reader, end), Date(year, month, day)
    if len(parts[2].text) not in (2, 4):
        return None
    year = three if len(parts[2].text) == 4 else reader.full(three)
    if two > 12:
        return end, Date(year, one, two)
    date = Date(year, two, one)
    if one > 12 or one == two or mark == ".":
        return end, date
    typed = mark.join(symbol.text for symbol in parts)
    note = f"{typed} is read day first and month first"
    return end, date._replace(others=(Date(year, one, two),), note=note)


def _clock(reader: Reader, i: int) -> int:
    """The place behind a time of day that is written to a date."""
    if reader.at(i).text == "t" and reader.at(i + 1).number is not None:
        i += 2
        while reader.at(i).text in (":", ".", "z", "+") or (
            reader.at(i).number is not None and not reader.at(i).apart
        ):
            i += 1
    return i


def _month(reader: Reader, i: int) -> tuple[int, int] | None:
    found = reader.word("month", i)
    if found is None:
        return None
    return found[0] + (reader.at(found[0]).text == "."), int(found[1][0])


def _year_after(reader: Reader, i: int) -> Parsed:
    """The year behind a month or a season; two digits only with an apostrophe or above 31."""
    j = reader.skip(i, ",", "-", "/")
    found = _year(reader, j)
    if found:
        return found
    two = _number(reader, j, 32, 99, (2,))
    return None if two is None else (j + 1, Date(year=reader.full(two)))


def _day_month(reader: Reader, i: int) -> Parsed:
    """2 April 1992, 2nd of April, 2-Apr-92."""
    day = _number(reader, i, 1, 39, (1, 2))
    if day is None:
        return None
    month = _month(reader, reader.skip(reader.suffixed(i), "-", "/", "."))
    if month is None:
        return None
    year = _year_after(reader, month[0])
    if year is None:
        two = _number(reader, reader.skip(month[0], ",", "-", "/"), 0, 99, (2,))
        end = reader.skip(month[0], ",", "-", "/") + 1
        if two is not None and not _month(reader, end) and not reader.word("unit", end):
            return end, Date(reader.full(two), month[1], day)
        return month[0], Date(month=month[1], day=day)
    return year[0], Date(year[1].year, month[1], day)


def _month_day(reader: Reader, i: int) -> Parsed:
    """April 2, 1992; April 1992; April '92; aprelin 2-si."""
    month = _month(reader, i)
    if month is None:
        return None
    year = _year_after(reader, month[0])
    if year:
        return year[0], Date(year[1].year, month[1])
    day = _number(reader, month[0], 1, 39, (1, 2))
    if day is None:
        return month[0], Date(month=month[1])
    end = reader.suffixed(month[0])
    year = _year(reader, reader.skip(end, ","))
    if year is None:
        return end, Date(month=month[1], day=day)
    return year[0], Date(year[1].year, month[1], day)


def _year_month(reader: Reader, i: int) -> Parsed:
    """1992 April 2, 1992-ci il 2 aprel, 1992年4月2日, 2021 summer."""
    year = _year(reader, i)
    if year is None:
        return None
    j = reader.skip(year[0], ",", "-", "/")
    season = reader.word("season", j)
    if season:
        return season[0], Date(year[1].year, season=int(season[1][0]))
    for rule in (_day_month, _month_day):
        found = rule(reader, j)
        if found and found[1].year is None:
            return found[0], found[1]._replace(year=year[1].year)
    rest = _han_month(reader, j)
    return (rest[0], rest[1]._replace(year=year[1].year)) if rest else None


def _han_month(reader: Reader, i: int) -> Parsed:
    """4月2日, 2日."""
    number = _number(reader, i, 1, 39, (1, 2))
    if number is None:
        return None
    if reader.at(i + 1).text in ("日", "号"):
        return i + 2, Date(day=number)
    if reader.at(i + 1).text != "月":
        return None
    day = _number(reader, i + 2, 1, 39, (1, 2))
    if day is not None and reader.at(i + 3).text in ("日", "号"):
        return i + 4, Date(month=number, day=day)
    return i + 2, Date(month=number)


def _season(reader: Reader, i: int) -> Parsed:
    """Summer 2021, summer of '94, лето 2021."""
    season = reader.word("season", i)
    year = _year_after(reader, season[0]) if season else None
    if season is None or year is None:
        return None
    return year[0], Date(year[1].year, season=int(season[1][0]))


def _century(reader: Reader, i: int) -> Parsed:
    """19th century, XIX век, the ninth century BC, 2nd millennium, 20世纪90年代."""
    number = _number(reader, i, 1, 30, (1, 2))
    j = reader.suffixed(i)
    if number is None:
        ordinal = reader.word("ordinal", i)
        if ordinal is None:
            return None
        number, j = int(ordinal[1][0]), ordinal[0]
        j = reader.suffixed(j - 1)
    unit = reader.word("unit", j + (reader.at(j).text == "-"))
    if unit is None or unit[1][0] not in ("century", "millennium"):
        return None
    j, years = unit[0], 100 if unit[1] == ("century",) else 1000
    tens = _number(reader, j, 10, 90, (2,))
    if tens is not None and reader.word("unit", j + 1) == (j + 3, ("decade",)):
        return j + 3, stretch((number - 1) * years + tens, 10)
    era = reader.era(j)
    if era and era[1] < 0:
        return era[0], stretch(1 - number * years, years)
    return (era[0] if era else j), stretch((number - 1) * years, years)


def _decade(reader: Reader, i: int) -> Parsed:
    """1990s, the '90s, 90s, nineties, 1990-х, 90-cı illər, 90年代."""
    tens = reader.word("tens", i)
    if tens:
        unit = reader.word("unit", tens[0])
        return (unit[0] if unit else tens[0]), _tens(reader, int(tens[1][0]))
    i += reader.at(i).text == "'"
    number = reader.at(i).number
    if number is None or number % 10 or len(reader.at(i).text) not in (2, 3, 4):
        return None
    j = i + 1 + (reader.at(i + 1).text in ("'", "-"))
    ending = reader.word("decades", j)
    unit = reader.word("unit", ending[0] if ending else reader.suffixed(i))
    plural = unit is not None and reader.at(unit[0] - 1).text in _PLURALS
    decade = unit is not None and unit[1] == ("decade",)
    if not (ending and not reader.at(j).apart) and not plural and not decade:
        return None
    end = unit[0] if unit and (plural or decade) else (ending or (j, ()))[0]
    if len(reader.at(i).text) == 2:
        return end, _tens(reader, number)
    if number % 100 or number == 2000:
        return end, stretch(number, 10)
    note = f"{number}s is read as the decade and as the century"
    return end, stretch(number, 10)._replace(others=(stretch(number, 100),), note=note)


_PLURALS = frozenset(("годы", "годов", "годах", "iller", "illerde", "illerin", "illeri", "代"))


def _tens(reader: Reader, tens: int) -> Date:
    this = reader.today.year % 100
    if tens > this:
        return stretch(1900 + tens, 10)
    note = f"the {tens:02}s are read as the {1900 + tens}s and the {2000 + tens}s"
    return stretch(1900 + tens, 10)._replace(others=(stretch(2000 + tens, 10),), note=note)


def stretch(year: int, years: int) -> Date:
    """So many years from a year on."""
    first = Day(year, 1, 1) if year else Day(1, 1, 1)
    return Date(windows=(Window(first, Day(year + years - 1, 12, 31)),))


_RULES: tuple[Callable[[Reader, int], Parsed], ...] = (
    _figures,
    _day_month,
    _month_day,
    _year_month,
    _han_month,
    _season,
    _century,
    _decade,
    _year,
)


def date(reader: Reader, i: int) -> Parsed:
    """The date that begins at a place, by the rule that takes most."""
    found = [parsed for rule in _RULES if (parsed := rule(reader, i))]
    return max(found, key=lambda parsed: parsed[0], default=None)


def windows(date: Date) -> tuple[Window, ...]:
    """The days of a date, by each of its readings; () where it lacks its year or is no day."""
    found = list(date.windows)
    if date.year is not None and not date.windows:
        window = _window(date.year, date)
        found += [window] if window else []
    return (*found, *(window for other in date.others for window in windows(other)))


def _window(year: int, date: Date) -> Window | None:
    if date.season:
        month = 3 * (date.season - 20)
        last = Day(year + (month == 12), (month + 1) % 12 + 1, 1)
        return Window(Day(year, month, 1), last._replace(day=days_in_month(*last[:2])))
    if date.month is None:
        return Window(Day(year, 1, 1), Day(year, 12, 31))
    if not 1 <= date.month <= 12:
        return None
    length = days_in_month(year, date.month)
    if date.day is None:
        return Window(Day(year, date.month, 1), Day(year, date.month, length))
    day = Day(year, date.month, date.day)
    return Window(day, day) if 1 <= date.day <= length else None
