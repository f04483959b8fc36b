"""A text as symbols (numbers, words and marks in any script), and patterns that they fit.

A pattern is a row of elements, as in "day link? month .? year=short":

    month, day   words of a kind that data/times.txt lists, or what a rule of the grammar takes
    unit:year    words of a kind that have this value, which is not handed on
    1..39        a number within bounds, with no fewer digits than the first, no more than the last
    -  月  any   this mark or letter; any symbol
    a|b          the first of them that fits
    a?  a*       which may lack; as many as follow
    _a  !a       with no blank before it; which must not follow
    key=a        its value is handed on by this name, and not by its own
"""

import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from ..core.edtf import Day
from ..core.text import fold
from ..startup import pattern
from .numbers import han_number
from .words import lines

Words = tuple[str, ...]
Match = tuple[int, Any] | None  # where what fits ends, and its value
Make = Callable[..., Any]  # the value of a pattern: of where it stands, and the values by name
Grammar = Mapping[str, Mapping[str, Make | None]]  # rules: patterns, in the order they are tried

_CASES = ("den", "dan", "de", "da", "in", "un", "e", "a", "")
# Azerbaijani endings: whose it is, and the case.
_ENDINGS = {own + case for own in ("", "i", "u", "n", "in", "un") for case in _CASES}
_LONGEST = ("date",)  # rules of which the pattern is taken that reaches farthest
# Rules that take nothing where only a word stands that links, as most words of a text do.
_DATED = {"date", "century", "decade", "relative", "share"}
_LINKS = {"of", "genitive", "from", "to", "and", "between", "side"}
_HAN = "[〇零一二三四五六七八九十两]"
# A number in groups of three counts something and is no year; Chinese numerals do before a unit.
_SYMBOL = pattern(
    r"(?<!\d)\d{1,3}(?:([,'\u00a0\u202f ])\d{3})(?:\1\d{3})*(?!\d)"
    r"|\d+|(?:[a-z\u00df-\u2fff](?<=\w))+"
    rf"|(?<!{_HAN})({_HAN}(?:\s*{_HAN})*+)(?=\s*[年月日号世])|[^\W\d_]|[^\w\s]"
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
def lexicon() -> dict[Words, dict[str, Any]]:
    """The words of time, cut into symbols, with their values by kind; ~ is for endings."""
    found: dict[Words, dict[str, Any]] = {}
    for line in lines("times"):
        head, _, words = line.partition(": ")
        kind, *values = head.split()
        some = [int(value) if value.lstrip("-").isdecimal() else value for value in values]
        value = tuple(some) if len(some) > 1 else some[0] if some else None
        for word in words.split(", "):
            simple = word.replace(" ", "").rstrip("~").isalpha()
            plain = word.split() if word < "\u2e80" else word  # whose characters are cut apart
            cut = tuple(plain if simple else (each.text for each in symbols(word)))
            found.setdefault(cut, {})[kind] = value
    return found


@cache
def _kinds() -> frozenset[str]:
    return frozenset(kind for kinds in lexicon().values() for kind in kinds)


@cache
def _grammar(meanings: tuple[Make, ...]) -> Grammar:
    """By rule, its patterns and what they mean."""
    named = {meaning.__name__: meaning for meaning in meanings}
    found: dict[str, dict[str, Make | None]] = {}
    for line in lines("grammar"):
        head, _, row = line.partition(": ")
        rule, *meaning = head.split()
        found.setdefault(rule, {})[row] = named[meaning[0]] if meaning else None
    return found


def month_names(month: int | None) -> list[str]:
    """The words for a month by its number."""
    return [words[0] for words, kinds in lexicon().items() if kinds.get("month", -1) == month]


def symbols(text: str) -> list[Symbol]:
    """The symbols of a text, folded, with their places."""
    folded, places = _folded(text)
    found: list[Symbol] = []
    end = 0
    for match in _SYMBOL.finditer(folded):
        start, stop = match.span()
        typed, number = match[0], None
        if match[2] and stop - start < 16:
            typed = str(han_number("".join(match[2].split())))
        if typed.isdecimal() and len(typed) < 16:
            number = int(typed)
        found.append(Symbol(typed, number, places[start], places[stop - 1] + 1, start > end))
        end = stop
    return found


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


class _Element(NamedTuple):
    """An element of a pattern, with what it may be: rules, kinds, numbers or marks."""

    key: str
    names: tuple[str, ...]
    lacking: bool  # whether it may lack, or must
    many: bool
    tight: bool
    absent: bool


@cache
def _elements(row: str) -> tuple[_Element, ...]:
    return tuple(map(_element, row.split()))


@cache
def _element(word: str) -> _Element:
    key, _, element = word.rpartition("=")
    names = tuple(element.rstrip("?*").lstrip("_!").split("|"))
    absent, many = element[0] == "!", element[-1] == "*"
    lacking = absent or many or element[-1] == "?"
    return _Element(key, names, lacking, many, element[0] == "_", absent)


class Reader:
    """The symbols of one text, the day on which it is read, and the grammar of times."""

    def __init__(self, text: str, today: Day, meanings: tuple[Make, ...]) -> None:
        self.text, self.today, self.symbols = text, today, symbols(text)
        self._grammar = _grammar(meanings)
        self._known: dict[tuple[str, int], Match] = {}
        self._words: dict[int, dict[str, tuple[int, Any]]] = {}

    def at(self, i: int) -> Symbol:
        """The symbol at a place; an empty one beyond the end."""
        return self.symbols[i] if 0 <= i < len(self.symbols) else _END

    def whole(self, i: int, end: int) -> bool:
        """Whether symbols stand on their own, and are no part of a longer word: of A1700."""
        for one, other in ((self.at(i - 1), self.at(i)), (self.at(end - 1), self.at(end))):
            joined = not other.apart and one.text.isalnum() and other.text.isalnum()
            if joined and max(one.text, other.text) < "\u2e80":
                return False
        return True

    def begins(self, i: int) -> bool:
        """Whether anything may begin at a place: a number, its apostrophe or words of time."""
        return self.at(i).number is not None or self.at(i).text == "'" or bool(self._kinds_at(i))

    def _links(self, i: int) -> bool:
        """Whether a word stands at a place that no date begins with."""
        return self._kinds_at(i).keys() <= _LINKS and self.at(i).text.isalpha()

    def match(self, name: str, i: int) -> Match:
        """What a rule, a kind of words, a number or a mark takes from a place on."""
        if i >= len(self.symbols) or (name in _DATED and self._links(i)):
            return None
        if (name, i) not in self._known:
            read = self._ruled if name in self._grammar else self._simple
            self._known[name, i] = read(name, i)
        return self._known[name, i]

    def _ruled(self, name: str, i: int) -> Match:
        best: Match = None
        for row, make in self._grammar[name].items():
            found = self._row(row, make, i)
            if found and (best is None or found[0] > best[0]):
                best = found
                if name not in _LONGEST:
                    break
        return best

    def _row(self, row: str, make: Make | None, i: int) -> Match:
        end, parts = i, dict[str, Any]()
        for element in _elements(row):
            taken = self._taken(element, end)
            if element.absent if taken else not element.lacking:
                return None
            while taken:
                name, (end, value) = taken
                if value is not None:
                    parts[element.key or name] = value
                taken = self._taken(element, end) if element.many else None
        if make is None:
            return end, next(reversed(parts.values()), None)
        value = make(Found(self, i, end), **parts)
        return None if value is None else (end, value)

    def _taken(self, element: _Element, i: int) -> tuple[str, tuple[int, Any]] | None:
        """The first of what an element may be that fits at a place, and what that takes."""
        for name in element.names if not (element.tight and self.at(i).apart) else ():
            found = self.match(name, i)
            if found:
                return name, found
        return None

    def _simple(self, name: str, i: int) -> Match:
        text, number = self.at(i)[:2]
        low, dots, high = name.partition("..")
        if dots:
            long = number is not None and len(low) <= len(text) <= len(high)
            return (i + 1, number) if long and int(low) <= (number or 0) <= int(high) else None
        kind, _, value = name.partition(":")
        if kind in _kinds():
            found = self._kinds_at(i).get(kind)
            if value and found:
                return (found[0], None) if value == str(found[1]) else None
            return found
        return (i + 1, None) if text == name or (name == "any" and text) else None

    def _kinds_at(self, i: int) -> dict[str, tuple[int, Any]]:
        """By kind, where the longest words that stand at a place end, and their value."""
        if i not in self._words:
            self._words[i] = dict(self._words_at(i))
        return self._words[i]

    def _words_at(self, i: int) -> Iterator[tuple[str, tuple[int, Any]]]:
        """By kind, the words that stand at a place, longer ones later."""
        text = self.at(i).text
        for cut in range(max(1, len(text) - 5), len(text) + 1) if text.isalpha() else ():
            if text[cut:] in _ENDINGS:
                stem = lexicon().get((f"{text[:cut]}~",), {})
                yield from ((kind, (i + 1, value)) for kind, value in stem.items())
        key: Words = ()
        j = i
        while len(key) < 5 and j < len(self.symbols):
            text, j = self.at(j).text, j + 1
            if text == "." and key:
                continue  # of initials
            key = (*key, text)
            yield from ((kind, (j, value)) for kind, value in lexicon().get(key, {}).items())


class Found(NamedTuple):
    """Where a pattern was found, for whoever makes its value."""

    reader: Reader
    start: int
    end: int

    @property
    def span(self) -> tuple[int, int]:
        """Where that is in the text."""
        return self.reader.at(self.start).start, self.reader.at(self.end - 1).end

    @property
    def typed(self) -> str:
        """What stands there in the text."""
        return self.reader.text[slice(*self.span)]
