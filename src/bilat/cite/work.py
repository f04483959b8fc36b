"""A source as what is cited: its author's name in parts, and what carried it."""

from collections.abc import Mapping
from typing import NamedTuple

from ..core.edtf import Edtf, parse
from ..core.model import Entity, Posted, Source

# Those that a reference names, since the reader should know what kind of text it is.
_NAMED = frozenset("op-ed editorial commentary column interview speech letter".split())
_BOOKS = frozenset("book report thesis".split())


class Name(NamedTuple):
    """A name in the parts of CSL: a person's family and given name, or a body's `literal`."""

    family: str
    given: str
    literal: str
    family_first: bool

    @property
    def natural(self) -> str:
        """The name as it is said."""
        parts = (self.family, self.given) if self.family_first else (self.given, self.family)
        return self.literal or " ".join(filter(None, parts))

    @property
    def initials(self) -> str:
        """The given name's initials: `E.`, `J.-P.`."""
        return " ".join(
            "-".join(f"{piece[0]}." for piece in part.split("-") if piece)
            for part in self.given.split()
        )

    @property
    def short(self) -> str:
        """The family name, or a body's name whole."""
        return self.literal or self.family


class Work(NamedTuple):
    """What a reference is made of; None where the text does not say it."""

    id: str
    type: str
    title: str
    author: Name
    role: str | None
    container: str | None
    publisher: str | None
    issued: Edtf | None
    derived: str | None
    posted: Posted | None
    url: str | None
    language: str
    genre: str

    @property
    def description(self) -> str:
        """What kind of text it is, where a reference says so."""
        return self.genre if self.genre.lower() in _NAMED else ""

    @property
    def book(self) -> bool:
        """Whether it stands alone as a book does, its title in italics."""
        return self.type in _BOOKS

    @property
    def carrier(self) -> str:
        """What it appeared in, or who brought it out."""
        return self.container or self.publisher or ""

    @property
    def reposted(self) -> str:
        """Who reposted it; only that, where nothing else is known to have carried it."""
        known = "reposted" if self.carrier else "known only from a repost"
        return f"{known} by {self.posted.by}" if self.posted else ""


def work(source: Source, entities: Mapping[str, Entity]) -> Work:
    """A source as a work to be cited; `derived` says how its date was inferred."""
    basis = source.issued_basis
    authors = [name(entities[author]) for author in source.author]
    return Work(
        id=source.id,
        type=source.type,
        title=source.title,
        author=authors[0] if authors else Name("", "", source.title, family_first=False),
        role=source.author_role,
        container=source.container_title,
        publisher=source.publisher,
        issued=_year_known(source.issued),
        derived=basis.how or "inferred" if basis and basis.type == "derived" else None,
        posted=source.posted,
        url=source.url,
        language=source.language,
        genre=source.genre or "",
    )


def _year_known(issued: Edtf | None) -> Edtf | None:
    """A date, or the year within which it must lie: of `[2025..2025-07-28]` that is 2025."""
    ends = (issued.start, issued.end) if issued and issued.one_of else ()
    years = {end.earliest.year for end in ends if end} | {end.latest.year for end in ends if end}
    if issued is None or len(years) != 1 or None in ends:
        return issued
    return parse(f"{years.pop():05}" if min(years) < 0 else f"{years.pop():04}")


def name(entity: Entity) -> Name:
    """A person's name by its family name, which is the last word unless the record says other."""
    words = entity.name.split()
    if entity.type != "person":
        return Name("", "", entity.name, family_first=False)
    family = (entity.family or words[-1]).split()
    starts = range(len(words) - len(family) + 1)
    for start in starts if entity.family else reversed(starts):
        if words[start : start + len(family)] == family:
            given = words[:start] + words[start + len(family) :]
            return Name(" ".join(family), " ".join(given), "", start == 0 and bool(given))
    return Name("", "", entity.name, family_first=False)
