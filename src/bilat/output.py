"""The one owner of standard output, and the one of standard error."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO

from . import startup
from .base import files
from .core.errors import BilatError, UsageError
from .core.text import abridged, printable

# As many bytes as a pipe holds.
_BATCH = 1 << 16


class StdoutError(BilatError):
    """Standard output cannot take what is printed (a full disk, say)."""

    exit_code = 2


def write(chunks: Iterable[str | bytes]) -> None:
    """Print chunks to standard output as they come, text as UTF-8 whatever the locale.

    Never all of it is in memory.

    Raises:
        BrokenPipeError: the reader has gone.
        StdoutError: it cannot be written.
    """
    for batch in _batches(chunks):
        _write(batch)


def _write(data: bytes) -> None:
    if sys.stdout is None:
        raise StdoutError("standard output is closed", "Open it, or send it elsewhere.")
    try:
        binary: IO[bytes] | None = getattr(sys.stdout, "buffer", None)
        if binary is None:
            sys.stdout.write(data.decode("utf-8", "replace"))
            sys.stdout.flush()
        else:
            sys.stdout.flush()
            _push(binary, data)
    except BrokenPipeError:
        raise
    except OSError as error:
        silence()
        raise StdoutError(f"cannot write: {error.strerror}", "Make room there first.") from None


def _batches(chunks: Iterable[str | bytes]) -> Iterator[bytes]:
    """The same bytes in as few writes as pays: a pipe takes no more than this at once."""
    waiting, size = [], 0
    for chunk in chunks:
        data = _encoded(chunk)
        waiting.append(data)
        size += len(data)
        if size >= _BATCH:
            yield b"".join(waiting)
            waiting, size = [], 0
    yield b"".join(waiting)


def _push(binary: IO[bytes], data: bytes) -> None:
    """Write all of it, also where the other end takes it by pieces and nobody waits for it."""
    left = memoryview(data)
    while True:
        try:
            if left:
                written: int | None = binary.write(left)
                if written is None:  # an unbuffered stream does not raise it
                    raise BlockingIOError
                left = left[written:]
            binary.flush()
            if not left:
                return
        except BlockingIOError as error:
            from select import select  # only for a stream that another program made so

            left = left[getattr(error, "characters_written", 0) :]
            select([], [binary], [])


def _encoded(text: str | bytes) -> bytes:
    return text.encode("utf-8", "backslashreplace") if isinstance(text, str) else text


def silence() -> None:
    """After a closed pipe or a full disk: let nothing more, not even at exit, reach stdout."""
    startup.silence(sys.stdout)


def tell(message: str) -> None:
    """Print one line to standard error, which at a terminal breaks between words."""
    _told(f"bilat: {abridged(message)}")
    told.append(message)


def suggest(message: str, *, dim: bool) -> None:
    """Print a line to standard error that says what could come next; none that is too long."""
    if len(message) > os.get_terminal_size(sys.stderr.fileno()).columns:
        return
    before, after = ("\x1b[2m", "\x1b[0m") if dim else ("", "")
    _told(message, before, after)


# What was told in this run; and what takes away a line that tells how far something is.
told: list[str] = []
clearing = ""


def _told(line: str, before: str = "", after: str = "") -> None:
    """Print a line to standard error; a reader who has gone is no reason to fail."""
    if sys.stderr is None:
        return
    try:
        encoding = getattr(sys.stderr, "encoding", None) or "utf-8"
        if sys.stderr.isatty():
            line = broken(line, os.get_terminal_size(sys.stderr.fileno()).columns)
        text = f"{clearing}{before}{line}{after}\n"
        sys.stderr.write(text.encode(encoding, "backslashreplace").decode(encoding))
        sys.stderr.flush()
    except (OSError, ValueError):
        pass


# What stays on one line: a command that is to be copied, or a word.
_PIECE = startup.pattern(r"`[^`]*`\S*|(?<=· )\w \S+|\S+")
# In narrower terminals than this nothing is gained by breaking lines.
_LEAST_COLUMNS = 20


def broken(line: str, columns: int) -> str:
    """A line in lines that fit into so many columns, all but the first set in by two more."""
    inset = line[: len(line) - len(line.lstrip())]
    if len(line) <= columns or columns < _LEAST_COLUMNS + len(inset):
        return line
    lines = [""]
    for piece in _PIECE.findall(line):
        room = columns - len(inset) - 2 * (len(lines) > 1)
        if lines[-1] and len(lines[-1]) + 1 + len(piece) > room:
            lines.append(piece)
        else:
            lines[-1] += f" {piece}" if lines[-1] else piece
    return inset + f"\n{inset}  ".join(lines)


def save(path: Path, chunks: Iterable[str | bytes], *, force: bool) -> None:
    """Write a file whole or not at all: to a temporary file beside it, then renamed.

    Raises:
        UsageError: it exists and `force` is false, or it cannot be written.
    """
    name = printable(str(path))
    try:
        if path.is_dir():
            raise UsageError(f"--output: {name} is a folder", "Name a file in it.")
        if path.exists() and not path.is_file():
            problem = f"--output: {name} is no regular file"
            raise UsageError(problem, "Name one, or use a redirection.")
        if path.exists() and not force:
            raise FileExistsError
        files.replace(path.resolve(), map(_encoded, chunks), force=force)
    except FileExistsError:
        raise UsageError(f"--output: {name} exists", "Add --force to overwrite it.") from None
    except OSError as error:
        raise UsageError(
            f"--output: {name} cannot be written: {error.strerror}", "Name a place that can."
        ) from None
