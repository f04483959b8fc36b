"""The command that finds facts by words: search."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from .. import output, records
from ..app import Run
from ..base import Base
from ..errors import NotFoundError, UsageError
from ..listing import among, years
from ..search.answer import Answer, Hit, search
from ..search.answer import facets as count_facets
from ..search.rank import Scored
from ..select import SORTS, criteria
from ..text import counted, echoed
from ..timeline import year_text
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
    answer = search(this.base, text, exact=how.exact)
    tell_mended(answer)
    hits = _filtered(this.base, answer, filters, sort, reverse=order.reverse)
    if how.facets:
        _facets(this, out, shape, [hit.fact for hit in hits])
    elif hits or shape.name != "table":
        _show_hits(this, out, shape, answer, hits, order.limit or SEARCH_LIMIT, explain=how.explain)
    if not hits:
        raise _no_hits(this.base, text, len(answer.found))


def _filtered(
    base: Base, answer: Answer, filters: Filters, sort: str, *, reverse: bool
) -> list[Scored]:
    """The hits that meet the options and the fields of the query, in order."""
    by_id = {scored.fact: scored for scored in answer.found}
    wanted = [criteria(base, answer.asked), criteria(base, filters.asked())]
    if sort == "score":
        # A query of nothing but filters ranks none before another.
        sort = "" if any(scored.score for scored in answer.found) else "when"
    found = among(base, list(by_id), wanted, sort, reverse=reverse)
    return [by_id[name] for name in found]


def _show_hits(
    this: Run,
    out: Output,
    shape: Form,
    answer: Answer,
    hits: Sequence[Scored],
    limit: int,
    *,
    explain: bool,
) -> None:
    shown = [answer.hit(scored) for scored in hits[:limit]]
    listing = Listing(
        records=lambda: [records.hit(this.library, hit) for hit in shown],
        columns=FACT_COLUMNS,
        ids=lambda: [hit.fact.id for hit in shown],
        screen=lambda look: _hits_screen(this.base, shown, look, hits, explain=explain),
    )
    emit(this, out, shape, listing)
    warn(this, [hit.fact for hit in shown])
    if shape.name != "table" and len(shown) < len(hits):
        output.tell(f"{len(shown)} of {len(hits)} hits; --limit {len(hits)} shows all.")


def _hits_screen(
    base: Base, shown: Sequence[Hit], look: Look, hits: Sequence[Scored], *, explain: bool
) -> str:
    from ..render.table import hits_table

    counts = count_facets(base, [hit.fact for hit in hits])
    return hits_table(base, shown, look, len(hits), counts, explain=explain)


def _facets(this: Run, out: Output, shape: Form, ids: Sequence[str]) -> None:
    found = [records.plain(row) for row in count_facets(this.base, ids)]
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
