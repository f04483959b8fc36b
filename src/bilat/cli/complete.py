"""What the shell offers after Tab: ids, topics, kinds, actors, sources, sides."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import typer

from ..base.base import Base
from ..core.errors import BilatError
from ..core.model import KINDS, SCOPES
from ..run import COLORS, run
from ..startup import pattern

_NOT_PROSE = pattern(r"[^\w .,–-]")
Completer = Callable[[typer.Context, str], list[tuple[str, str]]]


def _from_base(
    ids: Callable[[Base], Iterable[str]], label: Callable[[Base, str], str]
) -> Completer:
    def complete(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
        named = ctx.params.get("facts")
        try:
            base = run(Path(named) if named else None, None).base
            meant = [name for name in ids(base) if name.startswith(incomplete)]
            return [(name, _harmless(label(base, name))) for name in meant]
        except BilatError:
            return []  # a shell in the midst of a line is no place for an error

    return complete


def _harmless(text: str) -> str:
    """A base's text without what a shell could take for code: zsh evaluates what it is offered."""
    return " ".join(_NOT_PROSE.sub(" ", text).split())


def from_list(values: Iterable[str]) -> Completer:
    """Offer the values of a closed list."""

    def complete(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
        return [(value, "") for value in values if value.startswith(incomplete)]

    return complete


facts = _from_base(lambda base: base.facts, lambda base, name: base.facts[name].statement)
topics = _from_base(lambda base: base.topics, lambda base, name: base.topics[name].label)
actors = _from_base(lambda base: base.entities, lambda base, name: base.entities[name].name)
sources = _from_base(lambda base: base.sources, lambda base, name: base.sources[name].title)
sides = _from_base(lambda base: base.all_sides(), lambda base, name: base.entities[name].name)
kinds = from_list(KINDS)
scopes = from_list((*SCOPES, "all"))
colors = from_list(COLORS)
