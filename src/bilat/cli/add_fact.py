"""The command that adds facts: add fact."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from .. import output
from ..base.document import Document
from ..core.errors import BilatError, NotFoundError, UsageError
from ..core.text import counted, printable, shortened
from ..core.wording import differing, wording
from ..curate import authoring, batch, drafting, store
from ..curate.naming import Names
from ..curate.trial import Query
from ..lookup.ids import unique
from ..run import Run
from . import asking, settling
from .given import given
from .options import argument, grouped
from .progress import working
from .settling import Queries, Quoted, Row, Said

# So many places of a quote are told by their lines.
_MOST_LINES = 20


@grouped
def fact_command(
    run: Run,
    said: Said,
    source: Annotated[str | None, argument("[SOURCE]", "The source of the quote.")] = None,
    quote: Annotated[list[str] | None, argument("[QUOTE]...", "The words that bear it.")] = None,
    id_: Annotated[str | None, typer.Option("--id", metavar="ID", help="Its id.")] = None,
    queries: Queries = None,
    from_: Annotated[
        Path | None,
        typer.Option(
            "--from", metavar="FILE", help="Add many: a JSON object a line; - reads stdin."
        ),
    ] = None,
) -> None:
    """Add a fact, with the quote that bears it.

    The quote is found also over the ends of lines. Time, actors, topics, speaker and id are
    proposed from it and from the statement; at a terminal each is asked for, and keywords are
    proposed. With --from many facts are added at once, or none: every fault is told, with its line.
    """
    own = run.own  # or it is refused before anything is asked
    if from_ is not None:
        if source or quote:
            raise UsageError("--from goes without SOURCE and QUOTE", "Each line names its own.")
        _many(run, own, from_)
        return
    if source is None:
        raise UsageError("no source is named", "`bilat add fact SOURCE QUOTE`; or use --from FILE.")
    document = run.library.document(unique(source, run.base.sources, "source"))
    add_one(run, document, " ".join(quote or ()), said, id_, settling.queries(own, queries))


def add_one(
    run: Run,
    document: Document,
    quote: str,
    said: Said,
    id_: str | None = None,
    queries: Sequence[Query] = (),
) -> None:
    """Settle one fact, and write it.

    Raises:
        BilatError: something is missing or not known, and nobody can be asked.
    """
    span = _span(document, quote, said.place)
    quoted = Quoted(run, Names(run.base), document, span, said)
    if asking.able():
        _show(document, span)
    row = settling.settled(quoted)
    more = row["id"] in run.base.facts  # it is there, and has more evidence now
    row["id"] = row["id"] if more else id_ or row["id"]
    settling.ask_keywords(quoted, row, queries)
    text = document.text[slice(*span)]
    if text != quote.strip() and quote:
        output.tell(f"the quote is taken as the text has it: {shortened(text, 200)}")
    _write(run, quoted.named, row, more=more)


def _span(document: Document, quote: str, place: int | None) -> drafting.Span:
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
        asking.required({"QUOTE the words that bear it": quote})
        found = drafting.find(document.text, quote, marks=True)
        if len(found) == 1 or (found and place and place <= len(found)):
            return found[(place or 1) - 1]
        near = [] if found else authoring.locate(document, quote, 1)
        problem = _not_once(document, quote, found, near)
        if not asking.able():
            raise problem
        asking.say(f"  {problem.told}")
        if not found:
            told = "Quote (Enter takes the nearest)" if near else "Quote"
            nearest = near[0].quote if near else ""
            quote = asking.line(told, nearest, asking.some, shown=False)
            continue
        place = int(asking.line("Which", "1", partial(_number, most=len(found))))


def _number(typed: str, most: int) -> str:
    if not (typed.isdecimal() and 1 <= int(typed) <= most):
        raise UsageError(f"it is a number from 1 to {most}")
    return typed


def _not_once(
    document: Document, quote: str, found: list[drafting.Span], near: list[authoring.Place]
) -> BilatError:
    source = document.source.id
    if found:
        places = enumerate(found[:_MOST_LINES], 1)
        lines = ", ".join(f"{n}: line {document.line(at)}" for n, (at, _) in places)
        problem = f"the quote stands {len(found)} times in {source} ({lines})"
        return UsageError(problem, "Give more of it, or say which with --place N.")
    problem = f"{source} does not hold this quote"
    if not near:
        return NotFoundError(problem, f"`bilat read {source}` shows the text.")
    changes = shortened(differing(wording(quote), wording(near[0].quote)), 200)
    return NotFoundError(problem, f"Nearest, line {near[0].line}: {changes}")


def _show(document: Document, span: drafting.Span) -> None:
    """Show a quote marked in its sentences."""
    place = document.paragraph(span[0])
    number = f"¶{place.number}" if place and place.number else place.region if place else ""
    asking.say(
        f"  {number}, line {document.line(span[0])}: {printable(drafting.marked(document, span))}"
    )


def _write(run: Run, named: Names, row: Row, *, more: bool) -> None:
    """Put a fact in place, with those that it is about; `more` evidence replaces what is there."""
    told = [f"{'evidence of' if more else 'fact'} {row['id']} added", *named.told()]
    with store.changing(run.own, f"add fact {row['id']}") as draft:
        draft.add("entities", named.entities.values())
        draft.add("topics", named.topics.values())
        if more:
            draft.put("facts", row)
        else:
            draft.add("facts", [row])
        draft.done += told
    run.renew()
    output.tell(f"{', '.join(told)}.")


def _many(run: Run, own: Path, file: Path) -> None:
    """Add the facts of a file, or none of them."""
    name = "standard input" if str(file) == "-" else printable(str(file))
    data = given(file, name, "Name a file.")
    with working(f"reading {name}"):
        rows, faults = batch.facts(run.base, run.library.document, data, run.today)
    for fault in faults:
        output.tell(f"{name}, {fault}")
    if faults:
        raise UsageError(f"nothing was added: {counted(len(faults), 'fault')}", "Mend them all.")
    with working("writing the base"), store.changing(own, f"add fact --from {name}") as draft:
        draft.add("facts", rows)
        draft.done.append(f"{counted(len(rows), 'fact')} added")
    output.tell(f"{counted(len(rows), 'fact')} added.")
