"""What every bibliographic format says: a source with the quotes that facts take from it."""

from collections.abc import Iterable
from typing import NamedTuple

from ..base.document import Library, Receipt
from ..cite.work import Work, work
from ..core.model import OUTSIDE, Caveat, Evidence, Fact
from ..core.text import printable


class Quoted(NamedTuple):
    """An evidence of a fact with its receipt; `place` is its paragraph, or its region."""

    fact: Fact
    item: Evidence
    receipt: Receipt
    place: str


class Entry(NamedTuple):
    """A source and what is quoted from it, in the order of the text."""

    work: Work
    quotes: tuple[Quoted, ...]


def entries(library: Library, facts: Iterable[Fact]) -> list[Entry]:
    """One entry for each source that the facts quote, in the base's order."""
    base = library.base
    quotes: dict[str, list[Quoted]] = {source: [] for source in base.sources}
    for fact in facts:
        for item in fact.evidence:
            quotes[item.source].append(_quoted(library, fact, item))
    return [
        Entry(
            work(base.sources[source], base.entities),
            tuple(sorted(found, key=lambda q: (q.item.start, q.item.end, q.fact.id))),
        )
        for source, found in quotes.items()
        if found
    ]


def _quoted(library: Library, fact: Fact, item: Evidence) -> Quoted:
    receipt = library.receipt(item)
    place = f"para. {receipt.paragraph}"
    if receipt.paragraph is None:
        around = library.document(item.source).paragraph(item.start)
        place = around.region.replace("-", " ") if around else f"line {receipt.line}"
    return Quoted(fact, item, receipt, place)


def label(caveat: Caveat) -> str:
    """The type of a caveat; one from outside the sources always says that it is."""
    return f"{caveat.type}, {OUTSIDE}" if caveat.type == "outside" else caveat.type


def notes(entry: Entry) -> list[str]:
    """What a reference cannot say in a field: how its date is known, the repost, the quotes."""
    found, posted = [], entry.work.posted
    if entry.work.derived:
        found.append(f"Date derived: {entry.work.derived}.")
    if posted:
        found.append(f"Known from a repost by {posted.by}, {posted.at}.")
    for fact, item, receipt, place in entry.quotes:
        doubt = "" if receipt.verified else "NOT VERIFIED: "
        found.append(f"{doubt}{fact.id}, {place}: “{item.quote}”")
    return [printable(note) for note in found]
