"""A draft in Markdown or plain text: its quotations, the ids that it cites, and its sentences.

The constructs are those of CommonMark, with footnotes and citation keys as pandoc writes them.
Every expression looks ahead no further than a bound, so that any draft is read in linear time.
"""

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from operator import itemgetter
from typing import NamedTuple, TypeVar

from ..core.sentences import sentences
from ..startup import pattern
from .blocks import ALERT, SIGNED, Block, blocks, lines

T = TypeVar("T")
_MOST_CITED = 100


class Quotation(NamedTuple):
    """Words in quotation marks, or a paragraph of a block quotation; `start` is in the draft."""

    text: str
    start: int


class Mention(NamedTuple):
    """What stands where ids are cited.

    Attributes:
        typed: as it stands there.
        form: key (`@…`), code (in backticks), brackets, note, or command (`bilat cite …`).
        start: where in the draft.
        beside: what else stands in the same brackets.
    """

    typed: str
    form: str
    start: int
    beside: tuple[str, ...] = ()


class Sentence(NamedTuple):
    """A sentence of running text, without markup, and what it cites; `quoted` of it is quoted.

    `notes` are the labels of the footnotes that it calls.
    """

    text: str
    start: int
    mentions: tuple[Mention, ...]
    notes: tuple[str, ...]
    quoted: int


class Draft(NamedTuple):
    """What a draft holds that can be checked."""

    quotations: tuple[Quotation, ...]
    mentions: tuple[Mention, ...]
    sentences: tuple[Sentence, ...]
    notes: Mapping[str, Sequence[Mention]]
    line_starts: "array[int]"

    def cited(self, sentence: Sentence) -> list[Mention]:
        """What a sentence cites, in its footnotes too; of very many, the first."""
        called = (one for label in sentence.notes for one in self.notes.get(label, ()))
        return list(islice(chain(sentence.mentions, called), _MOST_CITED))

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column of a code point, both from 1."""
        line = max(1, bisect_right(self.line_starts, offset))
        return line, offset - self.line_starts[line - 1] + 1


def read(text: str) -> Draft:
    """Read a draft."""
    line_starts = array("I", (start for start, _ in lines(text)))
    quotations: list[Quotation] = []
    mentions: list[Mention] = []
    notes: dict[str, list[Mention]] = {}
    told: list[Sentence] = []
    open_ = ""
    for block in blocks(text):
        run = _Run(text, block)
        open_ = run.read(open_)
        quotations += run.quotations
        if block.kind == "note":
            notes.setdefault(block.label, []).extend(run.mentions)
        mentions += run.mentions
        if block.kind == "prose":
            told += run.sentences()
    return Draft(tuple(quotations), tuple(mentions), tuple(told), notes, line_starts)


_ID = r"[a-z0-9]+(?:-[a-z0-9]+)+"
_IDS = pattern(rf"{_ID}(?:(?:\s*[,;]\s*|\s+){_ID}){{0,99}}")
_ONE = pattern(_ID)
_KEY = pattern(r"(?<![\w@])-?@\{?([A-Za-z0-9_](?:[\w:.#$%&+?<>~/-]{0,200}[\w/])?)")
_COMMAND = pattern(r"\$?\s*bilat\s+(?:show|cite)\s+")
# The note of a footnote: an id, alone or before a locator.
_NOTED = pattern(rf"\s*({_ID})\s*(?:$|[,:;.](?:\s|$))")
_INLINE = pattern(
    r"\\(?P<escaped>[!-/:-@\[-`{-~])"
    r"|(?P<ticks>``?)(?!`)(?P<code>[^`\n]{1,500}?)(?P=ticks)(?!`)"
    r"|<!--[^\0]{0,2000}?-->|<[a-z]{2,10}:[^>\s]{1,2000}>|</?[A-Za-z][^<>\n]{0,300}>"
    r"|!?\[(?P<link>[^\[\]]{0,1000})\]\([^()\s]{0,2000}(?:\s+\"[^\"\n]{0,300}\")?\)"
    r"|\[\^(?P<note>[^\]\s]{1,100})\]"
    r"|\[(?P<held>[^\[\]]{1,300})\]"
    r"|&(?P<entity>#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});"
    rf"|(?<![\w@.])@(?P<loose>{_ID})(?![\w@])"
    r"|(?P<dropped>\*{1,3}|~~|(?<!\w)_{1,3}(?=\S)|(?<=\S)_{1,3}(?!\w))"
)
_OPENING = pattern(r"[“„«»‹›「『‘\"]")
_CLOSING = {
    **{"“": pattern("”"), "„": pattern("[“”]"), "«": pattern("»"), "‹": pattern("›")},
    **{"»": pattern("«"), "›": pattern("‹"), "「": pattern("」"), "『": pattern("』")},
    **{"‘": pattern(r"’(?!\w)"), '"': pattern(r'(?<=\S)"(?!\w)')},
}
# These stand before a word only where they begin a quotation.
_EITHER = '»›"‘'


class _Run:
    """The text of one block without markup, with what it quotes and cites."""

    def __init__(self, draft: str, block: Block) -> None:
        self.kind = block.kind
        some = block.lines
        if block.kind == "quote":
            signed = next((i for i, (s, e) in enumerate(some) if SIGNED.match(draft[s:e])), None)
            some = some if not signed else some[:signed]
        self._raw = "\n".join(draft[start:end] for start, end in some)
        self._line_at, at = [], 0
        for start, end in some:
            self._line_at.append((at, start))
            at += end - start + 1
        self._pieces: list[str] = []
        self._piece_at: list[tuple[int, int]] = []
        self._length = 0
        self._called: list[tuple[int, str]] = []  # footnotes, by where they are called
        self._mentioned: list[tuple[int, Mention]] = []
        self.quotations: list[Quotation] = []
        self._quoted: list[tuple[int, int]] = []
        self.text = ""

    @property
    def mentions(self) -> list[Mention]:
        """All that is cited, in order."""
        return [mention for _, mention in self._mentioned]

    def read(self, open_: str) -> str:
        """Take the markup away; gives the mark of a quotation that goes on in the next block.

        Args:
            open_: the mark of the quotation that the block before left open.
        """
        reached = 0
        noted = _NOTED.match(self._raw) if self.kind == "note" else None
        if noted:
            self._mention(noted[1], "note", noted.start(1))
        for match in _INLINE.finditer(self._raw):
            self._add(self._raw[reached : match.start()], reached)
            for text, at in self._kept(match):
                self._add(text, at)
            reached = match.end()
        self._add(self._raw[reached:], reached)
        self.text = "".join(self._pieces)
        if self.kind != "quote":
            return self._quote(open_)
        if self.text.strip() and not ALERT.match(self._raw):
            self.quotations.append(Quotation(self.text.strip(), self._origin(0)))
        return ""

    def _add(self, text: str, at: int) -> None:
        if text:
            self._piece_at.append((self._length, at))
            self._pieces.append(text)
            self._length += len(text)

    def _kept(self, match: re.Match[str]) -> Iterator[tuple[str, int]]:
        """What of a piece of markup is text, and where it stands."""
        found = match.groupdict()
        start = match.start()
        if found["escaped"]:
            yield found["escaped"], start + 1
        elif found["code"]:
            self._code(found["code"], start)
        elif found["link"]:
            yield found["link"], match.start("link")
        elif found["note"]:
            self._called.append((self._length, found["note"]))
        elif found["held"]:
            if not self._bracketed(found["held"], start + 1):
                yield f"[{found['held']}]", start
        elif found["entity"]:
            from html import unescape  # hardly ever

            yield unescape(f"&{found['entity']};"), start
        elif found["loose"]:
            self._mention(found["loose"], "key", start + 1)

    def _code(self, content: str, start: int) -> None:
        command = _COMMAND.match(content)
        if command or _IDS.fullmatch(content.strip()):
            form = "command" if command else "code"
            words = _ONE.findall(content[command.end() if command else 0 :])
            for word in words:
                self._mention(word, form, start + content.find(word) + 1, tuple(words))

    def _bracketed(self, content: str, start: int) -> bool:
        """Whether brackets hold nothing but what is cited."""
        keys = list(_KEY.finditer(content))
        if keys:
            for key in keys:
                self._mention(key[1], "key", start + key.start(1))
            return True
        if not _IDS.fullmatch(content.strip()):
            return False
        words = tuple(_ONE.findall(content))
        for word in words:
            self._mention(word, "brackets", start + content.find(word), words)
        return True

    def _mention(self, typed: str, form: str, at: int, beside: tuple[str, ...] = ()) -> None:
        mention = Mention(typed, form, self._in_draft(at), beside)
        self._mentioned.append((self._length, mention))

    def _in_draft(self, at: int) -> int:
        line, start = self._line_at[bisect_right(self._line_at, (at, 1 << 62)) - 1]
        return start + at - line

    def _origin(self, at: int) -> int:
        """Where in the draft a code point of the text stands."""
        if not self._piece_at:
            return self._in_draft(0)
        here, raw = self._piece_at[bisect_right(self._piece_at, (at, 1 << 62)) - 1]
        return self._in_draft(raw + at - here)

    def _quote(self, open_: str) -> str:
        """Find what stands in quotation marks, the outermost only."""
        text, at, none = self.text, 0, set()
        begun = _OPENING.match(text)
        if open_ and not (begun and begun[0] == open_):
            open_ = ""
        while match := _OPENING.search(text, at):
            mark, at = match[0], match.end()
            before, after = text[match.start() - 1 : match.start()], text[at : at + 1]
            if mark in none or not after or (after.isspace() and mark in _EITHER):
                continue
            if mark in _EITHER and (before.isalnum() or (mark in "»›" and before.strip())):
                continue
            close = _CLOSING[mark].search(text, at)
            if close is None:
                none.add(mark)
                if match.start() == 0:  # each paragraph of a long quotation opens it anew
                    self._found(at, len(text))
                    return mark
                continue
            self._found(at, close.start())
            at = close.end()
        return ""

    def _found(self, start: int, end: int) -> None:
        if self.text[start:end].strip():
            self.quotations.append(Quotation(self.text[start:end], self._origin(start)))
            self._quoted.append((start, end))

    def sentences(self) -> Iterator[Sentence]:
        """The sentences of the text, each with what it cites."""
        spans = list(sentences(self.text))
        ends = [end for _, end in spans]
        # What stands behind the last word of one sentence and before the next belongs to it.
        afters = [*(start for start, _ in spans[1:]), self._length + 1]
        quoted = [(end, (start, end)) for start, end in self._quoted]
        for (start, end), cited, labels, inside in zip(
            spans,
            _parted(self._mentioned, afters),
            _parted(self._called, afters),
            _parted(quoted, ends),
            strict=False,
        ):
            told = sum(last - max(start, first) for first, last in inside)
            text = self.text[start:end]
            yield Sentence(text, self._origin(start), tuple(cited), tuple(labels), told)


def _parted(pairs: list[tuple[int, T]], places: Iterable[int]) -> Iterator[list[T]]:
    """What stands, by places in order, up to each of some places and behind the one before it."""
    reached = 0
    for place in places:
        end = bisect_right(pairs, place, reached, key=itemgetter(0))
        yield [one for _, one in pairs[reached:end]]
        reached = end
