"""The command that goes through the sentences of a source that nothing accounts for yet."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from .. import output
from ..audit.coverage import Sentence, coverage
from ..core.errors import BilatError, NotFoundError
from ..core.text import printable, unaccounted
from ..curate import naming, store
from ..curate.trial import Query
from ..render.results import Covered
from ..run import Run
from . import asking, keywords
from .add_fact import add_one
from .emit import emit, form_of
from .keywords import Queries
from .options import Output, SourceId, grouped
from .settling import Said
from .sources import one_source

_KEYS = {"f": "fact", "r": "rhetoric", "o": "opinion", "s": "structure", "p": "repeats"}
_KEYS |= {"l": "later", "b": "back", "q": "quit"}


@grouped
def review_command(run: Run, source: SourceId, out: Output, queries: Queries = None) -> None:
    """Go through the sentences of a source that are neither evidence nor left out for a reason.

    Of each it is asked at a terminal whether it becomes a fact, or why it is left out: a key each.
    Elsewhere the sentences that are left are listed, and the exit is 1 if there are any.
    """
    form = form_of(out, Covered)
    name = one_source(run, source, out, form, Covered(()))
    if not (form.drawn and out.output is None and asking.able()):
        left = _left(run, name)
        emit(run, out, form, Covered(left))
        if left:
            raise NotFoundError(unaccounted(len(left)), f"`bilat review {name}` in a terminal.")
        return
    asked = keywords.queries(run.own, queries)
    path, gone, decided = run.own, set[int](), list[tuple[int, str | None]]()
    while left := [sentence for sentence in _left(run, name) if sentence.start not in gone]:
        sentence = left[0]
        asking.say()
        place = f"¶{sentence.paragraph}" if sentence.paragraph else sentence.region
        asking.say(f"{len(left)} left · {place}, line {sentence.line}")
        asking.say(f"  {printable(' '.join(sentence.text.split()))}")
        pressed = asking.key("It is", _KEYS, "f")
        if pressed == "q":
            break
        if pressed == "b":
            _back(path, name, gone, decided)
        elif pressed == "l":
            gone.add(sentence.start)
            decided.append((sentence.start, None))
        elif pressed == "f":
            _fact(run, name, sentence, asked)
        else:
            decided.append((sentence.start, _omit(path, name, sentence, _KEYS[pressed])))
        run.renew()
    count = len(_left(run, name))
    output.tell(
        unaccounted(count) if count else f"{name} is read: every sentence is accounted for."
    )


def _left(run: Run, name: str) -> list[Sentence]:
    return [one for one in coverage(run.library, [name]) if one.status == "uncovered"]


def _fact(run: Run, name: str, sentence: Sentence, queries: Sequence[Query]) -> None:
    """Add facts of a sentence, as long as there are any in it."""
    document = run.library.document(name)
    quote = asking.line("Quote (Enter takes the whole sentence)", sentence.text, shown=False)
    try:
        add_one(run, document, quote, Said(), queries=queries)
    except BilatError as error:
        asking.say(f"  {error.problem}. {error.advice}".rstrip())


def _omit(path: Path, name: str, sentence: Sentence, reason: str) -> str:
    """Leave a sentence out for a reason; returns the omission's id."""
    ids: list[str] = []

    def change(draft: store.Draft) -> None:
        key = naming.free(f"{name}-line-{sentence.line}", draft.tables["omissions"])
        row: dict[str, Any] = {"id": key, "source": name, "start": sentence.start}
        draft.add("omissions", [row | {"end": sentence.end, "reason": reason}])
        draft.done.append(f"line {sentence.line} left out: {reason}")
        ids.append(key)

    store.write(path, f"review {name}", change, amend=True)
    return ids[0]


def _back(path: Path, name: str, gone: set[int], decided: list[tuple[int, str | None]]) -> None:
    """Take back what was decided last in this review, if it was no fact."""
    if not decided:
        asking.say("  there is nothing before it. `bilat undo` takes a fact back.")
        return
    start, omission = decided.pop()
    gone.discard(start)
    if omission:

        def change(draft: store.Draft) -> None:
            draft.drop("omissions", omission)
            draft.done.append(f"{omission} taken back")

        store.write(path, f"review {name}", change, amend=True)
