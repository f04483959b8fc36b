"""The examples of the README: run them, compare them, or write their output anew.

    python tests/readme_examples.py --check README.md
    python tests/readme_examples.py --write README.md

`bilat` is taken from the PATH. Each block runs in an empty folder of its own, 100 columns wide.
"""

from __future__ import annotations

import difflib
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

_BLOCK = re.compile(r"(?<=^```console\n).*?(?=^```$)", re.MULTILINE | re.DOTALL)
_UNSET = ("BILAT_FACTS", "NO_COLOR", "FORCE_COLOR")


def commands(block: str) -> Iterator[str]:
    """The commands of a block: what stands behind `$ `."""
    return (line[2:] for line in block.splitlines() if line.startswith("$ "))


def played(block: str) -> str:
    """The block as a terminal would show it now: every command with what it prints."""
    shown = []
    variables = {name: value for name, value in os.environ.items() if name not in _UNSET}
    with tempfile.TemporaryDirectory() as folder:
        for command in commands(block):
            ended = subprocess.run(
                ["bash", "-o", "pipefail", "-c", f"exec 2>&1; {command}"],
                stdout=subprocess.PIPE,
                stdin=subprocess.DEVNULL,
                cwd=folder,
                env=variables | {"COLUMNS": "100", "LANG": "C.UTF-8"},
                check=False,
            )
            shown.append(f"$ {command}\n{ended.stdout.decode()}")
    return "".join(shown)


def blocks(text: str) -> list[str]:
    """The blocks of a document whose commands can be run."""
    return _BLOCK.findall(text)


def rewritten(text: str) -> str:
    """The document with the output of every block as it is now."""
    return _BLOCK.sub(lambda match: played(match[0]), text)


def main() -> int:
    """Check or write; 1 where a document and the program do not agree."""
    mode, name = sys.argv[1:]
    path = Path(name)
    before = path.read_text("utf-8")
    after = rewritten(before)
    if mode == "--write":
        path.write_text(after, "utf-8")
        return 0
    lines = difflib.unified_diff(
        before.splitlines(), after.splitlines(), "README", "now", "", "", 1
    )
    difference = "\n".join(lines)
    print(difference or f"{len(blocks(before))} blocks of {path.name} run as written")
    return 1 if difference else 0


if __name__ == "__main__":
    sys.exit(main())
