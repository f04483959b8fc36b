"""Records to and from the JSON of a base; core/model.py says what each field takes.

msgspec does the work. What stands here are the rules that no type states, and the words of faults.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from math import isfinite
from operator import attrgetter
from typing import Any, Literal, NamedTuple, TypeVar, get_args, get_origin, get_type_hints

import msgspec

from ..core import edtf, model
from ..core.errors import BaseError, EdtfError
from ..core.text import did_you_mean, printable
from ..startup import pattern

T = TypeVar("T")
RESTORE = "Restore this field, or take a good copy of the base."


def decode(kind: type[T], value: object, where: str) -> T:
    """The record that a JSON value is; `where`, with `: ` at its end, begins a fault's message.

    Raises:
        BaseError: a field is missing, unknown or of the wrong form, or a rule is broken.
    """
    return taken(kind, value, where)[0]


def taken(kind: type[T], value: object, where: str) -> tuple[T, bytes]:
    """As `decode`, with the JSON to store: what `decode_stored` reads back."""
    kind = _kind(kind, value)
    try:
        found = msgspec.convert(value, kind, dec_hook=hook)
        text = msgspec.json.encode(value)
    except (msgspec.ValidationError, UnicodeEncodeError) as error:
        raise flaw(error, kind, value).error(where) from None
    for path, problem in broken(found):
        raise fault(f"{where}{path}", problem, at(value, path))
    return found, text


def quickly(kind: type[T], content: msgspec.Raw | dict[str, Any]) -> tuple[T, bytes] | None:
    """As `taken`, of a record's JSON in a file; None where that is to be looked at more closely."""
    if isinstance(content, dict):
        return None
    try:
        value = msgspec.json.decode(content)
        found = msgspec.convert(value, _kind(kind, value), dec_hook=hook)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return None
    text, given = msgspec.json.encode(value), bytes(content)
    # Of a key that stands twice in an object one is lost, with its quotation marks.
    whole = given.count(b'"') == text.count(b'"') and b"\\u0022" not in given
    return (found, text) if whole and not any(broken(found)) else None


def _kind(kind: type[T], value: object) -> type[T]:
    """The kind of record that a value in the table of another is."""
    withdrawn = kind is model.Fact and isinstance(value, dict) and "withdrawn" in value
    return model.Tombstone if withdrawn else kind  # type: ignore[return-value]


class Flaw(NamedTuple):
    """What is wrong with a record: where in it, what, and what to do.

    `field` is one that is missing there, or unknown.
    """

    path: str
    problem: str
    advice: str
    field: str = ""

    def error(self, where: str) -> BaseError:
        """The error that tells of it; `where`, with `: ` at its end, names the record."""
        spot = f"{where}{self.path}" if self.path else where.removesuffix(": ")
        return BaseError(f"{spot}: {self.problem}", self.advice)


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
    listed = ((name, get_args(inner(hint))[:1]) for name, hint in _hints(kind).items())
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


def fault(where: str, expected: str, found: object) -> BaseError:
    """The error for a value that is not what its field takes."""
    return misvalued("", expected, found).error(f"{where}: ")


def misvalued(path: str, expected: str, found: object) -> Flaw:
    """That a value is not what its field takes."""
    if found is None or isinstance(found, bool):
        seen = {None: "null", True: "true", False: "false"}[found]
    else:
        seen = printable(repr(found))
    if len(seen) > 60:
        seen = seen[:57] + "..."
    return Flaw(path, f"must be {expected}, not {seen}", RESTORE)


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
TABLES: Mapping[model.Table, type[model.Record]] = {
    "sources": model.Source,
    "entities": model.Entity,
    "topics": model.Topic,
    "facts": model.Fact,
    "omissions": model.Omission,
}

_PLACE = pattern(r" - at (?:`(?P<key>key)` in )?`\$(?P<path>[^`]*)`$")
_FIELD = pattern(r"Object (?P<what>missing required|contains unknown) field `(?P<name>[^`]*)`")
_STEP = pattern(r"\.?([^.\[\]]+)|\[(\d+)\]")
_LANGUAGE = pattern("[a-z]{2,3}(?:-[A-Za-z0-9]+)*")


def flaw(error: Exception, kind: type, value: object) -> Flaw:
    """What msgspec found, in the words of this project."""
    if isinstance(error, UnicodeEncodeError):
        path, found = next(_surrogates(value, ""))
        return misvalued(path, "a text without lone surrogates", found)
    message = str(error)
    place = _PLACE.search(message)
    path = _found_path(value, place["path"], kind) if place else ""
    field = _FIELD.match(message)
    found = at(value, path)
    if field:
        return _misfit(found, field["name"], path, kind_at(kind, path))
    if isinstance(error.__cause__, EdtfError):
        return Flaw(path, printable(str(error.__cause__)), "Write the date in EDTF.")
    if place and place["key"]:
        tag = next(key for key in found if not _LANGUAGE.fullmatch(key))
        return misvalued(path, "keyed by language tags such as az, zh, ru", tag)
    return misvalued(path, _takes(kind_at(kind, path)), found)


def _found_path(value: object, path: str, kind: type) -> str:
    """The path of a fault in a record; `[...]` for an unknown key of an object is made definite."""
    steps = path.removeprefix(".")
    if "[...]" not in steps:
        return steps
    before, _, after = steps.partition("[...]")
    holder = at(value, before)
    takes = kind_at(kind, f"{before}.x")
    for key in holder if isinstance(holder, dict) else ():
        try:
            msgspec.convert(holder[key], takes)
        except msgspec.ValidationError:
            return f"{before}.{key}{after}"
    return before


def steps(path: str) -> list[str | int]:
    """The steps of a path such as `evidence[0].when`."""
    return [name or int(index) for name, index in _STEP.findall(path)]


def at(value: Any, path: str) -> Any:
    """What stands at a path."""
    try:
        for step in steps(path):
            value = value[step]
    except (KeyError, IndexError, TypeError):
        return None
    return value


def kind_at(kind: Any, path: str) -> Any:
    """The annotation of what stands at a path in a record."""
    for step in steps(path):
        kind = inner(kind)
        if isinstance(step, int):
            kind = get_args(kind)[0]
        elif get_origin(kind) is dict:
            kind = get_args(kind)[1]
        else:
            kind = _hints(kind).get(step, object)
    return kind


def _hints(kind: Any) -> dict[str, Any]:
    """The annotations of a record's fields, by the names that these have in JSON."""
    hints = get_type_hints(kind, include_extras=True)
    fields = zip(_names(kind), getattr(kind, "__struct_fields__", ()), strict=True)
    return {name: hints[field] for name, field in fields}


def _names(kind: Any) -> tuple[str, ...]:
    names: tuple[str, ...] = getattr(kind, "__struct_encode_fields__", ())
    return names


def inner(kind: Any) -> Any:
    """An annotation without what it says beside its type, and without null."""
    while hasattr(kind, "__metadata__"):
        kind = kind.__origin__
    some = [part for part in get_args(kind) if part is not type(None)]
    return inner(some[0]) if type(None) in get_args(kind) else kind


def _takes(kind: Any) -> str:
    """What a field takes, in words."""
    if type(None) in get_args(kind):
        kind = next(part for part in get_args(kind) if part is not type(None))
    for said in getattr(kind, "__metadata__", ()):
        if said.extra:
            return str(said.extra["takes"])
        if said.min_length:
            return f"a list of at least {said.min_length}"
    plain = inner(kind)
    if get_origin(plain) is Literal:
        return f"one of {', '.join(get_args(plain))}"
    kinds: dict[Any, str] = {tuple: "a list", dict: "an object of lists by language"}
    dates = "an EDTF date or null" if plain in (edtf.Edtf, edtf.Issued) else "an object"
    return kinds.get(get_origin(plain), dates)


def _misfit(found: Any, name: str, place: str, kind: Any) -> Flaw:
    """What is wrong where there is a field too many or too few."""
    known = list(_names(inner(kind)))
    if name in known:
        spans = name in ("start", "end") and "quote" in found
        advice = "`bilat tidy FILE` fills it in." if spans else "Add it; null where allowed."
        return Flaw(place, f"the field {name!r} is missing", advice, name)
    extra = next((key for key in found if key not in known), name)
    advice = did_you_mean(extra, known) or f"Its fields are {', '.join(known)}."
    return Flaw(place, f"unknown field {printable(repr(extra))}", advice, extra)


def _surrogates(value: object, path: str) -> Iterator[tuple[str, str]]:
    """The places of texts that cannot be written as UTF-8."""
    if isinstance(value, str) and not value.isascii():
        if any("\ud800" <= char <= "\udfff" for char in value):
            yield path.removeprefix("."), value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _surrogates(key, path)
            yield from _surrogates(inner, f"{path}.{key}")
    elif isinstance(value, list):
        for i, inner in enumerate(value):
            yield from _surrogates(inner, f"{path}[{i}]")
