"""What a search retrieves: the full-text index of a base, ranked by BM25, and its names."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Set
from functools import cached_property

from ..base.base import Base
from ..core.window import Window, ordinal
from ..lookup.criteria import names
from .names import Name, Names
from .stored import COLUMNS, complete, stems
from .words import words


class Index:
    """An index of a base.

    Attributes:
        base: the base that is indexed.
        names: the names of its entities and topics.
    """

    def __init__(self, base: Base) -> None:
        complete(base)
        self.base = base
        self._db = base.catalogue
        # A word is looked up to see whether it is known, and again to be ranked.
        self._scores: dict[str, Mapping[str, float]] = {}
        self._same_stem: dict[str, Set[str]] = {}
        self._narrower: dict[str, set[str]] = {}
        self._forms: dict[tuple[str, str], Mapping[str, Collection[tuple[str, ...]]]] = {}
        self.names = Names(base)

    @cached_property
    def size(self) -> int:
        """How many facts are indexed."""
        count: int = self._db.rows("SELECT count(*) FROM listed")[0][0]
        return count

    def scores(self, expression: str) -> Mapping[str, float]:
        """The facts that an FTS5 expression matches, with their BM25 scores, higher for better."""
        if expression not in self._scores:
            self._scores[expression] = dict(self._db.rows(_MATCHING, (expression,)))
        return self._scores[expression]

    def holding(self, forms: Iterable[str], *, whole: bool = True) -> Collection[str]:
        """The facts that hold one of these folded words, or begin a word so, whatever its stem."""
        star = "" if whole else " *"
        asked = " OR ".join(f"{quoted([form])}{star}" for form in sorted(forms))
        return {row[0] for row in self._db.rows(_HOLDING, (asked,))}

    def same_stem(self, word: str) -> Set[str]:
        """The folded words of the facts that the index stems as it does this one, and this one."""
        if word not in self._same_stem:
            self._same_stem[word] = {word} | self._stemmed_as(word)
        return self._same_stem[word]

    def _stemmed_as(self, word: str) -> Set[str]:
        rows = self._db.rows("SELECT stem FROM vocabulary WHERE word = ?", (word,))
        stem = rows[0][0] if rows else stems(self._db, [word])[word]
        rows = self._db.rows("SELECT word FROM vocabulary WHERE stem = ?", (stem,))
        return {row[0] for row in rows}

    @cached_property
    def vocabulary(self) -> Mapping[str, int]:
        """Every word of the facts and names, with how often it stands there."""
        return dict(self._db.rows("SELECT word, count FROM vocabulary"))

    def answering(self, focus: str, among: Collection[str]) -> Set[str]:
        """The facts among some that have a date or a number, or for `reason` claim something.

        What one thing is because of another no text can show: the base takes it for a claim.
        """
        rows = self._db.rows(_ANSWERING.format(_FOCUS[focus]), (json.dumps(list(among)),))
        return {row[0] for row in rows}

    def about(self, name: Name) -> Mapping[str, int]:
        """The facts about what a name stands for, each with its place there: 0 for the main one.

        A fact of a narrower topic is about the broader one as well, and that in the first place.
        """
        ids = self.included(name)
        what = "actor" if name.table == "actors" else "topic"
        rows = self._db.rows(_ABOUT.format(", ".join("?" * len(ids))), [what, *sorted(ids)])
        found = {fact: place for fact, place, linked in rows if linked == name.id}
        return {fact: found.get(fact, 0) for fact, _, _ in rows}

    def included(self, name: Name) -> set[str]:
        """What a name stands for: the actor, or the topic with the narrower ones."""
        if name.table == "actors":
            return {name.id}
        if name.id not in self._narrower:
            self._narrower[name.id] = self.base.narrower(name.id)
        return self._narrower[name.id]

    def forms(self, name: Name) -> Mapping[str, Collection[tuple[str, ...]]]:
        """All names of what a name stands for, as words, by their first word."""
        which = name.table, name.id
        if which not in self._forms:
            base = self.base
            record = base.entities[name.id] if name.table == "actors" else base.topics[name.id]
            found: dict[str, dict[tuple[str, ...], None]] = {}
            for form in (tuple(token.word for token in words(text)) for text in names(record)):
                if form:
                    found.setdefault(form[0], {})[form] = None
            self._forms[which] = found
        return self._forms[which]

    def asserted(self) -> Mapping[str, Collection[str]]:
        """Who asserts facts, and which."""
        found: dict[str, set[str]] = {}
        for who, fact in self._db.rows(_ASSERTED):
            found.setdefault(who, set()).add(fact)
        return found

    def within(self, window: Window) -> list[tuple[str, str]]:
        """The facts that a window of time touches, earliest first, and how: see FITS."""
        last, first = ordinal(window.last), ordinal(window.first)
        rows = self._db.rows(_WITHIN, {"last": last, "first": first})
        return [(name, fit) for name, fit, *_ in rows]


_FOCUS = {"date": "dated", "number": "counted", "reason": "kind = 'claim'"}
_ANSWERING = "SELECT id FROM listed WHERE {} AND id IN (SELECT value FROM json_each(?))"
_MATCHING = f"""
SELECT listed.id, -bm25(words, {", ".join(map(str, COLUMNS.values()))})
FROM words JOIN listed ON listed.fact = words.rowid WHERE words MATCH ?
"""  # noqa: S608 - numbers
_HOLDING = (
    "SELECT listed.id FROM forms JOIN listed ON listed.fact = forms.rowid WHERE forms MATCH ?"
)
_ABOUT = """
SELECT listed.id, links.place, links.id FROM links JOIN listed ON listed.fact = links.fact
WHERE links.what = ? AND links.id IN ({}) ORDER BY links.fact
"""
_ASSERTED = """
SELECT links.id, listed.id FROM links JOIN listed ON listed.fact = links.fact
WHERE links.what = 'asserted' ORDER BY links.fact, links.place
"""
# A fact lies in a window, or is there in part or perhaps, or is undated and tells of a time in it.
FITS = ("whole", "vague", "told")
_WITHIN = """
SELECT id, CASE
  WHEN certain_last <= :last AND certain_first >= :first AND earliest >= :first AND latest <= :last
  THEN 'whole' ELSE 'vague' END, earliest, latest, fact
FROM listed WHERE dated AND (
  (certain_last <= :last AND certain_first >= :first)
  OR (possible_last <= :last AND possible_first >= :first)
)
UNION ALL
SELECT id, 'told', 1e12, 1e12, fact FROM listed
WHERE fact IN (SELECT fact FROM told WHERE day BETWEEN :first AND :last)
ORDER BY 3, 4, 5
"""


def quoted(found: Iterable[str]) -> str:
    """Words as an FTS5 phrase: nothing in them can act as an operator."""
    return '"' + " ".join(found).replace('"', "") + '"'
