"""The terms that fields of records take, each a closed list: kinds of facts, types of sources."""

from typing import Literal, get_args

Kind = Literal[
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
]
Scope = Literal["relation", "context"]
VoiceOf = Literal["author", "quoted", "paraphrased", "hearsay"]
BasisType = Literal["stated", "derived"]
Comparator = Literal["=", "~", ">", ">=", "<", "<="]
CaveatType = Literal[
    "time-bound",
    "one-sided",
    "vague",
    "garbled",
    "arithmetic",
    "superseded",
    "trap",
    "outside",
]
RelationType = Literal["refines", "part-of", "supersedes", "conflicts", "follows"]
RegionType = Literal[
    "title",
    "heading",
    "byline",
    "dateline",
    "editor-note",
    "body",
    "caption",
    "author-note",
    "furniture",
]
OmissionReason = Literal["rhetoric", "opinion", "structure", "repeats"]
EntityType = Literal[
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
    "series",
    "service",
]
# The item types of the Citation Style Language (CSL 1.0.2) that a text can be.
SourceType = Literal[
    "article",
    "article-journal",
    "article-magazine",
    "article-newspaper",
    "bill",
    "book",
    "broadcast",
    "chapter",
    "classic",
    "document",
    "entry-dictionary",
    "entry-encyclopedia",
    "hearing",
    "interview",
    "legal_case",
    "legislation",
    "manuscript",
    "pamphlet",
    "paper-conference",
    "periodical",
    "personal_communication",
    "post",
    "post-weblog",
    "regulation",
    "report",
    "review",
    "speech",
    "standard",
    "thesis",
    "treaty",
    "webpage",
]
# The tables of records in a facts.json.
Table = Literal["sources", "entities", "topics", "facts", "omissions"]
# How far the facts that a search finds bear out its query.
Verdict = Literal["answered", "in part", "nothing"]
# How what several sources say of one matter is related.
Relationship = Literal["same", "refines", "differs", "alone"]
KINDS: tuple[str, ...] = get_args(Kind)
SCOPES: tuple[str, ...] = get_args(Scope)
REGION_TYPES: tuple[str, ...] = get_args(RegionType)
SOURCE_TYPES: tuple[str, ...] = get_args(SourceType)
# The caveats that the mark ‡ stands for: those of which a hurried reader has to know.
MARKED = frozenset({"outside", "garbled", "arithmetic", "trap"})
# What is said of a caveat of the type `outside`, wherever it is shown.
OUTSIDE = "from the public record, not from these sources"
