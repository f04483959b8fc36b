"""Whether every sentence of the sources backs a fact or is left out for a reason."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

from ..base.base import Base
from ..base.document import Document, Library, overlapping
from ..core.model import Id, Line, Number, Offset, Record, Text
from ..core.sentences import sentences
from ..core.terms import OmissionReason, RegionType
from ..language.words import words
from ..lookup.criteria import names
from ..startup import pattern

# What an author or editor put there; the title and dateline are held by the source's record.
READ = ("body", "byline", "editor-note", "caption", "author-note")
_WORD = pattern(r"\w")


class Span(Record, frozen=True):
    """A stretch of a source's text that no quote covers."""

    start: Offset
    end: Offset
    text: Text


class Sentence(Record, frozen=True):
    """A sentence and what accounts for it: evidence, an omission, or nothing yet.

    `residue` holds the stretches of an evidence sentence that no quote covers.
    """

    source: Id
    region: RegionType
    paragraph: Number | None
    line: Line
    start: Offset
    end: Offset
    text: Text
    status: Literal["evidence", "omission", "uncovered"]
    facts: tuple[Id, ...]
    reason: OmissionReason | None
    residue: tuple[Span, ...]


def coverage(library: Library, only: Iterable[str] | None = None) -> list[Sentence]:
    """Every sentence of the sources but of title, dateline and furniture, in reading order.

    A byline that only names the authors is held by the source's record, too.

    Args:
        library: the texts.
        only: the sources meant; None for all.

    Raises:
        BaseError: a source's file is missing or unreadable.
    """
    base = library.base
    omitted: dict[str, list[_Stretch]] = {name: [] for name in only or base.sources}
    for o in base.omissions.values():
        if o.source in omitted:
            omitted[o.source].append(_Stretch(o.start, o.end, "", o.reason))
    return [
        sentence
        for source, left_out in omitted.items()
        for sentence in _sentences(
            library.document(source), _authors(base, source), _quotes(base, source), left_out
        )
    ]


class _Stretch(NamedTuple):
    """A span that a fact quotes, or that is left out for a reason."""

    start: int
    end: int
    fact: str
    reason: OmissionReason | None = None


def _quotes(base: Base, source: str) -> list[_Stretch]:
    statement = "SELECT first, last, facts.id FROM quotes JOIN facts ON facts.n = quotes.fact "
    statement += "WHERE source = ? ORDER BY quotes.fact, quotes.place"
    return [_Stretch(*row) for row in base.catalogue.rows(statement, (source,))]


def _authors(base: Base, source: str) -> frozenset[str]:
    """The words of the names of a source's authors."""
    authors = (base.entities[name] for name in base.sources[source].author)
    return frozenset(word for one in authors for name in names(one) for word in words(name))


def _sentences(
    document: Document,
    authors: frozenset[str],
    quotes: Sequence[_Stretch],
    omitted: Sequence[_Stretch],
) -> Iterator[Sentence]:
    spans = [
        (paragraph, paragraph.start + first, paragraph.start + last)
        for paragraph in document.paragraphs
        if paragraph.region in READ
        for first, last in sentences(document.text[paragraph.start : paragraph.end])
    ]
    told = overlapping([(start, end) for _, start, end in spans], [*quotes, *omitted])
    for (paragraph, start, end), here in zip(spans, told, strict=True):
        facts = tuple(dict.fromkeys(one.fact for one in here if one.fact))
        signed = paragraph.region == "byline" and not here
        if signed and _only_names(document.text[start:end], authors):
            continue
        reason = next(
            (o.reason for o in here if o.reason and o.start <= start and end <= o.end), None
        )
        residue = _residue(document.text, start, end, here) if facts else ()
        yield Sentence(
            source=document.source.id,
            region=paragraph.region,
            paragraph=paragraph.number,
            line=paragraph.line,
            start=start,
            end=end,
            text=document.text[start:end],
            status="evidence" if facts else "omission" if reason else "uncovered",
            facts=facts,
            reason=reason,
            residue=tuple(residue),
        )


def _only_names(text: str, authors: frozenset[str]) -> bool:
    """Whether a byline says no more than who wrote it, which the source's record holds."""
    return sum(word not in authors for word in words(text)) <= 1  # By, Автор


def _residue(text: str, start: int, end: int, covered: Iterable[_Stretch]) -> Iterator[Span]:
    reached = start
    for a, b in sorted([*((one.start, one.end) for one in covered), (end, end)]):
        if a > reached and a <= end and _WORD.search(text, reached, a):
            yield Span(reached, a, text[reached:a])
        reached = max(reached, min(b, end))
