"""From the terms of a query to units: names and words, with the facts that each matches."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import NamedTuple

from ..base import Base
from .common import COMMON
from .index import Index, Name, quoted
from .mend import mend, related
from .query import STOPWORDS, Term, meaningful
from .weights import WEIGHTS
from .words import identity, is_han, singular, spellings, words


class Way(NamedTuple):
    """One way in which a term matches facts.

    Attributes:
        how: `words`, `prefix`, `time`, `actor` or `topic`.
        phrases: for words and prefix, the word sequences that match, as folded; for time, tokens.
        name: for actor and topic, the name that was meant.
        scores: the facts that match, with what each earns.
    """

    how: str
    phrases: tuple[tuple[str, ...], ...]
    name: Name | None
    scores: Mapping[str, float]


class Unit(NamedTuple):
    """A term, or several that make one name, with the facts it matches and what it weighs."""

    text: str
    words: tuple[str, ...]
    ways: tuple[Way, ...]
    scores: Mapping[str, float]
    idf: float


def understood(
    index: Index, terms: tuple[Term, ...], mended: dict[str, str], *, exact: bool
) -> list[Unit]:
    """The terms as units: the longest names first, then words by themselves."""
    asked = [word for term in terms for word in term.words]
    index.names.learn([*asked, *map(singular, asked)])
    split = [part for term in terms for part in _parts(index, term)]
    if not exact:
        split = [_mended(index, term, mended) for term in split]
    units: list[Unit] = []
    at = 0
    while at < len(split):
        span, named = _named(index, split, at)
        units.append(_unit(index, split[at : at + span], named))
        at += span
    return units


def _mended(index: Index, term: Term, mended: dict[str, str]) -> Term:
    """The term, or where its word is not known, the word that was most likely meant."""
    if len(term.words) != 1 or term.literal or term.prefix or term.time:
        return term
    word = term.words[0]
    if index.names.get(identity(term.words)) or _by_text(index, term, term.words):
        return term
    better = mend(word, term.text, index.vocabulary) or related(word, term.text, index.vocabulary)
    if better is None:
        return term
    mended[term.text] = better
    return term._replace(words=(better,), mended=True)


def _parts(index: Index, term: Term) -> list[Term]:
    """A term that is several words in one: of Han characters, or hyphened and not known so."""
    if term.literal or term.prefix or len(term.words) < 2:
        return [term]
    if any(is_han(word) for word in term.words):
        return _han_parts(index, term)
    known = index.names.get(identity(term.words)) or index.scores(quoted(term.words))
    return [term] if known else list(meaningful(Term(word, (word,)) for word in term.words))


def _han_parts(index: Index, term: Term) -> list[Term]:
    """A run of Han characters as the names and words in it, the longest first."""
    parts: list[Term] = []
    at = 0
    while at < len(term.words):
        for end in range(min(len(term.words), at + 12), at, -1):
            some = term.words[at:end]
            if index.names.get(some) or (len(some) > 1 and index.scores(quoted(some))):
                break
        else:
            end, some = at + 1, term.words[at : at + 1]
        text = "".join(some) if is_han(some[0]) else " ".join(some)
        parts.append(Term(text, some))
        at = end
    return _unknown_joined(index, list(meaningful(parts)))


def _unknown_joined(index: Index, parts: list[Term]) -> list[Term]:
    """Single Han characters that are no word by themselves, as one unknown word a run."""
    joined: list[Term] = []
    for part in parts:
        alone = len(part.words) == 1 and is_han(part.text) and not index.names.get(part.words)
        if not alone:
            joined.append(part)
        elif joined and not joined[-1].words:
            joined[-1] = Term(joined[-1].text + part.text, ())
        else:
            joined.append(Term(part.text, ()))
    return joined


def _named(index: Index, terms: list[Term], at: int) -> tuple[int, list[Name]]:
    """How many terms from here make one name, and what it names."""
    for span in range(min(len(terms) - at, 10), 0, -1):
        some = terms[at : at + span]
        if any(term.time or term.prefix or term.literal or not term.words for term in some):
            continue
        found = identity(word for term in some for word in term.words)
        for form in (found, ("".join(found),)):
            named = index.names.get(form)
            if named:
                return span, named
    return 1, []


def _unit(index: Index, terms: list[Term], named: list[Name]) -> Unit:
    text = " ".join(term.text for term in terms)
    asked = tuple(word for term in terms for word in term.words)
    ways = [*_by_text(index, terms[0], asked), *_by_name(index, named)]
    if any(way.name is None or way.name.part != "word" for way in ways):
        # A word of some longer name tells nothing more where the word itself is found.
        ways = [way for way in ways if way.name is None or way.name.part != "word"]
    if len(asked) > 1 and not any(term.literal or is_han(asked[0]) for term in terms):
        ways += _by_words(index, asked)
    factor = WEIGHTS.mended if any(term.mended for term in terms) else 1.0
    scores: dict[str, float] = {}
    for name in {name for way in ways for name in way.scores}:
        each = sorted((way.scores.get(name, 0.0) for way in ways), reverse=True)
        scores[name] = factor * (each[0] + WEIGHTS.second_way * sum(each[1:2]))
    idf = inverse_frequency(index, len(scores))
    if not scores:
        idf *= _strangeness(text, asked)
    return Unit(text, asked, tuple(ways), scores, idf)


def _strangeness(text: str, asked: tuple[str, ...]) -> float:
    """How much it says that the base does not know a word."""
    if not text.isascii():
        return WEIGHTS.unknown_foreign
    if text[:1].isupper():
        return WEIGHTS.unknown_name
    return WEIGHTS.unknown_common if asked[:1] and asked[0] in COMMON else 1.0


def inverse_frequency(index: Index, found: int) -> float:
    """The inverse document frequency as in BM25, made never negative by adding 1."""
    if not found:
        return WEIGHTS.unknown * math.log(1 + index.size)
    return math.log(1 + (index.size - found + 0.5) / (found + 0.5))


def _by_text(index: Index, term: Term, words: tuple[str, ...]) -> list[Way]:
    if term.time:
        return _by_time(index, term)
    if not words:
        return []
    if term.prefix and term.words == words:
        scores = _scaled(index, index.scores(quoted(words) + " *"), WEIGHTS.prefix)
        return [Way("prefix", (words,), None, scores)] if scores else []
    known = tuple((word,) for word in spellings(words[0])) if len(words) == 1 else (words,)
    scores = _scaled(index, index.scores(" OR ".join(quoted(phrase) for phrase in known)))
    return [Way("words", known, None, scores)] if scores else []


def _by_words(index: Index, words: tuple[str, ...]) -> list[Way]:
    """Facts that hold all words of a phrase, wherever they stand."""
    meant = tuple(word for word in words if word not in STOPWORDS)
    scores = index.scores(" AND ".join(quoted([word]) for word in meant)) if meant else {}
    scaled = _scaled(index, scores, WEIGHTS.apart)
    return [Way("words", tuple((word,) for word in meant), None, scaled)] if scaled else []


def _by_time(index: Index, term: Term) -> list[Way]:
    assert term.time is not None
    ways = []
    # Who asks for a year does not ask for its decade or century.
    asked = [tokens for tokens in term.time.levels if tokens[0][0] not in "ec"]
    for level, tokens in enumerate((asked or list(term.time.levels))[:3]):
        found = index.scores("times : (" + " OR ".join(quoted([t]) for t in tokens) + ")")
        if found:
            scores = _scaled(index, found, WEIGHTS.coarser**level)
            ways.append(Way("time", tuple((token,) for token in tokens), None, scores))
    spelled = tuple(token.word for token in words(term.text))
    scores = _scaled(index, index.scores(quoted(spelled)))
    return [*ways, Way("words", (spelled,), None, scores)] if scores else ways


def _scaled(index: Index, scores: Mapping[str, float], factor: float = 1.0) -> dict[str, float]:
    """BM25 scores with an IDF that tells common words apart, where that of FTS5 gives up."""
    found = len(scores)
    if not found:
        return {}
    theirs = max(math.log((index.size - found + 0.5) / (found + 0.5)), 1e-6)
    return {
        name: score * factor * inverse_frequency(index, found) / theirs
        for name, score in scores.items()
    }


def _by_name(index: Index, named: list[Name]) -> list[Way]:
    ways = []
    for name in named:
        facts = _about(index.base, name)
        weight = WEIGHTS.actor if name.table == "actors" else WEIGHTS.topic
        weight *= {"whole": 1.0, "person": WEIGHTS.part_of_person, "word": WEIGHTS.word_of_name}[
            name.part
        ]
        score = weight * inverse_frequency(index, len(facts))
        if facts:
            how = "actor" if name.table == "actors" else "topic"
            scores = {fact: score / _rank_of(index.base, name, fact) for fact in facts}
            ways.append(Way(how, (), name, scores))
            ways += _by_label(index, name, set(facts))
    return ways


def _rank_of(base: Base, name: Name, fact: str) -> float:
    """Actors and topics stand in a record with the main ones first: 1 for the first, then more."""
    held = base.facts[fact].actors if name.table == "actors" else base.facts[fact].topics
    at = held.index(name.id) if name.id in held else 0
    return 1 + WEIGHTS.later * at


def _by_label(index: Index, name: Name, facts: set[str]) -> list[Way]:
    """Facts whose texts hold what the base itself calls the actor or topic that was named."""
    base = index.base
    label = base.entities[name.id].name if name.table == "actors" else base.topics[name.id].label
    phrase = tuple(token.word for token in words(label))
    if name.part != "whole" or not phrase or label == name.text:
        return []
    found = index.scores(quoted(phrase))
    scores = _scaled(index, {k: v for k, v in found.items() if k in facts})
    return [Way("words", (phrase,), None, scores)] if scores else []


def _about(base: Base, name: Name) -> list[str]:
    if name.table == "actors":
        return [fact.id for fact in base.facts.values() if name.id in fact.actors]
    within = base.narrower(name.id)
    return [fact.id for fact in base.facts.values() if not within.isdisjoint(fact.topics)]
