"""How screens look: width, colour, styles and markers, and the one way to rich."""

import io
from collections.abc import Iterable
from typing import NamedTuple

from rich.console import Console, RenderableType
from rich.text import Text

from ..core.text import printable

# Wide enough that nothing wraps: where output goes to a pipe or file.
UNLIMITED = 100_000
# Prose in wider lines than this reads badly, and a pipe has no width of its own.
PROSE = 100

# Filled markers happened or were counted; hollow ones are somebody's word, plan or state.
MARKERS = {
    "event": "●",
    "agreement": "◆",
    "visit": "▲",
    "figure": "■",
    "status": "○",
    "position": "◇",
    "plan": "△",
    "claim": "□",
    "quotation": "“",
    "biography": "·",
}
KIND_STYLES = {
    "event": "bold green",
    "agreement": "bold cyan",
    "visit": "bold yellow",
    "figure": "bold blue",
    "status": "green",
    "position": "cyan",
    "plan": "magenta",
    "claim": "red",
    "quotation": "yellow",
    "biography": "dim",
}
CAVEAT = "‡"
QUOTE_STYLE = "bold yellow"
# What marks a quote where there are no colours.
BRACKETS = ("⟦", "⟧")
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


class Look(NamedTuple):
    """Columns to fit in (None: no limit) and whether to colour."""

    width: int | None
    color: bool

    @property
    def columns(self) -> int:
        """The width as a number."""
        return self.width or UNLIMITED

    def at_most(self, columns: int) -> "Look":
        """The same look, for prose that should not run wider."""
        return Look(min(self.columns, columns), self.color)


def superscript(number: int) -> str:
    """A whole number in superior figures."""
    return str(number).translate(_SUPERSCRIPTS)


def data(text: str, style: str = "") -> Text:
    """Text from a base or source: no markup, nothing that commands a terminal."""
    return Text(printable(text), style=style, overflow="fold")


def highlighted(
    text: str, spans: Iterable[tuple[int, int]], style: str, brackets: tuple[str, str] = ("", "")
) -> Text:
    """Text as `data`, with spans of it (which may overlap) in a style and between brackets."""
    result, reached = Text(overflow="fold"), 0
    for start, end in _united(spans):
        result += data(text[reached:start]) + Text(brackets[0], style="dim")
        result += data(text[start:end], style) + Text(brackets[1], style="dim")
        reached = end
    return result + data(text[reached:])


def _united(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    united: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if united and start <= united[-1][1]:
            united[-1] = united[-1][0], max(united[-1][1], end)
        elif start < end:
            united.append((start, end))
    return united


def joined(parts: Iterable[Text], separator: str = " · ") -> Text:
    """Parts in a row, with a dim separator."""
    return Text(separator, style="dim").join(parts)


def console(look: Look, file: io.StringIO | None = None) -> Console:
    """A rich console that writes to a string and adds nothing of its own."""
    return Console(
        file=file or io.StringIO(),
        width=look.columns,
        force_terminal=look.color,
        color_system="standard" if look.color else None,
        no_color=not look.color,
        markup=False,
        emoji=False,
        highlight=False,
        legacy_windows=False,
        _environ={},
    )


def painted(look: Look, parts: Iterable[RenderableType]) -> str:
    """The parts below one another as text, without blanks at the ends of lines."""
    file = io.StringIO()
    out = console(look, file)
    for part in parts:
        out.print(part, soft_wrap=False)
    return "".join(f"{line.rstrip()}\n" for line in file.getvalue().split("\n")[:-1])


def wrapped(text: Text, look: Look, columns: int) -> list[Text]:
    """The lines of a text at a width; nothing is cut, long words are folded."""
    return list(text.wrap(console(look), max(columns, 8), overflow="fold")) or [Text()]
