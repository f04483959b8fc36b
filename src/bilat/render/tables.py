"""Screens of what a base holds: in all, and its sources, topics and actors."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence

from rich.padding import Padding
from rich.text import Text

from ..base.base import Base
from ..base.document import Library
from ..core.text import counted
from ..lookup.summary import Summary
from .look import PROSE, Look, Parts, data, flowed, grid, painted, said
from .machine import Record, cell, value
from .results import Changes, Held


def overview(library: Library, result: Held, look: Look) -> Parts:
    """What the base holds and three commands to begin with."""
    (held,) = result.rows
    title = library.base.meta.title
    about = f": {title}." if title else "."
    counts = f"{counted(held.facts, 'fact')} with {counted(held.quotes, 'quote')} "
    counts += f"from {counted(held.sources, 'source')}; {held.dated} dated"
    counts += f", from {held.years[0]} to {held.years[1]}." if held.years else "."
    yield said("bilat", style="id.bold") + Text(" looks up cited facts") + data(about)
    yield from (Text(), Text(counts))
    topics = (data(label) + said(f" {count}", style="dim") for label, count in held.topics)
    examples = [
        (data(command, "bold"), said(does, style="dim"))
        for command, does in _try(library.base, held)
    ]
    yield from [*flowed(topics, look.at_most(PROSE)), Text()]
    yield from (Padding(grid(("", ""), examples), (0, 0, 0, 2)), Text())
    yield said("`bilat --help` lists every command.", style="dim")


def _try(base: Base, held: Summary) -> Iterator[tuple[str, str]]:
    """Commands that find something in this base, each with what it does."""
    if not held.facts:
        yield "bilat add source FILE", "a text to read facts from"
        yield "bilat help", "what there is to know"
        return
    yield "bilat timeline", "dated facts in order of time"
    yield "bilat on --within 90d", "which anniversaries come up"
    for label, _ in held.topics[:1]:
        yield f"bilat search {shlex.quote(label)}", "facts by words, best first"
    if held.example:
        yield f"bilat cite {held.example}", "the quote, its receipt and a reference to paste"


def changes(library: Library, result: Changes, look: Look) -> Parts:
    """What was done to a base, with what was taken back since marked so."""
    undone = {number for entry in result.rows for number in entry.undoes}
    rows = [
        [
            Text(str(entry.number)),
            data(entry.at[:16].replace("T", " "), "dim"),
            Text("\n").join(
                data(line, "strike dim" * (entry.number in undone))
                for line in entry.done or (entry.command,)
            ),
        ]
        for entry in result.rows
    ]
    yield grid(("#", "WHEN (UTC)", "WHAT"), rows, right="#")


def fields_table(records: Sequence[Record], fields: Sequence[str], look: Look) -> str:
    """Any records, with the columns asked for."""
    rows = [[data(cell(value(record, path))) for path in fields] for record in records]
    laid = grid(fields, rows)
    for place, column in enumerate(laid.columns):
        # What is copied in one piece stays in one, if it leaves the others room.
        cells = [row[place].plain for row in rows]
        column.no_wrap = max(map(len, cells), default=0) * 3 <= look.columns and not any(
            " " in text for text in cells
        )
    return painted(look, [laid])
