"""Times in the forms that people give them: each row holds texts that mean the same."""

from __future__ import annotations

import pytest

from bilat.core.edtf import Day
from bilat.core.window import edtf_text
from bilat.language.times import times

TODAY = Day(2026, 11, 26)


def read(text: str) -> list[str]:
    return [edtf_text(window) for time in times(text, TODAY) for window in time.windows]


@pytest.mark.parametrize(
    ("when", "texts"),
    [
        # Quarters and halves.
        (
            "2024-07/2024-09",
            "Q3 2024;2024 Q3;2024Q3;3Q'24;3Q 2024;Q3'24;3rd quarter of 2024;the third quarter 2024"
            ";III квартал 2024 года;3-й квартал 2024;в третьем квартале 2024 г.;3 кв. 2024"
            ";2024-cü ilin III rübü;2024-cü ilin üçüncü rübündə;2024年第三季度;2024年三季度",
        ),
        (
            "1992-07/1992",
            "H2 1992;2H 1992;1992 H2;second half of 1992;the second half 1992"
            ";второе полугодие 1992;во втором полугодии 1992 года;во второй половине 1992 года"
            ";1992-ci ilin ikinci yarısı;1992-ci ilin ikinci yarısında;1992年下半年",
        ),
        ("1950/1999", "second half of the 20th century;XX əsrin ikinci yarısı;20世纪下半叶"),
        ("1995/1999", "second half of the 1990s;во второй половине 1990-х"),
        ("2024/2024-09", "Q1-Q3 2024;Q1 to Q3 2024;January to September 2024"),
        ("2026-07/2026-09", "last quarter;прошлый квартал;上季度"),
        # Parts of longer and shorter times.
        (
            "1990/1993",
            "the early 1990s;early '90s;в начале 1990-х гг.;90-cı illərin əvvəli;20世纪90年代初"
            ";1990-cı illərin əvvəllərində",
        ),
        ("1990/1996", "early-to-mid 1990s"),
        ("1990/..", "since the early 1990s;с начала 1990-х;自20世纪90年代初以来"),
        ("1992-09/1992", "end-1992;year-end 1992;1992-ci ilin sonunda;1992-ci ilin sonu;1992年底"),
        ("../1992", "by the end of 1992;к концу 1992 года;1992-ci ilin sonuna qədər;截至1992年底"),
        ("1992-04/1992-04-10", "1992年4月上旬;early April 1992"),
        # Months and days in Azerbaijani cases; ordinals in words.
        (
            "2024-07",
            "2024-cü ilin iyulunda;2024-cü ilin iyul ayında;iyul ayı 2024;июль месяц 2024;24年7月",
        ),
        (
            "1993-09-03",
            "sentyabrın 3-ü 1993;1993-cü il sentyabrın 3-ündə;1993-cü il sentyabr ayının 3-də"
            ";third of September 1993;September the third, 1993;третьего сентября 1993 года"
            ";3.IX.1993;3. 9. 1993;03.09.1993г.;Friday, 3 September 1993;пятница, 3 сентября 1993",
        ),
        # Centuries and decades.
        (
            "20XX",
            "twenty-first century;21st c.;XXI в.;двадцать первый век;в двадцать первом веке"
            ";iyirmi birinci əsr;XXI əsrdə;21世纪;this century",
        ),
        (
            "1700/1899",
            "18th-19th centuries;18th and 19th centuries;XVIII–XIX вв.;XVIII-XIX əsrlər"
            ";eighteenth to nineteenth centuries",
        ),
        (
            "199X",
            "1990-е гг.;1990-е годы XX века;90-х гг. XX века;XX əsrin 90-cı illərində;上世纪90年代"
            ";doxsanıncı illər;90-е годы прошлого века;九十年代",
        ),
        ("189X", "90-е годы XIX века;XIX əsrin 90-cı illəri;19世纪90年代"),
        ("200X", "the noughties;нулевые"),
        ("-0043", "44 BC;e.ə. 44-cü il;44 г. до н. э.;miladdan əvvəl 44"),
        ("0079", "A.D. 79;79AD"),
        # Stretches.
        (
            "1992/1995",
            "1992 thru 1995;1992..1995;1992…1995;1992～1995年;1992—1995年;1992——1995年"
            ";1992-ci ildən 1995-ci ilə qədər;1992-ci ildən 1995-ci ilədək;1992-1995-ci illərdə",
        ),
        (
            "1992/2026-11-26",
            "1992–present;1992 to the present;from 1992 to date;since 1992 until today;1992年至今"
            ";с 1992 года по настоящее время;1992-ci ildən bu günə qədər",
        ),
        ("../2020", "2020-ci ilə qədər;2020-ci ilə kimi;2020-ci ilədək;截至2020年"),
        ("2024-07/..", "from July 2024 onwards;starting July 2024;自2024年7月起;从2024年7月开始"),
        ("1960/1979", "60-70s;60-70-е годы;в 60-70-х годах;60-70-ci illərdə;1960s-1970s"),
        ("1918/1920", "1918-1920-ci illərdə;1918–1920 гг.;в 1918-1920 годах;1918-1920 годы"),
        ("1991-09/1992-04", "late 1991 to early 1992;в конце 1991 — начале 1992 года"),
        ("../2024", "before the end of 2024;до конца 2024 года;2024年底前;到2024年底"),
        ("1992/..", "since c. 1992;since about 1992"),
        ("1826", "two hundred years ago;200 years ago;двести лет назад;iki yüz il əvvəl"),
        ("../1991", "1992年前;1992年之前;before 1992"),
        (
            "1994-03-07/1994-03-10",
            "1994年3月7-10日;1994年3月7日—10日;1994-cü il martın 7-dən 10-dək",
        ),
        ("1994-21", "1994年3-5月;1994年3月至5月;March-May 1994"),
        ("1992-03-30/1992-04-02", "30.03.-02.04.1992;30.03–02.04.1992;March 30 – April 2, 1992"),
        ("-0099/-0049", "from 100 to 50 BC;100-50 BC"),
        ("1999/2000", "1999-00;1999/2000"),
        ("1992-24", "winter 1992/93;the winter of 1992-93;зимой 1992-1993"),
        # Relative times.
        ("2025-04", "April last year;in April of last year;в апреле прошлого года;去年4月"),
        ("2025-04", "keçən ilin aprelində"),
        ("2025-04-02", "2 April last year;去年4月2日"),
        ("2025/2025-04", "early last year;в начале прошлого года;去年初;keçən ilin əvvəlində"),
        ("2026/2026-06", "first half of this year;今年上半年;в первом полугодии этого года"),
        ("1991", "thirty-five years ago;35 years ago;тридцать пять лет назад"),
        ("2025", "год назад;a year ago;last year;ötən ildə"),
        ("2026-05", "half a year ago;полгода назад"),
        ("2026-11-24", "the day before yesterday;позавчера;前天;srağagün"),
        ("2026-22", "this summer;прошлым летом"),
    ],
)
def test_a_time_is_read_in_each_of_its_forms(when, texts):
    for text in texts.split(";"):
        assert read(text) == [when], text


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("7 and 10 March 1994", ["1994-03-07", "1994-03-10"]),
        ("апрель и май 1992", ["1992-04", "1992-05"]),
        ("2 or 3 April 1992", ["1992-04-02", "1992-04-03"]),
        ("2 və 3 aprel 1992", ["1992-04-02", "1992-04-03"]),
        ("1992年4月2日和3日", ["1992-04-02", "1992-04-03"]),
        ("2 April 1992 and 12 countries", ["1992-04-02"]),
        ("opened in June 1992 and may close", ["1992-06"]),
        ("article 5 and 6 April 1992", ["1992-04-06"]),
        ("1992 and 1995", ["1992", "1995"]),
        ("They met in May. Last year it grew; this year may see it fall", ["2025", "2026"]),
        ("2023 - 5 visits, 2024 - 15%", ["2023", "2024"]),
        ("в 2015 и 2020 годах; 1000-2000 km", ["2015", "2020"]),
        ("the last day of 2024; Sun 1992", ["2024", "1992"]),
        ("iyulunda 1,5 mlrd; in May 20% in 1992", ["1992"]),
        ("Q3 and Q4 2024", ["2024-07/2024-09", "2024-10/2024"]),
        ("1998-9", ["1998-09", "1998/1999"]),
        ("FY2021/22", ["2021-22", "2021/2022"]),
        ("19世纪末20世纪初", ["1866/1899", "1900/1933"]),
    ],
)
def test_one_of_several_times_is_meant(text, readings):
    assert read(text) == readings


@pytest.mark.parametrize(
    "text",
    "1500.25 USD;250.5 million;747.4;$1992;€1500-2000;1992 km;1500 manat;2000 tonnes;2000 лет"
    ";2000 years of silk;page 1992;pp. 1990-1995;№ 1992;Resolutions 822, 853, 874 and 884"
    ";резолюция 1325;第822号决议;192.168.1.1;in recent years;в последние годы;几年前"
    ";past decades;полтора года назад;last year of the war;half of trade;first quarter".split(";"),
)
def test_what_is_counted_or_numbered_is_no_time(text):
    assert read(text) == []


def test_what_stands_beside_a_counted_thing_is_still_a_time():
    assert read("Resolution 822, 1993") == read("in 1993 $5m") == read("1993 USD 5 million")
    assert read("Resolution 822, 1993") == ["1993"]
