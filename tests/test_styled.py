"""Whole screens with their styles: what stands in which of the palette's styles.

A screen that changes on purpose is written anew by `pytest tests/test_styled.py --snapshot-update`;
look at the picture of it as well (`python bench/pictures.py`).
"""

from __future__ import annotations

import os
import re

import pytest
from rich.color import ColorSystem
from rich.style import Style

import minibase
from bilat.render.look import PALETTE

SCREENS = {
    "overview": [],
    "answered": ["search", "railway", "opened"],
    "in-part": ["search", "railway", "visa"],
    "differs": ["search", "Ruritania and Graustark opened relations in 1997"],
    "explained": ["search", "envoy", "--explain", "--limit", "1"],
    "facets": ["search", "relations", "--facets"],
    "texts": ["search", "--texts", "envoys", "grew"],
    "list": ["list", "--limit", "6"],
    "timeline": ["timeline"],
    "chart": ["timeline", "--chart"],
    "day": ["on", "4 May"],
    "anniversaries": ["on", "--year", "2030"],
    "show": ["show", "relations-opened"],
    "cite": ["cite", "relations-opened"],
    "read": ["read", "note"],
    "sources": ["sources"],
    "source": ["sources", "note"],
    "topics": ["topics"],
    "actors": ["actors"],
    "compare": ["compare"],
    "verify": ["verify"],
    "coverage": ["coverage"],
}
_CODE = re.compile(r"\x1b\[([0-9;]*)m")


def _codes(style: str) -> str:
    """What a terminal of 256 colours is sent for a style."""
    drawn = Style.parse(style).render("x", color_system=ColorSystem.EIGHT_BIT)
    return ";".join(sorted(_CODE.findall(drawn)[0].split(";")))


# Of styles that look alike the first name stands for all.
NAMES = {_codes(style): name for name, style in reversed([*PALETTE.items()])}
OTHERS = ("bold", "dim", "strike dim", "italic", "dim italic")
NAMES |= {_codes(style): style for style in OTHERS}


def named(output: str) -> str:
    """A screen with the names of styles in place of the codes: `<id>relations-opened</>`."""
    found, last, code = "", "", ""
    for i, part in enumerate(_CODE.split(output)):
        if i % 2:
            code = "" if part in ("", "0") else ";".join(sorted(part.split(";")))
        elif part:
            if code != last:
                found += "</>" * bool(last) + (f"<{NAMES[code]}>" if code else "")
            found, last = found + part, code
    return found + "</>" * bool(last)


@pytest.fixture(scope="module")
def facts(tmp_path_factory, empty) -> str:
    """The small base by a path that is as long on every machine, since audits name it."""
    return os.path.relpath(minibase.write(tmp_path_factory.mktemp("styled")), empty)


@pytest.mark.parametrize("name", SCREENS)
@pytest.mark.parametrize("columns", ["60", "100"])
def test_a_screen_stands_as_it_was_looked_at(bilat, facts, snapshot, name, columns):
    coloured = {"TERM": "xterm-256color", "FORCE_COLOR": "1", "COLUMNS": columns}
    ended = bilat(*SCREENS[name], BILAT_FACTS=facts, SOURCE_DATE_EPOCH="1893456000", **coloured)
    assert named(ended.out) == snapshot
