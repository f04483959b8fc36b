"""The JSON Schema (2020-12) of everything that bilat prints as JSON."""

from __future__ import annotations

from typing import Any

from ..base.codec import ID_PATTERN
from ..core import model

VERSION = "1.0"
Schema = dict[str, Any]

_TEXT: Schema = {"type": "string", "minLength": 1}
_ID: Schema = {"type": "string", "pattern": f"^{ID_PATTERN}$"}
_COUNT: Schema = {"type": "integer", "minimum": 0}
_OFFSET: Schema = {**_COUNT, "description": "Unicode code points from the start of the file."}
_EDTF: Schema = {**_TEXT, "description": "An EDTF date (ISO 8601-2), in the subset of the README."}


def _maybe(schema: Schema) -> Schema:
    return {"anyOf": [schema, {"type": "null"}]}


def _list(items: Schema, least: int = 0) -> Schema:
    return {"type": "array", "items": items} | ({"minItems": least} if least else {})


def _record(description: str, /, optional: tuple[str, ...] = (), **properties: Schema) -> Schema:
    return {
        "type": "object",
        "description": description,
        "properties": properties,
        "required": [name for name in properties if name not in optional],
        "additionalProperties": False,
    }


def _one_of(values: tuple[str, ...]) -> Schema:
    return {"enum": list(values)}


_BY_LANGUAGE: Schema = {"type": "object", "additionalProperties": _list(_TEXT, 1)}
_SPAN: Schema = {"start": _OFFSET, "end": _OFFSET}
_PARAGRAPH: Schema = {
    **_maybe({"type": "integer", "minimum": 1}),
    "description": "The number within the body; null outside it.",
}
_LINE: Schema = {"type": "integer", "minimum": 1}
_BASIS = _record("Where a date comes from.", type=_one_of(model.BASIS_TYPES), how=_maybe(_TEXT))

_EVIDENCE = _record(
    "An exact quote of one source, and who asserts it there.",
    source=_ID,
    **_SPAN,
    quote=_TEXT,
    asserted_by=_list(_ID),
    voice=_one_of(model.VOICES),
    when=_maybe(_EDTF),
    as_of={**_EDTF, "description": "When the source was written."},
    paragraph=_PARAGRAPH,
    line=_LINE,
    prefix={"type": "string", "maxLength": 32},
    suffix={"type": "string", "maxLength": 32},
    verified={
        "type": "boolean",
        "description": "The quote stands at its span, and the file has its recorded SHA-256.",
    },
)


def _with_fact() -> Schema:
    """An evidence that stands apart from its fact."""
    properties: Schema = _EVIDENCE["properties"]
    return _record("A quote of a fact.", fact=_ID, **properties)


_MATCHED = _record(
    "A word of the query where it matched.",
    query=_TEXT,
    field={**_TEXT, "description": "A path in this record; a topic's or actor's names match too."},
    text=_TEXT,
    start=_COUNT,
    end=_COUNT,
)
FACT = _record(
    "One atomic statement with its evidence.",
    optional=("match", "references"),
    id=_ID,
    statement=_TEXT,
    kind=_one_of(model.KINDS),
    scope=_one_of(model.SCOPES),
    topics=_list(_ID, 1),
    actors=_list(_ID, 1),
    when=_maybe(_EDTF),
    when_basis=_maybe(_BASIS),
    quantities=_list(
        _record(
            "A number and what it counts.",
            value={"type": "number"},
            unit=_TEXT,
            comparator=_one_of(model.COMPARATORS),
            of=_TEXT,
            base=_maybe(_TEXT),
        )
    ),
    evidence=_list(_EVIDENCE, 1),
    caveats=_list(_record("A warning.", type=_one_of(model.CAVEAT_TYPES), text=_TEXT)),
    relations=_list(
        _record("This fact `type` that fact.", type=_one_of(model.RELATION_TYPES), fact=_ID)
    ),
    keywords=_list(_TEXT),
    sides={
        **_list(_ID),
        "description": "The sides of who asserts the fact and of the sources that report it.",
    },
    match=_record(
        "Search hits only: why the fact was found.",
        score={"type": "number", "description": "BM25, higher is better."},
        words=_list(_MATCHED),
        reasons=_list(
            _record(
                "What a word of the query earned, and by which way: words, time, actor, topic.",
                query=_TEXT,
                how=_TEXT,
                by=_TEXT,
                weight={"type": "number"},
            )
        ),
    ),
    references={**_list(_TEXT, 1), "description": "Citations only: one for each evidence."},
)
SOURCE = _record(
    "A text kept byte for byte.",
    id=_ID,
    file=_TEXT,
    sha256={"type": "string", "pattern": "^[0-9a-f]{64}$"},
    title=_TEXT,
    author=_ID,
    author_role=_maybe(_TEXT),
    publisher=_maybe(_TEXT),
    written=_EDTF,
    written_basis=_BASIS,
    posted=_maybe(_record("A repost, which is not a publication.", by=_TEXT, at=_TEXT)),
    language=_TEXT,
    genre=_TEXT,
    side=_maybe(_ID),
    url=_maybe(_TEXT),
    regions=_list(_record("A typed span.", type=_one_of(model.REGION_TYPES), **_SPAN), 1),
    facts=_COUNT,
    paragraphs=_COUNT,
    verified={"type": "boolean", "description": "The file has its recorded SHA-256."},
)
TOPIC = _record(
    "A concept of the thesaurus (SKOS).",
    id=_ID,
    label=_TEXT,
    labels=_BY_LANGUAGE,
    alt=_list(_TEXT),
    broader=_maybe(_ID),
    narrower=_list(_ID),
    facts={**_COUNT, "description": "Facts of this topic and all below it."},
)
ACTOR = _record(
    "An entity that facts are about.",
    id=_ID,
    type=_one_of(model.ENTITY_TYPES),
    name=_TEXT,
    family={
        **_maybe(_TEXT),
        "description": "The part of a person's name that references sort by; null: the last word.",
    },
    names=_BY_LANGUAGE,
    aliases=_list(_TEXT),
    side=_maybe(_ID),
    description=_maybe(_TEXT),
    facts=_COUNT,
    asserts=_COUNT,
)
PARAGRAPH = _record(
    "A paragraph of a source, and what facts quote from it.",
    source=_ID,
    region=_one_of(model.REGION_TYPES),
    paragraph=_PARAGRAPH,
    line=_LINE,
    **_SPAN,
    text=_TEXT,
    evidence=_list(_record("A quoted span.", fact=_ID, **_SPAN)),
)
FINDING = _record(
    "A check of `verify` that does not hold.",
    table=_one_of(("sources", "entities", "topics", "facts", "omissions")),
    record=_ID,
    field=_TEXT,
    problem=_TEXT,
)
SENTENCE = _record(
    "A sentence of a source and what accounts for it.",
    source=_ID,
    region=_one_of(model.REGION_TYPES),
    paragraph=_PARAGRAPH,
    line=_LINE,
    **_SPAN,
    text=_TEXT,
    status=_one_of(("evidence", "omission", "uncovered")),
    facts=_list(_ID),
    reason=_maybe(_one_of(model.OMISSION_REASONS)),
    residue=_list(_record("A stretch that no quote covers.", **_SPAN, text=_TEXT)),
)

PLACE = _record(
    "Where a quote stands, or a passage like it.",
    source=_ID,
    **_SPAN,
    quote=_TEXT,
    region={**_TEXT, "description": "The region's type, or none."},
    paragraph=_PARAGRAPH,
    line=_LINE,
    likeness={"type": "number", "description": "1 for the very quote, less for what is like it."},
)

FACET = _record(
    "How many of the facts found have one value of a facet.",
    facet=_one_of(("topic", "kind", "source", "year")),
    value=_TEXT,
    facts={"type": "integer", "minimum": 1},
)

COMPARISON = _record(
    "What several sources say of one matter, or one alone.",
    relationship=_one_of(("same", "refines", "differs", "alone")),
    facts={**_list(_ID, 1), "description": "The fact, and those of other sources joined to it."},
    statement={**_TEXT, "description": "That of the first fact."},
    detail={**_maybe(_TEXT), "description": "In what they refine one another or differ."},
    sources=_list(
        _record(
            "What one source says of it.",
            source=_ID,
            side=_maybe(_ID),
            evidence=_list(_with_fact(), 1),
        ),
        1,
    ),
    independent={
        "type": "boolean",
        "description": "Whether sources of more than one side say it.",
    },
)

# By name, with the commands that print arrays of it.
RECORDS: dict[str, tuple[Schema, tuple[str, ...]]] = {
    "fact": (FACT, ("search", "list", "timeline", "show", "cite")),
    "source": (SOURCE, ("sources",)),
    "topic": (TOPIC, ("topics",)),
    "actor": (ACTOR, ("actors",)),
    "paragraph": (PARAGRAPH, ("read",)),
    "finding": (FINDING, ("verify",)),
    "sentence": (SENTENCE, ("coverage",)),
    "comparison": (COMPARISON, ("compare",)),
    "place": (PLACE, ("locate",)),
    "facet": (FACET, ("search --facets",)),
}


def schema(name: str | None = None) -> Schema:
    """The schema of one kind of record's output, or of any command's.

    Args:
        name: one of RECORDS; None stands for all of them.
    """
    names = [name] if name else list(RECORDS)
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
        "$defs": {n: RECORDS[n][0] for n in names},
    } | (arrays[0] if name else {"anyOf": arrays})
