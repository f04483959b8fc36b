"""What commands on facts that are named have in common."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from .. import output
from ..base.document import Library
from ..core.errors import NotFoundError
from ..core.model import Fact
from ..lookup.ids import Resolved, resolve
from ..render import shapes as records
from ..render.machine import DOCUMENTS, ROWS
from ..run import CARD_WIDTH, Run
from .emit import Form, Listing, emit, from_stdin, report
from .shared import Output

if TYPE_CHECKING:
    from ..render.look import Look


class Cards(NamedTuple):
    """How a command shows facts that are named."""

    draw: Callable[[Library, Sequence[Fact], "Look"], str]
    record: Callable[[Library, Fact], records.Record]
    columns: tuple[str, ...]
    document: Callable[[str, Sequence[Fact]], str | bytes] | None = None
    # Those documents that are an empty list where nothing is found, and not nothing.
    lists: tuple[str, ...] = ()


def show_cards(this: Run, ids: Sequence[str], out: Output, shape: Form, cards: Cards) -> Resolved:
    """Print the facts that ids mean, and tell of the old ids that led to them."""
    meant = resolve(this.base, from_stdin(ids))
    for note in meant.notes:
        output.tell(note)
    document = cards.document
    listing = Listing(
        records=lambda: [cards.record(this.library, fact) for fact in meant.facts],
        columns=cards.columns,
        ids=lambda: [fact.id for fact in meant.facts],
        screen=lambda look: cards.draw(this.library, meant.facts, look.at_most(CARD_WIDTH)),
        document=None if document is None else lambda name: document(name, meant.facts),
    )
    if meant.facts or shape.name in (*DOCUMENTS, *ROWS, *cards.lists, "ids"):
        emit(this, out, shape, listing)
    return meant


def end(meant: Resolved) -> None:
    """End the run with 1 where an id was not found, or none was given."""
    report(meant.problems[:-1])
    if meant.problems:
        raise meant.problems[-1]
    if not meant.facts:
        raise NotFoundError(
            "no id was given on standard input", "Pipe in `bilat search … --format ids`."
        )
