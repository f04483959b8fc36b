"""Options that choose facts and put them in order; evaluated as in `options`."""

import os
from typing import Annotated

from msgspec.structs import asdict

from ..core.edtf import parse_input
from ..core.errors import EdtfError, UsageError
from ..core.terms import KINDS, SCOPES
from ..lookup.criteria import SORTS, Asked
from ..run import today
from .emit import known
from .options import Options, flag, option

Many = list[str] | None


class Filters(Options, frozen=True):
    """Which facts; values of one option are or-ed, different options and-ed."""

    topic: Annotated[Many, option("TOPIC", "Of this topic or a narrower one.")] = None
    kind: Annotated[Many, option("KIND", f"Of this kind: {', '.join(KINDS)}.")] = None
    actor: Annotated[Many, option("ACTOR", "About this person, body or place.")] = None
    source: Annotated[Many, option("SOURCE", "With evidence in this source.")] = None
    asserted_by: Annotated[Many, option("ACTOR", "Asserted by this person.")] = None
    side: Annotated[Many, option("SIDE", "Asserted or reported by this side.")] = None
    scope: Annotated[Many, option("SCOPE", f"Of this scope: {', '.join(SCOPES)} or all.")] = None
    since: Annotated[
        Many, option("DATE", "On or after this date: EDTF, or as queries have it.")
    ] = None
    until: Annotated[Many, option("DATE", "On or before this date.")] = None
    during: Annotated[Many, option("DATE", "Within this date.")] = None
    possible: Annotated[
        bool,
        flag("--possible", "Also what only may touch the times asked for (vague, ? and ~ dates)."),
    ] = False

    def typed(self, scope: tuple[str, ...] = ()) -> Asked:
        """The filters for `lookup.criteria`; `scope` stands where none was given."""
        given = {name: value for name, value in asdict(self).items() if name != "possible"}
        values: dict[str, tuple[str, ...]] = {n: tuple(value or ()) for n, value in given.items()}
        values["scope"] = values["scope"] or scope
        for name in TIMES:
            values[name] = tuple(edtf(f"--{name}", value) for value in values[name])
        return Asked(**values, possible=self.possible)


TIMES = ("since", "until", "during")


def edtf(name: str, text: str) -> str:
    """A date as EDTF, which it hardly ever is not yet; `name` is what it was typed for.

    Raises:
        UsageError: it is no date, or may be one of several.
    """
    try:
        return parse_input(text).text
    except EdtfError:
        from ..language.day import date

        return date(name, text, today(os.environ))


class Order(Options, frozen=True):
    """How many, and in which order."""

    limit: Annotated[int | None, option("N", "Show at most N facts.", least=1)] = None
    sort: Annotated[
        str | None, option("KEY", f"Order by {', '.join(SORTS)} (in search also score).")
    ] = None
    reverse: Annotated[bool, flag("--reverse", "Run the order backwards.")] = False

    @property
    def by(self) -> str:
        """The order asked for, of those that need no search; else the order of time.

        Raises:
            UsageError: there is no such order.
        """
        if self.sort and self.sort.lower() == "score":
            raise UsageError("--sort: only a search has a score", "Use `bilat search WORD`.")
        return known("--sort", self.sort or "when", SORTS)


class Searching(Options, frozen=True):
    """How a search goes about it."""

    exact: Annotated[bool, flag("--exact", "Mend no words, and search no others for them.")] = False
    explain: Annotated[
        bool, flag("--explain", "Say what each word of the query earned, and what that comes to.")
    ] = False
    loose: Annotated[bool, flag("--loose", "Hold nothing back, however little it bears.")] = False
    strict: Annotated[bool, flag("--strict", "Exit 1 unless some fact bears all of the query.")] = (
        False
    )
    texts: Annotated[
        bool, flag("--texts", "Search the sources' texts; of filters only --source applies.")
    ] = False
    facets: Annotated[
        bool, flag("--facets", "Count the hits by topic, kind, source and year instead.")
    ] = False
