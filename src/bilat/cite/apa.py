"""The style of the American Psychological Association's Publication Manual, 7th edition."""

from __future__ import annotations

from .prose import YEAR, Dates, Italic, Prose
from .work import Name, Work


def _order(year: str, month: str, day: str) -> str:
    return f"{year}, {month} {day}".rstrip(" ,")


_DATES = Dates(_order)
_POSTED = Dates(lambda year, month, day: f"{month} {day}, {year}".strip(" ,"))


def apa(work: Work, paragraph: int | None, form: str) -> Prose:
    """Author (date). Title [Description]. Publisher; or author and year for a place in a text."""
    place = f"para. {paragraph}" if paragraph is not None else ""
    year = YEAR.text(work.written, derived=bool(work.derived))
    if form == "inline":
        return [f"({', '.join(filter(None, (work.author.short, year, place)))})"]
    if form == "note":
        return [f"{work.author.short} ({', '.join(filter(None, (year, place)))})."]
    return _reference(work, place)


def _reference(work: Work, place: str) -> Prose:
    date = _DATES.text(work.written, derived=bool(work.derived))
    repost = work.repost(_POSTED.posted(work.posted.at)) if work.posted else ""
    said = "; ".join(filter(None, (work.description, repost)))
    described = f" [{said[0].upper()}{said[1:]}]" if said else ""
    carrier = work.container or work.publisher
    # A mark that ends the title also ends its sentence.
    stop = "" if work.title[-1] in ".?!" and not described else "."
    rest = [part for part in (carrier, work.url) if part]
    tail = "".join(f"{stop if i == 0 else '.'} {part}" for i, part in enumerate(rest))
    last = f", {place}" if place else ""
    closing = "" if not last and (work.url or (not rest and not stop)) else "."
    return [f"{author(work.author)} ({date}). ", Italic(work.title), described, tail, last, closing]


def author(name: Name) -> str:
    """Family name, initials."""
    return name.literal or ", ".join(filter(None, (name.family, name.initials)))
