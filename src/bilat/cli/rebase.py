"""The command that takes a new edition of a text: rebase."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

from msgspec.structs import replace

from .. import output
from ..base.document import of_text
from ..core.encoding import text_of
from ..core.errors import BaseError, NotFoundError
from ..core.text import counted, printable
from ..curate import rebase, store
from ..lookup.ids import unique
from ..run import Run
from ..startup import sha256_of
from . import asking
from .given import content
from .options import SourceId, argument, flag, grouped

_TOLD = {
    "around": "the quote stands, and its sentence has changed",
    "changed": "the quote has changed",
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
    it until it is mended.
    """
    path, base = run.own, run.base
    name = unique(source, base.sources, "source")
    old = run.library.document(name)
    if not old.intact:
        raise BaseError(
            f"{old.source.file} is not as recorded any more",
            "Put back the text that the quotes were taken from, and name the new one here.",
        )
    data = content(file, printable(str(file)), "Name the file of the new text.")
    text = text_of(data, printable(str(file)))
    digest = sha256_of(data)
    if digest == old.source.sha256:
        output.tell(f"{name} is this very text already.")
        return
    regions = rebase.regions(old, text)
    record = replace(
        old.source, file=f"texts/{name}-{digest[:8]}.txt", sha256=digest, regions=regions
    )
    new = of_text(record, text)
    anchors = rebase.anchors(base, old, new)
    taken = [anchor for anchor in anchors if anchor.state == "moved"]
    open_ = [anchor for anchor in anchors if anchor.state != "moved"]
    told = f"{len(taken)} of {counted(len(anchors), 'place')}"
    output.tell(f"{told} stand in sentences that are as they were.")
    taken += _settled(new.text, open_)
    left = [anchor for anchor in open_ if anchor not in taken]
    if not dry_run:

        def change(draft: store.Draft) -> None:
            rebase.apply(draft, record, data, taken, left)

        store.write(path, f"rebase {name}", change)
        output.tell(f"{name} is {printable(record.file)} now. `bilat undo` goes back.")
    if left:
        names = list(dict.fromkeys(anchor.fact for anchor in left if anchor.place is not None))
        problem = f"{counted(len(left), 'quote')} not anchored: {', '.join(names[:20])}"
        raise NotFoundError(problem, "`bilat edit ID` mends each; `bilat verify` lists them.")


def _settled(text: str, anchors: Sequence[rebase.Anchor]) -> list[rebase.Anchor]:
    """Those of the quotes that changed which somebody takes as they are now; all are shown."""
    taken = []
    for anchor in anchors:
        told = f"{anchor.fact}: {_TOLD[anchor.state]}: {anchor.shown}"
        if not asking.able() or anchor.start is None:
            output.tell(told)
            continue
        asking.say(f"{printable(told)}")
        if anchor.state == "changed":
            now = " ".join(text[anchor.start : anchor.end].split())
            asking.say(f"  now: {printable(now)}")
        keys = {"t": "take it as it is now", "l": "leave it flagged"}
        if asking.key("Is it still evidence?", keys, "l") == "t":
            taken.append(anchor)
    return taken
