"""Text as data: folding for comparison, words, and safe display."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from ..startup import pattern

# Letters that Unicode does not decompose but people type without their mark, and invisible joiners.
_LETTERS = (*zip("əıøłđ", "eiold", strict=True), *((c, "") for c in "\u00ad\u200c\u200d"))
_SUPPLEMENTARY = "\U00020000", "\U0003134f"
HAN = (("\u3400", "\u4dbf"), ("\u4e00", "\u9fff"), ("\uf900", "\ufaff"), _SUPPLEMENTARY)
# A regular expression drops them twenty times faster than a look at each character.
_MARKS = pattern(
    "[\u0300-\u036f\u0483-\u0487\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+"
)


def has_han(text: str) -> bool:
    """Whether a text has a Han character; an expression for that takes 3 ms to compile."""
    return not text.isascii() and any(first <= c <= last for c in text for first, last in HAN)


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


def abridged(text: str, most: int = 470) -> str:
    """The text on one line, as `printable`, with its middle left out where it is too long.

    An error's beginning says what is wrong, its end what to do next.
    """
    # What is written out as an escape grows, so that it is cut before and after.
    return _middle_out(printable(_middle_out(text, most)), most)


def _middle_out(text: str, most: int) -> str:
    if len(text) <= most:
        return text
    return f"{text[: most * 2 // 3]} … {text[-most // 3 :]}"


def decoded(data: bytes) -> str:
    """Bytes that another program wrote, as text: UTF-8, or UTF-16 where a mark says so.

    Marks are no part of it; what cannot be read is escaped.
    """
    wide = data[:2] in (b"\xff\xfe", b"\xfe\xff")
    text = data.decode("utf-16" if wide else "utf-8", "backslashreplace")
    return text.replace("\ufeff", "")


def counted(number: int, noun: str) -> str:
    """`1 fact`, `2 facts`, `2 queries`."""
    if number != 1:
        noun = f"{noun[:-1]}ies" if noun.endswith("ry") else f"{noun}s"
    return f"{number} {noun}"


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


def occurrences(text: str, part: str, most: int) -> list[int]:
    """The first places where a part that is not blank stands in a text, at most so many."""
    found: list[int] = []
    start = text.find(part) if part.strip() else -1
    while start >= 0 and len(found) < most:
        found.append(start)
        start = text.find(part, start + 1)
    return found


def stand(text: str, parts: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Where parts stand in a text, in upper or lower case: each the first time."""
    for part in filter(None, parts):
        begin, end = (r"\b" * (c.isalnum() and c < "\u2e80") for c in (part[0], part[-1]))
        found = re.search(f"{begin}{re.escape(part)}{end}", text, re.IGNORECASE)
        if found:
            yield found.span()


def left(text: str, parts: Iterable[str]) -> bool:
    """Whether a text has words beside parts of it."""
    rest = list(text)
    for start, end in stand(text, parts):
        rest[start:end] = " " * (end - start)
    return any(map(str.isalnum, rest))
