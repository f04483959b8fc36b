"""Two wordings of one passage: what is the same in them but for how it is set, and what is not."""

import unicodedata
from array import array
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ..startup import pattern
from .text import HAN

# Scripts that are written without blanks are cut into characters.
_CUT = "".join(f"{first}-{last}" for first, last in HAN) + "\u3040-\u30ff"
_MARKS = "\u00ad\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670\u200b-\u200d\u2060\ufeff"
_TOKEN = pattern(rf"[{_CUT}]|(?:(?![{_CUT}])[^\W_][{_MARKS}]*)+|[^\s{_MARKS}]")
_UNSEEN = pattern("[\u00ad\u200b-\u200d\u2060\ufeff]")
_QUOTES = dict.fromkeys('“”„‟«»‹›"‘’‚‛`´ʼʻʹ′″「」『』＂＇', "'")
_DASHES = dict.fromkeys("‐‑‒–—―−", "-")
_LEVEL = _QUOTES | _DASHES


class Wording(NamedTuple):
    """The words and marks of a text in order, each as it is compared, and where it stands."""

    text: str
    words: list[str]
    starts: "array[int]"
    ends: "array[int]"

    def of(self, first: int, last: int) -> "Wording":
        """The words from one to before another."""
        return Wording(
            self.text, self.words[first:last], self.starts[first:last], self.ends[first:last]
        )

    def part(self, first: int, last: int) -> str:
        """The text from one word to before another, on one line."""
        if first >= last:
            return ""
        return " ".join(self.text[self.starts[first] : self.ends[last - 1]].split())

    def spaced(self, i: int) -> bool:
        """Whether a blank stands before a word."""
        return 0 < i < len(self.starts) and self.ends[i - 1] < self.starts[i]


def wording(text: str) -> Wording:
    """The words and marks of a text.

    Quotation marks, dashes, blanks and invisible characters of all kinds are compared as one.
    """
    words: list[str] = []
    known: dict[str, str] = {}  # one string for each word: a text has few of them
    starts, ends = array("I"), array("I")
    for match in _TOKEN.finditer(text):
        word = match[0]
        words.append(known.get(word) or known.setdefault(word, levelled(word)))
        starts.append(match.start())
        ends.append(match.end())
    return Wording(text, words, starts, ends)


def levelled(word: str) -> str:
    """A word or mark as it is compared."""
    if word.isascii() and word.isalnum():
        return word
    if word in _LEVEL:
        return _LEVEL[word]
    wide = not word[0].isalnum()  # a full-width comma is a comma; of letters ½ is not 1/2
    plain = unicodedata.normalize("NFKC" if wide else "NFC", word)
    return _UNSEEN.sub("", plain) or word


def is_word(word: str) -> bool:
    """Whether it is a word and no mark."""
    return word[0].isalnum()


def set_otherwise(one: Wording, first: int, other: Wording, begin: int, length: int) -> list[str]:
    """In what two passages with the same words and marks are set otherwise: as it is told."""
    found: dict[str, None] = {}
    for i in range(length):
        here = one.text[one.starts[first + i] : one.ends[first + i]]
        there = other.text[other.starts[begin + i] : other.ends[begin + i]]
        if here != there:
            found[_what(here, there)] = None
        if i and _blank(one, first + i) != _blank(other, begin + i):
            found["spaces"] = None
    return list(found)


def _blank(some: Wording, i: int) -> str:
    """The blanks before a word; the end of a line is one."""
    between = some.text[some.ends[i - 1] : some.starts[i]]
    return " " if between.isspace() and set(between) <= set(" \n\r\t>") else between


def _what(here: str, there: str) -> str:
    for name, marks in (("quotation marks", _QUOTES), ("dashes", _DASHES)):
        if here in marks or there in marks:
            return name
    if here.casefold() == there.casefold():
        return "a letter's case"
    return "the form of letters" if here[0].isalnum() else "the form of marks"


# Of stretches that are the same so many words are told on either side of a difference.
_CONTEXT = 6
# More of two passages is not set against each other: it would take its square.
_MOST = 300

# What is the same, what only the first has, what only the other has.
Step = tuple[str, int, int, int, int]


def steps(one: Sequence[str], other: Sequence[str]) -> list[Step]:
    """How one list of words becomes another, in the steps of difflib.

    What both begin and end with is the same; of what is left in between, no more than a few
    hundred words are compared one by one.
    """
    from difflib import SequenceMatcher  # only where something differs

    most = min(len(one), len(other))
    head = next((i for i in range(most) if one[i] != other[i]), most)
    tail = next((i for i in range(most - head) if one[-1 - i] != other[-1 - i]), most - head)
    here, there = one[head : len(one) - tail], other[head : len(other) - tail]
    found: list[Step] = [("equal", 0, head, 0, head)] if head else []
    if max(len(here), len(there)) > _MOST:
        found.append(("replace", head, len(one) - tail, head, len(other) - tail))
    else:
        matcher = SequenceMatcher(None, here, there, autojunk=False)
        codes = matcher.get_opcodes()
        found += [(tag, a + head, b + head, c + head, d + head) for tag, a, b, c, d in codes]
    if tail:
        found.append(("equal", len(one) - tail, len(one), len(other) - tail, len(other)))
    return found


def differing(one: Wording, other: Wording, gaps: Sequence[int] = ()) -> str:
    """What differs between two passages, as wdiff writes it: [-of the first-]{+of the other+}.

    Args:
        one: the first passage.
        other: the other one.
        gaps: before which words of the other one something was left out, and said to be.
    """
    return "".join(_written(one, other, steps(one.words, other.words), frozenset(gaps))).strip()


def _written(
    one: Wording, other: Wording, every: Sequence[Step], gaps: frozenset[int]
) -> Iterator[str]:
    for number, (tag, a, b, c, d) in enumerate(every):
        blank = " " if one.spaced(a) or other.spaced(c) else ""
        if tag == "equal":
            yield blank + _cut(one, a, b, number > 0, number < len(every) - 1)
        elif tag == "delete" and c in gaps:
            yield f"{blank}…"
        else:
            gone = f"[-{one.part(a, b)}-]" if b > a else ""
            yield blank + gone + (f"{{+{other.part(c, d)}+}}" if d > c else "")


def _cut(one: Wording, first: int, last: int, before: bool, after: bool) -> str:
    """A stretch that is the same, with no more of it than shows where the differences stand."""
    if last - first <= 2 * _CONTEXT + 1:
        return one.part(first, last)
    head = one.part(first, first + _CONTEXT) if before else ""
    tail = one.part(last - _CONTEXT, last) if after else ""
    return f"{head} … {tail}".strip()
