"""A new edition of a text: where its quotes stand now, and what has changed around them."""

from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from typing import Any, Literal, NamedTuple

from ..base import codec
from ..base.base import Base
from ..base.document import Document
from ..core.edtf import Day
from ..core.model import Fact, Region, Source
from ..core.terms import RegionType
from ..core.wording import differing, wording
from . import authoring, drafting, intake
from .store import Draft

# What may be shown of a quote that is not there any more.
_LIKENESS = 0.4
# Of a quote that stands more often so many lines are told.
_MOST_LINES = 20
# How far a quote's surroundings are compared, where it stands more than once.
_AROUND = 64

State = Literal["moved", "around", "changed", "repeated", "missing"]


class Anchor(NamedTuple):
    """An evidence or omission in a new edition of its text.

    Attributes:
        fact: the fact, or the omission, by its id.
        place: which of the fact's evidence it is; None for an omission.
        state: `moved` whole, its sentence the same; `around` it the sentence changed; `changed`
            itself; `repeated`, it cannot be told which of several places is meant; or `missing`.
        start: where it stands now; None where it does not.
        end: where it ends.
        shown: what changed, word by word, as `differing` writes it; of what was moved by its own
            words alone, the sentence that it stands in now.
    """

    fact: str
    place: int | None
    state: State
    start: int | None = None
    end: int | None = None
    shown: str = ""


def anchors(base: Base, old: Document | None, new: Document) -> list[Anchor]:
    """What becomes of all that is anchored in a source.

    Args:
        base: what quotes the source.
        old: the text as it was, which matches its record; None where it is lost. Quotes are sought
            by their own words alone then, and of an omission nothing is known.
        new: the new one, under the same source's id.
    """
    name = new.source.id
    found = [
        _anchor(old, new, fact.id, place, (item.start, item.end))
        if old
        else _by_words(new, fact.id, place, item.quote)
        for fact in _quoting(base, name)
        for place, item in enumerate(fact.evidence)
        if item.source == name
    ]
    found += [
        _anchor(old, new, omission.id, None, (omission.start, omission.end))
        if old
        else Anchor(omission.id, None, "missing")
        for omission in base.omissions.values()
        if omission.source == name
    ]
    return found


def _quoting(base: Base, source: str) -> list[Fact]:
    """The facts that quote a source."""
    statement = "SELECT facts.id FROM quotes JOIN facts ON facts.n = quotes.fact "
    statement += "WHERE source = ? ORDER BY first, facts.n"
    names = [row[0] for row in base.catalogue.rows(statement, (source,))]
    return [base.facts[name] for name in dict.fromkeys(names)]


def _anchor(
    old: Document, new: Document, name: str, place: int | None, span: drafting.Span
) -> Anchor:
    quote = old.text[slice(*span)]
    found = _nearest(old, new, span, drafting.find(new.text, quote))
    if found is None:
        return _changed(new, name, place, quote)
    before = old.text[slice(*drafting.around(old, span))]
    after = new.text[slice(*drafting.around(new, found))]
    one, other = wording(before), wording(after)
    if one.words == other.words:
        return Anchor(name, place, "moved", *found)
    return Anchor(name, place, "around", *found, differing(one, other))


def _by_words(new: Document, name: str, place: int, quote: str) -> Anchor:
    """A quote where its own words stand, once; what was around it is not known."""
    found = drafting.find(new.text, quote)
    if not found:
        return _changed(new, name, place, quote)
    if len(found) > 1:
        lines = ", ".join(str(new.line(start)) for start, _ in found[:_MOST_LINES])
        return Anchor(name, place, "repeated", shown=f"lines {lines}")
    return Anchor(name, place, "moved", *found[0], shown=drafting.marked(new, found[0]))


def _changed(new: Document, name: str, place: int | None, quote: str) -> Anchor:
    near = authoring.locate(new, quote, 1)
    if not near or near[0].likeness < _LIKENESS:
        return Anchor(name, place, "missing", shown=f"[-{' '.join(quote.split())}-]")
    shown = differing(wording(quote), wording(near[0].quote))
    return Anchor(name, place, "changed", near[0].start, near[0].end, shown)


def _nearest(
    old: Document, new: Document, span: drafting.Span, found: Sequence[drafting.Span]
) -> drafting.Span | None:
    """Of the places where a quote stands the one with the most of what was around it."""
    if len(found) < 2:
        return found[0] if found else None
    wanted = set(_around(old.text, span))
    relative = span[0] / max(1, len(old.text))
    return max(
        found,
        key=lambda place: (
            len(wanted & set(_around(new.text, place))),
            -abs(place[0] / max(1, len(new.text)) - relative),
        ),
    )


def _around(text: str, span: drafting.Span) -> list[str]:
    return text[max(0, span[0] - _AROUND) : span[1] + _AROUND].split()


def regions(
    base: Base, record: Source, old: Document | None, text: str, today: Day
) -> tuple[Region, ...]:
    """The regions of a new text: each paragraph is what the one that it was before is.

    Where the text as it was is lost, they are proposed as those of any text is; but what is quoted
    is no furniture.
    """
    parts = intake.blocks(text, wrapped=record.wrapped)
    if old is None:
        items = (item for fact in _quoting(base, record.id) for item in fact.evidence)
        quotes = (item.quote for item in items if item.source == record.id)
        quoted = [at for quote in quotes for at, _ in drafting.find(text, quote)]
        proposed = zip(parts, intake.types(parts, today), strict=True)
        return intake.joined(parts, [_read(part, kind, quoted) for part, kind in proposed])
    before = [(" ".join(old.text[p.start : p.end].split()), p.region) for p in old.paragraphs]
    texts = [" ".join(part.text.split()) for part in parts]
    matcher = SequenceMatcher(None, [told for told, _ in before], texts, autojunk=False)
    kinds: list[RegionType] = ["body"] * len(parts)
    for tag, a, b, c, d in matcher.get_opcodes():
        for i in range(c, d):
            if tag == "insert":  # what is new among furniture is furniture
                kinds[i] = "furniture" if i and kinds[i - 1] == "furniture" else "body"
            else:
                kinds[i] = before[min(a + i - c, b - 1)][1]
    return intake.joined(parts, kinds)


def _read(part: intake.Block, kind: RegionType, quoted: Iterable[int]) -> RegionType:
    """What a paragraph is; one that quotes begin in is no furniture."""
    if kind == "furniture" and any(part.start <= at < part.end for at in quoted):
        return "body"
    return kind


def apply(
    draft: Draft, record: Source, content: bytes, taken: Sequence[Anchor], left: Iterable[Anchor]
) -> None:
    """Put a new edition in place, with what is taken anchored in it.

    An omission that is not taken goes: its sentence is to be read again.
    """
    draft.texts[record.file] = content
    draft.put("sources", codec.sparse(record))
    facts, omissions = (dict(draft.tables[table]) for table in ("facts", "omissions"))
    text = content.decode()
    for anchor in taken:
        span: dict[str, Any] = {"start": anchor.start, "end": anchor.end}
        if anchor.place is None:
            omissions[anchor.fact] = dict(omissions[anchor.fact]) | span
            continue
        items = list(facts[anchor.fact]["evidence"])
        items[anchor.place] = (
            items[anchor.place] | span | {"quote": text[anchor.start : anchor.end]}
        )
        facts[anchor.fact] = dict(facts[anchor.fact]) | {"evidence": items}
    for anchor in left:
        if anchor.place is None:
            omissions.pop(anchor.fact, None)
    draft.tables |= {"facts": facts, "omissions": omissions}
    draft.done.append(f"source {record.id} rebased: {len(taken)} anchored")
