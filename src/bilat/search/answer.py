"""The answer to a query: facts in order, and for each why it was found."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from ..base import Base
from ..model import Fact
from ..select import Asked
from ..text import Token, fold
from ..timeline import year_label
from .index import Index
from .query import understand
from .rank import Scored, rank
from .spans import touches
from .stored import Field, text_fields
from .times import times, when_tokens
from .units import Unit
from .ways import Way
from .words import words


class Matched(NamedTuple):
    """A word of the query where it matched.

    Attributes:
        query: the word as typed.
        field: a path in the fact's record; for `topics[i]` and `actors[i]` a name of it matched.
        text: what matched there.
        start: where, in code points of the field's text (of the name, for topics and actors).
        end: where it ends.
    """

    query: str
    field: str
    text: str
    start: int
    end: int


class Reason(NamedTuple):
    """What a word of the query earned a fact, and in which way it matched."""

    query: str
    how: str
    by: str
    weight: float


class Hit(NamedTuple):
    """A fact that answers a query, with its score: higher is better."""

    fact: Fact
    score: float
    words: tuple[Matched, ...]
    reasons: tuple[Reason, ...]


class Answer:
    """What a query finds.

    Attributes:
        found: ids of facts with their scores, best first; of equals, the earlier id.
        mended: for words that the base does not know, the words that were searched instead.
        asked: the filters that the query's fields ask for, not yet applied.
        index: what was searched.
    """

    def __init__(
        self, found: tuple[Scored, ...], mended: Mapping[str, str], asked: Asked, index: Index
    ) -> None:
        self.found, self.mended, self.asked, self.index = found, mended, asked, index

    def hit(self, scored: Scored) -> Hit:
        """A fact with the places where it matched."""
        fact = self.index.base.facts[scored.fact]
        spots = dict.fromkeys(_matched(self.index, scored, fact))
        return Hit(fact, scored.score, tuple(spots), tuple(_reasons(scored)))


def search(base: Base, text: str, *, exact: bool = False, index: Index | None = None) -> Answer:
    """Search a base.

    A query of nothing but fields (`topic:visa`) finds every fact, for its filters to choose from.

    Args:
        base: what to search.
        text: the query as typed; nothing in it is an error.
        exact: neither mend words that find nothing nor search other words for a word.
        index: an index of this base, where several queries share one.
    """
    index = index or Index(base)
    query = understand(text)
    if not query.groups and query.asked != Asked():
        every = tuple(Scored(name, 0.0, ()) for name in sorted(base.facts))
        return Answer(every, {}, query.asked, index)
    ranking = rank(index, query, exact=exact)
    return Answer(ranking.facts, ranking.mended, query.asked, index)


def _reasons(scored: Scored) -> Iterator[Reason]:
    name = scored.fact
    for unit in scored.units:
        for way in unit.ways:
            if name in way.scores:
                by = way.name.text if way.name else " ".join(way.phrases[0])
                if way.how == "meaning":
                    by = "/".join(" ".join(phrase) for phrase in way.phrases)
                yield Reason(unit.text, way.how, by, round(way.scores[name], 2))


def _matched(index: Index, scored: Scored, fact: Fact) -> Iterator[Matched]:
    asked = {w for unit in scored.units for way in unit.ways for p in way.phrases for w in p}
    fields = [field for field in text_fields(fact) if _may_match(field, asked)]
    split = {field.path: words(field.text) for field in fields}
    told = {token.word for found in split.values() for token in found}
    stems = index.stemmed(asked | told)
    for unit in scored.units:
        for way in unit.ways:
            if fact.id not in way.scores:
                continue
            if way.how == "time":
                yield from _times(unit, way, fact, fields)
            elif way.name is not None:
                yield from _named(unit, way, index, fact)
            else:
                for field in fields:
                    yield from _phrases(unit, way, field, split[field.path], stems)


def _may_match(field: Field, asked: Iterable[str]) -> bool:
    """A quick look: whether the text holds the beginning of some word, or a digit."""
    low = fold(field.text)
    return any(c.isdigit() for c in low) or any(word[:3] in low for word in asked)


def _phrases(
    unit: Unit, way: Way, field: Field, found: list[Token], stems: Mapping[str, str]
) -> Iterator[Matched]:
    told = [stems.get(token.word, token.word) for token in found]
    for phrase in way.phrases:
        wanted = [stems.get(word, word) for word in phrase]
        for i in range(len(told) - len(wanted) + 1):
            here = told[i : i + len(wanted)]
            whole = here == wanted
            begun = way.how == "prefix" and (
                here[:-1] == wanted[:-1] and found[i + len(wanted) - 1].word.startswith(phrase[-1])
            )
            if whole or begun:
                start, end = found[i].start, found[i + len(wanted) - 1].end
                yield Matched(unit.text, field.path, field.text[start:end], start, end)


def _times(unit: Unit, way: Way, fact: Fact, fields: Iterable[Field]) -> Iterator[Matched]:
    tokens = {token for phrase in way.phrases for token in phrase}
    if fact.when is not None and (way.window or tokens & set(when_tokens(fact.when))):
        text = fact.when.text
        yield Matched(unit.text, "when", text, 0, len(text))
    for field in fields:
        for time in times(field.text):
            named = tokens & {level[0] for level in time.levels}
            if named or (way.window and touches(time, way.window)):
                text = field.text[time.start : time.end]
                yield Matched(unit.text, field.path, text, time.start, time.end)


def _named(unit: Unit, way: Way, index: Index, fact: Fact) -> Iterator[Matched]:
    """The record that a name stands for, and whichever of its names the fact's texts hold."""
    name = way.name
    assert name is not None
    held = fact.actors if name.table == "actors" else fact.topics
    included = index.included(name)
    at = next(i for i, each in enumerate(held) if each in included)
    yield Matched(unit.text, f"{name.table}[{at}]", name.text, 0, len(name.text))
    forms = index.forms(name)
    for field in text_fields(fact):
        if field.column == "keywords":
            continue
        told = words(field.text)
        for i, token in enumerate(told):
            for form in forms.get(token.word, ()):
                here = told[i : i + len(form)]
                if tuple(token.word for token in here) == form:
                    text = field.text[token.start : here[-1].end]
                    yield Matched(unit.text, field.path, text, token.start, here[-1].end)


FACETS = ("topic", "kind", "source", "year")


class Facet(NamedTuple):
    """How many of the facts found have one value of a facet."""

    facet: str
    value: str
    facts: int


def facets(base: Base, ids: Sequence[str]) -> list[Facet]:
    """Counts by topic, kind, source and year; within each, the commonest value first."""
    counts: dict[str, Counter[str]] = {name: Counter() for name in FACETS}
    if base.db is not None:
        for facet, value, count in base.db.rows(_COUNTING, {"ids": json.dumps(ids)}):
            counts[facet][value] = count
    else:
        for fact in map(base.facts.__getitem__, ids):
            counts["topic"].update(dict.fromkeys(fact.topics, 1))
            counts["kind"][fact.kind] += 1
            counts["source"].update(dict.fromkeys((item.source for item in fact.evidence), 1))
            counts["year"][year_label(fact.when) if fact.when else "undated"] += 1
    return [
        Facet(name, value, count)
        for name, counter in counts.items()
        for value, count in sorted(counter.items(), key=lambda pair: (-pair[1], pair[0]))
    ]


_COUNTING = """
WITH found AS (
  SELECT fact, kind, year FROM listed WHERE id IN (SELECT value FROM json_each(:ids))
)
SELECT what, id, count(*) FROM links WHERE what IN ('topic', 'source')
  AND fact IN (SELECT fact FROM found) GROUP BY what, id
UNION ALL SELECT 'kind', kind, count(*) FROM found GROUP BY kind
UNION ALL SELECT 'year', year, count(*) FROM found GROUP BY year
"""

__all__ = ["Answer", "Facet", "Hit", "Matched", "Reason", "facets", "search"]
