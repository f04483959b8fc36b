"""The derived file of a base: same answers, never of another state, never needed."""

from __future__ import annotations

import json
import os
import shutil
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bilat.base import derive, derived
from bilat.base.base import load
from bilat.base.paths import bundled
from bilat.core.errors import UsageError
from bilat.core.model import KINDS, SCOPES
from bilat.lookup.criteria import SORTS, Asked, criteria
from bilat.lookup.listing import pick
from bilat.search.answer import search
from bilat.search.facets import facets
from bilat.search.names import Names
from conftest import ROOT

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
    ["show", "nosuch"],
    ["search", "visa", "--json"],
    ["search", "visa", "--explain"],
    ["search", "who opened an embassy in 1992 or 1993?"],
    ["search", "embasy before 1995", "--json"],
    ["search", "阿塞拜疆 签证", "--json"],
    ["search", "topic:economy", "--sort", "id", "--reverse"],
    ["search", "trade -tourism kind:figure", "--facets", "--json"],
    ["search", "what does Mammadov say about AI", "--format", "ids"],
    ["search", "semiconductor exports"],
    ["search", "visa", "--during", "1700"],
    ["search", "ups", "--json"],
    ["search", "dai", "--json"],
    ["search", "AIs", "--json"],
    ["search", "three corridors", "--json"],
    ["search", "half the PRC's policies", "--json"],
    ["timeline", "visa"],
    ["brief", "ambassador"],
    ["show", "a"],
    [],
]


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """The facts.json of a copy of the bundled base, last changed a while ago."""
    folder = tmp_path / "base"
    shutil.copytree(ROOT / "seeds", folder / "seeds")
    path = folder / "facts.json"
    shutil.copyfile(bundled(), path)
    settle(path)
    return path


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    """A folder for derived files, not made yet."""
    return tmp_path / "cache"


@pytest.fixture
def run(copied: Path, cache: Path) -> dict[str, str]:
    """The variables of a run on the copy."""
    return {"BILAT_FACTS": str(copied), "BILAT_CACHE": str(cache)}


def settle(path: Path) -> None:
    """Let a file look unchanged for a minute, as far as a program can."""
    os.utime(path, ns=(path.stat().st_atime_ns, path.stat().st_mtime_ns - 60_000_000_000))


SETTLED = derived.settled


@pytest.fixture(autouse=True)
def patient(monkeypatch) -> None:
    monkeypatch.setattr(derived, "settled", lambda here: True)
    monkeypatch.setattr(derive, "settled", lambda here: True)


@pytest.fixture(scope="module")
def bases(tmp_path_factory):
    """The bundled base as it is, and read from a derived file."""
    cache = tmp_path_factory.mktemp("cache")
    path = bundled()
    base = load(path)
    derive.save(path, derived.state(path), base, cache)
    found = derived.opened(path, cache)
    assert found is not None
    return base, found


@pytest.mark.parametrize("args", LOOKUPS, ids=" ".join)
def test_a_lookup_prints_the_same_with_and_without(bilat, cache, args):
    without = bilat(*args, BILAT_CACHE="")
    first = bilat(*args, BILAT_CACHE=str(cache))
    then = bilat(*args, BILAT_CACHE=str(cache))
    assert without == first == then


def test_every_record_comes_back_as_it_was(bases):
    base, found = bases
    for table in ("sources", "entities", "topics", "facts", "tombstones"):
        assert list(getattr(found, table).items()) == list(getattr(base, table).items())
        assert list(getattr(found, table).values()) == list(getattr(base, table).values())
    assert tuple(found.omissions) == base.omissions
    assert found.meta == base.meta
    assert found.all_sides() == base.all_sides()


def some(values) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(sorted(values)), max_size=2, unique=True).map(tuple)


YEARS = st.integers(1985, 2026)
DATES = st.one_of(
    YEARS.map(str),
    st.tuples(YEARS, st.integers(1, 12)).map(lambda d: f"{d[0]}-{d[1]:02}"),
    st.tuples(YEARS, st.integers(0, 9)).map(lambda d: f"{d[0]}/{d[0] + d[1]}"),
    st.sampled_from(["1992-04-02", "1994-03-07/1994-03-10", "19XX", "199X", "2021-summer"]),
)
WHEN = st.lists(DATES, max_size=2).map(tuple)


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_any_filters_in_any_order_find_the_same(bases, data):
    base, found = bases
    asked = Asked(
        topic=data.draw(some(base.topics)),
        kind=data.draw(some(KINDS)),
        actor=data.draw(some(base.entities)),
        source=data.draw(some(base.sources)),
        asserted_by=data.draw(some({"elnur-mammadov", "sadig-gachayev", "xi-jinping"})),
        side=data.draw(some(base.all_sides())),
        scope=data.draw(some(SCOPES)),
        since=(),
        until=data.draw(WHEN),
        during=data.draw(WHEN),
        possible=data.draw(st.booleans()),
    )
    sort, reverse = data.draw(st.sampled_from(SORTS)), data.draw(st.booleans())
    limit = data.draw(st.one_of(st.none(), st.integers(1, 200)))
    picked = [
        pick(one, criteria(one, asked), sort, reverse=reverse, limit=limit) for one in (base, found)
    ]
    assert picked[0] == picked[1]


WORDS = st.sampled_from(
    "visa embassy 1992 opened China Azerbaijan Aliyev trade grew twenty percent before after 1995 "
    "since until between 1993 and 2021 summer who when how many what does Mammadov say about AI "
    "Алиев 中国 阿塞拜疆 çin Bakı embasy ambasador diplomacy -tourism topic:visa kind:event by:xi "
    '"direct flights" silk* NOT OR AND Japan banana nineties 35th anniversary 2 April 10 %'.split(
        " "
    )
)


@settings(max_examples=200, deadline=None)
@given(query=st.lists(WORDS, min_size=1, max_size=7).map(" ".join))
def test_any_query_finds_the_same(bases, query):
    answers = []
    for base in bases:
        try:
            answer = search(base, query)
        except UsageError as error:
            answers.append(str(error))
            continue
        hits = [answer.hit(name) for name in answer.best(limit=10)]
        counts = facets(base, answer.best())
        answers.append((answer.scores, answer.mended, answer.asked, hits, counts))
    assert answers[0] == answers[1]


ODD_NAMES = {
    "topics": [
        "open skies",
        "spies",
        "3 routes",
        "Forty-four days",
        "50% share",
        "half-open",
        "Xi's way",
    ],
    "entities": [
        "Fifty",
        "Ties of Old",
        "Республика Польша",
        "共和国",
        "Çinin yolları",
        "A·B/C (D)",
        "½ land",
    ],
}


def test_every_name_is_found_by_the_words_that_identify_it(copied, tmp_path):
    tables = json.loads(copied.read_text("utf-8"))
    for table, names in ODD_NAMES.items():
        field = "alt" if table == "topics" else "aliases"
        for row, name in zip(tables[table].values(), names, strict=False):
            row[field].append(name)
    armenia = tables["entities"]["armenia"]
    armenia["aliases"] += ["Fifty", "Hayastan"]
    for name in ("Fifty bureau", "Armenian bureau", "Hayastan skies"):
        tables["entities"]["xi-jinping"]["aliases"].append(name)
    copied.write_text(json.dumps(tables, ensure_ascii=False), "utf-8")
    settle(copied)
    base = load(copied)
    derive.save(copied, derived.state(copied), base, tmp_path / "cache")
    stored = derived.opened(copied, tmp_path / "cache")
    known = {row[0] for row in stored.db.rows("SELECT identity FROM names")}
    assert {"open sky", "spy", "3 route", "armenia bureau"} <= known
    for identity in (tuple(words.split()) for words in known):
        assert Names(base).get(identity) == Names(stored).get(identity) != []


def kept(cache: Path) -> list[Path]:
    return sorted(cache.iterdir()) if cache.exists() else []


def test_a_base_is_read_once_and_then_its_derived_file(bilat, run, copied, cache):
    old = age(copied)
    first = bilat("show", "relations-est", "--json", **run)
    (made,) = kept(cache)
    before = made.stat().st_mtime_ns
    assert bilat("show", "relations-est", "--json", **run) == first
    assert made.stat().st_mtime_ns == before
    assert old


def age(path: Path) -> bool:
    """Wait until a file has not been changed for as long as is asked for."""
    import time

    time.sleep(derived.SETTLED_NS / 1e9 + 0.1)
    return path.exists()


def test_a_changed_base_is_never_answered_from_what_it_was(copied, cache):
    derive.save(copied, derived.state(copied), load(copied), cache)
    assert derived.opened(copied, cache) is not None
    text = copied.read_text("utf-8")
    stat = copied.stat()
    changed = text.replace(
        "Azerbaijan and China established", "Azerbaijan and China estranged__", 1
    )
    assert len(changed.encode()) == stat.st_size
    copied.write_text(changed, "utf-8")
    os.utime(copied, ns=(stat.st_atime_ns, stat.st_mtime_ns))  # as `cp --preserve` would
    assert derived.opened(copied, cache) is None


def test_a_base_changed_while_it_was_read_leaves_no_derived_file(copied, cache):
    before = derived.state(copied)
    base = load(copied)
    copied.write_text(copied.read_text("utf-8") + "\n", "utf-8")
    derive.save(copied, before, base, cache)
    assert kept(cache) == []


def test_a_base_changed_this_moment_waits(copied, tmp_path, monkeypatch):
    monkeypatch.setattr(derive, "settled", SETTLED)
    copied.write_bytes(copied.read_bytes())
    derive.save(copied, derived.state(copied), load(copied), tmp_path / "cache")
    assert kept(tmp_path / "cache") == []


def test_a_small_base_needs_none(on_mini, mini, cache):
    age(mini)
    assert on_mini("list", BILAT_CACHE=str(cache)).code == 0
    assert kept(cache) == []


@pytest.mark.parametrize("damage", ["empty", "text", "cut", "pages", "header"])
def test_a_damaged_file_is_made_anew(bilat, run, copied, cache, damage):
    derive.save(copied, derived.state(copied), load(copied), cache)
    (made,) = kept(cache)
    content = made.read_bytes()
    broken = {
        "empty": b"",
        "text": b"no database at all\n" * 99,
        "cut": content[: len(content) // 3],
        "pages": content[:4096] + b"\xff" * (len(content) - 4096),
        "header": content[:20] + b"\0" * 40 + content[60:],
    }[damage]
    made.write_bytes(broken)
    age(copied)
    plain = bilat("list", "--json", BILAT_FACTS=str(copied), BILAT_CACHE="")
    assert bilat("list", "--json", **run) == plain
    assert bilat("list", "--json", **run) == plain
    (again,) = kept(cache)
    assert again.read_bytes() != broken
    assert bilat("list", "--json", **run) == plain


@pytest.mark.skipif(sys.platform == "win32", reason="no such folder there")
@pytest.mark.parametrize("cache", ["/proc/none", "/dev/null/x", "/dev/full", ""])
def test_where_nothing_can_be_kept_lookups_do_without(bilat, copied, cache):
    age(copied)
    ended = bilat("list", "--json", BILAT_FACTS=str(copied), BILAT_CACHE=cache)
    assert (ended.code, ended.err) == (0, "")
    assert ended == bilat("list", "--json", BILAT_FACTS=str(copied), BILAT_CACHE="")


def test_a_full_disk_leaves_nothing_behind(copied, cache, monkeypatch):

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(derive.os, "replace", full)
    derive.save(copied, derived.state(copied), load(copied), cache)
    assert kept(cache) == []


def test_processes_that_come_at_once_all_answer(copied, tmp_path):
    import subprocess

    from conftest import environment

    age(copied)
    run = environment(BILAT_FACTS=str(copied), BILAT_CACHE=str(tmp_path / "cache"))
    call = [sys.executable, "-m", "bilat", "list", "--json"]
    started = [
        subprocess.Popen(call, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=run)
        for _ in range(6)
    ]
    ended = [(one.communicate(timeout=60), one.returncode) for one in started]
    assert {code for _, code in ended} == {0}
    assert len({out for (out, _), _ in ended}) == 1
    assert {err for (_, err), _ in ended} == {b""}
    assert len(kept(tmp_path / "cache")) == 1


def test_verify_reads_the_base_itself(bilat, run, copied, tmp_path, cache):
    tables = json.loads(copied.read_text("utf-8"))
    fact = tables["facts"]["relations-established"]
    fact["evidence"][0]["quote"] = "Never said"
    broken = tmp_path / "broken.json"
    broken.write_text(json.dumps(tables), "utf-8")
    # A derived file that claims to be of the base as it is, but holds another one.
    derive.save(copied, derived.state(copied), load(broken), cache)
    assert bilat("show", "relations-established", "--json", **run).json[0]["evidence"][0][
        "quote"
    ] == ("Never said")
    assert bilat("verify", **run).code == 0


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        ({"BILAT_CACHE": "/a"}, Path("/a")),
        ({"BILAT_CACHE": "", "HOME": "/h"}, None),
        ({"XDG_CACHE_HOME": "/x", "HOME": "/h"}, Path("/x/bilat")),
        ({"XDG_CACHE_HOME": "relative", "HOME": "/h"}, None),
        ({"HOME": "/h"}, Path("/h/.cache/bilat")),
        ({}, None),
    ],
)
@pytest.mark.skipif(sys.platform != "linux", reason="other systems have other places")
def test_where_derived_files_stand(environ, expected):
    assert derived.folder(environ) == expected


@pytest.mark.parametrize("query", ["visa", "阿塞拜疆 签证", "who opened an embassy in China"])
def test_the_order_of_hashes_changes_no_byte(bilat, query):
    answers = {bilat("search", query, "--json", PYTHONHASHSEED=str(seed)) for seed in range(1, 6)}
    assert len(answers) == 1


def spoil(made: Path, change: str) -> None:
    import sqlite3

    with sqlite3.connect(made) as db:
        db.execute(change)
    db.close()


@pytest.mark.parametrize(
    ("change", "args"),
    [
        ("DELETE FROM meta WHERE key = 'base'", ["list", "--json"]),
        ("UPDATE meta SET value = 'xx' WHERE key = 'base'", ["list", "--json"]),
        ("UPDATE facts SET record = 'xx'", ["list", "--json"]),
        ("UPDATE facts SET record = '{}'", ["list", "--json"]),
        (
            "UPDATE facts SET record = replace(record, 'established', 'broke off')",
            ["show", "relations-established", "--json"],
        ),
        ("UPDATE facts SET record = CAST(record AS BLOB)", ["list", "--json"]),
        ("UPDATE facts SET crc = 'xx'", ["list", "--json"]),
        ("UPDATE facts SET crc = crc + 1", ["search", "visa", "--json"]),
        ("UPDATE omissions SET crc = crc + 1", ["coverage", "--json"]),
        ("UPDATE entities SET record = CAST(record AS BLOB)", ["search", "Xi", "--json"]),
        ("DELETE FROM entities WHERE id = 'elnur-mammadov'", ["list", "--json"]),
        ("UPDATE listed SET id = '{' || id", ["list", "--json"]),
        ("UPDATE listed SET tags = 'xx'", ["search", "visa"]),
        ("UPDATE listed SET tags = CAST(tags AS BLOB)", ["search", "visa"]),
        ("UPDATE names SET part = 'xx'", ["search", "Xi Jinping", "--json"]),
        ("UPDATE vocabulary SET count = 'xx'", ["search", "embasy", "--json"]),
        ("DROP TABLE listed", ["list", "--json"]),
    ],
)
def test_a_file_of_another_content_is_made_anew(bilat, run, copied, cache, change, args):
    derive.save(copied, derived.state(copied), load(copied), cache)
    (made,) = kept(cache)
    spoil(made, change)
    plain = bilat(*args, BILAT_FACTS=str(copied), BILAT_CACHE="")
    age(copied)
    assert bilat(*args, **run) == plain
    assert kept(cache) == []
    assert bilat(*args, **run) == plain
    assert kept(cache) == [made]
    assert bilat(*args, **run) == plain


def adopts(path: Path, cache: Path) -> bool:
    """Whether the derived file of an older state is taken for that of the present one."""
    settle(path)
    return derived.opened(path, cache) is not None


def test_a_derived_file_is_taken_over_only_where_it_is_of_this_form(copied, cache):
    derive.save(copied, derived.state(copied), load(copied), cache)
    assert adopts(copied, cache)
    (made,) = kept(cache)
    spoil(made, "UPDATE meta SET value = '[0, 0]' WHERE key = 'form'")
    assert not adopts(copied, cache)


def test_a_derived_file_is_not_taken_over_by_a_base_changed_this_moment(copied, cache, monkeypatch):
    derive.save(copied, derived.state(copied), load(copied), cache)
    monkeypatch.setattr(derived, "settled", SETTLED)
    copied.touch()
    assert derived.opened(copied, cache) is None
    age(copied)
    assert derived.opened(copied, cache) is not None


def test_a_derived_file_is_not_taken_over_by_a_base_that_changes_meanwhile(
    copied, cache, monkeypatch
):
    derive.save(copied, derived.state(copied), load(copied), cache)
    digest = derived.sha256_of_file

    def slow(path: Path) -> str:
        found = digest(path)
        path.write_text(path.read_text("utf-8") + " ", "utf-8")
        return found

    monkeypatch.setattr(derived, "sha256_of_file", slow)
    assert not adopts(copied, cache)


def test_who_comes_second_takes_what_the_first_has_taken_over(copied, cache, monkeypatch):
    derive.save(copied, derived.state(copied), load(copied), cache)
    (made,) = kept(cache)
    digest = derived.sha256_of_file

    def overtaken(path: Path) -> str:
        made.rename(derived.file_of(derived.state(path), cache))
        return digest(path)

    monkeypatch.setattr(derived, "sha256_of_file", overtaken)
    assert adopts(copied, cache)


def test_a_base_that_was_only_touched_keeps_its_derived_file(bilat, run, copied, cache):
    age(copied)
    before = bilat("search", "visa", "--json", **run)
    (made,) = kept(cache)
    inode = made.stat().st_ino
    settle(copied)
    age(copied)
    assert bilat("search", "visa", "--json", **run) == before
    (then,) = kept(cache)
    assert (then.name != made.name, then.stat().st_ino) == (True, inode)


def test_a_base_that_was_changed_leaves_no_older_derived_file(bilat, run, copied, cache):
    age(copied)
    before = bilat("search", "relations", "--json", **run)
    (made,) = kept(cache)
    text = copied.read_text("utf-8").replace("China established", "China set up")
    copied.write_text(text, "utf-8")
    age(copied)
    assert bilat("search", "relations", "--json", **run) != before
    (then,) = kept(cache)
    assert then != made


@pytest.mark.skipif(sys.platform == "win32", reason="names may be longer there")
def test_a_name_too_long_for_a_folder_is_no_reason_to_fail(bilat, copied):
    plain = bilat("list", "--json", BILAT_FACTS=str(copied), BILAT_CACHE="")
    age(copied)
    assert (
        bilat("list", "--json", BILAT_FACTS=str(copied), BILAT_CACHE="/tmp/" + "a" * 300) == plain
    )
