"""RIS, the tagged format of reference managers: a record a source, in lines that end in CR LF."""

from collections.abc import Iterable, Iterator

from ..base.document import Library
from ..cite.work import Work, spaced
from ..core.edtf import Edtf, Precision
from ..core.model import Fact
from ..core.text import printable
from .entries import WORDS, Entry, annotations, entries, keywords, kind_told, short_title

# What reference managers take for each type of CSL; `GEN` becomes an article of a journal in some.
_TYPES = {
    "article-journal": "JOUR",
    "article-magazine": "MGZN",
    "article-newspaper": "NEWS",
    "bill": "BILL",
    "book": "BOOK",
    "broadcast": "VIDEO",
    "chapter": "CHAP",
    "classic": "CLSWK",
    "entry-dictionary": "DICT",
    "entry-encyclopedia": "ENCYC",
    "hearing": "HEAR",
    "interview": "PCOMM",
    "legal_case": "CASE",
    "legislation": "STAT",
    "manuscript": "UNPB",
    "pamphlet": "PAMP",
    "paper-conference": "CPAPER",
    "personal_communication": "PCOMM",
    "post-weblog": "BLOG",
    "regulation": "STAT",
    "report": "RPRT",
    "review": "JOUR",
    "speech": "SLIDE",
    "standard": "STAND",
    "thesis": "THES",
    "treaty": "GOVDOC",
    "webpage": "ELEC",
    "post": "ELEC",
}


def ris(library: Library, facts: Iterable[Fact]) -> str:
    """A record for each source, with every quote in a note of its own (N1)."""
    records = []
    for entry in entries(library, facts):
        tags = [f"{tag}  - {printable(value)}\r\n" for tag, value in _tags(library, entry) if value]
        records.append("".join([*tags, "ER  - \r\n"]))
    return "\r\n".join(records)


def _tags(library: Library, entry: Entry) -> Iterator[tuple[str, str | None]]:
    work = entry.work
    yield "TY", _TYPES.get(work.type) or ("ELEC" if work.url else "UNPB")
    yield "ID", work.id
    for tag, names in (("AU", work.authors), ("ED", work.editors)):
        for name in names:
            particle = spaced(name.dropping_particle, name.short)
            yield tag, ", ".join(filter(None, (particle, name.given, name.suffix)))
    yield "TI", work.title
    yield "ST", short_title(work)
    yield "T2", work.container_title
    yield "PB", work.publisher
    yield "CY", work.publisher_place
    yield "VL", work.volume
    yield "IS", work.issue
    yield "SP", work.page
    yield "M1", work.number
    yield from _dates(work)
    yield "M3", kind_told(work)
    yield "LA", work.language
    # Readers take a semicolon for the end of one address.
    yield "UR", work.url and work.url.replace(";", "%3B")
    if work.accessed:
        yield "Y2", _slashed(work.accessed)
    for word in keywords(library, entry):
        yield "KW", word
    for note in annotations(entry):
        yield "N1", note


def _dates(work: Work) -> Iterator[tuple[str, str | None]]:
    """The year, and YYYY/MM/DD/other with what is known of it in words, without a slash."""
    if work.issued is None:
        return
    first = work.issued.known
    if first.precision < Precision.YEAR or first.earliest.year < 1:
        yield "PY", _words(work.issued)
        return
    yield "PY", f"{first.earliest.year:04}"
    yield "DA", _slashed(work.issued)


def _slashed(when: Edtf) -> str:
    first = when.known
    year, month, day = first.earliest
    precision = Precision.YEAR if when.one_of else first.precision
    known = f"{month:02}" if precision >= Precision.MONTH else ""
    known_day = f"{day:02}" if precision is Precision.DAY else ""
    exact = not (when.interval or when.one_of or first.doubtful or first.season is not None)
    return f"{year:04}/{known}/{known_day}/{'' if exact else _words(when)}"


def _words(when: Edtf) -> str:
    return _WHOLE.text(when).replace("--", "–")


# The whole date, and no more of it than is known.
_WHOLE = WORDS._replace(order=lambda *parts: " ".join(filter(None, reversed(parts))))
