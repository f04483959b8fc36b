"""Dates that a query names, in whatever order, script and spelling; one grammar over symbols.

Each rule takes symbols from a place on and gives where it ends with a `Date`, whose parts may be
lacking: in "7-10 March 1994" the first day has its month and year from the second.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

from ..core.edtf import Day, days_in_month
from ..core.window import Window
from .symbols import Reader


class Date(NamedTuple):
    """A date as far as it was given."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    season: int | None = None
    windows: tuple[Window, ...] = ()  # where it is a stretch of years, its days
    others: tuple[Any, ...] = ()  # what it may mean as well
    note: str = ""  # how it is read, where that is not plain
    bare: bool = False  # whether it is a number alone, which may count something


Parsed = tuple[int, Date] | None
Fields = tuple[int, dict[str, int]] | None


def date(reader: Reader, i: int) -> Parsed:
    """The date that begins at a place, by the rule that takes most."""
    if i not in reader.dates:  # several rules of times.py look at the same place
        found = [parsed for rule in _RULES if (parsed := rule(reader, i))]
        reader.dates[i] = max(found, key=lambda parsed: parsed[0], default=None)
    known: Parsed = reader.dates[i]
    return known


def windows(given: Date) -> tuple[Window, ...]:
    """The days of a date, by each of its readings; () where it lacks its year or is no day."""
    days = _days(given.year, given) if given.year is not None else []
    others = (window for other in given.others for window in windows(other))
    return (*(given.windows or days), *others)


def _days(year: int, given: Date) -> list[Window]:
    if given.season:
        month = 3 * (given.season - 20)
        last_year, last = year + (month == 12), (month + 1) % 12 + 1
        length = days_in_month(last_year, last)
        return [Window(Day(year, month, 1), Day(last_year, last, length))]
    if given.month is None:
        return [Window(Day(year, 1, 1), Day(year, 12, 31))]
    if not 1 <= given.month <= 12:
        return []
    length = days_in_month(year, given.month)
    if given.day is None:
        return [Window(Day(year, given.month, 1), Day(year, given.month, length))]
    day = Day(year, given.month, given.day)
    return [Window(day, day)] if 1 <= given.day <= length else []


def _year(reader: Reader, i: int) -> Parsed:
    """A year: 1992, 44 BC, AD 79, '92, 1992-ci il, 1992 г., 公元前44年, the year 1992."""
    before = reader.word("era", i)
    j = before[0] if before else reader.unit(i, "year") or i
    short = reader.at(j).text == "'"
    number, text = reader.number(j + short, 0, 9999, range(1, 5)), reader.at(j + short).text
    if number is None:
        return None
    end = reader.suffixed(j + short)
    unit = reader.unit(end, "year")
    if unit:
        end = unit + (reader.at(unit).text == ".")
    if short and len(text) == 2:
        return end, Date(year=reader.full(number))
    after = before or reader.word("era", end)
    if after and number:
        end = max(end, after[0])
        return end, Date(year=number if after[1] == ("1",) else 1 - number)
    if len(text) == 4 or (len(text) == 3 and text[0] != "0"):
        return end, Date(year=number, bare=end == i + 1)
    return None


def _figures(reader: Reader, i: int) -> Parsed:
    """A date in figures: 1992-04-02, 2.4.1992, 4/2/92, 1992/93, 04.1992."""
    first, mark, second = reader.at(i), reader.at(i + 1), reader.at(i + 2)
    tight = not mark.apart and not second.apart and mark.text in ("-", "/", ".")
    if not tight or first.number is None or second.number is None:
        return None
    third = reader.at(i + 4)
    if reader.at(i + 3).text == mark.text and third.number is not None and not third.apart:
        return _three(reader, i, mark.text)
    if len(first.text) in (3, 4) and len(second.text) <= 2:
        return _year_and(i + 3, first.number, second.number, whole=len(second.text) == 2)
    if len(second.text) == 4 and 1 <= first.number <= 12:
        return i + 3, Date(year=second.number, month=first.number)
    return None


def _year_and(end: int, year: int, number: int, *, whole: bool) -> Parsed:
    """A year and more digits: a month, a season, or the year in which a stretch ends."""
    last = year - year % 100 + number
    years = Date(windows=(Window(Day(year, 1, 1), Day(last, 12, 31)),))
    if 21 <= number <= 24:
        season = Date(year=year, season=number)
        note = f"{year}-{number} is read as a season and as {year} to {last}"
        return end, season._replace(others=(years,), note=note) if last > year else season
    if 1 <= number <= 12:
        return end, Date(year=year, month=number)
    return (end, years) if last > year and whole else None


def _three(reader: Reader, i: int, mark: str) -> Parsed:
    """Three numbers with the same mark between; a day that may be a month is read both ways."""
    texts = [reader.at(i + step).text for step in (0, 2, 4)]
    one, two, three = map(int, texts)
    if len(texts[0]) in (3, 4) or (len(texts[0]) == 2 and one > 31):
        year = one if len(texts[0]) > 2 else reader.full(one)
        month, day = (two, three) if two <= 12 else (three, two)
        return _clock(reader, i + 5), Date(year, month, day)
    if len(texts[2]) not in (2, 4):
        return None
    year = three if len(texts[2]) == 4 else reader.full(three)
    if two > 12:
        return i + 5, Date(year, one, two)
    if one > 12 or one == two or mark == ".":
        return i + 5, Date(year, two, one)
    note = f"{mark.join(texts)} is read day first and month first"
    return i + 5, Date(year, two, one, others=(Date(year, one, two),), note=note)


def _clock(reader: Reader, i: int) -> int:
    """The place behind a time of day that is written to a date."""
    if reader.at(i).text == "t" and reader.at(i + 1).number is not None:
        i += 1
        while not reader.at(i).apart:
            i += 1
    return i


# Dates in words, by the order of their parts; each part is a function below.
_ORDERS = tuple(
    order.split()
    for order in (
        "day of month of year;day of month of short;day of month;month of year;month of late;"
        "month day of year;month day;month;season of year;season;year of season;"
        "year of day of month;year of month day;year of month;"
        "year moon sun;year moon;moon sun;moon;sun"
    ).split(";")
)


def _ordered(reader: Reader, i: int) -> Parsed:
    """2 April 1992, Apr-92, April 2nd, 1992-ci ilin aprelin 2-si, 1992年4月2日, summer of 2021."""
    best: Parsed = None
    for order in _ORDERS:
        end = i
        fields: dict[str, Any] = {}
        for part in order:
            step = _PARTS[part](reader, end)
            if step is None:
                break
            end, fields = step[0], fields | step[1]
        else:
            if best is None or end > best[0]:
                best = end, Date(**fields)
    return best


def _day(reader: Reader, i: int) -> Fields:
    day = reader.number(i, 1, 39, (1, 2))
    return None if day is None else (reader.suffixed(i), {"day": day})


def _named(kind: str) -> Callable[[Reader, int], Fields]:
    def named(reader: Reader, i: int) -> Fields:
        found = reader.word(kind, i)
        if found is None:
            return None
        return found[0] + (reader.at(found[0]).text == "."), {kind: int(found[1][0])}

    return named


def _whole_year(reader: Reader, i: int) -> Fields:
    found = _year(reader, i)
    return (found[0], {"year": found[1].year or 0}) if found else None


def _two_digits(least: int) -> Callable[[Reader, int], Fields]:
    def two_digits(reader: Reader, i: int) -> Fields:
        two = reader.number(i, least, 99, (2,))
        followed = reader.word("unit", i + 1) or reader.word("month", i + 1)
        return None if two is None or followed else (i + 1, {"year": reader.full(two)})

    return two_digits


def _marked(field: str, marks: str) -> Callable[[Reader, int], Fields]:
    def marked(reader: Reader, i: int) -> Fields:
        number = reader.number(i, 1, 39, (1, 2))
        mark = reader.at(i + 1).text
        return None if number is None or not mark or mark not in marks else (i + 2, {field: number})

    return marked


_PARTS: dict[str, Callable[[Reader, int], Fields]] = {
    "day": _day,
    "month": _named("month"),
    "season": _named("season"),
    "year": _whole_year,
    "short": _two_digits(0),
    "late": _two_digits(32),
    "moon": _marked("month", "月"),
    "sun": _marked("day", "日号"),
    "of": lambda reader, i: (reader.skip(i, ",", "-", "/", "."), {}),
}


def _century(reader: Reader, i: int) -> Parsed:
    """19th century, XIX век, the ninth century BC, 2nd millennium, 20世纪90年代."""
    number = reader.number(i, 1, 30, (1, 2))
    ordinal = reader.word("ordinal", i)
    if number is None and ordinal is None:
        return None
    j = reader.suffixed(i if ordinal is None else ordinal[0] - 1)
    number = number or int(ordinal[1][0] if ordinal else 0)
    j = reader.dashed(j)
    end = reader.unit(j, "century", "millennium")
    if end is None:
        return None
    years = 100 if reader.unit(j, "century") else 1000
    tens = reader.number(end, 10, 90, (2,))
    decade = reader.unit(end + 1, "decade")
    if tens is not None and decade:
        return decade, stretch((number - 1) * years + tens, 10)
    era = reader.word("era", end)
    if era and era[1] == ("-1",):
        return era[0], stretch(1 - number * years, years)
    return (era[0] if era else end), stretch((number - 1) * years, years)


def _decade(reader: Reader, i: int) -> Parsed:
    """1990s, the '90s, 90s, nineties, 1990-х, 90-cı illər, 90年代; 1900s is a century as well."""
    tens = reader.word("tens", i)
    if tens:
        return reader.unit(tens[0], "year") or tens[0], _tens(reader, int(tens[1][0]))
    i += reader.at(i).text == "'"
    number = reader.number(i, 0, 9990, (2, 3, 4))
    if number is None or number % 10:
        return None
    j = i + 1 + (reader.at(i + 1).text in ("'", "-"))
    ending = None if reader.at(j).apart else reader.word("decades", j)
    end = ending[0] if ending else reader.suffixed(i)
    unit = reader.unit(end, "decade") or reader.unit(end, "year")
    plural = unit is not None and reader.at(unit - 1).text in _PLURALS
    if not ending and not plural:
        return None
    end = unit if unit and plural else end
    if len(reader.at(i).text) == 2:
        return end, _tens(reader, number)
    if number % 100 or number == 2000:
        return end, stretch(number, 10)
    note = f"{number}s is read as the decade and as the century"
    return end, stretch(number, 10)._replace(others=(stretch(number, 100),), note=note)


_PLURALS = frozenset(("годы", "годов", "годах", "iller", "illerde", "illerin", "illeri", "代"))


def _tens(reader: Reader, tens: int) -> Date:
    """The decade of two digits: of this century as well, if it has begun."""
    decade = stretch(1900 + tens, 10)
    if tens > reader.today.year % 100:
        return decade
    note = f"the {tens:02}s are read as the {1900 + tens}s and the {2000 + tens}s"
    return decade._replace(others=(stretch(2000 + tens, 10),), note=note)


def stretch(year: int, years: int) -> Date:
    """So many years from a year on; there is no year 0 in a century of our era."""
    return Date(windows=(Window(Day(year or 1, 1, 1), Day(year + years - 1, 12, 31)),))


_RULES = (_figures, _ordered, _century, _decade, _year)
