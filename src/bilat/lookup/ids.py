"""From what was typed to the records meant: ids, their prefixes, and facts withdrawn since."""

from collections import ChainMap
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from ..base.base import Base
from ..core.errors import NotFoundError
from ..core.model import Fact, Tombstone
from ..core.text import did_you_mean, echoed, printable


class Resolved(NamedTuple):
    """The facts meant, each once, in the order asked; notes and problems are for stderr."""

    facts: tuple[Fact, ...]
    notes: tuple[str, ...]
    problems: tuple[NotFoundError, ...]


def resolve(base: Base, asked: Iterable[str]) -> Resolved:
    """The facts for ids, unique prefixes of ids, and ids of facts withdrawn in favour of others."""
    facts: dict[str, Fact] = {}
    notes: list[str] = []
    problems: list[NotFoundError] = []
    # A chain, since a merged mapping would read every fact.
    known: Mapping[str, Fact | Tombstone] = ChainMap(base.tombstones, base.facts)  # type: ignore[arg-type]
    for text in asked:
        try:
            if text.lower() not in known and (elsewhere := _elsewhere(base, text)):
                raise NotFoundError(f"{echoed(text)} is no fact", elsewhere)
            found = known[unique(text, known, "fact")]
            seen: set[str] = set()
            while isinstance(found, Tombstone):
                if found.id in seen:
                    problem = f"the successors of {found.id!r} lead back to itself"
                    raise NotFoundError(problem, "See `bilat verify`.")
                seen.add(found.id)
                notes.append(_withdrawal(found))
                if found.successor is None:
                    raise NotFoundError(
                        f"nothing took the place of {found.id!r}", "Look with `bilat search`."
                    )
                found = known[found.successor]
            facts[found.id] = found
        except NotFoundError as error:
            problems.append(error)
    return Resolved(tuple(facts.values()), tuple(notes), tuple(problems))


def _elsewhere(base: Base, text: str) -> str:
    """The command that shows what an id stands for that is none of a fact; or ""."""
    tables = (base.entities, "actors"), (base.topics, "topics"), (base.sources, "sources")
    names = [name for known, name in tables if text.lower() in known]
    return f"`bilat {names[0]} {text.lower()}` shows it." if names else ""


def _withdrawal(stone: Tombstone) -> str:
    note = f"the fact {stone.id!r} was withdrawn: {printable(stone.withdrawn)}"
    return note + (f"; showing {stone.successor!r}" if stone.successor else "")


def unique(text: str, known: Mapping[str, object], noun: str) -> str:
    """The one id that `text` is or begins, in lower or upper case: ids have none of the latter.

    Raises:
        NotFoundError: none, or several, naming the nearest.
    """
    begun = text.lower()
    if begun in known:
        return begun
    matches = [name for name in known if begun and name.startswith(begun)]
    if len(matches) == 1:
        return matches[0]
    if matches:
        listed = ", ".join(matches[:5]) + (", …" if len(matches) > 5 else "")
        raise NotFoundError(
            f"{echoed(text)} begins {len(matches)} {noun} ids: {listed}", "Type more of it."
        )
    advice = did_you_mean(text, list(known)) or _LISTS[noun]
    raise NotFoundError(f"no {noun} has the id {echoed(text)}", advice)


def each(
    asked: Iterable[str], known: Mapping[str, object], noun: str
) -> tuple[list[str], list[NotFoundError]]:
    """The ids that are meant, each once, and why others are not found, for stderr."""
    found: dict[str, None] = {}
    problems: list[NotFoundError] = []
    for text in asked:
        try:
            found[unique(text, known, noun)] = None
        except NotFoundError as error:
            problems.append(error)
    return list(found), problems


_LISTS = {
    "fact": "`bilat list --format ids` prints every id.",
    "source": "`bilat sources` lists them.",
    "topic": "`bilat topics` lists them.",
    "actor": "`bilat actors` lists them.",
}
