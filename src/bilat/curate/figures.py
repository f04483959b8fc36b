"""The times and the numbers that a quote states, as a fact may have them."""

import re
from collections.abc import Iterator
from typing import Any

from ..core.edtf import Day
from ..core.window import edtf_text
from ..language.numbers import numbers
from ..language.times import Time, times
from ..language.words import small, words
from ..startup import pattern

# How a number is compared, by the words before it.
_COMPARED = (
    (
        ">",
        pattern(r"(?:more than|over|above|exceed\w*|свыше|более|больше|超过)\s*$", re.IGNORECASE),
    ),
    ("<", pattern(r"(?:less than|under|below|fewer than|менее|меньше|不到)\s*$", re.IGNORECASE)),
    (">=", pattern(r"(?:at least|no fewer than|no less than|не менее|至少)\s*$", re.IGNORECASE)),
    ("<=", pattern(r"(?:at most|up to|no more than|до|не более|至多)\s*$", re.IGNORECASE)),
    (
        "~",
        pattern(r"(?:about|around|approximately|nearly|some|около|примерно|约)\s*$", re.IGNORECASE),
    ),
)
_UNIT = pattern(r"\s*(%|[^\W\d_][\w-]*)")
_CURRENCY = "$£€¥₽₹₺₼₸₩₪₴"
# Small words that a year follows, whatever comes behind it; "the 2015 agreement" is of a year, too.
_OF_YEARS = ("in", "since", "during", "until", "the")
_EARLIEST, _LATEST = 1000, 2100
_ERA = pattern(r"\b[A-Z]{2,3}\b|[A-Z]\.|н\.\s?э|公元")
_NEXT = pattern(r"\s*([^\W\d_]+|%)")


def when_of(quote: str, statement: str, day: Day) -> str | None:
    """The one time that a quote states, as EDTF; of several that which the statement tells as well.

    None for none, and for one that may be read in several ways.
    """
    found = _dates(quote, day)
    if len(found) > 1:
        found &= _dates(statement, day)
    return found.pop() if len(found) == 1 else None


def _dates(text: str, day: Day) -> set[str]:
    some = (time.windows for time in _stated(text, day))
    return {edtf_text(windows[0]) for windows in some if len(windows) == 1}


def _stated(text: str, day: Day) -> Iterator[Time]:
    """The times of a text, less what a query might mean by a year but a text counts with."""
    return (time for time in times(text, day) if not _counts(text, time))


def _counts(text: str, time: Time) -> bool:
    """Whether what reads as a year may as well be a number: the 142 steps, 1500 tonnes."""
    named = text[time.start : time.end]
    said = words(named)
    figures = [word for word in said if word.isdecimal()]
    years = {abs(day.year) for window in time.windows for day in window if day}
    if years and max(years) < _EARLIEST and years & set(map(int, figures)):
        return _ERA.search(named) is None
    bare = all(word.isdecimal() or word in small() for word in said)
    if not (figures and bare) or min(map(int, figures)) < _EARLIEST:
        return False  # a month, a century, a day
    if max(map(int, figures)) > _LATEST or text[: time.start].endswith(tuple(_CURRENCY)):
        return True
    before = words(text[: time.end])[: -len(figures)][-1:]
    after = _NEXT.match(text, time.end)
    if after is None or (before and before[0] in _OF_YEARS):
        return False
    return after[1] == "%" or (after[1].islower() and after[1] not in small())


def quantities_of(text: str, day: Day) -> list[dict[str, Any]]:
    """The numbers that a text counts with, but for those of its times; what they count is open."""
    spans = [(time.start, time.end) for time in _stated(text, day)]
    found = []
    for number in numbers(text):
        if any(start < number.end and number.start < end for start, end in spans):
            continue
        value = float(number.value)
        before = text[: number.start].rstrip()
        money = before[-1:] if before.endswith(tuple(_CURRENCY)) else ""
        sign = (mark for mark, words_ in _COMPARED if words_.search(before.rstrip(_CURRENCY)))
        found.append(
            {
                "value": int(value) if value == int(value) else value,
                "unit": money or _unit(text, number.end),
                "comparator": next(sign, "="),
                "of": "",
                "base": None,
            }
        )
    return found


def _unit(text: str, end: int) -> str:
    """What stands behind a number, if it may be its unit; 1 for what is only counted."""
    found = _UNIT.match(text, end)
    if found is None or found[1].lower() in small():
        return "1"
    return "percent" if found[1] == "%" else found[1]
