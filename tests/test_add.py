"""Adding to a base of one's own, at a terminal and in scripts, without seeing JSON."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import sys

import pytest

from conftest import environment
from person import Person


def with_source(own) -> None:
    args = ("--author", "Harriet Martineau", "--issued", "May 2019", "--side", "Uzbekistan")
    assert own("add", "source", own.article, *args, "--id", "bridge").code == 0


def test_a_source_is_copied_hashed_and_parted_into_regions(own):
    ended = own("add", "source", own.article)
    assert (ended.code, ended.out) == (2, "")
    assert (
        "missing: --author NAME or none, --issued DATE or unknown, --side NAME or none" in ended.err
    )
    with_source(own)
    (source,) = own("sources", "--json").json
    assert source["title"] == "A bridge over the Amu Darya"
    assert (source["issued"], source["author"], source["wrapped"]) == (
        "2019-05",
        ["harriet-martineau"],
        True,
    )
    parts = own("read", "bridge", "--furniture", "--json").json
    assert [part["region"] for part in parts] == [
        *("title", "byline", "dateline", "body", "heading", "body", "furniture"),
    ]
    assert [p["paragraph"] for p in parts if p["region"] == "body"] == [1, 2]
    again = own(
        "add", "source", own.article, "--author", "none", "--issued", "unknown", "--side", "none"
    )
    assert (again.code, "is there already, as bridge" in again.err) == (2, True)


def test_a_fact_is_found_over_line_ends_and_the_rest_is_proposed(own):
    with_source(own)
    args = ("--statement", "The bridge at Termez has carried more than 300 trucks a day.")
    ended = own("add", "fact", "bridge", "More than 300 trucks cross it", *args)
    assert (ended.code, ended.out) == (2, "")
    assert "missing: --kind KIND, --topic TOPIC, --actor ACTOR" in ended.err
    assert own("add", "topic", "bridges").code == 0
    assert own("add", "actor", "Termez", "--type", "place").code == 0
    ended = own(
        *("add", "fact", "bridge", "Work began in 1979", "--statement"),
        *("Work on the bridge at Termez began in 1979.", "--kind", "event", "--topic", "bridges"),
    )
    assert ended.err == "bilat: fact work-bridge-termez-began-1979 added.\n"
    (fact,) = own("show", "work", "--json").json
    assert (fact["when"], fact["actors"], fact["topics"]) == ("1979", ["termez"], ["bridges"])
    assert fact["evidence"][0]["verified"] is True
    assert fact["evidence"][0]["asserted_by"] == ["harriet-martineau"]
    lost = own("add", "fact", "bridge", "Work ended in 1979", "--statement", "x", "--kind", "event")
    assert lost.code == 1
    assert (
        "does not hold this quote. Nearest, line 11: Work [-ended-]{+began+} in 1979{+.+}"
        in lost.err
    )
    many = own("add", "fact", "bridge", "the", "--statement", "x", "--kind", "event")
    assert (many.code, "--place N" in many.err) == (2, True)


def test_many_facts_are_added_from_lines_or_none_with_every_fault(own):
    with_source(own)
    own("add", "topic", "bridges")
    own("add", "actor", "Termez", "--type", "place")
    good = {
        "statement": "Work on the bridge at Termez began in 1979.",
        "kind": "event",
        "source": "bridge",
        "quote": "Work began in 1979",
        "topics": ["bridges"],
    }
    bad = [good | {"quote": "nowhere"}, good | {"kind": "evnt"}, good | {"sorce": "bridge"}]
    lines = "\n".join(map(json.dumps, [good, *bad]))
    ended = own("add", "fact", "--from", "-", stdin=f"{lines}\n{{\n")
    assert (ended.code, ended.out) == (2, "")
    assert [line.split(":")[1].split(",")[1] for line in ended.err.splitlines()[:-1]] == [
        " line 2",
        " line 3",
        " line 4",
        " line 5",
    ]
    assert own("list", "--json").json == []
    ended = own("add", "fact", "--from", "-", stdin=json.dumps(good) + "\n" + json.dumps(good))
    assert (ended.code, ended.err) == (0, "bilat: 2 facts added.\n")
    assert len(own("list", "--json").json) == 2
    assert own("undo").code == 0
    assert own("list", "--json").json == []


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"%PDF-1.7 ...", "is a PDF, not a text in UTF-8. Save its text as UTF-8."),
        (b"PK\x03\x04....", "is a ZIP archive, such as a DOCX or ODT, not a text"),
        (b"\xff\xfeh\x00i\x00", "is UTF-16, not a text in UTF-8."),
        (b"caf\xe9", "is not UTF-8: byte 4 is 0xe9. Save it as UTF-8."),
        (b"a\x00b", "holds null bytes"),
        (b" \r\n", "is empty"),
    ],
)
def test_what_is_no_text_is_named(own, content, told):
    own.article.write_bytes(content)
    args = ("--author", "none", "--issued", "unknown", "--side", "none", "--title", "x")
    ended = own("add", "source", own.article, *args)
    assert (ended.code, ended.out) == (2, "")
    assert told in ended.err
    assert own("sources", "--json").out == "[]\n"


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
def test_marks_and_line_ends_are_kept_and_never_shown(own, end):
    text = own.article.read_text("utf-8").replace("\n", end)
    data = f"\ufeff{text}".encode()
    own.article.write_bytes(data)
    with_source(own)
    (source,) = own("sources", "--json").json
    assert (own.folder / source["file"]).read_bytes() == data
    parts = own("read", "bridge", "--json").json
    assert parts[0]["text"] == "A bridge over the Amu Darya"
    assert [p["line"] for p in parts if p["region"] == "body"] == [6, 11]
    assert own("verify").code == 0


def test_a_masthead_right_above_wrapped_lines_is_no_part_of_them(own, tmp_path):
    lines = ["DECLARATION OF THE BRIDGES, OF WHICH THERE ARE MANY OVER THE RIVERS", "4 May 2019"]
    lines += [
        "At the invitation of the keepers, the builders",
        "came to the river and said that it was",
    ]
    lines += ["wide, and that its bridge was narrow.", ""]
    (tmp_path / "hard.txt").write_text("\n".join(lines), "utf-8")
    args = ("--author", "none", "--issued", "2019-05-04", "--side", "none", "--id", "hard")
    assert own("add", "source", tmp_path / "hard.txt", "--wrapped", *args).code == 0
    parts = own("read", "hard", "--json").json
    assert [part["region"] for part in parts] == ["title", "dateline", "body"]


def test_an_actor_or_topic_that_is_there_is_given_the_names_it_lacks(own):
    args = (
        "add",
        "actor",
        "Uzbekistan",
        "--alias",
        "Republic of Uzbekistan",
        "--name",
        "ru=Узбекистан",
    )
    assert own(*args).err == "bilat: actor uzbekistan has more names now.\n"
    assert own("add", "actor", "Kyrgyzstan", "--type", "country", "--side", "Kyrgyzstan").code == 0
    assert own("add", "topic", "bridges", "--label", "ru=мосты").code == 0
    assert own("add", "topic", "bridges", "--alt", "viaducts", "--label", "ru=переправы").code == 0
    actors = {actor["id"]: actor for actor in own("actors", "--json").json}
    assert actors["uzbekistan"]["names"] == {"ru": ["Узбекистан"]}
    assert actors["uzbekistan"]["aliases"] == ["Republic of Uzbekistan"]
    assert actors["kyrgyzstan"]["side"] == "kyrgyzstan"
    (topic,) = own("topics", "--json").json
    assert (topic["alt"], topic["labels"]) == (["viaducts"], {"ru": ["мосты", "переправы"]})
    for more, told in (
        ((), "actor uzbekistan is there already."),
        (("--type", "place"), "uzbekistan is there, and its type is country."),
        (("--name", "Узбекистан"), "names no language. Write it as ru="),
    ):
        ended = own("add", "actor", "Uzbekistan", *more)
        assert (ended.code, told in ended.err) == (2, True)


def test_what_a_text_counts_is_no_year_and_what_it_quotes_is_not_its_authors(own, tmp_path):
    text = "The keepers climb 142 steps. They burned 1500 tonnes of oil, and oil since 1872.\n\n"
    text += '"The light reaches 18 miles," says Ruth Okafor. "It never sleeps," others say.\n'
    (tmp_path / "light.txt").write_text(f"A light\n\n{text}", "utf-8")
    args = ("--author", "Ingrid Halvorsen", "--issued", "2015", "--side", "none", "--id", "light")
    assert own("add", "source", tmp_path / "light.txt", *args).code == 0
    assert own("add", "topic", "lamps").code == own("add", "actor", "Ruth Okafor").code == 0
    quotes = ("climb 142 steps", "burned 1500 tonnes of oil", "oil since 1872", "The light reaches")
    rows = [
        {"source": "light", "quote": quote, "statement": f"It is {n}.", "kind": "figure"}
        | {"topics": ["lamps"], "actors": ["ruth-okafor"]}
        for n, quote in enumerate([*quotes, "It never sleeps"])
    ]
    ended = own("add", "fact", "--from", "-", stdin="\n".join(map(json.dumps, rows)))
    assert ended.code == 0
    facts = own("list", "--json", "--sort", "id").json
    assert [fact["when"] for fact in facts] == [None, None, "1872/..", None, None]
    said = [fact["evidence"][0]["asserted_by"] for fact in facts]
    assert said == [*[["ingrid-halvorsen"]] * 3, ["ruth-okafor"], []]


def test_a_value_that_is_not_of_its_form_is_told_as_what_was_typed(own):
    args = ("--author", "none", "--issued", "2019", "--side", "none")
    ended = own("add", "source", own.article, *args, "--language", "english")
    told = "bilat: --language: 'english' is no tag of a language. Write it as en, az, ru or zh.\n"
    assert (ended.code, ended.err) == (2, told)
    ended = own("add", "actor", "Termez", "--id", "B B")
    assert (ended.code, ended.out) == (2, "")
    assert "entities/B B: id: must be an id of the characters a-z" in ended.err
    assert ended.err.endswith("Correct it. Nothing was written.\n")


def test_at_a_terminal_enter_takes_the_passage_nearest_to_a_quote(own):
    with_source(own)
    args = ("bridge", "Work ended in 1979", "--kind", "event", "--when", "1979", "--by", "nobody")
    person = Person(
        *("--facts", str(own.folder), "add", "fact", *args, "--actor", "place:Termez"),
        *("--statement", "Work on the bridge at Termez began in 1979.", "--topic", "bridges"),
    )
    assert person.asked(re.escape("Quote (Enter takes the nearest): ")) == 0
    person.type()
    assert person.asked("make it.*\\] ") == 0
    person.press("y")
    assert person.end() == 0
    (fact,) = own("list", "--json").json
    assert fact["evidence"][0]["quote"] == "Work began in 1979."


@pytest.mark.skipif(sys.platform == "win32", reason="a shell closes it")
@pytest.mark.parametrize("words", [("add", "fact", "--from"), ("add", "source"), ("check",)])
def test_a_closed_standard_input_is_told(bilat, tmp_path, words):
    bilat("init", tmp_path / "own", "--title", "Owls", "--side", "none")
    call = [sys.executable, "-m", "bilat", "--facts", str(tmp_path / "own"), *words, "-"]
    ended = subprocess.run(
        ["sh", "-c", f"exec {shlex.join(call)} <&-"],
        capture_output=True, env=environment(), text=True, check=False, timeout=60,
    )  # fmt: skip
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr.startswith("bilat: -: standard input is closed. ")


def test_whose_words_a_quote_is_in_follows_from_who_says_it(own):
    with_source(own)
    assert own("add", "topic", "bridges").code == 0
    args = ("--kind", "claim", "--topic", "bridges", "--actor", "place:Termez")
    says = ("--statement", "Work began in 1979.", "--by", "person:Ann Lee")
    assert own("add", "fact", "bridge", "Work began in 1979", *args, *says).code == 0
    (fact,) = own("list", "--json").json
    assert fact["evidence"][0]["voice"] == "paraphrased"  # of an author it would be author


def test_a_time_that_the_quote_does_not_give_is_derived_or_told(own):
    with_source(own)
    assert own("add", "topic", "bridges").code == 0
    args = ("--kind", "event", "--topic", "bridges", "--actor", "place:Termez")
    said = ("--statement", "Work on the bridge began.", "--when", "1980")
    ended = own("add", "fact", "bridge", "Work began", *args, *said)
    assert "the quote gives no 1980; --when-how TEXT says how that is known." in ended.err
    how = ("--when-how", "the year after the decision", "--id", "other")
    ended = own("add", "fact", "bridge", "Work began", *args, *said, *how)
    assert "gives no" not in ended.err
    (fact,) = own("show", "other", "--json").json
    assert fact["when_basis"]["type"] == "derived"
    assert fact["evidence"][0]["when"] is None


def test_no_date_is_taken_of_a_part_of_what_was_typed(own):
    with_source(own)
    assert own("add", "topic", "bridges").code == 0
    args = ("--statement", "Work began.", "--kind", "event", "--topic", "bridges", "--actor", "y")
    ended = own(
        *("add", "fact", "bridge", "Work began", *args),
        *("--when", "the last Friday of June 1985"),
    )
    assert (ended.code, ended.out) == (2, "")
    assert "If it is 1985-06, type that." in ended.err


def test_at_a_terminal_the_quote_may_be_the_statement_and_a_time_needs_a_reason(own):
    with_source(own)
    assert own("add", "topic", "bridges").code == 0
    person = Person("--facts", str(own.folder), "add", "fact", "bridge", "Work began")
    for question, answer in {
        "Fact, in one sentence .*: ": "",
        "Kind .*\\] ": "\r",
        "When .*: ": "1979",
        "The quote gives no time. How is 1979 known .*: ": "as the text goes on",
        "Topics.*: ": "bridges",
        "About .*: ": "Termez",
        "what is it.*\\) ": "l",
        "Says it .*: ": "Ann Lee",
    }.items():
        assert person.asked(question) == 0
        person.press(answer) if answer in ("\r", "l") else person.type(answer)
    assert person.asked("what is it.*\\) ") == 0
    person.press("\r")  # nothing is taken unread
    person.press("p")
    while person.asked("Keywords.*: ") == 0:
        person.type()
    person.child.close()
    (fact,) = own("list", "--json").json
    assert (fact["statement"], fact["when"]) == ("Work began.", "1979")
    assert fact["when_basis"] == {"type": "derived", "how": "as the text goes on"}
    assert fact["evidence"][0]["voice"] == "paraphrased"


def test_who_is_none_of_the_offered_is_asked_again_and_nothing_is_lost(own):
    with_source(own)
    assert own("add", "topic", "bridges").code == 0
    args = ("--statement", "Work began.", "--kind", "event", "--when", "unknown", "--by", "nobody")
    person = Person(
        *("--facts", str(own.folder), "add", "fact", "bridge", "Work began", *args),
        *("--topic", "bridges"),
    )
    assert person.asked("About .*: ") == 0
    person.type("Telescope")
    assert person.asked("what is it.*\\) ") == 0
    person.press("n")
    assert person.asked("About .*: ") == 0
    person.type("place:Termez")
    assert person.end() == 0
    (fact,) = own("list", "--json").json
    assert fact["actors"] == ["termez"]
