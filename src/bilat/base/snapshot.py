"""Snapshots: the catalogues of bases on disk, so that a lookup reads no more than it shows.

That of the bundled base comes with an installed package, and is trusted as the code beside it.
Others stand in the user's cache folder under the SHA-256 of the facts.json that they were laid
from; they may be deleted at any time. What a facts.json had for a digest is remembered by its size
and times, as git's index does it. Nothing in a folder or file that others may write is trusted.
"""

from __future__ import annotations

import os
import sqlite3
import stat
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, cast

import msgspec

from .. import __version__
from ..core.model import FORMAT, Release
from ..startup import sha256_of, sha256_of_file
from .base import Base, load, of_catalogue
from .catalogue import FORM, Catalogue, array
from .codec import decode_stored
from .files import bundled, expanded

# That of the bundled base, in an installed package.
BESIDE = "catalogue.sqlite"
# The files of a package are written within so long of each other.
INSTALLED_NS = 60_000_000_000
# A smaller base is read as fast as its snapshot.
LEAST_BYTES = 1 << 17
# A file system may not tell apart two changes that lie closer together.
SETTLED_NS = 2_000_000_000
# A snapshot that is not whole after so long belongs to a run that was ended.
STALE_SECONDS = 900

State = list[int]


def folder(environ: Mapping[str, str]) -> Path | None:
    """Where snapshots stand: BILAT_CACHE, or else `bilat` in the user's cache folder.

    An empty BILAT_CACHE stands for none. Asking platformdirs would take longer than all else that
    a lookup does.
    """
    if "BILAT_CACHE" in environ:
        return expanded(environ["BILAT_CACHE"]) if environ["BILAT_CACHE"] else None
    if sys.platform == "win32":
        root = environ.get("LOCALAPPDATA")
        return Path(root) / "bilat" / "cache" if root else None
    home = environ.get("HOME")
    if sys.platform == "darwin":
        return Path(home) / "Library" / "Caches" / "bilat" if home else None
    root = environ.get("XDG_CACHE_HOME") or (f"{home}/.cache" if home else None)
    return Path(root) / "bilat" if root and os.path.isabs(root) else None


def state(path: Path) -> State | None:
    """By what a file is known to be the same without being read; None where there is none."""
    try:
        found = path.stat()
    except (OSError, ValueError):
        return None
    return [found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino]


def settled(here: State) -> bool:
    """Whether a file has not been changed for so long that its state tells its content."""
    return time.time_ns() - max(here[1], here[2]) >= SETTLED_NS


def opened(path: Path, cache: Path | None) -> Base | None:
    """The base of a snapshot, or None where there is none for what its facts.json holds now."""
    beside = path.with_name(BESIDE)
    if path == bundled() and _installed_with(beside, path):
        return _base(path, beside)
    here = state(path)
    if cache is None or here is None or here[0] < LEAST_BYTES or not _own(cache, stat.S_ISDIR):
        return None
    try:
        digest = _remembered(path, here, cache) or sha256_of_file(path)
    except OSError:
        return None
    target = _file(cache, digest)
    if not _own(target, stat.S_ISREG):
        return None
    found = _base(path, target)
    if found is not None and settled(here):
        _remember(path, here, digest, cache)
    return found


def _installed_with(beside: Path, path: Path) -> bool:
    """Whether a snapshot came with a facts.json that nobody has written since."""
    try:
        return path.stat().st_mtime_ns <= beside.stat().st_mtime_ns + INSTALLED_NS
    except OSError:
        return False


def _file(cache: Path, digest: str) -> Path:
    return cache / f"{digest[:40]}-{FORM}.{FORMAT}.sqlite"


def _own(path: Path, kind: Callable[[int], bool]) -> bool:
    """Whether a folder or file is this user's, and nobody else may write it."""
    try:
        # Whose a folder is behind a link counts; a file that is a link is none of ours.
        found = path.stat() if kind is stat.S_ISDIR else path.lstat()
    except (OSError, ValueError):
        return False
    if not kind(found.st_mode):
        return False
    if not hasattr(os, "geteuid"):  # Windows keeps each user's files from others
        return True
    return found.st_uid == os.geteuid() and not found.st_mode & 0o022


def _base(path: Path, target: Path) -> Base | None:
    """The base of a snapshot; where it is damaged it is deleted, and the base itself is read."""

    def spare() -> sqlite3.Connection:
        with suppress(OSError):
            target.unlink()
        return load(path).catalogue.db

    try:
        name = f"{target.absolute().as_uri()}?mode=ro&immutable=1"
        catalogue = Catalogue(sqlite3.connect(name, isolation_level=None, uri=True))
        known = dict(catalogue.rows("SELECT key, value FROM meta"))
        if known["form"] != _form():
            raise ValueError(known)
        meta = decode_stored(Release, cast(bytes, known["release"]))
    except (sqlite3.Error, ValueError, KeyError, TypeError):
        with suppress(OSError):
            target.unlink()
        return None
    return of_catalogue(path.parent, meta, Catalogue(catalogue.db, spare))


def _form() -> str:
    return array([FORM, FORMAT, __version__])


def write(base: Base, target: Path) -> None:
    """Write the snapshot of a base whose catalogue is in memory, search tables included.

    Raises:
        sqlite3.Error: it cannot be written.
    """
    catalogue = base.catalogue
    catalogue.run("CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value BLOB NOT NULL)")
    release = msgspec.json.encode(base.meta)
    if not catalogue.rows("SELECT 1 FROM meta"):
        catalogue.fill("meta", [("form", _form()), ("release", release)])
    file = sqlite3.connect(target, isolation_level=None)
    try:
        file.execute("PRAGMA synchronous = OFF")
        catalogue.db.backup(file)
    finally:
        file.close()


def keep(
    base: Base, path: Path, before: State, cache: Path, complete: Callable[[Base], None]
) -> None:
    """Keep the snapshot of a base just read, made once by whichever run is first.

    Where it cannot be kept, lookups do without.

    Args:
        base: what was read.
        path: its facts.json.
        before: the state of that before it was read.
        cache: the folder for snapshots.
        complete: lays what a catalogue in memory may still lack.
    """
    part: Path | None = None
    try:
        cache.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not _own(cache, stat.S_ISDIR):
            return
        digest = sha256_of_file(path)
        target = _file(cache, digest)
        if not target.exists():
            part = _claimed(target.with_suffix(".part"))
            if part is None:
                return
            complete(base)
            write(base, part)
            if state(path) != before:
                return
            os.replace(part, target)
            part = None
        if settled(before):
            _remember(path, before, digest, cache)
        _clear(cache, target)
    except (OSError, sqlite3.Error):
        pass
    finally:
        if part is not None:
            part.unlink(missing_ok=True)


def _claimed(part: Path) -> Path | None:
    """The file to write to, or None where another run writes it."""
    try:
        if time.time() - part.stat().st_mtime > STALE_SECONDS:
            part.unlink()
    except FileNotFoundError:
        pass
    try:
        os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except FileExistsError:
        return None
    return part


def _note(path: Path, cache: Path) -> Path:
    return cache / f"{sha256_of(os.fsencode(path.absolute()))[:24]}.json"


def _remembered(path: Path, here: State, cache: Path) -> str | None:
    """The digest of a facts.json that has not changed since it was noted down."""
    note = _note(path, cache)
    if not _own(note, stat.S_ISREG):
        return None
    try:
        noted: Any = msgspec.json.decode(note.read_bytes())
        return str(noted["sha256"]) if noted["state"] == here else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _remember(path: Path, here: State, digest: str, cache: Path) -> None:
    if _remembered(path, here, cache) == digest:
        return
    note = _note(path, cache)
    # A path need not be text.
    named = os.fsencode(path.absolute()).hex()
    text = msgspec.json.encode({"path": named, "state": here, "sha256": digest})
    part = note.with_suffix(f".{os.getpid()}.part")
    with suppress(OSError):
        part.write_bytes(text)
        os.chmod(part, 0o600)
        os.replace(part, note)


def _clear(cache: Path, kept: Path) -> None:
    """Delete snapshots that no base has any more, and what ended runs have left."""
    wanted = {kept}
    for note in cache.glob("*.json"):
        with suppress(OSError, ValueError, KeyError, TypeError):
            noted: Any = msgspec.json.decode(note.read_bytes())
            if os.path.exists(bytes.fromhex(noted["path"])):
                wanted.add(_file(cache, str(noted["sha256"])))
            else:
                note.unlink()
    for path in [*cache.glob("*.sqlite"), *cache.glob("*.part")]:
        with suppress(OSError):
            old = time.time() - path.stat().st_mtime > STALE_SECONDS
            if (path.suffix == ".sqlite" and path not in wanted) or (
                old and path.suffix == ".part"
            ):
                path.unlink()


def later(work: Callable[[], None]) -> None:
    """Do something when the answer has been given: nobody waits for it, where that is possible."""
    if not hasattr(os, "fork"):
        work()
        return
    if os.fork():
        return
    try:
        os.setsid()
        nowhere = os.open(os.devnull, os.O_RDWR)
        for stream in range(3):
            os.dup2(nowhere, stream)
        work()
    finally:
        os._exit(0)
