"""Text as data: folding, words with their place, and what is safe to show."""

from __future__ import annotations

import json
import unicodedata

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from bilat.core.text import did_you_mean, fold, json_safe, nearest, printable
from bilat.language.words import words

# Any code point, also those that cannot be written as UTF-8.
ANYTHING = st.text(st.characters(exclude_categories=[]))
LETTERS = st.text(
    st.one_of(
        st.sampled_from(
            "əƏıİIiöÖüÜşŞçÇğĞйЙёЁßẞﬁﬂ½²①Ａａ１中国王のハ한é'’s,._-–\u0301\u0307 \u3000"
        ),
        st.characters(categories=["L", "N", "Mn", "P", "Z"]),
    )
)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Azərbaycan", "azerbaycan"),
        ("ƏLİYEVA", "eliyeva"),
        ("Lala Əliyeva", "lala eliyeva"),
        ("Şuşa, Gəncə", "susa, gence"),
        ("ışıq IŞIQ", "isiq isiq"),
        ("İstanbul ISTANBUL istanbul", "istanbul istanbul istanbul"),
        ("çöküş", "cokus"),
        ("Дружеский йод, Ёлка, ёлка", "дружескии иод, елка, елка"),
        ("Ｂｅｌｔ　１２", "belt 12"),
        ("ﬁrst oﬃce", "first office"),
        ("Straße STRASSE ẞ", "strasse strasse ss"),
        ("Łódź Ørsted", "lodz orsted"),
        ("Đorđe", "dorde"),
        ("ǿre", "ore"),
        ("café cafe\u0301", "cafe cafe"),
        ("①½", "11\u20442"),
        ("Σίσυφος", "σισυφοσ"),
        ("中国", "中国"),
        ("", ""),
    ],
)
def test_folding_leaves_what_two_spellings_have_in_common(text, folded):
    assert fold(text) == folded


@given(LETTERS)
@example("ǿ")
@example("Đ")
def test_folding_twice_changes_nothing_more(text):
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize("letter", "əıiöüşçğйёøłđñå")
def test_a_letter_folds_the_same_in_either_case(letter):
    assert fold(letter.upper()) == fold(letter)


@given(LETTERS)
@example("ǿ")
def test_composed_and_decomposed_text_fold_the_same(text):
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Relations began in 1990.", ["relations", "began", "in", "1990"]),
        ("China's people’s Mao'S", ["china", "people", "mao"]),
        ("it's the 1990's", ["it", "the", "1990"]),
        ("1,234 and 12,345,678", ["1234", "and", "12345678"]),
        ("2013,2014 1,23 12,3456", ["2013", "2014", "1", "23", "12", "3456"]),
        ("1.5 percent, $2.3", ["1", "5", "percent", "2", "3"]),
        ("王小明 came", ["王", "小", "明", "came"]),
        ("in北京2024", ["in", "北", "京", "2024"]),
        ("snake_case one-sided P.R.China", ["snake", "case", "one", "sided", "p", "r", "china"]),
        ("Əliyeva İlham", ["eliyeva", "ilham"]),
        ("I\u0307lham", ["ilham"]),
        ("㎏ oﬃce", ["kg", "office"]),
        ("", []),
        ("… — ?!", []),
    ],
)
def test_words_are_cut_at_what_is_no_letter_and_no_digit(text, expected):
    assert list(words(text)) == expected


@pytest.mark.parametrize("text", ["Şuşa café", "Gəncə çöküş", "йод Ёлка", "İlham"])
def test_composed_and_decomposed_text_have_the_same_words(text):
    assert words(unicodedata.normalize("NFD", text)) == words(unicodedata.normalize("NFC", text))


def test_full_width_digits_with_commas_are_one_number_too():
    assert words("１,２３４") == ("1234",)


BIDI = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}


def commands(text: str) -> list[str]:
    """What in a text can command a terminal or turn its reading order."""
    return [
        c
        for c in text
        if unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp")
        or unicodedata.bidirectional(c) in BIDI
        or c in "\u061c\u200b\u200e\u200f\ufeff"
    ]


@settings(max_examples=300)
@given(ANYTHING)
def test_printable_text_holds_nothing_that_commands_a_terminal_and_is_one_line(text):
    shown = printable(text)
    assert commands(shown) == []
    assert len(shown.splitlines()) <= 1
    assert printable(shown) == shown


@pytest.mark.parametrize("code", [*range(0x100), *range(0x2000, 0x2070), 0x61C, 0xFEFF, 0xE0001])
def test_no_code_point_slips_through(code):
    assert commands(printable(f"a{chr(code)}b")) == []


@given(ANYTHING)
def test_clean_text_is_printed_as_it_is(text):
    assume(not commands(text))
    assume(not any(unicodedata.category(c) == "Cf" for c in text))
    assert printable(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\x1b[31mb", "a\\u001b[31mb"),
        ("one\r\n\ttwo", "one two"),
        ("a\u202eb", "a\\u202eb"),
        ("a\x9bb\x7f", "a\\u009bb\\u007f"),
        ("\ud800", "\\ud800"),
        ("a\U000e0041", "a\\udb40\\udc41"),
        ("Əli\u200dva 中", "Əli\u200dva 中"),
    ],
)
def test_what_commands_a_terminal_is_written_out(text, shown):
    assert printable(text) == shown


# Two lone surrogates side by side are one character to json itself.
TEXT = st.one_of(
    st.text(), st.text('\x00\x1b\x7f\x9b\u2028\u202e\ufeff\U000e0041é\\"a', max_size=9)
)
VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), TEXT),
    lambda inner: st.one_of(st.lists(inner), st.dictionaries(TEXT, inner)),
    max_leaves=12,
)


@settings(max_examples=200)
@given(VALUES, st.sampled_from([None, 2]))
def test_safe_json_has_the_same_value(value, indent):
    encoded = json_safe(json.dumps(value, ensure_ascii=False, indent=indent))
    assert json.loads(encoded) == value
    assert commands(encoded.replace("\n", "")) == []
    encoded.encode()


@given(st.characters(categories=["Cs"]))
def test_safe_json_escapes_a_lone_surrogate(character):
    encoded = json_safe(json.dumps(character, ensure_ascii=False))
    assert encoded.isascii()
    assert json.loads(encoded) == character


KNOWN = ["visa-free", "trade-growth", "trade-turnover", "visit-xi-2024", "Əliyeva"]


@pytest.mark.parametrize(
    ("word", "found"),
    [
        ("visa-fre", ["visa-free"]),
        ("VISA", ["visa-free"]),
        ("trade", ["trade-growth", "trade-turnover"]),
        ("turnover", ["trade-turnover"]),
        ("aliyeva", ["Əliyeva"]),
        ("zzz", []),
        ("", []),
    ],
)
def test_the_nearest_known_words_are_named(word, found):
    assert nearest(word, KNOWN) == found


@given(st.text(), st.lists(st.text(), max_size=6), st.integers(1, 4))
def test_the_nearest_are_some_of_the_known_each_once_and_the_very_word_first(word, known, limit):
    found = nearest(word, known, limit)
    assert len(found) == len(set(found)) <= limit
    assert set(found) <= set(known)
    if fold(word) and any(fold(name) == fold(word) for name in known):
        assert fold(found[0]) == fold(word)


def test_a_suggestion_is_a_question_or_nothing():
    assert did_you_mean("visa-fre", KNOWN) == "Did you mean visa-free?"
    assert did_you_mean("trade", KNOWN) == "Did you mean trade-growth or trade-turnover?"
    assert did_you_mean("zzz", KNOWN) == ""
    assert did_you_mean("ab", ["a\x1bb"]) == "Did you mean a\\u001bb?"
