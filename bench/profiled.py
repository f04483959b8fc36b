"""Where the time of a command goes, by samples of its stack.

    python bench/profiled.py [--runs N] [--least SHARE] COMMAND...

As `python bench/profiled.py search visa --json`. Each run, in a process of its own, looks at its
stack twice a millisecond; the samples of all runs are counted together.
A sample falls to the module that is being loaded, else to the innermost function of bilat, else to
the innermost of all. The interpreter's own start and end are not sampled.
"""

from __future__ import annotations

import argparse
import compileall
import json
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

import bilat

SAMPLED = """
import json, os, signal, sys
samples = {}
def sample(signum, frame):
    inner = own = None
    while frame is not None:
        code, module = frame.f_code, frame.f_globals.get("__name__", "")
        if code.co_name == "_find_and_load":
            inner, own = "load", frame.f_locals["name"]
            break
        inner = inner or f"{module}.{code.co_qualname}"
        if own is None and module.startswith("bilat") and code.co_name != "<module>":
            own = f"{module}.{code.co_qualname}"
        frame = frame.f_back
    label = f"load {own}" if inner == "load" else own or inner
    samples[label] = samples.get(label, 0) + 1
log = sys.argv.pop(1)
def end(code=0):
    signal.setitimer(signal.ITIMER_REAL, 0)
    with open(log, "w") as file:
        json.dump(samples, file)
    leave(code)
leave, os._exit = os._exit, end
signal.signal(signal.SIGALRM, sample)
signal.setitimer(signal.ITIMER_REAL, 0.0005, 0.0005)
from bilat.__main__ import main
main()
"""


def sampled(args: list[str], runs: int) -> Counter[str]:
    """Samples by where they fell, of all runs.

    Raises:
        SystemExit: a run left no samples.
    """
    found: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder, "samples")
        command = [sys.executable, "-c", SAMPLED, str(log), *args]
        for _ in range(runs):
            ended = subprocess.run(command, capture_output=True, check=False, text=True)
            if not log.exists() or log.read_text("utf-8") == "{}":
                raise SystemExit(f"bilat {' '.join(args)}: no samples\n{ended.stderr}")
            found.update(json.loads(log.read_text("utf-8")))
            log.unlink()
    return found


def kind(label: str) -> str:
    """What a place is, in the summary."""
    loads = label.startswith("load ")
    package = label.removeprefix("load ").split(".")[0]
    owner = package if package in ("bilat", "typer", "rich") else "other modules"
    return f"loading {owner}" if loads else f"running {owner}"


def report(samples: Counter[str], least: float) -> None:
    """Print the shares."""
    total = samples.total()
    kinds: Counter[str] = Counter()
    for label, count in samples.items():
        kinds[kind(label)] += count
    for title, counts, bound in (("sort", kinds, 0.0), ("place", samples, least)):
        print(f"{title:60}{'share':>7}")
        for label, count in counts.most_common():
            if count / total >= bound:
                print(f"{label:60}{count / total:7.1%}")
        print()


def main() -> None:
    """Sample and print."""
    parser = argparse.ArgumentParser(description="Sample where a command's time goes.")
    parser.add_argument("--runs", type=int, default=30, metavar="N")
    parser.add_argument("--least", type=float, default=0.005, metavar="SHARE")
    parser.add_argument("args", nargs=argparse.REMAINDER, metavar="COMMAND")
    asked = parser.parse_args()
    compileall.compile_dir(Path(bilat.__file__).parent, quiet=1)
    report(sampled(asked.args, asked.runs), asked.least)


if __name__ == "__main__":
    main()
