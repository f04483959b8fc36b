"""Whole documents for other programs; rows and records are the business of `list --format`."""

from collections.abc import Callable, Sequence
from functools import partial
from importlib import import_module
from typing import Any

from ..base.document import Library
from ..cite import DEFAULT
from ..core.model import Fact

# From facts to the text or the bytes of a document.
Exporter = Callable[[Library, Sequence[Fact]], str | bytes]
# Those that are JSON, where nothing found is an empty list.
JSON = ("csl-json", "webannotation")
# Those whose references have a style.
STYLED = frozenset({"markdown", "ics"})

# Where each is, loaded only when it is used: first those that cite facts.
CITING = {
    "bibtex": ("bibtex", "bibtex"),
    "biblatex": ("bibtex", "biblatex"),
    "ris": ("ris", "ris"),
    "csl-json": ("csl", "csl_json"),
    "markdown": ("markdown", "footnotes"),
    "pandoc": ("markdown", "pandoc"),
    "webannotation": ("annotation", "webannotation"),
}
# The others are something else than a citation.
FORMATS = CITING | {"ics": ("calendar", "ics"), "sqlite": ("database", "sqlite")}


def exporter(format_: str, style: str = DEFAULT) -> Exporter:
    """The function that makes a document of one of FORMATS, its references in one of STYLES."""
    module, name = FORMATS[format_]
    function: Any = getattr(import_module(f".{module}", __package__), name)
    return partial(function, style=style) if format_ in STYLED else function
