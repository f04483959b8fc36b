"""Options that commands share, as frozen groups, and how a command takes a group."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from pathlib import Path
from typing import Annotated, Any, get_type_hints

import typer

from ..model import KINDS, SCOPES
from ..render.machine import FORMATS
from ..select import SORTS, Asked
from . import complete

Many = list[str] | None


@dataclass(frozen=True)
class Common:
    """What every command takes."""

    facts: Annotated[
        Path | None,
        typer.Option("--facts", metavar="FILE", help="Read this base (or name it in BILAT_FACTS)."),
    ] = None
    color: Annotated[
        str | None,
        typer.Option(
            "--color",
            metavar="WHEN",
            help="Colour the output: auto, always or never.",
            autocompletion=complete.colors,
        ),
    ] = None


@dataclass(frozen=True)
class File:
    """The file that output goes to."""

    output: Annotated[
        Path | None,
        typer.Option("--output", metavar="FILE", help="Write to this file, whole or not at all."),
    ] = None
    force: Annotated[
        bool, typer.Option("--force", help="Let --output overwrite a file that exists.")
    ] = False


def format_option(formats: tuple[str, ...], default: str) -> Any:
    """The option --format, with the formats that a command knows."""
    return typer.Option(
        "--format",
        metavar="FORMAT",
        help=f"One of {', '.join(formats)}{default}.",
        autocompletion=complete.from_list(formats),
    )


@dataclass(frozen=True)
class Output(File):
    """How records are printed, and where to."""

    format: Annotated[str | None, format_option(FORMATS, "; table by default")] = None
    json: Annotated[bool, typer.Option("--json", help="Short for --format json.")] = False
    fields: Annotated[
        str | None,
        typer.Option(
            "--fields",
            metavar="PATHS",
            help="Print only these fields: dotted paths with commas between, as id,evidence.quote.",
        ),
    ] = None


def _filter(
    name: str, metavar: str, help_: str, completer: complete.Completer | None = None
) -> Any:
    return typer.Option(name, metavar=metavar, help=help_, autocompletion=completer)


@dataclass(frozen=True)
class Filters:
    """Which facts; values of one option are or-ed, different options and-ed."""

    topic: Annotated[
        Many, _filter("--topic", "TOPIC", "Of this topic or a narrower one.", complete.topics)
    ] = None
    kind: Annotated[
        Many, _filter("--kind", "KIND", f"Of this kind: {', '.join(KINDS)}.", complete.kinds)
    ] = None
    actor: Annotated[
        Many, _filter("--actor", "ACTOR", "About this person, body or place.", complete.actors)
    ] = None
    source: Annotated[
        Many, _filter("--source", "SOURCE", "With evidence in this source.", complete.sources)
    ] = None
    asserted_by: Annotated[
        Many, _filter("--asserted-by", "ACTOR", "Asserted by this person.", complete.actors)
    ] = None
    side: Annotated[
        Many, _filter("--side", "SIDE", "Asserted or reported by this side.", complete.sides)
    ] = None
    scope: Annotated[
        Many,
        _filter("--scope", "SCOPE", f"Of this scope: {', '.join(SCOPES)} or all.", complete.scopes),
    ] = None
    since: Annotated[
        Many, _filter("--since", "DATE", "On or after this EDTF date, as 1993 or 2021-summer.")
    ] = None
    until: Annotated[Many, _filter("--until", "DATE", "On or before this EDTF date.")] = None
    during: Annotated[Many, _filter("--during", "DATE", "Within this EDTF date.")] = None
    possible: Annotated[
        bool,
        typer.Option(
            "--possible",
            help="Also what only may touch the times asked for (vague, ? and ~ dates).",
        ),
    ] = False

    def asked(self, scope: tuple[str, ...] = ()) -> Asked:
        """The filters for `select.criteria`; `scope` stands where none was given."""
        given = {f.name: getattr(self, f.name) for f in fields(self) if f.name != "possible"}
        values = {name: tuple(value or ()) for name, value in given.items()}
        values["scope"] = values["scope"] or scope
        return Asked(**values, possible=self.possible)


@dataclass(frozen=True)
class Order:
    """How many, and in which order."""

    limit: Annotated[
        int | None, typer.Option("--limit", metavar="N", min=1, help="Show at most N facts.")
    ] = None
    sort: Annotated[
        str | None,
        typer.Option(
            "--sort",
            metavar="KEY",
            help=f"Order by {', '.join(SORTS)} (in search also score).",
            autocompletion=complete.from_list((*SORTS, "score")),
        ),
    ] = None
    reverse: Annotated[bool, typer.Option("--reverse", help="Run the order backwards.")] = False


@dataclass(frozen=True)
class Searching:
    """How a search goes about it."""

    exact: Annotated[bool, typer.Option("--exact", help="Do not mend words that find nothing.")] = (
        False
    )
    explain: Annotated[
        bool, typer.Option("--explain", help="Say which words matched what, and their weight.")
    ] = False
    facets: Annotated[
        bool,
        typer.Option("--facets", help="Count the hits by topic, kind, source and year instead."),
    ] = False


Ids = Annotated[
    list[str],
    typer.Argument(
        metavar="ID...",
        help="Ids of facts, or unique beginnings of them; - reads them from standard input.",
        autocompletion=complete.facts,
    ),
]


@cache
def _hints(group: type) -> dict[str, Any]:
    return get_type_hints(group, include_extras=True)


def grouped(function: Callable[..., None]) -> Callable[..., None]:
    """Let a command take groups of options: a parameter of a dataclass becomes its fields."""
    hints = get_type_hints(function, include_extras=True)
    parameters: list[inspect.Parameter] = []
    groups: dict[str, type] = {}
    for name, parameter in inspect.signature(function).parameters.items():
        if not is_dataclass(hints[name]):
            kind = inspect.Parameter.KEYWORD_ONLY
            parameters.append(parameter.replace(annotation=hints[name], kind=kind))
            continue
        groups[name] = hints[name]
        for field in fields(hints[name]):
            parameters.append(
                inspect.Parameter(
                    field.name,
                    inspect.Parameter.KEYWORD_ONLY,
                    default=field.default,
                    annotation=_hints(hints[name])[field.name],
                )
            )

    def command(**values: Any) -> None:
        for name, group in groups.items():
            values[name] = group(**{field.name: values.pop(field.name) for field in fields(group)})
        function(**values)

    command.__name__, command.__doc__ = function.__name__, function.__doc__
    command.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    command.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    return command
