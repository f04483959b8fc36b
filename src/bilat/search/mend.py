"""Mending slips of the keyboard against the words that a base holds."""

from __future__ import annotations

from collections.abc import Mapping

# A shorter word has too many neighbours to tell which was meant.
SHORTEST = 4
# In a word shorter than STURDY a changed letter makes another word; LONG ones bear two slips.
STURDY = 5
LONG = 8
# Related words begin alike for so much of the longer one, and but for so few letters of the other.
RELATED = 0.55
ENDING = 2


def mend(word: str, typed: str, vocabulary: Mapping[str, int]) -> str | None:
    """The known word that `word` most likely is with one or two slips, or None.

    A slip is a letter left out, put in, changed, or swapped with the next (optimal string
    alignment); two are allowed in a word of eight letters or more. Numbers, short words and
    abbreviations are left alone.

    Args:
        word: the folded word.
        typed: as it was typed: capitals tell an abbreviation.
        vocabulary: known words with the number of texts they stand in.
    """
    if len(word) < SHORTEST or not word.isalpha() or (typed.isupper() and len(typed) < LONG):
        return None
    most = 2 if len(word) >= LONG else 1
    best: tuple[int, int, int, str] | None = None
    for known, count in vocabulary.items():
        if abs(len(known) - len(word)) > most or len(known) < SHORTEST or not known.isalpha():
            continue
        # In a short word another letter makes another word: only lost or swapped ones are slips.
        if len(word) < STURDY and sorted(word) != sorted(known) and not _within(word, known):
            continue
        slips = distance(word, known, most)
        # A slip in the first letter is rare, and the neighbours it adds are many.
        if slips is None or (known[0] != word[0] and known[:2] != word[1::-1]):
            continue
        candidate = (slips, int(known[-1] != word[-1]), -count, known)
        best = candidate if best is None else min(best, candidate)
    return best[3] if best else None


def _within(word: str, known: str) -> bool:
    """Whether one word is the other with letters left out."""
    short, long = sorted((word, known), key=len)
    letters = iter(long)
    return len(short) < len(long) and all(letter in letters for letter in short)


def distance(one: str, other: str, most: int) -> int | None:
    """The optimal string alignment distance of two words, or None beyond `most`."""
    before_last: list[int] = []
    last = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        row = [i]
        for j, b in enumerate(other, 1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, before_last[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return None
        before_last, last = last, row
    return last[-1] if last[-1] <= most else None


def related(word: str, typed: str, vocabulary: Mapping[str, int]) -> str | None:
    """The known word that shares most of its beginning with `word`, or None.

    Endings beyond the reach of an English stemmer differ so: `посольству` and `посольство`,
    `turistləri` and `turist`, `prioritising` and `priority`.
    """
    if typed.isascii() and typed.isupper():
        return None
    best: tuple[float, int, str] | None = None
    for known, count in vocabulary.items():
        if known[:3] != word[:3] or not known.isalpha():
            continue
        shared = next(
            (i for i, (a, b) in enumerate(zip(word, known, strict=False)) if a != b),
            min(len(word), len(known)),
        )
        likeness = shared / max(len(word), len(known))
        ends = min(len(word), len(known)) - shared <= ENDING
        enough = shared >= (SHORTEST + 1 if word.isascii() else SHORTEST - 1)
        if enough and ends and likeness >= RELATED:
            candidate = (-likeness, -count, known)
            best = candidate if best is None else min(best, candidate)
    return best[2] if best else None
