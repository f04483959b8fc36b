"""What a fact says, settled: by options where nobody can be asked, else by questions."""

import re
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Annotated, Any, NamedTuple, get_args

from .. import output
from ..base.codec import sparse
from ..base.document import Document
from ..core.edtf import parse
from ..core.encoding import text_of
from ..core.errors import BilatError, UsageError
from ..core.terms import KINDS, SCOPES, VoiceOf
from ..core.text import counted, printable, shortened
from ..curate import drafting, keywords, trial
from ..curate.figures import quantities_of
from ..curate.naming import Names
from ..lookup.ids import unique
from ..render.when import when_text
from ..run import Run
from . import asking
from .adding import date, entities, several, topics
from .emit import known
from .given import content
from .options import Options, option

VOICES: tuple[str, ...] = get_args(VoiceOf)
_KIND_KEYS = dict(zip("eavfsplcqb", KINDS, strict=True))
_LIKE_KEYS = {"n": "new", "e": "evidence of it", "f": "follows it", "r": "refines it"}

Row = dict[str, Any]
Queries = Annotated[
    Path | None,
    option("FILE", "Queries that keywords are proposed from; QUERIES.tsv beside the base if any."),
]
_NUMBERS = re.compile(r"(\d{1,3})(?:-(\d{1,3}))?")


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


class Quoted(NamedTuple):
    """A quote that is to bear a fact, what is said of it, and what is made on the way."""

    run: Run
    named: Names
    document: Document
    span: drafting.Span
    said: Said


def settled(quoted: Quoted) -> Row:
    """The record of a fact, or of the one that the quote is more evidence of.

    Raises:
        BilatError: something is missing or not known, and nobody can be asked.
    """
    run, said = quoted.run, quoted.said
    if said.evidence_of:
        name = unique(said.evidence_of, run.base.facts, "fact")
        row = _proposed(quoted, run.base.facts[name].statement)
        return _with_evidence(run, name, row["evidence"][0])
    return _asked(quoted) if asking.able() else _given(quoted)


def _given(quoted: Quoted) -> Row:
    """A fact of what was given and proposed, where nobody can be asked."""
    run, said = quoted.run, quoted.said
    row = _proposed(quoted, said.statement or "")
    given = {"--statement TEXT": said.statement, "--kind KIND": said.kind}
    asking.required(given | {"--topic TOPIC": row["topics"], "--actor ACTOR": row["actors"]})
    like = drafting.resembling(run.base, row["statement"], run.today)
    if like:
        statement = shortened(run.base.facts[like].statement, 200)
        output.tell(f"it resembles {like}: {statement} With --evidence-of it is more evidence.")
    return row


def _proposed(quoted: Quoted, statement: str) -> Row:
    """The record of a fact as options say, and the quote and the statement where they do not."""
    run, named, document, span, said = quoted
    base, today = run.base, run.today
    settled_ = drafting.Settled(
        statement,
        tuple(topics(named, said.topic or ())),
        tuple(entities(named, said.actor or ())),
    )
    row = drafting.proposed(base, document, span, settled_, today)
    if said.when is not None:
        when = date("--when", said.when, today)
        if when and when != row["when"] and not said.when_how and not asking.able():
            output.tell(f"the quote gives no {when}; --when-how TEXT says how that is known.")
        _dated(row, when, said.when_how)
    row["kind"] = known("--kind", said.kind, KINDS) if said.kind else row["kind"]
    row["scope"] = known("--scope", said.scope, SCOPES) if said.scope else row["scope"]
    item = row["evidence"][0]
    if said.by is not None:
        item["asserted_by"] = entities(named, said.by)
        item["voice"] = drafting.voice(document, span, item["asserted_by"])
    item["voice"] = known("--voice", said.voice, VOICES) if said.voice else item["voice"]
    row["keywords"] = list(said.keyword or ())
    if said.follows:
        follows = unique(said.follows, base.facts, "fact")
        row["relations"] = [{"type": "follows", "fact": follows}]
    return row


def _dated(row: Row, when: str | None, how: str | None) -> None:
    """Give a fact a time; a derived one is none that its quote gives."""
    row["when"] = when
    row["when_basis"] = when and {"type": "derived" if how else "stated", "how": how}
    row["evidence"][0]["when"] = None if how else when


def _asked(quoted: Quoted) -> Row:
    """A fact as it is settled by questions; one that is there, where it is evidence of that."""
    run, said = quoted.run, quoted.said
    statement = said.statement or asking.line(
        "Fact, in one sentence (Enter: as the quote has it)", _sentence(quoted), shown=False
    )
    row = _proposed(quoted, statement)
    like = drafting.resembling(run.base, statement, run.today)
    if like:
        asking.say(f"  Like {like}: {shortened(run.base.facts[like].statement, 200)}")
        pressed = asking.key("Is it", _LIKE_KEYS, "n")
        if pressed == "e":
            return _with_evidence(run, like, row["evidence"][0])
        if pressed in "fr":
            kind = {"f": "follows", "r": "refines"}[pressed]
            row["relations"] = [{"type": kind, "fact": like}]
    if not said.kind:
        default = next(key for key, kind in _KIND_KEYS.items() if kind == row["kind"])
        row["kind"] = _KIND_KEYS[asking.key("Kind", _KIND_KEYS, default)]
    if said.when is None:
        _ask_when(quoted, row)
    _ask_about(quoted, row)
    _ask_what_is_counted(quoted, row)
    return row


def _sentence(quoted: Quoted) -> str:
    """The words of the quote, as a sentence of their own."""
    words = " ".join(quoted.document.text[slice(*quoted.span)].split())
    return f"{words[:1].upper()}{words[1:].rstrip(' ,;:.')}."


def _ask_when(quoted: Quoted, row: Row) -> None:
    today, proposed = quoted.run.today, row["when"] or "unknown"
    told = proposed if proposed == "unknown" else when_text(parse(proposed))
    proposal = proposed if told == proposed else f"{proposed}: {told}"
    typed = asking.line(
        f"When (May 2019, since July 2024, unknown) [{proposal}]",
        proposed,
        lambda text: date("when", text, today) or "unknown",
        shown=False,
    )
    when = date("when", typed, today)
    how = None
    if when and when != row["when"]:
        given = f"gives {told}" if row["when"] else "gives no time"
        question = f"The quote {given}. How is {when} known (s: it stands there in other words)"
        how = asking.line(question, "", asking.some)
    _dated(row, when, None if how and how.lower() == "s" else how)


def _ask_about(quoted: Quoted, row: Row) -> None:
    """Ask for topics, actors and speakers, as far as no option says."""
    said, of = quoted.said, partial(entities, quoted.named)
    if not said.topic:
        take = partial(topics, quoted.named)
        row["topics"] = _taken("Topics, with commas between", row["topics"], take)
    if not said.actor:
        row["actors"] = _taken("About whom or what, with commas between", row["actors"], of)
    item = row["evidence"][0]
    if said.by is None:
        item["asserted_by"] = _taken("Says it", item["asserted_by"] or ["nobody"], of)
    if not said.voice:
        item["voice"] = drafting.voice(quoted.document, quoted.span, item["asserted_by"])


def _taken(question: str, proposed: list[str], take: Callable[[list[str]], list[str]]) -> list[str]:
    """The ids of those who are named, asked for again until each is known or made."""
    while True:
        typed = asking.line(question, ", ".join(proposed), asking.some)
        try:
            return take(several(typed))
        except BilatError as error:
            asking.say(f"  {error.told}")


def _ask_what_is_counted(quoted: Quoted, row: Row) -> None:
    for quantity in quantities_of(row["evidence"][0]["quote"], quoted.run.today):
        unit = "" if quantity["unit"] == "1" else f" {quantity['unit']}"
        sign = {"=": "", "~": "about "}.get(quantity["comparator"], f"{quantity['comparator']} ")
        asked = f"The figure {sign}{quantity['value']}{unit}: of what is it"
        of = asking.line(f"{asked} (Enter: leave it out)")
        row["quantities"] += [quantity | {"of": of}] if of else []


def _with_evidence(run: Run, name: str, item: Row) -> Row:
    """The record of a fact with one evidence more."""
    row: Row = sparse(run.base.facts[name])
    row["evidence"].append(item)
    return row


def queries(path: Path, file: Path | None) -> list[trial.Query]:
    """The queries of a file, or of the one beside a base, if there is one; none if nobody is asked.

    Raises:
        UsageError: it cannot be read, or a line has no query.
    """
    beside = path.parent / "QUERIES.tsv"
    if not asking.able() or (file is None and not beside.is_file()):
        return []
    name = printable(str(file or beside))
    data = content(file or beside, name, "Name a table: a query, a tab, ids with blanks between.")
    return trial.queries(text_of(data, name), name)


def ask_keywords(quoted: Quoted, row: Row, queries: Sequence[trial.Query]) -> None:
    """Propose keywords for a fact at a terminal, and give it those that are taken."""
    if quoted.said.keyword is not None or not asking.able():
        return
    run = quoted.run
    found = keywords.proposed(quoted.named, row, queries, run.today)
    if not found:
        return
    asking.say("  It could be found by")
    for number, keyword in enumerate(found, 1):
        asking.say(f"  {number:>3} {printable(keyword.word):<20} {shortened(keyword.reason, 120)}")
    wanted = [str(number) for number, keyword in enumerate(found, 1) if keyword.asked]
    question = "Keywords (numbers, yes: all, none; other words of your own)"
    typed = asking.line(question, ", ".join(wanted) or "none", lambda text: _checked(text, found))
    row["keywords"] = list(dict.fromkeys([*row["keywords"], *_chosen(typed, found)]))


def _checked(typed: str, found: Sequence[keywords.Keyword]) -> str:
    _chosen(typed, found)
    return typed


def _chosen(typed: str, found: Sequence[keywords.Keyword]) -> list[str]:
    """The words that were chosen: all, none, those of some numbers, and others as typed."""
    if typed.lower() in ("y", "yes", "all"):
        return [keyword.word for keyword in found]
    if typed.lower() in ("n", "no", "none", "-"):
        return []
    taken: list[str] = []
    for part in several(typed.replace(" ", ",") if not re.search("[^0-9 ,;-]", typed) else typed):
        match = _NUMBERS.fullmatch(part)
        if match is None:
            taken.append(part)
            continue
        first, last = int(match[1]), int(match[2] or match[1])
        if not 1 <= first <= last <= len(found):
            raise UsageError(f"there is no {part}", f"There are {counted(len(found), 'keyword')}.")
        taken += [keyword.word for keyword in found[first - 1 : last]]
    return taken
