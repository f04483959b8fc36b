"""What a search tells of a fact that it found: where words matched, what they earned, what is left.

These are the shapes of `match` in JSON as well.
"""

from typing import Annotated

from msgspec import UNSET, Meta, UnsetType

from .model import Count, Record, Text
from .terms import Verdict


class Matched(Record, frozen=True):
    """A word of the query where it matched."""

    query: Text
    field: Annotated[
        Text, Meta(description="A path in this record; a topic's or actor's names match too.")
    ]
    text: Text
    start: Count
    end: Count


class Reason(Record, frozen=True):
    """What a word of the query earned, and by which way; of several ways the best one counts.

    Ways are word, stem, number, phrase, apart (its parts), prefix, mended, related, and beside them
    name; of a time: time, told (in words), wider. Their sum times coverage is the score, but where
    a fact differs from a statement, or says the reverse.
    """

    query: Text
    how: Text
    by: Text
    weight: float


class Differs(Record, frozen=True):
    """What alone a fact has otherwise than a statement: its year, month, day, number or country."""

    kind: Text
    typed: Text


class Match(Record, frozen=True):
    """Search hits only: why the fact was found, and what of the query it bears."""

    score: Annotated[float, Meta(description="Higher is better; made of BM25.")]
    words: tuple[Matched, ...]
    reasons: tuple[Reason, ...]
    coverage: Annotated[
        float, Meta(ge=0, le=1, description="The share of what the query tells that it bears.")
    ]
    unborne: Annotated[
        tuple[Text, ...],
        Meta(description="Words and times of the query that it does not bear."),
    ]
    verdict: Annotated[Verdict, Meta(description="Of the whole answer.")]
    differs: (
        Annotated[
            tuple[Differs, ...],
            Meta(min_length=1, description="In what alone it differs from a statement typed."),
        ]
        | UnsetType
    ) = UNSET
