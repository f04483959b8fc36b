"""How commands come to the facts asked for, and what they say where there are none."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from .. import output
from ..base.base import Base
from ..core.errors import NotFoundError
from ..core.model import Fact
from ..core.text import counted, echoed
from ..lookup.criteria import Asked, criteria
from ..lookup.listing import among, pick
from ..run import Run
from .filters import Filters

if TYPE_CHECKING:
    from ..search import Answer

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
    if not query or not " ".join(query).strip():
        return list(pick(base, criteria(base, filters.asked(scope=scope)), "when").facts)
    from ..search import search  # and so sqlite3

    answer = search(base, " ".join(query), today=this.today)
    tell_mended(answer)
    asked = (answer.asked, filters.asked(scope=answer.asked.scope or scope))
    found = among(base, list(answer.scores), [criteria(base, one) for one in asked], "")
    for barred in answer.barred:
        shut_out = set(among(base, found, [criteria(base, barred)], ""))
        found = [name for name in found if name not in shut_out]
    return [base.facts[name] for name in answer.best(found)]


def warn(this: Run, facts: Sequence[Fact]) -> None:
    """Tell of facts whose receipt does not hold, where the sources were read."""
    if "library" not in this.__dict__:
        return
    failed = this.library.unverified(facts)
    if failed:
        output.tell(f"not verified against their source: {', '.join(failed)}. See `bilat verify`.")


def none_found(base: Base, query: Sequence[str] | None, filters: Filters) -> NotFoundError:
    """That no fact was found, and what would find more."""
    advice = "Use fewer filters."
    asked = filters.asked()
    if query and asked == Asked():
        return NotFoundError(f"nothing about {echoed(' '.join(query))}", "Try `bilat search`.")
    if not filters.possible and (asked.since or asked.until or asked.during):
        advice = "Use fewer filters, or add --possible for vague and doubtful dates."
    return NotFoundError(f"none of {counted(len(base.facts), 'fact')} meets these filters", advice)


def tell_mended(answer: Answer) -> None:
    """Say what was searched where a word as typed finds nothing."""
    for typed, better in answer.mended.items():
        output.tell(f"searched {better!r} for {echoed(typed)}; --exact searches as typed.")
    for note in answer.notes:
        output.tell(f"{note}.")
    if answer.verdict == "in part":
        missing = ", ".join(map(echoed, answer.unborne))
        output.tell(f"in part: no fact bears {missing} with the rest.")
