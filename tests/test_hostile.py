"""Text from a base is data: it never acts on a terminal, a table, a page or the index."""

from __future__ import annotations

import json
import os
import re
from typing import Any

import jsonschema_rs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import minibase
from bilat.base import load
from bilat.search import search
from rows import cell, rows

NASTY = {
    "escape": "a\x1b[31mred\x1b[0m b\x1b]0;title\x07c\x1b]8;;http://x\x1b\\d\x1b]8;;\x1b\\e",
    "controls": "a\x08\x08b\x0bc\x0cd\x7fe\x01f\x9b31mg\x90h\x9ci",
    "returns": "true\rfalse\x85next",
    "newlines": "one\ntwo\n\nthree\r\nfour",
    "separators": "one\u2028two\u2029three",
    "tabs": "one\ttwo\t\tthree",
    "bidi": "a\u202egnp.exe\u202c b\u2066c\u2069 d\u200ee\u200ff\u061cg\u202ah\u202bi\u202dj\u2067k\u2068l",
    "rich": "[red]stop[/red] [/x] [bold [link=http://x]y[/link] [@click=app.bell] \\[z] [[/]",
    "emoji-code": "a :smile: b :warning: c",
    "markdown": "| a | *b* _c_ **d** `e` ~~f~~ [g](h) ![i](j) <b>k</b> &amp; &copy; \\| \\\\ # l",
    "blocks": "- a\n# b\n> c\n1. d\n---\n```\ne\n| x |",
    "csv": "a,\"b\",'c';=1+1",
    "formula": '=HYPERLINK("http://x","y")',
    "wide": "王小明 e\u0301 👩‍👩‍👧 ﷽ Z\u0310\u0311\u0312\u0313 ſ İ",
    "format": "{0} %s %(x)s ${HOME} $(id) `id` \\n \\x1b \\u202e",
}
FORMATS = ["table", "json", "jsonl", "csv", "tsv", "md"]
COMMANDS = {
    "list": ["list"],
    "search": ["search", "needle"],
    "timeline": ["timeline"],
    "show": ["show", "fact"],
    "cite": ["cite", "fact"],
    "sources": ["sources"],
    "topics": ["topics"],
    "actors": ["actors"],
    "read": ["read", "text", "--furniture"],
    "coverage": ["coverage"],
}
# Controls except the newline, and all that turns the direction of text.
ACTING = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
COLOUR = re.compile(r"\x1b\[[0-9;]*m")


def tables(nasty: str) -> minibase.Tables:
    """A base that holds a text wherever it may hold any: in the source, and in every label."""
    quote = f"needle {nasty} end"
    source = minibase.source("text", text(nasty), "who", "2000", [("body", quote)])
    source |= {"title": f"Title {nasty}", "publisher": nasty, "genre": nasty, "url": nasty}
    source |= {"author_role": nasty, "side": None}
    item = minibase.quote("text", text(nasty), quote, ["who"], "author", "1999")
    fact = minibase.fact("fact", f"Needle {nasty}.", "claim", [item], when="1999")
    fact |= {"actors": ["who"], "topics": ["what"], "keywords": [nasty]}
    fact["caveats"] = [{"type": "vague", "text": nasty}]
    fact["quantities"] = [
        {"value": 1, "unit": nasty, "comparator": "=", "of": nasty, "base": nasty}
    ]
    who = minibase.entity("who", "person", f"Who {nasty}", None, az=[nasty])
    what = minibase.topic("what", f"What {nasty}", None, zh=[nasty])
    stone = {"id": "gone", "withdrawn": nasty, "successor": "fact"}
    return {
        "meta": {"base": {"format": 1, "release": "1"}},
        "sources": {"text": source},
        "entities": {"who": who | {"aliases": [nasty], "description": nasty}},
        "topics": {"what": what | {"alt": [nasty]}},
        "facts": {"fact": fact, "gone": stone},
        "omissions": {},
    }


def text(nasty: str) -> str:
    return f"needle {nasty} end\n"


@pytest.fixture(params=NASTY)
def hostile(request, bilat, tmp_path):
    """Run bilat on a base that holds one hostile text everywhere; `.nasty` is that text."""
    nasty = NASTY[request.param]
    path = tmp_path / "hostile" / "facts.json"
    (path.parent / "seeds").mkdir(parents=True)
    (path.parent / "seeds" / "text.txt").write_bytes(text(nasty).encode())
    path.write_text(json.dumps(tables(nasty), ensure_ascii=False), "utf-8")

    def run(*args, **more):
        return bilat(*args, BILAT_FACTS=str(path), **more)

    run.nasty = nasty
    return run


@pytest.mark.parametrize("command", COMMANDS)
def test_nothing_that_acts_on_a_terminal_is_printed(hostile, command):
    for form in FORMATS if command == "cite" else ["table", "csv"]:
        ended = hostile(*COMMANDS[command], "--format", form)
        out = ended.out.replace("\t", "") if form == "tsv" else ended.out
        assert (ended.code, ended.err.count("\n")) in {(0, 0), (1, 1)}
        assert ACTING.findall(out + ended.err) == []


@pytest.mark.parametrize(
    "command", ["list", "search", "timeline", "show", "cite", "read", "topics"]
)
def test_colour_is_the_only_escape_on_a_coloured_screen(hostile, command):
    ended = hostile(*COMMANDS[command], "--color", "always", COLUMNS="100")
    plain = hostile(*COMMANDS[command], COLUMNS="100").out
    assert ended.code == 0
    assert ACTING.findall(COLOUR.sub("", ended.out)) == []
    assert "\x1b]8" not in ended.out
    if command in {"list", "topics"}:
        assert COLOUR.sub("", ended.out) == plain


def test_a_note_on_stderr_holds_no_raw_text_and_is_one_line(hostile):
    ended = hostile("show", "gone", "--format", "ids")
    assert (ended.code, ended.out, ended.err.count("\n")) == (0, "fact\n", 1)
    assert ACTING.findall(ended.err) == []


def test_json_gives_back_the_true_text_and_validates(hostile):
    ended = hostile("cite", "fact", "--json")
    (fact,) = ended.json
    recorded = tables(hostile.nasty)["facts"]["fact"]
    evidence = {**fact["evidence"][0], **recorded["evidence"][0]}
    assert {name: fact[name] for name in recorded} == recorded | {"evidence": [evidence]}
    assert fact["evidence"][0] == evidence
    assert fact["evidence"][0]["verified"] is True
    assert hostile("cite", "fact", "--format", "jsonl").out.count("\n") == 1
    jsonschema_rs.Draft202012Validator(hostile("schema").json).validate([fact])


@pytest.mark.parametrize("command", ["cite", "sources", "topics", "actors"])
def test_row_formats_agree_on_one_record(hostile, command):
    read: dict[str, Any] = {}
    for form in ("csv", "tsv", "md"):
        read[form] = rows(form, hostile(*COMMANDS[command], "--format", form).out)
        assert [len(row) for row in read[form]] == [len(read[form][0])] * 2
    assert read["csv"] == read["tsv"] == read["md"]
    (record,) = hostile(*COMMANDS[command], "--json").json
    if not re.search(r"[^ -~]|  ", hostile.nasty):
        assert read["csv"][1] == [cell(record, path) for path in read["csv"][0]]


@pytest.mark.parametrize("form", ["csv", "tsv", "md"])
def test_a_row_stays_on_its_line(hostile, form):
    lines = hostile("list", "--format", form).out.splitlines()
    assert len(lines) == (3 if form == "md" else 2)


@pytest.mark.parametrize("name", ["rich", "emoji-code", "markdown", "csv", "format"])
def test_markup_is_shown_as_it_is_written(bilat, tmp_path, name):
    path = minibase.write(tmp_path / "base", tables(NASTY[name]))
    (path.parent / "seeds" / "text.txt").write_text(text(NASTY[name]), "utf-8")
    for color in ("never", "always"):
        shown = bilat("list", "--color", color, BILAT_FACTS=str(path), COLUMNS="300")
        assert f"Needle {NASTY[name]}." in COLOUR.sub("", shown.out)


QUERIES = [
    "",
    " ",
    ".",
    '"',
    '""',
    '"""',
    '"visa',
    'visa"',
    '"visa free"',
    "'",
    "NOT",
    "AND OR NOT NEAR",
    "visa NOT envoy",
    "NEAR(visa envoy, 3)",
    "*",
    "visa*",
    "^visa",
    "statement:visa",
    "{statement}: visa",
    "(visa",
    "visa)",
    "-visa",
    "visa + envoy",
    "a\\b",
    "%",
    "_",
    ";DROP TABLE facts;--",
    "👩‍👩‍👧",
    "😀",
    "e\u0301\u0301\u0301",
    "\u0301",
    "\u200b",
    "\u202e",
    "\x1b[31m",
    "王",
    "İ ſ ﬁ ß",
    "…—“”«»",
    "[red] [/x]",
    "visa " * 2_000,
    "x" * 10_000,
    " ".join(f"w{number}" for number in range(2_000)),
    '"' + "visa " * 2_000 + '"',
    '"a" ' * 2_500,
    "(" * 10_000,
]


@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.parametrize("command", ["search", "timeline"])
def test_no_query_breaks_the_search(on_mini, command, query):
    ended = on_mini(command, "--format", "ids", "--", query)
    assert ended.code in ({0, 1} if query.strip() else {0, 1, 2})
    assert ended.err.count("\n") <= 2
    assert not re.search("traceback|fts5|sqlite|syntax", ended.err, re.IGNORECASE)
    assert ACTING.findall(ended.out + ended.err) == []


@pytest.mark.parametrize("raw", [b"\xff\xfe", b"visa\x80", b"\xc3\x28", b"\xed\xa0\x80", b"\xf5"])
@pytest.mark.parametrize("command", ["search", "show", "read", "list --topic", "list --since"])
def test_bytes_that_are_no_text_are_nothing_known(on_mini, command, raw):
    ended = on_mini(*command.split(), os.fsdecode(raw))
    assert ended.code in {0, 1, 2}
    assert ended.err.count("\n") <= 2
    assert "Traceback" not in ended.err


@pytest.mark.parametrize("stdin", [b"\xff\xfe\n", b"\x00\x00", b"\x1b[31m\n", b"x" * 100_000])
def test_ids_on_standard_input_may_be_any_bytes(on_mini, stdin):
    ended = on_mini("show", "-", stdin=stdin)
    assert (ended.code, ended.out, ended.err.count("\n")) == (1, "", 1)
    assert ACTING.findall(ended.err) == []
    assert len(ended.err) < 1_000


@pytest.fixture(scope="module")
def base(tmp_path_factory):
    """The small base, loaded."""
    return load(minibase.write(tmp_path_factory.mktemp("base")))


@given(st.text(st.one_of(st.sampled_from("\"*():^-+{}'“ aANDORTNEvisa"), st.characters())))
@settings(max_examples=500, deadline=None)
def test_any_text_is_a_query(base, query):
    for hit in search(base, query):
        assert hit.words
        assert hit.score > 0
