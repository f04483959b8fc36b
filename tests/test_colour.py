"""What colours mean: emphasis follows sense and never the wrap, and nothing needs a colour."""

from __future__ import annotations

import ast
import re
from collections import Counter

import pytest

from bilat.render.look import PALETTE
from bilat.render.marks import KINDS
from conftest import ROOT

COLOURED = {"TERM": "xterm-256color", "FORCE_COLOR": "1"}
_CODE = re.compile(r"\x1b\[([0-9;]*)m")
# Screens with the same words at each of two widths.
SAME_WORDS = [
    ("timeline --scope all", 40, 90),
    ("timeline --scope all", 100, 190),
    ("list", 40, 78),
    ("search relations envoy railway", 40, 78),
    ("show relations-opened papers-signed", 40, 100),
    ("cite relations-opened papers-signed", 40, 100),
    ("read note", 40, 100),
    ("compare", 40, 70),
    ("coverage", 60, 100),
    ("on --year 2030", 60, 100),
]


def styled(output: str) -> list[tuple[str, str]]:
    """Each character that is seen, with the codes that it is printed in."""
    found, code = [], ""
    for i, part in enumerate(_CODE.split(output)):
        if i % 2:
            code = "" if part in ("", "0") else part
        else:
            found += [(character, code) for character in part if not character.isspace()]
    return found


@pytest.mark.parametrize(("args", "narrow", "wide"), SAME_WORDS, ids=str)
def test_emphasis_is_the_same_wherever_lines_break(on_mini, args, narrow, wide):
    counts = []
    for width in (narrow, wide):
        ended = on_mini(*args.split(), COLUMNS=str(width), **COLOURED)
        assert ended.code == 0
        counts.append(Counter(one for one in styled(ended.out) if one[0] not in "│┊─┬━░◂▸"))
    assert len({code for _, code in counts[0]}) > 1
    assert counts[0] == counts[1]


def test_no_screen_gives_a_text_a_style_that_it_passes_on():
    """`Text("a", style="bold") + b` makes b bold; `look.said` does not."""
    for path in sorted((ROOT / "src/bilat/render").glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Text":
                names = {word.arg for word in node.keywords}
                plain = len(node.args) < 2 and not any(
                    isinstance(a, ast.Starred) for a in node.args
                )
                assert (plain, "style" in names) == (True, False), f"{path.name}:{node.lineno}"


def _luminance(colour: int) -> float:
    """Of a colour of the cube of 256, by WCAG 2."""
    steps = (0, 95, 135, 175, 215, 255)
    parts = [steps[(colour - 16) // size % 6] / 255 for size in (36, 6, 1)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return sum(weight * p for weight, p in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@pytest.mark.parametrize("name", [name for name in PALETTE if "color" in PALETTE[name]])
def test_each_colour_can_be_read_on_black_and_on_white(name):
    (number,) = re.findall(r"color\((\d+)\)", PALETTE[name])
    light = _luminance(int(number))
    assert min((light + 0.05) / 0.05, 1.05 / (light + 0.05)) > 3.8


def test_every_style_of_a_kind_is_in_the_palette_and_a_claim_is_no_alarm():
    assert {style for _, style in KINDS.values()} - {"dim"} <= set(PALETTE)
    assert KINDS["claim"][1] != "bad"
    assert len({sign for sign, _ in KINDS.values()}) == len(KINDS)


@pytest.mark.parametrize("variables", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
@pytest.mark.parametrize("args", ["timeline", "list", "cite relations-opened", "verify"])
def test_without_colour_the_same_words_are_there(on_mini, args, variables):
    coloured = on_mini(*args.split(), COLUMNS="100", **COLOURED).out
    bare = on_mini(*args.split(), COLUMNS="100", **variables).out
    assert re.sub("[⟦⟧ \n]", "", bare) == re.sub("[ \n]", "", _CODE.sub("", coloured))


def test_a_terminal_of_sixteen_colours_gets_no_more(on_mini):
    assert "38;5;" in on_mini("list", **COLOURED).out
    few = on_mini("list", FORCE_COLOR="1", TERM="xterm").out
    assert "\x1b[" in few
    assert "38;5;" not in few
