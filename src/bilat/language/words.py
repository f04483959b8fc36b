"""Words as the index holds them: one spelling for what people write in several ways."""

import os
import re
import unicodedata
from functools import cache

from msgspec import Struct

from ..core.text import HAN, fold
from ..startup import pattern

# Where one text ends in a text of many.
TEXT_END = "\x1e"


class Token(Struct, frozen=True):
    """A word as the index holds it, and the span of the text that it stands for."""

    word: str
    start: int
    end: int


# Scripts that are written without blanks are cut into characters: Han, kana and Hangul. As a class
# of an expression so many take 3 ms to compile.
_CUT = (*HAN, ("\u3040", "\u30ff"), ("\uac00", "\ud7a3"))
# Scripts whose vowels are marks, which Python counts among what is no part of a word.
_INDIC = "\u0900-\u0963\u0966-\u0dff"
_POINTS = "\u0591-\u05bd\u05bf\u05c1\u05c2\u064b-\u065f\u0670\u0640"
_WITHIN = rf"\u0300-\u036f\u00ad\u200c\u200d{_POINTS}"
_LETTER = rf"(?:[^\W_ʼʻʹ]|[{_INDIC}])"
# Digits in groups of three: by commas, points, blanks and apostrophes, the same throughout.
_GROUPS = r"\d(?<![\d.,]\d)\d{0,2}(?:([,.'’ʼ \u00a0\u2009\u202f])\d{3})(?:\1\d{3})*(?!\d|\1\d)"

# In a folded text, where all digits are those of ASCII.
_GROUPED = pattern(_GROUPS, re.ASCII)
_NO_DIGIT = pattern(r"\D+")
_POINTED = pattern(f"[{_POINTS}]+")
_POSSESSIVE = pattern(r"'s\b(?<=\w's)")
_KEPT = f" {TEXT_END}"
_MARK_INSIDE = pattern(rf"[-'.](?=[\w{_INDIC}])")
_COMPOUND = pattern(rf"\b[\w{_INDIC}]+(?:[-'.][\w{_INDIC}]+)+")
_ROMAN = pattern(r"\b[ivx]+ вв?\b")  # a century in Russian
_WORD = pattern(
    rf"{_GROUPS}|%|(?i:per cent)(?!\w)|((?:{_LETTER}[{_WITHIN}]*)+)(?:['’ʼ][sS](?!\w))?"
)
# Apostrophes, dashes, and two letters that Persian and Arabic write otherwise.
_ALIKE = dict.fromkeys("’‘ʼʻʹ´′", "'") | dict.fromkeys("‐‑‒–—−", "-")
_ALIKE |= {"ي": "ی", "ى": "ی", "ك": "ک"}


def plain(text: str) -> str:
    """Folded text in which digits, apostrophes, dashes and grouped numbers are written one way."""
    folded = fold(text)
    if not folded.isascii():
        folded = unicodedata.normalize("NFC", folded)
        # A replacement in C for each character that is there costs less than one look at each.
        for char in _unusual(folded):
            other = _as_plain(char)
            if other != char:
                folded = folded.replace(char, other)
    if not folded.isalnum() and any(digit in folded for digit in "0123456789"):
        folded = _GROUPED.sub(lambda found: _NO_DIGIT.sub("", found[0]), folded)
    folded = folded.replace("%", " percent ").replace("per cent", "percent")
    return _POSSESSIVE.sub(" ", folded) if "'" in folded else folded


def _unusual(text: str) -> list[str]:
    """The characters of a text but for a-z, 0-9 and the blank, each once."""
    # To take out the others first is three times as fast as a set of all.
    usual = b"abcdefghijklmnopqrstuvwxyz0123456789 "
    rest = text.encode("utf-8", "surrogatepass").translate(None, usual)
    return sorted(set(rest.decode("utf-8", "surrogatepass")))


@cache
def _as_plain(char: str) -> str:
    """How a character is written in plain text."""
    if char.isascii() or char in _ALIKE:
        return _ALIKE.get(char, char)
    if _POINTED.match(char):
        return ""
    return str(unicodedata.digit(char)) if char.isdecimal() else char


def cut(plain_text: str) -> str:
    """The words of a plain text with blanks between; ends of texts stay."""
    apart = ""
    for char in _unusual(plain_text):
        if not (char.isalnum() or char in _KEPT or _INDIC[0] <= char <= _INDIC[-1]):
            plain_text = plain_text.replace(char, " ")
        elif is_cut(char):
            apart += char
    # By a function, since Python works a template out anew at each place.
    return re.sub(f"[{apart}]", lambda found: f" {found[0]} ", plain_text) if apart else plain_text


def compounds(plain_text: str) -> set[str]:
    """The words of a plain text with marks inside: visa-free, o'brien, u.s."""
    found, end = set[str](), 0
    while mark := _MARK_INSIDE.search(plain_text, end):
        start = plain_text.rfind(" ", end, mark.start()) + 1 or end
        after = plain_text.find(" ", mark.end())
        end = len(plain_text) if after < 0 else after
        found.update(_COMPOUND.findall(plain_text, start, end))
    return found


def tokens(text: str) -> list[Token]:
    """The words of a text as the index holds them, with their places in it."""
    found = []
    for first, last in _stretches(text):
        for match in _WORD.finditer(text, first, last):
            start, end = match.span(2) if match[2] else match.span()
            typed = text[start:end]
            some = (typed.lower(),) if typed.isascii() and typed.isalpha() else words(typed)
            found += [Token(word, start, end) for word in some]
    return found


def _stretches(text: str) -> list[tuple[int, int]]:
    """Where in a text its characters that are cut apart stand, and what is between them."""
    apart = "" if text.isascii() else "".join(filter(is_cut, _unusual(text)))
    if not apart:
        return [(0, len(text))]
    return [found.span() for found in re.finditer(f"[{apart}]|[^{apart}]+", text)]


def words(text: str) -> tuple[str, ...]:
    """The words of a text as the index holds them."""
    return tuple(cut(plain(text)).split())


@cache
def is_cut(word: str) -> bool:
    """Whether a word is one character of a script that is written without blanks."""
    return len(word) == 1 and any(first <= word <= last for first, last in _CUT)


def unmarked(word: str) -> str:
    """The letters and digits of a word, without the marks inside it."""
    return "".join(char for char in word if char not in "-'.")


@cache
def lines(name: str) -> tuple[str, ...]:
    """The lines of a word list in data/, but for its comments."""
    path = os.path.join(os.path.dirname(__file__), "data", f"{name}.txt")
    with open(path, encoding="utf-8") as file:
        return tuple(line for line in file.read().splitlines() if line and line[0] != "#")


@cache
def small(languages: str = "") -> frozenset[str]:
    """Words that no fact is about, in English and in some languages (codes with blanks between)."""
    codes = {"en", *languages.split()}
    rows = (line.split() for line in lines("small"))
    return frozenset(word for code, *words in rows if code in codes for word in words)


@cache
def _habits() -> list[tuple[str, list[str]]]:
    rows = (line.partition(": ") for line in lines("habits"))
    return [(kind, phrases.split(", ")) for kind, _, phrases in rows]


def habits(text: str) -> set[str]:
    """What the words of a query ask for that another command answers: a day, anniversaries."""
    told = f" {' '.join(words(text))} "
    return {kind for kind, some in _habits() if any(f" {phrase} " in told for phrase in some)}


@cache
def _telling() -> frozenset[str]:
    """The words of which a time without figures has one."""
    kinds = ("month", "season", "tens", "nought", "unit", "shift")
    some = " ".join(line.partition(": ")[2] for line in lines("times") if line.startswith(kinds))
    return frozenset(word.rstrip("~") for word in some.replace(",", "").split())


def may_tell(text: str) -> bool:
    """Whether a text may name a time: a quick look, since most queries name none."""
    if any(char.isdigit() for char in text):
        return True
    if text.isascii():
        return not _telling().isdisjoint(text.lower().replace("-", " ").split())
    folded = fold(text)
    return any(word in folded for word in _telling()) or _ROMAN.search(folded) is not None
