"""0 found or done, 1 nothing found, 2 wrong usage, 3 not to be trusted, 130 interrupted."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

import pytest

import minibase
from conftest import environment, until_it_waits

BILAT = [sys.executable, "-m", "bilat"]
COMMANDS = [
    "",
    "search visa",
    "list",
    "timeline",
    "show visa-free",
    "cite visa-free",
    "read note",
    "sources",
    "topics",
    "actors",
    "verify",
    "coverage",
    "schema",
    "schema fact",
    "compare",
    "brief",
    "cite visa-free --style gost --form inline --quote",
    "export --format csl-json",
    "--version",
    "--help",
    "cite --help",
]
KINDS = "event, agreement, visit, figure, status, position, plan, claim, quotation, biography"


@pytest.fixture
def edited(mini):
    """Change the small base: a function gets its tables, or a dict replaces texts in the note."""

    def edit(change):
        if callable(change):
            tables = minibase.tables()
            change(tables)
            minibase.write(mini.parent, tables)
        else:
            text = minibase.NOTE
            for old, new in change.items():
                text = text.replace(old, new)
            (mini.parent / "seeds" / "note.txt").write_text(text, "utf-8")

    return edit


def brief(err: str) -> bool:
    """One or two lines, which say who speaks."""
    lines = err.split("\n")
    return (
        lines.pop() == "" and len(lines) in {1, 2} and all(x.startswith("bilat: ") for x in lines)
    )


def unread(tables):
    del tables["facts"]["harbour-picture"]


@pytest.mark.parametrize("args", COMMANDS)
def test_what_is_found_or_done_ends_with_0_and_a_silent_stderr(on_mini, args):
    ended = on_mini(*args.split())
    assert (ended.code, ended.err) == (0, "")
    assert ended.out


@pytest.mark.parametrize(
    "args",
    [
        "search zeppelin",
        "timeline zeppelin",
        "list --during 1700",
        "list --kind quotation",
        "list --kind visit --topic trade",
        "show zeppelin",
        "cite zeppelin",
        "read zeppelin",
        "show wrong-fact",
        "show pa",
        "show -",
    ],
)
def test_nothing_found_ends_with_1(on_mini, args):
    ended = on_mini(*args.split())
    assert (ended.code, ended.out, brief(ended.err)) == (1, "", True)


@pytest.mark.parametrize(
    ("args", "near"),
    [
        ("show visa-freee", "no fact has the id 'visa-freee'. Did you mean visa-free?"),
        ("cite trade-grwth", "no fact has the id 'trade-grwth'. Did you mean trade-growth?"),
        ("read lettr", "no source has the id 'lettr'. Did you mean letter?"),
        ("read n0te", "no source has the id 'n0te'. Did you mean note?"),
        ("show Visa-Freee", "no fact has the id 'Visa-Freee'. Did you mean visa-free?"),
    ],
)
def test_an_unknown_id_names_the_nearest(on_mini, args, near):
    assert on_mini(*args.split()) == (1, "", f"bilat: {near}\n")


@pytest.mark.parametrize("command", ["show", "cite"])
def test_of_several_ids_the_known_are_shown_in_the_order_asked_for(on_mini, command):
    ended = on_mini(command, "visa-free", "visa-fee", "first-envoy", "--format", "ids")
    told = "bilat: no fact has the id 'visa-fee'. Did you mean visa-free?\n"
    assert ended == (1, "visa-free\nfirst-envoy\n", told)


def test_an_ambiguous_prefix_names_what_it_begins(on_mini):
    ended = on_mini("show", "pa", "visa", "--format", "ids")
    told = "bilat: 'pa' begins 2 fact ids: pact-18th-century, papers-signed. Type more of it.\n"
    assert ended == (1, "visa-free\n", told)


@pytest.mark.parametrize(
    ("args", "told"),
    [
        ("list --topic trad3", "--topic: 'trad3' is not known. Did you mean trade?"),
        ("list --kind evnt", "--kind: 'evnt' is not known. Did you mean event?"),
        ("list --kind zzz", f"--kind: 'zzz' is not known. It takes {KINDS}."),
        ("search visa --source lettr", "--source: 'lettr' is not known. Did you mean letter?"),
        ("timeline --side graustrk", "--side: 'graustrk' is not known. Did you mean graustark?"),
        ("list --actor ruritanja", "--actor: 'ruritanja' is not known. Did you mean ruritania?"),
        (
            "list --asserted-by lala-aliyev4",
            "--asserted-by: 'lala-aliyev4' is not known. Did you mean lala-aliyeva?",
        ),
        ("list --scope contxt", "--scope: 'contxt' is not known. Did you mean context?"),
        ("list --sort wen", "--sort: 'wen' is not known. Did you mean when?"),
        ("list --format jsom", "--format: 'jsom' is not known. Did you mean json"),
        ("list --color alway", "--color: 'alway' is not known. It takes auto, always, never."),
        ("schema sourse", "there is no schema of 'sourse'. Did you mean source?"),
        ("list --since 19x", "--since: '19x' is not a date"),
        ("list --until 1990-13", "--until: '1990-13'"),
        ("list --during soon", "--during: 'soon' is not a date"),
        ("list --limit 0", ""),
        ("list --limit many", ""),
        ("list --bogus", "No such option: --bogus"),
        ("serch visa", "No such command 'serch'. Did you mean 'search'"),
        ("list visa", ""),
        ("search", ""),
        ("show", ""),
        ("read note letter", ""),
        ("list --fields", ""),
    ],
)
def test_wrong_usage_ends_with_2_and_names_the_nearest(on_mini, args, told):
    ended = on_mini(*args.split())
    assert (ended.code, ended.out, brief(ended.err)) == (2, "", True)
    assert told in ended.err


@pytest.mark.parametrize("args", [name for name in COMMANDS if not name.startswith("schema")][:12])
@pytest.mark.parametrize("content", ["", "null", '{"meta": '])
def test_a_damaged_base_ends_with_3(bilat, tmp_path, args, content):
    path = tmp_path / "facts.json"
    path.write_text(content)
    ended = bilat("--facts", path, *args.split())
    assert (ended.code, ended.out, brief(ended.err)) == (3, "", True)
    assert str(path) in ended.err


@pytest.mark.parametrize("args", ["schema", "--help", "--version", "list --help"])
def test_what_needs_no_base_works_without_one(bilat, args):
    ended = bilat(*args.split(), BILAT_FACTS="/nowhere/facts.json")
    assert (ended.code, ended.err) == (0, "")


@pytest.mark.parametrize(
    "args",
    ["cite first-envoy", "show first-envoy", "read note", "verify", "coverage", "list --json"],
)
def test_a_missing_source_ends_with_3_and_is_named(on_mini, mini, args):
    path = mini.parent / "seeds" / "note.txt"
    path.unlink()
    ended = on_mini(*args.split())
    assert (ended.code, brief(ended.err)) == (3, True)
    assert bool(ended.out) == (args == "verify")  # which tells of the rest, too
    assert str(path) in ended.err


@pytest.mark.parametrize("ids", [["first-envoy"], ["visa-free", "first-envoy"]])
def test_a_quote_that_no_longer_matches_is_printed_marked_and_ends_with_3(on_mini, edited, ids):
    edited({"came in 1991": "came in 1992"})
    ended = on_mini("cite", *ids)
    assert (ended.code, brief(ended.err)) == (3, True)
    assert "The first envoy, 王小明, came in 1991" in ended.out
    assert "NOT VERIFIED" in ended.out
    assert "first-envoy" in ended.err
    ended = on_mini("cite", *ids, "--json")
    assert (ended.code, [fact["id"] for fact in ended.json]) == (3, ids)
    assert [fact["evidence"][0]["verified"] for fact in ended.json] == [True, False][-len(ids) :]


def test_verify_and_coverage_end_with_1_where_a_check_does_not_hold(on_mini, edited):
    edited({"came in 1991": "came in 1992"})
    ended = on_mini("verify")
    assert (ended.code, brief(ended.err)) == (1, True)
    assert "first-envoy" in ended.out
    edited({})
    edited(unread)
    ended = on_mini("coverage")
    assert (ended.code, brief(ended.err)) == (1, True)
    assert "A picture of the harbour" in ended.out


def test_an_interrupt_ends_with_130(mini):
    process = subprocess.Popen(
        [*BILAT, "show", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(BILAT_FACTS=str(mini)),
    )
    # More than a pipe holds: it returns only once the ids are being read; then they wait for more.
    process.stdin.write(b"visa-free\n" * 30_000)
    process.stdin.flush()
    until_it_waits(process.pid)
    process.send_signal(signal.SIGINT)
    assert process.wait(30) == 130
    assert (process.stdout.read(), process.stderr.read()) == (b"", b"")
    process.stdin.close()


@pytest.mark.parametrize("args", [*COMMANDS, "list --json", "list --format csv", "search -h"])
def test_a_closed_pipe_ends_quietly(mini, args):
    reader, writer = os.pipe()
    os.close(reader)
    ended = subprocess.run(
        [*BILAT, *args.split()],
        stdout=writer,
        stderr=subprocess.PIPE,
        env=environment(BILAT_FACTS=str(mini)),
        check=False,
    )
    os.close(writer)
    assert (ended.returncode, ended.stderr) == (0, b"")


def test_a_pipe_into_head_ends_quietly(mini):
    line = '"$0" -m bilat list --json | head -n 1; echo "${PIPESTATUS[0]}"'
    ended = subprocess.run(
        ["bash", "-c", line, sys.executable],
        capture_output=True,
        env=environment(BILAT_FACTS=str(mini)),
        check=False,
    )
    assert (ended.stdout, ended.stderr) == (b"[\n0\n", b"")


@pytest.mark.parametrize("args", [*COMMANDS, "list --json", "list --format md"])
def test_a_full_disk_is_an_error_of_one_line(mini, args):
    with open("/dev/full", "wb") as full:
        ended = subprocess.run(
            [*BILAT, *args.split()],
            stdout=full,
            stderr=subprocess.PIPE,
            env=environment(BILAT_FACTS=str(mini)),
            check=False,
        )
    alone = ("", "schema", "schema fact", "--version", "--help", "cite --help")
    advice = "Make room there first." if args in alone else "Try --output FILE."
    told = f"bilat: cannot write: No space left on device. {advice}\n"
    assert (ended.returncode, ended.stderr.decode()) == (2, told)
