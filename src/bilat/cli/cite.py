"""The command that makes references: cite."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import typer

from ..base.document import Library
from ..cite import Manner
from ..core.errors import BaseError, UsageError
from ..core.model import Fact
from ..export import CITING, JSON, STYLED, exporter
from ..render import shapes as records
from .cards import Cards, end, show_cards
from .citing import CiteOutput, Reference
from .emit import form, report, start
from .shared import Common, Ids, grouped

if TYPE_CHECKING:
    from ..render.look import Look

COLUMNS = ("id", "statement", "evidence.quote", "evidence.verified", "references")


@grouped
def cite_command(
    ctx: typer.Context, ids: Ids, out: CiteOutput, common: Common, how: Reference
) -> None:
    """Cite facts: the quote in its paragraph, its receipt, and a reference to paste.

    Ends with 3 where a quote does not match its source any more.
    """
    this, manner = start(ctx, common), how.manner()
    shape = form(out, "fact", tuple(CITING))
    _fitting(shape.name, how)
    cards = Cards(
        draw=lambda library, facts, look: _cite_screen(library, facts, look, manner),
        record=lambda library, fact: records.citation(library, fact, manner),
        columns=COLUMNS,
        lists=JSON,
        document=lambda name, facts: exporter(name, manner.style)(this.library, facts),
    )
    meant = show_cards(this, ids, out, shape, cards)
    failed = this.library.unverified(meant.facts)
    if failed:
        report(meant.problems)
        raise BaseError(
            f"not verified against the source: {', '.join(failed)}",
            "Do not quote it; `bilat verify` says what has changed.",
        )
    end(meant)


def _fitting(name: str, how: Reference) -> None:
    """Refuse options that a bibliography has no use for.

    Raises:
        UsageError: one of them was given.
    """
    if name in CITING and (how.form is not None or how.quote):
        option = "--form" if how.form is not None else "--quote"
        raise UsageError(f"{option}: --format {name} has its own form", f"Leave out {option}.")
    if name in CITING and name not in STYLED and how.style is not None:
        raise UsageError(f"--style: --format {name} has no style", "Leave out --style.")


def _cite_screen(library: Library, facts: Sequence[Fact], look: Look, manner: Manner) -> str:
    from ..render.card import citation_cards

    return citation_cards(library, facts, look, manner)
