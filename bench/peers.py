"""Other tools that look things up from a command line, given the same facts."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

from runs import Command

from bilat.base.base import load
from bilat.base.files import bundled
from bilat.core.model import Fact

_BUKU = """
import json, sys
import buku
db = buku.BukuDb(dbfile=sys.argv[1])
for row in json.load(sys.stdin):
    url = f"https://example.org/{row['id']}"
    db.add_rec(url, row["statement"], row["tags"], row["quotes"], delay_commit=True, fetch=False)
db.conn.commit()
"""


def peers(venv: Path | None, folder: Path) -> dict[str, Command]:
    """The searches of those that are installed, each in a database that is made in the folder."""
    if venv is None:
        return {}
    rows = json.dumps([_row(fact) for fact in load(bundled()).facts.values()])
    found = {}
    for name, prepare in {"sqlite-utils search": _sqlite_utils, "buku -s": _buku}.items():
        program = venv / "bin" / name.split()[0]
        if program.is_file():
            found[name] = prepare(program, rows, folder)
    return found


def _row(fact: Fact) -> dict[str, str]:
    return {
        "id": fact.id,
        "statement": fact.statement,
        "quotes": " ".join(item.quote for item in fact.evidence),
        "keywords": " ".join(fact.keywords),
        "tags": f",{','.join(fact.topics)},",
    }


def _sqlite_utils(program: Path, rows: str, folder: Path) -> Command:
    database = str(folder / "facts.db")
    texts = ["statement", "quotes", "keywords"]
    for args in (
        ["insert", database, "facts", "-", "--pk", "id"],
        ["enable-fts", database, "facts", *texts, "--fts5", "--tokenize", "porter"],
    ):
        subprocess.run([program, *args], input=rows, text=True, check=True, capture_output=True)
    return Command([str(program), "search", database, "facts", "visa"])


def _buku(program: Path, rows: str, folder: Path) -> Command:
    environ = {"BUKU_DEFAULT_DBDIR": str(folder), "XDG_DATA_HOME": str(folder)}
    command = Command([str(program), "--nostdin", "--np", "--nc", "-s", "visa"], environ)
    subprocess.run(
        [program.with_name("python"), "-c", _BUKU, folder / "bookmarks.db"],
        input=rows,
        text=True,
        check=True,
        capture_output=True,
        env=command.environment,
    )
    return command
