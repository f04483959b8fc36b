"""The catalogue of a base: its records and what they are looked up by, as tables of SQLite.

It is laid in memory (laying.py), or is a snapshot of such a one on disk (snapshot.py). Whoever asks
it does not know which: the same statements run on both.
"""

from __future__ import annotations

import sqlite3
from binascii import crc32
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import Any, TypeVar

import msgspec

from .codec import decode_stored

T = TypeVar("T")
Values = Sequence[Any] | Mapping[str, Any]

# Raised whenever the tables change their form: no older snapshot is read then.
FORM = 7

# What SQLite says of a file that is not what was written: IOERR, CORRUPT, NOTADB.
_DAMAGE = frozenset((10, 11, 26))


class Catalogue:
    """The tables of one base."""

    def __init__(
        self, db: sqlite3.Connection, spare: Callable[[], sqlite3.Connection] | None = None
    ) -> None:
        """Take over a connection.

        Args:
            db: the connection.
            spare: for a file, what makes the same tables in memory should it be damaged.
        """
        self.db, self._spare = db, spare
        self._parts: dict[str, Callable[[], None]] = {}

    @classmethod
    def empty(cls) -> Catalogue:
        """A catalogue in memory without tables."""
        return cls(sqlite3.connect(":memory:", isolation_level=None))

    def rows(self, statement: str, values: Values = ()) -> list[tuple[Any, ...]]:
        """All rows that a statement gives."""
        try:
            return self.db.execute(statement, values).fetchall()
        except UnicodeEncodeError:
            return self.rows(statement, _bindable(values))
        except sqlite3.DatabaseError as error:
            self._heal(error)
            return self.db.execute(statement, values).fetchall()

    def each(self, statement: str, values: Values = ()) -> Iterator[tuple[Any, ...]]:
        """The rows that a statement gives, one by one: never all of them in memory."""
        given = 0
        try:
            for row in self.db.execute(statement, values):
                given += 1
                yield row
        except sqlite3.DatabaseError as error:
            self._heal(error)
            for row in self.db.execute(statement, values).fetchall()[given:]:
                yield row

    def one(self, statement: str, values: Values = ()) -> Any:
        """The first value of the first row, or None where there is no row."""
        rows = self.rows(statement, values)
        return rows[0][0] if rows else None

    def _heal(self, error: sqlite3.DatabaseError) -> None:
        """Go on with tables in memory where a file is damaged; any other error is a bug of ours.

        Python gives no code where a text in a file is no UTF-8 any more.
        """
        code = getattr(error, "sqlite_errorcode", None)
        if self._spare is None or (code is not None and code & 0xFF not in _DAMAGE):
            raise error
        self.heal()

    def heal(self) -> None:
        """Put tables in memory in the place of a damaged file."""
        spare, self._spare = self._spare, None
        assert spare is not None
        self.db = spare()
        for table, lay in self._parts.items():
            self.require(table, lay)

    @property
    def damageable(self) -> bool:
        """Whether the tables are read from a file that could be damaged."""
        return self._spare is not None

    def run(self, *statements: str) -> None:
        """Carry out statements that give nothing."""
        for statement in statements:
            self.db.execute(statement)

    def fill(self, table: str, rows: Iterable[Sequence[Any]], at_once: int = 1) -> None:
        """Insert rows, whose values are those of the columns named, or of all, in their order.

        Args:
            table: its name, with or without columns.
            rows: what to insert.
            at_once: rows to a statement. Many take half the time of one each where rows are short,
                but more where they hold texts.
        """
        every = iter(rows)
        while group := list(islice(every, at_once)):
            marks = ", ".join([f"({', '.join('?' * len(group[0]))})"] * len(group))
            statement = f"INSERT INTO {table} VALUES {marks}"  # noqa: S608 - constants
            self.db.execute(statement, list(chain.from_iterable(group)))

    def require(self, table: str, lay: Callable[[], None]) -> None:
        """Have a table, with those that belong to it, laid if it is not there."""
        self._parts[table] = lay
        if not self.rows("SELECT 1 FROM sqlite_master WHERE name = ?", (table,)):
            lay()


def _bindable(values: Values) -> Values:
    """Values in which lone surrogates, which no base holds, are what stands for no character."""

    def plain(value: Any) -> Any:
        if not isinstance(value, str):
            return value
        return "".join("\ufffd" if "\ud800" <= char <= "\udfff" else char for char in value)

    if isinstance(values, Mapping):
        return {name: plain(value) for name, value in values.items()}
    return [plain(value) for value in values]


class Records(Mapping[str, T]):
    """The records of one table by id, in the base's order; each is decoded when it is asked for."""

    def __init__(self, catalogue: Catalogue, table: str, kind: type[T]) -> None:
        self._catalogue, self._table, self._kind = catalogue, table, kind
        self._known: dict[str, T] = {}

    def __getitem__(self, key: str) -> T:
        if key not in self._known:
            rows = self._catalogue.rows(
                f"SELECT record, crc FROM {self._table} WHERE id = ?",  # noqa: S608 - a constant
                (key,),
            )
            if not rows:
                raise KeyError(key)
            self._known[key] = self._decoded(key, *rows[0])
        return self._known[key]

    def __contains__(self, key: object) -> bool:
        statement = f"SELECT 1 FROM {self._table} WHERE id = ?"  # noqa: S608 - a constant
        return key in self._known or bool(self._catalogue.rows(statement, (key,)))

    def __iter__(self) -> Iterator[str]:
        statement = f"SELECT id FROM {self._table} ORDER BY n"  # noqa: S608 - a constant
        return (row[0] for row in self._catalogue.rows(statement))

    def __len__(self) -> int:
        statement = f"SELECT count(*) FROM {self._table}"  # noqa: S608 - a constant
        count: int = self._catalogue.one(statement)
        return count

    def values(self) -> Any:
        """Every record in turn."""
        return self.chosen(f"SELECT id, record, crc FROM {self._table} ORDER BY n")  # noqa: S608

    def chosen(self, statement: str, values: Values = ()) -> Iterator[T]:
        """The records of a statement that gives id, record and check sum."""
        for key, text, crc in self._catalogue.each(statement, values):
            yield self._known.get(key) or self._decoded(key, text, crc)

    def _decoded(self, key: str, text: Any, crc: int) -> T:
        try:
            if checked(text) != crc:
                raise ValueError(key)
            return decode_stored(self._kind, text)
        except (TypeError, ValueError):
            if not self._catalogue.damageable:
                raise
            self._catalogue.heal()
            return self[key]


def array(values: Iterable[Any]) -> str:
    """Values as a JSON array, for json_each of SQLite."""
    return msgspec.json.encode(list(values)).decode()


def checked(text: bytes) -> int:
    """A record's check sum, which finds what a failing disk does; CRC-32 as in zlib."""
    return crc32(text)
