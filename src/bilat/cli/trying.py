"""The command that tries queries of a curator's own: try."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from .. import output
from ..core.encoding import text_of
from ..core.errors import NotFoundError
from ..core.text import counted, printable
from ..curate import trial
from ..render.results import Trials
from ..run import Run
from .emit import emit, form_of
from .given import content
from .options import Output, argument, grouped
from .progress import working


@grouped
def try_command(
    run: Run,
    file: Annotated[Path, argument("QUERIES", "A table: a query, a tab, ids with blanks between.")],
    out: Output,
) -> None:
    """Try queries against the facts that they should find.

    Of each query: its first hit, how many of the facts expected are among the first five, whether
    it falls silent, and for each fact that was missed which word is to blame. A query without ids
    should not be answered. Nothing is ever logged. The exit is 1 where anything was missed.
    """
    form, name = form_of(out, Trials), printable(str(file))
    some = trial.queries(text_of(content(file, name, "Name a table."), name), name)
    for problem in trial.unknown(run.base, some):
        output.tell(f"{name}, {problem}.")
    rows = []
    with working("trying queries", len(some)) as step:
        for query in some:
            rows.append(trial.tried(run.base, query, run.today))
            step()
    emit(run, out, form, Trials(rows))
    missed = sum(bool(row.missed) or row.recall < 1 for row in rows)
    if missed:
        told = f"{counted(missed, 'query').replace('querys', 'queries')} of {len(rows)} missed"
        raise NotFoundError(told, f"`bilat edit ID{run.option}` adds keywords.")
