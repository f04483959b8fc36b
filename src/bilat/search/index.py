"""The full-text index of a base: SQLite FTS5 in memory, with the Porter stemmer and BM25.

Texts are folded and cut into words before FTS5 sees them, so that offsets in the original survive
and no character of a query can act as an operator.
"""

from __future__ import annotations

import re
import sqlite3
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

from ..base import Base
from ..model import Entity, Fact, Topic
from ..select import names
from ..text import fold
from .times import month_number, when_tokens
from .words import FACT_END, FIELD_END, indexed, key

# What a match in each column weighs in BM25.
COLUMNS: Mapping[str, float] = {
    "statement": 5.0,  # says what the fact is, in the editor's words
    "keywords": 2.0,  # what a librarian would file it under
    "quotes": 1.5,  # the source's own words, often with asides
    "times": 4.0,  # its date, and dates that its texts name
}


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
    """A name of an entity or topic.

    `part` tells whether it is `whole`, a `word` of one, of a `person`, or a `capital` city that
    stands for its government ("official Baku").
    """

    table: str
    id: str
    text: str
    part: str


class Index:
    """An index of a base, in memory.

    Attributes:
        base: the base that is indexed.
        names: the names of its entities and topics.
    """

    def __init__(self, base: Base) -> None:
        self.base = base
        self._db = sqlite3.connect(":memory:", isolation_level=None)
        self._ids = list(base.facts)
        # A word is looked up to see whether it is known, and again to be ranked.
        self._scores: dict[str, Mapping[str, float]] = {}
        self._fill(base)
        self.names = Names(base)

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
        self._rows = list(_rows(list(base.facts.values())))
        self._db.executemany(
            f"INSERT INTO facts(rowid, {columns}) VALUES (?, ?, ?, ?, ?)",  # noqa: S608 - constants
            ((i, *row) for i, row in enumerate(self._rows, 1)),
        )
        self._db.execute("COMMIT")

    def scores(self, expression: str) -> Mapping[str, float]:
        """The facts that an FTS5 expression matches, with their BM25 scores, higher for better."""
        if expression not in self._scores:
            self._scores[expression] = self._matching(expression)
        return self._scores[expression]

    def _matching(self, expression: str) -> Mapping[str, float]:
        weights = ", ".join(str(weight) for weight in COLUMNS.values())
        found = self._db.execute(
            f"SELECT rowid, -bm25(facts, {weights}) FROM facts WHERE facts MATCH ?",  # noqa: S608
            (expression,),
        )
        return {self._ids[row - 1]: score for row, score in found}

    def holding(self, forms: Iterable[str], *, whole: bool = True) -> set[str]:
        """The facts that hold one of these folded words, or begin a word so, whatever its stem."""
        padded = [f" {form} " if whole else f" {form}" for form in forms]
        return {name for name, text in self._texts if any(form in text for form in padded)}

    @cached_property
    def _texts(self) -> list[tuple[str, str]]:
        rows = zip(self._ids, self._rows, strict=True)
        return [(name, f" {' '.join(row)} ") for name, row in rows]

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
    def vocabulary(self) -> Mapping[str, int]:
        """Every word of the facts and names, with how often it stands there."""
        counts = Counter(
            word for *texts, _ in self._rows for text in texts for word in text.split()
        )
        counts.update(indexed(self.names.lines).split())
        return counts


def _rows(facts: list[Fact]) -> Iterator[tuple[str, ...]]:
    """What is indexed of each fact, in the order of COLUMNS."""
    statements = [[fact.statement] for fact in facts]
    quotes = [[item.quote for item in fact.evidence] for fact in facts]
    told = [" ".join([*said, *quoted]) for said, quoted in zip(statements, quotes, strict=True)]
    times_named = [_time_words(fact, text) for fact, text in zip(facts, told, strict=True)]
    return zip(
        _bulk(statements),
        _bulk([fact.keywords for fact in facts]),
        _bulk(quotes),
        times_named,
        strict=True,
    )


def _bulk(facts: Iterable[Iterable[str]]) -> list[str]:
    """The texts of each fact as the index holds them; all facts at once, since that is faster."""
    joined = [f" {FIELD_END} ".join(texts) for texts in facts]
    if not joined:
        return []
    if any(FACT_END in text for text in joined):
        joined = [text.replace(FACT_END, " ") for text in joined]
    return _ACCORDING.sub(" ", indexed(FACT_END.join(joined))).split(FACT_END)


def _time_words(fact: Fact, text: str) -> str:
    found = [f"y{year}" for year in _YEAR.findall(text)]
    found += [f"m{year}{month_number(name):02}" for name, year in _MONTH.findall(text)]
    for when in (fact.when, fact.when, *(item.when for item in fact.evidence)):
        found += when_tokens(when) if when else ()
    return " ".join(found)


_YEAR = re.compile(r"(?<!\d)(?:1\d|20)\d\d(?!\d)")
_MONTH = re.compile(r"\b([A-Z][a-z]{2,8}) (?:\d\d?, )?((?:1\d|20)\d\d)\b")
# "According to …" says who says so, and would make every such fact one about accords.
_ACCORDING = re.compile(r"\baccording\b")


def quoted(found: Iterable[str]) -> str:
    """Words as an FTS5 phrase: nothing in them can act as an operator."""
    return '"' + " ".join(found).replace('"', "") + '"'


class Names:
    """The names of a base's entities and topics, looked up by the words of a query."""

    def __init__(self, base: Base) -> None:
        rows: list[tuple[str, Entity | Topic]] = [("actors", row) for row in base.entities.values()]
        rows += [("topics", row) for row in base.topics.values()]
        self._every = [(table, row, text) for table, row in rows for text in names(row)]
        # One text, a name a line: a search of it costs less than a look at each name.
        self.lines = fold("\n".join(text.replace("\n", " ") for _, _, text in self._every))
        self._breaks = [match.start() for match in re.finditer("\n", self.lines)]
        self._learnt: set[str] = set()
        self._read: set[int] = set()
        self._whole: _Found = {}
        self._parts: _Found = {}
        self._capitals: _Found = {}

    def learn(self, asked: Iterable[str]) -> None:
        """Look up the names that hold one of these folded words; at once costs less than singly."""
        new = set(asked) - self._learnt
        if not new:
            return
        self._learnt |= new
        needles = sorted(re.escape(word[: max(3, len(word) - 3)]) for word in new)
        starts = (match.start() for match in re.finditer("|".join(needles), self.lines))
        lines = {bisect_right(self._breaks, start) for start in starts} - self._read
        self._read |= lines
        for line in sorted(lines):
            self._add(*self._every[line])

    def _add(self, table: str, row: Entity | Topic, text: str) -> None:
        whole = Name(table, row.id, text, "whole")
        self._whole.setdefault(self._plain(key(text)), {}).setdefault((table, row.id), whole)
        own = isinstance(row, Entity) and row.type == "person" and text not in row.aliases
        first, *rest = key(text) or ("",)
        if first in _OFFICIAL:
            capital = Name(table, row.id, text, "capital")
            self._capitals.setdefault(tuple(rest), {}).setdefault((table, row.id), capital)
        for word in _WORD_BREAK.split(text):
            part = Name(table, row.id, word, "person" if own else "word")
            identity = key(word)
            if len(identity) == 1:
                self._parts.setdefault(identity, {}).setdefault((table, row.id), part)

    def _plain(self, identity: tuple[str, ...]) -> tuple[str, ...]:
        """With countries by their first name: the Azerbaijani president is Azerbaijan's."""
        if len(identity) < 2:
            return identity
        return tuple(self._countries.get(word, word) for word in identity)

    @cached_property
    def _countries(self) -> dict[str, str]:
        countries = [
            row
            for _, row, text in self._every
            if isinstance(row, Entity) and row.type == "country" and text == row.name
        ]
        return {
            form[0]: key(row.name)[0]
            for row in countries
            for form in map(key, (row.name, *row.aliases))
            if len(form) == 1 and len(key(row.name)) == 1
        }

    def get(self, identity: tuple[str, ...]) -> list[Name]:
        """What the words of a name stand for, or a word of longer names; [] where neither."""
        self.learn(identity)
        if not identity:
            return []
        whole = [
            *self._whole.get(identity, {}).values(),
            *self._capitals.get(identity, {}).values(),
        ]
        return whole or list(self._parts.get(identity, {}).values())


_Found = dict[tuple[str, ...], dict[tuple[str, str], Name]]
_OFFICIAL = ("official", "resmi", fold("официальный"))
_WORD_BREAK = re.compile(r"[\s·•()/,-]+")
