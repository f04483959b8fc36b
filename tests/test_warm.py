"""A forked process of bilat is what an interpreter of its own would be."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time

import pytest

import warm
from conftest import environment

SAMPLE = [
    *("", "--version", "--help", "cite --help", "search visa", "search zeppelin", "list"),
    *("list --json", "list --format csv", "timeline", "show visa-free", "show visa-fee", "show"),
    *("cite first-envoy --json", "read note", "sources", "topics", "actors", "compare", "brief"),
    *("verify", "coverage", "schema fact", "export --format bibtex", "export --format csl-json"),
    *(
        "serch visa",
        "list --bogus",
        "list --topic trad3",
        "list --color always",
        "list --since 19x",
    ),
    *("--facts /nowhere/facts.json list", "locate note Trade", "timeline --json"),
]


@pytest.mark.parametrize("args", SAMPLE)
def test_both_print_the_same_and_end_alike(bilat, fresh, mini, args):
    words = args.split()
    assert bilat(*words, BILAT_FACTS=str(mini)) == fresh(*words, BILAT_FACTS=str(mini))


@pytest.mark.parametrize(
    ("args", "more"),
    [
        (["list", "--json"], {}),
        (["list", "--json"], {"BILAT_CACHE": ""}),
        (["show", "-"], {"stdin": "relations-established\n"}),
        (["show", "-", "--json"], {"stdin": b"relations-established\n" * 50_000 + b"\xff\xfe\n"}),
        (["--version"], {"stdin": b"nobody reads this" * 50_000}),
        (["search", os.fsdecode(b"visa\x80")], {}),
        (["search", "签证"], {"FORCE_COLOR": "1", "COLUMNS": "50"}),
        (["search", "签证"], {"LC_ALL": "C"}),
        (["timeline"], {"TERM": "dumb", "TZ": "Asia/Baku"}),
    ],
)
def test_both_take_the_same_surroundings(bilat, fresh, args, more):
    assert bilat(*args, **more) == fresh(*args, **more)


def test_both_write_the_same_file(bilat, fresh, tmp_path):
    for run, name in ((bilat, "a"), (fresh, "b")):
        assert run("list", "--json", "--output", tmp_path / name) == (0, "", "")
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
    assert (tmp_path / "a").stat().st_mode == (tmp_path / "b").stat().st_mode


# A package of the same name, which tells what it finds and ends as it is told.
PROBE = """
import atexit, gc, json, locale, os, resource, signal, sys, time

def stream(one):
    names = "encoding errors newlines line_buffering write_through name mode".split()
    told = {name: getattr(one, name) for name in names}
    kinds = [type(x).__name__ for x in (one, one.buffer, one.buffer.raw)]
    return told | {"kinds": kinds, "tty": one.isatty(), "fd": one.fileno()}

def state():
    masked = os.umask(0)
    os.umask(masked)
    return {
        "argv": sys.argv[1:], "program": os.path.basename(sys.argv[0]), "cwd": os.getcwd(),
        "environ": dict(os.environ), "path": sys.path, "flags": str(sys.flags), "umask": masked,
        "streams": [stream(one) for one in (sys.stdin, sys.stdout, sys.stderr)],
        "signals": {n: str(signal.getsignal(n)) for n in sorted(signal.valid_signals())},
        "blocked": sorted(signal.pthread_sigmask(signal.SIG_BLOCK, [])),
        "open": sorted(fd for fd in os.listdir("/proc/self/fd") if os.path.exists(f"/dev/fd/{fd}")),
        "limits": [resource.getrlimit(n) for n in range(10)], "zone": time.tzname,
        "locale": [locale.getlocale(), sys.getfilesystemencoding(), locale.getencoding()],
        "hooks": [sys.getprofile(), sys.gettrace(), sys.excepthook is sys.__excepthook__],
        "collects": gc.isenabled(), "group": os.getpgrp(), "nice": os.nice(0),
    }

def main():
    how = sys.argv[1]
    if how == "tell":
        json.dump(state() | {"read": sys.stdin.buffer.read().decode("latin-1")}, sys.stdout)
    atexit.register(sys.stdout.write, "registered")
    sys.stdout.write("unflushed ")
    sys.stderr.write("partial \\udcff")
    if how == "code":
        sys.exit(7)
    if how == "text":
        sys.exit("a message")
    if how == "error":
        raise ValueError(how)
    if how == "at once":
        os._exit(9)
    if how == "killed":
        os.kill(os.getpid(), signal.SIGKILL)
    if how == "interrupted":
        os.kill(os.getpid(), signal.SIGINT)
    if how == "pipe":
        os.write(os.dup2(sys.stdin.fileno(), 1), b"to where nobody can write")
    if how == "slow":
        time.sleep(60)

if __name__ == "__main__":
    main()
"""


@pytest.fixture(scope="module")
def probe(tmp_path_factory):
    """The surroundings in which `bilat` is the probe, and a server that forks it."""
    folder = tmp_path_factory.mktemp("probe")
    (folder / "bilat").mkdir()
    (folder / "bilat" / "__init__.py").touch()
    (folder / "bilat" / "__main__.py").write_text(PROBE)
    env = environment(PYTHONPATH=str(folder))
    server = warm.Server(env)
    yield server, env
    server.close()


def both(probe, args: list[str], cwd, data: bytes = b"", **more: str):
    server, env = probe
    env = env | more
    ended = subprocess.run(
        [sys.executable, "-m", "bilat", *args],
        input=data,
        capture_output=True,
        cwd=cwd,
        env=env,
        check=False,
    )
    forked = server.run(warm.Call(args, str(cwd), env), data, 60)
    return forked, (ended.returncode, ended.stdout, ended.stderr)


@pytest.mark.parametrize("data", [b"", b"\x00\xff\n" * 100_000])
@pytest.mark.parametrize("more", [{}, {"TZ": "Asia/Baku", "TERM": "dumb", "COLUMNS": "50"}])
def test_a_process_finds_the_same_surroundings(probe, tmp_path, data, more):
    forked, fresh = both(probe, ["tell", "é", os.fsdecode(b"\xff")], tmp_path, data, **more)
    told, expected = (json.loads(out.partition(b"unflushed")[0]) for _, out, _ in (forked, fresh))
    assert told == expected
    assert told["streams"][1]["encoding"] == "utf-8"
    assert forked == fresh


@pytest.mark.parametrize(
    "how", ["code", "text", "error", "at once", "killed", "interrupted", "pipe", "nothing else"]
)
def test_a_process_ends_alike(probe, tmp_path, how):
    (code, out, err), fresh = both(probe, [how], tmp_path)
    # A traceback names the files that it comes through.
    told, expected = ([x for x in e.splitlines() if x[:1] != b" "] for e in (err, fresh[2]))
    assert (code, out, told) == (*fresh[:2], expected)


def test_one_that_takes_too_long_is_killed_and_the_next_runs(probe, tmp_path):
    server, env = probe
    begun = time.monotonic()
    with pytest.raises(subprocess.TimeoutExpired):
        server.run(warm.Call(["slow"], str(tmp_path), env), b"", 0.3)
    assert time.monotonic() - begun < 30
    assert server.run(warm.Call(["code"], str(tmp_path), env), b"", 60)[0] == 7


@pytest.mark.parametrize("name", ["PYTHONHASHSEED", "PYTHONIOENCODING", "LC_ALL", "LANG"])
def test_what_python_reads_at_its_start_needs_an_interpreter_of_its_own(server, name):
    assert server.knows(environment(COLUMNS="50"))
    assert not server.knows(environment(**{name: "1"}))


def test_a_server_that_cannot_begin_says_why(tmp_path):
    (tmp_path / "bilat.py").write_text("raise SystemError('no luck')")
    env = environment(PYTHONPATH=str(tmp_path))
    server = warm.Server(env)
    with pytest.raises(RuntimeError, match="no luck"):
        server.run(warm.Call([], str(tmp_path), env), b"", 60)
