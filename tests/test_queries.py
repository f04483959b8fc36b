"""The query language, mending, silence and explanations, as people and scripts meet them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bilat.search.mend import distance, mend, related
from bilat.search.spans import span_text, spans
from bilat.search.sums import sums
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


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("before 1991", ["relations-opened", "pact-18th-century"]),
        ("until 1991", ["relations-opened", "first-envoy", "pact-18th-century"]),
        ("between 1990 and 1992", ["relations-opened", "first-envoy"]),
        ("1990–1992", ["relations-opened", "first-envoy"]),
        ("с 1990 по 1992 год", ["relations-opened", "first-envoy"]),
        ("first half of 1990", ["relations-opened"]),
        ("second half of 1990", []),
        ("late 18th century", ["pact-18th-century"]),
        ("envoy before 1990", []),
        ("railway before 1990", ["railway-planned"]),
        ("10th anniversary in 2000", ["relations-opened"]),
        ("which has its tenth anniversary in 2000?", ["relations-opened"]),
        ("ten years before 2001", ["first-envoy"]),
        ("two decades after 1970", ["relations-opened"]),
        ("what turns 14 in 2004?", ["relations-opened"]),
    ],
)
def test_stretches_of_time_and_reckoned_years(on_mini, query, found):
    got = find(on_mini, query)
    assert got[: len(found) or 1] == found


def test_what_certainly_happened_at_another_time_is_no_answer(on_mini):
    assert find(on_mini, "visa since 1990") == ["visa-free"]
    assert find(on_mini, "visa before 1990") == []


def test_explain_names_the_window(on_mini):
    (first, *_) = on_mini("search", "before 1991", "--explain", "--json").json
    assert {(r["how"], r["by"]) for r in first["match"]["reasons"]} == {("time", "../1990-12-31")}
    assert {word["field"] for word in first["match"]["words"]} >= {"when"}


@pytest.mark.parametrize(
    "query",
    [
        "is it true that a railway was planned?",
        "could you tell me something about the railway that was planned, please",
        "what exactly is meant by the railway planned",
        "does the source say whether the railway was planned",
    ],
)
def test_words_that_only_ask_change_nothing(on_mini, query):
    assert find(on_mini, query) == find(on_mini, "railway planned")


def test_who_is_asked_for_is_heard_first(on_mini):
    assert find(on_mini, "trade")[0] == "trade-growth"
    assert find(on_mini, "what does the minister say about trade?")[0] == "railway-planned"
    assert find(on_mini, "according to Lala Əliyeva, what about trade?")[0] == "trade-growth"


@pytest.mark.parametrize(
    "query",
    [
        "Wang Xiaoming trade",  # each is known, and no fact joins them
        "the Railway Visa",  # with capitals a name, which the base does not know
        "railway 242",
        "trace",  # a word, and no slip of `trade`
        "buy*",  # no beginning of `build`, whatever the stemmer thinks
    ],
)
def test_what_no_fact_joins_is_met_with_silence(on_mini, query):
    assert find(on_mini, query) == []


def test_other_words_for_a_thing_find_it_and_say_so(on_mini):
    (hit,) = on_mini("search", "documents", "--json").json
    assert hit["id"] == "papers-signed"
    (reason,) = hit["match"]["reasons"]
    assert reason["how"] == "meaning"
    assert "paper" in reason["by"].split("/")
    assert find(on_mini, "documents", "--exact") == []


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


@pytest.mark.parametrize(
    ("text", "window"),
    [
        ("before 1950", "../1949-12-31"),
        ("pre-1950", "../1949-12-31"),
        ("1950年以前", "../1949-12-31"),
        ("1950-dən əvvəl", "../1949-12-31"),
        ("before March 1992", "../1992-02-29"),
        ("after 2 April 1992", "1992-04-03/.."),
        ("после 1992 года", "1993-01-01/.."),
        ("2022-ci ildən sonra", "2023-01-01/.."),
        ("since May 2003", "2003-05-01/.."),
        ("from 1992 onwards", "1992-01-01/.."),
        ("until the 1990s", "../1999-12-31"),
        ("by the end of 2021", "../2021-12-31"),
        ("1992 or earlier", "../1992-12-31"),
        ("from 2010 to 2019", "2010-01-01/2019-12-31"),
        ("between March 1994 and 2 April 1995", "1994-03-01/1995-04-02"),
        ("second half of 1992", "1992-07-01/1992-12-31"),
        ("last quarter of 1992", "1992-10-01/1992-12-31"),
        ("early 1990s", "1990-01-01/1993-12-31"),
        ("late 20th century", "1966-01-01/1999-12-31"),
        ("early December 1993", "1993-12-01/1993-12-11"),
        ("from mid 1992 to the end of 1993", "1992-05-01/1993-12-31"),
        ("in 1992", None),
        ("documents from 1992", None),
        ("after the visit of 1994", None),
        ("between 31 February 1992 and 1993", None),
        ("between 1995 and 1993", None),
        ("before", None),
    ],
)
def test_stretches_of_time_are_understood_in_any_spelling(text, window):
    assert [span_text(span.window) for span in spans(text, times(text))] == [window] * bool(window)


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("35th anniversary in 2027", "y1992"),
        ("thirty-fifth anniversary of it, in 2027", "y1992"),
        ("the 30th anniversary in April 2022", "m199204"),
        ("30 years before 2022", "y1992"),
        ("a hundred years before 2021", "y1921"),
        ("half a century before 1999", "y1949"),
        ("three decades after 1992", "y2022"),
        ("thirty years ago in 2024", "y1994"),
        ("who turns 40 in 2033", "y1993"),
        ("2027 marks 35 years of it", "y1992"),
        ("33 years since 1992", None),
        ("a few years before 2022", None),
        ("30th anniversary", None),
        ("30 years between 1990 and 2020", None),
    ],
)
def test_years_are_reckoned_where_one_is_given(text, time):
    found = [sum_.time.levels[0][0] for sum_ in sums(text, list(times(text)))]
    assert found == [time] * bool(time)


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.one_of(
            st.sampled_from(
                "before after 1992 1993-05 the early late end of 2nd half to - 年 前".split()
            ),
            st.text(max_size=3),
        )
    ).map(" ".join)
)
def test_windows_and_sums_stand_in_the_text_and_begin_before_they_end(text):
    named = list(times(text))
    for span in spans(text, named):
        assert 0 <= span.start < span.end <= len(text)
        assert span.window.first <= span.window.last
    for sum_ in sums(text, named):
        assert 0 <= sum_.start < sum_.end <= len(text)


def test_a_letter_that_nobody_takes_for_another_makes_another_word():
    vocabulary = {"loyal": 1, "mannheim": 1, "master": 1, "hauling": 1, "economy": 1}
    assert mend("local", "local", vocabulary) is None
    assert mend("manhiem", "manhiem", vocabulary) == "mannheim"
    assert mend("econimy", "econimy", vocabulary) == "economy"
    assert related("mastercard", "mastercard", vocabulary) is None
    assert related("hauliers", "hauliers", vocabulary) == "hauling"


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


@pytest.mark.parametrize("asked", ["not before 2004", "no earlier than 2004", "not until 2004"])
def test_not_before_is_since(on_mini, asked):
    def found(query):
        return on_mini("search", query, "--format", "ids").out.split()

    assert found(asked) == found("since 2004")
    assert "relations-opened" not in found(asked)
