"""The screen of queries that were tried."""

from __future__ import annotations

from rich.console import RenderableType
from rich.text import Text

from ..base.document import Library
from .look import Look, data, painted, said
from .results import Trials

_MARKS = {True: ("✓", "good"), False: ("✗", "bad")}


def trials(library: Library, result: Trials, look: Look) -> str:
    """Each query with its first hit and what it missed, and the sums."""
    parts: list[RenderableType] = []
    for row in result.rows:
        sign, style = _MARKS[row.recall == 1 and not row.missed]
        told = f" {row.verdict}" + (f", first {row.first}" if row.first else "")
        parts.append(Text.assemble((sign, style), " ", data(row.query, "bold"), data(told, "dim")))
        parts += [Text("    ") + data(blame) for blame in row.blame]
    asked = [row for row in result.rows if row.expected]
    if asked:
        first = sum(row.first in row.expected for row in asked)
        silent = sum(row.verdict == "nothing" for row in asked)
        recall = sum(row.recall for row in asked) / len(asked)
        told = f"{len(asked)} queries: the first hit is right in {first}, recall {recall:.0%}, "
        parts.append(said(f"{told}silent {silent}.", style="bold"))
    others = [row for row in result.rows if not row.expected]
    if others:
        answered = sum(row.verdict == "answered" for row in others)
        parts.append(Text(f"{len(others)} that should not be answered: {answered} are."))
    return painted(look, parts)
