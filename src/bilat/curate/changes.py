"""Changes of ids: rename, merge, withdraw. Every reference follows, and facts leave tombstones."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any, NamedTuple

from ..base.storage import Tables
from ..core.errors import NotFoundError, UsageError
from ..core.model import Id
from ..core.text import did_you_mean, echoed
from .store import Draft

Row = dict[str, Any]
# The tables whose records have ids that others name, with what one is called.
NOUNS = {"facts": "fact", "sources": "source", "entities": "actor", "topics": "topic"}
# Which fields of which records name records of a table; `evidence.source` is that of each.
_FIELDS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "facts": (("facts", "relations.fact"), ("facts", "successor")),
    "sources": (("facts", "evidence.source"), ("omissions", "source")),
    "entities": (
        ("facts", "actors"),
        ("facts", "evidence.asserted_by"),
        ("sources", "author"),
        ("sources", "editor"),
        ("sources", "sides"),
        ("entities", "side"),
        ("meta", "sides"),
    ),
    "topics": (("facts", "topics"), ("topics", "broader")),
}
# The lists of a fact.
_LISTS = ("evidence", "topics", "actors", "caveats", "relations", "keywords", "quantities")


class Named(NamedTuple):
    """A record: the table it is in, and its id there."""

    table: str
    id: str


def meant(tables: Tables, typed: str) -> Named:
    """The record of an id; `topics/visa` says of which table it is.

    Raises:
        NotFoundError: there is none.
        UsageError: there are several.
    """
    table, slash, name = typed.partition("/")
    table = "entities" if table == "actors" else table  # as the command that lists them is called
    if slash:
        found = [Named(table, name)] if table in NOUNS and name in tables[table] else []
    else:
        found = [Named(one, typed) for one in NOUNS if typed in tables[one]]
    if len(found) > 1:
        names = " or ".join(f"{one.table}/{one.id}" for one in found)
        raise UsageError(f"{echoed(typed)} is the id of several records", f"Say {names}.")
    if not found:
        known = [name for one in NOUNS for name in tables[one]]
        advice = (
            did_you_mean(typed, known) or "`bilat list`, `topics`, `actors` and `sources` have ids."
        )
        raise NotFoundError(f"there is no record {echoed(typed)}", advice)
    return found[0]


def rename(draft: Draft, old: Named, new: str) -> None:
    """Give a record another id; a fact leaves a tombstone under the old one.

    Raises:
        UsageError: the new id is taken, or the fact was withdrawn.
    """
    table = draft.tables[old.table]
    row = dict(table[old.id])
    _alive(old, row)
    if new in table:
        raise UsageError(
            f"{old.table}/{new} is there already", "`bilat merge` makes two records one."
        )
    draft.add(old.table, [row | {"id": new}])
    _give_way(draft, old, "renamed", new)
    draft.done.append(f"{NOUNS[old.table]} {old.id} renamed to {new}")


def merge(draft: Draft, one: Named, into: Named) -> None:
    """Make two records of one table one, under the id of the second.

    Of facts the second keeps its statement and time; evidence, topics, actors, caveats, relations
    and keywords of both are kept. Of actors and topics the names of the first become further names.

    Raises:
        UsageError: they are of different tables, the same, or sources.
    """
    if one.table != into.table or one.table == "sources":
        raise UsageError(
            f"{one.id} and {into.id} cannot be merged", "Name two facts, actors or topics."
        )
    if one.id == into.id:
        raise UsageError(f"{one.id} is one record already", "Name two.")
    row, other = dict(draft.tables[one.table][into.id]), draft.tables[one.table][one.id]
    for name, record in ((into, row), (one, other)):
        _alive(name, record)
    _united(one.table, row, other)
    draft.put(one.table, row)
    _give_way(draft, one, "merged with another record", into.id)
    draft.done.append(f"{NOUNS[one.table]} {one.id} merged into {into.id}")


def _united(table: str, row: Row, other: Row) -> None:
    if table == "facts":
        for name in _LISTS:
            row[name] = _once([*row[name], *other[name]])
        row["relations"] = [
            r for r in row["relations"] if r["fact"] not in (row["id"], other["id"])
        ]
        return
    label, more, by_language = (
        ("name", "aliases", "names") if table == "entities" else ("label", "alt", "labels")
    )
    further = [other[label], *other.get(more, [])]
    row[more] = _once([*row.get(more, []), *(name for name in further if name != row[label])])
    languages = {**row.get(by_language, {})}
    for language, some in other.get(by_language, {}).items():
        languages[language] = _once([*languages.get(language, []), *some])
    row[by_language] = languages


def withdraw(draft: Draft, name: Named, reason: str, successor: Id | None) -> None:
    """Take a record away; a fact leaves a tombstone, with what takes its place.

    Raises:
        UsageError: it is no fact, and others name it.
    """
    row = draft.tables[name.table][name.id]
    _alive(name, row)
    if name.table != "facts":
        users = list(_users(draft.tables, name))
        if users:
            told = ", ".join(users[:5]) + (" and others" if len(users) > 5 else "")
            raise UsageError(
                f"{name.table}/{name.id} is named by {told}", "Change these first, or merge."
            )
    _give_way(draft, name, reason, successor)
    if successor is None and name.table == "facts":
        _each(draft, "facts", lambda row: _without(row, name.id))
    draft.done.append(f"{NOUNS[name.table]} {name.id} withdrawn: {reason}")


def _give_way(draft: Draft, old: Named, reason: str, new: str | None) -> None:
    """Take a record away, of a fact leave a tombstone, and let references follow if they can."""
    draft.drop(old.table, old.id)
    if old.table == "facts":
        draft.add("facts", [{"id": old.id, "withdrawn": reason, "successor": new}])
    if new:
        _follow(draft, old, new)


def _follow(draft: Draft, old: Named, new: str) -> None:
    """Let every reference to a record lead to another id; of two that are the same, one is kept."""
    for table, path in _FIELDS[old.table]:
        _each(draft, table, partial(_replaced, path=path.split("."), old=old.id, new=new))
    if old.table == "facts":
        _each(draft, "facts", lambda row: _without(row, row["id"]))


def _each(draft: Draft, table: str, changed: Callable[[Row], Row]) -> None:
    """Change every record of a table, in one go."""
    draft.tables[table] = {key: changed(row) for key, row in draft.tables[table].items()}


def _without(row: Row, name: str) -> Row:
    """A fact without its relations to another one, and none twice."""
    if "relations" not in row:
        return row
    kept = _once([relation for relation in row["relations"] if relation["fact"] != name])
    return dict(row) | {"relations": kept}


def _replaced(row: Any, path: list[str], old: str, new: str) -> Any:
    """A record in which an id is another one, where a path leads to it."""
    if isinstance(row, list):
        found = [_replaced(item, path, old, new) for item in row]
        return found if path else _once(found)
    if not path:
        return new if row == old else row
    if not isinstance(row, dict) or path[0] not in row:
        return row
    return dict(row) | {path[0]: _replaced(row[path[0]], path[1:], old, new)}


def _users(tables: Tables, name: Named) -> Iterator[str]:
    """The records that name one."""
    for table, path in _FIELDS[name.table]:
        for key, row in tables[table].items():
            if _replaced(row, path.split("."), name.id, "") != row:
                yield f"{table}/{key}"


def _once(items: list[Any]) -> list[Any]:
    kept: list[Any] = []
    for item in items:
        if item not in kept:
            kept.append(item)
    return kept


def _alive(name: Named, row: Row) -> None:
    if "withdrawn" in row:
        problem = f"{name.id} was withdrawn: {row['withdrawn']}"
        raise UsageError(problem, f"See {row['successor']}." if row["successor"] else "")
