#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""xb on a terminal: what stays on the screen, Ctrl-C, Ctrl-Z and fg."""

import fcntl
import os
import pty
import select
import signal
import struct
import termios
import threading
import unittest

from sandbox import SandboxTest, tool
from screen import Screen

RULES = """\
rule gated
  command = sh gate $out && echo text >$out
rule fails
  command = sh gate $out; echo boom; exit 3
rule stubborn
  command = trap : INT; echo half >$out; while :; do sh gate $out; done
"""
CTRL_C = b"\x03"
CTRL_Z = b"\x1a"
# A frame of the block begins with it.
FRAME = "\x1b[?7l"


class Terminal:
    """A program on a pseudo terminal of its own; its output is collected."""

    def __init__(self, args, cwd, columns=60):
        self.pid, self.master = pty.fork()
        if self.pid == 0:
            os.chdir(cwd)
            os.environ["TERM"] = "xterm"
            os.environ.pop("NINJA_STATUS", None)
            os.execvp(args[0], args)
        self.resize(columns)
        self.text = ""
        self.news = threading.Condition()
        self.ended = False
        self.reader = threading.Thread(target=self._read)
        self.reader.start()

    def _read(self):
        while True:
            try:
                data = os.read(self.master, 65536)
            except OSError:
                data = b""
            with self.news:
                self.text += data.decode()
                self.ended = not data
                self.news.notify_all()
            if not data:
                return

    def wait_for(self, what, times=1):
        """Until the output holds `what` so often."""
        with self.news:
            self.news.wait_for(
                lambda: self.text.count(what) >= times or self.ended)
            if self.text.count(what) < times:
                raise AssertionError(f"{what!r} not in {self.text!r}")

    def resize(self, columns):
        fcntl.ioctl(self.master, termios.TIOCSWINSZ,
                    struct.pack("HHHH", 24, columns, 0, 0))

    def type(self, keys):
        os.write(self.master, keys)

    def wait(self):
        """The exit status."""
        self.reader.join()
        _, status = os.waitpid(self.pid, 0)
        self.pid = None
        return os.waitstatus_to_exitcode(status)

    def close(self):
        if self.pid is not None:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        os.close(self.master)


class TerminalTest(SandboxTest):

    def setUp(self):
        super().setUp()
        self.write("build.ninja", RULES + """\
build good: gated
build bad: fails
build deaf: stubborn
""")

    def open_terminal(self, *args, **options):
        terminal = Terminal(args, self.dir, **options)
        self.addCleanup(terminal.close)
        return terminal

    def test_failure_leaves_no_garbage(self):
        self.put_gate("good")
        self.put_gate("bad")
        terminal = self.open_terminal(tool(), "-j2", "good", "bad")
        self.wait_at_gate("good")
        self.wait_at_gate("bad")
        terminal.wait_for("2 running")
        self.open_gate("bad")
        terminal.wait_for("boom")
        self.open_gate("good")
        self.assertEqual(terminal.wait(), 3)
        screen = Screen(60)
        screen.feed(terminal.text)
        lines = screen.visible()
        self.assertEqual(screen.column, 0, lines)
        for leftover in ("running", "[=", "[>", "ETA"):
            self.assertNotIn(leftover, "\n".join(lines))
        self.assertIn("boom", lines)
        self.assertEqual(sum("FAILED" in line for line in lines), 1, lines)
        self.assertIn("subcommand failed", lines[-1])

    def test_block_survives_resizing(self):
        self.put_gate("good")
        terminal = self.open_terminal(tool(), "good", columns=80)
        self.wait_at_gate("good")
        terminal.wait_for("1 running")
        before = len(terminal.text)
        frames = terminal.text.count(FRAME)
        terminal.resize(30)
        terminal.wait_for(FRAME, frames + 1)
        self.open_gate("good")
        self.assertEqual(terminal.wait(), 0)
        # Lines that were too long are cut, as a terminal does that shrinks.
        screen = Screen(80)
        screen.feed(terminal.text[:before])
        screen.columns = 30
        screen.lines = [line[:30] for line in screen.lines]
        screen.feed(terminal.text[before:])
        lines = screen.visible()
        self.assertEqual(len(lines), 1, lines)
        self.assertTrue(lines[0].startswith("[1/1] done after"), lines)

    def test_ctrl_c(self):
        self.put_gate("good")
        terminal = self.open_terminal(tool(), "good")
        self.wait_at_gate("good")
        terminal.type(CTRL_C)
        self.assertEqual(terminal.wait(), 130)
        self.assertIn("interrupted by user", terminal.text)
        self.assertFalse(self.exists("good"))

    def test_second_ctrl_c_kills(self):
        self.put_gate("deaf")
        terminal = self.open_terminal(tool(), "deaf")
        self.wait_at_gate("deaf")
        terminal.type(CTRL_C)
        # The gate itself is ended, the loop around it is not.
        self.wait_at_gate("deaf")
        terminal.type(CTRL_C)
        self.assertEqual(terminal.wait(), 130)
        self.assertFalse(self.exists("deaf"))

    def state_of(self, pid):
        with open(f"/proc/{pid}/stat", encoding="utf-8") as file:
            return file.read().rpartition(")")[2].split()[0]

    def wait_for_state(self, pid, states, terminal):
        while self.state_of(pid) not in states:
            select.select([], [], [], 0.001)
            self.assertFalse(terminal.ended, terminal.text)

    def child_of(self, pid):
        with open(f"/proc/{pid}/task/{pid}/children",
                  encoding="utf-8") as file:
            return int(file.read().split()[0])

    def test_ctrl_z_and_fg(self):
        self.put_gate("good")
        terminal = self.open_terminal("sh", "-i")
        terminal.type(b"set -m; PS1='ready> '; " + tool().encode() +
                      b" good\n")
        self.wait_at_gate("good")
        xb = int(self.read(".xb/lock").split("\n")[0])
        command = self.child_of(xb)
        terminal.wait_for("1 running")
        terminal.type(CTRL_Z)
        self.wait_for_state(xb, "T", terminal)
        # The shell finds nothing of the block in its way.
        terminal.wait_for("ready> ", 2)
        self.assertIn("\x1b[J", terminal.text.rpartition(FRAME)[2])
        # Its commands do not work on behind the user's back.
        self.wait_for_state(command, "T", terminal)
        terminal.type(b"fg\n")
        self.wait_for_state(xb, "SR", terminal)
        self.wait_for_state(command, "SR", terminal)
        self.open_gate("good")
        terminal.wait_for("done after")
        terminal.type(b"exit $?\n")
        self.assertEqual(terminal.wait(), 0)
        self.assertEqual(self.read("good"), "text\n")


if __name__ == "__main__":
    unittest.main()
