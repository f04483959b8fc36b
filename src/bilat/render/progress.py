"""The line that tells how far something is: what, a bar where its length is known, the time."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn


@contextmanager
def bar(doing: str, total: int | None, since: float) -> Iterator[Callable[[int], None]]:
    """A line on standard error that goes when it is left; yields what to tell of steps done.

    Args:
        doing: what is done.
        total: how many steps it takes, if that is known.
        since: when it began, by the monotonic clock.
    """
    counted = (BarColumn(bar_width=24), MofNCompleteColumn()) if total is not None else ()
    columns = (TextColumn("{task.description} …", markup=False), *counted, TimeElapsedColumn())
    shown = Progress(
        *columns,
        console=Console(stderr=True),
        transient=True,
        auto_refresh=False,
        redirect_stdout=False,
        redirect_stderr=False,
    )
    task = shown.add_task(doing, total=total)
    shown.tasks[0].start_time = since
    with shown:
        shown.console.show_cursor()  # a process that is killed would leave it hidden

        def update(done: int) -> None:
            shown.update(task, completed=done, refresh=True)

        yield update
