"""What a draft claims, beside the facts: where a year, a number or a country is another one."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from ..base.base import Base
from ..core.edtf import Day
from ..core.match import Differs
from ..core.model import Fact
from ..core.window import Window
from ..language.numbers import numbers
from ..language.times import times
from ..language.words import words
from ..lookup.criteria import names
from ..search import search
from ..startup import pattern

# A sentence of fewer words claims too little to be set beside a fact; nobody writes longer ones.
_LEAST_WORDS, _MOST_CHARACTERS = 5, 600
# Where a fact stands in its source is no figure of it.
_LOCATOR = pattern(
    r"\([^()]{0,200}(?:para|§|¶|\bpp?\.|\bline\b|\bn\.d\.)[^()]{0,100}\)"
    r"|(?:\bparas?\.|\bpp?\.|¶|§|\blines?\b)\s{0,3}\d+(?:[-–]\d+)?",
)
# What a query would take for an operator is none in a draft.
_OPERATORS = pattern(r"[\"“”„«»‹›「」『』‘:*\[\]()]|(?<!\w)-|’(?!\w)")
_SHOUTED = pattern(r"\b(?:AND|OR|NOT)\b")


class Figures(NamedTuple):
    """The times and numbers that a text gives."""

    times: tuple[tuple[str, tuple[Window, ...]], ...]
    numbers: tuple[tuple[str, str], ...]


def figures(text: str, today: Day) -> Figures:
    """The times and numbers of a text, as typed; not those that are reckoned from today."""
    found, left = [], text
    for time in times(text, today):
        typed = text[time.start : time.end]
        if time.windows and not time.notes:
            found.append((typed.strip(), time.windows))
        left = left[: time.start] + " " * len(typed) + left[time.end :]
    some = tuple((left[n.start : n.end], n.value) for n in numbers(left))
    return Figures(tuple(found), some)


def differing(text: str, facts: Sequence[Fact], today: Day) -> Iterator[tuple[str, str]]:
    """Times and numbers of a sentence that no fact cited in it gives, with what these give.

    Where the facts give no time, or no number, nothing is said of these: nothing shows it wrong.
    """
    here = figures(_LOCATOR.sub(" ", text[:_MOST_CHARACTERS]), today)
    texts = (s for fact in facts for s in (fact.statement, *(e.quote for e in fact.evidence)))
    told = [figures(text, today) for text in texts]
    dated = [fact.when for fact in facts if fact.when is not None]
    spans = [Window(when.earliest, when.latest) for when in dated]
    spans += [window for one in told for _, windows in one.times for window in windows]
    values = {value for one in told for _, value in one.numbers}
    values |= {f"{item.value:g}" for fact in facts for item in fact.quantities}
    years = {str(w.first.year) for w in spans} | {str(w.last.year) for w in spans}
    for typed, windows in here.times:
        touch = (w.first <= s.last and s.first <= w.last for w in windows for s in spans)
        if spans and not any(touch):
            given = [when.text for when in dated] or [one for each in told for one, _ in each.times]
            yield typed, _listed(dict.fromkeys(given))
    for typed, value in here.numbers:
        if values and value not in values and value not in years:
            yield typed, _listed(sorted(values))


def _listed(some: Iterable[str]) -> str:
    return ", ".join(list(some)[:4])


def nearest(base: Base, text: str, today: Day) -> tuple[Fact, tuple[Differs, ...]] | None:
    """The fact that bears all of a sentence but a year, a number or a country; None where none.

    Nothing that a fact bears wholly is compared with another, nor what gives none itself.
    """
    plain = _SHOUTED.sub(lambda match: match[0].lower(), _OPERATORS.sub(" ", text))
    for time in times(plain, today) if len(plain) <= _MOST_CHARACTERS else ():
        if time.notes:  # of a time that is reckoned from today, nobody knows from which day
            plain = plain[: time.start] + " " * (time.end - time.start) + plain[time.end :]
    if len(plain) > _MOST_CHARACTERS or len(plain.split()) < _LEAST_WORDS or not _tells(plain):
        return None
    answer = search(base, plain, today=today)
    if answer.verdict != "in part":
        return None
    for name in answer.best(limit=1):
        hit = answer.hit(name)
        # What differs in two things is about another matter.
        differs = hit.match.differs or ()
        if len(differs) == 1 and _has_another(base, hit.fact, plain, differs, today):
            return hit.fact, differs
    return None


def _tells(text: str) -> bool:
    """Whether a text is a sentence, and no row of names as a reference is: some word is small."""
    typed = text.split()
    small = sum(word[0].islower() for word in typed)
    return small >= 2 or not any(word[0].isupper() for word in typed)


def _has_another(base: Base, fact: Fact, text: str, differs: Iterable[Differs], today: Day) -> bool:
    """Whether a fact itself gives each of what it is to differ in, and gives another."""
    others = [typed for typed, _ in differing(text, [fact], today)]
    said = set(words(text))
    own = [base.entities[name] for name in fact.actors if base.entities[name].type == "country"]
    elsewhere = any(
        not any(said.issuperset(words(name)) for name in names(entity)) for entity in own
    )
    return all(
        elsewhere if one.kind == "country" else any(one.typed in typed for typed in others)
        for one in differs
    )
