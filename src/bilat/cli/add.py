"""Commands that add to a base of one's own: add source, add fact, add actor, add topic."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

import typer

from .. import output
from ..core.errors import UsageError
from ..core.text import echoed
from ..curate import store
from ..curate.naming import Names, unknown
from ..language.words import words
from ..run import Run
from .add_fact import fact_command
from .add_source import source_command
from .adding import TYPES, entities, side
from .emit import known
from .options import Options, argument, grouped, option

Row = dict[str, Any]


class Named(Options, frozen=True):
    """What an actor is called otherwise, and what it is."""

    side: Annotated[str | None, option("NAME", "Whose side it is on; its own name: its own.")] = (
        None
    )
    family: Annotated[str | None, option("NAME", "The family name in it.")] = None
    description: Annotated[str | None, option("TEXT", "Who or what it is.")] = None
    alias: Annotated[list[str] | None, option("NAME", "Another name; may be repeated.")] = None
    name: Annotated[
        list[str] | None, option("LANGUAGE=NAME", "Its name in a language: ru=Киев.")
    ] = None


@grouped
def actor_command(
    run: Run,
    called: Annotated[str, argument("NAME", "Its name, as references and screens are to have it.")],
    told: Named,
    type_: Annotated[
        str | None,
        typer.Option("--type", metavar="TYPE", help=f"One of {', '.join(TYPES)}; or a person."),
    ] = None,
    id_: Annotated[str | None, typer.Option("--id", metavar="ID", help="Its id.")] = None,
) -> None:
    """Add an actor: a person, body, country, place, document or event.

    One that is there already is given the names that it does not have yet, and what it lacks.
    """
    named = Names(run.base)
    type_ = known("--type", type_, TYPES) if type_ else None
    key = named.entity(called)
    if key:
        row = named.entity_row(key)
    else:
        key = named.make_entity(called, type_ or "person")
        row = named.entities.pop(key) | {"id": id_ or key}
    said: Row = {"id": id_, "type": type_, "family": told.family, "description": told.description}
    if told.side and words(told.side) == words(called):
        said["side"] = row["id"]
    elif told.side:
        (said["side"],) = entities(named, [side(run.base, told.side)])
    more = _with(row, said, {"aliases": told.alias or ()}, {"names": told.name or ()})
    _put(run, "entities", "actor", more, named)


@grouped
def topic_command(
    run: Run,
    label: Annotated[str, argument("LABEL", "Its preferred label.")],
    id_: Annotated[str | None, typer.Option("--id", metavar="ID", help="Its id.")] = None,
    broader: Annotated[str | None, option("TOPIC", "The topic above it.")] = None,
    alt: Annotated[list[str] | None, option("LABEL", "Another label; may be repeated.")] = None,
    labels: Annotated[
        list[str] | None,
        typer.Option("--label", metavar="LANGUAGE=LABEL", help="Its label in a language."),
    ] = None,
) -> None:
    """Add a topic to the thesaurus.

    One that is there already is given the labels that it does not have yet, and what it lacks.
    """
    named = Names(run.base)
    above = named.topic(broader) if broader else None
    if broader and above is None:
        raise unknown("topic", broader, list(run.base.topics))
    key = named.topic(label)
    if key:
        row = named.topic_row(key)
    else:
        key = named.make_topic(label)
        row = named.topics.pop(key) | {"id": id_ or key}
    more = _with(row, {"broader": above, "id": id_}, {"alt": alt or ()}, {"labels": labels or ()})
    _put(run, "topics", "topic", more, named)


def _with(
    row: Row, said: Row, names: dict[str, Sequence[str]], by_language: dict[str, Sequence[str]]
) -> Row:
    """A record with what was said of it; what stands there otherwise is not replaced.

    Raises:
        UsageError: something stands there otherwise, or no language is named.
    """
    more = dict(row)
    for field, value in said.items():
        if value and more.get(field, value) not in (None, value):
            problem = f"{row['id']} is there, and its {field} is {more[field]}"
            raise UsageError(problem, f"`bilat edit {row['id']}` changes it.")
        more |= {field: value} if value else {}
    for field, some in names.items():
        more[field] = list(dict.fromkeys([*more.get(field, ()), *some]))
    for field, some in by_language.items():
        found = {language: list(held) for language, held in more.get(field, {}).items()}
        for one in some:
            language, equals, name = (part.strip() for part in one.partition("="))
            if not (language and equals and name):
                raise UsageError(f"{echoed(one)} names no language", "Write it as ru=Киев.")
            found[language] = list(dict.fromkeys([*found.get(language, ()), name]))
        more[field] = found
    return more


def _put(run: Run, table: str, what: str, row: Row, named: Names) -> None:
    """Add a record, or put it in the place of the one that it adds to.

    Raises:
        UsageError: it adds nothing.
    """
    held = (run.base.entities if table == "entities" else run.base.topics).get(row["id"])
    told = f"{what} {row['id']} {'has more names now' if held else 'added'}"
    with store.changing(run.own, f"add {what} {row['id']}") as draft:
        draft.add("entities", named.entities.values())
        draft.put(table, row) if held else draft.add(table, [row])
        draft.done.append(told)
    if not draft.changed:
        advice = f"`bilat {what}s{run.option}` lists them."
        raise UsageError(f"{what} {row['id']} is there already", advice)
    output.tell(f"{told}.")


COMMANDS = {
    "source": source_command,
    "fact": fact_command,
    "actor": actor_command,
    "topic": topic_command,
}
