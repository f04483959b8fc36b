"""What is written is whole or not there; whoever stops listening changes nothing that was done."""

from __future__ import annotations

import fcntl
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from bilat import output
from conftest import environment, until_it_waits

BILAT = [sys.executable, "-m", "bilat"]


def run(args: list[str], mini: Path, **more) -> subprocess.CompletedProcess:
    variables = more.pop("env", {})
    return subprocess.run(
        [*BILAT, *args],
        env=environment(BILAT_FACTS=str(mini), **variables),
        check=False,
        timeout=60,
        **more,
    )


@pytest.mark.parametrize(
    ("args", "code"),
    [
        (["list", "--format", "ids"], 0),
        (["show", "nope", "visa-free", "--format", "ids"], 1),
        (["list", "--limit", "x"], 2),
        (["search", "relatoins", "--format", "ids"], 0),
        (["--facts", "/nowhere", "list"], 3),
        (["--help"], 0),
    ],
)
@pytest.mark.parametrize("stderr", ["full", "gone", "closed"])
def test_a_standard_error_that_takes_nothing_changes_no_exit_code(
    on_mini, mini, args, code, stderr
):
    usual = on_mini(*args)
    assert usual.code == code
    if stderr == "closed":
        line = 'exec "$@" 2>&-'
        ended = subprocess.run(
            ["sh", "-c", line, "sh", *BILAT, *args],
            stdout=subprocess.PIPE,
            env=environment(BILAT_FACTS=str(mini)),
            check=False,
        )
    elif stderr == "full":
        with open("/dev/full", "wb") as full:
            ended = run(args, mini, stdout=subprocess.PIPE, stderr=full)
    else:
        reader, writer = os.pipe()
        os.close(reader)
        ended = run(args, mini, stdout=subprocess.PIPE, stderr=writer)
        os.close(writer)
    assert (ended.returncode, ended.stdout) == (code, usual.out.encode())


@pytest.mark.parametrize("args", [["list", "--json"], ["schema"], ["export", "--format", "sqlite"]])
@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_stdout_that_does_not_wait_gets_all_of_it(mini, args, unbuffered):
    usual = run(args, mini, stdout=subprocess.PIPE).stdout
    reader, writer = os.pipe()
    fcntl.fcntl(writer, fcntl.F_SETPIPE_SZ, 4096)  # so that it takes less than is printed
    os.set_blocking(writer, False)
    process = subprocess.Popen(
        [*BILAT, *args],
        stdout=writer,
        stderr=subprocess.PIPE,
        env=environment(BILAT_FACTS=str(mini), PYTHONUNBUFFERED=unbuffered),
    )
    os.close(writer)
    until_it_waits(process.pid)
    with os.fdopen(reader, "rb") as pipe:
        found = pipe.read()
    assert (process.wait(60), process.stderr.read()) == (0, b"")
    if args[0] == "export":
        assert (found[:16], len(found)) == (b"SQLite format 3\0", len(usual))
    else:
        assert found == usual


def without_links(folder: Path, code: str = "PermissionError(1, 'Operation not permitted')") -> str:
    """A folder for PYTHONPATH in which Python finds no hard links, as on FAT."""
    (folder / "site").mkdir()
    (folder / "site" / "sitecustomize.py").write_text(
        f"import os\ndef link(*args, **more):\n    raise {code}\nos.link = link\n"
    )
    return os.pathsep.join([str(folder / "site"), os.environ.get("PYTHONPATH", "")])


@pytest.mark.parametrize(
    "code", ["PermissionError(1, 'Operation not permitted')", "OSError(95, 'not supported')"]
)
def test_output_needs_no_hard_links(mini, tmp_path, code):
    found = without_links(tmp_path, code)
    folder = tmp_path / "out"
    folder.mkdir()
    args = ["list", "--format", "ids", "--output", str(folder / "a")]
    usual = run(args[:3], mini, capture_output=True).stdout
    ended = run(args, mini, capture_output=True, env={"PYTHONPATH": found})
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, b"", b"")
    assert [path.name for path in folder.iterdir()] == ["a"]
    assert (folder / "a").read_bytes() == usual
    ended = run(args, mini, capture_output=True, env={"PYTHONPATH": found})
    told = f"bilat: --output: {folder}/a exists. Add --force to overwrite it.\n"
    assert (ended.returncode, ended.stderr.decode()) == (2, told)


@pytest.mark.parametrize("which", ["facts.json", "seeds/note.txt", "seeds/letter.txt"])
@pytest.mark.parametrize("way", ["itself", "link", "hard link", "dots"])
def test_what_the_output_is_made_from_is_not_overwritten(on_mini, mini, tmp_path, which, way):
    path = mini.parent / which
    before = path.read_bytes()
    target = tmp_path / "target"
    if way == "link":
        target.symlink_to(path)
    elif way == "hard link":
        target.hardlink_to(path)
    else:
        target = path if way == "itself" else mini.parent / "seeds" / ".." / which
    told = f"bilat: --output: {target} is what the output is made from. Name another file.\n"
    args = ["--output", target, "--force"]
    assert on_mini("list", "--json", *args) == (2, "", told)
    assert on_mini("export", "--format", "ris", *args) == (2, "", told)
    named = on_mini("--facts", mini, "brief", *args, BILAT_FACTS="/nowhere")
    assert named == (2, "", told)
    assert path.read_bytes() == before


SLOW = """
import os, sys, time
fsync = os.fsync
def slow(handle):
    fsync(handle)
    print("writing", file=sys.stderr, flush=True)
    time.sleep(30)
os.fsync = slow
"""


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGINT"])
@pytest.mark.parametrize("command", ["list", "tidy"])
def test_a_signal_leaves_no_temporary_file(mini, tmp_path, name, command):
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "sitecustomize.py").write_text(SLOW)
    found = os.pathsep.join([str(tmp_path / "site"), os.environ.get("PYTHONPATH", "")])
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "a").write_text("mine")
    args = ["list", "--json", "--output", str(folder / "a"), "--force"]
    if command == "tidy":
        folder, args = mini.parent, ["tidy", str(mini)]
    before = {path.name: path.is_file() and path.read_bytes() for path in folder.iterdir()}
    process = subprocess.Popen(
        [*BILAT, *args],
        stderr=subprocess.PIPE,
        env=environment(BILAT_FACTS=str(mini), PYTHONPATH=found),
    )
    assert process.stderr.readline() == b"writing\n"
    process.send_signal(getattr(signal, name))
    expected = 130 if name == "SIGINT" else -getattr(signal, name)
    assert (process.wait(20), process.stderr.read()) == (expected, b"")
    after = {p.name: p.is_file() and p.read_bytes() for p in folder.iterdir()}
    after.pop(".bilat", None)
    assert after == before


def test_what_a_killed_process_left_is_cleared_and_nothing_else(on_mini, tmp_path):
    folder = tmp_path / "out"
    folder.mkdir()
    names = {
        "left": ".a.0123456789ab.tmp",
        "other": ".b.0123456789ab.tmp",
        "short": ".a.0123.tmp",
        "word": ".a.0123456789xy.tmp",
        "busy": ".a.ba9876543210.tmp",
    }
    for name in names.values():
        (folder / name).write_text("x")
        os.utime(folder / name, (1, 1))
    with (folder / names["busy"]).open("rb") as busy:
        fcntl.flock(busy, fcntl.LOCK_EX)
        assert on_mini("list", "--json", "--output", folder / "a") == (0, "", "")
    kept = {names[name] for name in ("other", "short", "word", "busy")}
    assert {path.name for path in folder.iterdir()} == {"a", *kept}


def test_a_name_of_the_greatest_length_can_be_written(on_mini, tmp_path):
    for name in ("习" * 80, "a" * 250, "👩" * 60):
        assert on_mini("list", "--format", "ids", "--output", tmp_path / name) == (0, "", "")
        assert (tmp_path / name).stat().st_size > 0


@pytest.mark.parametrize("step", range(12))
def test_an_interrupt_while_modules_are_loading_is_no_traceback(mini, step):
    code = (
        "import os, signal, sys, importlib.abc\n"
        "class Stop(importlib.abc.MetaPathFinder):\n"
        "    seen = 0\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name.startswith('bilat.') and name != 'bilat.__main__':\n"
        "            Stop.seen += 1\n"
        f"            if Stop.seen == {step} + 1: os.kill(os.getpid(), signal.SIGINT)\n"
        "sys.meta_path.insert(0, Stop())\n"
        "sys.argv = ['bilat', 'list', '--format', 'ids']\n"
        "from bilat.__main__ import main\n"
        "main()\n"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        env=environment(BILAT_FACTS=str(mini)),
        check=False,
        timeout=60,
    )
    assert (ended.returncode, ended.stdout, ended.stderr) == (130, b"", b"")


@pytest.mark.parametrize("args", ["--help", "cite --help", "schema", "--version", ""])
def test_a_full_disk_gets_no_advice_that_the_command_does_not_take(mini, args):
    with open("/dev/full", "wb") as full:
        ended = run(args.split(), mini, stdout=full, stderr=subprocess.PIPE)
    told = b"bilat: cannot write: No space left on device. Make room there first.\n"
    assert (ended.returncode, ended.stderr) == (2, told)


@pytest.mark.parametrize("shell", ["bash"])
@pytest.mark.parametrize("home", ["/proc", "file", "garbled"])
def test_completion_that_cannot_be_put_in_place_names_the_path(mini, tmp_path, shell, home):
    folder = tmp_path / "home"
    if home == "file":
        folder.write_text("")
        what = f" {folder}: File exists"
    elif home == "garbled":
        folder.mkdir()
        (folder / ".bashrc").write_bytes(b"\xff\xfe")
        what = ": 'utf-8' codec can't decode byte 0xff in position 0: invalid start byte"
    else:
        folder = Path(home)
        what = " /proc/.bashrc: No such file or directory"
    line = f"{' '.join(BILAT)} --install-completion; echo $?"
    ended = subprocess.run(
        [shell, "-c", line],
        capture_output=True,
        env=environment(BILAT_FACTS=str(mini), HOME=str(folder)),
        check=False,
    )
    told = f"bilat: cannot write{what}. `bilat --show-completion` prints it.\n"
    assert (ended.stdout, ended.stderr.decode()) == (b"2\n", told)


@pytest.mark.parametrize("columns", ["9" * 5000, "0" * 5000, "0" * 5000 + "90", "²", "-1", "٩٠"])
@pytest.mark.parametrize("args", [["list"], ["--help"], ["show", "visa-free"]])
def test_no_number_of_columns_is_too_much(on_mini, columns, args):
    ended = on_mini(*args, COLUMNS=columns)
    assert (ended.code, ended.err) == (0, "")
    widest = max(map(len, ended.out.splitlines()))
    assert widest <= 200 or columns.strip("0") in {"", "²", "-1"}


def test_a_message_is_cut_in_its_middle(capsys):
    output.tell("wrong: " + "x" * 5000 + ". Do this.")
    told = capsys.readouterr().err
    assert told.startswith("bilat: wrong: xxx")
    assert told.endswith("xxx. Do this.\n")
    assert "x … x" in told
    assert len(told) < 1020
