"""The MLA Handbook, 9th edition."""

from __future__ import annotations

from .chicago import bare, inverted, titled
from .prose import SHORT_MONTHS, Dates, Italic, Prose, capital
from .work import Work

_DATES = Dates(
    lambda year, month, day: " ".join(filter(None, (day, month, year))),
    SHORT_MONTHS,
    circa="circa",
    dash="-",
    seasons=str.lower,
)


def mla(work: Work, paragraph: int | None, form: str) -> Prose:
    """A works-cited entry, or the author and the place for a note or a parenthesis."""
    place = f"par. {paragraph}" if paragraph is not None else ""
    cited = ", ".join(filter(None, (work.author.short, place)))
    if form == "inline":
        return [f"({cited})"]
    return [f"{cited}."] if form == "note" else _entry(work, place)


def _entry(work: Work, place: str) -> Prose:
    title = titled(work)
    carrier = bare(work.container or work.publisher or "")
    date = _DATES.text(work.written, derived=bool(work.derived))
    published = ", ".join(filter(None, (carrier, date, work.url, place)))
    repost = work.repost(_DATES.posted(work.posted.at)) if work.posted else ""
    said = ", ".join(filter(None, ("" if carrier else work.description, repost)))
    stop = "" if title[-1] in ".?!" else "."
    name = inverted(work.author)
    name += "" if name.endswith(".") else "."
    rest = f" {published}." + (f" {capital(said)}." if said else "")
    if work.book:
        return [f"{name} ", Italic(title), f"{stop}{rest}"]
    return [f"{name} “{title}{stop}”{rest}"]
