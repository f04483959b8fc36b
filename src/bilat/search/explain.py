"""Which words of a query matched where in a fact, and what each earned it."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import pairwise

from msgspec import Struct

from ..base.base import Base
from ..base.catalogue import array
from ..core.match import Match, Matched, Reason
from ..core.model import Fact
from ..core.text import fold
from ..language.words import Token, tokens, words
from ..lookup.criteria import names
from .expand import quoted
from .retrieve import Found, Unit, Way


class Hit(Struct, frozen=True):
    """A fact that was found, what of the query it bears, and why."""

    fact: Fact
    match: Match


def reasons(units: Iterable[Unit], number: int) -> Iterator[Reason]:
    """What each unit of a query earned a fact, by its number: times coverage this is its score."""
    for unit in units:
        for way in _counted([way for way in unit.ways if number in way.facts], number):
            weight = round(unit.idf * way.facts[number], 2)
            yield Reason(unit.text, way.how, " ".join(way.words) or unit.text, weight)


def _counted(ways: Sequence[Way], number: int) -> list[Way]:
    """Of the ways in which a fact bears a unit those that add up to how strongly it does."""

    def strength(way: Way) -> float:
        return way.facts[number]

    named = [way for way in ways if way.how == "name"]
    told = [way for way in ways if way.how in ("time", "told")]
    wider = [way for way in ways if way.how == "wider"]
    forms = [way for way in ways if way.how not in ("name", "time", "told", "wider")]
    best = sorted(forms, key=strength, reverse=True)[:1] + named
    if told and sum(map(strength, best)) < max(map(strength, told)):
        return [max(told, key=strength)]
    return best or wider


def matches(base: Base, units: Iterable[Unit], number: int, fact: Fact) -> Iterator[Matched]:
    """The places in a fact where the units of the group that it answers matched."""
    fields = [_Field(path, text) for path, text in _fields(fact)]
    for unit in units:
        for way in unit.ways:
            if number not in way.facts:
                continue
            if way.how in ("time", "wider") and fact.when is not None:
                yield Matched(unit.text, "when", fact.when.text, 0, len(fact.when.text))
            elif way.how == "name":
                yield from _named(base, unit, fact)
            else:
                phrases = [(word,) for word in way.words] if way.how == "apart" else [way.words]
                begun = way.how == "prefix"
                for field in fields:
                    for phrase in phrases:
                        yield from field.spots(unit.text, phrase, begun=begun)


def _fields(fact: Fact) -> Iterator[tuple[str, str]]:
    yield "statement", fact.statement
    for i, keyword in enumerate(fact.keywords):
        yield f"keywords[{i}]", keyword
    for i, item in enumerate(fact.evidence):
        yield f"evidence[{i}].quote", item.quote


class _Field:
    """A text of a record, cut into words when it is first looked at closely."""

    def __init__(self, path: str, text: str) -> None:
        self._path, self._text, self._folded = path, text, fold(text)

    @cached_property
    def _tokens(self) -> list[Token]:
        return tokens(self._text)

    def spots(
        self, query: str, phrase: tuple[str, ...], *, begun: bool = False
    ) -> Iterator[Matched]:
        """Where words follow each other in the text."""
        # Numbers and marks may be written otherwise.
        if phrase[0].isascii() and phrase[0].isalpha() and phrase[0][:4] not in self._folded:
            return
        found = self._tokens
        for i in range(len(found) - len(phrase) + 1):
            here = found[i : i + len(phrase)]
            last = here[-1].word
            same = last.startswith(phrase[-1]) if begun else last == phrase[-1]
            if same and all(one.word == word for one, word in zip(here[:-1], phrase, strict=False)):
                start, end = here[0].start, here[-1].end
                yield Matched(query, self._path, self._text[start:end], start, end)


def spots(text: str, phrases: Iterable[tuple[str, ...]]) -> Iterator[tuple[int, int]]:
    """Where in a text some phrases stand."""
    field = _Field("", text)
    return ((one.start, one.end) for phrase in phrases for one in field.spots("", phrase))


def _named(base: Base, unit: Unit, fact: Fact) -> Iterator[Matched]:
    """The first name of each topic and actor of a fact that holds the words."""
    paths = {("topic", name): f"topics[{i}]" for i, name in enumerate(fact.topics)}
    paths |= {("actor", name): f"actors[{i}]" for i, name in enumerate(fact.actors)}
    asked = " OR ".join(quoted(words) for words in unit.asked.names)
    for what, record, name in base.catalogue.rows(_NAMES, (asked,)):
        path = paths.get((what, record))
        field = _Field(path or "", name)
        found = (m for words in unit.asked.names for m in field.spots(unit.text, words))
        first = next(found, None) if path else None
        if first:
            del paths[what, record]
            yield first


_NAMES = """
SELECT names.what, names.id, names.text FROM naming JOIN names ON names.n = naming.rowid
WHERE naming MATCH ? ORDER BY names.n
"""


class Direction(Struct, frozen=True):
    """Who did something to whom, as a query says it, and its words for that."""

    first: frozenset[str]
    last: frozenset[str]
    typed: str


def directions(base: Base, text: str, units: Sequence[Unit]) -> Iterator[Direction]:
    """Where a query names two actors with words between that say which comes first."""
    named = [(unit, ids) for unit in units if (ids := _actors(base, unit))]
    for (one, first), (other, last) in pairwise(named):
        start, end = text.find(one.text), text.find(other.text)
        between = words(text[start + len(one.text) : end])
        if first & last or start < 0 or not between or between[-1] in _TOGETHER:
            continue
        before = words(text[:start])[-1:]
        if between[-1] == "of" or ("from" in before + between and _WAYS.issuperset(between)):
            continue  # a way from one to the other, or whose something is: no deed
        typed = text[start : end + len(other.text)]
        yield Direction(*((last, first) if between[-1] in _TURNED else (first, last)), typed)


def reverses(base: Base, asked: Sequence[Direction], fact: Fact) -> str:
    """What of a query a fact says in reverse; "" where nothing.

    The first of its texts that names both actors tells, since the statement says what a fact is.
    """
    told = (fact.statement, *(item.quote for item in fact.evidence))
    texts = [f" {' '.join(words(text))} " for text in told]
    for direction in asked:
        first, last = (_names(base, some) for some in (direction.first, direction.last))
        orders = (_order(text, first, last) for text in texts)
        if next(filter(None, orders), "") == "reverse":
            return direction.typed
    return ""


def _names(base: Base, actors: Iterable[str]) -> list[str]:
    return [f" {' '.join(words(name))} " for id_ in actors for name in names(base.entities[id_])]


def _order(text: str, first: Iterable[str], last: Iterable[str]) -> str:
    """Whether a text names one actor before another: same, reverse, or "" where not both."""
    early = [text.find(name) for name in first if name in text]
    late = [text.rfind(name) for name in last if name in text]
    if not early or not late:
        return ""
    return "same" if min(early) < max(late) else "reverse"


# Between two names these say that both did it.
_TOGETHER = frozenset("and with or versus vs ve ile и с 与 和 同".split())
# These tell of a way between places; and these, before the second name, that it did something.
_WAYS = frozenset("to from via through into the".split())
_TURNED = frozenset("by from does did do has is was".split())


def _actors(base: Base, unit: Unit) -> frozenset[str]:
    """The actors whose whole name a unit is."""
    asked = array([" ".join(words) for words in unit.asked.names])
    statement = (
        "SELECT id FROM names WHERE what = 'actor' AND words IN (SELECT value FROM json_each(?))"
    )
    return frozenset(row[0] for row in base.catalogue.rows(statement, (asked,)))


def countries(base: Base, found: Iterable[Found]) -> Iterator[str]:
    """The words of a query that are the whole name of a country, as it was typed."""
    for group in found:
        for unit in group.units:
            # Of a time or a number nobody asks whether it is a country.
            if unit.asked.term.kind == "word" and any(
                base.entities[name].type == "country" for name in _actors(base, unit)
            ):
                yield unit.text
