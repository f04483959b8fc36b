"""The pictures of the README: screens of the real program, in colour, dark and light.

python bench/pictures.py                 # into docs/pictures
python bench/pictures.py --into DIR --columns 60 100 160
"""

from __future__ import annotations

import argparse
import io
import os
import re
import subprocess
import sys
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import DEFAULT_TERMINAL_THEME, MONOKAI
from rich.text import Text

ROOT = Path(__file__).resolve().parent.parent
SCREENS = {
    "timeline": ["timeline", "--until", "1994"],
    "search": ["search", "visa", "--limit", "3"],
    "chart": ["timeline", "--chart", "--kind", "visit", "--kind", "event", "--until", "1995"],
    "cite": ["cite", "china-embassy-opened"],
    "overview": [],
}
THEMES = {"dark": MONOKAI, "light": DEFAULT_TERMINAL_THEME}
# Pictures are to need nothing from elsewhere: whoever shows them has a font of one width.
_FONTS = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)


def drawn(args: list[str], columns: int, theme: str) -> str:
    """The screen of a run as SVG."""
    run = subprocess.run(
        [sys.executable, "-m", "bilat", "--color", "always", *args],
        capture_output=True,
        env=os.environ
        | {"COLUMNS": str(columns), "PAGER": "", "LANG": "C.UTF-8", "TERM": "xterm-256color"},
        check=True,
    )
    console = Console(record=True, width=columns, file=io.StringIO(), force_terminal=True)
    console.print(Text.from_ansi(run.stdout.decode()), soft_wrap=True)
    title = " ".join(["bilat", *args])
    name = re.sub(r"\W+", "-", f"{title}-{theme}")
    svg = console.export_svg(title=title, theme=THEMES[theme], unique_id=name)
    return _FONTS.sub("", svg).replace("Fira Code", "monospace")


def main() -> None:
    """Write the pictures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--into", type=Path, default=ROOT / "docs" / "pictures")
    parser.add_argument("--columns", type=int, nargs="+", default=[100])
    asked = parser.parse_args()
    asked.into.mkdir(parents=True, exist_ok=True)
    for name, args in SCREENS.items():
        for columns in asked.columns:
            for theme in THEMES:
                wide = f"-{columns}" if len(asked.columns) > 1 else ""
                file = asked.into / f"{name}{wide}-{theme}.svg"
                file.write_text(drawn(args, columns, theme), "utf-8")


if __name__ == "__main__":
    main()
