#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What a killed build leaves is never taken for the result of a command."""

import os
import signal
import unittest

from sandbox import SandboxTest

RULES = """\
rule make
  command = sh make.sh $out $in && : $flags
rule make_restat
  command = sh make.sh $out $in
  restat = 1
rule make_generator
  command = sh make.sh $out $in
  generator = 1
"""
MAKE = """\
{ echo begin && sh gate half && cat "$2" && echo end; } >"$1"
"""
CONFIGURE = """\
rule configure
  command = cp template build.ninja.tmp && mv build.ninja.tmp build.ninja && $
      sh gate half
  generator = 1
rule copy
  command = cp $in $out
build build.ninja: configure template
build out: copy in
"""
DONE = "begin\n{}end\n"


class RecoveryTest(SandboxTest):

    def setUp(self):
        super().setUp()
        self.write("make.sh", MAKE)
        self.write("in", "1\n")

    def manifest(self, text):
        self.write("build.ninja", RULES + text)

    def kill_half_way(self, *args):
        """A build that is killed while the output is half there."""
        self.put_gate("half")
        process = self.start(*args)
        self.wait_at_gate("half")
        process.kill()
        process.wait()
        # Only what a reader of the output sees now matters to the next build.
        self.assertEqual(self.read("out"), "begin\n")
        self.take_gate_away("half")

    def test_first_build(self):
        self.manifest("build out: make in\n")
        self.kill_half_way()
        self.build()
        self.assertEqual(self.read("out"), DONE.format("1\n"))

    def test_output_had_been_deleted(self):
        self.manifest("build out: make in\n")
        self.build()
        self.remove("out")
        self.kill_half_way()
        self.build()
        self.assertEqual(self.read("out"), DONE.format("1\n"))

    def test_restat_output_had_been_deleted(self):
        self.manifest("build out: make_restat in\n")
        self.build()
        self.remove("out")
        self.kill_half_way()
        self.build()
        self.assertEqual(self.read("out"), DONE.format("1\n"))

    def test_command_goes_back(self):
        self.manifest("build out: make in\n")
        self.build()
        self.manifest("build out: make in\n  flags = other\n")
        self.kill_half_way()
        self.manifest("build out: make in\n")
        self.build()
        self.assertEqual(self.read("out"), DONE.format("1\n"))

    def test_input_goes_back_with_its_old_time(self):
        self.manifest("build out: make in\n")
        self.build()
        before = os.stat(self.path("in"))
        self.edit("in", "2\n")
        self.kill_half_way()
        self.write("in", "1\n")
        os.utime(self.path("in"), ns=(before.st_atime_ns, before.st_mtime_ns))
        self.build()
        self.assertEqual(self.read("out"), DONE.format("1\n"))

    def test_input_is_taken_away(self):
        self.manifest("build out: make in\n")
        self.build()
        self.edit("more", "more\n")
        self.manifest("build out: make in | more\n")
        self.kill_half_way()
        self.manifest("build out: make in\n")
        self.build()
        self.assertEqual(self.read("out"), DONE.format("1\n"))

    def test_first_run_of_a_generator(self):
        self.manifest("build out: make_generator in\n")
        self.kill_half_way()
        self.build()
        self.assertEqual(self.read("out"), DONE.format("1\n"))

    def test_generator_whose_output_had_been_deleted(self):
        self.manifest("build out: make_generator in\n")
        self.build()
        self.remove("out")
        self.kill_half_way()
        self.build()
        self.assertEqual(self.read("out"), DONE.format("1\n"))

    def test_interrupted_command_that_ignores_it(self):
        self.write("make.sh", "trap : INT\n"
                   "until sh gate half; do :; done\n" + MAKE)
        self.manifest("build out: make in\n")
        self.put_gate("half")
        process = self.start()
        self.wait_at_gate("half")
        process.send_signal(signal.SIGINT)
        # The gate is ended, the loop around it is not.
        self.wait_at_gate("half")
        self.leave_at_gate("half")
        self.open_gate("half")
        text = self.end(process)
        self.assertEqual(process.returncode, 130, text)
        self.assertFalse(self.exists("out"))
        self.build()
        self.assertEqual(self.read("out"), DONE.format("1\n"))

    def test_interrupted_generator_leaves_the_manifest(self):
        self.write("template", CONFIGURE)
        self.write("build.ninja", self.read("template"))
        self.write("in", "1\n")
        self.build()
        self.edit("template", self.read("template") + "# new\n")
        self.put_gate("half")
        process = self.start()
        self.wait_at_gate("half")
        process.send_signal(signal.SIGTERM)
        text = self.end(process)
        self.assertEqual(process.returncode, 143, text)
        # It was complete, but that only its maker could know.
        self.assertEqual(self.read("build.ninja"), self.read("template"))
        self.take_gate_away("half")
        self.assertIn("sh gate half", self.build())
        self.assertIn("no work to do", self.build())

    def test_command_that_lives_on_is_ended(self):
        self.manifest("build out: make in\n")
        self.put_gate("half")
        process = self.start()
        self.wait_at_gate("half")
        process.kill()
        process.wait()
        # The first command still waits at the gate; the second one must not
        # find it there, but pass.
        self.leave_at_gate("half")
        text = self.build()
        self.assertIn("that a killed build had left running", text)
        self.assert_nobody_at_gate("half")
        self.assertEqual(self.read("out"), DONE.format("1\n"))

    def test_command_that_lives_on_without_our_pipe_is_ended(self):
        self.write("make.sh", "exec >>log 2>&1\n" + MAKE)
        self.test_command_that_lives_on_is_ended()

    def test_console_command_that_lives_on_is_ended(self):
        self.manifest("build out: make in\n  pool = console\n")
        self.put_gate("half")
        process = self.start()
        self.wait_at_gate("half")
        process.kill()
        process.wait()
        self.leave_at_gate("half")
        self.assertIn("that a killed build had left running", self.build())
        self.assert_nobody_at_gate("half")

    def test_nothing_is_left_of_an_orderly_build(self):
        self.manifest("build out: make in\n")
        self.build()
        self.assertEqual(os.listdir(self.path(".xb/running")), [])


if __name__ == "__main__":
    unittest.main()
