"""What the adding of sources and facts shares: names settled, dates read, records said."""

from __future__ import annotations

from collections.abc import Iterable
from typing import get_args

from msgspec import ValidationError, convert

from ..base.base import Base
from ..core.edtf import Day, parse, parse_issued
from ..core.errors import EdtfError, UsageError
from ..core.model import Language
from ..core.terms import EntityType
from ..core.text import echoed
from ..curate import naming
from ..curate.intake import dated
from ..curate.naming import Made
from ..language.day import only, readings
from . import asking

NOBODY = ("none", "nobody", "unknown", "-")
TYPES: tuple[str, ...] = get_args(EntityType)
_KEYS = {"p": "person", "o": "organisation", "c": "country", "l": "place", "d": "document"}
_KEYS |= {"e": "event", "g": "group", "n": "none of them"}


def several(typed: str) -> list[str]:
    """What a line names, with semicolons or commas between."""
    parts = typed.split(";") if ";" in typed else typed.split(",")
    return [part.strip() for part in parts if part.strip()]


def entities(base: Base, made: Made, typed: Iterable[str], side: str | None = None) -> list[str]:
    """The ids of those who are named, made where they are new; `TYPE:NAME` says what one is.

    At a terminal it is asked what a new one is; elsewhere it is taken for a person.

    Raises:
        UsageError: at a terminal, somebody who is new is not to be made.
    """
    return [
        one
        for name in typed
        if name.lower() not in NOBODY
        for one in [_entity(base, made, name, side)]
    ]


def side(base: Base, name: str) -> str:
    """Whose voice it is: somebody known, or else a country, unless it is said what."""
    known_ = naming.entity_of(base, naming.nothing(), name)
    return name if known_ or ":" in name else f"country:{name}"


def _entity(base: Base, made: Made, name: str, side: str | None) -> str:
    found = naming.entity_of(base, made, name)
    if found:
        return found
    kind, colon, rest = name.partition(":")
    if colon and kind in TYPES:
        rest = rest.strip()
        known = naming.entity_of(base, made, rest)
        return known or naming.make_entity(base, made, rest, kind, side)
    kind = "person"
    if asking.able():
        pressed = asking.key(f"  {echoed(name)} is new: what is it?", _KEYS)
        if pressed == "n":
            raise naming.unknown("actor", name, list(base.entities))
        kind = _KEYS[pressed]
    return naming.make_entity(base, made, name, kind, side)


def topics(base: Base, made: Made, typed: Iterable[str], *, make: bool) -> list[str]:
    """The ids of the topics named; a new one is made where that is wanted, or asked for.

    Raises:
        UsageError: one is not known and not to be made.
    """
    found = []
    for name in typed:
        known = naming.topic_of(base, made, name)
        if known is None:
            wanted = make or (
                asking.able()
                and asking.key(f"  there is no topic {echoed(name)}: make it?", _YES, "y") == "y"
            )
            if not wanted:
                raise naming.unknown("topic", name, list(base.topics))
            known = naming.make_topic(base, made, name)
        found.append(known)
    return list(dict.fromkeys(found))


_YES = {"y": "yes", "n": "no"}


def language(option: str, typed: str) -> str:
    """A language's tag, as it was typed.

    Raises:
        UsageError: it is none.
    """
    try:
        return convert(typed, Language)
    except ValidationError:
        problem = f"{option}: {echoed(typed)} is no tag of a language"
        raise UsageError(problem, "Write it as en, az, ru or zh.") from None


def date(option: str, typed: str, today: Day, *, issued: bool = False) -> str | None:
    """A date as EDTF: as it was typed, or what it stands for in words; None for `unknown`.

    Raises:
        UsageError: it is none; or it may be several, which are named.
    """
    if typed.lower() in NOBODY:
        return None
    try:
        return (parse_issued if issued else parse)(typed).text
    except EdtfError as error:
        # All that was typed is a date, or nothing is taken of it.
        meant = readings(" ".join(typed.split()), today)
        if meant:
            return only(option, typed, meant)
        part = dated(typed, today)
        advice = f"If it is {part}, type that." if part else "Write it as 2019-05-04 or 2019."
        raise UsageError(f"{option}: {error}", advice) from None
