"""Recipes, hooks and pages for developers name what exists."""

from __future__ import annotations

import re
import shlex
import shutil
import sys
from pathlib import Path

import pytest
import yaml

from conftest import ROOT

BIN = Path(sys.executable).parent
JUSTFILE = (ROOT / "justfile").read_text("utf-8")
HOOKS = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text("utf-8"))["repos"]
PAGES = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"]
# Names that are made by the program that reads them, or come from outside.
OUTSIDE = {"just"}


def recipes(text: str) -> dict[str, list[str]]:
    """The recipes of a justfile, each with its lines."""
    found: dict[str, list[str]] = {}
    for line in text.splitlines():
        if head := re.match(r"([a-z][a-z-]*)( \*\w+)?:(?!=)", line):
            found[head[1]] = []
        elif line.startswith("    "):
            found[list(found)[-1]].append(line.strip().removeprefix("@"))
    return found


def commands() -> list[str]:
    """Every command of a recipe or a hook, as a shell would get it."""
    lines = [line for lines in recipes(JUSTFILE).values() for line in lines]
    hooks = [hook["entry"] for one in HOOKS for hook in one["hooks"]]
    return [line.replace("{{bin}}", ".venv/bin").replace(" {{args}}", "") for line in lines] + hooks


def missing(command: str) -> list[str]:
    """Programs, modules and files that a command names and that do not exist."""
    words = [word for word in shlex.split(command) if not word.startswith("PATH=")]
    name, *rest = words
    if name.startswith(".venv/bin/"):
        found = (BIN / Path(name).name).is_file()
    elif "/" in name:
        found = (ROOT / name).is_file()
    else:
        found = name in OUTSIDE or shutil.which(name) is not None
    paths = [word for word in rest if re.search(r"\w\.\w+$", word) or word == "src"]
    return [name] * (not found) + [path for path in paths if not (ROOT / path).exists()]


@pytest.mark.parametrize("command", commands())
def test_recipes_and_hooks_name_commands_that_exist(command):
    assert missing(command) == []


@pytest.mark.parametrize(
    ("command", "named"),
    [
        (".venv/bin/rufff check .", [".venv/bin/rufff"]),
        ("nobodys-program", ["nobodys-program"]),
        (".ci/walk", [".ci/walk"]),
        (".venv/bin/python bench/spede.py", ["bench/spede.py"]),
        ('PATH="$PWD/.venv/bin:$PATH" .venv/bin/python tests/x.py --check README.rst',
         ["tests/x.py", "README.rst"]),
    ],
)  # fmt: skip
def test_what_does_not_exist_is_found(command, named):
    assert missing(command) == named


def test_the_justfile_has_a_recipe_for_each_habit():
    expected = {"default", "setup", "test", "lint", "types", "bench", "docs", "ci"}
    assert recipes(JUSTFILE).keys() == expected
    assert all(recipes(JUSTFILE).values())


def test_hooks_are_local_and_fetch_nothing():
    assert [one["repo"] for one in HOOKS] == ["local"]
    assert {hook["language"] for one in HOOKS for hook in one["hooks"]} == {"system"}
    ids = ["ruff-check", "ruff-format", "mypy", "lint-imports", "tidy"]
    assert [hook["id"] for hook in HOOKS[0]["hooks"]] == ids


def test_ci_does_all_that_recipes_and_hooks_do():
    ran = (ROOT / ".ci" / "run").read_text("utf-8")
    for command in commands():
        if command.startswith(".venv/bin/") and not re.search(r"/(pip|python) ", command):
            words = command.removeprefix(".venv/bin/").removesuffix(" --force-exclude")
            assert f'"$bin/{words.split()[0]}"{words[len(words.split()[0]) :]}' in ran


@pytest.mark.parametrize("page", PAGES)
def test_links_between_pages_lead_somewhere(page):
    links = re.findall(r"\]\((?!https?:)([^)#]+)[^)]*\)", (ROOT / page).read_text("utf-8"))
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_the_way_to_set_up_is_the_readmes():
    pages = [(ROOT / page).read_text("utf-8") for page in PAGES[:2]]
    (ours, theirs) = (re.findall(r"^.*'\.\[dev\]'.*$", page, re.MULTILINE) for page in pages)
    assert ours == theirs
    for command in recipes(JUSTFILE)["setup"]:
        assert command.replace("{{bin}}", ".venv/bin") in ours[0]


def test_the_changelog_has_the_version_and_room_for_the_next():
    from bilat import __version__

    heads = re.findall(r"^## \[(.+?)\](.*)$", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.M)
    assert heads[0] == ("Unreleased", "")
    assert heads[1][0] == __version__
    assert all(re.fullmatch(r" - \d{4}-\d\d-\d\d", day) for _, day in heads[1:])
