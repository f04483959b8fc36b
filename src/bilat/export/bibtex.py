"""BibTeX and BibLaTeX databases: an entry a source, escaped so that LaTeX prints it as it is."""

import re
from collections.abc import Iterable, Mapping

from ..base.document import Library
from ..cite.work import Name, Work, spaced
from ..core.edtf import Edtf, Precision
from ..core.model import Fact
from ..core.text import printable
from .entries import WORDS, Entry, annotations, entries, keywords, kind_told, short_title

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
# What babel, and so biblatex, calls a language.
_LANGUAGES = dict(
    pair.split("=")
    for pair in (
        "ar=arabic az=azerbaijani bg=bulgarian cs=czech da=danish de=ngerman el=greek en=english "
        "es=spanish et=estonian fa=persian fi=finnish fr=french he=hebrew hi=hindi hr=croatian "
        "hu=hungarian hy=armenian id=indonesian it=italian ja=japanese ka=georgian kk=kazakh "
        "ko=korean lt=lithuanian lv=latvian nl=dutch no=norsk pl=polish pt=portuguese ro=romanian "
        "ru=russian sk=slovak sl=slovenian sr=serbian sv=swedish th=thai tk=turkmen tr=turkish "
        "uk=ukrainian ur=urdu uz=uzbek vi=vietnamese zh=chinese"
    ).split()
)
# The entry type of each type of CSL, and the field for what carried the text or brought it out.
_BIBTEX = {
    **dict.fromkeys(
        ("article-journal", "article-magazine", "article-newspaper", "review"), "article"
    ),
    "post-weblog": "article",
    "book": "book",
    "classic": "book",
    "chapter": "incollection",
    "paper-conference": "inproceedings",
    "report": "techreport",
    "thesis": "phdthesis",
    "pamphlet": "booklet",
}
_BIBLATEX = _BIBTEX | {
    "report": "report",
    "thesis": "thesis",
    "webpage": "online",
    "post": "online",
    "post-weblog": "online",
}
_CONTAINERS = {"article": "journal", "incollection": "booktitle", "inproceedings": "booktitle"}
_PUBLISHERS = {"techreport": "institution", "phdthesis": "school", "booklet": "howpublished"}
_PUBLISHERS |= {"report": "institution", "thesis": "institution", "online": "organization"}
# BibTeX counts braces even where they are escaped, so they are spelt as commands; the empty groups
# keep hyphens and quotation marks from running together into dashes and curly marks.
_ESCAPES = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
} | {mark: f"\\{mark}" for mark in "&%$#_"}
_SPECIAL = re.compile(r"[\\{}~^&%$#_]|-(?=-)|[`'](?=[`'])|[?!](?=`)|,(?=,)|<(?=<)|>(?=>)")
# A straight mark would be a closing one in most fonts of LaTeX.
_OPENING = re.compile(r'(?<![^\s([{“‘])"')
_IN_ADDRESS = {"\\": "%5C", "{": "%7B", "}": "%7D", " ": "%20"}


def escape(text: str) -> str:
    """A text in LaTeX's own characters, which prints as that text; straight marks become curly."""
    escaped = _SPECIAL.sub(lambda m: _ESCAPES.get(m[0], f"{m[0]}{{}}"), printable(text))
    return _OPENING.sub("“", escaped).replace('"', "”")


def bibtex(library: Library, facts: Iterable[Fact]) -> str:
    """A database for BibTeX, in UTF-8; the quotes stand in `annote`, which styles do not print."""
    made = entries(library, facts)
    return "\n".join(_entry(library, entry, _bibtex(entry.work)) for entry in made)


def biblatex(library: Library, facts: Iterable[Fact]) -> str:
    """A database for BibLaTeX with Biber, whose dates are EDTF; the quotes are `annotation`."""
    made = entries(library, facts)
    return "\n".join(_entry(library, entry, _biblatex(entry.work)) for entry in made)


def _address(url: str) -> str:
    """An address as it is, but for what would end the field or part it."""
    text = printable(url)
    left = "{}" if _balanced(text) else ""
    return "".join(char if char in left else _IN_ADDRESS.get(char, char) for char in text)


def _balanced(text: str) -> bool:
    depth = 0
    for char in text:
        depth += (char == "{") - (char == "}")
        if depth < 0:
            return False
    return depth == 0


Fields = Mapping[str, str | None]


def _entry(library: Library, entry: Entry, own: tuple[str, str, Fields]) -> str:
    kind, annotation, more = own
    work = entry.work
    fields: dict[str, str | None] = {
        "author": _names(work.authors),
        "editor": _names(work.editors),
        "title": _title(work.title),
        **more,
        "volume": _text(work.volume),
        "number": _text(work.issue or work.number),
        "pages": _text(work.page),
        "url": _address(work.url or ""),
        "keywords": ", ".join(escape(word) for word in keywords(library, entry)),
        annotation: escape(" ".join(annotations(entry))),
    }
    lines = []
    for name, value in fields.items():
        if value:
            bare = name == "month"
            lines.append(f"  {name} = {value if bare else f'{{{value}}}'},\n")
    return f"@{kind}{{{work.id},\n{''.join(lines)}}}\n"


def _bibtex(work: Work) -> tuple[str, str, Fields]:
    kind = _kind(work, _BIBTEX)
    fields = {**_carried(work, kind, "howpublished"), **_dated(work.issued)}
    fields["address"] = _text(work.publisher_place)
    fields["note"] = escape(_capital(kind_told(work)))
    # Printed as it stands: a plain date, or else words.
    accessed = _accessed(work) or ""
    plain = not accessed.strip("0123456789-")
    fields["urldate"] = accessed if plain else WORDS.text(work.accessed)
    # Without a name, styles sort and label by it.
    fields["key"] = None if work.creators else _text(short_title(work) or work.title)
    return kind, "annote", fields


def _biblatex(work: Work) -> tuple[str, str, Fields]:
    kind = _kind(work, _BIBLATEX)
    told = _text(_capital(kind_told(work)))
    fields = _carried(work, kind, "organization")
    if "journal" in fields:
        fields["journaltitle"] = fields.pop("journal")
    subtype = {"article-newspaper": "newspaper", "article-magazine": "magazine"}.get(work.type)
    typed = kind in ("report", "thesis")
    fields |= {
        "entrysubtype": subtype if kind == "article" else None,
        "shorttitle": _text(short_title(work)),
        "date": _edtf(work.issued),
        "type": _text(work.genre or kind) if typed else None,
        "addendum": told if not typed or work.posted else None,
        "location": _text(work.publisher_place),
        "urldate": _accessed(work),
        "langid": _LANGUAGES.get(work.language.partition("-")[0]),
    }
    return kind, "annotation", fields


def _accessed(work: Work) -> str | None:
    return work.accessed.text if work.accessed and work.url else None


def _kind(work: Work, kinds: Mapping[str, str]) -> str:
    """The entry type; a piece whose carrier is not known, and all else, is `misc`."""
    kind = kinds.get(work.type, "misc")
    return "misc" if kind in _CONTAINERS and not work.container_title else kind


def _carried(work: Work, kind: str, otherwise: str) -> dict[str, str | None]:
    """What carried the text and who brought it out, in the fields that an entry type has."""
    own = _PUBLISHERS.get(kind) or ("publisher" if kind != "misc" else otherwise)
    container = _CONTAINERS.get(kind)
    if container:
        return {container: _text(work.container_title), own: _text(work.publisher)}
    told = ", ".join(filter(None, (work.container_title, work.publisher)))
    return {own: _text(told)}


def _text(text: str | None) -> str:
    return escape(text) if text else ""


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _dated(when: Edtf | None) -> dict[str, str | None]:
    """Year, month and day for BibTeX, which prints the year as it stands."""
    if when is None:
        return {}
    first, last = when.known, when.end or when.known
    year = WORDS.text(when)
    whole = when.start is not None and when.end is not None and first.precision >= Precision.YEAR
    one = whole and first.earliest.year == last.latest.year and not first.doubtful
    if one and first.earliest.year > 0:
        year = str(first.earliest.year)
    known = first.precision >= Precision.MONTH and when.start is not None and not when.one_of
    day = first.precision is Precision.DAY
    return {
        "year": year,
        "month": _MONTHS[first.earliest.month - 1] if known else None,
        "day": str(first.earliest.day) if known and day else None,
    }


def _edtf(when: Edtf | None) -> str | None:
    """A date as biblatex reads it, which knows no sets: one of several dates is a range."""
    if when is None:
        return None
    if not when.one_of:
        return when.text
    first, _, last = when.text.strip("[]").partition("..")
    return f"{first or '..'}/{last or '..'}"


def _names(names: tuple[Name, ...]) -> str:
    return " and ".join(map(_author, names))


def _author(name: Name) -> str:
    if name.literal:
        return f"{{{escape(name.literal)}}}"
    particle = spaced(name.dropping_particle, name.non_dropping_particle)
    family = spaced(particle, _name_part(name.family))
    return ", ".join(filter(None, (family, name.suffix, _name_part(name.given))))


def _name_part(part: str) -> str:
    """A part of a name, in braces where BibTeX would read a comma or an `and` in it."""
    escaped = escape(part)
    plain = part.replace(" ", "").replace("-", "").replace("'", "").replace(".", "").isalpha()
    return escaped if plain and " and " not in f" {part.lower()} " else f"{{{escaped}}}"


def _title(title: str) -> str:
    """A title whose capitals survive the styles that put titles in lower case."""
    words = []
    for i, word in enumerate(escape(title).split(" ")):
        rest = word[i == 0 :]
        if rest != rest.lower():
            # In one pair of braces BibTeX would see a special character.
            words.append(f"{{{{{word}}}}}" if word.startswith("\\") else f"{{{word}}}")
        else:
            words.append(word)
    return " ".join(words)
