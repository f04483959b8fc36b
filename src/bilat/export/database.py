"""An SQLite database of the facts, indexed by FTS5, ready for Datasette."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Any

from ..base.codec import encode
from ..base.document import Library
from ..cite import reference
from ..core.model import Fact, Record, Source
from ..core.text import fold
from ..core.window import iso
from ..lookup.criteria import names
from .entries import label

_TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE entities (
  id TEXT PRIMARY KEY, type TEXT NOT NULL, name TEXT NOT NULL, given TEXT,
  dropping_particle TEXT, non_dropping_particle TEXT, family TEXT, suffix TEXT,
  family_first INTEGER NOT NULL, names TEXT NOT NULL, aliases TEXT NOT NULL,
  side TEXT REFERENCES entities(id), description TEXT
);
CREATE TABLE topics (
  id TEXT PRIMARY KEY, label TEXT NOT NULL, labels TEXT NOT NULL, alt TEXT NOT NULL,
  broader TEXT REFERENCES topics(id), name TEXT AS (label)
);
CREATE TABLE sources (
  id TEXT PRIMARY KEY, file TEXT NOT NULL, sha256 TEXT NOT NULL, type TEXT NOT NULL,
  title TEXT NOT NULL, title_short TEXT, author TEXT NOT NULL, author_role TEXT,
  editor TEXT NOT NULL, issued TEXT, issued_basis TEXT, accessed TEXT, container_title TEXT,
  publisher TEXT, publisher_place TEXT, volume TEXT, issue TEXT, page TEXT, number TEXT,
  genre TEXT, url TEXT, posted_by TEXT, posted_at TEXT, language TEXT NOT NULL,
  sides TEXT NOT NULL, wrapped INTEGER NOT NULL
);
CREATE TABLE facts (
  id TEXT PRIMARY KEY, statement TEXT NOT NULL, kind TEXT NOT NULL, scope TEXT NOT NULL,
  "when" TEXT, earliest TEXT, latest TEXT, when_basis TEXT, when_how TEXT,
  topics TEXT NOT NULL, actors TEXT NOT NULL, sides TEXT NOT NULL, quotes TEXT NOT NULL,
  caveats TEXT NOT NULL, quantities TEXT NOT NULL, keywords TEXT NOT NULL, names TEXT NOT NULL,
  title TEXT AS (statement)
);
CREATE TABLE evidence (
  id INTEGER PRIMARY KEY, fact TEXT NOT NULL REFERENCES facts(id),
  source TEXT NOT NULL REFERENCES sources(id), "start" INTEGER NOT NULL, "end" INTEGER NOT NULL,
  quote TEXT NOT NULL, asserted_by TEXT NOT NULL, voice TEXT NOT NULL, "when" TEXT,
  paragraph INTEGER, line INTEGER NOT NULL, prefix TEXT NOT NULL, suffix TEXT NOT NULL,
  verified INTEGER NOT NULL, reference TEXT NOT NULL
);
CREATE TABLE fact_topics (
  fact TEXT NOT NULL REFERENCES facts(id), topic TEXT NOT NULL REFERENCES topics(id),
  PRIMARY KEY (fact, topic)
);
CREATE TABLE fact_actors (
  fact TEXT NOT NULL REFERENCES facts(id), actor TEXT NOT NULL REFERENCES entities(id),
  PRIMARY KEY (fact, actor)
);
CREATE TABLE relations (
  fact TEXT NOT NULL REFERENCES facts(id), type TEXT NOT NULL, other TEXT NOT NULL,
  target TEXT REFERENCES facts(id), PRIMARY KEY (fact, type, other)
);
CREATE VIRTUAL TABLE facts_fts USING fts5(
  statement, quotes, keywords, names, content="facts",
  tokenize="porter unicode61 remove_diacritics 2"
);
"""


def sqlite(library: Library, facts: Iterable[Fact]) -> bytes:
    """The bytes of a database with the facts and all that they refer to.

    Lists are JSON arrays, dates EDTF with their bounds beside them as ISO 8601, and `verified`
    says whether the quote stood in its source when the database was made. Each evidence has its
    reference in the default style; `target` is the other fact of a relation, where it is there.
    """
    db = sqlite3.connect(":memory:", isolation_level=None)
    try:
        db.executescript(_TABLES)
        db.execute("BEGIN")
        for table, rows in _contents(library, list(facts)):
            for row in rows:
                marks = ", ".join("?" * len(row))
                db.execute(f"INSERT INTO {table} VALUES ({marks})", row)  # noqa: S608
        db.execute("INSERT INTO facts_fts(facts_fts) VALUES ('rebuild')")
        db.execute("COMMIT")
        return db.serialize()
    finally:
        db.close()


Row = Sequence[Any]


def _contents(library: Library, facts: Sequence[Fact]) -> Iterator[tuple[str, Iterable[Row]]]:
    base, held = library.base, {fact.id for fact in facts}
    yield "meta", [("format", str(base.meta.format)), ("release", base.meta.release)]
    yield "entities", map(_whole, base.entities.values())
    yield "topics", map(_whole, base.topics.values())
    yield "sources", map(_source, base.sources.values())
    yield "facts", (_fact(library, fact) for fact in facts)
    yield "evidence", _evidence(library, facts)
    for fact in facts:
        yield "fact_topics", [(fact.id, topic) for topic in dict.fromkeys(fact.topics)]
        yield "fact_actors", [(fact.id, actor) for actor in dict.fromkeys(fact.actors)]
        related = (
            (fact.id, r.type, r.fact, r.fact if r.fact in held else None) for r in fact.relations
        )
        yield "relations", dict.fromkeys(related)


def _whole(record: Record) -> Row:
    """The row of a record all of whose fields are columns."""
    return _columns(encode(record).values())


def _columns(values: Iterable[object]) -> Row:
    return [_json(value) if isinstance(value, (list, dict)) else value for value in values]


def _source(source: Source) -> Row:
    """The row of a source: its date's basis in one column, who reposted it and when in two."""
    fields = encode(source)
    basis, posted = fields["issued_basis"], fields["posted"] or {"by": None, "at": None}
    fields["issued_basis"] = ": ".join(filter(None, basis.values())) if basis else None
    del fields["regions"]
    parts = (posted.values() if name == "posted" else [fields[name]] for name in fields)
    return _columns(chain.from_iterable(parts))


def _fact(library: Library, fact: Fact) -> Row:
    base = library.base
    when, basis = fact.when, fact.when_basis
    found = [name for actor in fact.actors for name in names(base.entities[actor])]
    found += [name for topic in fact.topics for name in names(base.topics[topic])]
    # The reader's tokenizer folds no ə and keeps Han words whole: names stand there folded as well.
    every = dict.fromkeys([*found, *map(fold, found)])
    return (
        *(fact.id, fact.statement, fact.kind, fact.scope),
        when.text if when else None,
        iso(when.start.earliest) if when and when.start else None,
        iso(when.end.latest) if when and when.end else None,
        *((basis.type, basis.how) if basis else (None, None)),
        *(_json(fact.topics), _json(fact.actors), _json(base.sides(fact))),
        "\n".join(item.quote for item in fact.evidence),
        _json([f"{label(caveat)}: {caveat.text}" for caveat in fact.caveats]),
        _json(encode(fact.quantities)),
        _json(fact.keywords),
        "; ".join(every),
    )


def _evidence(library: Library, facts: Iterable[Fact]) -> Iterator[Row]:
    number, base = 0, library.base
    for fact in facts:
        for item in fact.evidence:
            number += 1
            seen = library.receipt(item)
            yield (
                *(number, fact.id, *_whole(item)),
                *(seen.paragraph, seen.line, seen.prefix, seen.suffix, seen.verified),
                reference(base.sources[item.source], base.entities, seen.paragraph),
            )


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
