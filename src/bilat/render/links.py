"""Links of a terminal (OSC 8) to the file of a source at a line, and to its address."""

from __future__ import annotations

import os
from pathlib import Path

from rich.style import Style
from rich.text import Text

from ..base.base import Base
from .look import Look


def to_source(text: Text, base: Base, source: str, look: Look, line: int | None = None) -> Text:
    """A text that leads to the file of a source, at a line; as it is where nothing can be led to.

    The line stands behind `#`, as iTerm2 and kitty read it; others open the file.
    """
    path = base.folder / base.sources[source].file
    return to_address(text, _of_file(path, line), look) if look.links else text


def to_address(text: Text, url: str | None, look: Look) -> Text:
    """A text that leads to an address, unless that could command a terminal."""
    if look.links and url and url.isascii() and url.isprintable() and " " not in url:
        text = text.copy()
        text.stylize(Style(link=url), 0, len(text))
    return text


def _of_file(path: Path, line: int | None) -> str:
    """The URL of a file, with the host as terminals ask for, since they may run elsewhere."""
    host = os.uname().nodename if hasattr(os, "uname") else ""
    return path.resolve().as_uri().replace("file://", f"file://{host}", 1) + (
        f"#{line}" if line else ""
    )
