"""What commands find: one kind of frozen data for each, from which every format is made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal

from msgspec import Struct

if TYPE_CHECKING:
    from ..audit.check import Remark
    from ..audit.coverage import Sentence
    from ..audit.mending import Finding
    from ..cite import Manner
    from ..core.model import Entity, Fact, Source, Topic
    from ..core.terms import Verdict
    from ..curate.authoring import Place
    from ..curate.history import Entry
    from ..curate.trial import Trial
    from ..lookup.anniversaries import Anniversary
    from ..lookup.compare import Comparison
    from ..lookup.summary import Facet, Summary
    from ..search import Hit
    from .shapes import ParagraphShown


class Result(Struct, frozen=True):
    """What a command found; each of its `rows` becomes a record."""

    rows: Sequence[Any]


class Hits(Result, frozen=True):
    """The best hits of a search, the ids of all, and how the answer was judged.

    Attributes:
        rows: the best hits; the nearest facts, where none is found.
        found: the ids of all hits.
        explain: whether to say what each word earned.
        query: as typed.
        verdict: of the answer; "" where nothing was asked that a fact could bear.
        unborne: what no fact bears together with the rest.
    """

    rows: Sequence[Hit]
    found: Sequence[str]
    explain: bool
    query: str
    verdict: Verdict | Literal[""]
    unborne: Sequence[str]


class Facets(Result, frozen=True):
    """How many of the facts found have what, and the ids of these facts."""

    rows: Sequence[Facet]
    found: Sequence[str]


class Listed(Result, frozen=True):
    """Facts in order, which may be read as they are reached, and how many there are in all."""

    rows: Sequence[Fact]
    total: int


class Dated(Result, frozen=True):
    """Dated facts in order of time; how many there are in all, and how many without a date.

    `by` is one of `lookup.timeline.GROUPINGS`, or "" where they are not grouped; `asked` whether
    they are what a query finds.
    """

    rows: Sequence[Fact]
    total: int
    undated: int
    by: str
    asked: bool


class Charted(Dated, frozen=True):
    """The same, to be drawn to scale."""


class Anniversaries(Result, frozen=True):
    """Anniversaries in order of coming, how many there are in all, and whether they are of a day.

    Of a day it is told how many years ago that was; of others when they come up.
    """

    rows: Sequence[Anniversary]
    total: int
    ago: bool


class Cards(Result, frozen=True):
    """Facts to be shown with all that is known of them."""

    rows: Sequence[Fact]


class Citation(Struct, frozen=True):
    """A fact, how references to its sources are written, and which of them were cited before it."""

    fact: Fact
    manner: Manner
    told: frozenset[str] = frozenset()


class Citations(Result, frozen=True):
    """Facts to be cited."""

    rows: Sequence[Citation]


class Reading(Result, frozen=True):
    """A source's paragraphs, with what facts quote from each."""

    rows: Sequence[ParagraphShown]


class Passages(Result, frozen=True):
    """Paragraphs of sources that hold what was asked, with what facts quote from each.

    `words` are the spans, in each, of what was asked.
    """

    rows: Sequence[ParagraphShown]
    total: int
    words: Sequence[Sequence[tuple[int, int]]]


class Sources(Result, frozen=True):
    """Sources; `facts` holds those of each by its id, where each is to be shown as a card."""

    rows: Sequence[Source]
    facts: Mapping[str, Sequence[Fact]] | None = None


class Topics(Result, frozen=True):
    """Topics, with facts as sources have them; `names` says in which languages others are shown."""

    rows: Sequence[Topic]
    facts: Mapping[str, Sequence[Fact]] | None = None
    names: str | None = None


class Actors(Result, frozen=True):
    """Entities, with facts and names as topics have them."""

    rows: Sequence[Entity]
    facts: Mapping[str, Sequence[Fact]] | None = None
    names: str | None = None


class Comparisons(Result, frozen=True):
    """What sources say of each matter."""

    rows: Sequence[Comparison]


class Audited(Result, frozen=True):
    """The checks that do not hold, how many facts, quotes and sources were looked at, and where."""

    rows: Sequence[Finding]
    facts: int
    quotes: int
    sources: int
    base: str


class Covered(Result, frozen=True):
    """Every sentence of the sources, with what accounts for it, and of which base."""

    rows: Sequence[Sentence]
    base: str = ""


class Places(Result, frozen=True):
    """Where a quote stands, or what is most like it."""

    rows: Sequence[Place]


class Checks(Result, frozen=True):
    """What is to be said of a draft; what was looked at, and in which base."""

    rows: Sequence[Remark]
    quotations: int
    ids: int
    sentences: int
    base: str


class Trials(Result, frozen=True):
    """How queries fared."""

    rows: Sequence[Trial]


class Changes(Result, frozen=True):
    """What was done to a base, latest first."""

    rows: Sequence[Entry]


class Held(Result, frozen=True):
    """What a base holds, as one row: for people only."""

    rows: Sequence[Summary]
