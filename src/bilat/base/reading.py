"""A facts.json being read: its records one by one, checked, and the references between them."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from ..core.errors import BaseError
from ..core.model import FORMAT, Entity, Fact, Release, Source, Tombstone, Topic
from ..core.terms import Table
from ..core.text import printable
from . import codec
from .storage import SkimmedDB, Stored, Tables

if TYPE_CHECKING:
    from .faults import Fault

# A record, and how it is stored.
Taken = tuple[Any, bytes]


class Dangling(NamedTuple):
    """A reference from one record to another that does not exist."""

    table: Table
    record: str
    field: str
    target: str
    value: str

    def __str__(self) -> str:
        return f"{self.field}: no {self.target} has the id {printable(repr(self.value))}"


class Reading:
    """The records of a base, in its order; who wants to look at each once need not keep them.

    Attributes:
        folder: what holds the sources' files.
        name: of the file, as it is told.
        meta: what the base says of itself, which stands under `key`.
        dangling: the references that lead nowhere, of the records read so far.
        faults: with `every`, what is wrong with the form of the records read so far.
    """

    def __init__(
        self, path: Path, tables: Mapping[str, Any] | None = None, *, every: bool = False
    ) -> None:
        """Read a facts.json, or tables as if they stood there.

        Args:
            path: the file.
            tables: what is read in the place of it.
            every: pass over records that are not of their form, and keep what is wrong with them.

        Raises:
            BaseError: the file is missing, damaged or of another version.
        """
        self.folder, self.name = path.parent, printable(str(path))
        self.dangling: list[Dangling] = []
        self.faults: list[Fault] | None = [] if every else None
        with SkimmedDB(path, None if tables is None else dict(tables)) as db:
            self._all: Callable[[], Tables] = db.storage.whole
            self.key, self.meta = self._meta(list(db.table("meta")))
            self._tables = {table: db.table(table) for table in codec.TABLES}
        self._known = {
            table: frozenset(stored.key for stored in self._tables[table]) for table in _NOUNS
        }

    def _meta(self, rows: list[Stored]) -> tuple[str, Release]:
        name = self.name
        if len(rows) != 1:
            raise BaseError(f"{name}: meta: must hold one record", "Take a good copy of the base.")
        content, key = rows[0]
        found = codec.quickly(Release, content)
        if found is not None and found[0].format == FORMAT:
            return key, found[0]
        value = self._all()["meta"][key]
        version = value.get("format")
        if version != FORMAT:
            raise BaseError(
                f"{name}: meta/{key}: format: is {printable(repr(version))}, "
                f"while this bilat reads {FORMAT}",
                f"`bilat tidy {name}` brings it up to format {FORMAT}."
                if version == FORMAT - 1
                else "Use the bilat that made this base, or a base of this format.",
            )
        return key, codec.decode(Release, value, f"{name}: meta/{key}: ")

    def records(self, table: Table) -> Iterator[Any]:
        """The records of a table, as `taken` without how they are stored."""
        return (record for record, _ in self.taken(table))

    def taken(self, table: Table) -> Iterator[Taken]:
        """The records of a table and how they are stored.

        Raises:
            BaseError: when one is reached that is not of its form; the message names the field.
        """
        for content, key in self._tables[table]:
            found: Taken | None = codec.quickly(codec.TABLES[table], content)
            if found is None or found[0].id != key:
                found = self._closely(table, key)
            if found is None:
                continue
            record, text = found
            if not isinstance(record, Fact) or not self._whole(record):
                self._refer(table, record)
            yield record, text

    def _closely(self, table: Table, key: str) -> Taken | None:
        """A record that is not plainly right; None where what is wrong with it is kept."""
        value = self._all()[table][key]
        place = f"{self.name}: {table}/{printable(key)}: "
        try:
            found: Taken = codec.taken(codec.TABLES[table], value, place)
            if found[0].id != key:
                from .faults import misvalued

                raise misvalued("id", f"{key!r}, as its key", found[0].id).error(place)
        except BaseError:
            if self.faults is None:
                raise
            from .faults import of_record  # only where something is wrong

            self.faults += of_record(table, key, value)
            return None
        return found

    def sound(self) -> None:
        """Hold the records read so far to their references.

        Raises:
            BaseError: one leads nowhere; the message names the record and the field.
        """
        for broken in self.dangling:
            raise BaseError(
                f"{self.name}: {broken.table}/{broken.record}: {broken}",
                "`bilat verify` lists every such record.",
            )

    def _whole(self, fact: Fact) -> bool:
        """Whether all that a fact refers to is there: quicker than to look at each reference."""
        known = self._known
        return (
            known["topics"].issuperset(fact.topics)
            and known["entities"].issuperset(fact.actors)
            and all(item.source in known["sources"] for item in fact.evidence)
            and all(known["entities"].issuperset(item.asserted_by) for item in fact.evidence)
            and all(relation.fact in known["facts"] for relation in fact.relations)
        )

    def _refer(self, table: Table, record: Any) -> None:
        for field, target, value in _references(record):
            if value is not None and value not in self._known[target]:
                self.dangling.append(Dangling(table, record.id, field, _NOUNS[target], value))


# The tables that records refer to, and what a record there is called.
_NOUNS: dict[Table, str] = {
    "sources": "source",
    "entities": "entity",
    "topics": "topic",
    "facts": "fact",
}


def _references(record: Any) -> Iterator[tuple[str, Table, str | None]]:
    """What a record refers to: the field, the table, and the id there."""
    if isinstance(record, Fact):
        yield from _fact_references(record)
    elif isinstance(record, Source):
        for field in ("author", "editor", "sides"):
            for i, who in enumerate(getattr(record, field)):
                yield f"{field}[{i}]", "entities", who
    elif isinstance(record, Entity):
        yield "side", "entities", record.side
    elif isinstance(record, Topic):
        yield "broader", "topics", record.broader
    elif isinstance(record, Tombstone):
        yield "successor", "facts", record.successor
    else:
        yield "source", "sources", record.source


def _fact_references(fact: Fact) -> Iterator[tuple[str, Table, str]]:
    for i, topic in enumerate(fact.topics):
        yield f"topics[{i}]", "topics", topic
    for i, actor in enumerate(fact.actors):
        yield f"actors[{i}]", "entities", actor
    for i, relation in enumerate(fact.relations):
        yield f"relations[{i}].fact", "facts", relation.fact
    for i, item in enumerate(fact.evidence):
        yield f"evidence[{i}].source", "sources", item.source
        for j, who in enumerate(item.asserted_by):
            yield f"evidence[{i}].asserted_by[{j}]", "entities", who
