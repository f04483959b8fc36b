"""Where sentences end."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bilat.core.sentences import sentences

PIECES = st.sampled_from(
    [
        *("The ", "he said", "China", "Dr. ", "Ph.D.", "U.S. ", "J. ", "e.g. ", "1.5", "3. ", "’s"),
        *("...", "… ", ". ", "! ", "?", "“", "”", '"', "(", ") ", "—", "中国", "。", "！"),
        *("\n", "\t", "\u3000", "\xa0", "\x1c"),
    ]
)
TEXTS = st.one_of(st.text(), st.lists(PIECES, max_size=20).map("".join))


def split(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


@settings(max_examples=500)
@given(TEXTS)
def test_sentences_are_in_order_apart_and_hold_everything_but_blanks(text):
    reached = 0
    for start, end in sentences(text):
        assert reached <= start < end <= len(text)
        assert text[reached:start].strip() == ""
        assert text[start:end] == text[start:end].strip()
        reached = end
    assert text[reached:].strip() == ""


@given(TEXTS)
def test_one_sentence_is_not_split_again_without_what_follows(text):
    for sentence in split(text)[-1:]:
        assert split(sentence) == [sentence]


@pytest.mark.parametrize(
    "parts",
    [
        ["Relations began in 1990.", "Trade grew."],
        ["Is it so?", "Yes!", "It is."],
        ["Dr. Smith met Mr. Lee and Mrs. Wang.", "They spoke."],
        ["Elnur Mammadov, Ph.D. Candidate, wrote it.", "It was read."],
        ["The P.R.China and the U.S. Congress agreed.", "All did."],
        ["P.R. China agreed.", "All did."],
        ["J. K. Rowling wrote.", "X. Jinping read."],
        ["J.K. Rowling wrote.", "G.W. Bush read."],
        ["It grew by 1.5 percent.", "It fell by 2.5."],
        ["He met e.g. China, i.e. the P.R.C., and others.", "Then he left."],
        ["The vol. 3 and No. 5 of Sept. 2004 etc. are here.", "So is Dec. 24."],
        ["“We agree.”", "He left."],
        ["“We agree,” he said.", "“So do we.”", "All left."],
        ["He said: “We agree.", "We always did.”", "All left."],
        ['"We agree."', '"So do we."', "All left."],
        ["(It was so.)", "It is (now)."],
        ["Wait... and see.", "Well...", "Then go."],
        ["Wait… and see.", "Well…", "Then go."],
        ["What?!", "No."],
        ["It ended in 1991.", "2004 brought more."],
        ["Xi came.", "Əliyev went.", "İlham stayed.", "Шла Маша."],
    ],
)  # fmt: skip
def test_sentences_with_a_space_between_them(parts):
    assert split(" ".join(parts)) == parts


@pytest.mark.parametrize(
    "parts",
    [
        ["中国。", "阿塞拜疆！", "好？", "没有句号"],
        ["他走了。。。", "真的吗？！", "是。"],
        ["他说：“好。”", "然后走了。"],
        ["（他说好。）", "然后走了。"],
    ],
)
def test_chinese_sentences_have_none(parts):
    assert split("".join(parts)) == parts


@pytest.mark.parametrize(
    "text",
    [
        "It is so",
        "It stops. here",
        "It costs 1.5 percent of 3.2",
        "He asked “why?” and left",
        "See www.example.org/a.b for it",
        "He (Prof. Li) came",
    ],
)
def test_one_sentence_stays_whole(text):
    assert split(text) == [text]


@pytest.mark.parametrize("text", ["", " ", "\n\t\u3000"])
def test_blank_text_has_no_sentence(text):
    assert split(text) == []
