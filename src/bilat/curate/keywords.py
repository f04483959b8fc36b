"""Keywords that a fact might be found by, proposed for somebody to settle.

They come from queries that a curator wrote down, from facts of the same words, and from the topics.
What a fact bears already is never proposed: it is asked of a base that holds this fact alone.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from ..base import codec
from ..base.base import Base, of_catalogue
from ..base.laying import lay
from ..base.reading import Reading
from ..core.edtf import Day
from ..core.text import counted
from ..language.words import small, words
from ..search import search
from .naming import Names
from .trial import Query

Row = dict[str, Any]
# A query whose facts are not there yet may mean a fact that bears so much of its words.
_MEANS = 0.5
# A keyword goes with a word where so large a part of the facts with the word have it; a word that
# stands in more facts than these, or in more than one of twenty, goes with anything.
_USUAL, _FEW = 0.5, 5
# So many keywords of other facts are proposed.
_KINDRED = 5
# Nobody reads more proposals.
_MOST = 9


class Keyword(NamedTuple):
    """A word that a fact does not bear, where it comes from, and whether a query asks for it."""

    word: str
    reason: str
    asked: bool


def proposed(named: Names, row: Row, queries: Iterable[Query], today: Day) -> list[Keyword]:
    """Keywords for a fact: what queries ask for first, then those of other facts, then topics.

    Args:
        named: what the fact is about, of its base or to be added with it.
        row: its record.
        queries: a curator's own, with the facts that they should find.
        today: the day that relative times are reckoned from.
    """
    alone = _alone(named, row)
    found: dict[str, Keyword] = {}
    for keyword in _every(named, row, queries, alone, today):
        told = " ".join(words(keyword.word))
        if told and told not in found and _lacking(alone, keyword.word, today):
            found[told] = keyword
        if len(found) == _MOST:
            break
    return list(found.values())


def _every(
    named: Names, row: Row, queries: Iterable[Query], alone: Base, today: Day
) -> Iterator[Keyword]:
    for query in queries:
        for word in _asked(named.base, row["id"], query, alone, today):
            yield Keyword(word, f"asked for in {query.text!r}", asked=True)
    yield from _kindred(named.base, row, today)
    for name in row["topics"]:
        label = named.topic_row(name)["label"]
        for above in _above(named, name):
            yield Keyword(above.lower(), f"the topic above {label}", asked=False)


def _alone(named: Names, row: Row) -> Base:
    """A base of one fact, with those that it is about."""
    base, sources = named.base, dict.fromkeys(item["source"] for item in row["evidence"])
    tables: dict[str, Any] = {
        "meta": {"base": codec.sparse(base.meta)},
        "sources": {name: codec.sparse(base.sources[name]) for name in sources},
        "entities": {name: named.entity_row(name) for name in row["actors"]},
        "topics": {name: named.topic_row(name) for name in row["topics"]},
        "facts": {row["id"]: row},
        "omissions": {},
    }
    reading = Reading(base.folder / "facts.json", tables)
    return of_catalogue(reading.folder, reading.meta, lay(reading))


def _lacking(alone: Base, text: str, today: Day) -> tuple[str, ...]:
    """What of a query the one fact of a base does not bear."""
    answer = search(alone, text, today=today)
    name = next(iter(alone.facts))
    return answer.hit(name).match.unborne if name in answer.loose else answer.unborne


def _asked(base: Base, name: str, query: Query, alone: Base, today: Day) -> Iterator[str]:
    """The words of a query that should find a fact, and that it does not bear."""
    expected = name in query.expected
    if not expected and (not query.expected or any(n in base.facts for n in query.expected)):
        return
    lacking = [word for word in _lacking(alone, query.text, today) if _is_word(word)]
    telling = [word for word in words(query.text) if word not in small()]
    if not lacking or not (expected or len(lacking) <= _MEANS * len(telling)):
        return
    mended = search(base, query.text, today=today).mended
    yield from (mended.get(word, word) for word in lacking)


def _is_word(text: str) -> bool:
    return any(map(str.isalpha, text)) and not any(map(str.isdigit, text))


def _kindred(base: Base, row: Row, today: Day) -> Iterator[Keyword]:
    """Keywords that most facts with a word of this one have, those of more such facts first."""
    held: dict[str, tuple[float, str]] = {}
    telling = dict.fromkeys(word for word in words(row["statement"]) if word not in small())
    for word in telling if base.facts else ():
        loose = search(base, word, today=today, exact=True).loose if _is_word(word) else {}
        if len(loose) > max(_FEW, len(base.facts) // 20):
            continue  # a word of so many facts tells none of these from others
        facts = [base.facts[name] for name in loose if name != row["id"]]
        for keyword, count in Counter(k for fact in facts for k in fact.keywords).items():
            share = count / len(facts)
            if share >= _USUAL:
                reason = f"goes with {word!r} in {counted(count, 'fact')}"
                held[keyword] = max(held.get(keyword, (0, "")), (count * share, reason))
    for word, (_, reason) in sorted(held.items(), key=lambda pair: (-pair[1][0], pair[0]))[
        :_KINDRED
    ]:
        yield Keyword(word, reason, asked=False)


def _above(named: Names, name: str) -> Iterator[str]:
    """The labels of the topics above one, nearest first; a circle is followed once."""
    seen = {name}
    while (above := named.topic_row(name).get("broader")) and above not in seen:
        seen.add(above)
        yield named.topic_row(above)["label"]
        name = above
