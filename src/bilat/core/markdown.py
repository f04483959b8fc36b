"""Text in Markdown, so that nothing in it is read as markup."""

from ..startup import pattern
from .text import printable

# What CommonMark, pandoc's Markdown and its smart typography could read as markup.
_MARKUP = pattern(
    r"[\\`*_\[\]<>|&~^$@\"'#{}]|-(?=-)|(?<=-)-|\.(?=\.)|(?<=\.)\.|^[-+=:%]|:(?=[\w+-]+:)"
)
# At the start, the number or letter of an item of a list.
_ITEM = pattern(r"^(\(?(?:\d+|[A-Za-z]|[ivxlcdmIVXLCDM]+|\\[#@][\w-]*))([.)])(?=\s|$)")
# Four blanks at the start make a block of code; a character reference is no blank.
_INDENT = pattern(r"^ (?= )")
# Pandoc ties what follows one of its abbreviations to it.
_ABBREVIATION = pattern(
    r"\b(aet|aetat|al|Apr|Aug|bk|Bros|c|Capt|cf|ch|chap|chs|Co|col|Corp|cp|d|Dec|Dr|e\.g|ed|eds|esp"
    r"|f|fasc|Feb|ff|fig|fl|fol|fols|Fr|Gen|Gov|Hon|i\.e|ill|Inc|incl|Jan|Jr|Jul|Jun|Ltd|M\.A|M\.D"
    r"|Mar|Mr|Mrs|Ms|n|n\.b|nn|No|Nov|Oct|p|Ph\.D|pp|Pres|Prof|pt|q\.v|Rep|Rev|s\.v|s\.vv|saec|sec"
    r"|Sen|Sep|Sept|Sgt|Sr|St|univ|viz|vol|vs)\.(?=\s)"
)
_ESCAPED = pattern(r"\\(.)")


def markdown(text: str) -> str:
    """A text on one line as Markdown that shows that text, character by character."""
    escaped = _ITEM.sub(r"\1\\\2", _MARKUP.sub(r"\\\g<0>", printable(text)))
    return _INDENT.sub("&#32;", _ABBREVIATION.sub(r"\1\\.", escaped))


def typeset(text: str) -> str:
    """The same for what is set by pandoc, whose typography makes straight marks curly."""
    return unquoted(markdown(text))


def unquoted(escaped: str) -> str:
    """Markdown in which straight quotation marks are left to the typography of who sets it."""
    return _ESCAPED.sub(lambda pair: pair[1] if pair[1] in "'\"" else pair[0], escaped)
