"""The facts that meet criteria, in order, as many as are to be shown, and how many there are."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from msgspec import Struct

from ..base.base import Base
from ..base.catalogue import array
from ..core.edtf import EARLIEST
from ..core.model import Fact
from ..core.window import Window, ordinal
from .criteria import Criteria

# What shares a date is told in the order in which the sources tell it.
_ORDERS = {
    "when": ("earliest", "latest", "source", "place", "listed.id"),
    "id": ("listed.id",),
    "kind": ("by_kind", "source", "place", "listed.id"),
    "source": ("source", "place", "listed.id"),
}


class Picked(Struct, frozen=True):
    """The first facts in order, how many there are in all, and how many of these have a date.

    `facts` are read anew whenever they are gone through: they may be many.
    """

    facts: Sequence[Fact]
    total: int
    dated: int


class Facts(Sequence[Fact]):
    """Facts that a condition of SQL finds, each read when it is reached."""

    def __init__(self, base: Base, condition: str, values: Sequence[Any], count: int):
        self._base, self._condition, self._values, self._count = base, condition, values, count

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Fact]:
        # The few bytes that order them are sorted, and not the records.
        some = f"SELECT listed.fact AS n FROM listed {self._condition} LIMIT ?"  # noqa: S608
        statement = f"SELECT facts.id, facts.record, facts.crc FROM ({some}) AS some "  # noqa: S608
        statement += "CROSS JOIN facts ON facts.n = some.n"
        return self._base.facts.chosen(statement, [*self._values, self._count])

    def __getitem__(self, index: Any) -> Any:
        return list(self)[index]

    def sources(self) -> list[str]:
        """The sources of their evidence, found without reading the facts."""
        some = f"SELECT listed.fact FROM listed {self._condition} LIMIT ?"  # noqa: S608
        statement = "SELECT DISTINCT links.id FROM links WHERE links.what = 'source' "
        statement += f"AND links.fact IN ({some})"
        rows = self._base.catalogue.rows(statement, [*self._values, self._count])
        return [row[0] for row in rows]


def pick(
    base: Base, wanted: Criteria, sort: str, *, reverse: bool = False, limit: int | None = None
) -> Picked:
    """The first facts that meet criteria, in an order of SORTS; undated ones come last in time."""
    where, values = _where(conditions(wanted))
    counted = f"SELECT count(*), total(dated) FROM listed {where}"  # noqa: S608 - constants
    total, dated = base.catalogue.rows(counted, values)[0]
    count = total if limit is None else min(limit, total)
    facts = Facts(base, f"{where} {_order(sort, reverse)}", values, count)
    return Picked(facts, total, int(dated))


def among(
    base: Base, ids: Sequence[str], wanted: Sequence[Criteria], sort: str, *, reverse: bool = False
) -> list[str]:
    """Those of some facts that meet all the criteria, in an order of SORTS, or "" for any."""
    clauses = [clause for one in wanted for clause in conditions(one)]
    if not clauses and not sort:
        return list(ids)
    some = "listed.id IN (SELECT value FROM json_each(?))"
    where, values = _where([(some, [array(ids)]), *clauses])
    order = _order(sort, reverse) if sort else ""
    statement = f"SELECT listed.id FROM listed {where} {order}"  # noqa: S608 - constants
    return [row[0] for row in base.catalogue.rows(statement, values)]


def arrange(base: Base, facts: Iterable[Fact], sort: str, reverse: bool = False) -> list[Fact]:
    """The facts in an order of SORTS; undated ones come last, whichever way dates run."""
    by_id = {fact.id: fact for fact in facts}
    return [by_id[name] for name in among(base, list(by_id), (), sort, reverse=reverse)]


def years(base: Base, scope: str = "") -> tuple[int, int] | None:
    """The first and the last year in which a fact, of a scope, begins; None where none has one."""
    statement = "SELECT min(earliest), max(earliest) FROM listed "
    statement += "WHERE dated AND earliest > ? AND ? IN ('', scope)"
    first, last = base.catalogue.rows(statement, [ordinal(EARLIEST), scope])[0]
    return None if first is None else (first // 10_000, last // 10_000)


def _order(sort: str, reverse: bool) -> str:
    way = " DESC" if reverse else ""
    order = ", ".join(f"{column}{way}" for column in _ORDERS[sort])
    return f"ORDER BY {'dated DESC, ' if sort == 'when' else ''}{order}"


Clause = tuple[str, list[Any]]


def _where(clauses: Iterable[Clause]) -> Clause:
    given = list(clauses)
    where = " AND ".join(clause for clause, _ in given)
    return f"WHERE {where}" if given else "", [value for _, values in given for value in values]


def conditions(wanted: Criteria) -> Iterator[Clause]:
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
            yield f"listed.fact IN ({linked})", [what, *sorted(some)]
    if wanted.days:
        # The remainder of a year before the common era is negative.
        day = "(earliest % 10000 + 10000) % 10000 BETWEEN ? AND ?"
        clause = " OR ".join([day] * len(wanted.days))
        yield f"(dated AND ({clause}))", [end for days in wanted.days for end in days]
    for alternatives in wanted.windows:
        touched = [_touched(window, wanted.possible) for window in alternatives]
        clause = " OR ".join(one for one, _ in touched)
        yield f"({clause})", [value for _, values in touched for value in values]


def _touched(window: Window, possible: bool) -> tuple[str, list[int]]:
    """Whether a fact touches a window, by the days that `core.window.reach` gives of it."""
    days = [ordinal(window.last), ordinal(window.first)]
    clause = "(certain_last <= ? AND certain_first >= ?)"
    if not possible:
        return clause, days
    return f"({clause} OR (possible_last <= ? AND possible_first >= ?))", days * 2


def _marks(some: frozenset[str]) -> str:
    return ", ".join("?" * len(some))
