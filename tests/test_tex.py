"""BibTeX and Biber themselves: what their users see of our databases."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import kinds
from bilat.base.base import load
from bilat.base.document import Library
from conftest import program
from exports import document


def _bibtex(folder: Path, database: str, style: str = "plain") -> tuple[str, str]:
    """The bibliography that BibTeX makes of a whole database, and what it says meanwhile."""
    (folder / "a.bib").write_text(database, "utf-8")
    commands = ["\\relax", "\\citation{*}", f"\\bibstyle{{{style}}}", "\\bibdata{a}", ""]
    (folder / "a.aux").write_text("\n".join(commands))
    done = subprocess.run([program("bibtex"), "a"], cwd=folder, capture_output=True, check=False)
    assert done.returncode == 0, done.stdout
    return (folder / "a.bbl").read_text("utf-8"), done.stdout.decode()


def test_two_references_make_a_bibliography_of_two_entries(bilat, tmp_path):
    ended = bilat("cite", "relations-established", "--format", "bibtex")
    made, told = _bibtex(tmp_path, ended.out)
    assert "Warning" not in told
    assert len(re.findall(r"\\bibitem", made)) == 2
    assert len(made.split()) < 60
    assert "Op-ed; known only from a repost by ztj100, 28 July 2025." in made


def test_bibtex_takes_every_kind_of_source_and_misses_only_what_is_not_known(tmp_path):
    library = Library(load(kinds.write(tmp_path / "base")))
    made, told = _bibtex(tmp_path, document(library, "bibtex"))
    assert made.count("\\bibitem") == len(kinds.ITEMS)
    warned = {line for line in told.splitlines() if line.startswith("Warning")}
    assert {re.sub(r" in .*", "", line) for line in warned} <= {
        "Warning--empty author",
        "Warning--empty author and editor",
        "Warning--empty publisher",
    }


def test_biber_reads_every_kind_of_source_without_a_complaint(tmp_path):
    library = Library(load(kinds.write(tmp_path / "base")))
    path = tmp_path / "a.bib"
    path.write_text(document(library, "biblatex"), "utf-8")
    call = [program("biber"), "--tool", "--validate-datamodel", path.name]
    told = subprocess.run(call, cwd=tmp_path, capture_output=True, check=False).stdout.decode()
    lines = [line for line in told.splitlines() if line.startswith(("WARN", "ERROR"))]
    # Its model wants of each what a source may not have; all else would be a fault of ours.
    assert [line for line in lines if "Missing mandatory field" not in line] == []
    assert len(re.findall(r"(?m)^@", (tmp_path / "a_bibertool.bib").read_text("utf-8"))) == len(
        kinds.ITEMS
    )
