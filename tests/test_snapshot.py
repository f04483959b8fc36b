"""Snapshots of bases: the same answers as without, and nothing trusted blindly."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from bilat.base import snapshot
from bilat.base.base import load
from bilat.base.catalogue import FORM
from bilat.base.files import bundled
from bilat.search import complete
from conftest import ROOT, Runner, environment

posix = pytest.mark.skipif(not hasattr(os, "geteuid"), reason="owners and modes are POSIX's")
LOOKUPS = [
    ["list", "--json"],
    ["list", "--limit", "5", "--sort", "kind", "--reverse"],
    ["list", "--topic", "economy", "--side", "azerbaijan", "--format", "csv"],
    ["timeline"],
    ["timeline", "--limit", "7", "--reverse", "--json"],
    ["timeline", "--during", "1993", "--possible", "--scope", "all"],
    ["show", "relations-est", "visa-free-since-july-2024", "--json"],
    ["cite", "relations-established"],
    ["read", "gachayev"],
    ["sources"],
    ["topics", "--json"],
    ["actors", "--format", "tsv"],
    ["compare", "--json"],
    ["coverage"],
    ["verify"],
    ["show", "nosuch"],
    ["show", "\udcff"],
    ["list", "--limit", "10" * 20],
    ["search", "visa", "--json"],
    ["search", "visa", "--explain"],
    ["search", "who opened an embassy in 1992 or 1993?"],
    ["search", "embasy before 1995", "--json"],
    ["search", "阿塞拜疆 签证", "--json"],
    ["search", "topic:economy", "--sort", "id", "--reverse"],
    ["search", "trade -tourism kind:figure", "--facets", "--json"],
    ["search", "what does Mammadov say about AI", "--format", "ids"],
    ["search", "semiconductor exports"],
    ["timeline", "visa"],
    ["brief", "ambassador"],
    [],
]


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """The facts.json of a copy of the bundled base."""
    folder = tmp_path / "base"
    shutil.copytree(ROOT / "seeds", folder / "seeds")
    return Path(shutil.copyfile(bundled(), folder / "facts.json"))


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    """A folder for snapshots, not made yet."""
    return tmp_path / "cache"


@pytest.fixture
def run(copied: Path, cache: Path) -> dict[str, str]:
    """The variables of a run on the copy."""
    return {"BILAT_FACTS": str(copied), "BILAT_CACHE": str(cache)}


def awaited(what: Callable[[], Any]) -> Any:
    """What comes within a while: a snapshot is made when the answer has been given."""
    for _ in range(400):
        found = what()
        if found:
            return found
        time.sleep(0.05)
    pytest.fail("it did not come")


def whole(cache: Path) -> list[Path]:
    """The snapshots that stand in a folder, once no run writes there any more."""
    return [] if list(cache.glob("*.part")) else sorted(cache.glob("*.sqlite"))


def made(bilat: Runner, run: dict[str, str]) -> Path:
    """The snapshot of a base, once a lookup has led to it."""
    assert bilat("show", "relations-est", **run).code == 0
    (found,) = awaited(lambda: whole(Path(run["BILAT_CACHE"])))
    return Path(found)


def kept(path: Path, cache: Path) -> Path:
    """The snapshot of a base, made in this process."""
    before = snapshot.state(path)
    assert before is not None
    snapshot.keep(load(path), path, before, cache, complete)
    (found,) = whole(cache)
    return found


@pytest.fixture
def laid(copied: Path, cache: Path, shared: Path) -> Path:
    """A snapshot of the copy."""
    cache.mkdir(mode=0o700)
    (found,) = whole(shared)
    return Path(shutil.copy2(found, cache / found.name))


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a snapshot of the bundled base."""
    folder = tmp_path_factory.mktemp("shared")
    folder.chmod(0o700)
    kept(bundled(), folder)
    return folder


@pytest.mark.parametrize("args", LOOKUPS, ids=ascii)
def test_a_lookup_prints_the_same_with_and_without(
    bilat: Runner, shared: Path, args: list[str]
) -> None:
    words = [os.fsencode(word).decode("utf-8", "surrogateescape") for word in args]
    without = bilat(*words, BILAT_CACHE="")
    assert without == bilat(*words, BILAT_CACHE=str(shared))
    assert len(whole(shared)) == 1  # a bad argument is no damage
    assert without.code in (0, 1, 2)


def test_every_record_comes_back_as_it_was(shared: Path) -> None:
    read, found = load(bundled()), snapshot.opened(bundled(), shared)
    assert found is not None
    assert found.meta == read.meta
    for table in ("sources", "entities", "topics", "facts", "tombstones", "omissions"):
        records = list(getattr(read, table).values())
        assert list(getattr(found, table).values()) == records
        assert list(getattr(found, table)) == [record.id for record in records]


def test_the_answer_comes_first_and_the_snapshot_after(
    bilat: Runner, run: dict[str, str], copied: Path, cache: Path
) -> None:
    found = made(bilat, run)
    assert found.parent.stat().st_mode & 0o777 == 0o700
    before = found.stat().st_mtime_ns
    (copied.parent / "seeds").rename(copied.parent / "away")
    assert bilat("show", "relations-est", **run).code == 3  # the texts are read as before
    assert found.stat().st_mtime_ns == before


def test_a_changed_base_is_never_answered_from_what_it_was(
    bilat: Runner, run: dict[str, str], copied: Path
) -> None:
    old = made(bilat, run)
    state = copied.stat()
    copied.write_text(
        copied.read_text("utf-8").replace("established dip", "broke off dip"), "utf-8"
    )
    os.utime(copied, ns=(state.st_atime_ns, state.st_mtime_ns))
    assert "broke off diplomatic" in bilat("show", "relations-est", **run).out
    awaited(lambda: not old.exists())


def test_a_base_that_was_only_touched_keeps_its_snapshot(
    bilat: Runner, run: dict[str, str], copied: Path, cache: Path
) -> None:
    found = made(bilat, run)
    before = found.stat()
    os.utime(copied)
    assert bilat("show", "relations-est", **run).code == 0
    assert whole(cache) == [found]
    assert found.stat().st_ino == before.st_ino


def test_a_base_changed_while_it_was_read_leaves_no_snapshot(copied: Path, cache: Path) -> None:
    before = snapshot.state(copied)
    assert before is not None
    base = load(copied)
    copied.write_text(copied.read_text("utf-8") + "\n", "utf-8")
    snapshot.keep(base, copied, before, cache, complete)
    assert list(cache.iterdir()) == []


def test_a_small_base_needs_none(on_mini: Runner, cache: Path) -> None:
    assert on_mini("list", BILAT_CACHE=str(cache)).code == 0
    assert not cache.exists()


def overwrite(path: Path, at: int, content: bytes) -> None:
    with path.open("r+b") as file:
        file.seek(at)
        file.write(content)


def spoil(statement: str) -> Callable[[Path], None]:
    def change(path: Path) -> None:
        db = sqlite3.connect(path)
        db.execute(statement)
        db.commit()
        db.close()

    return change


DAMAGE: dict[str, Callable[[Path], object]] = {
    "empty": lambda path: path.write_bytes(b""),
    "text": lambda path: path.write_bytes(b"no database " * 9999),
    "cut": lambda path: os.truncate(path, path.stat().st_size // 3),
    "header": lambda path: overwrite(path, 0, b"\0" * 100),
    "pages": lambda path: overwrite(path, 8192, b"\xff" * (path.stat().st_size - 8192)),
    "record": spoil("UPDATE facts SET record = replace(CAST(record AS TEXT), 'opened', 'OPENED')"),
    "nonsense": spoil("UPDATE facts SET record = x'00', crc = 0"),
    "letters": spoil("UPDATE listed SET id = CAST(x'ff' AS TEXT)"),
    "no form": spoil("DELETE FROM meta"),
    "other form": spoil("UPDATE meta SET value = '[1, 1]' WHERE key = 'form'"),
}


@pytest.mark.parametrize("args", [["cite", "-", "--json"], ["search", "embasy", "--json"], []])
@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_snapshot_is_made_anew_and_nobody_notices(
    bilat: Runner, run: dict[str, str], laid: Path, cache: Path, damage: str, args: list[str]
) -> None:
    ids = "china-embassy-opened\n"
    sound = bilat(*args, stdin=ids, **(run | {"BILAT_CACHE": ""}))
    whole_bytes = laid.read_bytes()
    DAMAGE[damage](laid)
    assert bilat(*args, stdin=ids, **run) == sound
    assert bilat(*args, stdin=ids, **run) == sound
    if not args:  # which reads too little to see every damage
        return
    awaited(lambda: whole(cache) and whole(cache)[0].stat().st_size >= len(whole_bytes))
    assert bilat(*args, stdin=ids, **run) == sound


def test_a_bug_of_ours_is_no_damage(copied: Path, cache: Path, laid: Path) -> None:
    base = snapshot.opened(copied, cache)
    assert base is not None
    with pytest.raises(sqlite3.OperationalError, match="nosuch"):
        base.catalogue.rows("SELECT nosuch FROM facts")
    with pytest.raises(KeyError):
        base.facts["nosuch"]
    assert laid.exists()


@posix
@pytest.mark.parametrize("whose", ["folder", "file"])
@pytest.mark.parametrize("how", ["others", "group", "owner"])
def test_what_others_may_write_is_not_trusted(
    bilat: Runner, run: dict[str, str], laid: Path, cache: Path, whose: str, how: str
) -> None:
    if how == "owner" and os.geteuid() != 0:
        pytest.skip("only root gives files away")
    found = laid
    lie = "UPDATE facts SET record = x'00'"
    spoil(lie)(found)
    target = cache if whose == "folder" else found
    if how == "owner":
        os.chown(target, 12345, 12345)
    else:
        target.chmod(target.stat().st_mode | (0o002 if how == "others" else 0o020))
    ended = bilat("cite", "relations-established", "--json", **run)
    assert ended.code == 0
    assert ended.json[0]["evidence"][0]["verified"] is True
    assert ended == bilat("cite", "relations-established", "--json", **(run | {"BILAT_CACHE": ""}))


@posix
def test_a_snapshot_that_is_a_link_is_not_trusted(
    bilat: Runner, run: dict[str, str], laid: Path, tmp_path: Path
) -> None:
    found = laid
    away = found.rename(tmp_path / "away.sqlite")
    spoil("DELETE FROM facts")(away)
    found.symlink_to(away)
    assert bilat("list", "--limit", "1", **run).code == 0


@pytest.mark.skipif(sys.platform == "win32", reason="no such folder there")
@pytest.mark.parametrize("folder", ["/proc/none", "/dev/null/x", "/dev/full", "", "a" * 300])
def test_where_nothing_can_be_kept_lookups_do_without(
    bilat: Runner, copied: Path, folder: str
) -> None:
    ended = bilat("list", "--limit", "1", BILAT_FACTS=str(copied), BILAT_CACHE=folder)
    assert (ended.code, ended.err) == (0, "")


def test_runs_that_come_at_once_all_answer_and_one_makes_it(
    run: dict[str, str], cache: Path
) -> None:
    command = [sys.executable, "-m", "bilat", "show", "relations-est", "--json"]
    runs = [
        subprocess.Popen(command, stdout=subprocess.PIPE, env=environment(**run)) for _ in range(8)
    ]
    answers = {one.communicate(timeout=60)[0] for one in runs}
    assert len(answers) == 1
    (found,) = awaited(lambda: whole(cache))
    assert {path.suffix for path in cache.iterdir()} <= {".sqlite", ".json"}
    assert found.stat().st_size > 1 << 17


def test_what_an_ended_run_left_is_cleared_away(copied: Path, cache: Path) -> None:
    cache.mkdir(mode=0o700)
    old, new = cache / "old.part", cache / "new.part"
    for path in (old, new):
        path.touch()
    (cache / "orphan.sqlite").touch()
    long_ago = time.time() - snapshot.STALE_SECONDS - 1
    os.utime(old, (long_ago, long_ago))
    before = snapshot.state(copied)
    assert before is not None
    snapshot.keep(load(copied), copied, before, cache, complete)
    left = {path.name for path in cache.iterdir() if path.suffix != ".json"}
    assert left - {"new.part"} == {path.name for path in cache.glob("*-*.sqlite")}
    assert not old.exists()


def test_a_full_disk_leaves_nothing_behind(
    copied: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(snapshot, "write", full)
    before = snapshot.state(copied)
    assert before is not None
    snapshot.keep(load(copied), copied, before, cache, complete)
    assert list(cache.iterdir()) == []


def test_verify_reads_the_base_itself(bilat: Runner, run: dict[str, str], laid: Path) -> None:
    spoil("DELETE FROM facts")(laid)
    assert "148 facts" in bilat("verify", **run).out


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        ({"BILAT_CACHE": "/a"}, Path("/a")),
        ({"BILAT_CACHE": ""}, None),
        ({"BILAT_CACHE": "~/a", "HOME": "/h"}, Path("~/a").expanduser()),
        ({"XDG_CACHE_HOME": "/x", "HOME": "/h"}, Path("/x/bilat")),
        ({"XDG_CACHE_HOME": "x", "HOME": "/h"}, None),
        ({"HOME": "/h"}, Path("/h/.cache/bilat")),
        ({}, None),
    ],
)
@pytest.mark.skipif(sys.platform != "linux", reason="other systems have other places")
def test_where_snapshots_stand(environ: dict[str, str], expected: Path | None) -> None:
    assert snapshot.folder(environ) == expected


@pytest.mark.parametrize("query", ["visa", "阿塞拜疆 签证", "who opened an embassy in China"])
def test_the_order_of_hashes_changes_no_byte(bilat: Runner, query: str) -> None:
    runs = [bilat("search", query, "--json", PYTHONHASHSEED=seed) for seed in ("0", "1", "7")]
    assert runs[0] == runs[1] == runs[2]


@pytest.mark.parametrize("young", [True, False])
def test_only_a_remembered_state_spares_reading_the_base(
    copied: Path, cache: Path, laid: Path, monkeypatch: pytest.MonkeyPatch, young: bool
) -> None:
    monkeypatch.setattr(snapshot, "settled", lambda here: not young)
    assert snapshot.opened(copied, cache) is not None
    notes = [json.loads(note.read_bytes()) for note in cache.glob("*.json")]
    assert [note["state"] for note in notes] == ([] if young else [snapshot.state(copied)])


# Without the tables that SQLite makes for itself, which are its own affair.
_MADE = """
SELECT sql FROM sqlite_master WHERE name NOT GLOB 'sqlite_*' AND name NOT GLOB 'words_*'
AND name NOT GLOB 'naming_*' ORDER BY name
"""


def test_the_form_is_raised_whenever_tables_change(shared: Path) -> None:
    (found,) = whole(shared)
    with sqlite3.connect(found) as db:
        made = [row[0] for row in db.execute(_MADE)]
    digest = sha256("\n".join(filter(None, made)).encode()).hexdigest()[:12]
    assert (FORM, digest) == (7, "958e308a86a1"), (
        "raise FORM in base/catalogue.py, then note both here"
    )


def test_what_ships_with_a_base_is_trusted_until_somebody_writes_the_base(
    copied: Path, laid: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    laid.rename(copied.with_name(snapshot.BESIDE))
    monkeypatch.setattr(snapshot, "bundled", lambda: copied)
    assert snapshot.opened(copied, None) is not None
    later = time.time_ns() + 2 * snapshot.INSTALLED_NS
    os.utime(copied, ns=(later, later))
    assert snapshot.opened(copied, None) is None
