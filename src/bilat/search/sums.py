"""Years that a query leaves to be reckoned: the 35th anniversary in 2027, 30 years before 2022."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ..startup import pattern
from .times import Time, earlier
from .words import words


class Sum(NamedTuple):
    """A year reckoned from another one.

    Attributes:
        time: what was reckoned.
        told: the words of the text that gave the number of years.
        given: the time that it was reckoned from.
        start: where the words for the number begin.
        end: where they end.
    """

    time: Time
    told: str
    given: Time
    start: int
    end: int


_SCALES = {"year": 1, "decade": 10, "centur": 100}
_SCALE = r"(?P<scale>years?|decades?|centur(?:y|ies))"
_NUMBER = r"(?P<number>\d{1,4}|half a|(?:a |one )?hundred|(?:[a-z]+ty[- ])?[a-z]+)"
_ORDINAL = r"(?P<ordinal>\d{1,3}(?:st|nd|rd|th)|(?:[a-z]+ty[- ])?[a-z]+)"
# How a number of years is told, and whether the year given is the later or the earlier one. Where
# a rule ends in a time, that is the year given; else the one time that the text names.
_WAYS = (
    (1, True, rf"\b{_NUMBER} {_SCALE} (?:before|prior to|earlier than) (?:the year )?"),
    (-1, True, rf"\b{_NUMBER} {_SCALE} (?:after|later than|past|on from) (?:the year )?"),
    (1, False, rf"\b{_ORDINAL}[- ](?:anniversary|jubilee|birthday)\b"),
    (
        1,
        False,
        r"\b(?:turn(?:s|ed|ing)?|mark(?:s|ed|ing)?|celebrat(?:es?|ed|ing)) "
        rf"{_NUMBER}\b(?: {_SCALE})?",
    ),
    (1, False, rf"\b{_NUMBER} {_SCALE} (?:ago|old|earlier|of age)\b"),
)
_RULES = tuple((way, next_to, pattern(t, re.IGNORECASE)) for way, next_to, t in _WAYS)


def sums(text: str, times: Sequence[Time]) -> Iterator[Sum]:
    """The years that a text leaves to be reckoned from these times of it; one at most."""
    if not times:
        return
    for way, next_to, rule in _RULES:
        for match in rule.finditer(text):
            beside = [time for time in times if not next_to or time.start == match.end()]
            years = _years(match.groupdict())
            if len(beside) != 1 or not years:
                continue
            time = earlier(beside[0], way * years)
            if time.levels[0]:
                told = text[match.start() : match.end()].strip()
                yield Sum(time, told, beside[0], *match.span())
                return


def _years(named: dict[str, str | None]) -> int:
    """How many years a match tells of; 0 where it is no number."""
    scale = (named.get("scale") or "year").lower()
    each = next(number for word, number in _SCALES.items() if scale.startswith(word))
    told = (named.get("ordinal") or named.get("number") or "").lower()
    if told == "half a":
        return each // 2
    if told in _ONES or told.endswith("hundred"):
        return each * (100 if told.endswith("hundred") else _ONES[told])
    figures = [_FIGURE.match(token.word) for token in words(told)]
    return int(figures[0][0]) * each if len(figures) == 1 and figures[0] else 0


_FIGURE = pattern(r"\d+")
_ONES = {
    word: number
    for number, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth".split(), 1
    )
} | {"a": 1}
