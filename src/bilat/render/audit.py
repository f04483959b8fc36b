"""Screens of what proves a base: the audit, and how its sources are covered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from rich.table import Table
from rich.text import Text

from ..audit.coverage import Sentence
from ..base.document import Library
from ..core.text import counted, failed, unaccounted
from .look import Look, Parts, base_checked, changes, data, grid, hung, indented, said
from .results import Audited, Covered


def audited(library: Library, result: Audited, look: Look) -> Parts:
    """What was checked, and each check that does not hold."""
    if not result.rows:
        done = f"{counted(result.facts, 'fact')}, {counted(result.quotes, 'quote')} and "
        done += f"{counted(result.sources, 'source')} checked:"
        text = said("✓ ", style="good") + Text(f"{done} every hash, span and reference holds.")
        yield from hung(text, look)
    for finding in result.rows:
        place = data(f"{finding.table}/{finding.record}", "bad")
        line = data(f" (line {finding.line})" if finding.line else "", "dim")
        problem = Text(" ") + changes(f"{finding.field}: {finding.problem}")
        yield said("✗ ", style="bad") + place + line + problem
        if finding.remedy:
            yield said("  → ", style="dim") + data(finding.remedy)
    if result.rows:
        yield said(f"{failed(len(result.rows))}.", style="bold")
    yield base_checked(result.base)


def covered(library: Library, result: Covered, look: Look) -> Parts:
    """Counts by source, every sentence not accounted for, and the residue to review."""
    uncovered = [sentence for sentence in result.rows if sentence.status == "uncovered"]
    yield from (_counts(result.rows), Text())
    for sentence in uncovered:
        place = data(f"{sentence.source} line {sentence.line}: ", "bad")
        yield said("✗ ", style="bad") + place + data(sentence.text)
    yield from _residue(result.rows, look)
    if uncovered:
        yield said(f"✗ {unaccounted(len(uncovered))}.", style="bad")
    else:
        yield said("✓ Every sentence is evidence or an omission with a reason.", style="good")
    if result.base:
        yield base_checked(result.base)


def _counts(sentences: Sequence[Sentence]) -> Table:
    """A row a source: its sentences, and how many of them are what."""
    counts: dict[str, Counter[str]] = {}
    for sentence in sentences:
        counts.setdefault(sentence.source, Counter())[sentence.status] += 1
    rows = []
    for source, status in counts.items():
        numbers = (status.total(), *(status[s] for s in ("evidence", "omission", "uncovered")))
        rows.append([data(source, "id"), *(Text(str(number)) for number in numbers)])
    columns = ("SOURCE", "SENTENCES", "EVIDENCE", "OMITTED", "UNCOVERED")
    return grid(columns, rows, right=" ".join(columns[1:]))


def _residue(sentences: Sequence[Sentence], look: Look) -> Iterator[Text]:
    """The stretches of sentences that no quote covers."""
    residue = [(sentence, span) for sentence in sentences for span in sentence.residue]
    if residue:
        stretches = "1 stretch that" if len(residue) == 1 else f"{len(residue)} stretches that"
        yield said(f"{stretches} no quote covers, for review:", style="bold")
    for sentence, span in residue:
        where = f"{sentence.source} ¶{sentence.paragraph or sentence.region}: "
        text = data(f"{where}{span.text.strip()}")
        text.stylize("dim", 0, len(where))
        yield from indented(text, look, 2)
