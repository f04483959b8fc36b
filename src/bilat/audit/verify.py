"""The audit: every hash, span and reference of a base, recomputed."""

from collections.abc import Iterator
from typing import NamedTuple

from ..base.base import Base, dangling
from ..base.document import Document, Library
from ..core.model import Fact, Source
from ..core.text import printable
from ..startup import sha256_of


class Finding(NamedTuple):
    """A check that does not hold: in which table, record and field, and why."""

    table: str
    record: str
    field: str
    problem: str


class Audit(NamedTuple):
    """What was looked at, and what does not hold."""

    facts: int
    evidence: int
    sources: int
    findings: tuple[Finding, ...]


def verify(base: Base) -> Audit:
    """Check a base that was read without its references being checked.

    Raises:
        BaseError: a source's file is missing or unreadable.
    """
    library = Library(base)
    findings = [
        Finding(d.table, d.record, d.field, f"no {d.target} has the id {printable(repr(d.value))}")
        for d in dangling(base)
    ]
    # Of these nothing else can hold, and all of it is mended at once.
    ended = {name for name in base.sources if _ended_otherwise(library.document(name))}
    for source in base.sources.values():
        findings += _source(library.document(source.id), source.id in ended)
    for fact in base.facts.values():
        findings += _fact(library, fact, ended)
    for omission in base.omissions:
        if omission.source in base.sources and omission.source not in ended:
            length = len(library.document(omission.source).text)
            if not omission.start < omission.end <= length:
                findings.append(
                    Finding("omissions", omission.id, "end", _outside(omission, length))
                )
    findings += _cycles(base)
    findings += _unused(base)
    findings += _families(base)
    evidence = sum(len(fact.evidence) for fact in base.facts.values())
    return Audit(len(base.facts), evidence, len(base.sources), tuple(findings))


def _outside(span: object, length: int) -> str:
    start, end = span.start, span.end  # type: ignore[attr-defined]
    return f"the span {start}-{end} is empty or beyond the source's {length} characters"


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
    if ended_otherwise:
        problem = (
            "only line ends differ from what was recorded; a line "
            f"`{source.file} -text` in .gitattributes lets git keep them"
        )
        yield Finding("sources", source.id, "sha256", problem)
        return
    if not document.intact:
        problem = f"{source.file} no longer has the recorded SHA-256: the file has changed"
        yield Finding("sources", source.id, "sha256", problem)
    yield from _regions(document.text, source)


def _regions(text: str, source: Source) -> Iterator[Finding]:
    reached = 0
    ordered = sorted(enumerate(source.regions), key=lambda pair: pair[1].start)
    for i, region in ordered:
        field = f"regions[{i}]"
        if not region.start < region.end <= len(text):
            yield Finding("sources", source.id, field, _outside(region, len(text)))
        if region.start < reached:
            yield Finding("sources", source.id, field, "overlaps the region before it")
        if text[reached : region.start].strip():
            problem = f"the text from {reached} to {region.start} is in no region"
            yield Finding("sources", source.id, field, problem)
        reached = max(reached, region.end)
    if text[reached:].strip():
        yield Finding(
            "sources", source.id, "regions", f"the text from {reached} on is in no region"
        )


def _fact(library: Library, fact: Fact, ended: set[str]) -> Iterator[Finding]:
    for i, item in enumerate(fact.evidence):
        field = f"evidence[{i}].quote"
        if item.source not in library.base.sources or item.source in ended:
            continue
        document = library.document(item.source)
        if not document.matches(item):
            yield Finding("facts", fact.id, field, _mismatch(document, item.start, item.quote))
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


def _mismatch(document: Document, start: int, quote: str) -> str:
    found = document.text.find(quote)
    where = f"; it stands at {found}" if found >= 0 else ""
    return f"the source does not hold this quote at {start}{where}"


def _in_furniture(source: Source, start: int, end: int) -> bool:
    return any(
        region.type == "furniture" and start < region.end and region.start < end
        for region in source.regions
    )


def _cycles(base: Base) -> Iterator[Finding]:
    for stone in base.tombstones.values():
        if _loops(stone.id, {s.id: s.successor for s in base.tombstones.values()}):
            yield Finding("facts", stone.id, "successor", "leads back to itself")
    for topic in base.topics.values():
        if _loops(topic.id, {t.id: t.broader for t in base.topics.values()}):
            yield Finding("topics", topic.id, "broader", "leads back to itself")


def _loops(start: str, following: dict[str, str | None]) -> bool:
    seen: set[str] = set()
    here: str | None = start
    while here is not None and here not in seen:
        seen.add(here)
        here = following.get(here)
    return here == start


def _unused(base: Base) -> Iterator[Finding]:
    used = {name for fact in base.facts.values() for name in _mentioned(base, fact)}
    used |= {source.author for source in base.sources.values()}
    used |= {source.side for source in base.sources.values() if source.side}
    for entity in base.entities.values():
        if entity.id not in used:
            yield Finding("entities", entity.id, "id", "no fact is about this entity")
    topics = {topic for fact in base.facts.values() for topic in fact.topics}
    for topic in base.topics.values():
        if topics.isdisjoint(base.narrower(topic.id)):
            yield Finding("topics", topic.id, "id", "no fact has this topic or a narrower one")


def _families(base: Base) -> Iterator[Finding]:
    for entity in base.entities.values():
        if entity.family is not None and f" {entity.family} " not in f" {entity.name} ":
            yield Finding("entities", entity.id, "family", "is no part of the name")


def _mentioned(base: Base, fact: Fact) -> Iterator[str]:
    yield from fact.actors
    for item in fact.evidence:
        yield from item.asserted_by
