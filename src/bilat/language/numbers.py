"""Numbers as people write them: in figures, in words and in Chinese numerals."""

from collections.abc import Iterator
from functools import cache

from msgspec import Struct

from ..startup import pattern
from .words import Token, lines, tokens

_SHORT = pattern(r"(\d{1,9}(?:\.\d+)?)(k|m|mn|mln|bn|b)")
_SHORT_SCALES = {"k": 1000, "m": 10**6, "mn": 10**6, "mln": 10**6, "bn": 10**9, "b": 10**9}
_HAN = {char: n for n, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_HAN_SCALES = {"亿": 10**8, "万": 10**4, "千": 1000, "百": 100, "十": 10}
_PARTS = {"half": "0.5", "yarim": "0.5", "полтора": "1.5", "полторы": "1.5", "полутора": "1.5"}
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
    for token in [*_counting(text), Token("", 0, 0)]:
        if token.word:
            run.append(token)
            continue
        while run:
            taken, value = _read(run)
            if value is not None and (taken > 1 or run[0].word[0].isdigit()):
                yield Number(value, run[0].start, run[taken - 1].end)
            run = run[taken:]


def _counting(text: str) -> Iterator[Token]:
    """The words of a text that count, figures with what stands behind their point; else empty."""
    found = tokens(text)
    known = number_words()
    i = 0
    while i < len(found):
        token, before = found[i], found[i - 1].word if i else ""
        after = found[i + 1] if i + 1 < len(found) else Token("", token.end, token.end)
        word, end = token.word, token.end
        i += 1
        pointed = text[token.end : after.start] in (".", ",") and word.isdecimal()
        if pointed and (after.word.isdecimal() or _SHORT.fullmatch(after.word)):
            word, end = f"{word}.{after.word}", after.end
            i += 1
        elif word in _PARTS and before != "a" and known.get(after.word, 0) >= 1000:
            word = _PARTS[word]
        elif word == "and" and known.get(before, 0) >= 100 and 0 < known.get(after.word, 0) < 100:
            continue  # two hundred and fifty
        counts = word[:1].isdigit() or word in known or word in _HAN or word in _HAN_SCALES
        yield Token(word if counts else "", token.start, end)


def _read(run: list[Token]) -> tuple[int, str | None]:
    """How many of these words the first number takes, and the number; None where it is none."""
    first = run[0].word
    if first in _HAN or first in _HAN_SCALES:
        taken = next((i for i, t in enumerate(run) if t.word not in _HAN | _HAN_SCALES), len(run))
        typed = "".join(token.word for token in run[:taken])
        return taken, str(han_number(typed)) if taken <= 2 * _DIGITS else None
    short = _SHORT.fullmatch(first)
    if short:
        return 1, _scaled(short[1], _SHORT_SCALES[short[2]])
    if "." in first:
        scale = _scale(run[1].word) if len(run) > 1 and len(first) <= _DIGITS else 0
        return (1, first) if scale < 1000 else (2, _scaled(first, scale))
    value = int(first) if first.isdecimal() and len(first) <= _DIGITS else number_words().get(first)
    # No more words than these, so that a long run takes no time in its square.
    return _composed(run[: 2 * _DIGITS], value) if value is not None else (1, None)


def _composed(run: list[Token], value: int) -> tuple[int, str]:
    """How many words a number takes that begins with a value, and that number."""
    # What a scale counts already, and what stands before the next one.
    total, part = (0, value) if value < 1000 or run[0].word.isdecimal() else (value, 0)
    scales = [*(_scale(token.word) for token in run), 0]
    for taken, token in enumerate(run[1:], 1):
        more, after = scales[taken : taken + 2]
        short = len(str(part * more)) <= _DIGITS
        if more >= 1000 and part and total % (1000 * more) == 0 and short:
            total, part = total + part * more, 0
        elif more == 100 and 0 < part < 10:
            part *= more
        elif token.word.isdecimal():
            if part or after < 1000 or total % (1000 * after) or len(token.word) > 3:
                return taken, str(total + part)
            part = int(token.word)  # 2 million 500 thousand
        elif value and not run[taken - 1].word.isdecimal() and _follows(part, token.word):
            part += more
        else:
            return taken, str(total + part)
    return len(run), str(total + part)


def _scale(word: str) -> int:
    return _HAN_SCALES.get(word) or number_words().get(word, 0)


def _scaled(figures: str, scale: int) -> str:
    """So many thousands or millions, as a number."""
    return f"{float(figures) * scale:.6f}".rstrip("0").rstrip(".")


def _follows(part: int, word: str) -> bool:
    """Whether a number below a thousand may go on so: twenty-one, two hundred fifty."""
    more = 0 if word == "on" else _scale(word)  # which is English, too
    room = 1000 if part == 0 else 100 if part % 100 == 0 else 10 if part % 10 == 0 else 1
    return 0 < more < room and (part % 100 != 10 or more >= 100)


def han_number(text: str) -> int:
    """A number in Chinese numerals, digit by digit or with tens and hundreds."""
    for char, scale in _HAN_SCALES.items():
        before, found, after = text.rpartition(char)
        if found:
            few = before if scale >= 10**4 else before[-1:]
            return (han_number(few) if few else 1) * scale + han_number(after)
    return int("".join(str(_HAN[char]) for char in text) or 0)


def numeral_forms(value: str) -> list[tuple[str, ...]]:
    """The ways in which a text may give a number that was asked for in figures."""
    if "." in value:
        return [tuple(value.split("."))]
    forms: list[tuple[str, ...]] = [(value,)]
    number = int(value)
    for word, each in [*number_words().items(), *_HAN_SCALES.items(), *_SHORT_SCALES.items()]:
        short = word in _SHORT_SCALES and word not in number_words()
        if each == number and word in number_words():
            forms.append((word,) if each < 100 else ("a", word))  # ten thousand are no thousand
        if each >= 1000 and 1 <= number // each < 10**4 and number % (each // 1000) == 0:
            *whole, last = f"{number / each:.9g}".split(".")
            forms += [] if short else [(*whole, last, word)]
            forms += [(*whole, f"{last}{word}")] if word in _SHORT_SCALES else []
            forms += [] if whole or short else [(name, word) for name in _named(int(last))]
        elif 20 <= each < 100 and each < number < each + 10:
            forms += [(word, one) for one in _named(number - each)]
    return forms


def _named(number: int) -> list[str]:
    return [word for word, each in number_words().items() if each == number]


def ordinals(word: str) -> list[tuple[str, ...]]:
    """An ordinal as it may be written otherwise: `30th` and thirtieth."""
    pairs = [line.split() for line in lines("ordinals")]
    named = [tuple(name.split("-")) for figure, name in pairs if figure == word]
    return named + [(figure,) for figure, name in pairs if name == word]
