"""The style of the American Psychological Association's Publication Manual, 7th edition."""

from __future__ import annotations

from .prose import YEAR, Dates, Italic, Prose, capital, ended
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
    described = f" [{capital(said)}]" if said else ""
    tail = f"{work.title}{described}"
    carrier = work.container or work.publisher
    for part in (carrier if carrier != work.author.literal else None, work.url):
        tail = f"{ended(tail)} {part}" if part else tail
    # A full stop would be read as part of an address.
    closed = (
        f"{tail}, {place}." if place else tail if tail.endswith(work.url or "\n") else ended(tail)
    )
    return [f"{author(work.author)} ({date}). ", Italic(work.title), closed[len(work.title) :]]


def author(name: Name) -> str:
    """Family name, initials."""
    return ended(name.literal or ", ".join(filter(None, (name.family, name.initials))))
