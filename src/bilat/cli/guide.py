"""The commands that teach: help on a topic or a command, and the manual page."""

from __future__ import annotations

import inspect
import shutil
import subprocess
from collections.abc import Iterator
from typing import Annotated, Any

import typer

from .. import __version__, output
from ..core.errors import NotFoundError
from ..core.text import did_you_mean, echoed
from ..startup import pattern
from .complete import from_list
from .examples import EXAMPLES

# A term of a topic, up to what it means.
_TERM = pattern(r"  \S+(?: \S+)* {2,}(?=\S)")
# What is to be known beyond single commands, in a screen each.
TOPICS: dict[str, str] = {
    "marks": """\
Marks on the screen

  ● ▲ ◆    happened: an event, a visit, an agreement.
  ■        was counted: a figure.
  ○        held: a status.
  □ ◇ “    is somebody's word: a claim, a position, a quotation.
  △        is planned.
  ·        tells of a person: biography.
  ², ³     the fact stands in so many sources; two sources of one side are not independent.
  ‡        read its caveats first: something in it misleads a hurried reader. It stands for the
           types outside (the public record says more, or otherwise), garbled, arithmetic (a sum
           that does not come out) and trap. Softer ones (vague, time-bound, one-sided) are seen in
           `bilat show ID` and `bilat cite ID`.
  ⟦ ⟧      where a quote stands, if there is no colour.
  ✓ ✗      the quote was looked up in its source just now, and is there, or is not.
  ?, c.    a doubtful year; a rough one.
  ✓ ◐ ✗    above the hits of a search: answered, in part, nothing (`bilat help queries`).
  ≠        the hit says otherwise than the query in one thing: a difference, no proof.
  ★        a round anniversary.
  [-a-]{+b+}  what differs between two passages by word: what is gone, and what is new.
""",
    "dates": """\
Dates in the base, in options and in queries

  Dates are EDTF (ISO 8601-2): 1992-04-02, 1992-04, 1992, 2021-22 (summer), 199X, 19XX, 1993?,
  1993~, 1994-03-07/1994-03-10 (lasted from one to the other), 2024-07/.. (began, and still held
  when written), -0043 (44 BC). `issued` of a source also takes [2015..2025] and [..2025-07-28].

  A point says that something happened at some moment within; an interval that it lasted throughout.
  --since, --until and --during take what is certain; --possible adds what only may touch the
  time, as a doubtful or rough date does.

  Queries read dates in any common spelling of English, Azerbaijani, Chinese and Russian, and
  relative ones (last year) from today, which SOURCE_DATE_EPOCH sets. `bilat on` takes a day in
  any spelling.
""",
    "queries": """\
What a query may hold, and how it is judged

  Words rank together: none is required, more matched is better. Word forms, slips of the pen, other
  spellings and the languages of the texts are understood; what was searched instead is told.

  "a phrase"  its words stand together
  -word       shuts out
  prefix*     begins a word
  AND OR NOT  combine
  topic:ID    filters, as do actor: kind: source: by: side: scope: when: since: until:; -topic:ID
              shuts out

  Answered: some fact bears all of it. In part: a line says what none bears together. Nothing:
  exit 1, and the nearest facts are named, never as hits. --loose holds nothing back, --strict
  exits 1 unless answered. A query that begins with - goes after --.
""",
    "formats": """\
Formats for programs, and documents

  --format table|json|jsonl|csv|tsv|md|ids on what lists records; --json is short for --format json.
  --fields id,when,evidence.quote chooses columns by dotted paths. --output FILE writes whole or
  not at all, takes the format from the ending, and overwrites only with --force.

  Of a fact there are id, statement, kind, scope, topics, actors, when, quantities, caveats,
  relations, keywords, sides and evidence, with evidence.source, .quote, .paragraph, .line,
  .asserted_by, .voice and .verified among what each has. Tab completes them; `bilat schema fact`
  describes all.

  Documents: `bilat cite` and `bilat export` write bibtex, biblatex, ris, csl-json, markdown,
  pandoc and webannotation; `export` also ics and sqlite; `bilat brief` Markdown, and .docx, .odt,
  .rtf, .html and .tex by pandoc.

  JSON is UTF-8, a plain array, valid on exit 0 and 1; `bilat schema` prints its JSON Schema.
""",
    "exit": """\
Exit codes

  0    found, or done
  1    nothing found; a check that does not hold (verify, coverage, check); one of several ids is
       unknown
  2    wrong usage, or output that cannot be written; nothing is printed
  3    the base or a source is unreadable or not to be trusted; a quote that no longer matches
  130  interrupted

  A closed pipe (`bilat list | head`) ends quietly with 0. Data goes to standard output, the rest
  to standard error. No error is ever a traceback.
""",
    "environment": """\
Environment variables

  BILAT_FACTS        the base to read where no --facts is given: a facts.json, or its folder
  BILAT_CACHE        the folder for snapshots of bases; empty for none
  BILAT_STYLES       folders of CSL styles, searched before the user's own and Zotero's
  BILAT_HINTS        empty for no hint of what could come next, after a result at a terminal
  BILAT_PAGER        what shows a long screen, else PAGER, else `less -FIRX`; empty for none
  VISUAL, EDITOR     what `bilat edit` opens
  NO_COLOR           no colours; FORCE_COLOR: colours in pipes too; --color goes before both
  FORCE_HYPERLINK    1 for links in a terminal that is not known to have them, 0 for none
  COLUMNS            the width of what is drawn
  SOURCE_DATE_EPOCH  the day that is today, in seconds since 1970
""",
}


def help_command(
    ctx: typer.Context,
    topic: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[TOPIC]...",
            help="A topic, or a command; none lists the topics.",
            autocompletion=from_list((*TOPICS, *(name for name in EXAMPLES if " " not in name))),
        ),
    ] = None,
) -> None:
    """Explain a topic (marks, dates, queries, formats, exit, environment) or a command."""
    name = " ".join(topic or ()).lower()
    if not name:
        first = (f"  bilat help {one:<11} {text.splitlines()[0]}\n" for one, text in TOPICS.items())
        output.write([*first, "  bilat help COMMAND     what a command takes\n"])
        return
    if name in TOPICS:
        output.write(_fitted(TOPICS[name], min(shutil.get_terminal_size((100, 24)).columns, 100)))
        return
    group: Any = ctx.find_root().command
    found, inner = group, ctx.find_root()
    for word in name.split():
        below = found.get_command(inner, word) if hasattr(found, "get_command") else None
        if below is None:
            known = [*TOPICS, *EXAMPLES]
            advice = did_you_mean(name, known) or f"There are {', '.join(TOPICS)}."
            raise NotFoundError(f"there is no help on {echoed(name)}", advice)
        found, inner = below, type(inner)(below, info_name=word, parent=inner)
    output.write([f"{found.get_help(inner)}\n"])


def _entries(text: str) -> Iterator[tuple[str, str, str]]:
    """The heading of a topic, its paragraphs, and its terms with what they mean.

    Yields:
        the blanks and the term that an entry begins with, and its words; all "" for a blank line.
    """
    term, told, inset = "", "", ""
    for line in (*text.splitlines(), None):
        begun = _TERM.match(line or "")
        deeper = len(line) - len(line.lstrip()) > 2 if line else False
        if told and (not line or begun or (term and not deeper)):
            yield inset, term, told
            told = ""
        if line == "":
            yield "", "", ""
        elif line and told:
            told += f" {line.strip()}"
        elif line:
            term = begun[0][2:] if begun else ""
            inset = line[: len(line) - len(line.lstrip())]
            told = line[len(inset) + len(term) :]


def _fitted(text: str, columns: int) -> Iterator[str]:
    """The lines of a topic at a width."""
    from textwrap import wrap  # only to show one

    for inset, term, told in _entries(text):
        first, gap = inset + term, " " * len(inset + term)
        insets: Any = {"initial_indent": first, "subsequent_indent": gap}
        lines = wrap(told, columns, break_on_hyphens=False, **insets)
        yield "\n".join([*lines, ""]) or "\n"


def man_command(ctx: typer.Context) -> None:
    """Show the manual page, made from the code; in a pipe it is the page's source."""
    from ..run import run

    page = manual(ctx.find_root().command)
    reader = shutil.which("man")
    if run(None, None).terminal and reader:
        subprocess.run([reader, "-l", "-"], input=page.encode(), check=False)  # noqa: S603
        return
    output.write([page])


def manual(group: Any) -> str:
    """The manual page in roff: what each command is for, its options and examples."""
    lines = [
        f'.TH BILAT 1 "" "bilat {__version__}" "User Commands"',
        ".SH NAME",
        "bilat \\- look up cited facts, each with its receipt",
        ".SH SYNOPSIS",
        ".B bilat",
        "[OPTIONS] COMMAND [ARGS]...",
        ".SH DESCRIPTION",
        *_paragraphs(inspect.cleandoc(group.help or "")),
        ".SH COMMANDS",
    ]
    context = typer.Context(group, info_name="bilat")
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        below = getattr(command, "commands", None) or {"": command}
        for inner, one in below.items():
            lines += [f'.SS "bilat {f"{name} {inner}".strip()}"']
            lines += _paragraphs(inspect.cleandoc(one.help or ""))
            for parameter in one.params:
                if parameter.param_type_name == "option" and parameter.name != "help":
                    value = "" if parameter.is_flag else f" {parameter.metavar or ''}"
                    said = " ".join((parameter.help or "").split())
                    lines += [".TP", _roff(f"{', '.join(parameter.opts)}{value}"), _roff(said)]
            lines += [".PP", "Examples:"]
            for example in EXAMPLES.get(f"{name} {inner}".strip(), ()):
                lines += [".IP", ".nf", _roff(example), ".fi"]
    for name, text in TOPICS.items():
        lines.append(f'.SH "{name.upper()}"')
        for _, term, told in [*_entries(text)][1:]:
            lines += [".TP", _roff(term.rstrip())] if term else [".PP"] * bool(told)
            lines += [_roff(told)] if told else []
    return "\n".join(lines) + "\n"


def _paragraphs(text: str) -> list[str]:
    lines: list[str] = []
    for paragraph in text.split("\n\n"):
        lines += [".PP", _roff(" ".join(paragraph.split()))]
    return lines


def _roff(text: str) -> str:
    """A line of text that roff reads as it stands."""
    escaped = text.replace("\\", "\\e").replace("-", "\\-")
    return f"\\&{escaped}" if escaped[:1] in (".", "'") else escaped
