"""Real terminals: what a person sees at 60 to 200 columns."""

from __future__ import annotations

import json
import os
import re
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pexpect
import pyte
import pytest
from rich.cells import cell_len

import minibase
from conftest import environment, until_it_waits

WIDTHS = (60, 80, 100, 160, 200)
SCREENS = [
    ["timeline"],
    ["timeline", "--scope", "all"],
    ["search", "relations"],
    ["list"],
    ["show", "relations-opened"],
    ["cite", "relations-opened"],
    ["read", "note"],
    ["sources"],
    ["topics"],
    ["actors"],
    ["verify"],
    ["coverage"],
    ["list", "--fields", "id,statement,evidence.quote"],
    [],
]


@pytest.fixture(scope="module")
def mini(tmp_path_factory) -> Path:
    """The facts.json of a small base that nothing here changes."""
    return minibase.write(tmp_path_factory.mktemp("mini"))


def spawned(args: list[str], mini: Path, variables: dict[str, str], **more: Any) -> pexpect.spawn:
    """A run of bilat on a pseudo-terminal, with variables beyond the usual."""
    env = environment(**({"TERM": "xterm-256color", "BILAT_FACTS": str(mini)} | variables))
    child = pexpect.spawn(
        sys.executable, ["-m", "bilat", *args], env=env, encoding="utf-8", timeout=60, **more
    )
    child.ptyproc.delayafterclose = 0  # it has ended when it is closed
    return child


@cache
def _printed(args: tuple[str, ...], mini: Path, width: int, variables: tuple[tuple[str, str], ...]):
    child = spawned([*args], mini, dict(variables), dimensions=(2000, width))
    output = child.read()
    child.close()
    return output, child.exitstatus


def on_terminal(args: list[str], mini: Path, width: int = 80, **variables: str) -> tuple[str, int]:
    """The raw bytes that bilat prints on a pseudo-terminal, and its exit code; run once for all."""
    return _printed(tuple(args), mini, width, tuple(sorted(variables.items())))


def shown(output: str, width: int) -> list[str]:
    """The lines that a terminal of this width shows."""
    screen = pyte.Screen(width, 2000)
    pyte.Stream(screen).feed(output)
    return [line.rstrip() for line in screen.display]


def plain(output: str) -> list[str]:
    return [re.sub(r"\x1b\[[0-9;]*m", "", line) for line in output.split("\r\n")]


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("args", SCREENS, ids=" ".join)
def test_no_screen_is_wider_than_its_terminal(mini, args, width):
    output, code = on_terminal(args, mini, width)
    assert code == 0
    assert [line for line in plain(output) if cell_len(line) > width] == []


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("args", SCREENS[:6], ids=" ".join)
def test_no_screen_cuts_text(mini, args, width):
    # A table has more columns where there is room.
    whole = ["--format", "tsv", "--fields", "id,statement"] if args[0] in ("list", "search") else []
    wide = " ".join(plain(on_terminal([*args, *whole], mini, 200, BILAT_HINTS="")[0])).replace(
        "statement", ""
    )
    narrow = re.sub(r"[\s│]", "", "".join(plain(on_terminal(args, mini, width, BILAT_HINTS="")[0])))
    assert {word for word in re.findall(r"[A-Za-zəƏ]{4,}", wide) if word not in narrow} == set()
    assert "…" not in narrow


def test_the_spine_runs_straight_beside_chinese_text(mini):
    output, _ = on_terminal(["timeline"], mini, 60)
    lines = shown(output, 60)
    lines = lines[: lines.index("")]
    columns = {line.index(mark) for line in lines for mark in "│●▲■○" if mark in line[:10]}
    assert columns == {6}


def test_columns_stand_straight_beside_chinese_text(mini):
    output, _ = on_terminal(["actors"], mini, 100)
    lines = shown(output, 100)
    start = lines[0].index("TYPE")
    kinds = ("country", "person", "office")
    rows = [line for line in lines if any(kind in line for kind in kinds)]
    assert len(rows) == 6
    assert {min(line.find(kind) % 1000 for kind in kinds) for line in rows} == {start}


@pytest.mark.parametrize(
    ("options", "variables", "colored"),
    [
        ([], {}, True),
        ([], {"NO_COLOR": "1"}, False),
        ([], {"NO_COLOR": ""}, True),
        ([], {"NO_COLOR": "1", "FORCE_COLOR": "1"}, False),
        (["--color", "never"], {"FORCE_COLOR": "1"}, False),
        (["--color", "always"], {"NO_COLOR": "1"}, True),
        (["--color", "auto"], {}, True),
    ],
)
def test_colour_obeys_options_and_environment(mini, options, variables, colored):
    output, _ = on_terminal(["timeline", *options], mini, **variables)
    assert ("\x1b[" in output) is colored


def test_a_dumb_terminal_gets_no_escapes(mini):
    output, code = on_terminal(["timeline"], mini, TERM="dumb")
    assert (code, "\x1b" in output) == (0, False)


def test_a_pipe_gets_the_table_without_colour_and_one_line_a_fact(on_mini):
    ended = on_mini("timeline")
    assert "\x1b" not in ended.out
    assert sum("●" in line or "▲" in line for line in ended.out.splitlines()[:-3]) == 2
    assert on_mini("timeline", FORCE_COLOR="1").out.count("\x1b[") > 0


def test_the_matched_words_stand_out(mini):
    output, _ = on_terminal(["search", "relations"], mini)
    assert "opened \x1b[1;4mrelations\x1b[0m on" in output


def test_the_quote_stands_out_in_its_paragraph(mini):
    bare, _ = on_terminal(["cite", "relations-opened"], mini, NO_COLOR="1")
    assert "⟦Relations began in 1990⟧. “We will" in " ".join(plain(bare)).replace("  ", " ")
    coloured, _ = on_terminal(["cite", "relations-opened"], mini)
    assert "\x1b[1;38;5;130mRelations began in 1990\x1b[0m" in coloured


def test_an_interrupt_ends_with_130(mini):
    child = spawned(["show", "-"], mini, {})
    child.send("relations-opened\n")
    child.expect("relations-opened")
    until_it_waits(child.pid)
    child.sendintr()
    rest = child.read()
    child.close()
    assert child.exitstatus == 130
    assert "Traceback" not in rest


@pytest.mark.parametrize("what", ["sources", "topics", "actors"])
def test_a_narrow_terminal_gets_blocks_and_whole_ids(mini, what):
    out, code = on_terminal([what], mini, width=44)
    ids = json.loads(mini.read_text(encoding="utf-8"))[{"actors": "entities"}.get(what, what)]
    assert code == 0
    assert "FACTS" not in out
    assert set(ids) <= set(re.split(r"[\s·]+", " ".join(plain(out))))


@pytest.mark.parametrize(
    ("query", "code", "head"),
    [
        ("envoy", 0, ["✓ answered  envoy", ""]),
        (
            "railway visa",
            0,
            ["◐ in part  railway visa", "no fact bears “visa” together with the rest", ""],
        ),
    ],
)
def test_the_verdict_heads_the_hits_and_is_told_once(mini, query, code, head):
    output, ended = on_terminal(["search", query], mini)
    assert (plain(output)[: len(head)], ended) == (head, code)
    assert "bilat: in part" not in output


def test_the_nearest_of_nothing_stand_apart_and_have_no_rank(mini):
    strange = "submarine zeppelin dirigible autogyro hovercraft"
    output, code = on_terminal(["search", f"{strange} ruritania"], mini, width=100)
    lines = plain(output)
    assert code == 1
    assert lines[0] == f"✗ nothing  {strange} ruritania"
    assert lines[1] == "no fact bears " + " or ".join(f"“{word}”" for word in strange.split())
    assert lines[3] == "Nearest, none of them an answer:"
    assert lines[5].split() == ["WHEN", "KIND", "FACT", "WHO", "SAYS", "IT"]
    assert "--loose shows these as hits." in output


def test_a_difference_is_marked_and_no_proof(mini):
    output, _ = on_terminal(["search", "Ruritania and Graustark opened relations in 1997"], mini)
    assert "≠ another year than “in 1997”" in "\n".join(plain(output))
    assert "a difference, no proof" in output


def test_one_hint_follows_a_result_and_can_be_shut_off(mini):
    output, _ = on_terminal(["search", "envoy"], mini)
    told = "Next: `bilat cite first-envoy` has its receipt and reference."
    assert plain(output)[-2] == told
    assert "Next:" not in on_terminal(["search", "envoy"], mini, width=len(told) - 1)[0]
    named = on_terminal(["search", "envoy", "--facts", str(mini)], mini, width=200)[0]
    assert f"`bilat cite first-envoy --facts {mini}`" in named
    assert "Next:" not in on_terminal(["search", "envoy"], mini, BILAT_HINTS="")[0]
    assert "Next:" not in on_terminal(["search", "railwya"], mini)[0]  # a word was mended: told
    assert "Next:" not in on_terminal(["search", "envoy", "--json"], mini)[0]


def test_what_is_told_breaks_between_words_and_keeps_commands_whole(mini):
    output, code = on_terminal(["show", "zeppelin-mooring-mast"], mini, width=50)
    told = [
        "bilat: no fact has the id 'zeppelin-mooring-mast'.",
        "  `bilat list --format ids` prints every id.",
    ]
    assert (plain(output)[:2], code) == (told, 1)


_LINKED = re.compile(r"\x1b\]8;([^;]*);([^\x1b]*)\x1b\\")


def test_places_lead_to_the_file_at_its_line_where_the_terminal_has_links(mini):
    output, _ = on_terminal(["cite", "first-envoy"], mini, VTE_VERSION="7400")
    ids, urls = zip(*_LINKED.findall(output), strict=True)
    note = (mini.parent / "seeds" / "note.txt").as_uri()
    assert set(ids) == {""}
    assert {url.replace(os.uname().nodename, "") for url in urls} == {f"{note}#3", ""}
    unlinked = _LINKED.sub("", output)
    assert shown(unlinked, 80) == shown(on_terminal(["cite", "first-envoy"], mini)[0], 80)
    for variables in (
        {},
        {"VTE_VERSION": "7400", "TERM": "tmux-256color"},
        {"VTE_VERSION": "7400", "FORCE_HYPERLINK": "0"},
        {"VTE_VERSION": "7400", "NO_COLOR": "1"},
    ):
        assert "\x1b]8;" not in on_terminal(["cite", "first-envoy"], mini, **variables)[0]


def test_a_source_leads_to_its_address_and_a_pager_gets_no_links(tmp_path):
    content = minibase.tables()
    content["sources"]["note"]["URL"] = "https://example.org/note"
    base = minibase.write(tmp_path / "base", content)
    output, _ = on_terminal(["sources"], base, width=100, FORCE_HYPERLINK="1")
    assert "https://example.org/note" in {url for _, url in _LINKED.findall(output)}
    child = spawned(
        ["sources"], base, {"FORCE_HYPERLINK": "1", "PAGER": "cat -v"}, dimensions=(3, 100)
    )
    assert "8;;" not in child.read()
