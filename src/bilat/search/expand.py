"""What each term of a query may stand for in the texts: other forms, spellings, slips mended."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from ..base.catalogue import Catalogue
from .parse import Group, Query, Term
from .slips import mended, neighbours, related
from .stems import stems_of
from .weights import Weights
from .words import is_cut, number_words, numeral_forms, ordinal, small


class Form(NamedTuple):
    """A way in which a term may stand in the texts.

    Attributes:
        how: word, stem, spelling, number, mended, related, phrase, apart or prefix.
        words: the words, which follow each other (but for `apart`).
        weight: what it counts for; the term's own word counts 1.
    """

    how: str
    words: tuple[str, ...]
    weight: float = 1.0


class Asked(NamedTuple):
    """A term with its forms, none where the base knows nothing like it.

    Attributes:
        term: as typed.
        forms: the best one first.
        names: the words by which it may name an actor or topic.
        mended: what was searched instead, where it was no word of the base.
    """

    term: Term
    forms: tuple[Form, ...] = ()
    names: tuple[tuple[str, ...], ...] = ()
    mended: str = ""

    @property
    def small(self) -> bool:
        """Whether a fact need not bear it."""
        return self.term.kind == "word" and all(word in small() for word in self.term.words)


class Wanted(NamedTuple):
    """A group of a query with its terms understood."""

    required: tuple[Asked, ...]
    optional: tuple[Asked, ...]
    excluded: tuple[Asked, ...]

    @property
    def asked(self) -> tuple[Asked, ...]:
        """All that a fact is to bear."""
        return self.required + self.optional


# A shorter word begins too many others to stand for one.
_ABBREVIATION = 4
# So many words of a query are mended; nobody makes more slips in what he means.
_MOST_MENDED = 12


def expand(db: Catalogue, query: Query, weights: Weights, *, exact: bool) -> tuple[Wanted, ...]:
    """Understand the terms of a query by the words of a base.

    Args:
        db: the base's catalogue.
        query: what was asked.
        weights: what each sort of form counts for.
        exact: take words as they were typed.
    """
    return _Expander(db, query, weights, exact).groups()


class _Expander:
    def __init__(self, db: Catalogue, query: Query, weights: Weights, exact: bool) -> None:
        self._db, self._query, self._weights, self._exact = db, query, weights, exact
        self._lexicon = Lexicon(db, _candidates(query.groups))
        self._mended = 0

    def groups(self) -> tuple[Wanted, ...]:
        return tuple(
            Wanted(*(tuple(each for term in terms for each in self._split(term)) for terms in group))
            for group in self._query.groups
        )

    def _split(self, term: Term) -> Iterator[Asked]:
        """A term, or the terms that it is: a run of characters is cut into known words."""
        if term.kind == "word" and not term.marked and len(term.words) > 1:
            for words in self._pieces(term.words):
                text = "".join(words) if is_cut(words[0]) else " ".join(words)
                yield self._asked(term._replace(text=text, words=words))
            return
        asked = self._asked(term)
        if term.marked and not asked.forms:  # four-storeyed: at least what stands on its own
            for word in term.words:
                yield self._asked(term._replace(text=word, words=(word,), marked=False))
        else:
            yield asked

    def _pieces(self, run: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
        """The longest runs of characters that stand in the texts so, one after the other."""
        while run:
            end = 1
            if is_cut(run[0]):
                most = next((i for i, word in enumerate(run) if not is_cut(word)), len(run))
                known = (e for e in range(min(most, 6), 1, -1) if self._lexicon.together(run[:e]))
                end = next(known, 1)
            yield run[:end]
            run = run[end:]

    def _asked(self, term: Term) -> Asked:
        if term.kind == "time":
            return Asked(term, names=(term.words,))
        if term.kind == "phrase":
            return Asked(term, (Form("phrase", term.words),), (term.words,))
        if term.kind == "prefix":
            return Asked(term, (Form("prefix", term.words, self._weights.prefix),))
        if term.kind == "number":
            forms = tuple(Form("number", words) for words in numeral_forms(term.value))
            return Asked(term, forms, (term.words,))
        if len(term.words) > 1 and not term.marked:  # characters of a script without blanks
            return Asked(term, (Form("word", term.words),), (term.words,))
        return self._word(term)

    def _word(self, term: Term) -> Asked:
        forms = list(self._known(term))
        better = ""
        if not forms and not self._exact and self._mended < _MOST_MENDED:
            self._mended += 1
            forms = list(self._guessed(term))
            better = " ".join(forms[0].words) if forms and forms[0].how == "mended" else ""
        kept: dict[tuple[str, ...], Form] = {}
        for form in forms:
            kept.setdefault(form.words, form)
        names = tuple(form.words for form in kept.values() if form.how != "apart")
        return Asked(term, tuple(kept.values()), names, better)

    def _known(self, term: Term) -> Iterator[Form]:
        """The forms of a word that stand in the texts."""
        lexicon, joined = self._lexicon, "".join(term.words)
        if term.marked and lexicon.together(term.words):
            yield Form("phrase", term.words)
        for spelling in lexicon.spelt.get(joined, ()):
            yield Form("word", tuple(spelling.split()) or (joined,))
        for words in ordinal(joined):
            yield Form("number", words)
        for word in spelt_numbers(joined):
            yield Form("number", word)
        if not self._exact:
            for word in lexicon.forms(joined):
                for spelling in lexicon.spelt_of(word):
                    yield Form("stem", tuple(spelling.split()) or (word,), self._weights.stem)
        if term.marked and all(word in lexicon.spelt for word in term.words):
            yield Form("apart", term.words, self._weights.apart)

    def _guessed(self, term: Term) -> Iterator[Form]:
        """What a word that the base does not hold may be: two words, a slip, another form."""
        word = "".join(term.words)
        for i in range(1, len(word)):
            parts = (word[:i], word[i:])
            if self._lexicon.together(parts):
                yield Form("phrase", parts)
        known = neighbours(self._db, word)
        better, other = mended(word, term.text, known), related(word, known)
        if better and better != other:
            yield from self._of(better, "mended", self._weights.mended)
        elif other:
            yield from self._of(other, "related", self._weights.related)
        elif len(word) >= _ABBREVIATION and any(each.startswith(word) for each in known):
            yield Form("prefix", (word,), self._weights.prefix)

    def _of(self, word: str, how: str, weight: float) -> Iterator[Form]:
        lexicon = Lexicon(self._db, [word])
        for spelling in lexicon.spelt_of(word):
            yield Form(how, tuple(spelling.split()) or (word,), weight)
        for other in lexicon.forms(word):
            yield Form(how, (other,), weight * self._weights.stem)


def spelt_numbers(word: str) -> list[tuple[str, ...]]:
    """The forms of a number in one word."""
    value = number_words().get(word)
    return [] if value is None else numeral_forms(str(value))


def _candidates(groups: Iterable[Group]) -> Iterator[str]:
    for group in groups:
        for terms in group:
            for term in terms:
                yield from term.words
                yield "".join(term.words)


class Lexicon:
    """What the vocabulary of a base holds of some words: read at once."""

    def __init__(self, db: Catalogue, words: Iterable[str]) -> None:
        self._db = db
        every = json.dumps(list(dict.fromkeys(words)))
        self.spelt: dict[str, list[str]] = defaultdict(list)
        for word, spelling in db.rows(_SPELT, (every,)):
            self.spelt[word].append(spelling)
        self._forms: Mapping[str, set[str]] = defaultdict(set)
        for word, form in db.rows(_SAME_STEM, (every,)):
            self._forms[word].add(form)

    def forms(self, word: str) -> list[str]:
        """The other words of the base that have a stem in common with a word."""
        if word not in self.spelt:
            languages = self._db.one("SELECT languages FROM stemming")
            stems = json.dumps([stem for stem, _ in stems_of(self._db, [word], languages)])
            return [row[0] for row in self._db.rows(_STEMMED, (stems,))]
        return sorted(self._forms.get(word, set()) - {word})

    def spelt_of(self, word: str) -> list[str]:
        """How a word of the base is written in its texts."""
        return self.spelt.get(word) or [
            row[0] for row in self._db.rows("SELECT spelt FROM vocabulary WHERE word = ?", (word,))
        ]

    def together(self, words: tuple[str, ...]) -> bool:
        """Whether words stand together, in this order, in a text or a name."""
        asked = quoted(words)
        return bool(self._db.rows(_HELD, (asked,)) or self._db.rows(_HELD_BY_NAME, (asked,)))


def quoted(words: Iterable[str]) -> str:
    """Words as a phrase of FTS5: no character of theirs is an operator."""
    return '"' + " ".join(words).replace('"', "") + '"'


_SPELT = "SELECT word, spelt FROM vocabulary WHERE word IN (SELECT value FROM json_each(?))"
_SAME_STEM = """
SELECT DISTINCT one.word, other.word FROM json_each(?) AS given
CROSS JOIN stems AS one ON one.word = given.value CROSS JOIN stems AS other ON other.stem = one.stem
"""
_STEMMED = "SELECT DISTINCT word FROM stems WHERE stem IN (SELECT value FROM json_each(?)) ORDER BY 1"
_HELD = "SELECT 1 FROM words WHERE words MATCH ? LIMIT 1"
_HELD_BY_NAME = "SELECT 1 FROM naming WHERE naming MATCH ? LIMIT 1"
