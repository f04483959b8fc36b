"""Questions at a terminal: a line, a single key, and nothing where nobody can answer."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Mapping

import typer

from .. import output
from ..core.errors import BilatError, UsageError
from ..core.text import printable

Check = Callable[[str], str]


def able() -> bool:
    """Whether somebody is there to be asked."""
    streams = (sys.stdin, sys.stdout, sys.stderr)
    return all(stream is not None and stream.isatty() for stream in streams)


def say(text: str = "") -> None:
    """Show lines between questions."""
    sys.stdout.write("\n".join(_broken(line) for line in text.split("\n")) + "\n")
    sys.stdout.flush()


def _broken(text: str) -> str:
    """A line as it fits the terminal, with room for an answer behind."""
    return output.broken(text, shutil.get_terminal_size().columns - 3)


def line(
    question: str, default: str = "", check: Check | None = None, *, shown: bool = True
) -> str:
    """A line that is typed; Enter takes the default. It is asked again until it can be taken.

    Args:
        question: what is asked.
        default: what Enter takes.
        check: returns what is taken of what was typed, or raises what is wrong with it.
        shown: whether the default is shown; the question says it otherwise.

    Raises:
        typer.Abort: the input has ended.
    """
    asked = f"{question} [{printable(default)}]:" if default and shown else f"{question}:"
    while True:
        try:
            typed = input(_broken(asked) + " ").strip() or default
        except EOFError:
            raise typer.Abort from None
        try:
            taken = check(typed) if check else typed
        except BilatError as error:
            say(f"  {error.told}")
            continue
        if taken != typed:
            say(f"  read as {printable(taken)}")
        return taken


def key(question: str, keys: Mapping[str, str], default: str = "") -> str:
    """One of some keys; Enter takes the default.

    Args:
        question: what is asked.
        keys: each key, with what it stands for.
        default: a key; "" where none may be taken unread.
    """
    told = " · ".join(f"{name} {what}" for name, what in keys.items())
    sys.stdout.write(_broken(f"{question} ({told})" + f" [{default}]" * bool(default)) + " ")
    sys.stdout.flush()
    while True:
        typed = typer.getchar()
        if typed in ("\x03", "\x04", ""):
            raise typer.Abort
        typed = default if typed in ("\r", "\n") else typed.lower()
        if typed in keys:
            say(typed)
            return typed


def agreed(question: str) -> bool:
    """Whether somebody says yes, as Enter does."""
    return key(question, {"y": "yes", "n": "no"}, "y") == "y"


def some(typed: str) -> str:
    """A check: what must not be empty.

    Raises:
        UsageError: it is.
    """
    if not typed.strip(" ,;"):
        raise UsageError("it needs one", "Type it.")
    return typed


def required(given: Mapping[str, object]) -> None:
    """Refuse where something is missing that nobody can be asked for: all of it at once.

    Args:
        given: by what is to be typed, what was given or proposed.

    Raises:
        UsageError: something is missing.
    """
    missing = ", ".join(typed for typed, value in given.items() if not value)
    if missing:
        raise UsageError(f"missing: {missing}", "Give them, or run this in a terminal to be asked.")
