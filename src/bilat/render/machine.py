"""Formats for programs: JSON, JSON Lines, CSV, TSV, Markdown tables and ids; and fields of records.

Each takes records and gives its text in pieces as they come, so that an answer of any size takes
no more memory than one record of it. Fields are dotted paths: `id`, `when`, `evidence.quote`.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import chain
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from ..core.errors import UsageError
from ..core.text import did_you_mean, echoed, json_safe, printable
from ..startup import pattern

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


def paths(kind: Any, prefix: str = "") -> list[str]:
    """Every path that a record of this kind has."""
    found = []
    for name, below in _fields(kind).items():
        found.append(f"{prefix}{name}")
        found += paths(below, f"{prefix}{name}.")
    return found


def _fields(kind: Any) -> dict[str, Any]:
    """The fields of a record, or of those in a list or in what may be null, with their kinds."""
    if hasattr(kind, "__struct_fields__"):
        hints = get_type_hints(kind)
        names = zip(kind.__struct_encode_fields__, kind.__struct_fields__, strict=True)
        return {name: hints[field] for name, field in names}
    inner = get_args(kind)[:1] if get_origin(kind) in (tuple, Union, UnionType) else ()
    return _fields(inner[0]) if inner else {}


def chosen(text: str, kind: Any) -> tuple[str, ...]:
    """The paths in a comma-separated list, each once.

    Args:
        text: the list.
        kind: the records' own.

    Raises:
        UsageError: one is no path of the record; the message names the nearest.
    """
    known = paths(kind)
    wanted = tuple(dict.fromkeys(part.strip() for part in text.split(",")))
    if not any(wanted):
        raise UsageError("--fields: no field is named", f"Its fields are {', '.join(known)}.")
    if "" in wanted:
        raise UsageError("--fields: a name is missing beside a comma", "Take the comma out.")
    for path in wanted:
        if path not in known and not _in_map(path, kind):
            advice = did_you_mean(path, known)
            top = [name for name in known if "." not in name]
            raise UsageError(
                f"--fields: there is no field {echoed(path)}",
                advice or f"Its fields are {', '.join(top)}.",
            )
    return wanted


def _in_map(path: str, kind: Any) -> bool:
    """Whether the path leads into names by language, as `labels.zh`."""
    first, _, rest = path.partition(".")
    return bool(rest) and "." not in rest and get_origin(_fields(kind).get(first)) is dict


def value(record: Any, path: str) -> Any:
    """What stands at a path; through a list, the list of what each item has there."""
    first, _, rest = path.partition(".")
    if isinstance(record, list):
        return [value(item, path) for item in record]
    found = record.get(first) if isinstance(record, dict) else None
    return value(found, rest) if rest else found


def project(record: Record, wanted: Iterable[str]) -> Record:
    """The record with nothing but these paths, in this order, still nested as it was."""
    tree: dict[str, list[str]] = {}
    for path in wanted:
        first, _, rest = path.partition(".")
        tree.setdefault(first, []).append(rest)
    return {
        name: _projected(record.get(name), [] if "" in rests else rests)
        for name, rests in tree.items()
        if name in record
    }


def _projected(found: Any, rests: list[str]) -> Any:
    if not rests or found is None:
        return found
    if isinstance(found, list):
        return [_projected(item, rests) for item in found]
    return project(found, rests)
