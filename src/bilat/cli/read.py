"""The command that shows a source with its evidence: read."""

from __future__ import annotations

from typing import Annotated

from .. import output
from ..core.errors import NotFoundError
from ..lookup.ids import unique
from ..render.results import Reading, Result
from ..render.shapes import paragraphs
from ..run import Run
from .emit import Form, emit, form_of
from .options import Output, SourceId, flag, grouped


def one_source(run: Run, typed: str, out: Output, form: Form, none: Result) -> str:
    """The source that an id or the beginning of one means.

    Raises:
        NotFoundError: none; JSON has then been given as an empty list.
    """
    try:
        return unique(typed, run.base.sources, "source")
    except NotFoundError:
        if form.format in ("json", "jsonl"):
            emit(run, out, form, none)
        raise


@grouped
def read_command(
    run: Run,
    source: SourceId,
    out: Output,
    furniture: Annotated[
        bool, flag("--furniture", "Also what is not the text's own: links, other headlines.")
    ] = False,
) -> None:
    """Read a source with its evidence marked and the ids of facts at the margin."""
    form = form_of(out, Reading)
    name = one_source(run, source, out, form, Reading(()))
    document = run.library.document(name)
    told = [p for p in document.paragraphs if furniture or p.region != "furniture"]
    emit(run, out, form, Reading(paragraphs(run.library, name, told)))
    if not document.intact:
        output.tell(
            f"{document.source.file} differs from its recorded SHA-256. See `bilat verify`."
        )
