"""Topics in circles and in long chains: every fact and topic is told, and soon."""

from __future__ import annotations

import re

import pytest

import minibase
from bilat.core.tree import descended, facts_within

CIRCLES = {
    "two": {"ties": "trade", "trade": "ties"},
    "itself": {"ties": "ties"},
    "three": {"ties": "harbours", "trade": "ties", "harbours": "trade"},
    "beside": {"harbours": "harbours", "trade": None},
}


def with_topics(mini, broader: dict[str, str | None]) -> None:
    tables = minibase.tables()
    for name, above in broader.items():
        tables["topics"][name]["broader"] = above
    minibase.write(mini.parent, tables)


@pytest.mark.parametrize("circle", CIRCLES)
def test_no_fact_and_no_topic_is_lost_in_a_circle(on_mini, mini, circle):
    with_topics(mini, CIRCLES[circle])
    note = on_mini("brief")
    assert (note.code, note.err) == (0, "")
    assert note.out.count("\n- ") == 9 + 2  # the facts, and under "Sources" the sources
    assert "9 facts from 2 sources" in note.out
    screen = on_mini("topics")
    assert (screen.code, screen.err) == (0, "")
    ids = re.findall(r"^ *\S+ +(ties|trade|harbours) ", screen.out, re.MULTILINE)
    assert sorted(ids) == ["harbours", "ties", "trade"]
    assert len(on_mini("topics", "--json").json) == 3
    assert on_mini("verify").code == 1


def test_a_long_chain_of_topics_is_told_from_top_to_bottom(on_mini, mini):
    tables = minibase.tables()
    for i in range(1500):
        above = f"t{i - 1}" if i else None
        tables["topics"][f"t{i}"] = minibase.topic(f"t{i}", f"Level {i}", above)
    tables["facts"]["visa-free"]["topics"] = ["t1499"]
    tables["facts"]["first-envoy"]["topics"] = ["t3"]
    minibase.write(mini.parent, tables)
    ended = on_mini("brief")
    assert (ended.code, ended.err) == (0, "")
    headings = re.findall(r"^## (.*)$", ended.out, re.MULTILINE)
    assert headings == ["ties", "trade", "harbours", "Level 3", "Level 1499", "Sources"]


def test_names_stand_below_what_is_broader_each_once():
    assert list(descended({"b": "a", "a": None, "c": "a", "d": "b", "e": "gone"})) == [
        ("a", 0),
        ("b", 1),
        ("d", 2),
        ("c", 1),
        ("e", 0),
    ]
    assert list(descended({"a": "b", "b": "a", "c": "b"})) == [("a", 0), ("b", 1), ("c", 2)]
    assert list(descended({})) == []


def test_a_chain_of_any_length_is_gone_through():
    chain = {f"t{i}": f"t{i - 1}" if i else None for i in range(200_000)}
    assert sum(1 for _ in descended(chain)) == 200_000
    within = facts_within(chain, {("t199999",): 2, ("t1", "t5"): 3, ("t5",): 4})
    assert [within[name] for name in ("t0", "t1", "t2", "t5", "t6")] == [9, 9, 9, 9, 2]


def test_topics_in_a_circle_each_hold_what_all_of_them_hold():
    circle = {"a": "b", "b": "c", "c": "a", "below": "a", "apart": None}
    within = facts_within(circle, {("below",): 1, ("b", "apart"): 2, ("apart",): 4})
    assert within == {"a": 3, "b": 3, "c": 3, "below": 1, "apart": 6}


def test_a_letter_that_stands_everywhere_is_shown_so_often_and_no_more(on_mini, mini):
    note = minibase.NOTE + "e" * 300_000 + "\n"
    (mini.parent / "seeds" / "note.txt").write_text(note, "utf-8")
    ended = on_mini("locate", "note", "e", "--format", "tsv", "--fields", "start,line")
    told = "bilat: only the first 1000 places are told. Give more of the quote.\n"
    assert (ended.code, ended.err, ended.out.count("\n")) == (0, told, 1001)
    assert on_mini("locate", "note", "The first envoy", "--json").json[0]["paragraph"] == 1


def test_a_quote_that_stands_everywhere_gets_no_span(bilat, mini):
    tables = minibase.tables()
    item = tables["facts"]["first-envoy"]["evidence"][0]
    del item["start"], item["end"]
    item["quote"] = "e"
    minibase.write(mini.parent, tables)
    path = mini.parent / "seeds" / "note.txt"
    path.write_text(minibase.NOTE + "e" * 5000, "utf-8")
    ended = bilat("tidy", mini)
    assert (ended.code, ended.out) == (3, "")
    assert "stands at least 1000 times in note: e. " in ended.err
