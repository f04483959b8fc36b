"""The command that takes in a text: add source."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import Annotated, get_args

import typer

from .. import output
from ..base.codec import sparse
from ..core.encoding import text_of
from ..core.errors import UsageError
from ..core.terms import REGION_TYPES, RegionType
from ..core.text import counted, printable, shortened
from ..curate import intake, store
from ..curate.naming import Names
from ..run import Run
from ..startup import sha256_of
from . import asking, describing
from .describing import Described
from .emit import known
from .given import given
from .options import argument, grouped


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
    record = describing.settled(named, told, found, run.today)
    parts = intake.blocks(text, wrapped=wrapped)
    types = _types(parts, intake.types(parts, run.today), told.regions)
    key = id_ or describing.free_id(named, record)
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
