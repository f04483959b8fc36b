"""The command that takes a new edition of a text: rebase."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Annotated

from msgspec.structs import replace

from .. import output
from ..base.document import Document, of_text
from ..core.encoding import text_of
from ..core.errors import BaseError, NotFoundError
from ..core.model import Source
from ..core.text import counted, printable
from ..curate import history, rebase, store
from ..lookup.ids import unique
from ..run import Run
from ..startup import sha256_of
from . import asking
from .given import content
from .options import SourceId, argument, flag, grouped

_TOLD = {
    "around": "the quote stands, and its sentence has changed",
    "changed": "the quote has changed",
    "repeated": "the quote stands there more than once",
    "missing": "the quote is not there any more",
}


@grouped
def rebase_command(
    run: Run,
    source: SourceId,
    file: Annotated[Path, argument("FILE", "The new text, in UTF-8.")],
    dry_run: Annotated[bool, flag("--dry-run", "Only show what would change.")] = False,
) -> None:
    """Take a new edition of a source's text, and anchor its quotes in it.

    A quote whose sentence is as it was is moved to where it stands now. All else is shown, word by
    word, and taken at a terminal alone; what is not taken stays as it is, and `bilat verify` names
    it until it is mended. Where the text as it was recorded is not in its place, the copy that is
    kept in `.bilat` is compared; where there is none, quotes are sought by their own words alone,
    and each is shown with the sentence that it stands in now.
    """
    path, base = run.own, run.base
    name = unique(source, base.sources, "source")
    told = printable(str(file))
    data = content(file, told, "Name the file of the new text.")
    text, digest, record = text_of(data, told), sha256_of(data), base.sources[name]
    if digest == record.sha256:
        _put_back(run, record, data, dry_run=dry_run)
        return
    old = _recorded(run, record)
    regions = rebase.regions(base, record, old, text, run.today)
    record = replace(record, file=f"texts/{name}-{digest[:8]}.txt", sha256=digest, regions=regions)
    new = of_text(record, text)
    anchors = rebase.anchors(base, old, new)
    taken = [anchor for anchor in anchors if anchor.state == "moved"]
    open_ = [anchor for anchor in anchors if anchor.state != "moved"]
    _tell(taken, anchors, compared=old is not None)
    taken += _settled(new.text, open_, dry_run=dry_run)
    left = [anchor for anchor in open_ if anchor not in taken]
    if not dry_run:
        with store.changing(path, f"rebase {name}") as draft:
            rebase.apply(draft, record, data, taken, left)
        output.tell(f"{name} is {printable(record.file)} now. `bilat undo{run.option}` goes back.")
    else:
        output.tell("nothing was written: --dry-run only shows.")
    if again := sum(anchor.place is None for anchor in left):
        sentences = counted(again, "sentence")
        output.tell(
            f"{sentences} left out before to be read again: `bilat review {name}{run.option}`."
        )
    if names := list(dict.fromkeys(one.fact for one in left if one.place is not None)):
        problem = f"{counted(len(names), 'fact')} not anchored: {', '.join(names[:20])}"
        advice = f"`bilat edit ID{run.option}` mends each; `bilat verify{run.option}` lists them."
        raise NotFoundError(problem, advice)


def _recorded(run: Run, record: Source) -> Document | None:
    """The text that a source's quotes were taken from: in its place, or a copy; None if lost."""
    with suppress(BaseError):  # a file that cannot be read is as good as none
        here = run.library.document(record.id)
        if here.intact:
            return here
    lost = f"{printable(record.file)} is not as recorded"
    kept = history.kept_text(run.own.resolve(), record.sha256)
    if kept is None:
        output.tell(
            f"{lost}, and no copy of it is kept. Quotes are sought by their own words alone: "
            "read what now stands around each. Its regions are proposed anew."
        )
        return None
    output.tell(f"{lost}; the copy that is kept in .bilat takes its place.")
    return of_text(record, text_of(kept, record.sha256))


def _put_back(run: Run, record: Source, data: bytes, *, dry_run: bool) -> None:
    """Write a source's own text where it is missing."""
    with suppress(BaseError):
        if run.library.document(record.id).intact:
            output.tell(f"{record.id} is this very text already.")
            return
    if not dry_run:
        with store.changing(run.own, f"rebase {record.id}") as draft:
            draft.texts[record.file] = data
    output.tell(f"{printable(record.file)} {'would be' if dry_run else 'was'} put back.")


def _tell(
    taken: Sequence[rebase.Anchor], every: Sequence[rebase.Anchor], *, compared: bool
) -> None:
    """Tell what is anchored unasked; where nothing could be compared, each with its sentence."""
    told = f"{len(taken)} of {counted(len(every), 'place')}"
    if compared:
        output.tell(f"{told} stand in sentences that are as they were.")
        return
    for anchor in taken:
        output.tell(f"{anchor.fact}: moved: {printable(anchor.shown)}")
    output.tell(f"{told} moved by their own words, which stand there once.")


def _settled(text: str, anchors: Sequence[rebase.Anchor], *, dry_run: bool) -> list[rebase.Anchor]:
    """Those of the quotes that changed which somebody takes as they are now; all are shown.

    Of a dry run nothing is asked.
    """
    taken = []
    for anchor in anchors:
        if not anchor.shown:  # an omission of a text that is lost
            continue
        told = f"{anchor.fact}: {_TOLD[anchor.state]}: {anchor.shown}"
        if not asking.able() or anchor.start is None:
            output.tell(told)
            continue
        asking.say(f"{printable(told)}")
        if anchor.state == "changed":
            now = " ".join(text[anchor.start : anchor.end].split())
            asking.say(f"  now: {printable(now)}")
        keys = {"t": "take it as it is now", "l": "leave it flagged"}
        if not dry_run and asking.key("Is it still evidence?", keys, "l") == "t":
            taken.append(anchor)
    return taken
