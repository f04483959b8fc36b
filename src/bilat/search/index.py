"""What search lays into a base's catalogue: words of facts and of names, and the forms of words."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import chain, islice

import msgspec

from ..base.base import Base
from ..base.catalogue import Catalogue
from ..core.text import fold
from ..language.words import TEXT_END, compounds, cut, lines, plain, unmarked
from ..lookup.criteria import names

TABLES = (
    "CREATE VIRTUAL TABLE words USING fts5(statement, quotes, keywords, content='', "
    "tokenize='ascii')",
    "CREATE VIRTUAL TABLE naming USING fts5(name, content='', tokenize='ascii')",
    # A name of an entity or topic: its words, how many there are, and whether it is the first one.
    "CREATE TABLE names (n INTEGER PRIMARY KEY, what TEXT NOT NULL, id TEXT NOT NULL, "
    "text TEXT NOT NULL, words TEXT NOT NULL, size INTEGER NOT NULL)",
    # A word as people may type it, and the words that stand for it in the texts, if others.
    "CREATE TABLE vocabulary (word TEXT NOT NULL, spelt TEXT NOT NULL, facts INTEGER NOT NULL, "
    "PRIMARY KEY (word, spelt)) WITHOUT ROWID",
    "CREATE TABLE stems (stem TEXT NOT NULL, word TEXT NOT NULL, PRIMARY KEY (stem, word)) "
    "WITHOUT ROWID",
    "CREATE TABLE spoken (languages TEXT NOT NULL)",
)
_INDEXES = (
    "CREATE INDEX stems_of_word ON stems (word, stem)",
    "CREATE INDEX names_by_words ON names (words)",
)
_COUNTED = (
    "CREATE VIRTUAL TABLE temp.counted USING fts5vocab(main, words, row)",
    "CREATE VIRTUAL TABLE temp.named USING fts5vocab(main, naming, row)",
    "INSERT INTO vocabulary SELECT term, '', doc FROM temp.counted WHERE true "
    "ON CONFLICT DO NOTHING",
    "INSERT INTO vocabulary SELECT term, '', doc FROM temp.named WHERE true ON CONFLICT DO NOTHING",
    "DROP TABLE temp.counted",
    "DROP TABLE temp.named",
)
# 16 MB of words are sorted in memory before they are written: fewer parts to merge.
_MUCH_AT_ONCE = "INSERT INTO words(words, rank) VALUES ('hashsize', 16777216)"
# Between the texts of one field: a word to SQLite, so that no phrase reaches over it.
_FIELD_END = " \ue001 "
_BATCH = 1000
_ACCENTED = re.compile(r"[^\W\d_]*[^\W\d_\x00-\x7f][^\W\d_]*")


class _Quote(msgspec.Struct):
    quote: str


class _Figure(msgspec.Struct):
    value: int | float


class _Words(msgspec.Struct):
    """What search reads of a fact: no more is decoded, in a quarter of the time."""

    statement: str
    evidence: tuple[_Quote, ...]
    keywords: tuple[str, ...]
    quantities: tuple[_Figure, ...]


_fact = msgspec.json.Decoder(_Words).decode


def lay(base: Base) -> None:
    """Lay what a search needs into a base's catalogue, in one pass over the facts."""
    db, languages, cutting = base.catalogue, _languages(base), _Cutting()
    rows = db.each("SELECT n, record FROM facts ORDER BY n")
    facts = ((number, _fact(record)) for number, record in rows)
    db.run("BEGIN", *TABLES, _MUCH_AT_ONCE)
    while batch := list(islice(facts, _BATCH)):
        db.fill("words(rowid, statement, quotes, keywords)", _rows(batch, cutting))
    named = list(_names(base, cutting))
    db.fill("names", named)
    db.fill("naming(rowid, name)", ((row[0], row[4]) for row in named))
    marked = ((unmarked(word), word) for word in sorted(cutting.marked))
    spelt = ((form, cut(word), 0) for form, word in marked if not form.isdigit())
    db.fill("vocabulary", dict.fromkeys(row for row in spelt if row[0] != row[1]))
    db.run(*_COUNTED)
    vocabulary = [row[0] for row in db.rows("SELECT DISTINCT word FROM vocabulary")]
    db.fill("stems", dict.fromkeys(stems_of(db, vocabulary, languages, cutting.spelt)))
    db.fill("spoken", [(languages,)])
    db.run(*_INDEXES, "COMMIT")


def _languages(base: Base) -> str:
    """The languages that texts, labels and names of a base are in, with blanks between."""
    found: set[str] = set()
    for source in base.sources.values():
        found.add(source.language)
        found.update(region.language for region in source.regions if region.language)
    for topic in base.topics.values():
        found.update(topic.labels)
    for entity in base.entities.values():
        found.update(entity.names)
    return " ".join(sorted({language.partition("-")[0] for language in found}))


class _Cutting:
    """Texts cut into words.

    Attributes:
        marked: those with marks inside, of all that was cut.
        spelt: by folded word how it is written, where that is otherwise.
    """

    def __init__(self) -> None:
        self.marked: set[str] = set()
        self.spelt: dict[str, set[str]] = {}

    def cut(self, texts: Iterable[str]) -> dict[str, str]:
        """By text its words, with blanks between: of many texts at once, since that is faster."""
        every = dict.fromkeys(texts)  # a keyword stands at many facts
        # Those of ASCII alone are spared most steps of what others take.
        alike = [text for text in every if text.isascii()]
        others = [text for text in every if not text.isascii()]
        for word in set(_ACCENTED.findall(TEXT_END.join(others).lower())):
            self.spelt.setdefault(plain(word), set()).add(word)
        return dict(chain(self._at_once(alike), self._at_once(others)))

    def _at_once(self, texts: list[str]) -> Iterator[tuple[str, str]]:
        folded = plain(TEXT_END.join([text.replace(TEXT_END, "\t") for text in texts]))
        self.marked |= compounds(folded)
        return zip(texts, cut(folded).split(TEXT_END), strict=bool(texts))


def _rows(
    batch: list[tuple[int, _Words]], cutting: _Cutting
) -> Iterator[tuple[int, str, str, str]]:
    """The words of some facts: of the statement, of the quotes, of keywords and figures."""
    facts = [fact for _, fact in batch]
    keywords = [[*fact.keywords, *_figures(fact)] for fact in facts]
    statements = cutting.cut(fact.statement for fact in facts)
    quotes = cutting.cut(item.quote for fact in facts for item in fact.evidence)
    keys = cutting.cut(chain.from_iterable(keywords)).__getitem__
    for (number, fact), some in zip(batch, keywords, strict=True):
        quoted = _FIELD_END.join(quotes[item.quote] for item in fact.evidence)
        yield number, statements[fact.statement], quoted, _FIELD_END.join(map(keys, some))


def _figures(fact: _Words) -> Iterator[str]:
    """The numbers that a fact states, in figures, whatever its texts say."""
    for quantity in fact.quantities:
        if quantity.value == int(quantity.value):
            yield str(int(quantity.value))


def _names(base: Base, cutting: _Cutting) -> Iterator[tuple[int, str, str, str, str, int]]:
    """The names of entities and topics, with their words."""
    named = [
        (what, record.id, name)
        for what, records in (("actor", base.entities), ("topic", base.topics))
        for record in records.values()
        for name in dict.fromkeys(names(record))
    ]
    words = cutting.cut(name for _, _, name in named)
    for number, row in enumerate(named, 1):
        some = words[row[2]].split()
        yield number, *row, " ".join(some), len(some)


@cache
def _known() -> dict[str, tuple[str, str]]:
    """By a language's code, the name of its stemmer and the first and last letter it may hold."""
    rows = (line.split() for line in lines("languages"))
    return {code: (name, span) for code, name, span in rows}


def stems_of(
    db: Catalogue, words: Iterable[str], languages: str, spelt: Mapping[str, Iterable[str]]
) -> Iterator[tuple[str, str]]:
    """The stems of folded words, each in every language whose script it is in, with the words.

    Numbers and short words have none. English ones are by SQLite, which takes no time to load;
    stemmers of other languages need the words as they are `spelt`, with their accents.
    """
    asked = [word for word in words if len(word) > 2 and word.isalpha()]
    for code in sorted(set(languages.split()) & _known().keys()):
        name, span = _known()[code]
        first, last = span[0], span[-1]
        some = [w for w in asked if first <= w[0] <= last and first <= w[-1] <= last]
        if not some:
            continue
        if code == "en":
            yield from _english(db, some)
        else:
            from snowballstemmer import stemmer  # 20 ms, and most queries hold known words only

            stem = stemmer(name).stemWord
            forms = ((form, word) for word in some for form in spelt.get(word, (word,)))
            yield from ((f"{code} {fold(stem(form))}", word) for form, word in forms)


def _english(db: Catalogue, words: list[str]) -> Iterator[tuple[str, str]]:
    db.run(
        "CREATE VIRTUAL TABLE IF NOT EXISTS temp.stemmed USING fts5(word, tokenize='porter ascii')",
        "CREATE VIRTUAL TABLE IF NOT EXISTS temp.stem USING fts5vocab(temp, stemmed, instance)",
        "DELETE FROM temp.stemmed",
    )
    spelt = [(n, form) for n, word in enumerate(words) for form in spellings(word)]
    db.fill("temp.stemmed(rowid, word)", ((i, form) for i, (_, form) in enumerate(spelt)))
    rows = db.rows("SELECT DISTINCT term, doc FROM temp.stem")
    found = {(f"en {stem}", words[spelt[i][0]]) for stem, i in rows}
    yield from sorted(found)


def spellings(word: str) -> set[str]:
    """A word, the one that it is a form of, and what stands for it in all of English alike."""
    found = {word, _irregular().get(word, word)}
    for mark, old, new in _rules():
        if mark in word:  # quicker than the expression
            found.add(old.sub(new, word))
    return found


@cache
def _irregular() -> dict[str, str]:
    rows = (line.split() for line in lines("irregular"))
    return {form: word for word, *forms in rows for form in forms}


@cache
def _rules() -> tuple[tuple[str, re.Pattern[str], str], ...]:
    rows = (line.split() for line in lines("spellings"))
    return tuple((mark, re.compile(old), new) for mark, old, new in rows)
