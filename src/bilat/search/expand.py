"""What each term of a query may stand for in the texts: other forms, spellings, slips mended."""

import re
from collections.abc import Iterable, Iterator
from itertools import islice, product
from typing import NamedTuple

from msgspec import Struct, structs

from ..base.catalogue import Catalogue, array
from ..language.numbers import number_words, numeral_forms, ordinals
from ..language.words import is_cut
from .parse import Group, Query, Term


class Weights(NamedTuple):
    """Every number that the ranking rests on; bench/README.md has what each earns."""

    # A match in its own statement says most of what a fact is: beside 1 for quotes and keywords.
    statement: float = 1.5
    # A fact whose record names the actor or topic asked for is about it; more so, where the whole
    # name was asked for, and less, where it is not the first one.
    name: float = 0.8
    whole: float = 1.0
    later: float = 0.6
    # Words of one stem may be different words; so may a word that was mended, or begins alike.
    form: float = 0.5
    # A time: what happened within it, what only tells of it, and what may lie around it.
    within: float = 2.2
    told: float = 1.6
    around: float = 0.6
    # What says the reverse of what was asked, of who did something to whom.
    reverse: float = 0.95
    # What of a query some fact has to bear, for an answer in part.
    least: float = 0.1
    # What part of the best score a fact needs to be shown: a wide query is borne a little by all.
    tail: float = 0.08


WEIGHTS = Weights()


class Form(Struct, frozen=True):
    """Words that a term may stand for, and their weight beside 1 for the term's own."""

    how: str  # word, stem, number, mended, related, phrase, prefix; of one that is parted: apart
    words: tuple[str, ...]
    weight: float = 1.0


class Asked(Struct, frozen=True):
    """A term with its forms, the best one first; none where the base knows nothing like it."""

    term: Term
    forms: tuple[Form, ...] = ()
    names: tuple[tuple[str, ...], ...] = ()  # the words by which it may name an actor or topic
    mended: str = ""  # what was searched instead
    whole: tuple[str, ...] = ()  # whole names that it and its neighbours are, or it alone

    @property
    def small(self) -> bool:
        """Whether a fact need not bear it."""
        return self.term.small


class Wanted(Struct, frozen=True):
    """A group of a query with its terms understood."""

    required: tuple[Asked, ...]
    optional: tuple[Asked, ...]
    excluded: tuple[Asked, ...]


# So many words of a query are mended; nobody makes more slips in what he means.
_MOST_MENDED = 12
# Names of actors and topics have no more words.
_MOST_NAMED = 6
# Of a phrase so many combinations of the forms of its words are tried.
_MOST_PHRASES = 100


def expand(db: Catalogue, query: Query, weights: Weights, *, exact: bool) -> tuple[Wanted, ...]:
    """Understand the terms of a query by the words of a base; mend none where it is exact."""
    expander = _Expander(db, query, weights, exact)
    return tuple(map(expander.group, query.groups))


class _Expander:
    def __init__(self, db: Catalogue, query: Query, weights: Weights, exact: bool) -> None:
        self._db, self._weights, self._exact = db, weights, exact
        self._small = query.small
        terms = [term for group in query.groups for some in group for term in some]
        typed = {word for term in terms for word in (*term.words, "".join(term.words))}
        self._lexicon, self._left = Lexicon(db, sorted(typed)), _MOST_MENDED

    def group(self, group: Group) -> Wanted:
        """A group of terms; what must not match is taken for what was typed and nothing else."""
        required = self._named([each for term in group.required for each in self.asked(term)])
        optional = self._named([each for term in group.optional for each in self.asked(term)])
        left, self._left = self._left, 0
        excluded = tuple(each for term in group.excluded for each in self.asked(term))
        self._left = left
        return Wanted(required, optional, excluded)

    def _named(self, every: list[Asked]) -> tuple[Asked, ...]:
        """Terms in a row, each with the whole names that it is a part of."""
        words = [" ".join(asked.term.words) for asked in every]
        spans = {
            (first, last): " ".join(words[first:last])
            for first in range(len(every))
            for last in range(first + 1, min(first + _MOST_NAMED, len(every)) + 1)
        }
        known = {row[0] for row in self._db.rows(_WHOLE, (array(sorted(set(spans.values()))),))}
        held = [(span, name) for span, name in spans.items() if name in known]
        return tuple(
            structs.replace(asked, whole=tuple(name for (a, b), name in held if a <= i < b))
            for i, asked in enumerate(every)
        )

    def asked(self, term: Term) -> Iterator[Asked]:
        """A term with its forms; or several, where it is a run of characters or unknown parts."""
        if term.kind == "time":
            yield Asked(term, names=(term.words,))
        elif term.kind == "prefix":
            yield Asked(term, (Form("prefix", term.words),))
        elif term.kind == "phrase":
            others = (() if self._exact else self._lexicon.forms(word) for word in term.words)
            every = [(word, *some) for word, some in zip(term.words, others, strict=True)]
            forms = tuple(Form("phrase", some) for some in islice(product(*every), _MOST_PHRASES))
            yield Asked(term, forms, (term.words,))
        elif term.kind == "number":
            yield from self._number(term)
        elif term.marked or len(term.words) == 1:
            found = self._word(term)
            if found.forms or not term.marked:
                yield found
            else:  # four-storeyed: at least what stands on its own
                for word in term.words:
                    yield self._word(term._replace(text=word, words=(word,), marked=False))
        else:
            for words in self._pieces(term.words):
                text = ("" if is_cut(words[0]) else " ").join(words)
                small = term.small or self._small.issuperset(words)
                piece = term._replace(text=text, words=words, small=small)
                yield Asked(piece, (Form("word", words),), (words,))

    def _number(self, term: Term) -> Iterator[Asked]:
        """A number; what looks like one in groups is several, where these alone are known."""
        forms = tuple(Form("number", words) for words in numeral_forms(term.value))
        parts = re.findall(r"\d+", term.text) if not any(map(self._held, forms)) else []
        if len(parts) > 1 and "".join(parts) == term.value and all(map(self._lexicon.spelt, parts)):
            for part in parts:
                yield from self._number(term._replace(text=part, words=(part,), value=part))
        else:
            yield Asked(term, forms, (term.words,))

    def _held(self, form: Form) -> bool:
        return self._lexicon.together(form.words)

    def _pieces(self, run: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
        """The longest runs of characters that stand in the texts so, one after the other.

        Characters between them of which no two do are one word, that no text has.
        """
        unknown: tuple[str, ...] = ()
        while run:
            most = next((i for i, word in enumerate(run) if not is_cut(word)), len(run))
            ends = range(min(most, 6), 1, -1)
            end = next((end for end in ends if self._lexicon.together(run[:end])), 1)
            alone = end == 1 and is_cut(run[0]) and run[0] not in self._small
            if unknown and not alone:
                yield unknown
            unknown = (*unknown, run[0]) if alone else ()
            if not alone:
                yield run[:end]
            run = run[end:]
        if unknown:
            yield unknown

    def _word(self, term: Term) -> Asked:
        forms = list(self._known(term))
        better = ""
        if not forms and not self._exact and self._left:
            self._left -= 1
            forms = list(self._guessed(term))
            better = " ".join(forms[0].words) if forms and forms[0].how == "mended" else ""
        kept: dict[tuple[str, ...], Form] = {}
        for form in forms:
            if form.weight:  # without weight it is left out
                kept.setdefault(form.words, form)
        names = tuple(form.words for form in kept.values() if form.how != "apart")
        return Asked(term, tuple(kept.values()), names, better)

    def _known(self, term: Term) -> Iterator[Form]:
        """The forms of a word that stand in the texts."""
        lexicon, word = self._lexicon, "".join(term.words)
        if term.marked and lexicon.together(term.words):
            yield Form("phrase", term.words)
        yield from (Form("word", words) for words in lexicon.spelt(word))
        yield from (Form("number", words) for words in ordinals(word))
        if word in number_words():
            yield from (Form("number", form) for form in numeral_forms(str(number_words()[word])))
        for other in () if self._exact else lexicon.forms(word, term.text):
            yield from (Form("stem", words, self._weights.form) for words in lexicon.spelt(other))
        if term.marked and all(lexicon.spelt(part) for part in term.words):
            yield Form("apart", term.words)

    def _guessed(self, term: Term) -> Iterator[Form]:
        """What a word that the base does not hold may be: two words, a slip, another form."""
        from .slips import likely  # most queries hold known words only

        word, weight = "".join(term.words), self._weights.form
        for i in range(1, len(word)):
            if self._lexicon.together((word[:i], word[i:])):
                yield Form("phrase", (word[:i], word[i:]))
        how, other = likely(self._db, word, term.text)
        if other and (how != "mended" or not _titled(term.text) or self._lexicon.names(other)):
            yield from (Form(how, words, weight) for words in self._lexicon.spelt(other))
            for form in self._lexicon.forms(other):
                yield Form(how, (form,), weight * weight)


class Lexicon:
    """What the vocabulary of a base holds of some words: read at once, and of others when asked."""

    def __init__(self, db: Catalogue, words: Iterable[str]) -> None:
        self._db = db
        self._spelt: dict[str, list[tuple[str, ...]]] = {}
        self._forms: dict[str, set[str]] = {}
        self._read(list(words))

    def _read(self, words: list[str]) -> None:
        every = array(words)
        self._spelt |= {word: [] for word in words}
        self._forms |= {word: set() for word in words}
        for word, spelling in self._db.rows(_SPELT, (every,)):
            self._spelt[word].append(tuple(spelling.split()) or (word,))
        for word, form in self._db.rows(_SAME_STEM, (every,)):
            self._forms[word].add(form)

    def spelt(self, word: str) -> list[tuple[str, ...]]:
        """How a word is written in the texts, as it is or with marks inside; [] if nowhere."""
        if word not in self._spelt:
            self._read([word])
        return self._spelt[word]

    def forms(self, word: str, typed: str = "") -> list[str]:
        """The other words of the base that have a stem in common with a word, as it was typed."""
        if self.spelt(word):
            return sorted(self._forms[word] - {word})
        from .index import stems_of  # only for a word that the base does not have

        languages = self._db.one("SELECT languages FROM spoken")
        spelt = {word: [typed.lower()]} if typed else {}
        stems = array([stem for stem, _ in stems_of(self._db, [word], languages, spelt)])
        return [row[0] for row in self._db.rows(_STEMMED, (stems,))]

    def names(self, word: str) -> bool:
        """Whether a word, in any form, is of a name of an actor or topic."""
        some = " OR ".join(quoted([form]) for form in (word, *self.forms(word)))
        return bool(self._db.rows(_HELD[1], (some,)))

    def together(self, words: tuple[str, ...]) -> bool:
        """Whether words stand together, in this order, in a text or a name."""
        return any(self._db.rows(held, (quoted(words),)) for held in _HELD)


def _titled(typed: str) -> bool:
    """Whether a word was typed as names are, which no slip of the pen makes another word."""
    return typed[:1].isupper() and not typed.isupper()


def quoted(words: Iterable[str]) -> str:
    """Words as a phrase of FTS5: no character of theirs is an operator."""
    return '"' + " ".join(words).replace('"', "") + '"'


_SPELT = "SELECT word, spelt FROM vocabulary WHERE word IN (SELECT value FROM json_each(?))"
_SAME_STEM = """
SELECT DISTINCT one.word, other.word FROM json_each(?) AS given
CROSS JOIN stems AS one ON one.word = given.value CROSS JOIN stems AS other ON other.stem = one.stem
"""
_WHOLE = "SELECT DISTINCT words FROM names WHERE words IN (SELECT value FROM json_each(?))"
_STEMMED = """
SELECT DISTINCT word FROM stems WHERE stem IN (SELECT value FROM json_each(?)) ORDER BY 1
"""
_HELD = (
    "SELECT 1 FROM words WHERE words MATCH ? LIMIT 1",
    "SELECT 1 FROM naming WHERE naming MATCH ? LIMIT 1",
)
