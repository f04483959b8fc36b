"""What a search was judged, at a glance: above its hits, and with the hit that it is about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from rich.text import Text

from ..core.text import left, stand
from .look import Look, data, highlighted, joined, said, wrapped
from .results import Hits

if TYPE_CHECKING:
    from ..search import Hit

# Each verdict with its sign and style.
SIGNS = {
    "answered": ("✓", "good"),
    "in part": ("◐", "mark"),
    "nothing": ("✗", "bad"),
}
DIFFERS = "≠"


def head(result: Hits, look: Look) -> Iterator[Text]:
    """The verdict, the query with what no fact bears struck out, and that in words.

    Nothing where there is no screen: standard error tells it there.
    """
    if not result.verdict or look.width is None:
        return
    sign, style = SIGNS[result.verdict]
    line = said(f"{sign} {result.verdict}", style) + Text("  ")
    line += highlighted(result.query, stand(result.query, result.unborne), "unborne")
    yield from wrapped(line, look, look.columns)
    if result.unborne:
        told = said("no fact bears ", "dim") + _quoted(result.unborne, " or ")
        if result.verdict == "in part" and left(result.query, result.unborne):
            told += said(" together with the rest", "dim")
        yield from wrapped(told, look, look.columns)
    if not result.found:
        yield Text()
        yield said("Nearest, none of them an answer:", "dim")
    yield Text()


def notes(hit: Hit, result: Hits) -> Iterator[Text]:
    """In what a hit differs from a statement, and what it lacks where others lack something else.

    A difference is no proof: the fact may be about something else.
    """
    for one in hit.match.differs or ():
        told = said(f"{DIFFERS} another {one.kind}", "doubt")
        yield told + said(" than ", "dim") + _quoted([one.typed])
    lacked = [text for text in hit.match.unborne if text not in result.unborne]
    if lacked and not hit.match.differs:
        yield said("without ", "dim") + _quoted(lacked)


def legend(hits: Sequence[Hit]) -> Iterator[Text]:
    """What the sign of a difference means, if a hit has it."""
    if any(hit.match.differs for hit in hits):
        yield said(DIFFERS, "doubt") + Text(" differs in this alone: a difference, no proof")


def _quoted(texts: Sequence[str], between: str = ", ") -> Text:
    return joined((said("“", "dim") + data(text) + said("”", "dim") for text in texts), between)
