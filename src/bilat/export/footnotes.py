"""Markdown with footnotes, as pandoc and GitHub read it."""

from collections.abc import Iterable

from ..base.document import Library
from ..cite import Manner, formatted, marked, work
from ..core.markdown import markdown
from ..core.model import Evidence, Fact
from .attribution import attributed
from .entries import caveats_told


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
        for item in fact.evidence:
            self.texts.append(self._text(item))
            marks += f"[^{len(self.texts)}]"
        return marks

    def definitions(self) -> str:
        """The texts of all footnotes, a paragraph each."""
        return "\n".join(f"[^{i}]: {text}\n" for i, text in enumerate(self.texts, 1))

    def _text(self, item: Evidence) -> str:
        receipt = self.library.receipt(item)
        manner = Manner(self.style, "note", quote=True).after(item.source in self.told)
        self.told.add(item.source)
        base = self.library.base
        cited = work(base.sources[item.source], base.entities)
        note = marked(formatted(cited, receipt.paragraph, manner, item.quote))
        return note if receipt.verified else f"**NOT VERIFIED against the source.** {note}"


def footnotes(library: Library, facts: Iterable[Fact], style: str) -> str:
    """Each statement with its caveats and footnotes, which hold the reference and the quote."""
    notes = Footnotes(library, style)
    statements = [
        f"{markdown(attributed(library.base, fact))}{notes.call(fact)}{caveats_told(fact)}\n"
        for fact in facts
    ]
    return "\n".join([*statements, notes.definitions()])
