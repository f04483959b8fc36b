"""A base of one's own: begun, changed by one writer at a time, and every change undone."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

import minibase
from bilat.curate import history, store
from conftest import environment


def kept(path: Path) -> list[str]:
    return [entry.command for entry in history.entries(path)]


def add_topic(path: Path, name: str) -> None:
    with store.changing(path, f"add topic {name}") as draft:
        draft.add("topics", [minibase.topic(name, name)])
        draft.done.append(f"topic {name} added")


def topics(path: Path) -> list[str]:
    return list(json.loads(path.read_text("utf-8"))["topics"])


def test_a_base_begins_empty_and_says_what_is_next(bilat, tmp_path):
    folder = tmp_path / "rivers of Asia"
    ended = bilat("init", folder, "--title", "Rivers", "--side", "Côte d'Ivoire")
    told = f"made {folder}/facts.json: no sources yet. Next: `bilat --facts '{folder}' add source"
    assert (ended.code, ended.out) == (0, "")
    assert told in ended.err
    assert bilat("verify", "--facts", folder).code == 0
    assert bilat("list", "--facts", folder, "--json").out == "[]\n"
    assert bilat("actors", "--facts", folder, "--format", "ids").out == "cote-divoire\n"
    again = bilat("init", folder)
    assert (again.code, again.out) == (2, "")
    assert "is there already" in again.err


def test_a_copy_of_the_bundled_base_is_whole(bilat, tmp_path):
    assert bilat("init", tmp_path / "own", "--with", "bundled").code == 0
    ours = bilat("list", "--json", "--facts", tmp_path / "own")
    assert ours.out == bilat("list", "--json").out
    assert bilat("verify", "--facts", tmp_path / "own").code == 0
    assert bilat("init", tmp_path / "other", "--with", "bundeld").code == 2


def test_the_bundled_base_is_not_written_to(bilat):
    ended = bilat("undo")
    assert (ended.code, ended.out) == (2, "")
    assert "Name your own with --facts DIR" in ended.err


def test_changes_are_undone_one_after_the_other_and_what_was_undone_is_kept(bilat, tmp_path):
    bilat("init", tmp_path / "own")
    path = tmp_path / "own" / "facts.json"
    states = [path.read_bytes()]
    for name in ("rivers", "lakes", "seas"):
        add_topic(path, name)
        states.append(path.read_bytes())
    log = bilat("log", "--facts", path.parent, "--json").json
    assert [row["done"] for row in log] == [
        [f"topic {n} added"] for n in ("seas", "lakes", "rivers")
    ]
    ended = bilat("undo", "--facts", path)
    assert (ended.code, ended.err) == (0, "bilat: undone: topic seas added.\n")
    assert path.read_bytes() == states[2]
    assert bilat("undo", "2", "--facts", path).code == 0
    assert path.read_bytes() == states[0]
    none = bilat("undo", "--facts", path)
    assert (none.code, none.err) == (
        2,
        "bilat: there is no change to undo. `bilat log` lists them.\n",
    )
    assert len(bilat("log", "--facts", path, "--json").json) == 5
    assert (path.parent / ".bilat" / ".gitignore").read_text() == "*\n"


def test_what_was_changed_by_hand_is_not_undone_over(bilat, tmp_path):
    bilat("init", tmp_path / "own")
    path = tmp_path / "own" / "facts.json"
    add_topic(path, "rivers")
    path.write_text(path.read_text("utf-8").replace('"label": "rivers"', '"label": "streams"'))
    by_hand = path.read_bytes()
    ended = bilat("undo", "--facts", path)
    assert ended.code == 2
    assert "was changed by hand after `add topic rivers`" in ended.err
    add_topic(path, "lakes")
    assert bilat("undo", "--facts", path).code == 0
    assert path.read_bytes() == by_hand
    assert bilat("undo", "--facts", path).code == 2
    assert path.read_bytes() == by_hand


def test_twenty_changes_are_kept(tmp_path, bilat):
    bilat("init", tmp_path / "own")
    path = tmp_path / "own" / "facts.json"
    for number in range(23):
        add_topic(path, f"topic-{number}")
    assert kept(path) == [f"add topic topic-{n}" for n in range(3, 23)]
    assert len(list((path.parent / ".bilat").glob("*.facts.json"))) == 20


def test_a_change_at_fault_changes_nothing(bilat, tmp_path):
    bilat("init", tmp_path / "own")
    path = tmp_path / "own" / "facts.json"
    before = path.read_bytes()
    broken = minibase.topic("a", "a", broader="nothing")
    with pytest.raises(Exception, match="no topic has the id"), store.changing(path, "add") as it:
        it.add("topics", [broken])
    assert path.read_bytes() == before
    assert kept(path) == []


WRITER = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[3])
from test_own import add_topic
for i in range(int(sys.argv[2])):
    add_topic(Path(sys.argv[1]), f"{sys.argv[4]}-{i}")
    print(f"{sys.argv[4]}-{i}", flush=True)
"""


def writer(path: Path, count: int, name: str) -> subprocess.Popen[str]:
    args = [sys.executable, "-c", WRITER, str(path), str(count), str(Path(__file__).parent), name]
    return subprocess.Popen(args, stdout=subprocess.PIPE, text=True, env=environment())


def test_of_many_writers_none_undoes_what_another_did(bilat, tmp_path):
    bilat("init", tmp_path / "own")
    path = tmp_path / "own" / "facts.json"
    writers = [writer(path, 10, f"w{n}") for n in range(4)]
    told = {line for one in writers for line in one.communicate()[0].split()}
    assert [one.returncode for one in writers] == [0] * 4
    assert set(topics(path)) == told
    assert len(told) == 40


def test_a_killed_writer_leaves_what_it_acknowledged_and_no_lock(bilat, tmp_path):
    bilat("init", tmp_path / "own")
    path = tmp_path / "own" / "facts.json"
    told: set[str] = set()
    for number in range(5):
        one = writer(path, 1000, f"k{number}")
        assert one.stdout
        told |= {one.stdout.readline().strip() for _ in range(2 + number)}
        one.kill()
        told |= set(one.communicate()[0].split("\n")[:-1])
        json.loads(path.read_bytes())
    assert told <= set(topics(path))
    assert len(told) >= 20
    assert bilat("undo", "--facts", path).code == 0


def test_a_history_that_cannot_be_kept_is_told_and_nothing_changes(bilat, tmp_path):
    bilat("init", tmp_path / "own")
    path = tmp_path / "own" / "facts.json"
    (path.parent / ".bilat").write_text("a file")
    before = path.read_bytes()
    ended = bilat("undo", "--facts", path)
    assert (ended.code, ended.out) == (2, "")
    assert ".bilat cannot be written: File exists. It is as it was." in ended.err
    assert path.read_bytes() == before
