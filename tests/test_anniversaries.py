"""`bilat on`: what happened on a day of the year, and the anniversaries that come up."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

import minibase

RECENT = "1990-05-04"


def on(year: int, month: int, day: int) -> dict[str, str]:
    """The environment of a run on a day."""
    return {"SOURCE_DATE_EPOCH": str(int(datetime(year, month, day, 12, tzinfo=UTC).timestamp()))}


@pytest.fixture
def dated(mini):
    """Give the fact `first-envoy` of the small base another date, and perhaps another kind."""

    def change(when: str, kind: str = "visit") -> None:
        tables = minibase.tables()
        fact = tables["facts"]["first-envoy"]
        fact |= {"when": when, "when_basis": {"type": "derived", "how": "so"}, "kind": kind}
        minibase.write(mini.parent, tables)

    return change


def rows(ended) -> list[tuple]:
    return [(r["id"], *r["anniversary"].values()) for r in ended.json]


@pytest.mark.parametrize(
    "typed",
    ["4 May", "May 4th", "on the 4th of May", "4 May 2020", "2020-05-04", "XXXX-05-04", "05-04",
     "5月4日", "4 мая", "04.05.2020", "today", ""],
)  # fmt: skip
def test_a_day_is_taken_in_any_spelling(on_mini, typed):
    ended = on_mini("on", *typed.split(), "--format", "ids", **on(2020, 5, 4))
    assert ended == (0, "relations-opened\n", "")


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("5/4/2020", "'5/4/2020' may be 2020-04-05 or 2020-05-04. Give the one meant."),
        ("31 April", "'31 April' is no day."),
        ("04-31", "'04-31' is in no year."),
        ("29 February 2021", "'29 February 2021' is no day."),
        ("May 2020", "'May 2020' is not one day."),
        ("2020", "2020 is no day. `bilat on --year 2020` has a year's."),
        ("2020-05-04?", "'2020-05-04?' is not one day."),
        ("last week", "'last week' is not one day."),
        ("44 BC", "'44 BC' is not one day."),
        ("-0043-03-15", "'-0043-03-15' is not in the years 1 to 9999."),
        ("nonsense", "'nonsense' is no day."),
    ],
)
def test_what_is_not_one_day_is_refused(on_mini, typed, told):
    ended = on_mini("on", *(["--", typed] if typed.startswith("-") else [typed]))
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith(f"bilat: {told}")


def test_it_is_said_how_many_years_ago_something_happened(on_mini):
    out = on_mini("on", "4 May", **on(2015, 1, 1)).out
    assert "4 May 1990       " in out
    assert "25 years ago ★" in out
    assert "on this day" in on_mini("on", RECENT).out
    assert rows(on_mini("on", RECENT, "--json")) == [("relations-opened", RECENT, 0, False)]


def test_where_nothing_happened_the_nearest_days_are_named(on_mini, dated):
    dated("1991-11-30")
    told = "bilat: no fact tells of what happened on 2 Jun. Nearest: 4 May and 30 Nov.\n"
    assert on_mini("on", "2 June", **on(2020, 1, 1)) == (1, "", told)
    assert on_mini("on", "2 June", "--json", **on(2020, 1, 1)) == (1, "[]\n", told)
    # What is yet to happen has not happened.
    early = on_mini("on", "2 June 1990").err
    assert early.endswith("Nearest: 4 May and 4 May.\n")


def test_anniversaries_come_in_order_with_round_ones_marked(on_mini, dated):
    dated("1991-01-15")
    out = on_mini("on", "--within", "12m", "--format", "tsv", "--fields", "id,anniversary.date,"
                  "anniversary.years,anniversary.round", **on(2019, 12, 1)).out  # fmt: skip
    assert out.splitlines()[1:] == [
        "first-envoy\t2020-01-15\t29\tfalse",
        "relations-opened\t2020-05-04\t30\ttrue",
    ]


@pytest.mark.parametrize(
    ("within", "found"),
    [("90d", True), ("13 weeks", True), ("3m", False), ("1Y", True), ("89D", False), ("0d", False)],
)
def test_a_stretch_is_of_days_weeks_months_or_years(on_mini, within, found):
    ended = on_mini("on", "--within", within, "--format", "ids", **on(2020, 2, 4))
    assert (ended.code, bool(ended.out)) == (0, True) if found else (1, False)


@pytest.mark.parametrize("within", ["", "90", "d", "-1d", "9999y", "1x", "٩d²"])
def test_a_stretch_that_is_none_is_refused(on_mini, within):
    ended = on_mini("on", f"--within={within}")
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith("bilat: --within: ")


def test_of_a_year_what_is_known_to_the_month_or_year_is_told_as_such(on_mini, dated):
    dated("1991-05")
    ended = on_mini("on", "--year", "2015", "--json")
    assert rows(ended) == [
        ("relations-opened", "2015-05-04", 25, True),
        ("first-envoy", "2015-05", 24, False),
    ]
    assert "only the month or the year is known" in on_mini("on", "--year", "2015").out
    # Not so where days are asked for.
    assert "first-envoy" not in on_mini("on", "--within", "1y", **on(2015, 1, 1)).out
    assert on_mini("on", "1 May", **on(2015, 1, 1)).code == 1


@pytest.mark.parametrize("when", ["1991-05-04?", "1991~", "199X", "19XX", "../1991-05-04"])
def test_what_is_in_doubt_has_no_anniversary(on_mini, dated, when):
    dated(when)
    assert "first-envoy" not in on_mini("on", "--year", "2015", "--json").out


@pytest.mark.parametrize("kind", ["figure", "status", "position", "plan", "claim", "quotation"])
def test_only_what_happened_has_anniversaries(on_mini, dated, kind):
    dated("1991-05-04", kind)
    assert on_mini("on", "4 May", "--format", "ids").out == "relations-opened\n"
    told = "bilat: what did not happen has no anniversaries. Try --kind agreement, event, visit.\n"
    assert on_mini("on", "4 May", "--kind", kind) == (1, "", told)


@pytest.mark.parametrize("when", ["1991-05-04/1991-05-09", "1991-05-04/..", "1991-05-04/1991-06"])
def test_a_span_has_its_first_day(on_mini, dated, when):
    dated(when)
    ids = "relations-opened\nfirst-envoy\n"
    assert on_mini("on", "4 May", "--format", "ids", **on(2020, 1, 1)).out == ids
    assert "first-envoy" not in on_mini("on", "6 May", **on(2020, 1, 1)).out


def test_a_29th_of_february_falls_on_the_28th_of_common_years(on_mini, dated):
    dated("1992-02-29")
    for typed, year, code in [("28 Feb", 2023, 0), ("28 Feb", 2024, 1), ("29 Feb", 2024, 0)]:
        assert on_mini("on", *typed.split(), **on(year, 1, 1)).code == code
    moved = on_mini("on", "29 Feb", "--format", "ids", **on(2023, 1, 1))
    told = "bilat: 2023 has no 29 February; what happened then falls on the 28th.\n"
    assert moved == (0, "first-envoy\n", told)
    found = rows(on_mini("on", "--within", "2y", "--kind", "visit", "--json", **on(2023, 1, 1)))
    assert [row[1] for row in found] == ["2023-02-28", "2024-02-29"]


def test_a_day_before_the_common_era_comes_back_too(on_mini, dated):
    dated("-0043-03-15")
    (row,) = rows(on_mini("on", "15 March", "--json", **on(2007, 1, 1)))
    assert row == ("first-envoy", "2007-03-15", 2050, True)


def test_days_over_the_end_of_a_year_are_found(on_mini, dated):
    dated("1991-01-02")
    assert on_mini("on", "--within", "1w", "--format", "ids", **on(2019, 12, 30)).code == 0
    assert on_mini("on", "--within", "1d", "--format", "ids", **on(2019, 12, 30)).code == 1


@pytest.mark.parametrize(
    "args",
    [["--year", "2027", "4 May"], ["--year", "2027", "--within", "1d"], ["--year", "May 2027"],
     ["--year", "44 BC"], ["--year", "abc"], ["--sort", "id"], ["--year", "0"]],
)  # fmt: skip
def test_contradictions_are_told(on_mini, args):
    ended = on_mini("on", *args)
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.count("\n") == 1


@pytest.mark.parametrize("columns", ["60", "100", "160"])
def test_no_line_is_wider_than_the_screen(bilat, columns):
    out = bilat("on", "--year", "2027", COLUMNS=columns).out
    assert max(map(len, out.splitlines())) <= int(columns)
    assert "17 anniversaries." in out


@pytest.mark.parametrize(
    ("query", "command"),
    [
        ("on this day", "bilat on"),
        ("What happened today?", "bilat on"),
        ("what happened on 2 April", "bilat on 2 April"),
        ("anniversaries in 2027", "bilat on --year 2027"),
        ("which anniversaries come up in 2027", "bilat on --year 2027"),
        ("anniversaries next year", "bilat on --year 2021"),
        ("upcoming anniversaries", "bilat on --within 1y"),
        ("the next anniversary", "bilat on --within 1y"),
    ],
)
def test_a_search_for_a_day_or_anniversaries_names_the_command_for_it(on_mini, query, command):
    ended = on_mini("search", query, "--json", **on(2020, 2, 2))
    assert f"bilat: `{command}` shows what happened on a day, and anniversaries.\n" in ended.err


@pytest.mark.parametrize(
    "query",
    ["thirtieth anniversary", "2 April", "relations today", "what happened on 2 April 1992"],
)
def test_other_searches_name_none(on_mini, query):
    assert "`bilat on" not in on_mini("search", query).err


@pytest.mark.parametrize("query", ["4 May", "May 4th", "4th of May", "5月4日", "2-6 May"])
def test_a_day_of_no_year_is_of_every_year_and_no_number(on_mini, dated, query):
    dated("1991-05-03/1991-05-04")
    found = on_mini("search", query, "--json").json
    assert {row["id"] for row in found} == {"relations-opened", "first-envoy"}
    assert {word["query"] for row in found for word in row["match"]["words"]} == {query}


def test_for_want_of_a_day_its_month_is_searched_and_told(on_mini):
    ended = on_mini("search", "20 May", "--format", "ids")
    assert (ended.code, ended.out) == (0, "relations-opened\n")
    assert "bilat: no fact bears '20 May': all of its month was searched.\n" in ended.err
    assert on_mini("search", "20 November").code == 1
