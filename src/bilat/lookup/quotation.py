"""What is looked for where words were quoted: with parts left out, or put in by the writer."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from ..core.wording import Wording, is_word, wording
from ..startup import pattern


class Sought(NamedTuple):
    """Words that are looked for: a stretch, or several with something left out between them."""

    whole: Wording
    stretches: tuple[tuple[int, int], ...]
    told: tuple[str, ...]

    @property
    def gaps(self) -> list[int]:
        """The words before which something is left out."""
        return [first for first, _ in self.stretches[1:]]

    def pairs(self) -> Iterator[tuple[int, tuple[str, ...]]]:
        """Pairs of words that follow each other, or a word that stands alone, with their places."""
        words = [word.casefold() for word in self.whole.words]
        for first, last in self.stretches:
            if last - first == 1:
                yield first, (words[first],)
            for i in range(first, last - 1):
                yield i, (words[i], words[i + 1])


_DOTS = r"(?:…|\.\s?\.\s?\.(?:\s?\.)?)"
_GAP = pattern(rf"\[\s?{_DOTS}\s?\]|\(\s?{_DOTS}\s?\)|{_DOTS}")
# A letter whose case was changed, as [T]he; other words in brackets are the writer's own.
_LETTER = pattern(r"(?<!\w)\[(\w)\](?=\w)")
_BRACKETS = pattern(r"\[[^\[\]]{1,200}\]")
_PAD = "\ue000"


def sought(quotation: str) -> Sought:
    """What is looked for where words were quoted."""
    told: dict[str, None] = {}

    def gone(name: str, text: str) -> str:
        told[name] = None
        return text

    text = _LETTER.sub(lambda m: gone("the first letter's case", m[1]), quotation)
    text = _GAP.sub(lambda m: gone("words left out", f" {_PAD} "), text)
    text = _BRACKETS.sub(lambda m: gone("words in brackets", f" {_PAD} "), text)
    every = wording(text)
    ends = [i for i, word in enumerate(every.words) if word == _PAD]
    stretches, kept = [], Wording(text, [], every.starts[:0], every.ends[:0])
    for first, last in pairwise([-1, *ends, len(every.words)]):
        begin = len(kept.words)
        begun, ended = _trimmed(every.words, first + 1, last)
        kept.words.extend(every.words[begun:ended])
        kept.starts.extend(every.starts[begun:ended])
        kept.ends.extend(every.ends[begun:ended])
        if ended > begun:
            stretches.append((begin, len(kept.words)))
    return Sought(kept, tuple(stretches), tuple(told))


def _trimmed(words: Sequence[str], first: int, last: int) -> tuple[int, int]:
    """A stretch without the marks at its ends, which are the writer's as much as the text's."""
    while first < last and not is_word(words[first]):
        first += 1
    while first < last and not is_word(words[last - 1]):
        last -= 1
    return first, last
