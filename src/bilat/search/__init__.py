"""Search: a query goes through five stages, with one frozen value between each.

    parse (text -> Query) -> expand (-> Wanted: terms with their forms) -> retrieve (-> Found: where
    they stand) -> score (-> Scored: by fact) -> judge (-> Judged: answered, in part, nothing)

dates.py, times.py and words.py are the grammar of times, numbers and words; index.py lays what is
looked up; slips.py mends; explain.py says which words matched where; data/ holds the word lists.
"""

import heapq
from collections.abc import Iterable
from functools import cached_property

from ..base.base import Base
from ..core.edtf import Day
from ..lookup.criteria import Asked
from .expand import WEIGHTS, Weights, expand
from .explain import Hit, Matched, Reason, countries, directions, matches, reasons, reverses
from .index import complete
from .parse import parse
from .retrieve import Unit, ids_of, in_texts, retrieve
from .score import Difference, Scored, differences, judge, score, unborne
from .words import small

__all__ = [
    "WEIGHTS",
    "Answer",
    "Difference",
    "Hit",
    "Matched",
    "Reason",
    "Weights",
    "search",
    "search_texts",
]


# So many facts are looked at for whether they say the reverse of a query.
_MOST_DOUBTED = 10


class Answer:
    """What a query finds.

    Attributes:
        verdict: `answered`, `in part` or `nothing`.
        scores: the facts found, by id, with their scores; none where the verdict is nothing.
        loose: the same with nothing held back.
        unborne: what none of the facts bears together with the rest of the query.
        nearest: up to three facts, where the verdict is nothing.
        mended: for words that the base does not know, the words that were searched instead.
        notes: how the query was read, where that is not plain: a line each.
        asked: the filters that the query's fields ask for, not yet applied.
        barred: filters whose facts are not wanted, each on its own, not yet applied.
    """

    def __init__(self, base: Base, text: str, today: Day, exact: bool, weights: Weights) -> None:
        """Ask a base."""
        self._base, db = base, base.catalogue
        query = parse(text, today, small(db.one("SELECT languages FROM spoken") or ""))
        self.asked, self.barred = query.asked, query.barred
        wanted = expand(db, query, weights, exact=exact)
        self._found = retrieve(db, wanted, weights)
        self._scored = score(self._found, weights)
        ids = ids_of(db, self._scored)
        self._numbers = {name: number for number, name in ids.items()}
        self._countries = frozenset(countries(base, self._found))
        judged = judge(self._found, self._scored, weights, self._countries)
        self.verdict, self.unborne = judged.verdict, judged.unborne
        self.scores = {ids[number]: value for number, value in judged.scores.items()}
        self.loose = {ids[number]: one.score for number, one in self._scored.items()}
        filters_only = not query.groups and bool(query.barred or query.asked != Asked())
        if filters_only or self._shuts_out_only():
            self.verdict, self.unborne = "answered", ()
            out = frozenset().union(*(group.excluded for group in self._found))
            names = set(ids_of(db, out).values())
            self.scores = self.loose = {n: 0.0 for n in base.facts if n not in names}
        else:
            self._doubt(text, weights)
        units = [unit for group in self._found for unit in group.units]
        self.notes = tuple(dict.fromkeys([*query.notes, *(u.note for u in units if u.note)]))
        self.mended = {u.text: u.asked.mended for u in units if u.asked.mended}

    def _doubt(self, text: str, weights: Weights) -> None:
        """Put back what says the reverse; an answer in part only, if that or small words is all."""
        units = [unit for group in self._found for unit in group.units]
        asked = tuple(directions(self._base, text, units)) if len(units) > 1 else ()
        for name in self.best(limit=_MOST_DOUBTED) if asked else ():
            if reverses(self._base, asked, self._base.facts[name]):
                for scores in (self.scores, self.loose):
                    if name in scores:
                        scores[name] = round(scores[name] * weights.reverse, 4)
        if self.verdict == "answered":
            best = self._base.facts[self.best(limit=1)[0]] if asked else None
            said = reverses(self._base, asked, best) if best else ""
            if said or all(unit.asked.small for unit in units):
                self.verdict, self.unborne = "in part", (said or text.strip(),)

    def _missed(self, scored: Scored) -> tuple[Unit, ...]:
        return unborne(self._found, scored.group, scored.borne)

    def _shuts_out_only(self) -> bool:
        """Whether the query has nothing but words that are not wanted."""
        return bool(self._found) and not any(group.units for group in self._found)

    @cached_property
    def nearest(self) -> tuple[str, ...]:
        """Up to three facts that come nearest, where nothing answers."""
        if self.verdict != "nothing":
            return ()
        return tuple(heapq.nsmallest(3, self.loose, key=lambda name: (-self.loose[name], name)))

    def best(self, among: Iterable[str] | None = None, limit: int | None = None) -> list[str]:
        """The facts found, or those among some, best first; of equals, the earlier id."""
        held = self.scores if self.scores else self.loose
        names = self.scores if among is None else among
        order = ((-held.get(name, 0.0), name) for name in names)
        # To order all of a wide answer takes longer than to find it.
        best = sorted(order) if limit is None else heapq.nsmallest(limit, order)
        return [name for _, name in best]

    def hit(self, name: str) -> Hit:
        """A fact that was found, with the places where it matched."""
        fact = self._base.facts[name]
        number = self._numbers.get(name)
        value = self.scores.get(name, self.loose.get(name, 0.0))
        if number is None:
            return Hit(fact, value, (), (), 1.0, (), self.verdict, ())
        scored = self._scored[number]
        units = self._found[scored.group].units
        missed = tuple(unit.text for unit in self._missed(scored))
        found = tuple(dict.fromkeys(matches(self._base, units, number, fact)))
        differs: tuple[Difference, ...] = ()
        if self.verdict == "in part":
            differs = differences(self._found, scored, self._countries)
        why = tuple(reasons(units, number))
        return Hit(fact, value, found, why, scored.coverage, missed, self.verdict, differs)


def search(
    base: Base, text: str, *, today: Day, exact: bool = False, weights: Weights = WEIGHTS
) -> Answer:
    """Search a base.

    A query of nothing but fields (`topic:visa`) finds every fact, for its filters to choose from.

    Args:
        base: what to search.
        text: the query as typed; nothing in it is an error.
        today: the day that relative times are reckoned from.
        exact: take words as they were typed: mend none, and search no other forms of them.
        weights: what each rule counts for.
    """
    complete(base)
    return Answer(base, text, today, exact, weights)


def search_texts(base: Base, text: str, texts: Iterable[str], *, today: Day) -> list[int]:
    """The places, from 0, of those texts that hold words of a query, best first.

    Args:
        base: where the forms of words are from.
        text: the query as typed.
        texts: what to search.
        today: the day that relative times are reckoned from.
    """
    complete(base)
    db = base.catalogue
    query = parse(text, today, small(db.one("SELECT languages FROM spoken") or ""))
    return in_texts(db, texts, expand(db, query, WEIGHTS, exact=False))
