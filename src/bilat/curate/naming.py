"""Who and what is meant by a name: a record of the base, or one to be made with the change."""

from collections.abc import Container, Mapping, Sequence
from typing import Any

from ..base.base import Base
from ..base.codec import sparse
from ..core.errors import UsageError
from ..core.model import Entity, Topic
from ..core.text import did_you_mean, echoed
from ..language.words import words
from ..lookup.criteria import names
from .beginning import slug

Row = dict[str, Any]


class Names:
    """What names mean in a base: its records, and those that a change adds beside its own.

    Attributes:
        base: whose records may be meant.
        entities: the records that are made, by id.
        topics: likewise.
    """

    def __init__(self, base: Base) -> None:
        self.base = base
        self.entities: dict[str, Row] = {}
        self.topics: dict[str, Row] = {}

    def entity(self, name: str) -> str | None:
        """The id of an entity by its id or one of its names."""
        return _meant(name, self.base.entities, self.entities, "name")

    def topic(self, name: str) -> str | None:
        """The id of a topic by its id or one of its labels."""
        return _meant(name, self.base.topics, self.topics, "label")

    def make_entity(self, name: str, kind: str, side: str | None = None) -> str:
        """Add an entity to those to be made; returns its id."""
        key = free(slug(name) or kind, self.base.entities.keys() | self.entities.keys())
        row = {"id": key, "type": kind, "name": name}
        self.entities[key] = row | ({"side": side} if side else {})
        return key

    def make_topic(self, label: str) -> str:
        """Add a topic to those to be made; returns its id."""
        key = free(slug(label) or "topic", self.base.topics.keys() | self.topics.keys())
        self.topics[key] = {"id": key, "label": label, "labels": {}, "alt": [], "broader": None}
        return key

    def entity_row(self, key: str) -> Row:
        """The record of an entity, of the base or made, as JSON."""
        return self.entities.get(key) or dict(sparse(self.base.entities[key]))

    def topic_row(self, key: str) -> Row:
        """The record of a topic, of the base or made, as JSON."""
        return self.topics.get(key) or dict(sparse(self.base.topics[key]))

    def told(self) -> list[str]:
        """What is made, a line each."""
        told = [f"actor {name} added" for name in self.entities]
        return told + [f"topic {name} added" for name in self.topics]


def _meant(
    name: str,
    known: Mapping[str, Entity] | Mapping[str, Topic],
    made: Mapping[str, Row],
    called: str,
) -> str | None:
    if name in known or name in made:
        return name
    told = words(name)
    for key, record in known.items():
        if any(words(one) == told for one in names(record)):
            return key
    return next((key for key, row in made.items() if words(row[called]) == told), None)


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
