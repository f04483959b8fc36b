"""The way in: `bilat` and `python -m bilat`."""

from __future__ import annotations

import gc
import os
import sys


def main() -> None:
    """Run the command line; an interrupt ends it with 130 even while modules are loading."""
    gc.disable()  # a run is short, and the collector would cost it a twentieth
    if any(not arg.isprintable() for arg in sys.argv):
        # In a locale without UTF-8 what was typed arrives as lone surrogates.
        sys.argv = [os.fsencode(arg).decode("utf-8", "surrogateescape") for arg in sys.argv]
    try:
        from .cli.main import app

        app(prog_name="bilat")
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
