"""A pager on a terminal for what is longer than the screen, and never elsewhere."""

from __future__ import annotations

import sys
from pathlib import Path

import pexpect
import pytest

import minibase
from conftest import environment


@pytest.fixture(scope="module")
def mini(tmp_path_factory) -> Path:
    return minibase.write(tmp_path_factory.mktemp("mini"))


def seen(mini: Path, *args: str, rows: int = 10, **variables: str) -> tuple[str, int]:
    """What a terminal shows of a run, and how it ended."""
    env = environment(TERM="xterm", BILAT_FACTS=str(mini), **variables)
    child = pexpect.spawn(
        sys.executable, ["-m", "bilat", *args], env=env, encoding="utf-8", dimensions=(rows, 100)
    )
    shown = child.read()
    child.close()
    return shown, child.exitstatus


PAGER = "sed -u s/^/PAGED:/"


@pytest.mark.parametrize(
    ("args", "rows", "variables", "paged"),
    [
        (["list"], 10, {"PAGER": PAGER}, True),
        (["list"], 10, {"BILAT_PAGER": PAGER, "PAGER": "false"}, True),
        (["list"], 200, {"PAGER": PAGER}, False),
        (["list", "--no-pager"], 10, {"PAGER": PAGER}, False),
        (["--no-pager", "list"], 10, {"PAGER": PAGER}, False),
        (["list"], 10, {"PAGER": "cat"}, False),
        (["list"], 10, {"PAGER": ""}, False),
        (["list"], 10, {"PAGER": "no-such-program"}, False),
        (["list", "--json"], 10, {"PAGER": PAGER}, False),
    ],
)
def test_a_long_screen_goes_to_the_pager_that_is_named(mini, args, rows, variables, paged):
    shown, code = seen(mini, *args, rows=rows, **variables)
    assert code == 0
    assert ("PAGED:" in shown) is paged
    assert "relations-opened" in shown


def test_a_pager_that_is_left_early_ends_quietly(mini):
    shown, code = seen(mini, "list", PAGER="head -n 2")
    assert code == 0
    assert "Traceback" not in shown
    assert "bilat:" not in shown


def test_colour_for_a_pager_is_as_wide_as_the_terminal(mini, tmp_path):
    line = f"{sys.executable} -m bilat list --color always | cat > {tmp_path / 'out'}"
    env = environment(TERM="xterm", BILAT_FACTS=str(mini))
    child = pexpect.spawn("sh", ["-c", line], env=env, encoding="utf-8", dimensions=(10, 70))
    child.read()
    child.close()
    text = (tmp_path / "out").read_text("utf-8")
    import re

    plain = re.sub(r"\x1b\[[0-9;]*m", "", text)
    assert 60 < max(map(len, plain.splitlines())) <= 70
