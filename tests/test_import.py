"""What other files hold is taken in, all of it or nothing; queries are tried; the file's schema."""

from __future__ import annotations

import fcntl
import json
import sys
import time

import jsonschema_rs
import pexpect
import pytest

import minibase
from conftest import environment


@pytest.fixture
def own(bilat, tmp_path):
    """A base of one's own with the texts of the small one, and how to run a command on it."""
    tables = minibase.tables() | {"facts": {}, "omissions": {}}
    minibase.write(tmp_path / "own", tables)

    def run(*args, **more):
        return bilat("--facts", tmp_path / "own", *args, **more)

    run.path = tmp_path / "own" / "facts.json"
    return run


def test_another_base_is_taken_in_with_its_texts(bilat, own, mini, tmp_path):
    assert bilat("init", tmp_path / "new").code == 0
    ended = bilat("--facts", tmp_path / "new", "import", mini.parent)
    told = "bilat: imported: 6 entities, 3 topics, 2 sources, 11 facts, 1 omissions.\n"
    assert (ended.code, ended.out, ended.err) == (0, "", told)
    theirs = bilat("--facts", mini, "list", "--json")
    assert bilat("--facts", tmp_path / "new", "list", "--json").out == theirs.out
    assert bilat("--facts", tmp_path / "new", "verify").code == 0
    again = bilat("--facts", tmp_path / "new", "import", mini)
    assert (again.code, again.err) == (0, "bilat: nothing in it is new.\n")
    assert bilat("--facts", tmp_path / "new", "undo").code == 0
    assert bilat("--facts", tmp_path / "new", "list", "--json").out == "[]\n"


def test_an_id_that_stands_for_another_record_is_told_and_nothing_overwritten(own, mini):
    tables = json.loads(own.path.read_text("utf-8"))
    tables["topics"]["ties"]["label"] = "bonds"
    own.path.write_text(json.dumps(tables, ensure_ascii=False), "utf-8")
    before = own.path.read_bytes()
    ended = own("import", mini)
    assert (ended.code, ended.out) == (1, "")
    assert "topics/ties is another record here." in ended.err
    assert own.path.read_bytes() == before
    assert own("import", mini, "--skip-conflicts").code == 0
    labels = {topic["id"]: topic["label"] for topic in own("topics", "--json").json}
    assert labels["ties"] == "bonds"
    assert len(own("list", "--json").json) == 9


def test_rows_of_a_table_become_facts(own, tmp_path):
    path = tmp_path / "facts.csv"
    rows = [
        ["statement", "kind", "source", "quote", "topics", "actors", "keywords"],
        [
            *("The first envoy came in 1991.", "visit", "note"),
            *(
                "The first envoy, 王小明, came in 1991",
                "ties",
                "Graustark; Ruritania",
                "ambassador",
            ),
        ],
        [
            *("Papers were signed.", "agreement", "letter"),
            *("Over 70 papers were signed", "ties", "graustark", ""),
        ],
    ]
    text = "\r\n".join(",".join(f'"{cell}"' for cell in row) for row in rows)
    path.write_bytes(b"\xef\xbb\xbf" + text.encode())
    ended = own("import", path)
    assert (ended.code, ended.err) == (0, "bilat: 2 facts imported.\n")
    envoy, papers = sorted(own("list", "--json").json, key=lambda fact: fact["kind"])[::-1]
    assert (envoy["when"], envoy["actors"]) == ("1991", ["graustark", "ruritania"])
    assert envoy["keywords"] == ["ambassador"]
    assert papers["evidence"][0]["verified"] is True
    path.write_bytes(text.replace("visit", "vist").encode())
    ended = own("import", path)
    assert (ended.code, "facts.csv, line 2: kind: must be one of" in ended.err) == (2, True)
    assert len(own("list", "--json").json) == 2


def test_annotations_come_back_as_the_facts_that_they_were(bilat, own, mini, tmp_path):
    path = tmp_path / "facts.json"
    path.write_text(bilat("--facts", mini, "cite", "visa-free", "--format", "webannotation").out)
    ended = own("import", path, "--kind", "status", "--actor", "graustark")
    assert (ended.code, ended.err) == (0, "bilat: 1 fact imported.\n")
    (fact,) = own("list", "--json").json
    (old,) = bilat("--facts", mini, "show", "visa-free", "--json").json
    assert fact["evidence"][0]["quote"] == old["evidence"][0]["quote"]
    assert (fact["statement"], fact["topics"]) == (old["statement"], ["ties"])


@pytest.mark.parametrize(
    ("name", "content", "code", "told"),
    [
        ("a.json", "{", 3, "not whole JSON"),
        ("a.json", "[1]", 2, "annotation 1: no W3C annotation."),
        ("a.json", "[]", 2, "nothing was imported: it holds no fact."),
        ("a.csv", "statement\nx\n", 2, "line 2: kind: it needs a text."),
        ("a.csv", "sttement,kind\nx,event\n", 2, "line 2: unknown field 'sttement'."),
        ("a.json", '{"facts": 1}', 3, "not a base"),
        ("none.json", None, 2, "cannot be read: No such file or directory."),
    ],
)
def test_what_cannot_be_imported_is_told_and_changes_nothing(
    own, tmp_path, name, content, code, told
):
    path = tmp_path / name
    if content is not None:
        path.write_text(content)
    before = own.path.read_bytes()
    ended = own("import", path)
    assert (ended.code, ended.out) == (code, "")
    assert told in ended.err
    assert own.path.read_bytes() == before


def test_queries_are_tried_and_what_is_missed_is_blamed_on_a_word(bilat, mini, tmp_path):
    path = tmp_path / "QUERIES.tsv"
    path.write_text(
        "# query, then ids\nvisa\tvisa-free\nrailroad plans\trailway-planned\nzeppelin\t\n",
        "utf-8",
    )
    ended = bilat("--facts", mini, "try", path, "--json")
    assert ended.code == 1
    visa, railway, zeppelin = ended.json
    assert (visa["first"], visa["recall"], visa["missed"]) == ("visa-free", 1, [])
    assert railway["missed"] == ["railway-planned"]
    assert "railway-planned" in railway["blame"][0]
    assert (zeppelin["verdict"], zeppelin["recall"]) == ("nothing", 1)
    path.write_text("visa\tvisa-free\n")
    assert bilat("--facts", mini, "try", path).code == 0
    path.write_text("visa\tno-such-fact\n")
    assert "line 1: no fact has the id 'no-such-fact'." in bilat("--facts", mini, "try", path).err


def test_what_a_search_does_not_show_is_missed_where_its_query_is_tried(bilat, tmp_path):
    query, path = "China embassy opened August 1992", tmp_path / "QUERIES.tsv"
    loose = bilat("search", query, "--loose", "--format", "ids").out.split()
    shown = bilat("search", query, "--format", "ids").out.split()
    assert shown == loose[: len(shown)]
    hidden = loose[len(shown)]  # which is among the first ten all the same
    path.write_text(f"{query}\t{shown[0]} {hidden}\n", "utf-8")
    (row,) = bilat("try", path, "--json").json
    assert (row["first"], row["missed"], row["recall"]) == (shown[0], [hidden], 0.5)


def test_the_schema_of_the_file_takes_every_base_and_refuses_what_is_refused(bilat, mini):
    schema = bilat("schema", "file").json
    validator = jsonschema_rs.Draft202012Validator(schema)
    validator.validate(json.loads(mini.read_text("utf-8")))
    bundled = json.loads((minibase.Path(__file__).parent.parent / "facts.json").read_text("utf-8"))
    validator.validate(bundled)
    broken = minibase.tables()
    broken["facts"]["visa-free"]["kind"] = "evnt"
    assert not validator.is_valid(broken)
    broken = minibase.tables()
    del broken["sources"]["note"]["type"]
    assert not validator.is_valid(broken)


def test_what_takes_over_a_second_is_shown_at_a_terminal_and_leaves_no_trace(own, mini, tmp_path):
    (tmp_path / "own" / ".bilat").mkdir()
    args = ["-m", "bilat", "--facts", str(tmp_path / "own"), "import", str(mini)]
    args.append("--skip-conflicts")
    with (tmp_path / "own" / ".bilat" / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # another writer, whom the import has to wait for
        child = pexpect.spawn(
            sys.executable, args, env=environment(TERM="xterm", NO_COLOR="1"), encoding="utf-8"
        )
        began = time.monotonic()
        child.expect("writing the base … 0:00:01", timeout=20)
        assert time.monotonic() - began >= 1
    child.expect(pexpect.EOF, timeout=20)
    # The line is wiped away, and the cursor is there again.
    assert child.before.rpartition("\x1b[2K")[2].startswith("bilat: imported: ")
    assert child.before.rfind("\x1b[?25h") > child.before.rfind("\x1b[?25l")
