"""The screen of queries that were tried."""

from __future__ import annotations

from rich.text import Text

from ..base.document import Library
from ..core.text import counted
from .look import Look, Parts, data, indented, said
from .results import Trials

_MARKS = {True: ("✓", "good"), False: ("✗", "bad")}


def trials(library: Library, result: Trials, look: Look) -> Parts:
    """Each query with its first hit and what it missed, and the sums."""
    for row in result.rows:
        sign, style = _MARKS[row.recall == 1 and not row.missed]
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
