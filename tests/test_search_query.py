"""The query language, slips, spellings, names and verdicts, as `search` gives them."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import UNSET

import minibase
from bilat.base.base import load
from bilat.core.edtf import Day
from bilat.core.model import Fact
from bilat.core.text import stand
from bilat.language.numbers import number_words, numbers, numeral_forms
from bilat.language.words import lines, plain, small, tokens, words
from bilat.lookup.criteria import criteria
from bilat.lookup.listing import among
from bilat.search import WEIGHTS, search
from bilat.search.slips import distance, mended, related

TODAY = Day(2026, 11, 26)

# Facts with the words that other people reported as not found.
SAID = {
    "who": "The WHO sent masks.",
    "it-sector": "The IT sector grew.",
    "xian": "The talks in Xi’an went on.",
    "obrien": "O'Brien came.",
    "covid": "The COVID-19 wave passed.",
    "reelected": "He was re-elected mayor.",
    "hightech": "A high-tech park opened.",
    "cooperation": "Their cooperation deepened.",
    "prc": "The P.R.C. signed first.",
    "usa": "The USA signed second.",
    "towns": "The towns numbered ١٢٣ and 500.",
    "analysed": "The clerks analysed it.",
    "catalyst": "The change catalysed reform.",
    "cost": "It cost 10,000 manat.",
    "doses": "They sent 2.5 million doses.",
    "story": "A four-story house was built.",
    "seed": "A seed was sown.",
    "kyrgyz": "Özgür Şahin spoke at length.",
    "kites": "A kite was flown and children wrote letters.",
    "visas-lifted": "Визы отменены, и поездки участились.",
    "twin-town": "中国友好城市",
}


@pytest.fixture(scope="module")
def base(tmp_path_factory):
    tables = minibase.tables()
    one = next(iter(tables["facts"].values()))
    for name, text in SAID.items():
        fact = json.loads(json.dumps(one))
        fact |= {
            "id": name,
            "statement": text,
            "kind": "claim",
            "topics": ["trade"],
            "actors": ["minister"],
        }
        fact |= {"when": None, "when_basis": None, "quantities": [], "keywords": []}
        fact |= {"relations": [], "caveats": [], "evidence": fact["evidence"][:1]}
        fact["evidence"][0] |= {"quote": text, "start": 0, "end": len(text), "when": None}
        tables["facts"][name] = fact
    return load(minibase.write(tmp_path_factory.mktemp("query"), tables))


def found(base, query: str, **how) -> list[str]:
    answer = search(base, query, today=TODAY, **how)
    kept = among(base, list(answer.scores), [criteria(base, answer.asked)], "")
    for barred in answer.barred:
        out = among(base, kept, [criteria(base, barred)], "")
        kept = [name for name in kept if name not in out]
    return answer.best(kept)


def first(base, query: str) -> str:
    return (found(base, query) or [""])[0]


@pytest.mark.parametrize(
    ("query", "name"),
    [
        *(
            ("xian", "xian"),
            ("Xi'an", "xian"),
            ("Xi’an", "xian"),
            ("Xiʼan", "xian"),
            ("XI AN", "xian"),
        ),
        *(
            ("obrien", "obrien"),
            ("O’Brien", "obrien"),
            ("Oʼbrien", "obrien"),
            ("O Brien", "obrien"),
        ),
        *(("covid19", "covid"), ("covid 19", "covid"), ("COVID-19", "covid")),
        *(("reelected", "reelected"), ("reelection", "reelected"), ("re-election", "reelected")),
        *(("hightech", "hightech"), ("high tech", "hightech"), ("high-tech", "hightech")),
        *(("co-operation", "cooperation"), ("cooperate", "cooperation")),
        *(("fly", "kites"), ("child", "kites"), ("writing", "kites")),
        *(("визой", "visas-lifted"), ("поездкой", "visas-lifted")),
        *(("PRC", "prc"), ("P.R.C.", "prc"), ("prc", "prc"), ("P. R. C.", "prc")),
        *(("U.S.A.", "usa"), ("USA", "usa"), ("u.s.a", "usa")),
        *(
            ("WHO", "who"),
            ("the WHO", "who"),
            ("masks from the WHO", "who"),
            ("the IT sector", "it-sector"),
        ),
        *(("123", "towns"), ("١٢٣", "towns"), ("१२३ towns", "towns")),
        *(("analyze", "analysed"), ("analyzing", "analysed"), ("catalyzes", "catalyst")),
        *(
            ("10 000 manat", "cost"),
            ("10.000", "cost"),
            ("10\u00a0000", "cost"),
            ("10'000", "cost"),
        ),
        *(("ten thousand manat", "cost"), ("10 thousand", "cost"), ("10k manat", "cost")),
        *(("１０，０００ manat", "cost"), ("10 тысяч", "cost"), ("1万", "cost")),
        *(("2.5 million", "doses"), ("2,5 million doses", "doses"), ("2500000 doses", "doses")),
        *(("four-storeyed house", "story"), ("ozgur sahin", "kyrgyz"), ("ÖZGÜR", "kyrgyz")),
    ],
)
def test_a_word_is_found_however_it_is_written(base, query, name):
    assert first(base, query) == name
    assert not search(base, query, today=TODAY).mended


def test_a_word_outweighs_what_only_looks_like_it(base):
    assert found(base, "seed") == ["seed"]


@pytest.mark.parametrize(
    ("query", "names"),
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
        ("kind:plan source:letter", {"railway-planned"}),
        ('actor:"Wang Xiaoming"', {"first-envoy"}),
        ("by:minister", {"railway-planned"}),
        ("when:1991", {"first-envoy"}),
        ("until:1990", {"relations-opened"}),
        ("scope:context", {"pact-18th-century"}),
        ("visa railway -kind:plan", {"visa-free"}),
        ('visa railway -topic:"trade"', {"visa-free"}),
        ("railway: 'build'", {"railway-planned", "story"}),
    ],
)
def test_operators_and_fields(base, query, names):
    assert set(found(base, query)) == names


def test_fields_that_are_shut_out_alone_leave_the_rest(base):
    left = set(found(base, "-kind:claim"))
    assert left == {fact.id for fact in base.facts.values() if fact.kind != "claim"}


@pytest.mark.parametrize(
    ("query", "verdict", "unborne"),
    [
        ("railway", "answered", ()),
        ("the railway that they will build", "answered", ()),
        ("railway submarine", "in part", ("submarine",)),
        ("railway visa", "in part", ("visa",)),
        ("railway 1700", "in part", ("1700",)),
        ("submarine", "nothing", ("submarine",)),
        ("", "nothing", ()),
        ("4 May 1990", "answered", ()),
        ("5 May 1990", "in part", ("5 May 1990",)),
        ("31 April 1990", "in part", ("31 April 1990",)),
        ("Graustark opened relations with Ruritania", "answered", ()),
    ],
)
def test_the_verdict_and_what_no_fact_bears(base, query, verdict, unborne):
    answer = search(base, query, today=TODAY)
    assert (answer.verdict, bool(answer.scores)) == (verdict, verdict != "nothing")
    assert len(answer.unborne) == len(unborne)
    if len(unborne) == 1 and query != "railway visa":
        assert answer.unborne == unborne


def test_nothing_is_held_back_in_the_loose_ranking_and_the_nearest_are_told(base):
    answer = search(base, "submarine zeppelin dirigible autogyro hovercraft ruritania", today=TODAY)
    assert (answer.verdict, answer.scores) == ("nothing", {})
    assert 0 < len(answer.nearest) <= 3
    assert set(answer.nearest) <= set(answer.loose)


WIDE = "when did China and Azerbaijan establish diplomatic relations"


def test_what_falls_far_behind_the_best_is_for_loose_only(bilat):
    loose = bilat("search", WIDE, "--loose", "--json", "--limit", "999").json
    shown = bilat("search", WIDE, "--json", "--limit", "999").json
    assert len(shown) < len(loose) / 3
    assert [hit["id"] for hit in shown] == [hit["id"] for hit in loose][: len(shown)]
    best, first_out = (loose[i]["match"]["score"] for i in (0, len(shown)))
    assert first_out < best / 10


def test_how_far_a_fact_falls_behind_is_reckoned_among_those_that_filters_leave(bilat):
    loose = bilat("search", WIDE, "--loose", "--json", "--limit", "999").json
    shown = {hit["id"] for hit in bilat("search", WIDE, "--json", "--limit", "999").json}
    hidden = [hit for hit in loose if hit["id"] not in shown]
    last = [hit for hit in hidden if hit["match"]["coverage"] >= WEIGHTS.least][-1]
    ended = bilat("search", WIDE, "--topic", last["topics"][-1], "--json", "--limit", "999")
    assert ended.code == 0
    assert ended.json


def test_unknown_words_of_chinese_are_not_answered_by_their_characters(base):
    assert first(base, "中国城市") == "twin-town"
    assert first(base, "友") == "twin-town"
    assert found(base, "国市") == []
    assert "国市" in search(base, "中国 国市", today=TODAY).unborne


def test_what_must_not_match_is_not_guessed(base):
    assert "kites" in found(base, "kite -kitten")
    assert "kites" not in found(base, "letters -children")
    answer = search(base, "railway NOT topic:ties", today=TODAY)
    assert [asked.topic for asked in answer.barred] == [("ties",)]
    assert answer.asked.topic == ()


def test_a_word_typed_as_a_name_is_mended_to_names_only(base):
    assert search(base, "chidlren", today=TODAY).mended == {"chidlren": "children"}
    assert search(base, "Chidlren", today=TODAY).verdict == "nothing"
    assert search(base, "Ruritannia", today=TODAY).mended == {"Ruritannia": "ruritania"}


def test_a_number_is_not_answered_by_a_part_of_another(base):
    assert "doses" in found(base, "2.5 million doses")
    for query in ("1 million doses", "1000000 doses", "1000 doses"):
        assert search(base, query, today=TODAY).verdict == "in part", query


def test_per_cent_is_one_word_with_percent(base):
    assert found(base, "20 per cent") == found(base, "20 percent") != []
    assert search(base, "20 Per Cent", today=TODAY).verdict == "answered"
    assert [(t.word, t.start, t.end) for t in tokens("by 20 per cent")][-1] == ("percent", 6, 14)


def test_a_small_word_in_capitals_alone_is_a_name(base):
    one, other = (search(base, query, today=TODAY) for query in ("US", "U.S."))
    assert not any(unit.asked.small for unit in one._units)
    assert one.best() == other.best()


def test_exact_takes_no_other_form(base):
    assert found(base, "story", exact=True) == ["story"]
    assert found(base, "stories", exact=True) == []
    assert found(base, '"four stories"', exact=True) == []


def test_an_undated_fact_differs_in_no_year(base):
    answer = search(base, "A kite was flown and children wrote letters in 1997", today=TODAY)
    assert answer.best(limit=1) == ["kites"]
    hit = answer.hit("kites").match
    assert (hit.differs, hit.unborne) == (UNSET, ("in 1997",))


def test_a_number_that_is_no_year_differs_as_a_number(base):
    answer = search(base, "The towns numbered 123 and 907", today=TODAY)
    assert [(one.kind, one.typed) for one in answer.hit("towns").match.differs] == [
        ("number", "907")
    ]


@pytest.mark.parametrize(
    ("query", "verdict"),
    [
        ("Ruritania and Graustark opened relations", "answered"),
        ("relations from Graustark to Ruritania", "answered"),
        ("relations of Graustark with Ruritania", "answered"),
    ],
)
def test_of_places_and_of_whose_something_is_no_order_is_asked(base, query, verdict):
    assert search(base, query, today=TODAY).verdict == verdict


def test_words_are_struck_out_where_they_stand_alone():
    assert list(stand("artificial art", ["art"])) == [(11, 14)]
    assert list(stand("Визы и виз", ["виз"])) == [(7, 10)]
    assert list(stand("中国友好", ["友"])) == [(2, 3)]
    assert list(stand("what? (no)", ["(no)", ""])) == [(6, 10)]


def test_fields_of_a_query_choose_texts_as_options_do(on_mini):
    every = on_mini("search", "--texts", "relations", "--json").json
    assert {row["source"] for row in every} == {"note", "letter"}
    some = on_mini("search", "--texts", "relations source:note", "--json").json
    assert {row["source"] for row in some} == {"note"}
    ended = on_mini("search", "--texts", "relations topic:ties")
    assert ended.code == 2
    assert "only a source chooses texts" in ended.err


def test_an_answer_is_judged_by_what_filters_leave(bilat):
    query = ("search", "embassy of China opened in August 1992", "--json", "--strict")
    assert bilat(*query).code == 0
    ended = bilat(*query, "--since", "1995")
    assert ended.code == 1
    assert {hit["match"]["verdict"] for hit in ended.json} == {"in part"}
    assert "in part: no fact bears" in ended.err


def test_each_hit_says_what_it_bears(base):
    answer = search(base, "railway visa", today=TODAY)
    hits = {name: answer.hit(name) for name in answer.best()}
    assert hits["railway-planned"].match.unborne == ("visa",)
    assert hits["visa-free"].match.unborne == ("railway",)
    found = [hit.match for hit in hits.values()]
    assert all(0 < match.coverage < 1 and match.verdict == "in part" for match in found)


def test_a_day_without_a_fact_is_answered_by_its_month_and_that_is_told(base):
    answer = search(base, "5 May 1990", today=TODAY)
    assert answer.best(limit=1) == ["relations-opened"]
    assert answer.notes == ("no fact bears '5 May 1990': May 1990 was searched",)
    assert search(base, "31 April 1990", today=TODAY).notes[0] == "31 April 1990 is no day"


def test_a_statement_that_differs_in_a_year_comes_first_and_says_so(base):
    answer = search(base, "Ruritania and Graustark opened relations in 1997", today=TODAY)
    hit = answer.hit(answer.best(limit=1)[0])
    assert hit.fact.id == "relations-opened"
    assert [(one.kind, one.typed) for one in hit.match.differs] == [("year", "in 1997")]


@pytest.mark.parametrize(
    ("time", "kind"),
    [("in August 1990", "month"), ("in May 1991", "year"), ("3 May 1990", "day")],
)
def test_a_difference_in_time_is_told_by_the_widest_part_that_is_another(base, time, kind):
    answer = search(base, f"Ruritania and Graustark opened relations {time}", today=TODAY)
    hit = answer.hit("relations-opened")
    assert [(one.kind, one.typed) for one in hit.match.differs] == ([(kind, time)])


def test_groups_of_digits_that_are_known_apart_only_are_several_numbers(base):
    assert first(base, "10 000 manat") == first(base, "10000") == "cost"
    assert found(base, "123 500") == ["towns"]


def test_a_date_near_the_one_typed_goes_not_before_the_fact_itself(bilat):
    # Of the two embassies that of Azerbaijan was opened in 1993, in another month.
    typed = "The Embassy of China in Azerbaijan was opened in August 1993"
    first, second = bilat("search", typed, "--json").json[:2]
    assert (first["id"], second["id"]) == ("china-embassy-opened", "azerbaijan-embassy-opened")
    assert first["match"]["differs"] == [{"kind": "year", "typed": "in August 1993"}]
    assert second["match"]["differs"] == [{"kind": "month", "typed": "in August 1993"}]


def test_a_relative_time_is_never_matched_by_its_words(base):
    answer = search(base, "last year", today=TODAY)
    assert answer.verdict == "in part"  # what may still hold
    assert {r.how for n in answer.best() for r in answer.hit(n).match.reasons} <= {"wider"}
    assert search(base, "36 years ago", today=TODAY).best(limit=1) == ["relations-opened"]


@pytest.mark.parametrize(
    ("query", "better"), [("raiwlay", "railway"), ("railwya", "railway"), ("minster", "minister")]
)
def test_a_slip_is_mended_and_said_but_not_where_words_are_taken_as_typed(base, query, better):
    assert search(base, query, today=TODAY).mended == {query: better}
    assert found(base, query, exact=True) == []


def test_one_or_two_slips_are_mended_and_no_more():
    known = {"embassy": 3, "tourism": 2, "visa": 5, "port": 1, "independence": 2, "loyal": 1}
    assert mended("embasy", "embasy", known) == "embassy"
    assert mended("indepandance", "indepandance", known) == "independence"
    assert mended("vsia", "vsia", known) == "visa"
    for word in ("pork", "umbrella", "VISS", "local", "1234"):
        assert mended(word.lower(), word, known) is None


def test_related_words_share_all_but_their_endings():
    known = {"посольство": 1, "priority": 1, "landmark": 1, "president": 1}
    assert related("посольству", known) == "посольство"
    assert related("presidential", known) == "president"
    assert related("landmine", known) is None


@settings(max_examples=200, deadline=None)
@given(st.text("abc", max_size=6), st.text("abc", max_size=6))
def test_the_distance_is_symmetric_and_nought_only_for_equals(one, other):
    there, back = distance(one, other, 20), distance(other, one, 20)
    assert there == back
    assert (there == 0) == (one == other)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("$1.5bn;1.5 bn;1,5 mlrd;1,5 млрд;полтора миллиарда;15亿;1.5 billion", ["1500000000"]),
        ("3.5k;3,5 тыс.;3500;3,500;3.500", ["3500"]),
        ("$1,234,567.89;1.234.567,89;1 234 567,89", ["1234567.89"]),
        ("105;one hundred and five;one hundred five;сто пять;yüz beş;一百零五", ["105"]),
        ("двести пятьдесят;двухсот пятидесяти;two hundred and fifty;iki yüz əlli", ["250"]),
        ("2.5 million;2 million 500 thousand;два миллиона пятьсот тысяч;两百五十万", ["2500000"]),
        ("iki milyon beş yüz min;2 млн 500 тыс;2 milyon 500 min", ["2500000"]),
        ("一亿两千万;1.2亿", ["120000000"]),
        ("min doqquz yüz doxsan iki", ["1992"]),
        ("0.5 million;half million;yarım milyon", ["500000"]),
        ("100 on the list;100 and one", ["100"]),
        ("one and a half million;two three;half of it;million million", []),
        ("20 one;20 and one", ["20"]),
        ("5 thousand 20 people", ["5000", "20"]),
    ],
)
def test_a_number_is_read_however_it_is_put_together(text, values):
    for each in text.split(";"):
        assert [number.value for number in numbers(each)] == values, each


def test_a_short_number_is_found_as_it_was_typed():
    for text in ("1.5bn", "3m", "2.25k"):
        (number,) = numbers(text)
        assert words(text) in numeral_forms(number.value)


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 10**12))
def test_a_number_has_its_own_figures_first_and_is_read_back(value):
    assert numeral_forms(str(value))[0] == (str(value),)
    grouped = f"{value:,}"
    for text in (grouped, grouped.replace(",", "\u00a0"), grouped.replace(",", ".")):
        assert words(text) == (str(value),)
        assert [number.value for number in numbers(text)] == [str(value)]


@settings(max_examples=300, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs", "Co"])))
def test_words_are_made_of_what_folding_leaves_alone(text):
    for word in words(text):
        assert words(word) == (word,)


def test_every_entry_of_the_word_lists_is_as_the_index_holds_it():
    for code in ("en", "az", "ru", "zh", "de", "fr", "es", "uz", "ur"):
        assert small(code), code
        for word in small(code):
            assert words(word) == (word,), word
    for word in number_words():
        assert words(word) == (word,), word
    for name in (
        "times",
        "ordinals",
        "languages",
        "spellings",
        "numbers",
        "small",
        "habits",
        "irregular",
    ):
        assert all(line == line.strip() for line in lines(name))
        assert all(plain(line) == line for line in lines("ordinals"))


def test_the_same_query_gives_the_same_hits(base):
    for query in ("railway visa", "2/4/1992", "trade 1990", "the"):
        one, other = (search(base, query, today=TODAY) for _ in range(2))
        assert one.best() == other.best()
        assert [one.hit(n) for n in one.best()] == [other.hit(n) for n in other.best()]


@pytest.mark.parametrize("query", ["1-" * 16_000, "一" * 32_000, "wort " * 6_400, "x" * 32_000])
def test_a_long_query_is_answered_soon(base, query):
    from time import process_time

    begun = process_time()
    search(base, query, today=TODAY)
    assert process_time() - begun < 2


def test_a_hit_holds_a_fact(base):
    answer = search(base, "railway", today=TODAY)
    assert isinstance(answer.hit("railway-planned").fact, Fact)


def test_texts_are_searched_by_paragraph_with_the_facts_at_hand(on_mini):
    ended = on_mini("search", "--texts", "envoys", "--json")
    assert ended.code == 0
    first = ended.json[0]
    assert "envoy" in first["text"].lower()
    assert first["line"] > 0
    assert "first-envoy" in {mark["fact"] for mark in first["evidence"]}
    assert {row["source"] for row in on_mini("search", "--texts", "the", "--json").json} == set()


@pytest.mark.parametrize(
    ("args", "code", "told"),
    [
        (["zeppelin"], 1, "bilat: no text holds 'zeppelin'. `bilat sources` lists the texts.\n"),
        (
            ["envoy", "--kind", "event"],
            2,
            "bilat: --texts: only a source chooses texts. Leave the other filters out.\n",
        ),
    ],
)
def test_texts_that_hold_nothing_or_take_no_filter(on_mini, args, code, told):
    ended = on_mini("search", "--texts", *args, "--format", "tsv")
    assert (ended.code, ended.err) == (code, told)


@pytest.mark.parametrize(
    ("query", "options", "code"),
    [
        ("envoy", [], 0),
        ("envoy zeppelin", [], 0),
        ("envoy zeppelin", ["--strict"], 1),
        ("envoy", ["--strict"], 0),
        ("zeppelin", [], 1),
        ("zeppelin", ["--loose"], 1),
    ],
)
def test_a_script_tells_by_the_exit_code_whether_it_was_answered(on_mini, query, options, code):
    ended = on_mini("search", query, *options, "--json")
    assert ended.code == code
    verdicts = {hit["match"]["verdict"] for hit in ended.json}
    assert verdicts <= {"answered" if query == "envoy" else "in part"}
    for hit in ended.json:
        assert 0 < hit["match"]["coverage"] <= 1
        assert hit["match"]["unborne"] == ([] if query == "envoy" else ["zeppelin"])


@pytest.mark.parametrize("option", ["--facets", "--explain", "--loose", "--strict", "--exact"])
def test_texts_take_no_option_that_would_change_nothing(on_mini, option):
    told = f"bilat: {option}: --texts has no use for it. Leave out {option}.\n"
    assert on_mini("search", "envoy", "--texts", option) == (2, "", told)


def test_a_timeline_says_where_all_that_was_found_has_no_date(on_mini):
    ended = on_mini("timeline", "trade", "--scope", "all", "--kind", "claim")
    assert ended.code in (0, 1)
    assert on_mini("search", "zeppelin envoy").err.startswith("bilat: in part: no fact bears")
    assert "together" not in on_mini("search", "2 April 1993").err


@pytest.mark.parametrize("query", ["", " ", "\t"])
def test_texts_take_no_empty_query_either(on_mini, query):
    ended = on_mini("search", "--texts", query)
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith("bilat: the query is empty.")


def test_small_words_within_a_run_of_characters_need_not_be_borne(bilat):
    hits = json.loads(bilat("search", "能源领域发生了什么", "--json").out)
    assert hits
    for hit in hits:
        assert not {"了", "什", "么"} & set(hit["match"]["unborne"])
