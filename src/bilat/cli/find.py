"""The command that finds facts by words: search."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from .. import output
from ..base.base import Base
from ..core.errors import NotFoundError, UsageError
from ..core.text import counted, echoed
from ..core.years import year_text
from ..lookup.criteria import SORTS, criteria
from ..lookup.listing import among, years
from ..render import shapes as records
from ..run import Run
from ..search import Answer, Hit, search
from .choose import tell_mended, warn
from .emit import FACT_COLUMNS, Form, Listing, emit, form, known, start
from .filters import Filters, Order, Searching
from .shared import Common, Output, grouped

if TYPE_CHECKING:
    from ..render.look import Look

SEARCH_LIMIT = 10


@grouped
def search_command(
    ctx: typer.Context,
    query: Annotated[
        list[str],
        typer.Argument(metavar="QUERY...", help='Words, "a phrase", -word, prefix*, topic:visa …'),
    ],
    filters: Filters,
    order: Order,
    out: Output,
    common: Common,
    how: Searching,
) -> None:
    """Find facts by words, best first.

    Words rank together: none is required, more matched is better. "A phrase" stays together, -word
    shuts out, prefix* begins a word, AND, OR and NOT combine, and topic: actor: kind: source: by:
    side: scope: when: since: until: filter. Put a query that begins with - after --.
    """
    this, shape = start(ctx, common), form(out, "facet" if how.facets else "fact")
    sort = known("--sort", order.sort or "score", (*SORTS, "score"))
    text = " ".join(query)
    if not text.strip():
        raise UsageError("the query is empty", "Name a word to look for, as `bilat search visa`.")
    answer = search(this.base, text, today=this.today, exact=how.exact)
    tell_mended(answer)
    found, first = _filtered(this.base, answer, filters, sort, order)
    if how.facets:
        _facets(this, out, shape, found)
    elif found or shape.name != "table":
        _show_hits(this, out, shape, answer, first, found, explain=how.explain)
    if not found:
        raise _no_hits(this.base, text, len(answer.scores))


def _filtered(
    base: Base, answer: Answer, filters: Filters, sort: str, order: Order
) -> tuple[list[str], list[str]]:
    """The facts found that meet the options and the fields of the query; the first in order."""
    limit = order.limit or SEARCH_LIMIT
    wanted = [criteria(base, answer.asked), criteria(base, filters.asked())]
    if sort == "score":
        # A query of nothing but filters ranks none before another.
        sort = "" if any(answer.scores.values()) else "when"
    found = among(base, list(answer.scores), wanted, sort, reverse=order.reverse)
    for barred in answer.barred:
        shut_out = set(among(base, found, [criteria(base, barred)], ""))
        found = [name for name in found if name not in shut_out]
    if sort:
        return found, found[:limit]
    return found, answer.best(found)[::-1][:limit] if order.reverse else answer.best(found, limit)


def _show_hits(
    this: Run,
    out: Output,
    shape: Form,
    answer: Answer,
    first: Sequence[str],
    found: Sequence[str],
    *,
    explain: bool,
) -> None:
    shown = [answer.hit(name) for name in first]
    listing = Listing(
        records=lambda: [records.hit(this.library, hit) for hit in shown],
        columns=FACT_COLUMNS,
        ids=lambda: [hit.fact.id for hit in shown],
        screen=lambda look: _hits_screen(this.base, shown, look, found, explain=explain),
    )
    emit(this, out, shape, listing)
    warn(this, [hit.fact for hit in shown])
    if shape.name != "table" and len(shown) < len(found):
        output.tell(f"{len(shown)} of {len(found)} hits; --limit {len(found)} shows all.")


def _hits_screen(
    base: Base, shown: Sequence[Hit], look: Look, found: Sequence[str], *, explain: bool
) -> str:
    from ..lookup.facets import facets
    from ..render.table import hits_table

    return hits_table(base, shown, look, len(found), facets(base, found), explain=explain)


def _facets(this: Run, out: Output, shape: Form, ids: Sequence[str]) -> None:
    from ..lookup.facets import facets

    found = [records.plain(row) for row in facets(this.base, ids)]
    listing = Listing(
        records=lambda: found,
        columns=("facet", "value", "facts"),
        ids=lambda: ids,
        screen=lambda look: _facets_screen(found, look),
    )
    if found or shape.name != "table":
        emit(this, out, shape, listing)


def _facets_screen(found: Sequence[records.Record], look: Look) -> str:
    from ..render.table import fields_table

    return fields_table(found, ("facet", "value", "facts"), look)


def _no_hits(base: Base, query: str, unfiltered: int) -> NotFoundError:
    if unfiltered:
        return NotFoundError(
            f"nothing about {echoed(query)} with these filters",
            f"Without them there would be {counted(unfiltered, 'fact')}.",
        )
    searched = f"{counted(len(base.facts), 'fact')} from {counted(len(base.sources), 'source')}"
    dated = years(base)
    if dated:
        searched += f", {year_text(dated[0])} to {year_text(dated[1])}"
    return NotFoundError(
        f"nothing about {echoed(query)} in {searched}",
        "`bilat topics` and `bilat actors` show what they are about.",
    )
