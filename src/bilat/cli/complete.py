"""What the shell offers after Tab: ids, topics, kinds, actors, sources, sides."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from pathlib import Path

import typer

from ..app import COLORS, run
from ..base import Base
from ..errors import BilatError
from ..model import KINDS, SCOPES

_NOT_PROSE = re.compile(r"[^\w .,–-]")
Completer = Callable[[typer.Context, str], list[tuple[str, str]]]


def _from_base(offer: Callable[[Base], Iterable[tuple[str, str]]]) -> Completer:
    def complete(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
        named = ctx.params.get("facts")
        try:
            pairs = offer(run(Path(named) if named else None, None).base)
        except BilatError:
            return []  # a shell in the midst of a line is no place for an error
        return [(name, _harmless(help_)) for name, help_ in pairs if name.startswith(incomplete)]

    return complete


def _harmless(text: str) -> str:
    """A base's text without what a shell could take for code: zsh evaluates what it is offered."""
    return " ".join(_NOT_PROSE.sub(" ", text).split())


def from_list(values: Iterable[str]) -> Completer:
    """Offer the values of a closed list."""

    def complete(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
        return [(value, "") for value in values if value.startswith(incomplete)]

    return complete


def _sides(base: Base) -> Iterable[tuple[str, str]]:
    return ((side, base.entities[side].name) for side in base.all_sides())


facts = _from_base(lambda base: ((f.id, f.statement) for f in base.facts.values()))
topics = _from_base(lambda base: ((t.id, t.label) for t in base.topics.values()))
actors = _from_base(lambda base: ((e.id, e.name) for e in base.entities.values()))
sources = _from_base(lambda base: ((s.id, s.title) for s in base.sources.values()))
sides = _from_base(_sides)
kinds = from_list(KINDS)
scopes = from_list((*SCOPES, "all"))
colors = from_list(COLORS)
