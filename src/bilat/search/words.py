"""Words as the index holds them: numbers in figures, times as tokens, spellings made one."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ..core.text import HAN, Token, fold, tokens
from ..startup import pattern

_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
).split()
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_NUMBERS = {word: n for n, word in enumerate(_UNITS)}
_NUMBERS |= {word: 10 * n for n, word in enumerate(TENS, 2)}
_SCALES = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9}
_SHORT_SCALES = {"k": 1000, "m": 10**6, "mn": 10**6, "mln": 10**6, "bn": 10**9}
_SHORT_SCALE = pattern(r"(\d{1,9})(k|m|mn|mln|bn)", re.ASCII)
ORDINALS = (
    {
        word: f"{n}th"
        for n, word in enumerate(
            "tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth "
            "eighteenth nineteenth twentieth".split(),
            10,
        )
    }
    | {f"{word[:-1]}ieth": f"{n}0th" for n, word in enumerate(TENS, 2)}
    | {"twentyfirst": "21st"}
)
# Only behind a ten are these figures: "second" and "third" mean much else.
_LAST_ORDINALS = dict(
    zip(
        "first second third fourth fifth sixth seventh eighth ninth".split(),
        "1st 2nd 3rd 4th 5th 6th 7th 8th 9th".split(),
        strict=True,
    )
)


def words(text: str) -> list[Token]:
    """The words of a text in order, with numbers as figures: `10 thousand` is `10000`."""
    found: list[Token] = []
    for token in _tokens(text):
        word = _figure(token.word)
        last = found[-1] if found else None
        joined = last and _joined(last.word, word)
        if last and joined:
            found[-1] = Token(joined, last.start, token.end)
        else:
            found.append(Token(word, token.start, token.end))
    return found


def _tokens(text: str) -> list[Token]:
    found = list(tokens(text))
    if "%" in text:
        signs = (Token("percent", i, i + 1) for i, c in enumerate(text) if c == "%")
        found = sorted([*found, *signs], key=lambda token: token.start)
    return found


def _figure(word: str) -> str:
    """The word, or the number that it spells, in figures."""
    if word in _NUMBERS:
        return str(_NUMBERS[word])
    if word in ORDINALS:
        return ORDINALS[word]
    short = _SHORT_SCALE.fullmatch(word)
    return str(int(short[1]) * _SHORT_SCALES[short[2]]) if short else word


def _joined(last: str, word: str) -> str | None:
    """The one number or word that two words make, if they do."""
    if word == "cent":
        return "percent" if last == "per" else None
    if not last.isdecimal() or len(last) > _DIGITS:
        return None
    if word in _SCALES:
        return str(int(last) * _SCALES[word])
    if last not in _TENS_FIGURES:
        return None
    if word in _LAST_ORDINALS:
        return last[0] + _LAST_ORDINALS[word]
    return str(int(last) + int(word)) if word in _ONES else None


def indexed(text: str) -> str:
    """The words of a text with blanks between, as `words` gives them: in bulk, and so faster.

    FIELD_END and FACT_END stay where they stand.
    """
    folded = _POSSESSIVE.sub(" ", _GROUPED.sub("", fold(text)))
    folded = _NO_WORD.sub(" ", folded.replace("%", " percent ").replace("_", " "))
    if not folded.isascii():
        folded = _HAN_CHARACTER.sub(r" \1 ", folded)
    found: list[str] = []
    for word in folded.split(" "):
        if word not in _NUMERIC and not word[:1].isdigit():
            found.append(word)
            continue
        figure = _figure(word)
        joined = found and _joined(found[-1], figure)
        if joined:
            found[-1] = joined
        else:
            found.append(figure)
    return " ".join(found)


FIELD_END = "¶"  # no phrase runs from one field into the next
FACT_END = "\ue000"

_GROUPED = pattern(r"(?<=\d),(?=\d{3}(?!\d))")
_POSSESSIVE = pattern(r"['’]s\b")
_NO_WORD = pattern(rf"[^\w{FIELD_END}{FACT_END}]+")
_HAN_CHARACTER = pattern(rf"([{HAN}])")
_DIGITS = 15  # nobody counts further, and Python would refuse to read numbers without end
_ONES = frozenset("123456789")
_TENS_FIGURES = frozenset(str(n) for n in range(20, 100, 10))
_NUMERIC = frozenset([*_NUMBERS, *ORDINALS, *_LAST_ORDINALS, *_SCALES, "cent"])


def spellings(word: str) -> list[str]:
    """The word as British and American English may spell it; each changes one thing."""
    # A look for what each begins with saves compiling most of them.
    found = {re.sub(old, new, word) for mark, old, new in _SPELLINGS if mark in word}
    return [word, *sorted(found - {word})]


_SPELLINGS = [
    ("is", r"is(e|es|ed|ing|ation|ations|er|ers)$", r"iz\1"),
    ("iz", r"iz(e|es|ed|ing|ation|ations|er|ers)$", r"is\1"),
    ("our", r"our(s|ed|ing|able|ably|hood|ite|ites)?$", r"or\1"),
    ("or", r"([^o]{3})or(s|ed|ing|able|ably|hood|ite|ites)?$", r"\1our\2"),
    ("re", r"([bct])re(s|d)?$", r"\1er\2"),
    ("er", r"([bct])er(s|ed)?$", r"\1re\2"),
    ("lling", r"([ai])lling$", r"\1ling"),
    ("ll", r"([ae])ll(ed|ing|er|ers)$", r"\1l\2"),
    ("l", r"([ae])l(ed|ing|er|ers)$", r"\1ll\2"),
    ("ence", r"ence(s)?$", r"ense\1"),
    ("ense", r"ense(s)?$", r"ence\1"),
    ("ogue", r"ogue(s)?$", r"og\1"),
    ("log", r"log(s)?$", r"logue\1"),
    ("amme", r"amme(s)?$", r"am\1"),
    ("ram", r"ram(s)?$", r"ramme\1"),
    ("fulfil", r"fulfil(s|ment)?$", r"fulfill\1"),
    ("fulfill", r"fulfill(s|ment)?$", r"fulfil\1"),
]


def singular(word: str) -> str:
    """The word without an English plural ending, for comparing names."""
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def inflections(word: str) -> set[str]:
    """The word in the other number, or in other tenses, as English forms them regularly."""
    stems = {word, singular(word)}
    for ending in ("ed", "ing"):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            stem = word.removesuffix(ending)
            stems |= {stem, f"{stem}e"}
    found = {f"{stem}{ending}" for stem in stems for ending in ("", "s", "es", "ed", "ing")}
    found |= {f"{stem[:-1]}{e}" for stem in stems if stem.endswith("e") for e in ("ed", "ing")}
    return found | {f"{stem[:-1]}ie{e}" for stem in stems if stem.endswith("y") for e in "sd"}


# Words that a name may have or lack: "embassy of China", "the Chinese embassy".
SMALL = frozenset("a an and at by for from in into of on the to with".split())


def identity(found: Iterable[str]) -> tuple[str, ...]:
    """The words of a name that identify it, whatever its number and its small words."""
    return tuple(
        singular(word) if word.isascii() else re.sub(_RUSSIAN, "", word)
        for word in found
        if word not in SMALL
    )


# Endings of Russian cases, in folded letters; what is left of a word is long enough to tell it.
# Compiled by `re` when it is first needed: most names and queries are in Latin letters.
_RUSSIAN = (
    r"(?<=[а-я]{3})(?:ого|его|ому|ему|ыми|ими|ами|ями|ов|ев|ом|ем|ам|ям|ах|ях|ых|их|ым|им|ая|яя"
    r"|ое|ее|ые|ие|ои|еи|ую|юю|ыи|ии|ия|ию|иеи|иям|иях|а|я|о|е|и|ы|у|ю|ь)$"
)


def key(text: str) -> tuple[str, ...]:
    """A name as the words that identify it, whatever its spelling."""
    return identity(token.word for token in words(text))


def is_han(word: str) -> bool:
    """Whether a folded word is a Han character, each of which is a word to the index."""
    return len(word) == 1 and "\u3400" <= word <= "\U0003134f" and word.isalpha()
