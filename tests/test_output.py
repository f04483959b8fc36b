"""What every format promises: whole, valid, alike value for value, and the same bytes twice."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import jsonschema_rs
import pytest

import minibase
from conftest import environment
from rows import cell, rows

LISTINGS = {
    "search": (["search", "relations"], "fact"),
    "list": (["list"], "fact"),
    "timeline": (["timeline", "--scope", "all"], "fact"),
    "on": (["on", "4 May"], "fact"),
    "show": (["show", "relations-opened", "papers-signed"], "fact"),
    "cite": (["cite", "relations-opened", "harbour-picture"], "fact"),
    "sources": (["sources"], "source"),
    "topics": (["topics"], "topic"),
    "actors": (["actors"], "actor"),
    "read": (["read", "note"], "paragraph"),
    "verify": (["verify"], "finding"),
    "coverage": (["coverage"], "sentence"),
}
FORMATS = ["table", "json", "jsonl", "csv", "tsv", "md", "ids"]


@pytest.fixture(params=LISTINGS)
def listing(request, on_mini, mini):
    """Run one listing command; `verify` gets a source with a changed letter, to have findings."""
    args, _ = LISTINGS[request.param]
    if request.param == "verify":
        (mini.parent / "seeds" / "note.txt").write_text(minibase.NOTE.replace("4 May", "5 May"))

    def run(*more, **variables):
        ended = on_mini(*args, *more, **variables)
        assert ended.code == (1 if request.param == "verify" else 0)
        return ended

    run.name = request.param
    return run


@pytest.fixture
def out(tmp_path):
    """A folder to write into."""
    (tmp_path / "out").mkdir()
    return tmp_path / "out"


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_row_formats_agree_value_for_value_with_json(listing):
    read = {form: rows(form, listing("--format", form).out) for form in ("csv", "tsv", "md")}
    header = read["csv"][0]
    records = listing("--json").json
    expected = [header, *([cell(record, path) for path in header] for record in records)]
    assert records
    assert read == dict.fromkeys(read, expected)


def test_json_lines_are_the_records_of_the_array(listing):
    lines = listing("--format", "jsonl").out
    assert lines.endswith("\n")
    assert [json.loads(line) for line in lines[:-1].split("\n")] == listing("--json").json


def test_ids_are_one_a_line_and_each_once(listing):
    ids = listing("--format", "ids").out.split("\n")
    assert ids.pop() == ""
    assert len(set(ids)) == len(ids) > 0
    if listing.name not in {"read", "coverage", "verify"}:
        assert ids == [record["id"] for record in listing("--json").json]


def test_json_validates_against_the_schema_and_the_one_of_its_record(listing, on_mini):
    for args in (["schema"], ["schema", LISTINGS[listing.name][1]]):
        validator = jsonschema_rs.Draft202012Validator(on_mini(*args).json)
        printed = listing("--json").json
        validator.validate(printed)
        validator.validate([])
        assert not validator.is_valid([{**printed[0], "surprise": 1}])


@pytest.mark.parametrize("name", [None, *sorted({record for _, record in LISTINGS.values()})])
def test_a_schema_is_itself_valid_and_says_its_version(on_mini, name):
    ended = on_mini("schema", *([name] if name else []))
    assert (ended.code, ended.err) == (0, "")
    assert ended.json["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert re.search(r"\d", ended.json["$id"])
    jsonschema_rs.meta.validate(ended.json)


@pytest.mark.parametrize("form", ["table", "json"])
def test_the_same_input_gives_the_same_bytes(listing, form):
    first = listing("--format", form, PYTHONHASHSEED="1")
    assert first.out
    assert first == listing("--format", form, PYTHONHASHSEED="2")


def test_json_is_short_for_its_format_and_unescaped(on_mini):
    ended = on_mini("show", "first-envoy", "--json")
    assert ended == on_mini("show", "first-envoy", "--format", "json")
    assert "The first envoy, 王小明, came in 1991." in ended.out
    assert "\\u" not in ended.out


def test_a_pipe_gets_a_table_with_neither_colour_nor_cut_text(on_mini):
    ended = on_mini("list", COLUMNS="50")
    assert ended == on_mini("list", "--format", "table", COLUMNS="50")
    assert (ended.code, ended.err) == (0, "")
    assert "\x1b" not in ended.out
    assert "…" not in ended.out
    for fact in minibase.facts():
        assert all(word in ended.out for word in [fact["id"], *fact["statement"].split()])


@pytest.mark.parametrize(
    ("args", "variables", "coloured"),
    [
        ([], {"FORCE_COLOR": "1"}, True),
        ([], {"NO_COLOR": "1"}, False),
        ([], {"TERM": "dumb"}, False),
        (["--color", "auto"], {}, False),
        (["--color", "always"], {}, True),
        (["--color", "always"], {"NO_COLOR": "1"}, True),
        (["--color", "never"], {"FORCE_COLOR": "1"}, False),
        (["--color", "always", "--format", "csv"], {}, False),
        (["--color", "always", "--json"], {"FORCE_COLOR": "1"}, False),
    ],
)
def test_colour_is_given_where_asked_for(on_mini, args, variables, coloured):
    ended = on_mini("search", "visa", *args, **variables)
    assert (ended.code, "\x1b[" in ended.out, ended.err) == (0, coloured, "")


@pytest.mark.parametrize("form", ["json", "jsonl", "ids", "table"])
@pytest.mark.parametrize("args", ["search zeppelin", "list --kind quotation", "show zeppelin"])
def test_nothing_found_is_an_empty_list_and_exit_1(on_mini, args, form):
    ended = on_mini(*args.split(), "--format", form)
    printed = "[]\n" if form == "json" else ""
    assert (ended.code, ended.out, ended.err.count("\n")) == (1, printed, 1)


@pytest.mark.parametrize(
    "args",
    [
        "list --format xml",
        "list --json --kind evnt",
        "list --json --format csv",
        "list --fields id --format ids --jsonn",
        "show --json",
    ],
)
def test_wrong_usage_leaves_stdout_empty(on_mini, args):
    ended = on_mini(*args.split())
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith("bilat: ")


def test_a_fact_says_where_its_quote_stands_and_whose_word_it_is(on_mini):
    (fact,) = on_mini("cite", "railway-planned", "--json").json
    record = minibase.tables()["facts"]["railway-planned"]
    start, end = record["evidence"][0]["start"], record["evidence"][0]["end"]
    record["evidence"][0] |= {
        "as_of": "2004",
        "paragraph": 1,
        "line": 3,
        "prefix": minibase.LETTER[max(0, start - 32) : start],
        "suffix": minibase.LETTER[end : end + 32],
        "verified": True,
    }
    assert {name: fact[name] for name in record} == record
    assert fact["sides"] == ["graustark"]
    assert len(fact["references"]) == len(fact["evidence"])


def test_a_hit_says_which_words_matched_where(on_mini):
    (hit,) = on_mini("search", "visa", "--json").json
    assert hit["match"]["score"] > 0
    assert ("visa", "statement") in {(w["query"], w["field"]) for w in hit["match"]["words"]}


@pytest.mark.parametrize(
    ("fields", "record", "row"),
    [
        ("when,scope", {"when": "1990-05-04", "scope": "relation"}, "1990-05-04,relation"),
        (
            "evidence.when",
            {"evidence": [{"when": "1990-05-04"}, {"when": "1990"}]},
            "1990-05-04; 1990",
        ),
        ("when_basis.type", {"when_basis": {"type": "stated"}}, "stated"),
        ("caveats.text,kind", {"caveats": [], "kind": "event"}, ",event"),
    ],
)
def test_fields_prune_json_and_join_in_rows(on_mini, fields, record, row):
    shown = ["show", "relations-opened", "--fields", fields]
    assert on_mini(*shown, "--json").json == [record]
    assert on_mini(*shown, "--format", "csv") == (0, f"{fields}\n{row}\n", "")


@pytest.mark.parametrize(
    ("field", "near"),
    [("idd", "id"), ("evidence.quot", "evidence.quote"), ("whem", "when"), ("id.x", "id")],
)
@pytest.mark.parametrize("form", ["json", "csv"])
def test_an_unknown_field_names_the_nearest(on_mini, field, near, form):
    ended = on_mini("list", "--fields", f"id,{field}", "--format", form)
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith(f"bilat: --fields: there is no field '{field}'. Did you mean ")
    assert re.search(rf"\b{re.escape(near)}\b", ended.err.split("Did you mean")[1])


@pytest.mark.parametrize("form", FORMATS)
def test_output_writes_what_stdout_would_get_and_nothing_else(on_mini, out, form):
    assert on_mini("list", "--format", form, "--output", out / "a") == (0, "", "")
    assert files(out) == {"a": on_mini("list", "--format", form).out.encode()}


def test_output_overwrites_only_with_force_and_keeps_the_mode(on_mini, out):
    path = out / "a.csv"
    path.write_text("mine")
    path.chmod(0o640)
    told = f"bilat: --output: {path} exists. Add --force to overwrite it.\n"
    assert on_mini("list", "--output", path) == (2, "", told)
    assert files(out) == {"a.csv": b"mine"}
    assert on_mini("list", "--format", "csv", "--output", path, "--force") == (0, "", "")
    assert files(out) == {"a.csv": on_mini("list", "--format", "csv").out.encode()}
    assert path.stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize(
    ("args", "code"), [(["list", "--kind", "x"], 2), (["list", "--facts", "/no/facts.json"], 3)]
)
def test_an_error_leaves_the_old_file_and_no_other(on_mini, out, args, code):
    (out / "a").write_text("mine")
    ended = on_mini(*args, "--json", "--output", out / "a", "--force")
    assert (ended.code, ended.out, files(out)) == (code, "", {"a": b"mine"})


def test_a_write_that_fails_half_way_leaves_the_old_file_and_no_other(mini, out):
    (out / "a").write_text("mine")
    line = 'ulimit -f 1; exec "$0" -m bilat list --json --output a --force'
    ended = subprocess.run(
        ["sh", "-c", line, sys.executable],
        capture_output=True,
        cwd=out,
        env=environment(BILAT_FACTS=str(mini)),
        check=False,
    )
    assert (ended.returncode, ended.stdout, files(out)) == (2, b"", {"a": b"mine"})
    assert ended.stderr.startswith(b"bilat: --output: ")
    assert ended.stderr.count(b"\n") == 1


def test_nothing_found_still_writes_valid_json(on_mini, tmp_path):
    path = tmp_path / "a.json"
    assert on_mini("search", "zeppelin", "--json", "--output", path).code == 1
    assert path.read_text() == "[]\n"


@pytest.mark.parametrize("kind", ["fifo", "link"])
def test_force_never_replaces_a_link_or_a_special_file_by_a_plain_one(on_mini, tmp_path, kind):
    path = tmp_path / "special"
    if kind == "fifo":
        os.mkfifo(path)
    else:
        (tmp_path / "real").write_text("mine")
        path.symlink_to("real")
    ended = on_mini("list", "--format", "ids", "--output", path, "--force")
    assert path.is_fifo() if kind == "fifo" else path.is_symlink()
    if kind == "link":
        assert ended == (0, "", "")
        assert (tmp_path / "real").read_text() == on_mini("list", "--format", "ids").out
