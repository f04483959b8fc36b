"""Where quoted words stand in texts, or what there comes nearest to them.

All that is looked for is found in one pass over the texts: time and memory grow with the texts and
with the quotations, and not with their product. Parts of a quotation may be left out, or be put in
by who quotes.
"""

import math
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, pairwise, takewhile
from typing import NamedTuple

from ..core.wording import Wording, differing, is_word, set_otherwise, steps, wording
from ..startup import pattern

# Of so many places where two words of a quotation stand the first are looked at.
_MOST_PLACES = 2000
_MOST_VOTES = 200
# What has fewer words resembles too much to be called altered.
_LEAST_WORDS = 4
# The share of a quotation, by what its words tell, that a passage holds which comes near to it.
_LEAST_ALIKE = 0.55
# What is left out in more places is no quotation.
_MOST_STRETCHES = 50
# So long a quotation is looked for by its beginning where it does not stand as it is.
_MOST_WORDS = 2000


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
        # The marks at the ends of a stretch are the writer's as much as the text's.
        inner = [i for i in range(first + 1, last) if is_word(every.words[i])]
        if inner:
            begin, part = len(kept.words), slice(inner[0], inner[-1] + 1)
            kept.words.extend(every.words[part])
            kept.starts.extend(every.starts[part])
            kept.ends.extend(every.ends[part])
            stretches.append((begin, len(kept.words)))
    return Sought(kept, tuple(stretches), tuple(told))


class Passage(NamedTuple):
    """A part of a text beside words that were quoted.

    Attributes:
        source: the id of the text.
        start: where it begins; `end` is where it ends.
        exact: whether the words are the same, in the same order.
        told: in what it is set otherwise, though exact.
        diff: what differs, as wdiff writes it; "" where it is exact.
        places: how often it stands in the texts, where it is exact and whole.
    """

    source: str
    start: int
    end: int
    exact: bool
    told: tuple[str, ...] = ()
    diff: str = ""
    places: int = 1


class Finder:
    """Looks for many quotations in many texts at once."""

    def __init__(self, texts: Iterable[tuple[str, str]], wanted: Sequence[Sought]) -> None:
        """Read the texts.

        Args:
            texts: ids, and texts.
            wanted: all that will be asked for.
        """
        some = (one for one in wanted if len(one.stretches) <= _MOST_STRETCHES)
        keys = {key for one in some for _, key in one.pairs()}
        self._places: dict[tuple[str, ...], list[tuple[int, int]]] = defaultdict(list)
        self._texts: list[tuple[str, Wording]] = []
        self._counts: Counter[str] = Counter()
        for number, (name, text) in enumerate(texts):
            words = wording(text)
            folded = [word.casefold() for word in words.words]
            self._texts.append((name, words))
            self._counts.update(folded)
            for i, key in enumerate(zip(folded, [*folded[1:], ""], strict=True)):
                for held in (key, key[:1]):
                    if held in keys:
                        self._places[held].append((number, i))
        self._size = self._counts.total() + 2

    def find(self, one: Sought) -> Passage | None:
        """The passage that holds the words, or comes nearest; None where nothing comes near."""
        if not 0 < len(one.stretches) <= _MOST_STRETCHES:
            return None
        return self._exact(one) or self._nearest(one)

    def _exact(self, one: Sought) -> Passage | None:
        """The passage with the same words; with other capitals it is not exact."""
        runs = [self._occurrences(one, stretch) for stretch in one.stretches]
        if not all(runs):
            return None
        chains = list(islice(_chains(runs, one.stretches), _MOST_PLACES))
        best: Passage | None = None
        for chain in chains:
            found = self._compared(one, chain, len(chains))
            if found.exact:
                return found
            best = best or found
        return best

    def _occurrences(self, one: Sought, stretch: tuple[int, int]) -> list[tuple[int, int]]:
        """Where a stretch stands, with whatever capitals."""
        first, last = stretch
        folded = [word.casefold() for word in one.whole.words[first:last]]
        keys = list(enumerate(pairwise(folded))) if len(folded) > 1 else [(0, (folded[0],))]
        rarest = min(keys, key=lambda pair: len(self._places.get(pair[1], ())))
        found = []
        for number, at in self._places.get(rarest[1], ())[: 10 * _MOST_PLACES]:
            begin, words = at - rarest[0], self._texts[number][1].words
            if begin >= 0 and all(
                w.casefold() == f
                for w, f in zip(words[begin : begin + len(folded)], folded, strict=False)
            ):
                if begin + len(folded) <= len(words):
                    found.append((number, begin))
                if len(found) >= _MOST_PLACES:
                    break
        return found

    def _compared(self, one: Sought, chain: list[tuple[int, int]], places: int) -> Passage:
        number = chain[0][0]
        name, text = self._texts[number]
        told, capitals = dict.fromkeys(one.told), False
        for (_, begin), (first, last) in zip(chain, one.stretches, strict=True):
            for i in range(last - first):
                here, there = text.words[begin + i], one.whole.words[first + i]
                if here != there and (i or here[1:] != there[1:]):
                    capitals = True
                elif here != there:
                    told["the first letter's case"] = None
            told |= dict.fromkeys(set_otherwise(text, begin, one.whole, first, last - first))
        if "the first letter's case" in told:
            told.pop("a letter's case", None)
        begin, end = chain[0][1], chain[-1][1] + one.stretches[-1][1] - one.stretches[-1][0]
        diff = differing(text.of(begin, end), one.whole, one.gaps) if capitals else ""
        return Passage(
            name, text.starts[begin], text.ends[end - 1], not capitals, tuple(told), diff, places
        )

    def _nearest(self, one: Sought) -> Passage | None:
        words = [word.casefold() for word in one.whole.words[:_MOST_WORDS]]
        if sum(map(is_word, words)) < _LEAST_WORDS:
            return None
        hits = sorted(self._votes(one))
        if not hits:
            return None
        number, first = _densest(hits, 2 * len(words) + 10)
        name, text = self._texts[number]
        begin = max(0, first - len(words))
        end = min(len(text.words), first + 3 * len(words) + 10)
        return self._aligned(name, text.of(begin, end), one)

    def _votes(self, one: Sought) -> Iterator[tuple[int, int, int]]:
        """Where two words of the quotation stand together: text, place there, place here."""
        for i, key in takewhile(lambda pair: pair[0] < _MOST_WORDS, one.pairs()):
            found = self._places.get(key, ()) if len(key) > 1 else ()
            for number, at in found[:_MOST_VOTES]:
                yield number, at, i

    def _aligned(self, name: str, text: Wording, one: Sought) -> Passage | None:
        """The part of a text that comes near to a quotation, if it does."""
        folded = [word.casefold() for word in one.whole.words]
        same = [
            (a, b, c, d)
            for tag, a, b, c, d in steps([w.casefold() for w in text.words], folded)
            if tag == "equal" and any(map(is_word, folded[c:d]))
        ]
        kept = _near(same, one.gaps)
        if not kept:
            return None
        borne = sum(self._tells(folded[c:d]) for _, _, c, d in kept)
        total = self._tells(folded)
        held = sum(sum(map(is_word, folded[c:d])) for _, _, c, d in kept)
        if held < _LEAST_WORDS - 1 or borne < _LEAST_ALIKE * total:
            return None
        begin = max(0, kept[0][0] - kept[0][2])
        end = min(len(text.words), kept[-1][1] + len(folded) - kept[-1][3])
        part = text.of(begin, end)
        if part.words[0][1:] == one.whole.words[0][1:] and kept[0][2] == 0:
            part.words[0] = one.whole.words[0]  # a capital at its beginning changes nothing
        diff = differing(part, one.whole, one.gaps)
        return Passage(name, part.starts[0], part.ends[-1], False, (), diff)

    def _tells(self, words: Iterable[str]) -> float:
        """How much some words tell, the more the rarer they are."""
        some = (word for word in words if is_word(word))
        return sum(math.log(self._size / (self._counts[word] + 1)) for word in some)


def _chains(
    runs: list[list[tuple[int, int]]], stretches: Sequence[tuple[int, int]]
) -> Iterator[list[tuple[int, int]]]:
    """The ways in which stretches follow each other in one text."""
    for start in runs[0]:
        chain = [start]
        for run, (first, last) in zip(runs[1:], stretches, strict=False):
            number, at = chain[-1]
            after = bisect_left(run, (number, at + last - first))
            if after == len(run) or run[after][0] != number:
                break
            chain.append(run[after])
        if len(chain) == len(runs):
            yield chain


def _densest(hits: Sequence[tuple[int, int, int]], width: int) -> tuple[int, int]:
    """The text, and the place in it, after which most pairs of a quotation stand within a width."""
    best, where = 0, hits[0][:2]
    seen: Counter[int] = Counter()
    begin = 0
    for number, at, i in hits:
        seen[i] += 1
        while hits[begin][0] != number or at - hits[begin][1] > width:
            gone = hits[begin][2]
            seen[gone] -= 1
            if not seen[gone]:
                del seen[gone]
            begin += 1
        if len(seen) > best:
            best, where = len(seen), hits[begin][:2]
    return where


def _near(
    same: Sequence[tuple[int, int, int, int]], gaps: Sequence[int]
) -> list[tuple[int, int, int, int]]:
    """What is the same, without single words at the ends that stand far from the rest.

    Where something is said to be left out, what follows may stand as far away as it likes.
    """
    kept = list(same)
    while len(kept) > 1 and _lonely(kept[0], kept[0], kept[1], gaps):
        kept.pop(0)
    while len(kept) > 1 and _lonely(kept[-1], kept[-2], kept[-1], gaps):
        kept.pop()
    return kept


def _lonely(
    step: tuple[int, ...], one: tuple[int, ...], other: tuple[int, ...], gaps: Sequence[int]
) -> bool:
    if any(one[3] <= gap <= other[2] for gap in gaps):
        return False
    return other[0] - one[1] > 4 * (step[1] - step[0])
