"""What the paragraphs of a new text are, as somebody settles it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import get_args

from ..core.errors import UsageError
from ..core.terms import REGION_TYPES, RegionType
from ..core.text import shortened
from ..curate import intake
from . import asking
from .emit import known


def settled(
    parts: Sequence[intake.Block], types: list[RegionType], spec: str | None
) -> list[RegionType]:
    """The types of paragraphs as an option says, or somebody at a terminal; else as proposed.

    Args:
        parts: the paragraphs.
        types: what each seems to be.
        spec: the option, as `2=title,5-7=heading,9-=furniture`.

    Raises:
        UsageError: the option is not of that form, or names what is not there.
    """
    if spec:
        return _changed("--regions", spec, types)
    if not asking.able():
        return types
    while True:
        for first, last, kind in _runs(types):
            number = str(first) if first == last else f"{first}-{last}"
            asking.say(f"{number:>9}  {kind:<12} {shortened(parts[first - 1].text, 60)}")
        if asking.key("Right?", {"y": "yes", "e": "edit"}, "y") == "y":
            return types
        asking.say(f"  Types: {', '.join(get_args(RegionType))}")
        spec = asking.line("What differs (2=furniture, 9-=furniture, 4-6=heading)")
        try:
            types = _changed("it", spec, types)
        except UsageError as error:
            asking.say(f"  {error.problem}. {error.advice}")


def _runs(types: Sequence[RegionType]) -> list[tuple[int, int, RegionType]]:
    """Stretches of paragraphs of one type, by their numbers from 1."""
    found: list[tuple[int, int, RegionType]] = []
    for number, kind in enumerate(types, 1):
        if found and found[-1][2] == kind:
            found[-1] = (found[-1][0], number, kind)
        else:
            found.append((number, number, kind))
    return found


def _changed(option_: str, spec: str, types: list[RegionType]) -> list[RegionType]:
    """The types with those of some paragraphs changed, as `2=title,5-7=heading,9-=furniture`.

    Raises:
        UsageError: the text is not of that form, or names what is not there.
    """
    found = list(types)
    for part in filter(None, (part.strip() for part in spec.split(","))):
        match = re.fullmatch(r"(\d{1,9})(-(\d{1,9})?)?\s*=\s*(\S+)", part)
        if match is None:
            example = "Write it as 2=title,5-7=heading,9-=furniture."
            raise UsageError(f"{option_}: {shortened(part)!r} is not clear", example)
        kind = known(option_, match[4], REGION_TYPES)
        first = int(match[1])
        last = int(match[3]) if match[3] else len(types) if match[2] else first
        if not 1 <= first <= last <= len(types):
            raise UsageError(f"{option_}: there is no paragraph {part}", f"There are {len(types)}.")
        found[first - 1 : last] = [kind] * (last - first + 1)  # type: ignore[list-item]
    return found
