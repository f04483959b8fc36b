"""What a query asks: words, phrases, times and numbers, with operators for those who want them.

Anything odd is taken as words: no query is an error but for an unknown value of a known field.
"""

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from msgspec import Struct

from ..core.edtf import Day
from ..language.numbers import numbers
from ..language.words import Token, compounds, may_tell, plain, tokens, words
from ..lookup.criteria import Asked
from ..startup import pattern

if TYPE_CHECKING:
    from ..language.times import Time

_FIELDS = {name: name for name in ("topic", "kind", "actor", "source", "side", "scope")}
_FIELDS |= {name: name for name in ("during", "since", "until")}
_FIELDS |= {"by": "asserted_by", "asserted-by": "asserted_by", "when": "during"}
# Nobody means more; what a longer text holds beyond them is left out.
_MOST_TERMS, _MOST_READ = 100, 2000
_MARKS = tuple("-'.’ʼ‘‐‑ʻ")
_PIECE = pattern(
    rf"(?P<minus>(?:(?<=\s)|^)(?:-(?=[^\s-])|NOT\s+(?=(?i:{'|'.join(_FIELDS)}):)))?"
    r'(?:(?P<field>[A-Za-z]+(?:-[A-Za-z]+)?):(?P<value>"[^"]+"|[^\s"]+)'
    r'|["“”„«](?P<quoted>[^"“”„«»]+)["“”„»]'
    r"|(?P<operator>AND|OR|NOT)(?=\s|$)"
    r'|(?P<word>[^\s"“”„«»]+))'
)


class Term(NamedTuple):
    """One thing that a query asks for, as it was typed."""

    text: str
    words: tuple[str, ...]  # of a number or a time those that were typed for it
    kind: str = "word"  # or phrase (just these words in this order), prefix, number, time
    marked: bool = False  # whether it was typed with marks inside: visa-free, U.S.
    value: str = ""  # of a number, in figures
    time: "Time | None" = None
    small: bool = False  # whether it bears no subject


class Group(NamedTuple):
    """Terms between two ORs: all of `required` must match, `optional` may, `excluded` must not."""

    required: tuple[Term, ...] = ()
    optional: tuple[Term, ...] = ()
    excluded: tuple[Term, ...] = ()


class Query(Struct, frozen=True):
    """A query as understood: alternatives, and filters; `barred` are those that must not hold."""

    groups: tuple[Group, ...]
    asked: Asked
    barred: tuple[Asked, ...]
    notes: tuple[str, ...]  # how it was read, where that is not plain
    small: frozenset[str]  # words that bear no subject


class _Piece(Struct, frozen=True):
    """An operator, or terms; `minus` where they are not wanted."""

    operator: str
    terms: tuple[Term, ...] = ()
    minus: bool = False


def parse(text: str, today: Day, small: frozenset[str]) -> Query:
    """Read a query, by the day that relative times are reckoned from and what bears no subject."""
    parser = _Parser(today, small)
    groups = tuple(_groups(list(parser.pieces(text[:_MOST_READ]))))
    given: dict[str, Any] = {field: tuple(values) for field, values in parser.asked.items()}
    terms = (term for group in groups for some in group for term in some)
    notes = dict.fromkeys(note for term in terms if term.time for note in term.time.notes)
    return Query(groups, Asked(**given), tuple(parser.barred), tuple(notes), small)


class _Parser:
    """Reads the pieces of a query; the filters that it meets are kept."""

    def __init__(self, today: Day, small: frozenset[str]) -> None:
        self._today, self._small = today, small
        self.asked: dict[str, list[str]] = {}
        self.barred: list[Asked] = []

    def pieces(self, text: str) -> Iterator[_Piece]:
        """The operators and terms of a query, in its order."""
        run: list[str] = []
        if all(word.isalnum() and not word.isupper() for word in text.split()):
            yield _Piece("", tuple(self._terms(text)))  # as most queries are
            return
        for match in _PIECE.finditer(text):
            field, minus = _FIELDS.get((match["field"] or "").lower()), bool(match["minus"])
            begun = match[0].endswith("*") and len(match[0]) > 2
            if field and minus:
                given: dict[str, Any] = {field: (match["value"].strip('"'),)}
                self.barred.append(Asked(**given))
            elif field:
                self.asked.setdefault(field, []).append(match["value"].strip('"'))
            elif minus or match["quoted"] or match["operator"] or begun:
                yield _Piece("", tuple(self._terms(" ".join(run))))
                run.clear()
                special = () if match["operator"] else (self._special(match, begun),)
                yield _Piece(match["operator"] or "", special, minus)
            else:
                run.append(match[0])
        yield _Piece("", tuple(self._terms(" ".join(run))))

    def _special(self, match: re.Match[str], begun: bool) -> Term:
        content = match[0].lstrip("-")
        if match["quoted"]:
            return Term(match["quoted"].strip(), words(match["quoted"]), "phrase")
        if begun:
            return Term(content, words(content), "prefix")
        return next(iter(self._terms(content)), Term(content, ()))

    def _terms(self, text: str) -> list[Term]:
        """The times, numbers and words of a text without operators, in its order."""
        found: list[tuple[int, Term]] = []
        left = text
        if may_tell(text):
            from ..language.times import times  # most queries tell of no time, and load less

            for time in times(text, self._today):
                typed = text[time.start : time.end].strip()
                found.append((time.start, Term(typed, words(typed), "time", time=time)))
                left = _without(left, time.start, time.end)
        for number in numbers(left):
            typed = left[number.start : number.end]
            found.append((number.start, Term(typed, words(typed), "number", value=number.value)))
            left = _without(left, number.start, number.end)
        loud = len(text.split()) > 1 and not any(char.islower() for char in text)
        worded = [(start, self._sized(term, loud)) for start, term in _worded(left)]
        kept = [pair for pair in worded if not pair[1].small]
        found += kept if kept or found else worded
        return [term for _, term in sorted(found, key=lambda pair: pair[0])]

    def _sized(self, term: Term, loud: bool) -> Term:
        """A word with whether it bears no subject: in capitals it is a name, unless all are."""
        name = term.text.isupper() and len(term.text) > 1 and not loud
        return term._replace(small=not name and self._small.issuperset(term.words))


def _without(text: str, start: int, end: int) -> str:
    return text[:start] + " " * (end - start) + text[end:]


def _worded(text: str) -> Iterator[tuple[int, Term]]:
    """The words of a text, each with its place; words with marks inside are one."""
    run: list[Token] = []
    for token in [*tokens(text), Token("", len(text), len(text))]:
        between = text[run[-1].end : token.start] if run else ""
        if run and (not token.word or (between and between not in _MARKS)):
            typed = text[run[0].start : run[-1].end]
            marked = len(run) > 1 and bool(compounds(plain(typed)))
            some = tuple(each.word for each in run[:_MOST_TERMS])
            yield run[0].start, Term(typed, some, marked=marked)
            run = []
        run.append(token)


def _groups(pieces: list[_Piece]) -> Iterator[Group]:
    required: list[Term] = []
    optional: list[Term] = []
    excluded: list[Term] = []
    negate, every = False, [piece for piece in pieces if piece.operator or piece.terms]
    for i, piece in enumerate([*every, _Piece("OR")]):
        if piece.operator == "OR":
            group = Group(_once(required), _once(optional), _once(excluded))
            if any(group):
                yield group
            required, optional, excluded = [], [], []
        elif piece.operator == "NOT":
            negate = True
        elif piece.terms:
            terms = list(piece.terms)
            if piece.minus or negate:
                # NOT takes the next word only; what follows it is asked for as before.
                excluded += terms[:1]
                terms, negate = terms[1:], False
            # AND binds the words next to it; those beyond them are asked for as before.
            bound = {0} if i and every[i - 1].operator == "AND" else set()
            if every[i + 1 : i + 2] and every[i + 1].operator == "AND":
                bound.add(len(terms) - 1)
            for place, term in enumerate(terms):
                (required if place in bound else optional).append(term)


def _once(terms: Iterable[Term]) -> tuple[Term, ...]:
    """Terms that have words or a time, each once, and no more of them than anybody means."""
    kept: dict[tuple[object, ...], Term] = {}
    for term in terms:
        if term.words or term.time:
            kept.setdefault((term.words, term.kind, term.time and term.time.windows), term)
    return tuple(kept.values())[:_MOST_TERMS]
