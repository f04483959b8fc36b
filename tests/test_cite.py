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
