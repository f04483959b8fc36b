"""Dotted paths into records: `id`, `when`, `evidence.quote`."""

from __future__ import annotations

from collections.abc import Iterable
from types import UnionType
from typing import TYPE_CHECKING, Any, Union, get_args, get_origin, get_type_hints

from ..core.errors import UsageError
from ..core.text import did_you_mean, echoed

if TYPE_CHECKING:
    from .shapes import Record


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
