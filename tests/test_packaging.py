"""The base is found from any folder: wheel, editable install, `python -m bilat`."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import zipfile

import pytest

from conftest import ROOT, environment

SEEDS = {
    "000_4c838df9b5b409ad.txt": "9b38190aa7a6415eef1e5ae01208d0ed1a20e1c0af6c4c02b5f4d04586ce0b29",
    "002_3b3da432c856389e.txt": "bc26779d396d2c416826bafcaf9b540a178a0f6812cd666ef7f01e5906277ac8",
}


def test_the_seeds_are_byte_for_byte_what_was_received():
    found = {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in ROOT.glob("seeds/*")}
    assert found == SEEDS


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT],
        check=True,
        capture_output=True,
    )
    return next(folder.glob("*.whl"))


def test_the_wheel_holds_base_and_seeds_once(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    held = [name for name in names if name.startswith("bilat/data/")]
    own = ["catalogue.sqlite", "facts.json", *(f"seeds/{n}" for n in SEEDS)]
    assert sorted(held) == [f"bilat/data/{name}" for name in own]
    assert not [name for name in names if name.startswith("tests")]
    assert [name for name in names if name.endswith("licenses/NOTICE")]


def test_an_unpacked_wheel_finds_its_own_base(wheel, tmp_path):
    zipfile.ZipFile(wheel).extractall(tmp_path / "site")
    (tmp_path / "empty").mkdir()
    script = (
        f"import sys; sys.path.insert(0, {str(tmp_path / 'site')!r}); import bilat.base.files as p;"
        "print(p.bundled()); sys.argv = ['bilat', 'verify']; import bilat.__main__ as m; m.main()"
    )
    ended = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        cwd=tmp_path / "empty",
        env=environment(),
        check=False,
    )
    assert ended.stdout.splitlines()[0] == str(tmp_path / "site" / "bilat" / "data" / "facts.json")
    assert ended.returncode == 0, ended.stderr


def test_a_checkout_reads_the_base_at_its_root(bilat):
    from bilat.base.files import bundled

    assert bundled() == ROOT / "facts.json"
    assert bilat("verify").code == 0
    assert bilat("coverage").code == 0


def test_the_repository_holds_nothing_else_at_its_top():
    allowed = {
        *("pyproject.toml", "README.md", "seeds", "src", "facts.json", "tests", "docs", "bench"),
        *("CHANGELOG.md", "CONTRIBUTING.md", "NOTICE", "LICENSE", "justfile"),
    }
    listed = subprocess.run(
        ["git", "ls-files"], capture_output=True, text=True, cwd=ROOT, check=True
    ).stdout
    tops = {line.split("/")[0] for line in listed.splitlines()}
    assert {top for top in tops if not top.startswith(".")} <= allowed
    assert os.access(ROOT / ".ci" / "run", os.X_OK)
