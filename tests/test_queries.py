"""The query language, mending, silence and explanations, as people and scripts meet them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bilat.search.mend import distance, mend, related
from bilat.search.times import times
from bilat.search.words import indexed, spellings, words


def ids(ended) -> list[str]:
    return ended.out.split()


def find(on_mini, *query: str, **more) -> list[str]:
    return ids(on_mini("search", *query, "--format", "ids", **more))


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("visa railway", {"visa-free", "railway-planned"}),
        ("visa AND railway", set()),
        ("build AND railway", {"railway-planned"}),
        ("visa OR railway", {"visa-free", "railway-planned"}),
        ("build AND railway OR visa", {"railway-planned", "visa-free"}),
        ("papers NOT signed", set()),
        ("visa railway -minister", {"visa-free"}),
        ('visa railway -"build a railway"', {"visa-free"}),
        ("rail*", {"railway-planned"}),
        ("topic:harbours", {"harbour-picture"}),
        ("topic:harb", {"harbour-picture"}),
        ("topic:trade railway", {"railway-planned"}),
        ("kind:plan source:letter", {"railway-planned"}),
        ('actor:"Wang Xiaoming"', {"first-envoy"}),
        ("by:minister", {"railway-planned"}),
        ("when:1991", {"first-envoy"}),
        ("until:1990", {"relations-opened"}),
        ("scope:context", {"pact-18th-century"}),
        ("papers:signed", {"papers-signed"}),
        ("railway: 'build'", {"railway-planned"}),
    ],
)
def test_operators_and_fields(on_mini, query, found):
    assert set(find(on_mini, query)) == found


def test_a_query_of_fields_alone_lists_earliest_first(on_mini):
    assert find(on_mini, "topic:ties kind:event kind:visit") == ["relations-opened", "first-envoy"]


def test_an_unknown_value_of_a_known_field_is_wrong_usage_with_the_nearest(on_mini):
    ended = on_mini("search", "topic:harbors", "--json")
    assert (ended.code, ended.out) == (2, "")
    assert ended.err == "bilat: --topic: 'harbors' is not known. Did you mean harbours?\n"


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("4 May 1990", "relations-opened"),
        ("May 4, 1990", "relations-opened"),
        ("1990-05-04", "relations-opened"),
        ("4 мая 1990", "relations-opened"),
        ("1990年5月4日", "relations-opened"),
        ("may 1990", "relations-opened"),
        ("summer of 2003", "harbour-picture"),
        ("eighteenth century", "pact-18th-century"),
        ("20 %", "trade-growth"),
        ("twenty per cent", "trade-growth"),
        ("seventy papers", "papers-signed"),
        ("王小明", "first-envoy"),
        ("harbor", "harbour-picture"),
    ],
)
def test_dates_numbers_and_spellings_are_understood(on_mini, query, found):
    assert find(on_mini, query)[0] == found


def test_a_slip_is_mended_and_said(on_mini):
    ended = on_mini("search", "raiwlay", "--format", "ids")
    assert ids(ended) == ["railway-planned"]
    assert ended.err == "bilat: searched 'railway' for 'raiwlay'; --exact searches as typed.\n"
    exact = on_mini("search", "raiwlay", "--exact", "--json")
    assert (exact.code, exact.out) == (1, "[]\n")


@pytest.mark.parametrize("query", ["visas", "vis", "1905", "USA", "zebra", "zebra railway", "the"])
def test_what_is_known_short_a_number_or_an_abbreviation_is_not_mended(on_mini, query):
    assert "searched" not in on_mini("search", query).err


def test_silence_says_what_was_searched(on_mini):
    ended = on_mini("search", "submarine")
    assert (ended.code, ended.out) == (1, "")
    assert ended.err.startswith(
        "bilat: nothing about 'submarine' in 9 facts from 2 sources, 1700 to 2004."
    )


def test_a_filter_that_shuts_hits_out_says_how_many(on_mini):
    ended = on_mini("search", "railway", "--kind", "event", "--json")
    assert (ended.code, ended.out) == (1, "[]\n")
    assert "Without them there would be 1 fact." in ended.err


def test_explain_says_what_each_word_earned(on_mini):
    out = on_mini("search", "build railway", "--explain").out
    assert "railway → words railway" in out
    assert "in all" in out
    reasons = on_mini("search", "build railway", "--json").json[0]["match"]["reasons"]
    assert {reason["query"] for reason in reasons} == {"build", "railway"}


def test_facets_count_the_hits(on_mini):
    found = on_mini("search", "visa railway", "--facets", "--json").json
    counts = {(row["facet"], row["value"]): row["facts"] for row in found}
    assert counts == {
        ("topic", "ties"): 1,
        ("topic", "trade"): 1,
        ("kind", "plan"): 1,
        ("kind", "status"): 1,
        ("source", "letter"): 2,
        ("year", "2004"): 1,
        ("year", "undated"): 1,
    }


def test_a_name_in_another_script_marks_the_name_that_the_statement_holds(on_mini):
    hits = {
        hit["id"]: hit["match"]["words"] for hit in on_mini("search", "鲁里坦尼亚", "--json").json
    }
    marked = {(word["field"], word["text"]) for word in hits["relations-opened"]}
    assert ("statement", "Ruritania") in marked


@settings(max_examples=300, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs", "Co", "So", "No", "Sk"])))
def test_a_text_indexed_in_bulk_has_the_words_that_it_has_alone(text):
    text = text.replace("¶", " ")
    assert indexed(text).split() == [token.word for token in words(text)]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("10 thousand", "10000"),
        ("ten thousand", "10000"),
        ("10,000", "10000"),
        ("90m", "90000000"),
        ("90 million", "90000000"),
        ("twenty-one", "21"),
        ("per cent", "percent"),
        ("%", "percent"),
        ("nineteenth", "19th"),
    ],
)
def test_numbers_are_one_word_in_any_spelling(text, word):
    assert [token.word for token in words(text)] == [word]


@pytest.mark.parametrize(
    ("text", "finest"),
    [
        ("on 2 April 1992", "d19920402"),
        ("April 2nd, 1992", "d19920402"),
        ("1992-04-02", "d19920402"),
        ("in Apr. 1992", "m199204"),
        ("winter 2021", "s202124"),
        ("2021-22", "s202122"),
        ("the nineties", "e199"),
        ("the 1990s", "e199"),
        ("the 1800s", "c18"),
        ("the 19th century", "c18"),
        ("in 1992", "y1992"),
    ],
)
def test_times_are_understood_in_any_spelling(text, finest):
    (time,) = times(text)
    assert time.levels[0][0] == finest


def test_one_or_two_slips_are_mended_and_no_more():
    vocabulary = {"embassy": 3, "tourism": 2, "visa": 5, "port": 1, "independence": 2}
    assert mend("embasy", "embasy", vocabulary) == "embassy"
    assert mend("indepandance", "indepandance", vocabulary) == "independence"
    assert mend("vsia", "vsia", vocabulary) == "visa"
    assert mend("pork", "pork", vocabulary) is None
    assert mend("umbrella", "umbrella", vocabulary) is None
    assert mend("VISS", "VISS", vocabulary) is None


def test_related_words_share_all_but_their_endings():
    vocabulary = {"посольство": 1, "priority": 1, "landmark": 1}
    assert related("посольству", "посольству", vocabulary) == "посольство"
    assert related("prioritising", "prioritising", vocabulary) == "priority"
    assert related("landmine", "landmine", vocabulary) is None
    assert related("priorities", "PRIORITIES", vocabulary) is None


@settings(max_examples=200, deadline=None)
@given(st.text("abc", max_size=6), st.text("abc", max_size=6))
def test_the_distance_is_symmetric_and_nought_only_for_equals(one, other):
    there, back = distance(one, other, 6), distance(other, one, 6)
    assert there == back
    assert (there == 0) == (one == other)


def test_british_and_american_spellings_lead_to_each_other():
    for british, american in [
        ("recognise", "recognize"),
        ("harbour", "harbor"),
        ("centre", "center"),
        ("defence", "defense"),
        ("travelling", "traveling"),
        ("programme", "program"),
    ]:
        assert american in spellings(british)
        assert british in spellings(american)
