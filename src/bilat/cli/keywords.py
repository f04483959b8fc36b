"""The keywords of a fact, proposed by number and settled by who adds it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

from ..core.encoding import text_of
from ..core.errors import UsageError
from ..core.text import counted, printable, shortened
from ..curate import trial
from ..curate.keywords import Keyword, proposed
from . import asking
from .adding import several
from .given import content
from .options import option
from .settling import Quoted, Row

Queries = Annotated[
    Path | None,
    option("FILE", "Queries that keywords are proposed from; QUERIES.tsv beside the base if any."),
]
_NUMBERS = re.compile(r"(\d{1,3})(?:-(\d{1,3}))?")


def queries(path: Path, file: Path | None) -> list[trial.Query]:
    """The queries of a file, or of the one beside a base, if there is one; none if nobody is asked.

    Raises:
        UsageError: it cannot be read, or a line has no query.
    """
    beside = path.parent / "QUERIES.tsv"
    if not asking.able() or (file is None and not beside.is_file()):
        return []
    name = printable(str(file or beside))
    data = content(file or beside, name, "Name a table: a query, a tab, ids with blanks between.")
    return trial.queries(text_of(data, name), name)


def ask(quoted: Quoted, row: Row, queries: Sequence[trial.Query]) -> None:
    """Propose keywords for a fact at a terminal, and give it those that are taken."""
    if quoted.said.keyword is not None or not asking.able():
        return
    run = quoted.run
    found = proposed(quoted.named, row, queries, run.today)
    if not found:
        return
    asking.say("  It could be found by")
    for number, keyword in enumerate(found, 1):
        asking.say(f"  {number:>3} {printable(keyword.word):<20} {shortened(keyword.reason, 120)}")
    wanted = [str(number) for number, keyword in enumerate(found, 1) if keyword.asked]
    question = "Keywords (numbers, yes: all, none; other words of your own)"
    typed = asking.line(question, ", ".join(wanted) or "none", lambda text: _checked(text, found))
    row["keywords"] = list(dict.fromkeys([*row["keywords"], *_taken(typed, found)]))


def _checked(typed: str, found: Sequence[Keyword]) -> str:
    _taken(typed, found)
    return typed


def _taken(typed: str, found: Sequence[Keyword]) -> list[str]:
    """The words that were chosen: all, none, those of some numbers, and others as typed."""
    if typed.lower() in ("y", "yes", "all"):
        return [keyword.word for keyword in found]
    if typed.lower() in ("n", "no", "none", "-"):
        return []
    taken: list[str] = []
    for part in several(typed.replace(" ", ",") if not re.search("[^0-9 ,;-]", typed) else typed):
        match = _NUMBERS.fullmatch(part)
        if match is None:
            taken.append(part)
            continue
        first, last = int(match[1]), int(match[2] or match[1])
        if not 1 <= first <= last <= len(found):
            raise UsageError(f"there is no {part}", f"There are {counted(len(found), 'keyword')}.")
        taken += [keyword.word for keyword in found[first - 1 : last]]
    return taken
