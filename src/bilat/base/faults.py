"""All that is wrong with the form of a base, for who writes it; a lookup stops at the first.

msgspec stops at the first fault of a record. So what is at fault is put right in a copy, by some
value of the right form, and the copy is looked at again.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any, Literal, NamedTuple, get_args, get_origin

import msgspec

from ..core import edtf, model
from ..core.text import printable
from . import codec
from .codec import Flaw

# A record with more faults than these is told no further.
_MOST = 100


class Fault(NamedTuple):
    """What is wrong with the form of a record: in which table, record and field, and what to do."""

    table: model.Table
    record: str
    field: str
    problem: str
    advice: str


def of_record(table: model.Table, key: str, value: Mapping[str, Any]) -> Iterator[Fault]:
    """Every fault in the form of a record that stands under a key."""
    for flaw in flaws(codec.TABLES[table], value):
        field = f"{flaw.path}.{flaw.field}".strip(".") if flaw.field else flaw.path
        # Who writes a base has no better copy of it.
        advice = "" if flaw.advice == codec.RESTORE else flaw.advice
        yield Fault(table, key, field or "id", flaw.problem, advice)
    if value.get("id") != key and isinstance(value.get("id"), str):
        problem = f"must be {printable(repr(key))}, as its key"
        yield Fault(table, key, "id", problem, "`bilat rename OLD NEW` renames a record.")


def flaws(kind: type, value: Any) -> Iterator[Flaw]:
    """Every fault of a record."""
    if kind is model.Fact and isinstance(value, dict) and "withdrawn" in value:
        kind = model.Tombstone
    mended: set[str] = set()
    copy = value
    for _ in range(_MOST):
        found = _first(kind, copy)
        if found is None:
            break
        if not mended:
            copy = json.loads(json.dumps(value))
        yield found
        mended.add(found.path)
        if not _mend(kind, copy, found):
            return
    else:
        return
    record: Any = msgspec.convert(copy, kind, dec_hook=codec.hook)
    for path, problem in codec.broken(record):
        # A rule about what was put right says nothing of what stands in the file.
        if not any(path.startswith(spot.partition("_")[0]) for spot in mended if spot):
            yield codec.misvalued(path, problem, codec.at(copy, path))


def _first(kind: type, value: Any) -> Flaw | None:
    try:
        msgspec.convert(value, kind, dec_hook=codec.hook)
        msgspec.json.encode(value)
    except (msgspec.ValidationError, UnicodeEncodeError) as error:
        return codec.flaw(error, kind, value)
    return None


def _mend(kind: type, record: Any, flaw: Flaw) -> bool:
    """Put right what is at fault, by any value of the right form; whether that could be done."""
    path = f"{flaw.path}.{flaw.field}".removeprefix(".") if flaw.field else flaw.path
    way = codec.steps(path)
    if not way:
        return False
    holder: Any = record
    try:
        for step in way[:-1]:
            holder = holder[step]
        if flaw.field and flaw.field in holder:
            del holder[flaw.field]
            return True
        before = json.dumps(holder)
        holder[way[-1]] = _example(codec.kind_at(kind, path))
        return json.dumps(holder) != before
    except (KeyError, IndexError, TypeError):
        return False


# A value for each type of field that has a rule of its own.
_TEXTS: tuple[tuple[str, str], ...] = (
    ("an id ", "x"),
    ("a SHA-256", "0" * 64),
    ("a language tag", "en"),
    ("a text", "x"),
)


def _example(kind: Any) -> Any:
    """Some value of the right form."""
    if type(None) in get_args(kind):
        return None
    takes = [m.extra["takes"] for m in getattr(kind, "__metadata__", ()) if m.extra]
    plain = codec.inner(kind)
    origin = get_origin(plain)
    if origin is not None:
        first = get_args(plain)[0]
        made = {Literal: first, dict: {}, tuple: [] if origin is not tuple else [_example(first)]}
        return made.get(origin, 1)
    if isinstance(plain, type) and issubclass(plain, msgspec.Struct):
        needed = (f for f in msgspec.structs.fields(plain) if f.required)
        return {f.encode_name: _example(codec.kind_at(plain, f.encode_name)) for f in needed}
    if plain is str:
        return next((text for said, text in _TEXTS if takes and takes[0].startswith(said)), "x")
    return {bool: False, edtf.Edtf: "2000", edtf.Issued: "2000"}.get(plain, 1)
