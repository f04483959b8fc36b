"""How screens look: width, colour, styles and markers, and the one way to rich."""

import io
import os
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from rich.console import Console, OverflowMethod, RenderableType
from rich.style import Style
from rich.table import Column, Table
from rich.text import Text
from rich.theme import Theme

from ..base.base import Base
from ..core.text import printable
from ..startup import pattern

# Wide enough that nothing wraps: where output goes to a pipe or file.
UNLIMITED = 100_000
# Prose in wider lines than this reads badly, and a pipe has no width of its own.
PROSE = 100

# What each colour means, by the name that screens style with. All can be read on black and on white
# (they are numbers of the 256 colours); a sign or a word beside always says the same.
PALETTE = {
    "id": "color(31)",
    "id.bold": "bold color(31)",
    "quote": "bold color(130)",
    "unquoted": "dim",
    "hit": "bold underline",
    "unborne": "strike",
    "mark": "bold color(130)",
    "doubt": "color(130)",
    "good": "bold color(29)",
    "bad": "bold color(160)",
    "happened": "bold color(29)",
    "counted": "bold color(31)",
    "held": "color(29)",
    "said": "color(133)",
    "planned": "color(130)",
}
# What marks a quote where there are no colours.
BRACKETS = ("⟦", "⟧")


# What stands for a sign on a terminal whose encoding lacks it; as wide as the sign.
_INSTEAD = dict(
    zip("●◆▲■○◇△□“”‘’·★‡✓✗◐≠⟦⟧→│┊─┬┄━░◂▸–—…¶", "*&^#o%v?\"\"''-*!vx~=[]>|:-+.=.<>--.P", strict=True)
)
_INSTEAD |= dict.fromkeys("⁰¹²³⁴⁵⁶⁷⁸⁹", "+")

# What begins a link, as rich writes it: with an id that is another at every run.
_LINK = pattern(r"\x1b\]8;id=[^;]*;")
_CHANGE = pattern(r"\[-(.*?)-\]|\{\+(.*?)\+\}")


# What a screen is made of, from top to bottom.
Parts = Iterator[RenderableType]


class Look(NamedTuple):
    """Columns to fit in (None: no limit), with how many colours, and what can be encoded.

    The colours are as rich calls them: `standard` (16) or `256`; "" for no style at all. `links` is
    whether the terminal has them.
    """

    width: int | None
    color: str
    encoding: str = "utf-8"
    links: bool = False

    @property
    def columns(self) -> int:
        """The width as a number."""
        return self.width or UNLIMITED

    def at_most(self, columns: int) -> "Look":
        """The same look, for prose that should not run wider."""
        return self._replace(width=min(self.columns, columns))


def data(text: str, style: str = "") -> Text:
    """Text from a base or source: no markup, nothing that commands a terminal."""
    return said(printable(text), style, overflow="fold")


def said(text: str, style: str = "", overflow: OverflowMethod | None = None) -> Text:
    """A text in a style that is its own: what is added to it does not take the style on."""
    made = Text(text, overflow=overflow)
    if style:
        made.stylize(style, 0, len(text))
    return made


def highlighted(
    text: str,
    spans: Iterable[tuple[int, int]],
    style: str,
    brackets: tuple[str, str] = ("", ""),
    around: str = "",
) -> Text:
    """Text as `data`, with spans of it (which may overlap) in a style and between brackets.

    `around` is the style of the rest.
    """
    result, reached = Text(overflow="fold"), 0
    for start, end in _united(spans):
        result += data(text[reached:start], around) + said(brackets[0], "dim")
        result += data(text[start:end], style) + said(brackets[1], "dim")
        reached = end
    return result + data(text[reached:], around)


def _united(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    united: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if united and start <= united[-1][1]:
            united[-1] = united[-1][0], max(united[-1][1], end)
        elif start < end:
            united.append((start, end))
    return united


def changes(diff: str) -> Text:
    """What differs between two passages, as wdiff has it: what is gone and what is new."""
    result, reached = Text(overflow="fold"), 0
    for match in _CHANGE.finditer(diff):
        result += data(diff[reached : match.start()])
        result += data(match[0], "bad" if match[1] is not None else "good")
        reached = match.end()
    return result + data(diff[reached:])


def joined(parts: Iterable[Text], separator: str = " · ") -> Text:
    """Parts in a row, with a dim separator."""
    return said(separator, "dim").join(parts)


def _console(look: Look, file: io.StringIO) -> Console:
    """A rich console that writes to a string and adds nothing of its own."""
    return Console(
        file=file,
        width=look.columns,
        force_terminal=bool(look.color),
        color_system=look.color or None,  # type: ignore[arg-type]
        theme=Theme(PALETTE),
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
    out = _console(look, file)
    as_it_is = look.width is None and not look.color
    for part in parts:
        if as_it_is and isinstance(part, Text):
            file.write(f"{part.plain}\n")  # the same that rich makes of it, in a tenth of the time
        elif isinstance(part, Text) and part.no_wrap:
            out.print(part, no_wrap=True, overflow="ignore", crop=False)
        else:
            out.print(part)
    text = "".join(f"{line.rstrip()}\n" for line in file.getvalue().split("\n")[:-1])
    if look.links:
        text = _LINK.sub("\x1b]8;;", text)
    return text.translate(_instead(look.encoding))


@cache
def _instead(encoding: str) -> dict[int, str]:
    """What stands for the signs that an encoding lacks."""
    return {ord(sign): other for sign, other in _INSTEAD.items() if not _has(encoding, sign)}


def _has(encoding: str, sign: str) -> bool:
    try:
        return bool(sign.encode(encoding))
    except UnicodeError:
        return False
    except LookupError:  # of no encoding that is known
        return True


def table(
    columns: Iterable[Column], rows: Iterable[Iterable[Text]], *, heads: bool = False
) -> Table:
    """Rows below one another, without lines."""
    laid = Table(*columns, box=None, show_header=heads, pad_edge=False, padding=(0, 2, 0, 0))
    laid.header_style = "bold"
    for row in rows:
        laid.add_row(*row)
    return laid


def grid(names: Sequence[str], rows: Iterable[Iterable[Text]], right: str = "") -> Table:
    """A table that wraps, with heads if any has a name; columns in `right` are aligned right."""
    numbers = right.split()
    columns = [
        Column(n, justify="right" if n in numbers else "left", overflow="fold") for n in names
    ]
    return table(columns, rows, heads=any(names))


def wrapped(text: Text, look: Look, columns: int) -> list[Text]:
    """The lines of a text at a width; nothing is cut, long words are folded."""
    plain, width = text.plain, max(columns, 8)
    if plain.isprintable() and plain[-1:] not in ("", " ") and text.cell_len <= width:
        return [text.copy()]  # as rich has it, without its search for breaks
    return list(text.wrap(_wrapping(look), width, overflow="fold")) or [Text()]


@cache
def _wrapping(look: Look) -> Console:
    """A console that prints nothing: one serves for as many lines as a base has sentences."""
    return _console(look, io.StringIO())


def indented(text: Text, look: Look, by: int, columns: int | None = None) -> list[Text]:
    """The lines of a text, all of them set in by some blanks."""
    lines = wrapped(text, look, (columns or look.columns) - by)
    for line in lines:
        line.pad_left(by)
    return lines


def hung(text: Text, look: Look) -> list[Text]:
    """The lines of a text that begins with a sign: all but the first are set in behind it."""
    first, *rest = wrapped(text, look, look.columns)
    left = text[len(first.plain) :] if rest else Text()
    return [first, *indented(Text(left.plain.lstrip()), look, 2)] if rest else [first]


def flowed(parts: Iterable[Text], look: Look, between: str = "  ", by: int = 0) -> list[Text]:
    """Short texts in a row, with lines that break between them where that is possible.

    Args:
        parts: the texts.
        look: how wide lines may be.
        between: what stands between two on a line, and at no end of one.
        by: how many blanks to set the lines in by.
    """
    lines: list[Text] = []
    for part in parts:
        if lines and lines[-1].cell_len + len(between) + part.cell_len <= look.columns - by:
            lines[-1] += said(between, "dim") + part
        else:
            lines.append(part)
    return [broken for line in lines for broken in indented(line, look, by)]


def unbroken(text: str, look: Look, most: int) -> list[Text]:
    """Text to be pasted: one line where nothing limits it, else lines that break at blanks only."""
    lines = [printable(text)]
    if look.width is not None:
        width = max(min(look.width, most), 8)
        lines = textwrap.wrap(lines[0], width, break_long_words=False, break_on_hyphens=False)
    return [Text(line, no_wrap=True, overflow="ignore") for line in lines]


def to_source(text: Text, base: Base, source: str, look: Look, line: int | None = None) -> Text:
    """A text that leads to the file of a source, at a line; as it is where nothing can be led to.

    The line stands behind `#`, as iTerm2 and kitty read it; others open the file.
    """
    path = base.folder / base.sources[source].file
    return to_address(text, _of_file(path, line), look) if look.links else text


def to_address(text: Text, url: str | None, look: Look) -> Text:
    """A text that leads to an address, unless that could command a terminal."""
    if look.links and url and url.isascii() and url.isprintable() and " " not in url:
        text = text.copy()
        text.stylize(Style(link=url), 0, len(text))
    return text


def _of_file(path: Path, line: int | None) -> str:
    """The URL of a file, with the host as terminals ask for, since they may run elsewhere."""
    host = os.uname().nodename if hasattr(os, "uname") else ""
    return path.resolve().as_uri().replace("file://", f"file://{host}", 1) + (
        f"#{line}" if line else ""
    )
