"""How a run that fails ends: what is told, in a line, and with which exit code."""

from __future__ import annotations

import sys
from typing import Any

import typer
from typer.exceptions import TyperException

from .. import output
from ..core.errors import BilatError
from ..core.text import echoed, printable, shortened
from ..startup import pattern
from .words import texts

# What Typer repeats of what was typed.
_LONG = pattern(r"'([^']{61,})'")


def exit_code(error: BaseException) -> int | None:
    """The exit code of a run that an error ended, once it has been told; None for a bug of ours."""
    if isinstance(error, (KeyboardInterrupt, typer.Abort)):
        return 130
    cause = error.__context__ if isinstance(error, SystemExit) else error
    if isinstance(cause, BrokenPipeError):
        output.silence()
        return 0
    line, code = _told(error)
    if line is not None:
        output.tell(line)
    return code


def _told(error: BaseException) -> tuple[str, int] | tuple[None, None]:
    """What is wrong and what to do next, with the exit code; None twice for a bug of ours."""
    if isinstance(error, BilatError):
        return error.told, error.exit_code
    if isinstance(error, TyperException):
        return _usage(error), 2
    if isinstance(error, MemoryError):
        return "there is not enough memory for this. Ask for less, or of a smaller base.", 3
    # Typer's own: it prints help, and puts completion in place. All else goes through `output`.
    installing = "--install-completion" in sys.argv
    if isinstance(error, OSError) or (installing and isinstance(error, (RuntimeError, ValueError))):
        return _unwritten(error, installing=installing), 2
    return None, None


def _unwritten(error: Exception, *, installing: bool) -> str:
    """One line for what Typer could not write, with what to do instead."""
    advice = "`bilat --show-completion` prints it." if installing else "Make room there first."
    why = error.strerror if isinstance(error, OSError) else str(error)
    name = getattr(error, "filename", None)
    return f"cannot write{f' {printable(str(name))}' if name else ''}: {why}. {advice}"


def _usage(error: TyperException) -> str:
    """One line for an error that Typer found, with where to read on."""
    message = str(error.format_message()).replace("\n", " ")
    message += "" if message.endswith(("?", ".")) else "."
    message = _LONG.sub(lambda match: echoed(match[1]), message)
    message = _number(message, error)
    ctx = getattr(error, "ctx", None)
    path = ctx.command_path if ctx else "bilat"
    advice = f"`{path} --help` lists what it takes."
    if type(error).__name__ == "MissingParameter" and ctx:
        taken = [p.metavar for p in ctx.command.params if p.param_type_name == "argument"]
        advice = f"It is typed `{' '.join([path, *filter(None, taken)])}`."
    if type(error).__name__ == "NoSuchOption" and ctx:
        typed: str = error.option_name  # type: ignore[attr-defined]
        here = _option_meant(ctx.command, typed)
        if here:
            return f"No such option: {typed}. Here it is `{here}`."
        if texts(ctx.command) and not typed.startswith("--"):
            word = next((w for w in sys.argv if w[:1] == "-" != w[1:2] and typed[1:] in w), typed)
            word = shortened(printable(word), 60)
            message = f"No such option: {word}."
            advice = f"A word that begins with - goes after --: `{path} -- {word}`."
    elif message.startswith("Got unexpected extra argument") and ctx and ctx.info_name == "list":
        advice = "`bilat search WORD` finds facts by words."
    return f"{message} {advice}"


# How Typer says that a number is none, or out of range.
_NO_NUMBER = pattern(r": (?:'(.*)' is not a valid |(-?\d+) is not in the range )")


def _number(message: str, error: TyperException) -> str:
    """What is wrong with a number, in plain words; another message as it is."""
    match, parameter = _NO_NUMBER.search(message), getattr(error, "param", None)
    if match is None or parameter is None or not parameter.type.name.startswith("int"):
        return message
    name = (
        max(parameter.opts, key=len)
        if parameter.opts[0].startswith("-")
        else parameter.metavar.strip("[].")
    )
    least = getattr(parameter.type, "min", None)
    takes = "a whole number" if least is None else f"a whole number from {least} up"
    return f"{name}: {echoed(match[1] or match[2])} is not {takes}."


# What other programs call it, and what it is here: the option, and what to type.
_ELSEWHERE = {
    "-n": ("limit", "--limit N"),
    "-o": ("output", "--output FILE"),
    "-f": ("format", "--format FORMAT"),
    "--count": ("facets", "--facets"),
    "--jsonl": ("format", "--format jsonl"),
    "--csv": ("format", "--format csv"),
    "--tsv": ("format", "--format tsv"),
    "--md": ("format", "--format md"),
    "--ids": ("format", "--format ids"),
}


def _option_meant(command: Any, typed: str) -> str:
    """What an unknown option is called here, if it was typed alone and the command has it."""
    name, here = _ELSEWHERE.get(typed, ("", ""))
    alone = any(word.partition("=")[0] == typed for word in sys.argv)
    known = any(parameter.name == name for parameter in command.params)
    return here if alone and known else ""
