"""The names of a base's entities and topics, and what the words of a query may name."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable
from functools import cached_property
from typing import NamedTuple

from ..base import Base
from ..database import Database
from ..model import Entity, Topic
from ..pattern import pattern
from ..select import names
from ..text import fold
from .words import key


class Name(NamedTuple):
    """A name of an entity or topic.

    `part` tells whether it is `whole`, a `word` of one, of a `person`, or a `capital` city that
    stands for its government ("official Baku").
    """

    table: str
    id: str
    text: str
    part: str


class Line(NamedTuple):
    """A name as it stands in the list of all: of which record, and whether a person's own."""

    table: str
    id: str
    text: str
    own: bool


# By any word for a country, its first name.
Countries = dict[str, str]


class Names:
    """The names of a base's entities and topics, looked up by the words of a query."""

    def __init__(self, lines: str, read: Callable[[int], Line], countries: Callable[[], Countries]):
        # One text, a name a line: a search of it costs less than a look at each name.
        self.lines = lines
        self._line, self._read_countries = read, countries
        self._breaks = [match.start() for match in re.finditer("\n", lines)]
        self._learnt: set[str] = set()
        self._read: set[int] = set()
        self._whole: _Found = {}
        self._parts: _Found = {}
        self._capitals: _Found = {}

    @classmethod
    def of(cls, base: Base) -> "Names":
        """The names of a base, read from its records, or from its derived file."""
        if base.db is not None:
            return cls._stored(base, base.db)
        every = every_name(base)
        lines = fold("\n".join(line.text.replace("\n", " ") for line in every))
        return cls(lines, every.__getitem__, lambda: _countries(base.entities.values()))

    @classmethod
    def _stored(cls, base: Base, db: Database) -> "Names":
        def read(line: int) -> Line:
            rows = db.rows("SELECT what, id, text, own FROM names WHERE line = ?", (line,))
            return Line(*rows[0])

        def countries() -> Countries:
            found = db.rows("SELECT id FROM entities WHERE type = 'country' ORDER BY n")
            return _countries(base.entities[row[0]] for row in found)

        lines = db.rows("SELECT value FROM meta WHERE key = 'names'")[0][0]
        return cls(lines, read, countries)

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
            self._add(*self._line(line))

    def _add(self, table: str, name: str, text: str, own: bool) -> None:
        whole = Name(table, name, text, "whole")
        self._whole.setdefault(self._plain(key(text)), {}).setdefault((table, name), whole)
        first, *rest = key(text) or ("",)
        if first in _OFFICIAL:
            capital = Name(table, name, text, "capital")
            self._capitals.setdefault(tuple(rest), {}).setdefault((table, name), capital)
        for word in _WORD_BREAK.split(text):
            part = Name(table, name, word, "person" if own else "word")
            identity = key(word)
            if len(identity) == 1:
                self._parts.setdefault(identity, {}).setdefault((table, name), part)

    def _plain(self, identity: tuple[str, ...]) -> tuple[str, ...]:
        """With countries by their first name: the Azerbaijani president is Azerbaijan's."""
        if len(identity) < 2:
            return identity
        return tuple(self._countries.get(word, word) for word in identity)

    @cached_property
    def _countries(self) -> Countries:
        return self._read_countries()

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
_WORD_BREAK = pattern(r"[\s·•()/,-]+")


def every_name(base: Base) -> list[Line]:
    """Every name of every entity and topic."""
    rows: list[tuple[str, Entity | Topic]] = [("actors", row) for row in base.entities.values()]
    rows += [("topics", row) for row in base.topics.values()]
    return [
        Line(table, row.id, text, _own(row, text)) for table, row in rows for text in names(row)
    ]


def _own(row: Entity | Topic, text: str) -> bool:
    """Whether it is the very name of a person, of which each word may stand for the whole."""
    return isinstance(row, Entity) and row.type == "person" and text not in row.aliases


def _countries(entities: Iterable[Entity]) -> Countries:
    rows = [row for row in entities if row.type == "country"]
    return {
        form[0]: key(row.name)[0]
        for row in rows
        for form in map(key, (row.name, *row.aliases))
        if len(form) == 1 and len(key(row.name)) == 1
    }
