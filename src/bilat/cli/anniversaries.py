"""The command that tells of anniversaries: on."""

from __future__ import annotations

from typing import Annotated

from .. import output
from ..base.base import Base
from ..core.edtf import Day
from ..core.errors import NotFoundError, UsageError
from ..core.text import echoed
from ..lookup.anniversaries import HAPPENED, Anniversary, after, between, in_year, nearest
from ..lookup.criteria import Criteria, criteria
from ..render.results import Anniversaries
from ..render.when import day_text
from ..run import Run
from ..startup import pattern
from .choose import no_facts, warn
from .emit import emit, form_of
from .filters import Filters, Order
from .options import Options, Output, argument, grouped, option

_YEAR = pattern(r"[0-9]{4}")
_WITHIN = pattern(r"0*(\d{1,5}) ?([dwmy])(?:ays?|eeks?|onths?|ears?)?")
# Nobody plans further ahead.
_MOST_DAYS = {"d": 36_525, "w": 5218, "m": 1200, "y": 100}


class Ahead(Options, frozen=True):
    """Of which days."""

    within: Annotated[
        str | None, option("TIME", "Those that come up within 90d, say: also w, m or y.")
    ] = None
    year: Annotated[
        str | None,
        option("YEAR", "Those of a year, with what is known to the month or year only."),
    ] = None


@grouped
def on_command(
    run: Run,
    filters: Filters,
    ahead: Ahead,
    order: Order,
    out: Output,
    date: Annotated[
        list[str] | None, argument("[DATE...]", "A day in any spelling; today by default.")
    ] = None,
) -> None:
    """Show what happened on a day of the year, or which anniversaries come up.

    Only what happened has any: events, agreements and visits whose first day is certain. What
    happened on 29 February falls on the 28th where the year has no 29th. A star marks round ones:
    every fifth year up to 100, every 25th beyond.
    """
    form = form_of(out, Anniversaries)
    if order.by != "when":
        raise UsageError("--sort: anniversaries stand in order of coming", "Leave out --sort.")
    wanted = criteria(run.base, filters.typed())
    day = _day(run, date, ahead)
    found = _found(run, wanted, day, ahead)
    rows = (found[::-1] if order.reverse else found)[: order.limit]
    ago = ahead.within is None and ahead.year is None
    emit(run, out, form, Anniversaries(rows, len(found), ago))
    warn(run)
    if not found:
        raise _none(run.base, wanted, day, ahead)
    if not form.drawn and len(rows) < len(found):
        output.tell(f"{len(rows)} of {len(found)}; --limit {len(found)} shows all.")


def _day(run: Run, date: list[str] | None, ahead: Ahead) -> Day:
    """The day asked for, or today."""
    if ahead.year is not None and (ahead.within is not None or date):
        other = "--within" if ahead.within is not None else "a day"
        raise UsageError(f"--year contradicts {other}", "Use one of them.")
    if not date:
        return run.today
    from ..language.day import day  # only where one is typed

    if len(date) == 1 and _YEAR.fullmatch(date[0]):
        raise UsageError(f"{date[0]} is no day", f"`bilat on --year {date[0]}` has a year's.")
    typed = day(" ".join(date), run.today)
    if typed.moved:
        output.tell(f"{typed.day.year} has no 29 February; what happened then falls on the 28th.")
    return typed.day


def _found(run: Run, wanted: Criteria, day: Day, ahead: Ahead) -> list[Anniversary]:
    if ahead.year is not None:
        from ..language.day import year

        return in_year(run.base, wanted, year(ahead.year, run.today))
    if ahead.within is not None:
        return between(run.base, wanted, day, _until(day, ahead.within), least=1)
    return between(run.base, wanted, day, day, least=0)


def _until(day: Day, within: str) -> Day:
    match = _WITHIN.fullmatch(within.strip().lower())
    if match is None:
        problem = f"--within: {echoed(within)} is no length of time"
        raise UsageError(problem, "Give one such as 90d, 12w, 6m or 1y.")
    number, unit = int(match[1]), match[2]
    last = after(day, number, unit) if number <= _MOST_DAYS[unit] else None
    if last is None or last.year > 9999:
        raise UsageError(f"--within: {echoed(within)} is too far", "Give 100y at most.")
    return last


def _none(base: Base, wanted: Criteria, day: Day, ahead: Ahead) -> NotFoundError:
    """That there is none, and which days come nearest."""
    if not base.facts:
        return no_facts()
    if wanted.kinds and not wanted.kinds & HAPPENED:
        kinds = ", ".join(sorted(HAPPENED))
        return NotFoundError("what did not happen has no anniversaries", f"Try --kind {kinds}.")
    if ahead.year is not None:
        return NotFoundError("no anniversary is known of that year", "Use fewer filters.")
    found = [day_text(near) for near in nearest(base, wanted, day)]
    problem = f"no fact tells of what happened on {day_text(day)}"
    if ahead.within is not None:
        problem = f"no anniversary comes up within {ahead.within.strip()} from {day_text(day)}"
    if not found:
        return NotFoundError(problem, "`bilat timeline` shows what is dated.")
    return NotFoundError(problem, f"Nearest: {' and '.join(found)}.")
