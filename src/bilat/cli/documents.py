"""Commands that make whole documents: export, brief; options are evaluated as in `options`."""

import shlex
from collections.abc import Sequence
from typing import Annotated, Any

import typer

from .. import __version__, output
from ..base import files
from ..base.base import Base
from ..base.document import Library
from ..core.errors import BaseError, NotFoundError, UsageError
from ..core.model import Fact
from ..core.text import counted, echoed
from ..export import FORMATS, STYLED, exporter
from ..lookup.listing import arrange
from ..render import machine
from ..run import Run
from ..startup import sha256_of
from .choose import Query, chosen, none_found
from .cite import Style, load_style
from .emit import known, meant, put
from .filters import Filters, Order
from .options import File, format_option, grouped, option

# What pandoc makes of a briefing note.
_OFFICE = ("docx", "odt", "rtf", "html", "latex")
# Options that change nothing in the document itself.
_OUTSIDE = ("output", "force", "facts", "color")


class ExportOutput(File, frozen=True):
    """Which document is made, and where to."""

    format: Annotated[
        str | None, format_option(FORMATS, "; without it the ending of --output tells")
    ] = None


class Layout(Style, frozen=True):
    """How a briefing note is laid out."""

    by: Annotated[
        str, option("GROUPING", "Group the facts by topic or by time.", ("topic", "time"))
    ] = "topic"
    title: Annotated[str | None, option("TEXT", "The heading of the note.")] = None


def _trusted(library: Library, facts: Sequence[Fact]) -> None:
    """Let no document leave with a quote that its source does not bear out."""
    failed = library.unverified(facts)
    if failed:
        problem = f"not verified against the source: {', '.join(failed)}"
        raise BaseError(problem, "Nothing was written; `bilat verify` says what has changed.")


@grouped
def export_command(
    run: Run, filters: Filters, order: Order, out: ExportOutput, style: Style, query: Query = None
) -> None:
    """Make a document of facts for another program: a bibliography, a calendar, a database.

    Bibliographies have an entry a source, with the facts' quotes in its note; calendars have the
    facts that are dated to the day; `datasette FILE` serves the database.
    """
    asked = meant(out.output, out.format, FORMATS)
    if asked is None:
        raise UsageError("--format: not given", f"It takes {', '.join(FORMATS)}.")
    if asked.lower() in machine.FORMATS:
        advice = f"`bilat list --format {asked.lower()}` prints facts so."
        raise UsageError(f"--format: {echoed(asked)} is no document", advice)
    name = known("--format", asked, tuple(FORMATS))
    if style.style is not None and name not in STYLED:
        takers = " and ".join(sorted(STYLED))
        raise UsageError(f"--style: --format {name} has no style", f"Only {takers} have one.")
    written = style.known_style(run)
    make = exporter(name, written)
    facts = _facts(run, query, filters, order, dated=name == "ics")
    if name == "sqlite" and out.output is None and run.terminal:
        raise UsageError("--format sqlite: no text for a terminal", "Add --output FILE.")
    _trusted(run.library, facts)
    load_style(run, written, facts)
    put(out, [make(run.library, facts)])


def _facts(
    run: Run, query: Sequence[str] | None, filters: Filters, order: Order, *, dated: bool = False
) -> list[Fact]:
    """The facts of a document: of what a query finds the best, of others the first in order."""
    sort = order.by
    facts = chosen(run, query, filters)
    if not facts:
        raise none_found(run.base, query, filters)
    if dated:
        facts = _dated(facts)
    if query:
        facts = facts[: order.limit]
    return arrange(run.base, facts, sort, order.reverse)[: order.limit]


def _dated(facts: Sequence[Fact]) -> list[Fact]:
    """The facts that have a day; of how many have none, standard error tells."""
    from ..export.calendar import days

    dated = [fact for fact in facts if days(fact)]
    if not dated:
        problem = f"none of {counted(len(facts), 'fact')} is dated to the day"
        raise NotFoundError(problem, "Choose others.")
    if left := len(facts) - len(dated):
        output.tell(f"{counted(left, 'fact')} not dated to the day left out of the calendar.")
    return dated


@grouped
def brief_command(
    ctx: typer.Context, run: Run, filters: Filters, out: File, layout: Layout, query: Query = None
) -> None:
    """Write a briefing note in Markdown, with a footnote for every quote.

    `--output note.docx` makes a document to send, by pandoc. Claims say whose they are, caveats
    stand below their facts, and the last line says how to make the note again.
    """
    from ..export.brief import GROUPINGS, Brief, brief

    grouping, style = known("--by", layout.by, GROUPINGS), layout.known_style(run)
    into = meant(out.output, None, ("markdown", *_OFFICE))
    facts = _facts(run, query, filters, Order())
    _trusted(run.library, facts)
    title = (layout.title or "").strip() or _title(run.base, query, filters)
    digest = sha256_of(run.path.read_bytes())
    origin = f"Made with bilat {__version__} from release {run.base.meta.release} of the base "
    origin += f"(facts.json, SHA-256 {digest})"
    load_style(run, style, facts)
    note = brief(run.library, facts, Brief(title, grouping, style, origin, _again(run, ctx)))
    put(out, [_converted(note, into) if into in _OFFICE else note])


def _converted(note: str, into: str) -> bytes:
    """The note as a document of a word processor or a browser, by pandoc."""
    from ..core.markdown import unquoted
    from ..export.processor import convert

    lines = (line if line.startswith("[^") else unquoted(line) for line in note.split("\n"))
    options = ("-f", "markdown", "-t", into, "--standalone", "-o", "-")
    return convert("\n".join(lines).encode(), options, own=True)


def _title(base: Base, query: Sequence[str] | None, filters: Filters) -> str:
    """A heading by the query and the filters."""
    typed = filters.typed()
    named = [base.topics[t].label for t in typed.topic if t in base.topics]
    named += [base.entities[a].name for a in typed.actor if a in base.entities]
    subject = ", ".join(filter(None, [" ".join(query or []), *named]))
    return f"Briefing note: {subject}" if subject else "Briefing note"


def _again(run: Run, ctx: typer.Context) -> str:
    """The command that makes the document again, without where it went to."""
    base = [] if run.path == files.bundled() else ["--facts", str(run.path)]
    options: list[str] = []
    arguments: list[str] = []
    for parameter in ctx.command.params:
        value: Any = ctx.params.get(str(parameter.name))
        if value in ((), [], parameter.default) or parameter.name in _OUTSIDE:
            continue
        option = next((name for name in parameter.opts if name.startswith("--")), None)
        for word in value if isinstance(value, (list, tuple)) else [value]:
            if option is None:
                arguments.append(str(word))
            else:
                options += [option] if word is True else [option, str(word)]
    if any(argument.startswith("-") for argument in arguments):
        arguments.insert(0, "--")
    return shlex.join(["bilat", ctx.command.name or "", *base, *options, *arguments])
