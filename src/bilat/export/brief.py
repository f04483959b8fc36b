"""A briefing note in Markdown: facts with footnotes, caveats, sources, and how to make it again."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from ..base.base import Base
from ..base.document import Library
from ..cite import Manner, formatted
from ..cite.prose import marked, place_in_list
from ..cite.work import work
from ..core.edtf import year_label
from ..core.markdown import markdown
from ..core.model import Fact
from ..core.text import counted, printable
from ..lookup.compare import Heard, disagreement, order
from ..lookup.listing import arrange
from ..lookup.timeline import by_topic
from .attribution import attributed
from .entries import label
from .markdown import Footnotes

GROUPINGS = ("topic", "time")


class Brief(NamedTuple):
    """What a note is to be: its heading, one of GROUPINGS, and the style of its references.

    `origin` says from what it was made, `command` what makes it again; all of it is plain text.
    """

    title: str
    by: str
    style: str
    origin: str
    command: str


def brief(library: Library, facts: Sequence[Fact], wanted: Brief) -> str:
    """The note, in Markdown with the footnotes of pandoc and GitHub."""
    base = library.base
    notes, heard = Footnotes(library, wanted.style), order(base)
    parts = [f"# {markdown(wanted.title)}\n", f"{_opening(base, facts)}\n"]
    for heading, some in _grouped(base, facts, wanted.by):
        parts.append(f"## {markdown(heading)}\n")
        parts.append("\n".join(_item(base, fact, notes, heard) for fact in some) + "\n")
    sources = "\n".join(_sources(library, facts, wanted.style))
    origin = f"*{markdown(wanted.origin)}:* {_code(wanted.command)}"
    parts += ["## Sources\n", f"{sources}\n", f"{origin}\n", notes.definitions()]
    return "\n".join(parts)


def _code(text: str) -> str:
    """A code span, whose fence is longer than any run of backticks in it."""
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence, space = "`" * (longest + 1), " " if longest else ""
    return f"{fence}{space}{printable(text)}{space}{fence}"


def _opening(base: Base, facts: Sequence[Fact]) -> str:
    """How much there is, and that voices of one side are not independent."""
    sources = [base.sources[source] for source in _cited(base, facts)]
    text = f"{counted(len(facts), 'fact')} from {counted(len(sources), 'source')}."
    sides = {side for fact in facts for side in base.sides(fact)}
    name = base.one_side(source.id for source in sources)
    if name and len(sides) == 1 and sides == set(sources[0].sides):
        text += f" All that is told here is told by one side, {name}."
    elif name:
        text += f" Every source speaks for one side, {name}."
    return markdown(text)


def _grouped(base: Base, facts: Sequence[Fact], by: str) -> Iterator[tuple[str, list[Fact]]]:
    """The facts under headings, each once: by its first topic, or by the year it began in."""
    arranged = arrange(base, facts, "when")
    if by == "time":
        for heading, some in groupby(arranged, key=_year):
            yield heading, list(some)
        return
    for group in by_topic(base, arranged):
        yield group.label, list(group.facts)


def _year(fact: Fact) -> str:
    return year_label(fact.when) if fact.when else "Undated"


def _item(base: Base, fact: Fact, notes: Footnotes, heard: Heard) -> str:
    lines = [f"- {markdown(attributed(base, fact))}{notes.call(fact)}"]
    differing = disagreement(fact, heard)
    lines += [f"    - *The sources differ:* {markdown(differing)}"] if differing else []
    for caveat in fact.caveats:
        lines.append(f"    - *Caveat ({label(caveat)}):* {markdown(caveat.text)}")
    return "\n".join(lines)


def _cited(base: Base, facts: Iterable[Fact]) -> list[str]:
    used = {item.source for fact in facts for item in fact.evidence}
    return [source for source in base.sources if source in used]


def _sources(library: Library, facts: Sequence[Fact], style: str) -> list[str]:
    """The list of sources in its order, with how each date is known where it is derived."""
    made = []
    for source in _cited(library.base, facts):
        row = library.base.sources[source]
        basis = row.issued_basis
        how = basis.how if basis and basis.type == "derived" else None
        derived = f" *The date is derived: {markdown(how)}.*" if how else ""
        cited = work(row, library.base.entities)
        entry = formatted(cited, None, Manner(style, "entry"))
        made.append((place_in_list(entry), f"- {marked(entry)}{derived}"))
    return [line for _, line in sorted(made)]
