"""Regular expressions that are compiled when they are first used.

To compile one takes longer than to apply it to all that a lookup reads, and a run uses few of them.
"""

from __future__ import annotations

import re
from typing import Any, cast


def pattern(text: str, flags: int = 0) -> re.Pattern[str]:
    """What `re.compile` returns for these, but compiled at the first use of one of its methods."""
    return cast("re.Pattern[str]", _Pattern(text, flags))


class _Pattern:
    def __init__(self, text: str, flags: int) -> None:
        self._given = text, flags

    def __getattr__(self, name: str) -> Any:
        # Called for what is not there yet; from then on the attribute is found at once.
        found = getattr(re.compile(*self._given), name)
        setattr(self, name, found)
        return found
