"""The file of a base, read through TinyDB."""

import json
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from pathlib import Path
from typing import Any, NamedTuple, NoReturn

import msgspec
from tinydb import Storage, TinyDB
from tinydb.table import Table

from ..core.errors import BaseError
from ..core.text import echoed, printable, shortened
from . import files

Tables = dict[str, dict[str, Any]]

TABLES = ("meta", "sources", "entities", "topics", "facts", "omissions")
_RESTORE = "Take a good copy of the base, or name another."
# Beyond what a program that takes a number for one of 64 bits (SQLite, say) can hold.
_HUGE = 2**63


class ReadOnlyStorage(Storage):
    """A TinyDB storage that parses one JSON file once, and neither makes nor changes it.

    Raises:
        BaseError: on reading, when the file is missing, empty, damaged or not a base.
    """

    def __init__(self, path: Path, tables: Tables | None = None) -> None:
        self._path, self._name = path, printable(str(path))
        self._tables = None if tables is None else _checked(tables, self._name)

    def read(self) -> Tables:
        """The tables, the same object at every call."""
        if self._tables is None:
            self._tables = _tables(_content(self._path, self._name), self._name)
        return self._tables

    def write(self, data: Tables) -> NoReturn:
        """Refuse: a base is only ever read here."""
        raise BaseError(f"{self._path}: the base is read-only", _RESTORE)


class SkimmedStorage(ReadOnlyStorage):
    """The same, but where the file allows it each record is its JSON until somebody reads it.

    A base takes less than half the memory so; `codec.quickly` reads what is given.
    """

    _content: bytes | None = None

    def read(self) -> Any:
        """The tables, whose records are JSON, or as `ReadOnlyStorage` has them."""
        if self._tables is None and self._content is None:
            self._content = _content(self._path, self._name)
            self._skimmed = _skimmed(self._content)
        return self._skimmed if self._tables is None and self._skimmed else self.whole()

    def whole(self) -> Tables:
        """The tables of the file as it was read, each record an object."""
        if self._tables is None and self._content is not None:
            self._tables = _tables(self._content, self._name)
        return super().read()


def _skimmed(content: bytes) -> dict[str, dict[str, msgspec.Raw]] | None:
    """The JSON of each record in a file; None where that file is to be looked at more closely."""
    try:
        tables = msgspec.json.decode(content, type=dict[str, dict[str, msgspec.Raw]])
    except (msgspec.MsgspecError, RecursionError):
        return None
    marks = 2 * (len(tables) + sum(map(len, tables.values())))
    for table in tables.values():
        marks += sum(bytes(record).count(b'"') for record in table.values())
    # Of a key that stands twice in an object one is lost, with its quotation marks.
    return tables if tables.keys() == set(TABLES) and content.count(b'"') == marks else None


class Stored(NamedTuple):
    """A record's JSON, or the object that it is, and its key."""

    content: msgspec.Raw | dict[str, Any]
    key: str


class _SkimmedTable(Table):
    """A table whose readable ids are the document ids, of records that need not be objects yet."""

    document_id_class = str  # type: ignore[assignment]
    document_class = Stored  # type: ignore[assignment]


class SkimmedDB(TinyDB):
    """A TinyDB over a base's file, or over tables that are read as if they stood there."""

    table_class = _SkimmedTable
    default_storage_class = SkimmedStorage  # type: ignore[assignment]


def _tables(content: bytes, name: str) -> Tables:
    """The tables of a file, which is held to all that JSON and a base ask."""

    def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        result = dict(pairs)
        if len(result) != len(pairs):
            keys = [key for key, _ in pairs]
            twice = echoed(next(key for key in keys if keys.count(key) > 1))
            raise BaseError(f"{name}: the key {twice} stands twice in one object", _RESTORE)
        return result

    huge: list[str] = []

    def bounded(digits: str) -> int | str:
        if len(digits) < 19 or (len(digits) < 21 and abs(int(digits)) < _HUGE):
            return int(digits)
        huge.append(digits)
        return digits

    try:
        data = json.loads(content.decode(), object_pairs_hook=unique, parse_int=bounded)
    except UnicodeDecodeError as error:
        raise BaseError(f"{name}: not UTF-8 at byte {error.start}", _RESTORE) from None
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise BaseError(f"{name}: not whole JSON: {error.msg} at {place}", _RESTORE) from None
    except RecursionError:
        raise BaseError(f"{name}: nested beyond what a base holds", _RESTORE) from None
    checked = _checked(data, name)
    if huge:
        raise BaseError(
            f"{name}: {_place(checked, huge[0])}: "
            f"must be a number of at most 64 bits, not {shortened(huge[0])}",
            "Restore this field, or take a good copy of the base.",
        )
    return checked


def _content(path: Path, name: str) -> bytes:
    """The bytes of a base, without the mark that some editors set before UTF-8."""
    try:
        content = files.content(path)
    except FileNotFoundError:
        raise BaseError(f"{name}: no such file", "Name a facts.json with --facts.") from None
    except IsADirectoryError:
        raise BaseError(f"{name}: is a folder, not a file", "Name the facts.json in it.") from None
    except OSError as error:
        raise BaseError(f"{name}: cannot be read: {error.strerror}", _RESTORE) from None
    if content.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        raise BaseError(f"{name}: is UTF-16, while a base is UTF-8", "Save it as UTF-8.")
    content = content.removeprefix(BOM_UTF8)
    if not content.strip():
        raise BaseError(f"{name}: the file is empty", _RESTORE)
    return content


def _checked(data: object, name: str) -> Tables:
    if not isinstance(data, dict):
        raise BaseError(f"{name}: not a base: the file must hold one JSON object", _RESTORE)
    for table in TABLES:
        if table not in data:
            raise BaseError(f"{name}: not a base: the table {table!r} is missing", _RESTORE)
        if not isinstance(data[table], dict):
            raise BaseError(f"{name}: {table}: must be an object of records by id", _RESTORE)
        for key, record in data[table].items():
            if not isinstance(record, dict):
                raise BaseError(f"{name}: {table}/{printable(key)}: must be an object", _RESTORE)
    for table in data:
        if table not in TABLES:
            raise BaseError(f"{name}: unknown table {echoed(table)}", _RESTORE)
    return data


def _place(tables: Tables, digits: str) -> str:
    """Where the digits of a number stand, as errors name a place."""
    waiting: list[tuple[str, Any]] = [
        (f"{table}/{printable(key)}: ", record)
        for table, records in tables.items()
        for key, record in records.items()
    ]
    for place, value in waiting:
        if value is digits:
            return place
        if isinstance(value, dict):
            dot = "" if place.endswith(": ") else "."
            waiting += [(f"{place}{dot}{printable(k)}", v) for k, v in value.items()]
        elif isinstance(value, list):
            waiting += [(f"{place}[{i}]", v) for i, v in enumerate(value)]
    raise AssertionError(digits)
