"""A new edition of a text: what stands is moved, what changed is shown and kept flagged."""

from __future__ import annotations

import json
from pathlib import Path

import pytest


@pytest.fixture
def changed(bilat, mini):
    """Run commands on the small base; what it holds afterwards."""

    def run(*args, **variables):
        ended = bilat("--facts", mini, *args, **variables)
        return ended, json.loads(mini.read_text("utf-8"))

    return run


def new_edition(mini: Path, tmp_path: Path, *changes: tuple[str, str]) -> Path:
    text = (mini.parent / "seeds" / "note.txt").read_text("utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path = tmp_path / "new.txt"
    path.write_text(text, "utf-8")
    return path


def test_a_new_edition_moves_what_stands_and_flags_what_changed(changed, bilat, mini, tmp_path):
    edition = new_edition(
        mini,
        tmp_path,
        ("A note on ties\n", "A note on ties\nSecond edition, 2006\n"),
        ("We have always stood together", "It is not so that We have always stood together"),
        ("Trade grew by 20 percent", "Trade grew by 25 percent"),
        ("The first envoy, 王小明, came in 1991. ", ""),
    )
    dry, tables = changed("rebase", "note", edition, "--dry-run")
    assert dry.code == 1
    ended, tables = changed("rebase", "note", edition)
    assert (ended.code, ended.out) == (1, "")
    assert (
        "always-together: the quote stands, and its sentence has changed: {+It is not so"
        in ended.err
    )
    assert "trade-growth: the quote has changed: Trade grew by [-20-]{+25+} percent" in ended.err
    assert "first-envoy: the quote" in ended.err
    assert "not anchored: first-envoy, trade-growth, always-together" in ended.err
    source = tables["sources"]["note"]
    assert source["file"].startswith("texts/note-")
    assert (mini.parent / source["file"]).read_bytes() == edition.read_bytes()
    shown = bilat("--facts", mini, "cite", "relations-opened", "--json")
    assert all(item["verified"] for item in shown.json[0]["evidence"])
    verify = bilat("--facts", mini, "verify", "--json")
    assert {row["record"] for row in verify.json} >= {
        "trade-growth",
        "always-together",
        "first-envoy",
    }
    assert "relations-opened" not in {row["record"] for row in verify.json}
    assert bilat("--facts", mini, "undo").code == 0
    assert bilat("--facts", mini, "verify").code == 0


def test_an_edition_that_only_moves_what_is_quoted_verifies(changed, bilat, mini, tmp_path):
    edition = new_edition(
        mini, tmp_path, ("By Lala Əliyeva\n", "By Lala Əliyeva\nFrom the coast.\n")
    )
    ended, _ = changed("rebase", "note", edition)
    assert (ended.code, ended.out) == (0, "")
    assert bilat("--facts", mini, "verify").code == 0
    again, _ = changed("rebase", "note", edition)
    assert (again.code, again.err) == (0, "bilat: note is this very text already.\n")


NOT = ("We have always stood together", "It is not so that We have always stood together")


def test_a_text_that_was_changed_by_hand_is_compared_with_the_copy_that_is_kept(
    changed, bilat, mini, tmp_path
):
    assert changed("rebase", "note", new_edition(mini, tmp_path, ("2004", "2004 ")))[0].code <= 1
    _, tables = changed("log")
    place = mini.parent / tables["sources"]["note"]["file"]
    recorded = place.read_bytes()
    place.write_bytes(recorded.replace(NOT[0].encode(), NOT[1].encode()))
    assert bilat("--facts", mini, "verify").code == 1
    ended, _ = changed("rebase", "note", place)
    assert ended.code == 1
    assert "is not as recorded; the copy that is kept in .bilat takes its place." in ended.err
    assert "always-together: the quote stands, and its sentence has changed: " in ended.err
    assert bilat("--facts", mini, "undo").code == 0
    place.unlink()
    (tmp_path / "found.txt").write_bytes(recorded)
    ended, _ = changed("rebase", "note", tmp_path / "found.txt")
    assert ended.err.endswith(f"{place.name} was put back.\n")
    assert place.read_bytes() == recorded


@pytest.mark.parametrize("gone", [True, False])
def test_a_text_that_is_lost_is_told_and_each_quote_is_shown_where_it_is_now(
    changed, bilat, mini, tmp_path, gone
):
    edition = new_edition(mini, tmp_path, NOT, ("Trade grew by 20 percent", "Trade grew by 25"))
    place = mini.parent / "seeds" / "note.txt"
    place.unlink() if gone else place.write_bytes(edition.read_bytes())
    ended, tables = changed("rebase", "note", edition)
    assert (ended.code, ended.out) == (1, "")
    assert "and no copy of it is kept. Quotes are sought by their own words alone" in ended.err
    assert "always-together: moved: It is not so that ⟦We have always stood" in ended.err
    assert (
        "trade-growth: the quote has changed: Trade grew by [-20 percent-]{+25+} in 2004"
        in ended.err
    )
    again = f"1 sentence left out before to be read again: `bilat review note --facts {mini}`."
    assert again in ended.err
    assert tables["omissions"] == {}
    flagged = {row["record"] for row in bilat("--facts", mini, "verify", "--json").json}
    assert flagged == {"trade-growth"}
