"""What each path loads: the start-up is guarded by modules, not by seconds."""

from __future__ import annotations

import subprocess
import sys

import pytest

from bilat.export import FORMATS
from conftest import environment

LOOKUPS = [
    ["search", "relations", "--json"],
    ["list", "--json"],
    ["list", "--format", "csv"],
    ["timeline", "--json"],
    ["show", "relations-opened", "--json"],
    ["cite", "relations-opened", "--json"],
    ["read", "note", "--json"],
    ["sources", "--json"],
    ["topics", "--format", "ids"],
    ["actors", "--format", "tsv"],
    ["verify", "--json"],
    ["coverage", "--json"],
    ["schema"],
    ["compare", "--json"],
    ["cite", "relations-opened", "--format", "bibtex"],
    ["brief"],
    *(["export", "--format", name] for name in FORMATS),
    ["--version"],
]
SCREENS = [[], ["--help"], ["timeline"], ["search", "relations"], ["cite", "first-envoy"], ["list"]]


def loaded(args: list[str], mini) -> set[str]:
    """The modules that a run has loaded when it ends."""
    script = (
        "import os, sys\n"
        "leave = os._exit\n"
        "def end(code):\n"
        "    sys.stderr.write('\\n'.join(['', 'all:', *sys.modules]))\n"
        "    sys.stderr.flush()\n"
        "    leave(code)\n"
        "os._exit = end\n"
        f"sys.argv = ['bilat', *{args!r}]\n"
        "from bilat.__main__ import main\n"
        "main()\n"
    )
    ended = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        errors="replace",
        env=environment(BILAT_FACTS=str(mini)),
        check=True,
        timeout=60,
    )
    return set(ended.stderr.split("all:")[1].split())


@pytest.mark.parametrize("args", LOOKUPS, ids=" ".join)
def test_no_json_lookup_imports_rich(mini, args):
    assert {name for name in loaded(args, mini) if name.split(".")[0] == "rich"} == set()


@pytest.mark.parametrize("args", [*LOOKUPS, *SCREENS], ids=" ".join)
def test_no_command_imports_what_slows_every_start(mini, args):
    slow = {"pydantic", "importlib.metadata", "click", "asyncio", "jsonschema", "edtf"}
    assert loaded(args, mini) & slow == set()


@pytest.mark.parametrize("args", [LOOKUPS[1], LOOKUPS[4], SCREENS[2]], ids=" ".join)
def test_only_a_search_opens_sqlite(mini, args):
    assert "sqlite3" not in loaded(args, mini)


def test_a_lookup_loads_no_other_command(mini):
    modules = loaded(["show", "first-envoy", "--json"], mini)
    assert "bilat.cli.audit" not in modules
    assert "bilat.coverage" not in modules
