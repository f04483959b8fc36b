"""Records renamed, merged, withdrawn and edited: every reference follows, and nothing is lost."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest


@pytest.fixture
def changed(bilat, mini):
    """Run commands on the small base; what it holds afterwards."""

    def run(*args, **variables):
        ended = bilat("--facts", mini, *args, **variables)
        return ended, json.loads(mini.read_text("utf-8"))

    return run


def test_a_fact_that_is_renamed_is_found_by_its_old_id(changed, bilat, mini):
    ended, tables = changed("rename", "relations-opened", "ties-begun")
    assert (ended.code, ended.err) == (0, "bilat: fact relations-opened renamed to ties-begun.\n")
    assert tables["facts"]["first-envoy"]["relations"] == [
        {"type": "follows", "fact": "ties-begun"}
    ]
    assert tables["facts"]["ties-opened"]["successor"] == "ties-begun"
    shown = bilat("--facts", mini, "show", "relations-opened", "--format", "ids")
    assert (shown.code, shown.out) == (0, "ties-begun\n")
    assert "ties-begun" in shown.err
    assert bilat("--facts", mini, "verify").code == 0


@pytest.mark.parametrize(
    ("old", "new"),
    [("topics/trade", "commerce"), ("actors/lala-aliyeva", "aliyeva"), ("note", "aliyeva-2005")],
)
def test_every_reference_follows_another_name(changed, bilat, mini, old, new):
    before = bilat("--facts", mini, "list", "--json").json
    name = old.rpartition("/")[2]
    ended, _ = changed("rename", old, new)
    assert ended.code == 0
    after = bilat("--facts", mini, "list", "--json").json
    text = json.dumps(before, ensure_ascii=False).replace(f'"{name}"', f'"{new}"')
    wanted = {fact["id"]: fact for fact in json.loads(text)}
    assert {fact["id"]: fact for fact in after} == wanted
    assert bilat("--facts", mini, "verify").code == 0


def test_two_facts_become_one_with_the_evidence_of_both(changed, bilat, mini):
    ended, tables = changed("merge", "papers-signed", "visa-free")
    assert ended.code == 0
    fact = tables["facts"]["visa-free"]
    assert [item["quote"] for item in fact["evidence"]] == [
        "Since June 2004 no visa is needed",
        "Over 70 papers were signed",
    ]
    assert fact["relations"] == []
    assert tables["facts"]["papers-signed"]["successor"] == "visa-free"
    assert bilat("--facts", mini, "verify").code == 0


def test_two_actors_become_one_under_both_names(changed, bilat, mini):
    ended, tables = changed("merge", "old-letter", "lala-aliyeva")
    assert ended.code == 0
    assert tables["entities"]["lala-aliyeva"]["aliases"] == ["Old Letter"]
    assert tables["sources"]["letter"]["author"] == ["lala-aliyeva"]
    assert bilat("--facts", mini, "verify").code == 0


def test_a_fact_that_is_withdrawn_leaves_a_tombstone(changed, bilat, mini):
    ended, tables = changed("withdraw", "papers-signed", "the quote does not bear it")
    assert ended.code == 0
    stone = {"id": "papers-signed", "withdrawn": "the quote does not bear it", "successor": None}
    assert tables["facts"]["papers-signed"] == stone
    assert tables["facts"]["visa-free"]["relations"] == []
    ended, tables = changed("withdraw", "first-envoy", "told again", "--successor", "visa-free")
    assert tables["facts"]["first-envoy"]["successor"] == "visa-free"
    used, _ = changed("withdraw", "graustark", "no more")
    assert (used.code, "entities/graustark is named by facts/" in used.err) == (2, True)


@pytest.mark.parametrize(
    ("args", "code", "told"),
    [
        (("rename", "nothing", "x"), 1, "there is no record 'nothing'."),
        (("rename", "relations-open", "x"), 1, "Did you mean relations-opened or"),
        (("rename", "visa-free", "papers-signed"), 2, "facts/papers-signed is there already."),
        (("rename", "visa-free", "Visa Free"), 2, "'Visa Free' is no id."),
        (("rename", "wrong-fact", "x"), 2, "was withdrawn: the quote did not bear it."),
        (("merge", "visa-free", "visa-free"), 2, "is one record already."),
        (("merge", "note", "letter"), 2, "cannot be merged."),
        (("merge", "visa-free", "graustark"), 2, "cannot be merged."),
        (("edit", "visa-free"), 2, "no editor is named. Set EDITOR, as in EDITOR=nano."),
    ],
)
def test_what_cannot_be_done_is_told_and_changes_nothing(changed, mini, args, code, told):
    before = mini.read_bytes()
    ended, _ = changed(*args)
    assert (ended.code, ended.out) == (code, "")
    assert told in ended.err
    assert mini.read_bytes() == before


def editor(tmp_path: Path, code: str) -> str:
    """An editor that changes the text of its file by a line of Python."""
    script = tmp_path / "editor.py"
    script.write_text(
        "import sys\nfrom pathlib import Path\nfile = Path(sys.argv[-1])\n"
        f"text = file.read_text('utf-8')\nfile.write_text({code}, 'utf-8')\n"
    )
    return f"{sys.executable} {script}"


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("text.replace('\"status\"', '\"sttus\"')", "line 4: kind: must be one of event"),
        (
            "text.replace('\"2004-06/..\"', '\"June 2004\"', 1)",
            "18XX. Write 2004-06. Nothing was changed.",
        ),
        ("text.replace('{', '', 1)", "line 2: not whole JSON"),
        (
            "text.replace('visa-free', 'free')",
            "`bilat rename visa-free NEW --facts MINI` changes it.",
        ),
        ("text.replace('\"voice\"', '\"vioce\"')", "evidence[0]: unknown field 'vioce'."),
    ],
)
def test_an_edit_at_fault_says_in_which_line_and_changes_nothing(
    changed, mini, tmp_path, code, told
):
    before = mini.read_bytes()
    ended, _ = changed("edit", "visa-free", EDITOR=editor(tmp_path, code))
    assert (ended.code, ended.out) == (2, "")
    assert told.replace("MINI", str(mini)) in ended.err
    assert mini.read_bytes() == before


def test_an_edit_is_put_in_place_and_undone(changed, bilat, mini, tmp_path):
    before = mini.read_bytes()
    code = "text.replace('No visa has been', 'No visa was')"
    ended, tables = changed("edit", "visa-free", EDITOR=editor(tmp_path, code))
    assert (ended.code, ended.err) == (0, "bilat: fact visa-free edited.\n")
    assert tables["facts"]["visa-free"]["statement"] == "No visa was needed since June 2004."
    assert bilat("--facts", mini, "undo").code == 0
    assert json.loads(mini.read_bytes()) == json.loads(before)
