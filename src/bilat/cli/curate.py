"""Commands for curators: locate a quote, tidy a facts.json, try queries."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from .. import output
from ..base import codec, files
from ..base.document import Document
from ..base.document import read as read_document
from ..base.faults import of_record
from ..base.reading import Reading
from ..base.storage import ReadOnlyStorage, Tables
from ..core.errors import BaseError, NotFoundError
from ..core.model import Source
from ..core.text import counted, printable
from ..curate import authoring, store
from ..render.results import Places, Trials
from ..run import Run
from .emit import emit, form_of
from .holding import hold
from .options import Output, SourceId, argument, flag, grouped
from .progress import working
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
    problems: list[BaseError] = []
    spanned: Tables = {}

    def tidied(tables: Tables) -> Tables:
        nonlocal spanned
        current, some = _format2(tables)
        doubtful.extend(some)
        spanned = _spanned(current, _documents(file, current, problems), problems)
        if problems:
            raise problems[0]
        return spanned

    try:
        if check:
            with working("reading the base"):
                base = Reading(file, tidied(ReadOnlyStorage(file).read()))
                tables = authoring.ordered(base)
                base.sound()
            changed = files.content(file) != authoring.dumps(tables).encode()
        else:
            with working("putting the base in order"):
                with store.changing(file, "tidy") as draft:
                    draft.tables = tidied(draft.tables)
                tables, changed = draft.tables, draft.changed
    except BaseError:
        if spanned:
            hold(file, spanned, problems)  # tells all that is wrong, of which this was the first
        raise
    if check and changed:
        raise NotFoundError(f"{name} is not in order", f"`bilat tidy {name}` puts it in order.")
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


def _documents(file: Path, tables: Tables, problems: list[BaseError]) -> dict[str, Document]:
    """The texts of the sources that are of their form; those that cannot be read are problems."""
    documents = {}
    for key, row in tables["sources"].items():
        if next(of_record("sources", key, row), None) is None:
            try:
                documents[key] = read_document(file.parent, codec.decode(Source, row, ""))
            except BaseError as error:
                problems.append(error)
    return documents


def _spanned(tables: Tables, documents: dict[str, Document], problems: list[BaseError]) -> Tables:
    """The tables with the spans that quotes lacked; those that no span was found for are left."""
    done: Tables = dict(tables)
    for table in ("facts", "omissions"):
        done[table] = dict(tables[table])
        for key, row in tables[table].items():
            try:
                done[table][key] = authoring.spanned(table, key, row, documents.__getitem__)
            except KeyError:  # a source that is not there, or not of its form, is told as such
                continue
            except BaseError as error:
                problems.append(error)
    return done


@grouped
def try_command(
    run: Run,
    file: Annotated[Path, argument("QUERIES", "A table: a query, a tab, ids with blanks between.")],
    out: Output,
) -> None:
    """Try queries against the facts that they should find.

    Of each query: its first hit, how many of the facts expected are among the first five, whether
    it falls silent, and for each fact that was missed which word is to blame. A query without ids
    should not be answered. Nothing is ever logged. The exit is 1 where anything was missed.
    """
    from ..core.encoding import text_of
    from ..curate import trial  # and so all that a search takes
    from .given import content

    form, name = form_of(out, Trials), printable(str(file))
    some = trial.queries(text_of(content(file, name, "Name a table."), name), name)
    for problem in trial.unknown(run.base, some):
        output.tell(f"{name}, {problem}.")
    rows = []
    with working("trying queries", len(some)) as step:
        for query in some:
            rows.append(trial.tried(run.base, query, run.today))
            step()
    emit(run, out, form, Trials(rows))
    missed = sum(bool(row.missed) or row.recall < 1 for row in rows)
    if missed:
        told = f"{counted(missed, 'query')} of {len(rows)} missed"
        raise NotFoundError(told, f"`bilat edit ID{run.option}` adds keywords.")
