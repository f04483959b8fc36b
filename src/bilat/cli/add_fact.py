"""The command that adds facts: add fact."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Annotated, Any, get_args

import typer

from .. import output
from ..base.document import Document
from ..core.errors import BilatError, NotFoundError, UsageError
from ..core.model import KINDS, SCOPES, VoiceOf
from ..core.text import counted, printable, shortened
from ..curate import authoring, batch, drafting, naming, store
from ..lookup.ids import unique
from ..run import Run
from . import asking
from .adding import date, entities, several, topics
from .emit import known
from .given import given
from .options import Options, argument, grouped, option

VOICES: tuple[str, ...] = get_args(VoiceOf)
_KIND_KEYS = dict(zip("eavfsplcqb", KINDS, strict=True))


class Said(Options, frozen=True):
    """What a fact says, as far as it is given."""

    statement: Annotated[str | None, option("TEXT", "The fact in one sentence.")] = None
    kind: Annotated[str | None, option("KIND", f"One of {', '.join(KINDS)}.", KINDS)] = None
    scope: Annotated[str | None, option("SCOPE", "relation or context.", SCOPES)] = None
    when: Annotated[str | None, option("DATE", "When it happened or held; or unknown.")] = None
    when_how: Annotated[
        str | None, option("TEXT", "How the date was derived, where it is not stated.")
    ] = None
    topic: Annotated[list[str] | None, option("TOPIC", "What it is about.")] = None
    actor: Annotated[list[str] | None, option("ACTOR", "Who or what it is about.")] = None
    by: Annotated[list[str] | None, option("NAME", "Who says it there; or nobody.")] = None
    voice: Annotated[str | None, option("VOICE", f"One of {', '.join(VOICES)}.", VOICES)] = None
    keyword: Annotated[list[str] | None, option("WORD", "A word to find it by.")] = None
    follows: Annotated[str | None, option("FACT", "The fact that it came after.")] = None
    place: Annotated[
        int | None, option("N", "Which of the places, where the quote stands more than once.")
    ] = None
    evidence_of: Annotated[
        str | None, option("FACT", "Add the quote to this fact, as more evidence of it.")
    ] = None


@grouped
def fact_command(
    run: Run,
    said: Said,
    source: Annotated[str | None, argument("[SOURCE]", "The source of the quote.")] = None,
    quote: Annotated[list[str] | None, argument("[QUOTE]...", "The words that bear it.")] = None,
    id_: Annotated[str | None, typer.Option("--id", metavar="ID", help="Its id.")] = None,
    from_: Annotated[
        Path | None,
        typer.Option(
            "--from", metavar="FILE", help="Add many: a JSON object a line; - reads stdin."
        ),
    ] = None,
) -> None:
    """Add a fact, with the quote that bears it.

    The quote is found also over the ends of lines. Time, actors, topics, speaker and id are
    proposed from it and from the statement; at a terminal each is asked for. With --from many facts
    are added at once, or none: every fault is told, with its line.
    """
    path = run.own
    if from_ is not None:
        if source or quote:
            raise UsageError("--from goes without SOURCE and QUOTE", "Each line names its own.")
        _many(run, from_)
        return
    if source is None:
        raise UsageError("no source is named", "`bilat add fact SOURCE QUOTE`; or use --from FILE.")
    name = unique(source, run.base.sources, "source")
    document = run.library.document(name)
    add_one(run, path, document, " ".join(quote or ()), said, id_)


def add_one(
    run: Run, path: Path, document: Document, quote: str, said: Said, id_: str | None = None
) -> None:
    """Settle one fact, and write it.

    Raises:
        BilatError: something is missing or not known, and nobody can be asked.
    """
    made = naming.nothing()
    span = _span(document, quote, said.place)
    text = document.text[slice(*span)]
    if said.evidence_of:
        row = _evidence_row(run, document, span, said)
        _write(run, path, made, "evidence of", row, replaces=True)
        return
    if asking.able():
        _show(document, span)
    row = (_asked if asking.able() else _given)(run, made, document, span, said)
    row["id"] = id_ or row["id"]
    if text != quote.strip() and quote:
        output.tell(f"the quote is taken as the text has it: {shortened(text, 200)}")
    _write(run, path, made, "fact", row, replaces=row["id"] in run.base.facts and id_ is None)


def _write(
    run: Run, path: Path, made: naming.Made, what: str, row: dict[str, Any], *, replaces: bool
) -> None:
    def change(draft: store.Draft) -> None:
        draft.add("entities", made.entities.values())
        draft.add("topics", made.topics.values())
        if replaces:
            draft.put("facts", row)
        else:
            draft.add("facts", [row])
        draft.done += [f"{what} {row['id']} added"]
        draft.done += [f"actor {name} added" for name in made.entities]
        draft.done += [f"topic {name} added" for name in made.topics]

    store.write(path, f"add fact {row['id']}", change)
    run.renew()
    output.tell(f"{what} {row['id']} added.")


def _span(document: Document, quote: str, place: int | None) -> drafting.Span:
    """Where the quote stands, once it is settled."""
    while True:
        if not quote and asking.able():
            quote = asking.line("Quote")
        if not quote:
            asking.required({"QUOTE": "the words that bear it"})
        found = drafting.find(document, quote)
        if len(found) == 1 or (found and place and place <= len(found)):
            return found[(place or 1) - 1]
        problem = _not_once(document, quote, found)
        if not asking.able():
            raise problem
        asking.say(f"  {problem.problem}. {problem.advice}")
        if not found:
            quote = ""
            continue
        place = int(asking.line("Which", "1", partial(_number, most=len(found))))


def _number(typed: str, most: int) -> str:
    if not (typed.isdecimal() and 1 <= int(typed) <= most):
        raise UsageError(f"it is a number from 1 to {most}")
    return typed


def _not_once(document: Document, quote: str, found: list[drafting.Span]) -> BilatError:
    source = document.source.id
    if found:
        lines = ", ".join(
            f"{n}: line {document.line(at)}" for n, (at, _) in enumerate(found[:20], 1)
        )
        problem = f"the quote stands {len(found)} times in {source} ({lines})"
        return UsageError(problem, "Give more of it, or say which with --place N.")
    near = authoring.locate(document, quote, 1)
    problem = f"{source} does not hold this quote"
    if not near:
        return NotFoundError(problem, f"`bilat read {source}` shows the text.")
    return NotFoundError(problem, f"Nearest, line {near[0].line}: {shortened(near[0].quote, 200)}")


def _show(document: Document, span: drafting.Span) -> None:
    first, last = drafting.around(document, span)
    text = document.text
    before, after = text[first : span[0]], text[span[1] : last]
    marked = f"{before}⟦{text[slice(*span)]}⟧{after}"
    place = document.paragraph(span[0])
    number = f"¶{place.number}" if place and place.number else place.region if place else ""
    asking.say(f"  {number}, line {document.line(span[0])}: {printable(' '.join(marked.split()))}")


def _given(
    run: Run, made: naming.Made, document: Document, span: drafting.Span, said: Said
) -> dict[str, Any]:
    """A fact of what was given and proposed, where nobody can be asked."""
    row = _proposed(run, made, document, span, said, said.statement or "")
    missing = {} if said.statement else {"--statement": "TEXT"}
    if not said.kind:
        missing["--kind"] = "KIND"
    if not row["topics"]:
        missing["--topic"] = "TOPIC"
    if not row["actors"]:
        missing["--actor"] = "ACTOR"
    asking.required(missing)
    like = drafting.resembling(run.base, row["statement"], run.today)
    if like:
        statement = shortened(run.base.facts[like].statement, 200)
        output.tell(f"it resembles {like}: {statement} With --evidence-of it is more evidence.")
    return row


def _proposed(
    run: Run,
    made: naming.Made,
    document: Document,
    span: drafting.Span,
    said: Said,
    statement: str,
) -> dict[str, Any]:
    base, today = run.base, run.today
    settled = drafting.Settled(
        statement,
        tuple(topics(base, made, said.topic or (), make=False)),
        tuple(entities(base, made, said.actor or ())),
    )
    row = drafting.proposed(base, document, span, settled, today)
    if said.when is not None:
        _dated(row, date("--when", said.when, today), said.when_how)
    row["kind"] = known("--kind", said.kind, KINDS) if said.kind else row["kind"]
    row["scope"] = known("--scope", said.scope, SCOPES) if said.scope else row["scope"]
    item = row["evidence"][0]
    if said.by is not None:
        item["asserted_by"] = entities(base, made, said.by)
    item["voice"] = known("--voice", said.voice, VOICES) if said.voice else item["voice"]
    row["keywords"] = list(said.keyword or ())
    if said.follows:
        follows = unique(said.follows, base.facts, "fact")
        row["relations"] = [{"type": "follows", "fact": follows}]
    return row


def _dated(row: dict[str, Any], when: str | None, how: str | None) -> None:
    """Give a fact a time; a derived one is none that its quote gives."""
    row["when"] = when
    row["when_basis"] = when and {"type": "derived" if how else "stated", "how": how}
    row["evidence"][0]["when"] = None if how else when


def _asked(
    run: Run, made: naming.Made, document: Document, span: drafting.Span, said: Said
) -> dict[str, Any]:
    """A fact as it is settled by questions; one that is there, where it is evidence of that."""
    base, today = run.base, run.today
    statement = said.statement or asking.line("Fact, in one sentence", "", _sentence)
    row = _proposed(run, made, document, span, said, statement)
    like = drafting.resembling(base, statement, today)
    if like:
        asking.say(f"  Like {like}: {shortened(base.facts[like].statement, 200)}")
        keys = {"n": "new", "e": "evidence of it", "f": "follows it", "r": "refines it"}
        pressed = asking.key("Is it", keys, "n")
        if pressed == "e":
            return _with_evidence(run, like, row["evidence"][0])
        if pressed in "fr":
            kind = {"f": "follows", "r": "refines"}[pressed]
            row["relations"] = [{"type": kind, "fact": like}]
    if not said.kind:
        default = next(key for key, kind in _KIND_KEYS.items() if kind == row["kind"])
        row["kind"] = _KIND_KEYS[asking.key("Kind", _KIND_KEYS, default)]
    if said.when is None:
        typed = asking.line(
            "When (May 2019, since July 2024, unknown)",
            row["when"] or "unknown",
            lambda text: date("when", text, today) or "unknown",
        )
        _dated(row, date("when", typed, today), None)
    if not said.topic:
        row["topics"] = topics(
            base, made, several(asking.line("Topics", ", ".join(row["topics"]), _some)), make=False
        )
    if not said.actor:
        row["actors"] = entities(
            base, made, several(asking.line("About", ", ".join(row["actors"]), _some))
        )
    item = row["evidence"][0]
    if said.by is None:
        speaker = ", ".join(item["asserted_by"]) or "nobody"
        item["asserted_by"] = entities(base, made, several(asking.line("Says it", speaker)))
    for quantity in drafting.quantities_of(item["quote"], today):
        asked = f"{quantity['comparator']} {quantity['value']} {quantity['unit']}, of what"
        of = asking.line(f"{asked} (Enter leaves it out)")
        row["quantities"] += [quantity | {"of": of}] if of else []
    return row


def _sentence(typed: str) -> str:
    if not typed:
        raise UsageError("it needs a statement")
    return typed


def _some(typed: str) -> str:
    if not several(typed):
        raise UsageError("it needs at least one")
    return typed


def _evidence_row(run: Run, document: Document, span: drafting.Span, said: Said) -> dict[str, Any]:
    name = unique(said.evidence_of or "", run.base.facts, "fact")
    made = naming.nothing()
    row = _proposed(run, made, document, span, said, run.base.facts[name].statement)
    return _with_evidence(run, name, row["evidence"][0])


def _with_evidence(run: Run, name: str, item: dict[str, Any]) -> dict[str, Any]:
    """The record of a fact with one evidence more."""
    from ..base.codec import sparse

    row: dict[str, Any] = sparse(run.base.facts[name])
    row["evidence"].append(item)
    return row


def _many(run: Run, file: Path) -> None:
    """Add the facts of a file, or none of them."""
    name = "standard input" if str(file) == "-" else printable(str(file))
    data = given(file, name, "Name a file.")
    rows, faults = batch.facts(run.base, run.library.document, data, run.today)
    for fault in faults:
        output.tell(f"{name}, {fault}")
    if faults:
        raise UsageError(f"nothing was added: {counted(len(faults), 'fault')}", "Mend them all.")

    def change(draft: store.Draft) -> None:
        draft.add("facts", rows)
        draft.done.append(f"{counted(len(rows), 'fact')} added")

    store.write(run.own, f"add fact --from {name}", change)
    output.tell(f"{counted(len(rows), 'fact')} added.")
