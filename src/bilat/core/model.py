"""The records of a base: frozen data, without behaviour.

Named tuples, since a frozen dataclass takes seven times as long to define, at every start. No
module that defines one postpones its annotations: each would then be compiled on its own.
"""

from typing import NamedTuple

from .edtf import Edtf

FORMAT = 1

KINDS = (
    "event",
    "agreement",
    "visit",
    "figure",
    "status",
    "position",
    "plan",
    "claim",
    "quotation",
    "biography",
)
SCOPES = ("relation", "context")
VOICES = ("author", "quoted", "paraphrased", "hearsay")
BASIS_TYPES = ("stated", "derived")
COMPARATORS = ("=", "~", ">", ">=", "<", "<=")
CAVEAT_TYPES = (
    "time-bound",
    "one-sided",
    "vague",
    "garbled",
    "arithmetic",
    "superseded",
    "outside",
)
# What is said of a caveat of the type `outside`, wherever it is shown.
OUTSIDE = "from the public record, not from these sources"
RELATION_TYPES = ("refines", "part-of", "supersedes", "conflicts", "follows")
REGION_TYPES = (
    "title",
    "byline",
    "dateline",
    "editor-note",
    "body",
    "caption",
    "author-note",
    "furniture",
)
OMISSION_REASONS = ("rhetoric", "opinion", "structure", "repeats")
ENTITY_TYPES = (
    "person",
    "office",
    "country",
    "party",
    "organisation",
    "initiative",
    "document",
    "place",
    "corridor",
    "event",
    "group",
)


class Meta(NamedTuple):
    """What a base says of itself: the version of its format, and its release."""

    format: int
    release: str


class Basis(NamedTuple):
    """Whether a date is stated or derived, and if derived, how."""

    type: str
    how: str | None


class Quantity(NamedTuple):
    """A number with what it counts; `base` is what a change is measured against."""

    value: int | float
    unit: str
    comparator: str
    of: str
    base: str | None


class Evidence(NamedTuple):
    """An exact quote: code points `start` to `end` of a source, and who asserts it there."""

    source: str
    start: int
    end: int
    quote: str
    asserted_by: tuple[str, ...]
    voice: str
    when: Edtf | None


class Caveat(NamedTuple):
    """A warning without which a reader would be misled."""

    type: str
    text: str


class Relation(NamedTuple):
    """How a fact stands to another one: this fact `type` that `fact`."""

    type: str
    fact: str


class Fact(NamedTuple):
    """One atomic, self-contained statement with its evidence."""

    id: str
    statement: str
    kind: str
    scope: str
    topics: tuple[str, ...]
    actors: tuple[str, ...]
    when: Edtf | None
    when_basis: Basis | None
    quantities: tuple[Quantity, ...]
    evidence: tuple[Evidence, ...]
    caveats: tuple[Caveat, ...]
    relations: tuple[Relation, ...]
    keywords: tuple[str, ...]


class Tombstone(NamedTuple):
    """What is left of a fact that was withdrawn or merged into `successor`."""

    id: str
    withdrawn: str
    successor: str | None


class Region(NamedTuple):
    """A span of a source by what it is: body, caption, furniture and so on."""

    type: str
    start: int
    end: int


class Posted(NamedTuple):
    """Where and when a text was reposted; a repost is not a publication."""

    by: str
    at: str


class Source(NamedTuple):
    """A text kept byte for byte; what the text does not say of itself is None."""

    id: str
    file: str
    sha256: str
    title: str
    author: str
    author_role: str | None
    publisher: str | None
    written: Edtf
    written_basis: Basis
    posted: Posted | None
    language: str
    genre: str
    side: str | None
    url: str | None
    regions: tuple[Region, ...]


class Entity(NamedTuple):
    """A person, body, place, document or initiative; `names` are lists by language (BCP 47).

    `family` is the part of a person's name by which references are sorted; None stands for its
    last word.
    """

    id: str
    type: str
    name: str
    family: str | None
    names: dict[str, tuple[str, ...]]
    aliases: tuple[str, ...]
    side: str | None
    description: str | None


class Topic(NamedTuple):
    """A concept of the thesaurus, in the sense of SKOS: prefLabel, altLabel, broader."""

    id: str
    label: str
    labels: dict[str, tuple[str, ...]]
    alt: tuple[str, ...]
    broader: str | None


class Omission(NamedTuple):
    """A sentence that backs no fact, and why."""

    id: str
    source: str
    start: int
    end: int
    reason: str
