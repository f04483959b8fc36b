"""How every command grows with the base: the bundled one, and synthetic ones.

    python bench/scale.py [--sizes 1000,10000] [--rounds N] [--both]

For each size: what json.load of the file takes, what making the snapshot takes, and what one pass
over all records of the catalogue takes; then every command, each run a process of its own: with its
snapshot (median of the rounds, peak memory), with --both also without one, and as ratios of these
yardsticks and of the same command on the bundled base. The file itself is in the system's cache.
"""

from __future__ import annotations

import argparse
import compileall
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from runs import Command, Cost, medians, run

import bilat
from bilat.base.base import load
from bilat.base.files import bundled

COMMANDS = (
    "show {id} --json",
    "search visa --json --limit 20",
    "search visa --limit 20",
    "search trade --json --limit 20",
    "list --limit 20",
    "list --json",
    "timeline --limit 20",
    "cite {id}",
    "",
    "sources",
    "actors",
    "topics",
    "read {source}",
    "coverage",
    "compare visa",
    "brief visa",
    "export --format bibtex visa",
    "verify",
    "tidy --check {base}",
)
HEAD = ("command", "ms", "MB", "without ms", "x bundled", "x pass", "x json.load")
TIMEOUT = 3600.0  # seconds

JSON_LOAD = "import json, sys; json.load(open(sys.argv[1], encoding='utf-8'))"
SNAPSHOT = """
import gc, sys
gc.disable()
from pathlib import Path
from bilat.base import snapshot
from bilat.base.base import load
from bilat.search import complete
path = Path(sys.argv[1])
snapshot.keep(load(path), path, snapshot.state(path), Path(sys.argv[2]), complete)
"""
EACH_RECORD = """
import gc, sys
gc.disable()
from pathlib import Path
from bilat.base import snapshot
base = snapshot.opened(Path(sys.argv[1]), Path(sys.argv[2]))
for table in ("sources", "entities", "topics", "facts", "tombstones", "omissions"):
    for record in getattr(base, table).values():
        pass
"""


class Made(NamedTuple):
    """A base to measure on, with the folder of its snapshot, the id of a fact and of a source."""

    path: Path
    cache: Path
    fact: str
    source: str

    def command(self, line: str, *, kept: bool = True) -> Command:
        """A command of bilat on this base."""
        environ = {"BILAT_FACTS": str(self.path), "BILAT_CACHE": str(self.cache) if kept else ""}
        words = line.format(id=self.fact, source=self.source, base=self.path).split()
        return Command([sys.executable, "-m", "bilat", *words], environ)

    def script(self, text: str) -> Command:
        """A script that is given this base and its cache folder."""
        return Command([sys.executable, "-c", text, str(self.path), str(self.cache)])


def made(size: int, folder: Path) -> Made:
    """A synthetic base of a size, or for 0 the bundled one; made by a process of its own."""
    cache = folder / "cache"
    cache.mkdir(mode=0o700)
    if size == 0:
        base = load(bundled())
        return Made(bundled(), cache, next(iter(base.facts)), next(iter(base.sources)))
    program = Path(__file__).with_name("make_base.py")
    command = [sys.executable, program, str(size), folder]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return Made(folder / "facts.json", cache, "fact-0", "source-0")


def several(command: Command, rounds: int) -> Cost:
    """The medians of some runs; of long ones only a few."""
    costs: list[Cost] = []
    while len(costs) < rounds and sum(cost.ms for cost in costs) < 60_000:
        costs.append(run(command, TIMEOUT))
    return medians(costs)


def report(size: int, first: Made, rounds: int, parent: Path, *, both: bool) -> None:
    """Make a base, measure the yardsticks and every command, and print a table."""
    with tempfile.TemporaryDirectory(dir=parent) as folder:
        row = made(size, Path(folder)) if size else first
        loaded = several(row.script(JSON_LOAD), 3)
        snapshot = run(row.script(SNAPSHOT), TIMEOUT)
        passed = several(row.script(EACH_RECORD), 3)
        megabytes = os.path.getsize(row.path) / 1e6
        print(f"\n{size or 'The bundled'} facts, {megabytes:.1f} MB. ", end="")
        print(f"json.load {loaded.ms:.0f} ms, {loaded.mb:.0f} MB; ", end="")
        print(f"snapshot {snapshot.ms:.0f} ms, {snapshot.mb:.0f} MB: ", end="")
        print(f"x {snapshot.ms / loaded.ms:.2f}, x {snapshot.mb / loaded.mb:.2f}; ", end="")
        print(f"one pass {passed.ms:.0f} ms, {passed.mb:.0f} MB.\n")
        print(f"| {' | '.join(HEAD)} |\n|---|{'---:|' * (len(HEAD) - 1)}")
        for line in COMMANDS:
            cost = several(row.command(line), rounds)
            without = f"{run(row.command(line, kept=False), TIMEOUT).ms:.0f}" if both else ""
            beside = several(first.command(line), rounds)
            name = line.format(id="ID", source="SOURCE", base="FILE") or "(the overview)"
            print(
                f"| `{name}` | {cost.ms:.0f} | {cost.mb:.0f} | {without} "
                f"| {cost.ms / beside.ms:.2f} | {cost.ms / passed.ms:.2f} "
                f"| {cost.ms / loaded.ms:.2f} |",
                flush=True,
            )


def main() -> None:
    """Measure the sizes asked for."""
    parser = argparse.ArgumentParser(description="Measure how commands grow with the base.")
    parser.add_argument("--sizes", default="1000,10000,100000", metavar="N,N", help="of facts")
    parser.add_argument("--rounds", type=int, default=5, metavar="N", help="runs of a command")
    parser.add_argument("--both", action="store_true", help="also without a snapshot")
    options = parser.parse_args()
    compileall.compile_dir(Path(bilat.__file__).parent, quiet=1)
    with tempfile.TemporaryDirectory() as parent:
        first = made(0, Path(parent))
        run(first.script(SNAPSHOT), TIMEOUT)
        for size in (0, *(int(size) for size in options.sizes.split(",") if size)):
            report(size, first, options.rounds, Path(parent), both=options.both)


if __name__ == "__main__":
    main()
