# SPDX-License-Identifier: Apache-2.0
"""A directory for one test with a manifest, and gates to stop commands at.

A gate is a pair of FIFOs.  The command `sh gate NAME` says that it is there
and then waits to be let through; where the gate was not put up, or has been
taken away, it passes.
"""

import os
import shutil
import signal
import subprocess
import tempfile
import unittest

TIMEOUT_S = 60
GATE = """\
[ -p "$1.in" ] || exit 0
echo here >"$1.in"
read -r word <"$1.out"
"""


def tool():
    """The xb under test."""
    return os.environ["XB"]


class SandboxTest(unittest.TestCase):
    """Base of the tests: self.dir is fresh, what was started is ended."""

    def setUp(self):
        self.dir = tempfile.mkdtemp(prefix="xb-test-")
        self.addCleanup(shutil.rmtree, self.dir, ignore_errors=True)
        # No time of a test's own lies on this side of a build.
        self.clock = 10**9
        self.gates = {}
        self.addCleanup(lambda: [os.close(fd) for fd in self.gates.values()])
        self.write("gate", GATE)
        signal.alarm(2 * TIMEOUT_S)
        self.addCleanup(signal.alarm, 0)

    def path(self, name):
        return os.path.join(self.dir, name)

    def write(self, name, text):
        """Writes a file, older than any build but newer than those before."""
        self.clock += 1
        with open(self.path(name), "w", encoding="utf-8") as file:
            file.write(text)
        os.utime(self.path(name), (self.clock, self.clock))

    def edit(self, name, text):
        """Writes a file, newer than all that has been built."""
        self.write(name, text)
        newest = max(os.stat(self.path(other)).st_mtime_ns
                     for other in [name, *self.outputs()])
        # In ticks of the file system, a later one.
        while os.stat(self.path(name)).st_mtime_ns <= newest:
            os.utime(self.path(name))

    def outputs(self):
        return [name for name in os.listdir(self.dir)
                if os.path.isfile(self.path(name))]

    def read(self, name):
        with open(self.path(name), encoding="utf-8") as file:
            return file.read()

    def exists(self, name):
        return os.path.exists(self.path(name))

    def remove(self, name):
        os.remove(self.path(name))

    def start(self, *args, **options):
        """Starts xb in a session of its own; killed at the end of the test."""
        settings = {"cwd": self.dir, "stdin": subprocess.DEVNULL,
                    "stdout": subprocess.PIPE, "stderr": subprocess.STDOUT,
                    "text": True, "start_new_session": True, **options}
        process = subprocess.Popen([tool(), *args], **settings)
        self.addCleanup(self.finish, process)
        return process

    @staticmethod
    def finish(process):
        if process.poll() is None:
            process.kill()
        process.wait(TIMEOUT_S)
        if process.stdout is not None:
            process.stdout.close()

    def end(self, process):
        """Waits for the end of what start() started; its output."""
        text, _ = process.communicate(timeout=TIMEOUT_S)
        return text

    def run_xb(self, *args, **options):
        """Runs xb to its end: exit status and output."""
        process = self.start(*args, **options)
        text = self.end(process)
        return process.returncode, text

    def build(self, *args):
        """A build that must succeed; its output."""
        status, text = self.run_xb(*args)
        self.assertEqual(status, 0, text)
        return text

    def put_gate(self, name):
        for end in ("in", "out"):
            os.mkfifo(self.path(f"{name}.{end}"))

    def wait_at_gate(self, name):
        """Until a command is there."""
        with open(self.path(name + ".in"), encoding="utf-8") as file:
            self.assertEqual(file.readline(), "here\n")
        # Returns when the command opens the other end.
        gate = os.open(self.path(name + ".out"), os.O_WRONLY)
        # Only now: without a writer the command would read the end.
        if name in self.gates:
            os.close(self.gates[name])
        self.gates[name] = gate

    def open_gate(self, name):
        os.write(self.gates[name], b"go\n")

    def leave_at_gate(self, name):
        """Whoever waits there will wait on, all others pass."""
        for end in ("in", "out"):
            os.rename(self.path(f"{name}.{end}"),
                      self.path(f"{name}.{end}.left"))

    def assert_nobody_at_gate(self, name):
        with self.assertRaises(BrokenPipeError):
            os.write(self.gates[name], b"go\n")

    def take_gate_away(self, name):
        for end in ("in", "out"):
            self.remove(f"{name}.{end}")
