"""Many facts from JSON lines: all of them or none, and every fault with its line."""

import json
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any

from ..base import codec
from ..base.base import Base
from ..base.document import Document
from ..core.edtf import Day
from ..core.errors import BilatError, UsageError
from ..core.model import Fact
from ..core.text import decoded, did_you_mean, echoed, printable
from . import drafting, intake, naming

# What a line may hold beside the fields of a fact: its one evidence, or a list of them, by quotes.
_SHORT = ("source", "quote", "place", "asserted_by", "voice")
_FIELDS = (*Fact.__struct_encode_fields__, *_SHORT)
Row = dict[str, Any]


def facts(
    base: Base, document: Callable[[str], Document], data: bytes, today: Day
) -> tuple[list[Row], list[str]]:
    """The facts that lines of JSON tell of, and every fault in them.

    A line needs `statement`, `kind`, `source` and `quote` (or `evidence`, each with `source` and
    `quote`); what else it leaves out is proposed from the quote and the statement.
    """
    lines = [
        (number, partial(_object, line))
        for number, line in enumerate(decoded(data).splitlines(), 1)
        if line.strip()
    ]
    rows, faults = of_rows(base, document, lines, today)
    if not lines:
        faults.append("line 1: there is no fact. Give a JSON object a line.")
    return rows, faults


def of_rows(
    base: Base,
    document: Callable[[str], Document],
    rows: Iterable[tuple[int, Callable[[], Row]]],
    today: Day,
    noun: str = "line",
) -> tuple[list[Row], list[str]]:
    """The facts that rows tell of, and every fault in them.

    Each row has a number, and is what a function returns, which may raise what is wrong with it.
    """
    made: list[Row] = []
    faults: list[str] = []
    taken: set[str] = set()
    for number, read in rows:
        try:
            told = read()
            _fields(told)
            row = _fact(base, document, told, today)
            if "id" in told and row["id"] in taken:
                problem = f"the id {echoed(row['id'])} stands on a line before"
                raise UsageError(problem, "Choose another.")
            row["id"] = naming.free(row["id"], taken)
            codec.decode(Fact, row, "")
            taken.add(row["id"])
            made.append(row)
        except BilatError as error:
            faults.append(f"{noun} {number}: {intake.advised(error, today).told}")
    return made, faults


def _object(line: str) -> Row:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError) as error:
        problem = f"not whole JSON: {getattr(error, 'msg', 'nested too deeply')}"
        raise UsageError(problem, "Give one object a line.") from None
    if not isinstance(found, dict):
        raise UsageError("no JSON object", 'Give {"statement": …, "source": …, "quote": …}.')
    return found


def _fields(row: Row) -> None:
    for name in row:
        if name not in _FIELDS:
            advice = did_you_mean(str(name), list(_FIELDS)) or f"It takes {', '.join(_FIELDS)}."
            raise UsageError(f"unknown field {echoed(str(name))}", advice)


def _fact(base: Base, document: Callable[[str], Document], told: Row, today: Day) -> Row:
    """The record of one line, with what it leaves out proposed."""
    for name in ("statement", "kind"):
        if not isinstance(told.get(name), str):
            raise UsageError(f"{name}: it needs a text", "Give it.")
    items = told.get("evidence", [told])
    if not isinstance(items, list) or not items:
        raise UsageError("evidence: it needs a list of at least one", "Give source and quote.")
    settled = drafting.Settled(
        told["statement"],
        tuple(_ids(told, "topics", "topic", base.topics, naming.Names(base).topic)),
        tuple(_ids(told, "actors", "actor", base.entities, naming.Names(base).entity)),
    )
    rows = [_row(base, document, item, settled, today) for item in items]
    row = rows[0]
    for other in rows[1:]:
        row["evidence"] += other["evidence"]
    for name, value in told.items():
        if name in row and name not in ("topics", "actors", "evidence"):
            row[name] = value
    if "when" in told:
        row["when_basis"] = told.get("when_basis", told["when"] and {"type": "stated", "how": None})
        if "evidence" not in told and (row["when_basis"] or {}).get("type") == "stated":
            row["evidence"][0]["when"] = told["when"]
    for name in ("topics", "actors"):
        if not row[name]:
            raise UsageError(
                f"{name}: none is given, and none is named in it", "Give at least one."
            )
    if "id" in told and (told["id"] in base.facts or told["id"] in base.tombstones):
        raise UsageError(f"facts/{echoed(told['id'])} is there already", "Choose another id.")
    return row


def _row(
    base: Base, document: Callable[[str], Document], item: Any, said: drafting.Settled, today: Day
) -> Row:
    source, quote = (item.get(n) if isinstance(item, dict) else None for n in ("source", "quote"))
    if not isinstance(source, str) or not isinstance(quote, str):
        raise UsageError("it needs source and quote, which are texts", "Give both.")
    if source not in base.sources:
        raise naming.unknown("source", source, list(base.sources))
    text = document(source)
    found = drafting.find(text.text, quote, marks=True)
    place = item.get("place")
    which = place - 1 if isinstance(place, int) and not isinstance(place, bool) else 0
    if not found:
        raise UsageError(f"{source} does not hold the quote {echoed(quote)}", "Correct the quote.")
    if not 0 <= which < len(found) or (len(found) > 1 and place is None):
        lines = ", ".join(str(text.line(start)) for start, _ in found[:20])
        problem = f"the quote {echoed(quote)} stands {len(found)} times in {source}, lines {lines}"
        raise UsageError(problem, 'Give more of it, or say which: "place": 1.')
    row = drafting.proposed(base, text, found[which], said, today)
    for name in ("asserted_by", "voice", "when"):
        if name in item and (name != "when" or "statement" not in item):
            row["evidence"][0][name] = item[name]
    return row


def _ids(
    told: Row, name: str, noun: str, known: Iterable[str], meant: Callable[[str], str | None]
) -> Iterator[str]:
    """The ids of what a line names by its id or name."""
    some = told.get(name, [])
    if not isinstance(some, list) or not all(isinstance(one, str) for one in some):
        raise UsageError(f"{name}: it needs a list of texts", "Give ids or names.")
    for one in some:
        found = meant(one)
        if found is None:
            raise naming.unknown(noun, printable(one), list(known))
        yield found
