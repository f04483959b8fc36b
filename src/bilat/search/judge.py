"""Whether the facts found answer a query, in part, or not at all."""

from collections.abc import Sequence
from typing import NamedTuple

from .retrieve import Found, Unit
from .score import Scored
from .weights import Weights


class Difference(NamedTuple):
    """Where a fact says otherwise than what was typed: a year or a number."""

    kind: str
    query: str


class Judged(NamedTuple):
    """What the facts found are to a query.

    Attributes:
        verdict: answered, in part, or nothing.
        scores: the facts that pass, by number.
        unborne: what none of them bears together with the rest.
    """

    verdict: str
    scores: dict[int, float]
    unborne: tuple[str, ...]


def unborne(found: Sequence[Found], scored: Scored) -> tuple[Unit, ...]:
    """The units of a query that a fact does not bear, small words aside."""
    units = found[scored.group].units
    return tuple(
        unit
        for bit, unit in enumerate(units)
        if not scored.borne >> bit & 1 and not unit.asked.small
    )


def differences(found: Sequence[Found], scored: Scored) -> tuple[Difference, ...]:
    """Where a fact bears all of a statement but its year or number: these."""
    missed = unborne(found, scored)
    kinds = {unit.asked.term.kind for unit in missed}
    borne = len(found[scored.group].units) - len(missed)
    if not missed or borne < _STATEMENT or not kinds <= {"time", "number"}:
        return ()
    return tuple(
        Difference("year" if unit.asked.term.kind == "time" else "number", unit.text)
        for unit in missed
    )


# What bears fewer words than these is no statement with a fault in it.
_STATEMENT = 3


def judge(found: Sequence[Found], scored: dict[int, Scored], weights: Weights) -> Judged:
    """Judge facts that were ranked.

    Args:
        found: the groups of the query.
        scored: the facts that bear something of it, by number.
        weights: what of a query a fact has to bear.
    """
    if not scored:
        strange = (u.text for group in found for u in group.units if not u.facts)
        return Judged("nothing", {}, tuple(dict.fromkeys(strange)))
    shares = {(one.group, one.borne) for one in scored.values()}
    any_of = {(g, b): unborne(found, Scored(0, 0, g, b)) for g, b in shares}
    most = max(one.coverage for one in scored.values())
    if any(not missed for missed in any_of.values()):
        verdict = "answered"
    else:
        verdict = "in part" if most >= weights.least else "nothing"
    nearest = max(scored.values(), key=lambda one: (one.coverage, one.score))
    nowhere = [u for group in found for u in group.units if not u.facts and not u.asked.small]
    missing = nowhere or any_of[nearest.group, nearest.borne]
    texts = () if verdict == "answered" else tuple(dict.fromkeys(u.text for u in missing))
    if verdict == "nothing":
        return Judged(verdict, {}, texts)
    least = min(weights.least, most) * weights.tail
    kept = {number: one.score for number, one in scored.items() if one.coverage >= least}
    best = max(kept.values())
    if verdict == "in part":
        for number, one in scored.items():
            if number in kept and differences(found, one):
                kept[number] = round(kept[number] + best, 4)
    return Judged(verdict, kept, texts)
