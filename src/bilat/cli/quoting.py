"""Where the quote of a fact stands in its source, once that is settled."""

from __future__ import annotations

from functools import partial

from ..base.document import Document
from ..core.errors import BilatError, NotFoundError, UsageError
from ..core.text import printable, shortened
from ..core.wording import differing, wording
from ..curate import authoring, drafting
from . import asking

# So many places of a quote are told by their lines.
_MOST_LINES = 20


def settled(document: Document, quote: str, place: int | None) -> drafting.Span:
    """Where a quote stands; at a terminal it is asked again until it stands there, and where.

    Args:
        document: the source's text.
        quote: its words, or "" for what is to be asked.
        place: which of the places is meant, from 1.

    Raises:
        BilatError: it is missing, not there, or there more than once, and nobody can be asked.
    """
    while True:
        if not quote and asking.able():
            quote = asking.line("Quote")
        if not quote:
            asking.required({"QUOTE": "the words that bear it"})
        found = drafting.find(document, quote)
        if len(found) == 1 or (found and place and place <= len(found)):
            return found[(place or 1) - 1]
        problem = _not_once(document, quote, found)
        if not asking.able():
            raise problem
        asking.say(f"  {problem.problem}. {problem.advice}")
        if not found:
            near = _nearest(document, quote)
            told = "Quote (Enter takes the nearest)" if near else "Quote"
            quote = asking.line(told, near, asking.some, shown=False)
            continue
        place = int(asking.line("Which", "1", partial(_number, most=len(found))))


def _number(typed: str, most: int) -> str:
    if not (typed.isdecimal() and 1 <= int(typed) <= most):
        raise UsageError(f"it is a number from 1 to {most}")
    return typed


def _not_once(document: Document, quote: str, found: list[drafting.Span]) -> BilatError:
    source = document.source.id
    if found:
        places = enumerate(found[:_MOST_LINES], 1)
        lines = ", ".join(f"{n}: line {document.line(at)}" for n, (at, _) in places)
        problem = f"the quote stands {len(found)} times in {source} ({lines})"
        return UsageError(problem, "Give more of it, or say which with --place N.")
    near = authoring.locate(document, quote, 1)
    problem = f"{source} does not hold this quote"
    if not near:
        return NotFoundError(problem, f"`bilat read {source}` shows the text.")
    return NotFoundError(problem, f"Nearest, line {near[0].line}: {_changes(quote, near[0].quote)}")


def _nearest(document: Document, quote: str) -> str:
    return next((place.quote for place in authoring.locate(document, quote, 1)), "")


def _changes(quote: str, nearest: str) -> str:
    """The nearest passage, with what of it differs from a quote by word."""
    return shortened(differing(wording(quote), wording(nearest)), 200)


def show(document: Document, span: drafting.Span) -> None:
    """Show a quote marked in its sentences."""
    place = document.paragraph(span[0])
    number = f"¶{place.number}" if place and place.number else place.region if place else ""
    asking.say(
        f"  {number}, line {document.line(span[0])}: {printable(drafting.marked(document, span))}"
    )
