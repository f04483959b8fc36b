"""What scripts were promised: with a snapshot or without, the same bytes."""

from __future__ import annotations

import pytest

from conftest import Runner

COMMANDS = """
list --json
list --json --sort id --reverse
list --format jsonl
list --format csv
list --format tsv
list --format md
list --json --limit 7 --topic economy
list --json --since 1993 --until 2000 --possible
list --json --side azerbaijan --kind visit
timeline --json
timeline --json --scope all --reverse
timeline --format tsv --during 1990/1999
timeline --json --limit 3
on --year 2027 --json
on --year 2027 --format csv --scope context
show - --json
show - --format tsv
cite - --json
cite - --json --style chicago --form note --quote
cite - --json --style gost
cite - --json --style gbt7714
cite - --json --style mla --form inline
cite - --format bibtex
cite - --format ris
cite - --format csl-json
cite - --format webannotation
cite - --format markdown
sources --json
topics --json
actors --json
coverage --json
compare --json
list
timeline
timeline --chart --by decade
on --within 100y --limit 40
topics
actors
sources
show -
cite -
compare
coverage
verify
read gachayev-2021
read gachayev-2021 --json --furniture
export --format biblatex
export --format ics
brief --topic economy
""".strip().splitlines()


@pytest.mark.parametrize("command", COMMANDS)
def test_a_snapshot_gives_what_the_file_itself_gives(bilat: Runner, command: str) -> None:
    words = command.split()
    ids = bilat("list", "--sort", "id", "--format", "ids").out if "-" in words else ""
    kept, fresh = bilat(*words, stdin=ids), bilat(*words, stdin=ids, BILAT_CACHE="")
    assert kept.code == 0
    assert kept == fresh
