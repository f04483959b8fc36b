"""Screens of facts: a list of them, the hits of a search, and what these are about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from rich.console import RenderableType
from rich.table import Column, Table
from rich.text import Text

from ..base.base import Base
from ..base.document import Library
from ..core.model import Fact
from ..core.text import counted
from .look import Look, data, grid, highlighted, joined, painted, table, wrapped
from .marks import mark_legend, marker, marks
from .results import Facets, Hits, Listed
from .when import when_text

if TYPE_CHECKING:
    from ..lookup.facets import Facet
    from ..search import Hit, Matched

HIT_STYLE = "bold underline"
# Fewer hits than this need no counts to find one's way.
FACETS_FROM = 4

# A fact, its statement as it is shown, and notes below it.
_Entry = tuple[Fact, Text, list[Text]]


def listed(library: Library, result: Listed, look: Look) -> str:
    """Facts with their date, kind, topics and id."""
    facts = list(result.rows)
    entries: list[_Entry] = [(fact, data(fact.statement), []) for fact in facts]
    closing = _closing(facts, look, result.total, "fact")
    return painted(look, [_entries(library.base, entries, look), Text(), *closing])


def hits(library: Library, result: Hits, look: Look) -> str:
    """Search hits, best first, with the words that matched standing out, and facet counts."""
    from ..lookup.facets import facets as counted_by

    total = len(result.found)
    entries = [(hit.fact, *_found(hit, explain=result.explain)) for hit in result.rows]
    parts: list[RenderableType] = [_entries(library.base, entries, look), Text()]
    parts += _closing([hit.fact for hit in result.rows], look, total, "hit")
    if not total == len(result.rows) < FACETS_FROM:
        parts += _facet_lines(counted_by(library.base, result.found), look)
    return painted(look, parts)


def facets(library: Library, result: Facets, look: Look) -> str:
    """How many of the facts found have each topic, kind, source and year."""
    rows = [[data(row.facet), data(row.value), Text(str(row.facts))] for row in result.rows]
    return painted(look, [grid(("facet", "value", "facts"), rows)])


def _facet_lines(rows: Sequence[Facet], look: Look) -> Iterator[Text]:
    for name in dict.fromkeys(row.facet for row in rows):
        some = [row for row in rows if row.facet == name][:6]
        parts = (data(row.value) + Text(f" {row.facts}", style="dim") for row in some)
        yield from wrapped(Text(f"{name:7}", style="dim") + joined(parts, ", "), look, look.columns)


def _entries(base: Base, entries: Sequence[_Entry], look: Look) -> Table:
    rows = []
    for i, (fact, statement, notes) in enumerate(entries):
        topics = (data(base.topics[topic].label, "dim") for topic in fact.topics)
        below = joined([data(fact.id, "cyan"), data(fact.kind, "dim"), joined(topics, ", ")])
        date = Text(when_text(fact.when), style="bold" if fact.when else "dim")
        gap = Text("\n") if i + 1 < len(entries) else Text()
        lines = Text("\n").join([statement + marks(fact), *notes, below])
        rows.append((date, marker(fact.kind), lines + gap))
    statements = Column(overflow="fold", ratio=1 if look.width else None)
    return table((Column(max_width=16, overflow="fold"), Column(width=1), statements), rows)


def _found(hit: Hit, *, explain: bool) -> tuple[Text, list[Text]]:
    """The statement with what matched in it, and notes on what matched elsewhere."""
    spans = [(word.start, word.end) for word in hit.words if word.field == "statement"]
    statement = highlighted(hit.fact.statement, spans, HIT_STYLE)
    if explain:
        reasons = [f"{r.weight:>8}  {r.query} → {r.how} {r.by}" for r in hit.reasons]
        return statement, [data(line, "dim") for line in (*reasons, f"{hit.score:>8}  in all")]
    if spans or not hit.words:
        return statement, []
    quoted = [word for word in hit.words if word.field.endswith("quote")]
    if quoted:
        return statement, [_excerpt(hit, quoted)]
    elsewhere = dict.fromkeys(word.text for word in hit.words)
    words = joined((data(word, HIT_STYLE) for word in elsewhere), ", ")
    return statement, [Text("found by ", style="dim") + words]


def _excerpt(hit: Hit, quoted: Sequence[Matched]) -> Text:
    """The quote in which words matched, where the statement does not hold them."""
    field = quoted[0].field
    item = hit.fact.evidence[int(field[len("evidence[") : field.index("]")])]
    spans = [(word.start, word.end) for word in quoted if word.field == field]
    quote = Text("“", style="dim") + highlighted(item.quote, spans, HIT_STYLE)
    return quote + Text("”", style="dim")


def _closing(facts: Sequence[Fact], look: Look, total: int, noun: str) -> Iterator[Text]:
    legend = list(mark_legend(list(facts)))
    if legend:
        yield from wrapped(Text("  ").join(legend), look, look.columns)
    text = f"{counted(len(facts), noun)}."
    if len(facts) < total:
        text = f"{len(facts)} of {total} {noun}s; --limit {total} shows all."
    yield Text(text, style="dim")
