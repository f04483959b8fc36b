"""`bilat check` says what of a draft stands in the base, and claims nothing that it cannot show."""

from __future__ import annotations

import pytest

FIELDS = ("kind", "status", "line")


def remarks(ended):
    return [tuple(row[field] for field in FIELDS) for row in ended.json]


def checked(on_mini, draft, *options):
    return on_mini("check", "-", "--json", *options, stdin=draft)


@pytest.mark.parametrize(
    ("quoted", "status"),
    [
        ("“Ruritania and Graustark opened relations on 4 May 1990.”", "exact"),
        ('"opened relations on 4 May 1990"', "exact"),
        ("«ruritania and Graustark\nopened relations»", "exact"),
        ("„Ruritania and **Graustark** opened _relations_“", "exact"),
        ("‘Ruritania … opened relations on 4 May 1990’", "exact"),
        ("“[r]uritania and Graustark opened relations on 4\u00a0May 1990”", "exact"),
        ("「The first envoy, 王小明， came in 1991」", "exact"),
        ("“We will build a railway,”", "exact"),
        ("“Ruritania and Graustark opened relations on 4 May 1991”", "altered"),
        ("“Ruritania opened relations with Graustark on 4 May 1990”", "altered"),
        ("“Graustark … and Ruritania opened relations on 4 May”", "altered"),
        ("“We have never stood together”", "altered"),
        ("“The First Envoy, 王小明, came in 1991”", "altered"),
        ("“penguins”", "absent"),
        ("“nothing of the kind was ever written down by anybody in the harbour”", "absent"),
        ("“A NOTE ON TIES”", "exact"),  # a title
    ],
)
def test_a_quotation_is_exact_altered_or_absent(on_mini, quoted, status):
    ended = checked(on_mini, f"They say {quoted}.\n")
    assert remarks(ended) == [("quotation", status, 1)]
    assert ended.code == (1 if status == "altered" else 0)
    assert (ended.json[0]["diff"] is not None) == (status == "altered")
    strict = checked(on_mini, f"They say {quoted}.\n", "--strict")
    assert strict.code == (0 if status == "exact" else 1)
    assert strict.out == ended.out


def test_an_altered_quotation_shows_what_differs_and_where_it_stands(on_mini):
    ended = on_mini("check", "-", stdin="One.\n\n> Trade grew by 40 percent\n> in 2004.\n")
    assert ended.code == 1
    assert "✗ line 3  altered\n" in ended.out
    assert "Trade grew by [-20-]{+40+} percent in 2004\n" in ended.out
    assert "note ¶1, line 3 · trade-growth\n" in ended.out
    assert ended.out.rstrip().split("\n")[-1].startswith("Checked: /")
    assert ended.err.startswith("bilat: 1 place of the draft to mend: line 3. ")


def test_variants_of_setting_are_told(on_mini):
    ended = checked(on_mini, "“The first envoy, 王小明，came in 1991”")
    assert ended.json[0]["note"].startswith("but for ")


@pytest.mark.parametrize(
    ("cited", "status", "code"),
    [
        ("`relations-opened`", None, 0),
        ("[relations-opened]", None, 0),
        ("[@note, para. 1]", None, 0),
        ("[@lala-aliyeva]", None, 0),
        ("`relations-op`", None, 0),  # the beginning of one
        ("`relations-openned`", "unknown", 1),
        ("[trade-grwoth; relations-opened]", "unknown", 1),
        ("`no-such-thing, relations-opened`", "unknown", 1),
        ("`bilat cite no-such-thing`", "unknown", 1),
        ("`wrong-fact`", "withdrawn", 1),
        ("`ties-opened`", "superseded", 1),
        ("Text.[^1]\n\n[^1]: wrong-fact, para. 2", "withdrawn", 1),
        ("[@smith-2020, p. 3]", "elsewhere", 0),
        ("wrong-fact", None, 0),  # nothing says that it is an id
        ("`pre-commit` and [state-of-the-art]", None, 0),
        ("```\n`wrong-fact`\n```", None, 0),
        ("[wrong-fact](https://example.org)", None, 0),
    ],
)
def test_ids_count_where_ids_are_cited(on_mini, cited, status, code):
    ended = checked(on_mini, f"{cited}\n")
    assert [row["status"] for row in ended.json if row["kind"] == "id"] == [status] * bool(status)
    assert ended.code == code


def test_a_superseded_id_names_its_successor(on_mini):
    (remark,) = checked(on_mini, "`ties-opened`").json
    assert (remark["fact"], remark["line"], remark["column"]) == ("relations-opened", 1, 2)


@pytest.mark.parametrize(
    ("sentence", "typed"),
    [
        ("Trade grew by 20 percent in 2004 `trade-growth`.", []),
        ("Trade grew by twenty percent (para. 17) `trade-growth`.", []),
        ("Trade grew by 25 percent in 2004 `trade-growth`.", ["25"]),
        ("Trade grew in 2005.[^a]\n\n[^a]: trade-growth", ["2005"]),
        ("They stood together in 1950 `always-together`.", []),  # which gives no time
    ],
)
def test_figures_are_set_against_the_facts_cited(on_mini, sentence, typed):
    ended = checked(on_mini, sentence)
    found = [row["text"] for row in ended.json if row["status"] == "differs"]
    assert [any(figure in text for figure in typed) for text in found] == [True] * len(typed)
    assert ended.code == 0


def test_a_claim_that_differs_in_one_thing_is_shown_to_compare(on_mini):
    ended = checked(on_mini, "Ruritania and Graustark opened relations on 4 May 1995.")
    assert [(row["status"], row["fact"]) for row in ended.json] == [("compare", "relations-opened")]
    assert ended.code == 0
    assert checked(on_mini, "Ruritania and Graustark opened relations on 4 May 1990.").json == []


def test_what_bilat_itself_writes_is_exact(bilat):
    for style in ("apa", "chicago", "gost"):
        ended = bilat("check", "-", "--json", stdin=bilat("brief", "--style", style).out)
        assert ended.code == 0
        assert {row["status"] for row in ended.json} == {"exact"}


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("“Hallo”".encode("utf-16"), "is UTF-16, not a text in UTF-8"),
        ("Hallo und so weiter".encode("utf-16-le"), "is UTF-16 without its mark"),
        (b"caf\xe9", "is not UTF-8: byte 4 is 0xe9"),
        (b"PK\x03\x04\0\0", "is a ZIP archive, such as a DOCX or ODT"),
        (b"a\0b" * 9, "holds null bytes"),
        (b"", "is empty"),
    ],
)
def test_what_is_no_text_is_named(on_mini, content, said):
    ended = checked(on_mini, content)
    assert (ended.code, ended.out, ended.err.count("\n")) == (2, "", 1)
    assert said in ended.err


def test_a_mark_and_line_ends_of_any_kind_change_nothing(on_mini):
    draft = "\ufeffOne.\r\n\r\n“stood\r\ntogether” `wrong-fact`\r\r".encode()
    assert remarks(checked(on_mini, draft)) == [
        ("quotation", "exact", 3),
        ("id", "withdrawn", 4),
    ]


def test_nothing_of_a_draft_commands_a_terminal(on_mini):
    draft = "“\x1b[31mRuritania and\x07 Graustark \u202eopened relations on 4 May 1999”"
    for options in ((), ("--json",), ("--format", "csv")):
        ended = on_mini("check", "-", *options, stdin=draft)
        assert not {"\x1b", "\x07", "\u202e"} & set(ended.out + ended.err)


@pytest.mark.parametrize(
    "draft",
    ["“" * 200_000, "[@a-b" * 40_000, "> " * 100_000, '"a ... ' * 30_000 + '"', "`a-b` " * 30_000],
)
def test_hostile_drafts_take_their_own_length_of_time(on_mini, draft):
    ended = on_mini("check", "-", stdin=draft)
    assert ended.code in (0, 1)
    assert all(len(line) <= 500 for line in ended.err.splitlines())
