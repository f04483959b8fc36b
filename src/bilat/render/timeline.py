"""The timeline screen: years beside a spine, a marker by kind, topics at the side."""

from __future__ import annotations

from collections.abc import Iterator

from rich.cells import cell_len
from rich.text import Text

from ..base.base import Base
from ..base.document import Library
from ..core.model import Fact
from ..core.text import counted
from ..lookup.timeline import Timeline
from ..lookup.timeline import timeline as by_year
from .look import Look, data, joined, painted, wrapped
from .marks import KINDS, mark_legend, marker, marks
from .results import Dated
from .when import when_text

_SPINE = "│"
_SIDE = 22
# Narrower than this, topics go below the statement.
_SIDE_FROM = 96


def timeline(library: Library, result: Dated, look: Look) -> str:
    """The facts by year, then what the marks mean and what is not shown."""
    return painted(look, _parts(library.base, result, look))


def _parts(base: Base, result: Dated, look: Look) -> Iterator[Text]:
    line = by_year(result.rows, result.undated)
    label_width = max((cell_len(year.label) for year in line.years), default=4)
    dates = [when_text(fact.when) for fact in line.facts]
    date_width = min(max((cell_len(text) for text in dates), default=0), 16)
    blank = Text(" " * label_width + "  ") + Text(_SPINE, style="dim")
    for i, year in enumerate(line.years):
        if i:
            yield blank
        for j, fact in enumerate(year.facts):
            label = year.label if j == 0 else ""
            head = Text(label.rjust(label_width) + "  ", style="bold")
            yield from _fact(base, fact, look, head, date_width)
    yield Text()
    yield from _closing(line, look, result.total)


def _fact(base: Base, fact: Fact, look: Look, head: Text, date_width: int) -> Iterator[Text]:
    follow = Text(" " * head.cell_len) + Text(_SPINE, style="dim")
    date = wrapped(Text(when_text(fact.when), style="bold"), look, date_width)
    statement = data(fact.statement) + marks(fact)
    topics = joined((data(base.topics[t].label, "dim") for t in fact.topics), ", ")
    used = head.cell_len + 1 + 2 + date_width + 2
    aside: list[Text] = []
    if look.width is None:
        middle = [statement + Text("  ") + topics]
    elif look.width >= _SIDE_FROM:
        middle = wrapped(statement, look, look.width - used - _SIDE - 2)
        aside = wrapped(topics, look, _SIDE)
    else:
        middle = wrapped(statement, look, look.width - used)
        middle += wrapped(topics, look, look.width - used)
    for i in range(max(len(date), len(middle), len(aside))):
        row = (head + marker(fact.kind) if i == 0 else follow) + Text("  ")
        row += _padded(date[i] if i < len(date) else Text(), date_width) + Text("  ")
        text = middle[i] if i < len(middle) else Text()
        if i < len(aside):
            text = _padded(text, look.columns - used - _SIDE - 2) + Text("  ") + aside[i]
        yield row + text


def _padded(text: Text, columns: int) -> Text:
    return text + Text(" " * max(0, columns - text.cell_len))


def _closing(line: Timeline, look: Look, total: int) -> Iterator[Text]:
    """What the markers and marks mean, and how much is shown of how much."""
    facts = line.facts
    kinds = [kind for kind in KINDS if any(fact.kind == kind for fact in facts)]
    parts = [marker(kind) + Text(f" {kind}") for kind in kinds]
    yield from wrapped(Text("  ").join([*parts, *mark_legend(facts)]), look, look.columns)
    shown = len(facts)
    text = counted(shown, "dated fact")
    if shown < total - line.undated:
        text = f"{shown} of {total - line.undated} dated facts"
    if line.undated:
        text += f"; {line.undated} more without a date are in `bilat list`"
    yield from wrapped(Text(f"{text}.", style="dim"), look, look.columns)
