"""`bilat verify` finds any one changed character, names the fact, and repairs nothing."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import minibase
from bilat.audit.verify import verify
from bilat.base.reading import Reading
from bilat.core.errors import BaseError

TEXTS = {"note": minibase.NOTE, "letter": minibase.LETTER}
QUOTES = [
    (fact["id"], index, item)
    for fact in minibase.facts()
    for index, item in enumerate(fact["evidence"])
]
# Any character that a file in UTF-8 can hold.
CHARACTERS = st.one_of(
    st.sampled_from("\r\n\t \x00\x1b\x85\u2028\ufeff\u0301\u202e“‘«"),
    st.characters(exclude_categories=["Cs"]),
)


@st.composite
def changes(draw):
    """A quote, and a text in which one of its characters is another, is gone or is doubled."""
    fact, index, item = draw(st.sampled_from(QUOTES))
    at = draw(st.integers(item["start"], item["end"] - 1))
    text = TEXTS[item["source"]]
    put = draw(st.one_of(CHARACTERS, st.just(""), st.just(text[at] * 2)))
    changed = text[:at] + put + text[at + 1 :]
    held = changed[item["start"] : item["end"]]
    return fact, index, item, changed, held


@pytest.fixture(scope="module")
def base(tmp_path_factory):
    """The facts.json of a base whose sources any test may change and puts back."""
    return minibase.write(tmp_path_factory.mktemp("base"))


def put_back(base):
    for name, text in TEXTS.items():
        (base.parent / "seeds" / f"{name}.txt").write_bytes(text.encode())


def named(findings):
    return {(finding.record, finding.field) for finding in findings}


@given(changes())
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_changed_character_of_a_quoted_span_is_found_and_its_fact_named(base, change):
    fact, index, item, changed, held = change
    if changed == TEXTS[item["source"]]:
        return
    path = base.parent / "seeds" / f"{item['source']}.txt"
    try:
        path.write_bytes(changed.encode())
        found = named(verify(Reading(base)).findings)
    finally:
        put_back(base)
    assert (item["source"], "sha256") in found
    # Doubling the last character leaves the span itself as it was.
    assert ((fact, f"evidence[{index}].quote") in found) == (held != item["quote"])


@given(st.sampled_from(QUOTES), st.data())
@settings(max_examples=300, deadline=None)
def test_any_changed_character_of_a_recorded_quote_is_found_and_its_fact_named(base, quoted, data):
    fact, index, item = quoted
    at = data.draw(st.integers(0, len(item["quote"]) - 1))
    put = data.draw(st.one_of(CHARACTERS, st.just("")))
    changed = item["quote"][:at] + put + item["quote"][at + 1 :]
    if changed == item["quote"]:
        return
    tables = minibase.tables()
    tables["facts"][fact]["evidence"][index]["quote"] = changed
    try:
        found = named(verify(Reading(base, tables)).findings)
    except BaseError as error:
        assert f"facts/{fact}: evidence[{index}]" in str(error)  # noqa: PT017
    else:
        assert found == {(fact, f"evidence[{index}].quote")}


@given(st.sampled_from(QUOTES), st.sampled_from(["start", "end"]), st.integers(-3, 3))
@settings(max_examples=60, deadline=None)
def test_any_moved_span_is_found_and_its_fact_named(base, quoted, edge, step):
    fact, index, item = quoted
    tables = minibase.tables()
    tables["facts"][fact]["evidence"][index][edge] = item[edge] + step
    try:
        found = {record for record, _ in named(verify(Reading(base, tables)).findings)}
    except BaseError as error:
        assert f"facts/{fact}: evidence[{index}]" in str(error)  # noqa: PT017
    else:
        assert found == ({fact} if step else set())


@pytest.mark.parametrize(("fact", "index", "item"), QUOTES)
def test_the_program_names_the_fact_and_changes_nothing(on_mini, mini, fact, index, item):
    path = mini.parent / "seeds" / f"{item['source']}.txt"
    text = TEXTS[item["source"]]
    changed = f"{text[: item['start']]}#{text[item['start'] + 1 :]}".encode()
    path.write_bytes(changed)
    ended = on_mini("verify", "--json")
    assert (ended.code, ended.err.count("\n")) == (1, 1)
    assert [(f["table"], f["record"], f["field"]) for f in ended.json] == [
        ("sources", item["source"], "sha256"),
        ("facts", fact, f"evidence[{index}].quote"),
    ]
    assert all(finding["problem"] for finding in ended.json)
    assert f"{fact} " in on_mini("verify").out
    assert path.read_bytes() == changed


def test_newlines_are_not_translated_before_hashing(on_mini, mini):
    path = mini.parent / "seeds" / "note.txt"
    path.write_bytes(minibase.NOTE.replace("\n", "\r\n").encode())
    (finding,) = on_mini("verify", "--json").json
    assert (finding["table"], finding["record"], finding["field"]) == ("sources", "note", "sha256")
    assert "only line ends differ" in finding["problem"]


def test_a_source_that_is_not_utf_8_ends_with_3_and_is_named(on_mini, mini):
    path = mini.parent / "seeds" / "note.txt"
    path.write_bytes(b"\xff" + minibase.NOTE.encode())
    ended = on_mini("verify")
    assert (ended.code, ended.err.count("\n")) == (3, 1)
    assert "✗ sources/note (line " in ended.out
    assert str(path) in ended.err


def test_what_became_of_a_quote_is_told_apart(on_mini, mini):
    path = mini.parent / "seeds" / "note.txt"
    text = minibase.NOTE.replace("A note on ties", "A longer note on ties")
    text = text.replace("20 percent", "40 percent").replace(
        "The first envoy, 王小明, came in 1991.", ""
    )
    text += "We have always stood together.\n"
    path.write_text(text, "utf-8")
    rows = {row["record"]: row for row in on_mini("verify", "--json").json}
    assert {name: row["state"] for name, row in rows.items()} == {
        "note": None,
        "relations-opened": "moved",
        "first-envoy": "missing",
        "trade-growth": "drifted",
        "always-together": "repeated",
        "pact-18th-century": "moved",
        "harbour-picture": "moved",
    }
    assert (
        "line 3 has Trade grew by [-20-]{+40+} percent in 2004" in rows["trade-growth"]["problem"]
    )
    assert "it stands at 38, line 3" in rows["relations-opened"]["problem"]
    assert rows["trade-growth"]["remedy"] == "`bilat rebase note FILE`"
    assert "`bilat rebase note FILE`" in rows["note"]["remedy"]
    lines = mini.read_text("utf-8").split("\n")
    assert '"quote": "Trade grew by 20' in lines[rows["trade-growth"]["line"] - 1]


def damaged():
    """A base with many faults of form, and where they are."""
    tables = minibase.tables()
    fact = tables["facts"]["relations-opened"]
    fact |= {"kind": "evnt", "when": "May 1990", "actors": [], "extra": 1}
    del fact["evidence"][1]["quote"]
    tables["sources"]["note"]["regions"][0]["type"] = "x"
    tables["facts"]["first-envoy"]["when_basis"] = None
    tables["facts"]["visa-free"]["topics"] = ["nothing"]
    return tables, {
        ("note", "regions[0].type"),
        ("relations-opened", "kind"),
        ("relations-opened", "when"),
        ("relations-opened", "actors"),
        ("relations-opened", "extra"),
        ("relations-opened", "evidence[1].quote"),
        ("first-envoy", "when_basis"),
        ("visa-free", "topics[0]"),
    }


def test_all_faults_are_told_in_one_run_each_with_its_line_and_cure(on_mini, mini):
    tables, faults = damaged()
    minibase.write(mini.parent, tables)
    ended = on_mini("verify", "--json")
    assert ended.code == 3
    assert {(row["record"], row["field"]) for row in ended.json} == faults
    assert all(row["line"] and row["remedy"] for row in ended.json)
    assert "good copy" not in ended.out + ended.err
    (when,) = (row for row in ended.json if row["field"] == "when")
    assert when["remedy"].startswith("Write 1990-05, if that is meant.")
    assert '"when": "May 1990"' in mini.read_text("utf-8").split("\n")[when["line"] - 1]


def test_tidy_tells_all_faults_in_one_run_and_changes_nothing(on_mini, mini):
    tables, faults = damaged()
    minibase.write(mini.parent, tables)
    before = mini.read_bytes()
    ended = on_mini("tidy", mini)
    assert (ended.code, ended.out, mini.read_bytes()) == (3, "", before)
    told = ended.err.splitlines()
    assert told[-1] == f"bilat: {mini}: {len(faults)} faults. Nothing was written."
    for record, field in faults:
        assert any(f"/{record}: {field}: " in line for line in told[:-1])
    assert "good copy" not in ended.err


def test_every_audit_names_the_base_that_it_checked(bilat, on_mini, mini):
    for args in (["verify"], ["coverage"], ["check", "-"]):
        own = on_mini(*args, stdin="A text.")
        assert own.out.splitlines()[-1] == f"Checked: {mini}."
        assert (
            bilat(*args, stdin="A text.")
            .out.splitlines()[-1]
            .startswith("Checked: the bundled base (")
        )


def test_import_tells_all_faults_of_the_other_base_in_one_run(on_mini, mini, tmp_path):
    tables, faults = damaged()
    other = minibase.write(tmp_path / "other", tables)
    before = mini.read_bytes()
    ended = on_mini("import", other)
    assert (ended.code, ended.out, mini.read_bytes()) == (3, "", before)
    assert (
        ended.err.splitlines()[-1] == f"bilat: {other}: {len(faults)} faults. Nothing was written."
    )
