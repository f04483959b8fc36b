"""Commands that go through facts in order: list, timeline; options evaluated as in `options`."""

from typing import Annotated

from .. import output
from ..core.errors import NotFoundError, UsageError
from ..core.text import counted
from ..lookup.criteria import criteria
from ..lookup.listing import Picked, arrange, pick
from ..lookup.timeline import GROUPINGS
from ..render.results import Charted, Dated, Listed
from ..run import Run
from .choose import Query, chosen, none_found, warn
from .emit import emit, form_of, known
from .filters import Filters, Order
from .options import Options, Output, flag, grouped, option


@grouped
def list_command(run: Run, filters: Filters, order: Order, out: Output) -> None:
    """List facts, earliest first, the undated last."""
    form, sort = form_of(out, Listed), order.by
    wanted = criteria(run.base, filters.typed())
    picked = pick(run.base, wanted, sort, reverse=order.reverse, limit=order.limit)
    emit(run, out, form, Listed(picked.facts, picked.total))
    warn(run)
    if not picked.facts:
        raise none_found(run.base, None, filters)


class Drawing(Options, frozen=True):
    """How a timeline is shown on a screen."""

    chart: Annotated[bool, flag("--chart", "Draw dates to scale, with long gaps folded.")] = False
    by: Annotated[
        str | None,
        option("GROUPING", f"Group the facts by {', '.join(GROUPINGS)}.", GROUPINGS),
    ] = None


@grouped
def timeline_command(
    run: Run,
    filters: Filters,
    order: Order,
    drawing: Drawing,
    out: Output,
    query: Query = None,
) -> None:
    """Show dated facts in order of time.

    Facts that are not about the relationship itself need --scope all.
    """
    form, by = form_of(out, Dated), drawing.by and known("--by", drawing.by, GROUPINGS)
    if order.by != "when":
        raise UsageError("--sort: a timeline runs by `when`", "Use `bilat list` for other orders.")
    picked = _picked(run, query, filters, order)
    dated = [fact for fact in picked.facts if fact.when is not None]
    undated = picked.total - picked.dated
    kind = Charted if drawing.chart else Dated
    emit(run, out, form, kind(dated, picked.total, undated, by or "", bool(query)))
    warn(run)
    if not dated and undated:
        problem = f"none of {counted(undated, 'fact')} found has a date"
        raise NotFoundError(problem, "`bilat list` and `bilat search` show them.")
    if not dated:
        raise none_found(run.base, query, filters)
    if not form.drawn and undated:
        where = "search" if query else "list"
        output.tell(f"{undated} more without a date are in `bilat {where}`.")


def _picked(run: Run, query: list[str] | None, filters: Filters, order: Order) -> Picked:
    """The first facts of a timeline, and how many there are with and without a date."""
    base, scope = run.base, ("relation",)
    if not query:
        wanted = criteria(base, filters.typed(scope))
        return pick(base, wanted, "when", reverse=order.reverse, limit=order.limit)
    facts = arrange(base, chosen(run, query, filters, scope), "when", order.reverse)
    return Picked(facts[: order.limit], len(facts), sum(f.when is not None for f in facts))
