"""Text in Markdown, so that nothing in it is read as markup."""

from __future__ import annotations

import re

from .text import printable

# What CommonMark, pandoc's Markdown and its smart typography could read as markup; pandoc ties
# what follows an abbreviation to it.
_ABBREVIATED = "|".join(
    rf"(?<=\b(?:{words}))"
    for words in (
        "Mr|Ms|Dr|St|vs|cf|ch|pp",
        "Mrs|Gen|Gov|Sen|Rep|Hon|Rev|vol|sec",
        "Capt|Prof|Pres",
    )
)
_MARKDOWN = re.compile(
    r"[\\`*_\[\]<>|&~^$@\"'#{}]|-(?=-)|(?<=-)-|\.(?=\.)|(?<=\.)\.|(?<=\d)[.)](?=\s)|^[-+=:]"
    rf"|(?:(?<=\.\w)|{_ABBREVIATED})\.(?=\s)"
)


def markdown(text: str) -> str:
    """A text on one line as Markdown that shows that text, character by character."""
    return _MARKDOWN.sub(r"\\\g<0>", printable(text))
