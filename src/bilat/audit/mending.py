"""What became of quotes that do not hold, where faults stand in the file, and what mends them."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Annotated, Literal, NamedTuple

from msgspec import Meta
from msgspec.structs import replace

from ..base.document import Document
from ..base.faults import Fault, steps
from ..core.edtf import Day
from ..core.json_lines import lines_of
from ..core.model import Evidence, Line, Record, Text
from ..core.terms import Table
from ..core.text import cut, occurrences
from ..core.window import edtf_text
from ..language.times import times
from ..lookup.passages import Finder, sought
from ..startup import pattern

# What became of a quote that does not stand where it stood.
State = Literal["moved", "repeated", "drifted", "missing"]
_NO_DATE = pattern(r"'([^']{1,60})' is not a date")
_NO_DAY = Day(1, 1, 1)  # from which nothing is reckoned
# Of a quote that stands more often so many lines are told.
_MOST_LINES = 5


class Finding(Record, frozen=True):
    """A check of `verify` that does not hold: in which table, record and field, and why.

    A quote that is not at its place has a state: moved, it stands elsewhere, once; repeated, more
    than once; drifted, the nearest passage differs by some words; missing, nothing is like it.
    """

    table: Table
    record: Text
    field: Text
    problem: Text
    state: State | None = None
    line: Annotated[Line | None, Meta(description="Of the facts.json.")] = None
    remedy: Annotated[Text | None, Meta(description="What mends it.")] = None


class Lost(NamedTuple):
    """An evidence whose quote does not stand at its place."""

    fact: str
    field: str
    item: Evidence


def settled(
    documents: Mapping[str, Document], found: Sequence[Finding | Lost]
) -> Iterator[Finding]:
    """The findings, with what became of each quote that is lost."""
    quotes: dict[str, dict[str, None]] = defaultdict(dict)
    for one in found:
        if isinstance(one, Lost):
            quotes[one.item.source][one.item.quote] = None
    states = {source: _states(documents[source], some) for source, some in quotes.items()}
    for one in found:
        if not isinstance(one, Lost):
            yield one
            continue
        document = documents[one.item.source]
        state, where = states[one.item.source][one.item.quote]
        problem = f"the source does not hold this quote at {one.item.start}: {where}"
        cure = f"`bilat edit {one.fact}`"
        if state == "missing":
            cure += f", or `bilat withdraw {one.fact} REASON`"
        elif not document.intact:
            cure = f"`bilat rebase {one.item.source} FILE`"
        yield Finding("facts", one.fact, one.field, problem, state, remedy=cure)


def _states(document: Document, quotes: Iterable[str]) -> dict[str, tuple[State, str]]:
    """What became of some quotes, and where they, or what is like them, stand."""
    found: dict[str, tuple[State, str]] = {}
    for quote in quotes:
        places = occurrences(document.text, quote, _MOST_LINES + 1)
        lines = [str(document.line(place)) for place in places[:_MOST_LINES]]
        if len(places) == 1:
            found[quote] = "moved", f"moved, it stands at {places[0]}, line {lines[0]}"
        elif places:
            more = ", …" if len(places) > _MOST_LINES else ""
            found[quote] = "repeated", f"it stands elsewhere, in lines {', '.join(lines)}{more}"
    left = {quote: sought(quote) for quote in quotes if quote not in found}
    finder = Finder([(document.source.id, document.text)], list(left.values())) if left else None
    for quote, one in left.items():
        near = finder.find(one) if finder else None
        if near is None:
            found[quote] = "missing", "missing, nothing there is like it"
            continue
        differs = near.diff or f"it differs in {', '.join(near.told) or 'marks'}"
        line = document.line(near.start)
        found[quote] = "drifted", f"drifted, line {line} has {_flipped(cut(differs, 400))}"
    return found


def _flipped(diff: str) -> str:
    """A difference from the quote to the text: what stands there now is what is new."""

    def turned(match: re.Match[str]) -> str:
        now, was = match[1] or match[4], match[2] or match[3]
        return (f"[-{was}-]" if was else "") + (f"{{+{now}+}}" if now else "")

    return _CHANGE.sub(turned, diff)


_CHANGE = pattern(r"\[-(.*?)-\]\{\+(.*?)\+\}|\{\+(.*?)\+\}|\[-(.*?)-\]")


def located(findings: Iterable[Finding], text: str) -> list[Finding]:
    """The findings with the line of the facts.json in which each stands, and what mends it."""
    every = [(one, (one.table, one.record, *steps(one.field))) for one in findings]
    wanted = {way[:length] for _, way in every for length in range(2, len(way) + 1)}
    lines = lines_of(text, wanted) if wanted else {}
    done = []
    for one, way in every:
        ends = (way[:length] for length in range(len(way), 1, -1))
        line = next((lines[end] for end in ends if end in lines), None)
        done.append(replace(one, line=line, remedy=one.remedy or f"`bilat edit {one.record}`"))
    return done


def corrected(fault: Fault, name: str) -> Finding:
    """A finding of what is not of its form: other commands cannot read the base until it is."""
    advice = fault.advice or "Correct it there."
    typed = _NO_DATE.match(fault.problem)
    meant = next(iter(times(typed[1], _NO_DAY)), None) if typed else None
    if meant and meant.windows:
        advice = f"Write {edtf_text(meant.windows[0])}, if that is meant."
    cure = f"{advice} Then `bilat tidy {name}`."
    return Finding(fault.table, fault.record, fault.field, fault.problem, remedy=cure)
