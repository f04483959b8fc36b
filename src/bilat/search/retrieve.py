"""Where the terms of a query stand: the only place that asks the index."""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct

from ..base.catalogue import Catalogue, array
from ..core.window import Window, ordinal
from ..language.words import cut, plain, words
from .expand import Asked, Form, Wanted, Weights, quoted

if TYPE_CHECKING:
    from ..language.times import Time

# By a fact's number, how strongly it bears something: 2.2 at most for a word, as in BM25.
Strengths = Mapping[int, float]


class Way(Struct, frozen=True):
    """A way in which a term matches some facts: by words in texts or names, or by a time."""

    how: str  # as of a form; or name, time, told or wider
    words: tuple[str, ...]
    facts: Strengths


class Unit(Struct, frozen=True):
    """A term with the facts that bear it."""

    asked: Asked
    ways: tuple[Way, ...]
    facts: Strengths
    idf: float
    loosely: Strengths  # facts near it that may not bear it: of the month, for a day
    note: str  # how it was searched, where that is not as asked

    @property
    def text(self) -> str:
        """As typed."""
        return self.asked.term.text


class Found(Struct, frozen=True):
    """A group of a query with where its terms stand."""

    required: tuple[Unit, ...]
    optional: tuple[Unit, ...]
    excluded: frozenset[int]

    @property
    def units(self) -> tuple[Unit, ...]:
        """All that a fact is to bear."""
        return self.required + self.optional


def retrieve(db: Catalogue, wanted: Sequence[Wanted], weights: Weights) -> tuple[Found, ...]:
    """Look up the terms of a query."""
    retriever = _Retriever(db, weights)
    return tuple(retriever.group(group) for group in wanted)


class _Retriever:
    def __init__(self, db: Catalogue, weights: Weights) -> None:
        self._db, self._weights = db, weights
        self._matching = _MATCHING.format(weights.statement)

    @cached_property
    def _size(self) -> int:
        count: int = self._db.one("SELECT count(*) FROM listed")
        return count

    def group(self, wanted: Wanted) -> Found:
        required = tuple(map(self._unit, wanted.required))
        optional = tuple(map(self._unit, wanted.optional))
        excluded = frozenset(n for asked in wanted.excluded for n in self._unit(asked).facts)
        return Found(required, optional, excluded)

    def _unit(self, asked: Asked) -> Unit:
        ways = [self._way(form) for form in asked.forms]
        named = self._named(asked)
        facts = _best(way.facts for way in ways)
        facts = {n: facts.get(n, 0.0) + named.get(n, 0.0) for n in {*facts, *named}}
        ways.append(Way("name", asked.term.words, named))
        near: Strengths = {}
        note = ""
        if asked.term.time is not None:
            times, near, note = self._times(asked.term.time, asked.term.text)
            facts = _best([facts, *(way.facts for way in times)])
            ways += [*times, Way("wider", (), near)]
        idf = self._idf(len(facts))
        return Unit(asked, tuple(way for way in ways if way.facts), facts, idf, near, note)

    def _idf(self, count: int) -> float:
        return math.log(1 + (self._size - count + 0.5) / (count + 0.5))

    def _way(self, form: Form) -> Way:
        if form.how == "apart":
            some = [self._matched(quoted([word])) for word in form.words]
            every = set(some[0]).intersection(*some[1:])
            return Way(form.how, form.words, {n: min(each[n] for each in some) for n in every})
        found = self._matched(quoted(form.words) + (" *" if form.how == "prefix" else ""))
        return Way(form.how, form.words, {n: form.weight * value for n, value in found.items()})

    def _matched(self, expression: str) -> Strengths:
        """The facts whose texts match, by BM25 without its weight of the word itself."""
        rows = self._db.rows(self._matching, (expression,))
        # FTS5 multiplies by the weight of a phrase, which it holds above nothing.
        idf = math.log((self._size - len(rows) + 0.5) / (len(rows) + 0.5)) if rows else 1.0
        idf = idf if idf > 0 else 1e-6
        return {number: score / idf for number, score in rows}

    def _named(self, asked: Asked) -> Strengths:
        """The facts about what the term names, whole or in part."""
        weights = self._weights
        facts: dict[int, float] = {}
        if asked.names:
            expression = " OR ".join(quoted(words) for words in asked.names)
            for n, whole, place in self._db.rows(_NAMED, (expression, array(asked.whole))):
                value = weights.name * (1 + whole * weights.whole)
                facts[n] = value * (weights.later if place else 1.0)
        return facts

    def _times(self, time: "Time", typed: str) -> tuple[list[Way], Strengths, str]:
        """The facts of a time; for want of any, those of the time around it, and a note of that."""
        within, near = self._window(time.windows)
        if time.yearly:
            within = self._yearly(_ON_DAYS, *time.yearly, self._weights.within)
        ways = [Way("time", (), within)]
        for told in time.told:
            found = self._matched(quoted(told))
            ways.append(Way("told", told, dict.fromkeys(found, self._weights.told)))
        if any(way.facts for way in ways):
            return ways, near, ""
        for window, name in time.wider:
            near = dict.fromkeys(self._window((window,))[0], self._weights.around)
            if near:
                return ways, near, f"no fact bears {typed!r}: {name} was searched"
        if time.yearly:
            month = time.yearly[0] // 100 * 100
            near = self._yearly(_IN_MONTH, month, month + 99, self._weights.around)
            if near:
                return ways, near, f"no fact bears {typed!r}: all of its month was searched"
        return ways, near, ""

    def _yearly(self, statement: str, first: int, last: int, value: float) -> Strengths:
        """The facts of some days of any year."""
        rows = self._db.rows(statement, {"first": first, "last": last})
        return {number: value for (number,) in rows}

    def _window(self, windows: Iterable[Window]) -> tuple[Strengths, Strengths]:
        """The facts that certainly touch one of some windows, and those that possibly do."""
        certain: dict[int, float] = {}
        possible: dict[int, float] = {}
        for window in windows:
            days = {"first": ordinal(window.first), "last": ordinal(window.last)}
            for number, inside, sure in self._db.rows(_TOUCHING, days):
                value = self._weights.within if inside and sure else self._weights.around
                some = certain if sure else possible
                some[number] = max(value, some.get(number, 0.0))
        return certain, possible


def ids_of(db: Catalogue, numbers: Iterable[int]) -> dict[int, str]:
    """The ids of facts by their numbers."""
    return dict(db.rows(_IDS, (array(numbers),)))


def in_texts(db: Catalogue, texts: Iterable[str], wanted: Iterable[Wanted]) -> list[int]:
    """The places, from 0, of those texts that hold words of a query, best first by BM25.

    The texts are indexed beside the catalogue, for this run only.
    """
    db.run("CREATE VIRTUAL TABLE temp.texts USING fts5(text, content='', tokenize='ascii')")
    db.fill("temp.texts(rowid, text)", ((i, cut(plain(t))) for i, t in enumerate(texts)))
    found: dict[int, float] = {}
    for group in wanted:
        out = _places(db, group.excluded)
        scores = _places(db, [term for term in group.optional if not term.small])
        for term in group.required:
            here = _places(db, [term])
            both = here.keys() & scores.keys() if scores else here.keys()
            scores = {place: here[place] + scores.get(place, 0.0) for place in both}
        found |= {place: score for place, score in scores.items() if place not in out}
    return sorted(found, key=lambda place: (-found[place], place))


def _places(db: Catalogue, terms: Iterable[Asked]) -> Strengths:
    """The texts that hold one of some terms, in any of its forms."""
    phrases = {words: None for term in terms for words in spoken(term) if words}
    expression = " OR ".join(map(quoted, phrases))
    return dict(db.rows(_IN_TEXTS, (expression,))) if expression else {}


def spoken(asked: Asked) -> Iterator[tuple[str, ...]]:
    """The words of a term and those of its forms, as they follow each other in a text."""
    yield asked.term.words or tuple(words(asked.term.text))
    yield from (form.words for form in asked.forms if form.how != "apart")


_IN_TEXTS = "SELECT rowid, -bm25(texts) FROM temp.texts WHERE texts MATCH ?"


def _best(some: Iterable[Strengths]) -> Strengths:
    best: dict[int, float] = {}
    for facts in some:
        if not best:
            best = dict(facts)
            continue
        for number, strength in facts.items():
            if strength > best.get(number, 0.0):
                best[number] = strength
    return best


_MATCHING = "SELECT rowid, -bm25(words, {}, 1, 1) FROM words WHERE words MATCH ?"
_NAMED = """
SELECT links.fact, max(names.words IN (SELECT value FROM json_each(?2))), min(links.place)
FROM naming JOIN names ON names.n = naming.rowid
JOIN links ON links.what = names.what AND links.id = names.id WHERE naming MATCH ?1
GROUP BY links.fact
"""
# What goes on for months tells nothing of a day or month, unless it begins or ends then; so far
# apart are the numbers of a year's first day and its last, and of days in two months.
_TOUCHING = """
SELECT fact, earliest >= :first AND latest <= :last,
  coalesce(certain_last <= :last AND certain_first >= :first, 0) AND (
    earliest BETWEEN :first AND :last OR latest BETWEEN :first AND :last
    OR :last - :first >= 1130 OR latest - earliest < 200
  ) FROM listed
WHERE possible_last <= :last AND possible_first >= :first
"""
# The remainder of a year before the common era is negative. What lasts for months is of no day,
# unless it begins on it.
_ON_DAYS = """
WITH some AS (
  SELECT fact, earliest, certain_last AS late, certain_first AS early,
    (certain_last % 10000 + 10000) % 10000 AS day FROM listed WHERE certain_last IS NOT NULL
)
SELECT fact FROM some WHERE (
  late <= late - day + :last AND early >= late - day + :first AND early - late < 200
) OR (late = earliest AND day BETWEEN :first AND :last)
"""
_IN_MONTH = """
SELECT fact FROM listed
WHERE (earliest % 10000 + 10000) % 10000 BETWEEN :first AND :last AND latest - earliest < 100
"""
_IDS = "SELECT fact, id FROM listed WHERE fact IN (SELECT value FROM json_each(?))"
