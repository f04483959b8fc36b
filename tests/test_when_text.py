"""Dates in words: never more precise than the source, and never two alike."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bilat.core.edtf import Precision, parse, year_label, year_text
from bilat.render.when import when_text
from test_edtf import EVERY, MARKED

MONTH = re.compile(r"\b(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\b")


@pytest.mark.parametrize(
    ("when", "text"),
    [
        ("1991-12-27", "27 Dec 1991"),
        ("1992-04-02", "2 Apr 1992"),
        ("1992-08", "Aug 1992"),
        ("1992-08-XX", "Aug 1992"),
        ("1993", "1993"),
        ("1993-XX", "1993"),
        ("1993-XX-XX", "1993"),
        ("2021-21", "spring 2021"),
        ("2021-22", "summer 2021"),
        ("2021-23", "autumn 2021"),
        ("2021-24", "winter 2021"),
        ("199X", "1990s"),
        ("190X", "1900s"),
        ("18XX", "19th century"),
        ("19XX", "20th century"),
        ("20XX", "21st century"),
        ("00XX", "1st century"),
        ("01XX", "2nd century"),
        ("02XX", "3rd century"),
        ("10XX", "11th century"),
        ("11XX", "12th century"),
        ("12XX", "13th century"),
        ("21XX", "22nd century"),
        ("1XXX", "2nd millennium"),
        ("1993~", "c. 1993"),
        ("1993?", "1993?"),
        ("1993%", "c. 1993?"),
        ("1992-04-02~", "c. 2 Apr 1992"),
        ("2021-22?", "summer 2021?"),
        ("18XX~", "c. 19th century"),
        ("2024-07/..", "since Jul 2024"),
        ("2024-07?/..", "since Jul 2024?"),
        ("1993~/..", "since c. 1993"),
        ("../1990", "until 1990"),
        ("1994-03-07/1994-03-10", "7–10 Mar 1994"),
        ("1994-03-07/1994-04-10", "7 Mar 1994 – 10 Apr 1994"),
        ("1994-03-07/1995-03-10", "7 Mar 1994 – 10 Mar 1995"),
        ("1994-03-07?/1994-03-10", "7 Mar 1994? – 10 Mar 1994"),
        ("1994-03-07/1994-03-10~", "7 Mar 1994 – c. 10 Mar 1994"),
        ("1925/1927", "1925–1927"),
        ("1925~/1927", "c. 1925–1927"),
        ("1925-03/1927", "Mar 1925 – 1927"),
        ("1925-03/1925-05", "Mar 1925 – May 1925"),
        ("199X/2001", "1990s – 2001"),
        ("18XX/19XX", "19th century – 20th century"),
        ("-0043", "44 BC"),
        ("0000", "1 BC"),
        ("0001", "AD 1"),
        ("0999", "AD 999"),
        ("-0043-03-15", "15 Mar 44 BC"),
        ("-0043/-0039", "44 BC–40 BC"),
        ("-0005/0005", "6 BC–AD 5"),
        ("-01XX", "200 BC–101 BC"),
        ("-1XXX", "2000 BC–1001 BC"),
        ("-000X", "10 BC–1 BC"),
    ],
)
def test_a_date_reads_as(when, text):
    assert when_text(parse(when)) == text


def test_no_date_reads_as_undated():
    assert when_text(None) == "undated"


def test_a_decade_of_the_first_centuries_does_not_read_as_one_of_the_last():
    assert when_text(parse("005X")) == "AD 50s"
    assert year_label(parse("005X")) == "AD 50s"


@settings(max_examples=300)
@given(MARKED)
def test_a_point_shows_a_month_or_a_day_only_where_it_has_one(text):
    when = parse(text)
    shown = when_text(when)
    precision = when.start.precision

    assert bool(MONTH.search(shown)) == (precision >= Precision.MONTH)
    assert bool(re.match(r"(c\. )?\d+ [A-Z][a-z]{2} ", shown)) == (precision is Precision.DAY)
    assert shown.startswith("c. ") == when.start.approximate
    assert shown.endswith("?") == when.start.uncertain
    if precision < Precision.YEAR:
        assert re.search(r"0s|century|millennium|–", shown)


@settings(max_examples=400)
@given(st.lists(EVERY, min_size=2, max_size=8))
def test_different_dates_never_read_the_same(texts):
    by_text = {}
    for text in texts:
        when = parse(text)
        bounds = by_text.setdefault(when_text(when), (when.earliest, when.latest))
        assert bounds == (when.earliest, when.latest)


@given(MARKED, MARKED)
def test_an_interval_shows_the_doubt_of_both_its_ends(first, last):
    if parse(first).earliest <= parse(last).latest:
        shown = when_text(parse(f"{first}/{last}"))
        marks = first + last
        assert shown.count("c. ") == marks.count("~") + marks.count("%")
        assert shown.count("?") == marks.count("?") + marks.count("%")


@pytest.mark.parametrize(
    ("when", "label"),
    [
        ("1991-12-27", "1991"),
        ("1992-08", "1992"),
        ("1993", "1993"),
        ("2021-24", "2021"),
        ("1994-03-07/1996", "1994"),
        ("2024-07/..", "2024"),
        ("../1990", "before 1990"),
        ("199X", "1990s"),
        ("18XX", "1800s"),
        ("1XXX", "1000s"),
        ("../199X", "before 1990s"),
        ("-0043", "44 BC"),
        ("-0043-03-15", "44 BC"),
        ("0000", "1 BC"),
        ("0050", "AD 50"),
        ("-004X", "50 BC–41 BC"),
        ("-01XX", "200 BC–101 BC"),
        ("17XX?", "1700s"),
    ],
)
def test_a_heading_of_the_timeline_is_the_year_a_date_begins_in(when, label):
    assert year_label(parse(when)) == label


@given(st.integers(-9999, 9999))
def test_year_zero_is_one_bc_and_every_year_has_one_name(year):
    shown = year_text(year)
    if year <= 0:
        assert shown == f"{1 - year} BC"
    else:
        assert shown.removeprefix("AD ") == str(year)
