"""The way in: `bilat` and `python -m bilat`."""

from __future__ import annotations

import os
import sys

from . import startup


def main() -> None:
    """Run the command line; an interrupt ends it with 130 even while modules are loading."""
    startup.begin()
    if any(not arg.isprintable() for arg in sys.argv):
        # In a locale without UTF-8 what was typed arrives as lone surrogates.
        sys.argv = [os.fsencode(arg).decode("utf-8", "surrogateescape") for arg in sys.argv]
    try:
        from .cli.main import app

        app(prog_name="bilat")
    except KeyboardInterrupt:
        startup.leave(130)
    except SystemExit as ended:
        startup.leave(ended.code)


if __name__ == "__main__":
    main()
