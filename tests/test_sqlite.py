"""The database: all of the base, searched and faceted, as sqlite3 and datasette read it."""

from __future__ import annotations

import json
import os
import re
import sqlite3
import subprocess
import sys
from urllib.parse import urlencode
from urllib.request import urlopen

import pexpect
import pytest
from hypothesis import given, settings

import minibase
from bilat.base.base import load
from bilat.base.codec import encode
from bilat.base.document import Library
from conftest import environment
from exports import (
    HOSTILE,
    bundled,
    changed,
    database,
    document,
    hostile,
    inside,
    nasty_examples,
)

VISA = {
    "visa-free-since-july-2024",
    "visa-exemption-decision",
    "visa-exemption-valid-one-year",
    "visa-free-expected-tourism",
    "visa-exemption-unlimited-plan",
}
LISTS = {
    "facts": ["topics", "actors", "sides", "quantities", "caveats", "keywords"],
    "evidence": ["asserted_by"],
    "entities": ["aliases"],
    "topics": ["alt"],
}
OBJECTS = {"entities": ["names"], "topics": ["labels"]}
SEARCH = "SELECT id FROM facts WHERE rowid IN (SELECT rowid FROM facts_fts WHERE facts_fts MATCH ?)"


@pytest.fixture(scope="module")
def everything():
    """The database of the bundled base."""
    db = database(document(bundled(), "sqlite"))
    db.row_factory = sqlite3.Row
    return db


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    """The same as a file, written by the command."""
    path = tmp_path_factory.mktemp("sqlite") / "facts.db"
    assert inside("export", "--format", "sqlite", "--output", path) == (0, b"", "")
    return path


def count(db, table: str) -> int:
    return db.execute(f"SELECT count(*) FROM {table}").fetchone()[0]


def test_it_is_whole_and_every_reference_holds(everything):
    assert everything.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    assert everything.execute("PRAGMA foreign_key_check").fetchall() == []
    tables = ("evidence", "sources", "facts", "fact_topics", "fact_actors", "relations", "topics")
    keys = [len(everything.execute(f"PRAGMA foreign_key_list({t})").fetchall()) for t in tables]
    assert keys == [2, 0, 0, 2, 2, 2, 1]
    everything.execute("INSERT INTO facts_fts(facts_fts) VALUES ('integrity-check')")


def test_it_holds_all_of_the_base(everything):
    base = bundled().base
    facts = list(base.facts.values())
    wanted = {
        "sources": len(base.sources),
        "entities": len(base.entities),
        "topics": len(base.topics),
        "facts": len(facts),
        "evidence": sum(len(fact.evidence) for fact in facts),
        "relations": sum(len(fact.relations) for fact in facts),
        "fact_topics": sum(len(fact.topics) for fact in facts),
        "fact_actors": sum(len(fact.actors) for fact in facts),
    }
    assert {table: count(everything, table) for table in wanted} == wanted
    meta = dict(everything.execute("SELECT key, value FROM meta").fetchall())
    assert meta == {"format": "2", "release": base.meta.release}


def test_a_fact_and_its_evidence_are_those_of_the_base(everything):
    base = bundled().base
    rows = everything.execute("SELECT * FROM facts ORDER BY rowid").fetchall()
    items = iter(everything.execute("SELECT * FROM evidence ORDER BY id").fetchall())
    for fact, row in zip(base.facts.values(), rows, strict=True):
        record = encode(fact)
        for name in ("id", "statement", "kind", "scope", "when"):
            assert row[name] == record[name]
        for name in ("topics", "actors", "quantities"):
            assert json.loads(row[name]) == record[name]
        assert json.loads(row["sides"]) == base.sides(fact)
        for item in record["evidence"]:
            found = dict(next(items))
            assert json.loads(found.pop("asserted_by")) == item.pop("asserted_by")
            assert {**found, **item, "fact": fact.id, "verified": 1} == found
            assert found["prefix"] + found["quote"] + found["suffix"]
    assert next(items, None) is None


@pytest.mark.parametrize(
    ("when", "earliest", "latest"),
    [
        (None, None, None),
        ("1990-05-04", "1990-05-04", "1990-05-04"),
        ("1990", "1990-01-01", "1990-12-31"),
        ("2004-24", "2004-12-01", "2005-02-28"),
        ("2004-06/..", "2004-06-01", None),
        ("../2004-02", None, "2004-02-29"),
        ("17XX?", "1700-01-01", "1799-12-31"),
        ("0050", "0050-01-01", "0050-12-31"),
        ("-0043", "-0043-01-01", "-0043-12-31"),
    ],
)
def test_a_date_has_its_bounds_beside_it(tmp_path, when, earliest, latest):
    basis = when and {"type": "stated", "how": None}
    library = changed(tmp_path, facts={"first-envoy": {"when": when, "when_basis": basis}})
    db = database(document(library, "sqlite"))
    asked = """SELECT "when", earliest, latest FROM facts WHERE id = 'first-envoy'"""
    assert db.execute(asked).fetchone() == (when, earliest, latest)


def test_it_says_which_quote_no_longer_matches(mini):
    (mini.parent / "seeds" / "letter.txt").write_text(minibase.LETTER + "!", "utf-8")
    db = database(document(Library(load(mini)), "sqlite"))
    asked = "SELECT DISTINCT source, verified FROM evidence ORDER BY source"
    assert db.execute(asked).fetchall() == [("letter", 0), ("note", 1)]


def test_columns_of_lists_and_objects_are_json(everything):
    for kind, columns in ((list, LISTS), (dict, OBJECTS)):
        for table, names in columns.items():
            for name in names:
                values = [row[0] for row in everything.execute(f"SELECT {name} FROM {table}")]
                assert {type(json.loads(value)) for value in values} == {kind}
                assert not any("\\u" in value for value in values)


def test_a_selection_keeps_every_reference_and_only_its_own_facts(mini):
    args = ["export", "--facts", mini, "--format", "sqlite", "--topic", "harbours"]
    db = database(inside(*args).out)
    assert db.execute("SELECT id FROM facts").fetchall() == [("harbour-picture",)]
    assert db.execute("PRAGMA foreign_key_check").fetchall() == []
    assert (count(db, "evidence"), count(db, "sources"), count(db, "topics")) == (1, 2, 3)


@pytest.mark.parametrize("word", ["visa", "VISAS", "签证", '"ordinary passports" OR visa'])
def test_its_index_finds_the_visa_facts(everything, word):
    found = {row["id"] for row in everything.execute(SEARCH, [word])}
    assert found == VISA


@pytest.mark.parametrize("name", ["习近平", "Xi Jinping", "Си Цзиньпин"])
def test_its_index_finds_an_actor_by_any_name(everything, name):
    found = {row["id"] for row in everything.execute(SEARCH, [f'"{name}"'])}
    facts = bundled().base.facts.values()
    assert found >= {fact.id for fact in facts if "xi-jinping" in fact.actors}


@pytest.mark.parametrize("name", ["Əliyev", "ƏLİYEV", "əliyev", "Eliyev"])
def test_its_index_takes_azerbaijani_letters_and_plain_ones(tmp_path, name):
    actors = {"railway-planned": {"actors": ["minister"]}}
    library = changed(tmp_path, facts=actors, entities={"minister": {"aliases": ["Əliyev"]}})
    db = database(document(library, "sqlite"))
    assert db.execute(SEARCH, [name]).fetchall() == [("railway-planned",)]


@nasty_examples
@given(HOSTILE)
@settings(deadline=None, max_examples=50)
def test_any_text_stands_there_as_it_is(text):
    db = database(document(hostile(text), "sqlite"))
    (row,) = db.execute("SELECT statement, quotes, caveats, keywords FROM facts")
    assert row[:2] == (text, text)
    assert [json.loads(cell) for cell in row[2:]] == [[f"vague: {text}"], [text]]
    (row,) = db.execute("SELECT title, publisher, genre FROM sources")
    assert row == (text, text, text)
    assert db.execute("SELECT quote, verified FROM evidence").fetchall() == [(text, 1)]
    assert db.execute("SELECT name FROM entities").fetchall() == [(text,)]


def test_the_same_facts_give_the_same_bytes_in_a_file_and_in_a_pipe(mini, tmp_path):
    written = []
    for seed in ("1", "2"):
        path = tmp_path / f"{seed}.db"
        args = [sys.executable, "-m", "bilat", "export", "--format", "sqlite"]
        env = environment(PYTHONHASHSEED=seed, BILAT_FACTS=str(mini))
        subprocess.run([*args, "--output", path], env=env, check=True)
        piped = subprocess.run(args, env=env, check=True, capture_output=True)
        written += [path.read_bytes(), piped.stdout]
    assert len(set(written)) == 1
    assert written[0].startswith(b"SQLite format 3\0")


@pytest.fixture(scope="module")
def served(file):
    """Ask a running datasette for some JSON of the database."""
    call = [sys.executable, "-m", "datasette", file, "--port", "0", "--host", "127.0.0.1"]
    process = subprocess.Popen(
        call, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, env=environment()
    )
    found = None
    for line in process.stderr:
        found = re.search(r"http://127\.0\.0\.1:\d+", line)
        if found:
            break

    def ask(path, **parameters):
        with urlopen(f"{found[0]}{path}?{urlencode(parameters)}", timeout=30) as answer:
            return json.load(answer)

    yield ask
    process.terminate()
    process.wait(30)
    process.stderr.close()


def test_datasette_serves_its_tables_and_hides_the_index(served):
    (db,) = served("/-/databases.json")
    assert db["name"] == "facts"
    tables = {table["name"]: table for table in served("/facts.json")["tables"]}
    shown = {name for name, table in tables.items() if not table["hidden"]}
    assert shown == {
        *("meta", "facts", "evidence", "sources", "entities", "topics"),
        *("fact_topics", "fact_actors", "relations"),
    }
    assert tables["facts"]["fts_table"] == "facts_fts"
    assert tables["facts"]["count"] == len(bundled().base.facts)


def test_the_search_of_datasette_finds_the_visa_facts_and_no_others(served):
    found = served("/facts/facts.json", _search="visa", _shape="array")
    assert {row["id"] for row in found} == VISA
    assert served("/facts/facts.json", _search="semiconductor", _shape="array") == []


def test_datasette_counts_by_kind_and_by_topic(served):
    facets = {"_facet": "kind", "_facet_array": "topics", "_size": 0}
    answer = served("/facts/facts.json", _search="visa", **facets)
    counts = {
        facet["name"]: {result["value"]: result["count"] for result in facet["results"]}
        for facet in answer["facet_results"].values()
    }
    assert counts["kind"] == {"status": 2, "claim": 1, "event": 1, "plan": 1}
    assert counts["topics"] == {"visa": 5, "tourism": 2, "strategic-partnership": 1}


def test_datasette_leads_from_evidence_to_its_fact_and_source(served):
    asked = {"_shape": "objects", "_labels": "on", "fact": "china-embassy-opened"}
    (row,) = served("/facts/evidence.json", **asked)["rows"]
    assert row["fact"]["value"] == "china-embassy-opened"
    assert row["source"]["value"] == "gachayev-2021"
    (row,) = served("/facts/sources/gachayev-2021.json", _shape="objects")["rows"]
    assert row["language"] == "en"


def test_a_terminal_is_told_to_name_a_file(mini):
    args = ["-m", "bilat", "export", "--format", "sqlite"]
    env = environment(TERM="xterm", BILAT_FACTS=str(mini))
    child = pexpect.spawn(sys.executable, args, env=env, encoding="utf-8", timeout=60)
    printed = child.read()
    child.close()
    told = "bilat: --format sqlite: no text for a terminal. Add --output FILE.\r\n"
    assert (printed, child.exitstatus) == (told, 2)


def test_a_write_that_fails_half_way_leaves_the_old_file_and_no_other(mini, tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    (out / "a.db").write_text("mine")
    line = 'ulimit -f 8; exec "$0" -m bilat export --format sqlite --output a.db --force'
    call, env = ["sh", "-c", line, sys.executable], environment(BILAT_FACTS=str(mini))
    ended = subprocess.run(call, capture_output=True, cwd=out, env=env, check=False)
    assert (ended.returncode, ended.stdout) == (2, b"")
    assert {name: (out / name).read_bytes() for name in os.listdir(out)} == {"a.db": b"mine"}
    assert ended.stderr.startswith(b"bilat: --output: ")


def test_a_quote_of_a_changed_source_reaches_no_database(on_mini, mini, tmp_path):
    (mini.parent / "seeds" / "letter.txt").write_text(minibase.LETTER + "!", "utf-8")
    path = tmp_path / "a.db"
    args = ["export", "--format", "sqlite", "--output", path]
    ended = on_mini(*args)
    assert (ended.code, ended.out, path.exists()) == (3, "", False)
    assert on_mini(*args, "--kind", "visit") == (0, "", "")
