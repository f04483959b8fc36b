"""The screen of a draft that was checked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from ..audit.check import WRONG, Remark
from ..base.document import Library
from ..core.text import counted, cut
from .look import Look, Parts, base_checked, changes, data, joined, said
from .results import Checks

# People read no more; programs are given all.
_MOST_SHOWN, _LONGEST = 500, 1000
# What is said of a remark: its mark, its style, its name.
_NAMES = {
    "exact": ("✓", "good", "exact"),
    "altered": ("✗", "bad", "altered"),
    "absent": ("?", "doubt", "in no text of the base"),
    "unknown": ("✗", "bad", "unknown id"),
    "withdrawn": ("✗", "bad", "withdrawn"),
    "superseded": ("✗", "bad", "superseded"),
    "elsewhere": ("?", "doubt", "key of another work"),
    "differs": ("≠", "doubt", "differs from the fact cited"),
    "compare": ("≈", "doubt", "compare"),
}


def checks(library: Library, result: Checks, look: Look) -> Parts:
    """Each remark with its line, what it is about, and what stands in the base."""
    shown = sorted(result.rows, key=lambda one: one.status == "exact")[:_MOST_SHOWN]
    for remark in sorted(shown, key=lambda one: (one.line, one.column)):
        yield from _remark(remark)
    if len(shown) < len(result.rows):
        told = f"{len(shown)} of {len(result.rows)} shown; --format jsonl gives all.\n"
        yield said(told, style="dim")
    yield from (_total(result), base_checked(result.base))


def _remark(remark: Remark) -> Iterator[RenderableType]:
    mark, style, name = _NAMES[remark.status]
    head = said(f"{mark} ", style=style) + said(f"line {remark.line}", style="bold")
    head += said(f"  {name}", style=style)
    if remark.note:
        head += data(f"  {remark.note}", "dim")
    yield head
    if remark.diff:
        yield Padding(changes(cut(remark.diff, _LONGEST)), (0, 0, 0, 2))
    else:
        marks = ("“", "”") if remark.kind == "quotation" else ("", "")
        yield Padding(data(f"{marks[0]}{cut(remark.text, _LONGEST)}{marks[1]}"), (0, 0, 0, 2))
        if remark.passage and remark.kind != "quotation":
            yield Padding(said("→ ", style="dim") + data(remark.passage), (0, 0, 0, 2))
    place = list(_place(remark))
    if place:
        yield Padding(joined(place), (0, 0, 1, 2))
    else:
        yield Text()


def _place(remark: Remark) -> Iterator[Text]:
    if remark.source:
        paragraph = f" ¶{remark.paragraph}" if remark.paragraph else ""
        line = f", line {remark.source_line}" if remark.source_line else ""
        yield data(remark.source, "id") + Text(f"{paragraph}{line}")
    if remark.fact:
        yield data(remark.fact, "id")


def _total(result: Checks) -> Text:
    wrong = any(remark.status in WRONG for remark in result.rows)
    done = [_some(result.quotations, "quotation", result.rows, "exact", "altered", "absent")]
    done.append(_some(result.ids, "id", result.rows, "unknown", "withdrawn", "superseded"))
    done.append(_some(result.sentences, "sentence", result.rows, "differs", "compare"))
    doubtful = any(remark.status in ("differs", "compare") for remark in result.rows)
    sign = said("✓ ", "good")
    if wrong or doubtful:
        sign = said("✗ ", "bad") if wrong else said("≠ ", "doubt")
    return sign + Text(f"{'; '.join(done)}.")


def _some(number: int, noun: str, rows: Iterable[Remark], *every: str) -> str:
    """How many there are of something, and how many of them are what."""
    counts: Counter[str] = Counter(remark.status for remark in rows)
    told = [f"{counts[name]} {_SHORT.get(name, name)}" for name in every if counts[name]]
    return counted(number, noun) + (f": {', '.join(told)}" if told else "")


_SHORT = {
    "absent": "in no text of the base",
    "differs": "with another figure than the fact cited",
    "compare": "to compare",
}
