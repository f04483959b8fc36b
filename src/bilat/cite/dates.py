"""The dates of references: EDTF in the words of a style."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from ..core.edtf import SEASONS, Edtf, Moment, Precision, decade_text, parse, year_text
from ..core.errors import EdtfError
from .work import Work

MONTHS = (
    "January February March April May June July August September October November December"
).split()

SHORT_MONTHS = "Jan. Feb. Mar. Apr. May June July Aug. Sept. Oct. Nov. Dec.".split()


class Dates(NamedTuple):
    """How a style writes dates.

    `order` makes a date of year, month (or season) and day, the latter two perhaps empty. `circa`
    and `doubt` are patterns of a rough and of an uncertain year, `dash` stands between the ends of
    an interval, `onward` after one that is open, `before` after a year before the common era.
    """

    order: Callable[[str, str, str], str]
    months: Sequence[str] = MONTHS
    circa: str = "ca. {}"
    doubt: str = "{}?"
    dash: str = "–"
    onward: str = "–"
    seasons: Callable[[str], str] = str.capitalize
    before: str = "BC"

    def text(self, when: Edtf | None, *, derived: bool = False) -> str:
        """A date, never more precise than it is known; a derived year stands in brackets."""
        if when is None:
            return ""
        if when.one_of:
            return self._one_of(when, derived=derived)
        ends = [when.start, when.end] if when.interval else [when.start]
        if derived and all(part and part.precision <= Precision.YEAR for part in ends):
            return self.order(_bracketed(self.text(when)), "", "")
        told = [self._moment(part, derived=derived) if part else "" for part in ends]
        return (self.dash if all(told) else self.onward).join(told)

    def of(self, work: Work) -> str:
        """When a work was issued; nothing where that is not known."""
        return self.text(work.issued, derived=bool(work.derived))

    def posted(self, work: Work) -> str:
        """The day that a work was reposted, of 2025-07-28T01:24, say; another text as it is."""
        at = work.posted.at if work.posted else ""
        try:
            return self.text(parse(at[:10]))
        except EdtfError:
            return at

    def repost(self, work: Work) -> str:
        """Who reposted a work, and when; or nothing."""
        return ", ".join(filter(None, (work.reposted, self.posted(work))))

    def _one_of(self, when: Edtf, *, derived: bool) -> str:
        """The year of a date that is only known to lie between two, or on one side of one."""
        years = [self._year(part) for part in (when.start, when.end) if part]
        if len(years) > 1:
            text = f"between {years[0]} and {years[1]}"
        else:
            text = f"not {'before' if when.start else 'after'} {years[0]}"
        return self.order(_bracketed(text) if derived else text, "", "")

    def _moment(self, moment: Moment, *, derived: bool) -> str:
        first = moment.earliest
        month = self.months[first.month - 1] if moment.precision >= Precision.MONTH else ""
        if moment.season is not None:
            month = self.seasons(SEASONS[moment.season])
        year = self._year(moment)
        if moment.uncertain:
            year = self.doubt.format(year)
        if moment.approximate and not year.startswith("["):
            year = self.circa.format(year)
        day = str(first.day) if moment.precision is Precision.DAY else ""
        return self.order(_bracketed(year) if derived else year, month, day)

    def _year(self, moment: Moment) -> str:
        first, last = moment.earliest.year, moment.latest.year
        if moment.precision >= Precision.YEAR:
            return self._era(year_text(first))
        if first >= 0:
            return decade_text(first)
        return self._era(f"{year_text(first)}–{year_text(last)}")

    def _era(self, text: str) -> str:
        return text.replace("BC", self.before)


def _bracketed(text: str) -> str:
    return text if text.startswith("[") else f"[{text}]"


def year_only(year: str, _month: str, _day: str) -> str:
    """The order of those dates of which a reference says only the year."""
    return year
