"""The screen of anniversaries: when, of how many years, and of what."""

from __future__ import annotations

from collections.abc import Iterator

from rich.table import Column
from rich.text import Text

from ..base.document import Library
from ..core.edtf import parse
from ..core.text import counted
from ..lookup.anniversaries import Anniversary
from .look import Look, Parts, data, flowed, joined, said, table, wrapped
from .marks import mark_legend, marker, marks
from .results import Anniversaries
from .when import when_text

ROUND = ("★", "mark")


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
    yield from _closing(result, look)


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


def _closing(result: Anniversaries, look: Look) -> Iterator[Text]:
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
