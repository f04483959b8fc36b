"""Sources of every kind (kinds.json): as a base of the project, and as items of CSL-JSON.

A record of kinds.json is an item of CSL-JSON but for its dates, which are EDTF, for `derived`,
`posted`, and `family_first` of a name. All of it that names a person or a body is of real ones.
"""

from __future__ import annotations

import json
import re
import unicodedata
from pathlib import Path
from typing import Any

import minibase

ITEMS: list[dict[str, Any]] = json.loads(Path(__file__).with_name("kinds.json").read_text("utf-8"))
SENTENCE = "It stands here so that it can be quoted"


def csl(item: dict[str, Any]) -> dict[str, Any]:
    """The item as CSL-JSON 1.0 has it, with the nearest date that it can say."""
    made = {k: v for k, v in item.items() if k not in ("derived", "posted")}
    for key in {"author", "editor"} & made.keys():
        made[key] = [{k: v for k, v in n.items() if k != "family_first"} for n in made[key]]
    for key in {"issued", "accessed"} & made.keys():
        made[key] = date(made[key])
    return {"language": "en-US"} | made


def date(edtf: str) -> dict[str, Any]:
    """A CSL date of EDTF: of a set its last date, of an open interval its first."""
    more: dict[str, Any] = {"circa": True} if edtf[-1] in "~%" else {}
    ends = [end for end in re.split(r"/|\.\.", edtf.strip("[]~?%")) if end]
    if edtf.startswith("["):
        ends = ends[-1:]
    if "X" in ends[0]:
        ends = [ends[0].replace("X", "0"), ends[0].replace("X", "9")]
    found = [[int(part) for part in re.findall(r"-?\d{4}|\d\d", end)] for end in ends]
    for parts in found:
        parts[0] -= parts[0] <= 0
        if len(parts) == 2 and parts[1] > 20:
            more["season"] = parts.pop() - 20
    return {"date-parts": found} | more


def _key(name: dict[str, Any]) -> str:
    text = " ".join(str(name.get(k, "")) for k in ("literal", "given", "family")).strip()
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-") or f"n{sum(map(ord, text))}"


def _entity(name: dict[str, Any]) -> dict[str, Any]:
    parts = {k: v for k, v in name.items() if v and k != "literal"}
    whole = name.get("literal") or f"{name['given']} {name['family']}".strip()
    kind = "organisation" if "literal" in name else "person"
    return {"id": _key(name), "type": kind, "name": whole} | parts


def _source(item: dict[str, Any], text: str) -> dict[str, Any]:
    regions = [("title", item["title"]), ("body", f"{SENTENCE}.")]
    row = minibase.source(item["id"], text, "", "2000", regions)
    row |= {k: v for k, v in item.items() if k not in ("derived", "author", "editor")}
    basis = {"type": "derived", "how": "a sum"} if "derived" in item else None
    stated = {"type": "stated", "how": None} if "issued" in item else None
    return row | {
        "author": [_key(name) for name in item.get("author", [])],
        "editor": [_key(name) for name in item.get("editor", [])],
        "issued": item.get("issued"),
        "issued_basis": basis or stated,
        "language": item.get("language", "en"),
        "genre": item.get("genre"),
        "sides": [],
    }


def write(folder: Path) -> Path:
    """Write the base, with a fact a source whose id is the source's, and return its facts.json."""
    names = [name for item in ITEMS for key in ("author", "editor") for name in item.get(key, [])]
    texts = {item["id"]: f"{item['title']}\n{SENTENCE}.\n" for item in ITEMS}
    facts = []
    for name, text in texts.items():
        quoted = minibase.quote(name, text, SENTENCE, [])
        facts.append(
            minibase.fact(
                name,
                f"It stands in {name}.",
                "status",
                [quoted],
                actors=[_key(names[0])],
                topics=["t"],
            )
        )
    content = {
        "meta": {"base": {"format": 2, "release": "kinds"}},
        "sources": {item["id"]: _source(item, texts[item["id"]]) for item in ITEMS},
        "entities": {_key(name): _entity(name) for name in names},
        "topics": {"t": minibase.topic("t", "things")},
        "facts": {fact["id"]: fact for fact in facts},
        "omissions": {},
    }
    (folder / "seeds").mkdir(parents=True)
    for name, text in texts.items():
        (folder / "seeds" / f"{name}.txt").write_text(text, "utf-8", newline="")
    path = folder / "facts.json"
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1), "utf-8")
    return path
