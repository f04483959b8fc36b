"""How well search answers: run against the query sets in tests/queries.

    python bench/search_quality.py [develop|held] [--misses N]

Prints nDCG@10, MRR, recall@10, how often the top hit is one of the best, and how many negative
queries are met with silence: for bilat, for plain FTS5 with BM25 and the Porter stemmer, and for
matching all words; for both halves, or the one named.
"""

from __future__ import annotations

import argparse
import json
import math
import sqlite3
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from bilat.base.base import Base, load
from bilat.base.paths import bundled
from bilat.core.errors import BilatError
from bilat.lookup.criteria import criteria
from bilat.lookup.listing import among
from bilat.search import search
from bilat.search.index import Index

QUERIES = Path(__file__).resolve().parent.parent / "tests" / "queries"
DEPTH = 10
Engine = Callable[[str], list[str]]


class Judged(NamedTuple):
    """A query with the grade (1 to 3) of each relevant fact; none for a negative."""

    text: str
    style: str
    relevant: dict[str, int]


class Figures(NamedTuple):
    """Means over the queries of a set."""

    ndcg: float
    mrr: float
    recall: float
    top: float
    silent: float


def judged(half: str) -> list[Judged]:
    """The queries of a half."""
    rows = json.loads((QUERIES / f"{half}.json").read_text("utf-8"))["queries"]
    return [Judged(row["query"], row["style"], row["relevant"]) for row in rows]


def bilat(base: Base) -> Engine:
    """Search as the command does it, filters in the query included."""
    index = Index(base)

    def run(text: str) -> list[str]:
        answer = search(base, text, index=index)
        try:
            wanted = [criteria(base, answer.asked)]
        except BilatError:
            return []
        if not any(answer.scores.values()):
            return among(base, list(answer.scores), wanted, "when")
        return answer.best(among(base, list(answer.scores), wanted, ""))

    return run


def full_text(base: Base, joint: str) -> Engine:
    """Plain FTS5 over statements, quotes, keywords and labels; words joined by OR or AND."""
    index = sqlite3.connect(":memory:")
    index.execute("CREATE VIRTUAL TABLE facts USING fts5(id UNINDEXED, text, tokenize='porter')")
    for fact in base.facts.values():
        labels = [base.topics[name].label for name in fact.topics]
        labels += [base.entities[name].name for name in fact.actors]
        quotes = [item.quote for item in fact.evidence]
        text = " ".join([fact.statement, *quotes, *fact.keywords, *labels])
        index.execute("INSERT INTO facts VALUES (?, ?)", (fact.id, text))

    def run(text: str) -> list[str]:
        words = ["".join(c for c in word if c.isalnum()) for word in text.split()]
        words = [f'"{word}"' for word in words if word]
        if not words:
            return []
        found = index.execute(
            "SELECT id FROM facts WHERE facts MATCH ? ORDER BY bm25(facts), id",
            (f" {joint} ".join(words),),
        )
        return [row[0] for row in found]

    return run


def ndcg(found: list[str], relevant: dict[str, int]) -> float:
    """Normalised discounted cumulative gain (Järvelin and Kekäläinen 2002), gain 2^grade - 1."""
    gains = [2 ** relevant.get(name, 0) - 1 for name in found[:DEPTH]]
    best = sorted((2**grade - 1 for grade in relevant.values()), reverse=True)[:DEPTH]
    return _discounted(gains) / _discounted(best)


def _discounted(gains: list[int]) -> float:
    return sum(gain / math.log2(rank + 2) for rank, gain in enumerate(gains))


def _mean(values: list[float]) -> float:
    return sum(values) / len(values) if values else 0.0


def figures(queries: list[Judged], engine: Engine) -> Figures:
    """The figures of an engine on some queries."""
    scores: dict[str, list[float]] = defaultdict(list)
    for query in queries:
        found = engine(query.text)
        if not query.relevant:
            scores["silent"].append(not found)
            continue
        ranks = [i for i, name in enumerate(found, 1) if name in query.relevant]
        best = max(query.relevant.values())
        scores["ndcg"].append(ndcg(found, query.relevant))
        scores["mrr"].append(1 / ranks[0] if ranks else 0.0)
        hits = len(set(found[:DEPTH]) & set(query.relevant))
        scores["recall"].append(hits / min(DEPTH, len(query.relevant)))
        scores["top"].append(bool(found) and query.relevant.get(found[0], 0) == best)
    return Figures(*(_mean(scores[name]) for name in Figures._fields))


def report(half: str, base: Base) -> None:
    """Print the table of a half."""
    queries = judged(half)
    print(f"\n{half}: {len(queries)} queries")
    print(f"{'':22}{'nDCG@10':>9}{'MRR':>7}{'recall@10':>11}{'top':>7}{'silent':>8}")
    engines = {
        "bilat search": bilat(base),
        "FTS5, BM25, any word": full_text(base, "OR"),
        "FTS5, all words": full_text(base, "AND"),
    }
    for name, engine in engines.items():
        row = figures(queries, engine)
        print(
            f"{name:22}{row.ndcg:9.3f}{row.mrr:7.3f}{row.recall:11.3f}{row.top:7.3f}{row.silent:8.3f}"
        )
    for style in sorted({query.style for query in queries if query.relevant}):
        some = [query for query in queries if query.style == style]
        row = figures(some, engines["bilat search"])
        print(f"  {style:20}{row.ndcg:9.3f}{row.mrr:7.3f}{row.recall:11.3f}{row.top:7.3f}")


def misses(half: str, base: Base, limit: int) -> None:
    """Print the queries that bilat answers worst."""
    engine = bilat(base)
    rated = []
    for query in judged(half):
        found = engine(query.text)
        score = ndcg(found, query.relevant) if query.relevant else float(not found)
        rated.append((score, query.style, query.text, found[:3]))
    for score, style, text, found in sorted(rated)[:limit]:
        print(f"{score:.2f} {style:10} {text} -> {', '.join(found) or 'silence'}")


def main() -> None:
    """Report on the halves asked for."""
    parser = argparse.ArgumentParser(description="Measure the quality of search.")
    parser.add_argument("half", nargs="?", choices=("develop", "held"))
    parser.add_argument("--misses", type=int, default=0, metavar="N", help="the N worst answers")
    asked = parser.parse_args()
    base = load(bundled())
    for half in [asked.half] if asked.half else ["develop", "held"]:
        report(half, base)
        if asked.misses:
            misses(half, base, asked.misses)


if __name__ == "__main__":
    main()
