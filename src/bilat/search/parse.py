"""What a query asks: words, phrases, times and numbers, with operators for those who want them.

Anything odd is taken as words: no query is an error but for an unknown value of a known field.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from ..core.edtf import Day
from ..lookup.criteria import Asked
from ..startup import pattern
from .times import Time, times
from .words import Token, compounds, numbers, plain, small, tokens, words

FIELDS = {
    "topic": "topic",
    "kind": "kind",
    "actor": "actor",
    "source": "source",
    "by": "asserted_by",
    "asserted-by": "asserted_by",
    "side": "side",
    "scope": "scope",
    "when": "during",
    "during": "during",
    "since": "since",
    "until": "until",
}
# Nobody means more; what a longer text holds beyond them is left out.
MOST_TERMS = 100
_MOST_READ = 4000


class Term(NamedTuple):
    """One thing that a query asks for, as it was typed.

    Attributes:
        text: as typed.
        words: its words; of a number or a time those that were typed for it.
        kind: word, phrase (just these words in this order), prefix, number or time.
        marked: whether it was typed with marks inside: visa-free, U.S.
        capital: whether it begins with a capital.
        value: of a number, in figures.
        time: of a time.
    """

    text: str
    words: tuple[str, ...]
    kind: str = "word"
    marked: bool = False
    capital: bool = False
    value: str = ""
    time: Time | None = None


class Group(NamedTuple):
    """Terms between two ORs: all of `required` must match, `optional` may, `excluded` must not."""

    required: tuple[Term, ...] = ()
    optional: tuple[Term, ...] = ()
    excluded: tuple[Term, ...] = ()


class Query(NamedTuple):
    """A query as understood.

    Attributes:
        groups: its alternatives.
        asked: the filters that its fields ask for.
        barred: filters whose facts it does not want, each on its own.
        notes: how it was read, where that is not plain.
    """

    groups: tuple[Group, ...]
    asked: Asked
    barred: tuple[Asked, ...]
    notes: tuple[str, ...]


class _Piece(NamedTuple):
    """An operator, or terms; `minus` where they are not wanted."""

    operator: str
    terms: tuple[Term, ...] = ()
    minus: bool = False


_OPERATORS = ("AND", "OR", "NOT")
_PIECE = pattern(
    r"(?P<minus>(?:(?<=\s)|^)-(?=[^\s-]))?"
    r'(?:(?P<field>[A-Za-z]+(?:-[A-Za-z]+)?):(?P<value>"[^"]+"|[^\s"]+)'
    r'|["“”„«](?P<quoted>[^"“”„«»]+)["“”„»]'
    r"|(?P<operator>AND|OR|NOT)(?=\s|$)"
    r'|(?P<word>[^\s"“”„«»]+))'
)


def parse(text: str, today: Day) -> Query:
    """Read a query.

    Args:
        text: as typed.
        today: the day that relative times are reckoned from.
    """
    asked: dict[str, list[str]] = {}
    barred: list[Asked] = []
    pieces = list(_pieces(text[:_MOST_READ], today, asked, barred))
    given: dict[str, Any] = {field: tuple(values) for field, values in asked.items()}
    terms = (term for piece in pieces for term in piece.terms if term.time)
    notes = dict.fromkeys(note for term in terms if term.time for note in term.time.notes)
    return Query(tuple(_groups(pieces)), Asked(**given), tuple(barred), tuple(notes))


def _pieces(
    text: str, today: Day, asked: dict[str, list[str]], barred: list[Asked]
) -> Iterator[_Piece]:
    run: list[str] = []
    for match in _PIECE.finditer(text):
        field = FIELDS.get((match["field"] or "").lower())
        special = match["minus"] or match["quoted"] or match["operator"] or _begun(match[0])
        if field:
            value = match["value"].strip('"')
            if match["minus"]:
                given: dict[str, Any] = {field: (value,)}
                barred.append(Asked(**given))
            else:
                asked.setdefault(field, []).append(value)
        elif not special:
            run.append(match[0])
        else:
            yield from _plain_piece(run, today)
            yield _special(match, today)
    yield from _plain_piece(run, today)


def _begun(word: str) -> bool:
    """Whether a word stands for all that begin so."""
    return word.endswith("*") and len(word) > 2


def _plain_piece(run: list[str], today: Day) -> Iterator[_Piece]:
    if run:
        yield _Piece("", tuple(plain_terms(" ".join(run), today)))
        run.clear()


def _special(match: re.Match[str], today: Day) -> _Piece:
    if match["operator"]:
        return _Piece(match["operator"])
    content = match[0].lstrip("-") if match["minus"] else match[0]
    if match["quoted"]:
        term = Term(match["quoted"].strip(), words(match["quoted"]), "phrase")
    elif _begun(content):
        term = Term(content, words(content), "prefix")
    else:
        term = next(iter(plain_terms(content, today, whole=True)), Term(content, ()))
    return _Piece("", (term,), bool(match["minus"]))


def plain_terms(text: str, today: Day, *, whole: bool = False) -> list[Term]:
    """The times, numbers and words of a text without operators, in its order.

    Args:
        text: the text.
        today: the day that relative times are reckoned from.
        whole: keep small words as well.
    """
    found: list[tuple[int, Term]] = []
    left = text
    for time in times(text, today):
        typed = text[time.start : time.end].strip()
        found.append((time.start, Term(typed, words(typed), "time", time=time)))
        left = left[: time.start] + " " * (time.end - time.start) + left[time.end :]
    for number in numbers(left):
        typed = left[number.start : number.end]
        term = Term(typed, words(typed), "number", value=number.value)
        found.append((number.start, term))
        left = left[: number.start] + " " * (number.end - number.start) + left[number.end :]
    worded = list(_worded(left))
    loud = not any(char.islower() for char in text)
    kept = [pair for pair in worded if whole or not _is_small(pair[1], loud)]
    found += kept if kept or found else worded
    return [term for _, term in sorted(found, key=lambda pair: pair[0])]


def _is_small(term: Term, loud: bool) -> bool:
    """Whether a word bears no subject; one in capitals is a name, unless all words are."""
    name = term.text.isupper() and len(term.text) > 1 and not loud
    return not name and all(word in small() for word in term.words)


def _worded(text: str) -> Iterator[tuple[int, Term]]:
    """The words of a text, each with its place; words with marks inside are one."""
    last: list[Token] = []
    for token in [*tokens(text), Token("", len(text) + 2, len(text) + 2)]:
        between = text[last[-1].end : token.start] if last else ""
        if last and (not token.word or (between and between not in _MARKS)):
            yield last[0].start, _term(text, last)
            last = []
        last.append(token)


# Also what stands between initials: "P. R. C." has blanks.
_MARKS = tuple("-'.’ʼ‘‐‑ʻ")


def _term(text: str, run: list[Token]) -> Term:
    typed = text[run[0].start : run[-1].end]
    marked = len(run) > 1 and bool(compounds(plain(typed)))
    found = tuple(token.word for token in run)
    return Term(typed, found, marked=marked, capital=typed[:1].isupper())


def _groups(pieces: Iterable[_Piece]) -> Iterator[Group]:
    required: list[Term] = []
    optional: list[Term] = []
    excluded: list[Term] = []
    negate, every = False, list(pieces)
    for i, piece in enumerate([*every, _Piece("OR")]):
        if piece.operator == "OR":
            if required or optional or excluded:
                yield Group(_once(required), _once(optional), _once(excluded))
            required, optional, excluded = [], [], []
        elif piece.operator == "NOT":
            negate = True
        elif not piece.operator:
            terms = list(piece.terms)
            if piece.minus or negate:
                # NOT takes the next word only; what follows it is asked for as before.
                excluded += terms[:1]
                terms, negate = terms[1:], False
            beside = [each.operator for each in every[max(0, i - 1) : i + 2]]
            _bind(terms, beside, before=i > 0 and beside[0] == "AND", to=(required, optional))


def _bind(
    terms: list[Term], beside: list[str], *, before: bool, to: tuple[list[Term], list[Term]]
) -> None:
    """AND binds the words next to it; those beyond them are asked for as before."""
    required, optional = to
    after = len(beside) > 1 and beside[-1] == "AND"
    for i, term in enumerate(terms):
        bound = (before and i == 0) or (after and i == len(terms) - 1)
        (required if bound else optional).append(term)


def _once(terms: Iterable[Term]) -> tuple[Term, ...]:
    kept: dict[tuple[object, ...], Term] = {}
    for term in terms:
        if term.words or term.time:
            kept.setdefault((term.words, term.kind, term.time and term.time.windows), term)
    return tuple(kept.values())[:MOST_TERMS]


