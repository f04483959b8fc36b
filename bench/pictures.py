"""Pictures of screens: the real program in a terminal of its own, as SVG that needs nothing else.

python bench/pictures.py                              # those of README and docs
python bench/pictures.py --all --into DIR             # every screen, at 60, 100 and 160 columns
python bench/pictures.py --run 'show ID' --into DIR   # one command
"""

from __future__ import annotations

import argparse
import os
import shlex
import sys
from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

import pexpect
import pyte
from rich.cells import cell_len

ROOT = Path(__file__).resolve().parent.parent
# Those that README and docs show.
SHOWN = {
    "timeline": "timeline --until 1994",
    "in-part": "search 'China opened its embassy in 1994' --limit 2",
    "chart": "timeline --chart --kind visit --kind event --until 1995",
    "cite": "cite china-embassy-opened",
    "anniversaries": "on --year 2027 --limit 5",
}
SCREENS = SHOWN | {
    "overview": "",
    "search": "search visa --limit 3",
    "answered": "search when did China open its embassy --limit 3",
    "nothing": "search zeppelin hangar mooring mast for cargo",
    "explained": "search visa --limit 2 --explain",
    "facets": "search embassy --facets",
    "texts": "search --texts embassy --limit 3",
    "list": "list --limit 8",
    "claims": "list --kind claim --limit 5",
    "fields": "list --limit 5 --fields id,when,statement",
    "by-decade": "timeline --by decade --scope all",
    "on": "on 2 April",
    "show": "show ilham-aliyev-visit-march",
    "read": "read gachayev-2021",
    "sources": "sources",
    "source": "sources gachayev-2021",
    "topics": "topics",
    "topic": "topics visa",
    "names": "topics --names ru",
    "actors": "actors",
    "actor": "actors sadig-gachayev",
    "compare": "compare",
    "brief": "brief embassy",
    "export": "export --format bibtex visa",
    "locate": "locate gachayev-2021 the Embassy of China was opened",
    "verify": "verify",
    "coverage": "coverage",
    "schema": "schema fact",
    "man": "man",
    "help": "--help",
    "help-search": "search --help",
    "help-marks": "help marks",
    "help-queries": "help queries",
    "unknown": "show embasy",
    "usage": "list --kind meeting",
}
ROWS = 1500
# Of a cell: its width and height, and the margin round all.
WIDE, HIGH, MARGIN = 8.4, 19, 14
FONTS = "'DejaVu Sans Mono', Menlo, Consolas, 'Noto Sans Mono CJK SC', monospace"


class Theme(NamedTuple):
    """The colours of a terminal: paper, ink, and the eight names that ANSI has."""

    paper: str
    ink: str
    names: dict[str, str]


_NAMES = "black red green brown blue magenta cyan white".split()
THEMES = {
    name: Theme(paper, ink, dict(zip(_NAMES, colours.split(), strict=True)))
    for name, paper, ink, colours in (
        (
            "dark",
            "#1c1c1c",
            "#d0d0d0",
            "#000 #cd3131 #0dbc79 #e5e510 #2472c8 #bc3fbc #11a8cd #e5e5e5",
        ),
        (
            "light",
            "#ffffff",
            "#262626",
            "#000 #cd3131 #00bc00 #949800 #0451a5 #bc05bc #0598bc #555",
        ),
    )
}


class Screen(pyte.Screen):
    """A terminal that knows dim text as well, which it keeps as what would blink."""

    def select_graphic_rendition(self, *attrs: int, **more: Any) -> None:
        """Set how the next characters look."""
        given, kept = list(attrs), []
        while given:
            code = given.pop(0)
            if code in (38, 48) and given:
                size = 2 if given[0] == 5 else 4
                kept += [code, *given[:size]]
                del given[:size]
            else:
                kept.append(5 if code == 2 else code)
        super().select_graphic_rendition(*kept, **more)


class Style(NamedTuple):
    """How a run of characters looks."""

    colour: str
    bold: bool
    dim: bool
    italic: bool
    lines: str


def shown(arguments: str, columns: int) -> Screen:
    """The terminal after a run of bilat."""
    unset = ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES", "BILAT_PAGER", "PAGER")
    env = {name: value for name, value in os.environ.items() if name not in unset}
    env |= {"TERM": "xterm-256color", "LANG": "C.UTF-8", "MANPAGER": "cat"}
    child = pexpect.spawn(
        sys.executable,
        ["-m", "bilat", *shlex.split(arguments)],
        env=env,
        encoding="utf-8",
        dimensions=(ROWS, columns),
        timeout=60,
    )
    screen = Screen(columns, ROWS)
    pyte.Stream(screen).feed(child.read())
    child.close()
    return screen


def _runs(screen: Screen, row: int, theme: Theme) -> Iterator[tuple[int, str, Style]]:
    """Where each run of a row with one style begins, its characters, and the style."""
    cells = []
    column = 0
    while column < screen.columns:
        cell = screen.buffer[row][column]
        cells.append((column, cell.data, _style(cell, theme)))
        column += max(cell_len(cell.data), 1)
    for style, some in groupby(cells, key=lambda cell: cell[2]):
        run = list(some)
        yield run[0][0], "".join(text for _, text, _ in run), style


def _style(cell: Any, theme: Theme) -> Style:
    colour = theme.ink
    if cell.fg != "default":
        colour = theme.names.get(cell.fg.removeprefix("bright"), f"#{cell.fg}")
    lines = " ".join(["underline"] * cell.underscore + ["line-through"] * cell.strikethrough)
    return Style(colour, cell.bold, cell.blink, cell.italics, lines)


def svg(screen: Screen, theme: Theme, typed: str) -> str:
    """The picture of a terminal, from what was typed to the last line that is not empty."""
    rows = [row for row, line in enumerate(screen.display) if line.strip()]
    last = max(rows, default=0) + 1
    wide, high = screen.columns * WIDE + 2 * MARGIN, (last + 1) * HIGH + 2 * MARGIN
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide:.0f} {high:.0f}" '
        f'width="{wide:.0f}" height="{high:.0f}" font-family="{FONTS}" font-size="14">',
        f"<title>{escape(typed)}</title>",
        f'<rect width="100%" height="100%" rx="8" fill="{theme.paper}"/>',
        _text(0, 0, f"$ {typed}", Style(theme.ink, True, False, False, "")),
    ]
    for row in range(last):
        lines += [
            _text(column, row + 1, run, style)
            for column, run, style in _runs(screen, row, theme)
            if run.strip() or style.lines
        ]
    return "\n".join([*lines, "</svg>\n"])


def _text(column: int, row: int, text: str, style: Style) -> str:
    """A run of characters, as wide as its cells whatever the font."""
    x, y = MARGIN + column * WIDE, MARGIN + (row + 0.75) * HIGH
    more = f' textLength="{cell_len(text) * WIDE:.1f}" lengthAdjust="spacingAndGlyphs"'
    more += ' font-weight="bold"' * style.bold + ' opacity="0.6"' * style.dim
    more += ' font-style="italic"' * style.italic
    more += f' text-decoration="{style.lines}"' if style.lines else ""
    place = f'x="{x:.1f}" y="{y:.1f}" fill="{style.colour}"{more}'
    return f'<text xml:space="preserve" {place}>{escape(text, quote=False)}</text>'


def draw(name: str, arguments: str, asked: argparse.Namespace) -> None:
    """Write the pictures of one command at each width, dark and light."""
    for columns in asked.columns:
        screen = shown(arguments, columns)
        for theme, colours in THEMES.items():
            wide = f"-{columns}" if len(asked.columns) > 1 else ""
            path = asked.into / f"{name}{wide}-{theme}.svg"
            path.write_text(svg(screen, colours, f"bilat {arguments}".strip()), "utf-8")


def main(words: Sequence[str] | None = None) -> None:
    """Draw what was asked for."""
    parser = argparse.ArgumentParser(description="Draw screens as a terminal shows them.")
    parser.add_argument("--into", type=Path, default=ROOT / "docs" / "pictures")
    parser.add_argument("--columns", type=int, nargs="+")
    parser.add_argument("--all", action="store_true", help="every screen")
    parser.add_argument("--run", metavar="ARGUMENTS", help="draw this command instead")
    parser.add_argument("--name", default="screen", help="what to call the picture of --run")
    asked = parser.parse_args(words)
    asked.columns = asked.columns or ([60, 100, 160] if asked.all else [100])
    asked.into.mkdir(parents=True, exist_ok=True)
    wanted = {asked.name: asked.run} if asked.run is not None else SCREENS if asked.all else SHOWN
    for name, arguments in wanted.items():
        draw(name, arguments, asked)


if __name__ == "__main__":
    main()
