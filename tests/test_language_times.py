"""The grammar of times: every common order, separator, script and language, and what it tells."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bilat.core.edtf import EARLIEST, LATEST, Day
from bilat.language.symbols import lexicon, month_names
from bilat.language.times import times

TODAY = Day(2026, 11, 26)


def text_of(day: Day) -> str:
    return ".." if day in (EARLIEST, LATEST) else "{:04}-{:02}-{:02}".format(*day)


def read(text: str) -> list[str]:
    """Every reading of every time of a text."""
    found = [window for time in times(text, TODAY) for window in time.windows]
    return ["/".join(map(text_of, window)) for window in found]


@pytest.mark.parametrize(
    "text",
    """1992-04-02;1992-4-2;1992/04/02;1992/4/2;1992.04.02;02.04.1992;2.4.1992;02.04.92;92-04-02
1992-04-02T00:00:00Z;1992-04-02T10:30;2 April 1992;2nd April 1992;2nd of April 1992;2 Apr 92
2 Apr. 1992;02-Apr-1992;2-apr-92;2/Apr/1992;April 2, 1992;April 2nd 1992;Apr. 2nd, 1992;2 April '92
1992 April 2;1992年4月2日;1992 年 4 月 2 日;一九九二年四月二日;１９９２年４月２日
١٩٩٢-٠٤-٠٢;२ April १९९२
2 апреля 1992;2 апреля 1992 года;2 апреля 1992 г.;2 апр. 1992;2-е апреля 1992
2 aprel 1992;2 aprel 1992-ci il;1992-ci il 2 aprel;1992-ci il aprelin 2-si;1992-ci ilin aprelin 2-də
on 2 April 1992""".replace("\n", ";").split(";"),
)
def test_a_day_is_read_in_any_order_and_script(text):
    assert read(text) == ["1992-04-02/1992-04-02"]


@pytest.mark.parametrize(
    "text",
    """April 1992;Apr-1992;Apr 1992;Apr. 1992;April, 1992;April of 1992;April '92;1992-04;04.1992
04/1992;4/1992;1992/04;1992年4月;апрель 1992;aprel 1992
апреле 1992 года;1992-ci ilin apreli""".replace("\n", ";").split(";"),
)
def test_a_month_is_read_in_any_order_and_script(text):
    assert read(text) == ["1992-04-01/1992-04-30"]


@pytest.mark.parametrize(
    "text",
    "1992;year 1992;the year 1992;'92;1992-ci il;1992-ci ildə;1992 il;1992 г.;1992 год;1992 году;"
    "1992-го года;1992年;AD 1992;1992 CE;13/1992".split(";")[:-1],
)
def test_a_year_is_read_with_what_marks_it(text):
    assert read(text) == ["1992-01-01/1992-12-31"]


@pytest.mark.parametrize(
    ("text", "window"),
    [
        ("987", "0987-01-01/0987-12-31"),
        ("44 BC", "-043-01-01/-043-12-31"),
        ("44 B.C.", "-043-01-01/-043-12-31"),
        ("44 BCE", "-043-01-01/-043-12-31"),
        ("44 до н. э.", "-043-01-01/-043-12-31"),
        ("公元前44年", "-043-01-01/-043-12-31"),
        ("15 March 44 BC", "-043-03-15/-043-03-15"),
        ("AD 79", "0079-01-01/0079-12-31"),
        ("before the 9th century", "../0799-12-31"),
        ("late 9th century", "0866-01-01/0899-12-31"),
        ("9th century BC", "-899-01-01/-800-12-31"),
        ("19th century", "1800-01-01/1899-12-31"),
        ("nineteenth century", "1800-01-01/1899-12-31"),
        ("XIX century", "1800-01-01/1899-12-31"),
        ("XIX век", "1800-01-01/1899-12-31"),
        ("19-й век", "1800-01-01/1899-12-31"),
        ("XIX əsr", "1800-01-01/1899-12-31"),
        ("19世纪", "1800-01-01/1899-12-31"),
        ("十九世纪", "1800-01-01/1899-12-31"),
        ("2nd millennium", "1000-01-01/1999-12-31"),
        ("the 90s", "1990-01-01/1999-12-31"),
        ("'90s", "1990-01-01/1999-12-31"),
        ("the nineties", "1990-01-01/1999-12-31"),
        ("1990's", "1990-01-01/1999-12-31"),
        ("1990-х годов", "1990-01-01/1999-12-31"),
        ("90-е годы", "1990-01-01/1999-12-31"),
        ("девяностые", "1990-01-01/1999-12-31"),
        ("1990-cı illər", "1990-01-01/1999-12-31"),
        ("90-cı illərdə", "1990-01-01/1999-12-31"),
        ("90年代", "1990-01-01/1999-12-31"),
        ("20世纪90年代", "1990-01-01/1999-12-31"),
        ("2000s", "2000-01-01/2009-12-31"),
        ("early 2000s", "2000-01-01/2003-12-31"),
        ("mid 2000s", "2003-01-01/2006-12-31"),
        ("late 2000s", "2006-01-01/2009-12-31"),
        ("early 1990s", "1990-01-01/1993-12-31"),
        ("summer 2021", "2021-06-01/2021-08-31"),
        ("summer of '21", "2021-06-01/2021-08-31"),
        ("2021-summer~", "2021-06-01/2021-08-31"),
        ("1992-04-02 T 10", "1992-04-02/1992-04-02"),
        ("лето 2021", "2021-06-01/2021-08-31"),
        ("летом 2021 года", "2021-06-01/2021-08-31"),
        ("2021年夏天", "2021-06-01/2021-08-31"),
        ("winter 2021", "2021-12-01/2022-02-28"),
        ("Q3 2021", "2021-07-01/2021-09-30"),
        ("third quarter of 2021", "2021-07-01/2021-09-30"),
        ("second half of 1992", "1992-07-01/1992-12-31"),
        ("early December 1993", "1993-12-01/1993-12-11"),
        ("1992年底", "1992-09-01/1992-12-31"),
    ],
)
def test_other_times_are_read(text, window):
    assert read(text) == [window]


@pytest.mark.parametrize(
    ("text", "window"),
    [
        ("7-10 March 1994", "1994-03-07/1994-03-10"),
        ("7–10 March 1994", "1994-03-07/1994-03-10"),
        ("7 Mar-10 Mar 1994", "1994-03-07/1994-03-10"),
        ("7 March to 10 March 1994", "1994-03-07/1994-03-10"),
        ("7 March 1994 - 10 March 1994", "1994-03-07/1994-03-10"),
        ("March 7-10, 1994", "1994-03-07/1994-03-10"),
        ("March 7 to March 10, 1994", "1994-03-07/1994-03-10"),
        ("from 7 to 10 March 1994", "1994-03-07/1994-03-10"),
        ("с 7 по 10 марта 1994 года", "1994-03-07/1994-03-10"),
        ("1994年3月7日至10日", "1994-03-07/1994-03-10"),
        ("1994年3月7日到3月10日", "1994-03-07/1994-03-10"),
        ("March-May 1994", "1994-03-01/1994-05-31"),
        ("between March and May 1994", "1994-03-01/1994-05-31"),
        ("1998-99", "1998-01-01/1999-12-31"),
        ("2013/14", "2013-01-01/2014-12-31"),
        ("2013 to 2015", "2013-01-01/2015-12-31"),
        ("between 2013 and 2015", "2013-01-01/2015-12-31"),
        ("между 2013 и 2015 годами", "2013-01-01/2015-12-31"),
        ("before 1950", "../1949-12-31"),
        ("pre-1950", "../1949-12-31"),
        ("1950年以前", "../1949-12-31"),
        ("1950-dən əvvəl", "../1949-12-31"),
        ("после 1992 года", "1993-01-01/.."),
        ("2022-ci ildən sonra", "2023-01-01/.."),
        ("since May 2003", "2003-05-01/.."),
        ("not before 2004", "2004-01-01/.."),
        ("from 1992 onwards", "1992-01-01/.."),
        ("until the 1990s", "../1999-12-31"),
        ("by the end of 2021", "../2021-12-31"),
        ("1992 or earlier", "../1992-12-31"),
        ("30 years before 2022", "1992-01-01/1992-12-31"),
        ("three decades after 1992", "2022-01-01/2022-12-31"),
    ],
)
def test_stretches_are_read(text, window):
    assert read(text) == [window]


@pytest.mark.parametrize(
    ("text", "windows", "note"),
    [
        ("2/4/1992", 2, "day first and month first"),
        ("02-04-1992", 2, "day first and month first"),
        ("4/2/92", 2, "day first and month first"),
        ("2020-21", 2, "as a season and as 2020 to 2021"),
        ("2021-22", 2, "as a season and as 2021 to 2022"),
        ("1900s", 2, "as the decade and as the century"),
        ("the 20s", 2, "1920s and the 2020s"),
        ("35th anniversary in 2027", 2, "1992 and 2027"),
        ("31 April 1992", 0, "31 April 1992 is no day"),
        ("1992-02-30", 0, "1992-02-30 is no day"),
        ("last year", 1, "2025"),
        ("next year", 1, "2027"),
        ("this month", 1, "November 2026"),
        ("yesterday", 1, "25 November 2026"),
        ("5 years ago", 1, "2021"),
        ("last summer", 1, "1 June 2026 to 31 August 2026"),
        ("в прошлом году", 1, "2025"),
        ("5 лет назад", 1, "2021"),
        ("keçən il", 1, "2025"),
        ("5 il əvvəl", 1, "2021"),
        ("去年", 1, "2025"),
        ("明年", 1, "2027"),
        ("上个月", 1, "October 2026"),
    ],
)
def test_what_is_not_plain_is_told(text, windows, note):
    (time,) = times(text, TODAY)
    assert len(time.windows) == windows
    assert note in " ".join(time.notes)


@pytest.mark.parametrize(
    "text",
    "2000 years ago;A1700;1700A˥;B2B;covid19;10 000 manat;10.000;4,102 km;12 years;44-day war"
    ";may visit;second visit;march;the fall;5 of the 12;mp3;on time;一带一路".split(";"),
)
def test_what_is_no_time_is_none(text):
    assert list(times(text, TODAY)) == []


@pytest.mark.parametrize("mark", "\"“”«»„‘'’…→≈·•")
def test_a_mark_beside_a_word_of_time_is_no_part_of_it(mark):
    assert read(f"{mark}since May 1992{mark}") == ["1992-05-01/.."]
    assert read(f"in 1990{mark} May 1992{mark}") == read("in 1990; May 1992")


def test_a_doubtful_digit_makes_no_other_year():
    assert read("199X~") == []


@settings(max_examples=300, deadline=None)
@given(st.integers(1000, 2199), st.integers(1, 12), st.integers(1, 28))
def test_a_day_written_in_full_is_that_day(year, month, day):
    names = month_names(month)
    wanted = f"{year:04}-{month:02}-{day:02}"
    texts = [wanted, f"{year}年{month}月{day}日", f"{day}.{month}.{year}"]
    texts += [f"{day} {name} {year}" for name in names if not name.endswith("~")]
    for text in texts:
        assert read(text) == [f"{wanted}/{wanted}"]


PARTS = st.sampled_from(
    "before after since 1992 1993-05 44 bc the early late end of 2nd half to - / . ' s 年 前 月 "
    "last next ago years century 19 may спустя года il ci 二 十 90s 7 March".split()
)


@settings(max_examples=400, deadline=None)
@given(st.lists(st.one_of(PARTS, st.text(max_size=3)), max_size=12).map(" ".join))
def test_times_stand_in_the_text_one_after_the_other_and_begin_before_they_end(text):
    reached = 0
    for time in times(text, TODAY):
        assert reached <= time.start < time.end <= len(text)
        reached = time.end
        assert all(window.first <= window.last for window in time.windows)


@pytest.mark.parametrize("kind", ["month", "season", "tens"])
def test_every_word_of_the_list_is_reached(kind):
    for words, values in lexicon().items():
        if kind not in values:
            continue
        word = " ".join(words).removesuffix("~")
        text = word if kind == "tens" else f"{word} 1992"
        assert read(text), word
