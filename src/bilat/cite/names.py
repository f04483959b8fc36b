"""Names of persons and bodies in the parts of CSL, and lists of them."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from ..core.model import Entity
from ..core.text import has_han
from ..startup import pattern

_SUFFIX = pattern(r"(?:Jr|Sr)\.?|I{2,3}|IV")


# Of a person's name.
PARTS = ("family", "given", "dropping_particle", "non_dropping_particle", "suffix")


class Name(NamedTuple):
    """A name in the parts of CSL: those of a person, or a body's `literal`."""

    family: str = ""
    given: str = ""
    dropping_particle: str = ""
    non_dropping_particle: str = ""
    suffix: str = ""
    family_first: bool = False
    literal: str = ""

    @property
    def short(self) -> str:
        """The family name with the particle that belongs to it, or a body's name whole."""
        return self.literal or spaced(self.non_dropping_particle, self.family)

    @property
    def natural(self) -> str:
        """The name as it is said."""
        if self.family_first:
            return ("" if self.joined else " ").join(filter(None, (self.short, self.given)))
        return spaced(self.given, self.dropping_particle, self.short, self.suffix)

    @property
    def joined(self) -> bool:
        """Whether it is written without a space between its parts, as Chinese names are."""
        return has_han(self.family)

    @property
    def whole(self) -> bool:
        """Whether there is nothing to turn round: a body, a single name, a Chinese one."""
        return bool(self.literal) or not self.given or self.joined

    @property
    def initials(self) -> str:
        """The given name's initials: `E.`, `J.-P.`; words in lower case, as titles, stay."""
        return " ".join(
            part if part.islower() else "-".join(f"{one[0]}." for one in part.split("-") if one)
            for part in self.given.split()
        )

    def inverted(self, given: str) -> str:
        """Family name first, with commas: `Tocqueville, Alexis de`, `King, Martin Luther, Jr.`."""
        if self.whole:
            return self.natural
        parts = (self.short, spaced(given, self.dropping_particle), self.suffix)
        return ", ".join(filter(None, parts))


def spaced(*parts: str) -> str:
    """Those of some words that are there."""
    return " ".join(filter(None, parts))


def series(names: Sequence[str], last: str = "and") -> str:
    """Names in a row: `A and B`, `A, B, and C`; a comma in the first one asks for one after it."""
    if len(names) < 2:
        return "".join(names)
    comma = "," if len(names) > 2 or ", " in names[0] else ""
    return f"{', '.join(names[:-1])}{comma} {last} {names[-1]}"


def name(entity: Entity) -> Name:
    """A name by the parts that the record gives.

    Where it gives none, a person's family name is the last word, and words in lower case before
    it are a particle.
    """
    if entity.type != "person":
        return Name(literal=entity.name)
    if entity.given is not None or entity.family is None:
        return _recorded(entity) if entity.family is not None else _guessed(entity.name)
    words, family = entity.name.split(), entity.family.split()
    for start in range(len(words) - len(family) + 1):
        if words[start : start + len(family)] == family:
            given = words[:start] + words[start + len(family) :]
            return _recorded(entity)._replace(
                given=" ".join(given), family_first=start == 0 and bool(given)
            )
    if entity.name.startswith(entity.family):  # as 习 in 习近平
        given_name = entity.name.removeprefix(entity.family).strip()
        return _recorded(entity)._replace(given=given_name, family_first=True)
    return Name(literal=entity.name)


def _recorded(entity: Entity) -> Name:
    parts = {part: getattr(entity, part) or "" for part in PARTS}
    return Name(**parts, family_first=entity.family_first)


def _guessed(text: str) -> Name:
    words = text.split()
    suffix = words.pop() if len(words) > 2 and _SUFFIX.fullmatch(words[-1]) else ""
    family = words.pop() if words else ""
    particle: list[str] = []
    while len(words) > 1 and words[-1].islower():
        particle.insert(0, words.pop())
    return Name(family, " ".join(words), " ".join(particle), suffix=re.sub(r",$", "", suffix))
