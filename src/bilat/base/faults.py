"""What is wrong with the form of a record, in words: the first fault of it, or all.

A lookup stops at the first; who writes a base is told of all.

msgspec stops at the first fault of a record. So what is at fault is put right in a copy, by some
value of the right form, and the copy is looked at again.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any, Literal, NamedTuple, get_args, get_origin

import msgspec

from ..core import edtf
from ..core.errors import BaseError, EdtfError
from ..core.terms import Table
from ..core.text import did_you_mean, printable
from ..startup import pattern
from . import codec

# A record with more faults than these is told no further.
_MOST = 100
_RESTORE = "Restore this field, or take a good copy of the base."


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


class Fault(NamedTuple):
    """What is wrong with the form of a record: in which table, record and field, and what to do."""

    table: Table
    record: str
    field: str
    problem: str
    advice: str


def of_record(table: Table, key: str, value: Mapping[str, Any]) -> Iterator[Fault]:
    """Every fault in the form of a record that stands under a key."""
    for flaw in flaws(codec.TABLES[table], value):
        field = f"{flaw.path}.{flaw.field}".strip(".") if flaw.field else flaw.path
        # Who writes a base has no better copy of it.
        advice = "" if flaw.advice == _RESTORE else flaw.advice
        yield Fault(table, key, field or "id", flaw.problem, advice)
    if value.get("id") != key and isinstance(value.get("id"), str):
        problem = f"must be {printable(repr(key))}, as its key"
        yield Fault(table, key, "id", problem, "`bilat rename OLD NEW` renames a record.")


def flaws(kind: type, value: Any) -> Iterator[Flaw]:
    """Every fault of a record."""
    kind = codec.kind_of(kind, value)
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
            yield misvalued(path, problem, at(copy, path))


def _first(kind: type, value: Any) -> Flaw | None:
    """The first fault of a record that msgspec finds."""
    try:
        msgspec.convert(value, kind, dec_hook=codec.hook)
        msgspec.json.encode(value)
    except (msgspec.ValidationError, UnicodeEncodeError) as error:
        return flaw(error, kind, value)
    return None


def _mend(kind: type, record: Any, flaw: Flaw) -> bool:
    """Put right what is at fault, by any value of the right form; whether that could be done."""
    path = f"{flaw.path}.{flaw.field}".removeprefix(".") if flaw.field else flaw.path
    way = steps(path)
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
        holder[way[-1]] = _example(kind_at(kind, path))
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
        return {f.encode_name: _example(kind_at(plain, f.encode_name)) for f in needed}
    if plain is str:
        return next((text for said, text in _TEXTS if takes and takes[0].startswith(said)), "x")
    return {bool: False, edtf.Edtf: "2000", edtf.Issued: "2000"}.get(plain, 1)


_PLACE = pattern(r" - at (?:`(?P<key>key)` in )?`\$(?P<path>[^`]*)`$")
_FIELD = pattern(r"Object (?P<what>missing required|contains unknown) field `(?P<name>[^`]*)`")
_LANGUAGE = pattern("[a-z]{2,3}(?:-[A-Za-z0-9]+)*")
_STEP = pattern(r"\.?([^.\[\]]+)|\[(\d+)\]")


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
        kind = codec.inner(kind)
        if isinstance(step, int):
            kind = get_args(kind)[0]
        elif get_origin(kind) is dict:
            kind = get_args(kind)[1]
        else:
            kind = codec.hints(kind).get(step, object)
    return kind


def _takes(kind: Any) -> str:
    """What a field takes, in words."""
    if type(None) in get_args(kind):
        kind = next(part for part in get_args(kind) if part is not type(None))
    for said in getattr(kind, "__metadata__", ()):
        if said.extra:
            return str(said.extra["takes"])
        if said.min_length:
            return f"a list of at least {said.min_length}"
    plain = codec.inner(kind)
    if get_origin(plain) is Literal:
        return f"one of {', '.join(get_args(plain))}"
    kinds: dict[Any, str] = {tuple: "a list", dict: "an object of lists by language"}
    dates = "an EDTF date or null" if plain in (edtf.Edtf, edtf.Issued) else "an object"
    return kinds.get(get_origin(plain), dates)


def _misfit(found: Any, name: str, place: str, kind: Any) -> Flaw:
    """What is wrong where there is a field too many or too few."""
    known = list(codec.names(codec.inner(kind)))
    if name in known:
        spans = name in ("start", "end") and "quote" in found
        advice = "`bilat tidy FILE` fills it in." if spans else "Add it; null where allowed."
        return Flaw(place, f"the field {name!r} is missing", advice, name)
    extra = next((key for key in found if key not in known), name)
    advice = did_you_mean(extra, known) or f"Its fields are {', '.join(known)}."
    return Flaw(place, f"unknown field {printable(repr(extra))}", advice, extra)


def misvalued(path: str, expected: str, found: object) -> Flaw:
    """That a value is not what its field takes."""
    if found is None or isinstance(found, bool):
        seen = {None: "null", True: "true", False: "false"}[found]
    else:
        seen = printable(repr(found))
    if len(seen) > 60:
        seen = seen[:57] + "..."
    return Flaw(path, f"must be {expected}, not {seen}", _RESTORE)


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
