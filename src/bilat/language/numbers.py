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
        yield Token(word if _counts(word) else "", token.start, end)


def _counts(word: str) -> bool:
    return word[:1].isdigit() or word in number_words() or word in _HAN_SCALES or word in _HAN


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
        scale = _scale(run[1].word) if len(run) > 1 else 0
        return (1, first) if scale < 1000 else (2, _scaled(first, scale))
    value = int(first) if first.isdecimal() and len(first) <= _DIGITS else number_words().get(first)
    return _composed(run, value) if value is not None else (1, None)


def _composed(run: list[Token], value: int) -> tuple[int, str]:
    """How many words a number takes that begins with a value, and that number."""
    # What is counted by a scale already, and what stands before the next one.
    total, part, least, taken = 0, value, 10**_DIGITS, 1
    if not run[0].word.isdecimal() and value >= 1000:
        total, part, least = value, 0, value
    while taken < len(run):
        word = run[taken].word
        more = _scale(word)
        following = _scale(run[taken + 1].word) if taken + 1 < len(run) else 0
        if more >= 1000 and part > 0 and more < least and len(str(part * more)) <= _DIGITS:
            total, part, least = total + part * more, 0, more
        elif more == 100 and 0 < part < 10:
            part *= more
        elif word.isdecimal() and not part and 1000 <= following < least and int(word) < 1000:
            part = int(word)  # 2 million 500 thousand
        elif value and _follows(part, more) and run[taken - 1].word.isalpha() and word != "on":
            part += more
        else:
            break
        taken += 1
    return taken, str(total + part)


def _scale(word: str) -> int:
    return _HAN_SCALES.get(word) or number_words().get(word, 0)


def _scaled(figures: str, scale: int) -> str:
    """So many thousands or millions, as a number; 1.2345 thousand stays what it is."""
    whole, _, rest = figures.partition(".")
    number, part = int(whole + rest) * scale, 10 ** len(rest)
    return str(number // part) if number % part == 0 else figures


def _follows(part: int, more: int) -> bool:
    """Whether a number below a thousand may go on so: twenty-one, two hundred fifty."""
    room = 1000 if part == 0 else 100 if part % 100 == 0 else 10 if part % 10 == 0 else 1
    return 0 < more < room and (part % 100 != 10 or more >= 100)


def han_number(text: str) -> int:
    """A number in Chinese numerals, digit by digit or with tens and hundreds."""
    for char, scale in _HAN_SCALES.items():
        before, found, after = text.rpartition(char)
        if found:
            return (han_number(before) if before else 1) * scale + han_number(after)
    return int("".join(str(_HAN[char]) for char in text) or 0)


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
    for end, scale in _SHORT_SCALES.items():
        if 100 * number % scale == 0 and 1 <= number // scale < 1000:
            *whole, last = f"{number / scale:g}".split(".")
            forms.append((*whole, f"{last}{end}"))
    return forms


def _named(number: int) -> list[str]:
    return [word for word, each in number_words().items() if each == number]


def ordinals(word: str) -> list[tuple[str, ...]]:
    """An ordinal as it may be written otherwise: `30th` and thirtieth."""
    pairs = [line.split() for line in lines("ordinals")]
    named = [tuple(name.split("-")) for figure, name in pairs if figure == word]
    return named + [(figure,) for figure, name in pairs if name == word]
