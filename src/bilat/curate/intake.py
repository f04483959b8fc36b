"""A new text taken in: what it is read as, and what its record may be, for somebody to settle."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from ..core.edtf import Day
from ..core.errors import BilatError
from ..core.model import Region
from ..core.terms import RegionType
from ..core.window import edtf_text
from ..language.times import times
from ..language.words import small, words
from ..startup import pattern

_LINE_END = pattern(r"\r\n?|\n")
_BLANK = pattern(r"(?:\r\n|\r(?!\n)|\n)[^\S\r\n]*(?:\r\n|\r(?!\n)|\n)")
_BYLINE = pattern(
    r"(?:by|von|par|por|di|автор|текст|müəllif|作者|文|تحریر)\b[:： ]*(.+)", re.IGNORECASE
)
# What stands between the last two authors of a byline, and between one and where that one is.
_BOTH = r"\s(?:and|AND|und|et|и|və|y)\s|\s*[;&、和与]\s*"
_AND, _COMMA = pattern(_BOTH), pattern(r"\s*[,|]\s*")
_OR_COMMA = pattern(rf"{_BOTH}|\s*[,|]\s*")
_BEHIND = pattern(r"\s(?:in|at|from|из|в)\s")
_NAME = pattern(r"(?:[^\W\d_][\w.’'-]*\s){1,4}[^\W\d_][\w.’'-]*|[\u3400-\u9fff]{2,4}")
# A word of capitals that is no longer is an abbreviation.
_LONG_WORD = 5
_NOTE = pattern(
    r"(?:editor[’']?s note|note|от редакции|redaksiyadan|编者按)\s*[:：]", re.IGNORECASE
)
_CAPTION = pattern(
    r".*[\[(](?:photo|image|picture|фото|foto|图|摄)|(?:photo|image|picture|фото|foto|图)\s*[:：]",
    re.IGNORECASE,
)
_ENDED = pattern(r"[.!?…。！？۔।][\"'”’»)\]]*$")
_NUMBERED = pattern(r"[^\W\d]{2,20} (?:\d{1,4}|[IVXLC]{1,8})\.?")
_ITEM = pattern(r"(?:[-–—•*·]|\d+[.)]|[a-zа-я][.)])\s")
_SCRIPTS = (
    ("zh", pattern("[\u3400-\u9fff]")),
    ("ru", pattern("[\u0400-\u04ff]")),
    ("ar", pattern("[\u0600-\u06ff]")),
    ("el", pattern("[\u0370-\u03ff]")),
    ("ka", pattern("[\u10a0-\u10ff]")),
    ("hy", pattern("[\u0530-\u058f]")),
    ("he", pattern("[\u0590-\u05ff]")),
    ("hi", pattern("[\u0900-\u097f]")),
)
_LATIN = ("en", "az")
# A line longer than this is prose, whatever it ends in; a heading is shorter.
_SHORT, _LONG, _TITLE = 50, 120, 300
# So many lines at most are looked at for a masthead with no blank line below it.
_MASTHEAD = 3


class Block(NamedTuple):
    """A paragraph of a text, as its lines part it."""

    start: int
    end: int
    text: str


class Proposal(NamedTuple):
    """What a text seems to be; None where nothing in it says."""

    title: str | None
    author: str | None
    issued: str | None
    language: str
    wrapped: bool


def propose(text: str, today: Day) -> Proposal:
    """What a text may be read as, and what its regions say of it."""
    wrapped = is_wrapped(text)
    parts = blocks(text, wrapped=wrapped)
    kinds = types(parts, today)
    named = dict(zip(kinds[::-1], [part.text for part in parts][::-1], strict=True))
    byline = named.get("byline")
    return Proposal(
        title=" ".join(named["title"].split()) if "title" in named else None,
        author="; ".join(_authors(byline or "")) or None,
        issued=dated(named.get("dateline", ""), today) or dated(byline or "", today),
        language=language_of(text),
        wrapped=wrapped,
    )


def _authors(byline: str) -> Iterator[str]:
    """The names in a byline; what stands behind a name, an office or a place, is left out."""
    match = _BYLINE.match(byline)
    told = match[1] if match else byline
    between = _OR_COMMA if _AND.search(told) else _COMMA
    for number, part in enumerate(between.split(told)):
        name = _BEHIND.split(part)[0].strip(" .|")
        if number and (between is _COMMA or not _NAME.fullmatch(name)):
            return
        yield name.title() if name.isupper() and len(name) > _LONG_WORD else name


def dated(text: str, today: Day) -> str | None:
    """The one time that a text names, as EDTF; None where there is none, or several readings."""
    found = [edtf_text(time.windows[0]) for time in times(text, today) if len(time.windows) == 1]
    return found[0] if len(found) == 1 else None


_NO_DATE = pattern(r"'([^']+)' is not a date ")


def advised(error: BilatError, today: Day) -> BilatError:
    """The error, which says how a date that was written in words is written in EDTF."""
    match = _NO_DATE.search(error.problem)
    found = dated(match[1], today) if match else None
    if found:
        error.advice = f"Write {found}."
    return error


def is_wrapped(text: str) -> bool:
    """Whether the lines of a text end where there was no more room, not where its paragraphs do."""
    lines = [line.strip() for line in _LINE_END.split(text)]
    followed = [line for line, after in pairwise(lines) if len(line) >= 40 and after]
    if max(map(len, lines)) > _LONG or not any(not line for line in lines):
        return False
    broken = sum(not _ENDED.search(line) for line in followed)
    return broken > 1 and broken >= 0.5 * len(followed)


def blocks(text: str, *, wrapped: bool) -> list[Block]:
    """The paragraphs of a text: what stands between blank lines, or each line."""
    between = _BLANK if wrapped else _LINE_END
    found, reached = [], int(text.startswith("\ufeff"))
    for end, after in [*(match.span() for match in between.finditer(text)), (len(text), 0)]:
        part = text[reached:end]
        if part.strip():
            found += _block(text, reached, end) if wrapped else [_trimmed(text, reached, end)]
        reached = after
    return found


def _block(text: str, start: int, end: int) -> list[Block]:
    """What stands between blank lines: one paragraph; or lines that are short, as of a masthead."""
    ends = [match.span() for match in _LINE_END.finditer(text, start, end)]
    starts = [start, *(after for _, after in ends)]
    lines = list(zip(starts, [*(before for before, _ in ends), end], strict=True))
    if any(last - first > _SHORT for first, last in lines):
        head = (
            _masthead([text[slice(*line)].strip() for line in lines])
            if not text[:start].strip()
            else 0
        )
        first = [_trimmed(text, *line) for line in lines[:head]]
        return [*first, _trimmed(text, lines[head][0], end)]
    return [_trimmed(text, *line) for line in lines if text[slice(*line)].strip()]


def _masthead(lines: Sequence[str]) -> int:
    """How many lines at the head of a wrapped text are ended by intent: they leave room.

    A line that was broken for want of room has none for the first word of the next one. A title
    may be longer than all else, if what follows it leaves room.
    """
    width = max(map(len, lines[_MASTHEAD:]), default=0)
    long = int(len(lines[0]) > width)
    roomy = long
    for line, after in pairwise(lines[long : _MASTHEAD + 1]):
        if not width or len(line) + 1 + len(after.split()[0]) > width:
            break
        roomy += 1
    return roomy if roomy > long else 0


def _trimmed(text: str, start: int, end: int) -> Block:
    part = text[start:end]
    start += len(part) - len(part.lstrip())
    return Block(start, start + len(part.strip()), part.strip())


def types(parts: Sequence[Block], today: Day) -> list[RegionType]:
    """What each block is, by its form and its place: before, among or after the prose."""
    prose = [i for i, part in enumerate(parts) if _is_prose(part.text)]
    first, last = (prose[0], prose[-1]) if prose else (1, len(parts) - 1)
    return [
        "title" if i == 0 and len(part.text) <= _TITLE else _type(part, i, first, last, today)
        for i, part in enumerate(parts)
    ]


def _type(part: Block, i: int, first: int, last: int, today: Day) -> RegionType:
    text = part.text
    if _NOTE.match(text):
        return "editor-note"
    if _CAPTION.match(text) and len(text) < 4 * _LONG:
        return "caption"
    if _BYLINE.fullmatch(text) and len(text) <= 80:
        return "byline"
    if i < first:
        return "dateline" if next(times(text, today), None) else "heading"
    if i > last:
        named = i == last + 1 and len(text.split()) in (2, 3, 4) and text.istitle()
        return "byline" if named else "furniture"
    heads = 1 < len(text) <= 80 and not _ENDED.search(text) and not _ITEM.match(text)
    heads = heads or _NUMBERED.fullmatch(text) is not None
    return "heading" if heads and i < last else "body"


def _is_prose(text: str) -> bool:
    if len(text) > _LONG:
        return True
    return len(text) >= 40 and _ENDED.search(text) is not None and not _CAPTION.match(text)


def joined(parts: Sequence[Block], kinds: Sequence[RegionType]) -> tuple[Region, ...]:
    """The regions of a text; blocks of one type that follow one another are one region."""
    found: list[Region] = []
    for part, kind in zip(parts, kinds, strict=True):
        if found and found[-1].type == kind and kind in ("body", "furniture"):
            found[-1] = Region(kind, found[-1].start, part.end)
        else:
            found.append(Region(kind, part.start, part.end))
    return tuple(found)


def language_of(text: str) -> str:
    """The language that a text seems to be in, by its script and its small words."""
    letters = sum(map(str.isalpha, text)) or 1
    for language, script in _SCRIPTS:
        if len(script.findall(text)) > 0.4 * letters:
            return language
    said = words(text[:20_000])
    counts = {code: sum(word in small(code) - small() for word in said) for code in _LATIN[1:]}
    english = sum(word in small() for word in said)
    best = max(counts, key=lambda code: counts[code])
    return best if counts[best] > english else "en"
