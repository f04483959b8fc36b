"""The screen of queries that were tried."""

from __future__ import annotations

from rich.console import RenderableType
from rich.text import Text

from ..base.document import Library
from ..core.text import counted
from .look import Look, data, indented, painted, said
from .results import Trials

_MARKS = {True: ("✓", "good"), False: ("✗", "bad")}


def trials(library: Library, result: Trials, look: Look) -> str:
    """Each query with its first hit and what it missed, and the sums."""
    parts: list[RenderableType] = []
    for row in result.rows:
        sign, style = _MARKS[row.recall == 1 and not row.missed]
        told = f" {row.verdict}" + (f", first {row.first}" if row.first else "")
        parts.append(Text.assemble((sign, style), " ", data(row.query, "bold"), data(told, "dim")))
        parts += [line for blame in row.blame for line in indented(data(blame), look, 4)]
    asked = [row for row in result.rows if row.expected]
    if asked:
        first = sum(row.first in row.expected for row in asked)
        silent = sum(row.verdict == "nothing" for row in asked)
        recall = sum(row.recall for row in asked) / len(asked)
        told = f"{counted(len(asked), 'query')} to answer: {first} with the right hit "
        told += f"first, recall {recall:.0%}, {silent} without any hit."
        parts.append(said(told, style="bold"))
    others = [row for row in result.rows if not row.expected]
    if others:
        answered = sum(row.verdict == "answered" for row in others)
        told = counted(len(others), "query")
        parts.append(Text(f"{told} to leave unanswered: {answered} answered."))
    return painted(look, parts)
