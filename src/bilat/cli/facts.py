"""Commands on facts and sources that are named: show, cite, read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from .. import output, records
from ..app import CARD_WIDTH, Run
from ..cite import Manner
from ..document import Library
from ..errors import BaseError, NotFoundError
from ..export import CITING, exporter
from ..ids import Resolved, resolve, unique
from ..model import Fact
from . import complete
from .citing import CiteOutput, Reference
from .emit import Form, Listing, emit, form, from_stdin, report, start
from .lookup import FACT_COLUMNS
from .shared import Common, Ids, Output, grouped

if TYPE_CHECKING:
    from ..render.look import Look


class _Cards(NamedTuple):
    """How a command shows facts that are named."""

    draw: Callable[[Library, Sequence[Fact], Look], str]
    record: Callable[[Library, Fact], records.Record]
    columns: tuple[str, ...]
    document: Callable[[str, Sequence[Fact]], str | bytes] | None = None


def _print(this: Run, ids: Sequence[str], out: Output, shape: Form, cards: _Cards) -> Resolved:
    """Print the facts that ids mean, and tell of the old ids that led to them."""
    meant = resolve(this.base, from_stdin(ids))
    for note in meant.notes:
        output.tell(note)
    document = cards.document
    listing = Listing(
        records=lambda: [cards.record(this.library, fact) for fact in meant.facts],
        columns=cards.columns,
        ids=lambda: [fact.id for fact in meant.facts],
        screen=lambda look: cards.draw(this.library, meant.facts, look.at_most(CARD_WIDTH)),
        document=None if document is None else lambda name: document(name, meant.facts),
    )
    if meant.facts or shape.name != "table":
        emit(this, out, shape, listing)
    return meant


def _end(meant: Resolved) -> None:
    """End the run with 1 where an id was not found, or none was given."""
    report(meant.problems[:-1])
    if meant.problems:
        raise meant.problems[-1]
    if not meant.facts:
        raise NotFoundError(
            "no id was given on standard input", "Pipe in `bilat search … --format ids`."
        )


def _show_screen(library: Library, facts: Sequence[Fact], look: Look) -> str:
    from ..render.card import fact_cards

    return fact_cards(library, facts, look)


@grouped
def show_command(ctx: typer.Context, ids: Ids, out: Output, common: Common) -> None:
    """Show facts with all that is known of them."""
    this = start(ctx, common)
    cards = _Cards(_show_screen, records.fact, FACT_COLUMNS)
    meant = _print(this, ids, out, form(out, "fact"), cards)
    for name in this.library.unverified(meant.facts):
        output.tell(f"{name} is not verified against its source. See `bilat verify`.")
    _end(meant)


CITE_COLUMNS = ("id", "statement", "evidence.quote", "evidence.verified", "references")


@grouped
def cite_command(
    ctx: typer.Context, ids: Ids, out: CiteOutput, common: Common, how: Reference
) -> None:
    """Cite facts: the quote in its paragraph, its receipt, and a reference to paste.

    Ends with 3 where a quote does not match its source any more.
    """
    this, manner = start(ctx, common), how.manner()
    shape = form(out, "fact", tuple(CITING))
    cards = _Cards(
        draw=lambda library, facts, look: _cite_screen(library, facts, look, manner),
        record=lambda library, fact: records.citation(library, fact, manner),
        columns=CITE_COLUMNS,
        document=lambda name, facts: exporter(name, manner.style)(this.library, facts),
    )
    meant = _print(this, ids, out, shape, cards)
    failed = this.library.unverified(meant.facts)
    if failed:
        report(meant.problems)
        raise BaseError(
            f"not verified against the source: {', '.join(failed)}",
            "Do not quote it; `bilat verify` says what has changed.",
        )
    _end(meant)


def _cite_screen(library: Library, facts: Sequence[Fact], look: Look, manner: Manner) -> str:
    from ..render.card import citation_cards

    return citation_cards(library, facts, look, manner)


def one_source(this: Run, typed: str, shape: Form) -> str:
    """The source that an id or the beginning of one means.

    Raises:
        NotFoundError: none; machine formats have then been given an empty list.
    """
    try:
        return unique(typed, this.base.sources, "source")
    except NotFoundError:
        if shape.name in ("json", "jsonl"):
            output.write("[]\n" if shape.name == "json" else "")
        raise


@grouped
def read_command(
    ctx: typer.Context,
    source: Annotated[
        str,
        typer.Argument(
            metavar="SOURCE",
            help="The id of a source, or a unique beginning of it.",
            autocompletion=complete.sources,
        ),
    ],
    out: Output,
    common: Common,
    furniture: Annotated[
        bool,
        typer.Option(
            "--furniture", help="Also what is not the text's own: links, other headlines."
        ),
    ] = False,
) -> None:
    """Read a source with its evidence marked and the ids of facts at the margin."""
    this, shape = start(ctx, common), form(out, "paragraph")
    name = one_source(this, source, shape)
    document = this.library.document(name)
    found = [
        records.paragraph(this.library, name, paragraph)
        for paragraph in document.paragraphs
        if furniture or paragraph.region != "furniture"
    ]
    listing = Listing(
        records=lambda: found,
        columns=("source", "region", "paragraph", "line", "start", "end", "text", "evidence.fact"),
        ids=lambda: [mark["fact"] for record in found for mark in record["evidence"]],
        screen=lambda look: _read_screen(found, look),
    )
    emit(this, out, shape, listing)
    if not document.intact:
        output.tell(
            f"{document.source.file} differs from its recorded SHA-256. See `bilat verify`."
        )


def _read_screen(found: Sequence[records.Record], look: Look) -> str:
    from ..render.pages import reading

    return reading(found, look.at_most(CARD_WIDTH))
