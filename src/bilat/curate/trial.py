"""Queries of a curator's own, tried against the facts that they should find."""

from collections.abc import Iterator
from typing import Annotated, NamedTuple

from msgspec import Meta

from ..base.base import Base
from ..core.edtf import Day
from ..core.errors import UsageError
from ..core.model import Id, Record, Text
from ..core.terms import Verdict
from ..core.text import did_you_mean, echoed
from ..search import search

# Among so many first hits an expected fact counts as found.
FIRST = 5


class Query(NamedTuple):
    """A query, the ids that it should find, and the line it stands on."""

    text: str
    expected: tuple[str, ...]
    line: int


class Trial(Record, frozen=True):
    """How a query fared: its verdict, its hits, and for each fact it should have found why not."""

    query: Text
    expected: tuple[Id, ...]
    verdict: Verdict
    first: Id | None
    recall: Annotated[
        float, Meta(ge=0, le=1, description=f"The share of those expected among the first {FIRST}.")
    ]
    missed: tuple[Id, ...]
    blame: Annotated[
        tuple[Text, ...], Meta(description="What each fact that was missed lacks, in words.")
    ]


def queries(text: str, name: str) -> list[Query]:
    """The queries of a table of two columns, a tab between: a query, and ids with blanks between.

    A line that begins with # says nothing; without ids, nothing should answer.

    Raises:
        UsageError: a line has no query.
    """
    found = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        query, _, ids = line.partition("\t")
        if not query.strip():
            problem = f"{name}, line {number}: there is no query"
            raise UsageError(problem, "Write QUERY, a tab, and ids with blanks between.")
        expected = tuple(ids.replace(",", " ").replace(";", " ").split())
        found.append(Query(query.strip(), expected, number))
    return found


def unknown(base: Base, some: list[Query]) -> Iterator[str]:
    """Each expected id that the base does not have, with its line."""
    for query in some:
        for name in query.expected:
            if name not in base.facts:
                yield f"line {query.line}: no fact has the id {echoed(name)}"


def tried(base: Base, query: Query, today: Day) -> Trial:
    """How one query fares."""
    answer = search(base, query.text, today=today)
    best = answer.best(limit=FIRST) if answer.verdict != "nothing" else []
    missed = tuple(name for name in query.expected if name not in best)
    held = len(query.expected) - len(missed)
    recall = held / len(query.expected) if query.expected else float(answer.verdict != "answered")
    return Trial(
        query=query.text,
        expected=query.expected,
        verdict=answer.verdict,
        first=best[0] if best else None,
        recall=round(recall, 2),
        missed=missed,
        blame=tuple(_blame(base, query, name, best, today) for name in missed),
    )


def _blame(base: Base, query: Query, name: str, best: list[str], today: Day) -> str:
    """Why a fact is not among the first: the words that it does not bear, or what outranks it."""
    if name not in base.facts:
        near = did_you_mean(name, list(base.facts))
        return f"{name} is no fact. {near or 'Mend the id.'}"
    answer = search(base, query.text, today=today)
    if name not in answer.loose:
        return f"{name} bears no word of the query: add a keyword"
    lacking = answer.hit(name).match.unborne
    if lacking:
        return f"{name} lacks {', '.join(map(repr, lacking))}: add a keyword, or another name"
    if answer.verdict == "nothing":
        return f"{name} is held back: no fact bears {', '.join(map(repr, answer.unborne))}"
    return f"{name} bears it all, and stands behind {best[0] if best else 'others'}"
