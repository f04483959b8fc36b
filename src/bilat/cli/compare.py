"""The command that sets sources side by side: compare."""

from __future__ import annotations

from typing import Annotated

from ..core.errors import NotFoundError
from ..core.text import counted
from ..lookup.compare import RELATIONSHIPS, compare
from ..lookup.criteria import criteria
from ..lookup.listing import arrange
from ..render.results import Comparisons
from ..run import Run
from .choose import Query, chosen, none_found, warn
from .emit import emit, form_of, known
from .filters import Filters
from .options import Output, grouped, option


@grouped
def compare_command(
    run: Run,
    filters: Filters,
    out: Output,
    query: Query = None,
    relationship: Annotated[
        list[str] | None,
        option(
            "RELATIONSHIP", f"Only what is so related: {', '.join(RELATIONSHIPS)}.", RELATIONSHIPS
        ),
    ] = None,
) -> None:
    """Compare sources: what they share, where they refine one another or differ, what one adds.

    Each quote stands beside the others with whose voice it is. --source, given more than once,
    chooses the sources to hear.
    """
    form = form_of(out, Comparisons)
    wanted = [
        known("--relationship", name, RELATIONSHIPS) for name in relationship or RELATIONSHIPS
    ]
    base = run.base
    facts = arrange(base, chosen(run, query, filters), "when")
    named = sorted(criteria(base, filters.typed()).sources)
    heard = named if len(named) > 1 else list(base.sources)
    rows = [row for row in compare(base, facts, heard) if row.relationship in wanted]
    emit(run, out, form, Comparisons(rows))
    if form.format != "ids":  # what one source says alone is shown without its quote
        run.library.unverified(fact for row in rows for fact in row.facts)
    warn(run)
    if not rows:
        if facts and relationship:
            problem = f"of {counted(len(facts), 'fact')} none is so related: {', '.join(wanted)}"
            raise NotFoundError(problem, "Without --relationship all are shown.")
        raise none_found(base, query, filters)
