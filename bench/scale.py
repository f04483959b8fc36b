"""How lookups grow with the base: the bundled one, and synthetic ones of 1k, 10k and 100k facts.

    python bench/scale.py [--sizes 1000,10000] [--rounds N] [--cache DIR]

Prints a Markdown table as it measures. Cold is the first run with an empty cache folder, warm the
median of the runs after it, and the ratio that to runs on the bundled base, taken in turn; the
file itself is in the system's cache all along. One fact in a thousand is about visas, and
about a quarter have to do with trade. A command is run no more once its warm runs took a minute.
"""

from __future__ import annotations

import argparse
import compileall
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from bilat.base.derived import SETTLED_NS
from runs import Command, Cost, medians, run

import bilat
from bilat.base.base import load
from bilat.base.paths import bundled

COMMANDS = (
    "search visa --json --limit 20",
    "search visa --limit 20",
    "search trade --json --limit 20",
    "show {id} --json",
    "list --limit 20 --json",
    "timeline --limit 20 --json",
    "list --json",
    "verify",
)
HEAD = ("command", "facts", "file MB", "warm ms", "ratio", "peak MB", "cold ms", "cold peak MB")
TIMEOUT = 3600.0  # seconds
ENOUGH = 60_000.0  # milliseconds of warm runs


def made(size: int, folder: Path) -> Path:
    """The facts.json of a synthetic base, made by a process of its own, for its memory."""
    program = Path(__file__).with_name("make_base.py")
    subprocess.run(
        [sys.executable, program, str(size), folder], check=True, stdout=subprocess.DEVNULL
    )
    time.sleep(SETTLED_NS / 1e9)  # a file just written is not trusted yet
    return folder / "facts.json"


class Row(NamedTuple):
    """A base to measure on, how many facts it holds, and the id of one."""

    base: Path
    facts: int
    id: str


def measured(line: str, row: Row, first: Row, cache: Path, rounds: int) -> str:
    """A row of the table; the ratio is taken from runs in turn with the bundled base."""
    with tempfile.TemporaryDirectory(dir=cache) as folder:
        command, beside = _command(line, row, folder), _command(line, first, folder)
        cold = run(command, TIMEOUT)
        run(beside)
        warm: list[Cost] = []
        bundled_warm: list[Cost] = []
        while len(warm) < rounds and sum(cost.ms for cost in warm) < ENOUGH:
            warm.append(run(command, TIMEOUT))
            bundled_warm.append(run(beside))
    found = medians(warm)
    ratio = found.ms / medians(bundled_warm).ms
    return (
        f"| `{line.format(id='ID')}` | {row.facts} | {row.base.stat().st_size / 1e6:.1f} "
        f"| {found.ms:.0f} | {ratio:.2f} | {found.mb:.0f} | {cold.ms:.0f} | {cold.mb:.0f} |"
    )


def _command(line: str, row: Row, cache: str) -> Command:
    environ = {"BILAT_FACTS": str(row.base), "BILAT_CACHE": cache}
    args = line.format(id=row.id).split()
    return Command([sys.executable, "-m", "bilat", *args], environ)


def report(sizes: list[int], cache: Path, rounds: int) -> None:
    """Make the bases, measure every command on each, and print the table."""
    print(f"| {' | '.join(HEAD)} |")
    print(f"|---|{'---:|' * (len(HEAD) - 1)}")
    facts = load(bundled()).facts
    first = Row(bundled(), len(facts), next(iter(facts)))
    for size in (0, *sizes):
        with tempfile.TemporaryDirectory() as folder:
            row = Row(made(size, Path(folder)), size, "fact-0") if size else first
            for line in COMMANDS:
                print(measured(line, row, first, cache, rounds), flush=True)


def main() -> None:
    """Measure the sizes asked for."""
    parser = argparse.ArgumentParser(description="Measure how lookups grow with the base.")
    parser.add_argument("--sizes", default="1000,10000,100000", metavar="N,N", help="of facts")
    parser.add_argument("--rounds", type=int, default=5, metavar="N", help="warm runs of a command")
    parser.add_argument("--cache", type=Path, metavar="DIR", help="make cache folders in this")
    asked = parser.parse_args()
    sizes = [int(size) for size in asked.sizes.split(",")]
    compileall.compile_dir(Path(bilat.__file__).parent, quiet=1)
    with tempfile.TemporaryDirectory() as folder:
        cache = asked.cache or Path(folder)
        cache.mkdir(parents=True, exist_ok=True)
        report(sizes, cache, asked.rounds)


if __name__ == "__main__":
    main()
