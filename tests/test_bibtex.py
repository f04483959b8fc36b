"""BibTeX and BibLaTeX: outside parsers read back all of a source and its quotes."""

from __future__ import annotations

import json
import re
import subprocess

import msgspec
import pytest
import rispy
from hypothesis import assume, given, settings
from msgspec.structs import replace
from pybtex.bibtex.utils import change_case
from pybtex.database import Entry

from bilat.core.text import printable
from conftest import program
from exports import (
    HOSTILE,
    bib,
    bundled,
    document,
    flat,
    hostile,
    latex,
    nasty_examples,
    quoted,
)

FACTS = list(bundled().base.facts.values())
TEX = ["bibtex", "biblatex"]


def straight(text: str) -> str:
    """The text with straight quotation marks, which LaTeX cannot print, for curly ones."""
    return text.replace("“", '"').replace("”", '"')


def people(entry: Entry) -> list[tuple[str, str]]:
    """Family and given names, as LaTeX prints them."""
    return [
        (
            latex(" ".join([*person.prelast_names, *person.last_names])),
            latex(" ".join([*person.first_names, *person.middle_names])),
        )
        for person in entry.persons["author"]
    ]


@pytest.mark.parametrize("form", TEX)
def test_pybtex_reads_every_fact_with_all_its_quotes(form):
    base = bundled().base
    for fact in FACTS:
        entries = bib(document(bundled(), form, [fact]))
        assert list(entries) == [s for s in base.sources if s in {e.source for e in fact.evidence}]
        for name, entry in entries.items():
            source = base.sources[name]
            author = base.entities[source.author[0]].name.rsplit(" ", 1)
            assert latex(entry.fields["title"]) == source.title
            assert people(entry) == [(author[1], author[0])]
            note = latex(entry.fields["annote" if form == "bibtex" else "annotation"])
            assert f"{fact.id}, " in note
            assert all(
                flat(quote) in straight(note) for quote in map(straight, quoted([fact], name))
            )
            assert straight(note).endswith(flat(straight(quoted([fact], name)[-1])))
            if source.publisher:
                carrier = entry.fields["howpublished" if form == "bibtex" else "organization"]
                assert latex(carrier) == source.publisher


@pytest.mark.parametrize("form", TEX)
def test_pybtex_reads_what_the_command_prints(bilat, form):
    ids = ["relations-established", "chinese-saying-true-friends", "visa-exemption-decision"]
    ended = bilat("cite", *ids, "--format", form)
    assert (ended.code, ended.err) == (0, "")
    gachayev, mammadov = bib(ended.out).values()
    kept, printed = ("annote", "note") if form == "bibtex" else ("annotation", "addendum")
    assert "“岁寒知松柏,患难见真情”" in latex(gachayev.fields[kept])
    assert "Known from a repost by ztj100, 2025-07-28T01:24." in latex(mammadov.fields[kept])
    told = "Op-ed; known only from a repost by ztj100, 28 July 2025"
    assert latex(mammadov.fields[printed]) == told
    assert latex(gachayev.fields[printed]) == "Op-ed"
    if form == "biblatex":
        assert (gachayev.fields["date"], mammadov.fields["date"]) == ("2021-12-27", "2025")
    else:
        dated = [gachayev.fields[name] for name in ("year", "month", "day")]
        assert [*dated, mammadov.fields["year"]] == ["2021", "December", "27", "2025"]
        assert "month" not in mammadov.fields


@pytest.mark.parametrize("form", TEX)
def test_pandoc_reads_every_title_and_author(form):
    out = document(bundled(), form).encode()
    call = [program("pandoc"), "-f", form, "-t", "csljson"]
    read = json.loads(subprocess.run(call, input=out, capture_output=True, check=True).stdout)
    sources = bundled().base.sources
    titles = [item["title"].casefold() for item in read]
    assert titles == [source.title.casefold() for source in sources.values()]
    assert [item["author"] for item in read] == [
        [{"family": "Gachayev", "given": "Sadig"}],
        [{"family": "Mammadov", "given": "Elnur"}],
    ]


@nasty_examples
@given(HOSTILE)
@settings(deadline=None)
def test_no_text_is_lost_on_its_way_through_bibtex(text):
    library = hostile(text)
    for form in TEX:
        (entry,) = bib(document(library, form)).values()
        assert straight(latex(entry.fields["title"])) == straight(flat(text))
        assert straight(latex(change_case(entry.fields["title"], "t"))) == straight(flat(text))
        carrier = entry.fields["howpublished" if form == "bibtex" else "organization"]
        assert straight(latex(carrier)) == straight(flat(text))
        ((family, given_name),) = people(entry)
        assert (straight(family), given_name) == (straight(flat(text)), "")
        noted = latex(entry.fields["annote" if form == "bibtex" else "annotation"])
        assert straight(noted.partition(": ")[2]) == straight(flat(f"“{printable(text)}”"))
        assert not re.search(r",,|<<|>>|--|``|''|[?!]`", " ".join(entry.fields.values()))


@given(HOSTILE, HOSTILE)
@settings(deadline=None)
def test_no_part_of_a_name_is_lost_on_its_way_through_bibtex(family, given_name):
    assume(not set(family.split()) & set(given_name.split()))
    family, given_name = " ".join(family.split()), " ".join(given_name.split())
    library = hostile("text")
    who = msgspec.structs.replace(
        library.base.entities["who"], type="person", name=f"{given_name} {family}", family=family
    )
    library.base = replace(library.base, entities={**library.base.entities, "who": who})
    for form in TEX:
        (entry,) = bib(document(library, form)).values()
        ((one, other),) = people(entry)
        wanted = (straight(flat(family)), straight(flat(given_name)))
        assert (straight(one), straight(other)) == wanted
    (record,) = rispy.loads(document(library, "ris"))
    assert record["authors"] == [printable(f"{family}, {given_name}").strip()]
    (item,) = json.loads(document(library, "csl-json"))
    assert item["author"] == [{"family": family, "given": given_name}]


def test_a_protected_word_is_no_special_character_that_bibtex_puts_in_lower_case():
    (entry,) = bib(document(hostile("#MeToo and \\LaTeX _Xi"), "bibtex")).values()
    assert entry.fields["title"].count("{{\\") == 3
    assert not re.search(r"(?:^| ){\\", entry.fields["title"])
