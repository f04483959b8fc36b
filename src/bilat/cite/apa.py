"""The style of the American Psychological Association's Publication Manual, 7th edition."""

from .prose import Dates, capital, headline, italic, joined, quoted, stopped, year_only
from .work import Name, Work, series, spaced

_DATES = Dates(lambda year, month, day: joined(year, spaced(month, day)), before="B.C.E.")
_YEAR = _DATES._replace(order=year_only)
_DAY = Dates(lambda year, month, day: joined(spaced(month, day), year))
# Types of which the list of references gives the year alone.
_YEARLY = frozenset(
    "article-journal book chapter paper-conference pamphlet report thesis manuscript".split()
)
# What is said of a text of an unusual type that its record does not describe.
_KINDS = {"post": "Online post", "manuscript": "Unpublished manuscript", "broadcast": "Broadcast"}


def apa(work: Work, paragraph: int | None, form: str) -> str:
    """Author (date). Title [Description]. Source; or author and year for a place in a text."""
    place = f"para. {paragraph}" if paragraph is not None else ""
    if form in ("reference", "entry"):
        if work.type == "treaty":
            return spaced(stopped(treaty(work, paragraph)), work.url or "")
        return _entry(work, place)
    year = joined(_YEAR.of(work) or "n.d.", legal(paragraph) if work.type == "treaty" else place)
    if form == "inline":
        return f"({_cited(work, '&', ',')} {year})"
    return f"{_cited(work, 'and', '')} ({year})."


def _cited(work: Work, last: str, comma: str) -> str:
    """Who or what is named in a text: one or two, the first of more, or else the title."""
    names = [name.short for name in work.creators]
    if work.type == "treaty" or not names:
        title = headline(work.title_short or work.title) if _english(work) else work.title
        if work.type == "treaty":
            return title + comma
        return f"{italic(title)}{comma}" if _whole(work) else stopped(quoted(title), comma)
    if len(names) > 2:
        return f"{names[0]} et al.{comma}"
    return f"{f' {last} '.join(names)}{comma}"


def _entry(work: Work, place: str) -> str:
    lead = _listed(work.creators)
    if work.edited:
        lead += " (Eds.)." if len(work.editors) > 1 else " (Ed.)."
    dates = _YEAR if work.type in _YEARLY else _DATES
    date = f"({dates.of(work) or 'n.d.'})."
    kind = work.description or _KINDS.get(work.type, "")
    said = joined(capital(kind), _DAY.repost(work), by="; ")
    aside = f"[{capital(said)}]" if said else ""
    title = spaced(italic(work.title) if _whole(work) else work.title, _numbered(work))
    parts = [stopped(lead), date, stopped(spaced(title, aside))]
    if not lead:
        parts = [stopped(title), date, stopped(aside)]
    source = _source(work)
    if place and source:
        source = f"{source}, {place}"
    elif place:
        parts[-1] = f"{parts[-1].removesuffix('.')}, {place}." if parts[-1] else f"{place}."
    return spaced(*parts, stopped(source), _address(work))


def _source(work: Work) -> str:
    """What carried the work: a periodical, a book, a site or a publisher."""
    own = [name.literal for name in work.creators]
    publisher = work.publisher if work.publisher not in own else None
    container = work.container_title or ""
    pages = (work.page or "").replace("-", "–")
    if work.periodical:
        volume = italic(work.volume or "") + (f"({work.issue})" if work.issue else "")
        return joined(italic(container), volume, pages)
    if work.part:
        editors = series([spaced(n.initials, n.short) for n in work.editors], "&")
        by = f"{editors} (Ed{'s' * (len(work.editors) > 1)}.)," if editors else ""
        range_ = f"{'pp.' if '–' in pages else 'p.'} {pages}" if pages else ""
        volume = f"Vol. {work.volume}" if work.volume else ""
        where = joined(volume, range_)
        inside = spaced("In", by, italic(container), f"({where})" if where else "")
        return f"{stopped(inside)} {publisher}" if publisher else inside
    return joined(container if container not in own else None, publisher, by=". ")


def _numbered(work: Work) -> str:
    if work.periodical or work.part:
        return ""
    said = joined(
        f"No. {work.number}" if work.number else "", f"Vol. {work.volume}" if work.volume else ""
    )
    return f"({said})" if said else ""


def _address(work: Work) -> str:
    """The address, after which nothing stands; the day of access only where no date is known."""
    if work.url and work.accessed and work.issued is None:
        return f"Retrieved {_DAY.text(work.accessed)}, from {work.url}"
    return work.url or ""


def _listed(names: tuple[Name, ...]) -> str:
    """Up to twenty names; of more the first nineteen and the last."""
    made = [name.inverted(name.initials) for name in names]
    if len(made) > 20:
        return f"{', '.join(made[:19])}, … {made[-1]}"
    return f"{', '.join(made[:-1])}, & {made[-1]}" if len(made) > 1 else "".join(made)


def _whole(work: Work) -> bool:
    """Whether it stands alone, its title in italics."""
    return not (work.periodical or work.part)


def _english(work: Work) -> bool:
    return work.language.startswith("en")


def treaty(work: Work, paragraph: int | None) -> str:
    """A treaty by its title, its parties and its day, as legal references have it, unended."""
    title = headline(work.title) if _english(work) else work.title
    states = work.authors if len(work.authors) > 1 else ()
    parties = "-".join(name.natural for name in states)
    return joined(title, parties, _DAY.of(work), legal(paragraph))


def legal(paragraph: int | None) -> str:
    """A place as legal references have it."""
    return "" if paragraph is None else f"¶ {paragraph}"
