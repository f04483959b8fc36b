"""How the catalogue of a base is laid: its records, checked, and what they are looked up by."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from ..core.edtf import EARLIEST, LATEST, Day, Edtf, year_label
from ..core.model import Entity, Evidence, Fact, Source, Tombstone, Topic
from ..core.terms import KINDS
from ..core.tree import facts_within
from ..core.window import ordinal, reach
from . import codec
from .catalogue import Catalogue, checked
from .reading import Reading, Taken

_RECORDS = ("sources", "entities", "topics", "facts", "tombstones", "omissions")
# Beside the records, which are long: what listings choose and order by.
_TABLES = (
    *(
        f"CREATE TABLE {table} (n INTEGER PRIMARY KEY, id TEXT UNIQUE, record BLOB NOT NULL, "
        "crc INTEGER NOT NULL, above TEXT)"
        for table in _RECORDS
    ),
    """CREATE TABLE listed (
  fact INTEGER PRIMARY KEY, id TEXT NOT NULL, kind TEXT NOT NULL, scope TEXT NOT NULL,
  dated INTEGER NOT NULL, counted INTEGER NOT NULL, quoted INTEGER NOT NULL,
  by_kind INTEGER NOT NULL, source INTEGER NOT NULL, place INTEGER NOT NULL, year TEXT NOT NULL,
  earliest INTEGER, latest INTEGER,
  certain_last INTEGER, certain_first INTEGER, possible_last INTEGER, possible_first INTEGER
)""",
    """CREATE TABLE links (
  fact INTEGER NOT NULL, what TEXT NOT NULL, place INTEGER NOT NULL, id TEXT NOT NULL,
  PRIMARY KEY (fact, what, place)
) WITHOUT ROWID""",
    """CREATE TABLE quotes (
  source TEXT NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL, fact INTEGER NOT NULL,
  place INTEGER NOT NULL, PRIMARY KEY (source, first, last, fact, place)
) WITHOUT ROWID""",
    "CREATE TABLE relations (other TEXT NOT NULL, type TEXT NOT NULL, fact INTEGER NOT NULL)",
    """CREATE TABLE counts (
  what TEXT NOT NULL, id TEXT NOT NULL, facts INTEGER NOT NULL, PRIMARY KEY (what, id)
) WITHOUT ROWID""",
)
_INDEXES = (
    "CREATE INDEX listed_by_id ON listed (id)",
    "CREATE INDEX listed_by_when ON listed (dated DESC, earliest, latest, source, place, id)",
    "CREATE INDEX links_by_id ON links (what, id, fact, place)",
    "CREATE INDEX relations_to ON relations (other)",
)
_BATCH = 1000
# Short rows to a statement.
_AT_ONCE = 50


def lay(reading: Reading) -> Catalogue:
    """Lay the records of a base into a catalogue in memory.

    Raises:
        BaseError: a record is not of its form.
    """
    catalogue = Catalogue.empty()
    catalogue.run("PRAGMA page_size = 8192", "BEGIN", *_TABLES)
    layer = _Layer(catalogue)
    for table in codec.TABLES:
        records = reading.taken(table)
        while batch := list(islice(records, _BATCH)):
            layer.add(table, batch)
    catalogue.run(*_INDEXES)
    layer.finish()
    catalogue.run("PRAGMA analysis_limit = 400", "ANALYZE", "COMMIT")
    return catalogue


class _Layer:
    """What is laid of each record; it knows of those before what those after it need."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._order: dict[str, int] = {}
        self._issued: dict[str, Edtf] = {}
        self._sides: dict[str, str | None] = {}
        self._bodies: dict[str, Source] = {}
        self._broader: dict[str, str | None] = {}
        self._topics: Counter[tuple[str, ...]] = Counter()
        self._laid: Counter[str] = Counter()
        self._when: dict[tuple[str, Day, Day], tuple[Any, ...]] = {}

    def add(self, table: str, taken: Sequence[Taken]) -> None:
        """Lay a batch of records of one table."""
        parts: dict[str, list[Taken]] = {table: []}
        for one in taken:
            own = "tombstones" if isinstance(one[0], Tombstone) else table
            parts.setdefault(own, []).append(one)
        for own, some in parts.items():
            first = self._laid[own] + 1
            rows = ((r.id, text, checked(text), _above(r)) for r, text in some)
            self._catalogue.fill(own, ((n, *row) for n, row in enumerate(rows, first)))
            self._laid[own] += len(some)
            if own == "facts":
                self._facts(first, [record for record, _ in some])
        for record, _ in taken:
            self._remember(record)

    def _remember(self, record: Any) -> None:
        if isinstance(record, Source):
            self._order[record.id] = len(self._order) + 1
            if record.issued is not None:
                self._issued[record.id] = record.issued
            self._bodies[record.id] = record
        elif isinstance(record, Entity):
            self._sides[record.id] = record.side
        elif isinstance(record, Topic):
            self._broader[record.id] = record.broader

    def _facts(self, first: int, some: Sequence[Fact]) -> None:
        facts, fill = list(enumerate(some, first)), self._catalogue.fill
        fill("listed", (self._listed(n, fact) for n, fact in facts), _AT_ONCE)
        links = (
            (n, what, place, name)
            for n, fact in facts
            for what, ids in self._linked(fact)
            for place, name in enumerate(dict.fromkeys(ids))
        )
        fill("links", links, _AT_ONCE)
        quotes = (
            (item.source, item.start, item.end, n, place)
            for n, fact in facts
            for place, item in enumerate(fact.evidence)
        )
        fill("quotes", quotes, _AT_ONCE)
        relations = ((r.fact, r.type, n) for n, fact in facts for r in fact.relations)
        fill("relations", relations, _AT_ONCE)
        self._topics.update(tuple(dict.fromkeys(fact.topics)) for _, fact in facts)

    def _linked(self, fact: Fact) -> Iterator[tuple[str, Iterable[str]]]:
        """Who and what a fact is about, says it and is where it comes from, in the links' order."""
        yield "actor", fact.actors
        yield "asserted", [who for item in fact.evidence for who in item.asserted_by]
        yield "side", [side for item in fact.evidence for side in self._sides_of(item)]
        yield "source", [item.source for item in fact.evidence]
        yield "topic", fact.topics

    def _sides_of(self, item: Evidence) -> Iterator[str]:
        """The sides of who asserts it; where nobody is named, those of a source's own words."""
        for who in item.asserted_by:
            if (side := self._sides.get(who)) is not None:
                yield side
        source = None if item.asserted_by else self._bodies.get(item.source)
        if source and any(
            region.type == "body" and region.start <= item.start < region.end
            for region in source.regions
        ):
            yield from source.sides

    def _listed(self, number: int, fact: Fact) -> tuple[Any, ...]:
        nowhere = len(self._order) + 1  # a source that does not exist
        first = min((self._order.get(e.source, nowhere), e.start) for e in fact.evidence)
        own = (number, fact.id, fact.kind, fact.scope, fact.when is not None)
        counts = (bool(fact.quantities), len(fact.evidence), KINDS.index(fact.kind))
        return (*own, *counts, *first, *self._days(fact))

    def _days(self, fact: Fact) -> tuple[Any, ...]:
        """The year that a fact begins in, its bounds, and which windows of time it touches."""
        when = fact.when
        if when is None:
            return _UNDATED
        held, told = self._held_until(fact, when), self._told_by(fact, when)
        if (when.text, held, told) not in self._when:
            reached = reach(when, held)
            certain = tuple(map(ordinal, reached.certain)) if reached.certain else (None, None)
            bounds = ordinal(when.earliest), ordinal(when.latest)
            lower, upper = reached.possible
            possible = ordinal(lower), ordinal(min(upper, told) if told >= lower else upper)
            self._when[when.text, held, told] = (year_label(when), *bounds, *certain, *possible)
        return self._when[when.text, held, told]

    def _held_until(self, fact: Fact, when: Edtf) -> Day:
        """By when, at the least, a source that tells that a fact still held had been written."""
        if when.end is not None:
            return EARLIEST
        telling = (e for e in fact.evidence if e.when and e.when.interval and e.when.end is None)
        issued = (self._issued.get(e.source) for e in telling)
        return max((when.earliest for when in issued if when), default=EARLIEST)

    def _told_by(self, fact: Fact, when: Edtf) -> Day:
        """By when, at the most, what has happened had been told of: it was no later than that."""
        if when.end is None or fact.kind not in _PAST:
            return LATEST
        issued = (self._issued.get(item.source) for item in fact.evidence)
        return min((day.latest for day in issued if day), default=LATEST)

    def finish(self) -> None:
        """Lay how many facts there are of each thing."""
        self._catalogue.run(_COUNTED)
        within = facts_within(self._broader, self._topics)
        self._catalogue.fill("counts", (("topic", name, n) for name, n in within.items()))


# The kinds of facts that are past, or hold, when they are told of.
_PAST = frozenset({"event", "agreement", "visit", "figure", "status", "quotation", "biography"})
_UNDATED = ("undated", None, None, None, None, None, None)
_COUNTED = """
INSERT INTO counts SELECT what, id, count(*) FROM links WHERE what != 'topic' GROUP BY what, id
"""


def _above(record: Any) -> str | None:
    """The topic above a topic, the side of an entity, the source of an omission."""
    if isinstance(record, Topic):
        return record.broader
    if isinstance(record, Entity):
        return record.side
    return getattr(record, "source", None)
