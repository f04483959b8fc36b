"""Filters, windows and orders over facts."""

from collections.abc import Callable, Collection, Mapping
from functools import partial
from typing import NamedTuple

from ..base.base import Base
from ..core import edtf, window
from ..core.errors import EdtfError, UsageError
from ..core.model import Entity, Topic
from ..core.terms import KINDS, SCOPES
from ..core.text import did_you_mean, echoed, fold, printable
from ..core.window import Window

SORTS = ("when", "id", "kind", "source")


class Criteria(NamedTuple):
    """What a fact must meet; values of one field are or-ed, fields are and-ed, () takes all."""

    topics: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    actors: frozenset[str] = frozenset()
    sources: frozenset[str] = frozenset()
    asserted_by: frozenset[str] = frozenset()
    sides: frozenset[str] = frozenset()
    scopes: frozenset[str] = frozenset()
    windows: tuple[tuple[Window, ...], ...] = ()
    possible: bool = False
    # Stretches of the year, as 100 * month + day, in which it begins.
    days: tuple[tuple[int, int], ...] = ()


class Asked(NamedTuple):
    """The filters as typed."""

    topic: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    actor: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    asserted_by: tuple[str, ...] = ()
    side: tuple[str, ...] = ()
    scope: tuple[str, ...] = ()
    since: tuple[str, ...] = ()
    until: tuple[str, ...] = ()
    during: tuple[str, ...] = ()
    possible: bool = False


def option(name: str) -> str:
    """What a field of Asked is called as an option."""
    return f"--{name.replace('_', '-')}"


def field(name: str) -> str:
    """What a field of Asked is called in a query."""
    return {"asserted_by": "by", "during": "when"}.get(name, name)


def criteria(base: Base, asked: Asked, called: Callable[[str], str] = option) -> Criteria:
    """Understand the filters.

    Args:
        base: what they are to choose from.
        asked: the filters as typed.
        called: what a field of them is called where it was typed.

    Raises:
        UsageError: a value is unknown, or a time is not a date.
    """
    entities = partial(_named, table=base.entities)
    sides = {side: base.entities[side] for side in base.all_sides()} if asked.side else {}

    def all_of(name: str, understand: Callable[[str, str], str]) -> frozenset[str]:
        return frozenset(understand(called(name), value) for value in getattr(asked, name))

    topics = all_of("topic", partial(_named, table=base.topics))
    windows = [
        tuple(_window(called(name), value, build) for value in values)
        for name, build in (
            ("since", window.since),
            ("until", window.until),
            ("during", window.during),
        )
        if (values := getattr(asked, name))
    ]
    _in_order(windows, asked, called)
    scopes = all_of("scope", partial(_begun, known=(*SCOPES, "all")))
    return Criteria(
        topics=frozenset().union(*(base.narrower(topic) for topic in topics)),
        kinds=all_of("kind", partial(_begun, known=KINDS)),
        actors=all_of("actor", entities),
        sources=all_of("source", partial(_begun, known=base.sources)),
        asserted_by=all_of("asserted_by", entities),
        sides=all_of("side", partial(_named, table=sides)),
        scopes=frozenset() if "all" in scopes else scopes,
        windows=tuple(windows),
        possible=asked.possible,
    )


def _begun(option: str, value: str, known: Collection[str]) -> str:
    """The one known value that `value` is or begins, in lower or upper case."""
    begun = value.lower()
    if begun in known:
        return begun
    matches = [name for name in known if begun and name.startswith(begun)]
    if len(matches) == 1:
        return matches[0]
    advice = did_you_mean(value, list(known))
    if not advice and len(known) <= 12:
        advice = f"It takes {', '.join(known)}."
    raise UsageError(
        f"{option}: {echoed(value)} is not known",
        advice or f"`bilat {_LISTED_BY[option.strip('-')]}` lists them.",
    )


# By what an option or a field of a query is called.
_LISTED_BY = {
    "topic": "topics",
    "actor": "actors",
    "asserted-by": "actors",
    "by": "actors",
    "side": "actors",
    "source": "sources",
    "kind": "list --help",
    "scope": "list --help",
}


def names(record: Entity | Topic) -> list[str]:
    """Every name of an entity or label of a topic, in all languages."""
    if isinstance(record, Topic):
        first, by_language, others = record.label, record.labels, record.alt
    else:
        first, by_language, others = record.name, record.names, record.aliases
    return [first, *others, *(name for group in by_language.values() for name in group)]


def _named(option: str, value: str, table: Mapping[str, Entity] | Mapping[str, Topic]) -> str:
    if value in table:
        return value
    wanted = fold(value)
    meant = [k for k, row in table.items() if wanted in (fold(name) for name in names(row))]
    if len(meant) == 1:
        return meant[0]
    if meant:
        raise UsageError(f"{option}: {echoed(value)} may be {' or '.join(meant)}", "Use the id.")
    return _begun(option, value, table)


def _window(option: str, value: str, build: Callable[[edtf.Edtf], Window]) -> Window:
    try:
        return build(edtf.parse_input(value))
    except EdtfError as error:
        advice = "Give EDTF, such as 1993, 1993-05, 1992-04-02, 1990/1995 or 2021-summer."
        raise UsageError(f"{option}: {printable(str(error))}", advice) from None


def _in_order(
    windows: list[tuple[Window, ...]], asked: Asked, called: Callable[[str], str]
) -> None:
    """Refuse a time that ends before it begins: every --since is after every --until."""
    if asked.since and asked.until:
        first, last = min(w.first for w in windows[0]), max(w.last for w in windows[1])
        if first > last:
            raise UsageError(f"{called('since')} is after {called('until')}", "Swap them.")
