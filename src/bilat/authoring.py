"""Help for curators: where a quote stands, and a facts.json in its one order."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from . import model
from .document import Document
from .errors import BaseError
from .storage import Tables
from .text import printable, sentences, tokens


class Place(NamedTuple):
    """A span of a source; `likeness` is 1 for the very quote, less for what only resembles it."""

    source: str
    start: int
    end: int
    quote: str
    region: str
    paragraph: int | None
    line: int
    likeness: float


def locate(document: Document, quote: str, limit: int = 3) -> list[Place]:
    """Where a quote stands in a source; else the sentences most like it, best first."""
    exact = [_place(document, start, start + len(quote), 1.0) for start in _finds(document, quote)]
    return exact or _nearest(document, quote, limit)


def _finds(document: Document, quote: str) -> Iterator[int]:
    start = document.text.find(quote) if quote.strip() else -1
    while start >= 0:
        yield start
        start = document.text.find(quote, start + 1)


def _nearest(document: Document, quote: str, limit: int) -> list[Place]:
    wanted = {token.word for token in tokens(quote)}
    places = []
    for paragraph in document.paragraphs:
        if paragraph.region == "furniture":
            continue
        for first, last in sentences(document.text[paragraph.start : paragraph.end]):
            start, end = paragraph.start + first, paragraph.start + last
            found = {token.word for token in tokens(document.text[start:end])}
            shared = len(wanted & found) / max(1, len(wanted))
            if shared >= 0.4:
                places.append(_place(document, start, end, round(min(shared, 0.99), 2)))
    return sorted(places, key=lambda place: (-place.likeness, place.start))[:limit]


def _place(document: Document, start: int, end: int, likeness: float) -> Place:
    paragraph = document.paragraph(start)
    return Place(
        source=document.source.id,
        start=start,
        end=end,
        quote=document.text[start:end],
        region=paragraph.region if paragraph else "none",
        paragraph=paragraph.number if paragraph else None,
        line=document.line(start),
        likeness=likeness,
    )


def spanned(tables: Tables, document: Callable[[str], Document]) -> Tables:
    """The tables with each evidence and omission that has a quote but no span given one.

    What is malformed otherwise is left as it is, for the codec to name.

    Raises:
        BaseError: such a quote stands in its source not once, but never or several times.
    """
    copied: Tables = json.loads(json.dumps(tables))
    for key, fact in copied["facts"].items():
        evidence = fact.get("evidence")
        for i, item in enumerate(evidence if isinstance(evidence, list) else []):
            if _lacks_span(item):
                item.update(_span(document, item, f"facts/{key}: evidence[{i}].quote"))
    for key, omission in copied["omissions"].items():
        if _lacks_span(omission):
            omission.update(_span(document, omission, f"omissions/{key}: quote"))
            del omission["quote"]
    return copied


def _lacks_span(item: Any) -> bool:
    if not isinstance(item, dict) or "start" in item or "end" in item:
        return False
    return isinstance(item.get("quote"), str) and isinstance(item.get("source"), str)


def _span(
    document: Callable[[str], Document], item: Mapping[str, Any], where: str
) -> dict[str, int]:
    found = list(_finds(document(item["source"]), item["quote"]))
    if len(found) == 1:
        return {"start": found[0], "end": found[0] + len(item["quote"])}
    times = f"stands {len(found)} times in" if found else "does not stand in"
    raise BaseError(
        f"{where}: {times} {item['source']}: {printable(item['quote'][:60])}",
        "`bilat locate` shows the passages most like it; give start and end where it is not alone.",
    )


def ordered(tables: Tables) -> Tables:
    """The same valid records in the one order, their fields as the model lists them.

    Sources stand by date, entities and topics by id, facts and omissions by where they first stand
    in the sources, tombstones last.
    """
    sources = sorted(tables["sources"].values(), key=lambda s: (s["written"], s["id"]))
    rank = {source["id"]: i for i, source in enumerate(sources)}

    def place(fact: dict[str, Any]) -> tuple[Any, ...]:
        spans = [
            (rank.get(e["source"], len(rank)), e["start"], e["end"])
            for e in fact.get("evidence", ())
        ]
        return (not spans, min(spans, default=()), fact["id"])

    def span(omission: dict[str, Any]) -> tuple[Any, ...]:
        return (rank.get(omission["source"], len(rank)), omission["start"], omission["id"])

    return {
        "meta": tables["meta"],
        "sources": _keyed(sources, model.Source._fields),
        "entities": _keyed(sorted(tables["entities"].values(), key=_by_id), model.Entity._fields),
        "topics": _keyed(sorted(tables["topics"].values(), key=_by_id), model.Topic._fields),
        "facts": _keyed(sorted(tables["facts"].values(), key=place), model.Fact._fields),
        "omissions": _keyed(sorted(tables["omissions"].values(), key=span), model.Omission._fields),
    }


def _by_id(record: dict[str, Any]) -> str:
    return str(record["id"])


def _keyed(records: list[dict[str, Any]], names: tuple[str, ...]) -> dict[str, Any]:
    return {record["id"]: _fields_ordered(record, names) for record in records}


def _fields_ordered(record: dict[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    result = {name: record[name] for name in (*names, *record) if name in record}
    if "evidence" in result:
        result["evidence"] = [
            _fields_ordered(item, model.Evidence._fields) for item in result["evidence"]
        ]
    return result


def dumps(tables: Tables) -> str:
    """The text of a facts.json: UTF-8 unescaped, indented, with a line feed at its end."""
    return json.dumps(tables, ensure_ascii=False, indent=2) + "\n"
