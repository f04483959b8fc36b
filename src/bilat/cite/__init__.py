"""References, ready to paste, to the place in a source where a quote stands."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ..model import Entity, Source
from .apa import apa

# A style: from source, author, and paragraph number (or None) to a plain-text reference.
Style = Callable[[Source, Entity, int | None], str]

STYLES: Mapping[str, Style] = {"apa": apa}
DEFAULT = "apa"


def reference(source: Source, author: Entity, paragraph: int | None, style: str = DEFAULT) -> str:
    """A reference to a paragraph of a source, in one of STYLES."""
    return STYLES[style](source, author, paragraph)
