"""The command that takes in a text: add source."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import Annotated, Any, get_args

import typer
from msgspec.structs import replace

from .. import output
from ..base.codec import sparse
from ..cite.work import name as parted
from ..core.edtf import Day
from ..core.encoding import text_of
from ..core.errors import UsageError
from ..core.terms import REGION_TYPES, SOURCE_TYPES, RegionType
from ..core.text import counted, printable, shortened
from ..curate import intake, store
from ..curate.beginning import slug
from ..curate.naming import Names, free
from ..run import Run
from ..startup import sha256_of
from . import asking
from .adding import NOBODY, date, entities, language, several, side
from .emit import known
from .given import given
from .options import Options, argument, flag, grouped, option

# Types of CSL, beside articles, of what is a part of something.
_INSIDE = ("webpage", "post", "post-weblog", "chapter", "paper-conference", "entry")
# The fields of a record that are as they were given, by their options.
_PLAIN = {name: name.replace("_", "-") for name in ("title", "title_short", "container_title")}
_PLAIN |= {name: name for name in ("publisher", "volume", "issue", "page", "number", "genre")}
_PLAIN |= {"publisher_place": "publisher-place", "author_role": "author_role", "url": "URL"}


class Described(Options, frozen=True):
    """What a source is, in the variables of CSL."""

    type: Annotated[str | None, option("TYPE", "A type of CSL: book, webpage, treaty …")] = None
    title: Annotated[str | None, option("TEXT", "Its title.")] = None
    title_short: Annotated[str | None, option("TEXT", "A short title.")] = None
    author: Annotated[
        list[str] | None, option("NAME", "Who wrote it, in order; TYPE:NAME for a body; or none.")
    ] = None
    author_role: Annotated[str | None, option("TEXT", "How the author is introduced.")] = None
    editor: Annotated[list[str] | None, option("NAME", "Who edited it.")] = None
    issued: Annotated[str | None, option("DATE", "When it came out; or unknown.")] = None
    issued_how: Annotated[
        str | None, option("TEXT", "How the date was derived, where it is not stated.")
    ] = None
    accessed: Annotated[str | None, option("DATE", "When its page was read.")] = None
    container_title: Annotated[str | None, option("TEXT", "The newspaper, book or site.")] = None
    publisher: Annotated[str | None, option("TEXT", "Who brought it out.")] = None
    publisher_place: Annotated[str | None, option("TEXT", "Where that is.")] = None
    volume: Annotated[str | None, option("TEXT", "The volume.")] = None
    issue: Annotated[str | None, option("TEXT", "The issue.")] = None
    page: Annotated[str | None, option("TEXT", "The pages.")] = None
    number: Annotated[str | None, option("TEXT", "The number of a report.")] = None
    genre: Annotated[str | None, option("TEXT", "What kind of text it is: op-ed, say.")] = None
    url: Annotated[str | None, option("URL", "Its address.")] = None
    language: Annotated[str | None, option("TAG", "Its language: en, az, ru, zh …")] = None
    side: Annotated[list[str] | None, option("NAME", "Whose voice it is; or none.")] = None
    posted_by: Annotated[str | None, option("NAME", "Who reposted it.")] = None
    posted_at: Annotated[str | None, option("TIME", "When that was.")] = None
    wrapped: Annotated[bool, flag("--wrapped", "Only blank lines part its paragraphs.")] = False
    regions: Annotated[
        str | None,
        option("SPEC", "What its paragraphs are, where it differs: 2=furniture,9-=furniture."),
    ] = None


@grouped
def source_command(
    run: Run,
    file: Annotated[Path, argument("FILE", "A text in UTF-8; - reads standard input.")],
    told: Described,
    id_: Annotated[
        str | None, typer.Option("--id", metavar="ID", help="Its id: a citation key.")
    ] = None,
) -> None:
    """Add a source: its text is copied and hashed, and its regions are proposed.

    At a terminal what is not given is asked for, with a proposal where the text has one. Elsewhere
    nothing is asked, and all that is missing is told at once.
    """
    path, base = run.own, run.base
    name = "standard input" if str(file) == "-" else printable(str(file))
    content = given(file, name, "Name a text file.")
    text = text_of(content, name)
    digest = sha256_of(content)
    for source in base.sources.values():
        if source.sha256 == digest:
            advice = f"`bilat read {source.id}{run.option}` shows it."
            raise UsageError(f"{name} is there already, as {source.id}", advice)
    found = intake.propose(text, run.today)
    wrapped = told.wrapped or found.wrapped
    named = Names(base)
    record = _settled(named, told, found, run.today)
    parts = intake.blocks(text, wrapped=wrapped)
    types = _types(parts, intake.types(parts, run.today), told.regions)
    key = id_ or _free_id(named, record)
    record = {
        "id": key,
        "file": f"texts/{key}-{digest[:8]}.txt",
        "sha256": digest,
        **record,
        **({"wrapped": True} if wrapped else {}),
        "regions": [sparse(region) for region in intake.joined(parts, types)],
    }
    with store.changing(path, f"add source {key}") as draft:
        draft.texts[record["file"]] = content
        draft.add("entities", named.entities.values())
        draft.add("sources", [record])
        draft.done += [f"source {key} added", *named.told()]
    body = sum(kind == "body" for kind in types)
    more = f"Also added: {', '.join(named.entities)}. " if named.entities else ""
    option = run.option
    output.tell(
        f"source {key} added: {body} of {counted(len(types), 'paragraph')} are body text. "
        f"{more}Next: `bilat{option} review {key}`, or `bilat{option} add fact {key} QUOTE`."
    )


def _types(
    parts: Sequence[intake.Block], types: list[RegionType], spec: str | None
) -> list[RegionType]:
    """The types of paragraphs as an option says, or somebody at a terminal; else as proposed.

    Args:
        parts: the paragraphs.
        types: what each seems to be.
        spec: the option, as `2=title,5-7=heading,9-=furniture`.

    Raises:
        UsageError: the option is not of that form, or names what is not there.
    """
    if spec:
        return _changed("--regions", spec, types)
    if not asking.able():
        return types
    while True:
        for kind, alike in groupby(range(len(types)), types.__getitem__):
            first, *more = alike
            number = f"{first + 1}-{more[-1] + 1}" if more else str(first + 1)
            asking.say(f"{number:>9}  {kind:<12} {shortened(parts[first].text, 60)}")
        if asking.key("Right?", {"y": "yes", "e": "edit"}, "y") == "y":
            return types
        asking.say(f"  Types: {', '.join(get_args(RegionType))}")
        spec = asking.line("What differs (2=furniture, 9-=furniture, 4-6=heading)")
        try:
            types = _changed("it", spec, types)
        except UsageError as error:
            asking.say(f"  {error.told}")


def _changed(option_: str, spec: str, types: list[RegionType]) -> list[RegionType]:
    """The types with those of some paragraphs changed, as `2=title,5-7=heading,9-=furniture`.

    Raises:
        UsageError: the text is not of that form, or names what is not there.
    """
    found = list(types)
    for part in filter(None, (part.strip() for part in spec.split(","))):
        match = re.fullmatch(r"(\d{1,9})(-(\d{1,9})?)?\s*=\s*(\S+)", part)
        if match is None:
            example = "Write it as 2=title,5-7=heading,9-=furniture."
            raise UsageError(f"{option_}: {shortened(part)!r} is not clear", example)
        kind = known(option_, match[4], REGION_TYPES)
        first = int(match[1])
        last = int(match[3]) if match[3] else len(types) if match[2] else first
        if not 1 <= first <= last <= len(types):
            raise UsageError(f"{option_}: there is no paragraph {part}", f"There are {len(types)}.")
        found[first - 1 : last] = [kind] * (last - first + 1)  # type: ignore[list-item]
    return found


def _settled(named: Names, told: Described, found: intake.Proposal, today: Day) -> dict[str, Any]:
    """The record of a source, but for what its text gives.

    Args:
        named: what it is to be a record of; takes the actors that are new.
        told: what was given.
        found: what the text seems to be.
        today: the day that relative dates are reckoned from.

    Raises:
        UsageError: something is missing or not known, and nobody can be asked.
    """
    said = (_asked if asking.able() else _given)(named, told, found, today)
    return _record(named, replace(told, **said), today)


def _given(named: Names, told: Described, found: intake.Proposal, today: Day) -> dict[str, Any]:
    """What was given or proposed, where nobody can be asked."""
    title = told.title or found.title
    asking.required(
        {
            "--title TEXT": title,
            "--author NAME or none": told.author is not None,
            "--issued DATE or unknown": told.issued is not None,
            "--side NAME or none": told.side is not None,
        }
    )
    return {"title": title, "language": told.language or found.language}


def _asked(named: Names, told: Described, found: intake.Proposal, today: Day) -> dict[str, Any]:
    """What was given, and what is answered for the rest."""
    title = told.title or asking.line("Title", found.title or "", asking.some)
    authors = told.author
    if authors is None:
        authors = several(asking.line("Author (none: nobody is named)", found.author or "none"))
    issued = told.issued or asking.line(
        "Came out on (2019-05-04, May 2019, unknown)",
        found.issued or "unknown",
        lambda typed: date("date", typed, today, issued=True) or "unknown",
    )
    kind = told.type or asking.line(
        "Type (book, report, article-newspaper, treaty, speech …)",
        "webpage" if told.url else "document",
        lambda typed: known("type", typed, SOURCE_TYPES),
    )
    inside = told.container_title
    if inside is None and (kind.startswith("article") or kind in _INSIDE):
        inside = asking.line("In which newspaper, journal, book or site (Enter: none)") or None
    sides = told.side
    if sides is None:
        sides = _voices(named, authors)
    tongue = told.language or asking.line("Language", found.language, partial(language, "it"))
    more: dict[str, Any] = {"title": title, "author": authors, "issued": issued, "type": kind}
    return more | {"side": sides, "language": tongue, "container_title": inside}


def _voices(named: Names, authors: Sequence[str]) -> list[str]:
    """Whose voice a source is, where the base tells sides apart: that of its authors, or asked."""
    base = named.base
    if not base.meta.sides:
        return []
    known_ = (base.entities.get(named.entity(name) or "") for name in authors)
    theirs = list(dict.fromkeys(one.side for one in known_ if one and one.side))
    question = f"Whose voice is it ({', '.join(base.meta.sides)}; none: nobody's)"
    return several(asking.line(question, ", ".join(theirs) or "none"))


def _record(named: Names, told: Described, today: Day) -> dict[str, Any]:
    """The record of a source, but for what its text gives."""
    day = date("--issued", told.issued or NOBODY[0], today, issued=True)
    sides = [side(named.base, name) for name in told.side or () if name.lower() not in NOBODY]
    voices = entities(named, sides)
    if (told.posted_by is None) != (told.posted_at is None):
        raise UsageError("--posted-by goes with --posted-at", "Give both, or neither.")
    posted = {"by": told.posted_by, "at": told.posted_at} if told.posted_by else None
    basis = {"type": "derived" if told.issued_how else "stated", "how": told.issued_how}
    plain = {spelt: getattr(told, name) for name, spelt in _PLAIN.items()}
    fields = plain | {
        "type": known("--type", told.type or ("webpage" if told.url else "document"), SOURCE_TYPES),
        "author": entities(named, told.author or (), voices[0] if len(voices) == 1 else None),
        "editor": entities(named, told.editor or ()),
        "issued": day,
        "issued_basis": basis if day else None,
        "accessed": date("--accessed", told.accessed, today) if told.accessed else None,
        "posted": posted,
        "language": language("--language", told.language or "en"),
        "sides": voices,
    }
    kept = ("author", "issued", "issued_basis", "sides")
    return {name: value for name, value in fields.items() if value or name in kept}


def _free_id(named: Names, record: dict[str, Any]) -> str:
    """A citation key that is free: the first author's family name, or the title, and the year."""
    stem = ""
    if record["author"]:
        first = record["author"][0]
        person = named.base.entities.get(first)
        stem = parted(person).short if person else named.entities[first]["name"].split()[-1]
    stem = slug(stem) or "-".join(slug(record["title"]).split("-")[:3]) or record["type"]
    year = re.search(r"\d{4}", record["issued"] or "")
    stem += f"-{year[0]}" if year else ""
    return free(stem, named.base.sources)
