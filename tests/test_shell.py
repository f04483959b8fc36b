"""Real shells and real pipelines."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import minibase
from conftest import environment, program

BIN = Path(sys.executable).parent


@pytest.fixture
def shell(tmp_path, mini):
    """Run a script in a shell in which `bilat` is the installed command, on the small base."""
    (tmp_path / "bin").mkdir()
    command = tmp_path / "bin" / "bilat"
    command.write_text(f'#!/bin/sh\nexec {sys.executable} -m bilat "$@"\n')
    command.chmod(0o755)

    def run(name: str, script: str, *options: str) -> str:
        path = f"{command.parent}{os.pathsep}{os.environ['PATH']}"
        variables = environment(PATH=path, BILAT_FACTS=str(mini), HOME=str(tmp_path))
        ended = subprocess.run(
            [program(name), *options, "-c", script],
            capture_output=True,
            text=True,
            env=variables,
            cwd=tmp_path,
            timeout=60,
            check=False,
        )
        assert ended.returncode == 0, ended.stderr
        return ended.stdout

    return run


OFFERS = [
    ("show re", "relations-opened"),
    ("cite fi", "first-envoy"),
    ("list --topic ha", "harbours"),
    ("list --kind vis", "visit"),
    ("list --actor wa", "wang-xiaoming"),
    ("list --side gr", "graustark"),
    ("list --scope con", "context"),
    ("read no", "note"),
    ("time", "timeline"),
    ("list --fields id,stat", "id,statement"),
]


@pytest.mark.parametrize(("typed", "offered"), OFFERS)
def test_bash_completes(shell, typed, offered):
    words = typed.split()
    script = f"""
    eval "$(_BILAT_COMPLETE=source_bash bilat)"
    COMP_WORDS=(bilat {typed}); COMP_CWORD={len(words)}
    _bilat_completion bilat
    printf '%s\\n' "${{COMPREPLY[@]}}"
    """
    assert shell("bash", script, "--norc").split("\n") == [offered, ""]


@pytest.mark.parametrize(("typed", "offered"), OFFERS)
def test_fish_completes(shell, typed, offered):
    script = f"_BILAT_COMPLETE=source_fish bilat | source; complete --do-complete 'bilat {typed}'"
    lines = shell("fish", script, "--no-config").splitlines()
    assert [line.split("\t")[0] for line in lines] == [offered]


@pytest.mark.parametrize(("typed", "offered"), OFFERS)
def test_zsh_completes(shell, typed, offered):
    words = " ".join(typed.split())
    script = f"""
    compdef() {{ }}
    _arguments() {{ print -r -- "$1" }}
    eval "$(_BILAT_COMPLETE=source_zsh bilat)"
    words=(bilat {words}); CURRENT=${{#words}}
    _bilat_completion
    """
    assert f'"{offered}"' in shell("zsh", script, "--no-rcs")


def test_a_statement_is_never_run_as_code_by_completion(shell, mini, tmp_path):
    content = minibase.tables()
    attack = "x $(touch pwned) `touch pwned` \"; touch pwned; ' || touch pwned #"
    content["facts"]["first-envoy"]["statement"] = attack
    minibase.write(mini.parent, content)
    script = """
    compdef() { }
    _arguments() { print -r -- "$1" }
    eval "$(_BILAT_COMPLETE=source_zsh bilat)"
    words=(bilat show fi); CURRENT=3
    _bilat_completion
    """
    assert "first-envoy" in shell("zsh", script, "--no-rcs")
    assert not (tmp_path / "pwned").exists()


def test_completion_on_a_damaged_base_offers_nothing(shell, mini):
    mini.write_text("{")
    script = "COMP_WORDS='bilat show re' COMP_CWORD=2 _BILAT_COMPLETE=complete_bash bilat 2>&1"
    assert shell("bash", script).strip() == ""


def test_json_flows_through_jq_into_cite(shell):
    program("jq")
    script = """
    bilat search relations visa --json | jq -r '.[].id' | bilat cite - --json |
    jq -e 'length > 0 and all(.[]; all(.evidence[]; .verified))'
    """
    assert shell("bash", script) == "true\n"


def test_ids_flow_from_search_into_cite(shell):
    out = shell("bash", "bilat search visa --format ids | bilat cite - --json")
    assert [fact["id"] for fact in json.loads(out)] == ["visa-free"]


@pytest.mark.parametrize("command", ["list --json", "timeline", "--help", "read note", "schema"])
def test_a_closed_pipe_ends_quietly(shell, command):
    script = f"set -o pipefail; bilat {command} 2>err | true; echo ${{PIPESTATUS[0]}}; cat err"
    assert shell("bash", script) == "0\n"


def test_markdown_is_a_table_to_pandoc(shell):
    program("pandoc")
    script = "bilat list --format md --fields id,statement | pandoc -f gfm -t plain --columns 200"
    out = shell("bash", script)
    assert "relations-opened" in out
    assert "|" not in out
