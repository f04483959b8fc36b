"""Commands that list what facts are about and come from: sources, topics, actors."""

from __future__ import annotations

from ..core.errors import NotFoundError
from ..render.results import Actors, Result, Sources, Topics
from ..run import Run
from .emit import emit, form_of
from .options import Output, grouped


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
