"""The remaining screens: the overview, a source with its evidence, and the audits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from ..audit.coverage import Sentence
from ..audit.verify import Audit
from ..base.base import Base
from ..core.text import counted, failed, unaccounted
from ..curate.authoring import Place
from .card import BRACKETS, QUOTE_STYLE
from .look import Look, data, highlighted, joined, painted, wrapped
from .shapes import Record
from .table import grid

EXAMPLES = (
    ("bilat timeline", "the story of the relationship, year by year"),
    ("bilat search visa", "facts by words, best first"),
    ("bilat cite {fact}", "the quote, its receipt and a reference to paste"),
)


def overview(base: Base, look: Look, example: str | None) -> str:
    """What the base holds and three commands to begin with."""
    whens = [fact.when for fact in base.facts.values() if fact.when is not None]
    related = [f for f in base.facts.values() if f.scope == "relation" and f.when is not None]
    years = sorted(f.when.earliest.year for f in related if f.when and f.when.start)
    counts = Counter(top for fact in base.facts.values() for top in _top_topics(base, fact.topics))
    topics = (
        data(base.topics[name].label) + Text(f" {count}", style="dim")
        for name, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    )
    evidence = sum(len(fact.evidence) for fact in base.facts.values())
    held = f"{counted(len(base.facts), 'fact')} with {counted(evidence, 'quote')} "
    held += f"from {counted(len(base.sources), 'source')}"
    parts: list[RenderableType] = [
        Text("bilat", style="bold cyan")
        + Text(" looks up cited facts on Azerbaijan–China relations."),
        Text(),
        Text(f"{held}; {len(whens)} dated."),
    ]
    if years:
        parts.append(Text(f"Relations from {years[0]} to {years[-1]}."))
    parts += [joined(topics), Text()]
    shown = [(c.format(fact=example), what) for c, what in EXAMPLES if example or "{" not in c]
    rows = [(Text(command, style="bold"), Text(what, style="dim")) for command, what in shown]
    table = grid(("", ""), rows)
    table.show_header = False
    parts += [Padding(table, (0, 0, 0, 2)), Text()]
    parts.append(Text("`bilat --help` lists every command.", style="dim"))
    return painted(look, parts)


def _top_topics(base: Base, topics: Sequence[str]) -> set[str]:
    """The broadest topics above these."""
    found = set()
    for name in topics:
        path = [name]
        while (above := base.topics[path[-1]].broader) and above not in path:
            path.append(above)
        found.add(path[-1])
    return found


def reading(records: Sequence[Record], look: Look) -> str:
    """A source's paragraphs with the evidence marked and the ids of its facts at the margin."""
    parts: list[RenderableType] = []
    for record in records:
        parts += [*_paragraph(record, look), Text()]
    return painted(look, parts[:-1])


def _paragraph(record: Record, look: Look) -> Iterator[Text]:
    brackets = ("", "") if look.color else BRACKETS
    spans = [
        (max(mark["start"], record["start"]) - record["start"], mark["end"] - record["start"])
        for mark in record["evidence"]
    ]
    text = highlighted(record["text"], spans, QUOTE_STYLE, brackets)
    number = f"¶{record['paragraph']}" if record["paragraph"] else record["region"]
    ids = joined(
        (data(m, "cyan") for m in dict.fromkeys(m["fact"] for m in record["evidence"])), "  "
    )
    margin = 13
    for i, line in enumerate(wrapped(text, look, look.columns - margin)):
        head = data(number, "dim") if i == 0 else Text()
        yield head + Text(" " * (margin - head.cell_len)) + line
    if record["evidence"]:
        for i, line in enumerate(wrapped(ids, look, look.columns - margin - 2)):
            yield Text(" " * margin) + Text("→ " if i == 0 else "  ", style="dim") + line


def audit_table(audit: Audit, look: Look) -> str:
    """What was checked, and each check that does not hold."""
    if not audit.findings:
        done = f"{counted(audit.facts, 'fact')}, {counted(audit.evidence, 'quote')} and "
        done += f"{counted(audit.sources, 'source')} checked:"
        text = Text("✓ ", style="green") + Text(f"{done} every hash, span and reference holds.")
        return painted(look, [text])
    parts: list[RenderableType] = []
    for finding in audit.findings:
        place = data(f"{finding.table}/{finding.record}", "bold red")
        parts.append(Text("✗ ", style="red") + place + data(f" {finding.field}: {finding.problem}"))
    parts.append(Text(f"{failed(len(audit.findings))}.", style="bold"))
    return painted(look, parts)


def coverage_table(sentences: Sequence[Sentence], look: Look) -> str:
    """Counts by source, every sentence not accounted for, and the residue to review."""
    sources = dict.fromkeys(sentence.source for sentence in sentences)
    rows = []
    for source in sources:
        counts = Counter(s.status for s in sentences if s.source == source)
        numbers = (
            sum(counts.values()),
            *(counts[s] for s in ("evidence", "omission", "uncovered")),
        )
        rows.append([data(source, "cyan"), *(Text(str(number)) for number in numbers)])
    columns = ("SOURCE", "SENTENCES", "EVIDENCE", "OMITTED", "UNCOVERED")
    parts: list[RenderableType] = [grid(columns, rows, right=" ".join(columns[1:])), Text()]
    open_ones = [s for s in sentences if s.status == "uncovered"]
    for sentence in open_ones:
        place = data(f"{sentence.source} line {sentence.line}: ", "bold red")
        parts.append(Text("✗ ", style="red") + place + data(sentence.text))
    residue = [(s, span) for s in sentences for span in s.residue]
    if residue:
        stretches = "1 stretch that" if len(residue) == 1 else f"{len(residue)} stretches that"
        parts.append(Text(f"{stretches} no quote covers, for review:", style="bold"))
    for sentence, span in residue:
        where = f"{sentence.source} ¶{sentence.paragraph or sentence.region}: "
        parts.append(Text("  ") + data(where, "dim") + data(span.text.strip()))
    verdict = f"✗ {unaccounted(len(open_ones))}."
    if not open_ones:
        verdict = "✓ Every sentence is evidence or an omission with a reason."
    return painted(look, [*parts, Text(verdict, style="red" if open_ones else "green")])


def places_page(places: Sequence[Place], look: Look) -> str:
    """Where a quote stands, as an evidence to paste; or the passages most like it."""
    parts: list[RenderableType] = []
    for place in places:
        paragraph = f" ¶{place.paragraph}" if place.paragraph else f" {place.region}"
        head = data(place.source, "cyan") + Text(f"{paragraph}, line {place.line}")
        if place.likeness < 1:
            head += Text(f"  {place.likeness:.0%} of the words", style="yellow")
        span = data(f'"start": {place.start}, "end": {place.end}')
        parts += [head, span, data(place.quote), Text()]
    return painted(look, parts[:-1])
