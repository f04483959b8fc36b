"""A draft beside a base: its quotations, the ids that it cites, its figures, and its claims."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import Annotated, Literal, NamedTuple

from msgspec import Meta

from ..base.document import Library
from ..core.edtf import Day
from ..core.model import Fact, Id, Line, Number, Record, Source, Text
from ..language.words import words
from ..lookup.passages import Finder, Passage, sought
from .cited import Register
from .claims import differing, nearest
from .draft import Draft, Quotation, Sentence

# To set a sentence beside all facts takes as long as a search; of more than so many it is told.
MOST_CLAIMS = 1000

Status = Literal[
    "exact",
    "altered",
    "absent",
    "unknown",
    "withdrawn",
    "superseded",
    "elsewhere",
    "differs",
    "compare",
]
WRONG = frozenset({"altered", "unknown", "withdrawn", "superseded"})
STRICT = WRONG | {"absent", "elsewhere"}
_LEAST_OF_TITLE = 2  # words
_NEVER_PROOF = "the nearest fact has another {}; see for yourself"


class Remark(Record, frozen=True):
    """What is to be said of a place of a draft.

    A quotation is exact, altered or absent from the base; an id unknown, withdrawn, superseded, or
    a key of a work elsewhere; a figure differs from the facts cited with it; and a claim is one to
    compare with a fact, which proves nothing.
    """

    kind: Literal["quotation", "id", "figure", "claim"]
    status: Status
    line: Line
    column: Line
    text: Annotated[Text, Meta(description="As it stands in the draft, without markup.")]
    fact: Annotated[
        Id | None, Meta(description="That quotes the passage, that is cited, or comes nearest.")
    ] = None
    source: Id | None = None
    paragraph: Number | None = None
    source_line: Line | None = None
    passage: Annotated[
        Text | None, Meta(description="The words of the source, or the fact's statement.")
    ] = None
    diff: Annotated[
        Text | None,
        Meta(description="As wdiff has it: [-words of the source-]{+words of the draft+}."),
    ] = None
    note: Text | None = None


class Checked(NamedTuple):
    """What is to be said of a draft, in its order; what was looked at, and claims that were not."""

    remarks: tuple[Remark, ...]
    quotations: int
    ids: int
    sentences: int
    skipped: int


def check(library: Library, draft: Draft, today: Day) -> Checked:
    """Check a draft against a base.

    Args:
        library: the base with its texts.
        draft: what is to be checked.
        today: the day that relative times in the draft are reckoned from.

    Raises:
        BaseError: a source's file cannot be read.
    """
    checker = _Checker(library, draft, today)
    remarks = [*checker.quotations(), *checker.ids(), *checker.claims()]
    return Checked(
        tuple(sorted(remarks, key=lambda one: (one.line, one.column))),
        len(draft.quotations),
        checker.cited,
        checker.compared,
        checker.skipped,
    )


class _Checker:
    def __init__(self, library: Library, draft: Draft, today: Day) -> None:
        self._library, self._base = library, library.base
        self._draft, self._today = draft, today
        self._register = Register(self._base)
        self.cited = self.compared = self.skipped = 0

    def quotations(self) -> Iterator[Remark]:
        """Whether each quotation stands in a text of the base."""
        every = {one.text: sought(one.text) for one in self._draft.quotations}
        texts = ((name, self._library.document(name).text) for name in self._base.sources)
        finder = Finder(texts, list(every.values()))
        found = {text: finder.find(one) for text, one in every.items()}
        for quotation in self._draft.quotations:
            passage = found[quotation.text]
            title = None if passage and passage.exact else self._title(quotation)
            if title is not None:
                yield self._titled(quotation, title)
            elif passage is None:
                yield self._remark("quotation", "absent", quotation.start, quotation.text)
            else:
                yield self._quoted(quotation, passage)

    @cached_property
    def _titles(self) -> list[tuple[str, Source]]:
        """The words of titles, with their sources."""
        every = list(self._base.sources.values())
        pairs = ((t, s) for s in every for t in (s.title, s.title_short) if t)
        return [(_spaced(title), source) for title, source in pairs]

    def _title(self, quotation: Quotation) -> Source | None:
        """The source whose title is quoted, or a part of it: styles set these in other capitals."""
        typed = _spaced(quotation.text[:1000])
        if len(typed.split()) < _LEAST_OF_TITLE:
            return None
        return next((source for title, source in self._titles if typed in title), None)

    def _titled(self, quotation: Quotation, source: Source) -> Remark:
        return self._remark(
            *("quotation", "exact", quotation.start, quotation.text),
            source=source.id,
            passage=source.title,
            note="the title of a source",
        )

    def _quoted(self, quotation: Quotation, passage: Passage) -> Remark:
        document = self._library.document(passage.source)
        paragraph = document.paragraph(passage.start)
        set_ = ", ".join(passage.told) if passage.exact else ""
        told = [f"but for {set_}"] if set_ else []
        if paragraph is not None and paragraph.region == "furniture":
            told.append("of the page around the text")
        if passage.exact and passage.places > 1:
            told.append(f"{passage.places} places hold it")
        return self._remark(
            *("quotation", "exact" if passage.exact else "altered"),
            *(quotation.start, quotation.text),
            fact=self._base.catalogue.one(_QUOTING, passage[:3]),
            source=passage.source,
            paragraph=paragraph.number if paragraph else None,
            source_line=document.line(passage.start),
            passage=_line(document.text[passage.start : passage.end]),
            diff=passage.diff or None,
            note="; ".join(told) or None,
        )

    def ids(self) -> Iterator[Remark]:
        """What is cited that cannot be, or no more."""
        for mention in self._draft.mentions:
            found = self._register.standing(mention)
            self.cited += found.status != "words"
            if found.status in ("unknown", "withdrawn", "superseded", "elsewhere"):
                fact = found.fact and self._base.facts[found.fact]
                yield self._remark(
                    *("id", found.status, mention.start, mention.typed),
                    fact=found.fact,
                    passage=fact.statement if fact else None,
                    note=found.told,
                )

    def claims(self) -> Iterator[Remark]:
        """Where sentences give other figures than what they cite, or than the nearest fact."""
        for sentence in self._draft.sentences:
            facts = self._facts(sentence)
            if facts:
                self.compared += 1
                yield from self._figures(sentence, facts)
            elif 2 * sentence.quoted > len(sentence.text):
                continue  # the words of others, which are looked up as a quotation
            elif self.compared >= MOST_CLAIMS:
                self.skipped += 1
            else:
                self.compared += 1
                yield from self._compared(sentence)

    def _facts(self, sentence: Sentence) -> list[Fact]:
        """The facts that a sentence cites."""
        found = (self._register.standing(mention) for mention in self._draft.cited(sentence))
        ids = dict.fromkeys(one.fact for one in found if one.fact is not None)
        return [self._base.facts[name] for name in ids]

    def _figures(self, sentence: Sentence, facts: Sequence[Fact]) -> Iterator[Remark]:
        cited = " and ".join(fact.id for fact in facts[:3])
        for typed, given in differing(sentence.text, facts, self._today):
            place = sentence.start + max(0, sentence.text.find(typed))
            yield self._remark(
                *("figure", "differs", place, typed),
                fact=facts[0].id,
                passage=facts[0].statement,
                note=f"{cited} {'gives' if len(facts) == 1 else 'give'} {given}",
            )

    def _compared(self, sentence: Sentence) -> Iterator[Remark]:
        found = nearest(self._base, sentence.text, self._today)
        if found is not None:
            fact, differs = found
            sorts = dict.fromkeys(one.kind for one in differs)
            typed = ", ".join(one.typed for one in differs)
            note = f"{_NEVER_PROOF.format(' and '.join(sorts))}: '{typed}'"
            yield self._remark(
                *("claim", "compare", sentence.start, sentence.text),
                fact=fact.id,
                passage=fact.statement,
                note=note,
            )

    def _remark(self, kind: str, status: str, start: int, text: str, **more: object) -> Remark:
        line, column = self._draft.place(start)
        return Remark(kind, status, line, column, _line(text), **more)  # type: ignore[arg-type]


def _spaced(text: str) -> str:
    return f" {' '.join(words(text))} "


def _line(text: str) -> str:
    return " ".join(text.split())


def faults(remarks: Iterable[Remark], *, strict: bool) -> list[Remark]:
    """What is wrong: altered quotations and ids; where strict, also what is not in the base."""
    wrong = STRICT if strict else WRONG
    return [one for one in remarks if one.status in wrong]


# The fact whose evidence has most of a passage.
_QUOTING = """
SELECT listed.id FROM quotes JOIN listed ON listed.fact = quotes.fact
WHERE quotes.source = ?1 AND quotes.first < ?3 AND quotes.last > ?2
ORDER BY min(quotes.last, ?3) - max(quotes.first, ?2) DESC, quotes.last - quotes.first, listed.id
LIMIT 1
"""
