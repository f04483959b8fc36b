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
from ..curate.intake import dated
from ..curate.naming import Names, unknown
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


def entities(named: Names, typed: Iterable[str], side: str | None = None) -> list[str]:
    """The ids of those who are named, made where they are new; `TYPE:NAME` says what one is.

    At a terminal it is asked what a new one is; elsewhere it is taken for a person.

    Raises:
        UsageError: at a terminal, somebody who is new is not to be made.
    """
    return [_entity(named, name, side) for name in typed if name.lower() not in NOBODY]


def side(base: Base, name: str) -> str:
    """Whose voice it is: somebody known, or else a country, unless it is said what."""
    return name if Names(base).entity(name) or ":" in name else f"country:{name}"


def _entity(named: Names, name: str, side: str | None) -> str:
    found = named.entity(name)
    if found:
        return found
    kind, colon, rest = name.partition(":")
    if colon and kind in TYPES:
        rest = rest.strip()
        return named.entity(rest) or named.make_entity(rest, kind, side)
    kind = "person"
    if asking.able():
        pressed = asking.key(f"  {echoed(name)} is new: what is it?", _KEYS)
        if pressed == "n":
            raise unknown("actor", name, list(named.base.entities))
        kind = _KEYS[pressed]
    return named.make_entity(name, kind, side)


def topics(named: Names, typed: Iterable[str]) -> list[str]:
    """The ids of the topics named; a new one is made where somebody at a terminal wants it.

    Raises:
        UsageError: one is not known and not to be made.
    """
    found = []
    for name in typed:
        known = named.topic(name)
        if known is None:
            question = f"  there is no topic {echoed(name)}: make it?"
            if not (asking.able() and asking.agreed(question)):
                raise unknown("topic", name, list(named.base.topics))
            known = named.make_topic(name)
        found.append(known)
    return list(dict.fromkeys(found))


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
