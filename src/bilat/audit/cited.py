"""What stands where ids are cited: which record it names, and whether it still may be cited."""

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property
from typing import Literal, NamedTuple

from ..base.base import Base
from ..core.model import Tombstone
from .draft import Mention

# Of so many ids that share a part with what was typed the nearest is looked for.
_MOST_ALIKE = 200
_ALIKE = 0.8
# What has fewer parts, and resembles no id, may be any word with a hyphen.
_LEAST_PARTS = 3


class Standing(NamedTuple):
    """How what was typed stands to a base.

    Attributes:
        status: fact, record (a source, entity or topic), unknown, withdrawn, superseded, elsewhere
            (a key of no record here, as a draft has for other works), or words.
        fact: the fact that is cited, or that took its place.
        told: what is to be told.
    """

    status: Literal["fact", "record", "unknown", "withdrawn", "superseded", "elsewhere", "words"]
    fact: str | None = None
    told: str = ""


class Register:
    """The ids of a base, for looking up what a draft cites."""

    def __init__(self, base: Base) -> None:
        self._base = base
        self._known: dict[str, Standing] = {}

    def standing(self, mention: Mention) -> Standing:
        """How what was typed stands to the base."""
        found = self._exact(mention.typed)
        if found is None and mention.typed not in self._known:
            self._known[mention.typed] = self._unknown(mention)
        return found or self._judged(mention, self._known[mention.typed])

    def _exact(self, typed: str) -> Standing | None:
        base = self._base
        if typed in base.facts:
            later = base.catalogue.one(_SUPERSEDING, (typed,))
            if later is not None:
                return Standing("superseded", later, f"{later} supersedes it")
            return Standing("fact", typed)
        if typed in base.tombstones:
            return self._withdrawn(base.tombstones[typed])
        if typed in base.sources or typed in base.entities or typed in base.topics:
            return Standing("record")
        return None

    def _withdrawn(self, stone: Tombstone) -> Standing:
        """Withdrawn, with the fact that took its place if one did."""
        seen, here = {stone.id}, stone
        while here.successor is not None and here.successor not in seen:
            if here.successor not in self._base.tombstones:
                break
            here = self._base.tombstones[here.successor]
            seen.add(here.id)
        if here.successor is not None and here.successor in self._base.facts:
            return Standing("superseded", here.successor, f"withdrawn: {stone.withdrawn}")
        return Standing("withdrawn", None, f"withdrawn: {stone.withdrawn}")

    def _unknown(self, mention: Mention) -> Standing:
        """What resembles an id, or begins one; else words."""
        typed = mention.typed
        begun = [
            name for name in self._parts.get(typed.split("-")[0], ()) if name.startswith(typed)
        ]
        if len(begun) == 1 and mention.form != "key":
            return Standing("fact", begun[0])
        if begun:
            return Standing("unknown", None, f"begins {len(begun)} ids: {', '.join(begun[:3])}")
        alike = self._nearest(typed)
        if alike:
            return Standing("unknown", None, f"did you mean {alike}?")
        parts = typed.split("-")
        if len(parts) >= _LEAST_PARTS and all(part in self._parts for part in parts):
            return Standing("unknown", None, "no id of this base is like it")
        return Standing("words")

    def _judged(self, mention: Mention, found: Standing) -> Standing:
        """Words are an id where only ids stand; a key names a work, perhaps another one."""
        if found.status != "words":
            return found
        others = (name for name in mention.beside if name != mention.typed)
        if mention.form == "command" or any(self._exact(name) for name in others):
            return Standing("unknown", None, "no id of this base is like it")
        if mention.form == "key":
            return Standing("elsewhere", None, "no source and no fact of this base has this key")
        return found

    @cached_property
    def _parts(self) -> dict[str, list[str]]:
        """The ids of facts and sources by their parts."""
        parts: dict[str, list[str]] = defaultdict(list)
        some: Iterable[Iterable[str]] = (self._base.facts, self._base.sources)
        for name in (name for ids in some for name in ids):
            for part in dict.fromkeys(name.split("-")):
                parts[part].append(name)
        return parts

    def _nearest(self, typed: str) -> str:
        from difflib import get_close_matches  # only where an id is not known

        some = sorted(
            (self._parts[part] for part in set(typed.split("-")) if part in self._parts), key=len
        )
        known = [name for names in some for name in names][:_MOST_ALIKE]
        return next(iter(get_close_matches(typed, known, n=1, cutoff=_ALIKE)), "")


_SUPERSEDING = """
SELECT listed.id FROM relations JOIN listed ON listed.fact = relations.fact
WHERE relations.other = ? AND relations.type = 'supersedes'
"""
