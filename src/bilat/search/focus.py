"""What kind of answer a question wants: a date, a number, or a reason; in four languages."""

from __future__ import annotations

import re

from ..startup import pattern

_DATE = r"""
\bwhen\b|\b(?:what|which)\ (?:exact\ )?(?:year|date|day|month)\b|\bhow\ long\ ago\b
|\bкогда\b|\bкаком\ году\b|\bкакого\ числа\b|\bnə\ (?:vaxt|zaman)\b|\bhansı\ il(?:də)?\b|\bhaçan\b
|何时|几时|什么时候|哪一?年
"""
_NUMBER = r"""
\bhow\ (?:many|much|large|big|long|often)\b|\bnumber\ of\b
|\bсколько\b|\bкак\ (?:часто|долго|велик\w*)\b|\bneçə\b|\bnə\ qədər\b|多少|几[个次年天名]|多[大久长]
"""
_REASON = r"""
\bwhy\b|\bfor\ what\ reasons?\b|\bwhat\ (?:prompted|caused|made|led|moved)\b|\bhow\ come\b
|\bпочему\b|\bзачем\b|\bотчего\b|\bniyə\b|\bnə\ üçün\b|\bnəyə\ görə\b|为什么|为何
"""


_ASKS = {
    kind: pattern(text, re.IGNORECASE | re.VERBOSE)
    for kind, text in (("date", _DATE), ("number", _NUMBER), ("reason", _REASON))
}


def focus(text: str) -> frozenset[str]:
    """`date`, `number` and `reason`, so far as the words of a query ask for one."""
    if text.isascii() and " " not in text.strip():
        return frozenset()  # one word asks nothing
    return frozenset(kind for kind, asks in _ASKS.items() if asks.search(text))
