"""Commands that add to a base of one's own: add source, add fact, add actor, add topic."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from .. import output
from ..core.errors import UsageError
from ..core.text import echoed
from ..curate import naming, store
from ..run import Run
from .add_fact import fact_command
from .add_source import source_command
from .adding import TYPES, entities
from .emit import known
from .options import argument, grouped, option


@grouped
def actor_command(
    run: Run,
    name: Annotated[str, argument("NAME", "Its name, as references and screens are to have it.")],
    type_: Annotated[
        str, typer.Option("--type", metavar="TYPE", help=f"One of {', '.join(TYPES)}.")
    ] = "person",
    id_: Annotated[str | None, typer.Option("--id", metavar="ID", help="Its id.")] = None,
    side: Annotated[str | None, option("NAME", "Whose side it is on.")] = None,
    family: Annotated[str | None, option("NAME", "The family name in it.")] = None,
    alias: Annotated[list[str] | None, option("NAME", "Another name; may be repeated.")] = None,
) -> None:
    """Add an actor: a person, body, country, place, document or event."""
    base, made = run.base, naming.nothing()
    type_ = known("--type", type_, TYPES)
    if naming.entity_of(base, made, name):
        raise UsageError(f"there is an actor {echoed(name)} already", "`bilat actors` lists them.")
    sides = entities(base, made, [side]) if side else []
    key = naming.make_entity(base, made, name, type_, sides[0] if sides else None)
    row = made.entities.pop(key) | {"id": id_ or key}
    row |= {"family": family} if family else {}
    row |= {"aliases": alias} if alias else {}
    _add(run, "entities", "actor", row, made)


@grouped
def topic_command(
    run: Run,
    label: Annotated[str, argument("LABEL", "Its preferred label.")],
    id_: Annotated[str | None, typer.Option("--id", metavar="ID", help="Its id.")] = None,
    broader: Annotated[str | None, option("TOPIC", "The topic above it.")] = None,
    alt: Annotated[list[str] | None, option("LABEL", "Another label; may be repeated.")] = None,
) -> None:
    """Add a topic to the thesaurus."""
    base, made = run.base, naming.nothing()
    if naming.topic_of(base, made, label):
        raise UsageError(f"there is a topic {echoed(label)} already", "`bilat topics` lists them.")
    above = naming.topic_of(base, made, broader) if broader else None
    if broader and above is None:
        raise naming.unknown("topic", broader, list(base.topics))
    key = naming.make_topic(base, made, label, above)
    row = made.topics.pop(key) | {"id": id_ or key, "alt": alt or []}
    _add(run, "topics", "topic", row, made)


def _add(run: Run, table: str, what: str, row: dict[str, Any], made: naming.Made) -> None:
    def change(draft: store.Draft) -> None:
        draft.add("entities", made.entities.values())
        draft.add(table, [row])
        draft.done.append(f"{what} {row['id']} added")

    store.write(run.own, f"add {what} {row['id']}", change)
    output.tell(f"{what} {row['id']} added.")


COMMANDS = {
    "source": source_command,
    "fact": fact_command,
    "actor": actor_command,
    "topic": topic_command,
}
