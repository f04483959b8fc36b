"""One day, as people type it: EDTF first, and then whatever the grammar of dates takes.

That grammar is loaded only where it is needed: most queries ask for no day.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from ..core.edtf import Day, Precision, days_in_month, parse_input
from ..core.errors import EdtfError, UsageError
from ..core.text import echoed
from ..core.window import Window, edtf_text
from ..startup import pattern

if TYPE_CHECKING:
    from .times import Time

_YEARLESS = pattern(r"(?:XXXX-|--)?(\d\d)-(\d\d)")
# What is meant as EDTF, and is at fault: 1990-13.
_ALMOST = pattern(r"-?\d{4}-\d\d(?:-\d\d)?")
_BEFORE = pattern(r"(?:on )?(?:the )?")
_ADVICE = "Give one such as 2 April, 1992-04-02, 04-02, 4月2日 or yesterday."


class Typed(Struct, frozen=True):
    """A day that was typed, and whether 29 February was and its year has none."""

    day: Day
    moved: bool = False


def day(text: str, today: Day) -> Typed:
    """Read a day; without a year it is that of this year.

    Raises:
        UsageError: it is no day, or may be one of several.
    """
    folded = " ".join(text.split())
    match = _YEARLESS.fullmatch(folded)
    if match:
        return _of_year(text, int(match[1]), int(match[2]), today)
    try:
        given = parse_input(folded)
    except EdtfError:
        return _spelt(folded[_BEFORE.match(folded.lower()).end() :], today)  # type: ignore[union-attr]
    start = given.start
    if start is None or given.interval or given.doubtful or start.precision is not Precision.DAY:
        raise UsageError(f"{echoed(text)} is not one day", _ADVICE)
    return _kept(text, start.earliest)


def year(text: str, today: Day) -> int:
    """Read a year.

    Raises:
        UsageError: it is none of 1 to 9999.
    """
    found = _windows(" ".join(text.split()), today)
    if found and len(found) == 1:
        first, last = found[0]
        whole = (first[1:], last[1:]) == ((1, 1), (12, 31)) and first.year == last.year
        if whole and 1 <= first.year <= 9999:
            return first.year
    raise UsageError(f"--year: {echoed(text)} is not one year", "Give one such as 2027.")


def date(option: str, text: str, today: Day) -> str:
    """Read a date of an option as EDTF: what is EDTF stays as it is, then as a query reads it.

    Raises:
        UsageError: it is no date, or may be one of several.
    """
    folded = " ".join(text.split())
    try:
        return parse_input(folded).text
    except EdtfError as error:
        found = readings(folded, today)
        if not found:
            advice = "Give a date such as 1993, 1993-05, 1992-04-02, 1990/1995, April 1992."
            if _YEARLESS.fullmatch(folded):
                advice = f"`bilat on {folded}` has what happened on that day of any year."
            raise UsageError(f"{option}: {error}", advice) from None
    return only(option, text, found)


def readings(text: str, today: Day) -> list[str]:
    """The dates, in EDTF, that a text which is none may mean, as a query reads it."""
    found = None if _ALMOST.fullmatch(text) else _windows(text, today)
    return [edtf_text(window) for window in found or ()]


def only(option: str, text: str, found: Sequence[str]) -> str:
    """The one date that a text may mean.

    Raises:
        UsageError: there are several, which are named.
    """
    if len(found) > 1:
        problem = f"{option}: {echoed(text)} may be {' or '.join(found)}"
        raise UsageError(problem, "Give the one meant.")
    return found[0]


def _windows(text: str, today: Day) -> tuple[Window, ...] | None:
    """The days of a time that is all of a text, one reading each; None where it is none."""
    time = _time(text, today)
    return time.windows if time and not time.yearly else None


def _time(text: str, today: Day) -> "Time | None":
    from .times import times

    found = list(times(text, today))
    whole = len(found) == 1 and (found[0].start, found[0].end) == (0, len(text))
    return found[0] if whole else None


def _spelt(text: str, today: Day) -> Typed:
    time = _time(text, today)
    if time and time.yearly and time.yearly[0] == time.yearly[1]:
        return _of_year(text, *divmod(time.yearly[0], 100), today)
    if time is None or not (time.windows or time.yearly):
        raise UsageError(f"{echoed(text)} is no day", _ADVICE)
    if time.yearly or any(first != last for first, last in time.windows):
        raise UsageError(f"{echoed(text)} is not one day", _ADVICE)
    if len(time.windows) > 1:
        readings = " or ".join(edtf_text(window) for window in time.windows)
        raise UsageError(f"{echoed(text)} may be {readings}", "Give the one meant.")
    return _kept(text, time.windows[0].first)


def _of_year(text: str, month: int, number: int, today: Day) -> Typed:
    if not (1 <= month <= 12 and 1 <= number <= days_in_month(2024, month)):
        raise UsageError(f"{echoed(text)} is in no year", _ADVICE)
    length = days_in_month(today.year, month)
    return Typed(Day(today.year, month, min(number, length)), number > length)


def _kept(text: str, found: Day) -> Typed:
    if not 1 <= found.year <= 9999:
        raise UsageError(f"{echoed(text)} is not in the years 1 to 9999", _ADVICE)
    return Typed(found)


def other_command(asked: set[str], text: str, today: Day) -> str | None:
    """The command that is made for what a query asks, where it asks for a day or anniversaries.

    Args:
        asked: what its words ask for (`words.habits`).
        text: the query.
        today: the day that relative times are reckoned from.
    """
    if "today" in asked:
        return "bilat on"
    if "happened" in asked:
        typed = " ".join(text.split()).rstrip(" ?!.")
        typed = typed[typed.lower().find("happened on ") + len("happened on ") :]
        time = _time(typed, today)
        if time and time.yearly and time.yearly[0] == time.yearly[1]:
            return f"bilat on {typed}"
    if "several" not in asked and not asked.issuperset(("one", "coming")):
        return None
    from .times import times

    for time in times(text, today):
        for window in time.windows[:1]:
            if edtf_text(window).isdigit() and len(edtf_text(window)) == 4:
                return f"bilat on --year {window.first.year}"
    return "bilat on --within 1y" if "coming" in asked else None
