"""References: nothing is invented to fill a slot, whatever a source gives."""

from __future__ import annotations

import json

import pytest

import minibase


def reference(on_mini, mini, **source) -> str:
    """The reference of a fact whose source is changed so."""
    content = minibase.tables()
    content["sources"]["note"] |= source
    minibase.write(mini.parent, content)
    return on_mini("cite", "first-envoy", "--json").json[0]["references"][0]


@pytest.mark.parametrize(
    ("issued", "shown"),
    [
        ("2005-03-01", "2005, March 1"),
        ("2005-03", "2005, March"),
        ("2005", "2005"),
        ("2005~", "ca. 2005"),
        ("2005?", "2005?"),
        ("2005-22", "2005, Summer"),
        ("199X", "1990s"),
        ("19XX", "1900s"),
        ("2003/2005", "2003–2005"),
        ("-0043", "44 B.C.E."),
    ],
)
def test_the_date_is_never_more_precise_than_the_source(on_mini, mini, issued, shown):
    wanted = f"Əliyeva, L. ({shown}). A note on ties, para. 1."
    assert reference(on_mini, mini, issued=issued) == wanted


def test_a_publisher_and_an_address_stand_where_the_text_gives_them(on_mini, mini):
    shown = reference(on_mini, mini, publisher="The Herald", URL="https://example.org/note")
    wanted = "Əliyeva, L. (2005, March 1). A note on ties. The Herald, para. 1."
    assert shown == f"{wanted} https://example.org/note"


def test_a_body_as_author_keeps_its_name_whole(on_mini, mini):
    shown = reference(on_mini, mini, author=["minister"])
    assert shown.startswith("the minister. (2005, March 1).")


def test_a_quote_outside_the_body_has_no_paragraph(on_mini):
    (shown,) = on_mini("cite", "harbour-picture", "--json").json[0]["references"]
    assert shown == "Əliyeva, L. (2005, March 1). A note on ties."


def test_a_caveat_from_outside_the_sources_says_so_on_every_card(on_mini, mini):
    content = minibase.tables()
    caveat = {"type": "outside", "text": "The envoy came in 1990."}
    content["facts"]["first-envoy"]["caveats"] = [caveat]
    minibase.write(mini.parent, content)
    for command in ("show", "cite"):
        out = on_mini(command, "first-envoy").out
        assert "outside (from the public record, not from these sources): The envoy" in out


def test_tombstones_that_lead_in_a_circle_are_told_of(on_mini, mini):
    content = minibase.tables()
    content["facts"]["wrong-fact"]["successor"] = "ties-opened"
    content["facts"]["ties-opened"]["successor"] = "wrong-fact"
    mini.write_text(json.dumps(content), "utf-8")
    ended = on_mini("cite", "wrong-fact", "--json")
    assert (ended.code, ended.out) == (1, "[]\n")
    assert "lead back to itself" in ended.err


def test_a_base_without_facts_is_searched_in_silence(on_mini, mini):
    content = minibase.tables() | {"facts": {}, "omissions": {}}
    mini.write_text(json.dumps(content), "utf-8")
    for command in (["search", "visa"], ["timeline", "visa"], ["list"], ["timeline"]):
        ended = on_mini(*command, "--json")
        assert (ended.code, ended.out) == (1, "[]\n")
        assert "Traceback" not in ended.err


def test_a_stated_date_that_no_evidence_gives_does_not_verify(on_mini, mini):
    content = minibase.tables()
    content["facts"]["first-envoy"]["when"] = "1995"
    minibase.write(mini.parent, content)
    ended = on_mini("verify", "--json")
    assert ended.code == 1
    assert [(f["record"], f["field"]) for f in ended.json] == [("first-envoy", "when")]


@pytest.mark.parametrize("command", [["read", "nosuch"], ["locate", "nosuch", "x"]])
def test_an_unknown_source_is_an_empty_list_in_json(on_mini, command):
    ended = on_mini(*command, "--json")
    assert (ended.code, ended.out) == (1, "[]\n")


def test_a_window_that_ends_before_it_begins_is_wrong_usage(on_mini):
    ended = on_mini("list", "--since", "2024", "--until", "2003")
    assert (ended.code, ended.out) == (2, "")
    assert ended.err == "bilat: --since is after --until. Swap them.\n"


def test_an_unknown_id_is_told_of_beside_a_quote_that_no_longer_matches(on_mini, mini):
    text = mini.parent / "seeds" / "note.txt"
    text.write_bytes(text.read_bytes().replace(b"first envoy", b"worst envoy"))
    shown = on_mini("show", "first-envoy", "nosuch", "--json")
    assert (shown.code, shown.json[0]["evidence"][0]["verified"]) == (1, False)
    cited = on_mini("cite", "first-envoy", "nosuch", "--json")
    assert (cited.code, cited.json[0]["evidence"][0]["verified"]) == (3, False)
    assert "nosuch" in shown.err
    assert "nosuch" in cited.err


def pasted(on_mini, mini, quote: str, *args: str, **source) -> str:
    """What is cited of a fact whose words, and whose source, are changed so."""
    content = minibase.tables()
    text = f"A note\n{quote}\n"
    regions = [("title", "A note"), ("body", quote)]
    row = minibase.source("note", text, "lala-aliyeva", "2005-03-01", regions)
    content["sources"]["note"] = row | source
    fact = content["facts"]["first-envoy"]
    fact["evidence"] = [minibase.quote("note", text, quote, ["lala-aliyeva"])]
    content["facts"] = {"first-envoy": fact | {"relations": [], "when": None, "when_basis": None}}
    content["omissions"] = {}
    minibase.write(mini.parent, content)
    (mini.parent / "seeds" / "note.txt").write_text(text, "utf-8", newline="")
    return on_mini("cite", "first-envoy", *args, "--json").json[0]["references"][0]


@pytest.mark.parametrize(
    ("quote", "shown"),
    [
        ("It came from the U.S.", "“It came from the U.S.” (Əliyeva, 2005, para. 1)."),
        ("And so it went...", "“And so it went...” (Əliyeva, 2005, para. 1)."),
        ("And so it went…", "“And so it went…” (Əliyeva, 2005, para. 1)."),
        ("They won.", "“They won” (Əliyeva, 2005, para. 1)."),
        ("Who won?", "“Who won?” (Əliyeva, 2005, para. 1)."),
        ('He said "no" twice', "“He said ‘no’ twice” (Əliyeva, 2005, para. 1)."),
        ("A saying: “岁寒”", "“A saying: ‘岁寒’” (Əliyeva, 2005, para. 1)."),
        ("A ‘small’ people’s day", "“A “small” people’s day” (Əliyeva, 2005, para. 1)."),
    ],
)
def test_a_quotation_keeps_all_but_its_last_stop(on_mini, mini, quote, shown):
    assert pasted(on_mini, mini, quote, "--form", "inline", "--quote") == shown


def test_a_full_stop_stands_within_all_closing_marks(on_mini, mini):
    words = 'They spoke of "the long peace"'
    for style in ("apa", "chicago", "mla"):
        shown = pasted(on_mini, mini, words, "--form", "note", "--quote", "--style", style)
        assert shown.endswith(": “They spoke of ‘the long peace.’”")
    shown = pasted(on_mini, mini, words, "--form", "note", "--quote", "--style", "gost")
    assert shown.endswith(": “They spoke of ‘the long peace’”.")


def test_a_quotation_of_forty_words_is_a_block_in_apa(on_mini, mini):
    words = " ".join(["word"] * 38) + ' "so" it'
    block = pasted(on_mini, mini, f"{words}.", "--form", "inline", "--quote")
    assert block == f"{words}. (Əliyeva, 2005, para. 1)"
    short = pasted(on_mini, mini, words.removeprefix("word "), "--form", "inline", "--quote")
    assert short.startswith("“")
    mla = pasted(on_mini, mini, f"{words}.", "--form", "inline", "--quote", "--style", "mla")
    assert mla.startswith("“")


@pytest.mark.parametrize(
    ("style", "ends"),
    [
        ("apa", "A note on ties, para. 1. https://example.org/r.pdf"),
        ("chicago", "March 1, 2005, para. 1. https://example.org/r.pdf."),
        ("mla", "1 Mar. 2005, par. 1, https://example.org/r.pdf."),
        ("gost", "2005. 1 Mar. Para. 1. URL: https://example.org/r.pdf."),
        ("gbt7714", "A note on ties[Z/OL]: para. 1(2005-03-01). https://example.org/r.pdf."),
    ],
)
def test_an_address_stands_last_and_an_entry_has_no_place(on_mini, mini, style, ends):
    content = minibase.tables()
    content["sources"]["note"]["URL"] = "https://example.org/r.pdf"
    minibase.write(mini.parent, content)
    args = ("cite", "first-envoy", "--style", style, "--json", "--form")
    assert on_mini(*args, "reference").json[0]["references"][0].endswith(ends)
    entry = on_mini(*args, "entry").json[0]["references"][0]
    assert "para" not in entry.lower().replace("par.", "para")
    assert "https://example.org/r.pdf" in entry


def test_the_second_note_to_a_source_is_short(on_mini):
    rows = on_mini("cite", "first-envoy", "trade-growth", "--form", "note", "--style", "chicago")
    assert "Lala Əliyeva, “A Note on Ties,” March 1, 2005, para. 1.\n" in rows.out
    assert rows.out.endswith("\nƏliyeva, “Note on Ties,” para. 1.\n")
    ended = on_mini("cite", "first-envoy", "--form", "entry", "--quote")
    told = "bilat: --quote: an entry of a list quotes nothing. Leave out --quote.\n"
    assert ended == (2, "", told)


def test_what_is_pasted_is_one_line_and_an_address_is_never_broken(on_mini, mini):
    content = minibase.tables()
    address = "https://example.org/" + "a-very-long-path-part/" * 8
    content["sources"]["note"] |= {"URL": address, "title": "A note on ties " + "and trade " * 20}
    minibase.write(mini.parent, content)
    assert any(
        line.endswith(f"para. 1. {address}")
        for line in on_mini("cite", "first-envoy").out.split("\n")
    )
    narrow = on_mini("cite", "first-envoy", COLUMNS="40").out.split("\n")
    assert address in narrow
    assert max(len(line) for line in narrow if line != address) <= 40


@pytest.mark.parametrize(
    ("name", "family", "shown"),
    [
        ("Anna van der Berg", None, "Berg, A. van der. (2005"),
        ("Anna van der Berg", "van der Berg", "van der Berg, A. (2005"),
        ("习近平", "习", "习近平. (2005"),
        ("Martin Luther King Jr.", None, "King, M. L., Jr. (2005"),
        ("Plato", None, "Plato. (2005"),
    ],
)
def test_names_are_taken_apart_where_the_record_gives_no_parts(on_mini, mini, name, family, shown):
    content = minibase.tables()
    content["entities"]["lala-aliyeva"] |= {"name": name, "family": family}
    minibase.write(mini.parent, content)
    ended = on_mini("cite", "first-envoy", "--json")
    assert ended.json[0]["references"][0].startswith(shown)


def test_a_brief_lists_its_sources_by_what_they_begin_with(on_mini, mini):
    content = minibase.tables()
    content["sources"]["note"] |= {"author": [], "title": "The zoo"}
    content["sources"]["letter"] |= {"author": ["wang-xiaoming"], "URL": "https://example.org/a_b"}
    minibase.write(mini.parent, content)
    for style, ends in (
        ("apa", "<https://example.org/a_b>"),
        ("gost", "<https://example.org/a_b>."),
    ):
        out = on_mini("brief", "relations", "--style", style).out
        sources = out.partition("## Sources\n\n")[2].partition("\n\n")[0].split("\n")
        assert sources[0].startswith("- Wang")
        assert sources[0].endswith(ends)
        assert "zoo" in sources[1]
