"""What every bibliographic format says: a source with the quotes that facts take from it."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from ..base.document import Library, Receipt
from ..cite.prose import Dates, main_title, year_only
from ..cite.work import Work, work
from ..core.edtf import Day
from ..core.markdown import markdown
from ..core.model import Caveat, Evidence, Fact
from ..core.terms import OUTSIDE
from ..core.text import printable


class Quoted(NamedTuple):
    """An evidence of a fact with its receipt; `place` is its paragraph, or its region."""

    fact: Fact
    item: Evidence
    receipt: Receipt
    place: str


class Entry(NamedTuple):
    """A source and what is quoted from it, in the order of the text."""

    work: Work
    quotes: tuple[Quoted, ...]


def entries(library: Library, facts: Iterable[Fact]) -> list[Entry]:
    """One entry for each source that the facts quote, in the base's order."""
    base = library.base
    quotes: dict[str, list[Quoted]] = {source: [] for source in base.sources}
    for fact in facts:
        for item in fact.evidence:
            quotes[item.source].append(_quoted(library, fact, item))
    return [
        Entry(
            work(base.sources[source], base.entities),
            tuple(sorted(found, key=lambda q: (q.item.start, q.item.end, q.fact.id))),
        )
        for source, found in quotes.items()
        if found
    ]


def _quoted(library: Library, fact: Fact, item: Evidence) -> Quoted:
    receipt = library.receipt(item)
    place = f"para. {receipt.paragraph}"
    if receipt.paragraph is None:
        around = library.document(item.source).paragraph(item.start)
        place = around.region.replace("-", " ") if around else f"line {receipt.line}"
    return Quoted(fact, item, receipt, place)


def released(release: str) -> Day:
    """The first day that a base's release may mean (2026.11, say); 1970 where it is no date."""
    found = re.match(r"(\d{4})[.-]?(0[1-9]|1[0-2])(?:[.-]?(0[1-9]|[12]\d|3[01]))?", release)
    return Day(*(int(part or 1) for part in found.groups())) if found else Day(1970, 1, 1)


def label(caveat: Caveat) -> str:
    """The type of a caveat; one from outside the sources always says that it is."""
    return f"{caveat.type}, {OUTSIDE}" if caveat.type == "outside" else caveat.type


def caveats_told(fact: Fact) -> str:
    """The caveats of a fact behind its statement, in Markdown."""
    return "".join(f" *({label(c)}: {markdown(c.text)})*" for c in fact.caveats)


# Dates in words, for the fields that are printed as they stand.
WORDS = Dates(year_only, dash="--", onward="--")
_DAY = Dates(lambda year, month, day: " ".join(filter(None, (day, month, year))))


def kind_told(work: Work) -> str:
    """What kind of text it is and who reposted it: what a reader of a reference has to see."""
    return printable("; ".join(filter(None, (work.description, _DAY.repost(work)))))


def short_title(work: Work) -> str | None:
    """What later notes call it: its own short title, or else its main one, as `cite` does."""
    main = main_title(work.title)
    return work.title_short or (main if main != work.title else None)


def keywords(library: Library, entry: Entry) -> list[str]:
    """The labels of the topics of what is quoted, each once."""
    topics = library.base.topics
    found = dict.fromkeys(topic for quoted in entry.quotes for topic in quoted.fact.topics)
    return [printable(topics[topic].label) for topic in found]


def annotations(entry: Entry) -> list[str]:
    """What no reference prints: how its date is known, the repost's hour, and the quotes."""
    found, posted = [], entry.work.posted
    if entry.work.derived:
        found.append(f"Date derived: {entry.work.derived}.")
    if posted:
        found.append(f"Known from a repost by {posted.by}, {posted.at}.")
    for fact, item, receipt, place in entry.quotes:
        doubt = "" if receipt.verified else "NOT VERIFIED: "
        found.append(f"{doubt}{fact.id}, {place}: “{item.quote}”")
    return [printable(text) for text in found]
