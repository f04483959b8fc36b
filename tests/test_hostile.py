"""Text from a base is data: it never acts on a terminal, a table, a page or the index."""

from __future__ import annotations

import io
import json
import os
import re
from contextlib import redirect_stderr, redirect_stdout
from typing import Any

import jsonschema_rs
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import minibase
from bilat.cite import STYLES
from bilat.cli.main import app
from bilat.export import FORMATS as EXPORTS
from rows import cell, rows

NASTY = {
    "escape": "a\x1b[31mred\x1b[0m b\x1b]0;title\x07c\x1b]8;;http://x\x1b\\d\x1b]8;;\x1b\\e",
    "controls": "a\x08\x08b\x0bc\x0cd\x7fe\x01f\x9b31mg\x90h\x9ci",
    "returns": "true\rfalse\x85next",
    "newlines": "one\ntwo\n\nthree\r\nfour",
    "separators": "one\u2028two\u2029three",
    "tabs": "one\ttwo\t\tthree",
    "bidi": "a\u202egnp\u202c b\u2066c\u2069\u200ed\u200fe\u061cf\u202ag\u202bh\u202di\u2067j",
    "rich": "[red]stop[/red] [/x] [bold [link=http://x]y[/link] [@click=app.bell] \\[z] [[/]",
    "emoji-code": "a :smile: b :warning: c",
    "markdown": "| a | *b* _c_ **d** `e` ~~f~~ [g](h) ![i](j) <b>k</b> &amp; &copy; \\| \\\\ # l",
    "blocks": "- a\n# b\n> c\n1. d\n---\n```\ne\n| x |",
    "csv": "a,\"b\",'c';=1+1",
    "formula": '=HYPERLINK("http://x","y")',
    "wide": "王小明 e\u0301 👩‍👩‍👧 ﷽ Z\u0310\u0311\u0312\u0313 ſ İ",
    "format": "{0} %s %(x)s ${HOME} $(id) `id` \\n \\x1b \\u202e",
}
EVERYTHING = " ".join(NASTY.values())
FORMATS = ["table", "json", "jsonl", "csv", "tsv", "md"]
COMMANDS = {
    "list": ["list"],
    "search": ["search", "needle"],
    "timeline": ["timeline"],
    "chart": ["timeline", "--chart", "--by", "topic"],
    "show": ["show", "fact"],
    "cite": ["cite", "fact"],
    "sources": ["sources"],
    "topics": ["topics"],
    "actors": ["actors"],
    "read": ["read", "text", "--furniture"],
    "coverage": ["coverage"],
    "compare": ["compare"],
}
DOCUMENTS = [["brief"], *(["export", "--format", f] for f in EXPORTS if f not in ("sqlite", "ics"))]
DOCUMENTS += [["cite", "fact", "--style", style, "--quote"] for style in STYLES]
# Controls except the newline, and all that turns the direction of text.
ACTING = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
COLOUR = re.compile(r"\x1b\[[0-9;]*m")


def tables(nasty: str) -> minibase.Tables:
    """A base that holds a text wherever it may hold any: in the source, and in every label."""
    quote = f"needle {nasty} end"
    source = minibase.source("text", text(nasty), "who", "2000", [("body", quote)])
    source |= {"title": f"Title {nasty}", "publisher": nasty, "genre": nasty, "URL": nasty}
    source |= {"author_role": nasty, "sides": []}
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
        "meta": {"base": {"format": 2, "release": "1"}},
        "sources": {"text": source},
        "entities": {"who": who | {"aliases": [nasty], "description": nasty}},
        "topics": {"what": what | {"alt": [nasty]}},
        "facts": {"fact": fact, "gone": stone},
        "omissions": {},
    }


def text(nasty: str) -> str:
    return f"needle {nasty} end\n"


@pytest.fixture
def on_base_with(bilat, tmp_path):
    """Make a runner of bilat on a base that holds one text everywhere."""

    def make(nasty):
        path = tmp_path / "hostile" / "facts.json"
        (path.parent / "seeds").mkdir(parents=True)
        (path.parent / "seeds" / "text.txt").write_bytes(text(nasty).encode())
        path.write_text(json.dumps(tables(nasty), ensure_ascii=False), "utf-8")
        return lambda *args, **more: bilat(*args, BILAT_FACTS=str(path), **more)

    return make


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("command", COMMANDS)
def test_nothing_that_acts_on_a_terminal_is_printed(on_base_with, command, form):
    ended = on_base_with(EVERYTHING)(*COMMANDS[command], "--format", form)
    assert (ended.code, ended.err) == (0, "")
    assert ACTING.findall(ended.out.replace("\t", "") if form == "tsv" else ended.out) == []


@pytest.mark.parametrize("args", DOCUMENTS, ids=" ".join)
def test_no_document_holds_what_acts_on_a_terminal(on_base_with, args):
    ended = on_base_with(EVERYTHING)(*args)
    assert (ended.code, ended.err) == (0, "")
    assert ACTING.findall(ended.out.replace("\r\n", "\n")) == []


@pytest.mark.parametrize("command", COMMANDS)
def test_colour_is_the_only_escape_on_a_coloured_screen(on_base_with, command):
    hostile = on_base_with(EVERYTHING)
    ended = hostile(*COMMANDS[command], "--color", "always", COLUMNS="100")
    assert ended.code == 0
    assert "\x1b[" in ended.out
    assert ACTING.findall(COLOUR.sub("", ended.out)) == []


def test_a_note_on_stderr_holds_no_raw_text_and_is_one_line(on_base_with):
    ended = on_base_with(EVERYTHING)("show", "gone", "--format", "ids")
    assert (ended.code, ended.out, ended.err.count("\n")) == (0, "fact\n", 1)
    assert ACTING.findall(ended.err) == []


@pytest.mark.parametrize("where", ["kind", "field", "key", "table", "topic", "file", "when"])
def test_an_error_about_hostile_text_holds_none_of_it(on_mini, mini, where):
    content: dict[str, Any] = minibase.tables()
    fact, evil = content["facts"]["visa-free"], "x\x1b[31m\n\r\u202e\x9b1m\u2028"
    if where == "key":
        content["facts"][evil] = fact
    elif where == "table":
        content[evil] = {}
    elif where == "file":
        content["sources"]["letter"]["file"] = f"seeds/{evil}.txt"
    else:
        fact[evil if where == "field" else where] = evil
        fact["topics"] = [evil] if where == "topic" else fact["topics"]
    minibase.write(mini.parent, content)
    ended = on_mini("cite", "visa-free")
    assert (ended.code, ended.out, len(ended.err.splitlines())) == (3, "", 1)
    assert ACTING.findall(ended.err) == []


@pytest.mark.parametrize(
    "option", ["--facts", "--format", "--fields", "--topic", "--since", "--nix"]
)
def test_an_error_about_an_option_holds_no_raw_text(on_mini, option):
    ended = on_mini("list", option, "\x1b[31m\n\u202e")
    assert (ended.code, ended.out) == (3 if option == "--facts" else 2, "")
    assert len(ended.err.splitlines()) == 1
    assert ACTING.findall(ended.err) == []


@pytest.mark.parametrize("nasty", NASTY.values(), ids=NASTY)
def test_json_gives_back_the_true_text_and_validates(on_base_with, nasty):
    hostile = on_base_with(nasty)
    (fact,) = hostile("cite", "fact", "--json").json
    recorded = tables(nasty)["facts"]["fact"]
    evidence = fact["evidence"][0] | recorded["evidence"][0]
    shown = {name: fact[name] for name in recorded}
    shown["caveats"] = [{k: v for k, v in c.items() if v is not None} for c in fact["caveats"]]
    assert shown == recorded | {"evidence": [evidence]}
    assert fact["evidence"][0]["verified"] is True
    assert json.loads(hostile("cite", "fact", "--format", "jsonl").out) == fact
    jsonschema_rs.Draft202012Validator(hostile("schema").json).validate([fact])


@pytest.mark.parametrize("command", ["cite", "sources"])
@pytest.mark.parametrize("nasty", NASTY.values(), ids=NASTY)
def test_row_formats_agree_and_keep_a_record_on_one_line(on_base_with, command, nasty):
    hostile = on_base_with(nasty)
    read: dict[str, Any] = {}
    for form in ("csv", "tsv", "md"):
        out = hostile(*COMMANDS[command], "--format", form).out
        read[form] = rows(form, out)
        assert [len(row) for row in read[form]] == [len(read[form][0])] * 2
        assert len(out.splitlines()) == (3 if form == "md" else 2)
    assert read["csv"] == read["tsv"] == read["md"]
    (record,) = hostile(*COMMANDS[command], "--json").json
    if nasty.isascii() and nasty.isprintable():
        assert read["csv"][1] == [cell(record, path) for path in read["csv"][0]]


@pytest.mark.parametrize("name", ["rich", "emoji-code", "markdown", "csv", "format"])
@pytest.mark.parametrize("command", ["list", "cite", "read"])
def test_markup_is_shown_as_it_is_written(on_base_with, name, command):
    hostile = on_base_with(NASTY[name])
    for color in ("never", "always"):
        shown = hostile(*COMMANDS[command], "--color", color, COLUMNS="300")
        assert f"eedle {NASTY[name]}" in " ".join(COLOUR.sub("", shown.out).split())


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
def test_no_query_breaks_the_search(on_mini, query):
    ended = on_mini("search", "--format", "ids", "--", query)
    assert ended.code in ({0, 1} if query.strip() else {0, 1, 2})
    assert ended.err.count("\n") <= 2
    assert not re.search("traceback|fts5|sqlite|syntax", ended.err, re.IGNORECASE)
    assert ACTING.findall(ended.out + ended.err) == []


@pytest.mark.parametrize("raw", [b"\xff\xfe", b"visa\x80", b"\xed\xa0\x80"])
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


@pytest.fixture(scope="module")
def inside(tmp_path_factory):
    """Run a command on the small base within this process, for its speed."""
    path = minibase.write(tmp_path_factory.mktemp("base"))

    def run(*args):
        out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8") for _ in range(2))
        with redirect_stdout(out), redirect_stderr(err), pytest.raises(SystemExit) as ended:
            app([*args[:1], "--facts", str(path), *args[1:]], prog_name="bilat")
        out.flush(), err.flush()
        return ended.value.code, out.buffer.getvalue().decode(), err.buffer.getvalue().decode()

    return run


@given(st.text(st.one_of(st.sampled_from("\"*():^-+{}'“ ANDORTvisa199"), st.characters())))
@example("visa")
@settings(max_examples=300, deadline=None)
def test_any_text_is_a_query(inside, query):
    code, out, err = inside("search", "--format", "ids", "--", query)
    assert code == (0 if out else 1 if query.strip() else 2)
    assert err.count("\n") <= 2
    assert ACTING.findall(out + err) == []


def test_a_number_without_end_is_a_word_like_any_other(bilat):
    number = "9" * 4400
    for query in (f"{number} thousand", f"{number}k", f"twenty {number}", f"{number} cent"):
        ended = bilat("search", query)
        told = "bilat: in part: no fact bears" if ended.code == 0 else "bilat: nothing about"
        assert ended.err.startswith(told)
        assert len(ended.err) < 1000
