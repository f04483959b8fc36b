"""What could come next after a result: a line for somebody at a terminal."""

from __future__ import annotations

import sys

from .. import output
from ..render import results
from ..render.results import Result
from ..run import Run

_FACT = "`bilat cite {}` has its receipt and reference."
# By the kind of result; {} is the id of its first record.
_HINTS: dict[type[Result], str] = {
    results.Hits: _FACT,
    results.Listed: _FACT,
    results.Cards: _FACT,
    results.Dated: "`bilat timeline --chart` draws the dates to scale.",
    results.Charted: "`bilat timeline --by topic` has them by what they are about.",
    results.Anniversaries: "`bilat on --within 90d` has what comes up.",
    results.Citations: "`bilat help formats` has what else `bilat cite` can write.",
    results.Sources: "`bilat read {}` shows a text with its evidence.",
    results.Topics: "`bilat topics {}` has its facts.",
    results.Actors: "`bilat actors {}` has its facts.",
}


def prepare(run: Run, result: Result) -> None:
    """Keep what could come next, to be told at the end: where a person reads what was drawn."""
    hint = _HINTS.get(type(result))
    if not hint or not result.rows or run.environ.get("BILAT_HINTS") == "":
        return
    if run.terminal and sys.stderr is not None and sys.stderr.isatty():
        first = result.rows[0]
        if cards := getattr(result, "facts", None):  # a card is followed by its facts
            first, hint = next((one[0] for one in cards.values() if one), None), _FACT
            if first is None:
                return
        hint = hint.replace("{}", getattr(first, "fact", first).id)
        hint = hint.replace("` ", f"{run.option}` ", 1)
        run.hint = f"Next: {hint}"


def tell(run: Run) -> None:
    """Tell what could come next, unless something else had to be told."""
    if run.hint and not output.told:
        output.suggest(run.hint, dim=run.colored())
