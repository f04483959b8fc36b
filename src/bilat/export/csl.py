"""CSL-JSON, the input of citation processors such as Zotero's and pandoc's: an item a source."""

import json
from collections.abc import Iterable
from typing import Any

from ..base.document import Library
from ..cite.work import PARTS, Name
from ..core.edtf import Edtf, Moment, Precision
from ..core.model import Fact
from ..core.text import json_safe
from .entries import Entry, annotations, entries, keywords, kind_told, short_title

Item = dict[str, Any]


def csl_json(library: Library, facts: Iterable[Fact]) -> str:
    """A list of items that meets the CSL-JSON schema, version 1.0."""
    made = [item(library, entry) for entry in entries(library, facts)]
    return json_safe(json.dumps(made, ensure_ascii=False, indent=2)) + "\n"


def item(library: Library, entry: Entry) -> Item:
    """The item of a source; the quotes stand in `annote`, which styles do not print."""
    work = entry.work
    fields = {
        "id": work.id,
        "type": work.type,
        "title": work.title,
        "title-short": short_title(work),
        "author": [*map(_name, work.authors)],
        "editor": [*map(_name, work.editors)],
        "container-title": work.container_title,
        "publisher": work.publisher,
        "publisher-place": work.publisher_place,
        "volume": work.volume,
        "issue": work.issue,
        "page": work.page,
        "number": work.number,
        "issued": date(work.issued) if work.issued else None,
        "accessed": date(work.accessed) if work.accessed else None,
        "genre": kind_told(work),
        "language": work.language,
        "URL": work.url,
        "keyword": ", ".join(keywords(library, entry)),
        "annote": "\n".join(annotations(entry)),
    }
    return {key: value for key, value in fields.items() if value}


def _name(name: Name) -> dict[str, str]:
    if name.literal:
        return {"literal": name.literal}
    parts = ((part.replace("_", "-"), getattr(name, part)) for part in PARTS)
    return {part: text for part, text in parts if text}


def date(when: Edtf) -> Item:
    """A CSL date in parts, as precise as they can be; no processor prints another well.

    Of an interval with an open end that end is left out. A decade, and what lies between two
    dates, is a range of years; seasons are the months 21 to 24 of a range; years before the common
    era are counted from -1, without a year 0.
    """
    ends = [part for part in (when.start, when.end) if part is not None]
    whole = ends[0].precision < Precision.YEAR
    if not (when.interval or when.one_of or whole):
        ends = ends[:1]
    parts = [_parts(ends[0], alone=len(ends) < 2)]
    if when.one_of:
        parts = [[_year(end.earliest.year)] for end in ends]
    elif len(ends) > 1:
        parts.append([_year(ends[1].latest.year)] if whole else _parts(ends[1], alone=False))
    found: Item = {"date-parts": parts[:1] if parts[0] == parts[-1] else parts}
    if len(ends) == 1 and ends[0].season is not None:
        found["season"] = ends[0].season - 20
    return found | ({"circa": True} if when.doubtful or when.one_of else {})


def _parts(moment: Moment, *, alone: bool) -> list[int]:
    first, year = moment.earliest, _year(moment.earliest.year)
    if moment.season is not None:
        return [year] if alone else [year, moment.season]
    if moment.precision <= Precision.SEASON:
        return [year]
    return [year, *first[1 : 3 if moment.precision is Precision.DAY else 2]]


def _year(astronomical: int) -> int:
    return astronomical if astronomical > 0 else astronomical - 1
