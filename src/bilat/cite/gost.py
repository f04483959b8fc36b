"""GOST R 7.0.5-2008, the Russian standard for bibliographic references."""

import re

from .prose import SHORT_MONTHS, Dates, capital, ended, joined, year_only
from .work import Name, Work, spaced

_DATES = Dates(lambda year, month, day: joined(year, spaced(day, month), by=". "), SHORT_MONTHS)
_YEAR = _DATES._replace(order=year_only)
_POSTED = Dates(lambda year, month, day: spaced(day, month, year))
_DAY = Dates(
    lambda year, month, day: joined(day and f"{int(day):02}", month, year, by="."),
    [f"{month:02}" for month in range(1, 13)],
)


def gost(work: Work, paragraph: int | None, form: str) -> str:
    """A reference after the text or below the line, which are alike, or one to it in brackets."""
    place = f"para. {paragraph}" if paragraph is not None else ""
    if form == "inline":
        return f"[{joined(_cited(work), _YEAR.of(work), place)}]"
    if form == "short":
        return " ".join(map(ended, filter(None, (_heading(work), _title(work), capital(place)))))
    inside = f"{_title(work)} // {work.container_title}" if work.container_title else _title(work)
    editors = ", ".join(spaced(name.initials, name.short) for name in work.editors)
    inside += f" / ed. by {editors}" if editors else ""
    imprint = joined(work.publisher_place, work.publisher, by=" : ")
    dates = _DATES if not (work.book or work.part) else _YEAR
    areas = [
        inside,
        joined(imprint, dates.of(work)) if imprint else capital(dates.of(work)),
        f"Vol. {work.volume}" if work.volume else "",
        f"No. {work.issue or work.number}" if work.issue or work.number else "",
        f"P. {work.page.replace('-', '–')}" if work.page and not place else "",
        capital(place),
        capital(_POSTED.repost(work)),
        _address(work),
    ]
    return " ".join(filter(None, (ended(_heading(work)), *map(ended, areas))))


def _title(work: Work) -> str:
    return re.sub(r"(?<=[\w”»]): ", " : ", work.title)


def _address(work: Work) -> str:
    if not work.url:
        return ""
    return f"URL: {work.url}" + (
        f" (accessed: {_DAY.text(work.accessed)})" if work.accessed else ""
    )


def _cited(work: Work) -> str:
    """Up to three authors, the first of more, or the title."""
    names = [name.natural if name.family_first else name.short for name in work.authors]
    if not names:
        return _title(work)
    return f"{names[0]} et al." if len(names) > 3 else ", ".join(names)


def _heading(work: Work) -> str:
    names = [heading(name) for name in work.authors]
    return f"{names[0]} et al." if len(names) > 3 else ", ".join(names)


def heading(name: Name) -> str:
    """Family name and initials without a comma; a name that begins with the family name whole."""
    if name.whole or name.family_first:
        return name.natural
    particles = spaced(name.dropping_particle, name.non_dropping_particle)
    return spaced(name.family, name.initials, particles, name.suffix)
