"""Web annotations, read as JSON-LD: each evidence, where it stands and in which bytes."""

from __future__ import annotations

import base64
import hashlib
import json
from typing import Any

from hypothesis import given, settings
from pyld import jsonld

from exports import HOSTILE, bundled, changed, document, hostile, inside, nasty_examples

OA, RDF = "http://www.w3.org/ns/oa#", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
DC, TYPES = "http://purl.org/dc/elements/1.1/", "http://purl.org/dc/dcmitype/"
ANNO = "http://www.w3.org/ns/anno.jsonld"
# The terms of the vocabulary that the annotations use, as its own context defines them.
CONTEXT = {
    "id": "@id",
    "type": "@type",
    **{name: OA + name for name in ("Annotation", "TextualBody", "SpecificResource")},
    **{name: OA + name for name in ("TextQuoteSelector", "TextPositionSelector")},
    **{name: OA + name for name in ("describing", "tagging", "commenting", "exact", "prefix")},
    "suffix": f"{OA}suffix",
    "created": {
        "@id": "http://purl.org/dc/terms/created",
        "@type": "http://www.w3.org/2001/XMLSchema#dateTime",
    },
    "Text": f"{TYPES}Text",
    "body": {"@id": f"{OA}hasBody", "@type": "@id"},
    "target": {"@id": f"{OA}hasTarget", "@type": "@id"},
    "source": {"@id": f"{OA}hasSource", "@type": "@id"},
    "selector": {"@id": f"{OA}hasSelector", "@type": "@id"},
    "via": {"@id": f"{OA}via", "@type": "@id"},
    "motivation": {"@id": f"{OA}motivatedBy", "@type": "@vocab"},
    "purpose": {"@id": f"{OA}hasPurpose", "@type": "@vocab"},
    "start": {"@id": f"{OA}start", "@type": "http://www.w3.org/2001/XMLSchema#nonNegativeInteger"},
    "end": {"@id": f"{OA}end", "@type": "http://www.w3.org/2001/XMLSchema#nonNegativeInteger"},
    "value": f"{RDF}value",
    "format": f"{DC}format",
    "language": f"{DC}language",
}


def served(url: str, _options: Any) -> dict[str, Any]:
    """The one document that is loaded."""
    assert url == ANNO
    return {"contextUrl": None, "documentUrl": url, "document": {"@context": CONTEXT}}


def expanded(text: str) -> list[dict[str, Any]]:
    """The annotations, their terms as IRIs; no key is dropped for want of a meaning."""
    raw = json.loads(text)
    assert {annotation["@context"] for annotation in raw} <= {ANNO}
    found = jsonld.expand(raw, {"documentLoader": served})
    assert _leaves(raw) - len(raw) == _leaves(found)
    return found


def _leaves(value: Any) -> int:
    if isinstance(value, dict):
        value = [item for key, item in value.items() if not (key == "@type" and "@value" in value)]
    return sum(map(_leaves, value)) if isinstance(value, list) else 1


def one(node: dict[str, Any], term: str) -> Any:
    """The one value that a node has for a term."""
    (found,) = node[term]
    return found.get("@value", found.get("@id")) if found.keys() & {"@value"} else found


def selected(target: dict[str, Any]) -> dict[str, Any]:
    """What the two selectors of a target say."""
    quote, position = target[f"{OA}hasSelector"]
    assert quote["@type"] == [f"{OA}TextQuoteSelector"]
    assert position["@type"] == [f"{OA}TextPositionSelector"]
    said = {name: one(quote, OA + name) for name in ("exact", "prefix", "suffix")}
    return said | {name: one(position, OA + name) for name in ("start", "end")}


def ni(content: bytes) -> str:
    """The name of some bytes by RFC 6920."""
    digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest())
    return f"ni:///sha-256;{digest.decode().rstrip('=')}"


def test_the_name_of_bytes_is_that_of_the_example_in_its_rfc():
    assert ni(b"Hello World!") == "ni:///sha-256;f4OxZX_x_FO5LcGBSKHWXfwtSx-j1ncoSt3SABJtkGk"


def test_every_evidence_is_one_annotation_that_cuts_its_quote_out_of_the_file():
    base = bundled().base
    found = iter(expanded(document(bundled(), "webannotation")))
    seen = set()
    for fact in base.facts.values():
        for item in fact.evidence:
            annotation = next(found)
            seen.add(annotation["@id"])
            assert annotation["@type"] == [f"{OA}Annotation"]
            assert one(annotation, f"{OA}motivatedBy") == {"@id": f"{OA}describing"}
            target = one(annotation, f"{OA}hasTarget")
            source = one(target, f"{OA}hasSource")
            content = (base.folder / base.sources[item.source].file).read_bytes()
            assert (source["@id"], source["@type"]) == (ni(content), [f"{TYPES}Text"])
            text, said = content.decode(), selected(target)
            start, end = said["start"], said["end"]
            assert text[start:end] == said["exact"] == item.quote
            assert text[:start].endswith(said["prefix"])
            assert text[end:].startswith(said["suffix"])
            assert said["prefix"] or start == 0
            assert said["suffix"] or end == len(text)
    assert next(found, None) is None
    assert len(seen) == sum(len(fact.evidence) for fact in base.facts.values())


def test_its_bodies_are_the_statement_and_the_topics():
    base = bundled().base
    fact = base.facts["visa-free-since-july-2024"]
    (annotation,) = expanded(document(bundled(), "webannotation", [fact]))
    statement, *rest = annotation[f"{OA}hasBody"]
    caveats, tags = rest[: len(fact.caveats)], rest[len(fact.caveats) :]
    assert one(statement, f"{RDF}value") == fact.statement
    assert one(statement, f"{DC}format") == "text/plain"
    for caveat, body in zip(fact.caveats, caveats, strict=True):
        assert caveat.text in one(body, f"{RDF}value")
        assert one(body, f"{OA}hasPurpose")["@id"] == f"{OA}commenting"
    assert [one(tag, f"{RDF}value") for tag in tags] == ["Visas", "Tourism"]
    assert {one(tag, f"{OA}hasPurpose")["@id"] for tag in tags} == {f"{OA}tagging"}
    assert {body["@type"][0] for body in (statement, *tags)} == {f"{OA}TextualBody"}


@nasty_examples
@given(HOSTILE)
@settings(deadline=None, max_examples=50)
def test_no_text_is_lost_on_its_way_through_json_ld(text):
    (annotation,) = expanded(document(hostile(f"{text}{text}"), "webannotation"))
    said = selected(one(annotation, f"{OA}hasTarget"))
    assert (said["exact"], said["start"], said["end"]) == (text * 2, 0, len(text) * 2)
    told = [one(body, f"{RDF}value") for body in annotation[f"{OA}hasBody"]]
    assert told == [text * 2, f"vague: {text * 2}", text * 2]


def test_the_address_of_a_source_says_where_its_text_was(tmp_path):
    library = changed(tmp_path, sources={"note": {"URL": "https://example.org/note"}})
    fact = library.base.facts["first-envoy"]
    (annotation,) = expanded(document(library, "webannotation", [fact]))
    source = one(one(annotation, f"{OA}hasTarget"), f"{OA}hasSource")
    assert one(source, f"{OA}via") == {"@id": "https://example.org/note"}


def test_positions_count_code_points_beyond_the_first_plane():
    library = hostile("😀 𠀀 quote")
    (annotation,) = json.loads(document(library, "webannotation"))
    assert annotation["target"]["selector"][1] == {
        "type": "TextPositionSelector",
        "start": 0,
        "end": 9,
    }


def test_the_command_prints_an_array_and_marks_what_does_not_verify(mini):
    args = ["cite", "--facts", mini, "first-envoy", "--format", "webannotation"]
    ran = inside(*args)
    assert (ran.code, ran.err) == (0, "")
    assert "NOT VERIFIED" not in ran.out.decode()
    note = mini.parent / "seeds" / "note.txt"
    note.write_bytes(note.read_bytes() + b"!")
    ran = inside(*args)
    (annotation,) = expanded(ran.out.decode())
    tags = [one(body, f"{RDF}value") for body in annotation[f"{OA}hasBody"]]
    assert (ran.code, tags[-1]) == (3, "NOT VERIFIED")
