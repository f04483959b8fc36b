"""A step of building the wheel: lay the bundled base into the snapshot that ships beside it."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class SnapshotHook(BuildHookInterface[Any]):
    """Puts bilat/data/catalogue.sqlite into a wheel; an editable install reads what it edits."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make the snapshot, but for an editable install."""
        if version == "editable":
            return
        root = Path(self.root)
        sys.path.insert(0, str(root / "src"))
        from bilat.base import snapshot
        from bilat.base.base import load
        from bilat.search import complete

        self.folder = tempfile.TemporaryDirectory()
        target = Path(self.folder.name) / snapshot.BESIDE
        base = load(root / "facts.json")
        complete(base)
        snapshot.write(base, target)
        build_data["force_include"][str(target)] = f"bilat/data/{snapshot.BESIDE}"
