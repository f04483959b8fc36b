"""Files: by the names that people give them; read and written whole, and never half of one."""

import errno
import os
import re
import stat
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType

from ..core.errors import BaseError

# Thousands of times what people write; more could take all of a machine's memory.
LIMIT = 1 << 28
# What is younger may be about to be locked; where nothing can be, what is older is nobody's.
_YOUNG_SECONDS, _OLD_SECONDS = 1, 3600


def bundled() -> Path:
    """The bundled facts.json: inside an installed package, or at the root of a checkout.

    Raises:
        BaseError: neither is there.
    """
    package = Path(__file__).resolve().parent.parent
    inside = package / "data" / "facts.json"
    if inside.is_file():
        return inside
    root = package.parent.parent
    if (root / "pyproject.toml").is_file() and (root / "facts.json").is_file():
        return root / "facts.json"
    raise BaseError("the bundled base is missing from this installation", "Install bilat again.")


def expanded(text: str | Path) -> Path:
    """The path that a name stands for, where `~` at its beginning is the user's home folder."""
    return Path(os.path.expanduser(text))  # which, unlike Path's, leaves a `~` of nobody as it is


def within(folder: Path, name: str) -> Path | None:
    """The path of a file by its name in a base, or None where a link leads out of the folder.

    Names in a base are UTF-8, whatever the locale says of file names. An installer may make a link
    of each file: then the folder that facts.json is really in is the base's as well.
    """
    path = folder / os.fsdecode(name.encode())
    real = os.path.realpath(path)
    roots = (os.path.realpath(folder), os.path.dirname(os.path.realpath(folder / "facts.json")))
    return path if any(real.startswith(os.path.join(root, "")) for root in roots) else None


def content(path: Path) -> bytes:
    """The bytes of a regular file; pipes and devices, which may never end, are not read.

    Raises:
        OSError: it cannot be read, is no regular file, or is larger than LIMIT.
    """
    found = path.stat()
    if stat.S_ISDIR(found.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    if not stat.S_ISREG(found.st_mode):
        raise OSError(errno.EINVAL, "it is no regular file", str(path))
    with path.open("rb") as file:
        # Some files say that they are empty and are not, and some grow while they are read.
        data = b"" if found.st_size > LIMIT else file.read((found.st_size or LIMIT) + 1)
    if max(found.st_size, len(data)) > LIMIT:
        raise OSError(errno.EFBIG, f"it is larger than {LIMIT >> 20} MB", str(path))
    return data


def replace(path: Path, chunks: Iterable[bytes], *, force: bool = True) -> None:
    """Put a file in place whole: written beside it, synced, renamed; the folder synced, too.

    A file that was there keeps its mode.

    What a process that was killed left beside it is cleared.

    Raises:
        FileExistsError: it exists and `force` is false.
        OSError: it cannot be written; what stood there is as it was.
    """
    umask = os.umask(0)
    os.umask(umask)
    mode = path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~umask
    temporary = path.parent / f"{_beginning(path)}{os.urandom(6).hex()}{_ENDING}"
    _clear(path)
    with _unwound():
        held = None
        try:
            flags = os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0)
            with os.fdopen(os.open(temporary, flags, 0o600), "wb") as file:
                with suppress(BlockingIOError):  # then another looks whether it is held
                    held = _locked(temporary)
                file.writelines(chunks)
                file.flush()
                os.fsync(file.fileno())
            os.chmod(temporary, mode)
            _renamed(temporary, path, force=force)
            sync_folder(path.parent)
        finally:
            temporary.unlink(missing_ok=True)
            if held is not None:
                os.close(held)


def sync_folder(folder: Path) -> None:
    """Have the names in a folder on disk, where a system can promise that."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _renamed(temporary: Path, path: Path, *, force: bool) -> None:
    if force:
        os.replace(temporary, path)
        return
    try:
        os.link(temporary, path)  # unlike a rename, fails if the file has come up meanwhile
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links: the name is taken first, then filled
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
        try:
            os.replace(temporary, path)
        except BaseException:
            path.unlink(missing_ok=True)
            raise


_ENDING = ".tmp"


def _beginning(path: Path) -> str:
    return f".{path.name[:40]}."  # of four bytes a letter a name may have no more than 63


def _clear(path: Path) -> None:
    """Do away with temporary files of this one whose writers are no more."""
    ours = re.compile(f"{re.escape(_beginning(path))}[0-9a-f]{{12}}{re.escape(_ENDING)}")
    with suppress(OSError):
        for name in filter(ours.fullmatch, os.listdir(path.parent)):
            _clear_one(path.parent / name)


def _clear_one(left: Path) -> None:
    with suppress(OSError):
        held = _locked(left)
        try:
            age = time.time() - left.stat().st_mtime
            if age > (_YOUNG_SECONDS if held is not None else _OLD_SECONDS):
                left.unlink()
        finally:
            if held is not None:
                os.close(held)


def _locked(path: Path) -> int | None:
    """A handle that holds the file's lock until it is closed; None where there are no locks.

    Raises:
        BlockingIOError: another process holds it.
    """
    try:
        import fcntl
    except ImportError:
        return None
    handle = os.open(path, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        os.close(handle)
        if isinstance(error, BlockingIOError):
            raise
        return None
    return handle


class _Ended(BaseException):
    """No error: a signal asks the process to end."""


@contextmanager
def _unwound() -> Iterator[None]:
    """Let a signal that ends the process end it only after what is inside has been unwound."""
    import signal  # only where a file is written

    caught: list[int] = []
    inside = True

    def end(number: int, frame: FrameType | None) -> None:
        caught.append(number)
        if inside and len(caught) == 1:
            raise _Ended

    before = {}
    with suppress(ValueError):  # only a main thread may say what a signal does
        for name in ("SIGTERM", "SIGHUP"):
            number = getattr(signal, name, None)
            if number is not None and signal.getsignal(number) is signal.SIG_DFL:
                before[number] = signal.signal(number, end)
    try:
        yield
    except _Ended:
        pass
    finally:
        inside = False
        for number, handler in before.items():
            signal.signal(number, handler)
    if caught:
        os.kill(os.getpid(), caught[0])
