"""Options that choose facts and put them in order; evaluated as in `options`."""

from typing import Annotated, Any

import typer
from msgspec.structs import asdict

from ..core.model import KINDS, SCOPES
from ..lookup.criteria import SORTS, Asked
from . import complete
from .options import Options

Many = list[str] | None


def _filter(
    name: str, metavar: str, help_: str, completer: complete.Completer | None = None
) -> Any:
    return typer.Option(name, metavar=metavar, help=help_, autocompletion=completer)


class Filters(Options, frozen=True):
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

    def typed(self, scope: tuple[str, ...] = ()) -> Asked:
        """The filters for `lookup.criteria`; `scope` stands where none was given."""
        given = {name: value for name, value in asdict(self).items() if name != "possible"}
        values: dict[str, tuple[str, ...]] = {n: tuple(value or ()) for n, value in given.items()}
        values["scope"] = values["scope"] or scope
        return Asked(**values, possible=self.possible)


class Order(Options, frozen=True):
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
            autocompletion=complete.sorts,
        ),
    ] = None
    reverse: Annotated[bool, typer.Option("--reverse", help="Run the order backwards.")] = False


class Searching(Options, frozen=True):
    """How a search goes about it."""

    exact: Annotated[
        bool, typer.Option("--exact", help="Mend no words, and search no others for them.")
    ] = False
    explain: Annotated[
        bool, typer.Option("--explain", help="Say which words matched what, and their weight.")
    ] = False
    facets: Annotated[
        bool,
        typer.Option("--facets", help="Count the hits by topic, kind, source and year instead."),
    ] = False
