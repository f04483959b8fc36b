"""Mending slips of the keyboard against the words that a base holds."""

from __future__ import annotations

from collections.abc import Mapping

from ..startup import pattern

# A shorter word has too many neighbours to tell which was meant.
SHORTEST = 4
# In a word shorter than STURDY a changed letter makes another word.
STURDY = 5
# What slips cost: a letter lost, put in, or swapped with the next; one of a pair of equal letters;
# and a letter changed into one that nobody takes it for, which most often makes another word.
SLIP, DOUBLED, CHANGED = 2, 1, 4
# How much a word bears, by its length: most neighbours of a short word are words themselves.
BEARS = ((9, 4), (7, 3), (SHORTEST, 2))
ABBREVIATION = 7
LONGER = 2
# Related words begin alike for so much of the longer one, and but for so few letters of the other.
RELATED = 0.55
ENDING = 2


def mend(word: str, typed: str, vocabulary: Mapping[str, int]) -> str | None:
    """The known word that `word` most likely is with one or two slips, or None.

    A slip is a letter left out, put in, changed, or swapped with the next (optimal string
    alignment); long words bear two. Numbers, short words and abbreviations are left alone.

    Args:
        word: the folded word.
        typed: as it was typed: capitals tell an abbreviation.
        vocabulary: known words with the number of texts they stand in.
    """
    if (
        len(word) < SHORTEST
        or not word.isalpha()
        or (typed.isupper() and len(typed) <= ABBREVIATION)
    ):
        return None
    most = next(cost for length, cost in BEARS if len(word) >= length)
    best: tuple[int, bool, bool, int, str] | None = None
    for known, count in vocabulary.items():
        # A slip in the first letter is rare, and the neighbours it adds are many.
        if known[0] != word[0] and known[:2] != word[1::-1]:
            continue
        if abs(len(known) - len(word)) > LONGER or len(known) < SHORTEST or not known.isalpha():
            continue
        # In a short word another letter makes another word: only lost or swapped ones are slips.
        if len(word) < STURDY and sorted(word) != sorted(known) and not _within(word, known):
            continue
        slips = distance(word, known, most)
        if slips is None:
            continue
        swapped = sorted(word) == sorted(known)
        candidate = (slips, not swapped, known[-1] != word[-1], -count, known)
        best = candidate if best is None else min(best, candidate)
    return best[4] if best else None


def _inflected(word: str, known: str, shared: int) -> bool:
    """Whether two words are one stem with different endings, which may begin alike."""
    return any(
        _ENDING.fullmatch(word[stem:]) and _ENDING.fullmatch(known[stem:])
        for stem in (shared, shared - 1)
    )


# What English, or Azerbaijani in folded letters, may put behind a stem; anything else makes another
# word of it, as `card` does of `master`.
_ENDING = pattern(
    r"|e?[sd]|ing|e|y|ies|ied|i?e?rs?|ors?|ly|i?al|i?ally|ists?|ism|ity|ities|[ai]ble|[ai]bly|ments?"
    r"|ness|ful|less|ship|[st]?ions?|[ae]nce|[ae]nt|ive|ous|ic|ical"
    r"|i[sz](?:e[drs]?|ing|ations?|m)|at(?:e[ds]?|ing|ions?|ive|ors?)"
    r"|(?:i?l[ae]r)?(?:[iu]?m?[iu]?z|s?[iu]n?|n?[iu]n)?(?:[ae]|n?[iu]|[dt][ae]n?)?(?:k[iu])?"
    r"|l[iu]k?q?|c[iu]"
)


def _within(word: str, known: str) -> bool:
    """Whether one word is the other with letters left out."""
    short, long = sorted((word, known), key=len)
    letters = iter(long)
    return len(short) < len(long) and all(letter in letters for letter in short)


def distance(one: str, other: str, most: int) -> int | None:
    """How far apart two words are by slips, or None beyond `most`.

    The optimal string alignment distance, where slips that people make cost less than the letters
    that tell real words apart.
    """
    before_last: list[int] = []
    last = _first_row(other)
    for i, a in enumerate(one, 1):
        before = one[i - 2 : i - 1]
        row = [last[0] + _lost(a, before)]
        for j, b in enumerate(other, 1):
            cost = min(
                last[j] + _lost(a, before),
                row[j - 1] + _lost(b, other[j - 2 : j - 1]),
                last[j - 1] + _changed(a, b),
            )
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, before_last[j - 2] + SLIP)
            row.append(cost)
        if min(row) > most:
            return None
        before_last, last = last, row
    return last[-1] if last[-1] <= most else None


def _first_row(word: str) -> list[int]:
    row = [0]
    for i, letter in enumerate(word):
        row.append(row[-1] + _lost(letter, word[i - 1 : i]))
    return row


def _lost(letter: str, before: str) -> int:
    """The cost of a letter too many or too few: doubled letters are easily confused."""
    return DOUBLED if letter == before else SLIP


def _changed(one: str, other: str) -> int:
    """The cost of one letter for another: less where they sound alike or are neighbouring keys."""
    if one == other:
        return 0
    return SLIP if one + other in _ALIKE or other + one in _ALIKE else CHANGED


# Vowels, consonants that sound alike in some spelling, and neighbours on a keyboard.
_ALIKE = frozenset(
    "ae ai ao au ay ei eo eu ey io iu iy ou oy uy cs ck sz gj ks kq vw fv dt bp mn xs"
    " qw we er rt ty yu ui op as sd df fg gh hj jk kl zx xc cv vb bn nm qa ws ed rf tg yh uj ik ol"
    " az sx dc fv gb hn jm".split()
)


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
        if word.isascii() and not _inflected(word, known, shared):
            continue
        if enough and ends and likeness >= RELATED:
            candidate = (-likeness, -count, known)
            best = candidate if best is None else min(best, candidate)
    return best[2] if best else None


class Vocabulary(dict):
    def __init__(self, db, word):
        first = sorted({word[:1], word[1:2]} - {""})
        super().__init__()
        for letter in first:
            rows = db.rows(
                "SELECT word, facts FROM vocabulary WHERE word >= ? AND word < ? "
                "AND length(word) BETWEEN ? AND ?",
                (letter, chr(ord(letter) + 1), max(3, len(word) - 6), len(word) + 6),
            )
            self.update(rows)


mended = mend
