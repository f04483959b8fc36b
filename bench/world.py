"""Who and what the facts of an invented world are about: its entities and topics."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from math import isqrt
from random import Random
from typing import Any

from vocabulary import Vocabulary, azeri, cyrillic, han, stem

from bilat.core.text import fold

Record = dict[str, Any]

VISAS = "visas"
SIDES = 4  # so many of the countries tell their side of things
_SHARES = {"country": 2, "place": 4, "organisation": 5, "document": 3, "initiative": 2, "person": 8}
_ROOTS = ("Economy", "Diplomacy", "Culture", "Education", "Connectivity", "Security", "History")


class World:
    """The entities and topics for a base of so many facts."""

    def __init__(self, rng: Random, words: Vocabulary, facts: int) -> None:
        self._rng = rng
        self._words = words
        self.entities: dict[str, Record] = {}
        self.topics: dict[str, Record] = {}
        self._labels: set[str] = set()
        self.by_type = {kind: [] for kind in _SHARES}
        unit = 1 + isqrt(facts) // 6
        for kind, share in _SHARES.items():
            while len(self.by_type[kind]) < share * unit:
                self._add_entity(kind)
        self._add_topics(min(200, 40 + isqrt(facts) // 2))

    def _add_entity(self, kind: str) -> None:
        name = self._name(kind)
        if (key := slug(name)) in self.entities:
            return
        countries = [row["id"] for row in self.by_type["country"][:SIDES]]
        side = self._rng.choice([*countries, None])
        self.entities[key] = {
            "id": key,
            "type": kind,
            "name": name,
            "names": {
                "az": [azeri(name)],
                "ru": [cyrillic(name).title()],
                "zh": [han(self._rng, self._rng.choice((3, 4)))],
            },
            "aliases": self._aliases(kind, name),
            "side": key if kind == "country" and len(countries) < SIDES else side,
            "description": f"{kind.title()} of an invented world.",
        }
        self.by_type[kind].append(self.entities[key])

    def _name(self, kind: str) -> str:
        rng, noun = self._rng, self._words.noun
        proper = stem(rng, rng.choice((1, 2, 2))).capitalize()
        titled = self._words.adjective().title()
        forms: dict[str, Callable[[], str]] = {
            "country": lambda: proper + rng.choice(("ia", "stan", "land", "ora")),
            "place": lambda: azeri(proper) + rng.choice(("abad", "burg", "pol", "dağ", "şəhər")),
            "person": lambda: f"{azeri(stem(rng, 2).capitalize())} {proper}{rng.choice(_SURNAMES)}",
            "organisation": lambda: f"{titled} {noun().title()} {rng.choice(_BODIES)} of {proper}",
            "document": lambda: f"{titled} Declaration of {proper}",
            "initiative": lambda: f"{titled} {noun().title()} Initiative",
        }
        return forms[kind]()

    def _aliases(self, kind: str, name: str) -> list[str]:
        if kind == "country":
            return [f"Republic of {name}", f"{name}n" if name.endswith("a") else f"{name}i"]
        if kind == "person":
            return [
                f"{self._rng.choice(('President', 'Minister', 'Dr'))} {name.rpartition(' ')[2]}"
            ]
        return ["".join(word[0] for word in name.split())] if " " in name else []

    def _add_topics(self, number: int) -> None:
        self._add_topic("Visas", None)
        for label in _ROOTS:
            self._add_topic(label, None)
        roots = list(self.topics)[1:]
        while len(self.topics) < number:
            label = f"{self._words.adjective()} {self._words.noun()}".capitalize()
            if slug(label) not in self.topics:
                self._add_topic(label, self._rng.choice(roots))

    def _add_topic(self, label: str, broader: str | None) -> None:
        alt = [] if label == "Visas" else [self._label() for _ in range(3)]
        self.topics[slug(label)] = {
            "id": slug(label),
            "label": label,
            "labels": {"az": [azeri(label)], "ru": [cyrillic(label)], "zh": [han(self._rng)]},
            "alt": alt,
            "broader": broader,
        }

    def _label(self) -> str:
        """A noun that is no other topic's label: a thesaurus gives each to one concept."""
        while True:
            noun = self._words.noun()
            if noun not in self._labels:
                self._labels.add(noun)
                return noun

    def cast(self, used: Iterable[str], sides: Iterable[str | None]) -> list[Record]:
        """The records of the entities in use, by id; a side that nobody else takes is dropped."""
        named = {*used, *sides} - {None}
        rows = [self.entities[key] for key in sorted(named)]
        return [row if row["side"] in named else row | {"side": None} for row in rows]

    def filed(self, used: Iterable[str]) -> list[Record]:
        """The records of the topics in use and of those above them, by id."""
        above = {self.topics[key]["broader"] for key in used}
        return [self.topics[key] for key in sorted({*used, *above} - {None})]


_SURNAMES = ("ov", "eva", "li", "zadə", "oğlu", "in", "")
_BODIES = ("Union", "Bank", "Council", "University", "Company", "Agency")


def slug(text: str) -> str:
    """A text as an id."""
    return "-".join(re.findall(r"[a-z0-9]+", fold(text)))
