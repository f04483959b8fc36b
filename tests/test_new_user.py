"""A new user at a terminal: from an article to facts that can be cited, without seeing JSON."""

from __future__ import annotations

import re
import time

import pytest

from person import Person

# By words of a sentence, the fact that it becomes.
FACTS = {
    "12 May 1982": "The bridge at Termez was opened on 12 May 1982.",
    "It carries": "The bridge at Termez carries a road and a railway.",
    "300 trucks": "More than 300 trucks cross the bridge at Termez each day.",
    "Work began": "Work on the bridge at Termez began in 1979.",
    "was closed": "The bridge at Termez was closed in May 1997.",
    "signed": "Uzbekistan and Afghanistan signed an agreement on the railway in 2009.",
    "Mazar": "The railway to Mazar-i-Sharif was finished in 2010.",
    "conference": "A conference on Afghanistan was held in Tashkent in 2018.",
    "percent": "Trade grew by 20 percent in 2018.",
    "second bridge": "Uzbekistan is committed to a second bridge at Termez.",
}
# That sentence tells of two things.
AGAIN = ("was closed", "The bridge at Termez was opened again in December 2001.")


def add_a_source(folder: str, article: str) -> int:
    """Answer what `add source` asks; returns how many answers were typed."""
    person = Person("--facts", folder, "add", "source", article)
    answers = {"Type": "article-newspaper", "Whose voice is it": "none", "In which": "The Courier"}
    questions = ("Title", "Author", "Came out on", "Type", "In which", "Whose voice is it")
    for question in (*questions, "Language"):
        assert person.asked(rf"{re.escape(question)}.*[\])]: ") == 0
        person.type(answers.get(question, ""))
    for question, key in (("is new: what is it.*\\) ", "p"), ("Right.*\\] ", "y")):
        assert person.asked(question) == 0
        person.press(key)
    assert person.end() == 0
    return person.typed


def add_a_fact(person: Person, statement: str) -> None:
    """Answer what is asked of a fact, by Enter where that will do."""
    person.press("f")
    assert person.asked("Quote.*: ") == 0
    person.type()
    assert person.asked("Fact, in one sentence .*: ") == 0
    person.type(statement)
    asked = {
        "Is it .*\\] ": "n",
        "Kind .*\\] ": "e",
        "make it.*\\] ": "y",
        "what is it.*\\) ": "l",
        "Topics.*: ": "bridges",
        "About whom or what, with commas between: ": "Termez",
        "How is .* known": "s",
        "(?:When|About|Says it|The figure) .*: ": "",
        "added\\.": None,
    }
    while True:
        answer = list(asked.values())[person.asked(*asked)]
        if answer is None:
            return
        person.press(answer) if len(answer) == 1 else person.type(answer)


def test_a_new_user_has_eleven_facts_without_seeing_json(own):
    began = time.monotonic()
    typed = add_a_source(str(own.folder), str(own.article))
    person = Person("--facts", str(own.folder), "review", "martineau")
    facts = 0
    while person.asked(r"It is \(.*\] ") == 0:
        assert "By Harriet" not in person.child.before  # that the source's record holds
        shown = person.child.before
        statement = next((text for key, text in FACTS.items() if key in shown), None)
        if statement:
            add_a_fact(person, statement)
            facts += 1
            if AGAIN[0] in shown:
                assert person.asked(r"It is \(.*\] ") == 0
                person.press("b")
                assert person.asked(r"It is \(.*\] ") == 0
                assert AGAIN[0] in person.child.before
                add_a_fact(person, AGAIN[1])
        else:
            person.press("o")
    person.child.close()
    assert (person.child.exitstatus, facts) == (0, 10)
    found = {fact["statement"]: fact["when"] for fact in own("list", "--json").json}
    assert found[FACTS["was closed"]] == "1997-05"
    assert found[AGAIN[1]] == "2001-12"
    assert found[FACTS["300 trucks"]] is None
    assert typed + person.typed < 60
    assert own("verify").code == 0
    assert own("coverage").code == 0
    assert own("search", "railway agreement", "--format", "ids").out.startswith("uzbekistan-")
    assert "Martineau" in own("cite", "work", "--json").json[0]["references"][0]
    assert own("undo").code == 0
    assert time.monotonic() - began < 60


@pytest.mark.parametrize(
    ("byline", "authors"),
    [
        ("By A. B. Stone, Mary Smith and Tom Brown", "A. B. Stone; Mary Smith; Tom Brown"),
        ("By Ingrid Halvorsen, Foreign Minister", "Ingrid Halvorsen"),
        ("BY INGRID HALVORSEN in Oslo", "Ingrid Halvorsen"),
        ("作者：王小明、李华", "王小明; 李华"),
    ],
)
def test_authors_are_proposed_by_their_names(own, byline, authors):
    text = own.article.read_text("utf-8").replace("By Harriet Martineau", byline)
    own.article.write_text(text, "utf-8")
    person = Person("--facts", str(own.folder), "add", "source", str(own.article))
    assert person.asked("Title .*: ") == 0
    person.type()
    assert person.asked(re.escape(f"nobody is named) [{authors}]: ")) == 0
    person.child.close()
