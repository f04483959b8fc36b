"""What another file holds, taken into a base: another base, rows of CSV, W3C annotations."""

import csv
import io
import json
import re
from base64 import urlsafe_b64decode
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from ..base import files
from ..base.base import Base
from ..base.document import Document
from ..base.reading import Reading
from ..base.storage import Tables
from ..core.edtf import Day
from ..core.errors import UsageError
from ..core.text import decoded, echoed
from . import batch
from .authoring import ordered

Row = dict[str, Any]
# Of a row of CSV the columns that hold several values, with semicolons between.
_LISTS = frozenset({"topics", "actors", "keywords", "asserted_by"})
_TABLES = ("entities", "topics", "sources", "facts", "omissions")
_NI = re.compile(r"ni:///sha-256;([A-Za-z0-9_-]{43})")


class Imported(NamedTuple):
    """What is new in another base, and what stands in both otherwise."""

    tables: Tables
    texts: Mapping[str, bytes]
    conflicts: tuple[str, ...]


def of_base(base: Tables, path: Path) -> Imported:
    """What another base holds that a base does not; what both hold alike is passed over.

    Args:
        base: the tables of one's own.
        path: the facts.json of the other.

    Raises:
        BaseError: the other base is damaged, or of another format.
    """
    reading = Reading(path)
    other = ordered(reading)
    reading.sound()
    new: Tables = {table: {} for table in _TABLES}
    conflicts = []
    for table in _TABLES:
        for key, row in other[table].items():
            mine = base[table].get(key)
            if mine is None:
                new[table][key] = row
            elif mine != row:
                conflicts.append(f"{table}/{key}")
    texts = {
        row["file"]: files.content(path.parent / row["file"]) for row in new["sources"].values()
    }
    return Imported(new, texts, tuple(conflicts))


Rows = tuple[list[Row], list[str]]


def of_csv(
    base: Base, document: Callable[[str], Document], data: bytes, today: Day, more: Row
) -> Rows:
    """The facts of rows of CSV, whose columns are fields as JSON lines have them.

    Args:
        base: one's own.
        document: gives the texts of its sources.
        data: the file.
        today: the day of this run.
        more: fields for rows that do not say them.
    """
    text = decoded(data)
    try:
        dialect: Any = csv.Sniffer().sniff(text[:4096], ",;\t")
    except csv.Error:
        dialect = csv.excel
    lines: list[tuple[int, Callable[[], Row]]] = []
    reader = csv.DictReader(io.StringIO(text, newline=""), dialect=dialect)
    try:
        for row in reader:
            cells = more | dict(_cells(row))
            lines.append((reader.line_num, partial(dict, cells)))
    except csv.Error as error:
        raise UsageError(f"line {reader.line_num}: no CSV: {error}", "Save it anew.") from None
    return batch.of_rows(base, document, lines, today)


def _cells(row: Mapping[str | None, Any]) -> Iterator[tuple[str, Any]]:
    for name, cell in row.items():
        if name is None or not isinstance(cell, str) or not cell.strip():
            continue
        if name in _LISTS:
            yield name, [part.strip() for part in cell.split(";") if part.strip()]
        else:
            yield name, int(cell) if name == "place" and cell.strip().isdecimal() else cell.strip()


def of_annotations(
    base: Base, document: Callable[[str], Document], data: bytes, today: Day, more: Row
) -> Rows:
    """The facts of W3C annotations: what describes is the statement, the exact quote its evidence.

    The source is told by its bytes' name (RFC 6920) or its address.
    """
    try:
        found = json.loads(decoded(data))
    except (ValueError, RecursionError) as error:
        raise UsageError(f"not whole JSON: {error}", "Save it anew.") from None
    items = enumerate(_each(found), 1)
    lines = [(number, partial(_annotation, base, item, more)) for number, item in items]
    return batch.of_rows(base, document, lines, today, noun="annotation")


def _annotation(base: Base, item: Any, more: Row) -> Row:
    if not isinstance(item, dict) or item.get("type") != "Annotation":
        raise UsageError("no W3C annotation", 'Its "type" is "Annotation".')
    some = [body for body in _each(item.get("body", [])) if _has_text(body, "value")]
    said = [b["value"] for b in some if b.get("purpose") in (None, "describing")]
    tags = [b["value"] for b in some if b.get("purpose") == "tagging"]
    target = item.get("target")
    target = target if isinstance(target, dict) else {}
    quotes = [s["exact"] for s in _each(target.get("selector", [])) if _has_text(s, "exact")]
    if not said or not quotes:
        raise UsageError("it has no statement or no exact quote", "Give a body and a selector.")
    known = [topic.id for topic in base.topics.values() if topic.label in tags]
    row: Row = {"statement": said[0], "quote": quotes[0], "source": _source(base, target)}
    return more | row | ({"topics": known} if known else {})


def _each(value: Any) -> list[Any]:
    """The items of a list, or what stands in the place of one."""
    return value if isinstance(value, list) else [value]


def _has_text(value: Any, name: str) -> bool:
    return isinstance(value, dict) and isinstance(value.get(name), str)


def _source(base: Base, target: Row) -> str:
    told = target.get("source")
    name, via = (told.get("id"), told.get("via")) if isinstance(told, dict) else (told, None)
    match = _NI.fullmatch(name) if isinstance(name, str) else None
    digest = urlsafe_b64decode(f"{match[1]}=").hex() if match else None
    for source in base.sources.values():
        if source.sha256 == digest or (source.url and source.url in (name, via)):
            return str(source.id)
    raise UsageError(
        f"no source is {echoed(str(name))}", "`bilat add source` takes its text first."
    )
