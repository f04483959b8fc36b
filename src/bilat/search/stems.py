"""Stems: what the forms of a word have in common, in the languages that a base's texts are in."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from ..base.catalogue import Catalogue
from .words import lines


@lru_cache(maxsize=None)
def _known() -> dict[str, tuple[str, str]]:
    """By a language's code, the name of its stemmer and the first and last letter it may hold."""
    rows = (line.split() for line in lines("languages"))
    return {code: (name, span) for code, name, span in rows}


def stemmed(languages: Iterable[str]) -> str:
    """Those of some languages (BCP 47) that have a stemmer, with blanks between."""
    codes = {language.partition("-")[0].lower() for language in languages}
    return " ".join(sorted(codes & _known().keys()))


def stems_of(db: Catalogue, words: Iterable[str], languages: str) -> Iterator[tuple[str, str]]:
    """The stems of words, each in every language whose script it is in, with the words.

    Args:
        db: any catalogue: the Porter stemmer is SQLite's, which takes no time to load.
        words: folded words; numbers and short ones have no stem.
        languages: as `stemmed` gives them.
    """
    asked = [word for word in words if len(word) > 2 and word.isalpha()]
    for code in languages.split():
        name, span = _known()[code]
        first, last = span[0], span[-1]
        some = [w for w in asked if first <= w[0] <= last and first <= w[-1] <= last]
        if not some:
            continue
        if code == "en":
            yield from _english(db, some)
        else:
            from snowballstemmer import stemmer  # 20 ms, and most queries hold known words only

            stem = stemmer(name).stemWord
            yield from ((f"{code} {stem(word)}", word) for word in some)


def _english(db: Catalogue, words: list[str]) -> Iterator[tuple[str, str]]:
    db.run(
        "CREATE VIRTUAL TABLE IF NOT EXISTS temp.stemmed USING fts5(word, tokenize='porter ascii')",
        "CREATE VIRTUAL TABLE IF NOT EXISTS temp.stem USING fts5vocab(temp, stemmed, instance)",
        "DELETE FROM temp.stemmed",
    )
    spelt = [(n, form) for n, word in enumerate(words) for form in spellings(word)]
    db.fill("temp.stemmed(rowid, word)", ((i, form) for i, (_, form) in enumerate(spelt)))
    rows = db.rows("SELECT DISTINCT term, doc FROM temp.stem")
    found = {(f"en {stem}", words[spelt[i][0]]) for stem, i in rows}
    yield from sorted(found)


def spellings(word: str) -> set[str]:
    """A word, and what stands for it in British and American English alike."""
    found = {word}
    for mark, old, new in _rules():
        if mark in word:  # quicker than the expression
            found.add(old.sub(new, word))
    return found


@lru_cache(maxsize=None)
def _rules() -> tuple[tuple[str, re.Pattern[str], str], ...]:
    rows = (line.split() for line in lines("spellings"))
    return tuple((mark, re.compile(old), new) for mark, old, new in rows)
