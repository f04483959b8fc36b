"""Where a value stands in the text of a JSON document."""

import re
from collections.abc import Collection, Sequence

from ..startup import pattern

_PIECE = pattern(r'"(?:[^"\\\n]|\\.)*"|[\[\]{},:]|\n|[^\s\[\]{},:"]+')


Path = tuple[str | int, ...]


def line_of(text: str, path: Sequence[str | int]) -> int | None:
    """The line, from 1, in which the value at a path begins; None where there is none.

    The text may be broken: what stands before the break is found. Keys are compared as they are
    written, so that one with an escape in it is not found.
    """
    wanted = tuple(path)
    return lines_of(text, {wanted}).get(wanted)


def lines_of(text: str, wanted: Collection[Path]) -> dict[Path, int]:
    """The lines in which the values at some paths begin, as `line_of` has them: in one pass."""
    line = 1
    found: dict[Path, int] = {}
    here: list[str | int] = []
    key: str | None = None
    objects: list[bool] = []
    for match in _PIECE.finditer(text):
        piece = match[0]
        if piece == "\n":
            line += 1
        elif piece in "]}":
            if objects:
                objects.pop()
                here.pop()
        elif piece == ",":
            if here and isinstance(here[-1], int):
                here[-1] += 1
        elif piece == ":":
            here[-1] = key or ""
            key = None
        else:
            in_object = bool(objects) and objects[-1]
            if in_object and key is None and piece[0] == '"' and _is_key(text, match.end()):
                key = piece[1:-1]
                continue
            if (place := tuple(here)) in wanted:
                found.setdefault(place, line)
                if len(found) == len(wanted):
                    break
            if piece in "[{":
                objects.append(piece == "{")
                here.append("" if piece == "{" else 0)
    return found


def _is_key(text: str, end: int) -> bool:
    return re.match(r"\s*:", text[end : end + 200]) is not None
