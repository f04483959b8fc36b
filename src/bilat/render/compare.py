"""Sources side by side: each quote with whose voice it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import attrgetter

from rich.console import RenderableType
from rich.table import Column, Table
from rich.text import Text

from ..base.base import Base
from ..base.document import Library
from ..core.model import Fact
from ..core.text import counted
from ..lookup.compare import Comparison, Voice
from .card import caveat_line, speaker
from .look import Look, Parts, data, flowed, indented, said, table, wrapped
from .marks import CAVEAT, MARKED_SAYS, kinds_legend, marker
from .results import Comparisons
from .when import when_text

# Narrower columns than this make quotes unreadable: they stand below one another then.
MIN_COLUMN = 36
# Wider ones than this too.
MAX_COLUMN = 72
_HEADINGS = {
    "same": "They say the same",
    "refines": "One is more precise",
    "differs": "They differ",
    "alone": "Said by one source alone",
}


def comparisons(library: Library, result: Comparisons, look: Look) -> Parts:
    """What sources share in columns, and what one says alone as a list."""
    for relationship, some in groupby(result.rows, key=attrgetter("relationship")):
        group: list[Comparison] = list(some)
        yield from (said(f"{_HEADINGS[relationship]}: {len(group)}", style="bold"), Text())
        if relationship == "alone":
            yield from _alone(library.base, group, look)
        else:
            for comparison in group:
                yield from _matter(comparison, look)
                yield from (_voices(library, comparison, look), Text())
    yield from flowed(_legend(result.rows), look)
    yield from wrapped(said(_closing(library.base, result.rows), style="dim"), look, look.columns)


def _matter(comparison: Comparison, look: Look) -> Iterator[Text]:
    fact = comparison.facts[0]
    matter = marker(fact.kind) + Text(" ") + data(fact.statement, "bold")
    yield from wrapped(matter, look, _columns(look))
    yield Text("  ") + data(fact.id, "id")
    for caveat in fact.caveats:
        yield from indented(caveat_line(caveat), look, 2, _columns(look))
    if comparison.detail:
        yield from indented(data(comparison.detail, "dim"), look, 2, _columns(look))


def _columns(look: Look) -> int:
    return min(look.columns, 2 * MAX_COLUMN)


def _voices(library: Library, comparison: Comparison, look: Look) -> Table:
    """A column a source, or where they would be too narrow a row."""
    cells = [_voice(library, voice, comparison.facts[0]) for voice in comparison.voices]
    laid = Table(box=None, show_header=False, pad_edge=True, padding=(0, 2, 0, 2))
    width = min((look.columns - 2) // max(len(cells), 1) - 4, MAX_COLUMN)
    if width < MIN_COLUMN:
        laid.add_column(overflow="fold", max_width=_columns(look) - 4)
        for cell in cells:
            laid.add_row(cell)
        return laid
    for _ in cells:
        laid.add_column(overflow="fold", width=width)
    laid.add_row(*cells)
    return laid


def _voice(library: Library, voice: Voice, matter: Fact) -> Text:
    """The quotes of a source, with its side and with who says each."""
    base = library.base
    sides = ", ".join(base.entities[side].name for side in base.sources[voice.source].sides)
    lines = [data(voice.source, "id") + data(f" ({sides})" if sides else "", "")]
    for fact, item in voice.evidence:
        receipt = library.receipt_of(fact, item)
        if fact.id != matter.id:
            lines += [Text()] * (len(lines) > 1)
            lines += [data(fact.statement), data(fact.id, "id"), *map(caveat_line, fact.caveats)]
        lines.append(said("“", style="dim") + data(item.quote, "quote") + Text("”"))
        place = f"¶{receipt.paragraph}" if receipt.paragraph else f"line {receipt.line}"
        when = f"; time: {when_text(item.when)}" if item.when else ""
        lines.append(data(f"{place}, ", "dim") + speaker(base, item) + said(when, style="dim"))
        if not receipt.verified:
            lines.append(said("✗ NOT VERIFIED", style="bad"))
    return Text("\n").join(lines)


def _alone(base: Base, group: Sequence[Comparison], look: Look) -> Iterator[RenderableType]:
    """The statements of each source, with their ids."""
    told: dict[str, list[Fact]] = {source: [] for source in base.sources}
    for comparison in group:
        told[comparison.voices[0].source].append(comparison.facts[0])
    for source, facts in told.items():
        if not facts:
            continue
        yield data(source, "id") + said(f": {counted(len(facts), 'fact')}", style="dim")
        columns = (Column(width=1), Column(overflow="fold", ratio=1 if look.width else None))
        yield table(columns, ((marker(fact.kind), _statement(fact)) for fact in facts))
        yield Text()


def _statement(fact: Fact) -> Text:
    caveat = said(CAVEAT * fact.marked, style="mark")
    return data(fact.statement) + caveat + Text("\n") + data(fact.id, "id")


def _legend(matters: Sequence[Comparison]) -> list[Text]:
    """What the signs of kinds mean, and the mark of caveats where these are not shown."""
    alone = [matter.facts[0] for matter in matters if matter.relationship == "alone"]
    marked = any(fact.marked for fact in alone)
    caveat = [said(CAVEAT, "mark") + Text(f" {MARKED_SAYS}")] if marked else []
    return [*kinds_legend([matter.facts[0] for matter in matters]), *caveat]


def _closing(base: Base, matters: Sequence[Comparison]) -> str:
    """How much was compared, and that voices of one side are not independent."""
    sources = {voice.source for matter in matters for voice in matter.voices}
    text = f"{counted(len(matters), 'matter')} from {counted(len(sources), 'source')}."
    if len(sources) == 1:
        text += " No other source that was heard speaks of this."
    name = base.one_side(sources)
    if len(sources) > 1 and name:
        text += f" All of them speak for one side, {name}: that they agree proves nothing more."
    return text
