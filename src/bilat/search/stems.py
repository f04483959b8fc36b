"""Stems: what the forms of a word have in common, in the languages that a base's texts are in."""

import re
from collections.abc import Callable, Iterable
from functools import lru_cache

from .words import lines

Stemmer = Callable[[str], str]


@lru_cache(maxsize=None)
def _known() -> dict[str, tuple[str, str]]:
    """By a language's code, the name of its stemmer and the first and last letter it may hold."""
    rows = (line.split() for line in lines("languages"))
    return {code: (name, span) for code, name, span in rows}


def stemmed(languages: Iterable[str]) -> str:
    """Those of some languages (BCP 47) that have a stemmer, with blanks between."""
    codes = {language.partition("-")[0].lower() for language in languages}
    return " ".join(sorted(codes & _known().keys()))


class Stems:
    """The stems of words in some languages."""

    def __init__(self, languages: str) -> None:
        """Load the stemmers.

        Args:
            languages: as `stemmed` gives them.
        """
        self._stemmers: list[tuple[str, str, str, Stemmer]] = []
        if languages:
            from snowballstemmer import stemmer  # 20 ms, and most queries hold known words only

            for code in languages.split():
                name, span = _known()[code]
                self._stemmers.append((code, span[0], span[-1], stemmer(name).stemWord))

    def of(self, word: str) -> set[str]:
        """The stems of a word in each language whose script it is in; numbers have none."""
        if len(word) < 3 or not word.isalpha():
            return set()
        found = set()
        for code, first, last, stem in self._stemmers:
            if first <= word[0] <= last and first <= word[-1] <= last:
                forms = spellings(word) if code == "en" else {word}
                found |= {f"{code} {stem(form)}" for form in forms}
        return found


def spellings(word: str) -> set[str]:
    """A word, and what stands for it in British and American English alike."""
    found = {word}
    for old, new in _rules():
        if old.search(word):
            found.add(old.sub(new, word))
    return found


@lru_cache(maxsize=None)
def _rules() -> tuple[tuple[re.Pattern[str], str], ...]:
    rows = (line.split() for line in lines("spellings"))
    return tuple((re.compile(old), new) for old, new in rows)
