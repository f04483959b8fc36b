"""What commands on named facts have in common: which are meant, and which are not there."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from .. import output
from ..base.base import Base
from ..core.errors import NotFoundError, UsageError
from ..core.text import decoded
from ..lookup.ids import Resolved, resolve
from .emit import report


def named(base: Base, ids: Sequence[str]) -> Resolved:
    """The facts that ids mean, `-` standing for those on standard input; tells of old ids."""
    typed: list[str] = []
    for name in ids:
        typed += _stdin_ids() if name == "-" else [name]
    meant = resolve(base, typed)
    for note in meant.notes:
        output.tell(note)
    return meant


def _stdin_ids() -> list[str]:
    """The ids on standard input, separated by white space."""
    if sys.stdin is None:
        raise UsageError("-: standard input is closed", "Give ids, or pipe some in.")
    try:
        data = sys.stdin.buffer.read()
    except OSError as error:
        raise UsageError(f"-: {error.strerror}", "Give ids, or pipe some in.") from None
    return decoded(data).split()


def end(meant: Resolved) -> None:
    """End the run with 1 where an id was not found, or none was given."""
    report(meant.problems[:-1])
    if meant.problems:
        raise meant.problems[-1]
    if not meant.facts:
        raise NotFoundError(
            "no id was given on standard input", "Pipe in `bilat search … --format ids`."
        )
