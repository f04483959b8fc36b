"""Pandoc's Markdown with citations, and the bibliography in its head: any style does the rest."""

import json
from collections.abc import Iterable
from typing import Any

from ..base.document import Library
from ..core.markdown import typeset
from ..core.model import Evidence, Fact
from ..core.text import json_safe
from .attribution import attributed
from .csl import item
from .entries import caveats_told, entries


def pandoc(library: Library, facts: Iterable[Fact]) -> str:
    """Each statement with citations such as `[@mammadov-2025, para. 2]`.

    The references stand in the head as CSL-JSON, which is YAML too: `pandoc --citeproc --csl FILE`
    makes a document of it as it is. pandoc reads that head as Markdown, so it is written so.
    """
    some = list(facts)
    items = [_marked_up(item(library, entry)) for entry in entries(library, some)]
    head = json_safe(json.dumps({"references": items}, ensure_ascii=False, indent=2))
    body = "\n".join(_statement(library, fact) for fact in some)
    return f"---\n{head}\n---\n\n{body}\n# References\n"


def _marked_up(value: Any) -> Any:
    """A part of an item, its texts in Markdown line by line."""
    if isinstance(value, str):
        return "\n".join(map(typeset, value.split("\n")))
    if isinstance(value, list):
        return [_marked_up(part) for part in value]
    if isinstance(value, dict):
        return {key: _marked_up(part) for key, part in value.items()}
    return value


def _statement(library: Library, fact: Fact) -> str:
    told = typeset(attributed(library.base, fact))
    cited = "; ".join(_citation(library, one) for one in fact.evidence)
    doubt = "" if all(r.verified for r in library.receipts(fact)) else "**NOT VERIFIED.** "
    return f"{doubt}{told.removesuffix('.')} [{cited}].{caveats_told(fact)}\n"


def _citation(library: Library, one: Evidence) -> str:
    paragraph = library.receipt(one).paragraph
    return f"@{one.source}{f', para. {paragraph}' if paragraph is not None else ''}"
