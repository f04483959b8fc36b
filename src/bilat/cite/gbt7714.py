"""GB/T 7714-2015, the Chinese standard for bibliographic references."""

from .prose import YEAR, Dates, Prose, capital, ended, joined
from .work import Name, Work


def _order(year: str, month: str, day: str) -> str:
    return joined(year, month, day and f"{int(day):02}", by="-")


_DATES = Dates(_order, [f"{month:02}" for month in range(1, 13)], dash="/")


def gbt7714(work: Work, paragraph: int | None, form: str) -> Prose:
    """An entry of an author-year list, a whole note, or author and year with the place behind."""
    year = YEAR.of(work)
    place = f"para. {paragraph}" if paragraph is not None else ""
    if form == "inline":
        return [joined(f"({work.author.short}, {year})", place, by=" ")]
    code = _type(work)
    name = author(work.author)
    listed = form == "reference"
    heading = f"{name}, {year}. {work.title}[{code}]" if listed else f"{name}. {work.title}[{code}]"
    return [heading + _published(work, "" if listed else year, f": {place}" if place else "")]


def _published(work: Work, year: str, place: str) -> str:
    if work.container:
        first = work.issued.start if work.issued else None
        season = first is not None and first.season is not None
        date = (YEAR if season else _DATES).of(work)
        address = f" {work.url}." if work.url else ""
        return f". {work.container}, {date}{place}.{address}"
    if _type(work) == "EB/OL":
        shown = f"({_DATES.posted(work)})" if work.posted else ""
        repost = f"[{capital(work.reposted)}]" if work.posted else ""
        rest = [repost, work.url or ""]
        dated = f". {year}{place}{shown}." if year or (shown and not place) else f"{place}{shown}."
        return dated + "".join(f" {part}." for part in rest if part)
    issued = f"[S.l.]: {work.publisher or '[s.n.]'}" + (f", {year}" if year else "")
    return f". {ended(issued + place)}"


def _type(work: Work) -> str:
    """The code of the type and carrier, by what is known of the copy that was read."""
    if work.container:
        return "N/OL" if work.url else "N"
    if work.url or work.posted:
        return "EB/OL"
    return {"book": "M", "report": "R"}.get(work.type, "Z")


def author(name: Name) -> str:
    """Family name in capitals, initials without points; one that comes first keeps the rest."""
    if name.literal:
        return name.literal
    given = name.given if name.family_first else name.initials.replace(".", "")
    return joined(name.family.upper(), given, by=" ")
