"""The words of an invented world: a few frequent, most rare, and more of them in more text.

Words are drawn by Zipf's law in Mandelbrot's form, so that the number of different words grows
with the text as Heaps' law has it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from random import Random
from typing import TypeVar

from bilat.core.text import fold

T = TypeVar("T")

# What the most frequent words are; all others are made of syllables.
NOUNS = (
    "trade cooperation agreement delegation railway corridor port energy culture education "
    "investment border partnership declaration summit minister embassy university company project "
    "market growth security treaty friendship exhibition transport pipeline grain cotton oil gas "
    "tourism student language festival bank loan factory harbour road bridge satellite research "
    "hospital vaccine election parliament party president envoy statement visit council region"
).split()
ADJECTIVES = (
    "joint bilateral strategic economic cultural new national regional long common official mutual "
    "important annual northern southern maritime digital green public first second special open"
).split()
VERBS = (
    "supported expanded signed doubled strengthened opened financed discussed welcomed approved "
    "launched extended restored limited improved completed followed shaped"
).split()
HAN = "中国关系合作贸易协定访问能源交通文化教育科技投资建设发展和平安全友好边境铁路港口"

_SIZES = {"noun": 30_000, "adjective": 8_000, "verb": 4_000}
_ENDINGS = {
    "noun": ("", "", "ment", "ion", "er"),
    "adjective": ("al", "ic", "ous"),
    "verb": ("ed",),
}
_ONSETS = "b d f g h k l m n p r s t z br dr gr kr pl st tr sh".split()
_VOWELS = "a e i o u".split()
_CODAS = ["", "", "l", "m", "n", "r", "s", "t"]
_SHIFT, _SLOPE = 15.0, 1.3  # of Mandelbrot's law: a rank's share is (rank + shift) ** -slope
_AZERI = str.maketrans("eg", "əğ")
_CYRILLIC = str.maketrans("abcdefghijklmnopqrstuvwxyz", "абцдефгхийклмнопкрстуввкыз")


def zipf(rng: Random, items: Sequence[T]) -> T:
    """One of the items, the first the likeliest."""
    last = (len(items) / _SHIFT + 1) ** (1 - _SLOPE)
    rank = _SHIFT * ((1 - rng.random() * (1 - last)) ** (1 / (1 - _SLOPE)) - 1)
    return items[min(int(rank), len(items) - 1)]


def stem(rng: Random, syllables: int) -> str:
    """An invented stem."""
    parts = (rng.choice(_ONSETS) + rng.choice(_VOWELS) for _ in range(syllables))
    return "".join(parts) + rng.choice(_CODAS)


def azeri(word: str) -> str:
    """A word as if written in Azerbaijani."""
    return word[0] + word[1:].translate(_AZERI)


def cyrillic(word: str) -> str:
    """A word in Cyrillic letters, more or less."""
    return fold(word).replace("sh", "ш").translate(_CYRILLIC)


def han(rng: Random, length: int = 2) -> str:
    """Some Han characters."""
    return "".join(zipf(rng, HAN) for _ in range(length))


class Vocabulary:
    """Words by part of speech; what is drawn depends on nothing but the generator given."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        taken = {*NOUNS, *ADJECTIVES, *VERBS}
        common = {"noun": NOUNS, "adjective": ADJECTIVES, "verb": VERBS}
        self._words = {
            part: [*words, *islice(self._invented(part, taken), _SIZES[part])]
            for part, words in common.items()
        }

    def _invented(self, part: str, taken: set[str]) -> Iterator[str]:
        while True:
            root = stem(self._rng, self._rng.choice((1, 2, 2, 3)))
            word = root + self._rng.choice(_ENDINGS[part])
            # "visa" is for the facts about visas alone, so nothing may look like it.
            if len(word) > 3 and word not in taken and not word.startswith("vis"):
                taken.add(word)
                yield word

    def noun(self) -> str:
        """A noun, now and then in the plural."""
        word = zipf(self._rng, self._words["noun"])
        plural = self._rng.random() < 0.2 and word[-1] not in "sy"
        return f"{word}s" if plural else word

    def adjective(self) -> str:
        """An adjective."""
        return zipf(self._rng, self._words["adjective"])

    def verb(self) -> str:
        """A verb in the past tense."""
        return zipf(self._rng, self._words["verb"])

    def keyword(self) -> str:
        """What a librarian would file a fact under, in one of four languages."""
        form = self._rng.random()
        if form < 0.15:
            return azeri(self.noun())
        if form < 0.3:
            return cyrillic(self.noun())
        if form < 0.45:
            return han(self._rng, self._rng.choice((2, 2, 4)))
        return self.noun() if form < 0.75 else f"{self.adjective()} {self.noun()}"
