"""SHA-256 without OpenSSL, whose loading takes longer than a lookup's sources take to hash."""

from __future__ import annotations

from pathlib import Path

try:
    from _sha2 import sha256  # type: ignore[import-not-found, unused-ignore]
except ImportError:
    try:
        from _sha256 import sha256  # type: ignore[import-not-found, unused-ignore]
    except ImportError:  # as in the standard library's `random`, for an interpreter without it
        from hashlib import sha256


def sha256_of(content: bytes) -> str:
    """The SHA-256 of some bytes, in 64 hexadecimal digits."""
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
