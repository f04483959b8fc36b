"""What a lookup costs, as ratios of commands run in turn.

    python bench/speed.py [--rounds N]

Beside bilat's own commands run a bare interpreter and a bare Typer application of as many
commands. Medians of wall-clock time; compile the bytecode first (`python -m compileall src`), since
an uncompiled package costs twice as much to start.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

BARE = """
import typer
from typing import Annotated
app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False)
def command(name):
    def run(word: str = "x", limit: Annotated[int | None, typer.Option(help="At most.")] = None):
        print(word)
    run.__name__ = name
    return run
for i in range(14):
    app.command(f"c{i}")(command(f"c{i}"))
app()
"""
BILAT = [sys.executable, "-m", "bilat"]
# Each against the one that it is measured by.
RATIOS = {
    "search visa --json": "typer",
    "show relations-established --json": "typer",
    "list --limit 10": "typer",
    "search visa": "list --limit 10",
    "timeline": "typer",
    "cite relations-established": "typer",
    "--help": "typer",
}


def medians(rounds: int) -> dict[str, float]:
    """The median seconds of each command, run in turn so that a slow moment hits all alike."""
    with tempfile.TemporaryDirectory() as folder:
        bare = Path(folder) / "bare.py"
        bare.write_text(BARE, "utf-8")
        commands = {
            "python": [sys.executable, "-c", "pass"],
            "typer": [sys.executable, str(bare), "c1"],
        } | {name: [*BILAT, *name.split()] for name in RATIOS}
        taken: dict[str, list[float]] = {name: [] for name in commands}
        for _ in range(rounds):
            for name, command in commands.items():
                start = time.perf_counter()
                subprocess.run(command, check=True, capture_output=True)
                taken[name].append(time.perf_counter() - start)
    return {name: statistics.median(values) for name, values in taken.items()}


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description="Measure what lookups cost.")
    parser.add_argument("--rounds", type=int, default=21, metavar="N")
    found = medians(parser.parse_args().rounds)
    print(f"{'command':38}{'ms':>6}  ratio")
    print(f"{'python -c pass':38}{found['python'] * 1000:6.0f}")
    print(f"{'a bare Typer app':38}{found['typer'] * 1000:6.0f}")
    for name, beside in RATIOS.items():
        ratio = found[name] / found[beside]
        print(f"{'bilat ' + name:38}{found[name] * 1000:6.0f}  {ratio:.2f} x {beside}")


if __name__ == "__main__":
    main()
