"""From records to the stream or file asked for, in the format asked for."""

import sys
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from .. import output
from ..core.errors import BilatError, UsageError
from ..core.text import decoded, did_you_mean, echoed
from ..render import machine
from ..render.shapes import Record
from ..run import Run, run
from .shared import Common, File, Output

if TYPE_CHECKING:
    import typer

    from ..render.look import Look


def start(ctx: "typer.Context", common: Common) -> Run:
    """A run as the command's options say, or else those before the command."""
    before: Common = ctx.find_root().obj or Common()
    started = run(common.facts or before.facts, common.color or before.color)
    ctx.call_on_close(started.close)
    return started


# What row formats show of facts.
FACT_COLUMNS = ("id", "when", "kind", "scope", "statement", "topics", "actors", "evidence.source")


class Form(NamedTuple):
    """The format and the fields asked for, known to be valid."""

    name: str
    fields: tuple[str, ...] | None


def form(asked: Output, record: str, documents: tuple[str, ...] = ()) -> Form:
    """Understand the output options for a command that prints `record`s, or whole `documents`.

    Raises:
        UsageError: the format or a field is unknown, or options contradict each other.
    """
    if asked.json and asked.format not in (None, "json"):
        raise UsageError(f"--json contradicts --format {asked.format}", "Use one of them.")
    name = "json" if asked.json else "table" if asked.format is None else asked.format
    known("--format", name, (*machine.FORMATS, *documents))
    if asked.fields is not None and name == "ids":
        raise UsageError("--fields: ids are all that --format ids prints", "Use --format tsv.")
    if asked.fields is not None and name in documents:
        raise UsageError(f"--fields: --format {name} has no fields", "Use --format tsv.")
    return Form(name, None if asked.fields is None else _fields(asked.fields, record))


def known(option: str, value: str, values: Collection[str]) -> str:
    """The value of an option that takes one of a closed list.

    Raises:
        UsageError: it is none of them; the message names the nearest.
    """
    if value in values:
        return value
    advice = did_you_mean(value, list(values)) or f"It takes {', '.join(values)}."
    raise UsageError(f"{option}: {echoed(value)} is not known", advice)


def _fields(asked: str, record: str) -> tuple[str, ...]:
    from ..render.fields import chosen
    from ..render.schema import RECORDS

    return chosen(asked, RECORDS[record][0])


class Listing(NamedTuple):
    """What a command found, in each of the ways in which it can be printed.

    Attributes:
        records: makes the records for machine formats.
        columns: the fields that row formats have by default.
        ids: makes the ids.
        screen: makes the table for people.
        document: makes a whole document of the format named, where the command has such formats.
    """

    records: Callable[[], Iterable[Record]]
    columns: tuple[str, ...]
    ids: Callable[[], Sequence[str]]
    screen: Callable[["Look"], str]
    document: Callable[[str], str | bytes] | None = None


def emit(this: Run, asked: Output, shape: Form, listing: Listing) -> None:
    """Print a listing, or save it.

    Raises:
        BilatError: a source is unreadable, or the file cannot be written.
    """
    put(asked, lambda: _text(this, asked, shape, listing))


def put(asked: File, make: Callable[[], str | bytes]) -> None:
    """Print what is made, or save it in the file asked for.

    Raises:
        BilatError: it cannot be made, or not be written.
    """
    if asked.force and asked.output is None:
        raise UsageError("--force goes with --output", "Name the file with --output FILE.")
    made = make()
    if asked.output is None:
        output.write(made)
    else:
        output.save(asked.output, made, force=asked.force)


def _text(this: Run, asked: Output, shape: Form, listing: Listing) -> str | bytes:
    if listing.document is not None and shape.name not in machine.FORMATS:
        return listing.document(shape.name)
    if shape.name == "ids":
        return "".join(f"{name}\n" for name in dict.fromkeys(listing.ids()))
    if shape.name in machine.DOCUMENTS:
        return machine.DOCUMENTS[shape.name](listing.records(), shape.fields)
    if shape.name in machine.ROWS:
        return machine.ROWS[shape.name](listing.records(), shape.fields or listing.columns)
    to_file = asked.output is not None
    return screen(this, lambda look: _table(look, shape, listing), to_file=to_file)


def _table(look: "Look", shape: Form, listing: Listing) -> str:
    if shape.fields is None:
        return listing.screen(look)
    from ..render.table import fields_table

    return fields_table(list(listing.records()), shape.fields, look)


def screen(this: Run, draw: Callable[["Look"], str], *, to_file: bool = False) -> str:
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
    return decoded(data).split()
