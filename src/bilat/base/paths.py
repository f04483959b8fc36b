"""Where the bundled base stands."""

from __future__ import annotations

from pathlib import Path

from ..core.errors import BaseError


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


def expanded(text: str) -> Path:
    """A path as typed, with `~` for the home folder, where there is one."""
    try:
        return Path(text).expanduser()
    except RuntimeError:
        return Path(text)
