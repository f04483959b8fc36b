"""Commands that list what facts are about and come from: sources, topics, actors."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import typer

from ..core.errors import NotFoundError
from ..render import shapes as records
from ..run import Run
from .emit import Listing, emit, form, start
from .shared import Common, Output, grouped

if TYPE_CHECKING:
    from ..render.look import Look


def _table(
    this: Run,
    out: Output,
    record: str,
    found: Sequence[records.Record],
    columns: tuple[str, ...],
    draw: Callable[[Look], str],
) -> None:
    shape = form(out, record)
    listing = Listing(
        records=lambda: found,
        columns=columns,
        ids=lambda: [row["id"] for row in found],
        screen=draw,
    )
    if found or shape.name != "table":
        emit(this, out, shape, listing)
    if not found:
        raise NotFoundError(f"the base holds no {record}", "Name another base with --facts.")


@grouped
def sources_command(ctx: typer.Context, out: Output, common: Common) -> None:
    """List the sources: who wrote what, when, and whether the file is as recorded."""
    this = start(ctx, common)
    form(out, "source")
    found = [records.source(this.library, source) for source in this.base.sources.values()]
    columns = ("id", "title", "author", "written", "publisher", "side", "facts", "verified", "file")
    _table(this, out, "source", found, columns, lambda look: _sources_screen(this, found, look))


def _sources_screen(this: Run, found: Sequence[records.Record], look: Look) -> str:
    from ..render.table import sources_table

    return sources_table(this.base, found, look)


@grouped
def topics_command(ctx: typer.Context, out: Output, common: Common) -> None:
    """List the topics, broader above narrower."""
    this = start(ctx, common)
    form(out, "topic")
    found = [records.topic(this.base, topic) for topic in this.base.topics.values()]
    columns = ("id", "label", "broader", "facts", "alt", "labels.az", "labels.zh", "labels.ru")
    _table(this, out, "topic", found, columns, lambda look: _topics_screen(found, look))


def _topics_screen(found: Sequence[records.Record], look: Look) -> str:
    from ..render.table import topics_table

    return topics_table(found, look)


@grouped
def actors_command(ctx: typer.Context, out: Output, common: Common) -> None:
    """List the people, bodies, places and documents that facts are about."""
    this = start(ctx, common)
    form(out, "actor")
    found = [records.actor(this.base, entity) for entity in this.base.entities.values()]
    columns = (
        *("id", "name", "type", "side", "facts", "asserts", "aliases"),
        *("names.az", "names.zh", "names.ru"),
    )
    _table(this, out, "actor", found, columns, lambda look: _actors_screen(found, look))


def _actors_screen(found: Sequence[records.Record], look: Look) -> str:
    from ..render.table import actors_table

    return actors_table(found, look)
