"""BibTeX and BibLaTeX databases: an entry a source, escaped so that LaTeX prints it as it is."""

import re
from collections.abc import Iterable

from ..base.document import Library
from ..cite.names import Name, spaced
from ..cite.work import Work
from ..core.edtf import Precision
from ..core.model import Fact
from ..core.text import printable
from .entries import Entry, entries, notes

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
# What babel, and so biblatex, calls a language.
_LANGUAGES = {"en": "english", "az": "azerbaijani", "ru": "russian", "tr": "turkish"}
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
_IN_ADDRESS = {"\\": "%5C", "{": "%7B", "}": "%7D", " ": "%20"}


def escape(text: str) -> str:
    """A text in LaTeX's own characters, which prints as that text."""
    return _SPECIAL.sub(lambda m: _ESCAPES.get(m[0], f"{m[0]}{{}}"), printable(text))


def bibtex(library: Library, facts: Iterable[Fact]) -> str:
    """A database for BibTeX, in UTF-8."""
    made = entries(library, facts)
    return "\n".join(_entry("misc", _bibtex_fields(entry.work), entry) for entry in made)


def biblatex(library: Library, facts: Iterable[Fact]) -> str:
    """A database for BibLaTeX with Biber, whose dates are EDTF."""
    return "\n".join(
        _entry("online" if entry.work.url else "misc", _biblatex_fields(entry.work), entry)
        for entry in entries(library, facts)
    )


def _entry(kind: str, own: dict[str, str | None], entry: Entry) -> str:
    work = entry.work
    address = "".join(_IN_ADDRESS.get(char, char) for char in printable(work.url or ""))
    fields = {
        "author": _names(work.authors),
        "editor": _names(work.editors),
        "title": f"{{{_title(work.title)}}}",
        **own,
        "url": work.url and f"{{{address}}}",
        "note": f"{{{escape(' '.join(notes(entry)))}}}",
    }
    lines = [f"  {key} = {value},\n" for key, value in fields.items() if value]
    return f"@{kind}{{{work.id},\n{''.join(lines)}}}\n"


def _bibtex_fields(work: Work) -> dict[str, str | None]:
    when = work.issued
    first = when.start if when and not (when.interval or when.one_of) else None
    fields = {"howpublished": _carrier(work)}
    known = first is not None and first.precision >= Precision.YEAR and first.earliest.year > 0
    if first is None or first.doubtful or not known:
        return fields | {"year": f"{{{escape(when.text)}}}" if when else None}
    day = first.earliest
    return fields | {
        "year": f"{{{day.year}}}",
        "month": _MONTHS[day.month - 1] if first.precision >= Precision.MONTH else None,
        "day": f"{{{day.day}}}" if first.precision is Precision.DAY else None,
    }


def _biblatex_fields(work: Work) -> dict[str, str | None]:
    language = _LANGUAGES.get(work.language.partition("-")[0])
    return {
        "organization": _carrier(work),
        "date": f"{{{work.issued.text}}}" if work.issued else None,
        "type": f"{{{escape(work.genre)}}}" if work.genre else None,
        "langid": f"{{{language}}}" if language else None,
    }


def _carrier(work: Work) -> str | None:
    carrier = work.container_title or work.publisher
    return f"{{{escape(carrier)}}}" if carrier else None


def _names(names: tuple[Name, ...]) -> str | None:
    return f"{{{' and '.join(map(_author, names))}}}" if names else None


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
    for i, word in enumerate(printable(title).split(" ")):
        rest, escaped = word[i == 0 :], escape(word)
        if rest != rest.lower():
            # In one pair of braces BibTeX would see a special character.
            escaped = f"{{{{{escaped}}}}}" if escaped.startswith("\\") else f"{{{escaped}}}"
        words.append(escaped)
    return " ".join(words)
