"""Stretches of time that a query names: before 1950, 1993 to 1995, early 1990s, since May 2003."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ..core.edtf import EARLIEST, LATEST, Day, days_in_month, neighbour, parse
from ..core.errors import EdtfError
from ..core.window import Window, during
from ..startup import pattern
from .times import Time, edtf_text


class Span(NamedTuple):
    """A window of time, and where a text names it."""

    window: Window
    start: int
    end: int


# The part of a time that a word means: from one fraction of it to another, over a denominator.
# "Early" and "late" are vague: a third is what most readers take them for.
_PARTS = {
    "first half": (0, 1, 2),
    **dict.fromkeys(("second half", "latter half", "last half"), (1, 2, 2)),
    "first quarter": (0, 1, 4),
    "second quarter": (1, 2, 4),
    "third quarter": (2, 3, 4),
    **dict.fromkeys(("fourth quarter", "last quarter"), (3, 4, 4)),
    **dict.fromkeys(("early", "beginning", "start", "opening"), (0, 1, 3)),
    **dict.fromkeys(("mid", "middle"), (1, 2, 3)),
    **dict.fromkeys(("late", "end", "close"), (2, 3, 3)),
}
_VAGUE = pattern(r"\s*(early|mid|late)\b", re.IGNORECASE)
# Stands for each character of a time in a text, so that places stay as they are.
_MARK = "\ue001"


def _when(i: int) -> str:
    """A time, or a part of one."""
    parts = "|".join(sorted(_PARTS, key=len, reverse=True))
    return (
        rf"(?:the )?(?:(?P<part{i}>{parts})[ -](?:of )?(?:the )?)?(?:year )?"
        rf"(?P<time{i}>{_MARK}+)(?: года?| годом)?"
    )


_ONE, _OTHER = _when(1), _when(2)
_BARE = rf"(?P<time1>{_MARK}+)"
_TURKIC = rf"{_BARE}(?:-?c[iıuü])?[ -]?(?:il)?-?"
# How each way of naming a window is written; of several that match at a place, the first holds.
_WAYS = (
    ("from", rf"\b(?:between|между) {_ONE} (?:and|to|и) {_OTHER}"),
    ("from", rf"\b(?:from|с) {_ONE} (?:up )?(?:to|till|until|through|по|до) {_OTHER}"),
    ("from", rf"{_ONE}(?: ?[-–—/至到] ?| to | through ){_OTHER}"),
    ("since", rf"\b(?:not (?:before|until|till|prior to)|(?:not|no) earlier than) {_ONE}"),
    ("before", rf"\b(?:before|prior to|earlier than|preceding|pre|до)[ -]{_ONE}"),
    ("before", rf"{_BARE}(?:以前|之前|前)"),
    ("before", rf"{_TURKIC}d[əae]n [əe]vv[əe]l"),
    ("until", rf"\b(?:until|till|up to|by|through|(?:not|no) later than|not after|к) {_ONE}"),
    ("until", rf"{_ONE} (?:or|and) (?:earlier|before)\b"),
    ("after", rf"\b(?:after|following|later than|past|post|beyond|после)[ -]{_ONE}"),
    ("after", rf"{_BARE}(?:之后|以后|后)"),
    ("after", rf"{_TURKIC}d[əae]n sonra"),
    ("since", rf"\b(?:since|(?:starting|beginning) (?:in|from|with)|с) {_ONE}"),
    ("since", rf"\bfrom {_ONE} (?:on|onwards?|forward)\b"),
    ("since", rf"{_ONE} (?:onwards?|(?:or|and) (?:later|after|beyond))\b"),
    ("since", rf"{_BARE}(?:以来|起)"),
    ("since", rf"{_TURKIC}d[əae]n b[əe]ri"),
    ("part", _ONE),
)
_RULES = tuple((kind, pattern(text, re.IGNORECASE)) for kind, text in _WAYS)


def spans(text: str, times: Iterable[Time]) -> Iterator[Span]:
    """The windows that a text names with these times of it, in no order; none touch."""
    at = {time.start: time for time in times}
    if not at:
        return
    marked = list(text)
    for time in at.values():
        marked[time.start : time.end] = _MARK * (time.end - time.start)
    rest = "".join(marked)
    for kind, rule in _RULES:
        for match in rule.finditer(rest):
            window = _window(kind, match, text, at)
            if window is not None:
                yield Span(window, *match.span())
                rest = rest[: match.start()] + " " * len(match[0]) + rest[match.end() :]


def _window(kind: str, match: re.Match[str], text: str, at: dict[int, Time]) -> Window | None:
    """What a match of a rule means; None where it is a time like any other, or no time at all."""
    named = match.groupdict()
    ends: list[Window] = []
    for i in "12":
        if f"time{i}" in named:
            time = at.get(match.start(f"time{i}"))
            if time is None:
                return None
            vague = _VAGUE.match(text[time.start : time.end])
            part = named.get(f"part{i}") or (vague[1] if vague else "")
            meant = bounds(time, part.lower())
            if meant is None or (kind == "part" and not part):
                return None
            ends.append(meant)
    first, last = ends[0].first, ends[-1].last
    windows = {
        "before": Window(EARLIEST, neighbour(first, -1)),
        "until": Window(EARLIEST, last),
        "after": Window(neighbour(last, 1), LATEST),
        "since": Window(first, LATEST),
    }
    window = windows.get(kind, Window(first, last))
    return window if window.first <= window.last else None


def bounds(time: Time, part: str = "") -> Window | None:
    """From the first to the last day of a time, or of a part of it; None where there is none."""
    try:
        whole = during(parse(edtf_text(time)))
    except EdtfError:  # 31 February
        return None
    if part not in _PARTS or whole.first == whole.last:
        return whole
    start, end, of = _PARTS[part]
    first, last = whole
    if first[:2] == last[:2]:
        days = last.day
        return Window(
            first._replace(day=start * days // of + 1), first._replace(day=-(-end * days // of))
        )
    if last.year - first.year > 1:
        years = last.year - first.year + 1
        return Window(
            Day(first.year + start * years // of, 1, 1),
            Day(first.year - (-end * years // of) - 1, 12, 31),
        )
    begin = first.year * 12 + first.month - 1
    months = last.year * 12 + last.month - begin
    year, month = divmod(begin + start * months // of, 12)
    last_year, last_month = divmod(begin - (-end * months // of) - 1, 12)
    length = days_in_month(last_year, last_month + 1)
    return Window(Day(year, month + 1, 1), Day(last_year, last_month + 1, length))


def touches(time: Time, window: Window) -> bool:
    """Whether a time that a text names begins in a window."""
    named = bounds(time)
    return named is not None and window.first <= named.first <= window.last


def span_text(window: Window) -> str:
    """A window as an EDTF interval."""
    ends = [".." if day in (EARLIEST, LATEST) else _DAY.format(*day) for day in window]
    return "/".join(ends)


_DAY = "{:04}-{:02}-{:02}"
