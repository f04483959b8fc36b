"""Tables without lines, as several screens have them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.table import Table
from rich.text import Text

from .fields import value
from .look import Look, data, painted
from .machine import cell
from .shapes import Record


def grid(columns: Sequence[str], rows: Iterable[Sequence[Text]], right: str = "") -> Table:
    """A table without lines that wraps; columns named in `right` are aligned right."""
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for name in columns:
        justify = "right" if name in right.split() else "left"
        table.add_column(name, justify=justify, overflow="fold")  # type: ignore[arg-type]
    for row in rows:
        table.add_row(*row)
    return table


def fields_table(records: Sequence[Record], fields: Sequence[str], look: Look) -> str:
    """Any records, with the columns asked for."""
    rows = [[data(cell(value(record, path))) for path in fields] for record in records]
    return painted(look, [grid(fields, rows)])
