"""The facts that meet criteria, in order, as many as are to be shown, and how many there are."""

import json
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from ..base.base import Base
from ..core.edtf import EARLIEST, Day
from ..core.model import Fact
from ..core.window import Window
from .criteria import Criteria, arrange, select

if TYPE_CHECKING:
    from ..base.database import Database


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
    base: Base, db: "Database", wanted: Criteria, sort: str, reverse: bool, limit: int | None
) -> Picked:
    clauses, values = [], []
    for clause, given in conditions(wanted):
        clauses.append(clause)
        values += given
    where = f"WHERE {' AND '.join(clauses)}" if clauses else ""
    counted = f"SELECT count(*), total(dated) FROM listed {where}"  # noqa: S608 - constants
    total, dated = db.rows(counted, values)[0]
    order = _order(sort, reverse)
    shown = f"SELECT id FROM listed {where} ORDER BY {order} LIMIT ?"  # noqa: S608 - constants
    ids = db.rows(shown, [*values, -1 if limit is None else limit])
    return Picked([base.facts[row[0]] for row in ids], total, int(dated))


def among(
    base: Base, ids: Sequence[str], wanted: Sequence[Criteria], sort: str, *, reverse: bool = False
) -> list[str]:
    """Those of some facts that meet all the criteria, in order.

    Args:
        base: what the facts are of.
        ids: the facts.
        wanted: what they must meet.
        sort: one of SORTS, or "" where their order does not matter.
        reverse: run the other way.
    """
    if base.db is None:
        facts = [base.facts[name] for name in ids]
        for one in wanted:
            facts = select(base, facts, one)
        return [fact.id for fact in (arrange(base, facts, sort, reverse) if sort else facts)]
    clauses = [clause for one in wanted for clause in conditions(one)]
    if not clauses and not sort:
        return list(ids)
    where = " AND ".join(["id IN (SELECT value FROM json_each(?))", *(c for c, _ in clauses)])
    values = [json.dumps(list(ids)), *(value for _, given in clauses for value in given)]
    order = f"ORDER BY {_order(sort, reverse)}" if sort else ""
    statement = f"SELECT id FROM listed WHERE {where} {order}"  # noqa: S608 - constants
    return [row[0] for row in base.db.rows(statement, values)]


def years(base: Base) -> tuple[int, int] | None:
    """The first and the last year in which a fact begins; None where no fact has a date."""
    if base.db is not None:
        statement = "SELECT min(earliest), max(earliest) FROM listed WHERE dated AND earliest > ?"
        first, last = base.db.rows(statement, [ordinal(EARLIEST)])[0]
        return None if first is None else (first // 10_000, last // 10_000)
    found = [f.when.earliest.year for f in base.facts.values() if f.when and f.when.start]
    return (min(found), max(found)) if found else None


def _order(sort: str, reverse: bool) -> str:
    order = f"by_{sort} {'DESC' if reverse else 'ASC'}"
    return f"dated DESC, {order}" if sort == "when" else order


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
