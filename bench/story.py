"""What happens in an invented world: sentences as a base states them and as sources tell them."""

from __future__ import annotations

import re
from random import Random
from typing import NamedTuple

from dates import date
from vocabulary import Vocabulary, zipf
from world import VISAS, Record, World

# Kind, statement, and two ways in which a source may put it. The slots: a and b countries or
# bodies, c a place, p a person, o a document or an initiative, n and m nouns, i and j adjectives,
# v a verb, q a figure, t a time.
_PLOTS = (
    (
        "claim",
        "According to {p}, the {i} {n} of {a} {v} the {j} {m} of {b}{t}.",
        "the {i} {n} of {a} {v} the {j} {m} of {b}{t}",
        "the {j} {m} of {b} was {v} by the {i} {n} that {a} had{t}",
    ),
    (
        "position",
        "{a} supports the {i} {n} of {b} and the {m} of the {j} {o}.",
        "{a} has always supported the {i} {n} of {b} as well as the {m} of the {j} {o}",
        "we in {a} support {b} in its {i} {n}, and so the {m} of the {j} {o}",
    ),
    (
        "event",
        "The {i} {n} of {a} and {b} in {c} was {v}{t}, as was the {m}.",
        "the {i} {n} of both, {a} and {b}, was {v} in {c}{t}, together with the {m}",
        "{a} and {b} saw their {i} {n} {v} in {c}{t}, with its {m}",
    ),
    (
        "agreement",
        "{a} and {b} signed a {i} {n} on the {m} of the {j} {o}{t}.",
        "the {i} {n} between {a} and {b} on the {m} of the {j} {o} was signed{t}",
        "a {i} {n} was signed by {b} and {a}{t}, on the {m} of {j} {o}",
    ),
    (
        "visit",
        "{p} visited {c}{t} and discussed the {i} {n} of the {m} with {a}.",
        "during the visit of {p} to {c}{t} the {i} {n} of the {m} was discussed with {a}",
        "{p} came to {c}{t} for talks with {a} on the {m} and its {i} {n}",
    ),
    (
        "figure",
        "The {i} {n} between {a} and {b} grew by {q}{t}, most of it {m}.",
        "the {i} {n} between {a} and {b} has grown by {q}{t}, and most of it was {m}",
        "{a} and {b} {v} their {i} {n} by {q}{t}, mostly of {m}",
    ),
    (
        "status",
        "The {n} of {a} in {c} was {i} and {j} when {p} wrote, and its {m} had been {v}{t}.",
        "the {n} of {a} in {c} is {i} and {j}, and its {m} has been {v}{t}",
        "in {c} the {n} that {a} has is both {i} and {j}; its {m} was {v}{t}",
    ),
    (
        "plan",
        "{a} plans to open a {i} {n} for the {m} of {b} in {c}{t}.",
        "{a} will open a {i} {n} in {c} for the {m} of {b}{t}",
        "a {i} {n} for {b} and its {m} is to be opened by {a} in {c}{t}",
    ),
    (
        "quotation",
        "{p} said that the {i} {n} of {a} was a {j} {m} of the {o}{t}.",
        "{p} said: “The {i} {n} of {a} is a {j} {m} of the {o}{t}”",
        "{p} called the {i} {n} of {a} a {j} {m} of the {o}{t}",
    ),
    (
        "biography",
        "{p} was a {i} {n} of the {j} {o} of {a} in {c}{t}.",
        "{p} served as a {i} {n} of the {j} {o} of {a} in {c}{t}",
        "{p}, a {i} {n} of the {j} {o} of {a}, was in {c}{t}",
    ),
)
_VISAS = (
    "status",
    "Citizens of {a} could travel to {b} without a visa{t}, for {i} {n} and {m}.",
    "citizens of {a} can travel to {b} without a visa{t}, be it for {i} {n} or {m}",
    "no visa is needed by those who go from {a} to {b}{t} for {i} {n} and {m}",
)
_UNITS = ("percent", "people", "tonnes", "dollars", "students", "documents", "kilometres")
_COMPARATORS = {"=": "", "~": "about ", ">": "more than ", ">=": "at least ", "<": "under "}


class Told(NamedTuple):
    """A fact to be: what the base says, and the ways in which sources do."""

    kind: str
    statement: str
    quotes: tuple[str, str]
    topic: str
    actors: list[str]
    person: str | None
    when: str | None
    quantities: list[Record]


def capital(text: str) -> str:
    """A text with its first letter in upper case."""
    return text[0].upper() + text[1:]


class Story:
    """Tells facts of a world."""

    def __init__(self, rng: Random, words: Vocabulary, world: World) -> None:
        self._rng = rng
        self._words = words
        self._world = world
        self._topics = [name for name in world.topics if name != VISAS]
        types = world.by_type
        self._doers = types["country"] + types["organisation"]  # the most frequent first
        self._things = types["document"] + types["initiative"]

    def tell(self, number: int, latest: int) -> Told:
        """The fact of a number, dated no later than a year; one in a thousand is about visas."""
        about_visas = number % 1000 == 1
        plot = _VISAS if about_visas else zipf(self._rng, _PLOTS)
        kind, statement, *quotes = plot
        cast = self._cast()
        quantity = self._quantity()
        when, time = date(self._rng, latest) if self._rng.random() < 0.6 else (None, "")
        slots = self._filled(quantity, f" {time}" if time else "")
        official = {slot: row["name"] for slot, row in cast.items()}
        spoken = {slot: self._rng.choice(_forms(row)) for slot, row in cast.items()}
        in_use = [slot for slot in cast if f"{{{slot}}}" in statement]
        dated = when is not None and "{t}" in statement
        return Told(
            kind=kind,
            statement=capital(_worded(statement, slots | official)),
            quotes=tuple(_worded(quote, slots | spoken) for quote in quotes),
            topic=VISAS if about_visas else zipf(self._rng, self._topics),
            actors=list(dict.fromkeys(cast[slot]["id"] for slot in in_use)),
            person=cast["p"]["id"] if "p" in in_use else None,
            when=when if dated else None,
            quantities=[quantity] if "{q}" in statement else [],
        )

    def aside(self) -> str:
        """A sentence that backs no fact."""
        words = self._words
        return f"Such is the {words.adjective()} {words.noun()} of our {words.noun()}."

    def _cast(self) -> dict[str, Record]:
        types = self._world.by_type
        doer = other = zipf(self._rng, self._doers)
        while other is doer:
            other = zipf(self._rng, self._doers)
        return {
            "a": doer,
            "b": other,
            "c": zipf(self._rng, types["place"]),
            "p": zipf(self._rng, types["person"]),
            "o": zipf(self._rng, self._things),
        }

    def _filled(self, quantity: Record, time: str) -> dict[str, str]:
        words = self._words
        figure = f"{_COMPARATORS[quantity['comparator']]}{quantity['value']:,} {quantity['unit']}"
        return {
            "n": words.noun(),
            "m": words.noun(),
            "i": words.adjective(),
            "j": words.adjective(),
            "v": words.verb(),
            "q": figure,
            "t": time,
        }

    def _quantity(self) -> Record:
        value = self._rng.randint(2, 99) * 10 ** self._rng.choice((0, 0, 1, 3, 6))
        return {
            "value": value,
            "unit": self._rng.choice(_UNITS),
            "comparator": self._rng.choice(list(_COMPARATORS)),
            "of": self._words.noun(),
            "base": None,
        }


def _worded(form: str, slots: dict[str, str]) -> str:
    return re.sub(r"\b([Aa]) (?=[aeiou])", r"\1n ", form.format(**slots))


def _forms(row: Record) -> list[str]:
    """What a source may call an entity."""
    name, names = row["name"], row["names"]
    return [name, name, name, *row["aliases"], *names["az"], f"{name} ({names['zh'][0]})"]
