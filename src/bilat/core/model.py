"""The records of a base: one specification, which decodes, checks, and makes the JSON Schema.

Each record is a frozen msgspec Struct; `takes` in a field's annotation is what an error says that
the field takes. See docs/annotation.md for what the fields mean to who reads a source into facts.
"""

from typing import Annotated, Any

from msgspec import Meta, Struct, field

from .edtf import Edtf, Issued
from .terms import (
    MARKED,
    BasisType,
    CaveatType,
    Comparator,
    EntityType,
    Kind,
    OmissionReason,
    RegionType,
    RelationType,
    Scope,
    SourceType,
    VoiceOf,
)

FORMAT = 2

# JavaScript counts no further, and no text is longer.
MOST = 2**53


def _matching(pattern: str, takes: str) -> Any:
    # In Python alone, `$` also stands before a line feed that ends a text.
    plain = {"pattern": pattern}
    return Meta(pattern=f"{pattern}(?!\n)", extra={"takes": takes}, extra_json_schema=plain)


Text = Annotated[str, Meta(pattern=r"\S", extra={"takes": "a text"})]
Id = Annotated[
    str, _matching("^[a-z0-9]+(?:-[a-z0-9]+)*$", "an id of the characters a-z, 0-9 and -")
]
Sha256 = Annotated[str, _matching("^[0-9a-f]{64}$", "a SHA-256 in 64 hexadecimal digits")]
Language = Annotated[
    str, _matching("^[a-z]{2,3}(?:-[A-Za-z0-9]+)*$", "a language tag such as az, zh, ru")
]
Count = Annotated[int, Meta(ge=0, le=MOST, extra={"takes": "a whole number of 0 or more"})]
Offset = Annotated[Count, Meta(description="Unicode code points from the start of the file.")]
Line = Annotated[int, Meta(ge=1)]
Number = Annotated[Line, Meta(description="The number within the body; null outside it.")]
EdtfText = Annotated[
    str, Meta(min_length=1, description="An EDTF date (ISO 8601-2), in the subset of the README.")
]
Ids = Annotated[tuple[Id, ...], Meta(min_length=1)]
Names = dict[Language, Annotated[tuple[Text, ...], Meta(min_length=1)]]


class Record(Struct, frozen=True, forbid_unknown_fields=True):
    """What all records are: frozen, with just their fields."""


class Release(Record, frozen=True):
    """What a base says of itself: the version of its format, its release, what it is about.

    `sides` are the entities whose sides the base tells apart.
    """

    format: Count
    release: Text
    title: Text | None = None
    sides: tuple[Id, ...] = ()


class Basis(Record, frozen=True):
    """Whether a date is stated or derived, and if derived, how."""

    type: BasisType
    how: Text | None


class Quantity(Record, frozen=True):
    """A number with what it counts; `base` is what a change is measured against."""

    value: Annotated[int | float, Meta(extra={"takes": "a number"})]
    unit: Text
    comparator: Comparator
    of: Text
    base: Text | None


class Evidence(Record, frozen=True):
    """An exact quote: code points `start` to `end` of a source, and who asserts it there."""

    source: Id
    start: Offset
    end: Offset
    quote: Text
    asserted_by: tuple[Id, ...]
    voice: VoiceOf
    when: Edtf | None


class Page(Record, frozen=True):
    """A page of the public record, with the words in it that bear a caveat out.

    Its fields have the names of CSL's variables.
    """

    title: Text
    publisher: Text | None
    issued: Edtf | None
    url: Text = field(name="URL")
    accessed: Edtf
    quote: Text


class Caveat(Record, frozen=True):
    """A warning without which a reader would be misled; one from outside has its own receipt."""

    type: CaveatType
    text: Text
    receipt: Page | None = None

    @property
    def marked(self) -> bool:
        """Whether the mark ‡ stands for it."""
        return self.type in MARKED


class Relation(Record, frozen=True):
    """How a fact stands to another one: this fact `type` that `fact`."""

    type: RelationType
    fact: Id


class Fact(Record, frozen=True):
    """One atomic, self-contained statement with its evidence."""

    id: Id
    statement: Text
    kind: Kind
    scope: Scope
    topics: Ids
    actors: Ids
    when: Edtf | None
    when_basis: Basis | None
    quantities: tuple[Quantity, ...]
    evidence: Annotated[tuple[Evidence, ...], Meta(min_length=1)]
    caveats: tuple[Caveat, ...]
    relations: tuple[Relation, ...]
    keywords: tuple[Text, ...]

    @property
    def marked(self) -> bool:
        """Whether the mark ‡ stands at it: of some caveat a hurried reader has to know."""
        return any(caveat.marked for caveat in self.caveats)


class Tombstone(Record, frozen=True):
    """What is left of a fact that was withdrawn or merged into `successor`."""

    id: Id
    withdrawn: Text
    successor: Id | None


class Region(Record, frozen=True):
    """A span of a source by what it is: body, caption, furniture and so on."""

    type: RegionType
    start: Offset
    end: Offset
    language: Language | None = None


class Posted(Record, frozen=True):
    """Where and when a text was reposted; a repost is not a publication."""

    by: Text
    at: Text


class Source(Record, frozen=True, kw_only=True):
    """A text kept byte for byte; what the text does not say of itself is None, or an empty list.

    What describes it are variables of the Citation Style Language, under CSL's names. `author` and
    `editor` are entities in order; `sides` are those whose voice the text is. With `wrapped`, its
    paragraphs are parted by blank lines, and a line's end is only that of a line.
    """

    id: Id
    file: Text
    sha256: Sha256
    type: SourceType
    title: Text
    title_short: Text | None = field(name="title-short", default=None)
    author: tuple[Id, ...]
    author_role: Text | None = None
    editor: tuple[Id, ...] = ()
    issued: Issued | None
    issued_basis: Basis | None
    accessed: Edtf | None = None
    container_title: Text | None = field(name="container-title", default=None)
    publisher: Text | None = None
    publisher_place: Text | None = field(name="publisher-place", default=None)
    volume: Text | None = None
    issue: Text | None = None
    page: Text | None = None
    number: Text | None = None
    genre: Text | None = None
    url: Text | None = field(name="URL", default=None)
    posted: Posted | None = None
    language: Language
    sides: tuple[Id, ...]
    wrapped: bool = False
    regions: Annotated[tuple[Region, ...], Meta(min_length=1)]


class Entity(Record, frozen=True, kw_only=True):
    """A person, body, place, document or initiative; `names` are lists by language (BCP 47).

    A person's name may be given in the parts of CSL, as references need it; without them its last
    word is the family name. `family_first` says that the name is said with the family name first.
    """

    id: Id
    type: EntityType
    name: Text
    given: Text | None = None
    dropping_particle: Text | None = field(name="dropping-particle", default=None)
    non_dropping_particle: Text | None = field(name="non-dropping-particle", default=None)
    family: Text | None = None
    suffix: Text | None = None
    family_first: bool = False
    names: Names = field(default_factory=dict)
    aliases: tuple[Text, ...] = ()
    side: Id | None = None
    description: Text | None = None


class Topic(Record, frozen=True):
    """A concept of the thesaurus, in the sense of SKOS: prefLabel, altLabel, broader."""

    id: Id
    label: Text
    labels: Names
    alt: tuple[Text, ...]
    broader: Id | None


class Omission(Record, frozen=True):
    """A sentence that backs no fact, and why."""

    id: Id
    source: Id
    start: Offset
    end: Offset
    reason: OmissionReason
