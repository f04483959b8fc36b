"""Screens of what proves a base, a draft and a search: the checks, and how sources are covered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from ..base.document import Library
from ..core.text import counted, cut, failed, unaccounted
from .look import Look, Parts, changes, data, grid, hung, indented, joined, said
from .results import Audited, Checks, Covered, Trials

if TYPE_CHECKING:
    from ..audit.check import Remark
    from ..audit.coverage import Sentence


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
    yield _checked(result.base)


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
        yield _checked(result.base)


def _checked(base: str) -> Text:
    """The base that was looked at, as the last line of each audit names it."""
    return said("Checked: ", "dim") + data(base, "dim") + said(".", "dim")


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


# People read no more; programs are given all.
_MOST_SHOWN, _LONGEST = 500, 1000
# What is said of a remark: its mark, its style, its name.
_NAMES = {
    "exact": ("✓", "good", "exact"),
    "altered": ("✗", "bad", "altered"),
    "absent": ("?", "doubt", "in no text of the base"),
    "unknown": ("✗", "bad", "unknown id"),
    "withdrawn": ("✗", "bad", "withdrawn"),
    "superseded": ("✗", "bad", "superseded"),
    "elsewhere": ("?", "doubt", "key of another work"),
    "differs": ("≠", "doubt", "differs from the fact cited"),
    "compare": ("≈", "doubt", "compare"),
}


def checks(library: Library, result: Checks, look: Look) -> Parts:
    """Each remark with its line, what it is about, and what stands in the base."""
    shown = sorted(result.rows, key=lambda one: one.status == "exact")[:_MOST_SHOWN]
    for remark in sorted(shown, key=lambda one: (one.line, one.column)):
        yield from _remark(remark)
    if len(shown) < len(result.rows):
        told = f"{len(shown)} of {len(result.rows)} shown; --format jsonl gives all.\n"
        yield said(told, style="dim")
    yield from (_total(result), _checked(result.base))


def _remark(remark: Remark) -> Iterator[RenderableType]:
    mark, style, name = _NAMES[remark.status]
    head = said(f"{mark} ", style=style) + said(f"line {remark.line}", style="bold")
    head += said(f"  {name}", style=style)
    if remark.note:
        head += data(f"  {remark.note}", "dim")
    yield head
    if remark.diff:
        yield Padding(changes(cut(remark.diff, _LONGEST)), (0, 0, 0, 2))
    else:
        marks = ("“", "”") if remark.kind == "quotation" else ("", "")
        yield Padding(data(f"{marks[0]}{cut(remark.text, _LONGEST)}{marks[1]}"), (0, 0, 0, 2))
        if remark.passage and remark.kind != "quotation":
            yield Padding(said("→ ", style="dim") + data(remark.passage), (0, 0, 0, 2))
    place = list(_place(remark))
    if place:
        yield Padding(joined(place), (0, 0, 1, 2))
    else:
        yield Text()


def _place(remark: Remark) -> Iterator[Text]:
    if remark.source:
        paragraph = f" ¶{remark.paragraph}" if remark.paragraph else ""
        line = f", line {remark.source_line}" if remark.source_line else ""
        yield data(remark.source, "id") + Text(f"{paragraph}{line}")
    if remark.fact:
        yield data(remark.fact, "id")


def _total(result: Checks) -> Text:
    done = [_some(result.quotations, "quotation", result.rows, "exact", "altered", "absent")]
    done.append(_some(result.ids, "id", result.rows, "unknown", "withdrawn", "superseded"))
    done.append(_some(result.sentences, "sentence", result.rows, "differs", "compare"))
    sign, told = said("✓ ", "good"), {remark.status for remark in result.rows}
    if told & {"differs", "compare"}:
        sign = said("≠ ", "doubt")
    if any(_NAMES[status][1] == "bad" for status in told):
        sign = said("✗ ", "bad")
    return sign + Text(f"{'; '.join(done)}.")


def _some(number: int, noun: str, rows: Iterable[Remark], *every: str) -> str:
    """How many there are of something, and how many of them are what."""
    counts: Counter[str] = Counter(remark.status for remark in rows)
    told = [f"{counts[name]} {_SHORT.get(name, name)}" for name in every if counts[name]]
    return counted(number, noun) + (f": {', '.join(told)}" if told else "")


_SHORT = {
    "absent": "in no text of the base",
    "differs": "with another figure than the fact cited",
    "compare": "to compare",
}


def trials(library: Library, result: Trials, look: Look) -> Parts:
    """Each query with its first hit and what it missed, and the sums."""
    for row in result.rows:
        sign, style = ("✓", "good") if row.recall == 1 and not row.missed else ("✗", "bad")
        told = f" {row.verdict}" + (f", first {row.first}" if row.first else "")
        yield Text.assemble((sign, style), " ", data(row.query, "bold"), data(told, "dim"))
        yield from (line for blame in row.blame for line in indented(data(blame), look, 4))
    asked = [row for row in result.rows if row.expected]
    if asked:
        first = sum(row.first in row.expected for row in asked)
        silent = sum(row.verdict == "nothing" for row in asked)
        recall = sum(row.recall for row in asked) / len(asked)
        told = f"{counted(len(asked), 'query')} to answer: {first} with the right hit "
        told += f"first, recall {recall:.0%}, {silent} without any hit."
        yield said(told, style="bold")
    others = [row for row in result.rows if not row.expected]
    if others:
        answered = sum(row.verdict == "answered" for row in others)
        told = counted(len(others), "query")
        yield Text(f"{told} to leave unanswered: {answered} answered.")
