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
from ..select import SORTS, arrange, criteria, select
from ..text import counted, did_you_mean, echoed
from ..timeline import timeline as by_year
from .emit import Listing, emit, form, start
from .shared import Common, Filters, Order, Output, grouped

if TYPE_CHECKING:
    from ..render.look import Look
    from ..search import Answer

FACT_COLUMNS = ("id", "when", "kind", "scope", "statement", "topics", "actors", "evidence.source")


def sort_key(asked: str | None, known: tuple[str, ...], default: str) -> str:
    """The order asked for, or the default.

    Raises:
        UsageError: it is not known.
    """
    if asked is None:
        return default
    if asked in known:
        return asked
    advice = did_you_mean(asked, list(known)) or f"It takes {', '.join(known)}."
    raise UsageError(f"--sort: {echoed(asked)} is not known", advice)


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
    sort = sort_key(order.sort, SORTS, "when")
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
        raise _none(base, filters)


def _list_screen(base: Base, shown: Sequence[Fact], look: Look, total: int) -> str:
    from ..render.table import facts_table

    return facts_table(base, shown, look, total)


def _none(base: Base, filters: Filters) -> NotFoundError:
    advice = "Use fewer filters."
    asked = filters.asked()
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
    query: Annotated[
        list[str] | None, typer.Argument(metavar="[QUERY...]", help="Only facts with these words.")
    ] = None,
) -> None:
    """Show dated facts of the relationship in order of time.

    Facts that are not about the relationship itself need --scope all.
    """
    this, shape = start(ctx, common), form(out, "fact")
    if sort_key(order.sort, SORTS, "when") != "when":
        raise UsageError("--sort: a timeline runs by `when`", "Use `bilat list` for other orders.")
    base = this.base
    facts: Sequence[Fact] = list(base.facts.values())
    scope: tuple[str, ...] = ("relation",)
    if query and " ".join(query).strip():
        from ..search import search  # and so sqlite3

        answer = search(base, " ".join(query))
        tell_mended(answer)
        facts = [scored.fact for scored in answer.found]
        facts = select(base, facts, criteria(base, answer.asked))
        scope = answer.asked.scope or scope
    wanted = criteria(base, filters.asked(scope=scope))
    found = arrange(base, select(base, facts, wanted), "when", order.reverse)
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
    if not line.years and query and not facts:
        raise NotFoundError(f"nothing about {echoed(' '.join(query))}", "Try `bilat search`.")
    if not line.years:
        raise _none(base, filters)
    if shape.name != "table" and line.undated:
        output.tell(f"{line.undated} more without a date are in `bilat list`.")


def _timeline_screen(this: Run, found: Sequence[Fact], look: Look, limit: int | None) -> str:
    from ..render.timeline import timeline_screen

    return timeline_screen(this.base, by_year(found, limit), look, len(found))


def tell_mended(answer: Answer) -> None:
    """Say what was searched where a word as typed finds nothing."""
    for typed, better in answer.mended.items():
        output.tell(f"searched {better!r} for {echoed(typed)}; --exact searches as typed.")
