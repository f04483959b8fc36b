"""Commands on what facts come from and are about: read, sources, topics, actors."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Annotated, TypeVar

from .. import output
from ..base.base import Base
from ..core.errors import NotFoundError
from ..core.model import Fact
from ..lookup.criteria import Criteria
from ..lookup.ids import each, unique
from ..lookup.listing import pick
from ..render.results import Actors, Reading, Result, Sources, Topics
from ..render.shapes import paragraphs
from ..run import Run
from .emit import Form, emit, end_with, form_of, known
from .options import Output, SourceId, argument, flag, grouped, option

R = TypeVar("R")


def one_source(run: Run, typed: str, out: Output, form: Form, none: Result) -> str:
    """The source that an id or the beginning of one means.

    Raises:
        NotFoundError: none; JSON has then been given as an empty list.
    """
    try:
        return unique(typed, run.base.sources, "source")
    except NotFoundError:
        if form.format in ("json", "jsonl"):
            emit(run, out, form, none)
        raise


@grouped
def read_command(
    run: Run,
    source: SourceId,
    out: Output,
    furniture: Annotated[
        bool, flag("--furniture", "Also what is not the text's own: links, other headlines.")
    ] = False,
) -> None:
    """Read a source with its evidence marked and the ids of facts at the margin."""
    form = form_of(out, Reading)
    name = one_source(run, source, out, form, Reading(()))
    document = run.library.document(name)
    told = [p for p in document.paragraphs if furniture or p.region != "furniture"]
    emit(run, out, form, Reading(paragraphs(run.library, name, told)))
    if not document.intact:
        file = document.source.file
        output.tell(f"{file} differs from its recorded SHA-256. See `bilat verify`.")


Names = Annotated[
    str | None,
    option("LANG", "Show names in other languages, too: all, or one, as ru."),
]


@grouped
def sources_command(
    run: Run,
    out: Output,
    ids: Annotated[list[str] | None, argument("[SOURCE]...", "Show a card of each.")] = None,
) -> None:
    """List the sources: who wrote what, when, and whether the file is as recorded.

    With ids a card of each is shown: all that is known of it, and its facts.
    """
    form = form_of(out, Sources)
    rows, facts, problems = _chosen(run.base, "source", run.base.sources, ids)
    emit(run, out, form, Sources(rows, facts))
    end_with(problems)


@grouped
def topics_command(
    run: Run,
    out: Output,
    ids: Annotated[list[str] | None, argument("[TOPIC]...", "Show a card of each.")] = None,
    names: Names = None,
) -> None:
    """List the topics, broader above narrower.

    With ids a card of each is shown: all that is known of it, and its facts.
    """
    form, topics = form_of(out, Topics), run.base.topics
    language = _language(names, (one.labels for one in topics.values()))
    rows, facts, problems = _chosen(run.base, "topic", topics, ids)
    emit(run, out, form, Topics(rows, facts, language))
    end_with(problems)


@grouped
def actors_command(
    run: Run,
    out: Output,
    ids: Annotated[list[str] | None, argument("[ACTOR]...", "Show a card of each.")] = None,
    names: Names = None,
) -> None:
    """List the people, bodies, places and documents that facts are about.

    With ids a card of each is shown: all that is known of it, and its facts.
    """
    form, entities = form_of(out, Actors), run.base.entities
    language = _language(names, (one.names for one in entities.values()))
    rows, facts, problems = _chosen(run.base, "actor", entities, ids)
    emit(run, out, form, Actors(rows, facts, language))
    end_with(problems)


def _language(asked: str | None, names: Iterable[Mapping[str, object]]) -> str | None:
    """The language in which names are shown, too, or `all`.

    Raises:
        UsageError: nothing has a name in it.
    """
    if asked is None:
        return None
    languages = sorted({language for some in names for language in some})
    return known("--names", asked, ["all", *languages])


def _chosen(
    base: Base, noun: str, records: Mapping[str, R], ids: Sequence[str] | None
) -> tuple[list[R], dict[str, list[Fact]] | None, list[NotFoundError]]:
    """All records of a sort, or those of some ids with the facts of each; what is amiss."""
    if not ids:
        advice = f"`bilat add {noun}` adds one; --facts names another base."
        none = NotFoundError(f"the base holds no {noun}", advice)
        return list(records.values()), None, [] if records else [none]
    found, problems = each(ids, records, noun)
    facts = {name: list(pick(base, _OF[noun](base, name), "when").facts) for name in found}
    return [records[name] for name in found], facts, problems


# Which facts a card has, by what it is of.
_OF: dict[str, Callable[[Base, str], Criteria]] = {
    "source": lambda _, name: Criteria(sources=frozenset({name})),
    "topic": lambda base, name: Criteria(topics=frozenset(base.narrower(name))),
    "actor": lambda _, name: Criteria(actors=frozenset({name})),
}
