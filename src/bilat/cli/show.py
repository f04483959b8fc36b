"""The command that shows all that is known of facts: show."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import typer

from .. import output
from ..base.document import Library
from ..core.model import Fact
from ..render import shapes as records
from .cards import Cards, end, show_cards
from .emit import FACT_COLUMNS, form, start
from .shared import Common, Ids, Output, grouped

if TYPE_CHECKING:
    from ..render.look import Look


def _show_screen(library: Library, facts: Sequence[Fact], look: Look) -> str:
    from ..render.card import fact_cards

    return fact_cards(library, facts, look)


@grouped
def show_command(ctx: typer.Context, ids: Ids, out: Output, common: Common) -> None:
    """Show facts with all that is known of them."""
    this = start(ctx, common)
    cards = Cards(_show_screen, records.fact, FACT_COLUMNS)
    meant = show_cards(this, ids, out, form(out, "fact"), cards)
    for name in this.library.unverified(meant.facts):
        output.tell(f"{name} is not verified against its source. See `bilat verify`.")
    end(meant)
