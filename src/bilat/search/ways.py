"""The ways in which one term matches facts: by words, times, windows of time, and names."""

import math
from collections.abc import Mapping
from typing import NamedTuple

from ..core.window import Window
from .index import FITS, Index, quoted
from .names import Name
from .query import STOPWORDS, Term
from .spans import span_text
from .synonyms import synonyms
from .weights import WEIGHTS
from .words import inflections, spellings, words


class Way(NamedTuple):
    """One way in which a term matches facts.

    Attributes:
        how: `words`, `meaning` (other words for it), `prefix`, `time`, `actor` or `topic`.
        phrases: for words, meaning and prefix, the word sequences that match, as folded; for time,
            tokens, or the window as EDTF.
        name: for actor and topic, the name that was meant.
        scores: the facts that match, with what each earns.
        window: the window of time, where one was asked for.
    """

    how: str
    phrases: tuple[tuple[str, ...], ...]
    name: Name | None
    scores: Mapping[str, float]
    window: Window | None = None


def inverse_frequency(index: Index, found: int) -> float:
    """The inverse document frequency as in BM25, made never negative by adding 1."""
    if not found:
        return WEIGHTS.unknown * math.log(1 + index.size)
    return math.log(1 + (index.size - found + 0.5) / (found + 0.5))


def by_text(index: Index, term: Term, words: tuple[str, ...]) -> list[Way]:
    """How the texts and dates of facts match a term."""
    if term.window:
        return [*_by_window(index, term.window), *_spelled(index, term)]
    if term.time:
        return _by_time(index, term)
    if not words:
        return []
    if term.prefix and term.words == words:
        scores = scaled(index, index.scores(quoted(words) + " *"), WEIGHTS.prefix)
        # The stemmer takes `buy` for the beginning of `build`.
        begun = index.holding([words[-1]], whole=False)
        scores = {name: score for name, score in scores.items() if name in begun}
        return [Way("prefix", (words,), None, scores)] if scores else []
    known = tuple((word,) for word in spellings(words[0])) if len(words) == 1 else (words,)
    scores = scaled(index, index.scores(" OR ".join(quoted(phrase) for phrase in known)))
    if len(words) == 1 and len(scores) > 1:
        just_so = {form for (word,) in known for form in inflections(word)}
        # Most stems are those of one word only: then all of these facts hold it.
        if any(not just_so.issuperset(index.same_stem(word)) for (word,) in known):
            holding = index.holding(just_so)
            scores = {k: v if k in holding else v * WEIGHTS.derived for k, v in scores.items()}
    return [Way("words", known, None, scores)] if scores else []


def by_meaning(index: Index, word: str) -> list[Way]:
    """Facts that hold other words for a word."""
    others = tuple((o,) for o in synonyms(word) if index.scores(quoted([o])))
    if not others:
        return []
    found = index.scores(" OR ".join(quoted(other) for other in others))
    return [Way("meaning", others, None, scaled(index, found, WEIGHTS.synonym))]


def by_words(index: Index, words: tuple[str, ...]) -> list[Way]:
    """Facts that hold all words of a phrase, wherever they stand."""
    meant = tuple(word for word in words if word not in STOPWORDS)
    scores = index.scores(" AND ".join(quoted([word]) for word in meant)) if meant else {}
    held = scaled(index, scores, WEIGHTS.apart)
    return [Way("words", tuple((word,) for word in meant), None, held)] if held else []


def _by_time(index: Index, term: Term) -> list[Way]:
    assert term.time is not None
    ways = []
    # Who asks for a year does not ask for its decade or century.
    asked = [tokens for tokens in term.time.levels if tokens[0][0] not in "ec"]
    for level, tokens in enumerate((asked or list(term.time.levels))[:3]):
        found = index.scores("times : (" + " OR ".join(quoted([t]) for t in tokens) + ")")
        if found:
            scores = scaled(index, found, WEIGHTS.coarser**level)
            ways.append(Way("time", tuple((token,) for token in tokens), None, scores))
    if term.also:
        return [*ways, *_reckoned(index, term)]
    return [*ways, *_spelled(index, term)]


def _spelled(index: Index, term: Term) -> list[Way]:
    """Facts that name a time in the very words of the query."""
    spelled = tuple(token.word for token in words(term.text))
    scores = scaled(index, index.scores(quoted(spelled)))
    return [Way("words", (spelled,), None, scores)] if scores else []


def _reckoned(index: Index, term: Term) -> list[Way]:
    """A fact may itself tell of the anniversary; or else the year that it was reckoned from."""
    told, given = term.also
    ways = by_text(index, told, told.words)
    for way in by_text(index, given, ())[:1]:
        less = {name: score * WEIGHTS.coarser for name, score in way.scores.items()}
        ways.append(way._replace(scores=less))
    return ways


def _by_window(index: Index, window: Window) -> list[Way]:
    """The facts in a window of time, of equals the earliest first."""
    inside = index.within(window)
    weight = WEIGHTS.window * inverse_frequency(index, len(inside))
    fits = dict(zip(FITS, (1.0, WEIGHTS.vaguely, WEIGHTS.told), strict=True))
    scores = {
        name: weight * fits[fit] * (1 - WEIGHTS.after_the_earliest * i)
        for i, (name, fit) in enumerate(inside)
    }
    return [Way("time", ((span_text(window),),), None, scores, window)] if scores else []


def scaled(index: Index, scores: Mapping[str, float], factor: float = 1.0) -> dict[str, float]:
    """BM25 scores with an IDF that tells common words apart, where that of FTS5 gives up."""
    found = len(scores)
    if not found:
        return {}
    theirs = max(math.log((index.size - found + 0.5) / (found + 0.5)), 1e-6)
    times = factor * inverse_frequency(index, found) / theirs
    return {name: score * times for name, score in scores.items()}


def by_name(index: Index, named: list[Name]) -> list[Way]:
    """The facts about what a name stands for."""
    ways = []
    for name in named:
        facts = index.about(name)
        weight = WEIGHTS.actor if name.table == "actors" else WEIGHTS.topic
        weight *= _PARTS[name.part]
        score = weight * inverse_frequency(index, len(facts))
        if facts:
            how = "actor" if name.table == "actors" else "topic"
            scores = {fact: score / (1 + WEIGHTS.later * at) for fact, at in facts.items()}
            ways.append(Way(how, (), name, scores))
            ways += _by_label(index, name, set(facts))
    return ways


_PARTS = {
    "whole": 1.0,
    "person": WEIGHTS.part_of_person,
    "word": WEIGHTS.word_of_name,
    "capital": WEIGHTS.capital,
}


def _by_label(index: Index, name: Name, facts: set[str]) -> list[Way]:
    """Facts whose texts hold what the base itself calls the actor or topic that was named."""
    base = index.base
    label = base.entities[name.id].name if name.table == "actors" else base.topics[name.id].label
    phrase = tuple(token.word for token in words(label))
    if name.part != "whole" or not phrase or label == name.text:
        return []
    found = index.scores(quoted(phrase))
    scores = scaled(index, {k: v for k, v in found.items() if k in facts})
    return [Way("words", (phrase,), None, scores)] if scores else []
