"""Full-text search over facts: SQLite FTS5 with Okapi BM25 and the Porter stemmer.

Both sides are folded and cut into words before FTS5 sees them, so that offsets in the original
text survive and no character of a query can act as an operator.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from .base import Base
from .model import Fact
from .select import names
from .text import Token, tokens

# What a hit in each column weighs in BM25.
WEIGHTS: Mapping[str, float] = {
    "statement": 4.0,  # says what the fact is, in the editor's words
    "labels": 3.0,  # names of its topics and actors: what it is about
    "keywords": 2.0,  # words a reader may come with
    "quotes": 1.5,  # the source's own words, often with asides
}
# Words that no fact is about; a query of nothing else finds nothing.
STOPWORDS = frozenset(
    "a about an and any are as at be been being but by can could did do does doing done for from "
    "had has have how i if in into is it its many me much my no not of off on or our out over s "
    "shall she should so t than that the their them there these they this those to under up us was "
    "we were what when where which while who whom whose why will with would you your he his her "
    "him".split()
)


class Matched(NamedTuple):
    """A word of the query where it matched: `field` is a path in the fact's record."""

    query: str
    field: str
    text: str
    start: int
    end: int


class Hit(NamedTuple):
    """A fact that answers a query, with its score: higher is better."""

    fact: Fact
    score: float
    words: tuple[Matched, ...]


class _Field(NamedTuple):
    column: str
    path: str
    text: str
    tokens: tuple[Token, ...]


def search(base: Base, query: str) -> list[Hit]:
    """The facts that match a query, best first; of equals, the earlier id.

    Words rank together: none is required, the more match the better. Words in double quotes are one
    phrase. A query without a word that means something finds nothing.
    """
    phrases = _phrases(query)
    if not phrases:
        return []
    index = sqlite3.connect(":memory:")
    try:
        fields = _fill(index, base)
        return _ranked(index, base, phrases, fields)
    finally:
        index.close()


def _phrases(query: str) -> list[list[str]]:
    """The query's words and quoted phrases, folded, without words that mean nothing alone."""
    found: dict[tuple[str, ...], None] = {}
    for quoted, plain in re.findall(r"[\"“”]([^\"“”]+)[\"“”]|([^\"“”]+)", query):
        if quoted:
            found[tuple(token.word for token in tokens(quoted))] = None
            continue
        for piece in plain.split():
            words = tuple(token.word for token in tokens(piece))
            if not all(word in STOPWORDS for word in words):
                found[words] = None
    return [list(words) for words in found if words]


def _fields(base: Base, fact: Fact) -> Iterable[tuple[str, str, str]]:
    yield "statement", "statement", fact.statement
    for i, topic in enumerate(fact.topics):
        for name in names(base.topics[topic]):
            yield "labels", f"topics[{i}]", name
    for i, actor in enumerate(fact.actors):
        for name in names(base.entities[actor]):
            yield "labels", f"actors[{i}]", name
    for i, keyword in enumerate(fact.keywords):
        yield "keywords", f"keywords[{i}]", keyword
    for i, item in enumerate(fact.evidence):
        yield "quotes", f"evidence[{i}].quote", item.quote


def _fill(index: sqlite3.Connection, base: Base) -> dict[str, list[_Field]]:
    columns = ", ".join(WEIGHTS)
    index.execute(
        f"CREATE VIRTUAL TABLE facts USING fts5({columns}, id UNINDEXED, "
        "tokenize='porter unicode61 remove_diacritics 0')"
    )
    index.execute("CREATE VIRTUAL TABLE places USING fts5vocab(facts, instance)")
    split: dict[str, tuple[Token, ...]] = {}
    fields: dict[str, list[_Field]] = {}
    for fact in base.facts.values():
        mine = fields[fact.id] = []
        for column, path, text in _fields(base, fact):
            if text not in split:
                split[text] = tuple(tokens(text))
            mine.append(_Field(column, path, text, split[text]))
    rows = ([*(_joined(mine, c) for c in WEIGHTS), name] for name, mine in fields.items())
    marks = ", ".join("?" for _ in range(len(WEIGHTS) + 1))
    index.executemany(f"INSERT INTO facts({columns}, id) VALUES ({marks})", rows)  # noqa: S608 - only constants
    return fields


def _joined(fields: list[_Field], column: str) -> str:
    return " ".join(t.word for field in fields if field.column == column for t in field.tokens)


def _ranked(
    index: sqlite3.Connection,
    base: Base,
    phrases: list[list[str]],
    fields: Mapping[str, list[_Field]],
) -> list[Hit]:
    quoted = ['"' + " ".join(words) + '"' for words in phrases]
    weights = ", ".join(str(weight) for weight in WEIGHTS.values())
    rows = index.execute(
        f"SELECT rowid, id, -bm25(facts, {weights}) FROM facts WHERE facts MATCH ?",  # noqa: S608 - only constants
        (" OR ".join(quoted),),
    ).fetchall()
    stems = _stems(index, [word for words in phrases for word in words])
    places = _places(index, set(stems.values()))
    hits = []
    for rowid, name, score in rows:
        words = tuple(_matched(fields[name], phrases, stems, places.get(rowid, {})))
        if words:  # none where a phrase only ran from the end of one field into the next
            hits.append(Hit(base.facts[name], round(score, 4), words))
    return sorted(hits, key=lambda hit: (-hit.score, hit.fact.id))


def _stems(index: sqlite3.Connection, words: list[str]) -> dict[str, str]:
    """Each word as the index stems it."""
    index.execute("CREATE VIRTUAL TABLE query USING fts5(word, tokenize='porter unicode61')")
    index.execute("CREATE VIRTUAL TABLE stems USING fts5vocab(query, instance)")
    index.executemany("INSERT INTO query(rowid, word) VALUES (?, ?)", enumerate(words, 1))
    found = index.execute("SELECT doc, term FROM stems").fetchall()
    return {words[row - 1]: term for row, term in found}


def _places(index: sqlite3.Connection, stems: set[str]) -> dict[int, dict[tuple[str, int], str]]:
    """For each row, the stem at each (column, word number) that is one of these."""
    places: dict[int, dict[tuple[str, int], str]] = {}
    for stem in sorted(stems):
        found = index.execute('SELECT doc, col, "offset" FROM places WHERE term = ?', (stem,))
        for row, column, offset in found:
            places.setdefault(row, {})[column, offset] = stem
    return places


def _matched(
    fields: list[_Field],
    phrases: list[list[str]],
    stems: Mapping[str, str],
    places: Mapping[tuple[str, int], str],
) -> Iterable[Matched]:
    passed = dict.fromkeys(WEIGHTS, 0)
    for field in fields:
        first = passed[field.column]
        passed[field.column] += len(field.tokens)
        at = [places.get((field.column, first + i)) for i in range(len(field.tokens))]
        for words in phrases:
            wanted = [stems.get(word) for word in words]
            for i in range(len(at) - len(wanted) + 1):
                if at[i : i + len(wanted)] == wanted:
                    start, end = field.tokens[i].start, field.tokens[i + len(wanted) - 1].end
                    text = field.text[start:end]
                    yield Matched(" ".join(words), field.path, text, start, end)
