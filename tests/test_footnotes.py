"""Markdown: what is written shows the text itself, to markdown-it and to a smart pandoc."""

from __future__ import annotations

import json
import subprocess
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from hypothesis import example, given, settings
from markdown_it import MarkdownIt

from bilat.base.base import Base
from bilat.cite import STYLES
from bilat.core.markdown import markdown
from bilat.core.model import Fact
from bilat.core.text import printable
from bilat.export.attribution import attributed
from bilat.export.entries import label
from conftest import program
from exports import HOSTILE, bundled, changed, document, inside, nasty_examples, unmarked

READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
PLACES = {"alone": "", "in a list": "- ", "in a list within one": "- a\n    - ", "as heading": "# "}
# What pandoc reads as markup, alone on a line or anywhere.
TRICKY = (
    "1. ¦ 2) ¦ 1. a ¦ 12) a ¦ (1) a ¦ a. b ¦ A.  b ¦ i) b ¦ (iv) b ¦ IV.  b ¦ a. ¦ #. b ¦ (@) a ¦ "
    "- a ¦ + a ¦ * a ¦ : a ¦ ~ a ¦ | a | b ¦ > a ¦ = a ¦ % a ¦ --- ¦ === ¦ *** ¦ ___ ¦ ``` ¦ ~~~ ¦ "
    "# a ¦ a # ¦ a\\ ¦ \\a ¦ \\alpha ¦ \\(x\\) ¦ $x$ costs $5 ¦ ``a'' ¦ `a` ¦ a -- b --- c ¦ a-- ¦ "
    "a...b ... ¦ 'q' \"r\" 's ¦ it's the '90s, 5'10\" ¦ “a ‘b’ c” ¦ «a» ¦ ^[note] ¦ [^1] ¦ [^1]: a"
    " ¦ @cite ¦ [@cite] ¦ x^2^ ¦ H~2~O ¦ ~~a~~ ¦ [a]{.b} ¦ &amp; &lt; ¦ <b>a</b> ¦ <!-- a ¦ | ¦ "
    "<http://a.b> ¦ http://a.b/c_d_e ¦ ![a](b) ¦ _a_ *b* __c__ **d** ***e*** ¦ a_b_c ¦ {#a .b} ¦ "
    "{=html} ¦ ::: a ¦ :smile: ¦ Table: a ¦ +---+ ¦ \\ ¦ Ə ğ 习近平 ﷽ e\u0301 ¦ a\xa0b ¦ [a]: b ¦ "
    "a\x1b[31mb\u202ec"
).split(" ¦ ")


def rendered(text: str) -> str:
    """What markdown-it shows of it, where it finds no markup but that of the place."""
    tokens = READER.parse(text)
    kinds = {child.type for token in tokens for child in token.children or ()}
    assert kinds <= {"text", "text_special"}
    assert {token.type.removesuffix("_open").removesuffix("_close") for token in tokens} <= {
        *("paragraph", "inline", "bullet_list", "list_item", "heading")
    }
    last = [token for token in tokens if token.type == "inline"][-1]
    return "".join(child.content for child in last.children)


@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)
@nasty_examples
@example("1.")
@example("1986.")
@example("2)")
@given(HOSTILE)
@settings(deadline=None, max_examples=200)
def test_any_text_shows_as_itself(place, text):
    shown = printable(text).strip()
    assert rendered(f"{place}{markdown(shown)}") == shown


def pandoc(text: str) -> dict[str, Any]:
    """A document as pandoc reads it."""
    call = [program("pandoc"), "-f", "markdown", "-t", "json"]
    return json.loads(
        subprocess.run(call, input=text.encode(), capture_output=True, check=True).stdout
    )


def said(inlines: list[dict[str, Any]], notes: list[str] | None = None) -> str:
    """The text of inlines; that of footnotes is put into `notes`. Other markup is an error."""
    text = ""
    for inline in inlines:
        kind, content = inline["t"], inline.get("c")
        if kind == "Quoted":
            marks = "“”" if content[0]["t"] == "DoubleQuote" else "‘’"
            text += f"{marks[0]}{said(content[1], notes)}{marks[1]}"
        elif kind == "Note":
            notes.append(block(content[0]))
        elif kind == "Emph":
            text += said(content, notes)
        else:
            assert kind in {"Str", "Space", "SoftBreak"}, (kind, content)
            text += content if kind == "Str" else " "
    return text


def block(content: dict[str, Any], notes: list[str] | None = None) -> str:
    """The text of a paragraph, a heading, or a list of one item."""
    if content["t"] == "BulletList":
        ((inner,),) = content["c"]
        return block(inner, notes)
    assert content["t"] in {"Para", "Plain", "Header"}, content
    return said(content["c"][-1] if content["t"] == "Header" else content["c"], notes)


def reads(text: str) -> str | list[Any]:
    """The text of the one paragraph that pandoc reads; what else it reads otherwise."""
    read = pandoc(text)
    try:
        (found,) = map(block, read["blocks"])
    except (AssertionError, ValueError, TypeError):
        return read["blocks"]
    return found


def told(base: Base, fact: Fact) -> str:
    """A statement with whose word it is, and its caveats."""
    caveats = "".join(f" ({label(caveat)}: {caveat.text})" for caveat in fact.caveats)
    return f"{attributed(base, fact)}{caveats}"


@pytest.mark.parametrize("place", ["", "# ", "- "], ids=["alone", "as heading", "in a list"])
def test_pandoc_shows_tricky_text_as_itself(place):
    shown = {text: printable(text).replace("  ", " ") for text in TRICKY}
    with ThreadPoolExecutor(4) as pool:
        found = pool.map(reads, [f"{place}{markdown(text)}\n" for text in TRICKY])
    assert dict(zip(TRICKY, found, strict=True)) == shown


def test_pandoc_ties_nothing_to_an_abbreviation():
    call = [program("pandoc"), "--print-default-data-file", "abbreviations"]
    known = subprocess.run(call, capture_output=True, check=True, text=True).stdout.split()
    text = "".join(f"The {word} 5 and {word} Xi. " for word in known).strip()
    assert len(known) > 50
    assert reads(markdown(text)) == text


@pytest.mark.parametrize("style", STYLES)
def test_pandoc_finds_every_statement_and_in_its_footnotes_every_quote(style):
    facts = list(bundled().base.facts.values())
    read = pandoc(document(bundled(), "markdown", style=style))
    assert read["meta"] == {}
    assert len(read["blocks"]) == len(facts)
    for fact, paragraph in zip(facts, read["blocks"], strict=True):
        notes: list[str] = []
        assert block(paragraph, notes) == printable(told(bundled().base, fact))
        assert len(notes) == len(fact.evidence)
        for note, item in zip(notes, fact.evidence, strict=True):
            words = unmarked(printable(item.quote)).rstrip(",;: .")
            before, quote, after = unmarked(note).rpartition(words)
            assert quote
            title = bundled().base.sources[item.source].title.casefold().partition(":")[0]
            short = title.removeprefix("the ").partition(",")[0]
            assert short in before.casefold() or style in {"apa", "mla"}
            assert after == "."


def test_tricky_text_in_statement_and_title_and_quote_is_read_back(tmp_path):
    for number, text in enumerate(TRICKY[1::7]):
        facts = {"first-envoy": {"statement": text, "caveats": [{"type": "vague", "text": text}]}}
        library = changed(tmp_path / str(number), facts=facts, sources={"note": {"title": text}})
        out = document(library, "markdown", [library.base.facts["first-envoy"]], "chicago")
        notes: list[str] = []
        (paragraph,) = pandoc(out)["blocks"]
        shown = printable(text).replace("  ", " ")
        assert block(paragraph, notes) == f"{shown} (vague: {shown})"
        assert "“The first envoy, 王小明, came in 1991" in notes[0]


def test_a_document_that_begins_with_a_percent_sign_has_no_title_block(tmp_path):
    facts = {"first-envoy": {"statement": "% of trade"}}
    library = changed(tmp_path, facts=facts)
    read = pandoc(document(library, "markdown", [library.base.facts["first-envoy"]]))
    assert (read["meta"], len(read["blocks"])) == ({}, 1)


def test_the_command_prints_statements_then_footnotes(on_mini, mini):
    ended = on_mini(
        "cite", "visa-free", "relations-opened", "--format", "markdown", "--style", "mla"
    )
    assert ended == (
        0,
        "No visa has been needed since June 2004.[^1]\n\n"
        "Ruritania and Graustark opened relations on 4 May 1990.[^2][^3]\n\n"
        "[^1]: Letter, par. 1: “Since June 2004 no visa is needed.”\n\n"
        "[^2]: Əliyeva, par. 1: “Ruritania and Graustark opened relations on 4 May 1990.”\n\n"
        "[^3]: Letter, par. 1: “Relations began in 1990.”\n",
        "",
    )
    args = ["--source", "letter", "--format", "markdown", "--style", "gost"]
    assert inside("export", "--facts", mini, *args).out.count(b"\n[^") == 5
