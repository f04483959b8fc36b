"""What is typed for a command: words as text, names of files by their bytes."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from typer.core import TyperCommand

from ..base import files
from ..core.errors import UsageError
from ..core.text import printable
from ..output import StdoutError, tell
from ..run import run
from .complete import on_one_line
from .options import TEXTS


class Helped:
    """What every command's help ends in, and how the shell is told of it."""

    def format_epilog(self, ctx: Any, formatter: Any) -> None:
        """End the help with the command's examples, a line each as it is typed."""
        from .examples import EXAMPLES

        path = ctx.command_path.partition(" ")[2]
        if path in EXAMPLES:
            with formatter.section("Examples"):
                for example in EXAMPLES[path]:
                    formatter.write(f"{'':{formatter.current_indent}}{example}\n")

    def shell_complete(self, ctx: Any, incomplete: str) -> Any:
        """The commands or options that begin so, with what each does."""
        return on_one_line(super().shell_complete(ctx, incomplete))  # type: ignore[misc]


class Command(Helped, TyperCommand):
    """A command that is given what was typed as it was meant."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command.

        Raises:
            UsageError: its output would take the place of what it reads.
            StdoutError: standard output cannot be written, with what this command has instead.
        """
        ctx.params = understood(self, ctx.params)
        _tell_of_options(self, ctx)
        if ctx.params.get("output") and ctx.params.get("force"):
            _spare(ctx)
        try:
            return super().invoke(ctx)
        except StdoutError as error:
            if "output" in ctx.params:
                error.advice = "Try --output FILE."
            raise


def _tell_of_options(command: Any, ctx: Any) -> None:
    """Tell of words of a text that are options of the command: they stand after `--`."""
    options = {name for p in command.params for name in p.opts if name.startswith("--")}
    for name in texts(command):
        for word in ctx.params.get(name) or ():
            if word in options:
                tell(f"{word} stands after -- and is a word here; options go before it.")


def texts(command: Any) -> list[str]:
    """Its arguments that take words of a text; an option may have the name of one, as --quote."""
    arguments = (p.name for p in command.params if p.param_type_name == "argument")
    return [name for name in arguments if name in TEXTS]


def understood(command: Any, values: Mapping[str, Any]) -> dict[str, Any]:
    """The values of a command's parameters: words read, files' names without a leading `~`."""
    types = {parameter.name: parameter.type.name for parameter in command.params}
    return {name: _understood(types.get(name), value) for name, value in values.items()}


def _understood(kind: str | None, value: Any) -> Any:
    if isinstance(value, (list, tuple)):
        return type(value)(_understood(kind, one) for one in value)
    if kind == "path":
        return None if value is None else files.expanded(value)
    return _word(value) if isinstance(value, str) else value


def _word(text: str) -> str:
    """A word as it was typed: its bytes are UTF-8, or else what the locale makes of them."""
    if text.isascii():
        return text
    try:
        return os.fsencode(text).decode()
    except UnicodeError:
        return text


def _spare(ctx: Any) -> None:
    """Refuse to overwrite the base, or one of its sources, with what is made of them."""
    target: Path = ctx.params["output"]
    if not target.exists():
        return
    from ..base.reading import Reading

    before = ctx.find_root().params.get("facts")
    this = run(ctx.params.get("facts") or (before and files.expanded(before)), None)
    base = Reading(this.path)
    read = [this.path, *(base.folder / source.file for source in base.records("sources"))]
    if any(path.exists() and target.samefile(path) for path in read):
        raise UsageError(
            f"--output: {printable(str(target))} is what the output is made from",
            "Name another file.",
        )
