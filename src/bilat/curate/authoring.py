"""Help for curators: where a quote stands, and a facts.json in its one order."""

import json
from collections.abc import Callable, Mapping
from operator import itemgetter
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from ..base import codec
from ..base.document import Document
from ..base.reading import Reading
from ..base.storage import Tables
from ..core.edtf import LATEST
from ..core.errors import BaseError
from ..core.model import Fact, Id, Line, Number, Offset, Omission, Record, Source, Text, Tombstone
from ..core.sentences import sentences
from ..core.text import occurrences, printable

# A quote that stands in more places than this is too short to be one.
MOST_PLACES = 1000


class Place(Record, frozen=True):
    """A span of a source; `likeness` is 1 for the very quote, less for what only resembles it."""

    source: Id
    start: Offset
    end: Offset
    quote: Text
    region: Annotated[Text, Meta(description="The region's type, or none.")]
    paragraph: Number | None
    line: Line
    likeness: Annotated[float, Meta(description="1 for the very quote, less for what is like it.")]


def locate(document: Document, quote: str, limit: int = 3) -> list[Place]:
    """Where a quote stands in a source; else the sentences most like it, best first.

    Of a quote that stands there more often than MOST_PLACES, no more places than these are told.
    """
    starts = occurrences(document.text, quote, MOST_PLACES)
    exact = [_place(document, start, start + len(quote), 1.0) for start in starts]
    return exact or _nearest(document, quote, limit)


def _nearest(document: Document, quote: str, limit: int) -> list[Place]:
    from ..language.words import words  # only for a quote that is not there

    wanted = set(words(quote))
    found: list[tuple[float, int, int]] = []
    for paragraph in document.paragraphs:
        if paragraph.region == "furniture":
            continue
        for first, last in sentences(document.text[paragraph.start : paragraph.end]):
            start, end = paragraph.start + first, paragraph.start + last
            shared = len(wanted & set(words(document.text[start:end]))) / max(1, len(wanted))
            if shared >= 0.4:
                found.append((-round(min(shared, 0.99), 2), start, end))
    return [_place(document, start, end, -unlike) for unlike, start, end in sorted(found)[:limit]]


def _place(document: Document, start: int, end: int, likeness: float) -> Place:
    paragraph = document.paragraph(start)
    return Place(
        source=document.source.id,
        start=start,
        end=end,
        quote=document.text[start:end],
        region=paragraph.region if paragraph else "none",
        paragraph=paragraph.number if paragraph else None,
        line=document.line(start),
        likeness=likeness,
    )


def spanned(table: str, key: str, row: Any, document: Callable[[str], Document]) -> Any:
    """A fact or omission, in which each evidence that has a quote but no span is given one.

    What is malformed otherwise is left as it is, for the codec to name.

    Raises:
        BaseError: such a quote stands in its source not once, but never or several times.
    """
    if table == "omissions" and _lacks_span(row):
        found = dict(_spanned(document, row, f"omissions/{key}: "))
        del found["quote"]
        return found
    evidence = row.get("evidence")
    if table != "facts" or not isinstance(evidence, list) or not any(map(_lacks_span, evidence)):
        return row
    where = f"facts/{key}: evidence"
    items = [_spanned(document, item, f"{where}[{i}].") for i, item in enumerate(evidence)]
    return row | {"evidence": items}


def _lacks_span(item: Any) -> bool:
    if not isinstance(item, dict) or "start" in item or "end" in item:
        return False
    return isinstance(item.get("quote"), str) and isinstance(item.get("source"), str)


def _spanned(document: Callable[[str], Document], item: Any, where: str) -> Any:
    if not _lacks_span(item):
        return item
    found = occurrences(document(item["source"]).text, item["quote"], MOST_PLACES)
    if len(found) == 1:
        return item | {"start": found[0], "end": found[0] + len(item["quote"])}
    many = f"{'at least ' * (len(found) == MOST_PLACES)}{len(found)}"
    times = f"stands {many} times in" if found else "does not stand in"
    raise BaseError(
        f"{where}quote: {times} {item['source']}: {printable(item['quote'][:60])}",
        "`bilat locate` shows the passages most like it; give start and end where it is not alone.",
    )


def ordered(base: Reading) -> Tables:
    """The records of a base in the one order, their fields as the model lists them.

    Sources stand by date, entities and topics by id, facts and omissions by where they first stand
    in the sources, tombstones last.

    Raises:
        BaseError: a record is not valid.
    """
    result: Tables = {"meta": {base.key: codec.sparse(base.meta)}}
    rank: dict[str, int] = {}  # of the sources, which come first
    for table in codec.TABLES:
        records = base.records(table)
        rows = [(_place_of(record, rank), _by_tag(codec.sparse(record))) for record in records]
        rows.sort(key=itemgetter(0))
        result[table] = {row["id"]: row for _, row in rows}
        if table == "sources":
            rank = {name: i for i, name in enumerate(result[table])}
    return result


def _place_of(record: Any, rank: Mapping[str, int]) -> tuple[Any, ...]:
    """What the records of a table are ordered by."""
    last = len(rank)
    if isinstance(record, Source):
        return (*(record.issued.sort_key if record.issued else (LATEST, LATEST)), record.id)
    if isinstance(record, Fact):
        first = min((rank.get(item.source, last), item.start) for item in record.evidence)
        return (False, first, record.id)
    if isinstance(record, Tombstone):
        return (True, (), record.id)
    if isinstance(record, Omission):
        return (rank.get(record.source, last), record.start, record.id)
    return (record.id,)


def _by_tag(record: dict[str, Any]) -> dict[str, Any]:
    """A record with its names in the order of their languages' tags."""
    for field in ("names", "labels"):
        if field in record:
            record[field] = dict(sorted(record[field].items()))
    return record


def dumps(tables: Tables) -> str:
    """The text of a facts.json: UTF-8 unescaped, indented, with a line feed at its end."""
    # The standard library indents in Python, and msgspec writes some numbers in another way.
    text = json.dumps(tables, ensure_ascii=False)
    return msgspec.json.format(text, indent=2) + "\n"
