"""Where a value stands in the text of a JSON document."""

import re
from collections.abc import Sequence

from ..startup import pattern

_PIECE = pattern(r'"(?:[^"\\\n]|\\.)*"|[\[\]{},:]|\n|[^\s\[\]{},:"]+')
_STEP = pattern(r"\.?([^.\[\]]+)|\[(\d+)\]")


def steps(path: str) -> list[str | int]:
    """The steps of a path such as `evidence[0].when`."""
    return [name or int(index) for name, index in _STEP.findall(path)]


def line_of(text: str, path: Sequence[str | int]) -> int | None:
    """The line, from 1, in which the value at a path begins; None where there is none.

    The text may be broken: what stands before the break is found. Keys are compared as they are
    written, so that one with an escape in it is not found.
    """
    line, wanted = 1, list(path)
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
            if here == wanted:
                return line
            if piece in "[{":
                objects.append(piece == "{")
                here.append("" if piece == "{" else 0)
    return None


def _is_key(text: str, end: int) -> bool:
    return re.match(r"\s*:", text[end : end + 200]) is not None
