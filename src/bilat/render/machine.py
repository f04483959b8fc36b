"""Formats for programs: JSON, JSON Lines, CSV, TSV, Markdown tables and ids.

Each takes records and gives its text in pieces as they come, so that an answer of any size takes
no more memory than one record of it.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import chain
from typing import Any

from ..core.text import json_safe, printable
from ..startup import pattern
from .fields import project, value

Record = dict[str, Any]


def json_array(records: Iterable[Record], fields: Sequence[str] | None) -> Iterator[str]:
    """One array; with fields, each record with nothing but these paths."""
    from msgspec.json import encode  # loaded where records are
    from msgspec.json import format as indented

    before = "["
    for record in _chosen(records, fields):
        # The standard library's leaves garbage in circles, and nobody collects it.
        text = indented(json_safe(encode(record).decode()), indent=2)
        yield f"{before}\n  " + text.replace("\n", "\n  ")
        before = ","
    yield "[]\n" if before == "[" else "\n]\n"


def json_lines(records: Iterable[Record], fields: Sequence[str] | None) -> Iterator[str]:
    """One record a line (https://jsonlines.org)."""
    return (f"{_on_one_line(row)}\n" for row in _chosen(records, fields))


def _on_one_line(content: Any) -> str:
    import json  # msgspec's has no blanks between

    return json_safe(json.dumps(content, ensure_ascii=False))


def _chosen(records: Iterable[Record], fields: Sequence[str] | None) -> Iterator[Record]:
    return (record if fields is None else project(record, fields) for record in records)


def cell(content: Any) -> str:
    """A value as text on one line: lists joined with `; `, null as nothing."""
    if content is None:
        return ""
    if isinstance(content, bool):
        return "true" if content else "false"
    if isinstance(content, list):
        return "; ".join(text for item in content if (text := cell(item)))
    if isinstance(content, dict) and all(isinstance(some, list) for some in content.values()):
        return cell([name for some in content.values() for name in some])  # names by language
    if isinstance(content, dict):
        return _on_one_line(content)
    return printable(str(content))


def _rows(records: Iterable[Record], fields: Sequence[str]) -> Iterator[list[str]]:
    return ([cell(value(record, path)) for path in fields] for record in records)


def separated(records: Iterable[Record], fields: Sequence[str], *, delimiter: str) -> Iterator[str]:
    """CSV as RFC 4180 has it, but with line feeds; or TSV, which Excel and pandas quote alike."""
    import csv  # not on the way of JSON

    line = io.StringIO()
    writer = csv.writer(line, delimiter=delimiter, lineterminator="\n")
    for row in chain([fields], _rows(records, fields)):
        writer.writerow(row)
        yield line.getvalue()
        line.seek(0)
        line.truncate()


_MARKDOWN = pattern(r"([\\`*_\[\]<>|&~])")


def markdown(records: Iterable[Record], fields: Sequence[str]) -> Iterator[str]:
    """A table of GitHub Flavored Markdown; what could be read as markup is escaped."""
    yield _markdown_row(fields) + _markdown_row(["---"] * len(fields))
    for row in _rows(records, fields):
        yield _markdown_row([_MARKDOWN.sub(r"\\\1", text) for text in row])


def _markdown_row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |\n"


Rows = Callable[[Iterable[Record], Sequence[str]], Iterator[str]]
Document = Callable[[Iterable[Record], Sequence[str] | None], Iterator[str]]
ROWS: dict[str, Rows] = {
    "csv": partial(separated, delimiter=","),
    "tsv": partial(separated, delimiter="\t"),
    "md": markdown,
}
DOCUMENTS: dict[str, Document] = {"json": json_array, "jsonl": json_lines}
FORMATS = ("table", *DOCUMENTS, *ROWS, "ids")
