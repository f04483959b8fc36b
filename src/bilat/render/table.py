"""Tables for people: facts, search hits, sources, topics, actors."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from ..base.base import Base
from ..core.model import Fact
from ..core.text import counted
from ..core.tree import descended
from .fields import value
from .look import KIND_STYLES, MARKERS, Look, data, highlighted, joined, painted, wrapped
from .machine import cell
from .shapes import Record
from .timeline import mark_legend, marks
from .when import when_text

if TYPE_CHECKING:
    from ..lookup.facets import Facet
    from ..search import Hit, Matched

HIT_STYLE = "bold underline"
# Fewer hits than this need no counts to find one's way.
FACETS_FROM = 4
# How many levels of a hierarchy are set in; those below would leave no room.
DEEPEST = 12


def grid(columns: Sequence[str], rows: Iterable[Sequence[Text]], right: str = "") -> Table:
    """A table without lines that wraps; columns named in `right` are aligned right."""
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for name in columns:
        justify = "right" if name in right.split() else "left"
        table.add_column(name, justify=justify, overflow="fold")  # type: ignore[arg-type]
    for row in rows:
        table.add_row(*row)
    return table


def fields_table(records: Sequence[Record], fields: Sequence[str], look: Look) -> str:
    """Any records, with the columns asked for."""
    rows = [[data(cell(value(record, path))) for path in fields] for record in records]
    return painted(look, [grid(fields, rows)])


def facts_table(base: Base, facts: Sequence[Fact], look: Look, total: int) -> str:
    """Facts with their date, kind, topics and id."""
    rows: list[tuple[Fact, Text, list[Text]]] = [(f, data(f.statement), []) for f in facts]
    parts: list[RenderableType] = [_entries(base, rows, look)]
    return painted(look, [*parts, Text(), *_closing(facts, look, total, "fact")])


def hits_table(
    base: Base,
    hits: Sequence[Hit],
    look: Look,
    total: int,
    counts: Sequence[Facet],
    *,
    explain: bool,
) -> str:
    """Search hits, best first, with the words that matched standing out, and facet counts."""
    rows = [(hit.fact, *_found(hit, explain=explain)) for hit in hits]
    closing = _closing([hit.fact for hit in hits], look, total, "hit")
    lines = [] if total == len(hits) < FACETS_FROM else _facet_lines(counts, look)
    return painted(look, [_entries(base, rows, look), Text(), *closing, *lines])


def _facet_lines(rows: Sequence[Facet], look: Look) -> Iterator[Text]:
    for name in dict.fromkeys(row.facet for row in rows):
        some = [row for row in rows if row.facet == name][:6]
        parts = (data(row.value) + Text(f" {row.facts}", style="dim") for row in some)
        yield from wrapped(Text(f"{name:7}", style="dim") + joined(parts, ", "), look, look.columns)


def _entries(base: Base, rows: Sequence[tuple[Fact, Text, list[Text]]], look: Look) -> Table:
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column(max_width=16, overflow="fold")
    table.add_column(width=1)
    table.add_column(overflow="fold", ratio=1 if look.width else None)
    for i, (fact, statement, notes) in enumerate(rows):
        topics = (data(base.topics[topic].label, "dim") for topic in fact.topics)
        below = joined([data(fact.id, "cyan"), data(fact.kind, "dim"), joined(topics, ", ")])
        date = Text(when_text(fact.when), style="bold" if fact.when else "dim")
        marker = Text(MARKERS[fact.kind], style=KIND_STYLES[fact.kind])
        gap = Text("\n") if i + 1 < len(rows) else Text()
        lines = Text("\n").join([statement + marks(fact), *notes, below])
        table.add_row(date, marker, lines + gap)
    return table


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
    found = joined((data(word, HIT_STYLE) for word in elsewhere), ", ")
    return statement, [Text("found by ", style="dim") + found]


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


def sources_table(base: Base, records: Sequence[Record], look: Look) -> str:
    """Each source: who wrote what, when, for which side, and whether its file is intact."""
    parts: list[RenderableType] = []
    for record in records:
        source = base.sources[record["id"]]
        table = grid(("", ""), [])
        table.show_header = False
        author = base.entities[source.author].name
        role = f", {source.author_role}" if source.author_role else ""
        derived = source.written_basis.how or source.written_basis.type
        rows = {
            "author": f"{author}{role}",
            "written": f"{when_text(source.written)} ({derived})",
            "publisher": source.publisher or "not given in the text",
            "posted": f"{source.posted.at} by {source.posted.by}" if source.posted else "",
            "genre": source.genre,
            "side": source.side or "none",
            "facts": f"{record['facts']}, from {counted(record['paragraphs'], 'paragraph')}",
            "file": source.file,
            "sha256": source.sha256,
            "checked": "✓ the file is as recorded"
            if record["verified"]
            else "✗ the file has changed",
        }
        for label, text in rows.items():
            if text:
                table.add_row(Text(label, style="dim"), data(text))
        parts += [data(source.id, "bold cyan"), data(source.title, "bold"), table, Text()]
    sides = {source.side for source in base.sources.values()}
    if len(sides) == 1 and len(base.sources) > 1 and None not in sides:
        name = base.entities[next(iter(sides)) or ""].name
        note = f"Every source speaks for one side, {name}: two of them are not independent."
        parts += wrapped(Text(note, style="dim"), look, look.columns)
    return painted(look, parts)


def topics_table(records: Sequence[Record], look: Look) -> str:
    """The thesaurus as a tree, with the number of facts of each topic and all below it."""
    by_id = {record["id"]: record for record in records}
    rows = []
    for name, depth in descended({record["id"]: record["broader"] for record in records}):
        record = by_id[name]
        label = data(record["label"], "bold" if depth == 0 else "")
        other = cell(list(record["labels"].values()))
        rows.append(
            [
                Text("  " * min(depth, DEEPEST)) + label,
                data(record["id"], "cyan"),
                Text(str(record["facts"])),
                data(other, "dim"),
            ]
        )
    return painted(look, [grid(("TOPIC", "ID", "FACTS", "ALSO"), rows, right="FACTS")])


def actors_table(records: Sequence[Record], look: Look) -> str:
    """Entities with how many facts are about them, and how many they assert."""
    rows = [
        [
            data(record["name"]) + Text("\n") + data(record["id"], "cyan"),
            data(record["type"]),
            Text(str(record["facts"])),
            Text(str(record["asserts"] or "")),
            data(cell(list(record["names"].values())), "dim"),
        ]
        for record in records
    ]
    columns = ("ACTOR", "TYPE", "FACTS", "SAYS", "ALSO")
    return painted(look, [grid(columns, rows, right="FACTS SAYS")])
