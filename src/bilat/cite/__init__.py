"""References, ready to paste, to the place in a source where a quote stands."""

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import NamedTuple

from ..core.model import Entity, Source
from ..core.text import printable
from .prose import SHORT_MONTHS, Prose, marked, plain
from .work import Work, work

# A style: from a work, a paragraph's number (or None) and one of FORMS to a reference.
Style = Callable[[Work, "int | None", str], Prose]

# With what each is; a style's module has its name, and is loaded only when it is used.
STYLES = {
    "apa": "APA, 7th edition",
    "chicago": "Chicago, 17th edition, notes and bibliography",
    "mla": "MLA, 9th edition",
    "gost": "GOST R 7.0.5-2008",
    "gbt7714": "GB/T 7714-2015",
}
# An entry of a list of sources, a footnote, and what stands in the text.
FORMS = ("reference", "note", "inline")
DEFAULT = "apa"
# Those who write it put a full stop that ends a sentence inside the closing quotation mark.
_STOP_INSIDE = frozenset({"apa", "chicago", "mla"})


def style(name: str) -> Style:
    """The function of one of STYLES."""
    function: Style = getattr(import_module(f".{name}", __package__), name)
    return function


class Manner(NamedTuple):
    """How a reference is written: one of STYLES, one of FORMS, and whether the quote goes along."""

    style: str = DEFAULT
    form: str = FORMS[0]
    quote: bool = False


def reference(
    source: Source,
    entities: Mapping[str, Entity],
    paragraph: int | None,
    manner: Manner = Manner(),  # noqa: B008 - it is frozen
    quote: str = "",
) -> str:
    """A reference to a paragraph of a source in plain text."""
    text = plain(style(manner.style)(work(source, entities), paragraph, manner.form))
    return quoting(text, manner, printable(quote)) if manner.quote and quote else text


def quoting(text: str, manner: Manner, quote: str) -> str:
    """A reference with the words quoted, whose inner quotation marks stay as they are."""
    quote = quote.rstrip(",;: ")
    if manner.form == "inline":
        return f"“{quote.rstrip('.')}” {text}."
    ends = quote.rstrip("\"'”’»)\\")[-1:] in (".", "?", "!")
    closing = "”" if ends else ".”" if manner.style in _STOP_INSIDE else "”."
    # The point of an abbreviated month is no full stop.
    before = text if text.rpartition(" ")[2] in SHORT_MONTHS else text.removesuffix(".")
    return f"{before}: “{quote}{closing}"


__all__ = ["FORMS", "STYLES", "Manner", "marked", "quoting", "reference", "style"]
