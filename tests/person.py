"""Somebody at a terminal."""

from __future__ import annotations

import sys

import pexpect

from conftest import environment


class Person:
    """Somebody at a terminal, whose typed answers are counted."""

    def __init__(self, *args: str) -> None:
        self.typed = 0
        self.child = pexpect.spawn(
            sys.executable, ["-m", "bilat", *args], env=environment(TERM="xterm"), encoding="utf-8"
        )
        self.child.setwinsize(50, 200)

    def asked(self, *questions: str) -> int:
        return self.child.expect([*questions, pexpect.EOF], timeout=20)

    def type(self, text: str = "") -> None:
        self.typed += bool(text)
        self.child.sendline(text)

    def press(self, key: str) -> None:
        self.child.send(key)

    def end(self) -> int:
        self.child.expect(pexpect.EOF, timeout=20)
        self.child.close()
        return self.child.exitstatus
