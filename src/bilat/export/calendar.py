"""iCalendar (RFC 5545): every fact dated to the day as a yearly anniversary."""

import re
from collections.abc import Iterable, Iterator

from ..base.document import Library
from ..cite import Manner, reference
from ..core.edtf import Day, Precision, neighbour
from ..core.model import Fact
from ..core.text import printable
from .entries import label


def anniversary(fact: Fact) -> tuple[Day, Day] | None:
    """The first and the last day of a fact, or None where it is not known to the day.

    A point of one day, a stretch of days, and the first day of what still went on have
    anniversaries; a doubtful or rough date, a month and a year have none that is not made up. Of
    what lasted a year or longer only the first day comes back every year.
    """
    when = fact.when
    if when is None or when.doubtful or when.start is None:
        return None
    last = when.end or when.start
    if when.start.precision is not Precision.DAY or last.precision is not Precision.DAY:
        return None
    # The day after the last needs a year of four digits too.
    if when.earliest.year < 1 or last.latest.year == 9999:
        return None
    first = when.earliest
    long = last.latest >= first._replace(year=first.year + 1)
    return first, first if long else last.latest


def ics(library: Library, facts: Iterable[Fact], style: str) -> str:
    """A calendar with a yearly event for each fact that `anniversary` knows a day of."""
    stamp = _stamp(library.base.meta.release)
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//bilat//facts//EN", "CALSCALE:GREGORIAN"]
    for fact in facts:
        days = anniversary(fact)
        if days is not None:
            lines += _event(library, fact, days, style, stamp)
    lines.append("END:VCALENDAR")
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line))


def _event(
    library: Library, fact: Fact, days: tuple[Day, Day], style: str, stamp: str
) -> list[str]:
    first, last = days
    base = library.base
    topics = ",".join(_escaped(base.topics[topic].label) for topic in fact.topics)
    return [
        "BEGIN:VEVENT",
        f"UID:urn:bilat:fact:{fact.id}",
        f"DTSTAMP:{stamp}",
        f"DTSTART;VALUE=DATE:{_date(first)}",
        f"DTEND;VALUE=DATE:{_date(neighbour(last, 1))}",
        "RRULE:FREQ=YEARLY",
        f"SUMMARY:{_escaped(fact.statement)}",
        f"DESCRIPTION:{_escaped(_description(library, fact, style))}",
        f"CATEGORIES:{topics}",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


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
    return f"{day.year:04}{day.month:02}{day.day:02}"


def _stamp(release: str) -> str:
    """When the calendar was made: as of the base's release, so that its bytes do not change."""
    found = re.match(r"(\d{4})[.-]?(0[1-9]|1[0-2])(?:[.-]?(0[1-9]|[12]\d|3[01]))?", release)
    return f"{found[1]}{found[2]}{found[3] or '01'}T000000Z" if found else "19700101T000000Z"


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
