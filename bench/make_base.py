"""Write a synthetic base of any size, which holds as a real one does.

    python bench/make_base.py COUNT FOLDER [--seed N]

The folder gets a facts.json in its one order and seeds/*.txt with about 100 facts each; the same
arguments give the same bytes. `fact-0` is always the first fact, and one fact in a thousand, from
the second on, is about visas, of which no other fact speaks. All names are invented.
"""

from __future__ import annotations

import argparse
import datetime
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import get_args

from story import Story, Told, capital
from vocabulary import Vocabulary, zipf
from world import Record, World

from bilat.base.codec import TABLES, decode, sparse
from bilat.core.model import FORMAT
from bilat.core.terms import CaveatType, RelationType

PER_SOURCE = 100
RETOLD = 0.12  # of the facts are told again by the next source
_LEADS = ("", "", "", "As is well known, ", "In those days, ", "One more thing: ")
_FIRST, _LAST = datetime.date(1990, 1, 1).toordinal(), datetime.date(2025, 12, 31).toordinal()


class Page:
    """The text of a source as it grows, with its regions and what was left out."""

    def __init__(self) -> None:
        self.text = ""
        self.regions: list[Record] = []

    def region(self, kind: str, text: str) -> tuple[int, int]:
        """Add a region that is one line."""
        start = len(self.text)
        self.text += text
        self.regions.append({"type": kind, "start": start, "end": len(self.text)})
        self.text += "\n\n"
        return start, start + len(text)

    def sentence(self, quote: str, lead: str = "") -> tuple[int, int]:
        """Add a sentence to the body; the span is that of the quote in it, as it then stands."""
        start = len(self.text) + len(lead)
        self.text += lead + (quote if lead else capital(quote)) + ". "
        return start, start + len(quote)

    def paragraph(self) -> None:
        """End a paragraph of the body."""
        self.text = self.text.rstrip() + "\n\n"

    def body(self, start: int) -> None:
        """End the body, which began there."""
        self.paragraph()
        self.regions.append({"type": "body", "start": start, "end": len(self.text.rstrip())})


class Maker:
    """Makes the records and texts of a base, source by source."""

    def __init__(self, count: int, folder: Path, seed: int) -> None:
        self._rng = Random(seed)  # noqa: S311 - nobody is to be kept from guessing it
        self._words = Vocabulary(self._rng)
        self._world = World(self._rng, self._words, count)
        self._story = Story(self._rng, self._words, self._world)
        self._count, self._folder = count, folder
        self._recent: list[str] = []  # ids of the latest facts, to relate others to
        self.sources: dict[str, Record] = {}
        self.omissions: dict[str, Record] = {}
        self.entities: dict[str, None] = {}  # those in use; as all sets here, in a fixed order
        self.topics: dict[str, None] = {}

    def facts(self) -> Iterator[Record]:
        """Every fact in its order; writes the sources' files on the way."""
        number = max(1, round(self._count / PER_SOURCE))
        days = sorted(self._rng.sample(range(_FIRST, _LAST), number))
        before: list[tuple[Record, Told]] = []
        for i, day in enumerate(days):
            ids = range(i * self._count // number, (i + 1) * self._count // number)
            told = self._source(f"source-{i}", datetime.date.fromordinal(day), ids, before)
            yield from (fact for fact, _ in before)
            before = told
        yield from (fact for fact, _ in before)

    def _source(
        self, key: str, day: datetime.date, ids: range, before: list[tuple[Record, Told]]
    ) -> list[tuple[Record, Told]]:
        """Write a source that tells these facts, and some of those before once more."""
        page, author = Page(), zipf(self._rng, self._world.by_type["person"])
        title = f"{self._words.adjective()} {self._words.noun()} and {self._words.noun()}".title()
        self._head(page, key, title, day, author)
        again = self._rng.sample(before, int(RETOLD * len(before)))
        body, found = len(page.text), []
        for i in ids:
            told = self._story.tell(i, day.year)
            found.append((self._fact(i, told, [self._evidence(page, key, told, author, 0)]), told))
            while again and self._rng.random() < 0.2:
                fact, told = again.pop()
                fact["evidence"].append(self._evidence(page, key, told, author, 1))
            self._between(page, key)
        page.body(body)
        self._tail(page, key)
        self.sources[key] = self._record(key, title, day, author, page)
        return found

    def _head(self, page: Page, key: str, title: str, day: datetime.date, author: Record) -> None:
        place = zipf(self._rng, self._world.by_type["place"])["name"]
        page.region("title", title)
        page.region("dateline", f"{place}, {day.day} {day:%B} {day.year}")
        self._omit(key, page.region("byline", f"By {author['name']}"), "structure")

    def _tail(self, page: Page, key: str) -> None:
        noun, adjective = self._words.noun, self._words.adjective
        self._omit(key, page.region("caption", f"A {adjective()} {noun()}."), "structure")
        self._omit(key, page.region("author-note", "The author writes here often."), "structure")
        page.region("furniture", "\n".join(f"More on {noun()} and {noun()}" for _ in range(9)))

    def _between(self, page: Page, key: str) -> None:
        """Go on after a fact: at times with a sentence that backs none, or a new paragraph."""
        if self._rng.random() < 0.06:
            start, end = page.sentence(self._story.aside())
            self._omit(key, (start, end + 1), self._rng.choice(("rhetoric", "opinion")))
        if self._rng.random() < 0.2:
            page.paragraph()

    def _omit(self, source: str, span: tuple[int, int], reason: str) -> None:
        key = f"{source}-{span[0]}"
        row = {"id": key, "source": source, "start": span[0], "end": span[1], "reason": reason}
        self.omissions[key] = row

    def _record(
        self, key: str, title: str, day: datetime.date, author: Record, page: Page
    ) -> Record:
        content = page.text.encode()
        (self._folder / "seeds" / f"{key}.txt").write_bytes(content)
        return {
            "id": key,
            "file": f"seeds/{key}.txt",
            "sha256": hashlib.sha256(content).hexdigest(),
            "title": title,
            "type": "article-newspaper",
            "author": [author["id"]],
            "issued": day.isoformat(),
            "issued_basis": {"type": "stated", "how": None},
            "language": "en",
            "genre": "op-ed",
            "sides": [author["side"]] if author["side"] else [],
            "regions": page.regions,
        }

    def _fact(self, number: int, told: Told, evidence: list[Record]) -> Record:
        key = f"{told.kind}-{told.actors[0]}-{number}" if number else "fact-0"
        basis = None
        if told.when is not None:
            stated = evidence[0]["when"] is not None
            how = None if stated else "the text counts from the year in which it was written"
            basis = {"type": "stated" if stated else "derived", "how": how}
        more = [zipf(self._rng, list(self._world.topics)[1:])] if self._rng.random() < 0.3 else []
        topics = list(dict.fromkeys([told.topic, *more]))
        self.topics |= dict.fromkeys(topics)
        self.entities |= dict.fromkeys(told.actors)
        fact = {
            "id": key,
            "statement": told.statement,
            "kind": told.kind,
            "scope": self._rng.choices(("relation", "context"), (3, 2))[0],
            "topics": topics,
            "actors": told.actors,
            "when": told.when,
            "when_basis": basis,
            "quantities": told.quantities,
            "evidence": evidence,
            "caveats": self._caveats(),
            "relations": self._relations(),
            "keywords": [self._words.keyword() for _ in range(self._rng.randint(12, 28))],
        }
        self._recent = [*self._recent[-50:], key]
        return fact

    def _evidence(self, page: Page, key: str, told: Told, author: Record, way: int) -> Record:
        """Tell a fact in one of its two ways, and note where the quote stands."""
        lead = self._rng.choice(_LEADS)
        start, end = page.sentence(told.quotes[way], lead)
        by, voice = [author["id"]], "author"
        if told.person and told.kind in ("claim", "quotation"):
            by, voice = [told.person], "quoted" if told.kind == "quotation" else "paraphrased"
        elif self._rng.random() < 0.05:
            by, voice = [], "hearsay"
        self.entities |= dict.fromkeys(by)
        return {
            "source": key,
            "start": start,
            "end": end,
            "quote": page.text[start:end],
            "asserted_by": by,
            "voice": voice,
            "when": told.when if self._rng.random() < 0.85 else None,
        }

    def _caveats(self) -> list[Record]:
        if self._rng.random() < 0.5:
            return []
        noun, adjective = self._words.noun(), self._words.adjective()
        text = f"It is not said which {noun} is meant, nor whether it was {adjective}."
        return [{"type": self._rng.choice(get_args(CaveatType)), "text": text}]

    def _relations(self) -> list[Record]:
        if not self._recent or self._rng.random() < 0.65:
            return []
        kind, other = self._rng.choice(get_args(RelationType)), self._rng.choice(self._recent)
        return [{"type": kind, "fact": other}]

    def tables(self) -> Iterator[tuple[str, list[str]]]:
        """Each table and its records, laid out; facts first in the making, but not in the file."""
        facts = [laid_out("facts", fact) for fact in self.facts()]
        for key in sorted(f"withdrawn-{i}" for i in range(self._count // 500)):
            stone = {"id": key, "withdrawn": "the quote did not bear it", "successor": "fact-0"}
            facts.append(laid_out("facts", stone))
        authors = {who: None for source in self.sources.values() for who in source["author"]}
        sides = {side: None for source in self.sources.values() for side in source["sides"]}
        entities = self._world.cast(self.entities | authors, sides)
        topics = self._world.filed(self.topics)
        meta = {"format": FORMAT, "release": f"synthetic-{self._count}"}
        yield "meta", [_indented("base", meta)]
        yield "sources", [laid_out("sources", row) for row in self.sources.values()]
        yield "entities", [laid_out("entities", row) for row in entities]
        yield "topics", [laid_out("topics", row) for row in topics]
        yield "facts", facts
        yield "omissions", [laid_out("omissions", row) for row in self.omissions.values()]


def laid_out(table: str, row: Record) -> str:
    """A record as it stands in a facts.json: through the codec, which knows its every field."""
    whole = sparse(decode(TABLES[table], row, f"{table}/{row['id']}: "))
    return _indented(row["id"], whole)


def _indented(key: str, row: Record) -> str:
    text = json.dumps(row, ensure_ascii=False, indent=2).replace("\n", "\n    ")
    return f'    "{key}": {text}'


def make(count: int, folder: Path, seed: int = 1) -> Path:
    """Write a base of so many facts into a folder, which is made; returns its facts.json."""
    (folder / "seeds").mkdir(parents=True, exist_ok=True)
    path = folder / "facts.json"
    with path.open("w", encoding="utf-8", newline="\n") as file:
        opening = "{\n"
        for name, rows in Maker(count, folder, seed).tables():
            file.write(f'{opening}  "{name}": {{\n')
            file.writelines(f"{row},\n" for row in rows[:-1])
            file.write(f"{rows[-1]}\n  }}")
            opening = ",\n"
        file.write("\n}\n")
    return path


def main() -> None:
    """Write the base asked for."""
    parser = argparse.ArgumentParser(description="Write a synthetic base.")
    parser.add_argument("count", type=int, metavar="COUNT", help="how many facts")
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="where to")
    parser.add_argument(
        "--seed", type=int, default=1, metavar="N", help="another base of that size"
    )
    asked = parser.parse_args()
    if asked.count < 1:
        parser.error("COUNT must be 1 or more")
    print(make(asked.count, asked.folder, asked.seed))


if __name__ == "__main__":
    main()
