"""What is done, and left undone, so that a run starts and ends soon.

CPU time of `search visa --json`, `cite` and `timeline`, as measured with each of these taken out in
turn (milliseconds; with all of them 137, 126, 140; with none 190, 163, 183):

    the process leaves by os._exit     154 153 153
    no garbage collection              152 139 158
    SHA-256 without OpenSSL            161 137 153
    expressions compiled at first use  169 140 170
"""

from __future__ import annotations

import gc
import os
import re
import sys
from pathlib import Path
from typing import IO, Any, NoReturn, cast

try:
    from _sha2 import sha256  # type: ignore[import-not-found, unused-ignore]
except ImportError:
    try:
        from _sha256 import sha256  # type: ignore[import-not-found, unused-ignore]
    except ImportError:  # as in the standard library's `random`, for an interpreter without it
        from hashlib import sha256


def begin() -> None:
    """Switch the garbage collector off, since a run is short, and leave typing_extensions out.

    msgspec would load it where it is installed, for 3 ms of CPU, and does as well without.
    """
    gc.disable()
    sys.modules.setdefault("typing_extensions", None)  # type: ignore[arg-type]


def leave(code: object) -> NoReturn:
    """End the process at once, without taking down all that was loaded.

    Args:
        code: an exit code, or what else `sys.exit` takes.
    """
    watched = sys.getprofile() or sys.gettrace()  # and what watches wants to report
    _flushed(sys.stderr)  # whose loss changes nothing about what was done
    if not _flushed(sys.stdout) and not code:
        code = 2
    if isinstance(code, int) and not watched:
        os._exit(code)
    sys.exit(code)  # type: ignore[arg-type]


def _flushed(stream: IO[str] | None) -> bool:
    """Whether a stream took what was left for it, or has no reader; else nothing more goes to it.

    Python would try again at its end, and end with a code of its own, 120.
    """
    try:
        if stream is not None:
            stream.flush()
    except (OSError, ValueError) as error:
        silence(stream)
        return not isinstance(error, OSError) or isinstance(error, BrokenPipeError)
    return True


def silence(stream: IO[str] | None) -> None:
    """Let nothing more, not even at exit, reach a stream whose reader has gone or disk is full."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        if stream is not None:
            os.dup2(nowhere, stream.fileno())
    except (OSError, ValueError):
        pass
    finally:
        os.close(nowhere)


def pattern(text: str, flags: int = 0) -> re.Pattern[str]:
    """What `re.compile` returns for these, but compiled at the first use of one of its methods."""
    return cast("re.Pattern[str]", _Pattern(text, flags))


class _Pattern:
    def __init__(self, text: str, flags: int) -> None:
        self._given = text, flags

    def __getattr__(self, name: str) -> Any:
        # Called for what is not there yet; from then on the attribute is found at once.
        found = getattr(re.compile(*self._given), name)
        setattr(self, name, found)
        return found


# From so many bytes on OpenSSL's SHA-256 has made up for the time that it takes to load.
_MANY_BYTES = 1 << 22


def sha256_of(content: bytes) -> str:
    """The SHA-256 of some bytes, in 64 hexadecimal digits."""
    if len(content) > _MANY_BYTES:
        from hashlib import sha256 as quicker

        return quicker(content).hexdigest()
    digits: str = sha256(content).hexdigest()
    return digits


def sha256_of_file(path: Path) -> str:
    """The SHA-256 of a file that may be large: OpenSSL's is quicker once it is loaded.

    Raises:
        OSError: it cannot be read.
    """
    from hashlib import file_digest

    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()
