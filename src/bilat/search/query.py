"""What a query asks: words, phrases, times and names, with operators for those who want them.

Anything odd is taken as words: no query is an error but for an unknown value of a known field.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from ..core.window import Window
from ..lookup.criteria import Asked
from ..startup import pattern
from .asking import asking, speaking
from .focus import focus
from .spans import spans
from .times import Time, times
from .words import words

# Words that no fact is about, the words of questions among them.
STOPWORDS = frozenset(
    "a about all also am an and any are as at be been before being both but by can could did do "
    "does doing done each for from get give given go had has have he her here him his how i if in "
    "into "
    "is it its just kind know let like list make many may me mean mine more most much my name new "
    "no nor not now of off on one or our out over own please say says said shall she should show "
    "so some something sort such t tell than that the their them then there these they thing this "
    "those to too under up upon us use used very was way we were what when where whether which "
    "while who whom whose why will with would year years yet you your anything everything happen "
    "happened happens find information info fact facts details "
    "many much date month day time times ever still early late far "
    "according go goes going gone went come comes came take takes took make makes made work works "
    "event events want wants need needs keep put see look call called mean means meant "
    "between against besides neither either lot lots really actually already "
    # Azerbaijani, Russian and Chinese, folded.
    "therefore thus hence however moreover furthermore indeed instead additionally notably "
    "kimdir nedir necedir hansidir kimin neler "
    "ve ile ucun ne kim hansi harada nece neçe bu o da de haqqinda haqda ne vaxt olan olub olunub "
    "в во и на с со к ко о об от по из за у что кто где когда как какои какая какие сколько чеи "
    "чья это быть был была было ли такои такая для при "
    "的 是 了 在 和 与 及 谁 什 么 何 时 几 多 少 吗 哪 个".split()
)
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


class Term(NamedTuple):
    """One thing that a query asks for: a word, phrase, prefix or time, as it was typed.

    `literal` is for what stands in quotation marks: just these words, in this order. `also` is
    what a time that was reckoned was reckoned from: it may be meant itself. `speaker` is for what
    may name whom the query asks to hear.
    """

    text: str
    words: tuple[str, ...]
    literal: bool = False
    prefix: bool = False
    mended: bool = False
    time: Time | None = None
    window: Window | None = None
    also: tuple["Term", ...] = ()
    speaker: bool = False

    @property
    def timed(self) -> bool:
        """Whether it is a time or a window of time, and not words."""
        return self.time is not None or self.window is not None


class Group(NamedTuple):
    """Terms between two ORs: all of `required` must match, `optional` may, `excluded` must not."""

    required: tuple[Term, ...]
    optional: tuple[Term, ...]
    excluded: tuple[Term, ...]


class Query(NamedTuple):
    """A query as understood.

    Its words, alternatives, the filters that its fields ask for, and the kind of answer it wants.
    """

    words: tuple[str, ...]
    groups: tuple[Group, ...]
    asked: Asked
    focus: frozenset[str]


_OPERATORS = ("AND", "OR", "NOT")
_PIECE = pattern(
    r"(?P<minus>(?:(?<=\s)|^)-(?=[^\s-]))?"
    r'(?:(?P<field>[A-Za-z]+(?:-[A-Za-z]+)?):(?P<value>"[^"]+"|[^\s"]+)'
    r'|["“”„«](?P<quoted>[^"“”„«»]+)["“”„»]'
    rf"|(?P<operator>{'|'.join(_OPERATORS)})(?=\s|$)"
    r'|(?P<word>[^\s"“”„«»]+))'
)


def understand(text: str) -> Query:
    """Read a query; see the README, "Queries"."""
    asked: dict[str, list[str]] = {}
    pieces = _pieces(text, asked)
    given: dict[str, Any] = {field: tuple(values) for field, values in asked.items()}
    filters = Asked(**given)
    return Query(
        tuple(token.word for token in words(text)),
        tuple(_groups(pieces)),
        filters,
        focus(text),
    )


def _pieces(text: str, asked: dict[str, list[str]]) -> list[str | tuple[bool, list[Term]]]:
    """Operators as they are, and terms with whether they are excluded."""
    plain = text.split()
    if all(piece.isalnum() and piece not in _OPERATORS for piece in plain):
        return [(False, plain_terms(" ".join(plain)))] if plain else []
    pieces: list[str | tuple[bool, list[Term]]] = []
    run: list[str] = []

    def flush() -> None:
        if run:
            pieces.append((False, plain_terms(" ".join(run))))
            run.clear()

    for match in _PIECE.finditer(text):
        field = FIELDS.get((match["field"] or "").lower())
        if match["minus"]:
            flush()
            content = match[0].lstrip("-")
            pieces.append((True, [_phrase(content.strip('"'), literal=content[:1] == '"')]))
        elif field:
            asked.setdefault(field, []).append(match["value"].strip('"'))
        elif match["quoted"]:
            flush()
            pieces.append((False, [_phrase(match["quoted"], literal=True)]))
        elif match["operator"]:
            flush()
            pieces.append(match["operator"])
        elif match[0].endswith("*") and len(match[0]) > 2:
            flush()
            pieces.append((False, [_phrase(match[0], prefix=True)]))
        else:
            run.append(match[0])
    flush()
    return pieces


def _phrase(text: str, *, literal: bool = False, prefix: bool = False) -> Term:
    found = tuple(token.word for token in words(text))
    return Term(text.strip(), found, literal=literal, prefix=prefix)


def plain_terms(text: str) -> list[Term]:
    """The times and the words of a text without operators, in its order."""
    timed = _timed(text)
    taken = [span for _, spans in timed for span in spans]
    terms = [(spans[0][0], term) for term, spans in timed]
    asked = [*taken, *asking(text)]
    who = next(((name, every) for name, every in speaking(text)), None)
    for start, term in _numbers(text) or _worded(text, taken):
        if who and _within(start, [who[0]]):
            terms.append((start, term._replace(speaker=True)))
        elif not _within(start, asked) and not (who and _within(start, [who[1]])):
            terms.append((start, term))
    return [term for _, term in sorted(terms, key=lambda pair: pair[0])]


_Place = tuple[int, int]


def _within(at: int, places: Iterable[_Place]) -> bool:
    return any(start <= at < end for start, end in places)


def _timed(text: str) -> list[tuple[Term, list[_Place]]]:
    """Reckoned times, windows of time and plain times, with the places that they take up."""
    left = list(times(text))
    if not left:
        return []
    from .sums import sums  # most queries name no time

    found: list[tuple[Term, list[_Place]]] = []
    for sum_ in sums(text, left):
        given, told = sum_.given, text[sum_.start : sum_.end].strip()
        named = text[given.start : given.end]
        also = (_phrase(told), Term(named, (), time=given))
        places = [(sum_.start, sum_.end), (given.start, given.end)]
        found.append((Term(f"{told} {named}", (), time=sum_.time, also=also), places))
        left.remove(given)
    for span in spans(text, left):
        inside = text[span.start : span.end].strip()
        found.append((Term(inside, (), window=span.window), [(span.start, span.end)]))
        left = [time for time in left if not span.start <= time.start < span.end]
    plain = ((Term(text[t.start : t.end], (), time=t), [(t.start, t.end)]) for t in left)
    return [*found, *plain]


def _worded(text: str, taken: list[_Place]) -> Iterator[tuple[int, Term]]:
    for piece in re.finditer(r"\S+", text):
        inside = [
            token for token in words(piece[0]) if not _within(piece.start() + token.start, taken)
        ]
        if inside:
            start, end = inside[0].start, inside[-1].end
            found = tuple(token.word for token in inside)
            yield piece.start() + start, Term(piece[0][start:end], found)


def _numbers(text: str) -> list[tuple[int, Term]]:
    """Words of the whole text, where numbers run over several (`10 thousand`); else none."""
    found = words(text)
    if not any(" " in text[token.start : token.end] for token in found):
        return []
    return [(token.start, Term(text[token.start : token.end], (token.word,))) for token in found]


def _groups(pieces: list[str | tuple[bool, list[Term]]]) -> list[Group]:
    groups: list[Group] = []
    required: list[Term] = []
    optional: list[Term] = []
    excluded: list[Term] = []
    negate = False
    for i, piece in enumerate(pieces):
        if piece == "OR":
            groups.append(Group(tuple(required), tuple(optional), tuple(excluded)))
            required, optional, excluded = [], [], []
        elif piece == "NOT":
            negate = True
        elif not isinstance(piece, str):
            minus, terms = piece
            if minus or negate:
                # NOT takes the next word only; what follows it is asked for as before.
                excluded += terms[:1]
                terms, negate = terms[1:], False
            bound = "AND" in (pieces[i - 1] if i else "", *pieces[i + 1 : i + 2])
            (required if bound and not minus else optional).extend(terms)
    groups.append(Group(tuple(required), tuple(optional), tuple(excluded)))
    return [group for group in groups if group.required or group.optional or group.excluded]


def meaningful(terms: Iterable[Term]) -> tuple[Term, ...]:
    """The terms that a fact may be about, each once, and no more of them than anybody means."""
    kept: dict[tuple[object, ...], Term] = {}
    for term in terms:
        small = all(word in STOPWORDS for word in term.words)
        if term.timed or (term.words if term.literal else not small):
            when = term.time and term.time.levels
            kept.setdefault((term.words, term.prefix, when, term.window), term)
    return tuple(kept.values())[:MOST_TERMS]


MOST_TERMS = 100
MOST_READ = 400
