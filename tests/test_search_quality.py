"""Search answers the queries that it is developed on as well as is promised."""

from __future__ import annotations

import importlib.util

import pytest

from bilat.base.base import load
from bilat.base.files import bundled
from conftest import ROOT

_SPEC = importlib.util.spec_from_file_location("quality", ROOT / "bench" / "search_quality.py")
quality = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(quality)


@pytest.fixture(scope="module")
def base():
    return load(bundled())


@pytest.fixture(scope="module")
def measured(base):
    queries = quality.judged(quality.QUERIES / "develop-blind.json")
    engines = {"ours": quality.bilat(base), "plain": quality.full_text(base)}
    return {name: quality.figures(queries, engine) for name, engine in engines.items()}


def mean(values):
    return sum(values) / len(values)


def test_the_queries_are_enough_and_name_facts_that_exist(base):
    sets = {
        name: quality.judged(quality.QUERIES / f"{name}.json")
        for name in ("develop", "held", "develop-blind")
    }
    assert all(len(queries) >= 120 for queries in sets.values())
    named = {name for queries in sets.values() for query in queries for name in query.relevant}
    assert named - set(base.facts) - set(base.tombstones) == set()


def test_answers_are_ranked_better_than_by_plain_full_text(measured):
    assert mean(measured["ours"].ndcg) >= 0.92
    assert mean(measured["ours"].ndcg) > mean(measured["plain"].ndcg) + 0.02


def test_no_answer_is_met_with_nothing_and_few_others_are_called_answers(measured):
    ours = measured["ours"]
    assert ours.silent <= 0.03 * len(ours.ndcg)
    assert ours.negatives_answered <= 0.1 * ours.negatives


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("first Ambassador of China to Azerbaijan", "first-chinese-ambassador"),
        ("first Ambassador of Azerbaijan to China", "first-azerbaijani-ambassador"),
        ("embassy of Azerbaijan in China", "azerbaijan-embassy-opened"),
        ("embassy of China in Azerbaijan", "china-embassy-opened"),
    ],
)
def test_who_did_what_to_whom_is_told_apart(base, query, first):
    assert quality.bilat(base)(query).ids[0] == first


def test_the_floor_and_the_interval_measure_what_they_say(base):
    floor = quality._Floor(base)
    assert floor.run("visa").ids
    assert quality.interval([1.0, 0.5], [1.0, 0.5]) == (0.0, 0.0, 0.0)
    assert quality.ndcg(["a"], {"a": 3}) == 1.0
