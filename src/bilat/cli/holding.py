"""What is wrong with a base that somebody writes or takes in: all of it, at once."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from .. import output
from ..audit.mending import Finding, corrected, located
from ..base import codec, files
from ..base.reading import Reading
from ..base.storage import Tables
from ..core.errors import BaseError
from ..core.text import counted, printable

# Nobody reads more faults at once.
_MOST_TOLD = 200


def hold(file: Path, tables: Tables, problems: Sequence[BaseError] = ()) -> None:
    """Hold tables to their form and their references, and tell all that is wrong at once.

    Raises:
        BaseError: something is.
    """
    name = printable(str(file))
    reading = Reading(file, tables, every=True)
    for table in codec.TABLES:
        for _ in reading.records(table):
            pass
    told = [(f"{name}: {error.problem}", error.advice) for error in problems]
    unplaced = {error.problem.partition(": ")[0] for error in problems}
    faults = [corrected(fault, name) for fault in reading.faults or ()]
    # Of a quote whose place was not found the span is missing: that is told.
    faults = [
        one
        for one in faults
        if not (one.field.endswith(("start", "end")) and f"{one.table}/{one.record}" in unplaced)
    ]
    faults += [
        Finding(broken.table, broken.record, broken.field, str(broken).partition(": ")[2])
        for broken in reading.dangling
    ]
    for one in located(faults, files.content(file).decode("utf-8-sig", "replace")):
        line = f":{one.line}" if one.line else ""
        problem = f"{name}{line}: {one.table}/{printable(one.record)}: {one.field}: {one.problem}"
        told.append((problem, f"{one.remedy}.".replace("..", ".")))
    if len(told) == 1:
        raise BaseError(*told[0])
    for line, cure in told[:_MOST_TOLD]:
        output.tell(f"{line}. {cure}")
    if told:
        raise BaseError(f"{name}: {counted(len(told), 'fault')}", "Nothing was written.")
