"""What users of other programs type by habit is taken, or told by its name here."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("args", "told"),
    [
        ("search envoy -n 3", "-n. Here it is `--limit N`."),
        ("brief -o x", "-o. Here it is `--output FILE`."),
        ("search envoy -f csv", "-f. Here it is `--format FORMAT`."),
        ("search envoy --jsonl", "--jsonl. Here it is `--format jsonl`."),
        ("search envoy --count", "--count. Here it is `--facets`."),
        ("show envoy -n", "-n. `bilat show --help` lists what it takes."),
        ("search -oil", "-o. A word that begins with - goes after --: `bilat search -- WORD`."),
    ],
)
def test_an_option_of_other_programs_is_told_by_its_name_here(on_mini, args, told):
    code, out, err = on_mini(*args.split())
    assert (code, out) == (2, "")
    assert err == f"bilat: No such option: {told}\n"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("list --kind Event --scope ALL", "list --kind event --scope all"),
        ("list --format CSV", "list --format csv"),
        ("list --sort WHEN --color Never", "list --sort when --color never"),
        ("list --source NOTE", "list --source note"),
    ],
)
def test_values_are_taken_in_any_case(on_mini, typed, meant):
    ended = on_mini(*typed.split())
    assert ended == on_mini(*meant.split())
    assert ended.code == 0


def test_words_after_list_are_a_search(on_mini):
    code, out, err = on_mini("list", "envoy")
    assert (code, out) == (2, "")
    assert err.endswith(" `bilat search WORD` finds facts by words.\n")


@pytest.mark.parametrize("fields", ["id,,when", "id,", ",id"])
def test_a_field_left_empty_is_refused(on_mini, fields):
    told = "bilat: --fields: a name is missing beside a comma. Take the comma out.\n"
    assert on_mini("list", "--fields", fields) == (2, "", told)


@pytest.mark.parametrize("options", [["--quote"], ["--quote", "--form", "note", "--json"]])
def test_an_option_with_the_name_of_an_argument_elsewhere_is_no_text(on_mini, options):
    ended = on_mini("cite", "relations-opened", *options)
    assert (ended.code, ended.err) == (0, "")
    assert "Relations began in 1990" in ended.out
