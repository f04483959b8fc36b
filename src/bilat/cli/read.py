"""The command that shows a source with its evidence: read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from .. import output
from ..core.errors import NotFoundError
from ..lookup.ids import unique
from ..render import shapes as records
from ..run import CARD_WIDTH, Run
from . import complete
from .emit import Form, Listing, emit, form, start
from .shared import Common, Output, grouped

if TYPE_CHECKING:
    from ..render.look import Look


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
    wanted = [p for p in document.paragraphs if furniture or p.region != "furniture"]
    found = records.paragraphs(this.library, name, wanted)
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
