"""A source as what is cited: its author's name in parts, and what carried it."""

from typing import NamedTuple

from ..core.edtf import Edtf
from ..core.model import Entity, Posted, Source

# Genres of pieces in a newspaper, a magazine or an agency's service: what carries them is a
# container. Of any other text whoever brings it out is its publisher.
_ARTICLES = frozenset(
    "op-ed article news news-report editorial commentary column interview feature analysis".split()
)
# Those that a reference names, since the reader should know what kind of text it is.
_NAMED = frozenset("op-ed editorial commentary column interview speech letter".split())
_BOOKS = frozenset("book report".split())


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
    title: str
    author: Name
    role: str | None
    container: str | None
    publisher: str | None
    written: Edtf
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
        return self.genre.lower() in _BOOKS

    @property
    def carrier(self) -> str:
        """What it appeared in, or who brought it out."""
        return self.container or self.publisher or ""

    @property
    def reposted(self) -> str:
        """Who reposted it; only that, where nothing else is known to have carried it."""
        known = "reposted" if self.carrier else "known only from a repost"
        return f"{known} by {self.posted.by}" if self.posted else ""


def work(source: Source, author: Entity) -> Work:
    """A source as a work to be cited; `derived` says how its date was inferred."""
    carried = source.genre.lower() in _ARTICLES
    basis = source.written_basis
    return Work(
        id=source.id,
        title=source.title,
        author=name(author),
        role=source.author_role,
        container=source.publisher if carried else None,
        publisher=None if carried else source.publisher,
        written=source.written,
        derived=basis.how or "inferred" if basis.type == "derived" else None,
        posted=source.posted,
        url=source.url,
        language=source.language,
        genre=source.genre,
    )


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
