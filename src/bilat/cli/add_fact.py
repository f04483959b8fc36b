"""The command that adds facts: add fact."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from .. import output
from ..base.document import Document
from ..core.errors import UsageError
from ..core.text import counted, printable, shortened
from ..curate import batch, naming, store
from ..curate.trial import Query
from ..lookup.ids import unique
from ..run import Run
from . import asking, keywords, quoting, settling
from .given import given
from .keywords import Queries
from .options import argument, grouped
from .progress import working
from .settling import Quoted, Row, Said


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
    add_one(run, document, " ".join(quote or ()), said, id_, keywords.queries(own, queries))


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
    span = quoting.settled(document, quote, said.place)
    quoted = Quoted(run, naming.nothing(), document, span, said)
    if asking.able():
        quoting.show(document, span)
    row = settling.settled(quoted)
    more = row["id"] in run.base.facts  # it is there, and has more evidence now
    row["id"] = row["id"] if more else id_ or row["id"]
    keywords.ask(quoted, row, queries)
    text = document.text[slice(*span)]
    if text != quote.strip() and quote:
        output.tell(f"the quote is taken as the text has it: {shortened(text, 200)}")
    _write(run, quoted.made, row, more=more)


def _write(run: Run, made: naming.Made, row: Row, *, more: bool) -> None:
    """Put a fact in place, with those that it is about; `more` evidence replaces what is there."""
    told = [f"{'evidence of' if more else 'fact'} {row['id']} added"]
    told += [f"actor {name} added" for name in made.entities]
    told += [f"topic {name} added" for name in made.topics]

    def change(draft: store.Draft) -> None:
        draft.add("entities", made.entities.values())
        draft.add("topics", made.topics.values())
        if more:
            draft.put("facts", row)
        else:
            draft.add("facts", [row])
        draft.done += told

    store.write(run.own, f"add fact {row['id']}", change)
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

    def change(draft: store.Draft) -> None:
        draft.add("facts", rows)
        draft.done.append(f"{counted(len(rows), 'fact')} added")

    with working("writing the base"):
        store.write(own, f"add fact --from {name}", change)
    output.tell(f"{counted(len(rows), 'fact')} added.")
