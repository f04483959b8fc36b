"""The command that takes in what other files hold: import."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from .. import output
from ..base.reading import Reading
from ..base.storage import ReadOnlyStorage
from ..core.errors import NotFoundError, UsageError
from ..core.terms import KINDS
from ..core.text import counted, decoded, printable
from ..curate import authoring, importing, store
from ..run import Run
from .emit import known
from .given import content
from .holding import hold
from .options import argument, flag, grouped, option
from .progress import working


@grouped
def import_command(
    run: Run,
    file: Annotated[Path, argument("FILE", "Another base or its folder; .csv; annotations.")],
    kind: Annotated[str | None, option("KIND", "The kind of facts that say none.", KINDS)] = None,
    topic: Annotated[list[str] | None, option("TOPIC", "The topic of facts that say none.")] = None,
    actor: Annotated[list[str] | None, option("ACTOR", "The actor of facts that say none.")] = None,
    source: Annotated[
        str | None, typer.Option("--source", metavar="SOURCE", help="The source of rows.")
    ] = None,
    skip: Annotated[
        bool, flag("--skip-conflicts", "Take the rest where ids stand for something else here.")
    ] = False,
) -> None:
    """Take in what another base, a CSV file or W3C annotations hold.

    All of it is taken in, or nothing. Nothing of one's own is overwritten: where an id stands for
    another record here, it is told, and the exit is 1. The columns of CSV are fields of a fact,
    `source` and `quote`; lists have semicolons between.
    """
    path, name = run.own, printable(str(file))
    file = file / "facts.json" if file.is_dir() else file
    data = content(file, name, "Name a file.")
    if file.suffix.lower() not in (".csv", ".tsv") and _is_base(data):
        _base(path, file, name, skip=skip)
        return
    more: dict[str, Any] = {"kind": known("--kind", kind, KINDS)} if kind else {}
    more |= {"topics": topic} if topic else {}
    more |= {"actors": actor} if actor else {}
    more |= {"source": source} if source else {}
    table = file.suffix.lower() in (".csv", ".tsv")
    read = importing.of_csv if table else importing.of_annotations
    with working(f"reading {name}"):
        rows, faults = read(run.base, run.library.document, data, run.today, more)
    for fault in faults:
        output.tell(f"{name}, {fault}")
    if faults or not rows:
        told = counted(len(faults), "fault") if faults else "it holds no fact"
        raise UsageError(f"nothing was imported: {told}", "Mend it, and import it again.")
    with working("writing the base"), store.changing(path, f"import {name}") as draft:
        draft.add("facts", rows)
        draft.done.append(f"imported from {name}: {counted(len(rows), 'fact')}")
    output.tell(f"{counted(len(rows), 'fact')} imported.")


def _base(path: Path, file: Path, name: str, *, skip: bool) -> None:
    with working(f"reading {name}"):
        mine = authoring.ordered(Reading(path))
        other = ReadOnlyStorage(file).read()
    hold(file, other)
    with working(f"comparing {name}"):
        found = importing.of_base(mine, file)
    for conflict in found.conflicts:
        output.tell(f"{conflict} is another record here.")
    if found.conflicts and not skip:
        problem = f"nothing was imported: {counted(len(found.conflicts), 'conflict')}"
        raise NotFoundError(problem, "Rename these, or leave them out with --skip-conflicts.")
    told = ", ".join(f"{len(rows)} {table}" for table, rows in found.tables.items() if rows)
    if not told:
        output.tell("nothing in it is new.")
        return
    with working("writing the base"), store.changing(path, f"import {name}") as draft:
        for table, rows in found.tables.items():
            draft.add(table, rows.values())
        draft.texts.update(found.texts)
        draft.done.append(f"imported from {name}: {told}")
    output.tell(f"imported: {told}.")


def _is_base(data: bytes) -> bool:
    try:
        found = json.loads(decoded(data))
    except (ValueError, RecursionError):
        return True  # the reader of bases tells what is wrong
    return isinstance(found, dict) and "facts" in found
