"""GOST R 7.0.5-2008, the Russian standard for bibliographic references."""

import re

from .prose import SHORT_MONTHS, YEAR, Dates, Prose, capital, ended, joined
from .work import Name, Work


def _order(year: str, month: str, day: str) -> str:
    """The year, and then as an area of its own the day and the month."""
    return joined(year, f"{day} {month}".strip(), by=". ")


_DATES = Dates(_order, SHORT_MONTHS)
_POSTED = Dates(lambda year, month, day: f"{day} {month} {year}".strip())


def gost(work: Work, paragraph: int | None, form: str) -> Prose:
    """A reference after the text or below the line, which are alike, or one to it in brackets."""
    place = f"para. {paragraph}" if paragraph is not None else ""
    if form == "inline":
        author = work.author.natural if work.author.family_first else work.author.short
        return [f"[{joined(author, YEAR.of(work), place)}]"]
    title = re.sub(r"(?<=\w): ", " : ", work.title)
    title += f" // {work.container}" if work.container else ""
    areas = [
        f"{heading(work.author)} {title}",
        joined(work.publisher, _DATES.of(work)),
        capital(place),
        capital(_POSTED.repost(work)),
        f"URL: {work.url}" if work.url else "",
    ]
    return [" ".join(ended(area) for area in areas if area)]


def heading(name: Name) -> str:
    """Family name and initials without a comma; a name that begins with the family name whole."""
    if name.literal or name.family_first or not name.given:
        return ended(name.natural)
    return f"{name.family} {name.initials}"
