"""The file of a base, read through TinyDB."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, NoReturn

from tinydb import Storage, TinyDB
from tinydb.table import Table

from ..core.errors import BaseError
from ..core.text import printable

Tables = dict[str, dict[str, Any]]

TABLES = ("meta", "sources", "entities", "topics", "facts", "omissions")
_RESTORE = "Take a good copy of the base, or name another with --facts."


class ReadOnlyStorage(Storage):
    """A TinyDB storage that parses one JSON file once, and neither makes nor changes it.

    Raises:
        BaseError: on reading, when the file is missing, empty, damaged or not a base.
    """

    def __init__(self, path: Path, tables: Tables | None = None) -> None:
        self._path = path
        self._tables = None if tables is None else _checked(tables, printable(str(path)))

    def read(self) -> Tables:
        """The tables, the same object at every call."""
        if self._tables is None:
            self._tables = _tables(self._path)
        return self._tables

    def write(self, data: Tables) -> NoReturn:
        """Refuse: a base is only ever read here."""
        raise BaseError(f"{self._path}: the base is read-only", _RESTORE)


class _IdTable(Table):
    """A table whose readable ids are the document ids."""

    document_id_class = str  # type: ignore[assignment]


class BaseDB(TinyDB):
    """A TinyDB over a base's file, or over tables that are to become one."""

    table_class = _IdTable

    def __init__(self, path: Path, tables: Tables | None = None) -> None:
        super().__init__(path, tables, storage=ReadOnlyStorage)


def _tables(path: Path) -> Tables:
    name = printable(str(path))
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise BaseError(f"{name}: no such file", "Name a facts.json with --facts.") from None
    except IsADirectoryError:
        raise BaseError(f"{name}: is a folder, not a file", "Name the facts.json in it.") from None
    except OSError as error:
        raise BaseError(f"{name}: cannot be read: {error.strerror}", _RESTORE) from None
    if not content.strip():
        raise BaseError(f"{name}: the file is empty", _RESTORE)
    try:
        data = json.loads(content.decode(), object_pairs_hook=_unique)
    except UnicodeDecodeError as error:
        raise BaseError(f"{name}: not UTF-8 at byte {error.start}", _RESTORE) from None
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise BaseError(f"{name}: not whole JSON: {error.msg} at {place}", _RESTORE) from None
    except _RepeatedKeyError as error:
        key = printable(repr(error.args[0]))
        raise BaseError(f"{name}: the key {key} stands twice in one object", _RESTORE) from None
    except (RecursionError, ValueError):
        raise BaseError(f"{name}: nested or numbered beyond what a base holds", _RESTORE) from None
    return _checked(data, name)


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
            raise BaseError(f"{name}: unknown table {printable(repr(table))}", _RESTORE)
    return data


class _RepeatedKeyError(ValueError):
    pass


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result = dict(pairs)
    if len(result) != len(pairs):
        keys = [key for key, _ in pairs]
        raise _RepeatedKeyError(next(key for key in keys if keys.count(key) > 1))
    return result
