"""Markdown with footnotes, as pandoc and GitHub read it."""

from collections.abc import Iterable

from ..base.document import Library
from ..cite import Manner, marked, quoting, style
from ..cite.work import work
from ..core.markdown import markdown
from ..core.model import Evidence, Fact
from .attribution import attributed
from .entries import label


class Footnotes:
    """The footnotes of a document, numbered as they are called for."""

    def __init__(self, library: Library, style_: str) -> None:
        self.library = library
        self.manner = Manner(style_, "note", quote=True)
        self.texts: list[str] = []

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
        note = quoting(
            listed(self.library, item.source, self.manner, receipt.paragraph),
            self.manner,
            markdown(item.quote),
        )
        return note if receipt.verified else f"**NOT VERIFIED against the source.** {note}"


def listed(library: Library, source: str, manner: Manner, paragraph: int | None = None) -> str:
    """A reference to a source as Markdown, without the quotation."""
    row = library.base.sources[source]
    cited = work(row, library.base.entities)
    return marked(style(manner.style)(cited, paragraph, manner.form))


def footnotes(library: Library, facts: Iterable[Fact], style: str) -> str:
    """Each statement with its caveats and footnotes, which hold the reference and the quote."""
    notes = Footnotes(library, style)
    statements = [
        f"{markdown(attributed(library.base, fact))}{notes.call(fact)}{_caveats(fact)}\n"
        for fact in facts
    ]
    return "\n".join([*statements, notes.definitions()])


def _caveats(fact: Fact) -> str:
    return "".join(f" *({label(c)}: {markdown(c.text)})*" for c in fact.caveats)
