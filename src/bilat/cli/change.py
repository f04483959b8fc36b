"""Commands that change records of a base of one's own: edit, rename, merge, withdraw."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

from .. import output
from ..base import codec
from ..base.faults import steps
from ..base.storage import ReadOnlyStorage
from ..core.errors import BilatError, UsageError
from ..core.json_lines import line_of
from ..core.text import echoed, printable
from ..curate import authoring, changes, intake, store
from ..run import Run
from ..startup import pattern
from . import asking
from .options import argument, grouped, option

Name = Annotated[str, argument("ID", "The record; topics/ID says of which table.")]
# Editors that take the line to open a file at.
_AT_LINES = ("vi", "vim", "nvim", "nano", "emacs", "micro")
_ID = pattern(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_WHERE = pattern(r"^(?:[^:]*: )?(?P<path>[\w-]+(?:\[\d+\])?(?:\.[\w-]+(?:\[\d+\])?)*): ")


@grouped
def rename_command(
    run: Run, id_: Name, new: Annotated[str, argument("NEW", "The id that it is to have.")]
) -> None:
    """Give a record another id; every reference follows, and a fact leaves a tombstone."""
    if not _ID.fullmatch(new):
        raise UsageError(f"{echoed(new)} is no id", "It takes a-z, 0-9 and - between.")
    with _changing(run, f"rename {id_} {new}") as draft:
        changes.rename(draft, changes.meant(draft.tables, id_), new)


@grouped
def merge_command(
    run: Run, id_: Name, into: Annotated[str, argument("INTO", "The record that stays.")]
) -> None:
    """Make two facts, actors or topics one; every reference follows."""
    with _changing(run, f"merge {id_} {into}") as draft:
        tables = draft.tables
        changes.merge(draft, changes.meant(tables, id_), changes.meant(tables, into))


@grouped
def withdraw_command(
    run: Run,
    id_: Name,
    reason: Annotated[str, argument("REASON", "Why, in a few words.")],
    successor: Annotated[str | None, option("FACT", "The fact that takes its place.")] = None,
) -> None:
    """Withdraw a fact, which leaves a tombstone, or what no record names any more."""
    with _changing(run, f"withdraw {id_}") as draft:
        name = changes.meant(draft.tables, id_)
        after = changes.meant(draft.tables, f"facts/{successor}").id if successor else None
        changes.withdraw(draft, name, reason, after)


@grouped
def edit_command(run: Run, id_: Name) -> None:
    """Open one record in $EDITOR, and put it in place if it can be taken.

    Where it cannot, the editor comes back at the line that is at fault. An evidence without start
    and end gets those of its quote.
    """
    path = run.own
    tables = ReadOnlyStorage(path).read()
    name = changes.meant(tables, id_)
    before = dict(tables[name.table][name.id])
    after = _edited(run, name, json.dumps(before, ensure_ascii=False, indent=2) + "\n")
    if after == before:
        output.tell(f"{name.id} is as it was.")
        return
    with _changing(run, f"edit {id_}") as draft:
        if dict(draft.tables[name.table].get(name.id, {})) != before:
            raise UsageError(f"{name.id} has changed meanwhile", "Edit it again.")
        draft.drop(name.table, name.id)
        draft.add(name.table, [after])
        draft.done.append(f"{changes.NOUNS[name.table]} {name.id} edited")


def _edited(run: Run, name: changes.Named, text: str) -> dict[str, Any]:
    """The record as it comes out of the editor, valid."""
    editor = run.environ.get("VISUAL") or run.environ.get("EDITOR")
    if not editor:
        raise UsageError("no editor is named", "Set EDITOR, as in EDITOR=nano.")
    handle, file = tempfile.mkstemp(prefix=f"{name.id[:40]}-", suffix=".json")
    os.close(handle)
    try:
        line = 1
        while True:
            Path(file).write_text(text, "utf-8")
            _open(editor, file, line)
            text = Path(file).read_text("utf-8", "replace")
            try:
                return _taken(run, name, text)
            except BilatError as error:
                line = _line(text, intake.advised(error, run.today))
                problem = f"line {line}: {error.problem}"
                if not asking.able():
                    raise UsageError(problem, f"{error.advice} Nothing was changed.") from None
                asking.say(f"{problem}. {error.advice}".rstrip())
                if not asking.agreed("Edit it again?"):
                    raise UsageError("nothing was changed") from None
    finally:
        Path(file).unlink(missing_ok=True)


def _open(editor: str, file: str, line: int) -> None:
    """Open the editor; those that take a line so are given it."""
    words = shlex.split(editor)
    at = [f"+{line}"] if Path(words[0]).name in _AT_LINES else []
    try:
        code = subprocess.run([*words, *at, file], check=False).returncode  # noqa: S603 - named by the user
    except OSError as error:
        raise UsageError(f"{printable(editor)}: {error.strerror}", "Set EDITOR.") from None
    if code:
        raise UsageError(f"{printable(editor)} ended with {code}", "Nothing was changed.")


class _AtError(UsageError):
    """A fault of JSON itself, whose line is known."""

    line = 1


def _taken(run: Run, name: changes.Named, text: str) -> dict[str, Any]:
    try:
        record: Any = json.loads(text)
    except (ValueError, RecursionError) as error:
        fault = _AtError(f"not whole JSON: {getattr(error, 'msg', error)}")
        fault.line = getattr(error, "lineno", 1)
        raise fault from None
    if not isinstance(record, dict):
        raise UsageError("the record must be an object", "Keep its braces.")
    if record.get("id") != name.id:
        raise UsageError(
            "id: it is another one", f"`bilat rename {name.id} NEW{run.option}` changes it."
        )
    record = authoring.spanned(name.table, name.id, record, run.library.document)
    codec.decode(codec.TABLES[name.table], record, "")  # type: ignore[index]
    return dict(record)


def _line(text: str, error: BilatError) -> int:
    """The line of the text that an error is about."""
    if isinstance(error, _AtError):
        return error.line
    match = _WHERE.match(error.problem)
    path = match["path"] if match else ""
    return (line_of(text, steps(path)) if path else None) or 1


@contextmanager
def _changing(run: Run, command: str) -> Iterator[store.Draft]:
    """Carry out one change, and tell what was done."""
    with store.changing(run.own, command) as draft:
        yield draft
    for line in draft.done:
        output.tell(f"{line}.")
