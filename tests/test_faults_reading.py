"""Files that are odd are told of in a line: pipes, devices, marks, links, sizes, numbers."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import minibase
from bilat.base import files
from bilat.base.base import load
from bilat.core.errors import BaseError
from bilat.core.text import decoded
from conftest import environment

MARK = b"\xef\xbb\xbf"
IDS = "".join(f"{name}\n" for name in ("relations-opened", "first-envoy"))


def altered(mini: Path, change) -> None:
    tables = minibase.tables()
    change(tables)
    minibase.write(mini.parent, tables)


@pytest.mark.parametrize("kind", ["fifo", "device", "link to a device"])
@pytest.mark.parametrize("args", ["list", "verify", "tidy"])
def test_a_base_that_is_no_regular_file_is_not_read(bilat, tmp_path, kind, args):
    path = Path("/dev/zero") if kind == "device" else tmp_path / "facts.json"
    if kind == "fifo":
        os.mkfifo(path)
    elif kind == "link to a device":
        path.symlink_to("/dev/zero")
    ended = bilat("tidy", path) if args == "tidy" else bilat(*args.split(), BILAT_FACTS=str(path))
    advice = "Take a good copy of the base, or name another."
    if args == "tidy":
        advice = "Name the facts.json of a base."
    told = f"bilat: {path}: cannot be read: it is no regular file. {advice}\n"
    assert ended == (3, "", told)


@pytest.mark.parametrize("kind", ["fifo", "link to a fifo"])
@pytest.mark.parametrize("args", ["cite first-envoy", "verify", "brief"])
def test_a_source_that_is_no_regular_file_is_not_read(on_mini, mini, kind, args):
    path = mini.parent / "seeds" / "note.txt"
    path.unlink()
    if kind == "fifo":
        os.mkfifo(path)
    else:
        os.mkfifo(path.parent / "pipe")
        path.symlink_to("pipe")
    told = f"bilat: sources/note: file: {path}: it is no regular file. "
    told += "Put the source's file back beside facts.json.\n"
    ended = on_mini(*args.split())
    assert (ended.code, ended.err) == (3, told)
    assert bool(ended.out) == (args == "verify")  # which goes on to the other sources


@pytest.mark.parametrize("which", ["facts.json", "seeds/note.txt"])
def test_a_file_beyond_the_limit_is_told_of_in_a_line(on_mini, mini, which):
    path = mini.parent / which
    os.truncate(path, files.LIMIT + 1)  # of holes, which take no room
    ended = on_mini("cite", "first-envoy")
    assert (ended.code, ended.out) == (3, "")
    assert ended.err.startswith("bilat: ")
    assert f"{path}: " in ended.err
    assert "it is larger than 256 MB. " in ended.err
    assert ended.err.count("\n") == 1


def test_a_large_source_costs_no_more_than_a_few_times_its_size(mini):
    line = "The quick brown fox jumps over — the lazy dog.\n"
    note = minibase.NOTE + line * 400_000
    altered(mini, lambda t: t["sources"]["note"]["regions"][-1].update(end=len(note)))
    (mini.parent / "seeds" / "note.txt").write_text(note, "utf-8")
    code = (
        "import resource, subprocess, sys;"
        "subprocess.run([sys.executable, '-m', 'bilat', 'show', 'first-envoy', '--json'],"
        " stdout=subprocess.DEVNULL, check=True);"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        check=True,
        env=environment(BILAT_FACTS=str(mini)),
    )
    assert int(ended.stdout) * 1024 < 60_000_000 + 5 * len(note.encode())


@pytest.mark.parametrize("marks", [0, 1])
def test_a_base_with_a_byte_order_mark_is_the_same_base(on_mini, mini, marks):
    plain = [on_mini(*args.split()) for args in ("list --json", "verify", "search visa --json")]
    mini.write_bytes(MARK * marks + mini.read_bytes())
    assert [ended.code for ended in plain] == [0, 0, 0]
    assert [on_mini(*a.split()) for a in ("list --json", "verify", "search visa --json")] == plain


def test_tidy_takes_the_mark_away(bilat, mini):
    bilat("tidy", mini)
    plain = mini.read_bytes()
    mini.write_bytes(MARK + plain)
    assert bilat("tidy", "--check", mini).code == 1
    assert bilat("tidy", mini) == (0, "", f"bilat: {mini} put in order: 9 facts.\n")
    assert mini.read_bytes() == plain


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_a_base_in_utf_16_is_called_so(on_mini, mini, encoding):
    mini.write_bytes(("\ufeff" + mini.read_text("utf-8")).encode(encoding))
    told = f"bilat: {mini}: is UTF-16, while a base is UTF-8. Save it as UTF-8.\n"
    assert on_mini("list") == (3, "", told)


@pytest.mark.parametrize("first", [0, 1])
def test_a_mark_before_a_source_counts_and_is_in_no_paragraph(on_mini, mini, first):
    note = MARK + minibase.NOTE.encode()

    def change(tables):
        source = tables["sources"]["note"]
        source["sha256"] = hashlib.sha256(note).hexdigest()
        tables["omissions"]["note-byline"]["start"] += 1
        tables["omissions"]["note-byline"]["end"] += 1
        for region in source["regions"]:
            region["start"] += first if region["start"] == 0 else 1
            region["end"] += 1
        for fact in tables["facts"].values():
            for item in fact.get("evidence", ()):
                if item["source"] == "note":
                    item["start"] += 1
                    item["end"] += 1

    altered(mini, change)
    (mini.parent / "seeds" / "note.txt").write_bytes(note)
    assert on_mini("verify").code == 0
    title = on_mini("read", "note", "--json").json[0]
    assert (title["text"], title["start"]) == ("A note on ties", 1)
    quote = on_mini("show", "first-envoy", "--json").json[0]["evidence"][0]
    assert (quote["line"], quote["paragraph"]) == (3, 1)


@pytest.mark.parametrize(
    "stdin",
    [
        IDS.encode(),
        MARK + IDS.encode(),
        IDS.encode("utf-16"),
        IDS.encode("utf-16-be").join([b"\xfe\xff", b""]),
        MARK + b"relations-opened\r\n" + MARK + b"first-envoy\r\n",  # as of two files in a row
    ],
)
def test_ids_are_read_whatever_mark_stands_before_them(on_mini, stdin):
    assert on_mini("show", "-", "--format", "ids", stdin=stdin) == (0, IDS, "")


def test_what_another_program_wrote_is_text_without_marks():
    assert decoded("\ufeffə".encode("utf-16")) == "ə"
    assert decoded(b"a\xffb") == "a\\xffb"
    assert decoded(b"") == ""


def linked(mini: Path, tmp_path: Path, kind: str) -> None:
    seeds, outside = mini.parent / "seeds", tmp_path / "outside"
    outside.mkdir()
    if kind == "folder":
        seeds.rename(outside / "seeds")
        seeds.symlink_to(outside / "seeds")
        return
    (seeds / "note.txt").rename(outside / "note.txt")
    if kind == "of a link":
        (outside / "first").symlink_to(outside / "note.txt")
        (seeds / "note.txt").symlink_to(outside / "first")
    else:
        target = "../../outside/note.txt" if kind == "relative" else outside / "note.txt"
        (seeds / "note.txt").symlink_to(target)


@pytest.mark.parametrize("kind", ["absolute", "relative", "folder", "of a link"])
@pytest.mark.parametrize("args", ["read note", "verify"])
def test_a_link_out_of_the_bases_folder_is_not_followed(on_mini, mini, tmp_path, kind, args):
    linked(mini, tmp_path, kind)
    ended = on_mini(*args.split())
    both = (kind, args) == ("folder", "verify")
    path = mini.parent / "seeds" / f"{'letter' if both else 'note'}.txt"
    told = f"bilat: sources/{path.stem}: file: {path}: a link leads out of the base's folder"
    told += "; 1 check does not hold besides" if both else ""
    assert (ended.code, ended.err) == (3, told + ". Put the file itself there.\n")
    assert bool(ended.out) == (args == "verify")


def test_links_within_the_folder_and_a_farm_of_links_are_read(bilat, mini, tmp_path):
    note = mini.parent / "seeds" / "note.txt"
    note.rename(mini.parent / "other.txt")
    note.symlink_to("../other.txt")
    farm = tmp_path / "farm"
    (farm / "seeds").mkdir(parents=True)
    for name in ("facts.json", "seeds/note.txt", "seeds/letter.txt"):
        (farm / name).symlink_to(mini.parent / name)
    through = tmp_path / "through"
    through.symlink_to(mini.parent)
    for folder in (mini.parent, farm, through):
        assert bilat("verify", BILAT_FACTS=str(folder / "facts.json")).code == 0


HUGE = [10**30, 2**63, -(2**63) - 1, 10**18 * 10, 10**4000]


def numbers(value: int):
    """Each place of a base in which a number may stand, set to a value."""
    yield (
        "sources/note: regions[0].end",
        lambda t: t["sources"]["note"]["regions"][0].update(end=value),
    )
    yield (
        "facts/first-envoy: evidence[0].start",
        lambda t: t["facts"]["first-envoy"]["evidence"][0].update(start=value),
    )
    yield (
        "facts/trade-growth: quantities[0].value",
        lambda t: t["facts"]["trade-growth"]["quantities"][0].update(value=value),
    )
    yield "omissions/note-byline: end", lambda t: t["omissions"]["note-byline"].update(end=value)
    yield "meta/base: format", lambda t: t["meta"]["base"].update(format=value)


@pytest.mark.parametrize("value", HUGE, ids=["1e30", "2^63", "-2^63-1", "1e19", "4001 digits"])
@pytest.mark.parametrize("n", range(5))
def test_a_number_beyond_64_bits_is_named_with_its_place(on_mini, mini, value, n):
    place, change = list(numbers(value))[n]
    altered(mini, change)
    digits = str(value)
    seen = digits if len(digits) <= 60 else f"{digits[:59]}…"
    problem = f"{mini}: {place}: must be a number of at most 64 bits, not {seen}"
    with pytest.raises(BaseError) as told:
        load(mini)
    assert told.value.problem == problem
    if value == HUGE[n]:
        line = f"bilat: {problem}. Restore this field, or take a good copy of the base.\n"
        assert on_mini("list") == (3, "", line)
        assert on_mini("verify") == (3, "", line)


def test_a_number_beyond_python_is_a_fault_too(on_mini, mini):
    text = mini.read_text("utf-8")
    mini.write_text(text.replace('"value": 20', f'"value": {"9" * 5000}'), "utf-8")
    ended = on_mini("list")
    assert (ended.code, ended.out, ended.err.count("\n")) == (3, "", 1)
    assert "facts/trade-growth: quantities[0].value" in ended.err


@pytest.mark.parametrize("value", [2**53 + 1, 2**60, 2**63 - 1])
@pytest.mark.parametrize("field", ["start", "end"])
def test_a_place_beyond_any_text_is_a_fault_of_its_field(on_mini, mini, value, field):
    altered(mini, lambda t: t["facts"]["first-envoy"]["evidence"][0].update({field: value}))
    for args in ("list", "verify"):
        ended = on_mini(*args.split())
        assert (ended.code, ended.err.count("\n")) == (3, 1)
        assert f"facts/first-envoy: evidence[0].{field}: must be " in ended.err


@pytest.mark.parametrize("end", ["\r\n", "\r"])
@pytest.mark.parametrize("recorded", ["\n", "\r\n"])
def test_line_ends_that_git_changed_are_one_finding(on_mini, mini, end, recorded):
    if end == recorded:
        end = "\n"
    path = mini.parent / "seeds" / "letter.txt"
    text = minibase.LETTER.replace("\n", recorded)
    shift = len(recorded) - 1

    def change(tables):
        fresh = minibase.source("letter", text, "old-letter", "2004", [("title", text[:20])])
        tables["sources"]["letter"]["sha256"] = fresh["sha256"]
        tables["sources"]["letter"]["regions"][1]["start"] += 2 * shift
        tables["sources"]["letter"]["regions"][1]["end"] += 2 * shift
        for fact in tables["facts"].values():
            for item in fact.get("evidence", ()):
                if item["source"] == "letter":
                    item["start"] += 2 * shift
                    item["end"] += 2 * shift

    altered(mini, change)
    path.write_bytes(text.encode())
    assert on_mini("verify").code == 0
    path.write_bytes(minibase.LETTER.replace("\n", end).encode())
    finding = {
        "table": "sources",
        "record": "letter",
        "field": "sha256",
        "problem": "only line ends differ from what was recorded; a line "
        "`seeds/letter.txt -text` in .gitattributes lets git keep them",
        "state": None,
        "remedy": "`seeds/letter.txt -text` in .gitattributes; then check the file out anew.",
    }
    ended = on_mini("verify", "--json")
    (row,) = ended.json
    assert (mini.read_text().split("\n")[row.pop("line") - 1].split(":")[0].strip()) == '"sha256"'
    assert (ended.code, row) == (1, finding)
    told = "bilat: 1 check does not hold. Each is told with what mends it; "
    assert ended.err == told + "quote nothing of it until then.\n"
    assert on_mini("cite", "visa-free").code == 3


def test_a_changed_letter_beside_changed_line_ends_is_told_as_before(on_mini, mini):
    path = mini.parent / "seeds" / "letter.txt"
    path.write_bytes(minibase.LETTER.replace("\n", "\r\n").replace("70", "71").encode())
    problems = [finding["problem"] for finding in on_mini("verify", "--json").json]
    assert len(problems) > 1
    assert "seeds/letter.txt no longer has the recorded SHA-256: the file has changed" in problems


def test_git_is_told_to_keep_the_bytes_of_the_sources():
    root = files.bundled().parent
    lines = (root / ".gitattributes").read_text("utf-8").splitlines()
    assert "seeds/* -text" in lines
    assert json.loads((root / "facts.json").read_text("utf-8"))["sources"]
