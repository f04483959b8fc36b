"""GB/T 7714-2015, the Chinese standard for bibliographic references."""

from .prose import Dates, capital, ended, joined, year_only
from .work import Name, Work, spaced


def _order(year: str, month: str, day: str) -> str:
    return joined(year, month, day and f"{int(day):02}", by="-")


_DATES = Dates(
    _order,
    [f"{month:02}" for month in range(1, 13)],
    circa="[{}]",
    doubt="[{}?]",
    dash="/",
    onward="—",
)
_YEAR = _DATES._replace(order=year_only)
# The letters by which the standard marks types; of others, Z.
_CODES = {
    "article-newspaper": "N",
    "article-journal": "J",
    "article-magazine": "J",
    "review": "J",
    "webpage": "EB",
    "post": "EB",
    "post-weblog": "EB",
    "book": "M",
    "chapter": "M",
    "entry": "M",
    "entry-dictionary": "M",
    "entry-encyclopedia": "M",
    "report": "R",
    "thesis": "D",
    "paper-conference": "C",
    "standard": "S",
    "treaty": "A",
    "personal_communication": "A",
}


def gbt7714(work: Work, paragraph: int | None, form: str) -> str:
    """An entry of an author-year list, a whole note, or author and year with the place behind."""
    place = f"para. {paragraph}" if paragraph is not None else ""
    year = _YEAR.of(work)
    if form == "inline":
        names = [name.short for name in work.creators] or ["Anon"]
        named = f"{names[0]} et al." if len(names) > 1 else names[0]
        return spaced(f"({joined(named, year)})", place)
    names = [*map(author, work.creators)]
    by = joined(*names[:3], "et al." if len(names) > 3 else "")
    number = f": {work.number}" if work.number else ""
    coded = f"{work.title}{number}[{_code(work)}]"
    if form == "short":
        return ended(joined(ended(by), f"{coded}{_at(place)}", by=" "))
    listed = form in ("reference", "entry")
    lead = joined(by or "Anon", year) if listed else by
    return spaced(ended(lead), _published(work, coded, "" if listed else year, place))


def _published(work: Work, coded: str, year: str, place: str) -> str:
    """Title and type, then what carried the text, by its type."""
    code, pages = _code(work), work.page or ""
    accessed = f"[{_DATES.text(work.accessed)}]" if work.accessed else ""
    if code.startswith("EB") or code in ("A/OL", "Z/OL"):
        source = joined(work.container_title, work.publisher, by=": ")
        put = _whole_date(work) if not work.posted else _DATES.posted(work)
        day = f"({put})" if put and (work.posted or not _yearly(work)) else ""
        year = year if work.posted or _yearly(work) else ""
        text = f"{joined(source, year)}{_at(place)}{day}{accessed}"
        repost = f"[{capital(work.reposted)}]" if work.posted else ""
        return _areas(coded, text, repost, work.url)
    if work.type == "article-newspaper":
        date = joined(work.container_title, _whole_date(work))
        page = f"({pages})" if pages else ""
        return _areas(coded, f"{date}{page}{_at(place)}{accessed}", _repost(work), work.url)
    if code.startswith("J"):
        number = (work.volume or "") + (f"({work.issue})" if work.issue else "")
        date = joined(work.container_title, year, number)
        return _areas(coded, f"{date}{_at(place or pages)}{accessed}", _repost(work), work.url)
    if work.container_title:
        editors = "" if work.edited else joined(*map(author, work.editors))
        coded += "//" + spaced(ended(editors), work.container_title)
    imprint = joined(joined(work.publisher_place, work.publisher, by=": "), year)
    text = f"{imprint}{_at(place or pages)}{accessed}"
    return _areas(coded, text, _repost(work), work.url)


def _areas(coded: str, text: str, *rest: str | None) -> str:
    """The areas of an entry; what has nothing before it but the type follows that at once."""
    head = coded + text if text.startswith(":") else joined(coded, text, by=". ")
    return " ".join(ended(part) for part in (head, *rest) if part)


def _at(place: str) -> str:
    return f": {place}" if place else ""


def _repost(work: Work) -> str:
    return f"[{capital(_DATES.repost(work))}]" if work.posted else ""


def _whole_date(work: Work) -> str:
    """The date to the day, or the year of a season, for which the standard has no sign."""
    first = work.issued.start if work.issued else None
    return (_YEAR if first is not None and first.season is not None else _DATES).of(work)


def _yearly(work: Work) -> bool:
    """Whether no more is known than the year."""
    return _whole_date(work) == _YEAR.of(work)


def _code(work: Work) -> str:
    """The code of the type and carrier; a page of a site is on the net by what it is."""
    code = _CODES.get(work.type, "Z")
    return f"{code}/OL" if work.url or code == "EB" else code


def author(name: Name) -> str:
    """Family name in capitals, initials without points; one that comes first keeps the rest."""
    if name.literal or name.joined:
        return name.natural
    given = name.given if name.family_first else name.initials.replace(".", "").replace("-", " ")
    suffix = name.suffix.rstrip(".")
    return spaced(name.short.upper(), given, name.dropping_particle, suffix)
