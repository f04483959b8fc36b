"""README, help texts, schema and behaviour agree."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib

import pytest

import bilat as package
import readme_examples
import reference
from bilat.cli.main import COMMANDS, app
from conftest import ROOT, program

README = (ROOT / "README.md").read_text("utf-8")
DOCS = README + "".join(page.read_text("utf-8") for page in sorted(ROOT.glob("docs/*.md")))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def parameters(name: str) -> list:
    import typer.main

    group = typer.main.get_command(app)
    return group.get_command(None, name).params


@pytest.mark.parametrize("block", readme_examples.blocks(DOCS))
def test_the_readme_and_docs_show_what_commands_print(block, tmp_path, monkeypatch):
    program("jq")
    command = tmp_path / "bilat"
    command.write_text(f'#!/bin/sh\nexec {sys.executable} -m bilat "$@"\n')
    command.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    assert readme_examples.played(block) == block


def test_the_readmes_python_runs(monkeypatch):
    monkeypatch.chdir(ROOT)
    code = re.findall(r"^```python\n(.*?)^```$", DOCS, re.MULTILINE | re.DOTALL)
    assert len(code) == 1
    subprocess.run([sys.executable, "-c", code[0]], check=True, cwd=ROOT)


def test_help_lists_every_command_once_by_what_it_is_for(bilat):
    told = bilat("--help").out.partition("-h, --help")[2]
    heads = re.findall(r"^(\S.*):$", told, re.MULTILINE)
    assert heads == ["To find and show", "To write and prove", "A base of your own", "Help"]
    assert re.findall(r"^  (\w+)  ", told, re.MULTILINE) == list(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_stands_in_the_readme_or_docs(name):
    assert re.search(rf"`(bilat )?{name}[ `…]", DOCS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_option_has_help(name, bilat):
    ended = bilat(name, "--help")
    assert (ended.code, ended.err) == (0, "")
    for parameter in parameters(name):
        assert parameter.help, parameter.name
        for option in parameter.opts:
            if option.startswith("--"):
                assert option in ended.out


@pytest.mark.parametrize("name", COMMANDS)
def test_the_list_of_commands_says_of_each_what_its_own_help_says(name, bilat):
    own = " ".join(bilat(name, "--help").out.split())
    assert f" {COMMANDS[name]} " in f"{own} "
    assert re.search(rf"^  {name}  +\S", bilat("--help").out, re.MULTILINE)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_stands_in_the_readme_or_docs(name):
    options = {o for p in parameters(name) for o in p.opts if o.startswith("--")}
    assert {option for option in options if f"{option}" not in DOCS} == set()


def test_the_readme_names_every_exit_code_and_format():
    assert re.findall(r"^\| (\d+) \|", README, re.MULTILINE) == ["0", "1", "2", "3", "130"]
    assert "table|json|jsonl|csv|tsv|md|ids" in README


def test_the_version_is_stated_once(bilat):
    assert PROJECT["project"]["version"] == package.__version__
    assert bilat("--version") == (0, f"bilat {package.__version__}\n", "")


def test_ci_runs_the_readmes_command_for_developers():
    lines = [line for line in README.splitlines() if "'.[dev]'" in line]
    assert len(lines) == 1
    assert lines[0].endswith("-m pytest")
    assert "grep -m 1 -F \"'.[dev]'\" README.md" in (ROOT / ".ci/run").read_text("utf-8")


@pytest.mark.parametrize("page", ["README.md", *sorted(os.listdir(ROOT / "docs"))])
def test_links_lead_to_files(page):
    path = ROOT / page if page == "README.md" else ROOT / "docs" / page
    for target in re.findall(
        r"\]\((?!https?:)([^)#]+)", path.read_text("utf-8") if path.is_file() else ""
    ):
        assert (path.parent / target).is_file(), target


def test_the_readme_is_short():
    assert len(README.splitlines()) < 250


def test_the_reference_of_commands_is_what_the_code_says():
    made = reference.page()
    assert (ROOT / "docs" / "commands.md").read_text("utf-8") == made, (
        "run `python tests/reference.py --write docs/commands.md`"
    )


def test_every_picture_is_shown_and_needs_nothing_from_elsewhere():
    folder = ROOT / "docs" / "pictures"
    named = {
        (page.parent / link).resolve()
        for page in [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]
        for link in re.findall(r'(?:src|srcset)="([^"]+\.svg)"', page.read_text("utf-8"))
    }
    assert named == {path.resolve() for path in folder.iterdir()}
    for path in named:
        drawn = path.read_text("utf-8").replace("http://www.w3.org/2000/svg", "")
        assert not re.search(r"https?:|url\(|<script|<image|@import", drawn)
