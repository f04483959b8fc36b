"""What each kind of result gives: records, columns and ids for programs, a screen for people."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from ..base.codec import encode
from ..base.document import Library
from . import results, shapes
from .machine import Record
from .results import Result

if TYPE_CHECKING:
    from .look import Look, Parts

    Screen = Callable[[Library, Any, Look], Parts]

# What row formats show of facts.
_FACT = ("id", "when", "kind", "scope", "statement", "topics", "actors", "evidence.source")
_ANNIVERSARY = ("anniversary.date", "anniversary.years", "anniversary.round", *_FACT)
_CITATION = ("id", "statement", "evidence.quote", "evidence.verified", "references")
_FACET = ("facet", "value", "facts")
_SOURCE = (
    *("id", "type", "title", "author", "issued", "container-title", "publisher", "sides"),
    *("facts", "verified", "file"),
)
_TOPIC = ("id", "label", "broader", "facts", "alt", "labels")
_ACTOR = ("id", "name", "type", "side", "facts", "asserts", "aliases", "names")
_PARAGRAPH = ("source", "region", "paragraph", "line", "start", "end", "text", "evidence.fact")
_COMPARISON = (
    *("relationship", "facts", "statement", "detail"),
    *("sources.source", "sources.evidence.quote", "independent"),
)
_FINDING = ("table", "record", "field", "line", "state", "problem", "remedy")
_SENTENCE = ("source", "region", "paragraph", "line", "status", "facts", "reason", "text")
_TRIAL = ("query", "verdict", "first", "recall", "missed", "blame")
_CHANGE = ("number", "at", "command", "done", "undoes")
_REMARK = (
    *("line", "column", "kind", "status", "text", "fact", "source", "paragraph"),
    *("source_line", "passage", "diff", "note"),
)
_PLACE = ("source", "start", "end", "paragraph", "line", "likeness", "quote")


class Kind(Struct, frozen=True):
    """How the results of one kind become records.

    Attributes:
        record: the name of the record in `schema.RECORDS`.
        columns: the fields that row formats have by default.
        shape: makes the record of a row; None where a row is one.
        ids: where in a result the ids are: names of attributes, through all that a list holds.
        quoted: where the sources are whose texts the records are made with.
        news: whether it is worth a screen that there are no rows.
    """

    record: str
    columns: tuple[str, ...]
    shape: Callable[[Library, Any], object] | None
    ids: str
    quoted: str | None = None
    news: bool = False


def records(library: Library, result: Result) -> Iterator[Record]:
    """The records of a result, each made when it is reached.

    Raises:
        BaseError: at once, if the text of a source that they quote cannot be read.
    """
    own = KINDS[type(result)]
    if own.quoted:
        # Rows that are read as they are reached know their sources without being read.
        told: Callable[[], Iterable[str]] | None = getattr(result.rows, "sources", None)
        for source in told() if told else dict.fromkeys(_at(own.quoted, result)):
            library.document(source)
    return (encode(own.shape(library, row) if own.shape else row) for row in result.rows)


def ids(result: Result) -> Iterator[str]:
    """The ids of a result, each once."""
    given: set[str] = set()
    for name in _at(KINDS[type(result)].ids, result):
        if name is not None and name not in given:
            given.add(name)
            yield name


def _at(path: str, found: Any) -> Iterator[Any]:
    """What stands at a path, each item of the lists on its way."""
    first, _, rest = path.partition(".")
    value = getattr(found, first)
    many = isinstance(value, Sequence) and not isinstance(value, str)
    for item in value if many else (value,):
        yield from _at(rest, item) if rest else (item,)


def screen(kind: type[Result]) -> "Screen":
    """The function that gives the parts of a screen of results of a kind."""
    module, name = SCREENS[kind]
    draw: Screen = getattr(import_module(f".{module}", __package__), name)
    return draw


KINDS: dict[type[Result], Kind] = {
    results.Hits: Kind("fact", _FACT, shapes.hit, "rows.fact.id", "rows.fact.evidence.source"),
    results.Facets: Kind("facet", _FACET, None, "found"),
    results.Listed: Kind("fact", _FACT, shapes.fact, "rows.id", "rows.evidence.source"),
    results.Dated: Kind("fact", _FACT, shapes.fact, "rows.id", "rows.evidence.source"),
    results.Charted: Kind("fact", _FACT, shapes.fact, "rows.id", "rows.evidence.source"),
    results.Anniversaries: Kind(
        "fact", _ANNIVERSARY, shapes.anniversary, "rows.fact.id", "rows.fact.evidence.source"
    ),
    results.Cards: Kind("fact", _FACT, shapes.fact, "rows.id", "rows.evidence.source"),
    results.Citations: Kind(
        "fact", _CITATION, shapes.citation, "rows.fact.id", "rows.fact.evidence.source"
    ),
    results.Reading: Kind("paragraph", _PARAGRAPH, None, "rows.evidence.fact", news=True),
    results.Passages: Kind("paragraph", _PARAGRAPH, None, "rows.evidence.fact"),
    results.Sources: Kind("source", _SOURCE, shapes.source, "rows.id", "rows.id"),
    results.Topics: Kind("topic", _TOPIC, shapes.topic, "rows.id"),
    results.Actors: Kind("actor", _ACTOR, shapes.actor, "rows.id"),
    results.Comparisons: Kind(
        "comparison", _COMPARISON, shapes.comparison, "rows.facts.id", "rows.voices.source"
    ),
    results.Audited: Kind("finding", _FINDING, None, "rows.record", news=True),
    results.Covered: Kind("sentence", _SENTENCE, None, "rows.facts", news=True),
    results.Places: Kind("place", _PLACE, None, "rows.source"),
    results.Checks: Kind("remark", _REMARK, None, "rows.fact", news=True),
    results.Trials: Kind("trial", _TRIAL, None, "rows.expected"),
    results.Changes: Kind("change", _CHANGE, None, "rows.number"),
}
# Where the function that draws each is; its module, and rich, are loaded only to draw.
SCREENS: dict[type[Result], tuple[str, str]] = {
    results.Hits: ("facts", "hits"),
    results.Facets: ("facts", "facets"),
    results.Listed: ("facts", "listed"),
    results.Dated: ("timeline", "timeline"),
    results.Charted: ("chart", "chart"),
    results.Anniversaries: ("timeline", "anniversaries"),
    results.Cards: ("card", "cards"),
    results.Citations: ("card", "citations"),
    results.Reading: ("reading", "reading"),
    results.Passages: ("reading", "passages"),
    results.Sources: ("listings", "sources"),
    results.Topics: ("listings", "topics"),
    results.Actors: ("listings", "actors"),
    results.Comparisons: ("compare", "comparisons"),
    results.Audited: ("audit", "audited"),
    results.Covered: ("audit", "covered"),
    results.Places: ("reading", "places"),
    results.Checks: ("audit", "checks"),
    results.Trials: ("audit", "trials"),
    results.Changes: ("tables", "changes"),
    results.Held: ("tables", "overview"),
}
# Those that people read through, in lines no wider than prose bears.
PROSE = (
    *(results.Cards, results.Citations, results.Reading, results.Passages),
    *(results.Checks, results.Held),
)
