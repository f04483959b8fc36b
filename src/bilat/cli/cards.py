"""Commands on named facts: which are meant, which are not there, and the one that shows them."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from .. import output
from ..base.base import Base
from ..core.errors import NotFoundError, UsageError
from ..core.text import decoded
from ..lookup.ids import Resolved, resolve
from ..render.results import Cards
from ..run import Run
from .emit import emit, end_with, form_of
from .options import Ids, Output, grouped


@grouped
def show_command(run: Run, ids: Ids, out: Output) -> None:
    """Show facts with all that is known of them."""
    form = form_of(out, Cards)
    meant = named(run.base, ids)
    emit(run, out, form, Cards(meant.facts))
    for name in run.library.unverified(meant.facts):
        output.tell(f"{name} is not verified against its source. See `bilat verify`.")
    end(meant)


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
    end_with(meant.problems)
    if not meant.facts:
        problem = "no id was given on standard input"
        raise NotFoundError(problem, "Pipe in `bilat search … --format ids`.")
