"""What scripts were promised: bytes that stay the same while the house is rebuilt."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from conftest import Runner

PINNED = json.loads((Path(__file__).parent / "pinned.json").read_text("utf-8"))


@pytest.mark.parametrize("command", list(PINNED))
@pytest.mark.parametrize("cached", [True, False])
def test_the_bundled_base_gives_the_same_json_as_before(
    bilat: Runner, command: str, cached: bool, tmp_path: Path
) -> None:
    words = command.split()
    stdin = ""
    if words[1:2] == ["-"]:
        stdin = bilat("list", "--sort", "id", "--format", "ids").out
    variables = {} if cached else {"BILAT_CACHE": ""}
    ended = bilat(*words, stdin=stdin, **variables)
    assert ended.code == 0
    assert hashlib.sha256(ended.out.encode()).hexdigest() == PINNED[command]
