"""Windows of time, against a count of every reading that a date has."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import minibase
from bilat.base.base import load
from bilat.core.edtf import EARLIEST, LATEST, Day, Moment, Precision, parse
from bilat.core.errors import EdtfError
from bilat.core.window import Window, during, ordinal, since, until
from windows import Touch, touch

# Stand-ins for the ends of time; every date below lies well within.
FIRST, LAST = date(1980, 1, 1), date(2010, 1, 1)


def number(day: Day) -> int:
    if day == EARLIEST:
        return FIRST.toordinal()
    return LAST.toordinal() if day == LATEST else date(*day).toordinal()


def within(moment: Moment) -> range:
    """Every day that a date may mean, one unit of its precision further where it is rough."""
    first, last = date(*moment.earliest), date(*moment.latest)
    if moment.approximate and moment.precision is Precision.DAY:
        first, last = first - timedelta(1), last + timedelta(1)
    elif moment.approximate:
        months = {
            Precision.MONTH: 1,
            Precision.SEASON: 3,
            Precision.YEAR: 12,
            Precision.DECADE: 120,
        }
        for _ in range(months[moment.precision]):
            first = (first - timedelta(1)).replace(day=1)
            last = (last + timedelta(32)).replace(day=1) - timedelta(1)
    return range(first.toordinal(), last.toordinal() + 1)


def readings(text: str, held: int) -> Iterator[tuple[int, int]]:
    """Every first day that a date may mean, with its earliest and its latest last day.

    A last day between these touches no window that neither of them touches, and misses none that
    both touch.
    """
    when = parse(text)
    if not when.interval:
        yield from ((day, day) for day in within(when.start))
        return
    starts = within(when.start) if when.start else range(FIRST.toordinal(), number(when.latest) + 1)
    for start in starts:
        least = start if when.end else max(start, held)
        ends = within(when.end) if when.end else range(least, LAST.toordinal() + 1)
        ends = range(max(ends.start, start), ends.stop)
        yield from ((start, end) for end in ends[:: max(len(ends) - 1, 1)])


def counted(text: str, window: Window, held: int = 0) -> Touch:
    first, last = number(window.first), number(window.last)
    seen = set()
    for start, end in readings(text, held):
        seen.add(start <= last and end >= first)
        if len(seen) == 2:
            break
    if seen == {False}:
        return Touch.NONE
    return Touch.CERTAIN if seen == {True} and not parse(text).doubtful else Touch.POSSIBLE


DAYS = st.dates(date(1992, 1, 1), date(1994, 12, 31)).map(str)
MONTHS = st.builds("{}-{:02}".format, st.integers(1992, 1994), st.integers(1, 12))
SEASONS = st.builds("{}-{}".format, st.integers(1992, 1994), st.integers(21, 24))
YEARS = st.integers(1992, 1994).map(str)
DATES = st.one_of(DAYS, MONTHS, SEASONS, YEARS)
MARKS = st.sampled_from(["", "", "?", "~", "%"])
MARKED = st.builds("{}{}".format, DATES, MARKS)


def holds(text: str) -> bool:
    try:
        parse(text)
    except EdtfError:
        return False
    return True


def intervals(dates: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.builds("{}/{}".format, dates, dates).filter(holds)


WINDOWS = st.one_of(
    st.builds(lambda text: during(parse(text)), st.one_of(DATES, intervals(DATES))),
    st.builds(lambda text: since(parse(text)), DATES),
    st.builds(lambda text: until(parse(text)), DATES),
)


@settings(max_examples=300, deadline=None)
@given(st.one_of(MARKED, st.sampled_from(["199X", "199X?", "199X~"])), WINDOWS)
def test_a_point_is_certain_where_each_of_its_days_is_within(text, window):
    assert touch(parse(text), window) is counted(text, window)


@settings(max_examples=150, deadline=None)
@given(intervals(MARKED), WINDOWS)
@example("1993-05/1993-05", during(parse("1993-05-15")))  # may have begun after it, or ended before
@example("1993-05/1993-06", during(parse("1993-05")))
@example("1993-05-10/1993-05", since(parse("1993-05-10")))  # cannot have ended before it began
@example("1993-05/1993-05-10", until(parse("1993-05-10")))  # cannot have begun after it ended
@example("1992/1994", during(parse("1993-05-15")))
def test_an_interval_is_certain_where_each_pair_of_its_days_touches(text, window):
    assert touch(parse(text), window) is counted(text, window)


@settings(max_examples=150, deadline=None)
@given(st.one_of(DAYS, MONTHS, SEASONS), WINDOWS, st.integers(0, 400))
def test_an_open_end_is_certain_up_to_when_it_was_written(text, window, later):
    begun = date(*parse(text).latest) + timedelta(later)
    held = Day(begun.year, begun.month, begun.day)
    open_ended = f"{text}/.."
    assert touch(parse(open_ended), window, held) is counted(open_ended, window, begun.toordinal())


@settings(max_examples=150, deadline=None)
@given(st.one_of(DAYS, MONTHS, SEASONS), WINDOWS)
def test_an_open_end_alone_is_certain_of_no_day_after_the_earliest_beginning(text, window):
    open_ended = f"{text}/.."
    assert touch(parse(open_ended), window) is counted(open_ended, window)


def test_what_began_in_a_year_and_held_in_that_year_may_have_ended_before_its_autumn():
    # It may have begun in January and been written of in February.
    window = since(parse("2013-09"))
    assert touch(parse("2013/.."), window, parse("2013").earliest) is Touch.POSSIBLE


@settings(max_examples=100, deadline=None)
@given(st.one_of(DAYS, MONTHS), WINDOWS)
def test_an_open_beginning_is_certain_of_its_end_alone(text, window):
    open_ended = f"../{text}"
    assert touch(parse(open_ended), window) is counted(open_ended, window)


@given(st.one_of(MARKED, intervals(MARKED)).filter(lambda text: parse(text).doubtful), WINDOWS)
def test_a_doubtful_date_is_never_certain(text, window):
    assert touch(parse(text), window) is not Touch.CERTAIN


@given(st.one_of(MARKED, intervals(MARKED)))
def test_all_of_time_is_certain_of_every_date_without_doubt(text):
    sure = Touch.POSSIBLE if parse(text).doubtful else Touch.CERTAIN
    assert touch(parse(text), Window(EARLIEST, LATEST)) is sure


@pytest.mark.parametrize(
    ("when", "window", "expected"),
    [
        ("1993", during(parse("1993")), Touch.CERTAIN),
        ("1993", since(parse("1990")), Touch.CERTAIN),
        ("1993", during(parse("1993-05")), Touch.POSSIBLE),
        ("1993", until(parse("1992")), Touch.NONE),
        ("1993", until(parse("1993-05")), Touch.POSSIBLE),
        ("1993?", during(parse("1993")), Touch.POSSIBLE),
        ("1993?", during(parse("1994")), Touch.NONE),
        ("1993~", during(parse("1994")), Touch.POSSIBLE),
        ("1993~", during(parse("1995")), Touch.NONE),
        ("1993-05~", during(parse("1993-04-01")), Touch.POSSIBLE),
        ("1993-05~", during(parse("1993-03-31")), Touch.NONE),
        ("1993-01-01~", during(parse("1992-12-31")), Touch.POSSIBLE),
        ("1992-12-31~", during(parse("1993-01-01")), Touch.POSSIBLE),
        ("1992-02-28~", during(parse("1992-02-29")), Touch.POSSIBLE),
        ("1993-01~", during(parse("1992-12-01")), Touch.POSSIBLE),
        ("2021-24~", during(parse("2022-05-31")), Touch.POSSIBLE),
        ("2021-24~", during(parse("2022-06-01")), Touch.NONE),
        ("18XX~", during(parse("1700")), Touch.POSSIBLE),
        ("18XX~", during(parse("1999")), Touch.POSSIBLE),
        ("18XX~", during(parse("2000")), Touch.NONE),
        ("1XXX~", during(parse("2999")), Touch.POSSIBLE),
        ("1993-05/1993-07", during(parse("1993-06")), Touch.CERTAIN),
        ("1993/1995", during(parse("1994-05-05")), Touch.CERTAIN),
        ("1993/1995", during(parse("1993")), Touch.CERTAIN),
        ("1993/1995", during(parse("1993-05")), Touch.POSSIBLE),
        ("1993/1994", during(parse("1993-12-31/1994-01-01")), Touch.CERTAIN),
        ("1993/1993", during(parse("1993")), Touch.CERTAIN),
        ("1993/1993", during(parse("1993-05")), Touch.POSSIBLE),
        ("1993?/1995", during(parse("1994")), Touch.POSSIBLE),
        ("1993/1995~", during(parse("1996")), Touch.POSSIBLE),
        ("1993/1995~", during(parse("1997")), Touch.NONE),
        ("2024-07/..", since(parse("2024-07")), Touch.CERTAIN),
        ("2024-07/..", since(parse("2030")), Touch.POSSIBLE),
        ("2024-07/..", until(parse("2024-06")), Touch.NONE),
        ("../1990", until(parse("1990")), Touch.CERTAIN),
        ("../1990", during(parse("1980")), Touch.POSSIBLE),
        ("../1990", since(parse("1991")), Touch.NONE),
        ("-0043~", during(parse("-0044-01-01")), Touch.POSSIBLE),
        ("0000~", during(parse("-0001")), Touch.POSSIBLE),
    ],
)
def test_examples_of_dates_in_windows(when, window, expected):
    assert touch(parse(when), window) is expected


def test_what_still_held_when_written_certainly_held_in_between():
    written = parse("2025-03-01").earliest
    assert touch(parse("2024-07/.."), during(parse("2024-12")), written) is Touch.CERTAIN
    assert touch(parse("2024-07/.."), since(parse("2025-03-01")), written) is Touch.CERTAIN
    assert touch(parse("2024-07/.."), since(parse("2025-03-02")), written) is Touch.POSSIBLE
    assert touch(parse("2024-07?/.."), during(parse("2024-12")), written) is Touch.POSSIBLE


def test_when_it_was_written_says_nothing_of_what_had_ended_or_was_a_moment():
    written = parse("2025-03-01").earliest
    assert touch(parse("1993/1995"), during(parse("2000")), written) is Touch.NONE
    assert touch(parse("1993"), during(parse("2000")), written) is Touch.NONE


def test_a_later_source_that_does_not_say_so_is_no_witness_that_it_still_held(tmp_path):
    tables = minibase.tables()
    later = tables["facts"]["first-envoy"]["evidence"][0]  # of 2005, about 1991
    tables["facts"]["visa-free"]["evidence"].append(later)
    base = load(minibase.write(tmp_path, tables))
    row = base.catalogue.rows("SELECT certain_first FROM listed WHERE id = 'visa-free'")
    assert row == [(ordinal(parse("2004-06").earliest),)]


@pytest.mark.parametrize("text", ["1993?", "1993~", "1993%", "1993?/1995", "1993/1995~"])
@pytest.mark.parametrize("build", [since, until, during])
def test_a_window_takes_no_doubtful_date(text, build):
    with pytest.raises(EdtfError, match="a window needs a date without"):
        build(parse(text))


def test_windows_include_the_days_at_both_ends():
    assert during(parse("1993")) == Window(Day(1993, 1, 1), Day(1993, 12, 31))
    assert during(parse("1993-05/1995")) == Window(Day(1993, 5, 1), Day(1995, 12, 31))
    assert since(parse("1993-05")) == Window(Day(1993, 5, 1), LATEST)
    assert until(parse("2021-24")) == Window(EARLIEST, Day(2022, 2, 28))
