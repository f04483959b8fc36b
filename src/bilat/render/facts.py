"""Screens of facts: a list of them; the hits of a search, its verdict, and what they are about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from rich.console import RenderableType
from rich.table import Column, Table
from rich.text import Text

from ..base.base import Base
from ..base.document import Library
from ..core.match import Match
from ..core.model import Fact
from ..core.text import counted, left, stand
from .look import Look, Parts, data, flowed, grid, highlighted, joined, said, table, wrapped
from .marks import mark_legend, marker, marks
from .results import Facets, Hits, Listed
from .when import when_text

if TYPE_CHECKING:
    from ..core.match import Matched
    from ..lookup.summary import Facet
    from ..search import Hit

# Fewer hits than this need no counts to find one's way.
FACETS_FROM = 4

# Columns of a terminal from which on facts are a table, say who says them, and are told whole.
TABLE_FROM, _SAYS_FROM, _WHOLE_FROM = 80, 100, 140
# The column that names of facets have.
_FACET = 8
# The longest id that has a column of its own.
_LONG_ID = 40

# Each verdict with its sign and style.
SIGNS = {
    "answered": ("✓", "good"),
    "in part": ("◐", "mark"),
    "nothing": ("✗", "bad"),
}
DIFFERS = "≠"

# A fact, its statement as it is shown, and notes below it.
_Entry = tuple[Fact, Text, list[Text]]


def listed(library: Library, result: Listed, look: Look) -> Parts:
    """Facts with their date, kind, topics and id."""
    facts = list(result.rows)
    yield from entries_of(library.base, facts, look)
    yield _count(facts, result.total, "fact")


def hits(library: Library, result: Hits, look: Look) -> Parts:
    """Search hits, best first, with the words that matched standing out, and facet counts."""
    from ..lookup.summary import facets as counted_by

    total = len(result.found)
    entries = [(hit.fact, *_found(hit, result)) for hit in result.rows]
    ranks = [str(rank) for rank in range(1, len(entries) + 1)] if total else ()
    yield from _head(result, look)
    yield from (_shown(library.base, entries, look, ranks), Text())
    found = [hit.fact for hit in result.rows]
    yield from flowed([*mark_legend(found), *_differences(result.rows)], look)
    if total:
        yield _count(found, total, "hit")
    if total and not total == len(result.rows) < FACETS_FROM:
        yield Text()
        yield from _facet_lines(counted_by(library.base, result.found), look)


def facets(library: Library, result: Facets, look: Look) -> Parts:
    """How many of the facts found have each topic, kind, source and year."""
    rows = [[data(row.facet), data(row.value), Text(str(row.facts))] for row in result.rows]
    yield grid(("facet", "value", "facts"), rows)


def _facet_lines(rows: Sequence[Facet], look: Look) -> Iterator[Text]:
    for name in dict.fromkeys(row.facet for row in rows):
        some = [row for row in rows if row.facet == name][:6]
        values = (data(row.value) + said(f" {row.facts}", "dim") for row in some)
        narrower = look._replace(width=look.columns - _FACET)
        for i, line in enumerate(flowed(values, narrower, ", ")):
            yield said(f"{'' if i else name:{_FACET}}", style="dim") + line


def entries_of(base: Base, facts: Sequence[Fact], look: Look) -> list[RenderableType]:
    """Some facts as a list of them has them, with what the marks behind them mean."""
    entries: list[_Entry] = [(fact, data(fact.statement), []) for fact in facts]
    return [_shown(base, entries, look), Text(), *flowed(mark_legend(facts), look)]


def _shown(base: Base, entries: Sequence[_Entry], look: Look, ranks: Sequence[str] = ()) -> Table:
    """Facts as a table with heads where a terminal has room for it, and elsewhere as blocks."""
    if look.width is None or look.width < TABLE_FROM:
        return _entries(base, entries, look)
    says = look.width >= _SAYS_FROM
    # An id is copied: it has a column where it stands there in one piece, else a line of its own.
    whole = (
        look.width >= _WHOLE_FROM and max((len(e[0].id) for e in entries), default=0) <= _LONG_ID
    )
    columns = [Column("#", justify="right")] if ranks else []
    columns += [Column("WHEN", max_width=14, overflow="fold"), Column("KIND", no_wrap=True)]
    columns.append(Column("FACT", overflow="fold", ratio=1))
    columns += [Column("WHO SAYS IT", max_width=20, overflow="fold")] if says else []
    if whole:
        columns += [Column("SOURCE", max_width=18, overflow="fold")]
        columns += [Column("ID", no_wrap=True)]
    rows = []
    for i, (fact, statement, notes) in enumerate(entries):
        topics = joined((data(base.topics[topic].label, "dim") for topic in fact.topics), ", ")
        who = [] if says else [_named(base, fact)]
        below = topics if whole else joined([data(fact.id, "id"), *who, topics])
        cells = [said(ranks[i], "dim")] if ranks else []
        cells += [_date(fact), marker(fact.kind) + data(f" {fact.kind}", "dim")]
        cells.append(Text("\n").join([statement + marks(fact), *notes, below]))
        cells += [_speakers(base, fact)] if says else []
        if whole:
            sources = dict.fromkeys(item.source for item in fact.evidence)
            cells += [Text("\n").join(data(name) for name in sources), data(fact.id, "id")]
        rows.append(cells)
    return table(columns, rows, heads=True)


def _speakers(base: Base, fact: Fact) -> Text:
    """Who says it, each once; nobody where the texts hide it."""
    who = dict.fromkeys(name for item in fact.evidence for name in item.asserted_by)
    if not who:
        return said("not said", "dim")
    return Text("\n").join(data(base.entities[name].name) for name in who)


def _named(base: Base, fact: Fact) -> Text:
    """The same on a line, where they have no column."""
    return data(_speakers(base, fact).plain.replace("\n", ", "), "dim")


def _date(fact: Fact) -> Text:
    return said(when_text(fact.when), "bold" if fact.when else "dim")


def _entries(base: Base, entries: Sequence[_Entry], look: Look) -> Table:
    rows = []
    for i, (fact, statement, notes) in enumerate(entries):
        topics = (data(base.topics[topic].label, "dim") for topic in fact.topics)
        told = [data(fact.kind, "dim"), _named(base, fact), joined(topics, ", ")]
        below = joined([data(fact.id, "id"), *told])
        date = _date(fact)
        gap = Text("\n") if i + 1 < len(entries) else Text()
        lines = Text("\n").join([statement + marks(fact), *notes, below])
        rows.append((date, marker(fact.kind), lines + gap))
    statements = Column(overflow="fold", ratio=1 if look.width else None)
    return table((Column(max_width=16, overflow="fold"), Column(width=1), statements), rows)


def _found(hit: Hit, result: Hits) -> tuple[Text, list[Text]]:
    """The statement with what matched in it, and notes on the rest of the query."""
    spans = [(word.start, word.end) for word in hit.match.words if word.field == "statement"]
    statement = highlighted(hit.fact.statement, spans, "hit")
    notes = _notes(hit, result)
    if result.explain:
        return statement, [*notes, *(data(line, "dim") for line in _sum(hit.match))]
    return statement, [*notes, *([] if spans else _elsewhere(hit))]


def _sum(match: Match) -> list[str]:
    """What each word of a query earned a fact, and what that comes to."""
    parts = [f"{r.weight:8.2f}  {r.query} → {r.how} {r.by}" for r in match.reasons]
    share = [f"{f'× {match.coverage:.2f}':>8}  of the query borne"] if match.coverage < 1 else []
    first = [f"{'':8}  put first, since it bears all else"] if match.differs else []
    return [*parts, *share, *first, f"{match.score:8.2f}  in all"]


def _head(result: Hits, look: Look) -> Iterator[Text]:
    """The verdict, the query with what no fact bears struck out, and that in words.

    Nothing where there is no screen: standard error tells it there.
    """
    if not result.verdict or look.width is None:
        return
    sign, style = SIGNS[result.verdict]
    line = said(f"{sign} {result.verdict}", style) + Text("  ")
    line += highlighted(result.query, stand(result.query, result.unborne), "unborne")
    yield from wrapped(line, look, look.columns)
    if result.unborne:
        told = said("no fact bears ", "dim") + _quoted(result.unborne, " or ")
        if result.verdict == "in part" and left(result.query, result.unborne):
            told += said(" together with the rest", "dim")
        yield from wrapped(told, look, look.columns)
    if not result.found:
        yield Text()
        yield said("Nearest, none of them an answer:", "dim")
    yield Text()


def _notes(hit: Hit, result: Hits) -> Iterator[Text]:
    """In what a hit differs from a statement, and what it lacks where others lack something else.

    A difference is no proof: the fact may be about something else.
    """
    for one in hit.match.differs or ():
        told = said(f"{DIFFERS} another {one.kind}", "doubt")
        yield told + said(" than ", "dim") + _quoted([one.typed])
    lacked = [text for text in hit.match.unborne if text not in result.unborne]
    if lacked and not hit.match.differs:
        yield said("without ", "dim") + _quoted(lacked)


def _differences(hits: Sequence[Hit]) -> Iterator[Text]:
    """What the sign of a difference means, if a hit has it."""
    if any(hit.match.differs for hit in hits):
        yield said(DIFFERS, "doubt") + Text(" differs in this alone: a difference, no proof")


def _quoted(texts: Sequence[str], between: str = ", ") -> Text:
    return joined((said("“", "dim") + data(text) + said("”", "dim") for text in texts), between)


# Where words are found that are not in what is shown.
_WHERE = {"keywords": "keyword", "topics": "topic", "actors": "actor"}


def _elsewhere(hit: Hit) -> list[Text]:
    """What matched, where that is not in the statement."""
    if not hit.match.words:
        return []
    quoted = [word for word in hit.match.words if word.field.endswith("quote")]
    if quoted:
        return [_excerpt(hit, quoted)]
    found: dict[str, dict[str, None]] = {}
    for word in hit.match.words:
        where = _WHERE.get(word.field.partition("[")[0])
        found.setdefault(word.text, {}).update({where: None} if where else {})
    told = (
        data(word, "hit") + said(f" ({', '.join(where)})" if where else "", "dim")
        for word, where in found.items()
    )
    return [said("found by ", style="dim") + joined(told, ", ")]


def _excerpt(hit: Hit, quoted: Sequence[Matched]) -> Text:
    """The quote in which words matched, where the statement does not hold them."""
    field = quoted[0].field
    item = hit.fact.evidence[int(field[len("evidence[") : field.index("]")])]
    spans = [(word.start, word.end) for word in quoted if word.field == field]
    quote = said("“", style="dim") + highlighted(item.quote, spans, "hit")
    return quote + said("”", style="dim")


def _count(facts: Sequence[Fact], total: int, noun: str) -> Text:
    text = f"{counted(len(facts), noun)}."
    if len(facts) < total:
        text = f"{len(facts)} of {total} {noun}s; --limit {total} shows all."
    return said(text, style="dim")
