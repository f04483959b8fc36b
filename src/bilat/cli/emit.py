"""From a result to the stream or file asked for, in the format asked for."""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from .. import output
from ..core.errors import BilatError, UsageError
from ..core.text import did_you_mean, echoed, printable
from ..render import kinds, machine
from ..render.results import Result
from ..run import Run
from .options import File, Output

if TYPE_CHECKING:
    from ..render.look import Look


# The formats that a file of each ending can hold, the likeliest first.
_ENDINGS = {
    ".json": ("json", "csl-json", "webannotation"),
    ".jsonld": ("webannotation",),
    ".ndjson": ("jsonl",),
    ".md": ("md", "markdown", "pandoc"),
    ".markdown": ("markdown", "md", "pandoc"),
    ".bib": ("bibtex", "biblatex"),
    ".db": ("sqlite",),
    ".sqlite": ("sqlite",),
    ".sqlite3": ("sqlite",),
    ".htm": ("html",),
    ".tex": ("latex",),
    **{f".{name}": (name,) for name in "csv docx html ics jsonl odt pdf ris rtf tsv xlsx".split()},
    **dict.fromkeys((".doc", ".epub", ".ods", ".xls", ".xml", ".yaml", ".yml", ".zip"), ()),
}


class Form(Struct, frozen=True):
    """The format and the fields asked for, known to be valid."""

    format: str
    fields: tuple[str, ...] | None = None

    @property
    def drawn(self) -> bool:
        """Whether it is for people and not for programs."""
        return self.format == "table"


def form_of(out: Output, kind: type[Result], documents: Collection[str] = ()) -> Form:
    """Understand the output options of a command that prints results of a kind, or documents.

    Raises:
        UsageError: the format or a field is unknown, or options contradict each other.
    """
    _placed(out)
    if out.json and out.format not in (None, "json"):
        raise UsageError(f"--json contradicts --format {out.format}", "Use one of them.")
    formats = (*machine.FORMATS, *documents)
    name = meant(out.output, "json" if out.json else out.format, formats) or "table"
    name = known("--format", name, formats)
    if out.fields is not None and name == "ids":
        raise UsageError("--fields: ids are all that --format ids prints", "Use --format tsv.")
    if out.fields is not None and name in documents:
        raise UsageError(f"--fields: --format {name} has no fields", "Use --format tsv.")
    if out.fields is None:
        return Form(name)
    from ..render.schema import RECORDS

    return Form(name, machine.chosen(out.fields, RECORDS[kinds.KINDS[kind].record][0]))


def meant(output: Path | None, given: str | None, known: Collection[str]) -> str | None:
    """The format asked for: by its name, or else by the ending of the output's name.

    Args:
        output: the file to write, if any.
        given: the format by its name, if any.
        known: what the command can write.

    Raises:
        UsageError: the ending is that of another format, or of none that the command can write.
    """
    if given is not None and given.lower() in known:
        given = given.lower()
    ending = output.suffix.lower() if output is not None else ""
    holds = _ENDINGS.get(ending)
    if holds is None:
        return given
    if given is not None:
        if given in holds:
            return given
        problem = f"--output {echoed(ending)} contradicts --format {given}"
        raise UsageError(problem, "Use another ending, or another format.")
    fitting = [name for name in holds if name in known]
    if not fitting:
        problem = f"--output: this command writes no {echoed(ending)}"
        raise UsageError(problem, f"It writes {', '.join(known)}.")
    return fitting[0]


def known(option: str, value: str, values: Collection[str]) -> str:
    """The value of an option that takes one of a closed list, in lower or upper case.

    Raises:
        UsageError: it is none of them; the message names the nearest.
    """
    for spelt in (value, value.lower()):
        if spelt in values:
            return spelt
    advice = did_you_mean(value, list(values)) or f"It takes {', '.join(values)}."
    raise UsageError(f"{option}: {echoed(value)} is not known", advice)


def emit(run: Run, out: File, form: Form, result: Result) -> None:
    """Print a result, or save it; where there is nothing to show, people are shown nothing.

    Raises:
        BilatError: a source is unreadable, or the file cannot be written.
    """
    if form.drawn and not (result.rows or kinds.KINDS[type(result)].news):
        return
    if form.drawn and form.fields is None:
        from ..render.look import PROSE, painted

        look, kind = _look(run, out), type(result)
        parts = kinds.screen(kind)(run.library, result, look)
        paper = look.at_most(PROSE) if kind in kinds.PROSE else look
        _show(run, out, painted(paper, parts))
        if run.terminal and out.output is None:
            from . import hints  # where a person reads

            hints.prepare(run, result)
    else:
        put(out, _chunks(run, out, form, result))


def _show(run: Run, out: File, screen: str) -> None:
    """Print a screen; on a terminal a long one goes to a pager."""
    if run.terminal and run.paged and out.output is None:
        from .pager import taken

        if taken(screen, run.environ):
            return
    put(out, [screen])


def _chunks(run: Run, out: File, form: Form, result: Result) -> Iterable[str]:
    """What programs read, and the fields that people ask for, in pieces as they come."""
    if form.format == "ids":
        return (f"{name}\n" for name in kinds.ids(result))
    records = kinds.records(run.library, result)
    if form.format in machine.DOCUMENTS:
        return machine.DOCUMENTS[form.format](records, form.fields)
    if form.format in machine.ROWS:
        return machine.ROWS[form.format](records, form.fields or kinds.KINDS[type(result)].columns)
    from ..render.tables import fields_table

    return [fields_table(list(records), form.fields or (), _look(run, out))]


def _look(run: Run, out: File) -> Look:
    """As wide and colourful as this run allows."""
    from ..render.look import Look

    to_file = out.output is not None
    encoding = "utf-8" if to_file else run.encoding
    links = not to_file and run.linked
    return Look(run.width(to_file=to_file), run.colors(to_file=to_file), encoding, links)


def put(out: File, chunks: Iterable[str | bytes]) -> None:
    """Print what comes in chunks, or save it in the file asked for.

    Raises:
        BilatError: it cannot be written.
    """
    _placed(out)
    if out.output is None:
        output.write(chunks)
    else:
        output.save(out.output, chunks, force=out.force)
        if sys.stderr is not None and sys.stderr.isatty():
            output.tell(f"written: {printable(str(out.output))}.")


def _placed(out: File) -> None:
    if out.force and out.output is None:
        raise UsageError("--force goes with --output", "Name the file with --output FILE.")


def end_with(problems: Sequence[BilatError]) -> None:
    """Tell of problems that let the rest go on; the last of them ends the run."""
    for problem in problems[:-1]:
        output.tell(problem.told)
    if problems:
        raise problems[-1]
