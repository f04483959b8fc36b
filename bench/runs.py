"""Runs of commands: how long each takes, and how much memory."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
from collections.abc import Mapping, Sequence
from typing import NamedTuple

# Starts a command and measures it. A process counts the memory of the one that starts it as its
# own peak, so this must be smaller than all that it measures: no site, no subprocess.
_STARTER = """
import posix, sys, time
files = [(posix.POSIX_SPAWN_OPEN, 1, "/dev/null", posix.O_WRONLY, 0)]
begun = time.perf_counter()
child = posix.posix_spawn(sys.argv[1], sys.argv[1:], posix.environ, file_actions=files)
_, status, usage = posix.wait4(child, 0)
print(time.perf_counter() - begun, usage.ru_maxrss, posix.waitstatus_to_exitcode(status))
"""
_START = [sys.executable, "-I", "-S", "-c", _STARTER]
_PER_MB = 2**20 if sys.platform == "darwin" else 2**10  # elsewhere the unit is a kilobyte


class Command(NamedTuple):
    """What to run: a program's path with its arguments, and variables to set."""

    args: Sequence[str]
    environ: Mapping[str, str] = {}

    @property
    def environment(self) -> dict[str, str]:
        """All variables that it runs with; a pipe's width and colour, whoever measures."""
        kept = {key: value for key, value in os.environ.items() if key not in _SWAYING}
        return kept | dict(self.environ)


_SWAYING = {"COLUMNS", "FORCE_COLOR", "BILAT_FACTS", "PYTHONDONTWRITEBYTECODE"}


class Cost(NamedTuple):
    """What a run takes: wall-clock milliseconds, and megabytes at the peak."""

    ms: float
    mb: float


def run(command: Command, timeout: float = 60) -> Cost:
    """Run a command once, its output thrown away.

    Raises:
        SystemExit: it failed, or took longer than `timeout` seconds.
    """
    try:
        ended = subprocess.run(
            [*_START, *command.args],
            check=True,
            capture_output=True,
            text=True,
            env=command.environment,
            timeout=timeout,
        )
    except subprocess.TimeoutExpired:
        raise SystemExit(f"{' '.join(command.args)}: not done after {timeout:.0f} s") from None
    seconds, peak, code = ended.stdout.split()
    if code != "0":
        raise SystemExit(f"{' '.join(command.args)}: exit code {code}\n{ended.stderr}")
    return Cost(float(seconds) * 1000, int(peak) / _PER_MB)


def medians(costs: Sequence[Cost]) -> Cost:
    """The median of each figure."""
    return Cost(*(statistics.median(figures) for figures in zip(*costs, strict=True)))


def in_turn(commands: Mapping[str, Command], rounds: int) -> dict[str, Cost]:
    """The medians of commands run in turn, after one run of each to warm up.

    In turn, so that a slow moment of the machine hits all alike.
    """
    for command in commands.values():
        run(command)
    taken = [{name: run(command) for name, command in commands.items()} for _ in range(rounds)]
    return {name: medians([costs[name] for costs in taken]) for name in commands}
