"""W3C Web Annotations (https://www.w3.org/TR/annotation-model/): one for each evidence."""

import base64
import json
from collections.abc import Iterable
from typing import Any

from ..base.document import Library
from ..core.model import Evidence, Fact, Source
from ..core.text import json_safe
from ..core.window import iso
from .attribution import attributed
from .entries import label, released

CONTEXT = "http://www.w3.org/ns/anno.jsonld"


def webannotation(library: Library, facts: Iterable[Fact]) -> str:
    """A JSON-LD array of annotations, each of which ties a statement to its quote."""
    found = [
        _annotation(library, fact, item, number)
        for fact in facts
        for number, item in enumerate(fact.evidence, 1)
    ]
    return json_safe(json.dumps(found, ensure_ascii=False, indent=2)) + "\n"


def _annotation(library: Library, fact: Fact, item: Evidence, number: int) -> dict[str, Any]:
    receipt = library.receipt(item)
    caveats = [f"{label(caveat)}: {caveat.text}" for caveat in fact.caveats]
    tags = [library.base.topics[topic].label for topic in fact.topics]
    tags += [] if receipt.verified else ["NOT VERIFIED"]
    return {
        "@context": CONTEXT,
        "id": f"urn:bilat:fact:{fact.id}:evidence:{number}",
        "type": "Annotation",
        "motivation": "describing",
        # As of the base's release, so that its bytes do not change.
        "created": f"{iso(released(library.base.meta.release))}T00:00:00Z",
        "body": [
            {
                "type": "TextualBody",
                "value": attributed(library.base, fact),
                "format": "text/plain",
                "purpose": "describing",
            },
            *({"type": "TextualBody", "value": told, "purpose": "commenting"} for told in caveats),
            *({"type": "TextualBody", "value": tag, "purpose": "tagging"} for tag in tags),
        ],
        "target": {
            "type": "SpecificResource",
            "source": _text(library.base.sources[item.source]),
            "selector": [
                {
                    "type": "TextQuoteSelector",
                    "exact": item.quote,
                    "prefix": receipt.prefix,
                    "suffix": receipt.suffix,
                },
                {"type": "TextPositionSelector", "start": item.start, "end": item.end},
            ],
        },
    }


def _text(source: Source) -> dict[str, Any]:
    """The very bytes that were read, named by their hash (RFC 6920); where they are, if known."""
    digest = base64.urlsafe_b64encode(bytes.fromhex(source.sha256)).decode().rstrip("=")
    return {
        "id": f"ni:///sha-256;{digest}",
        "type": "Text",
        "format": "text/plain",
        "language": source.language,
    } | ({"via": source.url} if source.url else {})
