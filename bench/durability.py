"""What a base survives: kills at any instant, many writers at once, readers throughout.

    python bench/durability.py                      # 300 kills, 8 writers of 100 facts, 4 readers
    python bench/durability.py --kills 30 --facts 10

A fact counts as acknowledged when the run that added it has said so. Printed are how many of these
are lost, how many reads were torn, and how often facts.json was found corrupt: none is right.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

TEXT = "\n".join(
    f"Sentence number {n} says that river {n} is {n} miles long." for n in range(1, 3000)
)


def bilat(folder: Path, *args: str) -> list[str]:
    """The command line of a run on a base."""
    return [sys.executable, "-m", "bilat", "--facts", str(folder), *args]


def adding(folder: Path, number: int, name: str) -> list[str]:
    """The command line that adds a fact."""
    quote = f"river {number} is {number} miles long"
    words = ["add", "fact", "rivers", quote, "--statement", f"River {number} is long, says {name}."]
    more = ["--kind", "status", "--topic", "rivers", "--actor", "river", "--id", name]
    return bilat(folder, *words, *more, "--when", "unknown")


def begun(folder: Path) -> None:
    """Make a base with one source, topic and actor."""
    text = folder.parent / "rivers.txt"
    text.write_text(TEXT, "utf-8")
    described = ["--id", "rivers", "--title", "Rivers", "--author", "none", "--issued", "2020"]
    for args in (
        ["init", str(folder)],
        ["--facts", str(folder), "add", "source", str(text), *described, "--side", "none"],
        ["--facts", str(folder), "add", "topic", "rivers"],
        ["--facts", str(folder), "add", "actor", "River", "--type", "place"],
    ):
        subprocess.run([sys.executable, "-m", "bilat", *args], check=True, capture_output=True)


def held(folder: Path) -> set[str]:
    """The ids of the facts that the file holds now.

    Raises:
        ValueError: it is not whole.
    """
    return set(json.loads((folder / "facts.json").read_bytes())["facts"])


def killed(folder: Path, count: int, chance: random.Random) -> dict[str, int]:
    """Kill runs that add a fact at a random instant of them; what of those acknowledged is lost."""
    told: set[str] = set()
    longest = _time_of(adding(folder, 1, "k-first"))
    told.add("k-first")
    torn = ended = 0
    for number in range(count):
        name = f"k-{number}"
        run = subprocess.Popen(
            adding(folder, number + 2, name), stderr=subprocess.PIPE, stdout=subprocess.DEVNULL
        )
        time.sleep(chance.uniform(0, longest * 1.1))
        run.send_signal(signal.SIGKILL)
        said = run.communicate()[1].decode()
        if f"fact {name} added" in said:
            told.add(name)
            ended += 1
        try:
            held(folder)
        except ValueError:
            torn += 1
    now = held(folder)
    verified = subprocess.run(bilat(folder, "verify"), capture_output=True, check=False)
    again = subprocess.run(adding(folder, 2990, "k-last"), capture_output=True, check=False)
    return {
        "kills": count,
        "acknowledged before the kill": ended,
        "lost": len(told - now),
        "corrupt": torn + (verified.returncode != 0),
        "lock left": int(again.returncode != 0),
    }


def _time_of(command: Sequence[str]) -> float:
    started = time.monotonic()
    subprocess.run(command, check=True, capture_output=True)
    return time.monotonic() - started


READER = """
import json, os, sys, time
from pathlib import Path
path, end, torn, seen, last = Path(sys.argv[1]), sys.argv[2], 0, 0, 0
parent = os.getppid()
while not Path(end).exists() and os.getppid() == parent:
    try:
        count = len(json.loads(path.read_bytes())["facts"])
        torn += count < last
        last = count
    except ValueError:
        torn += 1
    seen += 1
    time.sleep(0.001)
print(seen, torn)
"""


def together(folder: Path, writers: int, facts: int, readers: int) -> dict[str, int]:
    """Many writers at once, and readers who look at every state that they can catch."""
    before, end = held(folder), folder.parent / "end"
    call = [sys.executable, "-c", READER, str(folder / "facts.json"), str(end)]
    reading = [subprocess.Popen(call, stdout=subprocess.PIPE, text=True) for _ in range(readers)]

    def write(writer: int) -> list[str]:
        told = []
        for number in range(facts):
            name = f"w{writer}-{number}"
            run = subprocess.run(
                adding(folder, writer * facts + number + 1, name), capture_output=True, check=False
            )
            if f"fact {name} added".encode() in run.stderr:
                told.append(name)
        return told

    with ThreadPoolExecutor(writers) as pool:
        told = {name for some in pool.map(write, range(writers)) for name in some}
    end.touch()
    counts = [tuple(map(int, one.communicate()[0].split())) for one in reading]
    end.unlink()
    return {
        "writers": writers,
        "acknowledged": len(told),
        "not acknowledged": writers * facts - len(told),
        "lost": len((told | before) - held(folder)),
        "reads": sum(seen for seen, _ in counts),
        "torn reads": sum(torn for _, torn in counts),
    }


def synced(folder: Path) -> list[str] | None:
    """The calls by which a write reaches the disk, in order, by strace; None without it."""
    if not shutil.which("strace"):
        return None
    calls = "trace=openat,write,fsync,rename,renameat,renameat2"
    trace = folder.parent / "trace"
    command = ["strace", "-f", "-y", "-e", calls, "-o", str(trace), *adding(folder, 2995, "traced")]
    subprocess.run(command, check=True, capture_output=True)
    found = []
    for line in trace.read_text("utf-8", "replace").splitlines():
        _, _, call = line.partition(" ")
        name = call.strip().partition("(")[0]
        if name == "write" and ".facts.json." in call and ".tmp>" in call:
            found.append("write")
        elif name == "fsync" and ".facts.json." in call and ".tmp>" in call:
            found.append("fsync")
        elif name.startswith("rename") and '/facts.json"' in call and '.tmp"' in call:
            found.append("rename")
        elif name == "fsync" and f"<{folder}>" in call:
            found.append("fsync of the folder")
    return [call for i, call in enumerate(found) if i == 0 or found[i - 1] != call]


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kills", type=int, default=300)
    parser.add_argument("--writers", type=int, default=8)
    parser.add_argument("--facts", type=int, default=100, help="that each writer adds")
    parser.add_argument("--readers", type=int, default=4)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as work:
        os.environ["BILAT_CACHE"] = str(Path(work) / "cache")
        folder = Path(work).resolve() / "base"
        begun(folder)
        tables = {
            "Kills": killed(folder, asked.kills, random.Random(asked.seed)),  # noqa: S311
            "Writers": together(folder, asked.writers, asked.facts, asked.readers),
        }
        for name, table in tables.items():
            print(f"{name}: " + ", ".join(f"{value} {key}" for key, value in table.items()))
        calls = synced(folder)
        print(f"Calls: {' → '.join(calls) if calls else 'strace is not there'}")
        bad = sum(
            table.get(key, 0)
            for table in tables.values()
            for key in ("lost", "corrupt", "lock left", "torn reads", "not acknowledged")
        )
        sys.exit(bool(bad))


if __name__ == "__main__":
    main()
