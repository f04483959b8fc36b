"""References in every style and form, as docs/citations.md shows them, and for other sources."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

import minibase
from bilat.base import codec
from bilat.cite import FORMS, STYLES, Manner, formatted, reference
from bilat.cite.prose import capital, headline, plain
from bilat.cite.work import work
from bilat.core.model import Entity, Source
from conftest import ROOT

DOC = (ROOT / "docs" / "citations.md").read_text("utf-8")
TABLES = re.findall(r"\| `--style (\w+)` \|[^\n]*\n\|---\|---\|\n((?:\|[^\n]*\n)+)", DOC)
DATES = re.search(r"\| EDTF \|([^\n]*)\n\|[-|]*\n((?:\|[^\n]*\n)+)", DOC)


def rows(table: str) -> list[list[str]]:
    lines = (line.strip("| ").split(" | ") for line in table.splitlines())
    return [[cell.strip(" `") for cell in line] for line in lines]


@pytest.mark.parametrize("name", STYLES)
def test_the_document_shows_what_cite_prints(bilat, name):
    shown = rows(dict(TABLES)[name])
    printed = []
    for form in FORMS:
        ended = bilat("cite", "relations-established", "--style", name, "--form", form, "--json")
        printed += [[form, text] for text in ended.json[0]["references"]]
    for form in ("note", "inline"):
        args = ["--style", name, "--form", form, "--quote", "--json"]
        ended = bilat("cite", "relations-established", *args)
        printed.append([f"{form} --quote", ended.json[0]["references"][0]])
    assert shown == printed


def cited(name: str, paragraph: int | None = 1, form: str = "reference", **source) -> str:
    """A reference to the note of the small base, its record changed so."""
    entities = minibase.tables()["entities"]
    author = source.pop("writer", entities["lala-aliyeva"])
    row = minibase.tables()["sources"]["note"] | source
    row["author"] = [author["id"]]
    entities = {author["id"]: codec.decode(Entity, author, "")}
    made = work(codec.decode(Source, row, ""), entities)
    return plain(formatted(made, paragraph, Manner(name, form)))


DERIVED = {"type": "derived", "how": "a sum"}
XI = minibase.entity("wang-xiaoming", "person", "Wang Xiaoming")
BODY = minibase.entity("bureau", "organisation", "The Bureau")
ARTICLE = {"type": "article-newspaper", "container-title": "The Herald", "genre": None}


YEAR = re.compile(
    r"(?:between \d+ and |not after |ca\. |circa )?(?:\d{4}|44)(?:[–/]\d+)?(?:s|\?| B\S+)?"
)


@pytest.mark.parametrize("row", rows(DATES[2]), ids=lambda row: row[0])
def test_dates_of_every_kind_are_as_the_document_says(row):
    for name, shown in zip(STYLES, row[1:], strict=True):
        text = cited(name, None, issued=row[0], **ARTICLE)
        derived = cited(name, None, issued=row[0], issued_basis=DERIVED, **ARTICLE)
        year = YEAR.search(shown)[0]
        inferred = shown if "[" in shown else shown.replace(year, f"[{year}]", 1)
        assert shown in text or capital(shown) in text
        assert inferred in derived or capital(inferred) in derived


@pytest.mark.parametrize(
    ("name", "listed", "note", "inline"),
    [
        ("apa", "Wang, X. (2005", "Wang (2005, para. 1).", "(Wang, 2005, para. 1)"),
        ("chicago", "Wang Xiaoming. “", "Wang Xiaoming, “", "(Wang, “Note on Ties,” para. 1)"),
        ("mla", "Wang Xiaoming. “", "Wang, par. 1.", "(Wang, par. 1)"),
        ("gost", "Wang Xiaoming. A note", "Wang Xiaoming. A", "[Wang Xiaoming, 2005, para. 1]"),
        ("gbt7714", "WANG Xiaoming, 2005", "WANG Xiaoming. A", "(Wang, 2005) para. 1"),
    ],
)
def test_a_name_that_begins_with_the_family_name_is_not_turned_round(name, listed, note, inline):
    assert cited(name, writer=XI).startswith(listed)
    assert cited(name, writer=XI, form="note").startswith(note)
    assert cited(name, writer=XI, form="inline") == inline


@pytest.mark.parametrize("name", STYLES)
@pytest.mark.parametrize("form", FORMS)
def test_a_body_as_author_keeps_its_name(name, form):
    assert "The Bureau" in cited(name, writer=BODY, form=form)


@pytest.mark.parametrize("name", STYLES)
def test_an_address_and_a_repost_beside_a_publisher_are_told(name):
    posted = {"by": "copycat", "at": "2006-02-03T04:05"}
    text = cited(name, None, URL="https://example.org/a", posted=posted, **ARTICLE)
    assert "https://example.org/a" in text
    assert "only" not in text
    if name != "gbt7714":
        assert "eposted by copycat" in text


@pytest.mark.parametrize("name", STYLES)
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("title", ["Who won?", "We won!", "Ends in Dr.", "A “quoted” end”"])
@pytest.mark.parametrize("kind", ["webpage", "book", "document"])
def test_no_reference_doubles_its_marks(name, form, title, kind):
    for named in (None, "The Herald", "Smith & Co."):
        for paragraph in (None, 3):
            text = cited(name, paragraph, form, title=title, type=kind, publisher=named)
            assert not re.search(r"\.\.|,,|\?\.(?!”)|!\.| [.,:;](?! )|\( |\(\)|  ", text), text
            assert text == text.strip()


def test_a_book_has_its_title_in_italics_and_its_publisher():
    book = {"type": "book", "genre": None, "publisher": "The Press", "issued": "2005"}
    assert (
        cited("chicago", 2, "note", **book)
        == "Lala Əliyeva, A Note on Ties (Press, 2005), para. 2."
    )
    assert cited("chicago", None, **book) == "Əliyeva, Lala. A Note on Ties. Press, 2005."
    assert cited("mla", None, **book) == "Əliyeva, Lala. A Note on Ties. Press, 2005."
    assert cited("gost", None, **book) == "Əliyeva L. A note on ties. The Press, 2005."
    assert cited("gbt7714", None, "note", **book).endswith("[M]. The Press, 2005.")


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", STYLES)
def test_nothing_is_made_up_where_the_text_says_nothing(name, form):
    text = cited(name, None, form)
    assert not re.search(r"n\.d\.|n\.p\.|http|[Rr]etrieved|accessed", text)


@pytest.mark.parametrize(
    ("title", "capitals"),
    [
        ("a tale of two cities", "A Tale of Two Cities"),
        (
            "Strengthening ties: the past and the future",
            "Strengthening Ties: The Past and the Future",
        ),
        ("the eBay–UN case in the UK", "The eBay–UN Case in the UK"),
        ("what it is for", "What It Is For"),
        ("élan and ə", "Élan and Ə"),
        ("", ""),
    ],
)
def test_headline_capitals(title, capitals):
    assert headline(title) == capitals


@given(st.text(max_size=60))
def test_headline_capitals_change_nothing_but_capitals(title):
    assert headline(title).casefold() == title.casefold()


@pytest.mark.parametrize("name", STYLES)
def test_a_quotation_keeps_its_inner_marks_and_ends_once(name):
    tables = minibase.tables()
    source = codec.decode(Source, tables["sources"]["note"], "")
    entities = {"lala-aliyeva": codec.decode(Entity, tables["entities"]["lala-aliyeva"], "")}
    for quote in ("They said “yes”", "Did they?", "They did.", "They said “yes.”", "They,"):
        for form in FORMS:
            text = reference(source, entities, 1, Manner(name, form, quote=True), quote)
            assert quote.rstrip("”.,").replace("“", "‘") in text
            assert not re.search(r"\.\.|,\.|\.[”\"]+\.", text)
            assert re.search(r"[.?!][’”)]*$|[”)\]]\.$", text) or form == "inline"


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (
            "--style harvard",
            "--style: 'harvard' is not known. It takes apa, chicago, mla, gost, gbt7714, "
            "or a style file of CSL: FILE.csl.",
        ),
        ("--style chicgo", "--style: 'chicgo' is not known. Did you mean chicago?"),
        ("--form footnote", "--form: 'footnote' is not known. Did you mean note?"),
        ("--format bibtx", "--format: 'bibtx' is not known. Did you mean bibtex or biblatex?"),
        ("--format ris --fields id", "--fields: --format ris has no fields. Use --format tsv."),
    ],
)
def test_an_unknown_style_form_or_format_names_the_nearest(on_mini, args, told):
    assert on_mini("cite", "visa-free", *args.split()) == (2, "", f"bilat: {told}\n")


def test_an_abbreviated_month_keeps_its_point_before_a_quotation():
    source = minibase.tables()["sources"]["note"] | ARTICLE | {"issued": "2021-12-27"}
    row = minibase.tables()["entities"]["lala-aliyeva"]
    entities = {"lala-aliyeva": codec.decode(Entity, row, "")}
    manner = Manner("gost", "note", quote=True)
    text = reference(codec.decode(Source, source, ""), entities, None, manner, "So it is")
    assert text.endswith("2021. 27 Dec.: “So it is”.")


def test_what_a_text_is_is_told_only_where_its_type_does_not_tell_it():
    page = {"type": "webpage", "publisher": "The Ministry", "issued": "2015"}
    shown = "Əliyeva, Lala. “A Note on Ties.” Ministry, 2015."
    assert cited("chicago", None, genre="Web page", **page) == shown
    assert "“A Note on Ties.” Op-ed. Ministry" in cited("chicago", None, genre="op-ed", **page)


def test_a_treaty_is_told_by_its_parties_and_not_by_one_who_published_it():
    treaty = {"type": "treaty", "issued": "2015-11-18", "genre": None}
    assert cited("apa", None, **treaty) == "A Note on Ties, November 18, 2015."
