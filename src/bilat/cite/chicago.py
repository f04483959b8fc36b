"""The Chicago Manual of Style, 17th edition, notes and bibliography."""

import re

from ..startup import pattern
from .prose import Dates, Italic, Prose, capital, headline, joined
from .work import Name, Work

_DATES = Dates(
    lambda year, month, day: f"{month} {day}, {year}" if day else f"{month} {year}".strip()
)
_ARTICLE = pattern(r"^(?:the|an?) ", re.IGNORECASE)


def chicago(work: Work, paragraph: int | None, form: str) -> Prose:
    """A bibliography entry, a full note, or a shortened note in parentheses."""
    place = f"para. {paragraph}" if paragraph is not None else ""
    if form == "inline":
        return _shortened(work, place)
    return _note(work, place) if form == "note" else _entry(work, place)


def _note(work: Work, place: str) -> Prose:
    carrier, date = bare(work.carrier), _DATES.of(work)
    rest = joined(place, _DATES.repost(work), work.url)
    if work.book:
        imprint = f" ({joined(carrier, date)})"
        after = f", {rest}" if rest else ""
        return [f"{work.author.natural}, ", Italic(titled(work)), imprint, after, "."]
    kind = "" if carrier else work.description
    published = joined(kind, carrier, date, rest)
    return [f"{work.author.natural}, “{titled(work)},” {published}."]


def _entry(work: Work, place: str) -> Prose:
    title = titled(work)
    carrier = bare(work.carrier)
    kind = "" if carrier or work.book else capital(work.description)
    published = joined(kind, carrier, _DATES.of(work), place)
    rest = [published, capital(_DATES.repost(work)), work.url]
    tail = " ".join(f"{part}." for part in rest if part)
    stop = "" if title[-1] in ".?!" else "."
    name = inverted(work.author)
    name += "" if name.endswith(".") else "."
    if work.book:
        return [f"{name} ", Italic(title), f"{stop} {tail}"]
    return [f"{name} “{title}{stop}” {tail}"]


def _shortened(work: Work, place: str) -> Prose:
    name, title = work.author.short, short_title(work)
    if work.book:
        return [f"({name}, ", Italic(title), f", {place})" if place else ")"]
    return [f"({name}, “{title},” {place})" if place else f"({name}, “{title}”)"]


def short_title(work: Work) -> str:
    """The main title without its article, up to the first comma."""
    return _ARTICLE.sub("", re.split(r"[:,;–—]", titled(work))[0].strip()) or titled(work)


def titled(work: Work) -> str:
    """The title in headline capitals, which only English titles take."""
    return headline(work.title) if work.language.startswith("en") else work.title


def inverted(name: Name) -> str:
    """Family name first; a name that begins with it anyway stays as it is."""
    if name.literal or name.family_first:
        return name.natural
    return joined(name.family, name.given)


def bare(carrier: str) -> str:
    """The name of a newspaper, agency or publisher without its initial article."""
    return re.sub(r"^The ", "", carrier)
