"""The chart of a timeline: dates to scale on one axis, long gaps folded, the statements beside."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rich.text import Text

from ..base.document import Library
from ..core.edtf import Day, year_text
from ..core.model import Fact
from ..core.text import counted
from ..lookup.axis import Axis, axis, extent
from ..lookup.timeline import Group, grouped
from .look import Look, Parts, data, flowed, said, wrapped
from .marks import KINDS, kinds_legend, mark_legend, marker, marks
from .results import Charted
from .timeline import headed, shown_of
from .when import MONTHS, when_text

SURE, SOFT, LEFT, RIGHT, FOLD = "━", "░", "◂", "▸", "┊"
# Narrower than this, statements go below their bars; and how wide bars are where nothing limits.
_BESIDE_FROM, _UNLIMITED = 96, 72
_DATE = 16


class Layout(NamedTuple):
    """The axis, how wide dates are, and what a statement has beside the bars (None: below)."""

    axis: Axis
    date: int
    text: int | None


def chart(library: Library, result: Charted, look: Look) -> Parts:
    """The axis, each fact with its bar or tick, the axis again, and what the signs mean."""
    facts = list(result.rows)
    layout = _layout(facts, look)
    groups = grouped(library.base, facts, result.by) if result.by else (Group("", tuple(facts)),)
    yield from _scale(layout)
    for place, group in enumerate(groups):
        if result.by:
            yield from [Text()] * bool(place)
            yield headed(group)
        for fact in group.facts:
            yield from _row(fact, _held_until(library, fact), layout, look)
    yield from list(_scale(layout))[::-1]
    yield Text()
    yield from _closing(facts, result, layout, look)


def _layout(facts: Sequence[Fact], look: Look) -> Layout:
    dates = [fact.when for fact in facts if fact.when]
    widest = max(Text(when_text(when)).cell_len for when in dates)
    date = min(widest, _DATE)
    if look.width is None:
        return Layout(axis(dates, _UNLIMITED), date, 100_000)
    if look.width < _BESIDE_FROM:
        return Layout(axis(dates, look.width - date - 4), date, None)
    laid = axis(dates, (look.width - date) // 2 - 4)
    return Layout(laid, date, look.width - date - laid.columns - 6)


def _scale(layout: Layout) -> Iterator[Text]:
    """The axis: how long gaps are, the years, and a line with a tick at each of these."""
    wide = layout.axis.columns + 12
    lengths, names, line = [" "] * wide, [" "] * wide, ["─"] * layout.axis.columns
    for label in layout.axis.labels:
        name = year_text(label.year) if label.month == 1 else MONTHS[label.month - 1]
        names[label.column : label.column + len(name)] = name
        line[label.column] = "┬"
    folded = [piece for piece in layout.axis.pieces if piece.gap]
    for piece in folded:
        told = piece.gap.label if piece.gap else ""
        start = piece.column + (piece.columns - len(told)) // 2
        lengths[start : start + len(told)] = told
        line[piece.column : piece.column + piece.columns] = FOLD.center(piece.columns)
    margin = Text(" " * (layout.date + 4))
    if folded:
        yield margin + said("".join(lengths).rstrip(), style="dim")
    yield margin + said("".join(names).rstrip(), style="bold")
    yield margin + said("".join(line), style="dim")


def _row(fact: Fact, held: Day | None, layout: Layout, look: Look) -> Iterator[Text]:
    date = wrapped(said(when_text(fact.when), style="bold"), look, layout.date)
    statement = data(fact.statement) + marks(fact)
    lane, empty = _lane(fact, held, layout.axis), _cells(layout.axis)
    beside = wrapped(statement, look, layout.text) if layout.text else []
    below = [] if layout.text else wrapped(statement, look, look.columns - 4)
    for i in range(max(len(date), len(beside), 1)):
        first = date[i] if i < len(date) else Text()
        parts = [first, Text(" " * (layout.date + 2 - first.cell_len))]
        parts += [marker(fact.kind) if i == 0 else Text(" "), Text(" ")]
        parts.append(lane if i == 0 else Text.assemble(*empty))
        parts += [Text("  "), beside[i]] if i < len(beside) else []
        yield Text().join(parts)
    yield from (Text("    ") + line for line in below)


def _cells(axis: Axis) -> list[tuple[str, str]]:
    """An empty row of the chart: a line goes down where the axis is folded."""
    cells = [(" ", "")] * axis.columns
    for piece in axis.pieces:
        if piece.gap is not None:
            cells[piece.column + piece.columns // 2] = (FOLD, "dim")
    return cells


def _lane(fact: Fact, held: Day | None, axis: Axis) -> Text:
    """A tick for a day, a bar for what is longer: firm where it is sure, and soft where not."""
    assert fact.when is not None
    style = KINDS[fact.kind][1]
    found, cells = extent(fact.when, held), _cells(axis)
    last = axis.columns - 1 if found.last is None else axis.column(found.last)
    first = 0 if found.first is None else axis.column(found.first)
    cells[first : last + 1] = [(SOFT, style)] * (last + 1 - first)
    if found.sure is not None:
        ends = [axis.column(day) for day in found.sure]
        cells[ends[0] : ends[1] + 1] = [(SURE, style)] * (ends[1] + 1 - ends[0])
    if found.day or (found.sure and first == last):
        cells[first] = KINDS[fact.kind][0], style
    if found.last is None:
        cells[last] = RIGHT, style
    if found.first is None:
        cells[first] = LEFT, style
    return Text.assemble(*cells)


def _held_until(library: Library, fact: Fact) -> Day | None:
    """Until when an open date certainly held: the latest source was written then."""
    if fact.when is None or fact.when.end is not None:
        return None
    issued = (library.base.sources[item.source].issued for item in fact.evidence)
    return max((when.earliest for when in issued if when and when.start), default=None)


def _closing(facts: Sequence[Fact], result: Charted, layout: Layout, look: Look) -> Iterator[Text]:
    """What the signs mean, how long a column is, and how many facts are shown of how many."""
    legend = mark_legend(facts, "has caveats: `bilat list` has its id")
    yield from flowed([*kinds_legend(facts), *legend], look)
    told = [f"{SURE} lasted", f"{SOFT} at some time within, or perhaps", f"{LEFT} {RIGHT} open end"]
    told += [f"{FOLD} years left out"] if any(piece.gap for piece in layout.axis.pieces) else []
    told.append(f"a column is {_length(layout.axis.days)}")
    yield from flowed(map(Text, told), look)
    yield from wrapped(said(shown_of(result), style="dim"), look, look.columns)


def _length(days: float) -> str:
    """About how long so many days are."""
    for unit, size in (("year", 365.2425), ("month", 30.437), ("day", 1.0)):
        if days >= size * 1.5 or size == 1.0:
            return f"about {counted(round(days / size), unit)}" if days > 1 else "a day"
    raise AssertionError
