"""The reference of commands, docs/commands.md, made from the code.

    python tests/reference.py --write docs/commands.md

A test says where the page is not what this makes.
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer.main

from bilat.cli.main import COMMANDS, app

HEAD = """\
# Commands

Every command with its arguments and options, made from the code
(`python tests/reference.py --write docs/commands.md`).
What they promise to scripts is in the [README](../README.md#the-contract-for-scripts).
"""


def page() -> str:
    """The whole page."""
    group: Any = typer.main.get_command(app)
    parts = [HEAD]
    for name in COMMANDS:
        command = group.get_command(None, name)
        below = getattr(command, "commands", None)
        if below is None:
            parts.append(_section(f"bilat {name}", command))
        else:
            parts += [_section(f"bilat {name} {one}", inner) for one, inner in below.items()]
    return "\n".join(parts)


def _section(name: str, command: Any) -> str:
    arguments = [p for p in command.params if p.param_type_name == "argument"]
    options = [p for p in command.params if p.param_type_name == "option"]
    usage = " ".join([name, *(_metavar(p) for p in arguments)])
    lines = [f"## {name}\n", f"`{usage} [OPTIONS]`\n", f"{inspect.cleandoc(command.help or '')}\n"]
    rows = [*_rows(arguments), *_rows(options)]
    lines += ["| | |\n|---|---|\n" + "".join(rows)] if rows else []
    return "\n".join(lines)


def _rows(params: list[Any]) -> Iterator[str]:
    for param in params:
        if param.name in ("help", "facts", "color"):
            continue
        said = " ".join((param.help or "").split()).replace("|", "\\|")
        yield f"| {_said(param)} | {said} |\n"


def _said(param: Any) -> str:
    if param.param_type_name == "argument":
        return f"`{_metavar(param)}`"
    value = "" if param.is_flag else f" {param.metavar or 'VALUE'}"
    return ", ".join(f"`{name}{value}`" for name in param.opts)


def _metavar(param: Any) -> str:
    return str(param.metavar or param.name.upper())


if __name__ == "__main__":
    Path(sys.argv[sys.argv.index("--write") + 1]).write_text(page(), "utf-8")
