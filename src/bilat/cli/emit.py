"""From records to the stream or file asked for, in the format asked for."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from .. import output
from ..app import Run, run
from ..errors import BilatError, UsageError
from ..records import Record
from ..render import machine
from ..text import did_you_mean, echoed
from .shared import Common, Output

if TYPE_CHECKING:
    import typer

    from ..render.look import Look


def start(ctx: typer.Context, common: Common) -> Run:
    """A run as the command's options say, or else those before the command."""
    before: Common = ctx.find_root().obj or Common()
    return run(common.facts or before.facts, common.color or before.color)


class Form(NamedTuple):
    """The format and the fields asked for, known to be valid."""

    name: str
    fields: tuple[str, ...] | None


def form(asked: Output, record: str) -> Form:
    """Understand the output options for a command that prints `record`s.

    Raises:
        UsageError: the format or a field is unknown, or options contradict each other.
    """
    if asked.json and asked.format not in (None, "json"):
        raise UsageError(f"--json contradicts --format {asked.format}", "Use one of them.")
    name = "json" if asked.json else asked.format or "table"
    if name not in machine.FORMATS:
        advice = did_you_mean(name, list(machine.FORMATS))
        raise UsageError(
            f"--format: {echoed(name)} is not known",
            advice or f"It takes {', '.join(machine.FORMATS)}.",
        )
    if asked.fields is not None and name == "ids":
        raise UsageError("--fields: ids are all that --format ids prints", "Use --format tsv.")
    return Form(name, None if asked.fields is None else _fields(asked.fields, record))


def _fields(asked: str, record: str) -> tuple[str, ...]:
    from ..fields import chosen
    from ..schema import RECORDS

    return chosen(asked, RECORDS[record][0])


class Listing(NamedTuple):
    """What a command found, in each of the ways in which it can be printed.

    Attributes:
        records: makes the records for machine formats.
        columns: the fields that row formats have by default.
        ids: makes the ids.
        screen: makes the table for people.
    """

    records: Callable[[], Iterable[Record]]
    columns: tuple[str, ...]
    ids: Callable[[], Sequence[str]]
    screen: Callable[[Look], str]


def emit(this: Run, asked: Output, shape: Form, listing: Listing) -> None:
    """Print a listing, or save it.

    Raises:
        BilatError: a source is unreadable, or the file cannot be written.
    """
    if asked.force and asked.output is None:
        raise UsageError("--force goes with --output", "Name the file with --output FILE.")
    text = _text(this, asked, shape, listing)
    if asked.output is None:
        output.write(text)
    else:
        output.save(asked.output, text, force=asked.force)


def _text(this: Run, asked: Output, shape: Form, listing: Listing) -> str:
    if shape.name == "ids":
        return "".join(f"{name}\n" for name in dict.fromkeys(listing.ids()))
    if shape.name in machine.DOCUMENTS:
        return machine.DOCUMENTS[shape.name](listing.records(), shape.fields)
    if shape.name in machine.ROWS:
        return machine.ROWS[shape.name](listing.records(), shape.fields or listing.columns)
    to_file = asked.output is not None
    return screen(this, lambda look: _table(look, shape, listing), to_file=to_file)


def _table(look: Look, shape: Form, listing: Listing) -> str:
    if shape.fields is None:
        return listing.screen(look)
    from ..render.table import fields_table

    return fields_table(list(listing.records()), shape.fields, look)


def screen(this: Run, draw: Callable[[Look], str], *, to_file: bool = False) -> str:
    """Draw something for people, as wide and colourful as this run allows."""
    from ..render.look import Look

    return draw(Look(this.width(to_file=to_file), this.colored(to_file=to_file)))


def report(problems: Sequence[BilatError]) -> None:
    """Tell of problems that let the rest go on."""
    for problem in problems:
        output.tell(f"{problem.problem}. {problem.advice}".strip())


def from_stdin(ids: Sequence[str]) -> list[str]:
    """The ids, where `-` stands for those on standard input, separated by white space."""
    found: list[str] = []
    for name in ids:
        found += _stdin_ids() if name == "-" else [name]
    return found


def _stdin_ids() -> list[str]:
    if sys.stdin is None:
        raise UsageError("-: standard input is closed", "Give ids, or pipe some in.")
    try:
        data = sys.stdin.buffer.read()
    except OSError as error:
        raise UsageError(f"-: {error.strerror}", "Give ids, or pipe some in.") from None
    return data.decode("utf-8-sig", "backslashreplace").split()
