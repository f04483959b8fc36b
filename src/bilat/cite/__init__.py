"""References, ready to paste, to the place in a source where a quote stands."""

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any, NamedTuple

from ..core.model import Entity, Posted, Source
from ..core.text import printable
from .prose import ended, inner, plain, stopped, unstopped
from .work import Work, work

# A style: from a work, a paragraph's number (or None) and one of FORMS to a reference, which
# `plain` and `marked` turn into text.
Style = Callable[[Work, "int | None", str], str]

# With what each is; a style's module has its name, and is loaded only when it is used.
STYLES = {
    "apa": "APA, 7th edition",
    "chicago": "Chicago, 17th edition, notes and bibliography",
    "mla": "MLA, 9th edition",
    "gost": "GOST R 7.0.5-2008",
    "gbt7714": "GB/T 7714-2015",
}
# An entry of a list of sources with the place in the text, the same without a place, a footnote,
# a footnote to a source that one before it has told in full, and what stands in the text.
FORMS = ("reference", "entry", "note", "short", "inline")
DEFAULT = "apa"
# Those who write it put a full stop that ends a sentence inside the closing quotation mark.
_STOP_INSIDE = frozenset({"apa", "chicago", "mla"})
# From so many words on, a style sets a quotation as a block of its own, without marks.
_BLOCK = {"apa": 40}


# Styles that are none of ours, by what they are called in this run.
_GIVEN: dict[str, Style] = {}


def give(name: str, style: Style) -> None:
    """Let a name stand for a style that is none of STYLES."""
    _GIVEN[name] = style


class Manner(NamedTuple):
    """How a reference is written: one of STYLES, one of FORMS, and whether the quote goes along."""

    style: str = DEFAULT
    form: str = FORMS[0]
    quote: bool = False

    def after(self, told: bool) -> "Manner":
        """The manner of a reference to a source that one before it has told, or has not."""
        return self._replace(form="short") if told and self.form == "note" else self


def formatted(cited: Work, paragraph: int | None, manner: Manner, quote: str = "") -> str:
    """A reference to a work, with the quotation where it goes along, for `plain` or `marked`."""
    function = _GIVEN.get(manner.style)
    if function is None:
        module = import_module(f".{manner.style}", __package__)
        function = getattr(module, manner.style)
    text = function(_shown(cited), None if manner.form == "entry" else paragraph, manner.form)
    return _quoting(text, manner, quote) if manner.quote and quote else text


def _shown(value: Any) -> Any:
    """A work with its texts on one line and printable."""
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, Posted):
        return Posted(printable(value.by), printable(value.at))
    if isinstance(value, tuple):
        parts = map(_shown, value)
        return type(value)(*parts) if hasattr(value, "_fields") else tuple(parts)
    return value


def reference(
    source: Source,
    entities: Mapping[str, Entity],
    paragraph: int | None,
    manner: Manner = Manner(),  # noqa: B008 - it is frozen
    quote: str = "",
) -> str:
    """A reference to a paragraph of a source in plain text."""
    return plain(formatted(work(source, entities), paragraph, manner, quote))


def _quoting(text: str, manner: Manner, quote: str) -> str:
    """A reference with the words quoted: in quotation marks, or as a block from 40 words in APA.

    Marks within the quotation become single within double ones, and its last full stop moves
    behind a parenthesis; nothing else of it changes.
    """
    words = unstopped(printable(quote))
    block = len(words.split()) >= _BLOCK.get(manner.style, len(quote) + 1)
    if not block:
        words = f"“{inner(words)}”"
    if manner.form == "inline":
        return f"{stopped(words)} {text}" if block else f"{words} {text}."
    return f"{unstopped(text)}: {stopped(words) if manner.style in _STOP_INSIDE else ended(words)}"
