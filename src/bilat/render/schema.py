"""The JSON Schema (2020-12) of everything that bilat prints as JSON, made from its shapes."""

from __future__ import annotations

from typing import Any

import msgspec

from ..audit.check import Remark
from ..audit.coverage import Sentence
from ..audit.mending import Finding
from ..base.codec import TABLES
from ..core.edtf import Edtf, Issued
from ..core.model import EdtfText, Record, Release, Tombstone
from ..curate.authoring import Place
from ..curate.history import Entry
from ..curate.trial import Trial
from ..lookup.summary import Facet
from . import shapes

VERSION = "2.0"
Schema = dict[str, Any]

# By name, with the commands that print arrays of it.
RECORDS: dict[str, tuple[type[Record], tuple[str, ...]]] = {
    "fact": (shapes.FactShown, ("search", "list", "timeline", "on", "show", "cite")),
    "source": (shapes.SourceShown, ("sources",)),
    "topic": (shapes.TopicShown, ("topics",)),
    "actor": (shapes.ActorShown, ("actors",)),
    "paragraph": (shapes.ParagraphShown, ("read", "search --texts")),
    "finding": (Finding, ("verify",)),
    "sentence": (Sentence, ("coverage",)),
    "remark": (Remark, ("check",)),
    "comparison": (shapes.ComparisonShown, ("compare",)),
    "place": (Place, ("locate",)),
    "facet": (Facet, ("search --facets",)),
    "change": (Entry, ("log",)),
    "trial": (Trial, ("try",)),
}


def schema(name: str | None = None) -> Schema:
    """The schema of one kind of record's output, or of any command's.

    Args:
        name: one of RECORDS; None stands for all of them.
    """
    names = [name] if name else list(RECORDS)
    made, parts = msgspec.json.schema_components(
        [RECORDS[n][0] for n in names], schema_hook=_hook, ref_template="#/$defs/{name}"
    )
    arrays = [
        {
            "description": f"bilat {', '.join(RECORDS[n][1])} --json",
            "type": "array",
            "items": {"$ref": f"#/$defs/{n}"},
        }
        for n in names
    ]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:bilat:schema:{name or 'output'}:{VERSION}",
        "title": "What bilat prints with --json, unless --fields chooses parts of it",
        "$defs": dict(zip(names, made, strict=True)) | parts,
    } | (arrays[0] if name else {"anyOf": arrays})


def file_schema() -> Schema:
    """The schema of a facts.json itself, format 2: what `tidy` writes and every command reads."""
    kinds = [Release, *TABLES.values(), Tombstone]
    made, parts = msgspec.json.schema_components(
        kinds, schema_hook=_hook, ref_template="#/$defs/{name}"
    )
    release, *records, stone = made
    tables = dict(zip(TABLES, records, strict=True))
    tables["facts"] = {"anyOf": [tables["facts"], stone]}
    held = {name: {"type": "object", "additionalProperties": one} for name, one in tables.items()}
    held["meta"] = {
        "type": "object",
        "additionalProperties": release,
        "minProperties": 1,
        "maxProperties": 1,
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:bilat:schema:file:{VERSION}",
        "title": "A facts.json of bilat: its tables, each an object of records by id",
        "type": "object",
        "properties": held,
        "required": list(held),
        "additionalProperties": False,
        "$defs": parts,
    }


def _hook(kind: type) -> Schema:
    if kind not in (Edtf, Issued):
        raise NotImplementedError
    return msgspec.json.schema(EdtfText)
