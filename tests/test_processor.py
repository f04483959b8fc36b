"""Any style: references by a style file of CSL through pandoc, and documents of word processors."""

from __future__ import annotations

import re
import subprocess
import zipfile
from pathlib import Path

import pytest

import minibase
from conftest import program
from exports import document, hostile

# A style of this project's own, so that none of another's stands here.
STYLE = """\
<?xml version="1.0" encoding="utf-8"?>
<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="{kind}">
  <info><title>Test</title><id>urn:test</id><updated>2026-01-01T00:00:00+00:00</updated></info>
  <citation>
    <layout prefix="{{" suffix="}}" delimiter="; ">
      <group delimiter=", ">
        <names variable="author"><name form="short"/></names>
        <text variable="locator" prefix="para. "/>
      </group>
    </layout>
  </citation>
  <bibliography>
    <layout suffix=".">
      <names variable="author"><name name-as-sort-order="all"/></names>
      <text variable="title" font-style="italic" prefix=": "/>
    </layout>
  </bibliography>
</style>
"""
DEPENDENT = STYLE.format(kind="in-text").replace(
    "</info>", '<link href="http://x/styles/parent" rel="independent-parent"/></info>'
)


@pytest.fixture
def style(tmp_path: Path) -> Path:
    program("pandoc")
    path = tmp_path / "styles" / "house.csl"
    path.parent.mkdir()
    path.write_text(STYLE.format(kind="in-text"), "utf-8")
    return path


@pytest.mark.parametrize(
    ("form", "wanted"),
    [
        ("entry", ["Əliyeva, Lala: A note on ties.", "Letter, Old: Letter to the editor."]),
        ("inline", ["{Əliyeva, para. 1}", "{Letter, para. 1}"]),
        ("note", ["{Əliyeva, para. 1}", "{Letter, para. 1}"]),
    ],
)
def test_references_are_as_a_style_file_has_them(on_mini, style, form, wanted):
    args = ("cite", "relations-opened", "--form", form, "--json")
    assert on_mini(*args, "--style", style).json[0]["references"] == wanted
    named = on_mini(*args, "--style", "House", BILAT_STYLES=str(style.parent))
    assert named.json[0]["references"] == wanted


def test_a_brief_and_a_calendar_take_a_style_file(on_mini, style):
    brief = on_mini("brief", "visa", "--style", style)
    assert brief.code == 0
    assert "\\{Letter, para. 1\\}: “Since June 2004 no visa is needed" in brief.out
    assert "- Letter, Old: *Letter to the editor*." in brief.out
    assert "{Əliyeva" not in brief.out
    ics = on_mini("export", "--format", "ics", "--style", style)
    assert "Əliyeva" in ics.out


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("nothing.csl", None, "'nothing.csl' is not known. It takes apa, chicago, mla, gost"),
        ("chicgo", None, "'chicgo' is not known. Did you mean chicago?"),
        ("broken.csl", "<style", "pandoc cannot do this: "),
        ("child.csl", DEPENDENT, "child.csl rests on the style parent. Put that style's file"),
    ],
)
def test_a_style_that_cannot_be_used_is_told(on_mini, tmp_path, name, content, told):
    program("pandoc")
    if content is not None:
        (tmp_path / name).write_text(content)
        name = str(tmp_path / name)
    ended = on_mini("cite", "visa-free", "--style", name)
    assert (ended.code, ended.out) == (2, "")
    assert told in ended.err


def test_a_dependent_style_is_that_on_which_it_rests(on_mini, style):
    (style.parent / "parent.csl").write_text(STYLE.format(kind="in-text"), "utf-8")
    child = style.parent / "child.csl"
    child.write_text(DEPENDENT, "utf-8")
    ended = on_mini("cite", "visa-free", "--style", child, "--form", "inline", "--json")
    assert ended.json[0]["references"] == ["{Letter, para. 1}"]


def test_without_pandoc_one_line_says_how_to_get_it(on_mini, style):
    ended = on_mini("cite", "visa-free", "--style", style, PATH="/nowhere")
    told = "bilat: pandoc is needed for this, and is not there. Install it, or run: "
    assert (ended.code, ended.out) == (2, "")
    assert ended.err == f"{told}pip install 'bilat[office]'.\n"


def test_a_brief_is_a_document_of_a_word_processor(on_mini, tmp_path):
    program("pandoc")
    for name in ("note.docx", "note.odt"):
        path = tmp_path / name
        assert on_mini("brief", "visa", "--output", path) == (0, "", "")
        names = zipfile.ZipFile(path).namelist()
        assert {"word/document.xml", "content.xml"} & set(names)


@pytest.mark.parametrize(
    ("args", "told"),
    [
        ("list --output a.docx", "this command writes no '.docx'. It writes table, json,"),
        ("list --output a.json --format csv", "'.json' contradicts --format csv."),
        ("list --output a.csv --json", "'.csv' contradicts --format json."),
        ("brief --output a.json", "this command writes no '.json'. It writes markdown, docx"),
        ("cite visa-free --output a.ics", "this command writes no '.ics'."),
        ("export --output a.ris --format bibtex", "'.ris' contradicts --format bibtex."),
    ],
)
def test_a_contradiction_between_ending_and_format_is_told(on_mini, args, told):
    ended = on_mini(*args.split())
    assert (ended.code, ended.out) == (2, "")
    assert told in ended.err


@pytest.mark.parametrize(
    ("command", "ending", "form"),
    [
        ("list", "json", "json"),
        ("list", "csv", "csv"),
        ("list", "md", "md"),
        ("search ties", "jsonl", "jsonl"),
        ("cite visa-free", "bib", "bibtex"),
        ("cite visa-free", "ris", "ris"),
        ("export", "ics", "ics"),
        ("export", "md", "markdown"),
    ],
)
def test_the_ending_of_a_file_says_its_format(on_mini, tmp_path, command, ending, form):
    path = tmp_path / f"a.{ending}"
    assert on_mini(*command.split(), "--output", path).code == 0
    assert path.read_bytes().decode() == on_mini(*command.split(), "--format", form).out


def test_pandoc_reads_citations_and_their_bibliography_as_they_are(bilat, style, tmp_path):
    ended = bilat("cite", "relations-established", "china-embassy-opened", "--format", "pandoc")
    assert ended.code == 0
    assert "2 April 1992 [@gachayev-2021, para. 2; @mammadov-2025, para. 1]." in ended.out
    call = [program("pandoc"), "--citeproc", f"--csl={style}", "-t", "plain", "--wrap=none"]
    done = subprocess.run(call, input=ended.out.encode(), capture_output=True, check=True)
    assert done.stderr == b""
    shown = done.stdout.decode()
    assert "2 April 1992 {Gachayev, para. 2; Mammadov, para. 1}." in shown
    assert shown.count("Gachayev, Sadig: ") == 1


MARKED_UP = 'A *star* $x$ [@foo] "q" \\cmd <b>z</b> don\'t -- H~2~O: 1. & %'


def test_no_text_in_the_head_is_read_as_markup():
    url = "http://x.org/a_b*c*~d?x=1"
    out = document(hostile(MARKED_UP, type="webpage", URL=url), "pandoc")
    call = [program("pandoc"), "--citeproc", "-t", "plain", "--wrap=none"]
    done = subprocess.run(call, input=out.encode(), capture_output=True, check=True)
    assert done.stderr == b""
    shown = done.stdout.decode().partition("References")[2]
    assert f". {url}." in shown
    assert "“A *Star* $x$ [@Foo] ‘q’ \\Cmd <b>z</b> Don’t -- H~2~O: 1. & %.”" in shown


def test_statements_in_a_document_have_curly_marks(bilat, tmp_path):
    program("pandoc")
    content = minibase.tables()
    content["facts"]["visa-free"]["statement"] = 'It\'s "free" since June 2004.'
    path = tmp_path / "note.docx"
    base = minibase.write(tmp_path / "base", content)
    assert bilat("brief", "free", "--facts", base, "--output", path).code == 0
    text = zipfile.ZipFile(path).read("word/document.xml").decode()
    assert "It’s “free” since June 2004." in re.sub("<[^>]*>", "", text)
