"""What somebody at a terminal is told beside the answer."""

from __future__ import annotations

import sys

import pexpect

import minibase
from conftest import environment


def seen(*args: str, cwd, **variables: str) -> str:
    """What a terminal shows of a run."""
    env = environment(TERM="xterm", PAGER="", **variables)
    call = ["-m", "bilat", *args]
    child = pexpect.spawn(sys.executable, call, env=env, encoding="utf-8", cwd=str(cwd))
    child.setwinsize(200, 120)
    shown = child.read()
    child.close()
    return shown


def test_a_base_in_the_folder_that_is_not_read_is_told(tmp_path):
    mini = minibase.write(tmp_path)
    told = "./facts.json is not read; `--facts .` reads it."
    assert told in seen("list", "--limit", "1", cwd=tmp_path)
    assert told not in seen("list", "--limit", "1", "--facts", ".", cwd=tmp_path)
    assert told not in seen("list", "--limit", "1", cwd=tmp_path, BILAT_FACTS=str(mini))
    assert told not in seen("list", "--limit", "1", cwd=tmp_path / "seeds")


def test_scripts_are_not_told_of_it(bilat, mini):
    ended = bilat("list", "--limit", "1", "--format", "ids")
    assert "is not read" not in ended.err


def test_an_option_after_two_hyphens_is_told(on_mini):
    ended = on_mini("search", "--", "visa", "--limit", "2")
    assert "--limit stands after -- and is a word here; options go before it." in ended.err
    assert "stands after" not in on_mini("search", "--limit", "2", "--", "visa", "-tourism").err
