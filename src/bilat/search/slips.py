"""Slips of the keyboard, and forms that no stemmer knows: what an unknown word most likely is."""

import re
from collections.abc import Mapping

from ..base.catalogue import Catalogue

# A shorter word has too many neighbours to tell which was meant.
_SHORTEST = 4
# What slips cost: a letter lost, put in or swapped with the next; one of a pair of equal letters;
# and a letter changed, which most often makes another word, unless both are vowels.
_SLIP, _DOUBLED, _CHANGED = 2, 1, 3
# How much a word bears, by its length: most neighbours of a short word are words themselves.
_BEARS = ((9, 4), (6, 3), (_SHORTEST, 2))
_ABBREVIATION = 7
# Forms of one word begin alike for so much of the longer one, and but for so few letters.
_ALIKE, _ENDING = 0.55, 2
_VOWELS = frozenset("aeiouyаеиоуыэюя")


def likely(db: Catalogue, word: str, typed: str) -> tuple[str, str]:
    """What a word that a base does not know most likely is, and how: mended, related, or ""."""
    known: dict[str, int] = {}
    # A slip in the first letter is rare, and the neighbours it adds are many.
    for letter in dict.fromkeys(word[:2]):
        lengths = max(_SHORTEST - 1, len(word) - 2 - _ENDING), len(word) + 2 + _ENDING
        rows = db.rows(_BEGUN, (letter, chr(ord(letter) + 1), *lengths))
        known.update((other, facts) for other, facts in rows if other.isalpha())
    better, other = mended(word, typed, known), related(word, known)
    if better and (better != other or _alike(better, word)):
        return "mended", better
    return ("related", other) if other else ("", "")


_BEGUN = """
SELECT word, max(facts) FROM vocabulary
WHERE word >= ? AND word < ? AND length(word) BETWEEN ? AND ? GROUP BY word
"""


def _alike(one: str, other: str) -> bool:
    """Whether two words differ by nothing but the order of letters, or by doubled ones."""
    undoubled = {re.sub(r"(.)\1", r"\1", word) for word in (one, other)}
    return sorted(one) == sorted(other) or len(undoubled) == 1


def mended(word: str, typed: str, known: Mapping[str, int]) -> str | None:
    """The known word that a word most likely is with one or two slips, or None.

    Numbers, short words and abbreviations, which capitals tell, are left alone. Known words come
    with the number of facts that hold them.
    """
    short = typed.isupper() and len(typed) <= _ABBREVIATION
    if len(word) < _SHORTEST or not word.isalpha() or short:
        return None
    most = next(cost for length, cost in _BEARS if len(word) >= length)
    near = []
    for other, facts in known.items():
        begins = other[0] == word[0] or other[:2] == word[1::-1]
        if begins and abs(len(other) - len(word)) <= 2 and len(other) >= _SHORTEST:
            slips = distance(word, other, most)
            # In a short word another letter makes another word.
            other_letter = len(word) == len(other) == _SHORTEST and sorted(word) != sorted(other)
            if slips <= most and not other_letter:
                near.append((slips, -facts, other))
    return min(near)[2] if near else None


def distance(one: str, other: str, most: int) -> int:
    """How far apart two words are by slips (optimal string alignment), worked out up to `most`."""
    rows = [[0]]
    for i, letter in enumerate(other):
        rows[0].append(rows[0][-1] + _lost(other, i, letter))
    for i, a in enumerate(one):
        lost = _lost(one, i, a)
        last, row = rows[-1], [rows[-1][0] + lost]
        for j, b in enumerate(other):
            cost = min(last[j + 1] + lost, row[j] + _lost(other, j, b), last[j] + _changed(a, b))
            if i and j and a == other[j - 1] and b == one[i - 1]:
                cost = min(cost, rows[-2][j - 1] + _SLIP)
            row.append(cost)
        if min(row) > most:
            return most + 1
        rows.append(row)
    return rows[-1][-1]


def _changed(one: str, other: str) -> int:
    if one == other:
        return 0
    return _SLIP if one in _VOWELS and other in _VOWELS else _CHANGED


def _lost(word: str, i: int, letter: str) -> int:
    """The cost of a letter too many or too few: doubled letters are easily confused."""
    return _DOUBLED if i and letter == word[i - 1] else _SLIP


def related(word: str, known: Mapping[str, int]) -> str | None:
    """The known word that shares most of its beginning with a word, or None.

    So differ forms in languages that no stemmer knows, and some of English: president(ial).
    """
    near = []
    for other, facts in known.items():
        longest, shortest = max(len(word), len(other)), min(len(word), len(other))
        shared = shortest
        while word[:shared] != other[:shared]:
            shared -= 1
        if shared > _SHORTEST and shortest - shared <= _ENDING and shared >= _ALIKE * longest:
            near.append((-shared / longest, -facts, other))
    return min(near)[2] if near else None
