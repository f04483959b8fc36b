"""Screens of a source's text: all of it with its evidence, and places in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.text import Text

from ..base.document import Library
from ..core.text import counted
from .look import BRACKETS, PROSE, Look, Parts, data, highlighted, joined, said, to_source, wrapped
from .results import Passages, Places, Reading
from .shapes import ParagraphShown


def reading(library: Library, result: Reading, look: Look) -> Parts:
    """A source's paragraphs with the evidence marked and the ids of its facts at the margin."""
    for paragraph in result.rows:
        yield from _paragraph(paragraph, look)
    legend = "What is dim is no evidence." if look.color else "⟦ ⟧ is evidence of a fact."
    yield said(legend, "dim")


def passages(library: Library, result: Passages, look: Look) -> Parts:
    """Paragraphs of sources, each with its place, its evidence marked and the ids of its facts."""
    for paragraph, words in zip(result.rows, result.words, strict=True):
        place = f" {paragraph.region}" if paragraph.region != "body" else ""
        head = data(paragraph.source, "id") + Text(f"{place}, line {paragraph.line}")
        yield to_source(head, library.base, paragraph.source, look, paragraph.line)
        yield from _paragraph(paragraph, look, words)
    text = counted(result.total, "paragraph")
    if len(result.rows) < result.total:
        text = f"{len(result.rows)} of {text}; --limit {result.total} shows all"
    yield said(f"{text}.", style="dim")


def _paragraph(
    paragraph: ParagraphShown, look: Look, words: Sequence[tuple[int, int]] = ()
) -> Iterator[Text]:
    """A paragraph with its number and evidence, the facts that quote it below, and a blank line."""
    brackets = ("", "") if look.color else BRACKETS
    first = paragraph.start
    spans = [(max(mark.start, first) - first, mark.end - first) for mark in paragraph.evidence]
    text = highlighted(paragraph.text, spans, "", brackets, "unquoted")
    if look.color:  # without it brackets stand between
        for start, end in words:
            text.stylize("hit", start, end)
    number = f"¶{paragraph.paragraph}" if paragraph.paragraph else paragraph.region
    ids = dict.fromkeys(mark.fact for mark in paragraph.evidence)
    margin = 13
    columns = look.at_most(PROSE).columns - margin
    for i, line in enumerate(wrapped(text, look, columns)):
        head = data(number, "dim") if i == 0 else Text()
        yield head + Text(" " * (margin - head.cell_len)) + line
    if ids:
        below = joined((data(name, "id") for name in ids), "  ")
        for i, line in enumerate(wrapped(below, look, columns - 2)):
            yield Text(" " * margin) + said("→ " if i == 0 else "  ", style="dim") + line
    yield Text()


def places(library: Library, result: Places, look: Look) -> Parts:
    """Where a quote stands, as an evidence to paste; or the passages most like it."""
    for i, place in enumerate(result.rows):
        paragraph = f" ¶{place.paragraph}" if place.paragraph else f" {place.region}"
        head = data(place.source, "id") + Text(f"{paragraph}, line {place.line}")
        head = to_source(head, library.base, place.source, look, place.line)
        if place.likeness < 1:
            head += said(f"  {place.likeness:.0%} of the words", style="doubt")
        span = said("to paste: ", "dim") + data(f'"start": {place.start}, "end": {place.end}')
        yield from [*[Text()] * bool(i), head, span, data(place.quote)]
