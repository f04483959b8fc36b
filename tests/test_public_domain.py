"""A base on another subject, built of texts in the public domain by commands alone.

No offset and no hash stands here: the program finds them.
"""

from __future__ import annotations

import json

import pytest

from conftest import ROOT

TEXTS = ROOT / "tests" / "texts"
SOURCES = [
    (
        *("address", "--id", "lincoln-1863", "--type", "speech", "--language", "en"),
        *(
            "--author",
            "Abraham Lincoln",
            "--issued",
            "November 19, 1863",
            "--side",
            "United States",
        ),
    ),
    (
        *("amendment", "--id", "amendment-13", "--type", "legislation", "--author", "none"),
        *("--issued", "1865", "--issued-how", "ratified in that year", "--side", "United States"),
    ),
]
TOPICS = ["slavery", "civil war", "constitution"]
FACTS = [
    {
        "id": "nation-brought-forth",
        "statement": "A new nation was brought forth in 1776, by the count of Abraham Lincoln.",
        "kind": "event",
        "source": "lincoln-1863",
        "quote": "Four score and seven years ago our fathers brought forth on this continent, "
        "a new nation",
        "when": "1776",
        "when_basis": {"type": "derived", "how": "four score and seven years before 1863"},
        "topics": ["constitution"],
        "actors": ["United States"],
    },
    {
        "id": "civil-war-under-way",
        "statement": "The United States were engaged in a civil war when Abraham Lincoln spoke.",
        "kind": "status",
        "source": "lincoln-1863",
        "quote": "Now we are engaged in a great civil war",
        "topics": ["civil war"],
        "actors": ["United States", "Abraham Lincoln"],
    },
    {
        "id": "field-to-be-dedicated",
        "statement": "A part of the field was to be dedicated as a resting place for the dead.",
        "kind": "event",
        "source": "lincoln-1863",
        "quote": "We have come to dedicate a portion of that field, as a final resting place",
        "topics": ["civil war"],
        "actors": ["Abraham Lincoln"],
    },
    {
        "id": "slavery-not-to-exist",
        "statement": "Slavery shall not exist in the United States but as a punishment.",
        "kind": "status",
        "source": "amendment-13",
        "quote": "Neither slavery nor involuntary servitude, except as a punishment for crime "
        "whereof the party shall have been duly convicted, shall exist within the United States",
        "topics": ["slavery"],
        "actors": ["United States"],
        "keywords": ["abolition", "thirteenth amendment"],
    },
    {
        "id": "congress-may-enforce",
        "statement": "Congress may enforce the amendment by legislation.",
        "kind": "status",
        "source": "amendment-13",
        "quote": "Congress shall have power to enforce this article by appropriate legislation",
        "topics": ["constitution"],
        "actors": ["United States"],
    },
]


@pytest.fixture
def abolition(bilat, tmp_path):
    """The base, and how to run a command on it."""

    def run(*args, **more):
        return bilat("--facts", tmp_path / "abolition", *args, **more)

    title = ("--title", "Slavery in the United States", "--side", "United States")
    assert bilat("init", tmp_path / "abolition", *title).code == 0
    for name, *described in SOURCES:
        assert run("add", "source", TEXTS / f"{name}.txt", *described).code == 0
    for topic in TOPICS:
        assert run("add", "topic", topic).code == 0
    added = run("add", "fact", "--from", "-", stdin="\n".join(map(json.dumps, FACTS)))
    assert (added.code, added.err) == (0, "bilat: 5 facts added.\n")
    return run


def test_it_verifies_and_says_what_is_left_to_read(abolition):
    assert abolition("verify").code == 0
    left = abolition("review", "lincoln-1863", "--json")
    assert left.code == 1
    first = next(row["text"] for row in left.json if row["region"] == "body")
    assert first.startswith("We are met")
    assert abolition("review", "amendment-13", "--json").json == []


def test_what_its_texts_say_of_themselves_is_read(abolition):
    speech, article = abolition("sources", "--json").json
    assert speech["title"] == "Address delivered at the dedication of the cemetery at Gettysburg"
    assert (speech["issued"], article["issued"]) == ("1863-11-19", "1865")
    assert article["author"] == []
    regions = [region["type"] for region in article["regions"]]
    assert regions == ["title", "heading", "body", "heading", "body"]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("slavery", "slavery-not-to-exist"),
        ("abolition of slavery", "slavery-not-to-exist"),
        ("civil war", "civil-war-under-way"),
        ("who may enforce the amendment", "congress-may-enforce"),
        ("1776", "nation-brought-forth"),
    ],
)
def test_it_is_searched_as_the_bundled_base_is(abolition, query, first):
    assert abolition("search", query, "--format", "ids").out.split()[0] == first


def test_its_references_and_screens_speak_of_it_alone(abolition):
    (reference,) = abolition("cite", "congress-may-enforce", "--json").json[0]["references"]
    assert "[1865]" in reference
    (spoken,) = abolition("cite", "civil-war-under-way", "--json").json[0]["references"]
    assert spoken.startswith("Lincoln, A. (1863, November 19).")
    screens = [[], ["list"], ["timeline"], ["sources"], ["topics"], ["actors"], ["brief"]]
    for args in screens:
        ended = abolition(*args)
        assert ended.code == 0
        assert not {"Azerbaijan", "China", "visa", "relationship"} & set(ended.out.split())
