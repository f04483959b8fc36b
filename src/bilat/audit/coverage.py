"""Whether every sentence of the sources backs a fact or is left out for a reason."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ..base.base import Base
from ..base.document import Document, Library
from ..core.sentences import sentences
from ..startup import pattern

# What an author or editor put there; the title and dateline are held by the source's record.
READ = ("body", "byline", "editor-note", "caption", "author-note")
_WORD = pattern(r"\w")


class Span(NamedTuple):
    """A stretch of a source's text."""

    start: int
    end: int
    text: str


class Sentence(NamedTuple):
    """A sentence and what accounts for it: evidence, an omission, or nothing yet.

    `residue` holds the stretches of an evidence sentence that no quote covers.
    """

    source: str
    region: str
    paragraph: int | None
    line: int
    start: int
    end: int
    text: str
    status: str
    facts: tuple[str, ...]
    reason: str | None
    residue: tuple[Span, ...]


def coverage(library: Library) -> list[Sentence]:
    """Every sentence of every source but of title, dateline and furniture, in reading order.

    Raises:
        BaseError: a source's file is missing or unreadable.
    """
    base = library.base
    return [s for source in base.sources for s in _sentences(base, library.document(source))]


def _sentences(base: Base, document: Document) -> Iterator[Sentence]:
    source = document.source.id
    quotes = [
        (item.start, item.end, fact.id)
        for fact in base.facts.values()
        for item in fact.evidence
        if item.source == source
    ]
    omitted = [(o.start, o.end, o.reason) for o in base.omissions if o.source == source]
    for paragraph in document.paragraphs:
        if paragraph.region not in READ:
            continue
        content = document.text[paragraph.start : paragraph.end]
        for first, last in sentences(content):
            start, end = paragraph.start + first, paragraph.start + last
            facts = [name for a, b, name in quotes if a < end and start < b]
            reason = next((why for a, b, why in omitted if a <= start and end <= b), None)
            covered = [(a, b) for a, b, _ in (*quotes, *omitted)]
            yield Sentence(
                source=source,
                region=paragraph.region,
                paragraph=paragraph.number,
                line=paragraph.line,
                start=start,
                end=end,
                text=document.text[start:end],
                status="evidence" if facts else "omission" if reason else "uncovered",
                facts=tuple(dict.fromkeys(facts)),
                reason=reason,
                residue=tuple(_residue(document.text, start, end, covered)) if facts else (),
            )


def _residue(text: str, start: int, end: int, covered: Iterable[tuple[int, int]]) -> Iterator[Span]:
    reached = start
    for a, b in sorted([*covered, (end, end)]):
        if a > reached and a <= end and _WORD.search(text, reached, a):
            yield Span(reached, a, text[reached:a])
        reached = max(reached, min(b, end))
