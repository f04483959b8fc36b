"""Commands on a base of one's own: init, log, undo."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import Annotated

import typer

from .. import output
from ..base.base import load
from ..base.files import bundled
from ..core.errors import NotFoundError
from ..core.text import counted, printable
from ..curate import history, store
from ..curate.beginning import begin
from ..render.results import Changes
from ..run import Run
from .emit import emit, form_of, known
from .options import Output, argument, grouped, option


def init_command(
    folder: Annotated[Path, argument("DIR", "The folder; it is made where it is not there.")],
    title: Annotated[str | None, option("TEXT", "What the base is about.")] = None,
    side: Annotated[
        list[str] | None, option("NAME", "Whose voices it tells apart; may be repeated.")
    ] = None,
    with_: Annotated[
        str | None,
        typer.Option("--with", metavar="BASE", help="Begin with a copy of a base: bundled."),
    ] = None,
) -> None:
    """Begin a base of your own: a folder with a facts.json and the texts beside it.

    It lives well in git. Name it with --facts DIR, or in BILAT_FACTS.
    """
    origin = bundled() if with_ and known("--with", with_, ("bundled",)) else None
    path = begin(folder, title, side or (), origin)
    base = load(path)
    name = printable(shlex.quote(str(folder)))
    held = f"{counted(len(base.facts), 'fact')} from {counted(len(base.sources), 'source')}"
    output.tell(
        f"made {printable(str(path))}: {held if base.sources else 'no sources yet'}. "
        f"Next: `bilat --facts {name} add source FILE`."
    )


@grouped
def log_command(run: Run, out: Output) -> None:
    """List what was done to a base, latest first.

    The last 20 changes are kept in `.bilat` beside the base; `bilat undo` takes them back.
    """
    form = form_of(out, Changes)
    entries = history.entries(run.path.resolve())[::-1]
    emit(run, out, form, Changes(entries))
    if not entries:
        problem = f"nothing was done to {printable(str(run.path))} that is kept"
        raise NotFoundError(problem, "Changes by `bilat add`, `edit` and the like are.")


@grouped
def undo_command(
    run: Run,
    number: Annotated[int, argument("[N]", "How many changes to take back.", least=1)] = 1,
) -> None:
    """Take back the last change of a base, or the last few.

    It refuses where facts.json was changed by hand since. What is undone is kept as well.
    """
    for entry in store.undo(run.own, max(1, number)):
        output.tell(f"undone: {'; '.join(entry.done) or entry.command}.")
