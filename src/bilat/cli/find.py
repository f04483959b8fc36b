"""The command that finds facts by words: search."""

from typing import Annotated

from .. import output
from ..base.base import Base
from ..base.document import Paragraph
from ..core.edtf import year_text
from ..core.errors import NotFoundError, UsageError
from ..core.text import counted, echoed
from ..language.words import habits
from ..lookup.criteria import SORTS, Asked, criteria
from ..lookup.listing import years
from ..render.results import Facets, Hits, Passages
from ..render.shapes import paragraphs
from ..run import Run
from ..search import Answer, search
from .choose import listed, met, no_facts, tell_how, warn
from .emit import Form, emit, form_of, known
from .filters import Filters, Order, Searching
from .options import Output, argument, grouped

SEARCH_LIMIT = 10


@grouped
def search_command(
    run: Run,
    query: Annotated[
        list[str], argument("QUERY...", 'Words, "a phrase", -word, prefix*, topic:ID …')
    ],
    filters: Filters,
    order: Order,
    out: Output,
    how: Searching,
) -> None:
    """Find facts by words, best first.

    Words rank together: none is required, more matched is better. "A phrase" stays together, -word
    shuts out, prefix* begins a word, AND, OR and NOT combine, and topic: actor: kind: source: by:
    side: scope: when: since: until: filter. Put a query that begins with - after --.
    """
    form = form_of(out, Passages if how.texts else Facets if how.facets else Hits)
    sort = known("--sort", order.sort or "score", (*SORTS, "score"))
    # Bytes that are no text match nothing, and cannot be told of in JSON.
    text = " ".join(query).encode(errors="replace").decode()
    if not text.strip():
        raise UsageError("the query is empty", f"Name a word to look for{_example(run.base)}.")
    if how.texts:
        _texts(run, text, filters, order, out, form, how)
        return
    whole = search(run.base, text, today=run.today, exact=how.exact)
    answer, found, best = _met(run.base, whole, filters, sort, order, loose=how.loose)
    # A screen has the verdict above the hits; elsewhere standard error tells it.
    screen = form.drawn and not how.facets and form.fields is None
    headed = screen and run.width(to_file=out.output is not None) is not None
    tell_how(answer, text, judged=not headed)
    if headed and not answer.scores and not how.loose:
        best = list(answer.nearest)
    result = (
        _facets(run.base, answer, found, sort)
        if how.facets
        else _hits(answer, text, best, found, how)
    )
    emit(run, out, form, result)
    warn(run)
    _tell_of_days(text, run)
    if not found:
        raise _no_hits(run.base, text, whole, headed=headed)
    if not (how.facets or form.drawn) and len(best) < len(found):
        output.tell(f"{len(best)} of {len(found)} hits; --limit {len(found)} shows all.")
    if how.strict and answer.verdict != "answered":
        raise NotFoundError(f"not answered: {echoed(text)}", "Without --strict this is no failure.")


def _tell_of_days(text: str, run: Run) -> None:
    """Name the command that is made for what a query asks, where there is one."""
    asked = habits(text)
    if asked:
        from ..language.day import other_command  # most queries ask for no day

        other = other_command(asked, text, run.today)
        if other:
            output.tell(f"`{other}` shows what happened on a day, and anniversaries.")


def _texts(
    run: Run, text: str, filters: Filters, order: Order, out: Output, form: Form, how: Searching
) -> None:
    """Show the paragraphs of the sources' texts that hold words of a query, best first."""
    typed = filters.typed()
    for name in ("facets", "explain", "loose", "strict", "exact"):
        if getattr(how, name):
            raise UsageError(f"--{name}: --texts has no use for it", f"Leave out --{name}.")
    read = search(run.base, text, today=run.today)
    if read.barred or any(one != Asked(source=one.source) for one in (typed, read.asked)):
        raise UsageError("--texts: only a source chooses texts", "Leave the other filters out.")
    wanted = [criteria(run.base, one).sources for one in (typed, read.asked) if one.source]
    rows = [
        paragraph
        for source in run.base.sources
        if all(source in some for some in wanted)
        for paragraph in paragraphs(run.library, source, _own(run, source))
    ]
    for word, better in read.mended.items():
        output.tell(f"searched {better!r} for {echoed(word)}.")
    places = read.in_texts(row.text for row in rows)
    best = [rows[place] for place in places][: order.limit or SEARCH_LIMIT]
    shown = [row.text for row in best] if form.drawn else ()
    found = read.stand_in(shown)
    emit(run, out, form, Passages(best, len(places), found))
    if not best:
        raise NotFoundError(f"no text holds {echoed(text)}", "`bilat sources` lists the texts.")
    if not form.drawn and len(best) < len(places):
        output.tell(f"{len(best)} of {len(places)} paragraphs; --limit {len(places)} shows all.")


def _own(run: Run, source: str) -> list[Paragraph]:
    """The paragraphs of a source that are the text's own, and not of the page around it."""
    return [p for p in run.library.document(source).paragraphs if p.region != "furniture"]


def _example(base: Base) -> str:
    """A search that finds something in a base, in words."""
    import shlex  # only here

    topic = next(iter(base.topics.values()), None)
    return f", as `bilat search {shlex.quote(topic.label)}`" if topic else ""


def _met(
    base: Base, answer: Answer, filters: Filters, sort: str, order: Order, *, loose: bool
) -> tuple[Answer, list[str], list[str]]:
    """The answer of the facts that meet the options and the query's fields; those, in order."""
    limit = order.limit or SEARCH_LIMIT
    scores = answer.loose if loose else answer.scores
    if sort == "score":
        # A query of nothing but filters ranks none before another.
        sort = "" if any(scores.values()) else "when"
    answer, found = met(base, answer, filters.typed(), sort, reverse=order.reverse, loose=loose)
    if sort:
        return answer, found, found[:limit]
    best = answer.best(found)[::-1][:limit] if order.reverse else answer.best(found, limit)
    return answer, found, best


def _hits(answer: Answer, query: str, best: list[str], found: list[str], how: Searching) -> Hits:
    # A query of nothing but filters asks for nothing that a fact could bear.
    verdict = answer.verdict if any(answer.loose.values()) else ""
    hits = [answer.hit(name) for name in best]
    return Hits(hits, found, how.explain, query, verdict, answer.unborne)


def _facets(base: Base, answer: Answer, found: list[str], sort: str) -> Facets:
    from ..lookup.summary import facets

    ids = answer.best(found) if sort == "score" else found
    return Facets(facets(base, found), ids)


def _no_hits(base: Base, query: str, answer: Answer, *, headed: bool) -> NotFoundError:
    """That nothing was found, for the filters or for what no fact bears; and what comes nearest.

    What a screen shows above it is not told again: it is `headed`.
    """
    if answer.scores:
        others = counted(len(answer.best()), "fact")
        problem = f"nothing about {echoed(query)} with these filters"
        return NotFoundError(problem, f"Without them there would be {others}.")
    if not base.facts:
        return no_facts()
    searched = f"{counted(len(base.facts), 'fact')} from {counted(len(base.sources), 'source')}"
    dated = years(base)
    if dated:
        searched += f", {year_text(dated[0])} to {year_text(dated[1])}"
    problem = f"nothing about {echoed(query)} in {searched}"
    if answer.nearest and headed:
        return NotFoundError(problem, "--loose shows these as hits.")
    if answer.unborne and [query] != list(answer.unborne):
        problem += f": no fact bears {listed(answer.unborne)}"
    if answer.nearest:
        return NotFoundError(problem, f"Nearest: {', '.join(answer.nearest)}. --loose shows them.")
    return NotFoundError(problem, "`bilat topics` and `bilat actors` show what they are about.")
