"""Commands for curators: locate a quote, tidy a facts.json."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from .. import output
from ..base import codec, files
from ..base.document import Document
from ..base.document import read as read_document
from ..base.reading import Reading
from ..base.storage import ReadOnlyStorage, Tables
from ..core.errors import BaseError, NotFoundError
from ..core.model import Source
from ..core.text import counted, printable
from ..curate import authoring, store
from ..render.results import Places
from ..run import Run
from .emit import emit, form_of
from .options import Output, SourceId, argument, flag, grouped
from .sources import one_source


@grouped
def locate_command(
    run: Run,
    source: SourceId,
    quote: Annotated[list[str], argument("QUOTE...", "The words to find.")],
    out: Output,
) -> None:
    """Find where a quote stands: span, paragraph and line, ready for an evidence.

    Where it does not stand byte for byte, the sentences most like it are shown, and the exit is 1.
    """
    form = form_of(out, Places)
    name = one_source(run, source, out, form, Places(()))
    places = authoring.locate(run.library.document(name), " ".join(quote))
    exact = [place for place in places if place.likeness == 1]
    if len(exact) == authoring.MOST_PLACES:
        output.tell(f"only the first {len(exact)} places are told. Give more of the quote.")
    emit(run, out, form, Places(places))
    if not exact:
        problem = f"{name} does not hold this quote byte for byte"
        raise NotFoundError(problem, "Copy the words from the text, or shorten the quote.")


def tidy_command(
    file: Annotated[Path, argument("FILE", "The facts.json to put in order.")],
    check: Annotated[
        bool, flag("--check", "Change nothing; exit 1 if it is not in order.")
    ] = False,
) -> None:
    """Put a facts.json in its one order, and give a span to each quote that lacks one.

    An evidence without start and end gets those of its quote, where it stands just once. A base of
    format 1 is brought up to format 2. The file is replaced whole, or not at all if any record is
    at fault.
    """
    name, doubtful = printable(str(file)), list[str]()

    def tidied(tables: Tables) -> Tables:
        current, some = _format2(tables)
        doubtful.extend(some)
        documents = {
            key: read_document(file.parent, codec.decode(Source, row, f"sources/{key}: "))
            for key, row in current["sources"].items()
        }
        return authoring.spanned(current, lambda key: _known(documents, key))

    if check:
        base = Reading(file, tidied(ReadOnlyStorage(file).read()))
        tables = authoring.ordered(base)
        base.sound()
        changed = files.content(file) != authoring.dumps(tables).encode()
        if changed:
            raise NotFoundError(f"{name} is not in order", f"`bilat tidy {name}` puts it in order.")
    else:
        tables, changed = store.write(
            file, "tidy", lambda draft: draft.become(tidied(draft.tables))
        )
    facts = counted(sum("withdrawn" not in fact for fact in tables["facts"].values()), "fact")
    output.tell(f"{name} put in order: {facts}." if changed else f"{name} is in order: {facts}.")
    for source in doubtful:
        kind = tables["sources"][source]["type"]
        output.tell(f"look at the source {source}: it is taken for the type {kind!r}.")


def _format2(tables: Tables) -> tuple[Tables, list[str]]:
    """The tables in the format of today, and the sources of which format 1 said too little."""
    if all(release.get("format") != 1 for release in tables["meta"].values()):
        return tables, []
    from ..curate.format1 import brought_up  # hardly ever

    return brought_up(tables)


def _known(documents: dict[str, Document], key: str) -> Document:
    if key not in documents:
        raise BaseError(f"no source has the id {key!r}", "Add the source, or correct the evidence.")
    return documents[key]
