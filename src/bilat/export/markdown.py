"""Markdown with footnotes, as pandoc and GitHub read it, or with citations that pandoc sets."""

import json
from collections.abc import Iterable
from typing import Any

from ..base.document import Library
from ..cite import Manner, formatted
from ..cite.prose import marked
from ..cite.work import work
from ..core.markdown import markdown, typeset
from ..core.model import Evidence, Fact
from ..core.text import json_safe
from .attribution import attributed
from .entries import caveats_told, entries


class Footnotes:
    """The footnotes of a document, numbered as they are called for."""

    def __init__(self, library: Library, style_: str) -> None:
        self.library = library
        self.style = style_
        self.texts: list[str] = []
        self.told: set[str] = set()

    def call(self, fact: Fact) -> str:
        """The marks of a fact's footnotes, one for each evidence."""
        marks = ""
        for one in fact.evidence:
            self.texts.append(self._text(one))
            marks += f"[^{len(self.texts)}]"
        return marks

    def definitions(self) -> str:
        """The texts of all footnotes, a paragraph each."""
        return "\n".join(f"[^{i}]: {text}\n" for i, text in enumerate(self.texts, 1))

    def _text(self, one: Evidence) -> str:
        receipt = self.library.receipt(one)
        manner = Manner(self.style, "note", quote=True).after(one.source in self.told)
        self.told.add(one.source)
        base = self.library.base
        cited = work(base.sources[one.source], base.entities)
        note = marked(formatted(cited, receipt.paragraph, manner, one.quote))
        return note if receipt.verified else f"**NOT VERIFIED against the source.** {note}"


def footnotes(library: Library, facts: Iterable[Fact], style: str) -> str:
    """Each statement with its caveats and footnotes, which hold the reference and the quote."""
    notes = Footnotes(library, style)
    statements = [
        f"{markdown(attributed(library.base, fact))}{notes.call(fact)}{caveats_told(fact)}\n"
        for fact in facts
    ]
    return "\n".join([*statements, notes.definitions()])


def pandoc(library: Library, facts: Iterable[Fact]) -> str:
    """Each statement with citations such as `[@mammadov-2025, para. 2]`.

    The references stand in the head as CSL-JSON, which is YAML too: `pandoc --citeproc --csl FILE`
    makes a document of it as it is. pandoc reads that head as Markdown, so it is written so.
    """
    from .csl import item  # of no use to footnotes

    some = list(facts)
    items = [_marked_up(item(library, entry)) for entry in entries(library, some)]
    head = json_safe(json.dumps({"references": items}, ensure_ascii=False, indent=2))
    body = "\n".join(_statement(library, fact) for fact in some)
    return f"---\n{head}\n---\n\n{body}\n# References\n"


def _marked_up(value: Any) -> Any:
    """A part of an item, its texts in Markdown line by line."""
    if isinstance(value, str):
        return "\n".join(map(typeset, value.split("\n")))
    if isinstance(value, list):
        return [_marked_up(part) for part in value]
    if isinstance(value, dict):
        return {key: _marked_up(part) for key, part in value.items()}
    return value


def _statement(library: Library, fact: Fact) -> str:
    told = typeset(attributed(library.base, fact))
    cited = "; ".join(_citation(library, one) for one in fact.evidence)
    doubt = "" if all(r.verified for r in library.receipts(fact)) else "**NOT VERIFIED.** "
    return f"{doubt}{told.removesuffix('.')} [{cited}].{caveats_told(fact)}\n"


def _citation(library: Library, one: Evidence) -> str:
    paragraph = library.receipt(one).paragraph
    return f"@{one.source}{f', para. {paragraph}' if paragraph is not None else ''}"
