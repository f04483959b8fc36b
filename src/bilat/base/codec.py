"""Records to and from the JSON of a base, each field checked on the way in.

A decoder takes a value and the place it stands at; it returns the record's value or raises
`BaseError` with that place. Decoders are combined into those of whole records.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from math import isfinite
from typing import Any, TypeVar

from ..core import edtf, model
from ..core.errors import BaseError, EdtfError
from ..core.text import did_you_mean, printable
from ..startup import pattern

T = TypeVar("T")
Decoder = Callable[[object, str], T]

ID_PATTERN = r"[a-z0-9]+(?:-[a-z0-9]+)*"
_ID = pattern(ID_PATTERN, re.ASCII)
_SHA256 = pattern(r"[0-9a-f]{64}", re.ASCII)
_LANGUAGE = pattern(r"[a-z]{2,3}(?:-[A-Za-z0-9]+)*", re.ASCII)


def fault(where: str, expected: str, found: object) -> BaseError:
    """The error for a value that is not what its field takes."""
    named = {None: "null", True: "true", False: "false"}
    plain = found is None or isinstance(found, bool)
    seen = named[found] if plain else printable(repr(found))  # type: ignore[index]
    if len(seen) > 60:
        seen = seen[:57] + "..."
    return BaseError(
        f"{where}: must be {expected}, not {seen}",
        "Restore this field, or take a good copy of the base.",
    )


def text(value: object, where: str) -> str:
    """A string that is not blank and can be written as UTF-8."""
    if not isinstance(value, str) or not value.strip():
        raise fault(where, "a text", value)
    try:
        value.encode()
    except UnicodeEncodeError:
        raise fault(where, "a text without lone surrogates", value) from None
    return value


def identifier(value: object, where: str) -> str:
    """A readable id: lower-case ASCII letters and digits, joined by hyphens."""
    if not isinstance(value, str) or not _ID.fullmatch(value):
        raise fault(where, "an id of the characters a-z, 0-9 and -", value)
    return value


def natural(value: object, where: str) -> int:
    """A whole number of 0 or more that every reader of JSON can hold (RFC 8259, 6)."""
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < 2**53:
        raise fault(where, "a whole number from 0 up to 2^53", value)
    return value


def number(value: object, where: str) -> int | float:
    """A finite number."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise fault(where, "a number", value)
    if isinstance(value, float) and not isfinite(value):
        raise fault(where, "a number", value)
    return value


def date(value: object, where: str) -> edtf.Edtf:
    """A date in the EDTF subset."""
    if not isinstance(value, str):
        raise fault(where, "an EDTF date or null", value)
    try:
        return edtf.parse(value)
    except EdtfError as error:
        raise BaseError(f"{where}: {printable(str(error))}", "Write the date in EDTF.") from None


def matching(pattern: re.Pattern[str], expected: str) -> Decoder[str]:
    """A string of a given form."""

    def decode(value: object, where: str) -> str:
        if not isinstance(value, str) or not pattern.fullmatch(value):
            raise fault(where, expected, value)
        return value

    return decode


def file_name(value: object, where: str) -> str:
    """A path below the base's folder, with forward slashes."""
    name = text(value, where)
    if set(name) & set("\\:\0") or set(name.split("/")) & {"", ".."}:
        raise fault(where, "the path of a file below the base's folder", value)
    return name


def one_of(values: tuple[str, ...]) -> Decoder[str]:
    """One of a closed list."""

    def decode(value: object, where: str) -> str:
        if not isinstance(value, str) or value not in values:
            raise fault(where, f"one of {', '.join(values)}", value)
        return value

    return decode


def maybe(decoder: Decoder[T]) -> Decoder[T | None]:
    """A value or null."""

    def decode(value: object, where: str) -> T | None:
        return None if value is None else decoder(value, where)

    return decode


def many(decoder: Decoder[T], least: int = 0) -> Decoder[tuple[T, ...]]:
    """A list of at least so many values."""

    def decode(value: object, where: str) -> tuple[T, ...]:
        if not isinstance(value, list) or len(value) < least:
            raise fault(where, "a list" + (f" of at least {least}" if least else ""), value)
        return tuple(decoder(item, f"{where}[{i}]") for i, item in enumerate(value))

    return decode


def by_language(value: object, where: str) -> dict[str, tuple[str, ...]]:
    """Lists of names by language tag."""
    if not isinstance(value, dict):
        raise fault(where, "an object of lists by language", value)
    for tag in value:
        if not _LANGUAGE.fullmatch(tag):
            raise fault(where, "keyed by language tags such as az, zh, ru", tag)
    return {tag: many(text, 1)(value[tag], f"{where}.{tag}") for tag in sorted(value)}


def record(
    build: Callable[..., T], optional: tuple[str, ...] = (), **decoders: Decoder[Any]
) -> Decoder[T]:
    """An object with exactly these fields; an optional one that is missing is null."""
    known = frozenset(decoders)

    def decode(value: object, where: str) -> T:
        if not isinstance(value, dict):
            raise fault(where, "an object", value)
        if value.keys() != known:
            value = dict.fromkeys(optional) | value
            if value.keys() != known:
                raise _misfit(value, decoders, where)
        dot = "." if not where.endswith(": ") else ""
        return build(**{k: decode(value[k], f"{where}{dot}{k}") for k, decode in decoders.items()})

    return decode


def _misfit(value: Mapping[str, object], decoders: Mapping[str, object], where: str) -> BaseError:
    place = where.removesuffix(": ")
    for name in decoders:
        if name not in value:
            spans = name in ("start", "end") and "quote" in value
            advice = "`bilat tidy FILE` fills it in." if spans else "Add it; null where allowed."
            return BaseError(f"{place}: the field {name!r} is missing", advice)
    extra = next(name for name in value if name not in decoders)
    advice = did_you_mean(extra, list(decoders)) or f"Its fields are {', '.join(decoders)}."
    return BaseError(f"{place}: unknown field {printable(repr(extra))}", advice)


_basis = record(model.Basis, type=one_of(model.BASIS_TYPES), how=maybe(text))
_quantity = record(
    model.Quantity,
    value=number,
    unit=text,
    comparator=one_of(model.COMPARATORS),
    of=text,
    base=maybe(text),
)
_evidence = record(
    model.Evidence,
    source=identifier,
    start=natural,
    end=natural,
    quote=text,
    asserted_by=many(identifier),
    voice=one_of(model.VOICES),
    when=maybe(date),
)
_fact = record(
    model.Fact,
    id=identifier,
    statement=text,
    kind=one_of(model.KINDS),
    scope=one_of(model.SCOPES),
    topics=many(identifier, 1),
    actors=many(identifier, 1),
    when=maybe(date),
    when_basis=maybe(_basis),
    quantities=many(_quantity),
    evidence=many(_evidence, 1),
    caveats=many(record(model.Caveat, type=one_of(model.CAVEAT_TYPES), text=text)),
    relations=many(record(model.Relation, type=one_of(model.RELATION_TYPES), fact=identifier)),
    keywords=many(text),
)
_tombstone = record(model.Tombstone, id=identifier, withdrawn=text, successor=maybe(identifier))

meta = record(model.Meta, format=natural, release=text)
source = record(
    model.Source,
    id=identifier,
    file=file_name,
    sha256=matching(_SHA256, "a SHA-256 in 64 hexadecimal digits"),
    title=text,
    author=identifier,
    author_role=maybe(text),
    publisher=maybe(text),
    written=date,
    written_basis=_basis,
    posted=maybe(record(model.Posted, by=text, at=text)),
    language=matching(_LANGUAGE, "a language tag such as en"),
    genre=text,
    side=maybe(identifier),
    url=maybe(text),
    regions=many(
        record(model.Region, type=one_of(model.REGION_TYPES), start=natural, end=natural), 1
    ),
)
entity = record(
    model.Entity,
    optional=("family",),
    id=identifier,
    type=one_of(model.ENTITY_TYPES),
    name=text,
    family=maybe(text),
    names=by_language,
    aliases=many(text),
    side=maybe(identifier),
    description=maybe(text),
)
topic = record(
    model.Topic,
    id=identifier,
    label=text,
    labels=by_language,
    alt=many(text),
    broader=maybe(identifier),
)
omission = record(
    model.Omission,
    id=identifier,
    source=identifier,
    start=natural,
    end=natural,
    reason=one_of(model.OMISSION_REASONS),
)


def fact(value: object, where: str) -> model.Fact | model.Tombstone:
    """A fact, or the tombstone of one that was withdrawn.

    Raises:
        BaseError: a field is missing, unknown or of the wrong form, or a date lacks its basis.
    """
    if isinstance(value, dict) and "withdrawn" in value:
        return _tombstone(value, where)
    decoded = _fact(value, where)
    if (decoded.when is None) != (decoded.when_basis is None):
        raise fault(f"{where}when_basis", "given just where `when` is", encode(decoded.when_basis))
    basis = decoded.when_basis
    if basis is not None and basis.type == "derived" and basis.how is None:
        raise fault(f"{where}when_basis.how", "said for a derived date", None)
    return decoded


# The tables of records and how each is read; `meta` holds the one record of the base itself.
TABLES: Mapping[str, Decoder[Any]] = {
    "sources": source,
    "entities": entity,
    "topics": topic,
    "facts": fact,
    "omissions": omission,
}


def encode(value: object) -> Any:
    """The JSON value of a record: what the decoders read back as the same record."""
    if isinstance(value, edtf.Edtf):
        return value.text
    if isinstance(value, tuple) and hasattr(value, "_fields"):
        return {name: encode(item) for name, item in zip(value._fields, value, strict=True)}
    if isinstance(value, tuple):
        return [encode(item) for item in value]
    if isinstance(value, dict):
        return {key: encode(item) for key, item in value.items()}
    return value
