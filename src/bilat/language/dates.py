"""Dates in whatever order, script and spelling: the patterns of each part, and what it tells.

A date's parts may be lacking: in "7-10 March 1994" the first day has its month from the second.
"""

from typing import Any, NamedTuple

from ..core.edtf import Day, days_in_month
from ..core.window import Window
from .symbols import Found, Make

MONTHS = {"month": 1, "quarter": 3, "year": 12}
MONTHS |= {"decade": 120, "century": 1200, "millennium": 12000}


class Date(NamedTuple):
    """A date as far as it was given."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    season: int | None = None
    windows: tuple[Window, ...] = ()  # its days, where year, month and day do not tell them
    others: tuple[Any, ...] = ()  # what it may mean as well
    note: str = ""  # how it is read, where that is not plain
    reckoned: str = ""  # how it was reckoned from something else, or that it is no day
    bare: bool = False  # whether it is a number alone, which may count something


# By the number in EDTF of the first season, quarter or half: its first month from 0, and how many.
_SEASONS = {40: (0, 6), 33: (0, 3), 21: (2, 3)}


def months(first: int, long: int) -> Window:
    """So many months from one on, which is counted from the beginning of the year 0."""
    year, month = divmod(first, 12)
    last_year, last = divmod(first + long - 1, 12)
    length = days_in_month(last_year, last + 1)
    return Window(Day(year, month + 1, 1), Day(last_year, last + 1, length))


def windows(given: Date) -> tuple[Window, ...]:
    """The days of a date, by each of its readings; () where it lacks its year or is no day."""
    days = _days(given.year, given) if given.year is not None else ()
    others = (window for other in given.others for window in windows(other))
    return (*(given.windows or days), *others)


def _days(year: int, given: Date) -> tuple[Window, ...]:
    if given.season:
        kind = next(kind for kind in _SEASONS if given.season >= kind)
        first, long = _SEASONS[kind]
        return (months(12 * year + first + long * (given.season - kind), long),)
    if given.month is None:
        return (months(12 * year, 12),) if given.day is None else ()
    if not 1 <= given.month <= 12:
        return ()
    whole = months(12 * year + given.month - 1, 1)
    if given.day is None:
        return (whole,)
    day = Day(year, given.month, given.day)
    return (Window(day, day),) if 1 <= given.day <= whole.last.day else ()


def stretch(year: int, years: int) -> Date:
    """So many years from a year on; there is no year 0 in a century of our era."""
    return Date(windows=(Window(Day(year or 1, 1, 1), Day(year + years - 1, 12, 31)),))


def plain(_: Found, second: int = 0, **parts: Any) -> Date:
    """The date of the parts that a pattern names; a winter's second year adds nothing."""
    return Date(**parts)


def full(found: Found, two: int, **_: int) -> int:
    """The year that two digits mean: not more than ten years from now."""
    return two + (2000 if two <= found.reader.today.year % 100 + 10 else 1900)


def of_era(_: Found, number: int, era: int) -> int | None:
    """The year before or of our era; there is no year 0."""
    return (number if era > 0 else 1 - number) if number else None


def uneven(_: Found, year: int) -> Date | None:
    """A year that begins no decade."""
    return Date(year) if year % 10 else None


def alone(found: Found, year: int) -> Date:
    """A year; `bare` where it is a number and nothing else."""
    return Date(year, bare=found.end == found.start + 1)


def year_first(_: Found, year: int, month: int, day: int, **_clock: int) -> Date:
    """Three numbers of which the first is the year; the time of day does not matter."""
    return Date(year, month, day) if month <= 12 else Date(year, day, month)


def year_last(found: Found, one: int, two: int, year: int) -> Date:
    """Three numbers of which the last is the year; a day that may be a month is read both ways."""
    if two > 12:
        return Date(year, one, two)
    text = "".join(symbol.text for symbol in found.reader.symbols[found.start : found.end])
    if one > 12 or one == two or "." in text:
        return Date(year, two, one)
    note = f"{text} is read day first and month first"
    return Date(year, two, one, others=(Date(year, one, two),), note=note)


def year_and(found: Found, year: int, more: int) -> Date | None:
    """A year and more digits: a month, a season, or the year in which a stretch ends."""
    digits = 10 ** len(found.reader.at(found.end - 1).text)
    last = year - year % digits + (more or digits)
    years = stretch(year, last - year + 1) if last > year else None
    meant = Date(year, season=more) if 21 <= more <= 24 else Date(year, more)
    if meant.season is None and (digits == 100 or not years or not more):
        return meant if 1 <= more <= 12 else years
    name = "a season" if meant.season else "a month"
    note = f"{year}-{more} is read as {name} and as {year} to {last}"
    return meant._replace(others=(years,), note=note) if years else meant


def century(
    _: Found, nth: int, unit: str, era: int = 1, tens: int | None = None, first: int = 0
) -> Date | None:
    """A century or a millennium, a decade of it, or from the first one to it."""
    years = MONTHS[unit] // 12 if unit in MONTHS else 0
    begin, end = (((first or nth) - 1) * years, nth * years)
    if era < 0:
        begin, end = 1 - (first or nth) * years, 1 - (nth - 1) * years
    if years < 100 or begin >= end:
        return None
    return stretch(begin, end - begin) if tens is None else stretch((nth - 1) * years + tens, 10)


def decade(_: Found, year: int, **_century: Any) -> Date | None:
    """The decade that begins with a year; the 1900s are the century as well."""
    if year % 10:
        return None
    if year % 100 or year == 2000:
        return stretch(year, 10)
    note = f"{year}s is read as the decade and as the century"
    return stretch(year, 10)._replace(others=(stretch(year, 100),), note=note)


def tens(found: Found, tens: int, first: int | None = None) -> Date | None:
    """The decade of two digits, or from the first one to it: of this century as well, if begun."""
    begin = tens if first is None else first
    if tens % 10 or begin % 10 or begin > tens:
        return None
    decade = stretch(1900 + begin, tens - begin + 10)
    if begin > found.reader.today.year % 100:
        return decade
    note = f"the {begin:02}s are read as the {1900 + begin}s and the {2000 + begin}s"
    return decade._replace(others=(stretch(2000 + begin, tens - begin + 10),), note=note)


def compound(_: Found, tens: int, ones: int) -> int | None:
    """Thirty-five, twenty-first, two hundred."""
    if ones == 100:
        return 100 * tens if 1 < tens < 10 else None
    return tens + ones if tens % 10 == 0 and 20 <= tens < 100 and ones < 10 else None


def share(_: Found, nth: int, division: int) -> tuple[int, int, int] | None:
    """A half or a quarter: from where to where, of how many."""
    return (nth - 1, nth, division) if 1 <= nth <= division else None


def season_of(_: Found, share: tuple[int, int, int]) -> int:
    """The half or quarter of a year by its number in EDTF."""
    return (40 if share[2] == 2 else 33) + share[0]


DATES: tuple[Make, ...] = (
    *(plain, full, of_era, uneven, alone, year_first, year_last, year_and, century),
    *(decade, tens, compound, share, season_of),
)
