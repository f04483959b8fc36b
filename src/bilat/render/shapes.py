"""The JSON of the output: records as stored, with what is computed for the reader.

A shape is the record's own with more fields; `bilat schema` is made from it.
"""

from typing import TYPE_CHECKING, Annotated, Any

from msgspec import UNSET, Meta, UnsetType
from msgspec.structs import asdict

from ..base.codec import encode
from ..base.document import Library, Paragraph, Receipt, overlapping
from ..core import model
from ..core.match import Match
from ..core.model import Count, Entity, Evidence, Fact, Id, Record, Source, Text, Topic
from ..core.terms import RegionType, Relationship

if TYPE_CHECKING:
    from ..lookup.anniversaries import Anniversary
    from ..lookup.compare import Comparison
    from ..search import Hit
    from .results import Citation

Context = Annotated[str, Meta(max_length=32)]


class EvidenceShown(Evidence, frozen=True):
    """An exact quote of one source, who asserts it there, and its receipt."""

    as_of: Annotated[
        model.EdtfText | None, Meta(description="When the source was issued, in EDTF.")
    ]
    paragraph: model.Number | None
    line: model.Line
    prefix: Context
    suffix: Context
    verified: Annotated[
        bool,
        Meta(description="The quote stands at its span, and the file has its recorded SHA-256."),
    ]


class AnniversaryShown(Record, frozen=True):
    """When the anniversary of a fact is, and of how many years."""

    date: Annotated[
        model.EdtfText, Meta(description="A month or a year where no more of the date is known.")
    ]
    years: Count
    round: Annotated[bool, Meta(description="Every fifth year up to 100, and every 25th beyond.")]


class FactShown(Fact, frozen=True):
    """One atomic statement with its evidence."""

    evidence: Annotated[tuple[EvidenceShown, ...], Meta(min_length=1)]
    sides: Annotated[
        tuple[Id, ...],
        Meta(description="Of who asserts the fact, or of a source in whose own words it stands."),
    ]
    match: Match | UnsetType = UNSET
    anniversary: AnniversaryShown | UnsetType = UNSET
    references: (
        Annotated[
            tuple[Text, ...],
            Meta(min_length=1, description="Citations only: one for each evidence."),
        ]
        | UnsetType
    ) = UNSET


def fact(library: Library, row: Fact, **more: Any) -> FactShown:
    """A fact with its sides, and each evidence with its receipt."""
    evidence = tuple(map(_receipted, row.evidence, library.receipts(row)))
    sides = tuple(library.base.sides(row))
    return FactShown(**asdict(row) | {"evidence": evidence, "sides": sides}, **more)


def _receipted(item: Evidence, receipt: Receipt) -> EvidenceShown:
    return EvidenceShown(**asdict(item), **receipt._asdict())


def hit(library: Library, row: "Hit") -> FactShown:
    """A fact with the reasons why it was found."""
    return fact(library, row.fact, match=row.match)


def anniversary(library: Library, row: "Anniversary") -> FactShown:
    """A fact with its anniversary."""
    return fact(library, row.fact, anniversary=AnniversaryShown(row.date, row.years, row.round))


def citation(library: Library, row: "Citation") -> FactShown:
    """A fact with a reference for each evidence."""
    return fact(library, row.fact, references=tuple(references(library, row)))


def references(library: Library, row: "Citation") -> list[str]:
    """One formatted reference for each evidence of a fact."""
    from ..cite import reference  # only citations need the styles

    made, told = [], set(row.told)
    for item in row.fact.evidence:
        source = library.base.sources[item.source]
        paragraph = library.receipt(item).paragraph
        manner = row.manner.after(item.source in told)
        told.add(item.source)
        made.append(reference(source, library.base.entities, paragraph, manner, item.quote))
    return made


class SourceShown(Source, frozen=True, kw_only=True):
    """A text kept byte for byte, with how many facts and paragraphs of its body it has."""

    facts: Count
    paragraphs: Count
    verified: Annotated[bool, Meta(description="The file has its recorded SHA-256.")]


def source(library: Library, row: Source) -> SourceShown:
    """A source, how many facts and body paragraphs it has, and whether its file is intact."""
    document = library.document(row.id)
    facts = library.base.facts_of("source", row.id)
    body = sum(paragraph.number is not None for paragraph in document.paragraphs)
    intact = document.intact
    return SourceShown(**asdict(row), facts=facts, paragraphs=body, verified=intact)


class TopicShown(Topic, frozen=True):
    """A concept of the thesaurus (SKOS)."""

    narrower: tuple[Id, ...]
    facts: Annotated[Count, Meta(description="Facts of this topic and all below it.")]


def topic(library: Library, row: Topic) -> TopicShown:
    """A topic, those just below it, and how many facts it and all below it have."""
    base = library.base
    below = base.catalogue.rows("SELECT id FROM topics WHERE above = ? ORDER BY n", (row.id,))
    narrower = tuple(name for (name,) in below)
    facts = base.facts_of("topic", row.id)
    return TopicShown(**asdict(row), narrower=narrower, facts=facts)


class ActorShown(Entity, frozen=True, kw_only=True):
    """An entity, how many facts are about it and how many it asserts."""

    facts: Count
    asserts: Count


def actor(library: Library, row: Entity) -> ActorShown:
    """An entity, how many facts are about it and how many it asserts."""
    facts_of = library.base.facts_of
    facts, asserts = facts_of("actor", row.id), facts_of("asserted", row.id)
    return ActorShown(**asdict(row), facts=facts, asserts=asserts)


class Quoted(Record, frozen=True):
    """A span that a fact quotes."""

    fact: Id
    start: model.Offset
    end: model.Offset


class ParagraphShown(Record, frozen=True):
    """A paragraph of a source, and what facts quote from it."""

    source: Id
    region: RegionType
    paragraph: model.Number | None
    line: model.Line
    start: model.Offset
    end: model.Offset
    text: Text
    evidence: tuple[Quoted, ...]


def paragraphs(library: Library, source_id: str, rows: "list[Paragraph]") -> list[ParagraphShown]:
    """Paragraphs of a source, each with the spans that facts quote from it."""
    document = library.document(source_id)
    statement = "SELECT facts.id, first, last FROM quotes JOIN facts ON facts.n = quotes.fact "
    statement += "WHERE source = ? ORDER BY first, last, facts.id"
    quoted = [Quoted(*row) for row in library.base.catalogue.rows(statement, (source_id,))]
    marks = overlapping([(row.start, row.end) for row in rows], quoted)
    return [
        ParagraphShown(source_id, *row, document.text[row.start : row.end], tuple(here))
        for row, here in zip(rows, marks, strict=True)
    ]


class EvidenceOfFact(EvidenceShown, frozen=True):
    """A quote of a fact."""

    fact: Id


class VoiceShown(Record, frozen=True):
    """What one source says of a matter."""

    source: Id
    sides: tuple[Id, ...]
    evidence: Annotated[tuple[EvidenceOfFact, ...], Meta(min_length=1)]


class ComparisonShown(Record, frozen=True):
    """What several sources say of one matter, or one alone."""

    relationship: Relationship
    facts: Annotated[
        model.Ids, Meta(description="The fact, and those of other sources joined to it.")
    ]
    statement: Annotated[Text, Meta(description="That of the first fact.")]
    detail: Annotated[Text | None, Meta(description="In what they refine one another or differ.")]
    sources: Annotated[tuple[VoiceShown, ...], Meta(min_length=1)]
    independent: Annotated[bool, Meta(description="Whether sources of more than one side say it.")]


def comparison(library: Library, row: "Comparison") -> dict[str, Any]:
    """A comparison with the receipts of its quotes."""
    return {
        "relationship": row.relationship,
        "facts": [fact.id for fact in row.facts],
        "statement": row.facts[0].statement,
        "detail": row.detail,
        "sources": [
            {
                "source": voice.source,
                "sides": list(library.base.sources[voice.source].sides),
                "evidence": [
                    {"fact": fact.id} | encode(_receipted(item, library.receipt_of(fact, item)))
                    for fact, item in voice.evidence
                ],
            }
            for voice in row.voices
        ],
        "independent": row.independent,
    }
