"""What a text is to the grammar of times: numbers, words of time and marks, in any script."""

import unicodedata
from collections.abc import Sequence
from functools import cache
from typing import Any, NamedTuple

from ..core.edtf import Day
from ..core.text import fold
from ..startup import pattern
from .words import han_number, lines

Words = tuple[str, ...]
_AZERBAIJANI = frozenset(("", "in", "un", "de", "da", "den", "dan", "e", "a", "i", "u"))
_HAN_NUMERALS = frozenset("〇零一二三四五六七八九十两")
# A number in groups of three counts something and is no year.
_SYMBOL = pattern(
    r"(?<!\d)\d{1,3}(?:([,'\u00a0\u202f ])\d{3})(?:\1\d{3})*(?!\d)"
    r"|\d+|[a-z\u00df-\u2fff]+~?|[^\W\d_]|[^\w\s]"
)


class Symbol(NamedTuple):
    """A number, a word or a mark; `apart` where a blank stands before it."""

    text: str
    number: int | None
    start: int
    end: int
    apart: bool


_END = Symbol("", None, 0, 0, True)


@cache
def lexicon() -> dict[str, dict[Words, Words]]:
    """By kind, the words of time, cut into symbols, with their values."""
    found: dict[str, dict[Words, Words]] = {}
    for line in lines("times"):
        head, _, words = line.partition(": ")
        kind, *values = head.split()
        for word in words.split(", "):
            simple = word.replace(" ", "").isalpha() and word < "\u2e80"
            cut = tuple(word.split()) if simple else tuple(each.text for each in symbols(word))
            found.setdefault(kind, {})[cut] = tuple(values)
    return found


def month_names(month: int | None) -> list[str]:
    """The words for a month by its number."""
    return [word[0] for word, value in lexicon()["month"].items() if value == (str(month),)]


def symbols(text: str) -> list[Symbol]:
    """The symbols of a text, folded, with their places."""
    folded, places = _folded(text)
    found: list[Symbol] = []
    end = 0
    for match in _SYMBOL.finditer(folded):
        start, stop = match.span()
        number = int(match[0]) if match[0].isdecimal() and stop - start < 16 else None
        found.append(Symbol(match[0], number, places[start], places[stop - 1] + 1, start > end))
        end = stop
    return found if folded.isascii() else _with_numerals(found)


def _folded(text: str) -> tuple[str, Sequence[int]]:
    """A folded text, and the place in the text of each of its characters."""
    if text.isascii():
        return text.lower(), range(len(text))
    letters, places = [], []
    for place, char in enumerate(text):
        for letter in "'" if char in "’‘ʼ" else "-" if char in "–—−‐‑" else fold(char):
            letters.append(str(unicodedata.digit(letter)) if letter.isdecimal() else letter)
            places.append(place)
    return "".join(letters), places


def _with_numerals(found: list[Symbol]) -> list[Symbol]:
    """Chinese numerals before a unit of time as the numbers that they are."""
    read: list[Symbol] = []
    i = 0
    while i < len(found):
        j = i
        while j < len(found) and found[j].text in _HAN_NUMERALS:
            j += 1
        if i < j < len(found) and found[j].text in "年月日号世":
            number = han_number("".join(symbol.text for symbol in found[i:j]))
            read.append(found[i]._replace(text=str(number), number=number, end=found[j - 1].end))
            i = j
        else:
            read.append(found[i])
            i += 1
    return read


class Reader:
    """The symbols of one text, and the day on which it is read."""

    def __init__(self, text: str, today: Day) -> None:
        self.text, self.today, self.symbols = text, today, symbols(text)
        self.dates: dict[int, Any] = {}
        self._words: dict[tuple[str, int], tuple[int, Words] | None] = {}

    def at(self, i: int) -> Symbol:
        """The symbol at a place; an empty one beyond the end."""
        return self.symbols[i] if 0 <= i < len(self.symbols) else _END

    def typed(self, i: int, end: int) -> str:
        """The text of the symbols from one place to before another."""
        return self.text[slice(*self.span(i, end))]

    def span(self, i: int, end: int) -> tuple[int, int]:
        """Where in the text the symbols from one place to before another stand."""
        return self.at(i).start, self.at(end - 1).end

    def whole(self, i: int, end: int) -> bool:
        """Whether symbols stand on their own, and are no part of a longer word: of A1700."""
        sides = (self.at(i).apart, self.at(i - 1).text), (self.at(end).apart, self.at(end).text)
        return all(apart or not text[-1:].isalnum() or text >= "\u2e80" for apart, text in sides)

    def number(self, i: int, low: int, high: int, digits: Sequence[int]) -> int | None:
        """The number at a place, if it is within bounds and has so many digits."""
        text, number = self.at(i)[:2]
        fits = number is not None and low <= number <= high and len(text) in digits
        return number if fits else None

    def word(self, kind: str, i: int) -> tuple[int, Words] | None:
        """Where the longest words of a kind that stand at a place end, and their values."""
        if (kind, i) not in self._words:
            self._words[kind, i] = self._word(kind, i)
        return self._words[kind, i]

    def _word(self, kind: str, i: int) -> tuple[int, Words] | None:
        table, best, j = lexicon()[kind], None, i
        key: Words = ()
        while len(key) < 5 and j < len(self.symbols):
            text, j = self.at(j).text, j + 1
            if text == "." and key:
                continue  # of initials
            key = (*key, text)
            values = table.get(key) or (_inflected(table, text) if len(key) == 1 else None)
            if values is not None:
                best = j, values
        return best

    def unit(self, i: int, *units: str) -> int | None:
        """The place behind a unit of time that is one of some."""
        found = self.word("unit", i)
        return found[0] if found and found[1][0] in units else None

    def skip(self, i: int, *marks: str) -> int:
        """The place behind one of some marks, or behind "of", where they stand."""
        of = None if self.at(i).text in marks else self.word("of", i)
        return of[0] if of else i + (self.at(i).text in marks)

    def dashed(self, i: int) -> int:
        """The place behind a dash, where one stands."""
        return i + (self.at(i).text == "-")

    def suffixed(self, i: int) -> int:
        """The place behind a number and what is written at it: 2nd, 1992-ci."""
        dash = self.dashed(i + 1)
        suffix = None if self.at(dash).apart else self.word("suffix", dash)
        return suffix[0] if suffix else i + 1

    def full(self, two: int) -> int:
        """The year that two digits mean: not more than ten years from now."""
        return two + (2000 if two <= self.today.year % 100 + 10 else 1900)


def _inflected(table: dict[Words, Words], text: str) -> Words | None:
    """The values of a word that takes Azerbaijani endings."""
    if text.isalpha():
        for cut in range(len(text), max(1, len(text) - 4), -1):
            values = table.get((f"{text[:cut]}~",))
            if values is not None and text[cut:] in _AZERBAIJANI:
                return values
    return None
