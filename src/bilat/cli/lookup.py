"""Commands that pick facts: search, list, timeline."""

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
from ..text import counted, did_you_mean, printable
from ..timeline import timeline as by_year
from .emit import Listing, emit, form, start
from .shared import Common, Filters, Order, Output, grouped

if TYPE_CHECKING:
    from ..render.look import Look
    from ..search import Hit

FACT_COLUMNS = ("id", "when", "kind", "scope", "statement", "topics", "actors", "evidence.source")
SEARCH_LIMIT = 10


@grouped
def search_command(
    ctx: typer.Context,
    query: Annotated[
        list[str], typer.Argument(metavar="QUERY...", help='Words, or a "quoted phrase".')
    ],
    filters: Filters,
    order: Order,
    out: Output,
    common: Common,
) -> None:
    """Find facts by words, best first.

    Words rank together: none is required, more matched is better. Put a word that begins with -
    after --.
    """
    from ..search import search

    this, shape = start(ctx, common), form(out, "fact")
    sort = _sort(order.sort, (*SORTS, "score"), "score")
    text = " ".join(query)
    if not text.strip():
        raise UsageError("the query is empty", "Name a word to look for, as `bilat search visa`.")
    base = this.base
    wanted = criteria(base, filters.asked())
    every = search(base, text)
    kept = {fact.id for fact in select(base, (hit.fact for hit in every), wanted)}
    hits = [hit for hit in every if hit.fact.id in kept]
    if sort != "score":
        by_id = {hit.fact.id: hit for hit in hits}
        found = arrange(base, (hit.fact for hit in hits), sort, order.reverse)
        hits = [by_id[fact.id] for fact in found]
    elif order.reverse:
        hits.reverse()
    shown = hits[: order.limit or SEARCH_LIMIT]
    listing = Listing(
        records=lambda: [records.hit(this.library, hit) for hit in shown],
        columns=FACT_COLUMNS,
        ids=lambda: [hit.fact.id for hit in shown],
        screen=lambda look: _hits_screen(base, shown, look, len(hits)),
    )
    if shown or shape.name != "table":
        emit(this, out, shape, listing)
    _warn(this, [hit.fact for hit in shown])
    if not shown:
        raise _no_hits(base, text, len(every))
    if shape.name != "table" and len(shown) < len(hits):
        output.tell(f"{len(shown)} of {len(hits)} hits; --limit {len(hits)} shows all.")


def _hits_screen(base: Base, shown: Sequence[Hit], look: Look, total: int) -> str:
    from ..render.table import hits_table

    return hits_table(base, shown, look, total)


def _no_hits(base: Base, query: str, unfiltered: int) -> NotFoundError:
    shown = printable(query)
    shown = repr(shown if len(shown) <= 60 else f"{shown[:57]}...")
    if unfiltered:
        return NotFoundError(
            f"nothing about {shown} with these filters",
            f"Without them there would be {counted(unfiltered, 'fact')}.",
        )
    searched = f"{counted(len(base.facts), 'fact')} from {counted(len(base.sources), 'source')}"
    return NotFoundError(
        f"nothing about {shown} in {searched}",
        "`bilat topics` and `bilat actors` show what they are about.",
    )


def _sort(asked: str | None, known: tuple[str, ...], default: str) -> str:
    if asked is None:
        return default
    if asked in known:
        return asked
    advice = did_you_mean(asked, list(known)) or f"It takes {', '.join(known)}."
    raise UsageError(f"--sort: {printable(repr(asked))} is not known", advice)


def _warn(this: Run, facts: Sequence[Fact]) -> None:
    """Tell of facts whose receipt does not hold, where the sources were read."""
    if "library" not in this.__dict__:
        return
    failed = [f.id for f in facts if any(not this.library.receipt(e).verified for e in f.evidence)]
    if failed:
        output.tell(f"not verified against their source: {', '.join(failed)}. See `bilat verify`.")


@grouped
def list_command(
    ctx: typer.Context, filters: Filters, order: Order, out: Output, common: Common
) -> None:
    """List facts, earliest first, the undated last."""
    this, shape = start(ctx, common), form(out, "fact")
    sort = _sort(order.sort, SORTS, "when")
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
    _warn(this, shown)
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
    if _sort(order.sort, SORTS, "when") != "when":
        raise UsageError("--sort: a timeline runs by `when`", "Use `bilat list` for other orders.")
    base = this.base
    facts: Sequence[Fact] = list(base.facts.values())
    if query and " ".join(query).strip():
        from ..search import search  # and so sqlite3

        facts = [hit.fact for hit in search(base, " ".join(query))]
    wanted = criteria(base, filters.asked(scope=("relation",)))
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
    _warn(this, line.facts)
    if not line.years:
        raise _none(base, filters)
    if shape.name != "table" and line.undated:
        output.tell(f"{line.undated} more without a date are in `bilat list`.")


def _timeline_screen(this: Run, found: Sequence[Fact], look: Look, limit: int | None) -> str:
    from ..render.timeline import timeline_screen

    return timeline_screen(this.base, by_year(found, limit), look, len(found))
