"""Documents made and read within this process, for speed, and text that tries to break them."""

from __future__ import annotations

import io
import re
import sqlite3
from collections.abc import Sequence
from contextlib import redirect_stderr, redirect_stdout
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import pytest
from hypothesis import example
from hypothesis import strategies as st
from pybtex.database import Entry, parse_string
from pylatexenc.latex2text import (
    LatexNodes2Text,
    MacroTextSpec,
    get_default_latex_context_db,
)

import minibase
from bilat.base import files
from bilat.base.base import load
from bilat.base.document import Library
from bilat.cli.main import app
from bilat.core.model import Fact
from bilat.core.text import printable
from bilat.export import exporter

# All that a base may hold: what formats read as their own marks, letters of four scripts, controls,
# and ends of lines.
_MARKS = [
    *"&%_{}\\~^$#\"@,;:'`-?!<>[]()*|=+./ \n\t\r\xa0“”‘’–əğİŞﬁ",
    *"\x00\x85\u2028\u202e\u2066\u200b\ufeff",
    *"`` '' -- ?` !` \n\n 习近平 e\u0301 1. \x1b[31m \U000e0041".split(" "),
    " and ",
]
HOSTILE = (
    st.lists(
        st.one_of(
            st.sampled_from(_MARKS), st.characters(exclude_categories=["Cs"]), st.text("aBc ")
        ),
        min_size=1,
        max_size=12,
    )
    .map("".join)
    .filter(str.strip)
)
NASTY = [
    "#MeToo & Co_Ltd cost $5, 100% {braced} \\textbf{x} ~T^2",
    "``q'' --- -- ?` !` << >> ,, 'x' \"y\" @misc{a, title = {b}}",
    "Ə ğ 习近平 “q” ‘r’ — and, and AND",
    "unbalanced }{ } \\ %",
    "TY  - BOOK\nER  - \nTI  - x",
    "a\x1b[31mb\u202ec\x85d\u2028e\x00f",
]


class Ran(NamedTuple):
    """How a run ended."""

    code: int
    out: bytes
    err: str


def inside(*args: str | Path) -> Ran:
    """Run bilat within this process."""
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8") for _ in range(2))
    with redirect_stdout(out), redirect_stderr(err), pytest.raises(SystemExit) as ended:
        app([str(arg) for arg in args], prog_name="bilat")
    out.flush(), err.flush()
    return Ran(ended.value.code, out.buffer.getvalue(), err.buffer.getvalue().decode())


@cache
def bundled() -> Library:
    """The bundled base."""
    return Library(load(files.bundled()))


def document(library: Library, form: str, facts: Sequence[Fact] = (), style: str = "apa") -> Any:
    """A document of some facts of a library, or of all."""
    return exporter(form, style)(library, facts or list(library.base.facts.values()))


def changed(folder: Path, **tables: dict[str, dict[str, Any]]) -> Library:
    """The small base, in which records of some tables have other fields."""
    content = minibase.tables()
    for table, records in tables.items():
        for record, fields in records.items():
            content[table][record] |= fields
    return Library(load(minibase.write(folder, content)))


@cache
def _folder() -> TemporaryDirectory[str]:
    """A folder that is there as long as this process."""
    return TemporaryDirectory(prefix="bilat-")


def hostile(text: str, **source: Any) -> Library:
    """A base of one fact, `fact`, which says and quotes a text from a source called so.

    Its documents must be made before the next such base is.
    """
    folder, when = Path(_folder().name), "1999-12-31"
    (folder / "seeds").mkdir(exist_ok=True)
    (folder / "seeds" / "text.txt").write_bytes(text.encode())
    item = minibase.quote("text", text, text, ["who"], when=when)
    fact = minibase.fact("fact", text, "claim", [item], when=when)
    fact |= {"actors": ["who"], "topics": ["what"], "keywords": [text]}
    fact["caveats"] = [{"type": "vague", "text": text}]
    record = minibase.source("text", text, "who", "2000", [("body", text)])
    record |= {"title": text, "publisher": text, "genre": text, "sides": []} | source
    who = minibase.entity("who", "organisation", text)
    tables = {
        "meta": {"base": {"format": 2, "release": "1"}},
        "sources": {"text": record},
        "entities": {"who": who},
        "topics": {"what": minibase.topic("what", text)},
        "facts": {"fact": fact},
        "omissions": {},
    }
    return Library(load(folder / "facts.json", tables))


def flat(text: str) -> str:
    """A text as it is printed, with the white space of a format that keeps none of its own."""
    return " ".join(printable(text).split())


@cache
def _reader() -> LatexNodes2Text:
    known = get_default_latex_context_db()
    signs = {"textbraceleft": "{", "textbraceright": "}", "textasciicircum": "^"}
    macros = [MacroTextSpec(name, sign) for name, sign in signs.items()]
    known.add_context_category("signs", prepend=True, macros=macros)
    return LatexNodes2Text(latex_context=known)


def latex(text: str) -> str:
    """What LaTeX prints, with single blanks."""
    return " ".join(_reader().latex_to_text(text).split())


def bib(text: str) -> dict[str, Entry]:
    """The entries of a database, which pybtex reads without a complaint."""
    return dict(parse_string(text, "bibtex").entries)


def quoted(facts, source: str) -> list[str]:
    """What each quote's note ends in, in the order of the text."""
    items = [e for fact in facts for e in fact.evidence if e.source == source]
    return [f"“{e.quote}”" for e in sorted(items, key=lambda e: (e.start, e.end))]


def nasty_examples(test: Any) -> Any:
    """A property test that is also tried with each of NASTY."""
    for text in NASTY:
        test = example(text)(test)
    return test


def database(content: bytes) -> sqlite3.Connection:
    """An exported database, opened without a file."""
    db = sqlite3.connect(":memory:")
    db.deserialize(content)
    return db


def unmarked(text: str) -> str:
    """The text without quotation marks, which change within others."""
    return re.sub(r"[\"'“”‘’]", "", text)
