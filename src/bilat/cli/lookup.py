"""Commands that go through facts in order: list, timeline."""

from __future__ import annotations

from .. import output
from ..core.errors import NotFoundError, UsageError
from ..core.text import counted
from ..lookup.criteria import SORTS, criteria
from ..lookup.listing import Picked, arrange, pick
from ..render.results import Dated, Listed
from ..run import Run
from .choose import Query, chosen, none_found, warn
from .emit import emit, form_of, known
from .filters import Filters, Order
from .options import Output, grouped


@grouped
def list_command(run: Run, filters: Filters, order: Order, out: Output) -> None:
    """List facts, earliest first, the undated last."""
    form, sort = form_of(out, Listed), known("--sort", order.sort or "when", SORTS)
    wanted = criteria(run.base, filters.typed())
    picked = pick(run.base, wanted, sort, reverse=order.reverse, limit=order.limit)
    emit(run, out, form, Listed(picked.facts, picked.total))
    warn(run)
    if not picked.facts:
        raise none_found(run.base, None, filters)


@grouped
def timeline_command(
    run: Run, filters: Filters, order: Order, out: Output, query: Query = None
) -> None:
    """Show dated facts of the relationship in order of time.

    Facts that are not about the relationship itself need --scope all.
    """
    form = form_of(out, Dated)
    if known("--sort", order.sort or "when", SORTS) != "when":
        raise UsageError("--sort: a timeline runs by `when`", "Use `bilat list` for other orders.")
    picked = _picked(run, query, filters, order)
    dated = [fact for fact in picked.facts if fact.when is not None]
    undated = picked.total - picked.dated
    emit(run, out, form, Dated(dated, picked.total, undated))
    warn(run)
    if not dated and undated:
        problem = f"none of {counted(undated, 'fact')} found has a date"
        raise NotFoundError(problem, "`bilat list` and `bilat search` show them.")
    if not dated:
        raise none_found(run.base, query, filters)
    if not form.drawn and undated:
        output.tell(f"{undated} more without a date are in `bilat list`.")


def _picked(run: Run, query: list[str] | None, filters: Filters, order: Order) -> Picked:
    """The first facts of a timeline, and how many there are with and without a date."""
    base, scope = run.base, ("relation",)
    if not query:
        wanted = criteria(base, filters.typed(scope))
        return pick(base, wanted, "when", reverse=order.reverse, limit=order.limit)
    facts = arrange(base, chosen(run, query, filters, scope), "when", order.reverse)
    return Picked(facts[: order.limit], len(facts), sum(f.when is not None for f in facts))
