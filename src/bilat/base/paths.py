"""Where the bundled base stands, and files by the names that people give them."""

import os
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
