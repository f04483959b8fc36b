"""What the shell offers after Tab: ids, topics, kinds, actors, sources, sides."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, MutableMapping
from typing import TYPE_CHECKING, Any

import typer

from ..base import paths
from ..core.errors import BilatError, UsageError
from ..core.model import KINDS, SCOPES
from ..core.text import shortened
from ..run import COLORS, run
from ..startup import pattern

if TYPE_CHECKING:
    from ..base.base import Base

_NOT_PROSE = pattern(r"[^\w .,–-]")
Completer = Callable[[typer.Context, str], list[tuple[str, str]]]


def _from_base(
    ids: Callable[[Base], Iterable[str]], label: Callable[[Base, str], str]
) -> Completer:
    def complete(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
        named = ctx.params.get("facts") or ctx.find_root().params.get("facts")
        try:
            # In the midst of a line the shell has not yet put in what variables stand for.
            path = paths.expanded(os.path.expandvars(named)) if named else None
            base = run(path, None).base
            meant = [name for name in ids(base) if name.startswith(incomplete)]
            return [(name, _harmless(label(base, name))) for name in meant]
        except BilatError:
            return []  # a shell in the midst of a line is no place for an error

    return complete


def _harmless(text: str) -> str:
    """A base's text without what a shell could take for code: zsh evaluates what it is offered."""
    return _one_line(_NOT_PROSE.sub(" ", text))


def _one_line(text: str) -> str:
    return shortened(" ".join(text.split()), 72)


def on_one_line(items: list[Any]) -> list[Any]:
    """What Typer offers, each with help that is one short line: of more, fish makes candidates."""
    for item in items:
        item.help = item.help and _one_line(item.help)
    return items


def asked(environ: MutableMapping[str, str]) -> bool:
    """Whether a shell asks for completions; then its question is put as Typer understands it.

    Raises:
        UsageError: it does not say what was typed.
    """
    instruction = environ.get("_BILAT_COMPLETE", "")
    if not instruction.startswith("complete_"):
        return False
    environ["COLUMNS"] = "1000"  # rich would wrap the help of a candidate at fewer
    if instruction == "complete_bash":
        _parted(environ)
    return True


def _parted(environ: MutableMapping[str, str]) -> None:
    """Put together again what bash parts: `--facts=FILE` is three words to it."""
    import shlex

    from typer._click.shell_completion import split_arg_string

    try:
        words = split_arg_string(environ["COMP_WORDS"])
        here = int(environ["COMP_CWORD"])
    except (KeyError, ValueError):
        raise UsageError(
            "completion: COMP_WORDS and COMP_CWORD do not say what was typed",
            "`bilat --install-completion` lets the shell ask.",
        ) from None
    words += [""] * (here + 1 - len(words))
    kept: list[str] = []
    for i, word in enumerate(words[: here + 1]):
        after_option = word == "=" and i > 0 and words[i - 1].startswith("--")
        if not after_option:
            kept.append(word)
        elif i == here:
            kept.append("")
    environ["COMP_WORDS"], environ["COMP_CWORD"] = shlex.join(kept), str(len(kept) - 1)


def from_list(values: Iterable[str]) -> Completer:
    """Offer the values of a closed list."""

    def complete(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
        return [(value, "") for value in values if value.startswith(incomplete)]

    return complete


def _sorts(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """Offer the orders that the command knows: hits have a score, and a timeline has one order."""
    from ..lookup.criteria import SORTS

    known = {"search": (*SORTS, "score"), "timeline": SORTS[:1], "on": SORTS[:1]}.get(
        ctx.info_name or "", SORTS
    )
    return from_list(known)(ctx, incomplete)


def _records(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    from ..render.schema import RECORDS

    return from_list(RECORDS)(ctx, incomplete)


# By what help calls the value.
OFFERED: dict[str, Completer] = {
    "ID": _from_base(lambda base: base.facts, lambda base, name: base.facts[name].statement),
    "TOPIC": _from_base(lambda base: base.topics, lambda base, name: base.topics[name].label),
    "ACTOR": _from_base(lambda base: base.entities, lambda base, name: base.entities[name].name),
    "SOURCE": _from_base(lambda base: base.sources, lambda base, name: base.sources[name].title),
    "SIDE": _from_base(lambda base: base.all_sides(), lambda base, name: base.entities[name].name),
    "KIND": from_list(KINDS),
    "SCOPE": from_list((*SCOPES, "all")),
    "WHEN": from_list(COLORS),
    "KEY": _sorts,
    "RECORD": _records,
}
