"""Screens of what a base holds: in all, and its sources, topics and actors."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from ..base.base import Base
from ..base.document import Library
from ..core.model import Source
from ..core.text import counted
from ..core.tree import descended
from ..lookup.summary import Summary
from .fields import value
from .look import PROSE, Look, data, grid, joined, painted, wrapped
from .machine import Record, cell
from .results import Actors, Changes, Held, Sources, Topics
from .when import when_text

# How many levels of a hierarchy are set in; those below would leave no room.
DEEPEST = 12


def overview(library: Library, result: Held, look: Look) -> str:
    """What the base holds and three commands to begin with."""
    (held,) = result.rows
    counts = f"{counted(held.facts, 'fact')} with {counted(held.quotes, 'quote')} "
    counts += f"from {counted(held.sources, 'source')}; {held.dated} dated."
    parts: list[RenderableType] = [
        Text("bilat", style="bold cyan") + Text(" looks up cited facts."),
        Text(),
        Text(counts),
    ]
    if held.years:
        parts.append(Text(f"Relations from {held.years[0]} to {held.years[1]}."))
    topics = (data(label) + Text(f" {count}", style="dim") for label, count in held.topics)
    examples = [
        (data(command, "bold"), Text(does, style="dim"))
        for command, does in _try(library.base, held)
    ]
    tried = Padding(grid(("", ""), examples), (0, 0, 0, 2))
    parts += [joined(topics), Text(), tried, Text()]
    parts.append(Text("`bilat --help` lists every command.", style="dim"))
    return painted(look.at_most(PROSE), parts)


def _try(base: Base, held: Summary) -> Iterator[tuple[str, str]]:
    """Commands that find something in this base, each with what it does."""
    yield "bilat timeline", "dated facts in order of time"
    for topic in islice(base.topics.values(), 1):
        yield f"bilat search {shlex.quote(topic.label)}", "facts by words, best first"
    if held.example:
        yield f"bilat cite {held.example}", "the quote, its receipt and a reference to paste"


def sources(library: Library, result: Sources, look: Look) -> str:
    """Each source: who wrote what, when, for which side, and whether its file is intact."""
    parts: list[RenderableType] = []
    for source in result.rows:
        told = _particulars(library, source).items()
        rows = [(Text(label, style="dim"), data(text)) for label, text in told if text]
        parts += [data(source.id, "bold cyan"), data(source.title, "bold")]
        parts += [grid(("", ""), rows), Text()]
    name = library.base.one_side(source.id for source in result.rows)
    if len(result.rows) > 1 and name:
        note = f"Every source speaks for one side, {name}: two of them are not independent."
        parts += wrapped(Text(note, style="dim"), look, look.columns)
    return painted(look, parts)


def _particulars(library: Library, source: Source) -> dict[str, str]:
    """What is known of a source, with how much of it is in the base."""
    document, base = library.document(source.id), library.base
    authors = ", ".join(base.entities[author].name for author in source.author)
    role = f", {source.author_role}" if source.author_role else ""
    basis = source.issued_basis
    derived = f" ({basis.how or basis.type})" if basis else ""
    paragraphs = sum(paragraph.number is not None for paragraph in document.paragraphs)
    intact = "✓ the file is as recorded" if document.intact else "✗ the file has changed"
    return {
        "author": f"{authors}{role}" if authors else "not known",
        "editor": ", ".join(base.entities[editor].name for editor in source.editor),
        "issued": f"{when_text(source.issued)}{derived}",
        "in": source.container_title or "",
        "publisher": source.publisher or "",
        "posted": f"{source.posted.at} by {source.posted.by}" if source.posted else "",
        "type": source.type + (f", {source.genre}" if source.genre else ""),
        "side": ", ".join(base.entities[side].name for side in source.sides) or "none",
        "facts": f"{base.facts_of('source', source.id)}, from {counted(paragraphs, 'paragraph')}",
        "file": source.file,
        "sha256": source.sha256,
        "checked": intact,
    }


def topics(library: Library, result: Topics, look: Look) -> str:
    """The thesaurus as a tree, with the number of facts of each topic and all below it."""
    by_id = {topic.id: topic for topic in result.rows}
    rows = []
    for name, depth in descended({topic.id: topic.broader for topic in result.rows}):
        topic = by_id[name]
        label = data(topic.label, "bold" if depth == 0 else "")
        rows.append(
            [
                Text("  " * min(depth, DEEPEST)) + label,
                data(name, "cyan"),
                Text(str(library.base.facts_of("topic", name))),
                _also(topic.labels),
            ]
        )
    return painted(look, [grid(("TOPIC", "ID", "FACTS", "ALSO"), rows, right="FACTS")])


def actors(library: Library, result: Actors, look: Look) -> str:
    """Entities with how many facts are about them, and how many they assert."""
    facts_of = library.base.facts_of
    rows = [
        [
            data(actor.name) + Text("\n") + data(actor.id, "cyan"),
            data(actor.type),
            Text(str(facts_of("actor", actor.id))),
            Text(str(facts_of("asserted", actor.id) or "")),
            _also(actor.names),
        ]
        for actor in result.rows
    ]
    columns = ("ACTOR", "TYPE", "FACTS", "SAYS", "ALSO")
    return painted(look, [grid(columns, rows, right="FACTS SAYS")])


def _also(names: Mapping[str, Iterable[str]]) -> Text:
    """The names in other languages, in a row."""
    return data(cell([name for some in names.values() for name in some]), "dim")


def changes(library: Library, result: Changes, look: Look) -> str:
    """What was done to a base, with what was taken back since marked so."""
    undone = {number for entry in result.rows for number in entry.undoes}
    rows = [
        [
            Text(str(entry.number)),
            data(entry.at.replace("T", " ").removesuffix("Z"), "dim"),
            Text("\n").join(
                data(line, "strike dim" * (entry.number in undone))
                for line in entry.done or (entry.command,)
            ),
        ]
        for entry in result.rows
    ]
    return painted(look, [grid(("NO", "WHEN (UTC)", "WHAT"), rows, right="NO")])


def fields_table(records: Sequence[Record], fields: Sequence[str], look: Look) -> str:
    """Any records, with the columns asked for."""
    rows = [[data(cell(value(record, path))) for path in fields] for record in records]
    return painted(look, [grid(fields, rows)])
