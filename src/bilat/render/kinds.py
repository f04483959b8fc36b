"""What programs get of each kind of result: its record, its columns, its ids."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from msgspec import Struct

from ..base.document import Library
from ..core.model import Fact
from . import results, shapes
from .results import Result
from .shapes import Record

# What row formats show of facts.
_FACT = ("id", "when", "kind", "scope", "statement", "topics", "actors", "evidence.source")
_CITATION = ("id", "statement", "evidence.quote", "evidence.verified", "references")
_FACET = ("facet", "value", "facts")
_SOURCE = ("id", "title", "author", "written", "publisher", "side", "facts", "verified", "file")
_TOPIC = ("id", "label", "broader", "facts", "alt", "labels.*")
_ACTOR = ("id", "name", "type", "side", "facts", "asserts", "aliases", "names.*")
_PARAGRAPH = ("source", "region", "paragraph", "line", "start", "end", "text", "evidence.fact")
_COMPARISON = (
    *("relationship", "facts", "statement", "detail"),
    *("sources.source", "sources.evidence.quote", "independent"),
)
_FINDING = ("table", "record", "field", "problem")
_SENTENCE = ("source", "region", "paragraph", "line", "status", "facts", "reason", "text")
_PLACE = ("source", "start", "end", "paragraph", "line", "likeness", "quote")


class Kind(Struct, frozen=True):
    """How the results of one kind become records.

    Attributes:
        record: the name of the record in `schema.RECORDS`.
        columns: the fields that row formats have by default; `names.*` stands for the names in
            each language that the rows have.
        shape: makes the record of a row.
        ids: gives the ids, some of them perhaps more than once.
        quoted: gives the sources whose texts the records are made with.
        news: whether it is worth a screen that there are no rows.
    """

    record: str
    columns: tuple[str, ...]
    shape: Callable[[Library, Any], Record]
    ids: Callable[[Any], Iterable[str]]
    quoted: Callable[[Any], Iterable[str]]
    news: bool = False


def kind(result: Result | type[Result]) -> Kind:
    """The kind of a result, or of the results of a class."""
    return KINDS[result if isinstance(result, type) else type(result)]


def records(library: Library, result: Result) -> Iterator[Record]:
    """The records of a result, each made when it is reached.

    Raises:
        BaseError: at once, if the text of a source that they quote cannot be read.
    """
    own = kind(result)
    for source in own.quoted(result):
        library.document(source)
    return (own.shape(library, row) for row in result.rows)


def ids(result: Result) -> Iterator[str]:
    """The ids of a result, each once."""
    given: set[str] = set()
    for name in kind(result).ids(result):
        if name not in given:
            given.add(name)
            yield name


def columns(result: Result) -> tuple[str, ...]:
    """The columns of a result, with one for each language where they stand for several."""
    paths: list[str] = []
    for path in kind(result).columns:
        field, _, rest = path.partition(".")
        if rest == "*":
            paths += (f"{field}.{language}" for language in _languages(field, result.rows))
        else:
            paths.append(path)
    return tuple(paths)


def _languages(field: str, rows: Iterable[Any]) -> list[str]:
    """The languages of some names; that with most names, whose column is widest, comes last."""
    counts: dict[str, int] = {}
    for row in rows:
        for language, names in getattr(row, field).items():
            counts[language] = counts.get(language, 0) + len(names)
    return sorted(counts, key=lambda language: (counts[language], language))


def _citation(library: Library, row: results.Citation) -> Record:
    return shapes.citation(library, row.fact, row.manner)


def _topic(library: Library, row: Any) -> Record:
    return shapes.topic(library.base, row)


def _actor(library: Library, row: Any) -> Record:
    return shapes.actor(library.base, row)


def _plain(library: Library, row: Any) -> Record:
    return shapes.plain(row)


def _own_ids(result: Result) -> Iterator[str]:
    return (row.id for row in result.rows)


def _ids_of_facts(result: Result) -> Iterator[str]:
    return (row.fact.id for row in result.rows)


def _ids_of_found(result: results.Facets) -> Iterable[str]:
    return result.found


def _ids_of_marks(result: results.Reading) -> Iterator[str]:
    return (mark.fact for row in result.rows for mark in row.evidence)


def _ids_compared(result: results.Comparisons) -> Iterator[str]:
    return (fact.id for row in result.rows for fact in row.facts)


def _ids_of_records(result: results.Audited) -> Iterator[str]:
    return (row.record for row in result.rows)


def _ids_backed(result: results.Covered) -> Iterator[str]:
    return (name for row in result.rows for name in row.facts)


def _ids_of_sources(result: results.Places) -> Iterator[str]:
    return (row.source for row in result.rows)


def _none(result: Result) -> tuple[str, ...]:
    return ()


def _quoted(result: Result) -> Iterable[str]:
    """The sources of facts: rows that are read as they are reached know them without being read."""
    told: Callable[[], Iterable[str]] | None = getattr(result.rows, "sources", None)
    return told() if told else _cited(result.rows)


def _quoted_with(result: Result) -> Iterable[str]:
    return _cited(row.fact for row in result.rows)


def _cited(facts: Iterable[Fact]) -> Iterable[str]:
    return dict.fromkeys(item.source for fact in facts for item in fact.evidence)


def _heard(result: results.Comparisons) -> Iterator[str]:
    return (voice.source for row in result.rows for voice in row.voices)


KINDS: dict[type[Result], Kind] = {
    results.Hits: Kind("fact", _FACT, shapes.hit, _ids_of_facts, _quoted_with),
    results.Facets: Kind("facet", _FACET, _plain, _ids_of_found, _none),
    results.Listed: Kind("fact", _FACT, shapes.fact, _own_ids, _quoted),
    results.Dated: Kind("fact", _FACT, shapes.fact, _own_ids, _quoted),
    results.Cards: Kind("fact", _FACT, shapes.fact, _own_ids, _quoted),
    results.Citations: Kind("fact", _CITATION, _citation, _ids_of_facts, _quoted_with),
    results.Reading: Kind("paragraph", _PARAGRAPH, _plain, _ids_of_marks, _none, news=True),
    results.Sources: Kind("source", _SOURCE, shapes.source, _own_ids, _own_ids),
    results.Topics: Kind("topic", _TOPIC, _topic, _own_ids, _none),
    results.Actors: Kind("actor", _ACTOR, _actor, _own_ids, _none),
    results.Comparisons: Kind("comparison", _COMPARISON, shapes.comparison, _ids_compared, _heard),
    results.Audited: Kind("finding", _FINDING, _plain, _ids_of_records, _none, news=True),
    results.Covered: Kind("sentence", _SENTENCE, _plain, _ids_backed, _none, news=True),
    results.Places: Kind("place", _PLACE, _plain, _ids_of_sources, _none),
}
