"""From the terms of a query to units: names and words, with the facts that each matches."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from .common import COMMON
from .index import Index, quoted
from .names import Name
from .query import MOST_READ, MOST_TERMS, Term, meaningful
from .ways import Way, by_meaning, by_name, by_text, by_words, inverse_frequency
from .weights import WEIGHTS
from .words import SMALL, identity, is_han


class Unit(NamedTuple):
    """A term, or several that make one name, with the facts it matches and what it weighs.

    Attributes:
        text: as it was typed.
        words: as they were folded.
        ways: how it matches facts.
        scores: the facts that it matches, with what each earns.
        idf: what it weighs: the fewer facts it matches, the more.
        traits: `time` and `window` for what asks for one; `topic`, `actor`, `person` and `capital`
            for what names one; `telling` for a country, place or person that few facts are about.
        run: the same number for words with capitals that stand in a row; else 0.
    """

    text: str
    words: tuple[str, ...]
    ways: tuple[Way, ...]
    scores: Mapping[str, float]
    idf: float
    traits: frozenset[str] = frozenset()
    run: int = 0


def understood(
    index: Index, terms: tuple[Term, ...], mended: dict[str, str], *, exact: bool
) -> list[Unit]:
    """The terms as units: the longest names first, then words by themselves."""
    split = [part for term in terms[:MOST_READ] for part in _parts(index, term)]
    if not exact:
        split = [_mended(index, term, mended) for term in split]
    runs = _runs(split)
    units: dict[object, Unit] = {}
    at = 0
    while at < len(split) and len(units) < MOST_TERMS:
        span, named = _named(index, split, at)
        some = split[at : at + span]
        if named or not some[0].words or meaningful(some):
            same = tuple((t.words or t.text, t.prefix, t.time, t.window) for t in some)
            units.setdefault(same, _unit(index, some, named, exact=exact)._replace(run=runs[at]))
        at += span
    return _governments(list(units.values()))


def _governments(units: list[Unit]) -> list[Unit]:
    """Two capitals together mean the governments rather than the cities."""
    if sum("capital" in unit.traits for unit in units) < 2:
        return units
    return [
        unit._replace(scores={k: v * WEIGHTS.capital for k, v in unit.scores.items()})
        if "capital" in unit.traits
        else unit
        for unit in units
    ]


def _runs(terms: list[Term]) -> list[int]:
    """For each term the number of the row of words with capitals that it stands in; 0 for none."""
    runs, run, within = [], 0, False
    for i, term in enumerate(terms):
        capital = term.text.isascii() and term.text[:1].isupper() and bool(meaningful([term]))
        begins = i == 0 and term.words[:1] and term.words[0] in COMMON
        if capital and not term.mended and not begins:
            run += not within
            within = True
        elif term.words not in _LINKS:
            within = False
        runs.append(run if capital and within else 0)
    return runs


_LINKS = (("of",), ("the",), ("for",))


def _ordinary(word: str) -> bool:
    """Whether a word is English that anybody uses, whatever it is about."""
    if word in COMMON:
        return True
    from .everyday import everyday  # as `mend`, only where a word is not known

    return everyday(word)


def _mended(index: Index, term: Term, mended: dict[str, str]) -> Term:
    """The term, or where its word is not known, the word that was most likely meant."""
    if len(term.words) != 1 or term.literal or term.prefix or not meaningful([term]):
        return term
    word = term.words[0]
    if index.names.get(identity(term.words)) or by_text(index, term, term.words):
        return term
    if _ordinary(word) or by_meaning(index, word):
        return term  # no slip, but a word that the base lacks
    from .mend import mend, related

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
        if any(term.timed or term.prefix or term.literal or not term.words for term in some):
            continue
        if _small(some[0]) or _small(some[-1]) or not meaningful(some):
            continue  # names may hold small words, but nobody begins or ends with them
        found = identity(word for term in some for word in term.words)
        for form in (found, ("".join(found),)):
            named = index.names.get(form)
            if named:
                return span, named
    return 1, []


def _small(term: Term) -> bool:
    return all(word in SMALL for word in term.words)


def _unit(index: Index, terms: list[Term], named: list[Name], *, exact: bool) -> Unit:
    text = " ".join(term.text for term in terms)
    asked = tuple(word for term in terms for word in term.words)
    ways = by_text(index, terms[0], asked)
    ways += by_name(index, [name for name in named if name.part != "word"])
    if not ways:
        # A word of some longer name tells nothing more where the word itself is found.
        ways = by_name(index, named)
    if len(asked) > 1 and not any(term.literal or is_han(asked[0]) for term in terms):
        ways += by_words(index, asked)
    if len(asked) == 1 and not (named or exact or terms[0].literal or terms[0].prefix):
        ways += by_meaning(index, asked[0])
    factor = WEIGHTS.mended if any(term.mended for term in terms) else 1.0
    common = not named and len(asked) == 1 and asked[0] in COMMON
    factor *= WEIGHTS.common if common else 1.0
    scores = _best_two(ways, factor)
    about = set().union(*(way.scores for way in _plain(ways)))
    idf = inverse_frequency(index, len(about))
    if not scores:
        idf *= _strangeness(text, asked)
    elif common:
        idf *= WEIGHTS.common
    telling = 0 < len(about) <= WEIGHTS.telling * index.size
    traits = frozenset(_traits(index, terms[0], named, ways, telling=telling))
    return Unit(text, asked, tuple(ways), scores, idf, traits)


def _best_two(ways: list[Way], factor: float) -> dict[str, float]:
    """What each fact earns by the best of the ways that it matches in, and the second best."""
    best: dict[str, float] = {}
    second: dict[str, float] = {}
    for way in ways:
        if not best:
            best |= way.scores
            continue
        for name, score in way.scores.items():
            most = best.get(name, 0.0)
            best[name] = max(most, score)
            second[name] = max(second.get(name, 0.0), min(most, score))
    return {
        name: factor * (score + WEIGHTS.second_way * second.get(name, 0.0))
        for name, score in best.items()
    }


def _plain(ways: list[Way]) -> list[Way]:
    """The ways that say how rare a term is: by other words only where there is nothing else."""
    own = [way for way in ways if way.how != "meaning"]
    return [way for way in own or ways if way.name is None or way.name.part != "capital"]


def _traits(
    index: Index, term: Term, named: list[Name], ways: list[Way], *, telling: bool
) -> Iterator[str]:
    if term.timed:
        yield "time"
    if term.window:
        yield "window"
    if any(name.part == "capital" for name in named):
        yield "capital"
    whole = [name for name in named if name.part in ("whole", "person")]
    if any(name.table == "topics" for name in whole):
        yield "topic"
    types = {index.base.entities[name.id].type for name in whole if name.table == "actors"}
    if types:
        yield "actor"
    if "person" in types:
        yield "person"
    # A title may be part of a person's name: who means the name writes it with a capital.
    plain = term.text[:1].islower() and all(name.part == "person" for name in whole)
    # Of Kazakhstan a base may know no more than that Astana is its capital.
    foreign = term.text[:1].isupper() and {name.part for name in named} == {"word"}
    if foreign and telling and all(way.name for way in ways):
        yield "telling"
    if telling and not plain and types & {"country", "place", "person"}:
        yield "telling"


def _strangeness(text: str, asked: tuple[str, ...]) -> float:
    """How much it says that the base does not know a word."""
    if is_han(text[:1]):
        # Most words are of two characters.
        return min(WEIGHTS.unknown_foreign * len(text) / 2, 1.0)
    if not text.isascii():
        return WEIGHTS.unknown_foreign
    if text[:1].isupper():
        return WEIGHTS.unknown_name
    if any(c.isdigit() for c in text):
        return WEIGHTS.unknown_number
    if asked[:1] and asked[0] in COMMON:
        return WEIGHTS.unknown_common
    return WEIGHTS.unknown_everyday if asked[:1] and _ordinary(asked[0]) else 1.0
