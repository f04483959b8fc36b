"""A base: the facts that a command reads, and what they are about."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from ..core.errors import BaseError
from ..core.model import FORMAT, Entity, Fact, Meta, Omission, Source, Tombstone, Topic
from ..core.text import printable
from . import codec

if TYPE_CHECKING:
    from .database import Database

T = TypeVar("T")


class Base(NamedTuple):
    """The records of one facts.json, by id and in its order; `folder` holds the sources' files.

    `db` is the derived file that they are read from, where they are.
    """

    folder: Path
    meta: Meta
    sources: Mapping[str, Source]
    entities: Mapping[str, Entity]
    topics: Mapping[str, Topic]
    facts: Mapping[str, Fact]
    tombstones: Mapping[str, Tombstone]
    omissions: tuple[Omission, ...]
    db: "Database | None" = None

    def narrower(self, topic: str) -> set[str]:
        """A topic and all below it."""
        if self.db is not None:
            return {row[0] for row in self.db.rows(_NARROWER, (topic,))}
        found = {topic}
        while below := {t.id for t in self.topics.values() if t.broader in found} - found:
            found |= below
        return found

    def all_sides(self) -> list[str]:
        """Every side that a source or an entity is on."""
        if self.db is not None:
            return [row[0] for row in self.db.rows("SELECT id FROM sides ORDER BY id")]
        sides = {source.side for source in self.sources.values()}
        sides |= {entity.side for entity in self.entities.values()}
        return sorted(side for side in sides if side is not None)

    def sides(self, fact: Fact) -> list[str]:
        """The sides of those who assert a fact and of the sources that report it, each once."""
        found: dict[str | None, None] = {}
        for item in fact.evidence:
            for who in item.asserted_by:
                found[self.entities[who].side] = None
            found[self.sources[item.source].side] = None
        return [side for side in found if side is not None]


_NARROWER = """
WITH RECURSIVE below(id) AS (
  SELECT ? UNION
  SELECT topics.id FROM topics JOIN below ON json_extract(topics.record, '$.broader') = below.id
) SELECT id FROM below
"""


class Dangling(NamedTuple):
    """A reference from one record to another that does not exist."""

    table: str
    record: str
    field: str
    target: str
    value: str

    def __str__(self) -> str:
        return f"{self.field}: no {self.target} has the id {printable(repr(self.value))}"


def load(path: Path) -> Base:
    """Read a base and hold it to its format and its own references.

    Raises:
        BaseError: the file is missing, damaged or of another version, or a record refers to one
            that does not exist; the message names the record and the field.
    """
    base = read(path)
    for broken in dangling(base):
        raise BaseError(
            f"{printable(str(path))}: {broken.table}/{broken.record}: {broken}",
            "`bilat verify` lists every such record.",
        )
    return base


def read(path: Path, tables: Mapping[str, Any] | None = None) -> Base:
    """Read a base as `load` does, without looking at references between records.

    Args:
        path: the facts.json.
        tables: what to read in its place, as if it stood there.
    """
    from .storage import BaseDB

    with BaseDB(path, None if tables is None else dict(tables)) as db:
        name = printable(str(path))
        meta = _meta(db.table("meta"), name)
        rows = {
            table: _decoded(db.table(table), decoder, f"{name}: {table}/")
            for table, decoder in codec.TABLES.items()
        }
    facts = rows["facts"]
    return Base(
        folder=path.parent,
        meta=meta,
        sources=rows["sources"],
        entities=rows["entities"],
        topics=rows["topics"],
        facts={key: fact for key, fact in facts.items() if isinstance(fact, Fact)},
        tombstones={key: fact for key, fact in facts.items() if isinstance(fact, Tombstone)},
        omissions=tuple(rows["omissions"].values()),
    )


def _meta(table: Any, name: str) -> Meta:
    rows = list(table)
    if len(rows) != 1:
        raise BaseError(f"{name}: meta: must hold one record", "Take a good copy of the base.")
    version = rows[0].get("format")
    if version != FORMAT:
        raise BaseError(
            f"{name}: meta/{rows[0].doc_id}: format: is {printable(repr(version))}, "
            f"while this bilat reads {FORMAT}",
            "Use the bilat that made this base, or a base of this format.",
        )
    return codec.meta(dict(rows[0]), f"{name}: meta/{rows[0].doc_id}: ")


def _decoded(table: Any, decoder: Callable[[object, str], T], prefix: str) -> dict[str, T]:
    decoded = {}
    for document in table:
        key = document.doc_id
        row = decoder(dict(document), f"{prefix}{printable(key)}: ")
        if row.id != key:  # type: ignore[attr-defined]
            raise codec.fault(f"{prefix}{printable(key)}: id", f"{key!r}, as its key", row.id)  # type: ignore[attr-defined]
        decoded[key] = row
    return decoded


def dangling(base: Base) -> Iterator[Dangling]:
    """Every reference to a record that does not exist."""
    known: dict[str, Mapping[str, Any]] = {
        "source": base.sources,
        "entity": base.entities,
        "topic": base.topics,
        "fact": {**base.facts, **base.tombstones},
    }
    for table, record, field, target, value in _references(base):
        if value is not None and value not in known[target]:
            yield Dangling(table, record, field, target, value)


def _references(base: Base) -> Iterator[tuple[str, str, str, str, str | None]]:
    for source in base.sources.values():
        yield "sources", source.id, "author", "entity", source.author
        yield "sources", source.id, "side", "entity", source.side
    for entity in base.entities.values():
        yield "entities", entity.id, "side", "entity", entity.side
    for topic in base.topics.values():
        yield "topics", topic.id, "broader", "topic", topic.broader
    for fact in base.facts.values():
        for field, target, value in _fact_references(fact):
            yield "facts", fact.id, field, target, value
    for stone in base.tombstones.values():
        yield "facts", stone.id, "successor", "fact", stone.successor
    for omission in base.omissions:
        yield "omissions", omission.id, "source", "source", omission.source


def _fact_references(fact: Fact) -> Iterator[tuple[str, str, str]]:
    for i, topic in enumerate(fact.topics):
        yield f"topics[{i}]", "topic", topic
    for i, actor in enumerate(fact.actors):
        yield f"actors[{i}]", "entity", actor
    for i, relation in enumerate(fact.relations):
        yield f"relations[{i}].fact", "fact", relation.fact
    for i, item in enumerate(fact.evidence):
        yield f"evidence[{i}].source", "source", item.source
        for j, who in enumerate(item.asserted_by):
            yield f"evidence[{i}].asserted_by[{j}]", "entity", who
