"""Where sentences begin and end."""

import re
from collections.abc import Iterator
from itertools import chain

from ..startup import pattern

# A full stop after these does not end a sentence.
_ABBREVIATIONS = frozenset(
    "para paras pp mr mrs ms dr prof ph.d m.a b.a st no nos vol art e.g i.e cf al gen col adm vs "
    "etc approx u.s u.n u.k p.r jan feb mar apr jun jul aug sep sept oct nov dec".split()
)
# It begins with one character of a set: `re` looks for that quickly, but not for a choice.
_SENTENCE_END = pattern(
    r"[.!?…。！？](?:[.!?…。！？]*[\"'”’»)\]]*(?=\s+[\"'“‘«(\[]*[^\W_])"
    r"|(?<=[。！？])[。！？]*[”’」』）》]*)"
)
_INITIALS = pattern(r"[^\W\d_](?:\.[^\W\d_])*")
_NEXT = pattern(r"\s*[\"'“‘«(\[]*(\w)")
_LAST_WORD = pattern(r"[^\s(\[\"“]+$")


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """The spans of a paragraph's sentences, without the blanks between them.

    Rule-based: a sentence ends at closing punctuation before white space and a word that does not
    begin in lower case, unless the word before is an abbreviation or an initial.
    """
    ends = (match.end() for match in _SENTENCE_END.finditer(text) if _ends_sentence(text, match))
    start = 0
    for end in chain(ends, [len(text)]):
        rest = text[start:end].lstrip()
        if rest:
            start = end - len(rest)
            yield start, start + len(rest.rstrip())
        start = end


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
