"""The command that takes in a text: add source."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from .. import output
from ..base.codec import sparse
from ..core.encoding import text_of
from ..core.errors import UsageError
from ..core.text import counted, printable
from ..curate import intake, naming, store
from ..run import Run
from ..startup import sha256_of
from . import describing, regions
from .describing import Described
from .given import given
from .options import argument, grouped


@grouped
def source_command(
    run: Run,
    file: Annotated[Path, argument("FILE", "A text in UTF-8; - reads standard input.")],
    told: Described,
    id_: Annotated[
        str | None, typer.Option("--id", metavar="ID", help="Its id: a citation key.")
    ] = None,
) -> None:
    """Add a source: its text is copied and hashed, and its regions are proposed.

    At a terminal what is not given is asked for, with a proposal where the text has one. Elsewhere
    nothing is asked, and all that is missing is told at once.
    """
    path, base = run.own, run.base
    name = "standard input" if str(file) == "-" else printable(str(file))
    content = given(file, name, "Name a text file.")
    text = text_of(content, name)
    digest = sha256_of(content)
    for source in base.sources.values():
        if source.sha256 == digest:
            advice = f"`bilat read {source.id}{run.option}` shows it."
            raise UsageError(f"{name} is there already, as {source.id}", advice)
    found = intake.propose(text, run.today)
    wrapped = told.wrapped or found.wrapped
    made = naming.nothing()
    record = describing.settled(base, made, told, found, run.today)
    parts = intake.blocks(text, wrapped=wrapped)
    types = regions.settled(parts, intake.types(parts, run.today), told.regions)
    key = id_ or describing.free_id(base, made, record)
    record = {
        "id": key,
        "file": f"texts/{key}-{digest[:8]}.txt",
        "sha256": digest,
        **record,
        **({"wrapped": True} if wrapped else {}),
        "regions": [sparse(region) for region in intake.joined(parts, types)],
    }
    _write(path, made, record, content)
    body = sum(kind == "body" for kind in types)
    more = f"Also added: {', '.join(made.entities)}. " if made.entities else ""
    option = run.option
    output.tell(
        f"source {key} added: {body} of {counted(len(types), 'paragraph')} are body text. "
        f"{more}Next: `bilat{option} review {key}`, or `bilat{option} add fact {key} QUOTE`."
    )


def _write(path: Path, made: naming.Made, record: dict[str, Any], content: bytes) -> None:
    """Put a source in place, with its text and those who are new with it."""

    def change(draft: store.Draft) -> None:
        draft.texts[record["file"]] = content
        draft.add("entities", made.entities.values())
        draft.add("sources", [record])
        draft.done.append(f"source {record['id']} added")
        draft.done += [f"actor {one} added" for one in made.entities]

    store.write(path, f"add source {record['id']}", change)
