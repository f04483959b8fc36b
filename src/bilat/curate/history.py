"""What was done to a base, and how it was before: the last states, in `.bilat` beside it.

A copy of each text that a change brought in stands in `texts` there under its digest, for the day
when the one beside facts.json was changed by hand.

Each change has a number, a record `NUMBER.json`, and the facts.json before it, `NUMBER.facts.json`.
Both are there before facts.json is replaced: where a run ended in between, the record's `before` is
the file's own digest, and the record counts for nothing.
"""

import os
import re
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import msgspec

from ..base import files
from ..core.errors import UsageError
from ..core.model import Count, Record, Sha256, Text
from ..core.text import counted, printable
from ..startup import sha256_of

# So many changes can be undone.
KEPT = 20
_RECORD = re.compile(r"(\d{6,})\.json")


class Entry(Record, frozen=True):
    """One change: when (UTC, ISO 8601), by which command, and the digests around it.

    `done` tells what it did, a line each; `undoes` holds the numbers of those that it took back.
    `was` is the digest after it before it was added to.
    """

    number: Count
    at: Text
    command: Text
    done: tuple[str, ...]
    before: Sha256
    after: Sha256
    undoes: tuple[Count, ...] = ()
    was: Sha256 | None = None


def folder(target: Path) -> Path:
    """The folder of a base's history, made where it is not there yet, and ignored by git.

    Raises:
        OSError: it cannot be made.
    """
    found = target.parent / ".bilat"
    if not found.is_dir():
        found.mkdir(mode=0o700, exist_ok=True)
        files.sync_folder(target.parent)
    ignore = found / ".gitignore"
    if not ignore.exists():
        files.replace(ignore, [b"*\n"])
    return found


def entries(target: Path) -> list[Entry]:
    """The changes that are kept, earliest first, less one that was never brought to its end."""
    found = []
    for file in _records(target):
        with suppress(OSError, msgspec.MsgspecError):
            found.append(msgspec.json.decode(files.content(file), type=Entry))
    found.sort(key=lambda entry: entry.number)
    if found and target.exists():
        last, now = found[-1], sha256_of(files.content(target))
        if last.after != now and last.before == now:
            found.pop()
        elif last.after != now and last.was == now:
            found[-1] = msgspec.structs.replace(last, after=now, was=None)
    return found


def _records(target: Path) -> list[Path]:
    some = (target.parent / ".bilat").glob("*.json")
    return [file for file in some if _RECORD.fullmatch(file.name)]


def last(every: Sequence[Entry], now: str, count: int) -> list[Entry]:
    """The last changes that are not taken back yet, latest first.

    Args:
        every: all that are kept.
        now: the digest of facts.json.
        count: how many.

    Raises:
        UsageError: there are not so many, or facts.json was changed otherwise in between.
    """
    undone = {number for entry in every for number in entry.undoes}
    taken: list[Entry] = []
    for entry in reversed(every):
        if len(taken) == count:
            break
        if entry.undoes or entry.number in undone:
            continue
        if entry.after != (taken[-1].before if taken else now):
            raise UsageError(
                f"facts.json was changed by hand after `{entry.command}`",
                f"Only what came after that can be undone: {counted(len(taken), 'change')}.",
            )
        taken.append(entry)
    if len(taken) < count:
        problem = (
            "there is no change to undo"
            if not taken
            else f"there are only {len(taken)} changes to undo"
        )
        raise UsageError(problem, "`bilat log` lists them.")
    return taken


def state(target: Path, entry: Entry) -> bytes:
    """The facts.json before a change.

    Raises:
        UsageError: it is not there any more, or is not what it was.
    """
    file = _state(target, entry.number)
    try:
        found = files.content(file)
    except OSError:
        found = b""
    if sha256_of(found) != entry.before:
        problem = f"{printable(str(file))} is not what was kept before `{entry.command}`"
        raise UsageError(problem, "Nothing was changed.")
    return found


def _state(target: Path, number: int) -> Path:
    return target.parent / ".bilat" / f"{number:06}.facts.json"


def keep(
    target: Path,
    before: bytes,
    after: bytes,
    command: str,
    done: Sequence[str],
    undoes: Sequence[int] = (),
) -> Entry:
    """Keep how a base is before it is changed, and what is about to be done.

    Raises:
        OSError: it cannot be written; nothing is kept then.
    """
    numbers = [int(file.stem) for file in _records(target)]
    entry = Entry(
        number=max(numbers, default=0) + 1,
        at=_now(),
        command=command,
        done=tuple(done),
        before=sha256_of(before),
        after=sha256_of(after),
        undoes=tuple(undoes),
    )
    try:
        _keep_state(target, before, entry.number)
        record = folder(target) / f"{entry.number:06}.json"
        files.replace(record, [msgspec.json.encode(entry)])
    except OSError:
        forget(target, entry.number)
        raise
    return entry


def amended(
    target: Path, now: str, after: bytes, command: str, done: Sequence[str]
) -> Entry | None:
    """Add to the last change, if it was by the same command and is what facts.json is now."""
    every = entries(target)
    last = every[-1] if every else None
    if last is None or last.command != command or last.after != now or last.undoes:
        return None
    entry = msgspec.structs.replace(
        last, done=(*last.done, *done), after=sha256_of(after), was=now, at=_now()
    )
    files.replace(folder(target) / f"{entry.number:06}.json", [msgspec.json.encode(entry)])
    return entry


def _now() -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())


def _keep_state(target: Path, before: bytes, number: int) -> None:
    """Keep the bytes under another name: the file is about to be replaced, never written into."""
    file = _state(target, number)
    file.unlink(missing_ok=True)
    try:
        os.link(target, file)
    except OSError:
        files.replace(file, [before])
        return
    files.sync_folder(file.parent)


def keep_text(target: Path, content: bytes) -> None:
    """Keep a copy of a text that is brought in.

    Raises:
        OSError: it cannot be written.
    """
    file = folder(target) / "texts" / sha256_of(content)
    if not file.exists():
        file.parent.mkdir(exist_ok=True)
        files.replace(file, [content])


def kept_text(target: Path, digest: str) -> bytes | None:
    """The text of a digest, if a copy of it is kept and is sound."""
    try:
        found = files.content(target.parent / ".bilat" / "texts" / digest)
    except OSError:
        return None
    return found if sha256_of(found) == digest else None


def forget(target: Path, number: int) -> None:
    """Do away with what was kept before a change."""
    with suppress(OSError):
        (target.parent / ".bilat" / f"{number:06}.json").unlink(missing_ok=True)
        _state(target, number).unlink(missing_ok=True)


def prune(target: Path) -> None:
    """Do away with the changes before the last KEPT."""
    numbers = sorted(int(file.stem) for file in _records(target))
    for number in numbers[:-KEPT]:
        forget(target, number)
