"""Screens of sources, topics and actors: a table of each, or a card of one with its facts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from ..base.base import Base
from ..base.catalogue import array
from ..base.document import Library
from ..core.model import Entity, Fact, Source, Topic
from ..core.text import counted
from ..core.tree import descended
from .facts import TABLE_FROM, entries_of
from .look import Look, Parts, data, flowed, grid, joined, said, to_address, to_source, wrapped
from .machine import cell
from .results import Actors, Sources, Topics
from .when import when_text

# How many levels of a hierarchy are set in; those below would leave no room.
DEEPEST = 12
_YEARS = """
SELECT min(earliest), max(earliest) FROM links JOIN listed ON listed.fact = links.fact
WHERE what = ? AND earliest > -99990000 AND links.id IN (SELECT value FROM json_each(?))
"""
# What is told of a record, by its labels.
Told = Mapping[str, str | Text]


def sources(library: Library, result: Sources, look: Look) -> Parts:
    """Sources with who wrote them, when, and how many facts they have; or a card of each."""
    base = library.base
    if result.facts is not None:
        cards = ((s.id, s.title, _of_source(library, s, look)) for s in result.rows)
        yield from _cards(library, cards, result.facts, look)
        return
    rows = [
        [
            to_address(data(source.title, "bold"), source.url, look)
            + Text("\n")
            + to_source(data(source.id, "id"), base, source.id, look),
            data(", ".join(base.entities[author].name for author in source.author) or "not known"),
            data(when_text(source.issued)),
            data(", ".join(base.entities[side].name for side in source.sides) or "none"),
            Text(str(base.facts_of("source", source.id))),
            _checked(library, source),
        ]
        for source in result.rows
    ]
    heads = ("SOURCE", "AUTHOR", "ISSUED", "SIDE", "FACTS", "FILE")
    yield from _table(heads, rows, look, apart=True)
    name = base.one_side(source.id for source in result.rows)
    if len(result.rows) > 1 and name:
        note = f"All sources speak for one side, {name}: that two say the same proves no more."
        yield from [Text(), *wrapped(said(note, "dim"), look, look.columns)]


def _table(
    heads: Sequence[str], rows: Sequence[Sequence[Text]], look: Look, *, apart: bool = False
) -> Parts:
    """Rows as a table with heads, or each as a block where a terminal has no room for one.

    Rows of several lines each want a line between them: they are `apart`.
    """
    if look.width is None or look.width >= TABLE_FROM:
        last = len(rows) - 1 if apart else 0
        spaced = [[row[0] + Text("\n" * (i < last)), *row[1:]] for i, row in enumerate(rows)]
        yield grid(heads, spaced, right="FACTS SAYS")
        return
    for i, (first, *rest) in enumerate(rows):
        named = [(head, text) for head, text in zip(heads[1:], rest, strict=True) if text.plain]
        told = [t if h == "ID" else said(f"{h.lower()} ", "dim") + t for h, t in named]
        if apart and i:
            yield Text()
        deep = len(first.plain) - len(first.plain.lstrip())
        yield Padding(first[deep:], (0, 0, 0, deep))
        yield from flowed(told, look, " · ", deep + 2)


def _checked(library: Library, source: Source) -> Text:
    intact = library.document(source.id).intact
    return said("✓ as recorded", "good") if intact else said("✗ has changed", "bad")


def _of_source(library: Library, source: Source, look: Look) -> Told:
    """What is known of a source, with how much of it is in the base."""
    document, base = library.document(source.id), library.base
    basis = source.issued_basis
    derived = f" ({basis.how or basis.type})" if basis else ""
    paragraphs = sum(paragraph.number is not None for paragraph in document.paragraphs)
    role = f", {source.author_role}" if source.author_role else ""
    authors = ", ".join(base.entities[author].name for author in source.author)
    return {
        "author": f"{authors}{role}" if authors else "not known",
        "editor": ", ".join(base.entities[editor].name for editor in source.editor),
        "issued": f"{when_text(source.issued)}{derived}",
        "in": source.container_title or "",
        "publisher": source.publisher or "",
        "posted": f"{source.posted.at} by {source.posted.by}" if source.posted else "",
        "type": source.type + (f", {source.genre}" if source.genre else ""),
        "address": to_address(data(source.url or ""), source.url, look),
        "side": ", ".join(base.entities[side].name for side in source.sides) or "none",
        "facts": f"{base.facts_of('source', source.id)}, from {counted(paragraphs, 'paragraph')}",
        "file": to_source(data(source.file), base, source.id, look),
        "sha256": source.sha256,
        "checked": _checked(library, source),
    }


def topics(library: Library, result: Topics, look: Look) -> Parts:
    """The thesaurus as a tree, with counts and years of each topic; or a card of each."""
    base = library.base
    if result.facts is not None:
        cards = ((t.id, t.label, _of_topic(base, t)) for t in result.rows)
        yield from _cards(library, cards, result.facts, look)
        return
    by_id = {topic.id: topic for topic in result.rows}
    rows = []
    for name, depth in descended({topic.id: topic.broader for topic in result.rows}):
        topic = by_id[name]
        label = data(topic.label, "bold" if depth == 0 else "")
        cells = [Text("  " * min(depth, DEEPEST)) + label, data(name, "id")]
        cells += [Text(str(base.facts_of("topic", name))), Text(_years(base, "topic", name))]
        rows.append(cells + _also(topic.labels, result.names))
    yield from _table(("TOPIC", "ID", "FACTS", "YEARS", *_also_head(result.names)), rows, look)


def _of_topic(base: Base, topic: Topic) -> Told:
    below = (t.label for t in base.topics.values() if t.broader == topic.id)
    return {
        "broader": base.topics[topic.broader].label if topic.broader else "",
        "narrower": ", ".join(below),
        "also": ", ".join(topic.alt),
        **{language: ", ".join(names) for language, names in topic.labels.items()},
        "facts": str(base.facts_of("topic", topic.id)),
        "years": _years(base, "topic", topic.id),
    }


def actors(library: Library, result: Actors, look: Look) -> Parts:
    """Entities with counts and years of what is about them and what they say; or cards."""
    base = library.base
    if result.facts is not None:
        cards = ((e.id, e.name, _of_actor(base, e)) for e in result.rows)
        yield from _cards(library, cards, result.facts, look)
        return
    rows = [
        [
            data(actor.name),
            data(actor.id, "id"),
            data(actor.type),
            Text(str(base.facts_of("actor", actor.id))),
            Text(str(base.facts_of("asserted", actor.id) or "")),
            Text(_years(base, "actor", actor.id)),
            *_also(actor.names, result.names),
        ]
        for actor in result.rows
    ]
    heads = ("ACTOR", "ID", "TYPE", "FACTS", "SAYS", "YEARS", *_also_head(result.names))
    yield from _table(heads, rows, look)


def _of_actor(base: Base, actor: Entity) -> Told:
    return {
        "type": actor.type,
        "side": base.entities[actor.side].name if actor.side else "none",
        "about": actor.description or "",
        "also": ", ".join(actor.aliases),
        **{language: ", ".join(names) for language, names in actor.names.items()},
        "facts": str(base.facts_of("actor", actor.id)),
        "says": str(base.facts_of("asserted", actor.id) or ""),
        "years": _years(base, "actor", actor.id),
    }


def _cards(
    library: Library,
    cards: Iterable[tuple[str, str, Told]],
    facts: Mapping[str, Sequence[Fact]],
    look: Look,
) -> Iterator[RenderableType]:
    for i, (name, title, told) in enumerate(cards):
        if i:
            yield Text()
        yield data(title, "bold") + Text("  ") + data(name, "id")
        rows = [
            (said(label, "dim"), data(text) if isinstance(text, str) else text)
            for label, text in told.items()
            if text
        ]
        yield Padding(grid(("", ""), rows), (0, 0, 0, 2))
        yield Text()
        if facts[name]:
            yield from entries_of(library.base, facts[name], look)
        yield said(f"{counted(len(facts[name]), 'fact')}.", "dim")


def _years(base: Base, what: str, name: str) -> str:
    """From the first year to the last in which its facts begin, of a topic all below it too."""
    some = sorted(base.narrower(name)) if what == "topic" else [name]
    first, last = base.catalogue.rows(_YEARS, (what, array(some)))[0]
    if first is None:
        return ""
    years = dict.fromkeys(str(day // 10_000) for day in (first, last))
    return "–".join(years)


def _also_head(language: str | None) -> tuple[str, ...]:
    return ("ALSO",) if language else ()


def _also(names: Mapping[str, Sequence[str]], language: str | None) -> list[Text]:
    """The names in other languages, or in one, as a cell of their own where they are asked for."""
    if not language:
        return []
    some = names.values() if language == "all" else [names.get(language, ())]
    return [joined([data(cell(list(one))) for one in some if one], "; ")]
