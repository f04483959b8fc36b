"""What a base holds, in a few numbers."""

from typing import NamedTuple

from ..base.base import Base
from .listing import years


class Summary(NamedTuple):
    """What a base holds.

    Attributes:
        facts: how many facts there are.
        quotes: how many pieces of evidence these have.
        sources: how many sources these come from.
        dated: how many facts have a date.
        years: the first and the last year in which a dated fact of the scope `relation` begins.
        topics: the labels of the broadest topics with how many facts each has, most first.
        example: the id of a fact, dated and with several quotes if there is one.
    """

    facts: int
    quotes: int
    sources: int
    dated: int
    years: tuple[int, int] | None
    topics: tuple[tuple[str, int], ...]
    example: str | None


def summary(base: Base) -> Summary:
    """Count what a base holds."""
    one = base.catalogue.one
    facts, quotes, dated = base.catalogue.rows(
        "SELECT count(*), coalesce(sum(quoted), 0), coalesce(sum(dated), 0) FROM listed"
    )[0]
    counts = base.catalogue.rows(_BROADEST)
    example = one(
        "SELECT id FROM listed ORDER BY scope != 'relation', dated = 0, quoted = 1, fact LIMIT 1"
    )
    return Summary(
        facts,
        quotes,
        len(base.sources),
        dated,
        years(base, "relation"),
        tuple((base.topics[name].label, count) for name, count in counts),
        example,
    )


_BROADEST = """
SELECT topics.id, counts.facts FROM topics JOIN counts ON counts.what = 'topic'
AND counts.id = topics.id WHERE topics.above IS NULL AND counts.facts
ORDER BY counts.facts DESC, topics.id
"""
