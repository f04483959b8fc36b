"""How well `bilat check` tells what is to be compared: of sentences true and false, by base.

`python bench/claims.py` takes the sentences about the bundled base; `--base NAME=FOLDER` adds those
about another. A false sentence differs from a fact in what its second column says; a true one, or
one about other matters, is not to be shown.
"""

from __future__ import annotations

import argparse
import csv
from pathlib import Path

from bilat.audit.claims import nearest
from bilat.base.base import load
from bilat.core.edtf import Day

HERE = Path(__file__).resolve().parent
TODAY = Day(2026, 11, 1)


def main() -> None:
    """Print the sentences that were judged wrongly, and how many there are."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", action="append", default=[], metavar="NAME=FOLDER")
    parser.add_argument("--file", default=str(HERE / "claims.tsv"))
    given = parser.parse_args()
    folders = {"bundled": HERE.parent} | dict(one.split("=", 1) for one in given.base)
    bases = {name: load(Path(folder) / "facts.json") for name, folder in folders.items()}
    told = {True: 0, False: 0}
    shown = {True: 0, False: 0}
    with open(given.file, encoding="utf-8") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            if row["base"] not in bases:
                continue
            false = bool(row["false"])
            found = nearest(bases[row["base"]], row["sentence"], TODAY)
            told[false] += 1
            shown[false] += found is not None
            if (found is not None) != false:
                why = f"{found[0].id} {[d.query for d in found[1]]}" if found else "not shown"
                print(f"{'FALSE' if not false else 'missed'}  {row['sentence']}  ({why})")
    print(f"{told[True] + told[False]} sentences")
    print(f"wrong ones shown to compare: {shown[True]} of {told[True]}")
    print(f"right or foreign ones shown all the same: {shown[False]} of {told[False]}")


if __name__ == "__main__":
    main()
