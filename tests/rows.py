"""Row formats as their readers read them, to compare value for value."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

from markdown_it import MarkdownIt


def rows(form: str, text: str) -> list[list[str]]:
    if form == "md":
        return markdown_rows(text)
    return list(csv.reader(io.StringIO(text, newline=""), delimiter="\t" if form == "tsv" else ","))


def markdown_rows(text: str) -> list[list[str]]:
    """The cells as a reader of the rendered page sees them; any markup in them is an error."""
    found: list[list[str]] = []
    for token in MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text):
        if token.type == "tr_open":
            found.append([])
        elif token.type == "inline":
            assert {child.type for child in token.children} <= {"text", "text_special"}
            found[-1].append("".join(child.content for child in token.children))
    return found


def values(value: Any, path: list[str]) -> list[Any]:
    if isinstance(value, list):
        return [found for item in value for found in values(item, path)]
    if value is None or not path:
        return [] if value is None else [value]
    return values(value.get(path[0]), path[1:])


def cell(record: dict, path: str) -> str:
    found = values(record, path.split("."))
    named = found[0] if len(found) == 1 and isinstance(found[0], dict) else {"": 0}
    if all(isinstance(some, list) for some in named.values()):
        found = [name for some in named.values() for name in some]
    return "; ".join(item if isinstance(item, str) else json.dumps(item) for item in found)
