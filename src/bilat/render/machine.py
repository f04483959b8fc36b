"""Formats for programs: JSON, JSON Lines, CSV, TSV, Markdown tables and ids."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from ..core.text import json_safe, printable
from ..startup import pattern
from .fields import project, value

Record = dict[str, Any]


def json_array(records: Iterable[Record], fields: tuple[str, ...] | None) -> str:
    """One array; with fields, each record with nothing but these paths."""
    chosen = _chosen(records, fields)
    return json_safe(json.dumps(chosen, ensure_ascii=False, indent=2)) + "\n"


def json_lines(records: Iterable[Record], fields: tuple[str, ...] | None) -> str:
    """One record a line (https://jsonlines.org)."""
    rows = (json.dumps(row, ensure_ascii=False) for row in _chosen(records, fields))
    return "".join(json_safe(row) + "\n" for row in rows)


def _chosen(records: Iterable[Record], fields: tuple[str, ...] | None) -> list[Record]:
    return [record if fields is None else project(record, fields) for record in records]


def cell(found: Any) -> str:
    """A value as text on one line: lists joined with `; `, null as nothing."""
    if found is None:
        return ""
    if isinstance(found, bool):
        return "true" if found else "false"
    if isinstance(found, list):
        return "; ".join(text for item in found if (text := cell(item)))
    if isinstance(found, dict):
        return json_safe(json.dumps(found, ensure_ascii=False))
    return printable(str(found))


def _rows(records: Iterable[Record], fields: tuple[str, ...]) -> Iterable[list[str]]:
    return ([cell(value(record, path)) for path in fields] for record in records)


def _separated(delimiter: str) -> Callable[[Iterable[Record], tuple[str, ...]], str]:
    def render(records: Iterable[Record], fields: tuple[str, ...]) -> str:
        import csv  # not on the way of JSON

        buffer = io.StringIO()
        writer = csv.writer(buffer, delimiter=delimiter, lineterminator="\n")
        writer.writerow(fields)
        writer.writerows(_rows(records, fields))
        return buffer.getvalue()

    return render


_MARKDOWN = pattern(r"([\\`*_\[\]<>|&~])")


def markdown(records: Iterable[Record], fields: tuple[str, ...]) -> str:
    """A table of GitHub Flavored Markdown; what could be read as markup is escaped."""
    lines = [list(fields), ["---"] * len(fields)]
    lines += [[_MARKDOWN.sub(r"\\\1", text) for text in row] for row in _rows(records, fields)]
    return "".join("| " + " | ".join(line) + " |\n" for line in lines)


# RFC 4180 with line feeds; TSV quotes as Excel, pandas and sqlite-utils do.
ROWS: Mapping[str, Callable[[Iterable[Record], tuple[str, ...]], str]] = {
    "csv": _separated(","),
    "tsv": _separated("\t"),
    "md": markdown,
}
DOCUMENTS: Mapping[str, Callable[[Iterable[Record], tuple[str, ...] | None], str]] = {
    "json": json_array,
    "jsonl": json_lines,
}
FORMATS = ("table", *DOCUMENTS, *ROWS, "ids")
