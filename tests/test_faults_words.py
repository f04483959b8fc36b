"""What is typed is read by one rule in every locale, and told back in few characters."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import minibase
from bilat.base import files
from bilat.core.text import abridged, cut, echoed, shortened
from conftest import environment

BILAT = [sys.executable, "-m", "bilat"]
# Python's own ASCII, and where they can be made, locales that decode every byte to something.
CHARMAPS = ("ISO-8859-1", "ISO-8859-9", "KOI8-R")
LOCALES = [
    "C",
    *(name for name in CHARMAPS if Path(f"/usr/share/i18n/charmaps/{name}.gz").exists()),
]


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> str:
    """A folder with the locales."""
    folder = tmp_path_factory.mktemp("locales")
    for name in LOCALES[1:]:
        target = folder / f"xx_XX.{name}"
        command = ["localedef", "-c", "-i", "en_US", "-f", name, str(target)]
        subprocess.run(command, capture_output=True, check=False)
        assert target.is_dir()
    return str(folder)


@pytest.fixture(params=LOCALES)
def anywhere(request, made, mini, tmp_path):
    """Run bilat in a locale, with arguments that are bytes or texts in UTF-8; returns bytes."""
    named = {"LC_ALL": "C" if request.param == "C" else f"xx_XX.{request.param}", "LOCPATH": made}

    def run(*args: str | bytes, **variables: str) -> tuple[int, bytes, bytes]:
        ended = subprocess.run(
            [*BILAT, *(arg if isinstance(arg, bytes) else arg.encode() for arg in args)],
            capture_output=True,
            cwd=tmp_path,
            env=environment(PYTHONCOERCECLOCALE="0", BILAT_FACTS=str(mini)) | named | variables,
            check=False,
            timeout=60,
        )
        return ended.returncode, ended.stdout, ended.stderr

    run.charmap = request.param
    return run


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("王小明", "first-envoy"),
        ("Əliyeva", "trade-growth"),
        ("ƏLİYEVA", "trade-growth"),
        ("“We will build”", "railway-planned"),
    ],
)
def test_a_query_is_understood_in_every_locale(anywhere, query, found):
    code, out, err = anywhere("search", "--format", "ids", query)
    assert (code, err) == (0, b"")
    assert found in out.decode().split()


@pytest.mark.parametrize("name", ["鲁里坦尼亚", "Граустарк", "Lala Əliyeva"])
def test_a_name_is_understood_in_every_locale(anywhere, name):
    code, out, err = anywhere("list", "--format", "ids", "--actor", name)
    assert (code, err, b"trade-growth" in out) in {(0, b"", True), (1, err, False)}
    assert b"is not known" not in err


def test_a_word_in_the_bytes_of_the_locale_is_understood_too(anywhere):
    spelt = {"ISO-8859-1": "ü".encode("latin-1"), "KOI8-R": "Граустарк".encode("koi8-r")}
    word = spelt.get(anywhere.charmap, b"\xff")
    code, out, err = anywhere("brief", "--title", word)
    assert (code, err) == (0, b"")
    shown = {"ISO-8859-1": "# ü", "KOI8-R": "# Граустарк", "ISO-8859-9": "# ÿ"}
    assert out.decode().splitlines()[0] == shown.get(anywhere.charmap, r"# \\udcff")


NAMES = (b"caf\xe9", "dür".encode(), "习近平".encode(), b"\xff\xfe")


def beside(mini: Path, folder: Path, name: bytes) -> bytes:
    """The facts.json of a copy of a base, in a folder of that name."""
    path = os.fsencode(folder) + b"/" + name
    shutil.copytree(mini.parent, os.fsdecode(path))
    return path + b"/facts.json"


@pytest.mark.parametrize("name", NAMES)
def test_a_base_is_found_by_its_bytes_in_every_locale(anywhere, mini, tmp_path, name):
    path = beside(mini, tmp_path, name)
    for args in ([b"--facts", path, "list"], ["list", b"--facts=" + path]):
        code, out, err = anywhere(*args, "--format", "ids", BILAT_FACTS="/nowhere")
        assert (code, out.count(b"\n"), err) == (0, 9, b"")


def test_every_command_finds_a_file_by_its_bytes(anywhere, mini, tmp_path):
    # One name a locale: the last test has tried each name in each locale.
    path = beside(mini, tmp_path, NAMES[LOCALES.index(anywhere.charmap)])
    folder = path.removesuffix(b"facts.json")
    assert anywhere("verify", BILAT_FACTS=os.fsdecode(path))[0] == 0
    listed = anywhere("list", "--format", "ids", b"--facts=" + path)
    assert anywhere("list", "--format", "ids", b"--output=" + folder + b"out") == (0, b"", b"")
    assert Path(os.fsdecode(folder + b"out")).read_bytes() == listed[1]
    code, out, err = anywhere("tidy", "--check", path)
    assert (code, out, err.count(b"\n")) == (1, b"", 1)
    code, out, err = anywhere("list", b"--facts", folder + b"none.json")
    assert (code, out, err.count(b"\n")) == (3, b"", 1)
    assert b"no such file" in err
    code, out, err = anywhere("brief", "visa", b"--facts", path)
    assert (code, err) == (0, b"")
    out.decode()


def test_a_source_is_found_whatever_its_name_and_the_locale(anywhere, mini):
    tables = minibase.tables()
    tables["sources"]["note"]["file"] = "seeds/güney 习近平.txt"
    minibase.write(mini.parent, tables)
    (mini.parent / "seeds" / "note.txt").rename(mini.parent / "seeds" / "güney 习近平.txt")
    assert anywhere("verify")[0::2] == (0, b"")
    (mini.parent / "seeds" / "güney 习近平.txt").unlink()
    code, out, err = anywhere("read", "note")
    assert (code, out, err.count(b"\n")) == (3, b"", 1)
    assert b"No such file or directory" in err


@pytest.mark.parametrize(
    "args",
    ["--help", "search --help", ""],
)
def test_help_can_be_read_in_every_locale(anywhere, args):
    code, out, err = anywhere(*args.split(), SHELL="/bin/bash")
    assert (code in {0, 1}, err) == (True, b"")
    out.decode()


@pytest.mark.parametrize(
    "args",
    [
        ["show", b"\xff"],
        ["search", b"\xff"],
        ["search", b"topic:\xff"],
        ["list", "--topic", b"\xed\xa0\x80"],
        ["list", "--since", b"\xff"],
        ["list", "--fields", b"\xff"],
        ["list", "--limit", b"\xff"],
        [b"\xff"],
        [b"--\xff"],
        ["locate", "note", b"\xff"],
        ["schema", b"\xff"],
        ["--color", b"\xff", "list"],
        ["list", "--facts", b"\xff"],
        ["list", "--output", b"/nowhere/\xff"],
        ["tidy", b"\xff"],
    ],
)
def test_bytes_that_are_no_text_are_an_error_of_a_line(anywhere, args):
    code, out, err = anywhere(*args)
    assert (code in {1, 2, 3}, out, err.count(b"\n"), err[:7]) == (True, b"", 1, b"bilat: ")


LONG = "x" * 100_000


@pytest.mark.parametrize(
    "args",
    [
        f"show {LONG}",
        f"list --topic {LONG}",
        f"list --limit {LONG}",
        f"list --since {LONG}",
        f"list --fields {LONG}",
        f"list --sort {LONG}",
        f"list --color {LONG}",
        f"list --format {LONG}",
        f"list --{LONG}",
        f"list --output /{LONG}/x",
        f"--facts {LONG} list",
        f"schema {LONG}",
        f"read {LONG}",
        f"cite --style {LONG} visa-free",
        f"search {LONG}",
        f"search topic:{LONG}",
        f"search {'y' * 90} {LONG}",
        f"timeline {LONG}",
        f"tidy {LONG}",
        f"locate note {LONG}",
        LONG,
    ],
    ids=lambda args: args[:20],
)
def test_what_is_told_back_is_cut(on_mini, args):
    ended = on_mini(*args.split())
    assert (ended.code in {1, 2, 3}, ended.out, ended.err.count("\n")) == (True, "", 1)
    assert len(ended.err) < 1030
    assert "…" in ended.err or "the quote" in ended.err or "this quote" in ended.err


def test_texts_are_cut_at_one_length():
    assert cut("x" * 60) == "x" * 60
    assert cut("x" * 61) == "x" * 59 + "…"
    assert shortened("\x1b" * 70) == ("\\u001b" * 10)[:59] + "…"
    assert echoed("a\nb") == "'a b'"
    assert abridged("ab" * 5, 6) == "abab … ab"


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (["search", "-visa"], "search"),
        (["timeline", "-visa"], "timeline"),
        (["brief", "-visa"], "brief"),
        (["compare", "-visa"], "compare"),
        (["export", "--format", "ris", "-visa"], "export"),
        (["locate", "note", "-visa"], "locate"),
    ],
)
def test_a_word_that_begins_with_a_hyphen_is_told_how_to_be_given(on_mini, args, told):
    line = f"bilat: No such option: -visa. A word that begins with - goes after --: `bilat {told}"
    assert on_mini(*args) == (2, "", f"{line} -- -visa`.\n")


@pytest.mark.parametrize("command", ["list", "show", "cite", "read note", "verify", "schema"])
def test_where_no_words_are_taken_none_are_advised(on_mini, command):
    told = f"bilat: No such option: -v. `bilat {command.split()[0]} --help` lists what it takes.\n"
    assert on_mini(*command.split(), "-visa") == (2, "", told)


@pytest.fixture
def home(tmp_path, mini) -> Iterator[str]:
    """The home folder that holds the small base."""
    return str(mini.parent)


def test_a_tilde_is_the_home_folder_wherever_a_file_is_named(bilat, home):
    usual = bilat("list", "--format", "ids", BILAT_FACTS=f"{home}/facts.json")
    assert bilat("list", "--format", "ids", BILAT_FACTS="~/facts.json", HOME=home) == usual
    for args in (["list", "--facts"], ["--facts"]):
        rest = ["--format", "ids"] if args[0] == "list" else ["list", "--format", "ids"]
        assert bilat(*args, "~/facts.json", *rest, HOME=home) == usual
        assert bilat(*args[:-1], "--facts=~/facts.json", *rest, HOME=home) == usual
    variables = {"BILAT_FACTS": "~/facts.json", "HOME": home}
    assert bilat("list", "--format", "ids", "--output=~/out", **variables) == (0, "", "")
    assert Path(home, "out").read_text() == usual.out
    assert bilat("tidy", "~/facts.json", HOME=home).code == 0


def test_a_tilde_within_a_name_or_of_nobody_is_a_tilde(monkeypatch):
    monkeypatch.setenv("HOME", "/home/x")
    assert files.expanded("~/a") == Path("/home/x/a")
    assert files.expanded("~") == Path("/home/x")
    assert files.expanded("a/~/b") == Path("a/~/b")
    assert files.expanded(Path("~no-such-user/b")) == Path("~no-such-user/b")


@pytest.mark.parametrize("statement", ["    four", "     \tfive", "  two", " one"])
def test_leading_blanks_make_no_block_of_code(on_mini, mini, statement):
    tables = minibase.tables()
    tables["facts"]["visa-free"]["statement"] = f"{statement} needs no visa"
    tables["facts"]["visa-free"]["caveats"] = [{"type": "vague", "text": f"{statement} is vague"}]
    minibase.write(mini.parent, tables)
    from markdown_it import MarkdownIt

    out = on_mini("brief").out
    page = MarkdownIt("commonmark").render(out)
    assert "<pre>" not in page
    assert f"{statement.split()[0]} needs no visa" in page
