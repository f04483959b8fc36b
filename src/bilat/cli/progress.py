"""A sign of life, at a terminal, while something takes longer than people wait gladly."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from .. import output

# What ends sooner needs no sign.
PATIENCE_SECONDS = 1.0
_REFRESH_SECONDS = 0.2


@contextmanager
def working(doing: str, total: int | None = None) -> Iterator[Callable[[], None]]:
    """Show on standard error what takes longer than a second; of that nothing stays.

    Nothing may be asked within, nor printed but by `output.tell`. Elsewhere than at a terminal
    nothing is ever shown.

    Args:
        doing: what is done: `reading the texts`, say.
        total: how many steps it takes, if that is known.

    Yields:
        what to call after each step; it need not be called where `total` is None.
    """
    done, since = 0, time.monotonic()

    def step() -> None:
        nonlocal done
        done += 1

    if sys.stderr is None or not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        yield step
        return
    from threading import Event, Thread  # a millisecond that only a terminal pays

    ended = Event()

    def show() -> None:
        if ended.wait(PATIENCE_SECONDS):
            return
        from ..render.progress import bar  # and so rich

        output.clearing = "\r\x1b[K"
        with bar(doing, total, since) as update:
            while not ended.wait(_REFRESH_SECONDS):
                update(done)
        output.clearing = ""

    thread = Thread(target=show, daemon=True)
    thread.start()
    try:
        yield step
    finally:
        ended.set()
        thread.join()
