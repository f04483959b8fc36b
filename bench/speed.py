"""What a lookup costs, as ratios of commands run in turn.

    python bench/speed.py [--rounds N] [--peers VENV]

Beside bilat's own commands run a bare interpreter, a bare Typer application of as many commands,
the same one printing a small table with rich, and, where they are installed in VENV, sqlite-utils
and buku on the same facts. Medians of wall-clock time and of peak memory. The bytecode is compiled
first, since an uncompiled package costs twice as much to start.
"""

from __future__ import annotations

import argparse
import compileall
import sys
import tempfile
from pathlib import Path

from peers import peers
from runs import Command, Cost, in_turn

import bilat
from bilat.cli.main import COMMANDS

BARE = """
import sys
import typer
from typing import Annotated
app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False)
def command(name):
    def run(word: str = "x", limit: Annotated[int | None, typer.Option(help="At most.")] = None):
        if word != "table":
            return print(word)
        from rich.console import Console
        from rich.table import Table
        table = Table("when", "what")
        for i in range(10):
            table.add_row(str(1990 + i), "something happened")
        Console().print(table)
    run.__name__ = name
    return run
for i in range(int(sys.argv.pop(1))):
    app.command(f"c{i}")(command(f"c{i}"))
app()
"""
PYTHON, TYPER, RICH = "python -c pass", "a bare Typer app", "the same with a rich table"
COMPLETION = "completion of an id"
PEERS = ("sqlite-utils search", "buku -s")
# Each of bilat's commands, and those that it is measured by.
BESIDE = {
    "search visa --json": (TYPER, *PEERS),
    "show relations-established --json": (TYPER,),
    "list --limit 10": (RICH,),
    "search visa": (RICH, "list --limit 10", *PEERS),
    "timeline": (RICH,),
    "cite relations-established": (RICH,),
    "--help": (TYPER,),
    COMPLETION: (TYPER,),
}
# As the script that Typer installs in bash calls it after `bilat show rel<Tab>`.
TAB = {
    "_BILAT_COMPLETE": "complete_bash",
    "COMP_WORDS": "bilat show rel",
    "COMP_CWORD": "2",
}


def commands(folder: Path, venv: Path | None) -> dict[str, Command]:
    """All commands to run, by the names they have in the table."""
    bare = folder / "bare.py"
    bare.write_text(BARE, "utf-8")
    app = [sys.executable, str(bare), str(len(COMMANDS)), "c1"]
    found = {
        PYTHON: Command([sys.executable, "-c", "pass"]),
        TYPER: Command(app),
        RICH: Command([*app, "--word", "table"]),
    } | peers(venv, folder)
    program = [sys.executable, "-m", "bilat"]
    for name in BESIDE:
        completes = name == COMPLETION
        found[name] = Command(program, TAB) if completes else Command([*program, *name.split()])
    return found


def report(found: dict[str, Cost]) -> None:
    """Print the table."""
    print(f"{'command':40}{'ms':>6}{'MB':>5}{'x python':>10}  beside")
    for name in (PYTHON, TYPER, RICH, *PEERS, *BESIDE):
        title = f"bilat {name}" if name in BESIDE and name != COMPLETION else name
        if name not in found:
            print(f"{title:40}  not measured")
            continue
        cost = found[name]
        ratios = [
            f"{cost.ms / found[other].ms:.2f} x {other}"
            for other in BESIDE.get(name, ())
            if other in found
        ]
        times = cost.ms / found[PYTHON].ms
        print(f"{title:40}{cost.ms:6.0f}{cost.mb:5.0f}{times:10.1f}  {', '.join(ratios)}".rstrip())


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Measure what lookups cost.")
    parser.add_argument("--rounds", type=int, default=21, metavar="N")
    parser.add_argument(
        "--peers", type=Path, metavar="VENV", help="where other tools are installed"
    )
    asked = parser.parse_args()
    compileall.compile_dir(Path(bilat.__file__).parent, quiet=1)
    with tempfile.TemporaryDirectory() as folder:
        report(in_turn(commands(Path(folder), asked.peers), asked.rounds))


if __name__ == "__main__":
    main()
