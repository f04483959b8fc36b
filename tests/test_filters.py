"""Filters and windows: which facts they take, in which order, and what is said of the rest."""

from __future__ import annotations

import pytest

import minibase

DATED = [
    "pact-18th-century",
    "relations-opened",
    "first-envoy",
    "harbour-picture",
    "trade-growth",
    "visa-free",
]
UNDATED = ["always-together", "papers-signed", "railway-planned"]
ALL = [*DATED, *UNDATED]


@pytest.fixture
def found(on_mini):
    """The ids that a listing command finds, in its order."""

    def run(*args, **more):
        ended = on_mini(*args, "--format", "ids", **more)
        ids = ended.out.split()
        assert ended.code == (0 if ids else 1)
        return ids

    return run


@pytest.fixture
def dated(found, mini):
    """Whether a window takes a fact of this time, certainly and possibly."""

    def run(when, *window):
        tables = minibase.tables()
        tables["facts"]["trade-growth"]["when"] = when
        tables["facts"]["trade-growth"]["evidence"][0]["when"] = when
        minibase.write(mini.parent, tables)
        asked = ["list", "--topic", "trade", "--kind", "figure", *window]
        return bool(found(*asked)), bool(found(*asked, "--possible"))

    return run


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ("", set(ALL)),
        ("--topic ties", set(ALL) - {"trade-growth", "harbour-picture", "railway-planned"}),
        ("--topic trade", {"trade-growth", "harbour-picture", "railway-planned"}),
        ("--topic harbours", {"harbour-picture"}),
        ("--kind claim", {"always-together", "pact-18th-century"}),
        ("--kind visit --kind plan", {"first-envoy", "railway-planned"}),
        ("--actor wang-xiaoming", {"first-envoy"}),
        ("--actor wang-xiaoming --actor graustark", set(ALL)),
        ("--actor graustark", set(ALL) - {"first-envoy"}),
        ("--source letter", {"relations-opened", "visa-free", "railway-planned", "papers-signed"}),
        ("--source letter --source note", set(ALL)),
        ("--asserted-by minister", {"railway-planned"}),
        ("--asserted-by old-letter", {"relations-opened", "visa-free", "papers-signed"}),
        ("--asserted-by minister --asserted-by old-letter --kind plan", {"railway-planned"}),
        ("--side graustark", {"railway-planned"}),
        (
            "--side ruritania",
            set(ALL) - {"harbour-picture", "railway-planned", "visa-free", "papers-signed"},
        ),
        ("--scope context", {"pact-18th-century"}),
        ("--scope relation", set(ALL) - {"pact-18th-century"}),
        ("--scope all", set(ALL)),
        ("--source letter --kind status", {"visa-free"}),
        ("--source note --asserted-by old-letter", {"relations-opened"}),
        ("--topic trade --source note --kind figure", {"trade-growth"}),
        ("--topic trade --source letter --kind figure", set()),
        ("--kind claim --since 1700 --possible", {"pact-18th-century"}),
    ],
)
def test_a_filter_takes_these(found, filters, expected):
    assert set(found("list", *filters.split())) == expected


@pytest.mark.parametrize(
    ("prefix", "expected"),
    [
        ("--topic harb", {"harbour-picture"}),
        ("--actor wang", {"first-envoy"}),
        ("--source let", {"relations-opened", "visa-free", "railway-planned", "papers-signed"}),
        ("--asserted-by min", {"railway-planned"}),
    ],
)
def test_a_filter_takes_a_unique_prefix_of_an_id(found, prefix, expected):
    assert set(found("list", *prefix.split())) == expected


@pytest.mark.parametrize("command", ["search trade visa envoy", "timeline", "list"])
@pytest.mark.parametrize(
    "filters", ["--kind status", "--topic trade", "--since 2004", "--actor wang-xiaoming"]
)
def test_filters_are_the_same_on_every_command(found, command, filters):
    every = set(found(*command.split(), "--limit", "99"))
    expected = every & set(found("list", *filters.split()))
    assert set(found(*command.split(), *filters.split(), "--limit", "99")) == expected


@pytest.mark.parametrize(
    ("when", "window", "certain", "possible"),
    [
        ("1993", "--during 1993", True, True),
        ("1993", "--since 1990", True, True),
        ("1993", "--during 1993-05", False, True),
        ("1993", "--during 1992/1994", True, True),
        ("1993", "--during 1994", False, False),
        ("1993", "--since 1993", True, True),
        ("1993", "--since 1993-02", False, True),
        ("1993", "--since 1994", False, False),
        ("1993", "--until 1993", True, True),
        ("1993", "--until 1993-06", False, True),
        ("1993", "--until 1992", False, False),
        ("1993", "--since 1990 --until 1995", True, True),
        ("1993-05-04", "--during 1993-05", True, True),
        ("1993-05-04", "--during 1993-05-04", True, True),
        ("1993-05-04", "--during 1993-05-05", False, False),
        ("199X", "--during 1993", False, True),
        ("199X", "--during 1990/1999", True, True),
        ("199X", "--during 199X", True, True),
        ("18XX", "--until 1899", True, True),
        ("1993?", "--during 1993", False, True),
        ("1993~", "--since 1900", False, True),
        ("1993%", "--during 1993", False, True),
        ("1993?", "--during 1994", False, False),
        ("2021-22", "--during 2021-summer", True, True),
        ("2021-22", "--during 2021-22", True, True),
        ("2021-22", "--during 2021", True, True),
        ("2021-22", "--during 2021-07", False, True),
        ("2021-22", "--during 2021-winter", False, False),
        ("2021-07", "--during 2021-summer", True, True),
        ("1994-03-07/1994-03-10", "--during 1994-03-08", True, True),
        ("1994-03-07/1994-03-10", "--during 1994-03-11", False, False),
        ("1925/1927", "--during 1926", True, True),
        ("1925/1927", "--during 1926-05", True, True),
        ("1925/1927", "--during 1925", True, True),
        ("1925/1927", "--during 1925-05", False, True),
        ("1925/1927", "--until 1925", True, True),
        ("1925/1927", "--since 1928", False, False),
        ("2024-07/..", "--during 2024", True, True),
        ("2024-07/..", "--since 2024-07", True, True),
        ("2024-07/..", "--until 2024-06", False, False),
        ("2024-07/..", "--during 2030", False, True),
        ("../1990", "--until 1990", True, True),
        ("../1990", "--during 1800", False, True),
        ("../1990", "--since 1991", False, False),
        ("1925?/1927", "--during 1926", False, True),
        ("-0044", "--until 1000", True, True),
        ("-0044", "--since 0001", False, False),
    ],
)
def test_a_window_takes_what_certainly_or_possibly_touches_it(
    dated, when, window, certain, possible
):
    assert dated(when, *window.split()) == (certain, possible)


def test_a_window_never_takes_the_undated(found):
    assert found("list", "--since", "0001", "--until", "9999", "--possible") == DATED


def test_seasons_go_by_name_in_any_case(found):
    assert found("list", "--during", "2003-summer") == ["harbour-picture"]
    assert found("list", "--during", "2003-Summer") == ["harbour-picture"]
    assert found("list", "--during", "2003-spring", "--possible") == []


def test_a_list_is_by_time_with_the_undated_last(found):
    listed = found("list")
    assert listed[:6] == DATED
    assert set(listed[6:]) == set(UNDATED)


def test_reversed_times_keep_the_undated_last(found):
    listed = found("list", "--reverse")
    assert listed[:6] == DATED[::-1]
    assert set(listed[6:]) == set(UNDATED)


@pytest.mark.parametrize("sort", ["when", "id", "kind", "source"])
def test_a_sort_orders_all_by_its_key_and_the_limit_comes_after_it(found, sort):
    ordered = found("list", "--sort", sort)
    assert sorted(ordered) == sorted(ALL)
    assert found("list", "--sort", sort, "--limit", "4") == ordered[:4]
    reverse = found("list", "--sort", sort, "--reverse")
    assert found("list", "--sort", sort, "--reverse", "--limit", "4") == reverse[:4]


def test_ids_sort_by_their_letters_both_ways(found):
    assert found("list", "--sort", "id") == sorted(ALL)
    assert found("list", "--sort", "id", "--reverse") == sorted(ALL, reverse=True)


def test_a_cut_list_says_how_many_of_how_many_are_shown(on_mini):
    assert "2 of 9" in on_mini("list", "--limit", "2").out
    assert "2 of 5" in on_mini("timeline", "--limit", "2").out
    assert " of 9" not in on_mini("list", "--limit", "9").out


def test_a_search_shows_ten_unless_told_otherwise_and_says_of_how_many(found, on_mini, mini):
    tables = minibase.tables()
    for number in range(12):
        fact = dict(tables["facts"]["visa-free"], id=f"visa-free-{number}", relations=[])
        tables["facts"][fact["id"]] = fact
    minibase.write(mini.parent, tables)
    assert len(found("search", "visa")) == 10
    assert len(found("search", "visa", "--limit", "12")) == 12
    assert len(found("search", "visa", "--limit", "99")) == 13
    assert len(found("list", "--source", "letter")) == 16
    assert "10 of 13" in on_mini("search", "visa").out


def test_search_ranks_and_folds_and_finds_labels_keywords_and_other_scripts(found):
    assert found("search", "VISA") == ["visa-free"]
    assert found("search", "rapprochement") == ["relations-opened"]
    assert found("search", "王小明")[0] == "first-envoy"
    assert "harbour-picture" in found("search", "harbours")
    assert found("search", "railway minister")[0] == "railway-planned"


def test_a_timeline_keeps_to_the_relation_and_says_how_many_are_undated(found, on_mini):
    assert found("timeline") == DATED[1:]
    assert found("timeline", "--scope", "all") == DATED
    assert found("timeline", "--scope", "context") == DATED[:1]
    assert found("timeline", "--reverse") == DATED[:0:-1]
    assert found("timeline", "visa") == ["visa-free"]
    assert "5 dated facts; 3 more without a date" in on_mini("timeline").out
    ended = on_mini("timeline", "--json")
    assert (len(ended.json), ended.err.startswith("bilat: 3 more without a date")) == (5, True)


@pytest.mark.parametrize("label", ["4 May 1990", "1991", "summer 2003", "2004", "since Jun 2004"])
def test_a_timeline_is_never_more_precise_than_the_source(on_mini, label):
    assert f"  {label}  " in on_mini("timeline").out


@pytest.mark.parametrize("command", ["show", "cite"])
def test_a_tombstone_is_followed_with_a_note(on_mini, command):
    ended = on_mini(command, "ties-opened", "--format", "ids")
    told = (
        "bilat: the fact 'ties-opened' was withdrawn: merged with another record; "
        "showing 'relations-opened'\n"
    )
    assert ended == (0, "relations-opened\n", told)


def test_a_tombstone_without_successor_says_why_and_finds_nothing(on_mini):
    ended = on_mini("show", "wrong-fact", "visa-free", "--json", "--fields", "id")
    assert (ended.code, ended.json) == (1, [{"id": "visa-free"}])
    assert "'wrong-fact' was withdrawn: the quote did not bear it" in ended.err


@pytest.mark.parametrize(
    ("ids", "stdin", "expected"),
    [
        (["visa"], "", ["visa-free"]),
        (["first", "trade-g"], "", ["first-envoy", "trade-growth"]),
        (["-"], "visa-free\nfirst\n", ["visa-free", "first-envoy"]),
        (["-"], "visa-free first-envoy\r\n\n", ["visa-free", "first-envoy"]),
        (["papers", "-"], "visa-free\n", ["papers-signed", "visa-free"]),
        (["visa-free", "visa", "visa-free"], "", ["visa-free"]),
        (["-", "visa"], "visa-free\nvisa-free\n", ["visa-free"]),
    ],
)
def test_ids_are_prefixes_or_on_standard_input_and_each_shown_once(found, ids, stdin, expected):
    assert found("show", *ids, stdin=stdin) == expected
    assert found("cite", *ids, stdin=stdin) == expected


def test_the_whole_id_wins_over_longer_ones_that_it_begins(found, mini):
    tables = minibase.tables()
    tables["facts"]["visa"] = dict(tables["facts"]["visa-free"], id="visa", relations=[])
    minibase.write(mini.parent, tables)
    assert found("show", "visa") == ["visa"]


def test_ids_of_a_search_pipe_into_cite(on_mini, found):
    ids = on_mini("search", "trade", "visa", "--format", "ids").out
    assert len(ids.split()) > 1
    assert found("cite", "-", stdin=ids) == ids.split()


@pytest.mark.parametrize(
    ("typed", "edtf"),
    [
        ("May 1990", "1990-05"),
        ("4 May 1990", "1990-05-04"),
        ("the nineties", "199X"),
        ("1990 to 1991", "1990/1991"),
        ("summer 2003", "2003-22"),
        ("4 мая 1990", "1990-05-04"),
    ],
)
def test_a_date_in_words_is_the_same_as_in_edtf(found, typed, edtf):
    assert found("list", "--during", typed) == found("list", "--during", edtf)


def test_an_ambiguous_date_names_its_readings(on_mini):
    told = "bilat: --since: '2/4/1992' may be 1992-04-02 or 1992-02-04. Give the one meant.\n"
    assert on_mini("list", "--since", "2/4/1992") == (2, "", told)
