"""Who and what is meant by a name: a record of the base, or one to be made with the change."""

from collections.abc import Container, Mapping, Sequence
from typing import Any, NamedTuple

from ..base.base import Base
from ..core.errors import UsageError
from ..core.model import Entity, Topic
from ..core.text import did_you_mean, echoed
from ..language.words import words
from ..lookup.criteria import names
from .beginning import slug


class Made(NamedTuple):
    """Records that a change adds beside what it is about."""

    entities: dict[str, dict[str, Any]]
    topics: dict[str, dict[str, Any]]


def nothing() -> Made:
    """No records yet."""
    return Made({}, {})


def entity_of(base: Base, made: Made, name: str) -> str | None:
    """The id of an entity by its id or one of its names."""
    return _meant(name, base.entities, made.entities, "name")


def topic_of(base: Base, made: Made, name: str) -> str | None:
    """The id of a topic by its id or one of its labels."""
    return _meant(name, base.topics, made.topics, "label")


def _meant(
    name: str,
    known: Mapping[str, Entity] | Mapping[str, Topic],
    made: Mapping[str, Mapping[str, Any]],
    called: str,
) -> str | None:
    if name in known or name in made:
        return name
    told = words(name)
    for key, record in known.items():
        if any(words(one) == told for one in names(record)):
            return key
    return next((key for key, row in made.items() if words(row[called]) == told), None)


def make_entity(base: Base, made: Made, name: str, kind: str, side: str | None = None) -> str:
    """Add an entity to those to be made; returns its id."""
    key = free(slug(name) or kind, base.entities.keys() | made.entities.keys())
    row = {"id": key, "type": kind, "name": name}
    made.entities[key] = row | ({"side": side} if side else {})
    return key


def make_topic(base: Base, made: Made, label: str, broader: str | None = None) -> str:
    """Add a topic to those to be made; returns its id."""
    key = free(slug(label) or "topic", base.topics.keys() | made.topics.keys())
    made.topics[key] = {"id": key, "label": label, "labels": {}, "alt": [], "broader": broader}
    return key


def free(stem: str, taken: Container[str]) -> str:
    """An id that is not taken: the stem, or that with a number behind it."""
    name, number = stem, 1
    while name in taken:
        number += 1
        name = f"{stem}-{number}"
    return name


def unknown(what: str, name: str, known: Sequence[str]) -> UsageError:
    """The error for a name that the base does not have."""
    advice = did_you_mean(name, list(known)) or f"`bilat add {what}` makes one."
    return UsageError(f"there is no {what} {echoed(name)}", advice)
