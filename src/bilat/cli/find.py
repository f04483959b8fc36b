"""The command that finds facts by words: search."""

from __future__ import annotations

from typing import Annotated

from .. import output
from ..base.base import Base
from ..core.errors import NotFoundError, UsageError
from ..core.text import counted, echoed
from ..core.years import year_text
from ..lookup.criteria import SORTS, criteria
from ..lookup.listing import among, years
from ..render.results import Facets, Hits
from ..run import Run
from ..search.answer import Answer, search
from .choose import tell_mended, warn
from .emit import emit, form_of, known
from .filters import Filters, Order, Searching
from .options import Output, argument, grouped

SEARCH_LIMIT = 10


@grouped
def search_command(
    run: Run,
    query: Annotated[
        list[str], argument("QUERY...", 'Words, "a phrase", -word, prefix*, topic:ID …')
    ],
    filters: Filters,
    order: Order,
    out: Output,
    how: Searching,
) -> None:
    """Find facts by words, best first.

    Words rank together: none is required, more matched is better. "A phrase" stays together, -word
    shuts out, prefix* begins a word, AND, OR and NOT combine, and topic: actor: kind: source: by:
    side: scope: when: since: until: filter. Put a query that begins with - after --.
    """
    form = form_of(out, Facets if how.facets else Hits)
    sort = known("--sort", order.sort or "score", (*SORTS, "score"))
    text = " ".join(query)
    if not text.strip():
        raise UsageError("the query is empty", f"Name a word to look for{_example(run.base)}.")
    # Bytes that are no text match nothing, and cannot be told of in JSON.
    answer = search(run.base, text.encode(errors="replace").decode(), exact=how.exact)
    tell_mended(answer)
    found, best = _met(run.base, answer, filters, sort, order)
    if how.facets:
        emit(run, out, form, _facets(answer, found, order))
    else:
        hits = [answer.hit(name) for name in best]
        emit(run, out, form, Hits(hits, found, how.explain))
    warn(run)
    if not found:
        raise _no_hits(run.base, text, len(answer.scores))
    if not (how.facets or form.drawn) and len(best) < len(found):
        output.tell(f"{len(best)} of {len(found)} hits; --limit {len(found)} shows all.")


def _example(base: Base) -> str:
    """A search that finds something in a base, in words."""
    import shlex  # only here

    topic = next(iter(base.topics.values()), None)
    return f", as `bilat search {shlex.quote(topic.label)}`" if topic else ""


def _met(
    base: Base, answer: Answer, filters: Filters, sort: str, order: Order
) -> tuple[list[str], list[str]]:
    """The facts found that meet the options and the fields of the query; the first in order."""
    limit = order.limit or SEARCH_LIMIT
    wanted = [criteria(base, answer.asked), criteria(base, filters.typed())]
    if sort == "score":
        # A query of nothing but filters ranks none before another.
        sort = "" if any(answer.scores.values()) else "when"
    met = among(base, list(answer.scores), wanted, sort, reverse=order.reverse)
    if sort:
        return met, met[:limit]
    return met, answer.best(met)[::-1][:limit] if order.reverse else answer.best(met, limit)


def _facets(answer: Answer, found: list[str], order: Order) -> Facets:
    from ..search.facets import facets

    ids = found if order.sort in SORTS else answer.best(found)
    return Facets(facets(answer.index.base, found), ids)


def _no_hits(base: Base, query: str, unfiltered: int) -> NotFoundError:
    if unfiltered:
        problem = f"nothing about {echoed(query)} with these filters"
        return NotFoundError(problem, f"Without them there would be {counted(unfiltered, 'fact')}.")
    searched = f"{counted(len(base.facts), 'fact')} from {counted(len(base.sources), 'source')}"
    dated = years(base)
    if dated:
        searched += f", {year_text(dated[0])} to {year_text(dated[1])}"
    problem = f"nothing about {echoed(query)} in {searched}"
    return NotFoundError(problem, "`bilat topics` and `bilat actors` show what they are about.")
