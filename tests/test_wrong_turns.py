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
        ("search -oil", "-oil. A word that begins with - goes after --: `bilat search -- -oil`."),
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
        ("list --topic TRADE --actor Graustark", "list --topic trade --actor graustark"),
        ("list --sort KIND", "list --sort kind"),
        ("show FIRST-Envoy", "show first-envoy"),
        ("cite FIRST --style APA --form NOTE", "cite first-envoy --style apa --form note"),
        ("read NOTE", "read note"),
        ("topics TRADE", "topics trade"),
        ("timeline --by DECADE", "timeline --by decade"),
        ("export --format RIS", "export --format ris"),
        ("schema FACT", "schema fact"),
        ("help MARKS", "help marks"),
        ("search envoy KIND:Visit", "search envoy kind:visit"),
    ],
)
def test_values_are_taken_in_any_case(on_mini, typed, meant):
    ended = on_mini(*typed.split())
    assert ended == on_mini(*meant.split())
    assert ended.code == 0


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (
            "list --limit two",
            "--limit: 'two' is not a whole number from 1 up. "
            "`bilat list --help` lists what it takes.",
        ),
        (
            "undo two",
            "N: 'two' is not a whole number from 1 up. `bilat undo --help` lists what it takes.",
        ),
        (
            "list --sort score",
            "--sort: only a search has a score. Use `bilat search WORD`.",
        ),
        (
            "search when:04-02",
            "when: '04-02' is not a date such as 1992-04-02, 1992-08, 1993, 2021-22 or 18XX. "
            "`bilat on 04-02` has what happened on that day of any year.",
        ),
        (
            "search -- x -by:nobody-known",
            "by: 'nobody-known' is not known. It takes ruritania, graustark, lala-aliyeva, "
            "old-letter, minister, wang-xiaoming.",
        ),
        ("search since:2000 until:1990", "since is after until. Swap them."),
        (
            "search when:2/4/1992",
            "when: '2/4/1992' may be 1992-04-02 or 1992-02-04. Give the one meant.",
        ),
    ],
)
def test_what_was_typed_is_what_is_blamed(on_mini, typed, told):
    assert on_mini(*typed.split()) == (2, "", f"bilat: {told}\n")


DATES = [
    "list --since",
    "timeline --until",
    "search envoy --during",
    "export --format ris --since",
    "brief --during",
    "on --since",
    "add source article.txt --author none --side none --issued",
    "add source article.txt --author none --side none --issued 1901 --accessed",
]


@pytest.mark.parametrize("typed", DATES)
def test_every_date_that_may_be_two_is_refused_and_both_are_named(on_mini, mini, typed):
    article = mini.parent / "article.txt"
    article.write_text("A title\n\nThe line was opened in 1901, as told.\n")
    words = typed.replace("article.txt", str(article)).split()
    code, out, err = on_mini(*words, "2/4/1992")
    assert (code, out) == (2, "")
    assert (
        err
        == f"bilat: {words[-1]}: '2/4/1992' may be 1992-04-02 or 1992-02-04. Give the one meant.\n"
    )


def test_no_command_with_a_query_takes_a_short_option():
    from bilat.cli.main import COMMANDS, GROUPS, _command
    from bilat.cli.options import SHORT
    from bilat.cli.words import texts

    short = {}
    for name in COMMANDS:
        command = _command(name)
        for one in command.commands.values() if name in GROUPS else [command]:
            options = {opt for parameter in one.params for opt in parameter.opts}
            short[one.name] = {opt for opt in options if opt[0] == "-" != opt[1]}
            assert short[one.name] <= (set() if texts(one) else {*SHORT.values()}), name
    assert short["list"] == {"-n", "-f", "-o"}
    assert short["search"] == short["timeline"] == short["export"] == short["locate"] == set()


def test_short_options_are_the_long_ones(on_mini):
    assert on_mini("list", "-n", "2", "-f", "CSV") == on_mini("list", "--limit=2", "--format=csv")


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
