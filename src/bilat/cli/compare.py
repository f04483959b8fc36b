"""The command that sets sources side by side: compare."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from ..lookup.compare import RELATIONSHIPS, Comparison, compare
from ..lookup.criteria import criteria
from ..lookup.listing import arrange
from ..render import shapes as records
from ..run import Run
from . import complete
from .choose import Query, chosen, none_found, warn
from .emit import Listing, emit, form, known, start
from .filters import Filters
from .shared import Common, Output, grouped

if TYPE_CHECKING:
    from ..render.look import Look

COLUMNS = (
    "relationship",
    "facts",
    "statement",
    "detail",
    "sources.source",
    "sources.evidence.quote",
    "independent",
)


@grouped
def compare_command(
    ctx: typer.Context,
    filters: Filters,
    out: Output,
    common: Common,
    query: Query = None,
    only: Annotated[
        list[str] | None,
        typer.Option(
            "--relationship",
            metavar="RELATIONSHIP",
            help=f"Only what is so related: {', '.join(RELATIONSHIPS)}.",
            autocompletion=complete.from_list(RELATIONSHIPS),
        ),
    ] = None,
) -> None:
    """Compare sources: what they share, where they refine one another or differ, what one adds.

    Each quote stands beside the others with whose voice it is. --source, given more than once,
    chooses the sources to hear.
    """
    this, shape = start(ctx, common), form(out, "comparison")
    wanted = [known("--relationship", name, RELATIONSHIPS) for name in only or RELATIONSHIPS]
    base = this.base
    facts = arrange(base, chosen(this, query, filters), "when")
    heard = sorted(criteria(base, filters.asked()).sources)
    sources = heard if len(heard) > 1 else list(base.sources)
    found = [one for one in compare(base, facts, sources) if one.relationship in wanted]
    listing = Listing(
        records=lambda: [records.comparison(this.library, one) for one in found],
        columns=COLUMNS,
        ids=lambda: [fact.id for one in found for fact in one.facts],
        screen=lambda look: _screen(this, found, look),
    )
    if found or shape.name != "table":
        emit(this, out, shape, listing)
    warn(this, list({fact.id: fact for one in found for fact in one.facts}.values()))
    if not found:
        raise none_found(base, query, filters)


def _screen(this: Run, found: Sequence[Comparison], look: Look) -> str:
    from ..render.compare import comparisons

    return comparisons(this.library, found, look)
