"""How commands come to the facts they are about, and what they say where there are none."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

from .. import output
from ..base.base import Base
from ..core.errors import NotFoundError
from ..core.model import Fact
from ..core.text import counted, echoed
from ..lookup.criteria import Asked, criteria
from ..lookup.listing import among, pick
from ..run import Run
from .filters import Filters
from .options import argument

if TYPE_CHECKING:
    from ..search import Answer

Query = Annotated[list[str] | None, argument("[QUERY...]", "Only facts with these words.")]


def chosen(
    base: Base, query: Sequence[str] | None, filters: Filters, scope: tuple[str, ...] = ()
) -> list[Fact]:
    """The facts that a query finds, or all, that also meet the filters.

    Args:
        base: where to look.
        query: words, as for a search; None or blanks for all facts.
        filters: what the options ask for.
        scope: the scopes where neither the options nor the query's fields name one.
    """
    if not query or not " ".join(query).strip():
        return list(pick(base, criteria(base, filters.typed(scope)), "when").facts)
    from ..search import search  # and so all that it takes

    answer = search(base, " ".join(query))
    tell_mended(answer)
    typed = (answer.asked, filters.typed(answer.asked.scope or scope))
    met = among(base, list(answer.scores), [criteria(base, some) for some in typed], "")
    return [base.facts[name] for name in answer.best(met)]


def warn(run: Run) -> None:
    """Tell of the facts shown of which a quote was looked up in its source and not found."""
    failed = run.library.failed
    if failed:
        output.tell(f"not verified against their source: {', '.join(failed)}. See `bilat verify`.")


def none_found(base: Base, query: Sequence[str] | None, filters: Filters) -> NotFoundError:
    """That no fact was found, and what would find more."""
    advice = "Use fewer filters."
    typed = filters.typed()
    if query and typed == Asked():
        return NotFoundError(f"nothing about {echoed(' '.join(query))}", "Try `bilat search`.")
    if not filters.possible and (typed.since or typed.until or typed.during):
        advice = "Use fewer filters, or add --possible for vague and doubtful dates."
    return NotFoundError(f"none of {counted(len(base.facts), 'fact')} meets these filters", advice)


def tell_mended(answer: Answer) -> None:
    """Say what was searched where a word as typed finds nothing."""
    for typed, better in answer.mended.items():
        output.tell(f"searched {better!r} for {echoed(typed)}; --exact searches as typed.")
