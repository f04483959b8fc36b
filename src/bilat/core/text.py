"""Text as data: folding for comparison, tokens with their place, and safe display."""

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from ..startup import pattern

# Letters that Unicode does not decompose but people type without their mark, and invisible joiners.
_LETTERS = (*zip("əıøłđ", "eiold", strict=True), *((c, "") for c in "\u00ad\u200c\u200d"))
HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
# A regular expression drops them twenty times faster than a look at each character.
_MARKS = pattern(
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


# Letters and digits; digits grouped by commas. Han has no place in it, since so large a class of
# characters takes two milliseconds to compile.
_WORD = pattern(rf"\d+(?:,\d{{3}}(?!\d))+|(?:(?!_)\w[{_WITHIN}]*)+")
_FOLDED_WORD = pattern(r"\w+")
_POSSESSIVE = pattern(rf"['’][{_WITHIN}]*(s)\b", re.IGNORECASE)


def tokens(text: str) -> Iterator[Token]:
    """The words of a text, folded, with their spans in it; a possessive 's belongs to its word."""
    skip = {match.start(1) for match in _POSSESSIVE.finditer(text)}
    for match in _WORD.finditer(text):
        if match.start() in skip:
            continue
        found = match[0]
        if found.isascii():
            yield Token(found.replace(",", "").lower(), *match.span())
            continue
        for start, end in _runs(text, *match.span()):
            # Folding can make several words of one run (½, ㎏): they share its span.
            for word in _FOLDED_WORD.findall(fold(text[start:end]).replace(",", "")):
                yield Token(word, start, end)


def is_han(char: str) -> bool:
    """Whether a character is a Han ideograph."""
    return char >= "\u3400" and (
        char <= "\u4dbf"
        or "\u4e00" <= char <= "\u9fff"
        or "\uf900" <= char <= "\ufaff"
        or "\U00020000" <= char <= "\U0003134f"
    )


def _runs(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A match in pieces: each Han character alone, as Han has no spaces, and what is between."""
    reached = start
    for i in range(start, end):
        if is_han(text[i]):
            if reached < i:
                yield reached, i
            yield i, i + 1
            reached = i + 1
    if reached < end:
        yield reached, end


# Cc, Cf, Cs, Zl and Zp but for the joiners that scripts need: what can command a terminal.
_HAZARD = pattern(
    "[\x00-\x1f\x7f-\x9f\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffb\ud800-\udfff\U000e0001-\U000e007f]"
)


def _escape(match: re.Match[str]) -> str:
    units = match[0].encode("utf-16-be", "surrogatepass")
    pairs = (units[i : i + 2].hex() for i in range(0, len(units), 2))
    return "".join(f"\\u{pair}" for pair in pairs)


def _escape_in_json(match: re.Match[str]) -> str:
    # What stands here below the blank is white space between the values.
    return match[0] if match[0] < " " else _escape(match)


def printable(text: str) -> str:
    r"""The text on one line, with controls, escapes and bidi marks written out as \uXXXX."""
    if text.isprintable():
        return text
    return _HAZARD.sub(_escape, re.sub(r"[\t\n\r]+", " ", text))


def json_safe(encoded: str) -> str:
    """Encoded JSON in which what can command a terminal is escaped: the same value, other bytes."""
    if all(line.isprintable() for line in encoded.split("\n")):
        return encoded  # as nearly all is: no need to compile the expression
    return _HAZARD.sub(_escape_in_json, encoded)


def cut(text: str, most: int = 60) -> str:
    """The text, or its beginning where it is longer than `most` characters."""
    return text if len(text) <= most else f"{text[: most - 1]}…"


def shortened(text: str, most: int = 60) -> str:
    """The text on one line, as `printable`, cut as by `cut`."""
    # What is written out as an escape grows, so that it is cut before and after.
    return cut(printable(text[: most + 1]), most)


def echoed(text: str) -> str:
    """What was typed or read, in quotation marks, shortened where it is long."""
    return f"'{shortened(text)}'"


def abridged(text: str, most: int = 1000) -> str:
    """The text on one line, as `printable`, with its middle left out where it is too long.

    An error's beginning says what is wrong, its end what to do next.
    """
    if len(text) > most:
        text = f"{text[: most * 2 // 3]} … {text[-most // 3 :]}"
    return printable(text)


def decoded(data: bytes) -> str:
    """Bytes that another program wrote, as text: UTF-8, or UTF-16 where a mark says so.

    Marks are no part of it; what cannot be read is escaped.
    """
    wide = data[:2] in (b"\xff\xfe", b"\xfe\xff")
    text = data.decode("utf-16" if wide else "utf-8", "backslashreplace")
    return text.replace("\ufeff", "")


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
