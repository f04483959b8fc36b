"""How the derived file of a base is made: whole, and put in place by whichever process is first."""

from __future__ import annotations

import json
import os
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from ..core.model import Fact
from ..core.window import reach
from ..lookup.criteria import SORTS, arrange, held_until
from ..lookup.listing import ordinal
from ..search.facets import tags
from ..search.stored import write
from .base import Base
from .codec import encode
from .database import Database
from .derived import State, checked, file_of, meta_of, others, settled, state

_TABLES = ("sources", "entities", "topics", "facts", "tombstones", "omissions")
# Beside the records, which are long: what listings choose and order by.
_SCHEMA = (
    "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL)",
    """CREATE TABLE listed (
  fact INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, scope TEXT NOT NULL,
  dated INTEGER NOT NULL, counted INTEGER NOT NULL, tags TEXT NOT NULL,
  earliest INTEGER, latest INTEGER,
  certain_last INTEGER, certain_first INTEGER, possible_last INTEGER, possible_first INTEGER,
  by_when INTEGER NOT NULL, by_id INTEGER NOT NULL, by_kind INTEGER NOT NULL,
  by_source INTEGER NOT NULL
)""",
    """CREATE TABLE links (
  what TEXT NOT NULL, id TEXT NOT NULL, fact INTEGER NOT NULL, place INTEGER NOT NULL,
  PRIMARY KEY (what, id, fact)
) WITHOUT ROWID""",
    "CREATE TABLE sides (id TEXT PRIMARY KEY)",
)
_INDEXES = (
    "CREATE INDEX links_of_fact ON links (fact, what, id)",
    "CREATE INDEX listed_by_when ON listed (dated DESC, by_when)",
    "ANALYZE",
)


def save(path: Path, before: State, base: Base, cache: Path) -> None:
    """Make the derived file of a base just read; where that cannot be, lookups do without.

    Args:
        path: the base's file.
        before: its state before it was read.
        base: what was read.
        cache: the folder for derived files.
    """
    if not settled(before):
        return
    try:
        cache.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=".", suffix=".part", dir=cache)
        os.close(handle)
    except OSError:
        return
    try:
        _write(Path(name), base, meta_of(path, base))
        if state(path) == before:
            target = file_of(before, cache)
            os.replace(name, target)
            for other in others(target):
                other.unlink(missing_ok=True)
    except (OSError, sqlite3.Error):
        pass
    finally:
        Path(name).unlink(missing_ok=True)


def _write(target: Path, base: Base, meta: Mapping[str, str]) -> None:
    db = Database(target)
    db.run("PRAGMA journal_mode = OFF", "PRAGMA synchronous = OFF", "BEGIN", *_SCHEMA)
    db.fill("meta", meta.items())
    for table in _TABLES:
        found: Any = getattr(base, table)
        rows = found.values() if hasattr(found, "values") else found
        db.run(
            f"CREATE TABLE {table} "
            "(n INTEGER PRIMARY KEY, id TEXT UNIQUE, type TEXT, record TEXT NOT NULL, "
            "crc INTEGER NOT NULL)"
        )
        db.fill(table, (_record(n, row) for n, row in enumerate(rows, 1)))
    db.fill("listed", _listed(base))
    db.fill("links", _links(base))
    db.fill("sides", ([side] for side in base.all_sides()))
    write(db, base)
    db.run(*_INDEXES, "COMMIT")
    db.close()


def _record(number: int, row: Any) -> tuple[int, str, str | None, str, int]:
    text = json.dumps(encode(row), ensure_ascii=False)
    return number, row.id, getattr(row, "type", None), text, checked(text)


def _listed(base: Base) -> Iterator[tuple[Any, ...]]:
    facts = list(base.facts.values())
    ranks = [_ranks(arrange(base, facts, sort)) for sort in SORTS]
    for number, fact in enumerate(facts, 1):
        certain: tuple[int, ...] | tuple[None, None] = (None, None)
        bounds = possible = certain
        if fact.when is not None:
            bounds = ordinal(fact.when.earliest), ordinal(fact.when.latest)
            reached = reach(fact.when, held_until(base, fact))
            certain = tuple(map(ordinal, reached.certain)) if reached.certain else (None, None)
            possible = tuple(map(ordinal, reached.possible))
        own = (number, fact.id, fact.kind, fact.scope, fact.when is not None)
        yield (
            *own,
            bool(fact.quantities),
            "\n".join(tags(fact)),
            *bounds,
            *certain,
            *possible,
            *(r[fact.id] for r in ranks),
        )


def _ranks(facts: Iterable[Fact]) -> dict[str, int]:
    return {fact.id: rank for rank, fact in enumerate(facts)}


def _links(base: Base) -> Iterator[tuple[str, str, int, int]]:
    """What a fact is about, where it comes from, and who says it; each with its place."""
    for number, fact in enumerate(base.facts.values(), 1):
        linked = {
            "topic": fact.topics,
            "actor": fact.actors,
            "source": [item.source for item in fact.evidence],
            "asserted": [who for item in fact.evidence for who in item.asserted_by],
            "side": base.sides(fact),
        }
        for what, ids in linked.items():
            for place, name in enumerate(dict.fromkeys(ids)):
                yield what, name, number, place
