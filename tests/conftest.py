"""What tests share: real processes, a small base of their own, and the programs outside."""

from __future__ import annotations

import atexit
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

import minibase
import warm

ROOT = Path(__file__).resolve().parent.parent
LIMIT = 60  # seconds that a process may take
# Derived files of the tests' bases, so that nobody's own are used or made.
CACHE = tempfile.mkdtemp(prefix="bilat-cache-")
atexit.register(shutil.rmtree, CACHE, ignore_errors=True)
# What could change the output from outside.
_UNSET = ("BILAT_FACTS", "COLUMNS", "NO_COLOR", "FORCE_COLOR", "TERM", "PYTHONIOENCODING", "LC_ALL")
_UNSET += ("PYTHONUNBUFFERED",)  # it would hide what Python does with its buffer at exit


class Ended(NamedTuple):
    """How a process ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Runner = Callable[..., Ended]


def environment(**more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in _UNSET}
    return kept | {"PYTHONUTF8": "0", "LANG": "C.UTF-8", "BILAT_CACHE": CACHE} | more


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--fresh",
        action="store_true",
        default=bool(os.environ.get("BILAT_FRESH")),
        help="Start an interpreter for every run of bilat (as does BILAT_FRESH=1), and never fork.",
    )


@pytest.fixture(scope="session")
def server() -> Iterator[warm.Server]:
    """What forks processes of bilat: one for each worker of the tests."""
    server = warm.Server(environment())
    yield server
    server.close()


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that bilat runs in, and leaves empty."""
    return tmp_path_factory.mktemp("empty")


@pytest.fixture
def fresh(empty: Path) -> Runner:
    """Run bilat by an interpreter of its own; keyword arguments are environment variables."""

    def run(*args: str | Path, stdin: str | bytes = "", **variables: str) -> Ended:
        ended = subprocess.run(
            [sys.executable, "-m", "bilat", *map(str, args)],
            input=stdin.encode() if isinstance(stdin, str) else stdin,
            capture_output=True,
            cwd=empty,
            env=environment(**variables),
            timeout=LIMIT,
            check=False,
        )
        assert os.listdir(empty) == []
        return Ended(ended.returncode, ended.stdout.decode(), ended.stderr.decode())

    return run


@pytest.fixture
def bilat(request: pytest.FixtureRequest, empty: Path, fresh: Runner) -> Runner:
    """Run bilat as a process, as `fresh` does, but forked where that gives the same (see warm)."""
    if request.config.getoption("--fresh"):
        return fresh
    server: warm.Server = request.getfixturevalue("server")

    def run(*args: str | Path, stdin: str | bytes = "", **variables: str) -> Ended:
        env = environment(**variables)
        if not server.knows(env):
            return fresh(*args, stdin=stdin, **variables)
        data = stdin.encode() if isinstance(stdin, str) else stdin
        call = warm.Call([str(arg) for arg in args], str(empty), env)
        code, out, err = server.run(call, data, LIMIT)
        assert os.listdir(empty) == []
        return Ended(code, out.decode(), err.decode())

    return run


@pytest.fixture
def mini(tmp_path: Path) -> Path:
    """The facts.json of a fresh copy of the small base."""
    return minibase.write(tmp_path / "mini")


@pytest.fixture(scope="session")
def same_mini(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small base for tests that do not change it."""
    return minibase.write(tmp_path_factory.mktemp("mini"))


@pytest.fixture
def on_mini(request: pytest.FixtureRequest, bilat: Runner) -> Runner:
    """Run bilat on the small base: on the test's own copy where it asks for `mini` too."""
    own = "mini" in request.fixturenames
    path: Path = request.getfixturevalue("mini" if own else "same_mini")

    def run(*args: str | Path, **more: Any) -> Ended:
        return bilat(*args, **({"BILAT_FACTS": str(path)} | more))

    return run


@pytest.fixture
def own(bilat, tmp_path):
    """A base of one's own with nothing in it yet, an article, and how to run a command on it."""
    ended = bilat("init", tmp_path / "own", "--title", "Bridges", "--side", "Uzbekistan")
    assert ended.code == 0
    shutil.copy(ROOT / "tests" / "texts" / "bridge.txt", tmp_path)

    def run(*args, **more):
        return bilat("--facts", tmp_path / "own", *args, **more)

    run.article = tmp_path / "bridge.txt"
    run.folder = tmp_path / "own"
    return run


def until_it_waits(pid: int) -> None:
    """Return once a process has started and sleeps, as one does that waits, or has ended."""
    asleep, end = 0, time.monotonic() + LIMIT
    while asleep < 4:  # short sleeps occur at a start
        assert time.monotonic() < end, "it never waits"
        time.sleep(0.05)
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2][0]
        asleep = asleep + 1 if state in "SZ" else 0


def program(name: str) -> str:
    """The path of a program outside; skips the test without it, unless skips are forbidden."""
    found = shutil.which(name)
    if found is None and os.environ.get("BILAT_FORBID_SKIPS"):
        pytest.fail(f"{name} is not installed, and BILAT_FORBID_SKIPS is set")
    if found is None:
        pytest.skip(f"{name} is not installed")
    return found
