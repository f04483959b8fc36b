"""The style of the American Psychological Association's Publication Manual, 7th edition."""

from .prose import YEAR, Dates, Italic, Prose, capital, ended, joined
from .work import Name, Work


def _order(year: str, month: str, day: str) -> str:
    return f"{year}, {month} {day}".rstrip(" ,")


_DATES = Dates(_order)
_POSTED = Dates(lambda year, month, day: f"{month} {day}, {year}".strip(" ,"))


def apa(work: Work, paragraph: int | None, form: str) -> Prose:
    """Author (date). Title [Description]. Publisher; or author and year for a place in a text."""
    place = f"para. {paragraph}" if paragraph is not None else ""
    if form == "inline":
        return [f"({joined(work.author.short, YEAR.of(work), place)})"]
    if form == "note":
        return [f"{work.author.short} ({joined(YEAR.of(work), place)})."]
    return _reference(work, place)


def _reference(work: Work, place: str) -> Prose:
    said = joined(work.description, _POSTED.repost(work), by="; ")
    tail = f"{work.title} [{capital(said)}]" if said else work.title
    for part in (work.carrier if work.carrier != work.author.literal else None, work.url):
        tail = f"{ended(tail)} {part}" if part else tail
    if place:
        tail = f"{tail}, {place}."
    elif not (work.url and tail.endswith(work.url)):
        tail = ended(tail)  # which would be read as part of an address
    lead = f"{author(work.author)} ({_DATES.of(work)}). "
    return [lead, Italic(work.title), tail.removeprefix(work.title)]


def author(name: Name) -> str:
    """Family name, initials."""
    return ended(name.literal or joined(name.family, name.initials))
