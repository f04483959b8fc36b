"""Times that a text or a query names, in the spellings of several languages, as index tokens.

A token is a letter for how fine it is and a number: `d19920402`, `m199204`, `s202122` for a season,
`y1992`, `e199` for a decade, `c19` for the century of the years 19XX.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from ..core.edtf import Edtf, Moment, Precision
from ..startup import pattern
from .words import ORDINALS, TENS


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
_DECADES = {f"{word[:-1]}ies": n for n, word in enumerate(TENS, 2)}
_M = "(?:" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\.?"
_S = "|".join(_SEASONS)
_Y = r"(?:1\d|20)\d\d"
_TIME = pattern(
    (
        r"(?:\b(?:early|mid|late)[- ](?:in )?(?:the )?)?(?:"
        rf"\b(?P<iy>{_Y})-(?P<im>0[1-9]|1[0-2])(?:-(?P<id>0[1-9]|[12]\d|3[01]))?(?![\d-])"
        rf"|\b(?P<y1>{_Y})-(?P<is>2[1-4])(?![\d-])"
        rf"|\b(?P<xd>0?[1-9]|[12]\d|3[01])\.(?P<xm>0?[1-9]|1[0-2])\.(?P<xy>{_Y})\b"
        rf"|\b(?P<vm>0?[1-9]|1[0-2])/(?P<vy>{_Y})\b"
        rf"|(?P<zy>{_Y})年(?:(?P<zm>1[0-2]|[1-9])月(?:(?P<zd>3[01]|[12]?\d)[日号])?)?"
        rf"|\b(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<m1>{_M}),? (?P<y2>{_Y})\b"
        rf"|\b(?P<m2>{_M}) (?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<y3>{_Y})\b"
        rf"|\b(?P<m3>{_M})(?: of)?,? (?P<y4>{_Y})\b"
        rf"|\b(?P<s1>{_S})(?: of)? (?P<y5>{_Y})\b"
        rf"|\b(?P<e1>\d{{3}})0s\b"
        rf"|\b(?P<e2>{'|'.join(_DECADES)})\b"
        rf"|\b(?P<c1>\d{{1,2}})(?:st|nd|rd|th)[ -]century\b"
        rf"|\b(?P<c2>{'|'.join(ORDINALS)})[ -]century\b"
        rf"|\b(?P<y6>{_Y})\b(?![,.]\d))"
    ),
    re.IGNORECASE,
)


# What every time has; the long expression is slow on texts that hold none.
_HINT = pattern(r"\d{3}|\dth|1st|2nd|ies\b|century", re.IGNORECASE)


def times(text: str) -> Iterator[Time]:
    """The times that a text names, in the spellings of English, Chinese and EDTF."""
    if not _HINT.search(text):
        return
    for match in _TIME.finditer(text):
        parts = {key: value for key, value in match.groupdict().items() if value}
        yield Time(_levels(parts), *match.span())


def _levels(parts: dict[str, str]) -> tuple[tuple[str, ...], ...]:
    """The levels of a time, from the groups of _TIME that matched."""
    for form in "izxv":
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
        ordinal = ORDINALS.get(named["c"], named["c"])
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


def edtf_text(time: Time) -> str:
    """A time as EDTF, as fine as it was named."""
    token = time.levels[0][0]
    digits = token[1:]
    if token[0] in "dms":
        return "-".join([digits[:4], digits[4:6], digits[6:]]).rstrip("-")
    return digits.ljust(4, "X")


def earlier(time: Time, years: int) -> Time:
    """The time as many years before (or after, for fewer than none): just as fine, no coarser."""
    tokens = (_shifted(token, years) for token in time.levels[0][:1] if token[0] in "dmsy")
    return Time((tuple(tokens),), time.start, time.end)


def _shifted(token: str, years: int) -> str:
    return f"{token[0]}{int(token[1:5]) - years:04}{token[5:]}"


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
