"""The audit: every hash, span and reference of a base, recomputed."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from ..base.document import Document, read
from ..base.reading import Reading
from ..core.errors import BaseError
from ..core.model import Entity, Fact, Omission, Region, Source, Tombstone
from ..core.text import printable
from ..core.tree import facts_within
from ..startup import sha256_of
from .mending import Finding, Lost, corrected, settled


class Audit(NamedTuple):
    """What was looked at, and what does not hold."""

    facts: int
    evidence: int
    sources: int
    findings: tuple[Finding, ...]
    unsound: Finding | None  # the first record not of its form, or text that cannot be read


class _Told:
    """What facts tell of: how many there are, what they refer to, and what became of some."""

    def __init__(self) -> None:
        self.facts = self.evidence = 0
        self.entities: set[str] = set()
        self.topics: set[str] = set()
        self.successors: dict[str, str | None] = {}


def verify(base: Reading) -> Audit:
    """Check each record of a base as it is read; one that is not of its form is told, and left.

    Raises:
        BaseError: the base cannot be read at all.
    """
    documents: dict[str, Document] = {}
    sources: list[Source] = []
    unread: list[Finding] = []
    findings: list[Finding] = []
    for source in base.records("sources"):
        sources.append(source)
        try:
            document = read(base.folder, source)
        except BaseError as error:
            problem = error.problem.partition(": file: ")[2] or error.problem
            unread.append(Finding("sources", source.id, "file", problem, remedy=error.advice))
            continue
        ended_otherwise = _ended_otherwise(document)
        findings += _source(document, ended_otherwise)
        if not ended_otherwise:  # or nothing else can hold, and all of it is mended at once
            documents[source.id] = document
    entities, topics = list(base.records("entities")), list(base.records("topics"))
    told = _Told()
    findings += settled(documents, list(_facts(base, documents, told)))
    for omission in base.records("omissions"):
        if omission.source in documents:
            outside = _outside(omission, len(documents[omission.source].text))
            findings += [Finding("omissions", omission.id, "end", said) for said in outside]
    broader = {topic.id: topic.broader for topic in topics}
    findings += [Finding("facts", s, "successor", _CIRCLE) for s in circling(told.successors)]
    findings += [Finding("topics", t, "broader", _CIRCLE) for t in circling(broader)]
    told.entities.update(base.meta.sides, *((*s.author, *s.editor, *s.sides) for s in sources))
    if not base.faults:  # of what the others tell nobody knows
        findings += _unused(entities, broader, told)
    for entity in entities:
        if entity.family is not None and f" {entity.family} " not in f" {entity.name} ":
            findings.append(Finding("entities", entity.id, "family", "is no part of the name"))
    broken = [
        Finding(d.table, d.record, d.field, f"no {d.target} has the id {printable(repr(d.value))}")
        for d in base.dangling
    ]
    form = [corrected(fault, base.name) for fault in base.faults or ()]
    every = (*form, *unread, *broken, *findings)
    return Audit(told.facts, told.evidence, len(sources), every, next(iter((*form, *unread)), None))


_NAMED = "Let a fact name it, or take it out."
_CIRCLE = "leads back to itself"


def _outside(span: Omission | Region, length: int) -> Iterator[str]:
    """What is wrong with a span of a text of some length, if anything."""
    if not span.start < span.end <= length:
        where = f"{span.start}-{span.end}"
        yield f"the span {where} is empty or beyond the source's {length} characters"


def _ended_otherwise(document: Document) -> bool:
    """Whether nothing but the line ends of a source differ from what was recorded."""
    if document.intact or ("\n" not in document.text and "\r" not in document.text):
        return False
    plain = document.text.replace("\r\n", "\n").replace("\r", "\n")
    recorded = document.source.sha256
    return any(
        sha256_of(plain.replace("\n", end).encode()) == recorded for end in ("\n", "\r\n", "\r")
    )


def _source(document: Document, ended_otherwise: bool) -> Iterator[Finding]:
    source = document.source
    if document.intact:  # the regions are those of the text that was recorded
        yield from _regions(document.text, source)
        return
    if ended_otherwise:
        mark = f"`{source.file} -text`"
        problem = f"only line ends differ from what was recorded; a line {mark} in .gitattributes"
        problem += " lets git keep them"
        remedy = f"{mark} in .gitattributes; then check the file out anew."
    else:
        problem = f"{source.file} no longer has the recorded SHA-256: the file has changed"
        remedy = f"Put the recorded text back; `bilat rebase {source.id} FILE` takes the new one."
    yield Finding("sources", source.id, "sha256", problem, remedy=remedy)


def _regions(text: str, source: Source) -> Iterator[Finding]:
    reached = 0
    ordered = sorted(enumerate(source.regions), key=lambda pair: pair[1].start)
    for i, region in ordered:
        problems = list(_outside(region, len(text)))
        if region.start < reached:
            problems.append("overlaps the region before it")
        # A byte order mark is none of what is told.
        if text[reached : region.start].removeprefix("\ufeff").strip():
            problems.append(f"the text from {reached} to {region.start} is in no region")
        for problem in problems:
            yield Finding("sources", source.id, f"regions[{i}]", problem)
        reached = max(reached, region.end)
    if text[reached:].strip():
        problem = f"the text from {reached} on is in no region"
        yield Finding("sources", source.id, "regions", problem)


def _facts(
    base: Reading, documents: Mapping[str, Document], told: _Told
) -> Iterator[Finding | Lost]:
    for fact in base.records("facts"):
        if isinstance(fact, Tombstone):
            told.successors[fact.id] = fact.successor
            continue
        told.facts += 1
        told.evidence += len(fact.evidence)
        told.entities.update(fact.actors, *(item.asserted_by for item in fact.evidence))
        told.topics.update(fact.topics)
        yield from _fact(documents, fact)


def _fact(documents: Mapping[str, Document], fact: Fact) -> Iterator[Finding | Lost]:
    for i, item in enumerate(fact.evidence):
        field = f"evidence[{i}].quote"
        document = documents.get(item.source)
        if document is None:
            continue
        if not document.matches(item):
            yield Lost(fact.id, field, item)
        elif _in_furniture(document.source, item.start, item.end):
            yield Finding("facts", fact.id, field, "is quoted from the page's furniture")
    given = {item.when.text for item in fact.evidence if item.when is not None}
    stated = fact.when_basis is not None and fact.when_basis.type == "stated"
    if fact.when is not None and stated and fact.when.text not in given:
        problem = f"{fact.when.text} is called stated, but no evidence gives it"
        yield Finding("facts", fact.id, "when", problem)
    for i, relation in enumerate(fact.relations):
        if relation.fact == fact.id:
            yield Finding("facts", fact.id, f"relations[{i}].fact", "relates the fact to itself")


def _in_furniture(source: Source, start: int, end: int) -> bool:
    return any(
        region.type == "furniture" and start < region.end and region.start < end
        for region in source.regions
    )


def circling(following: Mapping[str, str | None]) -> list[str]:
    """Those that lead back to themselves, where each leads to at most one; each is passed once."""
    circles: set[str] = set()
    done: set[str] = set()
    for start in following:
        path: dict[str, None] = {}
        here: str | None = start
        while here is not None and here not in done and here not in path:
            path[here] = None
            here = following.get(here)
        if here in path:
            way = list(path)
            circles.update(way[way.index(here) :])
        done.update(path)
    return [name for name in following if name in circles]


def _unused(
    entities: Iterable[Entity], broader: Mapping[str, str | None], told: _Told
) -> Iterator[Finding]:
    for entity in entities:
        if entity.id not in told.entities:
            problem = "no fact is about this entity"
            yield Finding("entities", entity.id, "id", problem, remedy=_NAMED)
    for topic, facts in facts_within(broader, {(topic,): 1 for topic in told.topics}).items():
        if not facts:
            problem = "no fact has this topic or a narrower one"
            yield Finding("topics", topic, "id", problem, remedy=_NAMED)
