"""The audit: every hash, span and reference of a base, recomputed."""

from collections.abc import Iterator, Mapping, Set
from typing import Literal, NamedTuple

from ..base.base import Base
from ..base.document import Document, Library
from ..core.model import Fact, Id, Omission, Record, Region, Source, Text
from ..core.text import printable
from ..startup import sha256_of


class Finding(Record, frozen=True):
    """A check of `verify` that does not hold: in which table, record and field, and why."""

    table: Literal["sources", "entities", "topics", "facts", "omissions"]
    record: Id
    field: Text
    problem: Text


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
        for d in base.dangling
    ]
    # Of these nothing else can hold, and all of it is mended at once.
    ended = {name for name in base.sources if _ended_otherwise(library.document(name))}
    for source in base.sources.values():
        findings += _source(library.document(source.id), source.id in ended)
    used: set[str] = set()
    evidence = 0
    for fact in base.facts.values():
        findings += _fact(library, fact, ended)
        used.update(fact.actors, *(item.asserted_by for item in fact.evidence))
        evidence += len(fact.evidence)
    for omission in base.omissions.values():
        if omission.source in base.sources and omission.source not in ended:
            outside = _outside(omission, len(library.document(omission.source).text))
            findings += [Finding("omissions", omission.id, "end", said) for said in outside]
    findings += _cycles(base)
    findings += _unused(base, used)
    for entity in base.entities.values():
        if entity.family is not None and f" {entity.family} " not in f" {entity.name} ":
            findings.append(Finding("entities", entity.id, "family", "is no part of the name"))
    return Audit(len(base.facts), evidence, len(base.sources), tuple(findings))


def _outside(span: Omission | Region, length: int) -> Iterator[str]:
    """What is wrong with a span of a text of some length, if anything."""
    if not span.start < span.end <= length:
        yield (
            f"the span {span.start}-{span.end} is empty or beyond the source's {length} characters"
        )


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


def _fact(library: Library, fact: Fact, ended: set[str]) -> Iterator[Finding]:
    for i, item in enumerate(fact.evidence):
        field = f"evidence[{i}].quote"
        if item.source not in library.base.sources or item.source in ended:
            continue
        document = library.document(item.source)
        if not document.matches(item):
            found = document.text.find(item.quote)
            where = f"; it stands at {found}" if found >= 0 else ""
            problem = f"the source does not hold this quote at {item.start}{where}"
            yield Finding("facts", fact.id, field, problem)
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


def _cycles(base: Base) -> Iterator[Finding]:
    for name in circling({s.id: s.successor for s in base.tombstones.values()}):
        yield Finding("facts", name, "successor", "leads back to itself")
    for name in circling({t.id: t.broader for t in base.topics.values()}):
        yield Finding("topics", name, "broader", "leads back to itself")


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


def _unused(base: Base, by_facts: Set[str]) -> Iterator[Finding]:
    used = set(by_facts).union(base.meta.sides)
    used = used.union(*((*s.author, *s.editor, *s.sides) for s in base.sources.values()))
    for entity in base.entities.values():
        if entity.id not in used:
            yield Finding("entities", entity.id, "id", "no fact is about this entity")
    for topic in base.topics.values():
        if not base.facts_of("topic", topic.id):
            yield Finding("topics", topic.id, "id", "no fact has this topic or a narrower one")
