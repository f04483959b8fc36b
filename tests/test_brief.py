"""Briefing notes: what they say, how they can be made again, and that pandoc takes them."""

from __future__ import annotations

import hashlib
import re
import subprocess

import pytest

import minibase
from bilat import __version__
from conftest import program
from exports import unmarked

NOTE = """\
# Briefing note: visa

1 fact from 1 source. Every source speaks for one side, Ruritania.

## ties

- No visa has been needed since June 2004.[^1]

## Sources

- Letter, Old. “Letter to the Editor.” 2004.

*Made with bilat VERSION from release mini-1 of the base (facts.json, SHA-256 DIGEST):* COMMAND

[^1]: Letter, par. 1: “Since June 2004 no visa is needed.”
"""


def changed(mini, change) -> None:
    tables = minibase.tables()
    change(tables)
    minibase.write(mini.parent, tables)


def test_a_note_is_as_it_is(on_mini, mini):
    digest = hashlib.sha256(mini.read_bytes()).hexdigest()
    wanted = NOTE.replace("VERSION", __version__).replace("DIGEST", digest)
    wanted = wanted.replace("COMMAND", f"`bilat brief --facts {mini} --style mla visa`")
    assert on_mini("brief", "visa", "--style", "mla") == (0, wanted, "")


def test_the_last_line_makes_the_same_note_again(on_mini, tmp_path):
    kept = tmp_path / "brief.md"
    args = ["brief", "--kind", "event", "--kind", "plan", "--by", "time", "--title", "It's `this`"]
    assert on_mini(*args, "--output", kept) == (0, "", "")
    command = re.search(r"(`+) ?(bilat brief .*?) ?\1\n", kept.read_text("utf-8"))[2]
    import shlex

    assert on_mini(*shlex.split(command)[1:]).out == kept.read_text("utf-8")


def test_facts_stand_under_their_first_topic_each_once_in_the_order_of_the_thesaurus(on_mini):
    out = on_mini("brief").out
    assert re.findall(r"^## (.*)$", out, re.MULTILINE) == ["ties", "trade", "harbours", "Sources"]
    assert len(re.findall(r"^- .*\[\^", out, re.MULTILINE)) == 9


def test_by_time_facts_stand_under_years_the_undated_last(on_mini):
    out = on_mini("brief", "--by", "time").out
    headings = re.findall(r"^## (.*)$", out, re.MULTILINE)
    assert headings == ["1700s", "1990", "1991", "2003", "2004", "Undated", "Sources"]


def test_a_claim_says_whose_it_is_where_the_statement_does_not(on_mini, mini):
    def edit(tables):
        tables["facts"]["always-together"]["statement"] = "Both have always stood together."

    changed(mini, edit)
    out = on_mini("brief").out
    assert "- According to Lala Əliyeva: Both have always stood together.[^" in out
    assert "- The minister said that they would build a railway.[^" in out
    hearsay = "- As Lala Əliyeva reports, without saying whose view it is: Some date the pact"
    assert hearsay in out


def test_caveats_stand_below_their_fact_and_those_from_outside_say_so(on_mini, mini):
    def edit(tables):
        caveat = {"type": "outside", "text": "The *envoy* came in 1990."}
        tables["facts"]["first-envoy"]["caveats"] = [caveat]

    changed(mini, edit)
    outside = "outside, from the public record, not from these sources"
    line = f"    - *Caveat ({outside}):* The \\*envoy\\* came in 1990.\n"
    assert line in on_mini("brief", "envoy").out


def test_sides_that_are_several_are_not_called_one(on_mini, mini):
    out = on_mini("brief", "railway").out
    assert "Every source speaks for one side, Ruritania." in out
    changed(mini, lambda tables: tables["sources"]["letter"].update(side="graustark"))
    assert "one side" not in on_mini("brief").out


def test_a_derived_date_of_a_source_is_explained(on_mini, mini):
    def edit(tables):
        basis = {"type": "derived", "how": "a sum: 2 + 2"}
        tables["sources"]["letter"]["issued_basis"] = basis

    changed(mini, edit)
    assert "*The date is derived: a sum: 2 + 2.*" in on_mini("brief", "visa").out


@pytest.mark.parametrize("style", ["apa", "chicago", "mla", "gost", "gbt7714"])
def test_pandoc_makes_a_document_of_it_with_every_quote_in_a_footnote(bilat, tmp_path, style):
    pandoc = program("pandoc")
    made = bilat("brief", "--topic", "visa", "--style", style)
    assert (made.code, made.err) == (0, "")
    document = tmp_path / "brief.docx"
    subprocess.run([pandoc, "-o", document], input=made.out.encode(), check=True)
    shown = subprocess.run(
        [pandoc, document, "-t", "plain", "--wrap=none"], capture_output=True, check=True
    ).stdout.decode()
    for fact in bilat("list", "--topic", "visa", "--json").json:
        for item in fact["evidence"]:
            assert unmarked(item["quote"]).rstrip(".") in unmarked(shown)
        assert fact["statement"] in shown
    assert "[1] " in shown
    assert "[^" not in shown
    assert "\\" not in shown


def test_every_quote_and_statement_of_the_base_survives_pandoc(bilat):
    pandoc = program("pandoc")
    made = bilat("brief", "--scope", "all", "--style", "chicago").out
    shown = subprocess.run(
        [pandoc, "-t", "plain", "--wrap=none"], input=made.encode(), capture_output=True, check=True
    ).stdout.decode()
    for fact in bilat("list", "--json").json:
        assert fact["statement"] in shown
        for item in fact["evidence"]:
            assert unmarked(item["quote"]).rstrip(".") in unmarked(shown)


@pytest.mark.parametrize(
    ("args", "code", "told"),
    [
        ("brief zeppelin", 1, "nothing about 'zeppelin'. Try `bilat search`."),
        ("brief --kind quotation", 1, "none of 9 facts meets these filters. Use fewer filters."),
        ("brief --style harvrd", 2, "--style: 'harvrd' is not known."),
        ("brief --by tme", 2, "--by: 'tme' is not known. Did you mean time?"),
        ("brief --topic trad3", 2, "--topic: 'trad3' is not known. Did you mean trade?"),
        ("brief --force", 2, "--force goes with --output."),
    ],
)
def test_what_cannot_be_made_is_said_and_nothing_is_printed(on_mini, args, code, told):
    ended = on_mini(*args.split())
    assert (ended.code, ended.out) == (code, "")
    assert ended.err.startswith(f"bilat: {told}")


def test_no_note_is_made_of_a_quote_that_no_longer_matches(on_mini, mini, tmp_path):
    text = mini.parent / "seeds" / "note.txt"
    text.write_bytes(text.read_bytes().replace(b"first envoy", b"worst envoy"))
    kept = tmp_path / "brief.md"
    ended = on_mini("brief", "envoy", "--output", kept)
    assert (ended.code, ended.out, kept.exists()) == (3, "", False)
    assert "not verified against the source: first-envoy" in ended.err


def test_where_sources_differ_the_note_says_so(on_mini, mini):
    def edit(tables):
        tables["facts"]["relations-opened"]["evidence"][1]["when"] = "1991"

    changed(mini, edit)
    differ = "    - *The sources differ:* time: letter 1991, note 1990-05-04\n"
    assert differ in on_mini("brief", "relations").out


def test_a_query_that_begins_with_a_hyphen_can_be_made_again(on_mini, mini):
    out = on_mini("brief", "--", "visa", "-railway").out
    assert f"`bilat brief --facts {mini} -- visa -railway`\n" in out


def test_an_office_has_its_article_before_what_it_says(on_mini, mini):
    def edit(tables):
        tables["facts"]["railway-planned"]["statement"] = "A railway is to be built."
        tables["entities"]["minister"]["name"] = "Ministry of Roads"

    changed(mini, edit)
    assert "- According to the Ministry of Roads: A railway" in on_mini("brief", "railway").out
