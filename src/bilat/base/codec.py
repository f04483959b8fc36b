"""Records to and from the JSON of a base; core/model.py says what each field takes.

msgspec does the work. What stands here are the rules that no type states; faults.py words faults.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from math import isfinite
from operator import attrgetter
from typing import Any, TypeVar, get_args, get_type_hints

import msgspec

from ..core import edtf, model, terms

T = TypeVar("T")


def decode(kind: type[T], value: object, where: str) -> T:
    """The record that a JSON value is; `where`, with `: ` at its end, begins a fault's message.

    Raises:
        BaseError: a field is missing, unknown or of the wrong form, or a rule is broken.
    """
    return taken(kind, value, where)[0]


def taken(kind: type[T], value: object, where: str) -> tuple[T, bytes]:
    """As `decode`, with the JSON to store: what `decode_stored` reads back."""
    kind = kind_of(kind, value)
    try:
        found = msgspec.convert(value, kind, dec_hook=hook)
        text = msgspec.json.encode(value)
    except (msgspec.ValidationError, UnicodeEncodeError) as error:
        from .faults import flaw  # only where something is wrong

        raise flaw(error, kind, value).error(where) from None
    for path, problem in broken(found):
        from .faults import at, misvalued

        raise misvalued(path, problem, at(value, path)).error(where)
    return found, text


def quickly(kind: type[T], content: msgspec.Raw | dict[str, Any]) -> tuple[T, bytes] | None:
    """As `taken`, of a record's JSON in a file; None where that is to be looked at more closely."""
    if isinstance(content, dict):
        return None
    try:
        value = msgspec.json.decode(content)
        found = msgspec.convert(value, kind_of(kind, value), dec_hook=hook)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return None
    text, given = msgspec.json.encode(value), bytes(content)
    # Of a key that stands twice in an object one is lost, with its quotation marks.
    whole = given.count(b'"') == text.count(b'"') and b"\\u0022" not in given
    return (found, text) if whole and not any(broken(found)) else None


def kind_of(kind: type[T], value: object) -> type[T]:
    """The kind of record that a value in the table of another is."""
    withdrawn = kind is model.Fact and isinstance(value, dict) and "withdrawn" in value
    return model.Tombstone if withdrawn else kind  # type: ignore[return-value]


def decode_stored(kind: type[T], text: bytes) -> T:
    """The record whose JSON was checked when it was stored.

    Raises:
        ValueError: it is not that JSON any more.
    """
    return msgspec.json.decode(text, type=kind, dec_hook=hook)


def encode(value: object) -> Any:
    """The JSON value of a record: what `decode` reads back as the same record."""
    # Two steps in C, since one alone leaves tuples, which are no JSON.
    return msgspec.json.decode(msgspec.json.encode(value, enc_hook=attrgetter("text")))


def sparse(record: object) -> Any:
    """The JSON value of a record as a facts.json holds it: without fields that say nothing."""
    return _without_defaults(encode(record), type(record))


def _without_defaults(value: Any, kind: type) -> Any:
    for name, inner in _nested(kind):
        for part in value[name]:
            _without_defaults(part, inner)
    for name, default in _defaults(kind):
        if value[name] == default:
            del value[name]
    return value


@cache
def _defaults(kind: type) -> list[tuple[str, Any]]:
    """The fields of a record that may be left out, with what that stands for."""
    found = []
    for field in msgspec.structs.fields(kind):
        made = field.default_factory
        if not field.required:
            default = made() if made is not msgspec.NODEFAULT else field.default
            found.append((field.encode_name, encode(default)))
    return found


@cache
def _nested(kind: type) -> list[tuple[str, type]]:
    """The fields of a record that list records in which something may be left out."""
    listed = ((name, get_args(inner(hint))[:1]) for name, hint in hints(kind).items())
    return [
        (name, inner[0])
        for name, inner in listed
        if inner
        and hasattr(inner[0], "__struct_fields__")
        and (_defaults(inner[0]) or _nested(inner[0]))
    ]


def hook(kind: type, value: object) -> object:
    """The date that a text is, for msgspec."""
    if kind not in (edtf.Edtf, edtf.Issued):
        raise NotImplementedError
    if not isinstance(value, str):
        raise TypeError
    return edtf.parse(value) if kind is edtf.Edtf else edtf.parse_issued(value)


def broken(record: object) -> Iterator[tuple[str, str]]:
    """The fields of a record that break a rule beyond their type, with what they must be."""
    if isinstance(record, model.Source):
        if set(record.file) & set("\\:\0") or set(record.file.split("/")) & {"", ".."}:
            yield "file", "the path of a file below the base's folder"
        yield from _basis(record.issued, record.issued_basis, "issued")
    elif isinstance(record, model.Fact):
        yield from _basis(record.when, record.when_basis, "when")
        for i, quantity in enumerate(record.quantities):
            whole = isinstance(quantity.value, int)
            if abs(quantity.value) > model.MOST if whole else not isfinite(quantity.value):
                yield f"quantities[{i}].value", "a number, a whole one of at most 2^53"


def _basis(
    date: edtf.Edtf | None, basis: model.Basis | None, name: str
) -> Iterator[tuple[str, str]]:
    if (date is None) != (basis is None):
        yield f"{name}_basis", f"given just where `{name}` is"
    if basis is not None and basis.type == "derived" and basis.how is None:
        yield f"{name}_basis.how", "said for a derived date"


# The tables of records; `meta` holds the one record of the base itself.
TABLES: Mapping[terms.Table, type[model.Record]] = {
    "sources": model.Source,
    "entities": model.Entity,
    "topics": model.Topic,
    "facts": model.Fact,
    "omissions": model.Omission,
}


def hints(kind: Any) -> dict[str, Any]:
    """The annotations of a record's fields, by the names that these have in JSON."""
    found = get_type_hints(kind, include_extras=True)
    fields = zip(names(kind), getattr(kind, "__struct_fields__", ()), strict=True)
    return {name: found[field] for name, field in fields}


def names(kind: Any) -> tuple[str, ...]:
    """The names of a record's fields in JSON."""
    found: tuple[str, ...] = getattr(kind, "__struct_encode_fields__", ())
    return found


def inner(kind: Any) -> Any:
    """An annotation without what it says beside its type, and without null."""
    while hasattr(kind, "__metadata__"):
        kind = kind.__origin__
    some = [part for part in get_args(kind) if part is not type(None)]
    return inner(some[0]) if type(None) in get_args(kind) else kind
