"""Text as data: folding for comparison, tokens with their place, sentences, and safe display."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

# Letters that Unicode does not decompose but people type without their mark, and invisible joiners.
_LETTERS = (*zip("əıøłđ", "eiold", strict=True), *((c, "") for c in "\u00ad\u200c\u200d"))
HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
# A regular expression drops them twenty times faster than a look at each character.
_MARKS = re.compile(
    "[\u0300-\u036f\u0483-\u0487\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+"
)
_WITHIN = "\u0300-\u036f\u00ad\u200c\u200d"


class Token(NamedTuple):
    """A folded word and the span of the original text that it stands for."""

    word: str
    start: int
    end: int


def fold(text: str) -> str:
    """Lower case, without marks: what two spellings of a word have in common.

    Applies Unicode NFKD, drops the combining marks of the Latin, Greek and Cyrillic scripts,
    case-folds, and maps ə and ı to e and i.
    """
    if text.isascii():
        return text.lower()
    folded = _MARKS.sub("", unicodedata.normalize("NFKD", text)).casefold()
    for letter, plain in _LETTERS:
        folded = folded.replace(letter, plain)
    return folded


# Letters and digits; digits grouped by commas; one Han character, as Han has no spaces.
_WORD = re.compile(rf"\d+(?:,\d{{3}}(?!\d))+|[{HAN}]|(?:(?![{HAN}_])\w[{_WITHIN}]*)+")
_FOLDED_WORD = re.compile(r"\w+")
_POSSESSIVE = re.compile(r"['’]s\b", re.IGNORECASE)


def tokens(text: str) -> Iterator[Token]:
    """The words of a text, folded, with their spans in it; a possessive 's belongs to its word."""
    skip = {match.start() + 1 for match in _POSSESSIVE.finditer(text)}
    for match in _WORD.finditer(text):
        if match.start() in skip:
            continue
        found = match[0]
        if found.isascii():
            yield Token(found.replace(",", "").lower(), *match.span())
            continue
        # Folding can make several words of one match (½, ㎏): they share its span.
        for word in _FOLDED_WORD.findall(fold(found).replace(",", "")):
            yield Token(word, *match.span())


# Cc, Cf, Cs, Zl and Zp but for the joiners that scripts need: what can command a terminal.
_HAZARD = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffb\ud800-\udfff\U000e0001-\U000e007f]"
)
_HAZARD_IN_JSON = re.compile(_HAZARD.pattern.replace("\x00-\x1f", ""))


def _escape(match: re.Match[str]) -> str:
    units = match[0].encode("utf-16-be", "surrogatepass")
    pairs = (units[i : i + 2].hex() for i in range(0, len(units), 2))
    return "".join(f"\\u{pair}" for pair in pairs)


def printable(text: str) -> str:
    r"""The text on one line, with controls, escapes and bidi marks written out as \uXXXX."""
    if text.isascii() and text.isprintable():
        return text
    return _HAZARD.sub(_escape, re.sub(r"[\t\n\r]+", " ", text))


# What CommonMark, pandoc's Markdown and its smart typography could read as markup; pandoc ties
# what follows an abbreviation to it.
_ABBREVIATED = "|".join(
    rf"(?<=\b(?:{words}))"
    for words in (
        "Mr|Ms|Dr|St|vs|cf|ch|pp",
        "Mrs|Gen|Gov|Sen|Rep|Hon|Rev|vol|sec",
        "Capt|Prof|Pres",
    )
)
_MARKDOWN = re.compile(
    r"[\\`*_\[\]<>|&~^$@\"'#{}]|-(?=-)|(?<=-)-|\.(?=\.)|(?<=\.)\.|(?<=\d)[.)](?=\s)|^[-+=:]"
    rf"|(?:(?<=\.\w)|{_ABBREVIATED})\.(?=\s)"
)


def markdown(text: str) -> str:
    """A text on one line as Markdown that shows that text, character by character."""
    return _MARKDOWN.sub(r"\\\g<0>", printable(text))


def json_safe(encoded: str) -> str:
    """Encoded JSON in which what can command a terminal is escaped: the same value, other bytes."""
    return (
        encoded
        if encoded.isascii() and "\x7f" not in encoded
        else _HAZARD_IN_JSON.sub(_escape, encoded)
    )


def echoed(text: str) -> str:
    """What was typed, in quotation marks, shortened where it is long."""
    return f"'{printable(text if len(text) <= 60 else f'{text[:57]}…')}'"


def counted(number: int, noun: str) -> str:
    """`1 fact`, `2 facts`."""
    return f"{number} {noun}{'s' * (number != 1)}"


def failed(checks: int) -> str:
    """How many checks do not hold."""
    return f"{counted(checks, 'check')} {'does' if checks == 1 else 'do'} not hold"


def unaccounted(number: int) -> str:
    """How many sentences back no fact and are not left out for a reason."""
    are = "is" if number == 1 else "are"
    return f"{counted(number, 'sentence')} {are} neither evidence nor omission"


# A full stop after these does not end a sentence.
_ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof ph.d m.a b.a st no nos vol art e.g i.e cf al gen col adm vs etc approx "
    "u.s u.n u.k p.r jan feb mar apr jun jul aug sep sept oct nov dec".split()
)
_SENTENCE_END = re.compile(
    r"[.!?…。！？]+[\"'”’»)\]]*(?=\s+[\"'“‘«(\[]*[^\W_])|[。！？]+[”’」』）》]*"
)
_INITIALS = re.compile(r"[^\W\d_](?:\.[^\W\d_])*")
_NEXT = re.compile(r"\s*[\"'“‘«(\[]*(\w)")
_LAST_WORD = re.compile(r"[^\s(\[\"“]+$")


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """The spans of a paragraph's sentences, without the blanks between them.

    Rule-based: a sentence ends at closing punctuation before white space and a word that does not
    begin in lower case, unless the word before is an abbreviation or an initial.
    """
    start = 0
    for match in _SENTENCE_END.finditer(text):
        if _ends_sentence(text, match):
            yield from _trimmed(text, start, match.end())
            start = match.end()
    yield from _trimmed(text, start, len(text))


def _ends_sentence(text: str, match: re.Match[str]) -> bool:
    following = _NEXT.match(text, match.end())
    if following and following[1].islower():
        return False
    if not match[0].startswith(".") or len(match[0]) > 1:
        return True
    # No abbreviation is longer, and a look at all that went before would cost its square.
    word = _LAST_WORD.search(text[max(0, match.start() - 20) : match.start()])
    last = word[0].lower() if word else ""
    return last not in _ABBREVIATIONS and not _INITIALS.fullmatch(last)


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    part = text[start:end]
    if part.strip():
        start += len(part) - len(part.lstrip())
        yield start, start + len(part.strip())


def nearest(word: str, known: list[str], limit: int = 3) -> list[str]:
    """Up to `limit` of the known words that look most like `word`, best first."""
    folded = {fold(name): name for name in reversed(known)}
    key = fold(word)
    starts = [name for name in folded if key and (name.startswith(key) or key in name.split("-"))]
    from difflib import get_close_matches  # only where something was not found

    close = get_close_matches(key, list(folded), n=limit, cutoff=0.6)
    return [folded[name] for name in dict.fromkeys([*close, *sorted(starts)])][:limit]


def did_you_mean(word: str, known: list[str]) -> str:
    """A sentence that names the nearest known words, or "" where none is near."""
    found = nearest(word, known)
    if not found:
        return ""
    return f"Did you mean {' or '.join(printable(name) for name in found)}?"
