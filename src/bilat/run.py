"""What one run needs: its base, and how its output is to look."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from .base import files
from .core.edtf import Day
from .core.errors import UsageError
from .core.text import printable

if TYPE_CHECKING:
    from .base.base import Base
    from .base.document import Library
    from .base.snapshot import State

MIN_WIDTH, MAX_WIDTH = 40, 200
# What terminals that have links say of themselves.
_LINKING = ("VTE_VERSION", "KONSOLE_VERSION", "WT_SESSION", "DOMTERM")
_LINKING_PROGRAMS = ("iTerm.app", "WezTerm", "vscode", "ghostty", "Hyper", "Tabby", "rio")
_LINKING_TERMS = ("xterm-kitty", "xterm-ghostty", "alacritty", "foot", "wezterm", "contour")
COLORS = ("auto", "always", "never")


class Run:
    """One run of bilat.

    Attributes:
        facts: the base asked for, or None for BILAT_FACTS or the bundled one.
        color: auto, always or never.
        environ: the environment's variables.
        terminal: whether standard output is one.
        paged: whether a long screen may go to a pager.
        hint: what could come next, to be told at the end; "" for nothing.
        working: shows somebody at a terminal, while it is entered, what takes long.
    """

    def __init__(
        self, facts: Path | None, color: str, environ: Mapping[str, str], terminal: bool
    ) -> None:
        self.facts, self.color, self.environ, self.terminal = facts, color, environ, terminal
        self.paged, self.hint = True, ""
        self.working: Callable[[str], AbstractContextManager[object]] = nullcontext
        self._unkept: tuple[Base, State, Path] | None = None

    @property
    def path(self) -> Path:
        """The facts.json that this run reads: one that was named, or the bundled one."""
        return self.chosen or files.bundled()

    @property
    def own(self) -> Path:
        """The facts.json that this run may write: one that was named.

        Raises:
            UsageError: none was; the bundled base is nobody's to write.
        """
        if self.chosen is None:
            raise UsageError(
                "the bundled base is not written to",
                "Name your own with --facts DIR; `bilat init DIR` begins one.",
            )
        return self.chosen

    @property
    def chosen(self) -> Path | None:
        """The facts.json that was named, or that of the folder that was; None if none was."""
        variable = self.environ.get("BILAT_FACTS", "")
        found = self.facts or (files.expanded(variable) if variable else None)
        return found / "facts.json" if found is not None and found.is_dir() else found

    @property
    def option(self) -> str:
        """The option that names the base, to be put into a command; "" where none was given."""
        if self.facts is None:
            return ""
        from shlex import quote  # only where a base was named

        return f" --facts {printable(quote(str(self.facts)))}"

    @property
    def named(self) -> str:
        """The base that this run reads, as people are told: the bundled one, or its path."""
        title = self.base.meta.title
        name = str(self.chosen) if self.chosen else "the bundled base"
        return f"{name} ({title})" if title else name

    @cached_property
    def base(self) -> Base:
        """The base, held to its format and references; read from its snapshot if there is one."""
        from .base import snapshot  # and so sqlite3, which --help does without
        from .base.base import load

        cache = snapshot.folder(self.environ)
        found = snapshot.opened(self.path, cache)
        if found is not None:
            return found
        before = snapshot.state(self.path)
        with self.working("reading the base"):
            base = load(self.path)
        if cache is not None and before is not None and before[0] >= snapshot.LEAST_BYTES:
            self._unkept = base, before, cache
        return base

    def renew(self) -> None:
        """Read the base again when it is asked for: it has been written."""
        for name in ("base", "library"):
            self.__dict__.pop(name, None)

    def close(self) -> None:
        """When the answer has been given: keep the snapshot of a base that was read."""
        if self._unkept is None:
            return
        (base, before, cache), self._unkept = self._unkept, None
        from .base import snapshot
        from .search import complete

        snapshot.later(partial(snapshot.keep, base, self.path, before, cache, complete))

    @cached_property
    def library(self) -> Library:
        """The sources' texts."""
        from .base.document import Library

        return Library(self.base)

    @cached_property
    def today(self) -> Day:
        """The day of this run: SOURCE_DATE_EPOCH sets it."""
        return today(self.environ)

    def colored(self, *, to_file: bool = False) -> bool:
        """Whether to colour: --color first, then NO_COLOR, FORCE_COLOR, TERM=dumb, the terminal."""
        if self.color != "auto":
            return self.color == "always"
        if to_file or self.environ.get("NO_COLOR"):
            return False
        if self.environ.get("FORCE_COLOR"):
            return True
        return self.terminal and self.environ.get("TERM") != "dumb"

    def colors(self, *, to_file: bool = False) -> str:
        """How many colours to use, as `render.look.Look` has it; "" for none."""
        if not self.colored(to_file=to_file):
            return ""
        terminal, more = self.environ.get("TERM", ""), self.environ.get("COLORTERM", "")
        return "256" if "256" in terminal or more in ("truecolor", "24bit") else "standard"

    @property
    def linked(self) -> bool:
        """Whether the terminal has links (OSC 8): FORCE_HYPERLINK says so, or what it is."""
        forced, term = self.environ.get("FORCE_HYPERLINK"), self.environ.get("TERM", "")
        if forced is not None or not self.terminal:
            return self.terminal and forced not in ("", "0")
        if term.startswith(("screen", "tmux")):  # which have the variables of the terminal around
            return False
        named = any(self.environ.get(name) for name in _LINKING)
        program = self.environ.get("TERM_PROGRAM") in _LINKING_PROGRAMS
        return named or program or term.startswith(_LINKING_TERMS)

    @property
    def encoding(self) -> str:
        """What the terminal reads, as its user's locale says; a pipe and a file have UTF-8."""
        named = self.environ.get("PYTHONIOENCODING", "").partition(":")[0]
        if not self.terminal or named or os.name == "nt":  # whose consoles take all of Unicode
            return named if self.terminal and named else "utf-8"
        from locale import getencoding  # as standard output had it before it became UTF-8

        return getencoding()

    def width(self, *, to_file: bool = False) -> int | None:
        """Columns to fit in; None where nothing limits a line, as in a pipe."""
        columns = self.environ.get("COLUMNS", "")
        # Python reads no number of thousands of digits.
        if columns.isdecimal() and (wanted := int(columns.lstrip("0")[:9] or "0")) > 0:
            return max(MIN_WIDTH, min(wanted, MAX_WIDTH))
        if self.terminal and not to_file:
            return max(MIN_WIDTH, min(_columns(sys.stdout) or 80, MAX_WIDTH))
        # Colours in a pipe are for a pager in the terminal that errors go to.
        found = _columns(sys.stderr) if self.color == "always" and not to_file else None
        return max(MIN_WIDTH, min(found, MAX_WIDTH)) if found else None


def _columns(stream: TextIO | None) -> int | None:
    """The width of the terminal that a stream goes to, if it goes to one."""
    try:
        return os.get_terminal_size(stream.fileno()).columns if stream else None
    except (OSError, ValueError):
        return None


def today(environ: Mapping[str, str]) -> Day:
    """The day that a run is on: SOURCE_DATE_EPOCH sets it."""
    epoch = environ.get("SOURCE_DATE_EPOCH", "")
    seconds = int(epoch) if epoch.isdecimal() and len(epoch) < 12 else None
    return Day(*(time.gmtime(seconds) if seconds is not None else time.localtime())[:3])


def run(facts: Path | None, color: str | None) -> Run:
    """Build a run from the command line and the process's surroundings.

    Raises:
        UsageError: `color` is none of COLORS.
    """
    wanted = (color or "auto").lower()
    if wanted not in COLORS:
        raise UsageError(f"--color: {color!r} is not known", f"It takes {', '.join(COLORS)}.")
    terminal = sys.stdout is not None and sys.stdout.isatty()
    return Run(facts, wanted, dict(os.environ), terminal)
