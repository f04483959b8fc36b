"""The facts that meet criteria, in order, as many as are to be shown, and how many there are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from .base import Base
from .edtf import Day
from .model import Fact
from .select import Criteria, arrange, select
from .window import Window

if TYPE_CHECKING:
    from .database import Database


class Picked(NamedTuple):
    """The first facts in order, how many there are in all, and how many of these have a date."""

    facts: list[Fact]
    total: int
    dated: int


def pick(
    base: Base, wanted: Criteria, sort: str, *, reverse: bool = False, limit: int | None = None
) -> Picked:
    """The first facts that meet criteria; of a base with a derived file only these are read.

    Args:
        base: where to look.
        wanted: what they must meet.
        sort: one of SORTS.
        reverse: run the other way; undated facts stay last.
        limit: how many at most.
    """
    if base.db is not None:
        return _from_database(base, base.db, wanted, sort, reverse, limit)
    found = arrange(base, select(base, base.facts.values(), wanted), sort, reverse)
    return Picked(found[:limit], len(found), sum(fact.when is not None for fact in found))


def _from_database(
    base: Base, db: Database, wanted: Criteria, sort: str, reverse: bool, limit: int | None
) -> Picked:
    clauses, values = [], []
    for clause, given in conditions(wanted):
        clauses.append(clause)
        values += given
    where = f"WHERE {' AND '.join(clauses)}" if clauses else ""
    counted = f"SELECT count(*), total(dated) FROM listed {where}"  # noqa: S608 - constants
    total, dated = db.rows(counted, values)[0]
    order = f"by_{sort} {'DESC' if reverse else 'ASC'}"
    if sort == "when":
        order = f"dated DESC, {order}"
    shown = f"SELECT id FROM listed {where} ORDER BY {order} LIMIT ?"  # noqa: S608 - constants
    ids = db.rows(shown, [*values, -1 if limit is None else limit])
    return Picked([base.facts[row[0]] for row in ids], total, int(dated))


def conditions(wanted: Criteria) -> Iterator[tuple[str, list[Any]]]:
    """The criteria as conditions of SQL on `listed`, with their values."""
    for column, some in (("kind", wanted.kinds), ("scope", wanted.scopes)):
        if some:
            yield f"{column} IN ({_marks(some)})", sorted(some)
    links = {
        "topic": wanted.topics,
        "actor": wanted.actors,
        "source": wanted.sources,
        "asserted": wanted.asserted_by,
        "side": wanted.sides,
    }
    for what, some in links.items():
        if some:
            linked = f"SELECT fact FROM links WHERE what = ? AND id IN ({_marks(some)})"  # noqa: S608
            yield f"fact IN ({linked})", [what, *sorted(some)]
    for alternatives in wanted.windows:
        touched = [_touched(window, wanted.possible) for window in alternatives]
        clause = " OR ".join(one for one, _ in touched)
        yield f"({clause})", [value for _, values in touched for value in values]


def _touched(window: Window, possible: bool) -> tuple[str, list[int]]:
    """As `window.touch`, for the days that the derived file has of each fact."""
    days = [ordinal(window.last), ordinal(window.first)]
    clause = "(certain_last <= ? AND certain_first >= ?)"
    if not possible:
        return clause, days
    return f"({clause} OR (possible_last <= ? AND possible_first >= ?))", days * 2


def ordinal(day: Day) -> int:
    """A number by which days are ordered as they are."""
    return day.year * 10_000 + day.month * 100 + day.day


def _marks(some: frozenset[str]) -> str:
    return ", ".join("?" * len(some))
