"""The way in: `bilat` and `python -m bilat`."""

from __future__ import annotations

import gc
import os
import sys
from typing import NoReturn


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
        _leave(130)
    except SystemExit as ended:
        _leave(ended.code)


def _leave(code: object) -> NoReturn:
    """End at once: to take down all that was loaded would cost a run a tenth more, for nothing."""
    watched = sys.getprofile() or sys.gettrace()  # and what watches wants to report
    if isinstance(code, int) and not watched:
        try:
            for stream in (sys.stdout, sys.stderr):
                if stream is not None:
                    stream.flush()
            os._exit(code)
        except (OSError, ValueError):
            pass  # then as Python does it
    sys.exit(code)  # type: ignore[arg-type]


if __name__ == "__main__":
    main()
