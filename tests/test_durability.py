"""A base survives kills, a full disk and many writers: what was acknowledged is there."""

from __future__ import annotations

import os
import random
import shutil
import sys
from pathlib import Path

import pytest

import minibase
from conftest import ROOT, program

sys.path.insert(0, str(ROOT / "bench"))
import durability


@pytest.fixture(scope="module")
def rivers(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("rivers").resolve() / "base"
    durability.begun(folder)
    return folder


def test_no_kill_loses_what_was_acknowledged(rivers):
    found = durability.killed(rivers, 30, random.Random(2))
    assert (found["lost"], found["corrupt"], found["lock left"]) == (0, 0, 0)


def test_writers_wait_for_each_other_and_readers_see_whole_files(rivers):
    found = durability.together(rivers, writers=8, facts=3, readers=2)
    assert (found["acknowledged"], found["lost"], found["torn reads"]) == (24, 0, 0)
    assert found["reads"] > 10


def test_a_write_is_on_disk_before_it_is_acknowledged(rivers):
    program("strace")
    wanted = ["write", "fsync", "rename", "fsync of the folder"]
    assert durability.synced(rivers)[-4:] == wanted


# Lets the call that is the so many-th of those that need room on the disk fail.
FULL = """
import errno, os
left = [int(os.environ["FAIL_AT"])]
def failing(name):
    real = getattr(os, name)
    def call(*args, **more):
        if name != "open" or args[1] & os.O_CREAT:
            left[0] -= 1
            if left[0] == 0:
                open(os.environ["FAILED"], "w").close()
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(args[0]))
        return real(*args, **more)
    setattr(os, name, call)
for name in ("open", "mkdir", "link", "replace", "fsync"):
    failing(name)
"""


def test_a_disk_that_fills_up_leaves_the_old_state_or_the_new_one(fresh, mini, tmp_path):
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "sitecustomize.py").write_text(FULL)
    site = os.pathsep.join([str(tmp_path / "site"), os.environ.get("PYTHONPATH", "")])
    text = tmp_path / "text.txt"
    text.write_text("The harbour was built in 1850, and it was deepened in 1900.", "utf-8")
    args = ["add", "source", text, "--title", "Harbour", "--author", "none", "--issued", "1901"]
    args += ["--side", "none"]
    failed, marker = 0, tmp_path / "failed"
    for number in range(1, 60):
        minibase.write(mini.parent)
        shutil.rmtree(mini.parent / "texts", ignore_errors=True)
        before = mini.read_bytes()
        variables = {"PYTHONPATH": site, "FAIL_AT": str(number), "FAILED": str(marker)}
        ended = fresh("--facts", mini, *args, BILAT_CACHE="", **variables)
        assert "Traceback" not in ended.err
        if not marker.exists():
            break
        marker.unlink()
        failed += 1
        assert fresh("--facts", mini, "verify", BILAT_CACHE="").code == 0
        if ended.code == 0:  # what could not be synced was a folder's list of names
            continue
        assert ended.code == 2
        assert "No space left on device" in ended.err
        assert mini.read_bytes() == before
    assert failed > 8
    assert fresh("--facts", mini, "verify").code == 0
    assert "harbour" in fresh("--facts", mini, "sources", "--format", "ids").out
