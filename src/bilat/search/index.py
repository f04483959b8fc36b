"""The full-text index of a base: SQLite FTS5 in memory, with the Porter stemmer and BM25.

Texts are folded and cut into words before FTS5 sees them, so that offsets in the original survive
and no character of a query can act as an operator.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from itertools import chain
from typing import NamedTuple

from ..base import Base
from ..model import Entity, Fact, Topic
from ..select import names
from .words import key, times, when_tokens, words

# What a match in each column weighs in BM25.
COLUMNS: Mapping[str, float] = {
    "statement": 4.0,  # says what the fact is, in the editor's words
    "keywords": 3.0,  # what a librarian would file it under
    "quotes": 1.5,  # the source's own words, often with asides
    "times": 3.0,  # its date, and dates that its texts name
}


# "According to …" says who says so, and would make every such fact one about accords.
UNINDEXED = frozenset({"according"})


class Field(NamedTuple):
    """A text of a fact's record and the column that it is indexed in."""

    column: str
    path: str
    text: str


def text_fields(fact: Fact) -> Iterator[Field]:
    """The texts by which a fact is found, in the order in which they are indexed."""
    yield Field("statement", "statement", fact.statement)
    for i, keyword in enumerate(fact.keywords):
        yield Field("keywords", f"keywords[{i}]", keyword)
    for i, item in enumerate(fact.evidence):
        yield Field("quotes", f"evidence[{i}].quote", item.quote)


class Name(NamedTuple):
    """A name of an entity or topic; `part` tells whether it is whole, or a word of one."""

    table: str
    id: str
    text: str
    part: str


class Index:
    """An index of a base, to be closed after use.

    Attributes:
        base: the base that is indexed.
        names: what each name, as the words that identify it, stands for.
    """

    def __init__(self, base: Base) -> None:
        self.base = base
        self._db = sqlite3.connect(":memory:", isolation_level=None)
        self._ids = list(base.facts)
        self._fill(base)
        self.names = _names(base)

    def close(self) -> None:
        """Free the index."""
        self._db.close()

    @property
    def size(self) -> int:
        """How many facts are indexed."""
        return len(self._ids)

    def _fill(self, base: Base) -> None:
        columns = ", ".join(COLUMNS)
        self._db.execute(
            f"CREATE VIRTUAL TABLE facts USING fts5({columns}, content='', tokenize='porter ascii')"
        )
        self._db.execute("CREATE VIRTUAL TABLE stems USING fts5vocab(facts, row)")
        self._db.execute("CREATE VIRTUAL TABLE places USING fts5vocab(facts, instance)")
        self._db.execute("BEGIN")
        self._db.executemany(
            f"INSERT INTO facts(rowid, {columns}) VALUES (?, ?, ?, ?, ?)",  # noqa: S608 - constants
            ((i, *_row(fact)) for i, fact in enumerate(base.facts.values(), 1)),
        )
        self._db.execute("COMMIT")

    def scores(self, expression: str) -> dict[str, float]:
        """The facts that an FTS5 expression matches, with their BM25 scores, higher for better."""
        weights = ", ".join(str(weight) for weight in COLUMNS.values())
        found = self._db.execute(
            f"SELECT rowid, -bm25(facts, {weights}) FROM facts WHERE facts MATCH ?",  # noqa: S608
            (expression,),
        )
        return {self._ids[row - 1]: score for row, score in found}

    def stemmed(self, found: Iterable[str]) -> dict[str, str]:
        """Each word as the index stems it."""
        every = sorted(set(found))
        self._db.execute(
            "CREATE VIRTUAL TABLE IF NOT EXISTS asked USING fts5(word, tokenize='porter ascii')"
        )
        self._db.execute("CREATE VIRTUAL TABLE IF NOT EXISTS told USING fts5vocab(asked, instance)")
        self._db.execute("DELETE FROM asked")
        self._db.executemany("INSERT INTO asked(rowid, word) VALUES (?, ?)", enumerate(every, 1))
        rows = self._db.execute("SELECT doc, term FROM told").fetchall()
        return {every[row - 1]: term for row, term in rows}

    @cached_property
    def vocabulary(self) -> dict[str, int]:
        """Every word of the facts and names, with the number of texts that it stands in."""
        counts: dict[str, int] = {}
        texts = [field.text for fact in self.base.facts.values() for field in text_fields(fact)]
        texts += [name.text for group in self.names.values() for name in group]
        for text in texts:
            for word in {token.word for token in words(text)}:
                counts[word] = counts.get(word, 0) + 1
        return counts


def _row(fact: Fact) -> tuple[str, ...]:
    held: dict[str, list[str]] = {column: [] for column in COLUMNS}
    for field in text_fields(fact):
        column = held[field.column]
        column += (t.word for t in words(field.text) if t.word not in UNINDEXED)
        column.append(FIELD_END)
        for time in times(field.text):
            held["times"] += (level[0] for level in time.levels)
    if fact.when is not None:
        held["times"] += when_tokens(fact.when) * 2
    return tuple(" ".join(column) for column in held.values())


# A word that no text holds: a phrase does not run from one field into the next.
FIELD_END = "¶"


def quoted(found: Iterable[str]) -> str:
    """Words as an FTS5 phrase: nothing in them can act as an operator."""
    return '"' + " ".join(found).replace('"', "") + '"'


def _names(base: Base) -> dict[tuple[str, ...], list[Name]]:
    found: dict[tuple[str, ...], dict[tuple[str, str], Name]] = {}

    def add(name: Name) -> None:
        identity = key(name.text)
        if identity:
            found.setdefault(identity, {}).setdefault((name.table, name.id), name)

    rows: list[tuple[str, Entity | Topic]] = [("actors", row) for row in base.entities.values()]
    rows += [("topics", row) for row in base.topics.values()]
    for table, row in rows:
        for text in names(row):
            add(Name(table, row.id, text, "whole"))
    whole = set(found)
    for table, row in rows:
        person = isinstance(row, Entity) and row.type == "person"
        own = [row.name, *chain(*row.names.values())] if isinstance(row, Entity) else []
        for text in names(row):
            for word in _WORD_BREAK.split(text):
                if key(word) not in whole and not key(word)[1:]:
                    part = "person" if person and text in own else "word"
                    add(Name(table, row.id, word, part))
    return {identity: list(group.values()) for identity, group in found.items()}


_WORD_BREAK = re.compile(r"[\s·•()/,-]+")
