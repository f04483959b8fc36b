"""Search answers the queries that it is developed on as well as is promised."""

from __future__ import annotations

import importlib.util
from collections import defaultdict

import pytest

from bilat.base.base import load
from bilat.base.paths import bundled
from conftest import ROOT

_SPEC = importlib.util.spec_from_file_location("quality", ROOT / "bench" / "search_quality.py")
quality = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(quality)


@pytest.fixture(scope="module")
def measured():
    base = load(bundled())
    queries = quality.judged("develop")
    engine = quality.bilat(base)
    styles = defaultdict(list)
    for query in queries:
        styles[query.style].append(query)
    by_style = {style: quality.figures(some, engine) for style, some in styles.items()}
    plain = quality.figures(queries, quality.full_text(base, "OR"))
    return quality.figures(queries, engine), by_style, plain


def test_the_queries_are_enough_and_name_facts_that_exist():
    base = load(bundled())
    halves = {half: quality.judged(half) for half in ("develop", "held")}
    assert all(len(queries) >= 125 for queries in halves.values())
    texts = [query.text for queries in halves.values() for query in queries]
    assert len(set(texts)) == len(texts)
    named = {name for queries in halves.values() for query in queries for name in query.relevant}
    assert named - set(base.facts) - set(base.tombstones) == set()


def test_answers_are_ranked_well_overall_and_in_every_style(measured):
    overall, by_style, plain = measured
    assert overall.ndcg >= 0.90
    assert overall.ndcg > plain.ndcg + 0.1
    assert {s: f.ndcg for s, f in by_style.items() if s != "negative" and f.ndcg < 0.80} == {}


def test_nonsense_is_met_with_silence(measured):
    assert measured[0].silent >= 0.95


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("first Ambassador of China to Azerbaijan", "first-chinese-ambassador"),
        ("first Ambassador of Azerbaijan to China", "first-azerbaijani-ambassador"),
        ("embassy of Azerbaijan in China", "azerbaijan-embassy-opened"),
        ("embassy of China in Azerbaijan", "china-embassy-opened"),
    ],
)
def test_who_to_whom_is_told_apart_by_the_small_words(query, first):
    assert quality.bilat(load(bundled()))(query)[0] == first


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("largest New Azerbaijan Party", "nap-strongest-largest"),  # `new` is no small word here
        ("patriotism", "shared-qualities"),  # and not the Patriotic War
        ("Великого шёлкового пути", "silk-road-connected"),
        ("the year in which Baku and Beijing set up diplomatic relations", "relations-established"),
        ("what does the deputy minister say about AI", "ai-critical-area"),
    ],
)
def test_names_and_words_are_told_from_those_like_them(query, first):
    assert quality.bilat(load(bundled()))(query)[0] == first


@pytest.mark.parametrize(
    "query",
    [
        "ambassador to Germany",
        "when was the Japanese embassy in Baku opened?",
        "universities in Germany",
        "North Atlantic Treaty Organization",
        "中国足球",
        "resolution 1559",
    ],
)
def test_what_the_base_does_not_join_is_met_with_silence(query):
    assert quality.bilat(load(bundled()))(query) == []
