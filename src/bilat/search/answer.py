"""The answer to a query: facts in order, and for each why it was found."""

import heapq
from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from ..base.base import Base
from ..core.model import Fact
from ..core.text import Token, fold
from ..lookup.criteria import Asked
from .index import Index
from .query import understand
from .rank import Found, Ranking, rank
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
        scores: the facts found, by id, with their scores; in no order.
        mended: for words that the base does not know, the words that were searched instead.
        asked: the filters that the query's fields ask for, not yet applied.
        index: what was searched.
    """

    def __init__(self, index: Index, ranking: Ranking, asked: Asked) -> None:
        self.index, self.asked, self.mended = index, asked, ranking.mended
        self._ranking = ranking
        self.scores = ranking.scores()

    def best(self, among: Iterable[str] | None = None, limit: int | None = None) -> list[str]:
        """The facts found, or those among some, best first; of equals, the earlier id."""
        names = self.scores if among is None else among
        order = ((-self.scores[name], name) for name in names)
        # To order all of a wide answer takes longer than to find it.
        best = sorted(order) if limit is None else heapq.nsmallest(limit, order)
        return [name for _, name in best]

    def hit(self, name: str) -> Hit:
        """A fact that was found with the places where it matched."""
        fact, matched = self.index.base.facts[name], self._ranking.matched(name)
        spots = dict.fromkeys(_matched(self.index, matched, fact))
        return Hit(fact, self.scores[name], tuple(spots), tuple(_reasons(matched, name)))


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
        every = Ranking((Found(dict.fromkeys(base.facts, 0.0), ()),), {})
        return Answer(index, every, query.asked)
    return Answer(index, rank(index, query, exact=exact), query.asked)


def _reasons(units: Iterable[Unit], name: str) -> Iterator[Reason]:
    for unit in units:
        for way in unit.ways:
            if name in way.scores:
                by = way.name.text if way.name else " ".join(way.phrases[0])
                if way.how == "meaning":
                    by = "/".join(" ".join(phrase) for phrase in way.phrases)
                yield Reason(unit.text, way.how, by, round(way.scores[name], 2))


class _Told:
    """The texts of a fact, each cut into words when it is first looked at closely."""

    def __init__(self, fact: Fact) -> None:
        self.fact = fact
        self.fields = [(field, fold(field.text)) for field in text_fields(fact)]
        self._words: dict[str, list[Token]] = {}

    def holding(self, asked: Collection[str]) -> Iterator[tuple[Field, list[Token]]]:
        """The texts that may hold one of some folded words, cut into words."""
        # Numbers may be spelt out.
        begun = {"" if word[:1].isdigit() else word[:3] for word in asked}
        begun |= {"%"} if "percent" in asked else set()
        for field, folded in self.fields:
            if any(beginning in folded for beginning in begun):
                if field.path not in self._words:
                    self._words[field.path] = words(field.text)
                yield field, self._words[field.path]


def _matched(index: Index, units: Iterable[Unit], fact: Fact) -> Iterator[Matched]:
    told = _Told(fact)
    for unit in units:
        for way in unit.ways:
            if fact.id not in way.scores:
                continue
            if way.how == "time":
                yield from _times(unit, way, told)
            elif way.name is not None:
                yield from _named(unit, way, index, told)
            else:
                yield from _phrases(unit, way, index, told)


def _phrases(unit: Unit, way: Way, index: Index, told: _Told) -> Iterator[Matched]:
    asked = {word for phrase in way.phrases for word in phrase}
    same = {word: index.same_stem(word) for word in asked}
    for field, found in told.holding(asked.union(*same.values())):
        for phrase in way.phrases:
            for i in range(len(found) - len(phrase) + 1):
                here = found[i : i + len(phrase)]
                begun = way.how == "prefix" and here[-1].word.startswith(phrase[-1])
                last = begun or here[-1].word in same[phrase[-1]]
                before = zip(here[:-1], phrase[:-1], strict=True)
                if last and all(token.word in same[word] for token, word in before):
                    start, end = here[0].start, here[-1].end
                    yield Matched(unit.text, field.path, field.text[start:end], start, end)


def _times(unit: Unit, way: Way, told: _Told) -> Iterator[Matched]:
    tokens = {token for phrase in way.phrases for token in phrase}
    when = told.fact.when
    if when is not None and (way.window or tokens & set(when_tokens(when))):
        yield Matched(unit.text, "when", when.text, 0, len(when.text))
    for field, _ in told.fields:
        for time in times(field.text):
            named = tokens & {level[0] for level in time.levels}
            if named or (way.window and touches(time, way.window)):
                text = field.text[time.start : time.end]
                yield Matched(unit.text, field.path, text, time.start, time.end)


def _named(unit: Unit, way: Way, index: Index, told: _Told) -> Iterator[Matched]:
    """The record that a name stands for, and whichever of its names the fact's texts hold."""
    name, fact = way.name, told.fact
    assert name is not None
    held = fact.actors if name.table == "actors" else fact.topics
    included = index.included(name)
    at = next(i for i, each in enumerate(held) if each in included)
    yield Matched(unit.text, f"{name.table}[{at}]", name.text, 0, len(name.text))
    forms = index.forms(name)
    for field, found in told.holding(forms):
        if field.column == "keywords":
            continue
        for i, token in enumerate(found):
            for form in forms.get(token.word, ()):
                here = found[i : i + len(form)]
                if tuple(token.word for token in here) == form:
                    text = field.text[token.start : here[-1].end]
                    yield Matched(unit.text, field.path, text, token.start, here[-1].end)


__all__ = ["Answer", "Hit", "Matched", "Reason", "search"]
