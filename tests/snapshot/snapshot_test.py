#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What a build would do is the same with and without `.xb/graph`.

A project with every kind of edge is changed, again and again, in every way
that somebody could forget to look for: by hand, by ninja, by damage.
"""

import os
import random
import shutil
import subprocess
import tempfile
import unittest

TIMEOUT_S = 60
STEPS = 120
SOURCES = ["a", "b", "c", "d"]

# The compiler: copies what it reads, and tells what that was.
COMPILE = """\
set -e
out=$1 depfile=$2 source=$3
headers=$(sed -n 's/^include //p' "$source")
cat "$source" $headers >"$out"
printf '%s: %s' "$out" "$source" >"$depfile"
for header in $headers; do printf ' %s' "$header" >>"$depfile"; done
echo >>"$depfile"
"""
KEEP = """\
cmp -s "$2" "$1" || cp "$2" "$1"
"""
RULES = """\
flags = 1
rule cc
  command = sh compile.sh $out $out.d $in && : $flags
  depfile = $out.d
  deps = gcc
rule cc_depfile
  command = sh compile.sh $out $out.d $in
  depfile = $out.d
rule cat
  command = cat $in >$out
rule two
  command = cat $in >$out && cp $out $out.map
rule keep
  command = sh keep.sh $out $in
  restat = 1
rule configure
  command = cp $in $out
  generator = 1
rule linked
  command = cat $in $rspfile >$out
  rspfile = $out.rsp
  rspfile_content = $in $flags
"""
MANIFEST = """\
include rules.ninja
subninja sub.ninja
build build.ninja: configure build.ninja.in
build gen.h: keep gen.in
build a.o: cc a || gen.h
build b.o: cc b | gen.h
build c.o: cc_depfile c
build d.o: cc d |@ checked
build checked: cat d
build lib | lib.map: two a.o b.o
build app: linked lib c.o d.o sub.o
build parts: phony lib sub.o
build order: phony || c.o
build late: cat a || order
build all: phony app parts late marks
default all
"""
SUB = """\
flags = sub
build sub.o: cc a
build marks: phony
"""
DYNDEP = """\
build with_dd: cat b || dd
  dyndep = dd
build dd: keep dd.in
build users: phony with_dd
"""


class SnapshotTest(unittest.TestCase):

    def setUp(self):
        self.dir = tempfile.mkdtemp(prefix="xb-test-")
        self.addCleanup(shutil.rmtree, self.dir, ignore_errors=True)
        self.write("compile.sh", COMPILE)
        self.write("keep.sh", KEEP)
        self.write("rules.ninja", RULES)
        self.write("sub.ninja", SUB)
        self.write("gen.in", "1\n")
        for name in SOURCES:
            self.write(name, f"include {name}.h\n")
            self.write(f"{name}.h", "1\n")
        self.write("build.ninja.in", MANIFEST)
        self.write("build.ninja", MANIFEST)

    def path(self, name):
        return os.path.join(self.dir, name)

    def exists(self, name):
        return os.path.exists(self.path(name))

    def read(self, name):
        with open(self.path(name), encoding="utf-8") as file:
            return file.read()

    def write(self, name, text, mode="w"):
        with open(self.path(name), mode, encoding="utf-8") as file:
            file.write(text)

    def remove(self, name):
        if self.exists(name):
            os.remove(self.path(name))

    def cut(self, name, share=0.5):
        if self.exists(name):
            size = os.path.getsize(self.path(name))
            os.truncate(self.path(name), int(size * share))

    def run_tool(self, *command):
        process = subprocess.run(command, cwd=self.dir, timeout=TIMEOUT_S,
                                 stdin=subprocess.DEVNULL, check=False,
                                 stdout=subprocess.PIPE,
                                 stderr=subprocess.STDOUT, text=True)
        return process.returncode, process.stdout

    def xb(self, *args):
        return self.run_tool(os.environ["XB"], *args)

    def build(self, *args):
        status, text = self.xb(*args)
        self.assertEqual(status, 0, text)
        return text

    def would_do(self, *args):
        """Exit status and output of a build that runs nothing."""
        status, text = self.xb("-n", "-v", "-d", "explain", *args)
        lines = []
        for line in text.splitlines():
            # The order of edges that are ready at once is not promised.
            lines.append(line.split("] ", 1)[-1])
        return status, sorted(lines)

    def build_with_snapshot(self):
        """Builds, and again until there is a snapshot that is used: none is
        made of files that were changed a moment ago."""
        for _ in range(1000):
            self.build()
            if self.is_used():
                return
        self.fail("no snapshot was ever written")

    def is_used(self):
        _, text = self.xb("-n", "-d", "stats")
        return "manifest load" not in text

    def compare(self, what, *args):
        """Fails unless a snapshot makes no difference.  True when there was
        one that is valid."""
        used = self.is_used()
        with_snapshot = self.would_do(*args)
        hidden = self.exists(".xb/graph")
        if hidden:
            os.rename(self.path(".xb/graph"), self.path(".xb/hidden"))
        without = self.would_do(*args)
        if hidden:
            os.rename(self.path(".xb/hidden"), self.path(".xb/graph"))
        self.assertEqual(with_snapshot, without, what)
        return used

    # --- One thing at a time, each from a state in which all is built.

    def test_nothing_to_do(self):
        self.build_with_snapshot()
        self.assertIn("no work to do", self.build())
        self.compare("nothing")

    def test_deleted_logs(self):
        for name in (".ninja_log", ".ninja_deps"):
            with self.subTest(name):
                self.build_with_snapshot()
                self.remove(name)
                self.assertTrue(self.compare(name))
                self.assertNotIn("no work to do", self.build())

    def test_deleted_log_after_its_recompaction(self):
        self.build_with_snapshot()
        self.write(".ninja_log", self.read(".ninja_log").split("\n", 1)[1] * 40,
                   "a")
        records = self.read(".ninja_log").count("\n")
        self.remove(".xb/graph")
        self.build()
        self.assertLess(self.read(".ninja_log").count("\n"), records)
        self.remove(".ninja_log")
        self.compare("log deleted after a recompaction")
        self.assertNotIn("no work to do", self.build())

    def test_deleted_output(self):
        self.build_with_snapshot()
        self.remove("lib.map")
        self.assertTrue(self.compare("lib.map"))
        self.assertIn("lib", self.build())

    def test_manifest_of_same_size_and_time(self):
        self.build_with_snapshot()
        for name in ("rules.ninja", "sub.ninja"):
            with self.subTest(name):
                self.build_with_snapshot()
                stat = os.stat(self.path(name))
                self.write(name, self.read(name).replace("flags", "flagz", 1))
                os.utime(self.path(name),
                         ns=(stat.st_atime_ns, stat.st_mtime_ns))
                self.assertFalse(self.compare(name))

    def test_deleted_include(self):
        self.build_with_snapshot()
        self.remove("sub.ninja")
        status, _ = self.would_do()
        self.assertNotEqual(status, 0)
        self.assertFalse(self.compare("sub.ninja"))

    def test_regeneration(self):
        self.build_with_snapshot()
        self.write("build.ninja.in", "build more: cat a\ndefault more\n", "a")
        self.assertTrue(self.compare("build.ninja.in"))
        self.build()
        self.assertEqual(self.read("more"), self.read("a"))
        self.compare("regenerated")

    def test_damaged_snapshot(self):
        for share in (0, 0.1, 0.5, 0.99):
            with self.subTest(share):
                self.build_with_snapshot()
                self.cut(".xb/graph", share)
                self.assertFalse(self.compare("cut snapshot"))
                self.assertIn("no work to do", self.build())

    def test_dyndep(self):
        self.write("dd.in", "ninja_dyndep_version = 1\n"
                   "build with_dd | extra: dyndep | c\n  restat = 1\n")
        self.write("build.ninja.in", MANIFEST + DYNDEP)
        self.write("build.ninja", MANIFEST + DYNDEP)
        self.write("extra", "")
        self.build("users")
        self.build_with_snapshot()
        for name in ("c", "b", "dd.in"):
            self.write(name, self.read(name))
            self.compare(name, "users", "all")
            self.build("users")
            self.compare(name + " built", "users", "all")

    def test_other_manifests_and_build_directories(self):
        self.build_with_snapshot()
        self.write("other.ninja", "rule cat\n  command = cat $in >$out\n"
                   "build other: cat a\n")
        for _ in range(3):
            self.build("-f", "other.ninja")
            self.build("--builddir", "elsewhere")
            self.compare("other manifest", "-f", "other.ninja")
            self.compare("other log", "--builddir", "elsewhere")
            self.compare("own log")
        self.assertEqual(self.read("other"), self.read("a"))
        self.assertIn("no work to do", self.build("-f", "other.ninja"))
        self.assertIn("no work to do", self.build("--builddir", "elsewhere"))
        shutil.rmtree(self.path("elsewhere"))
        self.compare("no other log", "--builddir", "elsewhere")
        self.assertNotIn("no work to do", self.build("--builddir", "elsewhere"))

    def test_output_of_another_manifest(self):
        self.build_with_snapshot()
        self.write("other.ninja", "rule cat\n  command = cat $in >$out\n"
                   "build app: cat a\n")
        self.compare("other manifest", "-f", "other.ninja")
        self.build("-f", "other.ninja")
        self.compare("made by another manifest")

    # --- Many things, in any order.

    def edits(self):
        """Names and functions."""
        rng = self.rng

        def touch(names):
            name = rng.choice(names)
            if self.exists(name):
                os.utime(self.path(name))

        def rewrite(name, old, new):
            text = self.read(name)
            text = (text.replace(old, new) if old in text
                    else text.replace(new, old))
            self.write(name, text)

        def back_in_time(names):
            name = rng.choice(names)
            if self.exists(name):
                os.utime(self.path(name), (10**9, 10**9))

        def replace_log(name):
            """The same, in a file of its own."""
            if self.exists(name):
                shutil.copy(self.path(name), self.path("copy"))
                os.rename(self.path("copy"), self.path(name))

        def append_log(text):
            if self.exists(".ninja_log"):
                self.write(".ninja_log", text, "a")

        outputs = [f"{name}.o" for name in SOURCES] + [
            "lib", "lib.map", "app", "gen.h", "late", "checked", "sub.o"]
        headers = [f"{name}.h" for name in SOURCES]
        edits = {
            "touch source": lambda: touch(SOURCES),
            "touch header": lambda: touch(headers),
            "touch output": lambda: touch(outputs),
            "touch manifest": lambda: touch(["build.ninja", "sub.ninja"]),
            "touch order": lambda: self.write("order", ""),
            "remove order": lambda: self.remove("order"),
            "edit source": lambda: self.write(
                rng.choice(SOURCES), f"include {rng.choice(headers)}\n"),
            "edit header": lambda: self.write(
                rng.choice(headers), f"{rng.randrange(3)}\n"),
            "edit gen.in": lambda: self.write("gen.in",
                                              f"{rng.randrange(3)}\n"),
            "remove header": lambda: self.remove(rng.choice(headers)),
            "back in time": lambda: back_in_time(outputs + SOURCES),
            "remove output": lambda: self.remove(rng.choice(outputs)),
            "remove depfile": lambda: self.remove("c.o.d"),
            "make marks": lambda: self.write("marks", ""),
            "remove marks": lambda: self.remove("marks"),
            "flags": lambda: rewrite("rules.ninja", "flags = 1", "flags = 2"),
            "sub flags": lambda: rewrite("sub.ninja", "flags = sub",
                                         "flags = SUB"),
            "template": lambda: rewrite("build.ninja.in", "cc b | gen.h",
                                        "cc b || gen.h"),
            "remove log": lambda: self.remove(".ninja_log"),
            "remove deps": lambda: self.remove(".ninja_deps"),
            "cut log": lambda: self.cut(".ninja_log", rng.random()),
            "cut deps": lambda: self.cut(".ninja_deps", rng.random()),
            "replace log": lambda: replace_log(".ninja_log"),
            "replace deps": lambda: replace_log(".ninja_deps"),
            "garbage in log": lambda: append_log("garbage\n1\t2\t3\t"),
            "cut short": lambda: append_log(
                f"0\t0\t0\t{rng.choice(outputs)}\t0\n"),
            "cut short generator": lambda: append_log(
                "0\t0\t0\tbuild.ninja\t0\n"),
            "other command": lambda: append_log(
                f"0\t1\t{10**18}\t{rng.choice(outputs)}\tabc\n"),
            "cut snapshot": lambda: self.cut(".xb/graph", rng.random()),
            "remove snapshot": lambda: self.remove(".xb/graph"),
            "one target": lambda: self.xb(rng.choice(outputs)),
            "clean": lambda: self.xb("-t", "clean", rng.choice(outputs)),
            "recompact": lambda: self.xb("-t", "recompact"),
            "restat": lambda: self.xb("-t", "restat", rng.choice(outputs)),
        }
        if shutil.which("ninja"):
            edits["ninja"] = lambda: self.run_tool("ninja")
            edits["ninja target"] = lambda: self.run_tool(
                "ninja", rng.choice(outputs))
            edits["ninja recompact"] = lambda: self.run_tool(
                "ninja", "-t", "recompact")
        return edits

    def test_random_edits(self):
        self.rng = random.Random(7)
        self.build_with_snapshot()
        edits = self.edits()
        names = sorted(edits)
        history = []
        used = 0
        for _ in range(STEPS):
            for name in self.rng.sample(names, self.rng.choice([1, 1, 2, 3])):
                edits[name]()
                history.append(name)
            targets = self.rng.choice([[], [], ["app"], ["late", "parts"]])
            used += self.compare(history[-8:], *targets)
            # Missing headers are an error in both; make them anew.
            status, _ = self.xb()
            if status != 0:
                for name in SOURCES:
                    if not self.exists(f"{name}.h"):
                        self.write(f"{name}.h", "1\n")
                self.xb()
            history.append("build")
            self.compare(history[-8:])
            if self.rng.random() < 0.5:
                self.build_with_snapshot()
        self.assertGreater(used, STEPS // 5)


if __name__ == "__main__":
    unittest.main()
