"""Facts counted: what a base holds, and what those found are about."""

from collections.abc import Sequence
from typing import Annotated, Literal, NamedTuple, get_args

from msgspec import Meta

from ..base.base import Base
from ..base.catalogue import array
from ..core.model import Record, Text
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


FacetName = Literal["topic", "kind", "source", "year"]
FACETS: tuple[str, ...] = get_args(FacetName)


class Facet(Record, frozen=True):
    """How many of the facts found have one value of a facet."""

    facet: FacetName
    value: Text
    facts: Annotated[int, Meta(ge=1)]


def facets(base: Base, ids: Sequence[str]) -> list[Facet]:
    """Counts by topic, kind, source and year; within each, the commonest value first."""
    rows = base.catalogue.rows(_COUNTED, {"ids": array(ids)})
    return sorted(
        (Facet(*row) for row in rows),
        key=lambda one: (FACETS.index(one.facet), -one.facts, one.value),
    )


# By number and not by id, since facts are read fastest in the order in which they stand.
_COUNTED = """
WITH found AS MATERIALIZED (
  SELECT fact, kind, year FROM listed WHERE id IN (SELECT value FROM json_each(:ids))
)
SELECT 'kind', kind, count(*) FROM found GROUP BY kind UNION ALL
SELECT 'year', year, count(*) FROM found GROUP BY year UNION ALL
SELECT what, id, count(*) FROM links
WHERE fact IN (SELECT fact FROM found) AND what IN ('topic', 'source') GROUP BY what, id
"""
