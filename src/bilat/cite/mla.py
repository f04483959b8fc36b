"""The MLA Handbook, 9th edition."""

import re

from .chicago import bare, headline_of, inverted
from .prose import SHORT_MONTHS, Dates, capital, italic, joined, quoted, stopped
from .work import Work, series, spaced

_DATES = Dates(
    lambda year, month, day: spaced(day, month, year),
    SHORT_MONTHS,
    circa="circa {}",
    seasons=str.lower,
)
_MONTH = _DATES._replace(order=lambda year, month, _day: spaced(month, year))
_ROMAN = frozenset("treaty legislation bill".split())


def mla(work: Work, paragraph: int | None, form: str) -> str:
    """A works-cited entry, or the author and the place for a note or a parenthesis."""
    place = f"par. {paragraph}" if paragraph is not None else ""
    if form in ("reference", "entry"):
        return _entry(work, place)
    lead = _cited(work)
    cited = f"{stopped(lead, ',')} {place}" if place else lead
    return f"({cited})" if form == "inline" else stopped(cited)


def _cited(work: Work) -> str:
    names = [name.short for name in work.creators]
    if not names:
        return _title(work, work.title_short or work.title)
    return f"{names[0]} et al." if len(names) > 2 else " and ".join(names)


def _entry(work: Work, place: str) -> str:
    names = list(work.creators)
    first = inverted(names[0]) if names else ""
    by = f"{first}, et al." if len(names) > 2 else series([first, *(n.natural for n in names[1:])])
    if work.edited:
        by += ", editors" if len(names) > 1 else ", editor"
    access = f"Accessed {_DATES.text(work.accessed)}" if work.accessed and not work.issued else ""
    kind = "" if work.type == "thesis" else capital(work.description)
    date = (_MONTH if work.type == "article-journal" else _DATES).of(work)
    if work.type == "thesis":
        publisher = joined(bare(work.publisher or ""), work.description or "thesis")
        told = [stopped(date), stopped(joined(publisher, place, work.url))]
    else:
        parts = joined(*_container(work), date, _pages(work), place, work.url)
        named = work.container_title or work.publisher
        told = [stopped(parts if named and not work.number else capital(parts))]
    last = [access, capital(_DATES.repost(work))]
    head = [by, _title(work, work.title), kind]
    return spaced(*map(stopped, head), *told, *map(stopped, last))


def _title(work: Work, text: str) -> str:
    """A title in italics where the work stands alone, else in quotation marks."""
    title = headline_of(work, text)
    if work.type in _ROMAN:
        return title
    return italic(title) if work.book or work.type == "thesis" else quoted(title)


def _container(work: Work) -> tuple[str, ...]:
    """What contains the work, who edited it, its numbers and who brought it out."""
    title = work.container_title or ""
    if not (work.periodical or work.site):
        title = headline_of(work, title)
    editors = "" if work.edited else series([name.natural for name in work.editors])
    return (
        italic(title),
        f"edited by {editors}" if editors else "",
        f"vol. {work.volume}" if work.volume else "",
        f"no. {work.issue or work.number}" if work.issue or work.number else "",
        bare(work.publisher or ""),
    )


def _pages(work: Work) -> str:
    """Pages, the second number by its last two figures where the others do not change."""
    shown = re.sub(r"(?<!\d)(\d{1,9})[-–](\d{1,9})(?!\d)", _range, work.page or "")
    return f"{'pp.' if '–' in shown else 'p.'} {shown}" if shown else ""


def _range(match: re.Match[str]) -> str:
    first, last = match[1], match[2]
    same = len(first) == len(last) > 2 and first[:-2] == last[:-2]
    return f"{first}–{last[-2:] if same else last}"
