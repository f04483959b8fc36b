"""The way in: `bilat` and `python -m bilat`."""

from __future__ import annotations

import _signal as signal  # type: ignore[import-not-found]  # `signal` takes a millisecond to load
import os
import sys


def _interrupted(number: int, frame: object) -> None:
    os._exit(130)  # before there is anything to unwind, or when all has been


def _interruptible(handler: object) -> None:
    """Say what an interrupt does, unless it is ignored, as in the background of a shell."""
    if signal.getsignal(signal.SIGINT) in (signal.default_int_handler, _interrupted):
        signal.signal(signal.SIGINT, handler)


_interruptible(_interrupted)

from . import startup  # noqa: E402 - an interrupt while modules are loading is no traceback


def main() -> None:
    """Run the command line; an interrupt ends it with 130 even while modules are loading."""
    startup.begin()
    if sys.stdout is not None and hasattr(sys.stdout, "reconfigure"):
        # What Typer prints by itself, help and completions, cannot be said in every locale.
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        from .cli.main import app

        _interruptible(signal.default_int_handler)
        app(prog_name="bilat")
    except KeyboardInterrupt:
        _interruptible(_interrupted)
        startup.leave(130)
    except SystemExit as ended:
        _interruptible(_interrupted)
        startup.leave(ended.code)


if __name__ == "__main__":
    main()
