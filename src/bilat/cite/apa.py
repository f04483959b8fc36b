"""The style of the APA's Publication Manual, 7th edition, for a text known only by itself."""

from __future__ import annotations

from ..edtf import SEASONS, Edtf, Moment, Precision
from ..model import Entity, Source
from ..timeline import year_label

_MONTHS = (
    "January February March April May June July August September October November December"
).split()


def apa(source: Source, author: Entity, paragraph: int | None) -> str:
    """Author (date). Title. Publisher, locator; a part that the text does not give is left out."""
    title = source.title if source.title[-1:] in "?!." else f"{source.title}."
    name = _name(author.name) if author.type == "person" else author.name
    parts = [f"{name} ({_date(source)}).", title]
    if source.publisher:
        parts.append(f"{source.publisher}.")
    if source.url:
        parts.append(source.url)
    if paragraph is not None:
        parts.append(f"(para. {paragraph})")
    return " ".join(parts)


def _name(name: str) -> str:
    """Family name first, given names as initials."""
    *given, family = name.split()
    initials = " ".join(f"{part[0]}." for part in given)
    return f"{family}, {initials}" if initials else family


def _date(source: Source) -> str:
    written = source.written
    if written.interval:
        ends = [_moment(part) if part else "" for part in (written.start, written.end)]
        return "–".join(ends)
    return _moment(written.start) if written.start else "n.d."


def _moment(moment: Moment) -> str:
    first = moment.earliest
    text = year_label(Edtf("", moment, moment, interval=False))
    if moment.precision >= Precision.MONTH:
        text += f", {_MONTHS[first.month - 1]}"
    if moment.precision is Precision.DAY:
        text += f" {first.day}"
    if moment.season is not None:
        text += f", {SEASONS[moment.season].capitalize()}"
    return ("ca. " if moment.approximate else "") + text + ("?" if moment.uncertain else "")
