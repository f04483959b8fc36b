"""Keywords are proposed at a terminal: from a curator's queries, other facts and the topics."""

from __future__ import annotations

import json

import pytest

import minibase
from person import Person

QUERIES = """\
free movement of travellers\tvisa-free
passport rules\tno-such-fact
loans from banks
"""


@pytest.fixture
def own(tmp_path):
    """The small base, with queries beside it, one topic above another, and keywords of its own."""
    tables = minibase.tables()
    tables["topics"]["trade"]["broader"] = "ties"
    path = minibase.write(tmp_path / "own", tables)
    (path.parent / "QUERIES.tsv").write_text(QUERIES, "utf-8")
    return path


ARGS = (
    *("add", "fact", "note", "Trade grew by 20 percent", "--kind", "figure", "--topic", "trade"),
    *("--statement", "Trade of both countries grew, and passports are stamped."),
    *("--when", "2005", "--actor", "ruritania", "--by", "nobody"),
)


def add(path, *more: str) -> Person:
    return Person("--facts", str(path), *ARGS, *more)


def answered(person: Person, keywords: str) -> str:
    """What is shown, until keywords are asked for and settled."""
    keys = {"Is it .*\\] ": "n", "of what .*: ": "", "other words of your own.*: ": None}
    shown = ""
    while True:
        answer = list(keys.values())[person.asked(*keys)]
        shown += person.child.before + person.child.after
        if answer is None:
            person.type(keywords)
            assert person.end() == 0
            return shown
        person.press(answer) if answer else person.type()


def keywords(path) -> list[str]:
    facts = json.loads(path.read_text("utf-8"))["facts"]
    return next(f for f in facts.values() if f.get("statement", "").startswith("Trade of"))[
        "keywords"
    ]


def test_enter_takes_what_a_query_asks_for(own):
    shown = answered(add(own, "--id", "trade-and-passports"), "")
    assert "1 rules                asked for in 'passport rules'" in shown
    assert "the topic above" in shown
    assert "banks" not in shown
    assert keywords(own) == ["rules"]


@pytest.mark.parametrize(
    ("typed", "taken"),
    [("none", []), ("1 2", ["rules", "ties"]), ("2, border guards", ["ties", "border guards"])],
)
def test_numbers_and_words_of_ones_own_are_taken(own, typed, taken):
    answered(add(own), typed)
    assert keywords(own) == taken


def test_a_keyword_that_is_given_is_not_asked_for(own):
    person = add(own, "--keyword", "stamp")
    assert person.asked("of what .*: ") == 0
    person.type()
    assert person.end() == 0
    assert keywords(own) == ["stamp"]


def test_without_a_terminal_nothing_is_proposed(own, bilat):
    (own.parent / "QUERIES.tsv").write_text("\ta line at fault", "utf-8")
    assert bilat("--facts", own, *ARGS).code == 0
    assert keywords(own) == []


def test_review_names_a_fault_of_the_queries_before_it_asks(own, tmp_path):
    (tmp_path / "mine.tsv").write_text("foul weather\n\tvisa-free", "utf-8")
    person = Person("--facts", str(own), "review", "note", "--queries", str(tmp_path / "mine.tsv"))
    assert person.end() == 2
    assert "mine.tsv, line 2: there is no query" in person.child.before
