"""What the styles share: marked-up text, headline capitals, and the dates of bibliographies."""

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from ..core.edtf import SEASONS, Edtf, Moment, Precision, parse
from ..core.errors import EdtfError
from ..core.markdown import markdown
from ..core.text import printable
from ..core.years import decade_text, year_text
from ..startup import pattern
from .work import Work


class Italic(str):
    """A part of a reference that stands in italics where there are any."""

    __slots__ = ()


# A reference in parts; joined, they are its text.
Prose = Sequence[str]


def plain(parts: Prose) -> str:
    """The text, on one line."""
    return printable("".join(parts))


def marked(parts: Prose) -> str:
    """The text as Markdown, with nothing in it taken for markup."""
    return "".join(
        f"*{markdown(part)}*" if isinstance(part, Italic) and part else markdown(part)
        for part in parts
    )


MONTHS = (
    "January February March April May June July August September October November December"
).split()

SHORT_MONTHS = "Jan. Feb. Mar. Apr. May June July Aug. Sept. Oct. Nov. Dec.".split()

# Chicago 8.159 and the MLA keep articles, conjunctions and prepositions in lower case; these are
# the ones that are hardly ever anything else.
_SMALL = frozenset(
    "a an the and but for nor or so yet as at by from in into of off on onto out over per than to "
    "toward towards upon via with within without about above across after against along amid among "
    "around before behind below beneath beside between beyond despite during except inside like "
    "near outside since through throughout under until vs v".split()
)
_WORD = pattern(r"[^\W\d_][\w’']*")


def headline(title: str) -> str:
    """An English title with headline capitals; a word that has a capital already stays as it is."""
    words = list(_WORD.finditer(title))
    pieces, reached = [], 0
    for i, match in enumerate(words):
        begins = i in (0, len(words) - 1) or re.search(r"[:.?!—]\W*$", title[: match.start()])
        word = match[0]
        if word == word.lower() and (begins or word not in _SMALL):
            word = word[0].upper() + word[1:]
        pieces += [title[reached : match.start()], word]
        reached = match.end()
    return "".join([*pieces, title[reached:]])


def joined(*parts: str | None, by: str = ", ") -> str:
    """Those of some parts that are there, with what stands between two."""
    return by.join(filter(None, parts))


class Dates(NamedTuple):
    """How a style writes dates.

    `order` makes a date of year, month (or season) and day, the latter two perhaps empty. `circa`
    stands before a rough date, `dash` between the ends of an interval.
    """

    order: Callable[[str, str, str], str]
    months: Sequence[str] = MONTHS
    circa: str = "ca."
    dash: str = "–"
    seasons: Callable[[str], str] = str.capitalize

    def text(self, when: Edtf | None, *, derived: bool = False) -> str:
        """A date, never more precise than it is known; a derived year stands in brackets."""
        if when is None:
            return "n.d."
        if when.one_of:
            return self._one_of(when, derived=derived)
        ends = [when.start, when.end] if when.interval else [when.start]
        if derived and all(part and part.precision <= Precision.YEAR for part in ends):
            return self.order(f"[{self.text(when)}]", "", "")
        return self.dash.join(self._moment(part, derived=derived) if part else "" for part in ends)

    def of(self, work: Work) -> str:
        """When a work was written."""
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
        return joined(work.reposted, self.posted(work))

    def _one_of(self, when: Edtf, *, derived: bool) -> str:
        ends = [part for part in (when.start, when.end) if part]
        years = dict.fromkeys(map(_year, ends))
        lead = "" if len(ends) > 1 else "after " if when.start else "by "
        text = lead + "–".join(years)
        return self.order(f"[{text}]" if derived else text, "", "")

    def _moment(self, moment: Moment, *, derived: bool) -> str:
        first = moment.earliest
        month = self.months[first.month - 1] if moment.precision >= Precision.MONTH else ""
        if moment.season is not None:
            month = self.seasons(SEASONS[moment.season])
        year = _year(moment) + "?" * moment.uncertain
        if moment.approximate:
            year = f"{self.circa} {year}"
        day = str(first.day) if moment.precision is Precision.DAY else ""
        return self.order(f"[{year}]" if derived else year, month, day)


# References in the text have only the year.
YEAR = Dates(lambda year, _month, _day: year)


def _year(moment: Moment) -> str:
    first, last = moment.earliest.year, moment.latest.year
    if moment.precision >= Precision.YEAR:
        return year_text(first)
    return decade_text(first) if first >= 0 else f"{year_text(first)}–{year_text(last)}"


def capital(text: str) -> str:
    """The text with a capital at its beginning."""
    return text[:1].upper() + text[1:]


def ended(text: str) -> str:
    """The text with a full stop, unless it ends in one, or in another mark that ends a sentence."""
    return text if re.search(r"[.?!][”’]?$", text) else f"{text}."
