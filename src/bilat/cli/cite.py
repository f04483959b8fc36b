"""The command that makes references: cite."""

from __future__ import annotations

from ..core.errors import BaseError, UsageError
from ..export import CITING, JSON, STYLED, exporter
from ..render.results import Citation, Citations
from ..run import Run
from .cards import end, named
from .citing import CiteOutput, Reference
from .emit import emit, form_of, put, report
from .options import Ids, grouped


@grouped
def cite_command(run: Run, ids: Ids, out: CiteOutput, how: Reference) -> None:
    """Cite facts: the quote in its paragraph, its receipt, and a reference to paste.

    Ends with 3 where a quote does not match its source any more.
    """
    manner, form = how.manner(), form_of(out, Citations, CITING)
    _fitting(form.format, how)
    meant = named(run.base, ids)
    if form.format not in CITING:
        rows = [Citation(fact, manner) for fact in meant.facts]
        emit(run, out, form, Citations(rows))
    elif meant.facts or form.format in JSON:
        put(out, [exporter(form.format, manner.style)(run.library, meant.facts)])
    failed = run.library.unverified(meant.facts)
    if failed:
        report(meant.problems)
        raise BaseError(
            f"not verified against the source: {', '.join(failed)}",
            "Do not quote it; `bilat verify` says what has changed.",
        )
    end(meant)


def _fitting(name: str, how: Reference) -> None:
    """Refuse options that a bibliography has no use for.

    Raises:
        UsageError: one of them was given.
    """
    if name in CITING and (how.form is not None or how.quote):
        option = "--form" if how.form is not None else "--quote"
        raise UsageError(f"{option}: --format {name} has its own form", f"Leave out {option}.")
    if name in CITING and name not in STYLED and how.style is not None:
        raise UsageError(f"--style: --format {name} has no style", "Leave out --style.")
