#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Full and read-only disks: a clear error, and the next build is right."""

import os
import random
import shutil
import subprocess
import sys
import tempfile
import unittest

import project
from sandbox import SandboxTest, TIMEOUT_S, tool

SEED = int(os.environ.get("SEED", random.SystemRandom().randrange(10**6)))
ROUNDS = 20
NOBODY = 65534


def run(args, cwd, **options):
    done = subprocess.run(args, cwd=cwd, stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          timeout=TIMEOUT_S, check=False, **options)
    return done.returncode, done.stdout.decode(errors="replace")


def mount(test, *args):
    """Mounts on a directory of the test, or skips the test."""
    status, text = run(["mount", *args], "/")
    if status != 0:
        test.skipTest(f"cannot mount here: {text.strip()}")
    test.addCleanup(run, ["umount", args[-1]], "/")


class FullDiskTest(unittest.TestCase):

    def setUp(self):
        self.dir = tempfile.mkdtemp(prefix="xb-full-")
        self.addCleanup(os.rmdir, self.dir)
        mount(self, "-t", "tmpfs", "-o", "size=3m", "xb-test", self.dir)
        self.random = random.Random(SEED)
        self.root = os.path.join(self.dir, "tree")
        self.project = project.Project(self.root, self.random, components=4,
                                       units=6, modules=4)
        self.filler = os.path.join(self.dir, "filler")

    def fill(self, left):
        """Leaves `left` bytes, rounded down to pages."""
        with open(self.filler, "wb", buffering=0) as file:
            free = os.statvfs(self.dir)
            size = free.f_bavail * free.f_frsize - left
            if size > 0:
                os.posix_fallocate(file.fileno(), 0, size)

    def free(self):
        os.remove(self.filler)

    def build(self, *flags):
        return run([tool(), *flags], self.root)

    def check(self):
        """With room again everything is as it should be."""
        status, text = self.build("-j4")
        self.assertEqual(status, 0, text)
        self.assertEqual(project.differences(self.project), [])
        self.assertIn("no work to do", self.build()[1])

    def test_any_amount_of_room(self):
        for _ in range(ROUNDS):
            with self.subTest(seed=SEED):
                kind = self.random.random()
                if kind < 0.3:
                    self.forget_all()
                else:
                    self.project.edit()
                self.fill(self.random.choice([0, 1, 3, 10, 60]) * 4096)
                status, text = self.build(
                    f"-j{self.random.choice([1, 2, 8])}",
                    f"-k{self.random.choice([1, 0])}")
                self.assertIn(status, range(126), text)
                if status != 0:
                    self.assert_clear(text)
                self.free()
                self.check()

    def assert_clear(self, text):
        """Whoever could not write says so, be it a command or xb itself."""
        reasons = ("No space left on device", "I/O error", "write error")
        self.assertTrue(any(reason in text for reason in reasons), text)

    def forget_all(self):
        """Back to sources and an old manifest."""
        for path in self.project.outputs():
            if os.path.exists(os.path.join(self.root, path)):
                os.remove(os.path.join(self.root, path))
        for name in (".ninja_log", ".ninja_deps"):
            if os.path.exists(os.path.join(self.root, name)):
                os.remove(os.path.join(self.root, name))
        shutil.rmtree(os.path.join(self.root, ".xb"), ignore_errors=True)

    def test_nothing_to_do_needs_no_room(self):
        self.check()
        self.fill(0)
        self.assertEqual(self.build(), (0, "xb: no work to do.\n"))
        self.free()

    def test_no_room_for_the_log(self):
        self.check()
        # A command that needs no room itself.
        manifest = os.path.join(self.root, "log.ninja")
        with open(manifest, "w", encoding="ascii") as file:
            file.write("rule r\n  command = true\n" +
                       "".join(f"build {'x' * 200}{i}: r\n"
                               for i in range(100)))
        self.fill(0)
        status, text = self.build("-f", manifest)
        self.assertEqual(status, 1, text)
        self.assertIn("No space left on device", text)
        self.free()
        os.remove(manifest)
        self.check()


class ReadOnlyTest(SandboxTest):

    def setUp(self):
        super().setUp()
        self.write("in", "1\n")
        self.write("build.ninja", "rule r\n  command = cp $in $out\n"
                   "build out: r in\n")
        self.build()

    def assert_build_fails(self, cwd, cause, xb=None, **options):
        status, text = run([xb or tool()], cwd, **options)
        self.assertEqual(status, 1, text)
        self.assertIn(cause, text)
        self.assertEqual(text.count("\n"), 1, text)
        self.assertTrue(text.startswith("xb: error: "), text)

    def test_file_system(self):
        view = tempfile.mkdtemp(prefix="xb-view-")
        self.addCleanup(os.rmdir, view)
        mount(self, "--bind", self.dir, view)
        mount(self, "-o", "remount,ro,bind", view)
        self.assertEqual(run([tool()], view), (0, "xb: no work to do.\n"))
        self.edit("in", "2\n")
        self.assert_build_fails(view, "Read-only file system")
        self.build()
        self.assertEqual(self.read("out"), "2\n")

    def test_directory_of_somebody_else(self):
        if os.geteuid() != 0:
            self.skipTest("only root can become somebody else")
        os.chmod(self.dir, 0o755)
        # The one under test may be where nobody else can go.
        os.mkdir(self.path("bin"))
        shutil.copy(tool(), self.path("bin/xb"))
        xb = self.path("bin/xb")
        # At home where nobody's settings are out of reach.
        nobody = {"user": NOBODY, "group": NOBODY, "extra_groups": [],
                  "env": {**os.environ, "HOME": self.dir}}
        self.assertEqual(run([xb], self.dir, **nobody),
                         (0, "xb: no work to do.\n"))
        self.edit("in", "2\n")
        self.assert_build_fails(self.dir, "Permission denied", xb, **nobody)
        self.build()
        self.assertEqual(self.read("out"), "2\n")


if __name__ == "__main__":
    print(f"disk_test: SEED={SEED}", file=sys.stderr)
    unittest.main()
