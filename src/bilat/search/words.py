"""Words as the index holds them: numbers in figures, times as tokens, spellings made one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from ..edtf import Edtf, Moment, Precision
from ..text import HAN, Token, fold, tokens

_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_NUMBERS = {word: n for n, word in enumerate(_UNITS)}
_NUMBERS |= {word: 10 * n for n, word in enumerate(_TENS, 2)}
_SCALES = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9}
_SHORT_SCALES = {"k": 1000, "m": 10**6, "mn": 10**6, "mln": 10**6, "bn": 10**9}
_SHORT_SCALE = re.compile(r"(\d{1,9})(k|m|mn|mln|bn)", re.ASCII)
_ORDINALS = {
    word: f"{n}th"
    for n, word in enumerate(
        "tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth "
        "nineteenth twentieth".split(),
        10,
    )
} | {"twentyfirst": "21st"}


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
    if word in _ORDINALS:
        return _ORDINALS[word]
    short = _SHORT_SCALE.fullmatch(word)
    return str(int(short[1]) * _SHORT_SCALES[short[2]]) if short else word


def _joined(last: str, word: str) -> str | None:
    """The one number or word that two words make, if they do."""
    if word == "cent":
        return "percent" if last == "per" else None
    if not last.isdecimal():
        return None
    if word in _SCALES:
        return str(int(last) * _SCALES[word])
    tens = last in _TENS_FIGURES and word in _ONES
    return str(int(last) + int(word)) if tens else None


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

_GROUPED = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_POSSESSIVE = re.compile(r"['’]s\b")
_NO_WORD = re.compile(rf"[^\w{FIELD_END}{FACT_END}]+")
_HAN_CHARACTER = re.compile(rf"([{HAN}])")
_ONES = frozenset("123456789")
_TENS_FIGURES = frozenset(str(n) for n in range(20, 100, 10))
_NUMERIC = frozenset([*_NUMBERS, *_ORDINALS, *_SCALES, "cent"])


class Time(NamedTuple):
    """A time named in a text: tokens from the finest on, as alternatives a level; and its place."""

    levels: tuple[tuple[str, ...], ...]
    start: int
    end: int


_MONTH_NAMES = (
    "january february march april may june july august september october november december"
).split()
_MONTHS = {name: n for n, name in enumerate(_MONTH_NAMES, 1)}
_MONTHS |= {name[:3]: n for n, name in enumerate(_MONTH_NAMES, 1)} | {"sept": 9}
_OTHER_MONTHS = (
    "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь",
    "январе феврале марте апреле мае июне июле августе сентябре октябре ноябре декабре",
    "yanvar fevral mart aprel may iyun iyul avqust sentyabr oktyabr noyabr dekabr",
)
for _names in _OTHER_MONTHS:
    _MONTHS |= {name: n for n, name in enumerate(_names.split(), 1)}
_SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
_DECADES = {f"{word[:-1]}ies": n for n, word in enumerate(_TENS, 2)}
_M = "(?:" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\.?"
_S = "|".join(_SEASONS)
_Y = r"(?:1\d|20)\d\d"
_TIME = (
    r"(?:\b(?:early|mid|late)[- ](?:in )?(?:the )?)?(?:"
    rf"\b(?P<iy>{_Y})-(?P<im>0[1-9]|1[0-2])(?:-(?P<id>0[1-9]|[12]\d|3[01]))?(?![\d-])"
    rf"|\b(?P<y1>{_Y})-(?P<is>2[1-4])(?![\d-])"
    rf"|(?P<zy>{_Y})年(?:(?P<zm>1[0-2]|[1-9])月(?:(?P<zd>3[01]|[12]?\d)[日号])?)?"
    rf"|\b(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<m1>{_M}),? (?P<y2>{_Y})\b"
    rf"|\b(?P<m2>{_M}) (?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<y3>{_Y})\b"
    rf"|\b(?P<m3>{_M})(?: of)?,? (?P<y4>{_Y})\b"
    rf"|\b(?P<s1>{_S})(?: of)? (?P<y5>{_Y})\b"
    rf"|\b(?P<e1>\d{{3}})0s\b"
    rf"|\b(?P<e2>{'|'.join(_DECADES)})\b"
    rf"|\b(?P<c1>\d{{1,2}})(?:st|nd|rd|th)[ -]century\b"
    rf"|\b(?P<c2>{'|'.join(_ORDINALS)})[ -]century\b"
    rf"|\b(?P<y6>{_Y})\b(?![,.]\d))"
)


@cache
def _time() -> re.Pattern[str]:
    """Compiled when it is first needed: it takes longer than many a search."""
    return re.compile(_TIME, re.IGNORECASE)


# What every time has; the long expression is slow on texts that hold none.
_HINT = re.compile(r"\d{3}|\dth|1st|2nd|ies\b|century", re.IGNORECASE)


def times(text: str) -> Iterator[Time]:
    """The times that a text names, in the spellings of English, Chinese and EDTF."""
    if not _HINT.search(text):
        return
    for match in _time().finditer(text):
        parts = {key: value for key, value in match.groupdict().items() if value}
        yield Time(_levels(parts), *match.span())


def _levels(parts: dict[str, str]) -> tuple[tuple[str, ...], ...]:
    """The levels of a time, from the groups of _TIME that matched."""
    for form in "iz":
        if form + "y" in parts:
            year, month, day = (_number(parts.get(form + part)) for part in "ymd")
            return _day(year or 0, month, day)
    if "e1" in parts:
        decade = parts["e1"]
        return ((f"c{decade[:2]}",),) if decade.endswith("0") else ((f"e{decade}",),)
    named = {key[0]: value.lower() for key, value in parts.items()}
    if "e2" in parts:
        return ((f"e19{_DECADES[named['e']]}",),)
    if "c" in named:
        ordinal = _ORDINALS.get(named["c"], named["c"])
        return ((f"c{int(ordinal.rstrip('stndrh')) - 1}",),)
    return _in_year(int(named["y"]), named)


def _in_year(year: int, named: dict[str, str]) -> tuple[tuple[str, ...], ...]:
    if "m" in named:
        return _day(year, _MONTHS[named["m"].rstrip(".")], _number(named.get("d")))
    season = _SEASONS.get(named.get("s", "")) or _number(named.get("i"))
    return _season(year, season) if season else _year(year)


def _number(text: str | None) -> int | None:
    return int(text) if text else None


def _year(year: int) -> tuple[tuple[str, ...], ...]:
    return (f"y{year}",), (f"e{year // 10}",), (f"c{year // 100}",)


def _season(year: int, season: int) -> tuple[tuple[str, ...], ...]:
    months = [(year, m) for m in range(3 * (season - 20), 3 * (season - 20) + 3)]
    months = [(y + (m > 12), (m - 1) % 12 + 1) for y, m in months]
    return (f"s{year}{season}", *(f"m{y}{m:02}" for y, m in months)), *_year(year)


def _day(year: int, month: int | None, day: int | None) -> tuple[tuple[str, ...], ...]:
    if month is None:
        return _year(year)
    season = 20 + (month // 3 or 4)
    season_year = year - (month < 3)
    finest = () if day is None else ((f"d{year}{month:02}{day:02}",),)
    return *finest, (f"m{year}{month:02}",), (f"s{season_year}{season}",), *_year(year)


def month_number(name: str) -> int:
    """The number of a month by its English name or the beginning of it; 0 for another word."""
    return _MONTHS.get(name.lower(), 0)


def when_tokens(when: Edtf) -> list[str]:
    """The tokens of a fact's date, coarser ones included, so that a vaguer query finds it."""
    found: dict[str, None] = {}
    for moment in (when.start, when.end):
        if moment is not None and moment.earliest.year > 0:
            found |= dict.fromkeys(_moment(moment))
    if when.start and when.end and when.interval:
        first, last = when.earliest.year, when.latest.year
        if 0 < first <= last <= first + 20:
            found |= dict.fromkeys(f"y{year}" for year in range(first, last + 1))
    return list(found)


def _moment(moment: Moment) -> list[str]:
    year, month, day = moment.earliest
    years = [level[0] for level in _year(year)]
    if moment.precision is Precision.DAY:
        return [f"d{year}{month:02}{day:02}", f"m{year}{month:02}", *years, _MONTH_NAMES[month - 1]]
    if moment.precision is Precision.MONTH:
        return [f"m{year}{month:02}", *years, _MONTH_NAMES[month - 1]]
    if moment.season is not None:
        return [f"s{year}{moment.season}", *years, _SEASON_NAMES[moment.season]]
    if moment.precision is Precision.YEAR:
        return years
    return years[1:] if moment.precision is Precision.DECADE else years[2:]


_SEASON_NAMES = {21: "spring", 22: "summer", 23: "autumn", 24: "winter"}


def spellings(word: str) -> list[str]:
    """The word as British and American English may spell it; each changes one thing."""
    found = {re.sub(old, new, word) for old, new in _SPELLINGS}
    return [word, *sorted(found - {word})]


_SPELLINGS = [
    (r"is(e|es|ed|ing|ation|ations|er|ers)$", r"iz\1"),
    (r"iz(e|es|ed|ing|ation|ations|er|ers)$", r"is\1"),
    (r"our(s|ed|ing|able|ably|hood|ite|ites)?$", r"or\1"),
    (r"([^o]{3})or(s|ed|ing|able|ably|hood|ite|ites)?$", r"\1our\2"),
    (r"([bct])re(s|d)?$", r"\1er\2"),
    (r"([bct])er(s|ed)?$", r"\1re\2"),
    (r"([ai])lling$", r"\1ling"),
    (r"([ae])ll(ed|ing|er|ers)$", r"\1l\2"),
    (r"([ae])l(ed|ing|er|ers)$", r"\1ll\2"),
    (r"ence(s)?$", r"ense\1"),
    (r"ense(s)?$", r"ence\1"),
    (r"ogue(s)?$", r"og\1"),
    (r"log(s)?$", r"logue\1"),
    (r"amme(s)?$", r"am\1"),
    (r"ram(s)?$", r"ramme\1"),
    (r"fulfil(s|ment)?$", r"fulfill\1"),
    (r"fulfill(s|ment)?$", r"fulfil\1"),
]


def singular(word: str) -> str:
    """The word without an English plural ending, for comparing names."""
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


# Words that a name may have or lack: "embassy of China", "the Chinese embassy".
_SMALL = frozenset("a an and at by for from in into of on the to with".split())


def identity(found: Iterable[str]) -> tuple[str, ...]:
    """The words of a name that identify it, whatever its number and its small words."""
    return tuple(singular(word) for word in found if word not in _SMALL)


def key(text: str) -> tuple[str, ...]:
    """A name as the words that identify it, whatever its spelling."""
    return identity(token.word for token in words(text))


def is_han(word: str) -> bool:
    """Whether a folded word is a Han character, each of which is a word to the index."""
    return len(word) == 1 and "\u3400" <= word <= "\U0003134f" and word.isalpha()
