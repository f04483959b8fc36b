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
    form = form_of(out, Sources)
    result = Sources(list(run.base.sources.values()))
    emit(run, out, form, result)
    _need("source", result)


@grouped
def topics_command(run: Run, out: Output) -> None:
    """List the topics, broader above narrower."""
    form = form_of(out, Topics)
    result = Topics(list(run.base.topics.values()))
    emit(run, out, form, result)
    _need("topic", result)


@grouped
def actors_command(run: Run, out: Output) -> None:
    """List the people, bodies, places and documents that facts are about."""
    form = form_of(out, Actors)
    result = Actors(list(run.base.entities.values()))
    emit(run, out, form, result)
    _need("actor", result)


def _need(noun: str, result: Result) -> None:
    """End the run with 1 where the base holds none."""
    if not result.rows:
        raise NotFoundError(f"the base holds no {noun}", "Name another base with --facts.")
