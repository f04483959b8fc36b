"""The screen that a run without a command shows: what the base holds, and what to try."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from itertools import islice

from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from ..base.base import Base
from ..base.document import Library
from ..core.text import counted
from ..lookup.summary import Summary
from .look import PROSE, Look, data, grid, joined, painted
from .results import Held


def overview(library: Library, result: Held, look: Look) -> str:
    """What the base holds and three commands to begin with."""
    (held,) = result.rows
    counts = f"{counted(held.facts, 'fact')} with {counted(held.quotes, 'quote')} "
    counts += f"from {counted(held.sources, 'source')}; {held.dated} dated."
    parts: list[RenderableType] = [
        Text("bilat", style="bold cyan") + Text(" looks up cited facts."),
        Text(),
        Text(counts),
    ]
    if held.years:
        parts.append(Text(f"Relations from {held.years[0]} to {held.years[1]}."))
    topics = (data(label) + Text(f" {count}", style="dim") for label, count in held.topics)
    examples = [
        (data(command, "bold"), Text(does, style="dim"))
        for command, does in _try(library.base, held)
    ]
    tried = Padding(grid(("", ""), examples), (0, 0, 0, 2))
    parts += [joined(topics), Text(), tried, Text()]
    parts.append(Text("`bilat --help` lists every command.", style="dim"))
    return painted(look.at_most(PROSE), parts)


def _try(base: Base, held: Summary) -> Iterator[tuple[str, str]]:
    """Commands that find something in this base, each with what it does."""
    yield "bilat timeline", "the story of the relationship, year by year"
    for topic in islice(base.topics.values(), 1):
        yield f"bilat search {shlex.quote(topic.label)}", "facts by words, best first"
    if held.example:
        yield f"bilat cite {held.example}", "the quote, its receipt and a reference to paste"
