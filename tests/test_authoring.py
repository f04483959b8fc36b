"""What helps a curator: quotes found in their source, and one order for one base."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import minibase
from bilat.base.base import load
from bilat.base.document import Document, Library
from bilat.base.reading import Reading
from bilat.core.errors import BaseError
from bilat.curate import authoring
from bilat.curate.authoring import dumps, locate


def ordered(tables: dict[str, Any]) -> dict[str, Any]:
    return authoring.ordered(Reading(Path("facts.json"), tables))


def spanned(tables: dict[str, Any], library: Library) -> dict[str, Any]:
    found = {
        table: {
            key: authoring.spanned(table, key, row, library.document)
            for key, row in tables[table].items()
        }
        for table in ("facts", "omissions")
    }
    return tables | found


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return Library(load(minibase.write(tmp_path_factory.mktemp("authoring"))))


@pytest.fixture(scope="module")
def note(library: Library) -> Document:
    return library.document("note")


@settings(max_examples=100)
@given(data=st.data())
def test_a_quote_is_located_wherever_it_stands(note, data):
    start = data.draw(st.integers(0, len(note.text) - 1))
    quote = note.text[start : data.draw(st.integers(start + 1, len(note.text)))]
    places = locate(note, quote)
    if quote.strip():
        assert start in [place.start for place in places]
    for place in places:
        assert place.quote == note.text[place.start : place.end] == quote
        assert place.likeness == 1.0
        assert place.line == note.text.count("\n", 0, place.start) + 1


def test_a_quote_that_stands_several_times_is_located_each_time(note):
    text, word = note.text, "Ruritania"
    starts = [i for i in range(len(text)) if text.startswith(word, i)]
    assert [place.start for place in locate(note, word)] == starts
    assert len(starts) > 1


def test_places_say_what_they_are(note):
    (place,) = locate(note, "The first envoy, 王小明, came in 1991")
    assert (place.source, place.region, place.paragraph, place.line) == ("note", "body", 1, 3)
    (caption,) = locate(note, "harbour, summer")
    assert (caption.region, caption.paragraph, caption.line) == ("caption", None, 5)


def test_a_quote_that_is_not_there_gets_the_passages_most_like_it(note):
    first = locate(note, "the first ENVOY 王小明 arrived in 1991")[0]
    assert first.quote == "The first envoy, 王小明, came in 1991."
    assert first.likeness == 0.89


@given(st.text())
def test_passages_are_near_best_first_and_never_from_the_furniture(note, quote):
    places = locate(note, quote, limit=2)
    if quote in note.text:
        return
    assert len(places) <= 2
    assert sorted(places, key=lambda place: (-place.likeness, place.start)) == places
    assert all(0.4 <= place.likeness < 1 and place.region != "furniture" for place in places)


@pytest.mark.parametrize("quote", ["", " ", "\n", "?!", "zebra"])
def test_what_resembles_nothing_is_nowhere(note, quote):
    assert locate(note, quote) == []


def test_quotes_without_a_span_get_the_one_where_they_stand(library):
    whole = minibase.tables()
    bare = minibase.tables()
    for fact in bare["facts"].values():
        for item in fact.get("evidence", []):
            del item["start"], item["end"]
    omission = bare["omissions"]["note-byline"]
    del omission["start"], omission["end"]
    omission["quote"] = "By Lala Əliyeva"
    before = json.dumps(bare)

    assert spanned(bare, library) == whole
    assert json.dumps(bare) == before
    assert spanned(whole, library) == whole


@pytest.mark.parametrize(
    ("quote", "problem"),
    [
        ("zebra", "facts/first-envoy: evidence[0].quote: does not stand in note: zebra"),
        ("Ruritania", "facts/first-envoy: evidence[0].quote: stands 2 times in note: Ruritania"),
        ("", "facts/first-envoy: evidence[0].quote: does not stand in note: "),
    ],
)
def test_a_quote_that_does_not_stand_just_once_gets_no_span(library, quote, problem):
    tables = minibase.tables()
    item = tables["facts"]["first-envoy"]["evidence"][0]
    del item["start"], item["end"]
    item["quote"] = quote
    with pytest.raises(BaseError) as caught:
        spanned(tables, library)
    assert str(caught.value) == problem


def shuffled(value: Any, chance: random.Random, deep: bool) -> Any:
    """The same JSON value with the keys of its objects in another order."""
    if isinstance(value, list) and deep:
        return [shuffled(item, chance, deep) for item in value]
    if not isinstance(value, dict):
        return value
    keys = list(value)
    chance.shuffle(keys)
    return {key: shuffled(value[key], chance, deep) if deep else value[key] for key in keys}


def records_shuffled(tables: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    return {name: shuffled(table, chance, deep=False) for name, table in tables.items()}


@settings(max_examples=30)
@given(st.sampled_from(range(30)).map(random.Random))
def test_records_have_one_order_whatever_order_they_come_in(chance):
    text = dumps(ordered(minibase.tables()))
    assert dumps(ordered(records_shuffled(minibase.tables(), chance))) == text


@settings(max_examples=30)
@given(st.sampled_from(range(30)).map(random.Random))
def test_a_base_has_one_text_whatever_order_its_fields_come_in(chance):
    same = dumps(ordered(shuffled(minibase.tables(), chance, deep=True)))
    assert same.splitlines() == dumps(ordered(minibase.tables())).splitlines()


def test_ordering_changes_no_value_and_ordering_again_changes_nothing():
    once = ordered(minibase.tables())
    assert once == minibase.tables()
    assert dumps(ordered(once)) == dumps(once)
    assert dumps(ordered(json.loads(dumps(once)))) == dumps(once)


def test_records_stand_where_a_reader_meets_them_in_the_sources():
    tables = ordered(minibase.tables())
    assert list(tables) == ["meta", "sources", "entities", "topics", "facts", "omissions"]
    assert list(tables["sources"]) == ["letter", "note"]
    assert list(tables["entities"]) == sorted(tables["entities"])
    assert list(tables["topics"]) == sorted(tables["topics"])
    assert list(tables["facts"]) == [
        "relations-opened", "railway-planned", "visa-free", "papers-signed", "first-envoy",
        "trade-growth", "always-together", "pact-18th-century", "harbour-picture", "ties-opened",
        "wrong-fact",
    ]  # fmt: skip


def test_sources_stand_in_the_order_of_their_dates():
    tables = minibase.tables()
    tables["sources"]["letter"]["issued"] = "-0044"
    tables["sources"]["note"]["issued"] = "-0100"  # earlier, though it sorts later as a text
    assert list(ordered(tables)["sources"]) == ["note", "letter"]


def test_two_records_of_one_id_are_not_made_one():
    tables = minibase.tables()
    tables["topics"]["other"] = tables["topics"]["trade"] | {"label": "another"}
    try:
        kept = ordered(tables)["topics"]
    except BaseError:
        return
    assert len(kept) == len(tables["topics"])


def test_the_text_is_unescaped_indented_and_ends_its_last_line():
    text = dumps(ordered(minibase.tables()))
    assert text.endswith("\n}\n")
    assert "王小明" in text
    assert '\n  "facts": {\n    "relations-opened": {\n      "id": ' in text
    assert json.loads(text) == minibase.tables()


OLD_SOURCE = {
    "author": "lala-aliyeva",
    "written": "2005-03-01",
    "written_basis": {"type": "stated", "how": None},
    "side": "ruritania",
    "url": "https://example.org/note",
    "publisher": "The Herald",
}


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ({"genre": "op-ed"}, {"type": "article-newspaper", "container-title": "The Herald"}),
        ({"genre": "op-ed", "publisher": None}, {"type": "webpage"}),
        ({"genre": "book"}, {"type": "book", "publisher": "The Herald"}),
        ({"genre": "Joint declaration"}, {"type": "treaty", "publisher": "The Herald"}),
        ({"genre": "song"}, {"type": "document", "publisher": "The Herald"}),
        ({"author": None, "genre": "song"}, {"author": []}),
        ({"side": None, "genre": "song"}, {"sides": []}),
    ],
)
def test_a_base_of_format_1_is_brought_up_and_nothing_is_lost(bilat, mini, said, wanted):
    tables = minibase.tables()
    facts = json.dumps(tables["facts"])
    note = tables["sources"]["note"]
    for name in ("type", "issued", "issued_basis", "sides"):
        del note[name]
    note |= OLD_SOURCE | said
    letter = tables["sources"]["letter"]
    letter |= {
        "written": letter.pop("issued"),
        "side": letter.pop("sides")[0],
        "author": "minister",
    }
    letter["written_basis"] = letter.pop("issued_basis")
    del letter["type"]
    tables["meta"]["base"]["format"] = 1
    minibase.write(mini.parent, tables)
    ended = bilat("list", "--facts", mini)
    assert (ended.code, ended.out) == (3, "")
    assert f"`bilat tidy {mini}` brings it up to format 2." in ended.err
    ended = bilat("tidy", mini)
    assert (ended.code, ended.out) == (0, "")
    assert "look at the source letter: it is taken for the type 'document'." in ended.err
    after = json.loads(mini.read_text("utf-8"))
    assert json.loads(facts) == {key: after["facts"][key] for key in json.loads(facts)}
    found = after["sources"]["note"]
    assert {name: found[name] for name in wanted} == wanted
    assert (found["issued"], found["URL"]) == ("2005-03-01", "https://example.org/note")
    assert bilat("verify", "--facts", mini).code == 0
