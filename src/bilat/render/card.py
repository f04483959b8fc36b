"""The cards of a fact: all that is known of it, or how it is cited."""

from __future__ import annotations

from collections.abc import Iterator

from rich.padding import Padding
from rich.table import Column
from rich.text import Text

from ..base.base import Base
from ..base.document import Library, Receipt
from ..core.model import Caveat, Evidence, Fact, Quantity
from ..core.terms import OUTSIDE
from .look import (
    BRACKETS,
    PROSE,
    Look,
    Parts,
    data,
    highlighted,
    joined,
    said,
    table,
    to_source,
    unbroken,
)
from .marks import CAVEAT, marker
from .results import Cards, Citations
from .shapes import references
from .when import when_text


def cards(library: Library, result: Cards, look: Look) -> Parts:
    """Every fact in full, one below the other."""
    for i, fact in enumerate(result.rows):
        yield from _heading(fact, first=i == 0)
        labelled = [(Text(label), text) for label, text in _particulars(library.base, fact)]
        columns = (Column(style="dim", width=8), Column(overflow="fold"))
        yield from (Text(), Padding(table(columns, labelled), (0, 0, 0, 2)))
        for item, receipt in zip(fact.evidence, library.receipts(fact), strict=True):
            yield Text()
            for part in _evidence(library, item, receipt, look):
                yield Padding(part, (0, 0, 0, 2))


def citations(library: Library, result: Citations, look: Look) -> Parts:
    """Every fact with each quote in its paragraph, its receipt, and a reference to paste."""
    for i, row in enumerate(result.rows):
        fact, pasted = row.fact, references(library, row)
        yield from _heading(fact, first=i == 0)
        cited = zip(fact.evidence, library.receipts(fact), pasted, strict=True)
        for item, receipt, reference in cited:
            yield from (Text(), _where(library.base, item, receipt, look))
            yield _verdict(library, item, receipt)
            yield Padding(_in_paragraph(library, item, look), (1, 2))
            yield from unbroken(reference, look, PROSE)
        yield from [Text()] * bool(fact.caveats)
        yield from map(caveat_line, fact.caveats)


def _in_paragraph(library: Library, item: Evidence, look: Look) -> Text:
    """The paragraph that a quote stands in, with the quote standing out."""
    document = library.document(item.source)
    brackets = ("", "") if look.color else BRACKETS
    if not document.matches(item):
        return Text("recorded quote: “") + data(item.quote, "quote") + Text("”")
    first = document.paragraph(item.start)
    last = document.paragraph(item.end - 1)
    start = min(item.start, first.start if first else item.start)
    end = max(item.end, last.end if last else item.end)
    span = (item.start - start, item.end - start)
    return highlighted(document.text[start:end], [span], "quote", brackets)


def _heading(fact: Fact, *, first: bool) -> Iterator[Text]:
    """The beginning of a card: what kind of fact it is, its id and its statement."""
    if not first:
        yield Text()
    about = said(f"  {fact.kind}, {fact.scope}", style="dim")
    yield marker(fact.kind) + Text(" ") + data(fact.id, "id.bold") + about
    yield data(fact.statement, "bold")


def _particulars(base: Base, fact: Fact) -> Iterator[tuple[str, Text]]:
    """What is known of a fact, each with its label."""
    when = Text(when_text(fact.when))
    if fact.when is not None and fact.when_basis is not None:
        how = fact.when_basis.how
        when += said(f" · {fact.when.text}, {fact.when_basis.type}", style="dim")
        when += data(f": {how}" if how else "", "dim")
    yield "when", when
    yield "topics", joined((data(base.topics[t].label) for t in fact.topics), ", ")
    yield "about", joined((data(base.entities[a].name) for a in fact.actors), ", ")
    for quantity in fact.quantities:
        yield "figure", data(quantity_text(quantity))
    for caveat in fact.caveats:
        yield "caveat", caveat_line(caveat)
    for relation in fact.relations:
        yield "relation", Text(f"{relation.type} ") + data(relation.fact, "id")
    sides = [data(base.entities[side].name) for side in base.sides(fact)]
    yield "side", joined(sides, ", ") if sides else Text("none")


def caveat_line(caveat: Caveat) -> Text:
    """A caveat; one from outside the sources always says that it is."""
    label = said(f"{CAVEAT if caveat.marked else '·'} {caveat.type}", style="mark")
    if caveat.type == "outside":
        label += Text(f" ({OUTSIDE})")
    return label + Text(": ") + data(caveat.text)


def quantity_text(quantity: Quantity) -> str:
    """`> 70 documents: agreements signed`; a change names what it is measured against."""
    sign = {"=": "", "~": "about "}.get(quantity.comparator, f"{quantity.comparator} ")
    against = f", against {quantity.base}" if quantity.base else ""
    value = f"{quantity.value:,}" if abs(quantity.value) >= 10_000 else f"{quantity.value}"
    return f"{sign}{value} {quantity.unit}: {quantity.of}{against}"


def _evidence(library: Library, item: Evidence, receipt: Receipt, look: Look) -> Iterator[Text]:
    yield _where(library.base, item, receipt, look)
    yield said("“", style="dim") + data(item.quote, "quote") + said("”", style="dim")
    if item.when is not None:
        yield said(f"gives the time as {when_text(item.when)}", style="dim")
    yield _verdict(library, item, receipt)


def _where(base: Base, item: Evidence, receipt: Receipt, look: Look) -> Text:
    """Where a quote stands, and whose word it is there."""
    paragraph = f" ¶{receipt.paragraph}" if receipt.paragraph else ""
    place = data(item.source, "id") + Text(f"{paragraph}, line {receipt.line}")
    place = to_source(place, base, item.source, look, receipt.line)
    return place + said(" · ", style="dim") + speaker(base, item)


def speaker(base: Base, item: Evidence) -> Text:
    """Whose word a quote is, there."""
    names = ", ".join(base.entities[who].name for who in item.asserted_by)
    if not names:
        return Text("the text does not say who holds this")
    manner = {
        "author": f"{names} writes this",
        "quoted": f"{names}, quoted word for word",
        "paraphrased": f"{names}, in the author's paraphrase",
        "hearsay": f"{names}, by hearsay",
    }
    return data(manner[item.voice])


def _verdict(library: Library, item: Evidence, receipt: Receipt) -> Text:
    """Whether the quote was found in the source file just now."""
    source = library.base.sources[item.source]
    if receipt.verified:
        return said("✓ verified just now", style="good") + data(f" against {source.file}", "dim")
    document = library.document(item.source)
    why = "the source no longer holds this quote at its place"
    if document.matches(item):
        why = "the quote stands, but the file differs from its recorded SHA-256"
    return said("✗ NOT VERIFIED", style="bad") + data(f": {why} ({source.file})")
