"""RIS, the tagged format of reference managers: a record a source."""

from collections.abc import Iterable, Iterator

from ..base.document import Library
from ..cite.names import spaced
from ..cite.work import Work
from ..core.edtf import Precision
from ..core.model import Fact
from ..core.text import printable
from .entries import Entry, entries, notes


def ris(library: Library, facts: Iterable[Fact]) -> str:
    """A record for each source, with every quote in a note of its own (N1)."""
    records = []
    for entry in entries(library, facts):
        tags = [f"{tag}  - {printable(value)}\n" for tag, value in _tags(entry) if value]
        records.append("".join([*tags, "ER  - \n"]))
    return "\n".join(records)


def _tags(entry: Entry) -> Iterator[tuple[str, str | None]]:
    work = entry.work
    yield "TY", "NEWS" if work.type == "article-newspaper" else "ELEC"
    yield "ID", work.id
    for tag, names in (("AU", work.authors), ("ED", work.editors)):
        for name in names:
            particle = spaced(name.dropping_particle, name.short)
            yield tag, ", ".join(filter(None, (particle, name.given, name.suffix)))
    yield "TI", work.title
    yield "T2", work.container_title
    yield "PB", work.publisher
    yield from _dates(work)
    yield "M3", work.genre
    yield "LA", work.language
    # Readers take a semicolon for the end of one address.
    yield "UR", work.url and work.url.replace(";", "%3B")
    for note in notes(entry):
        yield "N1", note


def _dates(work: Work) -> Iterator[tuple[str, str | None]]:
    """The year, and YYYY/MM/DD/other with what is known of it."""
    if work.issued is None:
        return
    first = work.issued.start
    if first is None or first.precision < Precision.YEAR or first.earliest.year < 1:
        yield "DA", f"///{work.issued.text}"
        return
    year, month, day = first.earliest
    yield "PY", f"{year:04}"
    known = f"{month:02}" if first.precision >= Precision.MONTH else ""
    known_day = f"{day:02}" if first.precision is Precision.DAY else ""
    plain = not work.issued.interval and not first.doubtful and first.season is None
    yield "DA", f"{year:04}/{known}/{known_day}/{'' if plain else work.issued.text}"
