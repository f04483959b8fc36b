"""Numbers as people write them: in figures, in words and in Chinese numerals."""

from collections.abc import Iterator
from functools import cache

from msgspec import Struct

from ..startup import pattern
from .words import Token, lines, tokens

_SHORT = pattern(r"(\d{1,9})(k|m|mn|mln|bn|b)")
_SHORT_SCALES = {"k": 1000, "m": 10**6, "mn": 10**6, "mln": 10**6, "bn": 10**9, "b": 10**9}
_HAN = {char: n for n, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_HAN_SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
_DIGITS = 15  # nobody counts further


class Number(Struct, frozen=True):
    """A number in figures, and where a text has it."""

    value: str
    start: int
    end: int


@cache
def number_words() -> dict[str, int]:
    """The words for numbers, with what they count."""
    rows = (line.split() for line in lines("numbers"))
    return {word: int(value) for value, *words in rows for word in words}


def numbers(text: str) -> Iterator[Number]:
    """The numbers of a text that are more than one word, or in figures."""
    run: list[Token] = []
    for token in [*_decimals(text), Token("", 0, 0)]:
        if _counts(token.word):
            run.append(token)
            continue
        while run:
            taken, value = _read(run)
            if value is not None and (taken > 1 or run[0].word[0].isdigit()):
                yield Number(value, run[0].start, run[taken - 1].end)
            run = run[taken:]


def _decimals(text: str) -> Iterator[Token]:
    """The words of a text, with what stands behind a decimal point at its number."""
    found = tokens(text)
    skip = -1
    for i, token in enumerate(found):
        if i == skip:
            continue
        after = found[i + 1] if i + 1 < len(found) else token
        pointed = text[token.end : after.start] in (".", ",")
        if pointed and token.word.isdecimal() and after.word.isdecimal():
            skip = i + 1
            yield Token(f"{token.word}.{after.word}", token.start, after.end)
        else:
            yield token


def _counts(word: str) -> bool:
    return word[:1].isdigit() or word in number_words() or word in _HAN_SCALES or word in _HAN


def _read(run: list[Token]) -> tuple[int, str | None]:
    """How many of these words the first number takes, and the number; None where it is none."""
    first = run[0].word
    if first in _HAN or first in _HAN_SCALES:
        taken = next((i for i, t in enumerate(run) if t.word not in _HAN | _HAN_SCALES), len(run))
        return taken, str(han_number("".join(token.word for token in run[:taken])))
    short = _SHORT.fullmatch(first)
    if short:
        return 1, str(int(short[1]) * _SHORT_SCALES[short[2]])
    if "." in first:
        scale = number_words().get(run[1].word, 0) if len(run) > 1 else 0
        if scale < 1000:
            return 1, first
        whole, _, rest = first.partition(".")
        figure = int(whole + rest) * scale
        part = 10 ** len(rest)
        return 2, str(figure // part) if figure % part == 0 else first
    value = int(first) if first.isdecimal() and len(first) <= _DIGITS else number_words().get(first)
    if value is None:
        return 1, None
    total, taken = value, 1
    for token in run[1:]:
        more = _HAN_SCALES.get(token.word) or number_words().get(token.word)
        if more is None or not _follows(total, more):
            break
        total, taken = (total * more if more >= 100 else total + more), taken + 1
    return taken, str(total)


def _follows(total: int, more: int) -> bool:
    """Whether a number may go on so: twenty-one, ten thousand."""
    if more >= 100:
        return total < more and len(str(total * more)) <= _DIGITS
    return 20 <= total < 100 and total % 10 == 0 and 0 < more < 10


def han_number(text: str) -> int:
    """A number in Chinese numerals, digit by digit or with tens and hundreds."""
    if not any(char in _HAN_SCALES for char in text):
        return int("".join(str(_HAN[char]) for char in text))
    total, section, digit = 0, 0, 0
    for char in text:
        if char in _HAN:
            digit = _HAN[char]
        elif _HAN_SCALES[char] < 10**4:
            section, digit = section + (digit or 1) * _HAN_SCALES[char], 0
        else:
            total, section, digit = (total + section + digit) * _HAN_SCALES[char], 0, 0
    return total + section + digit


def numeral_forms(value: str) -> list[tuple[str, ...]]:
    """The ways in which a text may give a number that was asked for in figures."""
    if "." in value:
        return [tuple(value.split("."))]
    forms: list[tuple[str, ...]] = [(value,)]
    number = int(value)
    for word, each in number_words().items():
        if each == number:
            forms.append((word,))
        elif each >= 1000 and number % each == 0 and 1 <= number // each < 1000:
            few = str(number // each)
            forms += [(few, word), *((name, word) for name in _named(int(few)))]
        elif 20 <= each < 100 and each < number < each + 10:
            forms += [(word, one) for one in _named(number - each)]
        elif each >= 1000 and number % (each // 1000) == 0 and 1 <= number // each < 1000:
            tail = str(number % each * 1000 // each).rjust(3, "0").rstrip("0")
            forms.append((str(number // each), tail, word))
    for char, scale in _HAN_SCALES.items():
        if scale >= 10**4 and number % scale == 0 and 1 <= number // scale < 10**4:
            forms.append((str(number // scale), char))
    return forms


def _named(number: int) -> list[str]:
    return [word for word, each in number_words().items() if each == number]


def ordinals(word: str) -> list[tuple[str, ...]]:
    """An ordinal as it may be written otherwise: `30th` and thirtieth."""
    pairs = [line.split() for line in lines("ordinals")]
    named = [tuple(name.split("-")) for figure, name in pairs if figure == word]
    return named + [(figure,) for figure, name in pairs if name == word]
