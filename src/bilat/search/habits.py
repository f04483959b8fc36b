"""Queries that another command answers better: what day it is, and what comes up."""

import re

from ..core.edtf import Day
from ..core.errors import UsageError
from ..startup import pattern
from .day import day
from .times import times

_TODAY = pattern(
    r"\b(?:on )?this day(?: in history)?\b|\b(?:happened|happens) today\b|\btoday in history\b"
    r"|в этот день|bu gün nə|历史上的今天",
    re.IGNORECASE,
)
_HAPPENED = pattern(r"\bhappened on (?P<day>[^?!]+?)[\s?!.]*$", re.IGNORECASE)
_SEVERAL = pattern(
    r"\banniversaries\b|юбилеи|годовщины|yubileylər|ildönümləri|周年纪念日", re.IGNORECASE
)
_ONE = pattern(r"\banniversary\b", re.IGNORECASE)
_COMING = pattern(
    r"\b(?:come|comes|coming) up\b|\bupcoming\b|\bcoming\b|\bnext\b|\bsoon\b", re.IGNORECASE
)


def other_command(text: str, today: Day) -> str | None:
    """The command that is made for what a query asks, where it asks for a day or anniversaries."""
    folded = " ".join(text.split())
    if _TODAY.search(folded):
        return "bilat on"
    happened = _HAPPENED.search(folded)
    if happened and not any(time.windows for time in times(happened["day"], today)):
        try:
            day(happened["day"], today)
        except UsageError:
            return None
        return f"bilat on {happened['day']}"
    several = _SEVERAL.search(folded)
    coming = _COMING.search(folded)
    if not (several or (coming and _ONE.search(folded))):
        return None
    for time in times(folded, today):
        for first, last in time.windows[:1]:
            if first.year == last.year >= 1 and (first[1:], last[1:]) == ((1, 1), (12, 31)):
                return f"bilat on --year {first.year}"
    return "bilat on --within 1y" if coming else None
