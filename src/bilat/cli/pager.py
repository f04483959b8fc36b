"""A pager for what is longer than the terminal's screen."""

from __future__ import annotations

import os
import shlex
import signal
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress

from ..startup import pattern

# Ends where all fits, ignores case in searches, shows colours, and leaves the text on the screen.
DEFAULT = "less -FIRX"
# Not every pager leaves links to the terminal.
_LINK = pattern(r"\x1b\]8;[^\x1b]*\x1b\\")


def command(environ: Mapping[str, str]) -> list[str]:
    """The pager that is to be used: BILAT_PAGER, PAGER, or `less`; none where one is empty."""
    for name in ("BILAT_PAGER", "PAGER"):
        if name in environ:
            try:
                words = shlex.split(environ[name])
            except ValueError:
                return []
            return words if words != ["cat"] else []
    return DEFAULT.split()


def taken(text: str, environ: Mapping[str, str]) -> bool:
    """Show a text in the pager, if it is longer than the screen and there is one.

    Whoever leaves the pager early, and Ctrl-C in it, end quietly.
    """
    try:
        rows = os.get_terminal_size(sys.stdout.fileno()).lines
    except (OSError, ValueError):
        return False
    words = command(environ)
    if not words or text.count("\n") < rows:
        return False
    sys.stdout.flush()
    try:
        pager = subprocess.Popen(words, stdin=subprocess.PIPE)  # noqa: S603 - named by the user
    except OSError:
        return False
    # Ctrl-C is for the pager while it runs.
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with suppress(BrokenPipeError):
            pager.communicate(_LINK.sub("", text).encode("utf-8", "backslashreplace"))
        pager.wait()
    finally:
        signal.signal(signal.SIGINT, before)
    return pager.returncode not in (126, 127)  # a shell's words for: it could not be run
