"""The derived file of a base: its records in SQLite, so that a lookup reads no more than it shows.

It stands in the user's cache directory, belongs to one state of one facts.json, and may be deleted
at any time. A base that has changed since is read itself, and the file made anew.
"""

import json
import os
import sys
import time
from binascii import crc32
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from ..core.errors import BaseError, DamagedError
from ..core.model import FORMAT, Tombstone
from ..startup import sha256_of, sha256_of_file
from . import codec
from .base import Base

if TYPE_CHECKING:
    from .database import Database

T = TypeVar("T")

# Raised whenever what the file holds changes its form.
VERSION = 2
# A smaller base is read as fast as its derived file.
LEAST_BYTES = 1 << 17
# A file system may not tell apart two changes that lie closer together.
SETTLED_NS = 2_000_000_000


class State(NamedTuple):
    """By what a file is known to be the same, without reading it."""

    path: str
    size: int
    modified: int
    changed: int
    inode: int


def state(path: Path) -> State | None:
    """The state of a base's file now, or None where there is no such file."""
    try:
        found = path.stat()
        name = str(path.resolve())
    except OSError:
        return None
    return State(name, found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino)


def folder(environ: Mapping[str, str]) -> Path | None:
    """Where derived files stand: BILAT_CACHE, or else `bilat` in the user's cache directory.

    An empty BILAT_CACHE stands for none. Asking platformdirs would take longer than all else that
    a lookup does.
    """
    if "BILAT_CACHE" in environ:
        return Path(environ["BILAT_CACHE"]) if environ["BILAT_CACHE"] else None
    if sys.platform == "win32":
        root = environ.get("LOCALAPPDATA")
        return Path(root) / "bilat" / "cache" if root else None
    home = environ.get("HOME")
    if sys.platform == "darwin":
        return Path(home) / "Library" / "Caches" / "bilat" if home else None
    root = environ.get("XDG_CACHE_HOME") or (f"{home}/.cache" if home else None)
    return Path(root) / "bilat" if root and os.path.isabs(root) else None


def file_of(here: State, cache: Path) -> Path:
    """The derived file of a base in this state, for this form of derived files."""
    known = json.dumps([VERSION, FORMAT, *here]).encode()
    return cache / f"{sha256_of(here.path.encode())[:24]}-{sha256_of(known)[:24]}.sqlite"


def others(target: Path) -> list[Path]:
    """The derived files of the same base in other states, or of other forms."""
    base = target.name.partition("-")[0]
    return [path for path in target.parent.glob(f"{base}*.sqlite") if path != target]


def settled(here: State) -> bool:
    """Whether a file has not been changed for so long that its state tells its content."""
    return time.time_ns() - max(here.modified, here.changed) >= SETTLED_NS


def opened(path: Path, cache: Path) -> Base | None:
    """A base that reads from its derived file, or None where there is none for its present state.

    Raises:
        DamagedError: there is one, and it cannot be read.
    """
    here = state(path)
    if here is None or here.size < LEAST_BYTES:
        return None
    target = file_of(here, cache)
    try:
        if not target.is_file() and not _adopted(path, here, target):
            return None
    except OSError:
        return None  # a folder that may not be looked into holds nothing
    from .database import Database  # and so sqlite3

    db = Database(target, read_only=True)
    known = _meta(db)
    _read.add(target)
    try:
        return _base(db, path.parent, known["base"])
    except (KeyError, ValueError, BaseError) as error:
        raise db.damaged(error) from None


_read: set[Path] = set()


def forget() -> bool:
    """Do away with the derived files that this process reads; whether there are any."""
    for path in _read:
        with suppress(OSError):
            path.unlink()
    some = bool(_read)
    _read.clear()
    return some


def _adopted(path: Path, here: State, target: Path) -> bool:
    """Take over the file of another state of a base whose content is still the same.

    A base that was touched, copied back or installed again need not be derived again.
    """
    older = others(target)
    if not older or not settled(here):
        return False
    from .database import Database

    made = {"form": _form(), "sha256": sha256_of_file(path)}
    for other in older:
        try:
            db = Database(other, read_only=True)
            known = _meta(db)
            db.close()
            if known | made == known and state(path) == here:
                os.replace(other, target)
                return True
        except (OSError, DamagedError):
            continue  # another process may have been first
    return target.is_file()


def _meta(db: "Database") -> dict[str, str]:
    return dict(db.rows("SELECT key, value FROM meta"))


def meta_of(path: Path, base: Base) -> dict[str, str]:
    """What a derived file records of the base that it is made from.

    Raises:
        OSError: the base cannot be read any more.
    """
    own = json.dumps(codec.encode(base.meta))
    return {"form": _form(), "sha256": sha256_of_file(path), "base": own}


def _form() -> str:
    return json.dumps([VERSION, FORMAT])


def _base(db: "Database", folder: Path, meta: str) -> Base:
    return Base(
        folder=folder,
        meta=codec.meta(json.loads(meta), "meta"),
        sources=Rows(db, "sources", codec.source),
        entities=Rows(db, "entities", codec.entity),
        topics=Rows(db, "topics", codec.topic),
        facts=Rows(db, "facts", codec.fact),
        tombstones=Rows(db, "tombstones", _tombstone),
        omissions=_Omissions(db),  # type: ignore[arg-type]
        db=db,
    )


def _tombstone(value: object, where: str) -> Tombstone:
    stone = codec.fact(value, where)
    assert isinstance(stone, Tombstone)
    return stone


class Rows(Mapping[str, T]):
    """A table of records by id, in the base's order, each decoded when it is asked for."""

    def __init__(self, db: "Database", table: str, decode: Callable[[object, str], Any]) -> None:
        self._db, self._table, self._decode = db, table, decode
        self._known: dict[str, T] = {}

    def __getitem__(self, key: str) -> T:
        if key not in self._known:
            rows = self._db.rows(
                f"SELECT record, crc FROM {self._table} WHERE id = ?",  # noqa: S608 - a constant
                (key,),
            )
            if not rows:
                raise KeyError(key)
            self._known[key] = self._decoded(key, *rows[0])
        return self._known[key]

    def __contains__(self, key: object) -> bool:
        statement = f"SELECT 1 FROM {self._table} WHERE id = ?"  # noqa: S608 - a constant
        return key in self._known or bool(self._db.rows(statement, (key,)))

    def __iter__(self) -> Iterator[str]:
        statement = f"SELECT id FROM {self._table} ORDER BY n"  # noqa: S608 - a constant
        return (row[0] for row in self._db.rows(statement))

    def __len__(self) -> int:
        count: int = self._db.rows(f"SELECT count(*) FROM {self._table}")[0][0]  # noqa: S608
        return count

    def values(self) -> Any:
        """Every record, all of them read at once."""
        statement = f"SELECT id, record, crc FROM {self._table} ORDER BY n"  # noqa: S608
        return [
            self._known.get(key) or self._decoded(key, text, crc)
            for key, text, crc in self._db.rows(statement)
        ]

    def _decoded(self, key: str, text: str, crc: int) -> T:
        decoded: T = _record(self._db, self._decode, f"{self._table}/{key}: ", text, crc)
        return decoded


def _record(
    db: "Database", decode: Callable[[object, str], Any], place: str, text: object, crc: object
) -> Any:
    """A record as it was when the file was made.

    Raises:
        DamagedError: it is not. The base itself was held to its format then.
    """
    try:
        if not isinstance(text, str) or checked(text) != crc:
            raise ValueError(f"{place}is not what was written")
        return decode(json.loads(text), place)
    except (TypeError, ValueError, BaseError) as error:
        raise db.damaged(error) from None


def checked(text: str) -> int:
    """A record's check sum, which finds what a failing disk does; CRC-32 as in zlib."""
    return crc32(text.encode())


class _Omissions:
    """The omissions, read when they are gone through."""

    def __init__(self, db: "Database") -> None:
        self._db = db

    def __iter__(self) -> Iterator[Any]:
        rows = self._db.rows("SELECT record, crc FROM omissions ORDER BY n")
        return (_record(self._db, codec.omission, "omissions: ", *row) for row in rows)

    def __len__(self) -> int:
        count: int = self._db.rows("SELECT count(*) FROM omissions")[0][0]
        return count
