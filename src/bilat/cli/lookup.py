"""Commands that go through facts in order: list, timeline."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from .. import output, records
from ..app import Run
from ..base import Base
from ..errors import NotFoundError, UsageError
from ..model import Fact
from ..select import SORTS, Asked, arrange, criteria, select
from ..text import counted, echoed
from ..timeline import timeline as by_year
from .emit import Listing, emit, form, known, start
from .shared import Common, Filters, Order, Output, grouped

if TYPE_CHECKING:
    from ..render.look import Look
    from ..search import Answer

FACT_COLUMNS = ("id", "when", "kind", "scope", "statement", "topics", "actors", "evidence.source")


Query = Annotated[
    list[str] | None, typer.Argument(metavar="[QUERY...]", help="Only facts with these words.")
]


def chosen(
    this: Run, query: Sequence[str] | None, filters: Filters, scope: tuple[str, ...] = ()
) -> list[Fact]:
    """The facts that a query finds, or all, that also meet the filters.

    Args:
        this: the run.
        query: words, as for a search; None or blanks for all facts.
        filters: what the options ask for.
        scope: the scopes where neither the options nor the query's fields name one.
    """
    base = this.base
    facts: Sequence[Fact] = list(base.facts.values())
    if query and " ".join(query).strip():
        from ..search import search  # and so sqlite3

        answer = search(base, " ".join(query))
        tell_mended(answer)
        facts = [scored.fact for scored in answer.found]
        facts = select(base, facts, criteria(base, answer.asked))
        scope = answer.asked.scope or scope
    return select(base, facts, criteria(base, filters.asked(scope=scope)))


def warn(this: Run, facts: Sequence[Fact]) -> None:
    """Tell of facts whose receipt does not hold, where the sources were read."""
    if "library" not in this.__dict__:
        return
    failed = this.library.unverified(facts)
    if failed:
        output.tell(f"not verified against their source: {', '.join(failed)}. See `bilat verify`.")


@grouped
def list_command(
    ctx: typer.Context, filters: Filters, order: Order, out: Output, common: Common
) -> None:
    """List facts, earliest first, the undated last."""
    this, shape = start(ctx, common), form(out, "fact")
    sort = known("--sort", order.sort or "when", SORTS)
    base = this.base
    found = select(base, base.facts.values(), criteria(base, filters.asked()))
    found = arrange(base, found, sort, order.reverse)
    shown = found[: order.limit]
    listing = Listing(
        records=lambda: [records.fact(this.library, fact) for fact in shown],
        columns=FACT_COLUMNS,
        ids=lambda: [fact.id for fact in shown],
        screen=lambda look: _list_screen(base, shown, look, len(found)),
    )
    if shown or shape.name != "table":
        emit(this, out, shape, listing)
    warn(this, shown)
    if not shown:
        raise none_found(base, None, filters)


def _list_screen(base: Base, shown: Sequence[Fact], look: Look, total: int) -> str:
    from ..render.table import facts_table

    return facts_table(base, shown, look, total)


def none_found(base: Base, query: Sequence[str] | None, filters: Filters) -> NotFoundError:
    """That no fact was found, and what would find more."""
    advice = "Use fewer filters."
    asked = filters.asked()
    if query and asked == Asked():
        return NotFoundError(f"nothing about {echoed(' '.join(query))}", "Try `bilat search`.")
    if not filters.possible and (asked.since or asked.until or asked.during):
        advice = "Use fewer filters, or add --possible for vague and doubtful dates."
    return NotFoundError(f"none of {counted(len(base.facts), 'fact')} meets these filters", advice)


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
    facts = chosen(this, query, filters, scope=("relation",))
    found = arrange(this.base, facts, "when", order.reverse)
    line = by_year(found, order.limit)
    listing = Listing(
        records=lambda: [records.fact(this.library, fact) for fact in line.facts],
        columns=FACT_COLUMNS,
        ids=lambda: [fact.id for fact in line.facts],
        screen=lambda look: _timeline_screen(this, found, look, order.limit),
    )
    if line.years or shape.name != "table":
        emit(this, out, shape, listing)
    warn(this, line.facts)
    if not line.years:
        raise none_found(this.base, query, filters)
    if shape.name != "table" and line.undated:
        output.tell(f"{line.undated} more without a date are in `bilat list`.")


def _timeline_screen(this: Run, found: Sequence[Fact], look: Look, limit: int | None) -> str:
    from ..render.timeline import timeline_screen

    return timeline_screen(this.base, by_year(found, limit), look, len(found))


def tell_mended(answer: Answer) -> None:
    """Say what was searched where a word as typed finds nothing."""
    for typed, better in answer.mended.items():
        output.tell(f"searched {better!r} for {echoed(typed)}; --exact searches as typed.")
