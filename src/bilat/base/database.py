"""SQLite behind one door, where a damaged file is told from a wrong statement."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from itertools import chain
from pathlib import Path
from typing import Any

from ..core.errors import DamagedError


class Database:
    """A connection that gives whole answers.

    Attributes:
        path: the file, or None for a database in memory.
    """

    def __init__(self, path: Path | None = None, *, read_only: bool = False) -> None:
        self.path = path
        name = ":memory:" if path is None else str(path)
        if read_only and path is not None:
            name = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
        try:
            self._db = sqlite3.connect(name, isolation_level=None, uri=read_only)
        except sqlite3.Error as error:
            raise self.damaged(error) from None

    def rows(
        self, statement: str, values: Sequence[Any] | Mapping[str, Any] = ()
    ) -> list[tuple[Any, ...]]:
        """All rows that a statement gives.

        Raises:
            DamagedError: the file does not hold them.
        """
        try:
            return self._db.execute(statement, values).fetchall()
        except sqlite3.DatabaseError as error:
            if self.path is None:
                raise
            raise self.damaged(error) from None

    def damaged(self, reason: object) -> DamagedError:
        """The error for a file that is not what it should be, which is done away with."""
        if self.path is not None:
            with suppress(OSError):
                self.path.unlink()
        return DamagedError(f"{self.path}: {reason}", "Delete it.")

    def run(self, *statements: str) -> None:
        """Carry out statements that give nothing."""
        for statement in statements:
            self._db.execute(statement)

    def fill(self, table: str, rows: Iterable[Sequence[Any]]) -> None:
        """Insert rows, whose values are those of the columns named, or of all, in their order."""
        every = iter(rows)
        for first in every:
            marks = ", ".join("?" * len(first))
            statement = f"INSERT INTO {table} VALUES ({marks})"  # noqa: S608 - constants
            self._db.executemany(statement, chain([first], every))

    def close(self) -> None:
        """Let the file go."""
        self._db.close()
