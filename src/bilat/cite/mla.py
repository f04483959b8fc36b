"""The MLA Handbook, 9th edition."""

from .chicago import bare, inverted, titled
from .prose import SHORT_MONTHS, Dates, Italic, Prose, capital, joined
from .work import Work

_DATES = Dates(
    lambda year, month, day: joined(day, month, year, by=" "),
    SHORT_MONTHS,
    circa="circa",
    dash="-",
    seasons=str.lower,
)


def mla(work: Work, paragraph: int | None, form: str) -> Prose:
    """A works-cited entry, or the author and the place for a note or a parenthesis."""
    place = f"par. {paragraph}" if paragraph is not None else ""
    cited = joined(work.author.short, place)
    if form == "inline":
        return [f"({cited})"]
    return [f"{cited}."] if form == "note" else _entry(work, place)


def _entry(work: Work, place: str) -> Prose:
    title = titled(work)
    carrier = bare(work.carrier)
    published = joined(carrier, _DATES.of(work), work.url, place)
    said = joined("" if carrier else work.description, _DATES.repost(work))
    stop = "" if title[-1] in ".?!" else "."
    name = inverted(work.author)
    name += "" if name.endswith(".") else "."
    rest = f" {published}." + (f" {capital(said)}." if said else "")
    if work.book:
        return [f"{name} ", Italic(title), f"{stop}{rest}"]
    return [f"{name} “{title}{stop}”{rest}"]
