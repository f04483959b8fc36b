"""How many of the facts found have each topic, kind, source and year."""

from collections.abc import Sequence
from typing import Annotated, Literal, get_args

from msgspec import Meta

from ..base.base import Base
from ..base.catalogue import array
from ..core.model import Record, Text

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
