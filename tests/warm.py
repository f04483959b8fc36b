"""Run bilat as a process without paying for an interpreter's start each time.

A server, a fresh interpreter that has loaded all of bilat and has run none of it, forks a child for
every call. The child is a process like any other: descriptors, folder, environment and arguments
are those of the call, and it ends through `bilat.__main__.main` and Python's own end. Its streams
are those that Python itself made of three pipes at the server's start, never used before.

    python -m warm FD     the server, which takes calls at a socket until that is closed
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import pkgutil
import re
import select
import selectors
import signal
import socket
import struct
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

# What Python reads at its start, and a child therefore has from the server.
_AT_START = ("PYTHON", "LC_", "LANG")
# What bilat loads only once it runs.
_LATER = ("csv", "difflib", "rich.console", "rich.table", "rich.text", "sqlite3", "tempfile")
_LENGTH = struct.Struct("<I")
_NUMBER = struct.Struct("<i")


class Call(NamedTuple):
    """What a process starts with."""

    args: list[str]
    cwd: str
    env: dict[str, str]


def at_start(env: dict[str, str]) -> dict[str, str]:
    """Those variables of an environment that only a fresh interpreter obeys."""
    return {name: value for name, value in env.items() if name.startswith(_AT_START)}


# The server


def load() -> None:
    """Import all that any command may import."""
    import bilat

    for module in pkgutil.walk_packages(bilat.__path__, "bilat."):
        for value in vars(importlib.import_module(module.name)).values():
            # What startup.pattern compiles at its first use: re keeps it by its text and flags.
            given = getattr(value, "__dict__", {}).get("_given")
            if type(value).__name__ == "_Pattern" and given:
                re.compile(*given)
    for name in _LATER:
        importlib.import_module(name)
    gc.collect()
    gc.freeze()


def received(channel: socket.socket) -> tuple[Call, list[int]] | None:
    """The next call with its three descriptors; None where there are no more."""
    head, fds, _, _ = socket.recv_fds(channel, _LENGTH.size, 3)
    if not head:
        return None
    content = b""
    while len(content) < _LENGTH.unpack(head)[0]:
        content += channel.recv(1 << 16)
    return Call(*json.loads(content)), fds


def serve(channel: socket.socket) -> Call | None:
    """Fork for each call. Returns the call in its child; None in the server at its end."""
    while (found := received(channel)) is not None:
        call, fds = found
        pid = os.fork()
        if pid == 0:
            channel.close()
            for number, fd in enumerate(fds):
                os.dup2(fd, number)
                os.close(fd)
            return call
        for fd in fds:
            os.close(fd)
        channel.sendall(_NUMBER.pack(pid))
        channel.sendall(_NUMBER.pack(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])))
    return None


def become(call: Call) -> None:
    """Take the surroundings of a call, as `python -m bilat` finds them."""
    os.chdir(call.cwd)
    os.environ.clear()
    os.environ.update(call.env)
    time.tzset()
    sys.path[0] = os.getcwd()
    sys.argv = [str(sys.modules["bilat.__main__"].__file__), *call.args]


# The tests' side


class Server:
    """Starts processes of bilat by forking."""

    def __init__(self, env: dict[str, str]) -> None:
        self._channel, theirs = socket.socketpair()
        self._env = at_start(env)
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "warm", str(theirs.fileno())],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                cwd=Path(__file__).parent,
                env=env,
                pass_fds=[theirs.fileno()],
            )

    def close(self) -> None:
        """End the server."""
        self._channel.close()
        self._process.communicate(timeout=60)

    def knows(self, env: dict[str, str]) -> bool:
        """Whether a child would be what an interpreter started with these variables is."""
        return at_start(env) == self._env

    def run(self, call: Call, data: bytes, timeout: float) -> tuple[int, bytes, bytes]:
        """Run one process. Returns its exit code (negative for a signal), stdout and stderr.

        Raises:
            subprocess.TimeoutExpired: it takes longer than that many seconds, and was killed.
        """
        pipes = [os.pipe() for _ in range(3)]
        theirs = [pipes[0][0], pipes[1][1], pipes[2][1]]
        ours = [pipes[0][1], pipes[1][0], pipes[2][0]]
        pid = self._begun(call, theirs)
        for fd in theirs:
            os.close(fd)
        try:
            out, err = exchanged(ours, data, time.monotonic() + timeout)
        except TimeoutError:
            os.kill(pid, signal.SIGKILL)
            self._number()
            raise subprocess.TimeoutExpired(call.args, timeout) from None
        return self._number(), out, err

    def _begun(self, call: Call, pipes: list[int]) -> int:
        """Start a process with these for its streams. Returns its id.

        Raises:
            RuntimeError: the server has ended; the message is what it said.
        """
        content = json.dumps(call).encode()
        try:
            socket.send_fds(self._channel, [_LENGTH.pack(len(content))], pipes)
            self._channel.sendall(content)
            return self._number()
        except ConnectionError:
            raise RuntimeError(self._process.communicate()[1].decode()) from None

    def _number(self) -> int:
        answer = self._channel.recv(_NUMBER.size, socket.MSG_WAITALL)
        if len(answer) < _NUMBER.size:
            raise ConnectionResetError
        return int(_NUMBER.unpack(answer)[0])


def exchanged(pipes: list[int], data: bytes, end: float) -> tuple[bytes, bytes]:
    """Feed the first of three pipes; returns what came out of the others. Closes all three.

    Raises:
        TimeoutError: they are still open at that time.
    """
    stdin, *outs = pipes
    came: dict[int, list[bytes]] = {fd: [] for fd in outs}
    with selectors.DefaultSelector() as chosen:
        chosen.register(stdin, selectors.EVENT_WRITE)
        for fd in outs:
            chosen.register(fd, selectors.EVENT_READ)
        while chosen.get_map():
            ready = chosen.select(max(0.0, end - time.monotonic()))
            for key, _ in ready:
                if key.fd == stdin:
                    data = data[_fed(stdin, data) :]
                    done = not data
                else:
                    came[key.fd].append(os.read(key.fd, 1 << 16))
                    done = not came[key.fd][-1]
                if done:
                    chosen.unregister(key.fd)
                    os.close(key.fd)
            if not ready:
                for fd in list(chosen.get_map()):
                    os.close(fd)
                raise TimeoutError
    return b"".join(came[outs[0]]), b"".join(came[outs[1]])


def _fed(fd: int, data: bytes) -> int:
    """Write what a ready pipe takes without waiting. Returns how much; all where nobody reads."""
    try:
        return os.write(fd, data[: select.PIPE_BUF])
    except BrokenPipeError:
        return len(data)


if __name__ == "__main__":
    load()
    given = serve(socket.socket(fileno=int(sys.argv[1])))
    if given is not None:
        become(given)
        from bilat.__main__ import main

        main()
