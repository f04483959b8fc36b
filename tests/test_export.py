"""`bilat export` and `cite --format`: which facts, and what is said where nothing can be made."""

from __future__ import annotations

import ctypes
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import minibase
from bilat.cite import STYLES
from bilat.export import CITING, FORMATS
from conftest import environment
from exports import database, inside

MANY = "bibtex, biblatex, ris, csl-json, markdown, pandoc, webannotation, ics, sqlite"


def exported(mini: Path, *args: str) -> list[str]:
    """The ids of the facts that an export takes, in its order."""
    ran = inside("export", "--facts", mini, "--format", "sqlite", *args)
    assert (ran.code, ran.err) == (0, "")
    return [name for (name,) in database(ran.out).execute("SELECT id FROM facts ORDER BY rowid")]


def printed(mini: Path, command: str, *args: str) -> list[str]:
    """The ids that another command prints."""
    return inside(command, "--facts", mini, "--format", "ids", *args).out.decode().split()


@pytest.mark.parametrize(
    "filters",
    [
        "",
        "--topic trade",
        "--topic harb --topic ties",
        "--kind claim --kind plan",
        "--actor 王小明",
        "--actor graustark",
        "--source letter",
        "--asserted-by minister",
        "--asserted-by old-letter --kind status",
        "--side graustark",
        "--scope context",
        "--scope relation",
        "--scope all",
        "--since 1991",
        "--until 1991",
        "--during 1990/1995",
        "--during 2003-summer",
        "--since 1700 --until 1991 --possible",
        "--limit 2",
        "--sort id",
        "--sort kind --reverse",
        "--sort source --limit 3",
        "--reverse",
        "--topic ties --source note --since 1990 --sort id --reverse --limit 2",
    ],
)
def test_every_filter_and_order_is_that_of_list(mini, filters):
    wanted = printed(mini, "list", *filters.split())
    assert wanted
    assert exported(mini, *filters.split()) == wanted


@pytest.mark.parametrize(
    "query",
    [
        ["visa"],
        ["trade OR envoy"],
        ['"opened relations"'],
        ["trade", "kind:figure"],
        ["relations", "--source", "letter"],
        ["relations OR visa", "--kind", "status"],
        ["envoy OR trade", "--since", "2004"],
        ["鲁里坦尼亚"],
    ],
)
def test_a_query_takes_what_a_search_finds_in_the_order_of_time(mini, query):
    wanted = printed(mini, "search", *query, "--limit", "99")
    assert wanted
    found = exported(mini, *query)
    assert sorted(found) == sorted(wanted)
    order = printed(mini, "list")
    assert found == sorted(found, key=order.index)


@pytest.mark.parametrize("form", [name for name in CITING if name != "webannotation"])
def test_a_filter_reaches_every_format(mini, form):
    ran = inside("export", "--facts", mini, "--format", form, "--kind", "plan", "--kind", "visit")
    text = ran.out.decode()
    assert (ran.code, ran.err) == (0, "")
    assert "The first envoy, 王小明, came in 1991" in text
    assert "We will build a railway" in text
    assert "Trade grew" not in text


def test_annotations_are_those_of_the_facts_asked_for(mini):
    args = ["--format", "webannotation", "--actor", "graustark", "--source", "letter"]
    found = json.loads(inside("export", "--facts", mini, *args).out)
    assert [annotation["id"].split(":")[3] for annotation in found] == [
        *("relations-opened", "relations-opened", "visa-free", "railway-planned", "papers-signed")
    ]


@pytest.mark.parametrize("form", CITING)
def test_cite_and_export_make_the_same_of_the_same_facts(mini, form):
    ids = printed(mini, "list", "--source", "letter")
    cited = inside("cite", "--facts", mini, *ids, "--format", form)
    made = inside("export", "--facts", mini, "--source", "letter", "--format", form)
    assert cited == made
    assert cited.code == 0


def test_ids_are_read_from_standard_input_and_each_makes_one_entry(on_mini):
    twice = on_mini("cite", "-", "visa-free", "--format", "ris", stdin="visa-free\n")
    assert twice == on_mini("cite", "visa-free", "--format", "ris")
    assert twice.out.count("N1  - ") == 1


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_facts_give_the_same_bytes_and_to_a_file_too(mini, tmp_path, form):
    args = ["export", "--facts", mini, "--format", form]
    first = inside(*args)
    assert first == inside(*args)
    written = inside(*args, "--output", tmp_path / "a")
    assert written == (0, b"", first.err)
    assert (tmp_path / "a").read_bytes() == first.out
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["a"]


@pytest.mark.parametrize(
    ("args", "told"),
    [
        ("export", f"--format: not given. It takes {MANY}."),
        ("export visa --style mla", f"--format: not given. It takes {MANY}."),
        ("export --format bibtx", "--format: 'bibtx' is not known. Did you mean bibtex"),
        (
            "export --format json",
            "--format: 'json' is no document. `bilat list --format json` prints facts so.",
        ),
        ("export --format xyz", f"--format: 'xyz' is not known. It takes {MANY}."),
        ("export --format markdown --style mal", "--style: 'mal' is not known. Did you mean mla?"),
        ("export --format ics --style x", "--style: 'x' is not known. It takes apa, chicago, mla,"),
        (
            "export --format ris --style mla",
            "--style: --format ris has no style. Only ics",
        ),
        ("export --format sqlite --style apa", "--style: --format sqlite has no style. Only ics"),
        ("export --format ris --force", "--force goes with --output."),
        ("export --format ris --sort whem", "--sort: 'whem' is not known. Did you mean when?"),
        ("export --format ris --kind evnt", "--kind: 'evnt' is not known. Did you mean event?"),
        ("export --format ris --topic trde", "--topic: 'trde' is not known. Did you mean trade?"),
        ("export --format ris --limit 0", "--limit: '0' is not a whole number from 1 up."),
        ("export --format ris --json", "No such option: --json"),
        ("cite visa-free --format bibtx", "--format: 'bibtx' is not known. Did you mean bibtex"),
        ("cite visa-free --format ics", "--format: 'ics' is not known."),
        ("cite visa-free --style chicgo", "--style: 'chicgo' is not known. Did you mean chicago?"),
        ("cite visa-free --form nte", "--form: 'nte' is not known. Did you mean note?"),
        ("cite visa-free --form xyz", "--form: 'xyz' is not known. It takes reference, entry, n"),
        ("cite visa-free --format ris --fields id", "--fields: --format ris has no fields. Use --"),
        ("cite visa-free --format ris --json", "--json contradicts --format ris. Use one of them."),
    ],
)
def test_wrong_usage_is_told_in_a_line_and_nothing_is_printed(mini, args, told):
    command, *rest = args.split()
    ran = inside(command, "--facts", mini, *rest)
    assert (ran.code, ran.out) == (2, b"")
    assert ran.err.startswith(f"bilat: {told}")
    assert ran.err.count("\n") == 1


def test_the_entry_point_says_the_same(on_mini):
    told = "bilat: --style: --format ris has no style. Only ics and markdown have one.\n"
    assert on_mini("export", "--format", "ris", "--style", "mla") == (2, "", told)


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize(
    "args", [["zeppelin"], ["--kind", "quotation"], ["visa", "--until", "1000"]]
)
def test_nothing_found_makes_no_document(mini, tmp_path, form, args):
    path = tmp_path / "a"
    args = ["export", "--facts", mini, "--format", form, *args]
    for more in ([], ["--output", path]):
        ran = inside(*args, *more)
        assert (ran.code, ran.out, ran.err.count("\n")) == (1, b"", 1)
    assert not path.exists()


@pytest.fixture
def out(tmp_path):
    """A folder with an old file."""
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "old").write_text("mine")
    return folder


def held(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text() for path in folder.iterdir()}


@pytest.mark.parametrize("form", ["ris", "sqlite"])
@pytest.mark.parametrize(
    ("where", "told"),
    [
        ("no/such/a", "cannot be written: No such file or directory. Name a place that can."),
        ("old", "exists. Add --force to overwrite it."),
        ("old/a", "cannot be written: Not a directory. Name a place that can."),
        ("", "is a folder. Name a file in it."),
    ],
)
def test_an_output_that_cannot_be_is_told_and_leaves_what_was(mini, out, form, where, told):
    args = ["export", "--facts", mini, "--format", form, "--output", out / where]
    assert inside(*args) == (2, b"", f"bilat: --output: {out / where} {told}\n")
    assert held(out) == {"old": "mine"}


def test_force_overwrites_an_old_file(mini, out):
    args = ["export", "visa", "--facts", mini, "--format", "bibtex"]
    assert inside(*args, "--output", out / "old", "--force") == (0, b"", "")
    assert held(out) == {"old": inside(*args).out.decode()}


def obeying() -> None:
    """Have even the superuser obey the modes of files: PR_CAPBSET_DROP of CAP_DAC_OVERRIDE."""
    if os.geteuid() == 0:
        ctypes.CDLL(None).prctl(24, 1)


@pytest.mark.parametrize("form", ["bibtex", "sqlite"])
def test_a_folder_that_may_not_be_written_stays_as_it_is(mini, out, form):
    out.chmod(0o555)
    for path, more in ((out / "new", []), (out / "old", ["--force"])):
        call = [sys.executable, "-m", "bilat", "export", "--format", form, "--output", path, *more]
        env = environment(BILAT_FACTS=str(mini))
        ended = subprocess.run(call, env=env, capture_output=True, check=False, preexec_fn=obeying)
        told = f"bilat: --output: {path} cannot be written: Permission denied. Name a place"
        assert (ended.returncode, ended.stdout) == (2, b"")
        assert ended.stderr.decode().startswith(told)
    out.chmod(0o755)
    assert held(out) == {"old": "mine"}


@pytest.fixture
def forged(mini):
    """The small base, in whose note a word of a quote is another."""
    note = mini.parent / "seeds" / "note.txt"
    note.write_text(minibase.NOTE.replace("first envoy", "worst envoy"), "utf-8")
    return mini


@pytest.mark.parametrize("command", [*([f"export --format {name}" for name in FORMATS]), "brief"])
def test_no_document_is_made_of_a_source_that_has_changed(forged, out, command):
    command, *rest = command.split()
    args = [command, "--facts", forged, *rest, "--source", "note", "--source", "letter"]
    for more in ([], ["--output", out / "new"], ["--output", out / "old", "--force"]):
        ran = inside(*args, *more)
        assert (ran.code, ran.out) == (3, b"")
        told = [line for line in ran.err.splitlines() if "left out" not in line]
        assert told[0].startswith("bilat: not verified against the source: ")
        assert "relations-opened" in told[0]
        assert "Nothing was written; `bilat verify` says what has changed." in told[0]
        assert len(told) == 1
    assert held(out) == {"old": "mine"}


@pytest.mark.parametrize("form", [name for name in FORMATS if name != "ics"])
def test_a_source_that_has_changed_does_not_stop_documents_of_others(forged, form):
    ran = inside("export", "--facts", forged, "--format", form, "--asserted-by", "minister")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out


@pytest.mark.parametrize("form", CITING)
def test_cite_marks_a_quote_that_no_longer_matches_and_ends_with_3(forged, form):
    ran = inside("cite", "--facts", forged, "first-envoy", "visa-free", "--format", form)
    told = "bilat: not verified against the source: first-envoy. Do not quote it; `bilat verify`"
    assert (ran.code, ran.err.startswith(told)) == (3, True)
    assert ran.out.decode().count("NOT VERIFIED") == 1 + (form == "pandoc")
    assert "The first envoy, 王小明, came in 1991" in ran.out.decode()


@pytest.mark.parametrize("style", STYLES)
def test_a_style_is_that_of_the_footnotes(mini, style):
    args = ["cite", "--facts", mini, "first-envoy", "--style", style]
    cited = json.loads(inside(*args, "--form", "note", "--quote", "--json").out)
    note = inside(*args, "--format", "markdown").out.decode().split("[^1]: ")[1]
    (reference,) = cited[0]["references"]
    assert note.replace("\\", "").replace("*", "") == f"{reference}\n"


def test_an_id_that_is_not_known_leaves_the_others_and_an_empty_list_alone(on_mini):
    ended = on_mini("cite", "nosuch", "visa-free", "--format", "ris")
    assert (ended.code, ended.out.count("TY  - "), ended.err.count("\n")) == (1, 1, 1)
    for form, printed_ in {"csl-json": "[]\n", "webannotation": "[]\n", "bibtex": ""}.items():
        ended = on_mini("cite", "nosuch", "--format", form)
        assert (ended.code, ended.out) == (1, printed_)


@pytest.mark.parametrize(
    ("args", "told"),
    [
        ("ris --style mla", "--style: --format ris has no style. Leave out --style."),
        ("bibtex --form note", "--form: --format bibtex has its own form. Leave out --form."),
        ("markdown --quote", "--quote: --format markdown has its own form. Leave out --quote."),
    ],
)
def test_cite_refuses_what_a_bibliography_has_no_use_for(on_mini, args, told):
    ended = on_mini("cite", "visa-free", "--format", *args.split())
    assert ended == (2, "", f"bilat: {told}\n")


@pytest.mark.parametrize(("name", "printed"), [("ris", ""), ("bibtex", ""), ("csl-json", "[]\n")])
def test_a_bibliography_of_nothing_is_no_file(on_mini, tmp_path, name, printed):
    ended = on_mini("cite", "nosuch", "--format", name)
    assert (ended.code, ended.out) == (1, printed)
    kept = tmp_path / "kept"
    assert on_mini("cite", "nosuch", "--format", name, "--output", kept).code == 1
    assert kept.exists() == bool(printed)
