"""An answer is printed as it is read: memory does not grow with it."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bilat import output
from bilat.base import snapshot
from bilat.base.base import load
from bilat.core.text import json_safe
from bilat.render import machine
from bilat.search import complete
from conftest import ROOT, environment

FACTS = 6000
# Runs bilat, and when it ends tells the most memory that it had, in MB.
TELLING = """
import os, resource, sys
leave = os._exit
def end(code=0):
    sys.stderr.write(f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}")
    sys.stderr.flush()
    leave(code)
os._exit = end
from bilat.__main__ import main
main()
"""


@pytest.fixture(scope="module")
def large(tmp_path_factory) -> dict[str, str]:
    """The variables with which bilat reads a large base by its snapshot."""
    folder, cache = tmp_path_factory.mktemp("large"), tmp_path_factory.mktemp("cache")
    make = [sys.executable, str(ROOT / "bench" / "make_base.py"), str(FACTS), str(folder)]
    subprocess.run(make, check=True, capture_output=True, env=environment())
    path = folder / "facts.json"
    snapshot.keep(load(path), path, snapshot.state(path), cache, complete)
    return environment(BILAT_FACTS=str(path), BILAT_CACHE=str(cache))


def peak(args: list[str], large: dict[str, str], out: Path) -> float:
    """The most memory that a run had, in MB."""
    with out.open("wb") as file:
        ended = subprocess.run(
            [sys.executable, "-c", TELLING, *args],
            stdout=file,
            stderr=subprocess.PIPE,
            env=large,
            check=True,
        )
    return float(ended.stderr)


@pytest.mark.parametrize("form", ["json", "jsonl", "csv", "tsv", "md", "ids"])
def test_memory_does_not_grow_with_a_list(large, tmp_path, form):
    out = tmp_path / "out"
    few = peak(["list", "--format", form, "--limit", "100"], large, out)
    many = peak(["list", "--format", form], large, out)
    content = out.read_text()
    assert content.count("\n") >= FACTS
    if form == "json":
        assert len(json.loads(content)) == FACTS
        assert len(content) > 10_000_000
    # What grows are the texts of the sources; ten times as much is what all records would take.
    assert many - few < 8


def test_a_reader_who_goes_in_the_midst_of_a_list_ends_it_quietly(large):
    process = subprocess.Popen(
        [sys.executable, "-m", "bilat", "list", "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=large,
    )
    assert process.stdout is not None
    assert process.stdout.read(10) == b"[\n  {\n    "
    process.stdout.close()
    assert process.stderr is not None
    assert (process.stderr.read(), process.wait(60)) == (b"", 0)
    process.stderr.close()


def test_the_first_records_are_written_before_the_last_are_made(capfdbinary):
    given: list[int] = []

    def records() -> Iterator[dict]:
        for i in range(1000):
            given.append(i)
            yield {"id": "x" * 1000}

    chunks = machine.json_array(records(), None)
    first = next(chunks)
    assert (given, first) == ([0], '[\n  {\n    "id": "' + "x" * 1000 + '"\n  }')
    output.write(chunks)
    assert capfdbinary.readouterr().out.endswith(b"\n]\n")


@pytest.mark.parametrize(
    "record",
    [
        {},
        {"a": [], "b": {}, "c": [{}], "d": [[1, -2.5], [True, None]]},
        {
            "text": 'a "b" \\ / \x00\x1f\x7f\x85\u2028\u202e\U000e0001 é 中 \U0001f600',
            "k: [y]": ", {",
        },
        {"n": [0, -0.0, 2.5, -13, 2**53]},
        {"deep": {"er": {"and": [{"deeper": [{"still": 1}]}]}}},
    ],
)
@pytest.mark.parametrize("count", [0, 1, 3])
def test_records_are_laid_out_as_one_array_would_be(record, count):
    made = "".join(machine.json_array([record] * count, None))
    assert made == json_safe(json.dumps([record] * count, ensure_ascii=False, indent=2)) + "\n"
    assert json.loads(made) == [record] * count
