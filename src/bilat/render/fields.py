"""Dotted paths into records: `id`, `when`, `evidence.quote`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from ..core.errors import UsageError
from ..core.text import did_you_mean, echoed

if TYPE_CHECKING:
    from .schema import Schema
    from .shapes import Record


def paths(schema: Schema, prefix: str = "") -> list[str]:
    """Every path that a record of this schema has."""
    inner = _inside(schema)
    found = []
    for name, below in inner.get("properties", {}).items():
        found.append(f"{prefix}{name}")
        found += paths(below, f"{prefix}{name}.")
    return found


def _inside(schema: Schema) -> Schema:
    """The schema of the object in a list or in what may be null."""
    for branch in schema.get("anyOf", []):
        if branch.get("type") != "null":
            return _inside(branch)
    return _inside(schema["items"]) if "items" in schema else schema


def chosen(text: str, schema: Schema) -> tuple[str, ...]:
    """The paths in a comma-separated list, each once.

    Raises:
        UsageError: one is no path of the record; the message names the nearest.
    """
    known = paths(schema)
    asked = tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))
    if not asked:
        raise UsageError("--fields: no field is named", f"Its fields are {', '.join(known)}.")
    for path in asked:
        if path not in known and not _in_map(path, schema):
            advice = did_you_mean(path, known)
            top = [name for name in known if "." not in name]
            raise UsageError(
                f"--fields: there is no field {echoed(path)}",
                advice or f"Its fields are {', '.join(top)}.",
            )
    return asked


def _in_map(path: str, schema: Schema) -> bool:
    """Whether the path leads into names by language, as `labels.zh`."""
    first, _, rest = path.partition(".")
    below = _inside(schema).get("properties", {}).get(first, {})
    return bool(rest) and "." not in rest and isinstance(below.get("additionalProperties"), dict)


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
