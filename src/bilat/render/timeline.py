"""Screens of dated facts: a timeline with years beside a spine, and anniversaries as they come."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.table import Column
from rich.text import Text

from ..base.base import Base
from ..base.document import Library
from ..core.edtf import parse
from ..core.model import Fact
from ..core.text import counted
from ..lookup.axis import Gap, between, gaps
from ..lookup.timeline import Group, by_topic, grouped
from .look import Look, Parts, data, flowed, joined, said, table, wrapped
from .marks import kinds_legend, mark_legend, marker, marks
from .results import Anniversaries, Dated
from .when import when_text

if TYPE_CHECKING:
    from ..lookup.anniversaries import Anniversary

ROUND = ("★", "mark")
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
            yield from [*[Text()] * bool(place), headed(topic)]
        yield from _spans(base, some, look, label_width, date_width)
    yield Text()
    legend = mark_legend(facts, "has caveats: `bilat list` has its id")
    yield from flowed([*kinds_legend(facts), *legend], look)
    yield from wrapped(said(shown_of(result), style="dim"), look, look.columns)


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


def headed(group: Group) -> Text:
    """The heading of a group, with how many facts it has."""
    number = said(f"  {counted(len(group.facts), 'fact')}", style="dim")
    return data(group.label, "bold") + number


def shown_of(result: Dated) -> str:
    """How many facts are shown of how many."""
    shown, dated = len(result.rows), result.total - result.undated
    text = counted(shown, "dated fact") if shown == dated else f"{shown} of {dated} dated facts"
    if result.undated:
        where = "search" if result.asked else "list"
        text += f"; {result.undated} more without a date are in `bilat {where}`"
    return f"{text}."


def anniversaries(library: Library, result: Anniversaries, look: Look) -> Parts:
    """Each with its day and years at the left, then what the marks mean and how many there are."""
    rows = [
        (_left(one, ago=result.ago), marker(one.fact.kind), _right(library, one, last=last))
        for one, last in ((one, one is result.rows[-1]) for one in result.rows)
    ]
    left = max(row[0].cell_len for row in rows) if look.width is None else None
    columns = [Column(no_wrap=True, min_width=left and min(left, 16)), Column(width=1)]
    yield table([*columns, Column(overflow="fold", ratio=1 if look.width else None)], rows)
    yield Text()
    legend = list(mark_legend([one.fact for one in result.rows]))
    if any(one.round for one in result.rows):
        legend.insert(0, Text().join([said(*ROUND), Text(" a round anniversary")]))
    yield from flowed(legend, look)
    if any(one.date.count("-") < 2 for one in result.rows):
        told = "Where no day stands, only the month or the year is known."
        yield from wrapped(said(told, style="dim"), look, look.columns)
    one, more = ("fact", "facts") if result.ago else ("anniversary", "anniversaries")
    text = f"{len(result.rows)} {one if len(result.rows) == 1 else more}."
    if len(result.rows) < result.total:
        text = f"{len(result.rows)} of {result.total}; --limit {result.total} shows all."
    yield said(text, style="dim")


def _left(one: Anniversary, *, ago: bool) -> Text:
    """The date above and the years below: of what happened on a day, how long ago that was."""
    when = when_text(one.fact.when if ago else parse(one.date))
    years = counted(one.years, "year")
    if ago:
        years = f"{years} ago" if one.years else "on this day"
    mark = [Text(" "), said(*ROUND)] if one.round else []
    told = [said(years, style="mark" if one.round else ""), *mark]
    return Text().join([said(when, style="bold"), Text("\n"), *told])


def _right(library: Library, one: Anniversary, *, last: bool) -> Text:
    fact, topics = one.fact, library.base.topics
    named = joined((data(topics[topic].label, "dim") for topic in fact.topics), ", ")
    below = joined([data(fact.id, "id"), data(fact.kind, "dim"), named])
    lines = [data(fact.statement) + marks(fact), below, *([] if last else [Text()])]
    return Text("\n").join(lines)
