"""What the styles share of writing: italics, capitals, quotation marks, stops, and dates."""

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from ..core.edtf import SEASONS, Edtf, Moment, Precision, decade_text, parse, year_text
from ..core.errors import EdtfError
from ..core.markdown import markdown
from ..core.text import fold, printable
from ..startup import pattern
from .work import Work

# Around what stands in italics where there are any; no text of a base has these characters here,
# since `printable` writes them in another way.
_ON, _OFF = "\x0e", "\x0f"
_ITALIC = pattern(f"{_ON}([^{_OFF}]*){_OFF}")

# Chicago 8.159 and the MLA keep articles, conjunctions and prepositions in lower case; these are
# the ones that are hardly ever anything else.
_SMALL = frozenset(
    "a an the and but for nor or so yet as at by from in into of off on onto out over per than to "
    "toward towards upon via with within without about above across after against along amid among "
    "around before behind below beneath beside between beyond despite during except inside like "
    "near outside since through throughout under until vs v".split()
)
_BEGINS = pattern(r"[:.?!—]\W*$")
_WORD = pattern(r"[^\W\d_][\w’']*")
_ARTICLE = pattern(r"^(?:the|an?) ", re.IGNORECASE)
# Abbreviations that can be the last word of a sentence; with points between letters any can.
_ABBREVIATED = pattern(
    r"\b(?:(?:etc|al|approx|bros|co|corp|inc|ltd|jr|sr|jan|feb|aug|sept?|oct|nov|dec)"
    r"|[^\W\d_]|(?:[^\W\d_]+\.)+[^\W\d_]+)\.$",
    re.IGNORECASE,
)


def italic(text: str) -> str:
    """A text in italics."""
    return f"{_ON}{text}{_OFF}" if text else ""


def plain(text: str) -> str:
    """What a style wrote as plain text on one line."""
    return printable(_ITALIC.sub(r"\1", text))


def marked(text: str) -> str:
    """What a style wrote as Markdown, with nothing in it taken for markup."""
    parts = _ITALIC.split(text)
    return "".join(
        f"*{markdown(part)}*" if i % 2 and part else _linked(part) for i, part in enumerate(parts)
    )


_ADDRESS = pattern(r"https?://[^\s<>]+(?<![.,])")


def _linked(text: str) -> str:
    """Markdown whose addresses are links."""
    pieces, reached = [], 0
    for match in _ADDRESS.finditer(text):
        pieces += [markdown(text[reached : match.start()]), f"<{match[0]}>"]
        reached = match.end()
    rest = text[reached:]
    # Only at the start of a line could it begin a list, which letters before it prevent.
    return "".join([*pieces, markdown(f"qq{rest}")[2:] if reached else markdown(rest)])


def joined(*parts: str | None, by: str = ", ") -> str:
    """Those of some parts that are there, with what stands between two."""
    return by.join(filter(None, parts))


def capital(text: str) -> str:
    """The text with a capital at its beginning."""
    return text[:1].upper() + text[1:]


def headline(title: str) -> str:
    """An English title with headline capitals; a word that has a capital already stays as it is."""
    words = list(_WORD.finditer(title))
    pieces, reached = [], 0
    for i, match in enumerate(words):
        begins = i in (0, len(words) - 1) or _BEGINS.search(title[reached : match.start()])
        word = match[0]
        if word == word.lower() and (begins or word not in _SMALL):
            word = word[0].upper() + word[1:]
        pieces += [title[reached : match.start()], word]
        reached = match.end()
    return "".join([*pieces, title[reached:]])


def unarticled(text: str) -> str:
    """The text without an article at its beginning."""
    return _ARTICLE.sub("", text)


def place_in_list(entry: str) -> str:
    """What an entry of a list is sorted by: its letters, without an article at the beginning."""
    return fold(unarticled(plain(entry).lstrip("“‘\"'[ ")))


def main_title(title: str) -> str:
    """A title as it is shortened: without its article, up to the first mark between two parts."""
    if title[:1] in ("“", '"', "«"):
        return title
    return unarticled(re.split(r"[:,;–—]|(?<=[?!])(?=\W)", title)[0].strip()) or title


def inner(text: str) -> str:
    """The text as it stands within quotation marks: its own double marks single, and back."""
    pairs = re.sub(r"(?<![\w’])‘([^‘’“”]*)’(?!\w)", "\x01\\1\x02", text)
    opening = re.sub(r"(^|[\s(\[—–\x01‘“])\"", r"\1‘", pairs)
    single = opening.replace('"', "’").replace("“", "‘").replace("”", "’")
    return single.replace("\x01", "“").replace("\x02", "”")


def quoted(text: str) -> str:
    """The text in quotation marks."""
    return f"“{inner(text)}”"


def ends(text: str) -> bool:
    """Whether a text ends in a mark that ends a sentence, quotation marks and italics aside."""
    return text.removesuffix(_OFF).rstrip("”’")[-1:] in (".", "?", "!", "…")


def ended(text: str) -> str:
    """The text with a full stop at its end, unless a mark ends it already."""
    return text if not text or ends(text) else f"{text}."


def stopped(text: str, mark: str = ".") -> str:
    """The text with a stop or comma inside its closing quotation marks, as American styles do.

    A full stop is left out after a mark that ends a sentence.
    """
    if not text or (mark == "." and ends(text)):
        return text
    end = text.removesuffix(_OFF)
    body = end.rstrip("”’")
    at = len(text) if body == end else len(body)
    return f"{text[:at]}{mark}{text[at:]}"


def unstopped(text: str) -> str:
    """A quotation without the full stop of its last sentence.

    The stop of an abbreviation and the points of an ellipsis belong to its words and stay.
    """
    text = text.rstrip(",;: ")
    body = text.rstrip("”’\"'")
    marks = text[len(body) :]
    if body.endswith(".") and not body.endswith("..") and not _ABBREVIATED.search(body[-20:]):
        return body[:-1] + marks
    return text


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
