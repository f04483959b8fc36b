"""What a base holds, in a few numbers."""

from typing import NamedTuple

from ..base.base import Base
from ..core.tree import descended
from .listing import years


class Overview(NamedTuple):
    """The numbers of a base, and something of it to try.

    Attributes:
        facts: how many there are.
        quotes: how many they have.
        sources: how many these are from.
        dated: how many facts have a date.
        years: the first and the last in which a dated fact of the relationship begins.
        topics: the label of each of the broadest topics, with its facts; the fullest first.
        fact: the id of a fact worth citing.
        topic: the label of the first topic.
    """

    facts: int
    quotes: int
    sources: int
    dated: int
    years: tuple[int, int] | None
    topics: tuple[tuple[str, int], ...]
    fact: str | None
    topic: str | None


def overview(base: Base) -> Overview:
    """Count what a base holds; no fact is read for it."""
    one = base.catalogue.one
    return Overview(
        facts=len(base.facts),
        quotes=one("SELECT count(*) FROM quotes"),
        sources=len(base.sources),
        dated=one("SELECT count(*) FROM listed WHERE dated"),
        years=years(base, "relation"),
        topics=tuple(_topics(base)),
        fact=one("SELECT id FROM listed ORDER BY quoted < 2, fact LIMIT 1"),
        topic=next((topic.label for topic in base.topics.values()), None),
    )


def _topics(base: Base) -> list[tuple[str, int]]:
    broader = dict(base.catalogue.rows("SELECT id, above FROM topics ORDER BY n"))
    tops = [name for name, depth in descended(broader) if depth == 0]
    counts = {name: base.facts_of("topic", name) for name in tops}
    fullest = sorted(filter(counts.__getitem__, tops), key=lambda name: (-counts[name], name))
    return [(base.topics[name].label, counts[name]) for name in fullest]
