"""The timeline screen: years beside a spine, a marker by kind, topics at the side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.cells import cell_len
from rich.text import Text

from ..base.base import Base
from ..base.document import Library
from ..core.model import Fact
from ..core.text import counted
from ..lookup.axis import Gap, between, gaps
from ..lookup.timeline import Group, by_topic, grouped
from .look import Look, Parts, data, flowed, joined, said, wrapped
from .marks import kinds_legend, mark_legend, marker, marks
from .results import Charted, Dated
from .when import when_text

_SPINE, _FOLD = "│", "┊"
# What stands beside the spine, by what facts are grouped by.
_SPANS = {"decade": "decade"}
_SIDE = 22
# Narrower than this, topics go below the statement.
_SIDE_FROM = 96


def timeline(library: Library, result: Dated, look: Look) -> Parts:
    """The facts by year, then what the marks mean and what is not shown."""
    facts, base = list(result.rows), library.base
    under = by_topic(base, facts) if result.by == "topic" else (Group("", tuple(facts)),)
    groups = [(one, *grouped(base, one.facts, _SPANS.get(result.by, "year"))) for one in under]
    labels = [group.label for _, *some in groups for group in some]
    label_width = max((cell_len(label) for label in labels), default=4)
    date_width = min(max(cell_len(when_text(fact.when)) for fact in facts), 16)
    for place, (topic, *some) in enumerate(groups):
        if topic.label:
            number = said(f"  {counted(len(topic.facts), 'fact')}", style="dim")
            yield from [*[Text()] * bool(place), Text().join([data(topic.label, "bold"), number])]
        yield from _spans(base, some, look, label_width, date_width)
    yield Text()
    yield from _closing(facts, result, look)


def _spans(
    base: Base, groups: Sequence[Group], look: Look, label_width: int, date_width: int
) -> Iterator[Text]:
    """The years or decades beside the spine; where a long gap lies between, it is told."""
    folded = gaps(fact.when for group in groups for fact in group.facts if fact.when)
    spine = Text(" " * label_width + "  ") + said(_SPINE, style="dim")
    before: Fact | None = None
    for group in groups:
        for place, fact in enumerate(group.facts):
            gap = _gap(folded, before, fact)
            if before and (gap or place == 0):
                yield spine
            if gap:
                told = Text(" " * label_width + "  ") + said(_FOLD, style="dim")
                yield told + said(f"  {gap.label}", style="dim italic")
                yield spine
            label = group.label if place == 0 else ""
            head = Text.assemble((label.rjust(label_width) + "  ", "bold"))
            yield from _fact(base, fact, look, head, date_width)
            before = fact


def _gap(folded: Sequence[Gap], before: Fact | None, fact: Fact) -> Gap | None:
    """The long gap between a fact and the one before."""
    if before is None or before.when is None or fact.when is None:
        return None
    return between(folded, before.when, fact.when)


def _fact(base: Base, fact: Fact, look: Look, head: Text, date_width: int) -> Iterator[Text]:
    follow = Text(" " * head.cell_len) + said(_SPINE, style="dim")
    date = wrapped(said(when_text(fact.when), style="bold"), look, date_width)
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


def _closing(facts: Sequence[Fact], result: Dated, look: Look) -> Iterator[Text]:
    """What the markers and marks mean, and how much is shown of how much."""
    legend = mark_legend(facts, "has caveats: `bilat list` has its id")
    yield from flowed([*kinds_legend(facts), *legend], look)
    yield from wrapped(said(shown_of(result), style="dim"), look, look.columns)


def shown_of(result: Dated | Charted) -> str:
    """How many facts are shown of how many."""
    shown, dated = len(result.rows), result.total - result.undated
    text = counted(shown, "dated fact") if shown == dated else f"{shown} of {dated} dated facts"
    if result.undated:
        where = "search" if result.asked else "list"
        text += f"; {result.undated} more without a date are in `bilat {where}`"
    return f"{text}."
