"""The JSON of the output: records as stored, with what is computed for the reader.

Each function returns what `bilat schema` describes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..base.base import Base
from ..base.codec import encode
from ..base.document import Library, Paragraph
from ..core.model import Entity, Fact, Source, Topic

if TYPE_CHECKING:
    from ..audit.coverage import Sentence
    from ..audit.verify import Finding
    from ..cite import Manner
    from ..curate.authoring import Place
    from ..lookup.compare import Comparison
    from ..search.answer import Hit
    from ..search.facets import Facet

Record = dict[str, Any]


def fact(library: Library, row: Fact) -> Record:
    """A fact with its sides, and each evidence with its receipt."""
    encoded: Record = encode(row)
    receipts = [encode(library.receipt(item)) for item in row.evidence]
    quotes = [a | b for a, b in zip(encoded["evidence"], receipts, strict=True)]
    return encoded | {"evidence": quotes, "sides": library.base.sides(row)}


def hit(library: Library, row: Hit) -> Record:
    """A fact with the reasons why it was found."""
    match = {"score": row.score, "words": encode(row.words), "reasons": encode(row.reasons)}
    return fact(library, row.fact) | {"match": match}


def citation(library: Library, row: Fact, manner: Manner) -> Record:
    """A fact with a reference for each evidence."""
    return fact(library, row) | {"references": references(library, row, manner)}


def references(library: Library, row: Fact, manner: Manner) -> list[str]:
    """One formatted reference for each evidence of a fact."""
    from ..cite import reference  # only citations need the styles

    base = library.base
    return [
        reference(
            base.sources[item.source],
            base.entities[base.sources[item.source].author],
            library.receipt(item).paragraph,
            manner,
            item.quote,
        )
        for item in row.evidence
    ]


def source(library: Library, row: Source) -> Record:
    """A source, how many facts and body paragraphs it has, and whether its file is intact."""
    document = library.document(row.id)
    facts = sum(any(e.source == row.id for e in f.evidence) for f in library.base.facts.values())
    body = sum(paragraph.number is not None for paragraph in document.paragraphs)
    counts = {"facts": facts, "paragraphs": body, "verified": document.intact}
    encoded: Record = encode(row)
    return encoded | counts


def topic(base: Base, row: Topic) -> Record:
    """A topic, those just below it, and how many facts it and all below it have."""
    within = base.narrower(row.id)
    narrower = [other.id for other in base.topics.values() if other.broader == row.id]
    facts = sum(not within.isdisjoint(f.topics) for f in base.facts.values())
    encoded: Record = encode(row)
    return encoded | {"narrower": narrower, "facts": facts}


def actor(base: Base, row: Entity) -> Record:
    """An entity, how many facts are about it and how many it asserts."""
    facts = sum(row.id in f.actors for f in base.facts.values())
    asserts = sum(any(row.id in e.asserted_by for e in f.evidence) for f in base.facts.values())
    encoded: Record = encode(row)
    return encoded | {"facts": facts, "asserts": asserts}


def paragraph(library: Library, source_id: str, row: Paragraph) -> Record:
    """A paragraph of a source with the spans that facts quote from it."""
    document = library.document(source_id)
    marks = [
        {"fact": f.id, "start": item.start, "end": item.end}
        for f in library.base.facts.values()
        for item in f.evidence
        if item.source == source_id and item.start < row.end and row.start < item.end
    ]
    marks.sort(key=lambda mark: (mark["start"], mark["end"], mark["fact"]))
    return {
        "source": source_id,
        "region": row.region,
        "paragraph": row.number,
        "line": row.line,
        "start": row.start,
        "end": row.end,
        "text": document.text[row.start : row.end],
        "evidence": marks,
    }


def comparison(library: Library, row: Comparison) -> Record:
    """A comparison with the receipts of its quotes."""
    return {
        "relationship": row.relationship,
        "facts": [fact.id for fact in row.facts],
        "statement": row.facts[0].statement,
        "detail": row.detail,
        "sources": [
            {
                "source": voice.source,
                "side": library.base.sources[voice.source].side,
                "evidence": [
                    {"fact": fact.id} | encode(item) | encode(library.receipt(item))
                    for fact, item in voice.evidence
                ],
            }
            for voice in row.voices
        ],
        "independent": row.independent,
    }


def plain(row: Place | Facet | Finding | Sentence) -> Record:
    """A record to which nothing is added."""
    encoded: Record = encode(row)
    return encoded
