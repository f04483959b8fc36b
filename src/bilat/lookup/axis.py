"""An axis of time to scale: where each date stands on it, and which long gaps are left out."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from ..core.edtf import Day, Edtf, Moment, Precision, year_text
from ..core.text import counted

_YEAR = 365.2425
# A gap is long that lasts so many years, and takes this part of what else is shown.
_LONG_YEARS, _LONG_PART = 2, 8
# How wide a gap is on the axis; with what stands between gaps it may take this part of it.
_FOLDED, _GAPS_PART = 3, 0.7
# Months between two labels of an axis.
_STEPS = (1, 3, 6, 12, 24, 60, 120, 240, 300, 600, 1200, 2400, 6000, 12000, 24000)


class Gap(NamedTuple):
    """A long time in which nothing begins or ends, from one day's number to another's."""

    first: int
    last: int

    @property
    def label(self) -> str:
        """How many years it lasts."""
        return counted(max(1, round((self.last - self.first) / _YEAR)), "year")


class Extent(NamedTuple):
    """The days of a date: those it may take up, and those it certainly does.

    `first` and `last` are the bounds, None where an end is open; `sure` is what every reading takes
    up, None where there is none, as of a month in which something happened on some day.
    """

    first: int | None
    last: int | None
    sure: tuple[int, int] | None
    day: bool


class Piece(NamedTuple):
    """A stretch of the axis: its days, and the columns that it takes up."""

    first: int
    last: int
    column: int
    columns: int
    gap: Gap | None = None


class Label(NamedTuple):
    """What stands at a column of an axis: a year, or a month of the year before it."""

    column: int
    year: int
    month: int


class Axis(NamedTuple):
    """Stretches of time one after another, all at one scale but for the gaps between them."""

    pieces: tuple[Piece, ...]
    days: float
    labels: tuple[Label, ...]

    @property
    def columns(self) -> int:
        """How wide it is."""
        return self.pieces[-1].column + self.pieces[-1].columns

    def column(self, number: int) -> int:
        """The column of a day's number; of one beyond the axis, the nearest."""
        for piece in self.pieces:
            # The day on which a gap ends is the first one behind it.
            if number < piece.last + (piece.gap is None):
                break
        inside = max(0, number - piece.first)
        length = max(1, piece.last - piece.first)
        days = length / piece.columns if piece.gap else self.days
        return piece.column + min(piece.columns - 1, int(inside / days))


def number_of(day: Day) -> int:
    """The number of a day, counted on from the first of March of the year 0, whatever its year."""
    year, month = day.year - (day.month < 3), (day.month + 9) % 12
    return 365 * year + year // 4 - year // 100 + year // 400 + (153 * month + 2) // 5 + day.day - 1


def extent(when: Edtf, held_until: Day | None = None) -> Extent:
    """The days that a date takes up on an axis.

    Args:
        when: the date.
        held_until: for an open end, until when it certainly lasted.
    """
    first = number_of(when.start.earliest) if when.start else None
    last = number_of(when.end.latest) if when.end else None
    sure: tuple[int, int] | None = None
    if when.interval and not when.doubtful and when.start:
        end = when.end.earliest if when.end else held_until
        begun = number_of(when.start.latest)
        # A month and later: it has begun by the end of it.
        if end and begun <= number_of(end):
            sure = begun, number_of(end)
        elif when.start.precision is Precision.DAY:
            sure = begun, begun
    elif not when.interval and not when.doubtful and first is not None and first == last:
        sure = first, first
    return Extent(first, last, sure, sure is not None and not when.interval)


def gaps(dates: Iterable[Edtf]) -> list[Gap]:
    """The long gaps between dates in which none begins or ends, earliest first."""
    marks = sorted({_bounds(part) for when in dates for part in (when.start, when.end) if part})
    free, reached = [], marks[0][1] if marks else 0
    for first, last in marks:
        if first - reached > _LONG_YEARS * _YEAR:
            free.append(Gap(reached, first))
        reached = max(reached, last)
    left = reached - marks[0][0] if marks else 0
    found: list[Gap] = []
    for gap in sorted(free, key=_length, reverse=True):
        if _length(gap) * _LONG_PART < left:
            break
        left -= _length(gap)
        found.append(gap)
    return sorted(found)


def _bounds(moment: Moment) -> tuple[int, int]:
    return number_of(moment.earliest), number_of(moment.latest)


def _length(gap: Gap) -> int:
    return gap.last - gap.first


def axis(dates: Sequence[Edtf], columns: int) -> Axis:
    """The axis on which some dates, at least one, stand; in so many columns at most."""
    marks = [_bounds(part) for when in dates for part in (when.start, when.end) if part]
    first, last = min(mark[0] for mark in marks), max(mark[1] for mark in marks)
    wide = max(len(year_text(_year(end))) for end in (first, last)) + 1
    folded = sorted(gaps(dates), key=_length, reverse=True)
    # Above each gap stands how long it is.
    least = max([wide, *(len(gap.label) + 2 - _FOLDED for gap in folded)]) if folded else 1
    folded = sorted(folded[: int(columns * _GAPS_PART) // (least + _FOLDED)])
    ends = [first, *(end for gap in folded for end in gap[:2]), last]
    shown = list(zip(ends[::2], ends[1::2], strict=True))
    width = columns - len(folded) * _FOLDED
    days = _scale([end - begin for begin, end in shown], least, width)
    pieces, column = [], 0
    for place, (begin, end) in enumerate(shown):
        pieces.append(Piece(begin, end, column, max(least, int((end - begin) / days) + 1)))
        column += pieces[-1].columns
        if place < len(folded):
            gap = folded[place]
            pieces.append(Piece(gap.first, gap.last, column, _FOLDED, gap))
            column += _FOLDED
    return Axis(tuple(pieces), days, tuple(_labels(pieces, days)))


def _scale(lengths: Sequence[int], least: int, columns: int) -> float:
    """The days of a column: no fewer than one, and as few as go in so many columns."""
    low, high = 1.0, float(max(1, *lengths, sum(lengths)))
    for _ in range(50):
        middle = (low + high) / 2
        wide = sum(max(least, int(length / middle) + 1) for length in lengths)
        low, high = (low, middle) if wide <= columns else (middle, high)
    return high if sum(max(least, int(length) + 1) for length in lengths) > columns else 1.0


def _year(number: int) -> int:
    """The year of a day's number."""
    year = int(number // _YEAR) + 1
    while number_of(Day(year, 1, 1)) > number:
        year -= 1
    return year


def _labels(pieces: Sequence[Piece], days: float) -> list[Label]:
    """Where years stand, or months: at the beginning of each stretch, and in regular steps."""
    wide = max(len(year_text(_year(end))) for end in (pieces[0].first, pieces[-1].last)) + 1
    step = next((s for s in _STEPS if s * _YEAR / 12 >= wide * days), _STEPS[-1])
    found: list[Label] = []
    for piece in pieces:
        if piece.gap is None:
            # The last one may stand beyond the axis, where nothing else does.
            ends = piece.column + piece.columns + wide * (piece is pieces[-1])
            some = [one for one in _regular(piece, days, step) if one.column <= ends - wide]
            # A month says nothing without the year before it.
            if not some or some[0].month > 1 or some[0].column >= piece.column + wide:
                found.append(Label(piece.column, _year(piece.first), 1))
                some = [one for one in some if one.column >= piece.column + wide]
            found += some
    return found


def _regular(piece: Piece, days: float, step: int) -> Iterator[Label]:
    """The beginnings of every so many months in a stretch."""
    month = -(-(_year(piece.first) * 12) // step) * step
    while (start := number_of(Day(month // 12, month % 12 + 1, 1))) <= piece.last:
        if start >= piece.first:
            column = piece.column + int((start - piece.first) / days)
            yield Label(column, month // 12, month % 12 + 1)
        month += step


def between(gaps: Sequence[Gap], one: Edtf, other: Edtf) -> Gap | None:
    """The gap that lies between the beginnings of two dates, the greatest of several."""
    ends = sorted(number_of(when.earliest) for when in (one, other))
    found = [gap for gap in gaps if ends[0] <= gap.first and gap.last <= ends[1]]
    return max(found, key=_length, default=None)
