"""Help that teaches: examples that run, topics, and a manual page."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import minibase
from bilat.cli.examples import EXAMPLES
from bilat.cli.guide import TOPICS
from bilat.cli.main import COMMANDS
from bilat.render.facts import DIFFERS, SIGNS
from bilat.render.marks import CAVEAT, KINDS
from bilat.render.timeline import ROUND
from conftest import environment

LINES = [(name, line) for name, lines in EXAMPLES.items() for line in lines]


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder with a base and the files that examples name."""
    mini = minibase.write(tmp_path)
    minibase.write(tmp_path / "other")
    (tmp_path / "article.txt").write_text("A title\n\nThe line was opened in 1901, as told.\n")
    (tmp_path / "draft.md").write_text("He said “We will build a railway”.\n")
    (tmp_path / "new.txt").write_text(minibase.LETTER.replace("Letter to", "A letter to"))
    row = {"statement": "Papers were signed.", "source": "letter", "kind": "event"}
    row |= {"quote": "Over 70 papers were signed", "topics": ["ties"], "actors": ["graustark"]}
    (tmp_path / "facts.jsonl").write_text(json.dumps(row))
    (tmp_path / "QUERIES.tsv").write_text("visa\tvisa-free\n")
    lines = ["statement,kind,source,quote,topics,actors"]
    lines += ["Papers were signed.,event,letter,Over 70 papers were signed,ties,graustark"]
    (tmp_path / "facts.csv").write_text("\n".join(lines))
    (tmp_path / "bin").mkdir()
    program = tmp_path / "bin" / "bilat"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m bilat "$@"\n')
    program.chmod(0o755)
    assert mini.is_file()
    return tmp_path


@pytest.mark.parametrize(("name", "line"), LINES, ids=[line for _, line in LINES])
def test_every_example_runs_as_it_stands(place, name, line):
    if "jq" in line and not shutil.which("jq"):
        pytest.skip("jq is not there")
    words = {"SOURCE": "letter", "INTO": "visa-free", "nano": "true", "transport": "trade"}
    typed = line
    for word, stands in words.items():
        typed = typed.replace(word, stands)
    typed = typed.replace(" ID", " papers-signed").replace("words of the text", "no visa is needed")
    if name == "undo":
        steps = ("papers-signed a", "a b", "b c")
        typed = "; ".join([*(f"bilat rename {step}" for step in steps), typed])
    path = f"{place / 'bin'}{os.pathsep}{os.environ['PATH']}"
    variables = {} if name == "tidy" else {"BILAT_FACTS": str(place / "facts.json")}
    if "--output facts" in line:
        shutil.rmtree(place / "facts.csv", ignore_errors=True)
        (place / "facts.csv").unlink()
        typed = typed.replace("facts.json", "made.json")
    ended = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {typed}"],
        cwd=place,
        env=environment(PATH=path, **variables),
        capture_output=True,
        stdin=subprocess.DEVNULL,
        timeout=60,
        check=False,
    )
    told = ended.stderr.decode()
    needed = ("add source article.txt", 'add fact SOURCE "words')
    if any(line.endswith(one) or one in line for one in needed) and "--author" not in line:
        assert "missing: " in told  # what nobody can be asked for without a terminal
        return
    assert ended.returncode in (0, 1), told
    assert "Traceback" not in told


def test_every_command_has_examples_in_its_help(bilat):
    inner = {name.split()[0] for name in EXAMPLES if " " in name}
    assert set(COMMANDS) == {name for name in EXAMPLES if " " not in name}
    assert inner == {"add"}
    assert all(len(lines) in (2, 3) for lines in EXAMPLES.values())
    for name in COMMANDS:
        if name != "add":
            shown = bilat(name, "--help").out
            assert all(f"  {line}\n" in shown for line in EXAMPLES[name])


def test_help_lists_its_topics_and_shows_them(bilat):
    listed = bilat("help")
    assert (listed.code, listed.err) == (0, "")
    for name, text in TOPICS.items():
        assert f"bilat help {name}" in listed.out
        ended = bilat("help", name, COLUMNS="100")
        assert (ended.code, ended.out.split(), ended.err) == (0, text.split(), "")
        assert max(map(len, text.splitlines())) <= 100


def test_help_on_a_command_is_its_own(bilat):
    assert bilat("help", "list").out.split() == bilat("list", "--help").out.split()
    assert bilat("help", "add", "fact").out.split() == bilat("add", "fact", "--help").out.split()
    wrong = bilat("help", "lst")
    assert (wrong.code, wrong.out) == (1, "")
    assert wrong.err == "bilat: there is no help on 'lst'. Did you mean list?\n"


def test_the_manual_page_tells_all_commands_and_topics(bilat):
    ended = bilat("man")
    assert ended.code == 0
    for name in COMMANDS:
        assert f'.SS "bilat {name}' in ended.out
    for name in TOPICS:
        assert f'.SH "{name.upper()}"' in ended.out
    assert "\\-\\-chart" in ended.out
    if shutil.which("man"):
        call = ["man", "--warnings", "-l", "-"]
        shown = subprocess.run(call, input=ended.out.encode(), capture_output=True, check=True)
        assert b"warning" not in shown.stderr
        assert b"bilat timeline --chart --by decade" in shown.stdout


def test_every_mark_of_a_screen_is_explained(bilat):
    told = bilat("help", "marks").out
    signs = [sign for sign, _ in KINDS.values()]
    signs += [sign for sign, _ in SIGNS.values()]
    assert [sign for sign in (*signs, DIFFERS, ROUND[0], CAVEAT) if sign not in told] == []


@pytest.mark.parametrize("topic", TOPICS)
def test_a_topic_fits_the_terminal_and_loses_no_word(bilat, topic):
    wide, narrow = (bilat("help", topic, COLUMNS=columns).out for columns in ("100", "60"))
    assert max(map(len, narrow.splitlines())) <= 60
    assert narrow.split() == wide.split() == TOPICS[topic].split()
