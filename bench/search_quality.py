"""How well search answers: on four bases, beside plain FTS5 and beside a floor of sixty lines.

    python bench/search_quality.py [--sets develop,held] [--base FOLDER --queries FILE] [--misses N]
    python bench/search_quality.py --rules
    python bench/search_quality.py --tails

The bases are the bundled one, the same with its keywords emptied, the same with its names
thinned too, and one of your own (`--base FOLDER --queries FILE`). The first command prints
nDCG@10, how often the top hit is one of the best, and the verdicts: for search as it judges, for
its ranking with nothing held back, for FTS5, and for the floor; with a paired bootstrap against
the floor. `--rules` prints what each rule and weight earns when it is left out, `--tails` how much
is shown, and how much of it is of use, by how far it may fall behind the best.
"""

from __future__ import annotations

import argparse
import copy
import difflib
import json
import math
import random
import sqlite3
import tempfile
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from bilat.base.base import Base, load
from bilat.base.files import bundled
from bilat.core.edtf import Day
from bilat.core.errors import BilatError
from bilat.lookup.criteria import criteria, names
from bilat.lookup.listing import among
from bilat.search import WEIGHTS, Weights, search

QUERIES = Path(__file__).resolve().parent.parent / "tests" / "queries"
TODAY = Day(2026, 11, 26)
DEPTH = 10
DRAWS = 2000
TAILS = (0.0, 0.03, 0.05, 0.08, 0.1, 0.15, 0.2)
# Each weight with the value at which its rule does nothing.
WITHOUT = [
    *((name, 1.0) for name in ("statement", "later", "form", "within")),
    ("reverse", 1.0),
    *((name, 0.0) for name in ("name", "whole", "form", "told")),
]
# A word that bears no subject, for the two yardsticks.
STOP = frozenset(
    "a an the of in on at to for from by with and or is are was were be been did does do has have "
    "had how what when where who whom which why that this it its as about into can could tell me "
    "you i im my his her their they them there any some not no s t between than then over "
    "under".split()
)


class Judged(NamedTuple):
    """A query with the grade (1 to 3) of each relevant fact; none for a negative."""

    text: str
    style: str
    relevant: dict[str, int]


class Bench(NamedTuple):
    """A base with the sets of queries that are asked of it."""

    name: str
    base: Base
    sets: dict[str, list[Judged]]


class Given(NamedTuple):
    """What an engine gives: the facts in order, and its verdict."""

    ids: list[str]
    verdict: str


Engine = Callable[[str], Given]


def judged(path: Path) -> list[Judged]:
    """The queries of a file."""
    rows = json.loads(path.read_text("utf-8"))["queries"]
    return [Judged(row["query"], row["style"], row["relevant"]) for row in rows]


def emptied(base: dict[str, Any]) -> dict[str, Any]:
    """A base whose facts have no keywords."""
    base = copy.deepcopy(base)
    for fact in base["facts"].values():
        if "keywords" in fact:
            fact["keywords"] = []
    return base


def thinned(base: dict[str, Any]) -> dict[str, Any]:
    """A base without keywords, and with a few names only, as people make them."""
    base = emptied(base)
    for topic in base["topics"].values():
        topic["alt"], topic["labels"] = topic["alt"][:2], {}
    for entity in base["entities"].values():
        entity["aliases"] = entity.get("aliases", [])[:2]
        entity["names"] = {key: some[:1] for key, some in entity.get("names", {}).items()}
    return base


def benches(sets: Sequence[str], more: Sequence[tuple[Path, Path]]) -> Iterator[Bench]:
    """The bundled base in three states, and others.

    Args:
        sets: names of files in tests/queries.
        more: folders of other bases, and the files of their queries.
    """
    asked = {name: judged(QUERIES / f"{name}.json") for name in sets}
    whole = json.loads(bundled().read_text("utf-8"))
    states = {"bundled": whole, "no keywords": emptied(whole), "thin names": thinned(whole)}
    for name, state in states.items():
        folder = Path(tempfile.mkdtemp())
        path = folder / "facts.json"
        path.write_text(json.dumps(state, ensure_ascii=False), "utf-8")
        yield Bench(name, load(path), asked)
    for folder, queries in more:
        path = folder / "facts.json" if folder.is_dir() else folder
        yield Bench(path.parent.name, load(path), {queries.stem: judged(queries)})


def bilat(base: Base, *, loose: bool = False, weights: Weights = WEIGHTS) -> Engine:
    """Search as the command does it, filters in the query included."""

    def run(text: str) -> Given:
        answer = search(base, text, today=TODAY, weights=weights)
        found = answer.loose if loose else answer.scores
        try:
            kept = among(base, list(found), [criteria(base, answer.asked)], "")
        except BilatError:
            return Given([], "nothing")
        if len(kept) < len(found):
            answer = answer.within(kept)
            found = answer.loose if loose else answer.scores
        kept = kept if loose else answer.kept([name for name in kept if name in found])
        order = sorted(kept, key=lambda name: (-found[name], name))
        if not any(found.values()):
            order = among(base, order, [], "when")
        return Given(order, answer.verdict)

    return run


def _texts(base: Base) -> Iterator[tuple[str, list[str]]]:
    """The statement, quotes, keywords and names of each fact."""
    for fact in base.facts.values():
        about = [base.topics[name] for name in fact.topics]
        named: list[Any] = [*about, *(base.entities[name] for name in fact.actors)]
        yield (
            fact.id,
            [
                fact.statement,
                " ".join(item.quote for item in fact.evidence),
                " ".join(fact.keywords),
                " ".join(name for record in named for name in names(record)),
            ],
        )


def full_text(base: Base) -> Engine:
    """FTS5 over the same words: BM25, any word, the Porter stemmer, marks folded."""
    index = sqlite3.connect(":memory:")
    index.execute("CREATE VIRTUAL TABLE f USING fts5(id UNINDEXED, t, tokenize='porter')")
    index.executemany(
        "INSERT INTO f VALUES (?, ?)", ((i, _fold(" ".join(t))) for i, t in _texts(base))
    )

    def run(text: str) -> Given:
        asked = " OR ".join(f'"{word}"' for word in _words(_fold(text)))
        if not asked:
            return Given([], "nothing")
        rows = index.execute("SELECT id FROM f WHERE f MATCH ? ORDER BY bm25(f), id", (asked,))
        found = [row[0] for row in rows]
        return Given(found, "in part" if found else "nothing")

    return run


def _fold(text: str) -> str:
    for mark, letter in zip("əıƏİ", "eiei", strict=True):
        text = text.replace(mark, letter)
    text = unicodedata.normalize("NFKD", text)
    text = "".join(char for char in text if not unicodedata.combining(char)).casefold()
    spaced = "".join(f" {char} " if "\u4e00" <= char <= "\u9fff" else char for char in text)
    return _unmarked(spaced)


def _unmarked(text: str) -> str:
    """Initials and possessives taken together."""
    text = text.replace("’s ", " ").replace("'s ", " ")
    parts = text.split(" ")
    dotted = [p.replace(".", "") if all(len(i) <= 1 for i in p.split(".")) else p for p in parts]
    return " ".join(dotted)


def _words(folded: str) -> list[str]:
    return "".join(char if char.isalnum() else " " for char in folded).split()


class _Floor:
    """Sixty plain lines: BM25 times the root of coverage, a few lines for slips, no silence."""

    def __init__(self, base: Base) -> None:
        self.db = sqlite3.connect(":memory:")
        columns = "id UNINDEXED, a, q, k, n"
        self.db.execute(
            f"CREATE VIRTUAL TABLE f USING fts5({columns}, tokenize='porter unicode61')"
        )
        self.vocabulary: set[str] = set()
        self.known: dict[str, set[str]] = {}
        self.size = 0
        for name, texts in _texts(base):
            folded = [_fold(text) for text in texts]
            self.vocabulary.update(_words(" ".join(folded)))
            self.db.execute("INSERT INTO f VALUES (?, ?, ?, ?, ?)", (name, *folded))
            self.size += 1

    def having(self, word: str) -> set[str]:
        if word not in self.known:
            rows = self.db.execute("SELECT id FROM f WHERE f MATCH ?", (f'"{word}"',))
            self.known[word] = {row[0] for row in rows}
        return self.known[word]

    def idf(self, word: str) -> float:
        count = len(self.having(word))
        return math.log(1 + (self.size - count + 0.5) / (count + 0.5))

    def asked(self, query: str) -> list[str]:
        found: list[str] = []
        run: list[str] = []
        for word in [*_words(_fold(query)), ""]:
            if len(word) == 1 and "\u4e00" <= word <= "\u9fff":
                run.append(word)
                continue
            while run:
                ends = range(min(len(run), 6), 0, -1)
                end = next((e for e in ends if self.having(" ".join(run[:e]))), 1)
                found.append(" ".join(run[:end]))
                run = run[end:]
            found += [word] if word and word not in STOP else []
        return found

    def meant(self, word: str) -> list[str]:
        if len(word) < 4 or word.isdigit():
            return []
        for i in range(3, len(word) - 2):
            if word[:i] in self.vocabulary and word[i:] in self.vocabulary:
                return [word[:i], word[i:]]
        near = [v for v in self.vocabulary if abs(len(v) - len(word)) <= 2 and v[0] == word[0]]
        return difflib.get_close_matches(word, sorted(near), 1, 0.8)

    def run(self, text: str) -> Given:
        known: list[str] = []
        total = 0.0
        for word in self.asked(text):
            forms = [word] if self.having(word) else self.meant(word)
            known += [form for form in forms if form not in STOP]
            total += sum(map(self.idf, forms or [word]))
        if not known:
            return Given([], "nothing")
        asked = " OR ".join(f'"{word}"' for word in known)
        statement = "SELECT id, -bm25(f, 0, 3, 2, 1.5, 1) FROM f WHERE f MATCH ?"
        found = []
        for name, score in self.db.execute(statement, (asked,)):
            coverage = sum(self.idf(word) for word in known if name in self.having(word)) / total
            found.append((-score * math.sqrt(coverage), name))
        ids = [name for _, name in sorted(found)]
        return Given(ids, "in part" if ids else "nothing")


def ndcg(found: list[str], relevant: dict[str, int]) -> float:
    """Normalised discounted cumulative gain (Järvelin and Kekäläinen 2002), gain 2^grade - 1."""
    gains = [2 ** relevant.get(name, 0) - 1 for name in found[:DEPTH]]
    best = sorted((2**grade - 1 for grade in relevant.values()), reverse=True)[:DEPTH]
    return _discounted(gains) / _discounted(best)


def _discounted(gains: list[int]) -> float:
    return sum(gain / math.log2(rank + 2) for rank, gain in enumerate(gains))


class Figures(NamedTuple):
    """What an engine did with a set: a number for each query with an answer, and verdicts."""

    ndcg: list[float]
    top: list[float]
    silent: int
    answered: int
    negatives: int
    negatives_answered: int
    negatives_silent: int


def figures(queries: Sequence[Judged], engine: Engine) -> Figures:
    """The figures of an engine on some queries."""
    scores, tops = [], []
    counts = {"silent": 0, "answered": 0, "negatives": 0, "wrong": 0, "kept": 0}
    for query in queries:
        given = engine(query.text)
        if not query.relevant:
            counts["negatives"] += 1
            counts["wrong"] += given.verdict == "answered"
            counts["kept"] += given.verdict == "nothing"
            continue
        best = max(query.relevant.values())
        scores.append(ndcg(given.ids, query.relevant))
        tops.append(float(bool(given.ids) and query.relevant.get(given.ids[0], 0) == best))
        counts["silent"] += given.verdict == "nothing"
        counts["answered"] += given.verdict == "answered"
    return Figures(
        scores,
        tops,
        counts["silent"],
        counts["answered"],
        counts["negatives"],
        counts["wrong"],
        counts["kept"],
    )


def interval(
    ours: Sequence[float], theirs: Sequence[float], queries: Sequence[str] | None = None
) -> tuple[float, float, float]:
    """The mean difference of paired figures, and its 90 % interval by bootstrap.

    Args:
        ours: figures.
        theirs: the figures that they are compared with.
        queries: of each pair the query: one that is asked of several bases is drawn as a whole,
            since its figures there are not independent.
    """
    pairs: dict[str, list[float]] = {}
    names = queries or [str(i) for i in range(len(ours))]
    for name, one, other in zip(names, ours, theirs, strict=True):
        pairs.setdefault(name, []).append(one - other)
    drawn = [(sum(some), len(some)) for some in pairs.values()]
    if not drawn:
        return 0.0, 0.0, 0.0
    draw = random.Random(1)  # noqa: S311 - the same figures at every run
    means = sorted(_share(draw.choices(drawn, k=len(drawn))) for _ in range(DRAWS))
    return _share(drawn), means[DRAWS // 20], means[-DRAWS // 20]


def _share(drawn: Sequence[tuple[float, int]]) -> float:
    return sum(total for total, _ in drawn) / sum(count for _, count in drawn)


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0


def report(some: Sequence[Bench]) -> None:
    """Print the table, and the bootstrap against the floor."""
    head = f"{'base':12} {'set':18}{'engine':15}nDCG@10   top  answered  part  silent"
    print(f"{head} | negatives: answered  silent")
    ours: list[float] = []
    floors: list[float] = []
    asked: list[str] = []
    for bench in some:
        engines = {
            "bilat": bilat(bench.base),
            "bilat --loose": bilat(bench.base, loose=True),
            "FTS5": full_text(bench.base),
            "floor": _Floor(bench.base).run,
        }
        for name, queries in bench.sets.items():
            all_figures = {}
            for engine, run in engines.items():
                row = all_figures[engine] = figures(queries, run)
                _line(bench.name, name, engine, row)
            loose, floor = all_figures["bilat --loose"].ndcg, all_figures["floor"].ndcg
            print(
                "{:31}--loose above the floor by {:+.3f} ({:+.3f} to {:+.3f})".format(
                    "", *interval(loose, floor)
                )
            )
            ours += loose
            floors += floor
            asked += [query.text for query in queries if query.relevant]
    print(
        "pooled: --loose above the floor by {:+.3f} ({:+.3f} to {:+.3f})".format(
            *interval(ours, floors, asked)
        )
    )


def _line(base: str, name: str, engine: str, row: Figures) -> None:
    count = len(row.ndcg) or 1
    part = count - row.silent - row.answered
    rates = (row.answered / count, part / count, row.silent / count)
    of = row.negatives or 1
    print(
        f"{base:12} {name:18}{engine:15}{_mean(row.ndcg):7.3f} {_mean(row.top):5.2f}"
        + "".join(f"{rate:8.2f}" for rate in rates)
        + f"   |{row.negatives_answered / of:18.2f}{row.negatives_silent / of:8.2f}"
    )


def misses(some: Sequence[Bench], limit: int) -> None:
    """Print the queries that bilat answers worst."""
    for bench in some:
        engine, other = bilat(bench.base), _Floor(bench.base).run
        for name, queries in bench.sets.items():
            rated = []
            for query in queries:
                given = engine(query.text)
                if query.relevant:
                    rated.append(
                        (
                            ndcg(given.ids, query.relevant),
                            ndcg(other(query.text).ids, query.relevant),
                            query,
                            given,
                        )
                    )
                elif given.verdict == "answered":
                    rated.append((0.0, 0.0, query, given))
            print(f"\n{bench.name}, {name}")
            for score, floor, query, given in sorted(rated, key=lambda row: row[0])[:limit]:
                found = ", ".join(given.ids[:3]) or "silence"
                told = f"{score:.2f} {floor:.2f} {query.style:10} {given.verdict:8}"
                print(f"{told} {query.text} -> {found}")


def rules(some: Sequence[Bench]) -> None:
    """Print what each weight earns: nDCG@10 (ranking alone) without it, or with another value."""
    whole = [
        x
        for bench in some
        for q in bench.sets.values()
        for x in figures(q, bilat(bench.base, loose=True)).ndcg
    ]
    print(
        f"{'rule left out':22}{'loss':>8}   90 % interval"
        + "".join(f"{bench.name:>14}" for bench in some)
    )
    asked = [q.text for bench in some for qs in bench.sets.values() for q in qs if q.relevant]
    for field, value in WITHOUT:
        weights = WEIGHTS._replace(**{field: value})
        left: list[float] = []
        means = []
        for bench in some:
            rows = [
                x
                for queries in bench.sets.values()
                for x in figures(queries, bilat(bench.base, loose=True, weights=weights)).ndcg
            ]
            means.append(_mean(whole[len(left) : len(left) + len(rows)]) - _mean(rows))
            left += rows
        loss, low, high = interval(whole, left, asked)
        print(
            f"{field + ' = ' + str(value):22}{loss:+8.4f}   {low:+.4f} to {high:+.4f}"
            + "".join(f"{mean:+14.4f}" for mean in means)
        )


def tails(some: Sequence[Bench]) -> None:
    """Print what is shown, by how far it may fall behind the best: how much, and how much of use.

    Precision is the share of what is shown that is relevant, recall the share of what is relevant
    that is shown; strong of what is graded 2 or 3. Queries that find something relevant count.
    """
    print("tail    shown  precision  recall  strong  nDCG@10")
    for tail in TAILS:
        rows: list[tuple[float, ...]] = []
        for bench in some:
            engine = bilat(bench.base, weights=WEIGHTS._replace(tail=tail))
            queries = (query for some in bench.sets.values() for query in some if query.relevant)
            rows += [_shown(query.relevant, engine(query.text).ids) for query in queries]
        shown, precision, recall, strong, gain = map(_mean, zip(*filter(None, rows), strict=True))
        print(f"{tail:4}{shown:9.1f}{precision:11.3f}{recall:8.3f}{strong:8.3f}{gain:9.3f}")


def _shown(relevant: dict[str, int], ids: list[str]) -> tuple[float, ...]:
    most = {name for name, grade in relevant.items() if grade > 1} or set(relevant)
    right = relevant.keys() & ids
    if not ids:
        return ()
    strong = len(most & right) / len(most)
    return len(ids), len(right) / len(ids), len(right) / len(relevant), strong, ndcg(ids, relevant)


def main() -> None:
    """Report on what is asked for."""
    parser = argparse.ArgumentParser(description="Measure the quality of search.")
    parser.add_argument("--sets", default="develop,develop-blind", help="files in tests/queries")
    parser.add_argument("--base", type=Path, action="append", default=[], metavar="FOLDER")
    parser.add_argument("--queries", type=Path, action="append", default=[], metavar="FILE")
    parser.add_argument("--misses", type=int, default=0, metavar="N", help="the N worst answers")
    parser.add_argument("--rules", action="store_true", help="what each rule and weight earns")
    parser.add_argument("--tails", action="store_true", help="what is shown, by the tail cut off")
    asked = parser.parse_args()
    more = list(zip(asked.base, asked.queries, strict=True))
    some = list(benches([name for name in asked.sets.split(",") if name], more))
    if asked.misses:
        misses(some, asked.misses)
    elif asked.rules:
        rules(some)
    elif asked.tails:
        tails(some)
    else:
        report(some)


if __name__ == "__main__":
    main()
