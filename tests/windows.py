"""Whether a date touches a window of time: what the catalogue asks in SQL, asked in Python."""

from __future__ import annotations

from enum import Enum

from bilat.core.edtf import EARLIEST, Day, Edtf
from bilat.core.window import Window, reach


class Touch(Enum):
    """Whether every reading of a date touches a window, or some, or none."""

    CERTAIN = "certain"
    POSSIBLE = "possible"
    NONE = "none"


def touch(when: Edtf, window: Window, held_until: Day = EARLIEST) -> Touch:
    reached = reach(when, held_until)
    if reached.certain and _within(reached.certain, window):
        return Touch.CERTAIN
    return Touch.POSSIBLE if _within(reached.possible, window) else Touch.NONE


def _within(days: tuple[Day, Day], window: Window) -> bool:
    return days[0] <= window.last and days[1] >= window.first
