"""CSL-JSON, the input of citation processors such as Zotero's and pandoc's: an item a source."""

import json
from collections.abc import Iterable
from typing import Any

from ..base.document import Library
from ..cite.names import Name
from ..core.edtf import Edtf, Moment, Precision
from ..core.model import Fact
from ..core.text import json_safe
from .entries import Entry, entries, notes


def csl_json(library: Library, facts: Iterable[Fact]) -> str:
    """A list of items that meets the CSL-JSON schema, version 1.0."""
    items = [_item(entry) for entry in entries(library, facts)]
    return json_safe(json.dumps(items, ensure_ascii=False, indent=2)) + "\n"


def _item(entry: Entry) -> dict[str, Any]:
    work = entry.work
    fields = {
        "id": work.id,
        "type": work.type,
        "title": work.title,
        "author": [*map(_name, work.authors)],
        "editor": [*map(_name, work.editors)],
        "container-title": work.container_title,
        "publisher": work.publisher,
        "issued": issued(work.issued) if work.issued else None,
        "genre": work.genre,
        "language": work.language,
        "URL": work.url,
        "note": "\n".join(notes(entry)),
    }
    return {key: value for key, value in fields.items() if value}


def _name(name: Name) -> dict[str, str]:
    if name.literal:
        return {"literal": name.literal}
    parts = {
        "family": name.family,
        "given": name.given,
        "dropping-particle": name.dropping_particle,
        "non-dropping-particle": name.non_dropping_particle,
        "suffix": name.suffix,
    }
    return {key: value for key, value in parts.items() if value}


def issued(when: Edtf) -> dict[str, Any]:
    """A CSL date: parts where EDTF's meaning fits into them, or else its text."""
    moments = [part for part in (when.start, when.end) if part is not None]
    whole = all(part.precision >= Precision.YEAR and part.earliest.year > 0 for part in moments)
    seasons = when.interval and any(part.season is not None for part in moments)
    if not whole or seasons or when.one_of or (when.interval and len(moments) < 2):
        return {"literal": when.text}
    ends = moments if when.interval else moments[:1]
    date: dict[str, Any] = {"date-parts": [_parts(part) for part in ends]}
    if len(ends) == 1 and ends[0].season is not None:
        date["season"] = ends[0].season - 20
    if when.doubtful:
        date["circa"] = True
    return date


def _parts(moment: Moment) -> list[int]:
    if moment.precision <= Precision.SEASON:
        return [moment.earliest.year]
    return list(moment.earliest[: 3 if moment.precision is Precision.DAY else 2])
