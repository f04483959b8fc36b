"""The way in: `bilat` and `python -m bilat`."""

from __future__ import annotations

import gc
import sys


def main() -> None:
    """Run the command line; an interrupt ends it with 130 even while modules are loading."""
    gc.disable()  # a run is short, and the collector would cost it a twentieth
    try:
        from .cli.main import app

        app(prog_name="bilat")
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
