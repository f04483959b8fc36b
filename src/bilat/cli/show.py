"""The command that shows all that is known of facts: show."""

from __future__ import annotations

from .. import output
from ..render.results import Cards
from ..run import Run
from .cards import end, named
from .emit import emit, form_of
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
