"""Whom a query asks to hear: `what does Mammadov say about AI` wants what Mammadov asserts."""

from collections.abc import Iterable
from typing import NamedTuple

from ..core.model import Entity
from ..lookup.criteria import names
from .index import Index
from .query import STOPWORDS, Term, meaningful
from .words import singular, words


class Voices(NamedTuple):
    """The terms that are left when the speakers are named, and the facts that these assert."""

    terms: tuple[Term, ...]
    facts: frozenset[str]


def voices(index: Index, terms: tuple[Term, ...]) -> Voices:
    """Take the speakers out of a query, where it names some and asks about something else."""
    told = {singular(word) for term in terms if term.speaker for word in term.words}
    others = tuple(term for term in terms if not term.speaker)
    told -= STOPWORDS
    if not told or not meaningful(others):
        return Voices(terms, frozenset())
    asserted = index.asserted()
    meant = [who for who in asserted if told <= _known_as(index.base.entities[who])]
    if not meant:
        return Voices(terms, frozenset())
    return Voices(others, frozenset().union(*(asserted[who] for who in meant)))


def _known_as(entity: Entity) -> set[str]:
    """The words of an entity's names and of its description."""
    texts: Iterable[str] = [*names(entity), entity.description or ""]
    return {singular(token.word) for text in texts for token in words(text)}
