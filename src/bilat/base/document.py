"""A source's file: its text as it stands now, with paragraphs and lines, against its record."""

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from ..core.errors import BaseError
from ..core.model import Evidence, Fact, Source
from ..core.terms import REGION_TYPES, RegionType
from ..core.text import printable
from ..startup import pattern, sha256_of
from . import files
from .base import Base

T = TypeVar("T", bound=Any)
# A line ends in LF, CR LF or CR; the blanks around what it says are no part of it.
_LINE_END = pattern(r"\r\n?|\n")
_LINE = pattern(r"\S(?:[^\r\n]*\S)?")
# What stands between two blank lines, or a blank line and an end.
_BLOCK = pattern(
    r"\S(?:(?:(?!(?:\r\n|\r(?!\n)|\n)[^\S\r\n]*(?:\r\n|\r(?!\n)|\n)).)*\S)?",
    re.DOTALL,
)
_MARK = "\ufeff"

_RESTORE = "Put the source's file back beside facts.json."

# Characters of context on either side of a quote, as in a W3C TextQuoteSelector.
CONTEXT = 32

# As many receipts are kept, so that memory does not grow with an answer.
_KEPT = 1000


class Paragraph(NamedTuple):
    """A paragraph of a region; only those of the body have a number, from 1.

    It is a non-blank line, or in a source whose lines are `wrapped` as many as follow on another.
    """

    region: RegionType
    number: int | None
    line: int
    start: int
    end: int


class Receipt(NamedTuple):
    """Where an evidence stands and whether the source still bears it out."""

    as_of: str | None
    paragraph: int | None
    line: int
    prefix: str
    suffix: str
    verified: bool


class Paragraphs(Sequence[Paragraph]):
    """The paragraphs of a source in the order of its regions, each made when it is asked for.

    They are kept as numbers of four bytes, since a large text has millions of them.
    """

    __slots__ = ("_ends", "_line_starts", "_numbers", "_regions", "_starts")

    def __init__(self, text: str, source: Source, line_starts: "array[int]") -> None:
        self._line_starts = line_starts
        self._regions: array[int] = array("B")
        self._starts, self._ends, self._numbers = array("I"), array("I"), array("I")
        number = 0
        paragraph = _BLOCK if source.wrapped else _LINE
        first = int(text.startswith(_MARK))  # a byte order mark is none of what is told
        for region in sorted(source.regions, key=lambda r: r.start):
            kind = REGION_TYPES.index(region.type)
            in_body = region.type == "body"
            for match in paragraph.finditer(text, max(first, region.start), region.end):
                number += in_body
                self._regions.append(kind)
                self._starts.append(match.start())
                self._ends.append(match.end())
                self._numbers.append(number if in_body else 0)

    def __len__(self) -> int:
        return len(self._starts)

    def __getitem__(self, i: Any) -> Any:
        if isinstance(i, slice):
            return [self[j] for j in range(*i.indices(len(self)))]
        start = self._starts[i]
        return Paragraph(
            region=REGION_TYPES[self._regions[i]],
            number=self._numbers[i] or None,
            line=bisect_right(self._line_starts, start),
            start=start,
            end=self._ends[i],
        )

    def at(self, offset: int) -> Paragraph | None:
        """The paragraph in which a code point stands."""
        i = bisect_right(self._starts, offset) - 1
        return self[i] if i >= 0 and offset < self._ends[i] else None


class Document(NamedTuple):
    """The text of a source; `intact` says whether its bytes have the recorded SHA-256."""

    source: Source
    text: str
    intact: bool
    line_starts: "array[int]"
    paragraphs: Paragraphs

    def line(self, offset: int) -> int:
        """The line, from 1, in which a code point stands."""
        return bisect_right(self.line_starts, offset)

    def paragraph(self, offset: int) -> Paragraph | None:
        """The paragraph in which a code point stands."""
        return self.paragraphs.at(offset)

    def matches(self, item: Evidence) -> bool:
        """Whether the quote stands at its span, byte for byte."""
        return self.text[item.start : item.end] == item.quote

    def receipt(self, item: Evidence) -> Receipt:
        """Where a quote stands; `verified` needs both the quote and the whole file unchanged."""
        paragraph = self.paragraph(item.start)
        return Receipt(
            as_of=self.source.issued.text if self.source.issued else None,
            paragraph=paragraph.number if paragraph else None,
            line=self.line(item.start),
            prefix=self.text[max(0, item.start - CONTEXT) : item.start],
            suffix=self.text[item.end : item.end + CONTEXT],
            verified=self.intact and self.matches(item),
        )


class Library:
    """The documents of a base, each read when it is first asked for.

    `failed` names the facts whose receipts were looked at and of which some quote did not hold.
    """

    __slots__ = ("_read", "_receipts", "base", "failed")

    def __init__(self, base: Base) -> None:
        self.base = base
        self.failed: dict[str, None] = {}
        self._read: dict[str, Document] = {}
        self._receipts: dict[Evidence, Receipt] = {}

    def document(self, source: str) -> Document:
        """The document of a source.

        Raises:
            BaseError: its file is missing or unreadable.
        """
        if source not in self._read:
            self._read[source] = read(self.base.folder, self.base.sources[source])
        return self._read[source]

    def receipt(self, item: Evidence) -> Receipt:
        """The receipt of an evidence, worked out once."""
        found = self._receipts.get(item)
        if found is None:
            if len(self._receipts) >= _KEPT:
                self._receipts.clear()
            found = self._receipts[item] = self.document(item.source).receipt(item)
        return found

    def receipts(self, fact: Fact) -> tuple[Receipt, ...]:
        """The receipts of a fact's evidence; where one does not hold, the fact has `failed`."""
        found = tuple(map(self.receipt, fact.evidence))
        if not all(receipt.verified for receipt in found):
            self.failed[fact.id] = None
        return found

    def receipt_of(self, fact: Fact, item: Evidence) -> Receipt:
        """The receipt of one evidence of a fact."""
        return self.receipts(fact)[fact.evidence.index(item)]

    def unverified(self, facts: Iterable[Fact]) -> list[str]:
        """The ids of the facts of which some evidence is not verified."""
        return [f.id for f in facts if not all(receipt.verified for receipt in self.receipts(f))]


def read(folder: Path, source: Source) -> Document:
    """Read a source's file.

    Raises:
        BaseError: the file is missing, unreadable or outside the folder, or is not UTF-8.
    """
    place = f"sources/{source.id}: file: {printable(str(folder / source.file))}"
    path = files.within(folder, source.file)
    if path is None:
        raise BaseError(
            f"{place}: a link leads out of the base's folder", "Put the file itself there."
        )
    try:
        content = files.content(path)
        text = content.decode()
    except OSError as error:
        raise BaseError(f"{place}: {error.strerror}", _RESTORE) from None
    except UnicodeDecodeError as error:
        raise BaseError(f"{place}: not UTF-8 at byte {error.start}", _RESTORE) from None
    intact = sha256_of(content) == source.sha256
    del content  # before as much again is made of the text
    return of_text(source, text, intact=intact)


def of_text(source: Source, text: str, *, intact: bool = True) -> Document:
    """The document of a source whose text is at hand."""
    starts = array("I", chain([0], (found.end() for found in _LINE_END.finditer(text))))
    return Document(source, text, intact, starts, Paragraphs(text, source, starts))


def overlapping(spans: Sequence[tuple[int, int]], stretches: Sequence[T]) -> list[list[T]]:
    """For each of some spans the stretches that overlap it, in the order in which these are given.

    Takes time in proportion to the spans, the stretches and what is found.

    Args:
        spans: starts and ends.
        stretches: what is empty overlaps nothing.
    """
    found: list[list[T]] = [[] for _ in spans]
    waiting = sorted(enumerate(stretches), key=lambda pair: pair[1].start)
    at = 0
    reached: list[tuple[int, T]] = []
    for i in sorted(range(len(spans)), key=lambda i: spans[i]):
        start, end = spans[i]
        while at < len(waiting) and waiting[at][1].start < end:
            reached.append(waiting[at])
            at += 1
        reached = [pair for pair in reached if pair[1].end > start]
        here = [pair for pair in reached if pair[1].start < end]
        # Sorting by number restores the order given.
        found[i] = [one for _, one in sorted(here, key=lambda pair: pair[0])]
    return found
