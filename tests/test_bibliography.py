"""RIS and CSL-JSON, and what all bibliographies share: addresses and dates."""

from __future__ import annotations

import json
import os
import re
import subprocess
from pathlib import Path

import jsonschema_rs
import pytest
import rispy
from hypothesis import given, settings

from bilat.core.text import printable
from conftest import program
from exports import (
    HOSTILE,
    NASTY,
    bib,
    bundled,
    changed,
    document,
    hostile,
    latex,
    nasty_examples,
    quoted,
)

FACTS = list(bundled().base.facts.values())
TEX = ["bibtex", "biblatex"]


@pytest.mark.parametrize("form", [*TEX, "ris", "csl-json"])
def test_an_address_cannot_command_a_terminal(form):
    out = document(hostile("x", URL="http://x/\x1b[31m\n\u202e}{"), form)
    assert re.findall("[\x00-\x09\x0b-\x1f\u202e]", out.replace("\r\n", "\n")) == []


def test_an_address_is_read_back_by_each_parser():
    url = "https://example.org/a_b?c=%C6%8F&d=~e#f"
    library = hostile("x", URL=url, type="webpage")
    for form in TEX:
        (entry,) = bib(document(library, form)).values()
        assert entry.fields["url"] == url
    assert bib(document(library, "biblatex"))["text"].type == "online"
    assert rispy.loads(document(library, "ris"))[0]["urls"] == [url]
    assert json.loads(document(library, "csl-json"))[0]["URL"] == url


def test_rispy_reads_every_fact_with_one_note_a_quote():
    base = bundled().base
    for fact in FACTS:
        for record in rispy.loads(document(bundled(), "ris", [fact])):
            source = base.sources[record["id"]]
            assert record["title"] == source.title
            author = base.entities[source.author[0]].name.rsplit(" ", 1)
            assert record["authors"] == [f"{author[1]}, {author[0]}"]
            notes = [note for note in record["notes"] if note.startswith(f"{fact.id}, ")]
            wanted = quoted([fact], source.id)
            assert [note.partition(": ")[2] for note in notes] == wanted
            rest = [note for note in record["notes"] if note not in notes]
            assert [note.split(" ")[0] for note in rest] == ["Date", "Known"][: len(rest)]


@nasty_examples
@given(HOSTILE)
@settings(deadline=None)
def test_no_text_is_lost_on_its_way_through_ris(text):
    out = document(hostile(text), "ris")
    (record,) = rispy.loads(out)
    (note,) = record["notes"]
    shown = printable(text)
    assert {record["title"], *record["authors"], record["type_of_work"]} == {shown.strip()}
    assert note.partition(": ")[2] == f"“{shown}”"
    assert re.fullmatch(r"(?:[A-Z][A-Z0-9]  - .*\n)+", out)


def test_csl_json_holds_every_fact_and_every_quote_as_it_is():
    base = bundled().base
    for fact in FACTS:
        for item in json.loads(document(bundled(), "csl-json", [fact])):
            source = base.sources[item["id"]]
            assert item["title"] == source.title
            notes = [n for n in item["annote"].split("\n") if n.startswith(f"{fact.id}, ")]
            assert [note.partition(": ")[2] for note in notes] == quoted([fact], source.id)


@nasty_examples
@given(HOSTILE)
@settings(deadline=None)
def test_csl_json_holds_any_text(text):
    (item,) = json.loads(document(hostile(text), "csl-json"))
    assert {item["title"], item["publisher"], item["author"][0]["literal"]} == {text}
    assert item["annote"].partition(": ")[2] == f"“{printable(text)}”"


def csl_schema() -> jsonschema_rs.Draft7Validator:
    """The official schema, which is no part of this project: its path is in BILAT_CSL_SCHEMA."""
    path = os.environ.get("BILAT_CSL_SCHEMA", "")
    if not path and os.environ.get("BILAT_FORBID_SKIPS"):
        pytest.fail("BILAT_CSL_SCHEMA is not set, and BILAT_FORBID_SKIPS is")
    if not path:
        pytest.skip("BILAT_CSL_SCHEMA, the path of csl-data.json, is not set")
    return jsonschema_rs.Draft7Validator(json.loads(Path(path).read_text("utf-8")))


# From the date of a source to those of BibTeX (year, month, day), RIS (PY, DA) and CSL.
DATES = {
    "2005-03-01": ("2005 March 1", "2005 2005/03/01/", {"date-parts": [[2005, 3, 1]]}),
    "2005-03": ("2005 March", "2005 2005/03//", {"date-parts": [[2005, 3]]}),
    "2005": ("2005", "2005 2005///", {"date-parts": [[2005]]}),
    "0050": ("50", "0050 0050///", {"date-parts": [[50]]}),
    "2005~": ("ca. 2005", "2005 2005///ca. 2005", {"date-parts": [[2005]], "circa": True}),
    "2005-03?": (
        "2005? March",
        "2005 2005/03//March 2005?",
        {"date-parts": [[2005, 3]], "circa": True},
    ),
    "2005-22": ("2005", "2005 2005///Summer 2005", {"date-parts": [[2005]], "season": 2}),
    "199X": ("1990s", "1990s", {"date-parts": [[1990], [1999]]}),
    "19XX": ("1900s", "1900s", {"date-parts": [[1900], [1999]]}),
    "2003/2005": ("2003–2005", "2003 2003///2003–2005", {"date-parts": [[2003], [2005]]}),
    "2003-05/2005-06-07": (
        "2003–2005 May",
        "2003 2003/05//May 2003–7 June 2005",
        {"date-parts": [[2003, 5], [2005, 6, 7]]},
    ),
    "2021-12-27/2021-12-29": (
        "2021 December 27",
        "2021 2021/12/27/27 December 2021–29 December 2021",
        {"date-parts": [[2021, 12, 27], [2021, 12, 29]]},
    ),
    "2003-21/2004-22": (
        "2003–2004",
        "2003 2003///Spring 2003–Summer 2004",
        {"date-parts": [[2003, 21], [2004, 22]]},
    ),
    "2003/..": ("2003–", "2003 2003///2003–", {"date-parts": [[2003]]}),
    "../2005": ("–2005", "2005 2005///–2005", {"date-parts": [[2005]]}),
    "[2015..2025]": (
        "between 2015 and 2025",
        "2015 2015///between 2015 and 2025",
        {"date-parts": [[2015], [2025]], "circa": True},
    ),
    "[..2025-07-28]": (
        "not after 2025",
        "2025 2025///not after 2025",
        {"date-parts": [[2025]], "circa": True},
    ),
    "0000": ("1 BC", "1 BC", {"date-parts": [[-1]]}),
    "-0043": ("44 BC", "44 BC", {"date-parts": [[-44]]}),
}


@pytest.mark.parametrize(("issued", "wanted"), DATES.items(), ids=DATES)
def test_a_date_is_neither_more_nor_less_than_the_source_gives(tmp_path, issued, wanted):
    library = changed(tmp_path, sources={"note": {"issued": issued}})
    facts = [library.base.facts["first-envoy"]]
    (entry,) = bib(document(library, "bibtex", facts)).values()
    dated = [latex(entry.fields[n]) for n in ("year", "month", "day") if n in entry.fields]
    (record,) = rispy.loads(document(library, "ris", facts))
    tagged = [record[name] for name in ("year", "date") if name in record]
    (item,) = json.loads(document(library, "csl-json", facts))
    assert (" ".join(dated), " ".join(tagged), item["issued"]) == wanted
    (entry,) = bib(document(library, "biblatex", facts)).values()
    first, _, last = issued.strip("[]").partition("..")
    assert entry.fields["date"] == (f"{first or '..'}/{last}" if "[" in issued else issued)


def test_csl_json_meets_the_official_schema(tmp_path):
    schema = csl_schema()
    schema.validate(json.loads(document(bundled(), "csl-json")))
    for issued in DATES:
        library = changed(tmp_path, sources={"note": {"issued": issued, "URL": "http://x"}})
        schema.validate(json.loads(document(library, "csl-json")))
    schema.validate(json.loads(document(hostile("".join(NASTY)), "csl-json")))


def test_pandoc_makes_references_of_csl_json():
    call = [program("pandoc"), "-f", "csljson", "-t", "plain", "--citeproc", "--columns=999"]
    out = document(bundled(), "csl-json").encode()
    text = subprocess.run(call, input=out, capture_output=True, check=True).stdout.decode()
    assert "Gachayev, Sadig. 2021." in text
    assert "December 27, 2021" in text
    assert "Mammadov, Elnur. 2025." in text
