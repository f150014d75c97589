#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The benchmark's trees are what they claim, for xb, ninja and make alike.

usage: bench_test.py XB BENCH_DIRECTORY [unittest arguments]
"""

import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest
import unittest.mock
import xml.etree.ElementTree

sys.dont_write_bytecode = True
XB = sys.argv.pop(1)
BENCH = pathlib.Path(sys.argv.pop(1))
sys.path.insert(0, str(BENCH))
import cases  # noqa: E402
import chart  # noqa: E402
import report  # noqa: E402
import tools  # noqa: E402
import tree  # noqa: E402

EDGES = 50
SLEEP = shutil.which("sleep")


class TemporaryDirectory(unittest.TestCase):
    """A directory for each class, with the benchmark's programs."""

    @classmethod
    def setUpClass(cls):
        temporary = tempfile.TemporaryDirectory()
        cls.addClassCleanup(temporary.cleanup)
        cls.directory = pathlib.Path(temporary.name)
        cls.helpers = tools.Helpers(BENCH, cls.directory)

    def tool(self, name, path, is_xb=False):
        if shutil.which(path) is None:
            self.skipTest(f"no {name}")
        return tools.make_tool(name, path, is_xb)

    def session(self, *found):
        root = tempfile.mkdtemp(dir=self.directory)
        return cases.Session(self.helpers, list(found), f"{root}/tree", EDGES)


class MeasureTest(TemporaryDirectory):

    def test_failure_of_the_program_is_an_error(self):
        with self.assertRaisesRegex(tools.MeasureError, "alas"):
            self.helpers.measure(["sh", "-c", "echo alas >&2; exit 3"])

    def test_what_is_left_behind_is_waited_for(self):
        done = self.directory / "done"
        fifo = self.directory / "fifo"
        os.mkfifo(fifo)
        # The one left behind goes on only when its parent has ended.
        self.helpers.measure([
            "sh", "-c", f"(read x < {fifo}; while kill -0 $$; do :; done;"
            f" touch {done}) 2>&- & echo > {fifo}"
        ])
        self.assertTrue(done.exists())


class TreeTest(TemporaryDirectory):

    def outputs(self, session, tool):
        """The files that a build has made, without logs."""
        top = session.directories[tool.name]
        return {
            os.path.relpath(f"{path}/{name}", top)
            for path, _, names in os.walk(top) for name in names
            if name.endswith((".o", ".a")) or path.endswith("/bin")
        }

    def times(self, session, tool):
        return {path: session.time_of(tool, path)
                for path in session.tree.outputs()}

    def deps(self, session, tool):
        printed = subprocess.run(
            [tool.path, "-C", session.directories[tool.name], "-t", "deps"],
            check=True, capture_output=True, text=True).stdout
        found = {}
        for line in printed.splitlines():
            if line.startswith("    "):
                found[output].append(line.strip())
            elif ": #deps" in line:
                output = line.partition(":")[0]
                found[output] = []
        return found

    def test_headers_of_an_object_are_those_of_the_formula(self):
        xb = self.tool("xb", XB, is_xb=True)
        session = self.session(xb)
        session.run(xb)
        made = session.tree
        self.assertEqual(
            self.deps(session, xb), {
                made.object(i): [made.source(i), *made.header_paths(i)]
                for i in range(EDGES)
            })

    def test_xb_and_ninja_agree(self):
        pair = (self.tool("xb", XB, is_xb=True), self.tool("ninja", "ninja"))
        session = self.session(*pair)
        for tool in pair:
            session.run(tool)
            self.assertEqual(self.outputs(session, tool),
                             set(session.tree.outputs()))
        self.assertEqual(*(self.deps(session, tool) for tool in pair))
        made = session.tree
        for path in (made.source(3), made.header_paths(3)[0],
                     made.header_paths(3)[1]):
            before = [self.times(session, tool) for tool in pair]
            tree.edit(path)
            for tool in pair:
                session.run(tool)
            changed = [{p for p, time in self.times(session, tool).items()
                        if time != old[p]}
                       for tool, old in zip(pair, before)]
            with self.subTest(edited=path):
                self.assertIn(made.executable(0), changed[0])
                self.assertEqual(*changed)

    def test_make_builds_the_same(self):
        make = self.tool("make", "make")
        session = self.session(make)
        session.run(make)
        self.assertEqual(self.outputs(session, make),
                         set(session.tree.outputs()))
        before = self.times(session, make)
        session.run(make)
        self.assertEqual(self.times(session, make), before)

    def test_kept_trees_are_used_by_the_same_tools_only(self):
        xb = self.tool("xb", XB, is_xb=True)
        root = tempfile.mkdtemp(dir=self.directory) + "/tree"

        def open_session(edges=EDGES):
            return cases.Session(self.helpers, [xb], root, edges)
        session = open_session()
        session.run(xb)
        # Not kept yet: what an interrupted run has left is made anew.
        session = open_session()
        self.assertEqual(self.outputs(session, xb), set())
        session.run(xb)
        session.keep()
        built = self.times(session, xb)
        self.assertEqual(self.times(open_session(), xb), built)
        self.assertEqual(self.outputs(open_session(EDGES + 1), xb), set())

    def test_floors_do_the_same_work(self):
        xb = self.tool("xb", XB, is_xb=True)
        session = self.session(xb)
        session.write_commands(range(EDGES))
        session.run_commands(jobs=2)
        for path in session.tree.outputs():
            self.assertTrue(os.path.exists(f"{session.floor}/{path}"), path)
        # Every file there is, but the depfiles that a build tool takes in.
        session.build_everything(lambda text: None)
        session.list_files()
        self.helpers.measure([self.helpers.path("stat_floor"),
                              session.stat_list, "2"])
        os.unlink(session.tree.header(7))
        with self.assertRaisesRegex(tools.MeasureError, "1 of the files"):
            self.helpers.measure([self.helpers.path("stat_floor"),
                                  session.stat_list, "2"])

    def test_tool_that_does_nothing_is_left_out(self):
        idle = tools.Tool("ninja-idle", shutil.which("true"), "ninja", "")
        session = self.session(idle)
        said = []
        session.build_everything(said.append)
        self.assertEqual(session.tools, [])
        self.assertIn("did not build", " ".join(said))

    def test_tool_that_misses_an_edit_is_left_out(self):
        xb = self.tool("xb", XB, is_xb=True)
        session = self.session(xb)
        session.build_everything(lambda text: None)
        idle = tools.Tool("xb", shutil.which("true"), "ninja", "", True)
        session.tools = [idle]
        samples = cases.measure_case(cases.CASES["touch"], session, 2,
                                     lambda text: None)
        self.assertEqual(list(samples), [cases.SPAWN_FLOOR])


class FindToolsTest(unittest.TestCase):

    def setUp(self):
        directory = tempfile.TemporaryDirectory()
        self.addCleanup(directory.cleanup)
        self.directory = directory.name
        path = unittest.mock.patch.dict(os.environ, PATH=self.directory)
        path.start()
        self.addCleanup(path.stop)

    def program(self, name, text):
        path = pathlib.Path(self.directory) / name
        path.write_text(f"#!/bin/sh\n{text}\n", encoding="ascii")
        path.chmod(0o755)
        return str(path)

    def test_installed_program_that_does_not_work_is_left_out(self):
        self.program("ninja", "echo 1.13")
        self.program("samu", "exit 1")
        os.symlink("/nowhere", f"{self.directory}/siso")
        self.program("n2", "no interpreter")
        pathlib.Path(f"{self.directory}/make").write_bytes(b"\x7fELF")
        os.chmod(f"{self.directory}/make", 0o755)
        self.program("ccache", "exit 1")
        said = []
        found = tools.find_tools(XB, [], said.append)
        self.assertEqual([tool.name for tool in found], ["xb", "ninja"])
        for name in ("samu", "n2", "make", "ccache"):
            self.assertIn(f"Left out: {name}: ", " ".join(said))

    def test_installed_program_that_never_ends_is_left_out(self):
        self.program("samu", f"exec {SLEEP} 1000")
        said = []
        with unittest.mock.patch.object(tools, "PATIENCE_S", 0.1):
            found = tools.find_tools(XB, [], said.append)
        self.assertEqual([tool.name for tool in found], ["xb"])
        self.assertIn("Left out: samu", said[0])

    def test_peer_that_does_not_work_is_an_error(self):
        with self.assertRaisesRegex(tools.MeasureError, "ninja-x"):
            tools.find_tools(XB, [("ninja-x", self.program("x", "exit 1"))])


class ReportTest(unittest.TestCase):

    def results(self, xb, ninja, floor=4.0):
        """xb's and ninja's times of a no-op and of an edited source."""
        def samples(wall):
            return [tools.Sample(w, 0, w, 9.0) for w in (wall, wall - 1, 900)]
        found = []
        for case, name in (("noop", cases.STAT_FLOOR),
                           ("touch", cases.SPAWN_FLOOR)):
            found += report.rows_of(case, 1000, 3, {
                "xb": samples(xb), name: samples(floor),
                "ninja": samples(ninja)})
        return found

    def test_table_has_medians_and_ratios(self):
        text = report.table(self.results(10, 60), 1000, {"ninja": "ninja 7"})
        lines = text.splitlines()
        self.assertEqual(lines[0].split(), [
            "xb", "ninja", "7", "stat", "floor", "spawn", "floor"])
        self.assertEqual(lines[1].split(), [
            "no-op,", "ms", "10.0", "60.0", "(6.00)", "4.00", "(0.40)", "-"])

    def test_overhead_is_what_is_beyond_the_commands(self):
        found = report.values(self.results(10, 60), 1000,
                              report.line_of("touch", "overhead"))
        self.assertEqual(found, {"xb": 6, "ninja": 56})

    def test_more_is_better_for_rates(self):
        rate = report.line_of("full2", "rate")
        self.assertEqual(report.advantage(rate, 30, 10), 3)
        wall = report.line_of("full2", "wall")
        self.assertEqual(report.advantage(wall, 30, 60), 2)
        self.assertIsNone(report.advantage(wall, -1, 60))

    def test_goals_tell_what_is_reached(self):
        self.assertEqual(
            report.goals(self.results(10, 60), "ninja"),
            ["reached      1k no-op, wall, against ninja: 6.00 times better,"
             " goal 5.00"])
        said = report.goals(self.results(10, 40), "ninja")
        self.assertIn("NOT reached", said[0])

    def test_comparison_is_of_ratios(self):
        # Twice as slow a machine, and xb a quarter better than it was.
        said = report.compare(self.results(10, 40), self.results(16, 80),
                              "ninja")
        self.assertIn("4.00 ->    5.00    +25 %", said[0])

    def test_chart_is_a_drawing_with_every_tool(self):
        with tempfile.TemporaryDirectory() as directory:
            path = pathlib.Path(directory) / "it's.svg"
            chart.write(self.results(10, 60), {"ninja": "<ninja's>"}, path)
            drawn = xml.etree.ElementTree.parse(path).getroot()
        labels = {text.strip() for text in drawn.itertext()}
        for label in ("xb", "<ninja's>", "1k no-op", "6.00"):
            self.assertIn(label, labels)

    def test_chart_of_another_kind_is_refused(self):
        with self.assertRaises(tools.MeasureError):
            chart.check("chart.pdf")


class RunTest(TemporaryDirectory):

    def test_whole_run_measures_every_case_and_leaves_nothing(self):
        work = self.directory / "work"
        work.mkdir()
        data = self.directory / "run.json"
        command = [sys.executable, "-B", BENCH / "run", "--xb", XB, "--sizes",
                   str(EDGES), "--runs", "1", "--dir", work, "--tmpfs", work]
        first = subprocess.run([*command, "--json", data], check=True,
                               capture_output=True, text=True)
        self.assertNotIn("Left out", first.stdout)
        results = json.loads(data.read_text(encoding="utf-8"))["results"]
        self.assertEqual({row["case"] for row in results if
                          row["tool"] == "xb"}, set(cases.CASES))
        self.assertEqual({row["case"] for row in results if
                          row["tool"].endswith("+ccache")}, {"full2", "full8"})
        self.assertEqual(os.listdir(work), [])

        again = subprocess.run([*command, "--cases", "noop", "--compare",
                                data], check=True, capture_output=True,
                               text=True)
        self.assertIn("xb's advantage", again.stdout)


if __name__ == "__main__":
    unittest.main()
