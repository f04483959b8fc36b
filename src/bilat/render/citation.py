"""The card of a citation: each quote in its paragraph, its receipt, and a reference to paste."""

from __future__ import annotations

from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from ..base.document import Library
from ..core.model import Evidence
from .card import caveat_line, heading, place, speaker, verdict
from .look import BRACKETS, PROSE, QUOTE_STYLE, Look, data, highlighted, painted
from .results import Citations
from .shapes import references


def citations(library: Library, result: Citations, look: Look) -> str:
    """Every fact with each quote in its paragraph, its receipt, and a reference to paste."""
    parts: list[RenderableType] = []
    for fact, manner in ((row.fact, row.manner) for row in result.rows):
        parts += [heading(fact), data(fact.statement, "bold"), Text()]
        pasted = references(library, fact, manner)
        cited = zip(fact.evidence, library.receipts(fact), pasted, strict=True)
        for item, receipt, reference in cited:
            where = place(item, receipt) + Text(" · ", style="dim")
            parts += [where + speaker(library.base, item), verdict(library, item, receipt)]
            parts.append(Padding(_in_paragraph(library, item, look), (1, 2)))
            parts += [data(reference), Text()]
        for caveat in fact.caveats:
            parts.append(caveat_line(caveat))
        parts += [Text()] * bool(fact.caveats)
    return painted(look.at_most(PROSE), parts[:-1])


def _in_paragraph(library: Library, item: Evidence, look: Look) -> Text:
    """The paragraph that a quote stands in, with the quote standing out."""
    document = library.document(item.source)
    brackets = ("", "") if look.color else BRACKETS
    if not document.matches(item):
        return Text("recorded quote: “") + data(item.quote, QUOTE_STYLE) + Text("”")
    first = document.paragraph(item.start)
    last = document.paragraph(item.end - 1)
    start = min(item.start, first.start if first else item.start)
    end = max(item.end, last.end if last else item.end)
    span = (item.start - start, item.end - start)
    return highlighted(document.text[start:end], [span], QUOTE_STYLE, brackets)
