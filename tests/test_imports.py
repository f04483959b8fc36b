"""What each path loads: the start-up is guarded by modules, not by seconds."""

from __future__ import annotations

import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

import minibase
from bilat.base import snapshot
from bilat.base.base import load
from bilat.base.files import bundled
from bilat.export import FORMATS
from bilat.search import complete
from conftest import ROOT, environment

LOOKUPS = [
    ["search", "relations", "--json"],
    ["list", "--json"],
    ["list", "--format", "csv"],
    ["timeline", "--json"],
    ["on", "4 May", "--json"],
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


# Runs some code, and when it ends prints what it has loaded.
TELLING = """
import atexit, os, sys
leave = os._exit
def end(code=0):
    sys.stderr.write("\\nall: " + " ".join(sys.modules))
    sys.stderr.flush()
    leave(code)
os._exit = end
atexit.register(end)
"""
# As little as an application of Typer's can do, and a table of rich's.
BARE = """
import typer
from typing import Annotated
app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False, add_completion=False)
@app.command()
def one(word: Annotated[str, typer.Option(help="A word.")] = "x"):
    pass
@app.command()
def two():
    pass
sys.argv = ["bare", "one"]
app()
"""
TABLE = """
from rich.console import Console
from rich.table import Table
table = Table("when", "what")
table.add_row("1992", "Привет")
Console(file=open(os.devnull, "w")).print(table)
"""


@pytest.fixture(scope="module")
def mini(tmp_path_factory) -> Path:
    """The facts.json of a small base that nothing here changes."""
    return minibase.write(tmp_path_factory.mktemp("mini"))


@cache  # what one test asks, another does too
def modules(code: str, **environ: str) -> frozenset[str]:
    """The modules that some code has loaded when it ends."""
    ended = subprocess.run(
        [sys.executable, "-c", TELLING + code],
        capture_output=True,
        text=True,
        errors="replace",
        env=environment(**environ),
        check=True,
        timeout=60,
    )
    return frozenset(ended.stderr.split("all: ")[1].split())


def run(args: list[str]) -> str:
    """Code that runs bilat."""
    return f"sys.argv = ['bilat', *{args!r}]\nfrom bilat.__main__ import main\nmain()\n"


def loaded(args: list[str], mini) -> frozenset[str]:
    """The modules that a run on a small base has loaded when it ends."""
    return modules(run(args), BILAT_FACTS=str(mini))


@pytest.mark.parametrize("args", LOOKUPS, ids=" ".join)
def test_no_json_lookup_imports_rich(mini, args):
    assert {name for name in loaded(args, mini) if name.split(".")[0] == "rich"} == set()


@pytest.mark.parametrize("args", [*LOOKUPS, *SCREENS], ids=" ".join)
def test_no_command_imports_what_slows_every_start(mini, args):
    slow = {"pydantic", "importlib.metadata", "click", "asyncio", "jsonschema", "edtf"}
    assert loaded(args, mini) & slow == set()


def test_a_lookup_loads_no_other_command(mini):
    modules = loaded(["show", "first-envoy", "--json"], mini)
    assert "bilat.cli.audit" not in modules
    assert "bilat.audit.coverage" not in modules


@pytest.fixture(scope="module")
def kept(tmp_path_factory) -> str:
    """A cache folder with the snapshot of the bundled base."""
    cache = tmp_path_factory.mktemp("cache")
    base = bundled()
    snapshot.keep(load(base), base, snapshot.state(base), cache, complete)
    assert list(cache.glob("*.sqlite"))
    return str(cache)


@pytest.fixture(scope="module")
def bare() -> frozenset[str]:
    return modules(BARE)


@pytest.fixture(scope="module")
def table() -> frozenset[str]:
    return modules(TABLE + BARE)


# What reading the base takes, beside Typer's own modules and ours.
READING = {
    *("__future__", "_bisect", "_json", "_sha2", "_sha256", "_sqlite3", "array", "binascii"),
    *(
        "bisect",
        "gc",
        "json",
        "json.decoder",
        "json.encoder",
        "json.scanner",
        "sqlite3",
        "sqlite3.dbapi2",
    ),
    "unicodedata",
}
# The records' own library, and what it takes.
READING |= {f"msgspec.{name}" for name in "_core _json_schema _typing_utils _utils".split()}
READING |= {f"msgspec.{name}" for name in "_version inspect json msgpack structs toml yaml".split()}
READING |= {"_decimal", "_socket", "decimal", "msgspec", "numbers", "typing_extensions"}
# What is loaded only where no snapshot is read.
_OF_BASES_READ = {"bilat.base.laying", "bilat.base.storage", "tinydb", "hashlib", "_hashlib"}
FACT = "relations-established"


def foreign(names: frozenset[str]) -> set[str]:
    return {name for name in names if name.split(".")[0] != "bilat"}


@pytest.mark.parametrize(
    "args",
    [["search", "visa", "--json"], ["show", FACT, "--json"], ["list", "--json"]],
    ids=" ".join,
)
def test_a_json_lookup_loads_what_reading_the_base_takes(bare, kept, args):
    more = modules(run(args), BILAT_CACHE=kept) - bare
    assert "bilat.run" in more
    assert foreign(more) - READING == set()


@pytest.mark.parametrize(
    "args", [["search", "visa"], ["timeline"], ["list"], ["cite", FACT]], ids=" ".join
)
def test_a_table_loads_no_more_than_that_and_a_table(table, kept, args):
    more = modules(run(args), BILAT_CACHE=kept) - table
    assert "bilat.render.look" in more
    named = {name for name in foreign(more) if not name.startswith("rich._unicode_data")}
    assert named - READING == set()


@pytest.mark.parametrize(
    ("args", "unneeded"),
    [
        (
            ["search", "visa", "--json"],
            ["bilat.search.slips_", "snowballstemmer", "bilat.render.look"],
        ),
        (["list"], ["bilat.search"]),
        (["timeline"], ["bilat.search"]),
        (
            ["show", FACT, "--json"],
            ["bilat.search", "bilat.lookup.criteria", "bilat.lookup.listing", "bilat.cite"],
        ),
        (["cite", FACT], ["bilat.search", "bilat.lookup.criteria", "bilat.cite.mla"]),
        (["--help"], ["bilat.cli.find", "bilat.search", "bilat.lookup.criteria", "sqlite3"]),
    ],
    ids=" ".join,
)
def test_no_path_loads_what_it_does_not_use(kept, args, unneeded):
    more = modules(run(args), BILAT_CACHE=kept)
    assert "bilat.cli.main" in more
    assert (
        more
        & {
            *unneeded,
            "bilat.base.laying",
            "bilat.base.storage",
            "tinydb",
            "bilat.render.schema",
            "hashlib",
            "_hashlib",
        }
        == set()
    )


def test_no_module_with_named_tuples_postpones_its_annotations():
    # Each field's would be compiled on its own, which takes three times as long.
    postponing = {
        path.name
        for path in (ROOT / "src").rglob("*.py")
        if "(NamedTuple)" in path.read_text("utf-8")
        and "from __future__ import annotations" in path.read_text("utf-8")
    }
    assert postponing == set()
