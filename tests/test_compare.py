"""Sources side by side."""

from __future__ import annotations

import jsonschema_rs
import pytest

import minibase
from bilat.render.schema import schema


def facts(found: list) -> list:
    return [(one["relationship"], one["facts"]) for one in found]


def test_shared_facts_come_first_and_each_fact_stands_somewhere(on_mini):
    found = on_mini("compare", "--json").json
    assert facts(found)[:1] == [("refines", ["relations-opened"])]
    assert {one["relationship"] for one in found[1:]} == {"alone"}
    told = [name for one in found for name in one["facts"]]
    assert sorted(told) == sorted(fact["id"] for fact in minibase.facts())


def test_a_time_that_one_source_gives_more_closely_is_said(on_mini):
    (found,) = on_mini("compare", "relations", "--relationship", "refines", "--json").json
    assert found["detail"] == "time: letter 1990, note 1990-05-04"
    assert [voice["source"] for voice in found["sources"]] == ["letter", "note"]
    quotes = [item["quote"] for voice in found["sources"] for item in voice["evidence"]]
    assert quotes == [
        "Relations began in 1990",
        "Ruritania and Graustark opened relations on 4 May 1990",
    ]
    assert found["independent"] is False
    assert all(item["verified"] for voice in found["sources"] for item in voice["evidence"])


@pytest.mark.parametrize(
    ("letter", "note", "relationship"),
    [
        ("1990-05-04", "1990-05-04", "same"),
        (None, "1990-05-04", "refines"),
        ("1990", "1990-05", "refines"),
        ("1991", "1990-05-04", "differs"),
        ("1990-05-05", "1990-05-04", "differs"),
    ],
)
def test_times_are_the_same_closer_or_other(on_mini, mini, letter, note, relationship):
    tables = minibase.tables()
    evidence = tables["facts"]["relations-opened"]["evidence"]
    evidence[0]["when"], evidence[1]["when"] = note, letter
    minibase.write(mini.parent, tables)
    found = on_mini("compare", "--json").json
    assert facts(found)[0] == (relationship, ["relations-opened"])


@pytest.mark.parametrize(
    ("relation", "relationship"),
    [
        ("refines", "refines"),
        ("part-of", "refines"),
        ("conflicts", "differs"),
        ("supersedes", "differs"),
        ("follows", None),
    ],
)
def test_facts_of_two_sources_are_joined_by_their_relation(on_mini, mini, relation, relationship):
    tables = minibase.tables()
    tables["facts"]["papers-signed"]["relations"] = [{"type": relation, "fact": "first-envoy"}]
    minibase.write(mini.parent, tables)
    found = on_mini("compare", "--json").json
    joined = (relationship, ["first-envoy", "papers-signed"])
    assert (joined in facts(found)) == (relationship is not None)
    if relationship:
        only = on_mini("compare", "envoy", "--relationship", relationship, "--json").json
        assert facts(only) == [joined]
        assert [voice["source"] for voice in only[0]["sources"]] == ["letter", "note"]


def test_sources_of_two_sides_are_independent(on_mini, mini):
    tables = minibase.tables()
    tables["sources"]["letter"]["sides"] = ["graustark"]
    minibase.write(mini.parent, tables)
    assert on_mini("compare", "--json").json[0]["independent"] is True
    assert "All of them speak" not in on_mini("compare").out


def test_the_screen_shows_the_quotes_beside_each_other(on_mini):
    out = on_mini("compare", "relations", "--relationship", "refines", COLUMNS="100").out
    assert "  letter (Ruritania)                               note (Ruritania)\n" in out
    assert (
        "  “Relations began in 1990”                        “Ruritania and Graustark opened" in out
    )
    assert "¶1, Old Letter writes this; time: 1990" in out
    assert out.endswith(
        "1 matter from 2 sources. All of them speak for one side, Ruritania: that they agree "
        "proves nothing\nmore.\n"
    )


def test_where_columns_would_be_narrow_the_quotes_stand_below_each_other(on_mini):
    out = on_mini("compare", "relations", "--relationship", "refines", COLUMNS="60").out
    assert max(map(len, out.splitlines())) <= 60
    assert out.index("letter (Ruritania)") < out.index("note (Ruritania)")


def test_the_bundled_sources_share_what_they_share(bilat):
    found = bilat("compare", "--json").json
    joined = {one["facts"][0] for one in found if one["relationship"] != "alone"}
    assert {"relations-established", "azerbaijan-supports-one-china", "leaders-friendship"} < joined
    jsonschema_rs.validator_for(schema("comparison")).validate(found)


def test_where_one_source_speaks_the_screen_says_that_no_other_does(on_mini):
    out = on_mini("compare", "railway").out
    assert out.endswith("1 matter from 1 source. No other source that was heard speaks of this.\n")


def test_compare_of_nothing_ends_with_1(on_mini):
    told = "bilat: nothing about 'zeppelin'. Try `bilat search`.\n"
    assert on_mini("compare", "zeppelin", "--json") == (1, "[]\n", told)
    ended = on_mini("compare", "--relationship", "same")
    assert (ended.code, ended.out) == (1, "")


def test_an_unknown_relationship_names_the_nearest(on_mini):
    told = "bilat: --relationship: 'differ' is not known. Did you mean differs?\n"
    assert on_mini("compare", "--relationship", "differ") == (2, "", told)
