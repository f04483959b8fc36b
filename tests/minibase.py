"""A small base of its own, in which every form of the contract occurs."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

NOTE = (
    "A note on ties\n"
    "By Lala Əliyeva\n"
    "Ruritania and Graustark opened relations on 4 May 1990. "
    "The first envoy, 王小明, came in 1991. "
    "Trade grew by 20 percent in 2004.\n"
    "We have always stood together. Some say the pact dates from the 18th century.\n"
    "A picture of the harbour, summer 2003.\n"
    "Buy now: cheap flights to Ruritania!\n"
)
LETTER = (
    "Letter to the editor\n\n"
    "Relations began in 1990. “We will build a railway,” the minister said. "
    "Since June 2004 no visa is needed. Over 70 papers were signed.\n"
)

Tables = dict[str, dict[str, Any]]


def source(name: str, text: str, author: str, issued: str, regions: list[tuple[str, str]]) -> dict:
    spans = []
    for kind, content in regions:
        start = text.index(content)
        spans.append({"type": kind, "start": start, "end": start + len(content)})
    return {
        "id": name,
        "file": f"seeds/{name}.txt",
        "sha256": hashlib.sha256(text.encode()).hexdigest(),
        "type": "document",
        "title": regions[0][1],
        "author": [author],
        "issued": issued,
        "issued_basis": {"type": "stated", "how": None},
        "genre": "note",
        "language": "en",
        "sides": ["ruritania"],
        "regions": spans,
    }


def quote(
    name: str,
    text: str,
    content: str,
    by: list[str],
    voice: str = "author",
    when: str | None = None,
) -> dict:
    start = text.index(content)
    return {
        "source": name,
        "start": start,
        "end": start + len(content),
        "quote": content,
        "asserted_by": by,
        "voice": voice,
        "when": when,
    }


def fact(name: str, statement: str, kind: str, evidence: list[dict], **more: Any) -> dict:
    when = more.get("when")
    return {
        "id": name,
        "statement": statement,
        "kind": kind,
        "scope": "relation",
        "topics": ["ties"],
        "actors": ["ruritania", "graustark"],
        "when": None,
        "when_basis": None if when is None else {"type": "stated", "how": None},
        "quantities": [],
        "evidence": evidence,
        "caveats": [],
        "relations": [],
        "keywords": [],
    } | more


def entity(name: str, kind: str, label: str, side: str | None = None, **names: list[str]) -> dict:
    said = {"names": names, "side": side, "family": "Wang" if name == "wang-xiaoming" else None}
    return {"id": name, "type": kind, "name": label} | {k: v for k, v in said.items() if v}


def topic(name: str, label: str, broader: str | None = None, **labels: list[str]) -> dict:
    return {"id": name, "label": label, "labels": labels, "alt": [], "broader": broader}


def facts() -> list[dict]:
    aliyeva = ["lala-aliyeva"]

    def note(content: str, when: str | None = None, **more: Any) -> dict:
        return quote(
            "note", NOTE, content, more.get("by", aliyeva), more.get("voice", "author"), when
        )

    def letter(content: str, when: str | None = None, **more: Any) -> dict:
        by, voice = more.get("by", ["old-letter"]), more.get("voice", "author")
        return quote("letter", LETTER, content, by, voice, when)

    return [
        fact(
            "relations-opened",
            "Ruritania and Graustark opened relations on 4 May 1990.",
            "event",
            [
                note("Ruritania and Graustark opened relations on 4 May 1990", "1990-05-04"),
                letter("Relations began in 1990", "1990"),
            ],
            when="1990-05-04",
            keywords=["rapprochement"],
        ),
        fact(
            "first-envoy",
            "The first envoy, 王小明, came in 1991.",
            "visit",
            [note("The first envoy, 王小明, came in 1991", "1991")],
            when="1991",
            actors=["wang-xiaoming"],
            relations=[{"type": "follows", "fact": "relations-opened"}],
        ),
        fact(
            "trade-growth",
            "Trade grew by 20 percent in 2004, according to Lala Əliyeva.",
            "figure",
            [note("Trade grew by 20 percent in 2004", "2004")],
            when="2004",
            topics=["trade"],
            quantities=[
                {"value": 20, "unit": "percent", "comparator": "=", "of": "growth", "base": "2003"}
            ],
        ),
        fact(
            "always-together",
            "Lala Əliyeva says that both countries have always stood together.",
            "claim",
            [note("We have always stood together")],
            caveats=[{"type": "one-sided", "text": "One side says it of both."}],
        ),
        fact(
            "pact-18th-century",
            "Some date the pact to the 18th century.",
            "claim",
            [
                note(
                    "Some say the pact dates from the 18th century", "17XX?", by=[], voice="hearsay"
                )
            ],
            when="17XX?",
            scope="context",
        ),
        fact(
            "harbour-picture",
            "A picture shows the harbour in summer 2003.",
            "status",
            [note("A picture of the harbour, summer 2003", "2003-22", by=[])],
            when="2003-22",
            topics=["harbours"],
        ),
        fact(
            "railway-planned",
            "The minister said that they would build a railway.",
            "plan",
            [letter("We will build a railway", by=["minister"], voice="quoted")],
            topics=["trade"],
        ),
        fact(
            "visa-free",
            "No visa has been needed since June 2004.",
            "status",
            [letter("Since June 2004 no visa is needed", "2004-06/..")],
            when="2004-06/..",
            relations=[{"type": "refines", "fact": "papers-signed"}],
        ),
        fact(
            "papers-signed",
            "More than 70 papers were signed.",
            "agreement",
            [letter("Over 70 papers were signed")],
            quantities=[
                {"value": 70, "unit": "papers", "comparator": ">", "of": "papers", "base": None}
            ],
        ),
    ]


def tables() -> Tables:
    """The base as JSON tables; every call makes new ones, to be damaged at will."""
    note_lines = NOTE.split("\n")
    body = "\n".join(note_lines[2:4])
    sources = [
        source(
            "letter",
            LETTER,
            "old-letter",
            "2004",
            [("title", "Letter to the editor"), ("body", LETTER.split("\n")[2])],
        ),
        source(
            "note",
            NOTE,
            "lala-aliyeva",
            "2005-03-01",
            [
                ("title", note_lines[0]),
                ("byline", note_lines[1]),
                ("body", body),
                ("caption", note_lines[4]),
                ("furniture", note_lines[5]),
            ],
        ),
    ]
    entities = [
        entity(
            "ruritania", "country", "Ruritania", "ruritania", az=["Ruritaniya"], zh=["鲁里坦尼亚"]
        ),
        entity("graustark", "country", "Graustark", "graustark", ru=["Граустарк"]),
        entity("lala-aliyeva", "person", "Lala Əliyeva", "ruritania"),
        entity("old-letter", "person", "Old Letter", None),
        entity("minister", "office", "the minister", "graustark"),
        entity("wang-xiaoming", "person", "Wang Xiaoming", None, zh=["王小明"]),
    ]
    topics = [
        topic("ties", "ties", None, zh=["关系"]),
        topic("trade", "trade"),
        topic("harbours", "harbours", "trade"),
    ]
    byline = NOTE.index("By Lala")
    omission = {
        "id": "note-byline",
        "source": "note",
        "start": byline,
        "end": byline + len("By Lala Əliyeva"),
        "reason": "structure",
    }
    stones = [
        {
            "id": "ties-opened",
            "withdrawn": "merged with another record",
            "successor": "relations-opened",
        },
        {"id": "wrong-fact", "withdrawn": "the quote did not bear it", "successor": None},
    ]
    return {
        "meta": {"base": {"format": 2, "release": "mini-1"}},
        "sources": {row["id"]: row for row in sources},
        "entities": {row["id"]: row for row in entities},
        "topics": {row["id"]: row for row in topics},
        "facts": {row["id"]: row for row in [*facts(), *stones]},
        "omissions": {omission["id"]: omission},
    }


def write(folder: Path, content: Tables | None = None) -> Path:
    """Write the base into a folder, which it makes; returns its facts.json."""
    (folder / "seeds").mkdir(parents=True, exist_ok=True)
    (folder / "seeds" / "note.txt").write_bytes(NOTE.encode())
    (folder / "seeds" / "letter.txt").write_bytes(LETTER.encode())
    path = folder / "facts.json"
    path.write_text(json.dumps(content or tables(), ensure_ascii=False, indent=1), "utf-8")
    return path
