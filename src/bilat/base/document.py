"""A source's file: its text as it stands now, with paragraphs and lines, against its record."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

from ..core.errors import BaseError
from ..core.model import Evidence, Fact, RegionType, Source
from ..core.text import printable
from ..startup import pattern, sha256_of
from .base import Base

# Only a line feed ends a line.
_LINE = pattern(r"[^\n]+")

# Characters of context on either side of a quote, as in a W3C TextQuoteSelector.
CONTEXT = 32


class Paragraph(NamedTuple):
    """A non-blank line of a region; only those of the body have a number, from 1."""

    region: RegionType
    number: int | None
    line: int
    start: int
    end: int


class Receipt(NamedTuple):
    """Where an evidence stands and whether the source still bears it out."""

    as_of: str
    paragraph: int | None
    line: int
    prefix: str
    suffix: str
    verified: bool


class Document(NamedTuple):
    """The text of a source; `intact` says whether its bytes have the recorded SHA-256."""

    source: Source
    text: str
    intact: bool
    line_starts: tuple[int, ...]
    paragraphs: tuple[Paragraph, ...]

    def line(self, offset: int) -> int:
        """The line, from 1, in which a code point stands."""
        return bisect_right(self.line_starts, offset)

    def paragraph(self, offset: int) -> Paragraph | None:
        """The paragraph in which a code point stands."""
        for paragraph in self.paragraphs:
            if paragraph.start <= offset < paragraph.end:
                return paragraph
        return None

    def matches(self, item: Evidence) -> bool:
        """Whether the quote stands at its span, byte for byte."""
        return self.text[item.start : item.end] == item.quote

    def receipt(self, item: Evidence) -> Receipt:
        """Where a quote stands; `verified` needs both the quote and the whole file unchanged."""
        paragraph = self.paragraph(item.start)
        return Receipt(
            as_of=self.source.written.text,
            paragraph=paragraph.number if paragraph else None,
            line=self.line(item.start),
            prefix=self.text[max(0, item.start - CONTEXT) : item.start],
            suffix=self.text[item.end : item.end + CONTEXT],
            verified=self.intact and self.matches(item),
        )


class Library:
    """The documents of a base, each read when it is first asked for."""

    __slots__ = ("_read", "base")

    def __init__(self, base: Base) -> None:
        self.base = base
        self._read: dict[str, Document] = {}

    def document(self, source: str) -> Document:
        """The document of a source.

        Raises:
            BaseError: its file is missing or unreadable.
        """
        if source not in self._read:
            self._read[source] = read(self.base.folder, self.base.sources[source])
        return self._read[source]

    def receipt(self, item: Evidence) -> Receipt:
        """The receipt of an evidence."""
        return self.document(item.source).receipt(item)

    def unverified(self, facts: Iterable[Fact]) -> list[str]:
        """The ids of the facts of which some evidence is not verified."""
        return [f.id for f in facts if not all(self.receipt(e).verified for e in f.evidence)]


def read(folder: Path, source: Source) -> Document:
    """Read a source's file.

    Raises:
        BaseError: the file is missing or unreadable, or is not UTF-8.
    """
    path = folder / source.file
    place = f"sources/{source.id}: file: {printable(str(path))}"
    advice = "Put the source's file back beside facts.json."
    try:
        content = path.read_bytes()
        text = content.decode()
    except OSError as error:
        raise BaseError(f"{place}: {error.strerror}", advice) from None
    except UnicodeDecodeError as error:
        raise BaseError(f"{place}: not UTF-8 at byte {error.start}", advice) from None
    starts = [0, *accumulate(len(line) + 1 for line in text.split("\n")[:-1])]
    return Document(
        source=source,
        text=text,
        intact=sha256_of(content) == source.sha256,
        line_starts=tuple(starts),
        paragraphs=tuple(_paragraphs(text, source, starts)),
    )


def _paragraphs(text: str, source: Source, starts: Sequence[int]) -> Iterator[Paragraph]:
    number = 0
    for region in sorted(source.regions, key=lambda r: r.start):
        for match in _LINE.finditer(text, region.start, region.end):
            content = match[0].strip()
            if not content:
                continue
            start = match.start() + match[0].index(content)
            in_body = region.type == "body"
            number += in_body
            line = bisect_right(starts, start)
            end = start + len(content)
            yield Paragraph(region.type, number if in_body else None, line, start, end)
