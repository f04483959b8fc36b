"""What stands before and behind a statement: the sign of its kind, its sources, its caveats."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.text import Text

from ..core.model import Fact
from .look import said

# Filled markers happened or were counted; hollow ones are somebody's word, plan or state.
KINDS = {
    "event": ("●", "happened"),
    "agreement": ("◆", "happened"),
    "visit": ("▲", "happened"),
    "figure": ("■", "counted"),
    "status": ("○", "held"),
    "position": ("◇", "said"),
    "plan": ("△", "planned"),
    "claim": ("□", "said"),
    "quotation": ("“", "said"),
    "biography": ("·", "dim"),
}
CAVEAT = "‡"
MARKED_SAYS = "read its caveats first: `bilat show ID`"
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def marker(kind: str) -> Text:
    """The sign of a kind of facts, in its colour."""
    return said(*KINDS[kind])


def kinds_legend(facts: Sequence[Fact]) -> list[Text]:
    """What the signs of the kinds of these facts mean."""
    kinds = [kind for kind in KINDS if any(fact.kind == kind for fact in facts)]
    return [marker(kind) + Text(f" {kind}") for kind in kinds]


def marks(fact: Fact) -> Text:
    """The marks behind a statement: more than one source, and caveats; no blank parts them."""
    return Text().join(mark for mark, _ in _marks([fact]))


def mark_legend(facts: Sequence[Fact], marked: str = MARKED_SAYS) -> list[Text]:
    """What the marks in these facts mean; `marked` is what that of caveats does."""
    told = ((mark, meaning or marked) for mark, meaning in _marks(facts))
    return [mark + Text(f" {meaning}") for mark, meaning in told]


def _marks(facts: Sequence[Fact]) -> Iterator[tuple[Text, str]]:
    """Each mark that stands behind some fact, with its meaning; that of caveats has several."""
    counts = {len({item.source for item in fact.evidence}) for fact in facts}
    for count in sorted(counts - {0, 1}):
        superscript = str(count).translate(_SUPERSCRIPTS)
        yield said(superscript, style="good"), f"in {count} sources"
    if any(fact.marked for fact in facts):
        yield said(CAVEAT, style="mark"), ""
