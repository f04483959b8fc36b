"""`timeline --chart` and `--by`: dates to scale, gaps folded, facts under headings."""

from __future__ import annotations

import os
import re
import sys

import pexpect
import pytest

import minibase
from conftest import ROOT, environment

WIDTHS = ["60", "100", "160"]


@pytest.fixture
def dated(mini, on_mini):
    """Charts of the small base, in which the first facts have other dates."""

    def run(*whens: str, **variables):
        tables = minibase.tables()
        facts = list(tables["facts"].values())
        for row, when in zip(facts, [*whens, *[None] * 20], strict=False):
            if "when" in row:
                basis = {"type": "derived", "how": "so"} if when else None
                row |= {"when": when, "when_basis": basis, "scope": "relation", "relations": []}
        minibase.write(mini.parent, tables)
        ended = on_mini("timeline", "--chart", **variables)
        assert (ended.code, ended.err) == (0, "")
        return ended.out.splitlines()

    return run


def lane(lines: list[str], date: str) -> str:
    """What is drawn for a date, from the axis' first column on."""
    axis = next(line for line in lines if "┬" in line)
    start = re.search(r"\S", axis).start()
    row = next(line for line in lines if line.startswith(f"{date}  "))
    return row[start : len(axis)].replace("┊", " ").rstrip()


def test_days_are_ticks_and_what_lasts_is_a_bar_with_soft_ends(dated):
    lines = dated("1990-01-01", "1991-01-01", "1990/1991", "1990-07", "1990-06-01/1991-06-30")
    assert lane(lines, "1 Jan 1990") == "●"
    assert lane(lines, "1 Jan 1991").strip() == "▲"
    both = lane(lines, "1990–1991")
    assert re.fullmatch(r"░+━{0,3}░+", both)
    assert re.fullmatch(r" +░+", lane(lines, "Jul 1990"))
    assert re.fullmatch(r" +━+", lane(lines, "1 Jun 1990 – 30"))
    # To scale: the second year begins where half of the axis is.
    assert abs(len(lane(lines, "1 Jan 1991")) - len(both) / 2) < 2


def test_open_and_doubtful_dates_are_never_firm_where_nothing_is_known(dated):
    lines = dated("2000-01-01/..", "2001~", "../2003", "1998-05-04?", "2010")
    since = lane(lines, "since 1 Jan 2000")
    assert since.strip().startswith("━")
    assert re.search(r"░+▸$", since)
    assert re.fullmatch(r"◂░+", lane(lines, "until 2003"))
    assert set(lane(lines, "c. 2001").strip()) == {"░"}
    assert set(lane(lines, "4 May 1998?").strip()) == {"░"}


def test_long_gaps_are_folded_and_told(dated):
    lines = dated("-0043-03-15", "1900", "1950-01-01", "1951-01-01", "1952")
    assert re.fullmatch(r" +1943 years +49 years", lines[0])
    assert re.fullmatch(r" +44 BC +1900 .* 1950.*", lines[1])
    assert lines[2].count("┊") == 2
    # What ends a gap stands behind it, where the axis goes on.
    row = next(line for line in lines if line.startswith("1 Jan 1950"))
    assert row.rindex("■") == lines[1].index("1950")
    assert all(line.count("┊") == 2 for line in lines if line.startswith("1 Jan 195"))
    # The list tells the same.
    assert "┊" not in "".join(dated("1950-01-01", "1951-01-01", "1952-01-01"))


def test_the_list_tells_how_long_a_gap_is(bilat):
    out = bilat("timeline").out
    assert re.findall(r"┊  (.+)", out) == ["9 years", "18 years"]
    back = bilat("timeline", "--reverse").out
    assert re.findall(r"┊  (.+)", back) == ["18 years", "9 years"]


@pytest.mark.parametrize("by", ["year", "decade", "topic"])
@pytest.mark.parametrize("chart", [[], ["--chart"]])
def test_grouping_keeps_every_fact_once(bilat, by, chart):
    ended = bilat("timeline", "--by", by, "--scope", "all", *chart)
    assert (ended.code, ended.err) == (0, "")
    for row in bilat("timeline", "--scope", "all", "--json").json:
        assert ended.out.count(row["statement"]) == 1
    heads = {"year": " *1949", "decade": " *1940s", "topic": "Chinese history"}
    assert re.search(rf"^{heads[by]}\b", ended.out, re.MULTILINE)


def test_a_grouping_that_is_none_is_refused(on_mini):
    told = "bilat: --by: 'month' is not known. It takes year, decade, topic.\n"
    assert on_mini("timeline", "--by", "month") == (2, "", told)


def test_machines_get_the_same_with_a_chart_as_without(on_mini):
    for form in ("json", "csv", "ids"):
        plain = on_mini("timeline", "--format", form)
        assert on_mini("timeline", "--chart", "--by", "topic", "--format", form) == plain


@pytest.mark.parametrize("columns", WIDTHS)
def test_no_line_of_a_chart_is_wider_than_the_screen(bilat, columns):
    for args in ([], ["--scope", "all"], ["--by", "topic"], ["--until", "1992"]):
        ended = bilat("timeline", "--chart", *args, COLUMNS=columns)
        assert ended.code == 0
        assert max(map(len, ended.out.splitlines())) <= int(columns)


@pytest.mark.parametrize("when", ["1990-05-04", "-9999", "9999-12-31", "1XXX", "0000"])
def test_a_single_date_has_an_axis_too(dated, when):
    for columns in (*WIDTHS, "40"):
        assert max(map(len, dated(when, COLUMNS=columns))) <= int(columns)


def test_a_terminal_whose_encoding_lacks_the_signs_gets_ascii(mini):
    args = ["-m", "bilat", "--facts", str(mini), "timeline", "--chart"]
    env = environment(LC_ALL="C", TERM="xterm", PYTHONPATH=os.environ.get("PYTHONPATH", ""))
    child = pexpect.spawn(sys.executable, args, env=env, cwd=str(ROOT), dimensions=(200, 100))
    shown = child.read().decode("utf-8")
    assert re.search(r"\+-+", shown)
    assert set(re.findall(r"[^\x00-\x7f]", shown)) <= set("王小明Ə")
