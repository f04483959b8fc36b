"""A fact drafted from a quote: where it stands, and what its record may hold, to be settled."""

import re
from collections import ChainMap
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, NamedTuple

from ..base.base import Base
from ..base.document import Document
from ..core.edtf import Day
from ..core.model import Entity, Topic
from ..core.sentences import sentences
from ..core.terms import VoiceOf
from ..language.words import small, words
from ..lookup.criteria import names
from ..search import search
from .authoring import MOST_PLACES
from .beginning import slug
from .figures import when_of
from .naming import free

Span = tuple[int, int]

# Marks of which people type one for the other.
_ALIKE = ('"“”„«»″', "'’‘ʼ′", "-–—‑−")
# Those who speak, of all that facts are about.
_SAY = ("person", "organisation", "group")
# A fact that bears as much of a statement is told as one that it may repeat.
_RESEMBLES = 0.7


def find(text: str, quote: str, *, marks: bool = False) -> list[Span]:
    """Where a quote stands: byte for byte, else over line breaks, else with other `marks`.

    No more places than MOST_PLACES are told.
    """
    ways: list[Callable[[str], str]] = [re.escape, _over_lines]
    for way in [*ways, _with_other_marks] if marks else ways:
        found = re.finditer(way(quote.strip()), text) if quote.strip() else ()
        spans = [match.span() for match in islice(found, MOST_PLACES)]
        if spans:
            return spans
    return []


def _over_lines(quote: str) -> str:
    return r"\s+".join(map(re.escape, quote.split()))


def _with_other_marks(quote: str) -> str:
    return r"\s+".join("".join(map(_any_mark, word)) for word in quote.split())


def _any_mark(char: str) -> str:
    some = next((marks for marks in _ALIKE if char in marks), None)
    return f"[{re.escape(some)}]" if some else re.escape(char)


def around(document: Document, span: Span) -> Span:
    """The sentences that a span stands in, whole."""
    paragraph = document.paragraph(span[0])
    if paragraph is None:
        return span
    first, last = span
    for start, end in sentences(document.text[paragraph.start : paragraph.end]):
        if paragraph.start + start < last and first < paragraph.start + end:
            span = min(span[0], paragraph.start + start), max(span[1], paragraph.start + end)
    return span


def marked(document: Document, span: Span) -> str:
    """The sentences that a span stands in, on one line, with the span between ⟦ and ⟧."""
    first, last = around(document, span)
    text = document.text
    told = f"{text[first : span[0]]}⟦{text[slice(*span)]}⟧{text[span[1] : last]}"
    return " ".join(told.split())


class Settled(NamedTuple):
    """What was said of a fact already; None and () where nothing was."""

    statement: str
    topics: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()


def proposed(
    base: Base, document: Document, span: Span, said: Settled, today: Day
) -> dict[str, Any]:
    """A record of a fact with what the base and the text propose; nothing is made up.

    Args:
        base: whose actors and topics may be meant.
        document: the source.
        span: where the quote stands.
        said: what is settled already.
        today: the day that "last year" is reckoned from where the source has no date.
    """
    quote, source = document.text[slice(*span)], document.source
    told = f"{said.statement} {quote}"
    day = source.issued.latest if source.issued and source.issued.end else today
    when = when_of(quote, said.statement, day)
    actors = said.actors or tuple(mentioned(base.entities, told))
    speakers = _speakers(base, document, span)
    evidence = {
        "source": source.id,
        "start": span[0],
        "end": span[1],
        "quote": quote,
        "asserted_by": speakers,
        "voice": voice(document, span, speakers),
        "when": when,
    }
    sides = set(base.meta.sides)
    return {
        "id": new_id(base, said.statement or quote),
        "statement": said.statement,
        "kind": "quotation"
        if evidence["voice"] == "quoted"
        else "event"
        if when and "/" not in when
        else "status",
        "scope": "relation" if len(sides) < 2 or len(sides & set(actors)) > 1 else "context",
        "topics": list(said.topics or mentioned(base.topics, told)),
        "actors": list(actors),
        "when": when,
        "when_basis": {"type": "stated", "how": None} if when else None,
        "quantities": [],
        "evidence": [evidence],
        "caveats": [],
        "relations": [],
        "keywords": [],
    }


def mentioned(records: Mapping[str, Entity] | Mapping[str, Topic], text: str) -> list[str]:
    """The entities or topics whose names stand in a text, in whole words, in its order."""
    said = f" {' '.join(words(text))} "
    found: dict[str, int] = {}
    for record in records.values():
        places = [said.find(f" {name} ") for name in _names(record) if name]
        at = min((place for place in places if place >= 0), default=-1)
        if at >= 0:
            found[record.id] = at
    return sorted(found, key=lambda name: found[name])


def _names(record: Entity | Topic) -> Iterator[str]:
    """A record's names as words; one of a single small word names nothing in a text."""
    for name in names(record):
        told = words(name)
        if len(told) > 1 or (told and told[0] not in small() and len(told[0]) > 1):
            yield " ".join(told)


def _speakers(base: Base, document: Document, span: Span) -> list[str]:
    """Who seems to say a quote: of the body the author, but of somebody's words who stands by them.

    Nobody, where several people do, or nobody whom the base knows.
    """
    paragraph = document.paragraph(span[0])
    if paragraph is None or paragraph.region != "body":
        return []
    if not in_quotes(document, span):
        return list(document.source.author)
    first, last = around(document, span)
    beside = f"{document.text[first : span[0]]} {document.text[span[1] : last]}"
    found = [name for name in mentioned(base.entities, beside) if base.entities[name].type in _SAY]
    return found if len(found) == 1 else []


def voice(document: Document, span: Span, speakers: Sequence[str]) -> VoiceOf:
    """Whose words a quote seems to be in: of those who say it, quoted, or in the author's."""
    if in_quotes(document, span) or document.text[span[0]] in '"“„«「':
        return "quoted"
    return "author" if set(speakers) <= set(document.source.author) else "paraphrased"


def in_quotes(document: Document, span: Span) -> bool:
    """Whether the quote stands within quotation marks of its paragraph: it is somebody's words."""
    paragraph = document.paragraph(span[0])
    if paragraph is None:
        return False
    before = document.text[paragraph.start : span[0]]
    opened = sum(map(before.count, "“„«「")) > sum(map(before.count, "”»」"))
    return opened or before.count('"') % 2 == 1


def new_id(base: Base, text: str) -> str:
    """An id that the base does not have yet, out of a statement's first words that tell."""
    telling = [word for word in words(text) if word not in small() and word.isascii()]
    stem = slug("-".join(telling[:5])) or "fact"
    return free(stem, ChainMap(base.facts, base.tombstones))  # type: ignore[arg-type]


def resembling(base: Base, statement: str, today: Day) -> str | None:
    """The fact that bears most of a statement, if one bears much of it."""
    if not base.facts or not statement.strip():
        return None
    answer = search(base, statement, today=today)
    best = (answer.best(limit=1) or list(answer.nearest))[:1]
    return next((name for name in best if answer.hit(name).match.coverage >= _RESEMBLES), None)
