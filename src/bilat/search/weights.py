"""Every number that the ranking rests on, each with its reason."""

from typing import NamedTuple


class Weights(NamedTuple):
    """What things weigh; bench/README.md has what each earns."""

    # What a match in each text of a fact weighs in BM25: its own statement most.
    statement: float = 3.0
    quotes: float = 2.0
    keywords: float = 1.5
    # A fact whose record names the actor or topic asked for is about it.
    name: float = 0.6
    # The whole of a name tells more than a word of it.
    whole: float = 1.0
    # What a record names in the second place or later the fact is less about.
    later: float = 0.6
    # Words of one stem may be different words; so may a word that was mended.
    stem: float = 0.8
    related: float = 0.7
    mended: float = 0.8
    # The words of a phrase may all be there without being the phrase.
    apart: float = 0.6
    prefix: float = 0.8
    # How steeply a score fades with what of the query a fact does not bear.
    coverage: float = 0.5
    # A time: what happened within it, what overlaps it, what only tells of it, and a wider one.
    within: float = 2.2
    overlaps: float = 1.0
    told: float = 1.6
    wider: float = 0.6
    # What of a query a fact has to bear to be shown at all.
    least: float = 0.15
    # Far below the least a fact has nothing to do with the query.
    tail: float = 0.5

    def without(self) -> list[tuple[str, float]]:
        """Each rule with the weight at which it does nothing, or at which another value is tried."""
        plain = {"statement": 1.0, "quotes": 1.0, "keywords": 1.0, "stem": 1.0, "related": 1.0}
        plain |= {"mended": 1.0, "apart": 1.0, "prefix": 1.0, "within": 1.0, "later": 1.0}
        return [(name, plain.get(name, 0.0)) for name in self._fields if name not in ("least", "tail")]


WEIGHTS = Weights()
