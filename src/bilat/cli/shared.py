"""Options that commands share, as frozen groups, and how a command takes a group.

Annotations are evaluated here as they stand: from strings it would take twice as long, at every
start.
"""

import inspect
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Annotated, Any, NamedTuple, Never, get_type_hints

import typer

from ..render.machine import FORMATS
from . import complete


class Group:
    """Options that go together: annotated attributes, each with the default of its option.

    A plain class, since a frozen dataclass takes a millisecond to define, at every start.
    """

    def __init__(self, **given: Any) -> None:
        self.__dict__.update(given)

    def __setattr__(self, name: str, value: object) -> Never:
        raise AttributeError(f"{type(self).__name__} is frozen")


class _Field(NamedTuple):
    name: str
    annotation: Any
    default: Any


def fields(group: type[Group]) -> Iterator[_Field]:
    """The options of a group, those of its bases first."""
    found = {}
    for owner in reversed(group.__mro__[:-1]):
        found.update(inspect.get_annotations(owner))
    return (_Field(name, hint, getattr(group, name)) for name, hint in found.items())


class Common(Group):
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


class File(Group):
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


Ids = Annotated[
    list[str],
    typer.Argument(
        metavar="ID...",
        help="Ids of facts, or unique beginnings of them; - reads them from standard input.",
        autocompletion=complete.facts,
    ),
]


def grouped(function: Callable[..., None]) -> Callable[..., None]:
    """Let a command take groups of options: a parameter of a group becomes its fields."""
    hints = get_type_hints(function, include_extras=True)
    parameters: list[inspect.Parameter] = []
    groups: dict[str, type[Group]] = {}
    keyword = inspect.Parameter.KEYWORD_ONLY
    for name, parameter in inspect.signature(function).parameters.items():
        hint = hints[name]
        if not (isinstance(hint, type) and issubclass(hint, Group)):
            parameters.append(parameter.replace(annotation=hint, kind=keyword))
            continue
        groups[name] = hint
        for field, annotation, default in fields(hint):
            made = inspect.Parameter(field, keyword, default=default, annotation=annotation)
            parameters.append(made)

    def command(**values: Any) -> None:
        for name, group in groups.items():
            values[name] = group(**{field.name: values.pop(field.name) for field in fields(group)})
        function(**values)

    command.__name__, command.__doc__ = function.__name__, function.__doc__
    command.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    command.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    return command
