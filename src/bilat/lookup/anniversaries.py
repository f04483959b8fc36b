"""Anniversaries: what happened on a day of the year, and how many years ago that was or will be."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ..base.base import Base
from ..core.edtf import Day, Moment, Precision, days_in_month, neighbour
from ..core.model import Fact
from ..core.window import iso
from .criteria import Criteria
from .listing import pick

# A figure or a claim holds for a time, and a plan may come to nothing: neither has a day to keep.
HAPPENED = frozenset(("event", "agreement", "visit"))


class Anniversary(NamedTuple):
    """A fact, when its anniversary is in EDTF (as precise as its date), and of how many years."""

    fact: Fact
    date: str
    years: int

    @property
    def round(self) -> bool:
        """Whether it is one to keep: every fifth year up to 100, every 25th beyond."""
        return self.years > 0 and self.years % (5 if self.years <= 100 else 25) == 0


def begun(fact: Fact) -> Moment | None:
    """When something that happened began; None where that did not happen or is in doubt."""
    start = fact.when.start if fact.when and fact.kind in HAPPENED else None
    return None if start is None or start.doubtful else start


def first_day(fact: Fact) -> Day | None:
    """The day that comes back every year: the first one of what happened, if that is certain."""
    start = begun(fact)
    return start.earliest if start and start.precision is Precision.DAY else None


def falls_on(day: Day, year: int) -> Day:
    """The day in another year: what happened on 29 February falls on the 28th of common years."""
    return Day(year, day.month, min(day.day, days_in_month(year, day.month)))


def between(base: Base, wanted: Criteria, first: Day, last: Day, least: int) -> list[Anniversary]:
    """The anniversaries from one day to another, in order of coming; of one day, oldest first.

    Of at least so many years: with 0, the day itself on which something happened is one.
    """
    found: list[tuple[Day, int, int, Anniversary]] = []
    some = _happened(base, wanted._replace(days=_days(first, last)))
    for place, fact in enumerate(some):
        own = first_day(fact)
        if own is None:
            continue
        for year in range(first.year, last.year + 1):
            day = falls_on(own, year)
            years = year - own.year
            if first <= day <= last and years >= least:
                found.append((day, -years, place, Anniversary(fact, iso(day), years)))
    return [one for *_, one in sorted(found, key=lambda row: row[:3])]


def in_year(base: Base, wanted: Criteria, year: int) -> list[Anniversary]:
    """The anniversaries of a year, with those of which only month, season or year are known.

    In order of coming; such a one stands behind the days that it may be.
    """
    days = between(base, wanted, Day(year, 1, 1), Day(year, 12, 31), least=1)
    vague = [one for fact in _happened(base, wanted) for one in _vague(fact, year)]
    placed = [(_last(one.date), place, one) for place, one in enumerate([*days, *vague])]
    return [one for _, _, one in sorted(placed, key=lambda triple: triple[:2])]


def nearest(base: Base, wanted: Criteria, day: Day) -> list[Day]:
    """The last day before and the first day after one on which something happened."""
    for reach in (10, 60, 366):
        first, last = _moved(day, -reach), _moved(day, reach)
        some = between(base, wanted, first, last, least=0)
        found = [Day(*map(int, one.date.split("-"))) for one in some]
        before, after = [d for d in found if d < day][-1:], [d for d in found if d > day][:1]
        if (before and after) or reach == 366:
            return [*before, *after]
    return []


def _happened(base: Base, wanted: Criteria) -> Iterable[Fact]:
    kinds = wanted.kinds & HAPPENED if wanted.kinds else HAPPENED
    return pick(base, wanted._replace(kinds=kinds), "when").facts if kinds else ()


def _vague(fact: Fact, year: int) -> Iterator[Anniversary]:
    start = begun(fact)
    if start is None or not Precision.YEAR <= start.precision < Precision.DAY:
        return
    years = year - start.earliest.year
    if years < 1:
        return
    part = (
        "" if start.precision is Precision.YEAR else f"-{start.season or start.earliest.month:02}"
    )
    yield Anniversary(fact, f"{year:04}{part}", years)


def _days(first: Day, last: Day) -> tuple[tuple[int, int], ...]:
    """The days of the year between two days, as stretches of 100 * month + day; () for any."""
    if last >= first._replace(year=first.year + 1):
        return ()
    lower, upper = (100 * day.month + day.day for day in (first, last))
    # On the 28th that of a 29th may be kept as well.
    upper += upper == 228
    return ((lower, upper),) if first.year == last.year else ((lower, 1231), (101, upper))


def _last(date: str) -> tuple[int, int, int]:
    """By what dates are ordered: a month comes after its days, and a year after its months."""
    year, month, day = (int(part) for part in (*date.split("-"), "99", "99")[:3])
    return year, {21: 5, 22: 8, 23: 11, 24: 12}.get(month, month), day


def _moved(day: Day, days: int) -> Day:
    for _ in range(abs(days)):
        day = neighbour(day, 1 if days > 0 else -1)
    return day


def after(day: Day, number: int, unit: str) -> Day:
    """The day so many days, weeks, months or years (d, w, m, y) after one."""
    if unit in "dw":
        return _moved(day, number * (7 if unit == "w" else 1))
    year, month = divmod(day.year * 12 + day.month - 1 + number * (12 if unit == "y" else 1), 12)
    return Day(year, month + 1, min(day.day, days_in_month(year, month + 1)))
