"""The names of a base's entities and topics, and what the words of a query may name."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from ..base.base import Base
from ..core.model import Entity, Topic
from ..core.text import fold
from ..lookup.criteria import names
from ..startup import pattern
from .words import key

# The words that identify a name, with blanks between.
Identity = str
# By any word for a country, its first name.
Countries = Mapping[str, str]


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


class Names:
    """The names of a base's entities and topics, looked up by the words that identify them."""

    def __init__(self, base: Base) -> None:
        self._db = base.catalogue
        self._known: dict[tuple[str, ...], list[Name]] = {}

    def get(self, identity: tuple[str, ...]) -> list[Name]:
        """What the words of a name stand for, or a word of longer names; [] where neither."""
        if identity not in self._known:
            self._known[identity] = self._get(identity) if identity else []
        return self._known[identity]

    def _get(self, identity: tuple[str, ...]) -> list[Name]:
        found: dict[str, dict[tuple[str, str], Name]] = {"whole": {}, "capital": {}, "other": {}}
        statement = "SELECT what, id, text, part FROM names WHERE identity = ? ORDER BY rowid"
        for name in (Name(*row) for row in self._db.rows(statement, (" ".join(identity),))):
            kind = name.part if name.part in found else "other"
            found[kind].setdefault((name.table, name.id), name)
        whole = [*found["whole"].values(), *found["capital"].values()]
        return whole or list(found["other"].values())


def folded(lines: Iterable[Line]) -> str:
    """One text, a name a line: a search of it costs less than a look at each name."""
    return fold("\n".join(line.text.replace("\n", " ") for line in lines))


def identities(line: Line, known: Countries) -> Iterator[tuple[Identity, Name]]:
    """The words by which a name is looked up: all, a part, or what follows "official"."""
    table, record, text, own = line
    identity = key(text)
    yield " ".join(_plain(identity, known)), Name(table, record, text, "whole")
    if identity[:1] and identity[0] in _OFFICIAL:
        yield " ".join(identity[1:]), Name(table, record, text, "capital")
    for word in _WORD_BREAK.split(text):
        part = key(word)
        if len(part) == 1:
            yield part[0], Name(table, record, word, "person" if own else "word")


_OFFICIAL = ("official", "resmi", fold("официальный"))
_WORD_BREAK = pattern(r"[\s·•()/,-]+")


def _plain(identity: tuple[str, ...], known: Countries) -> tuple[str, ...]:
    """With countries by their first name: an Azerbaijani president is one of Azerbaijan."""
    if len(identity) < 2:
        return identity
    return tuple(known.get(word, word) for word in identity)


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


def countries(base: Base) -> Countries:
    """The countries of a base by each of their names that is one word."""
    rows = [row for row in base.entities.values() if row.type == "country"]
    return {
        form[0]: key(row.name)[0]
        for row in rows
        for form in map(key, (row.name, *row.aliases))
        if len(form) == 1 and len(key(row.name)) == 1
    }
