"""Stretches of a text, and which of them overlap."""

from collections.abc import Sequence
from typing import Any, TypeVar

T = TypeVar("T", bound=Any)


def overlapping(spans: Sequence[tuple[int, int]], stretches: Sequence[T]) -> list[list[T]]:
    """For each of some spans the stretches that overlap it, in the order in which these are given.

    Takes time in proportion to the spans, the stretches and what is found.

    Args:
        spans: starts and ends.
        stretches: what is empty overlaps nothing.
    """
    found: list[list[T]] = [[] for _ in spans]
    waiting = sorted(enumerate(stretches), key=lambda pair: pair[1].start)
    at = 0
    reached: list[tuple[int, T]] = []
    for i in sorted(range(len(spans)), key=lambda i: spans[i]):
        start, end = spans[i]
        while at < len(waiting) and waiting[at][1].start < end:
            reached.append(waiting[at])
            at += 1
        reached = [pair for pair in reached if pair[1].end > start]
        here = [pair for pair in reached if pair[1].start < end]
        # Sorting by number restores the order given.
        found[i] = [one for _, one in sorted(here, key=lambda pair: pair[0])]
    return found
