"""The Chicago Manual of Style, 17th edition, notes and bibliography."""

import re

from .apa import legal, treaty
from .prose import Dates, capital, headline, italic, joined, main_title, quoted, stopped, year_only
from .work import Name, Work, series, spaced

_DATES = Dates(lambda year, month, day: f"{month} {day}, {year}" if day else spaced(month, year))
_MONTH = _DATES._replace(order=lambda year, month, _day: spaced(month, year))
_YEAR = _DATES._replace(order=year_only)


def chicago(work: Work, paragraph: int | None, form: str) -> str:
    """A bibliography entry, a full note, a short one, or a short one in parentheses."""
    place = f"para. {paragraph}" if paragraph is not None else ""
    place = legal(paragraph) if work.type == "treaty" else place
    if form in ("short", "inline"):
        short = spaced(_shortened(work, "," if place else ""), place)
        return f"({short})" if form == "inline" else stopped(short)
    if work.type == "treaty":
        told = treaty(work, paragraph)
        if form == "note":
            return stopped(joined(told, work.url))
        return spaced(stopped(told), _end(work))
    return _note(work, place) if form == "note" else _entry(work, place)


def _note(work: Work, place: str) -> str:
    """Everything in one sentence, its parts between commas."""
    names = [name.natural for name in work.creators]
    by = f"{names[0]} et al." if len(names) > 3 else series(names)
    if work.edited:
        by += f", ed{'s' * (len(names) > 1)}."
    rest = joined(_DATES.repost(work), _access(work), work.url)
    title = title_text(work)
    if work.book:
        numbered = f"no. {work.number}" if work.number else ""
        told = f"{joined(title, _kind(work), numbered)} ({_imprint(work)})"
        return stopped(joined(by, told, place, rest))
    if work.type == "thesis":
        told = f"{title} ({joined(_kind(work) or 'thesis', _imprint(work))})"
        return stopped(joined(by, told, place, rest))
    if work.part and work.type != "broadcast":
        editors = series([name.natural for name in work.editors])
        inside = joined(f"in {italic(_container(work))}", f"ed. {editors}" if editors else "")
        told = f"{stopped(title, ',')} {inside} ({_imprint(work)})"
        return stopped(joined(by, told, place, rest))
    carried, placed = _carried(work, place, ", ")
    after = joined(_kind(work), carried, "" if placed else place, rest)
    return stopped(spaced(f"{by}," if by else "", stopped(title, ","), after))


def _entry(work: Work, place: str) -> str:
    """The parts as sentences, the first name turned round."""
    made = [name.natural for name in work.creators]
    made[:1] = [inverted(_sorted(name)) for name in work.creators[:1]]
    by = f"{', '.join(made[:7])}, et al." if len(made) > 10 else series(made)
    if work.edited:
        by += f", ed{'s' * (len(made) > 1)}."
    title = [stopped(by), stopped(title_text(work))]
    kind = stopped(capital(_kind(work)))
    last = [capital(_DATES.repost(work)), capital(_access(work))]
    if work.book:
        numbered = f"No. {work.number}." if work.number else ""
        told = [kind, numbered, joined(_begun(work, _imprint(work)), place)]
    elif work.type == "thesis":
        told = [joined(capital(_kind(work) or "thesis"), _imprint(work), place)]
    elif work.part and work.type != "broadcast":
        editors = series([name.natural for name in work.editors])
        edited = f"edited by {editors}" if editors else ""
        inside = joined(f"In {italic(_container(work))}", edited, place or _pages(work))
        told = [stopped(inside), _imprint(work)]
    else:
        carried, placed = _carried(work, place or _pages(work), ". ")
        if not by and work.container_title and not _journal(work):
            lead = _container(work) if work.site else italic(_container(work))
            title = [stopped(lead), title[1]]
            carried = capital(carried.removeprefix(lead).lstrip(",. "))
        told = [kind, joined(_begun(work, carried), "" if placed else place)]
    return spaced(*title, *(stopped(part) for part in (*told, *last)), _end(work))


def _carried(work: Work, place: str, between: str) -> tuple[str, bool]:
    """What carried the work, with the date; and whether the place stands in it already."""
    container = _container(work)
    if work.type == "broadcast":
        network = f"on {bare(work.publisher)}" if work.publisher else ""
        aired = joined(f"aired {_DATES.of(work) or 'n.d.'}", network)
        aired = aired if between == ", " or not container else capital(aired)
        return joined(italic(container), aired, by=between), False
    if _journal(work):
        issue = f", no. {work.issue}" if work.issue else ""
        date = _MONTH.of(work) or "n.d."
        head = f"{italic(container)} {work.volume}{issue} ({date})"
        return (f"{head}: {place}", True) if place else (head, False)
    date = _DATES.of(work) or ("" if work.accessed or work.site else "n.d.")
    if work.periodical:
        return joined(italic(container), date), False
    return joined(container, bare(work.publisher or ""), date), False


def _begun(work: Work, text: str) -> str:
    """A sentence with a capital at its beginning, unless it begins with a name."""
    named = work.container_title or work.publisher_place or work.publisher
    return text if named and work.type != "broadcast" else capital(text)


def _journal(work: Work) -> bool:
    """Whether it is cited by its volume; a magazine is by its date."""
    return work.volume is not None and work.type in ("article-journal", "review")


def _imprint(work: Work) -> str:
    where = joined(work.publisher_place, bare(work.publisher or ""), by=": ")
    return joined(where, _YEAR.of(work) or "n.d.")


def _kind(work: Work) -> str:
    unpublished = "unpublished manuscript" if work.type == "manuscript" else ""
    return work.description or unpublished


def _access(work: Work) -> str:
    """The day of access, which is asked for only where no date is known."""
    dated = work.issued is not None or work.accessed is None
    return "" if dated else f"accessed {_DATES.text(work.accessed)}"


def _end(work: Work) -> str:
    return f"{work.url}." if work.url else ""


def _shortened(work: Work, comma: str) -> str:
    names = [name.short for name in work.creators]
    by = f"{names[0]} et al." if len(names) > 3 else series(names)
    title = headline_of(work, work.title_short or main_title(work.title))
    if work.type == "treaty":
        return f"{headline_of(work, work.title)}{comma}"
    told = italic(title) if work.book else quoted(title)
    if not by and work.container_title and not work.book and not work.part:
        by = _container(work) if work.site else italic(_container(work))
    return spaced(f"{by}," if by else "", stopped(told, comma) if comma else told)


def title_text(work: Work) -> str:
    """The title in italics or in quotation marks."""
    title = headline_of(work, work.title)
    return italic(title) if work.book else quoted(title)


def headline_of(work: Work, title: str) -> str:
    """A title in headline capitals, which only English titles take, and no post's words."""
    return headline(title) if work.language.startswith("en") and work.type != "post" else title


def _container(work: Work) -> str:
    """The name of what carried the work, without its initial article."""
    title = bare(work.container_title or "")
    return title if work.periodical or work.site else headline_of(work, work.container_title or "")


def bare(name: str) -> str:
    """The name of a periodical, a site or a publisher without its initial article."""
    return re.sub(r"^The (?=\w)", "", name)


def inverted(name: Name) -> str:
    """Family name first; a name that begins with it anyway stays as it is."""
    return name.natural if name.family_first else name.inverted(name.given)


def _sorted(name: Name) -> Name:
    """A name that is listed by its family name without any particle."""
    particles = spaced(name.dropping_particle, name.non_dropping_particle)
    return name._replace(dropping_particle=particles, non_dropping_particle="")


def _pages(work: Work) -> str:
    """The pages of a journal's article or a chapter, the second number shortened."""
    shown = work.part or _journal(work)
    return re.sub(r"(?<!\d)(\d{1,9})[-–](\d{1,9})(?!\d)", _range, work.page or "") if shown else ""


def _range(match: re.Match[str]) -> str:
    first, last = match[1], match[2]
    if len(first) != len(last) or int(first) < 100 or int(first) % 100 == 0:
        return f"{first}–{last}"
    least = 1 if int(first) % 100 < 10 else 2
    same = 0
    while same < len(last) - least and first[same] == last[same]:
        same += 1
    return f"{first}–{last[same:]}"
