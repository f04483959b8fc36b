"""A base of format 1, brought up: sources in the terms of CSL, and nothing lost."""

import json
from typing import Any

from ..base.storage import Tables

# The genres that format 1 had by custom, by types of CSL; docs/annotation.md has the table.
# Of the first ones whoever brings them out is what they stand in, else it is their publisher.
_PIECES = {
    "article-newspaper": "article news editorial commentary column feature analysis op-ed "
    "news-report",
    "interview": "interview",
    "article-journal": "journal-article",
}
_WHOLE = {
    "post-weblog": "blog blog-post",
    "book": "book memoir",
    "chapter": "chapter",
    "treaty": "declaration joint-declaration treaty",
    "legislation": "law",
    "personal_communication": "letter",
    "post": "post",
    "webpage": "press-release web-page webpage",
    "report": "report",
    "speech": "speech statement",
    "thesis": "thesis",
}
# What fields of a source were called.
_RENAMED = {"written": "issued", "written_basis": "issued_basis", "url": "URL", "side": "sides"}
TYPES = {genre: kind for kind, genres in (_PIECES | _WHOLE).items() for genre in genres.split()}


def brought_up(tables: Tables) -> tuple[Tables, list[str]]:
    """The tables in format 2, and the ids of the sources whose type is to be looked at.

    What is malformed is left as it is, for the codec to name.
    """
    copied: Tables = json.loads(json.dumps(tables))
    for release in copied["meta"].values():
        release["format"] = 2
    doubtful = []
    for key, source in copied["sources"].items():
        if _typed(source) == "document" or (source.get("publisher") and not _piece(source)):
            doubtful.append(key)
        copied["sources"][key] = _source(source)
    return copied, doubtful


def _source(old: dict[str, Any]) -> dict[str, Any]:
    new = dict(old)
    for before, after in _RENAMED.items():
        if before in new:
            new[after] = new.pop(before)
    new["type"] = _typed(old)
    for field in ("author", "sides"):
        if field in new and not isinstance(new[field], list):
            new[field] = [] if new[field] is None else [new[field]]
    if _piece(old) and "publisher" in new:
        new["container-title"] = new.pop("publisher")
    return new


def _genre(old: dict[str, Any]) -> str:
    return str(old.get("genre", "")).lower().replace("_", "-").replace(" ", "-")


def _piece(old: dict[str, Any]) -> bool:
    return TYPES.get(_genre(old)) in _PIECES


def _typed(old: dict[str, Any]) -> str:
    """The CSL type of a genre; a piece that nothing known carried, or a repost, is a web page."""
    kind = TYPES.get(_genre(old), "document")
    carried = old.get("publisher") is not None
    reposted = kind == "document" and old.get("posted")
    return "webpage" if reposted or (kind == "article-newspaper" and not carried) else kind
