"""The format that the ending of a file's name asks for."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from ..core.errors import UsageError
from ..core.text import echoed

# The formats that a file of each ending can hold, the likeliest first.
_FORMATS = {
    ".json": ("json", "csl-json", "webannotation"),
    ".jsonld": ("webannotation",),
    ".jsonl": ("jsonl",),
    ".ndjson": ("jsonl",),
    ".csv": ("csv",),
    ".tsv": ("tsv",),
    ".md": ("md", "markdown", "pandoc"),
    ".markdown": ("markdown", "md", "pandoc"),
    ".bib": ("bibtex", "biblatex"),
    ".ris": ("ris",),
    ".ics": ("ics",),
    ".db": ("sqlite",),
    ".sqlite": ("sqlite",),
    ".sqlite3": ("sqlite",),
    ".docx": ("docx",),
    ".odt": ("odt",),
    ".rtf": ("rtf",),
    ".html": ("html",),
    ".htm": ("html",),
    ".tex": ("latex",),
    ".pdf": ("pdf",),
    ".xlsx": ("xlsx",),
    **dict.fromkeys((".doc", ".epub", ".ods", ".xls", ".xml", ".yaml", ".yml", ".zip"), ()),
}


def meant(output: Path | None, given: str | None, known: Collection[str]) -> str | None:
    """The format asked for: by its name, or else by the ending of the output's name.

    Args:
        output: the file to write, if any.
        given: the format by its name, if any.
        known: what the command can write.

    Raises:
        UsageError: the ending is that of another format, or of none that the command can write.
    """
    if given is not None and given.lower() in known:
        given = given.lower()
    ending = output.suffix.lower() if output is not None else ""
    holds = _FORMATS.get(ending)
    if holds is None:
        return given
    if given is not None:
        if given in holds:
            return given
        problem = f"--output {echoed(ending)} contradicts --format {given}"
        raise UsageError(problem, "Use another ending, or another format.")
    fitting = [name for name in holds if name in known]
    if not fitting:
        problem = f"--output: this command writes no {echoed(ending)}"
        raise UsageError(problem, f"It writes {', '.join(known)}.")
    return fitting[0]
