"""A base of one's own, begun empty or from a copy of another."""

import os
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ..base import files
from ..base.reading import Reading
from ..base.storage import TABLES, ReadOnlyStorage, Tables
from ..core.errors import UsageError
from ..core.model import FORMAT
from ..core.text import fold, printable
from . import history
from .authoring import dumps, ordered

# What git must leave as it is: hashes and spans are those of the bytes.
_ATTRIBUTES = (
    b"# Hashes and spans are those of the bytes: git changes no line end of them.\n* -text\n"
)
_LONGEST_ID = 60


def slug(text: str) -> str:
    """An id out of a name: its letters and digits, folded, with hyphens between; or ""."""
    folded = re.sub(r"['’ʼ]", "", fold(text))
    plain = re.sub(r"[^a-z0-9]+", "-", folded).strip("-")
    return plain[:_LONGEST_ID].rstrip("-")


def begin(folder: Path, title: str | None, sides: Sequence[str], origin: Path | None) -> Path:
    """Make a base in a folder, which is made where it is not there; returns its facts.json.

    Args:
        folder: where.
        title: what the base is about.
        sides: names of those whose voices it tells apart.
        origin: the facts.json of a base to copy, with its texts; None for an empty one.

    Raises:
        UsageError: a base is there already, or it cannot be written.
    """
    path = folder / "facts.json"
    name = printable(str(path))
    if os.path.lexists(path):
        raise UsageError(f"{name} is there already", "Name another folder, or add to this base.")
    tables: Tables = {table: {} for table in TABLES}
    texts: dict[str, bytes] = {}
    if origin is not None:
        tables = ReadOnlyStorage(origin).read()
        for source in Reading(origin, tables).records("sources"):
            texts[source.file] = files.content(origin.parent / source.file)
    release = next(iter(tables["meta"].values()), {"format": FORMAT, "release": "1"})
    tables = tables | {"meta": {"base": _release(release, title, sides, tables)}}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for file, content in texts.items():
            (folder / file).parent.mkdir(parents=True, exist_ok=True)
            files.replace(folder / file, [content], force=False)
            history.keep_text(path, content)
        if not (folder / ".gitattributes").exists():
            files.replace(folder / ".gitattributes", [_ATTRIBUTES])
        files.replace(path, [dumps(ordered(Reading(path, tables))).encode()], force=False)
    except OSError as error:
        what = printable(str(error.filename or path))
        raise UsageError(f"{what} cannot be written: {error.strerror}", "Name another.") from None
    return path


def _release(
    old: dict[str, Any], title: str | None, sides: Sequence[str], tables: Tables
) -> dict[str, Any]:
    """What the base says of itself; the sides become entities where they are none yet."""
    found = dict(old)
    if title is not None:
        found["title"] = title
    for side in sides:
        name = slug(side)
        if not name:
            raise UsageError(
                f"--side: no id can be made of {side!r}", "Give a name in Latin letters."
            )
        entity = {"id": name, "type": "country", "name": side, "side": name}
        tables["entities"].setdefault(name, entity)
    if sides:
        found["sides"] = list(dict.fromkeys(map(slug, sides)))
    return found
