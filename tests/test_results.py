"""From a result to what is printed: one table of kinds, one of screens, and nothing between."""

from __future__ import annotations

import csv
import inspect
import io
import os
from collections import Counter
from contextlib import redirect_stderr, redirect_stdout
from importlib import import_module

import pytest
from rich.text import Text

import minibase
from bilat.base.document import Document
from bilat.cli.main import COMMANDS, app
from bilat.render import results
from bilat.render.kinds import KINDS, SCREENS, screen
from bilat.render.machine import chosen
from bilat.render.schema import RECORDS

ALL = [
    kind
    for kind in vars(results).values()
    if isinstance(kind, type) and issubclass(kind, results.Result) and kind is not results.Result
]
FOR_PROGRAMS = [kind for kind in ALL if kind is not results.Held]


@pytest.fixture
def inside(mini):
    """Run a command on the small base within this process; returns its stdout."""

    def run(*args):
        out = io.TextIOWrapper(io.BytesIO(), "utf-8")
        with redirect_stdout(out), redirect_stderr(io.StringIO()), pytest.raises(SystemExit):
            app(["--facts", str(mini), *args], prog_name="bilat")
        out.flush()
        return out.buffer.getvalue().decode()

    return run


@pytest.mark.parametrize("kind", ALL)
def test_every_kind_has_a_screen(kind):
    assert list(inspect.signature(screen(kind)).parameters) == ["library", "result", "look"]


def test_no_screen_and_no_row_of_the_table_is_of_a_kind_that_is_none():
    assert list(SCREENS) == ALL
    assert list(KINDS) == FOR_PROGRAMS


@pytest.mark.parametrize("kind", FOR_PROGRAMS)
def test_every_kind_has_a_record_and_columns_that_the_record_has(kind):
    own = KINDS[kind]
    text = ",".join(own.columns).replace(".*", ".en")
    assert chosen(text, RECORDS[own.record][0]) == tuple(text.split(","))


def test_every_record_that_has_a_schema_is_that_of_a_kind():
    assert {own.record for own in KINDS.values()} == set(RECORDS)


@pytest.mark.parametrize(
    ("args", "drawing"),
    [
        (["cite", "relations-opened"], "card.citations"),
        (["show", "relations-opened"], "card.cards"),
        (["list"], "facts.listed"),
        (["timeline"], "timeline.timeline"),
        (["search", "relations"], "facts.hits"),
        (["search", "relations", "--facets"], "facts.facets"),
        (["read", "note"], "reading.reading"),
        (["locate", "note", "relations"], "reading.places"),
        (["sources"], "listings.sources"),
        (["topics"], "listings.topics"),
        (["actors"], "listings.actors"),
        (["compare"], "compare.comparisons"),
        (["verify"], "audit.audited"),
        (["coverage"], "audit.covered"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else value,
)
def test_from_a_command_to_its_screen_it_is_two_calls(inside, monkeypatch, args, drawing):
    module, name = drawing.split(".")
    callers: list[str] = []

    def draw(library, result, look):
        callers.extend(frame.function for frame in inspect.stack()[1:4])
        return [Text("drawn")]

    monkeypatch.setattr(import_module(f"bilat.render.{module}"), name, draw)
    assert inside(*args) == "drawn\n"
    assert callers[:2] == ["emit", f"{args[0]}_command"]


@pytest.mark.parametrize(
    "args",
    [
        "cite relations-opened papers-signed",
        "cite relations-opened --json",
        "cite relations-opened --format bibtex",
        "show relations-opened papers-signed",
        "show relations-opened --json",
        "list --json",
        "search relations --json",
        "timeline --format csv",
        "compare",
        "compare --json",
        "brief",
        "export --format webannotation",
    ],
)
def test_each_receipt_is_worked_out_once_a_run(inside, monkeypatch, args):
    counts: Counter = Counter()
    receipt = Document.receipt

    def counted(document, item):
        counts[item] += 1
        return receipt(document, item)

    monkeypatch.setattr(Document, "receipt", counted)
    inside(*args.split())
    assert set(counts.values()) == {1}


@pytest.mark.parametrize("form", ["json", "jsonl", "csv", "tsv", "md", "table"])
@pytest.mark.parametrize(
    "args",
    [
        "list",
        "timeline --scope all",
        "search relations",
        "show relations-opened railway-planned",
        "cite relations-opened railway-planned",
        "compare",
        "sources",
        "coverage",
    ],
)
def test_a_source_that_is_gone_is_told_of_before_anything_is_printed(on_mini, mini, args, form):
    (mini.parent / "seeds" / "letter.txt").unlink()
    ended = on_mini(*args.split(), "--format", form)
    if form == "table" and args.split()[0] in ("list", "timeline", "search"):
        assert (ended.code, ended.err) == (0, "")  # these show no receipts
        return
    path = mini.parent / "seeds" / "letter.txt"
    told = f"bilat: sources/letter: file: {path}: No such file or directory. "
    told += "Put the source's file back beside facts.json.\n"
    assert ended == (3, "", told)


@pytest.mark.parametrize("form", ["json", "jsonl", "csv"])
def test_what_is_not_verified_is_told_of_after_the_answer_in_its_order(on_mini, mini, form):
    (mini.parent / "seeds" / "note.txt").write_text(minibase.NOTE.replace("4 May", "5 May"))
    ended = on_mini("list", "--sort", "id", "--format", form)
    facts = on_mini("list", "--sort", "id", "--json").json
    failed = [f["id"] for f in facts if not all(item["verified"] for item in f["evidence"])]
    assert 0 < len(failed) < len(facts)
    assert ended.code == 0
    assert ended.err == (
        f"bilat: not verified against their source: {', '.join(failed)}. See `bilat verify`.\n"
    )


def test_compare_tells_of_what_is_shown_without_its_quote_too(on_mini, mini):
    (mini.parent / "seeds" / "note.txt").write_text(minibase.NOTE.replace("4 May", "5 May"))
    told = on_mini("compare").err
    assert told == on_mini("compare", "--json").err
    assert "first-envoy" in told
    assert on_mini("compare", "--format", "ids").err == ""


def named(path, languages):
    """A base in which things have names in these languages, so many in each."""
    tables = minibase.tables()
    names = {language: [f"{language} {i}" for i in range(n)] for language, n in languages.items()}
    for table, field in (("topics", "labels"), ("entities", "names")):
        for i, row in enumerate(tables[table].values()):
            row[field] = names if i == 0 else {}
    minibase.write(path.parent, tables)


@pytest.mark.parametrize(
    ("languages", "told"),
    [
        ({}, ""),
        ({"fr": 1}, "fr 0"),
        ({"fr": 2, "de": 1, "pt-BR": 1}, "fr 0; fr 1; de 0; pt-BR 0"),
    ],
)
@pytest.mark.parametrize(("command", "field"), [("topics", "labels"), ("actors", "names")])
def test_rows_have_one_column_for_all_names_whatever_their_languages(
    on_mini, mini, languages, told, command, field
):
    named(mini, languages)
    rows = list(csv.DictReader(io.StringIO(on_mini(command, "--format", "csv").out)))
    assert list(rows[0])[-1] == field
    assert told in [row[field] for row in rows]
    shown = on_mini(command, "--names", "fr").out
    assert ("fr 0" in shown) is ("fr" in languages)
    assert "fr 0" not in on_mini(command).out


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (["topics", "trade"], ["harbours", "trade-growth", "railway-planned", "harbour-picture"]),
        (["actors", "lala"], ["Lala Əliyeva", "person"]),
        (["actors", "wang-xiaoming"], ["王小明", "first-envoy", "1991"]),
        (["sources", "letter"], ["Letter to the editor", "Old Letter", "papers-signed", "sha256"]),
    ],
)
def test_a_card_tells_what_is_known_and_its_facts(on_mini, args, told):
    ended = on_mini(*args)
    assert (ended.code, ended.err) == (0, "")
    assert [text for text in told if text not in ended.out] == []
    assert len(on_mini(*args, "--json").json) == 1


@pytest.mark.parametrize(
    ("command", "one"), [("topics", "trade"), ("actors", "lala-aliyeva"), ("sources", "letter")]
)
def test_of_several_ids_an_unknown_one_is_told_and_the_others_are_shown(on_mini, command, one):
    told = f"bilat: no {command[:-1]} has the id 'zzzz'. `bilat {command}` lists them.\n"
    assert on_mini(command, "zzzz", one, "--format", "ids") == (1, f"{one}\n", told)
    assert on_mini(command, "zzzz", "--json") == (1, "[]\n", told)


def test_a_card_in_a_pipe_breaks_no_id(on_mini, mini):
    tables = minibase.tables()
    name = "a-new-railway-that-is-still-planned-by-many"
    tables["facts"][name] = tables["facts"].pop("railway-planned") | {"id": name}
    minibase.write(mini.parent, tables)
    for args in (["topics", "trade"], ["--color", "always", "topics", "trade"]):
        assert name in on_mini(*args, COLUMNS="160").out


def test_a_language_in_which_nothing_has_a_name_is_refused(on_mini, mini):
    named(mini, {"fr": 1})
    told = "bilat: --names: 'xx' is not known. It takes all, fr.\n"
    assert on_mini("topics", "--names", "xx") == (2, "", told)
    assert on_mini("actors", "--names", "xx") == (2, "", told)


def test_what_is_no_fact_is_shown_by_another_command(on_mini):
    told = "bilat: 'trade' is no fact. `bilat topics trade` shows it.\n"
    assert on_mini("show", "trade") == (1, "", told)
    assert "`bilat actors graustark`" in on_mini("show", "graustark").err
    assert "`bilat sources note`" in on_mini("cite", "note").err


@pytest.mark.parametrize("args", [[], ["--help"], *([name, "--help"] for name in COMMANDS)])
def test_nothing_but_the_bundled_base_names_what_it_is_about(on_mini, args):
    ended = on_mini(*args)
    assert (ended.code, ended.err) == (0, "")
    assert not any(word in ended.out for word in ("Azerbaijan", "China", "visa"))


@pytest.mark.parametrize(
    ("label", "typed"),
    [("Harbours", "Harbours"), ("It's the sea", "'It'\"'\"'s the sea'"), ("$(id)", "'$(id)'")],
)
def test_examples_are_of_the_base_and_can_be_typed(on_mini, mini, label, typed):
    tables = minibase.tables()
    next(iter(tables["topics"].values()))["label"] = label
    minibase.write(mini.parent, tables)
    assert f"  bilat search {typed}  " in on_mini().out
    told = f"bilat: the query is empty. Name a word to look for, as `bilat search {typed}`.\n"
    assert on_mini("search", " ") == (2, "", told)


def test_an_empty_base_has_an_overview_without_examples_of_it(on_mini, mini):
    empty = {name: {} for name in minibase.tables()} | {"meta": minibase.tables()["meta"]}
    minibase.write(mini.parent, empty)
    ended = on_mini()
    assert (ended.code, ended.err) == (0, "")
    assert "0 facts with 0 quotes from 0 sources; 0 dated." in ended.out
    assert "bilat cite" not in ended.out
    told = "bilat: the query is empty. Name a word to look for.\n"
    assert on_mini("search", "") == (2, "", told)


@pytest.mark.parametrize("args", ["list", "list --since 2090", "search zeppelin --json", "read x"])
def test_force_goes_with_output_whatever_is_found(on_mini, args):
    told = "bilat: --force goes with --output. Name the file with --output FILE.\n"
    assert on_mini(*args.split(), "--force") == (2, "", told)


@pytest.mark.parametrize(("form", "content"), [("json", "[]\n"), ("jsonl", "")])
@pytest.mark.parametrize("args", ["read nix", "locate nix words"])
def test_a_source_that_is_not_there_is_an_empty_list_where_output_goes(
    on_mini, tmp_path, args, form, content
):
    path = tmp_path / f"a.{form}"
    ended = on_mini(*args.split(), "--format", form, "--output", path)
    assert (ended.code, ended.out, ended.err.count("\n")) == (1, "", 1)
    assert path.read_text() == content


def test_facets_give_the_ids_of_what_is_found_best_first(on_mini):
    args = ["search", "relations envoy railway harbour", "--format", "ids"]
    best = on_mini(*args, "--limit", "100")
    assert best.out.count("\n") > 2
    assert on_mini(*args, "--facets").out == best.out
    assert on_mini(*args, "--facets", PYTHONHASHSEED="1").out == best.out


@pytest.mark.parametrize(
    "query", [b'"first\xff envoy"', b'"first\xff" envoy', b'\xff"envoy \xed\xa0\x80"']
)
@pytest.mark.parametrize("more", [[], ["--explain"], ["--facets"]])
def test_bytes_that_are_no_text_do_not_keep_json_from_the_rest(on_mini, query, more):
    ended = on_mini("search", "--json", *more, "--", os.fsdecode(query))
    assert (ended.code, ended.err) == (0, "")
    assert ended.json


def test_an_empty_base_says_how_to_begin(bilat, tmp_path):
    bilat("init", tmp_path / "own", "--title", "Owls", "--side", "none")
    for words in (("list",), ("timeline",), ("search", "owl"), ("brief",)):
        ended = bilat("--facts", tmp_path / "own", *words)
        assert (ended.code, ended.out) == (1, "")
        assert ended.err == (
            "bilat: the base has no facts yet. Begin with `bilat add source FILE`.\n"
        )
    assert "bilat add source FILE" in bilat("--facts", tmp_path / "own").out
