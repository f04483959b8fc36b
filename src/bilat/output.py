"""The one owner of standard output, and the one of standard error."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import IO

from .core.errors import BilatError, UsageError
from .core.text import printable


class StdoutError(BilatError):
    """Standard output cannot take what is printed (a full disk, say)."""

    exit_code = 2


def write(text: str | bytes) -> None:
    """Print to standard output, text as UTF-8 whatever the locale.

    Raises:
        BrokenPipeError: the reader has gone.
        StdoutError: it cannot be written.
    """
    if sys.stdout is None:
        raise StdoutError("standard output is closed", "Open it, or use --output FILE.")
    try:
        binary: IO[bytes] | None = getattr(sys.stdout, "buffer", None)
        if binary is None:
            sys.stdout.write(text if isinstance(text, str) else text.decode("utf-8", "replace"))
        else:
            sys.stdout.flush()
            binary.write(_encoded(text))
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        silence()
        raise StdoutError(f"cannot write: {error.strerror}", "Try --output FILE.") from None


def _encoded(text: str | bytes) -> bytes:
    return text.encode("utf-8", "backslashreplace") if isinstance(text, str) else text


def silence() -> None:
    """After a closed pipe or a full disk: let nothing more, not even at exit, reach stdout.

    Python would flush what is left in the buffer, fail again, and end with a code of its own.
    """
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, sys.stdout.fileno())
    except (OSError, ValueError, AttributeError):
        pass
    finally:
        os.close(nowhere)


def tell(message: str) -> None:
    """Print one line to standard error; a reader who has gone is no reason to fail."""
    if sys.stderr is None:
        return
    try:
        encoding = getattr(sys.stderr, "encoding", None) or "utf-8"
        line = f"bilat: {printable(message)}\n"
        sys.stderr.write(line.encode(encoding, "backslashreplace").decode(encoding))
        sys.stderr.flush()
    except OSError:
        pass


def save(path: Path, text: str | bytes, *, force: bool) -> None:
    """Write a file whole or not at all: to a temporary file beside it, then renamed.

    Raises:
        UsageError: it exists and `force` is false, or it cannot be written.
    """
    name = printable(str(path))
    try:
        if path.is_dir():
            raise UsageError(f"--output: {name} is a folder", "Name a file in it.")
        if path.exists() and not path.is_file():
            advice = "Name one, or use a redirection."
            raise UsageError(f"--output: {name} is no regular file", advice)
        if path.exists() and not force:
            raise FileExistsError
        replace(path.resolve(), _encoded(text), force=force)
    except FileExistsError:
        raise UsageError(f"--output: {name} exists", "Add --force to overwrite it.") from None
    except OSError as error:
        raise UsageError(
            f"--output: {name} cannot be written: {error.strerror}", "Name a place that can."
        ) from None


def replace(path: Path, content: bytes, *, force: bool = True) -> None:
    """Put a file in place whole: written beside it, synced, then renamed; its mode is kept.

    Raises:
        FileExistsError: it exists and `force` is false.
        OSError: it cannot be written; what stood there is as it was.
    """
    import tempfile  # only where a file is written

    mode = path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask()
    handle, temporary = tempfile.mkstemp(prefix=f".{path.name[:60]}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, mode)
        if force:
            os.replace(temporary, path)
        else:
            os.link(temporary, path)  # unlike a rename, fails if the file has come up meanwhile
            os.unlink(temporary)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
