"""What the shell offers after Tab: ids, topics, kinds, actors, sources, sides."""

import os
from collections.abc import Callable, Iterable, MutableMapping
from typing import TYPE_CHECKING, Any

import typer

from ..base import files
from ..core.errors import BilatError, UsageError
from ..core.terms import KINDS, SCOPES
from ..core.text import shortened
from ..run import COLORS, run
from ..startup import pattern

if TYPE_CHECKING:
    from ..base.base import Base

_NOT_PROSE = pattern(r"[^\w .,–-]")


class Meant(str):
    """What is offered for what was typed, also in another case or from a colon on.

    Typer leaves out what does not start with the letters that were typed.
    """

    __slots__ = ()

    def startswith(self, *_: Any) -> bool:
        """Always, since it was chosen for what was typed."""
        return True


Completer = Callable[[typer.Context, str], list[tuple[str, str]]]


def _from_base(
    ids: Callable[["Base"], Iterable[str]], label: Callable[["Base", str], str]
) -> Completer:
    def complete(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
        named = ctx.params.get("facts") or ctx.find_root().params.get("facts")
        try:
            # In the midst of a line the shell has not yet put in what variables stand for.
            path = files.expanded(os.path.expandvars(named)) if named else None
            base = run(path, None).base
            meant = [name for name in ids(base) if name.startswith(incomplete.lower())]
            return [(Meant(name), _harmless(label(base, name))) for name in meant]
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
    """Put together again what bash parts: `--facts=FILE` and `topic:ID` are three words to it."""
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
        before = words[i - 1] if i else ""
        if word == "=" and before.startswith("--"):
            kept += [""] * (i == here)
        elif (word == ":" and before.lstrip("-").lower() in QUERY_FIELDS) or (
            before == ":" and kept[-1].endswith(":")
        ):
            kept[-1] += word
            environ[_COLON] = "1" if i == here else ""
        else:
            kept.append(word)
    environ["COMP_WORDS"], environ["COMP_CWORD"] = shlex.join(kept), str(len(kept) - 1)


def from_list(values: Iterable[str]) -> Completer:
    """Offer the values of a closed list."""

    def complete(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
        return [(Meant(value), "") for value in values if value.startswith(incomplete.lower())]

    return complete


def _sorts(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """Offer the orders that the command knows: hits have a score, and a timeline has one order."""
    from ..lookup.criteria import SORTS

    known = {"search": (*SORTS, "score"), "timeline": SORTS[:1], "on": SORTS[:1]}.get(
        ctx.info_name or "", SORTS
    )
    return from_list(known)(ctx, incomplete)


# Set where bash takes what stands after a colon for a word of its own, and replaces only that.
_COLON = "_BILAT_AFTER_COLON"
# The fields that a query has, with what stands for their values in help; dates are not offered.
QUERY_FIELDS = {
    **{name: name.upper() for name in ("topic", "actor", "kind", "source", "side", "scope")},
    "by": "ACTOR",
    **dict.fromkeys(("when", "since", "until"), ""),
}


def _query(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """Offer the fields of a query, and the values of one that is begun: `topic:vi`."""
    name, colon, begun = incomplete.partition(":")
    field = name.removeprefix("-").lower()
    if not colon:
        sign = "-" * name.startswith("-")
        return [
            (Meant(f"{sign}{one}:"), "") for one in QUERY_FIELDS if field and one.startswith(field)
        ]
    offered = OFFERED.get(QUERY_FIELDS.get(field, ""))
    before = "" if os.environ.get(_COLON) else f"{name}:"
    return (
        [(Meant(before + value), help_) for value, help_ in offered(ctx, begun)] if offered else []
    )


# What commands print that do not print facts.
_PRINTED = {
    "read": "paragraph",
    "sources": "source",
    "topics": "topic",
    "actors": "actor",
    "compare": "comparison",
    "verify": "finding",
    "coverage": "sentence",
    "review": "sentence",
    "check": "remark",
    "locate": "place",
    "try": "trial",
    "log": "change",
}


def _paths(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """Offer the paths of the records that a command prints, each after those that stand."""
    from ..render.machine import paths as of
    from ..render.schema import RECORDS

    before, comma, begun = incomplete.rpartition(",")
    known = of(RECORDS[_PRINTED.get(ctx.info_name or "", "fact")][0])
    return [(Meant(f"{before}{comma}{path}"), "") for path, _ in from_list(known)(ctx, begun)]


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
    "PATHS": _paths,
    "QUERY": _query,
}
