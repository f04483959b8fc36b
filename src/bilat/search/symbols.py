"""What a text is to the grammar of times: numbers, words of time and marks, in any script."""

import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from ..core.edtf import Day
from ..core.text import fold
from ..startup import pattern
from .words import lines

_HAN_DIGITS = {char: n for n, char in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}
_AZERBAIJANI = frozenset(("", "in", "un", "de", "da", "den", "dan", "e", "a", "i", "u"))


class Symbol(NamedTuple):
    """A number, a word of time, a mark or another word; `apart` where a blank stands before it."""

    text: str
    number: int | None
    start: int
    end: int
    apart: bool


@lru_cache(maxsize=None)
def lexicon() -> dict[str, dict[tuple[str, ...], tuple[str, ...]]]:
    """By kind, the words of time (cut as a text is) with their values."""
    found: dict[str, dict[tuple[str, ...], tuple[str, ...]]] = {}
    for line in lines("times"):
        head, _, words = line.partition(": ")
        kind, *values = head.split()
        for word in words.split(", "):
            cut = tuple(symbol.text for symbol in symbols(word))
            found.setdefault(kind, {})[cut] = tuple(values)
    return found


def symbols(text: str) -> list[Symbol]:
    """The symbols of a text, folded, with their places."""
    folded, places = _folded(text)
    found: list[Symbol] = []
    end = 0
    for match in _RUN.finditer(folded):
        start, stop = match.span()
        number = int(match[0]) if match[0].isdecimal() and stop - start < 16 else None
        found.append(Symbol(match[0], number, places[start], places[stop - 1] + 1, start > end))
        end = stop
    return _numerals(found)


_RUN = pattern(
    r"(?<!\d)\d{1,3}(?:([,'\u00a0\u202f ])\d{3})(?:\1\d{3})*(?!\d)"
    r"|\d+|[a-z\u00df-\u2fff]+~?|[^\W\d_]|[^\w\s]"
)


def _folded(text: str) -> tuple[str, Sequence[int]]:
    if text.isascii():
        return text.lower(), range(len(text))
    letters, places = [], []
    for place, char in enumerate(text):
        for letter in "'" if char in "’‘ʼ" else "-" if char in "–—−‐‑" else fold(char):
            letters.append(str(unicodedata.digit(letter)) if letter.isdigit() else letter)
            places.append(place)
    return "".join(letters), places


def _numerals(found: list[Symbol]) -> list[Symbol]:
    """Chinese numerals before a unit of time as the numbers that they are."""
    out: list[Symbol] = []
    i = 0
    while i < len(found):
        j = i
        while j < len(found) and (found[j].text in _HAN_DIGITS or found[j].text == "十"):
            j += 1
        if j > i and j < len(found) and found[j].text in "年月日号世":
            text = "".join(symbol.text for symbol in found[i:j])
            number = _han(text)
            out.append(Symbol(str(number), number, found[i].start, found[j - 1].end, found[i].apart))
            i = j
            continue
        out.append(found[i])
        i += 1
    return out


def _han(text: str) -> int:
    if "十" not in text:
        return int("".join(str(_HAN_DIGITS[char]) for char in text))
    tens, _, ones = text.partition("十")
    return 10 * (_HAN_DIGITS[tens[-1]] if tens else 1) + (_HAN_DIGITS.get(ones[:1], 0))


class Reader:
    """The symbols of one text, and the day on which it is read."""

    def __init__(self, text: str, today: Day) -> None:
        self.text, self.today, self.symbols = text, today, symbols(text)

    def at(self, i: int) -> Symbol:
        """The symbol at a place; an empty one beyond the end."""
        return self.symbols[i] if 0 <= i < len(self.symbols) else _END

    def word(self, kind: str, i: int) -> tuple[int, tuple[str, ...]] | None:
        """Where the longest words of a kind that stand at a place end, and their values."""
        table = lexicon().get(kind, {})
        best = None
        key: tuple[str, ...] = ()
        j = i
        while len(key) < 5 and j < len(self.symbols):
            if self.at(j).text == "." and key:
                j += 1
                continue
            text = self.at(j).text
            key = (*key, text)
            j += 1
            values = table.get(key) or (self._inflected(table, text) if len(key) == 1 else None)
            if values is not None:
                best = j, values
        return best

    def _inflected(
        self, table: dict[tuple[str, ...], tuple[str, ...]], text: str
    ) -> tuple[str, ...] | None:
        if not text.isalpha():
            return None
        for cut in range(len(text), max(1, len(text) - 4), -1):
            values = table.get((text[:cut], "~")) or table.get((text[:cut] + "~",))
            if values is not None and text[cut:] in _AZERBAIJANI:
                return values
        return None

    def skip(self, i: int, *marks: str) -> int:
        """The place behind one of some marks, or behind "of", where they stand."""
        if self.at(i).text in marks:
            return i + 1
        of = self.word("of", i)
        return of[0] if of else i

    def suffixed(self, i: int) -> int:
        """The place behind a number at a place and what is written at it: 2nd, 1992-ci."""
        j = i + 1
        dash = j + (self.at(j).text == "-")
        suffix = self.word("suffix", dash)
        if suffix and not self.at(dash).apart:
            return suffix[0]
        return j

    def era(self, i: int) -> tuple[int, int] | None:
        """The place behind an era, and its sign."""
        found = self.word("era", i)
        return (found[0], int(found[1][0])) if found else None

    def full(self, two: int) -> int:
        """The year that two digits mean: not more than ten years from now."""
        return two + (2000 if two <= self.today.year % 100 + 10 else 1900)


_END = Symbol("", None, 0, 0, True)
