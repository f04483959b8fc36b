"""iCalendar (RFC 5545): facts dated to the day; what happened comes back every year."""

import re
from collections.abc import Iterable, Iterator

from ..base.base import Base
from ..base.document import Library
from ..cite import Manner, reference
from ..core.edtf import Day, Precision, neighbour
from ..core.model import Fact
from ..core.text import printable
from ..core.window import iso
from ..lookup.anniversaries import HAPPENED, first_day
from .entries import label, released


def days(fact: Fact) -> tuple[Day, Day] | None:
    """The first and the last day of a fact in a calendar, or None where it is not known to the day.

    What happened has its first day only, which comes back every year; of the rest, which stands
    there once, all days are to be known. A doubtful or rough date, a month and a year have no days
    that are not made up.
    """
    when, first = fact.when, first_day(fact)
    if first is not None:
        found = first, first
    elif fact.kind in HAPPENED or when is None or when.doubtful or when.start is None:
        return None
    else:
        last = when.end or when.start
        if when.start.precision is not Precision.DAY or last.precision is not Precision.DAY:
            return None
        found = when.earliest, last.latest
    # The day after the last needs a year of four digits too.
    return found if found[0].year >= 1 and found[1] < Day(9999, 12, 31) else None


def ics(library: Library, facts: Iterable[Fact], style: str) -> str:
    """A calendar with an event for each fact that `days` knows."""
    # As of the base's release, so that its bytes do not change.
    stamp = f"{_date(released(library.base.meta.release))}T000000Z"
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//bilat//facts//EN", "CALSCALE:GREGORIAN"]
    name = _escaped(_name(library.base))
    lines += [f"NAME:{name}", f"X-WR-CALNAME:{name}"]  # RFC 7986, and what clients read as well
    for fact in facts:
        known = days(fact)
        if known is not None:
            lines += _event(library, fact, known, style, stamp)
    lines.append("END:VCALENDAR")
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line))


def _event(
    library: Library, fact: Fact, known: tuple[Day, Day], style: str, stamp: str
) -> list[str]:
    first, last = known
    base = library.base
    topics = ",".join(_escaped(base.topics[topic].label) for topic in fact.topics)
    return [
        "BEGIN:VEVENT",
        f"UID:urn:bilat:fact:{fact.id}",
        f"DTSTAMP:{stamp}",
        f"DTSTART;VALUE=DATE:{_date(first)}",
        f"DTEND;VALUE=DATE:{_date(neighbour(last, 1))}",
        *([_rule(first)] if fact.kind in HAPPENED else []),
        f"SUMMARY:{_escaped(fact.statement)}",
        f"DESCRIPTION:{_escaped(_description(library, fact, style))}",
        f"CATEGORIES:{topics}",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def _rule(day: Day) -> str:
    """Every year; of 29 February the last day of that month, as `bilat on` has it."""
    leap = (day.month, day.day) == (2, 29)
    return "RRULE:FREQ=YEARLY" + ";BYMONTH=2;BYMONTHDAY=-1" * leap


def _name(base: Base) -> str:
    """The calendar's name: the base's, or that of those who speak in it."""
    sides = ", ".join(base.entities[side].name for side in base.all_sides())
    return base.meta.title or sides or "bilat"


def _description(library: Library, fact: Fact, style: str) -> str:
    """Every quote with its reference, and every caveat."""
    paragraphs = []
    for item in fact.evidence:
        source = library.base.sources[item.source]
        entities = library.base.entities
        pasted = reference(source, entities, library.receipt(item).paragraph, Manner(style))
        paragraphs.append(f"“{printable(item.quote)}”\n{pasted}")
    paragraphs += [f"{label(caveat)}: {printable(caveat.text)}" for caveat in fact.caveats]
    return "\n\n".join(paragraphs)


def _escaped(text: str) -> str:
    kept = "\n".join(printable(line) for line in text.split("\n"))
    return re.sub(r"([\\;,])", r"\\\1", kept).replace("\n", r"\n")


def _date(day: Day) -> str:
    return iso(day).replace("-", "")


def _folded(line: str) -> Iterator[str]:
    """A content line in pieces of at most 75 octets, cut between characters."""
    piece, size = "", 0
    for char in line:
        octets = len(char.encode())
        if size + octets > 75:
            yield piece
            piece, size = " ", 1
        piece, size = piece + char, size + octets
    yield piece
