"""A base: the facts that a command reads, and what they are about."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct

from ..core.model import Entity, Fact, Omission, Release, Source, Tombstone, Topic
from .catalogue import Catalogue, Records


class Base(Struct, frozen=True):
    """The records of one facts.json, by id and in its order; `folder` holds the sources' files."""

    folder: Path
    meta: Release
    catalogue: Catalogue
    sources: Records[Source]
    entities: Records[Entity]
    topics: Records[Topic]
    facts: Records[Fact]
    tombstones: Records[Tombstone]
    omissions: Records[Omission]

    def narrower(self, topic: str) -> set[str]:
        """A topic and all below it."""
        statement = (
            "WITH RECURSIVE below(id) AS (SELECT ? UNION "
            "SELECT topics.id FROM topics JOIN below ON topics.above = below.id) "
            "SELECT id FROM below"
        )
        return {row[0] for row in self.catalogue.rows(statement, (topic,))}

    def all_sides(self) -> list[str]:
        """Every side that a source or an entity is on."""
        statement = (
            "SELECT above FROM entities WHERE above IS NOT NULL UNION "
            "SELECT id FROM links WHERE what = 'side'"
        )
        found = {row[0] for row in self.catalogue.rows(statement)}
        return sorted(found.union(*(source.sides for source in self.sources.values())))

    def one_side(self, sources: Iterable[str]) -> str | None:
        """The name of the one side that some sources all speak for, if there is one."""
        sides = {self.sources[source].sides for source in sources}
        if len(sides) != 1 or len(alone := next(iter(sides))) != 1:
            return None
        return self.entities[alone[0]].name

    def sides(self, fact: Fact) -> list[str]:
        """The sides of those who assert a fact, or whose source's own words it is, each once."""
        statement = "SELECT id FROM links WHERE what = 'side' AND fact = (SELECT n FROM facts "
        statement += "WHERE id = ?) ORDER BY place"
        return [row[0] for row in self.catalogue.rows(statement, (fact.id,))]

    def facts_of(self, what: str, name: str) -> int:
        """How many facts there are of an id, as `what` it stands in `links` of the catalogue.

        That is a topic (narrower ones included), actor, source, asserted (by whom) or side.
        """
        statement = "SELECT facts FROM counts WHERE what = ? AND id = ?"
        return self.catalogue.one(statement, (what, name)) or 0


def of_catalogue(folder: Path, meta: Release, catalogue: Catalogue) -> Base:
    """The base whose records a catalogue holds."""
    return Base(
        folder,
        meta,
        catalogue,
        sources=Records(catalogue, "sources", Source),
        entities=Records(catalogue, "entities", Entity),
        topics=Records(catalogue, "topics", Topic),
        facts=Records(catalogue, "facts", Fact),
        tombstones=Records(catalogue, "tombstones", Tombstone),
        omissions=Records(catalogue, "omissions", Omission),
    )


def load(path: Path, tables: Mapping[str, Any] | None = None) -> Base:
    """Read a base, or tables as if they stood there; hold it to its format and its references.

    Raises:
        BaseError: the file is missing, damaged or of another version, or a record refers to one
            that does not exist; the message names the record and the field.
    """
    from .laying import lay
    from .reading import Reading

    reading = Reading(path, tables)
    catalogue = lay(reading)
    reading.sound()
    return of_catalogue(reading.folder, reading.meta, catalogue)
