"""Options that commands share, as frozen records of them, and how a command takes such a record.

Annotations are evaluated here as they stand: from strings it would take twice as long, at every
start.
"""

import inspect
import sys
from collections.abc import Callable, Collection, Iterable, Mapping
from copy import copy
from functools import partial
from pathlib import Path
from typing import Annotated, Any, get_args, get_type_hints

import typer
from msgspec import Struct

from .. import output
from ..render.machine import FORMATS
from ..run import Run, run
from . import complete, progress

# The arguments that take words of a text, which may begin with a hyphen.
TEXTS = frozenset({"query", "quote"})
# The short names of options, where no command takes words of a text: `-oil` shuts one out.
SHORT = {"limit": "-n", "output": "-o", "format": "-f"}


def option(metavar: str, help_: str, values: Iterable[str] = (), least: int | None = None) -> Any:
    """An option that takes a value, named like its parameter; the shell offers its values."""
    offered = complete.from_list(values) if values else complete.OFFERED.get(metavar)
    return typer.Option(metavar=metavar, help=help_, min=least, autocompletion=offered)


def argument(metavar: str, help_: str, least: int | None = None) -> Any:
    """A value that stands by its place; the shell offers what help calls it."""
    offered = complete.OFFERED.get(metavar.strip("[.]"))
    return typer.Argument(metavar=metavar, help=help_, min=least, autocompletion=offered)


def flag(name: str, help_: str) -> Any:
    """An option that is given or not."""
    return typer.Option(name, help=help_)


class Options(Struct, frozen=True):
    """Options that go together: of each its value, and how it is typed."""


class Common(Options, frozen=True):
    """What every command takes."""

    facts: Annotated[
        Path | None,
        option("FILE", "Read this base: a facts.json, or its folder (or name it in BILAT_FACTS)."),
    ] = None
    color: Annotated[str | None, option("WHEN", "Colour the output: auto, always or never.")] = None
    no_pager: Annotated[bool, flag("--no-pager", "Let a long screen scroll by.")] = False


class File(Options, frozen=True):
    """The file that output goes to."""

    output: Annotated[
        Path | None,
        option("FILE", "Write to this file, whole or not at all."),
    ] = None
    force: Annotated[bool, flag("--force", "Let --output overwrite a file that exists.")] = False


def format_option(formats: Collection[str], default: str) -> Any:
    """The option --format, with the formats that a command knows."""
    return option("FORMAT", f"One of {', '.join(formats)}{default}.", formats)


class Output(File, frozen=True):
    """How records are printed, and where to."""

    format: Annotated[str | None, format_option(FORMATS, "; table by default")] = None
    json: Annotated[bool, flag("--json", "Short for --format json.")] = False
    fields: Annotated[
        str | None,
        option(
            "PATHS",
            "Print only these fields: dotted paths with commas between, as id,evidence.quote.",
        ),
    ] = None


Ids = Annotated[
    list[str],
    argument(
        "ID...", "Ids of facts, or unique beginnings of them; - reads them from standard input."
    ),
]
SourceId = Annotated[str, argument("SOURCE", "The id of a source, or a unique beginning of it.")]


def grouped(function: Callable[..., None]) -> Callable[..., None]:
    """The function as Typer can take it: instead of a record of options it takes each of them.

    Instead of a Run it takes the options that choose a base and colours, and is given the run. This
    takes 0.1 ms for `show` and 0.3 ms for `search`, a seventh of what Typer takes to build them;
    without it `search` would have 26 parameters.
    """
    own = inspect.signature(function).parameters
    hints = get_type_hints(function, include_extras=True)
    taken = {name: Common if hints[name] is Run else hints[name] for name in own}
    groups: dict[str, Any] = {
        name: hint
        for name, hint in taken.items()
        if isinstance(hint, type) and issubclass(hint, Options)
    }
    parameters = [_parameter("ctx", typer.Context, inspect.Parameter.empty)]
    short = {} if TEXTS & own.keys() else SHORT
    for name, hint in sorted(taken.items(), key=lambda pair: pair[1] is Common):
        if name in groups:
            parameters += _fields(hint, short)
        elif name != "ctx":
            parameters.append(_parameter(name, hint, own[name].default))

    def command(ctx: typer.Context, **values: Any) -> None:
        for name, group in groups.items():
            options = group(**{field: values.pop(field) for field in group.__struct_fields__})
            values[name] = start(ctx, options) if hints[name] is Run else options
        function(**(values | {"ctx": ctx} if "ctx" in own else values))

    command.__name__, command.__doc__ = function.__name__, function.__doc__
    command.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    command.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    return command


def _fields(group: type[Options], short: Mapping[str, str]) -> list[inspect.Parameter]:
    """The options of a group, as parameters; some have a short name too."""
    hints = get_type_hints(group, include_extras=True)
    for name in short.keys() & hints.keys():
        kind, info = get_args(hints[name])
        both = copy(info)  # which other commands have with one name
        both.param_decls = (f"--{name}", short[name])
        hints[name] = Annotated[kind, both]
    defaults = zip(group.__struct_fields__, group.__struct_defaults__, strict=True)
    return [_parameter(name, hints[name], default) for name, default in defaults]


def _parameter(name: str, hint: Any, default: Any) -> inspect.Parameter:
    keyword = inspect.Parameter.KEYWORD_ONLY
    return inspect.Parameter(name, keyword, default=default, annotation=hint)


def start(ctx: typer.Context, common: Common) -> Run:
    """A run as the command's options say, or else those before the command."""
    before: Common = ctx.find_root().obj or Common()
    started = run(common.facts or before.facts, common.color or before.color)
    started.working = progress.working
    started.paged = not (common.no_pager or before.no_pager)
    ctx.call_on_close(started.close)
    ctx.call_on_close(partial(_tell_what_next, started))
    _tell_of_another(started)
    return started


def _tell_what_next(started: Run) -> None:
    if started.hint:
        from .hints import tell  # where a person reads

        tell(started)


def _tell_of_another(started: Run) -> None:
    """Tell somebody at a terminal that the base of the folder is not the one that is read."""
    here = Path("facts.json")
    if started.chosen is not None or sys.stderr is None or not sys.stderr.isatty():
        return
    if here.is_file() and here.resolve() != started.path.resolve():
        output.tell("./facts.json is not read; `--facts .` reads it.")
