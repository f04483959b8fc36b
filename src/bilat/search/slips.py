"""Slips of the keyboard, and forms that no stemmer knows: what an unknown word most likely is."""

import re
from collections.abc import Mapping

from ..base.catalogue import Catalogue

# A shorter word has too many neighbours to tell which was meant.
_SHORTEST, _STURDY = 4, 5
# What slips cost: a letter lost, put in or swapped with the next; one of a pair of equal letters;
# and a letter changed, which most often makes another word, unless both are vowels.
_SLIP, _DOUBLED, _CHANGED = 2, 1, 3
# How much a word bears, by its length: most neighbours of a short word are words themselves.
_BEARS = ((9, 4), (6, 3), (_SHORTEST, 2))
_ABBREVIATION = 7
_LONGER = 2
# Forms of one word begin alike for so much of the longer one, and but for so few letters.
_ALIKE, _ENDING = 0.55, 2


def neighbours(db: Catalogue, word: str) -> dict[str, int]:
    """The words of a base that may be meant by another, with the facts that hold each.

    A slip in the first letter is rare, and the neighbours it adds are many.
    """
    found: dict[str, int] = {}
    for letter in dict.fromkeys(word[:2]):
        lengths = max(_SHORTEST - 1, len(word) - _LONGER - _ENDING), len(word) + _LONGER + _ENDING
        rows = db.rows(_BEGUN, (letter, chr(ord(letter) + 1), *lengths))
        found.update((known, facts) for known, facts in rows if known.isalpha())
    return found


_BEGUN = """
SELECT word, max(facts) FROM vocabulary
WHERE word >= ? AND word < ? AND length(word) BETWEEN ? AND ? GROUP BY word
"""


def alike(one: str, other: str) -> bool:
    """Whether two words differ by nothing but the order of letters, or by doubled ones."""
    undoubled = (re.sub(r"(.)\1", r"\1", word) for word in (one, other))
    return sorted(one) == sorted(other) or next(undoubled) == next(undoubled)


def mended(word: str, typed: str, known: Mapping[str, int]) -> str | None:
    """The known word that a word most likely is with one or two slips, or None.

    Numbers, short words and abbreviations are left alone.

    Args:
        word: the folded word.
        typed: as it was typed: capitals tell an abbreviation.
        known: known words with the number of facts that hold them.
    """
    short = typed.isupper() and len(typed) <= _ABBREVIATION
    if len(word) < _SHORTEST or not word.isalpha() or short:
        return None
    most = next(cost for length, cost in _BEARS if len(word) >= length)
    best: tuple[int, int, str] | None = None
    for other, facts in known.items():
        if other[0] != word[0] and other[:2] != word[1::-1]:
            continue
        if abs(len(other) - len(word)) > _LONGER or len(other) < _SHORTEST:
            continue
        # In a short word another letter makes another word.
        if len(word) == len(other) < _STURDY and sorted(word) != sorted(other):
            continue
        slips = distance(word, other, most)
        if slips <= most:
            best = min(best or (slips, -facts, other), (slips, -facts, other))
    return best[2] if best else None


def distance(one: str, other: str, most: int) -> int:
    """How far apart two words are by slips: the optimal string alignment distance.

    Args:
        one: a word.
        other: another one.
        most: beyond this the distance is not worked out.
    """
    before: list[int] = []
    last = [0]
    for i, letter in enumerate(other):
        last.append(last[-1] + _lost(letter, other[i - 1 : i]))
    for i, a in enumerate(one):
        lost = _lost(a, one[i - 1 : i] if i else "")
        row = [last[0] + lost]
        for j, b in enumerate(other):
            cost = min(last[j + 1] + lost, row[j] + _lost(b, other[j - 1 : j] if j else ""))
            cost = min(cost, last[j] + _changed(a, b))
            if i and j and a == other[j - 1] and b == one[i - 1]:
                cost = min(cost, before[j - 1] + _SLIP)
            row.append(cost)
        if min(row) > most:
            return most + 1
        before, last = last, row
    return last[-1]


def _changed(one: str, other: str) -> int:
    if one == other:
        return 0
    return _SLIP if one in _VOWELS and other in _VOWELS else _CHANGED


_VOWELS = frozenset("aeiouyаеиоуыэюя")


def _lost(letter: str, before: str) -> int:
    """The cost of a letter too many or too few: doubled letters are easily confused."""
    return _DOUBLED if letter == before else _SLIP


def related(word: str, known: Mapping[str, int]) -> str | None:
    """The known word that shares most of its beginning with a word, or None.

    So differ forms in languages that no stemmer knows, and some of English: president(ial).
    """
    best: tuple[float, int, str] | None = None
    for other, facts in known.items():
        longest, shortest = max(len(word), len(other)), min(len(word), len(other))
        shared = shortest
        while word[:shared] != other[:shared]:
            shared -= 1
        if shared > _SHORTEST and shortest - shared <= _ENDING and shared >= _ALIKE * longest:
            best = min(best or (0.0, 0, ""), (-shared / longest, -facts, other))
    return best[2] if best else None
