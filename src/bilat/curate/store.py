"""Writing a base: one change at a time, whole, on disk before it is acknowledged, and undoable.

A writer holds the lock beside the base from before it reads until it has written, so that of many
writers none undoes what another did. Readers hold none: facts.json is replaced by a rename, so
that whoever reads has the old file or the new one.
"""

import os
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, cast

from ..base import codec, files
from ..base.faults import of_record
from ..base.reading import Reading
from ..base.storage import ReadOnlyStorage
from ..core.errors import BaseError, UsageError
from ..core.terms import Table
from ..core.text import printable
from ..startup import sha256_of
from . import history
from .authoring import dumps, ordered

# So long a writer waits for another one.
PATIENCE_SECONDS = 30


class Draft:
    """A base as it is to become.

    Attributes:
        tables: its records, by table and id.
        texts: files to write beside facts.json before it names them, by their names in the base.
        done: what was changed, a line each.
        changed: once it is in place, whether that changed anything.
    """

    def __init__(self, path: Path) -> None:
        self.tables = ReadOnlyStorage(path).read()
        self.texts: dict[str, bytes] = {}
        self.done: list[str] = []
        self.changed = False

    def add(self, table: str, records: Iterable[dict[str, Any]]) -> None:
        """Add records, whose ids are new.

        Raises:
            UsageError: an id is taken, or a record is not of its form.
        """
        for record in [_formed(table, record) for record in records]:
            if record["id"] in self.tables[table]:
                what = printable(record["id"])
                raise UsageError(f"{table}/{what} is there already", "Choose another id.")
            self.tables[table][record["id"]] = record

    def put(self, table: str, record: dict[str, Any]) -> None:
        """Put a record in the place of the one with its id, or add it.

        Raises:
            UsageError: it is not of its form.
        """
        self.tables[table][record["id"]] = _formed(table, record)

    def drop(self, table: str, name: str) -> None:
        """Take a record away."""
        del self.tables[table][name]


def _formed(table: str, record: dict[str, Any]) -> dict[str, Any]:
    """A record that was just given, held to its form: who gave it has no good copy of it."""
    of = cast("Table", table)
    try:
        codec.decode(codec.TABLES[of], record, "")
    except BaseError:
        fault = next(of_record(of, record["id"], record))
        problem = f"{table}/{printable(str(record['id']))}: {fault.field}: {fault.problem}"
        raise UsageError(problem, fault.advice or "Correct it. Nothing was written.") from None
    return record


@contextmanager
def changing(path: Path, command: str, *, amend: bool = False) -> Iterator[Draft]:
    """Carry out one change of a base, which is made on the draft; if that raises, nothing is.

    Args:
        path: its facts.json.
        command: what is done, as `bilat log` tells it.
        amend: whether it is one change with the last one, if that was by the same command.

    Raises:
        BaseError: the base is damaged, or the change would damage it.
        UsageError: another writer does not end, or it cannot be written.
    """
    target = path.resolve()
    with _writing(path) as before:
        draft = Draft(target)
        yield draft
        base = Reading(target, draft.tables)
        draft.tables = ordered(base)
        base.sound()
        after = dumps(draft.tables).encode()
        _texts(target, draft.texts)
        draft.changed = after != before
        now, done = sha256_of(before), draft.done
        if draft.changed:
            kept = amend and history.amended(target, now, after, command, done)
            entry = None if kept else history.keep(target, before, after, command, done)
            _replace(path, before, after, entry)


def undo(path: Path, count: int = 1) -> list[history.Entry]:
    """Take back the last changes, latest first; what was is kept in turn, as a change of its own.

    Raises:
        UsageError: there are not so many, facts.json was changed otherwise since, or it cannot be
            written.
    """
    target = path.resolve()
    with _writing(path) as now:
        taken = history.last(history.entries(target), sha256_of(now), count)
        state = history.state(target, taken[-1])
        done = [f"undone: {entry.command}" for entry in taken]
        entry = history.keep(target, now, state, "undo", done, undoes=[e.number for e in taken])
        _replace(path, now, state, entry)
    return taken


def _replace(path: Path, before: bytes, after: bytes, entry: history.Entry | None) -> None:
    """Put a base in the place of another; what was kept of the change goes if that fails."""
    target = path.resolve()
    try:
        if _read(path) != before:
            raise UsageError(f"{printable(str(path))} has changed meanwhile", "Do it again.")
        files.replace(target, [after])
    except BaseException:
        if entry:
            history.forget(target, entry.number)
        raise
    history.prune(target)


def _texts(target: Path, texts: dict[str, bytes]) -> None:
    """Write the texts that facts.json is about to name; one of a name and other bytes is kept."""
    for name, content in texts.items():
        history.keep_text(target, content)
        file = target.parent / name
        if file.exists() and files.content(file) == content:
            continue
        if file.exists():
            raise UsageError(f"{printable(str(file))} is there and holds another text", "Move it.")
        file.parent.mkdir(parents=True, exist_ok=True)
        files.replace(file, [content], force=False)
        files.sync_folder(file.parent.parent)


def _read(path: Path) -> bytes:
    name = printable(str(path))
    try:
        return files.content(path)
    except FileNotFoundError:
        raise BaseError(f"{name}: no such file", "`bilat init DIR` begins a base.") from None
    except OSError as error:
        problem = f"{name}: cannot be read: {error.strerror}"
        raise BaseError(problem, "Name the facts.json of a base.") from None


@contextmanager
def _writing(path: Path) -> Iterator[bytes]:
    """What a base is, while the lock of its writers is held; tells what the file system refuses.

    The lock of a process that is no more holds nobody up.
    """
    _read(path)
    target, handle = path.resolve(), None
    try:
        handle = os.open(history.folder(target) / "lock", os.O_RDWR | os.O_CREAT, 0o600)
        _wait(handle, target)
        yield _read(path)
    except OSError as error:
        what = printable(os.fsdecode(error.filename) if error.filename else str(path))
        problem = f"{what} cannot be written: {error.strerror}"
        raise UsageError(problem, "It is as it was.") from None
    finally:
        if handle is not None:
            os.close(handle)


def _wait(handle: int, target: Path) -> None:
    try:
        import fcntl
    except ImportError:  # Windows
        import msvcrt

        def lock() -> None:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
    else:

        def lock() -> None:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)

    end, pause = time.monotonic() + PATIENCE_SECONDS, 0.002
    while True:
        with suppress(BlockingIOError, PermissionError):
            lock()
            return
        if time.monotonic() > end:
            problem = f"another bilat has been writing to {printable(str(target))} for too long"
            raise UsageError(problem, "Try again when it has ended.")
        time.sleep(pause)
        pause = min(pause * 1.5, 0.05)
