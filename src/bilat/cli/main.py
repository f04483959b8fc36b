"""The application: its commands, its start, and the edge where errors become exit codes."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import Annotated, Any

import typer
import typer.main
from typer.core import TyperGroup
from typer.exceptions import TyperException

from .. import __version__, output
from . import complete
from .options import Common, File, grouped, start
from .words import Command, Helped, understood

# What each command does, so that a list of them loads none.
COMMANDS = {
    "search": "Find facts by words, best first.",
    "list": "List facts, earliest first, the undated last.",
    "timeline": "Show dated facts in order of time.",
    "on": "Show what happened on a day of the year, or which anniversaries come up.",
    "show": "Show facts with all that is known of them.",
    "cite": "Cite facts: the quote in its paragraph, its receipt, and a reference to paste.",
    "read": "Read a source with its evidence marked and the ids of facts at the margin.",
    "sources": "List the sources: who wrote what, when, and whether the file is as recorded.",
    "topics": "List the topics, broader above narrower.",
    "actors": "List the people, bodies, places and documents that facts are about.",
    "compare": "Compare sources: what they share, where they refine one another or differ, "
    "what one adds.",
    "brief": "Write a briefing note in Markdown, with a footnote for every quote.",
    "export": "Make a document of facts for another program: a bibliography, a calendar, "
    "a database.",
    "verify": "Recompute every hash and span, and check every reference between records.",
    "coverage": "Account for every sentence of the sources: evidence, omission, or neither.",
    "check": "Check a draft: its quotations, the ids that it cites, its figures and claims.",
    "schema": "Print the JSON Schema that all JSON output validates against.",
    "init": "Begin a base of your own: a folder with a facts.json and the texts beside it.",
    "add": "Add a source, a fact, an actor or a topic to a base of your own.",
    "review": "Go through the sentences of a source that are neither evidence nor left out "
    "for a reason.",
    "import": "Take in what another base, a CSV file or W3C annotations hold.",
    "try": "Try queries against the facts that they should find.",
    "edit": "Open one record in $EDITOR, and put it in place if it can be taken.",
    "rename": "Give a record another id; every reference follows, and a fact leaves a tombstone.",
    "merge": "Make two facts, actors or topics one; every reference follows.",
    "withdraw": "Withdraw a fact, which leaves a tombstone, or what no record names any more.",
    "rebase": "Take a new edition of a source's text, and anchor its quotes in it.",
    "locate": "Find where a quote stands: span, paragraph and line, ready for an evidence.",
    "tidy": "Put a facts.json in its one order, and give a span to each quote that lacks one.",
    "log": "List what was done to a base, latest first.",
    "undo": "Take back the last change of a base, or the last few.",
    "help": "Explain a topic (marks, dates, queries, formats, exit, environment) or a command.",
    "man": "Show the manual page, made from the code; in a pipe it is the page's source.",
}
# How a list of them is parted: what each part is for, and its first command.
SECTIONS = {
    "To find and show": "search",
    "To write and prove": "brief",
    "A base of your own": "init",
    "Help": "help",
}
# Where they are: a module is loaded only when a command of it is run or described.
_MODULES = {
    "find": ("search",),
    "lookup": ("list", "timeline"),
    "anniversaries": ("on",),
    "cards": ("show",),
    "cite": ("cite",),
    "sources": ("read", "sources", "topics", "actors"),
    "compare": ("compare",),
    "documents": ("brief", "export"),
    "audit": ("verify", "coverage", "check", "schema"),
    "curate": ("locate", "tidy", "try"),
    "review": ("review",),
    "imports": ("import",),
    "change": ("edit", "rename", "merge", "withdraw"),
    "rebase": ("rebase",),
    "guide": ("help", "man"),
    "own": ("init", "log", "undo"),
}
# Commands that have commands of their own, each in a module of its name.
GROUPS = ("add",)
_CONTEXT = {"help_option_names": ["--help", "-h"], "max_content_width": 100}


def _command(name: str) -> Any:
    """Build one command, as Typer would have built it along with all others."""
    home = next((module for module, names in _MODULES.items() if name in names), name)
    module = import_module(f".{home}", __package__)
    plain: Any = {"rich_markup_mode": None, "add_completion": False, "context_settings": _CONTEXT}
    alone = typer.Typer(name=name, cls=Group, help=COMMANDS[name], **plain)
    if name in GROUPS:
        alone.callback()(lambda: None)
        for below, function in module.COMMANDS.items():
            alone.command(below, cls=Command)(function)
    else:  # of one command alone no group is made
        alone.command(name, cls=Command)(getattr(module, f"{name}_command"))
    return typer.main.get_command(alone)


class Group(Helped, TyperGroup):
    """A command that has commands of its own."""


class Edge(Helped, TyperGroup):
    """Loads commands when they are needed, and turns every end of a run into an exit code."""

    def __init__(self, **extra: Any) -> None:
        super().__init__(**extra)
        self.commands = dict.fromkeys(COMMANDS)  # type: ignore[assignment]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command of a name, built at first use; None where there is none."""
        if cmd_name in self.commands and self.commands[cmd_name] is None:
            self.commands[cmd_name] = _command(cmd_name)
        return self.commands.get(cmd_name)

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """List the commands for --help by what they are for, with the first line of each."""
        names = list(COMMANDS)
        begun = [names.index(first) for first in SECTIONS.values()]
        for title, first, last in zip(SECTIONS, begun, [*begun[1:], None], strict=True):
            with formatter.section(title):
                formatter.write_dl([(name, COMMANDS[name]) for name in names[first:last]])

    def invoke(self, ctx: Any) -> Any:
        """Run what stands before a command, and the command."""
        ctx.params = understood(self, ctx.params)
        return super().invoke(ctx)

    def main(self, *args: Any, **extra: Any) -> Any:
        """Run and exit; nothing that a user can do ends in a traceback."""
        extra |= {"standalone_mode": False}
        completing = False
        try:
            completing = complete.asked(os.environ)
            code = super().main(*args, **extra)
        except (Exception, KeyboardInterrupt, SystemExit) as error:
            from .failing import exit_code  # hardly ever

            # A shell in the midst of a line is no place for an error.
            code = 1 if completing and isinstance(error, TyperException) else exit_code(error)
            if code is None:
                raise
        sys.exit(code if isinstance(code, int) else 0)


app = typer.Typer(
    name="bilat",
    cls=Edge,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    invoke_without_command=True,
    context_settings=_CONTEXT,
)


def _version(wanted: bool) -> None:
    if wanted:
        output.write([f"bilat {__version__}\n"])
        raise typer.Exit


@app.callback()
@grouped
def bilat(
    ctx: typer.Context,
    common: Common,
    version: Annotated[
        bool,
        typer.Option("--version", help="Print the version.", callback=_version, is_eager=True),
    ] = False,
) -> None:
    """Look up cited facts.

    Every fact carries its receipt: the exact quote, where it stands, who says it, and whether it
    still matches the source byte for byte. Without a command: what the base holds.

    Exit codes: 0 found or done; 1 nothing found, or a check that does not hold; 2 wrong usage;
    3 the base or a source is not to be trusted; 130 interrupted.
    """
    ctx.obj = common
    if ctx.invoked_subcommand is None:
        from ..lookup.summary import summary
        from ..render.results import Held
        from .emit import Form, emit

        run = start(ctx, common)
        emit(run, File(), Form("table"), Held([summary(run.base)]))
