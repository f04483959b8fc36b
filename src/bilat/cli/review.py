"""The command that goes through the sentences of a source that nothing accounts for yet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from .. import output
from ..audit.coverage import Sentence, coverage
from ..core.errors import BilatError, NotFoundError
from ..core.text import printable, unaccounted
from ..curate import naming, store
from ..curate.trial import Query
from ..render.results import Covered
from ..run import Run
from . import asking, settling
from .add_fact import add_one
from .emit import emit, form_of
from .options import Output, SourceId, grouped
from .settling import Queries, Said
from .sources import one_source

_KEYS = {"f": "fact", "r": "rhetoric", "o": "opinion", "s": "structure", "p": "repeats"}
_KEYS |= {"l": "later", "b": "back", "q": "quit"}


@grouped
def review_command(run: Run, source: SourceId, out: Output, queries: Queries = None) -> None:
    """Go through the sentences of a source that are neither evidence nor left out for a reason.

    Of each it is asked at a terminal whether it becomes a fact, or why it is left out: a key each.
    `b` goes back to the sentence before: there may be another fact in it. Elsewhere the sentences
    that are left are listed, and the exit is 1 if there are any.
    """
    form = form_of(out, Covered)
    name = one_source(run, source, out, form, Covered(()))
    if not (form.drawn and out.output is None and asking.able()):
        left = _left(run, name)
        emit(run, out, form, Covered(left))
        if left:
            command = f"`bilat review {name}{run.option}`"
            raise NotFoundError(unaccounted(len(left)), f"{command} in a terminal.")
        return
    review = _Review(run, name, settling.queries(run.own, queries))
    while left := review.left():
        sentence = left[0]
        asking.say()
        place = f"¶{sentence.paragraph}" if sentence.paragraph else sentence.region
        asking.say(f"{len(left)} left · {place}, line {sentence.line}")
        asking.say(f"  {printable(' '.join(sentence.text.split()))}")
        pressed = asking.key("It is", _KEYS, "f" if sentence.region == "body" else "s")
        if pressed == "q":
            break
        review.decide(sentence, pressed)
        run.renew()
    count = len(_left(run, name))
    output.tell(
        unaccounted(count) if count else f"{name} is read: every sentence is accounted for."
    )


def _left(run: Run, name: str) -> list[Sentence]:
    return [one for one in coverage(run.library, [name]) if one.status == "uncovered"]


class _Review:
    """A walk through the sentences of a source, which may go back.

    Of each that was decided it holds where it begins, and the id of the omission if it is one.
    """

    def __init__(self, run: Run, name: str, queries: Sequence[Query]) -> None:
        self._run, self._name, self._queries = run, name, queries
        self._later, self._again = set[int](), set[int]()
        self._decided: list[tuple[int, str | None]] = []

    def left(self) -> list[Sentence]:
        """The sentences that are left, and the one that was gone back to."""
        return [
            one
            for one in coverage(self._run.library, [self._name])
            if one.start in self._again
            or (one.status == "uncovered" and one.start not in self._later)
        ]

    def decide(self, sentence: Sentence, pressed: str) -> None:
        """Do with a sentence what a key stands for."""
        if pressed == "b":
            self._back()
            return
        self._again.discard(sentence.start)
        if pressed == "f":
            if self._fact(sentence):
                self._decided.append((sentence.start, None))
        elif pressed == "l":
            self._later.add(sentence.start)
            self._decided.append((sentence.start, None))
        elif sentence.status == "uncovered":
            self._decided.append((sentence.start, self._omit(sentence, _KEYS[pressed])))

    def _fact(self, sentence: Sentence) -> bool:
        """Add a fact of a sentence; whether that was done."""
        document = self._run.library.document(self._name)
        quote = asking.line("Quote (Enter takes the whole sentence)", sentence.text, shown=False)
        try:
            add_one(self._run, document, quote, Said(), queries=self._queries)
        except BilatError as error:
            asking.say(f"  {error.told}")
            return False
        return True

    def _omit(self, sentence: Sentence, reason: str) -> str:
        """Leave a sentence out for a reason; returns the omission's id."""
        with store.changing(self._run.own, f"review {self._name}", amend=True) as draft:
            key = naming.free(f"{self._name}-line-{sentence.line}", draft.tables["omissions"])
            row: dict[str, Any] = {"id": key, "source": self._name, "start": sentence.start}
            draft.add("omissions", [row | {"end": sentence.end, "reason": reason}])
            draft.done.append(f"line {sentence.line} left out: {reason}")
        return key

    def _back(self) -> None:
        """Go back to what was decided last in this review; a fact stays, for another one."""
        if not self._decided:
            asking.say("  there is nothing before it.")
            return
        start, omission = self._decided.pop()
        self._later.discard(start)
        self._again.add(start)
        if omission:
            with store.changing(self._run.own, f"review {self._name}", amend=True) as draft:
                draft.drop("omissions", omission)
                draft.done.append(f"{omission} taken back")
