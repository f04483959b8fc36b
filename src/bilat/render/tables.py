"""Screens of what facts come from and are about: sources, topics, actors."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from rich.console import RenderableType
from rich.text import Text

from ..base.document import Library
from ..core.model import Source
from ..core.text import counted
from ..core.tree import descended
from .fields import value
from .look import Look, data, grid, painted, wrapped
from .machine import Record, cell
from .results import Actors, Sources, Topics
from .when import when_text

# How many levels of a hierarchy are set in; those below would leave no room.
DEEPEST = 12


def sources(library: Library, result: Sources, look: Look) -> str:
    """Each source: who wrote what, when, for which side, and whether its file is intact."""
    parts: list[RenderableType] = []
    for source in result.rows:
        told = _particulars(library, source).items()
        rows = [(Text(label, style="dim"), data(text)) for label, text in told if text]
        parts += [data(source.id, "bold cyan"), data(source.title, "bold")]
        parts += [grid(("", ""), rows), Text()]
    sides = {source.side for source in result.rows}
    side = next(iter(sides))
    if len(sides) == 1 and len(result.rows) > 1 and side is not None:
        name = library.base.entities[side].name
        note = f"Every source speaks for one side, {name}: two of them are not independent."
        parts += wrapped(Text(note, style="dim"), look, look.columns)
    return painted(look, parts)


def _particulars(library: Library, source: Source) -> dict[str, str]:
    """What is known of a source, with how much of it is in the base."""
    document, base = library.document(source.id), library.base
    author = base.entities[source.author].name
    role = f", {source.author_role}" if source.author_role else ""
    derived = source.written_basis.how or source.written_basis.type
    paragraphs = sum(paragraph.number is not None for paragraph in document.paragraphs)
    intact = "✓ the file is as recorded" if document.intact else "✗ the file has changed"
    return {
        "author": f"{author}{role}",
        "written": f"{when_text(source.written)} ({derived})",
        "publisher": source.publisher or "not given in the text",
        "posted": f"{source.posted.at} by {source.posted.by}" if source.posted else "",
        "genre": source.genre,
        "side": source.side or "none",
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


def fields_table(records: Sequence[Record], fields: Sequence[str], look: Look) -> str:
    """Any records, with the columns asked for."""
    rows = [[data(cell(value(record, path))) for path in fields] for record in records]
    return painted(look, [grid(fields, rows)])
