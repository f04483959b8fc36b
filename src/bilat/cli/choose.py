"""How commands come to the facts they are about, and what they say where there are none."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

from .. import output
from ..base.base import Base
from ..core.errors import NotFoundError
from ..core.model import Fact
from ..core.text import counted, echoed, left
from ..lookup.criteria import Asked, Criteria, criteria, field
from ..lookup.listing import among, pick
from ..run import Run
from .filters import TIMES, Filters, edtf
from .options import argument

if TYPE_CHECKING:
    from ..search import Answer

Query = Annotated[list[str] | None, argument("[QUERY...]", "Only facts with these words.")]


def chosen(
    run: Run, query: Sequence[str] | None, filters: Filters, scope: tuple[str, ...] = ()
) -> list[Fact]:
    """The facts that a query finds, or all, that also meet the filters.

    Args:
        run: the run, for its base and its day.
        query: words, as for a search; None or blanks for all facts.
        filters: what the options ask for.
        scope: the scopes where neither the options nor the query's fields name one.
    """
    base = run.base
    if not query or not " ".join(query).strip():
        return list(pick(base, criteria(base, filters.typed(scope)), "when").facts)
    from ..search import search  # and so all that it takes

    text = " ".join(query)
    answer = search(base, text, today=run.today)
    answer, ids = met(base, answer, filters.typed(answer.asked.scope or scope))
    tell_how(answer, text)
    return [base.facts[name] for name in answer.best(ids)]


def met(
    base: Base,
    answer: Answer,
    typed: Asked,
    sort: str = "",
    *,
    reverse: bool = False,
    loose: bool = False,
) -> tuple[Answer, list[str]]:
    """The answer of the facts that meet the fields of a query and the options, and those shown.

    Args:
        base: what the facts are of.
        answer: what the query asked for.
        typed: what the options ask for.
        sort: one of SORTS, or "" where their order does not matter.
        reverse: run the other way.
        loose: hold nothing back.
    """
    wanted = [_of_query(base, answer.asked), criteria(base, typed)]
    ids = list(answer.loose if loose else answer.scores)
    found = among(base, ids, wanted, sort, reverse=reverse)
    for barred in answer.barred:
        out = set(among(base, found, [_of_query(base, barred)], ""))
        found = [name for name in found if name not in out]
    answer = answer.within(found) if len(found) < len(ids) else answer
    return answer, found if loose else answer.kept([n for n in found if n in answer.scores])


def _of_query(base: Base, asked: Asked) -> Criteria:
    """What the fields of a query ask for, their dates read as those of options are."""
    values = asked._asdict()
    for name in TIMES:
        values[name] = tuple(edtf(field(name), value) for value in values[name])
    return criteria(base, Asked(**values), field)


def warn(run: Run) -> None:
    """Tell of the facts shown of which a quote was looked up in its source and not found."""
    failed = run.library.failed
    if failed:
        output.tell(f"not verified against their source: {', '.join(failed)}. See `bilat verify`.")


def no_facts() -> NotFoundError:
    """That the base is empty, and how to begin."""
    return NotFoundError("the base has no facts yet", "Begin with `bilat add source FILE`.")


def none_found(base: Base, query: Sequence[str] | None, filters: Filters) -> NotFoundError:
    """That no fact was found, and what would find more."""
    if not base.facts:
        return no_facts()
    advice = "Use fewer filters."
    typed = filters.typed()
    if query and typed == Asked():
        return NotFoundError(f"nothing about {echoed(' '.join(query))}", "Try `bilat search`.")
    if not filters.possible and (typed.since or typed.until or typed.during):
        advice = "Use fewer filters, or add --possible for vague and doubtful dates."
    return NotFoundError(f"none of {counted(len(base.facts), 'fact')} meets these filters", advice)


def tell_how(answer: Answer, text: str, *, judged: bool = True) -> None:
    """Say how a query was read where that is not plain, and what no fact bears with the rest.

    Args:
        answer: what the query found.
        text: the query as typed.
        judged: whether to tell the verdict.
    """
    for typed, better in answer.mended.items():
        output.tell(f"searched {better!r} for {echoed(typed)}; --exact searches as typed.")
    for note in answer.notes:
        output.tell(f"{note}.")
    if judged and answer.verdict == "in part":
        rest = " together with the rest" if left(text, answer.unborne) else ""
        output.tell(f"in part: no fact bears {listed(answer.unborne)}{rest}.")


def listed(texts: Sequence[str]) -> str:
    """What was typed, in quotation marks with commas between."""
    return ", ".join(map(echoed, texts))
