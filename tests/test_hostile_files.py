"""Bases, sources, imports and drafts are data from strangers: hundreds of files of bad will."""

from __future__ import annotations

import gzip
import json
import random
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import minibase

# Controls but for the line feed and the tab, bidi marks, and what else commands a terminal.
ACTING = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]"
)
TEXTS = {
    "controls": b"A \x1b[31mred\x1b[0m title\x07\n\nIt was \x1b]0;owned\x07 built in 1850.\n",
    "bidi": "A title \u202egnorw\u202c\n\nIt was \u2066built\u2069 in 1850.\n".encode(),
    "long line": b"x" * 300_000 + b"\n" + b"word " * 60_000,
    "lines": b"a\n" * 40_000,
    "blanks": b"\n \t\r\n" * 5_000 + b"It was built in 1850, as it is told.",
    "returns": b"Title\r\rIt was built in 1850, as it is told in this place.\r\r\rEnd\r",
    "quotes": ("“" * 5_000 + "It was built in 1850." + "”" * 5_000).encode(),
    "marks": ("e" + "\u0301" * 20_000 + " was built in 1850.").encode(),
    "numbers": b"9" * 50_000 + b" were built in " + b"1" * 5_000 + b".",
    "dates": b"In 99999-99-99 and 45/13/1992 and 31 February 2021 it was built. " * 300,
    "markup": b"[bold]x[/bold] [/] [link=http://x]y[/link] <script>x</script> {{7*7}} $(id)\n",
    "markdown": b"> " * 3_000
    + b"x\n"
    + b"#" * 5_000
    + b"\n"
    + b"`" * 9_999
    + b"\n"
    + b"[^" * 5_000,
    "tables": b"|" * 30_000 + b"\n" + b"-|" * 10_000,
    "nested": b"[" * 50_000 + b"]" * 50_000,
    "formula": b"=cmd|' /C calc'!A0\n@SUM(1)\n+1+1\n-2\n",
    "emoji": ("👩‍👩‍👧‍👦" * 3_000).encode(),
    "mark": "\ufeff\ufeff\ufeffA title\n\nIt was built in 1850, as is told.".encode(),
}
BYTES = {
    "empty": b"",
    "nul": b"\0" * 1_000,
    "latin-1": "Straße nach Süden: gebaut 1850.".encode("latin-1"),
    "utf-16": "A title\n\nIt was built in 1850.".encode("utf-16"),
    "utf-32": "A title".encode("utf-32"),
    "half": "“".encode()[:2],
    "surrogate": b"\xed\xa0\x80 is half a letter",
    "overlong": b"\xc0\xaf\xc0\xaf",
    "pdf": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n",
    "zip": b"PK\x03\x04" + b"\0" * 100,
    "gzip": gzip.compress(b"x" * 1_000_000),
    "png": b"\x89PNG\r\n\x1a\n" + b"\0" * 50,
}


def altered(chance: random.Random) -> object:
    """A base in which one value, at any depth, is of another kind."""
    tables = minibase.tables()
    other = [None, True, 1e308, -1, 2**70, "", "\x1b[31m", "x" * 5_000, [], {}, [[]], {"a": {}}]
    holder, key = tables, chance.choice(list(tables))
    while isinstance(holder[key], (dict, list)) and holder[key] and chance.random() < 0.8:
        holder = holder[key]
        key = chance.choice(list(holder if isinstance(holder, dict) else range(len(holder))))
    how = chance.random()
    if how < 0.6:
        holder[key] = chance.choice(other)
    elif how < 0.8:
        del holder[key]
    elif isinstance(holder, dict):
        holder[chance.choice(["\x1b]0;x\x07", "when ", "", "ids" * 200])] = holder.pop(key)
    return tables


def bases() -> Iterator[tuple[str, bytes]]:
    """Bases of bad will, each with a name."""
    whole = json.dumps(minibase.tables(), ensure_ascii=False).encode()
    for number in range(110):
        chance = random.Random(number)
        yield f"altered-{number}", json.dumps(altered(chance)).encode()
    for number in range(30):
        cut = random.Random(1000 + number).randrange(len(whole))
        yield f"cut-{number}", whole[:cut]
        flipped = bytearray(whole)
        flipped[cut] ^= 1 << (number % 8)
        yield f"flipped-{number}", bytes(flipped)
    yield "deep", b'{"meta": ' + b"[" * 100_000
    yield "twice", b'{"meta": {}, "meta": {}}'
    yield "number", b'{"meta": ' + b"9" * 10_000 + b"}"
    yield "infinity", b'{"meta": Infinity}'


def rows() -> Iterator[tuple[str, bytes]]:
    """Tables and annotations of bad will, each with the name of a file."""
    head = b"statement,kind,source,quote,topics,actors\n"
    good = b'"The first envoy came.",visit,note,"The first envoy, \xe7\x8e\x8b",ties,Graustark\n'
    yield "a.csv", head + good.replace(b"visit", b"\x1b[31m")
    yield "b.csv", head + b'"' + b"x" * 200_000
    yield "c.csv", head + b",".join([b"x"] * 2_000)
    yield "d.csv", b"," * 100_000
    yield "e.csv", head + good.replace(b"note", b"../../etc/passwd")
    yield "f.csv", head + good.replace(b"ties", b";" * 5_000)
    yield "g.csv", "\ufeff".encode() + head + good
    yield "h.csv", b"\0,\0\n"
    note = {"type": "Annotation", "body": {"value": "x"}, "target": {"source": "ni:///x"}}
    odd = [1, None, [], {}, {"type": []}, note, note | {"body": [[]]}, note | {"target": [note]}]
    for number, item in enumerate([*odd, odd, {"type": "Annotation", "body": "x" * 100_000}]):
        yield f"{number}.json", json.dumps(item).encode()


FILES = [
    *((f"base-{name}", content, "facts") for name, content in bases()),
    *((f"import-{name}", content, "import") for name, content in rows()),
    *(
        (f"{command}-{name}", content, command)
        for command in ("source", "check", "import", "facts")
        for name, content in {**TEXTS, **BYTES}.items()
    ),
]


@pytest.fixture(scope="module")
def held(tmp_path_factory) -> Path:
    return minibase.write(tmp_path_factory.mktemp("held"))


def test_there_are_as_many_as_is_promised():
    assert len(FILES) >= 300


@pytest.mark.parametrize(("name", "content", "command"), FILES, ids=[name for name, _, _ in FILES])
def test_no_file_of_a_stranger_does_harm(bilat, held, tmp_path, name, content, command):
    before = held.read_bytes()
    file = tmp_path / (name.removeprefix("import-") if "." in name else "facts.json")
    file.write_bytes(content)
    given = ["--author", "none", "--issued", "unknown", "--side", "none", "--title", "T"]
    args = {
        "facts": ["--facts", file, "list"],
        "import": ["--facts", held, "import", file],
        "source": ["--facts", held, "add", "source", file, *given],
        "check": ["--facts", held, "check", file],
    }[command]
    ended = bilat(*args)
    assert ended.code in (0, 1, 2, 3)
    assert "Traceback" not in ended.err
    assert ACTING.findall(ended.out) == ACTING.findall(ended.err) == []
    assert all(len(line) <= 500 for line in ended.err.splitlines())
    if ended.code in (2, 3):
        assert ended.out == ""
        assert ended.err
    if ended.code != 0 or command == "check":
        assert held.read_bytes() == before
    else:
        minibase.write(held.parent)
