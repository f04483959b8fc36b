"""The blocks of a draft, as CommonMark parts them: paragraphs, items, headings, quotations."""

from collections.abc import Iterator
from typing import NamedTuple

from ..startup import pattern


class Block(NamedTuple):
    """Lines that belong together, without what makes them a block; `kind` says what they are."""

    kind: str
    label: str
    lines: list[tuple[int, int]]


_LINE = pattern(r"[^\r\n]*(?:\r\n|\r|\n)?")
_FENCE = pattern(r"[ ]{0,3}(`{3,}|~{3,})")
_QUOTE = pattern(r"[ ]{0,3}(?:>[ \t]?)+")
_HEADING = pattern(r"[ ]{0,3}#{1,6}(?=\s|$)")
_RULE = pattern(r"\s*+(?:=++\s*+|-++\s*+|(?:[-*_]\s*+){3,}+)$")
_NOTE = pattern(r"[ ]{0,3}\[\^([^\]\s]{1,100})\]:\s*")
_TARGET = pattern(r"[ ]{0,3}\[[^\]\n]{1,300}\]:\s*\S+")
_ITEM = pattern(r"\s*(?:[-*+•]|\d{1,9}[.)])\s+")
ALERT = pattern(r"\s*\[![A-Z]+\]")
# What says whose a block quotation is, on a line of its own.
SIGNED = pattern(r"\s*(?:[—–―]|--)\s*\S")


def blocks(text: str) -> Iterator[Block]:
    """The blocks of a draft but for code, which quotes nothing, and what stands before it."""
    block, fence = Block("", "", []), ""
    for number, (start, end) in enumerate(lines(text)):
        line = text[start:end]
        if fence:
            fence = "" if line.strip().startswith(fence) else fence
            continue
        opened = _FENCE.match(line)
        front = number == 0 and line.rstrip() == "---"
        parts = not line.strip() or _RULE.match(line) or _TARGET.match(line)
        if opened or front or (parts and not _NOTE.match(line)):
            if block.lines and line.strip() and set(line.strip()) <= {"="}:
                block = block._replace(kind="heading")  # underlined
            yield from _whole(block)
            block = Block("", "", [])
            fence = opened[1] if opened else "---" if front and "\n---" in text else ""
            continue
        kind, label, begun = _begun(line, block.kind)
        if kind != block.kind or begun < 0 or kind in ("heading", "row") or label:
            yield from _whole(block)
            block = Block(kind, label, [])
        if kind == "quote" and start + abs(begun) >= end:
            yield from _whole(block)
            block = Block("", "", [])
        else:
            block.lines.append((start + (abs(begun) if begun != _SAME else 0), end))
    yield from _whole(block)


# That a line begins no block, and goes on with the one before it.
_SAME = 0


def _begun(line: str, before: str) -> tuple[str, str, int]:
    """The kind of a line's block, its label, and where it begins; below 0 where a new one does."""
    note = _NOTE.match(line)
    if note:
        return "note", note[1], -note.end()
    for kind, mark in (("quote", _QUOTE), ("heading", _HEADING), ("prose", _ITEM)):
        found = mark.match(line)
        if found:
            return kind, "", found.end() if kind == "quote" else -found.end()
    if line.lstrip().startswith("|"):
        return "row", "", _SAME
    return (before if before in ("prose", "note") else "prose"), "", _SAME


def lines(text: str) -> Iterator[tuple[int, int]]:
    """The spans of lines, without what ends them."""
    for match in _LINE.finditer(text):
        if match.end() > match.start():
            yield match.start(), match.start() + len(match[0].rstrip("\r\n"))


def _whole(block: Block) -> Iterator[Block]:
    if block.lines:
        yield block
