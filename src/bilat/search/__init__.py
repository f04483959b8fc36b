"""Search: a query goes through five stages, with one frozen value between each.

    parse (text -> Query) -> expand (-> Wanted: terms with their forms) -> retrieve (-> Found: where
    they stand) -> score (-> Scored: by fact) -> judge (-> Judged: answered, in part, nothing)

index.py lays what is looked up; slips.py mends; explain.py says which words matched where. Words,
numbers and times are those of `language/`.
"""

import heapq
from collections.abc import Iterable, Sequence
from copy import copy
from functools import cached_property

from msgspec import UNSET

from ..base.base import Base
from ..core.edtf import Day
from ..core.match import Differs, Match
from ..language.words import small
from ..lookup.criteria import Asked
from .expand import WEIGHTS, Weights, expand
from .explain import Hit, countries, directions, matches, reasons, reverses, spots
from .parse import parse
from .retrieve import ids_of, in_texts, retrieve, spoken
from .score import Scored, difference, differences, judge, score, unborne

__all__ = ["WEIGHTS", "Answer", "Hit", "Weights", "search"]
__all__ += ["complete"]

# So many facts are looked at for whether they say the reverse of a query.
_MOST_DOUBTED = 10


class Answer:
    """What a query finds.

    Attributes:
        verdict: `answered`, `in part` or `nothing`.
        scores: the facts found, by id, with their scores; none where the verdict is nothing. Which
            of them are shown, `kept` says.
        loose: the same with nothing held back.
        unborne: what none of the facts bears together with the rest of the query.
        mended: for words that the base does not know, the words that were searched instead.
        notes: how the query was read, where that is not plain: a line each.
        asked: the filters that the query's fields ask for, not yet applied.
        barred: filters whose facts are not wanted, each on its own, not yet applied.
    """

    def __init__(self, base: Base, text: str, today: Day, exact: bool, weights: Weights) -> None:
        """Ask a base."""
        self._base, self._text, self._weights, db = base, text, weights, base.catalogue
        complete(base)
        self._query = parse(text, today, small(db.one("SELECT languages FROM spoken") or ""))
        self.asked, self.barred = self._query.asked, self._query.barred
        self._wanted = expand(db, self._query, weights, exact=exact)
        self._found = retrieve(db, self._wanted, weights)
        self._units = [unit for group in self._found for unit in group.units]
        self._countries = frozenset(countries(base, self._found))
        scored = score(self._found)
        self._ids = ids_of(db, scored)
        self._numbers = {name: number for number, name in self._ids.items()}
        self.notes = tuple(
            dict.fromkeys([*self._query.notes, *(u.note for u in self._units if u.note)])
        )
        self.mended = {u.text: u.asked.mended for u in self._units if u.asked.mended}
        self._judge(scored)

    def within(self, names: Iterable[str]) -> "Answer":
        """The answer that some of the facts found, fewer than all, give alone."""
        if not self._units:
            return self
        kept = {self._numbers[name] for name in names}
        one = copy(self)
        one.__dict__.pop("nearest", None)
        one._judge({number: how for number, how in self._scored.items() if number in kept})
        return one

    def _judge(self, scored: dict[int, Scored]) -> None:
        """Settle the verdict, what of the query is not borne, and the scores by id."""
        self._scored = scored
        judged = judge(self._found, scored, self._weights, self._countries)
        self.verdict, self.unborne = judged.verdict, judged.unborne
        self.scores = {self._ids[number]: value for number, value in judged.scores.items()}
        self.loose = {self._ids[number]: one.score for number, one in scored.items()}
        query = self._query
        if not self._units and (query.groups or query.barred or query.asked != Asked()):
            # Nothing but filters and words that are not wanted.
            self.verdict, self.unborne = "answered", ()
            out = frozenset().union(*(group.excluded for group in self._found))
            names = set(ids_of(self._base.catalogue, out).values())
            self.scores = self.loose = {n: 0.0 for n in self._base.facts if n not in names}
        else:
            self._doubt()

    def _doubt(self) -> None:
        """Put back what says the reverse; an answer in part only, if that or small words is all."""
        text, units = self._text, self._units
        asked = tuple(directions(self._base, text, units)) if len(units) > 1 else ()
        for name in self.best(limit=_MOST_DOUBTED) if asked else ():
            if reverses(self._base, asked, self._base.facts[name]):
                for scores in (self.scores, self.loose):
                    if name in scores:
                        scores[name] = round(scores[name] * self._weights.reverse, 4)
        if self.verdict == "answered":
            best = self._base.facts[self.best(limit=1)[0]] if asked else None
            said = reverses(self._base, asked, best) if best else ""
            if said or all(unit.asked.small for unit in units):
                self.verdict, self.unborne = "in part", (said or text.strip(),)

    @cached_property
    def nearest(self) -> tuple[str, ...]:
        """Up to three facts that come nearest, where nothing answers."""
        return tuple(self.best(self.loose, limit=3)) if self.verdict == "nothing" else ()

    def best(self, among: Iterable[str] | None = None, limit: int | None = None) -> list[str]:
        """The facts that are shown, or all among some, best first; of equals, the earlier id."""
        held = self.scores or self.loose
        some = self.kept(list(self.scores)) if among is None else among
        order = ((-held.get(name, 0.0), name) for name in some)
        # To order all of a wide answer takes longer than to find it.
        best = sorted(order) if limit is None else heapq.nsmallest(limit, order)
        return [name for _, name in best]

    def kept(self, among: Sequence[str]) -> list[str]:
        """Those of some facts, in their order, that do not fall far behind the best of them."""
        least = self._weights.tail * max(map(self.scores.__getitem__, among), default=0.0)
        return [name for name in among if self.scores[name] >= least]

    def hit(self, name: str) -> Hit:
        """A fact that was found, with the places where it matched."""
        fact, number = self._base.facts[name], self._numbers.get(name)
        value = self.scores.get(name, self.loose.get(name, 0.0))
        if number is None:
            return Hit(fact, Match(value, (), (), 1.0, (), self.verdict))
        scored = self._scored[number]
        units = self._found[scored.group].units
        missed = tuple(unit.text for unit in unborne(self._found, scored))
        found = tuple(dict.fromkeys(matches(self._base, units, number, fact)))
        why = tuple(reasons(units, number))
        apart: Iterable[Differs] = ()
        if self.verdict == "in part":
            some = differences(self._found, scored, self._countries)
            apart = (difference(unit, fact.when) for unit in some)
        differs = tuple(one for one in apart if one.kind) or UNSET
        return Hit(fact, Match(value, found, why, scored.coverage, missed, self.verdict, differs))

    def in_texts(self, texts: Iterable[str]) -> list[int]:
        """The places, from 0, of those texts that hold words of the query, best first."""
        return in_texts(self._base.catalogue, texts, self._wanted)

    def stand_in(self, texts: Iterable[str]) -> list[tuple[tuple[int, int], ...]]:
        """Where in each of some texts words of the query stand, in code points."""
        terms = [one for group in self._wanted for one in (*group.required, *group.optional)]
        phrases = {words: None for one in terms if not one.small for words in spoken(one) if words}
        return [tuple(spots(text, phrases)) for text in texts]


def complete(base: Base) -> None:
    """Lay what a search needs into a base's catalogue, where it is not there yet."""

    def laid() -> None:
        from .index import lay  # snapshots have it

        lay(base)

    base.catalogue.require("words", laid)


def search(
    base: Base, text: str, *, today: Day, exact: bool = False, weights: Weights = WEIGHTS
) -> Answer:
    """Search a base; a query of nothing but fields (`topic:visa`) finds all that they choose.

    Args:
        base: what to search.
        text: the query as typed; nothing in it is an error.
        today: the day that relative times are reckoned from.
        exact: take words as they were typed: mend none, and search no other forms of them.
        weights: what each rule counts for.
    """
    return Answer(base, text, today, exact, weights)
