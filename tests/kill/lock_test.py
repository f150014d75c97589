#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Several builds in one build directory, one after another or nested."""

import os
import shutil
import signal
import unittest

from sandbox import SandboxTest, tool

GATED = """\
rule gated
  command = sh gate $out && touch $out
rule nested
  command = $xb $args
build first: gated
build second: gated
"""


class TwoBuildsTest(SandboxTest):

    def setUp(self):
        super().setUp()
        self.write("build.ninja", GATED)

    def start_holder(self):
        """A build that stands at its gate and holds the lock."""
        self.put_gate("first")
        holder = self.start("first")
        self.wait_at_gate("first")
        return holder

    def wait_until_told(self, process):
        """Reads up to the line that tells what is waited for."""
        for line in process.stdout:
            if "waiting for" in line:
                return line
        return self.fail("it does not wait")

    def test_second_waits_and_says_for_whom(self):
        holder = self.start_holder()
        second = self.start("second")
        line = self.wait_until_told(second)
        self.assertIn(f"process {holder.pid} ", line)
        self.assertIn("first", line)
        self.assertFalse(self.exists("second"))
        self.open_gate("first")
        self.end(holder)
        text = self.end(second)
        self.assertEqual((holder.returncode, second.returncode), (0, 0), text)
        self.assertTrue(self.exists("first"))
        self.assertTrue(self.exists("second"))
        self.assertIn("no work to do", self.build())

    def test_no_wait_fails(self):
        holder = self.start_holder()
        status, text = self.run_xb("--no-wait", "second")
        self.assertEqual(status, 1)
        self.assertIn(f"in use by process {holder.pid} ", text)
        self.assertFalse(self.exists("second"))

    def test_wait_ends_with_a_signal(self):
        self.start_holder()
        second = self.start("second")
        self.wait_until_told(second)
        second.send_signal(signal.SIGINT)
        self.end(second)
        # A shell tells 130 for both: by its own exit, or by the signal before
        # the wait had begun.
        self.assertIn(second.returncode, (130, -signal.SIGINT))

    def test_killed_holder_is_taken_over(self):
        holder = self.start_holder()
        second = self.start("second")
        self.wait_until_told(second)
        holder.kill()
        holder.wait()
        text = self.end(second)
        self.assertEqual(second.returncode, 0, text)
        self.assertIn("that a killed build had left running", text)
        self.take_gate_away("first")
        self.build()
        self.assertTrue(self.exists("first"))

    def test_manifest_is_read_again_after_the_wait(self):
        holder = self.start_holder()
        second = self.start("second")
        self.wait_until_told(second)
        self.write("build.ninja", GATED.replace("touch", "echo new >"))
        self.open_gate("first")
        self.end(holder)
        text = self.end(second)
        self.assertEqual(second.returncode, 0, text)
        self.assertEqual(self.read("second"), "new\n")

    def test_tools_that_only_read_do_not_wait(self):
        self.start_holder()
        self.assertIn("second", self.build("-t", "targets", "all"))
        self.assertIn("touch second", self.build("-n", "second"))

    def test_other_directories_are_free(self):
        self.start_holder()
        other = self.path("other")
        os.mkdir(other)
        shutil.copy(self.path("build.ninja"), other)
        shutil.copy(self.path("gate"), other)
        self.build("-C", "other")
        self.assertTrue(self.exists("other/second"))


class NestedTest(SandboxTest):
    """A build below another one in its directory must not wait for it."""

    def nest(self, args):
        self.write("build.ninja", f"xb = {tool()}\n{GATED}"
                   f"build outer: nested\n  args = {args}\n")

    def test_same_directory(self):
        self.nest("second && touch outer")
        self.build("outer")
        self.assertTrue(self.exists("second"))
        self.assertIn("no work to do", self.build("outer", "second"))

    def test_holder_could_not_leave_its_name(self):
        self.nest("second && touch outer")
        # Where the text of the lock is lost, as on a full disk.
        self.write("build.ninja", self.read("build.ninja").replace(
            "command = $xb", "command = : >.xb/lock && $xb"))
        self.build("outer")
        self.assertIn("no work to do", self.build("outer", "second"))

    def test_command_on_the_console(self):
        self.nest("second && touch outer\n  pool = console")
        self.build("outer")
        self.assertIn("no work to do", self.build("outer", "second"))

    def test_tools_that_write_the_log(self):
        self.nest("-t recompact && $xb -t restat first && touch outer")
        self.build("first")
        self.build("outer")
        self.assertIn("no work to do", self.build("first", "outer"))

    def test_killed_above_a_nested_build(self):
        self.nest("second && touch outer")
        self.put_gate("second")
        outer = self.start("outer")
        self.wait_at_gate("second")
        outer.kill()
        outer.wait()
        self.leave_at_gate("second")
        # Ends the nested one and what that has running, which is no child of
        # the killed one.
        self.assertIn("that a killed build had left running",
                      self.build("outer"))
        self.assert_nobody_at_gate("second")
        self.assertIn("no work to do", self.build("outer", "second"))


class ReaderTest(SandboxTest):
    """A reader that has seen enough does not end the build."""

    def test_reader_goes_away(self):
        self.write("build.ninja", GATED)
        self.put_gate("second")
        process = self.start("-j1", "-v", "first", "second")
        self.assertIn("first", process.stdout.readline())
        self.wait_at_gate("second")
        process.stdout.close()
        self.open_gate("second")
        self.assertEqual(process.wait(), 0)
        self.assertTrue(self.exists("second"))
        self.assertIn("no work to do", self.build())

    def test_commands_are_ended_by_their_pipes(self):
        self.write("build.ninja",
                   "rule r\n  command = grep SigIgn /proc/self/status >$out\n"
                   "build direct: r\n"
                   "rule c\n  command = grep SigIgn /proc/self/status\n"
                   "  pool = console\nbuild console: c\n")
        text = self.build("-v", "console") + self.build("direct")
        ignored = [line.split()[1] for line in
                   (text + self.read("direct")).splitlines()
                   if line.startswith("SigIgn:")]
        self.assertEqual(len(ignored), 2, text)
        for mask in ignored:
            self.assertFalse(int(mask, 16) & 1 << (signal.SIGPIPE - 1))


if __name__ == "__main__":
    unittest.main()
