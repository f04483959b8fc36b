"""From a query to facts in order: what matched, how much it counts, and when to keep silent."""

from __future__ import annotations

import math
from collections.abc import Mapping
from itertools import pairwise
from typing import NamedTuple

from ..base import Base
from ..model import Fact
from .common import COMMON
from .index import Index, Name, quoted
from .mend import mend, related
from .query import STOPWORDS, Group, Query, Term, meaningful
from .words import identity, is_han, singular, spellings, words


class Weights(NamedTuple):
    """Every number that the ranking rests on, each with its reason."""

    # A fact whose record names the actor or topic asked for is about it, though no word may match.
    actor: float = 3.0
    topic: float = 2.6
    # How much less each actor or topic after the first is what a fact is about.
    later: float = 0.2
    # A single word of a person's name may mean a namesake, and one of another name much else.
    part_of_person: float = 0.6
    word_of_name: float = 0.25
    # Words and record agreeing is better than either, but they are not independent.
    second_way: float = 0.3
    # A word that was mended, or only looks related, may be another word after all.
    mended: float = 0.8
    # A prefix matches more than was asked for, and so does a coarser time, level by level.
    prefix: float = 0.8
    coarser: float = 0.35
    # Neighbours in the query that stand close together in the fact belong together.
    neighbours: float = 0.6
    # What a fact must match of the query's weight to be an answer at all, and how steeply the rest
    # fades with what it does not match.
    least_share: float = 0.15
    share_power: float = 0.5
    # What it must match of that weight where the rest is words that the base does not know: half of
    # a query about something else is no answer.
    least_known: float = 0.55
    # A word that the base does not know weighs almost as much as the rarest one that it does.
    unknown: float = 1.0
    # A capital makes it a name: of something that the base is not about.
    unknown_name: float = 1.5
    # Of other languages the base holds only names and a few words.
    unknown_foreign: float = 0.5
    # Common words are left out of a text by chance.
    unknown_common: float = 0.3
    # The words of a phrase may all be there without being the phrase.
    apart: float = 0.7
    # Far below the best answer begins the junk.
    tail: float = 0.08
    # "When" and "how many" ask for facts with a date or a number.
    answers: float = 1.15


WEIGHTS = Weights()


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


class Scored(NamedTuple):
    """A fact with its score and the units that matched it."""

    fact: Fact
    score: float
    units: tuple[Unit, ...]


class Ranking(NamedTuple):
    """Facts, best first, and for words that were not known what was searched instead."""

    facts: tuple[Scored, ...]
    mended: Mapping[str, str]


def rank(index: Index, query: Query, *, exact: bool) -> Ranking:
    """The facts that answer a query, best first; of equals, the earlier id."""
    best: dict[str, Scored] = {}
    mended: dict[str, str] = {}
    for group in query.groups:
        for scored in _group(index, query, group, mended, exact=exact):
            known = best.get(scored.fact.id)
            if known is None or scored.score > known.score:
                best[scored.fact.id] = scored
    ordered = sorted(best.values(), key=lambda s: (-s.score, s.fact.id))
    return Ranking(tuple(ordered), mended)


def _group(
    index: Index, query: Query, group: Group, mended: dict[str, str], *, exact: bool
) -> list[Scored]:
    required = _units(index, meaningful(group.required), mended, exact=exact)
    optional = _units(index, meaningful(group.optional), mended, exact=exact)
    excluded = _units(index, group.excluded, {}, exact=True)
    units = [*required, *optional]
    candidates = set(index.base.facts) if not units and excluded else set()
    candidates |= {name for unit in units for name in unit.scores}
    for unit in required:
        candidates &= set(unit.scores)
    for unit in excluded:
        candidates -= set(unit.scores)
    near = _neighbours(index, units)
    scored = [_score(index, query, name, units, near) for name in sorted(candidates)]
    return _pruned([one for one in scored if one])


def _score(
    index: Index, query: Query, name: str, units: list[Unit], near: Mapping[str, float]
) -> Scored | None:
    fact = index.base.facts[name]
    matched = tuple(unit for unit in units if name in unit.scores)
    total = sum(unit.idf for unit in units)
    share = sum(unit.idf for unit in matched) / total if total else 1.0
    score = sum(unit.scores[name] for unit in matched) + near.get(name, 0.0)
    score *= share**WEIGHTS.share_power
    if query.quantity and fact.quantities:
        score *= WEIGHTS.answers
    if query.date and fact.when is not None:
        score *= WEIGHTS.answers
    if share < WEIGHTS.least_share or _strange(units, matched) or _weak(name, units, matched):
        return None
    return Scored(fact, round(score, 4), matched)


def _weak(name: str, units: list[Unit], matched: tuple[Unit, ...]) -> bool:
    """Whether nothing but words of longer names speaks for a fact, and not for all of the query."""
    ways = [way for unit in matched for way in unit.ways if name in way.scores]
    only_parts = all(way.name is not None and way.name.part == "word" for way in ways)
    return bool(ways) and only_parts and len(matched) < len(units)


def _strange(units: list[Unit], matched: tuple[Unit, ...]) -> bool:
    """Whether words that the base does not know outweigh those that match."""
    known = sum(unit.idf for unit in matched)
    unknown = sum(unit.idf for unit in units if not unit.scores)
    return known < WEIGHTS.least_known * (known + unknown)


def _pruned(scored: list[Scored]) -> list[Scored]:
    top = max((one.score for one in scored), default=0.0)
    return [one for one in scored if one.score >= top * WEIGHTS.tail]


def _neighbours(index: Index, units: list[Unit]) -> dict[str, float]:
    """For each fact, what neighbours in the query earn by standing close together in it."""
    earned: dict[str, float] = {}
    for one, other in pairwise(units):
        if not one.words or not other.words:
            continue
        for name in index.scores(f"NEAR({quoted(one.words)} {quoted(other.words)}, 3)"):
            bonus = WEIGHTS.neighbours * min(one.scores.get(name, 0), other.scores.get(name, 0))
            earned[name] = earned.get(name, 0.0) + bonus
    return earned


def _units(
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
    better = mend(word, term.text, index.vocabulary) or related(word, index.vocabulary)
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
    idf = _idf(index, len(scores))
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


def _idf(index: Index, found: int) -> float:
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
    phrases = ((w,) for w in spellings(words[0])) if len(words) == 1 else iter((words,))
    known = tuple(phrases)
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
    for level, tokens in enumerate(term.time.levels[:3]):
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
    return {name: score * factor * _idf(index, found) / theirs for name, score in scores.items()}


def _by_name(index: Index, named: list[Name]) -> list[Way]:
    ways = []
    for name in named:
        facts = _about(index.base, name)
        weight = WEIGHTS.actor if name.table == "actors" else WEIGHTS.topic
        weight *= {"whole": 1.0, "person": WEIGHTS.part_of_person, "word": WEIGHTS.word_of_name}[
            name.part
        ]
        score = weight * _idf(index, len(facts))
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
