"""What a command is given to read: the bytes of a file, or of standard input."""

from __future__ import annotations

import sys
from pathlib import Path

from ..base import files
from ..core.errors import UsageError


def content(file: Path, told: str, advice: str) -> bytes:
    """The bytes of a file.

    Args:
        file: its path.
        told: what it is called in an error.
        advice: what to do where it cannot be read.

    Raises:
        UsageError: it cannot be read, or is larger than a file of a base may be.
    """
    try:
        return files.content(file)
    except OSError as error:
        raise UsageError(f"{told} cannot be read: {error.strerror}", advice) from None


def given(file: Path, told: str, advice: str) -> bytes:
    """The bytes of a file, or for `-` those of standard input; arguments and errors as above."""
    if str(file) != "-":
        return content(file, told, advice)
    if sys.stdin is None:
        raise UsageError("-: standard input is closed", advice)
    try:
        data = sys.stdin.buffer.read(files.LIMIT + 1)
    except OSError as error:
        raise UsageError(f"{told} cannot be read: {error.strerror}", advice) from None
    if len(data) > files.LIMIT:
        raise UsageError(f"{told} is larger than {files.LIMIT >> 20} MB", "Give it in parts.")
    return data
