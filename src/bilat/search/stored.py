"""What an index holds of a base: folded words in SQLite's FTS5, with the Porter stemmer.

Texts are folded and cut into words before FTS5 sees them, so that offsets in the original survive
and no character of a query can act as an operator.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from ..base.base import Base
from ..base.catalogue import Catalogue
from ..core.model import Fact
from ..core.window import ordinal
from ..startup import pattern
from .names import countries, every_name, folded, identities
from .spans import bounds
from .times import month_number, times, when_tokens
from .words import FACT_END, FIELD_END, indexed

# What a match in each column weighs in BM25.
COLUMNS: Mapping[str, float] = {
    "statement": 5.0,  # says what the fact is, in the editor's words
    "keywords": 2.0,  # what a librarian would file it under
    "quotes": 1.5,  # the source's own words, often with asides
    "times": 4.0,  # its date, and dates that its texts name
}


class Field(NamedTuple):
    """A text of a fact's record and the column that it is indexed in."""

    column: str
    path: str
    text: str


def text_fields(fact: Fact) -> Iterator[Field]:
    """The texts by which a fact is found, in the order in which they are indexed."""
    yield Field("statement", "statement", fact.statement)
    for i, keyword in enumerate(fact.keywords):
        yield Field("keywords", f"keywords[{i}]", keyword)
    for i, item in enumerate(fact.evidence):
        yield Field("quotes", f"evidence[{i}].quote", item.quote)


def complete(base: Base) -> None:
    """Lay what a search needs into a catalogue in memory, where it is not there yet."""
    base.catalogue.require("words", partial(_lay, base))


def _lay(base: Base) -> None:
    db = base.catalogue
    facts = list(base.facts.values())
    rows = list(rows_of(facts))
    columns = ", ".join(COLUMNS)
    db.run(
        "BEGIN",
        f"CREATE VIRTUAL TABLE words USING fts5({columns}, content='', tokenize='porter ascii')",
        "CREATE VIRTUAL TABLE forms USING fts5(text, content='', detail=none, tokenize='ascii')",
        "CREATE TABLE vocabulary "
        "(word TEXT PRIMARY KEY, count INTEGER NOT NULL, stem TEXT NOT NULL) WITHOUT ROWID",
        "CREATE TABLE names (identity TEXT, what TEXT, id TEXT, text TEXT, part TEXT)",
        "CREATE TABLE told (day INTEGER NOT NULL, fact INTEGER NOT NULL)",
    )
    db.fill(f"words(rowid, {columns})", ((i, *row) for i, row in enumerate(rows, 1)))
    db.fill("forms(rowid, text)", ((i, " ".join(row)) for i, row in enumerate(rows, 1)))
    named, states = every_name(base), countries(base)
    counts = vocabulary(rows, folded(named))
    stemmed = stems(db, counts)
    db.fill("vocabulary", ((word, count, stemmed[word]) for word, count in counts.items()))
    db.fill("names", ((i, *name) for line in named for i, name in identities(line, states)))
    db.fill("told", _told(facts))
    db.run(
        "CREATE INDEX told_by_day ON told (day, fact)",
        "CREATE INDEX words_by_stem ON vocabulary (stem)",
        "CREATE INDEX names_by_identity ON names (identity)",
        "COMMIT",
    )


def vocabulary(rows: Iterable[Sequence[str]], names: str) -> Mapping[str, int]:
    """Every word of the facts and names, with how often it stands there."""
    counts = Counter(word for *texts, _ in rows for text in texts for word in text.split())
    counts.update(indexed(names).split())
    return counts


def stems(db: Catalogue, found: Iterable[str]) -> Mapping[str, str]:
    """Each of these words as the index stems it."""
    asked = sorted(found)
    db.run(
        "CREATE VIRTUAL TABLE IF NOT EXISTS temp.asked USING fts5(word, tokenize='porter ascii')",
        "CREATE VIRTUAL TABLE IF NOT EXISTS temp.stems USING fts5vocab(temp, asked, instance)",
        "DELETE FROM temp.asked",
    )
    db.fill("temp.asked(rowid, word)", enumerate(asked))
    rows = db.rows("SELECT doc, term FROM temp.stems")
    # A word that the tokenizer takes for none is its own stem.
    return dict(zip(asked, asked, strict=True)) | {asked[row]: term for row, term in rows}


def days_told(fact: Fact) -> Iterator[int]:
    """The first days of the times that an undated fact tells of, as ordinals."""
    for field in text_fields(fact) if fact.when is None else ():
        for time in times(field.text):
            window = bounds(time)
            if window is not None:
                yield ordinal(window.first)


def _told(facts: Iterable[Fact]) -> Iterator[tuple[int, int]]:
    for number, fact in enumerate(facts, 1):
        yield from ((day, number) for day in dict.fromkeys(days_told(fact)))


def rows_of(facts: list[Fact]) -> Iterator[tuple[str, ...]]:
    """What is indexed of each fact, in the order of COLUMNS."""
    statements = [[fact.statement] for fact in facts]
    quotes = [[item.quote for item in fact.evidence] for fact in facts]
    told = [" ".join([*said, *quoted]) for said, quoted in zip(statements, quotes, strict=True)]
    times_named = [_time_words(fact, text) for fact, text in zip(facts, told, strict=True)]
    return zip(
        _bulk(statements),
        _bulk([fact.keywords for fact in facts]),
        _bulk(quotes),
        times_named,
        strict=True,
    )


def _bulk(facts: Iterable[Iterable[str]]) -> list[str]:
    """The texts of each fact as the index holds them; all facts at once, since that is faster."""
    joined = [f" {FIELD_END} ".join(texts) for texts in facts]
    if not joined:
        return []
    if any(FACT_END in text for text in joined):
        joined = [text.replace(FACT_END, " ") for text in joined]
    return _ACCORDING.sub(" ", indexed(FACT_END.join(joined))).split(FACT_END)


def _time_words(fact: Fact, text: str) -> str:
    found = [f"y{year}" for year in _YEAR.findall(text)]
    found += [f"m{year}{month_number(name):02}" for name, year in _MONTH.findall(text)]
    for when in (fact.when, fact.when, *(item.when for item in fact.evidence)):
        found += when_tokens(when) if when else ()
    return " ".join(found)


_YEAR = pattern(r"(?<!\d)(?:1\d|20)\d\d(?!\d)")
_MONTH = pattern(r"\b([A-Z][a-z]{2,8}) (?:\d\d?, )?((?:1\d|20)\d\d)\b")
# "According to …" says who says so, and would make every such fact one about accords.
_ACCORDING = pattern(r"\baccording\b")
