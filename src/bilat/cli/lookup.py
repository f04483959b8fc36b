"""Commands that go through facts in order: list, timeline."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import typer

from .. import output
from ..base.base import Base
from ..core.errors import UsageError
from ..core.model import Fact
from ..lookup.criteria import SORTS, criteria
from ..lookup.listing import Picked, arrange, pick
from ..lookup.timeline import Timeline
from ..lookup.timeline import timeline as by_year
from ..render import shapes as records
from ..run import Run
from .choose import Query, chosen, none_found, warn
from .emit import FACT_COLUMNS, Listing, emit, form, known, start
from .filters import Filters, Order
from .shared import Common, Output, grouped

if TYPE_CHECKING:
    from ..render.look import Look


@grouped
def list_command(
    ctx: typer.Context, filters: Filters, order: Order, out: Output, common: Common
) -> None:
    """List facts, earliest first, the undated last."""
    this, shape = start(ctx, common), form(out, "fact")
    sort = known("--sort", order.sort or "when", SORTS)
    base = this.base
    wanted = criteria(base, filters.asked())
    found = pick(base, wanted, sort, reverse=order.reverse, limit=order.limit)
    shown = found.facts
    listing = Listing(
        records=lambda: [records.fact(this.library, fact) for fact in shown],
        columns=FACT_COLUMNS,
        ids=lambda: [fact.id for fact in shown],
        screen=lambda look: _list_screen(base, shown, look, found.total),
    )
    if shown or shape.name != "table":
        emit(this, out, shape, listing)
    warn(this, shown)
    if not shown:
        raise none_found(base, None, filters)


def _list_screen(base: Base, shown: Sequence[Fact], look: Look, total: int) -> str:
    from ..render.table import facts_table

    return facts_table(base, shown, look, total)


@grouped
def timeline_command(
    ctx: typer.Context,
    filters: Filters,
    order: Order,
    out: Output,
    common: Common,
    query: Query = None,
) -> None:
    """Show dated facts of the relationship in order of time.

    Facts that are not about the relationship itself need --scope all.
    """
    this, shape = start(ctx, common), form(out, "fact")
    if known("--sort", order.sort or "when", SORTS) != "when":
        raise UsageError("--sort: a timeline runs by `when`", "Use `bilat list` for other orders.")
    found = _dated(this, query, filters, order)
    line = by_year(found.facts, found.total - found.dated)
    listing = Listing(
        records=lambda: [records.fact(this.library, fact) for fact in line.facts],
        columns=FACT_COLUMNS,
        ids=lambda: [fact.id for fact in line.facts],
        screen=lambda look: _timeline_screen(this, line, look, found.total),
    )
    if line.years or shape.name != "table":
        emit(this, out, shape, listing)
    warn(this, line.facts)
    if not line.years:
        raise none_found(this.base, query, filters)
    if shape.name != "table" and line.undated:
        output.tell(f"{line.undated} more without a date are in `bilat list`.")


def _dated(this: Run, query: Sequence[str] | None, filters: Filters, order: Order) -> Picked:
    """The facts of a timeline, and how many there are with and without a date."""
    base, scope = this.base, ("relation",)
    if not query:
        wanted = criteria(base, filters.asked(scope=scope))
        return pick(base, wanted, "when", reverse=order.reverse, limit=order.limit)
    found = arrange(base, chosen(this, query, filters, scope), "when", order.reverse)
    return Picked(found[: order.limit], len(found), sum(f.when is not None for f in found))


def _timeline_screen(this: Run, line: Timeline, look: Look, total: int) -> str:
    from ..render.timeline import timeline_screen

    return timeline_screen(this.base, line, look, total)
