"""A source as what is cited, and names, in the variables of the Citation Style Language (CSL)."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from ..core.edtf import Edtf, parse
from ..core.model import Entity, Posted, Source
from ..core.text import has_han
from ..startup import pattern

_SUFFIX = pattern(r"(?:Jr|Sr)\.?|I{2,3}|IV")


# Of a person's name.
PARTS = ("family", "given", "dropping_particle", "non_dropping_particle", "suffix")


class Name(NamedTuple):
    """A name in the parts of CSL: those of a person, or a body's `literal`."""

    family: str = ""
    given: str = ""
    dropping_particle: str = ""
    non_dropping_particle: str = ""
    suffix: str = ""
    family_first: bool = False
    literal: str = ""

    @property
    def short(self) -> str:
        """The family name with the particle that belongs to it, or a body's name whole."""
        return self.literal or spaced(self.non_dropping_particle, self.family)

    @property
    def natural(self) -> str:
        """The name as it is said."""
        if self.family_first:
            return ("" if self.joined else " ").join(filter(None, (self.short, self.given)))
        return spaced(self.given, self.dropping_particle, self.short, self.suffix)

    @property
    def joined(self) -> bool:
        """Whether it is written without a space between its parts, as Chinese names are."""
        return has_han(self.family)

    @property
    def whole(self) -> bool:
        """Whether there is nothing to turn round: a body, a single name, a Chinese one."""
        return bool(self.literal) or not self.given or self.joined

    @property
    def initials(self) -> str:
        """The given name's initials: `E.`, `J.-P.`; words in lower case, as titles, stay."""
        return " ".join(
            part if part.islower() else "-".join(f"{one[0]}." for one in part.split("-") if one)
            for part in self.given.split()
        )

    def inverted(self, given: str) -> str:
        """Family name first, with commas: `Tocqueville, Alexis de`, `King, Martin Luther, Jr.`."""
        if self.whole:
            return self.natural
        parts = (self.short, spaced(given, self.dropping_particle), self.suffix)
        return ", ".join(filter(None, parts))


def spaced(*parts: str) -> str:
    """Those of some words that are there."""
    return " ".join(filter(None, parts))


def series(names: Sequence[str], last: str = "and") -> str:
    """Names in a row: `A and B`, `A, B, and C`; a comma in the first one asks for one after it."""
    if len(names) < 2:
        return "".join(names)
    comma = "," if len(names) > 2 or ", " in names[0] else ""
    return f"{', '.join(names[:-1])}{comma} {last} {names[-1]}"


def name(entity: Entity) -> Name:
    """A name by the parts that the record gives.

    Where it gives none, a person's family name is the last word, and words in lower case before
    it are a particle.
    """
    if entity.type != "person":
        return Name(literal=entity.name)
    if entity.given is not None or entity.family is None:
        return _recorded(entity) if entity.family is not None else _guessed(entity.name)
    words, family = entity.name.split(), entity.family.split()
    for start in range(len(words) - len(family) + 1):
        if words[start : start + len(family)] == family:
            given = words[:start] + words[start + len(family) :]
            return _recorded(entity)._replace(
                given=" ".join(given), family_first=start == 0 and bool(given)
            )
    if entity.name.startswith(entity.family):  # as 习 in 习近平
        given_name = entity.name.removeprefix(entity.family).strip()
        return _recorded(entity)._replace(given=given_name, family_first=True)
    return Name(literal=entity.name)


def _recorded(entity: Entity) -> Name:
    parts = {part: getattr(entity, part) or "" for part in PARTS}
    return Name(**parts, family_first=entity.family_first)


def _guessed(text: str) -> Name:
    words = text.split()
    suffix = words.pop() if len(words) > 2 and _SUFFIX.fullmatch(words[-1]) else ""
    family = words.pop() if words else ""
    particle: list[str] = []
    while len(words) > 1 and words[-1].islower():
        particle.insert(0, words.pop())
    return Name(family, " ".join(words), " ".join(particle), suffix=re.sub(r",$", "", suffix))


# Types whose title stands in something that comes out again and again, under a title of its own.
_PERIODICALS = frozenset(
    "article-journal article-magazine article-newspaper review review-book post-weblog".split()
)
_PARTS = frozenset(
    "chapter paper-conference entry entry-dictionary entry-encyclopedia broadcast".split()
)
_SITES = frozenset("webpage post".split())
# Types that stand alone as a book does.
_BOOKS = frozenset("book report pamphlet classic periodical standard".split())
# Words for what a text is that say no more than that it is one, or than its type does.
_PLAIN = frozenset(
    "article book chapter document journalarticle magazinearticle news newsarticle "
    "newspaperarticle note onlinearticle post report site text webarticle webpage website".split()
)


class Work(NamedTuple):
    """What a reference is made of; None or empty where the text does not say it.

    `derived` says how the date was inferred, where it was.
    """

    id: str
    type: str
    title: str
    language: str = "en"
    title_short: str | None = None
    authors: tuple[Name, ...] = ()
    editors: tuple[Name, ...] = ()
    role: str | None = None
    issued: Edtf | None = None
    derived: str | None = None
    accessed: Edtf | None = None
    container_title: str | None = None
    publisher: str | None = None
    publisher_place: str | None = None
    volume: str | None = None
    issue: str | None = None
    page: str | None = None
    number: str | None = None
    genre: str | None = None
    url: str | None = None
    posted: Posted | None = None

    @property
    def creators(self) -> tuple[Name, ...]:
        """Those under whose names it is listed: its authors, or else its editors."""
        return self.authors or self.editors

    @property
    def edited(self) -> bool:
        """Whether those under whose names it is listed are its editors."""
        return bool(self.editors) and not self.authors

    @property
    def periodical(self) -> bool:
        """Whether it is a piece in a periodical; an interview that one printed is."""
        printed = self.type == "interview" and self.container_title is not None
        return printed or self.type in _PERIODICALS

    @property
    def part(self) -> bool:
        """Whether it is a part of something that stands alone, as a chapter is of a book."""
        return self.type in _PARTS and self.container_title is not None

    @property
    def site(self) -> bool:
        """Whether it is a page of a site."""
        return self.type in _SITES

    @property
    def book(self) -> bool:
        """Whether it stands alone as a book does."""
        return self.type in _BOOKS

    @property
    def description(self) -> str:
        """What kind of text it is, where that says more than its type."""
        kind = self.genre or ""
        plain = kind.lower().replace(" ", "").replace("-", "")
        return "" if plain in _PLAIN else kind

    @property
    def reposted(self) -> str:
        """Who reposted it; only that, where nothing else is known to have carried it."""
        carried = self.container_title or self.publisher
        known = "reposted" if carried else "known only from a repost"
        return f"{known} by {self.posted.by}" if self.posted else ""


def work(source: Source, entities: Mapping[str, Entity]) -> Work:
    """A source as a work to be cited."""
    basis = source.issued_basis
    same = [field for field in Work._fields if field in Source.__struct_fields__]
    fields: dict[str, Any] = {field: getattr(source, field) for field in same}
    fields |= {
        "authors": tuple(name(entities[author]) for author in source.author),
        "editors": tuple(name(entities[editor]) for editor in source.editor),
        "role": source.author_role,
        "issued": _year_known(source.issued),
        "derived": basis.how or "inferred" if basis and basis.type == "derived" else None,
    }
    return Work(**fields)


def _year_known(issued: Edtf | None) -> Edtf | None:
    """A date, or the year within which it must lie: of `[2025..2025-07-28]` that is 2025."""
    ends = (issued.start, issued.end) if issued and issued.one_of else ()
    years = {end.earliest.year for end in ends if end} | {end.latest.year for end in ends if end}
    if issued is None or len(years) != 1 or None in ends:
        return issued
    return parse(f"{years.pop():05}" if min(years) < 0 else f"{years.pop():04}")
