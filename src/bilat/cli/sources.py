"""Commands on what facts come from and are about: read, sources, topics, actors."""

from __future__ import annotations

from typing import Annotated

from .. import output
from ..core.errors import NotFoundError
from ..lookup.ids import unique
from ..render.results import Actors, Reading, Result, Sources, Topics
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
        file = document.source.file
        output.tell(f"{file} differs from its recorded SHA-256. See `bilat verify`.")


@grouped
def sources_command(run: Run, out: Output) -> None:
    """List the sources: who wrote what, when, and whether the file is as recorded."""
    _list(run, out, Sources, "sources", "source")


@grouped
def topics_command(run: Run, out: Output) -> None:
    """List the topics, broader above narrower."""
    _list(run, out, Topics, "topics", "topic")


@grouped
def actors_command(run: Run, out: Output) -> None:
    """List the people, bodies, places and documents that facts are about."""
    _list(run, out, Actors, "entities", "actor")


def _list(run: Run, out: Output, kind: type[Result], table: str, noun: str) -> None:
    """Print records of the base; end the run with 1 where it holds none."""
    form = form_of(out, kind)
    records = getattr(run.base, table)
    emit(run, out, form, kind(list(records.values())))
    if not records:
        raise NotFoundError(f"the base holds no {noun}", "Name another base with --facts.")
