#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""check_layers.py must find each kind of offence in a small tree."""

import contextlib
import io
import pathlib
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
sys.dont_write_bytecode = True
import check_layers  # noqa: E402

LICENSE = "// SPDX-License-Identifier: Apache-2.0\n"
HEADER = LICENSE + "// What it is for.\n#pragma once\n"
TABLE = """
src/base:
src/os:
src/graph:
src/engine: src/graph src/os/disk.h
<uv.h>: src/os
xb_dep_uv: src/os
xb_dep_re2: src/base
neutral: src/graph
"""
TREE = {
    "src/base/CMakeLists.txt": "xb_library(base DEPS xb_dep_re2)\n",
    "src/os/CMakeLists.txt": "xb_library(os DEPS xb_base xb_dep_uv)\n",
    "src/graph/CMakeLists.txt": "xb_library(graph DEPS xb_base)\n",
    "src/engine/CMakeLists.txt": "xb_library(engine DEPS xb_graph xb_os)\n",
    "src/base/path.h": HEADER,
    "src/os/disk.h": HEADER,
    "src/os/loop.h": HEADER + "#include <uv.h>\n",
    "src/graph/graph.h": HEADER + '#include "base/path.h"\n',
    "src/engine/plan.h":
        HEADER + '#include "graph/graph.h"\n#include "os/disk.h"\n',
}


class CheckLayersTest(unittest.TestCase):

    def errors(self, changes=None, table=TABLE):
        """What is said of TREE after `changes` (path -> text)."""
        with tempfile.TemporaryDirectory() as name:
            root = pathlib.Path(name)
            for path, text in {**TREE, **(changes or {})}.items():
                (root / path).parent.mkdir(parents=True, exist_ok=True)
                (root / path).write_text(text)
            with contextlib.redirect_stdout(io.StringIO()):
                return list(
                    check_layers.errors(root, check_layers.Table(table)))

    def assert_one(self, part, *args, **kwargs):
        found = self.errors(*args, **kwargs)
        self.assertEqual(len(found), 1, found)
        self.assertIn(part, found[0])

    def test_good_tree_is_clean(self):
        self.assertEqual(self.errors(), [])

    def test_upward_include_is_found(self):
        self.assert_one(
            "src/graph/graph.h:4: src/graph may not include src/engine/plan.h",
            {"src/graph/graph.h": HEADER + '#include "engine/plan.h"\n'})

    def test_seam_allows_its_header_only(self):
        self.assert_one(
            "src/engine may not include src/os/loop.h",
            {"src/engine/plan.h": HEADER + '#include "os/loop.h"\n'})

    def test_unrooted_include_is_found(self):
        self.assert_one("neither below",
                        {"src/graph/graph.h": HEADER + '#include "path.h"\n'})

    def test_guarded_header_is_found(self):
        self.assert_one("may not include <uv.h>: only src/os",
                        {"src/graph/graph.h": HEADER + "#include <uv.h>\n"})

    def test_front_end_name_in_identifier_is_found(self):
        self.assert_one("`kNinjaLog` names a front end",
                        {"src/graph/graph.h": HEADER + "int kNinjaLog;\n"})

    def test_making_a_file_names_no_front_end(self):
        text = HEADER + "std::string MakeFileHeader();\n"
        self.assertEqual(self.errors({"src/graph/graph.h": text}), [])

    def test_front_end_name_in_comment_and_literal_is_fine(self):
        text = HEADER + '// As ninja.\nconst char* kLog = ".ninja_log";\n'
        self.assertEqual(self.errors({"src/graph/graph.h": text}), [])

    def test_mutable_global_is_found(self):
        self.assert_one("src/graph/graph.h:4: has a mutable global",
                        {"src/graph/graph.h": HEADER + "static int count;\n"})

    def test_exception_is_found(self):
        self.assert_one(
            "throws",
            {"src/graph/graph.h": HEADER + "void F() { throw 1; }\n"})

    def test_missing_license_line_is_found(self):
        self.assert_one("no SPDX line", {
            "src/graph/graph.h": "// What it is for.\n// More.\n#pragma once\n"
        })

    def test_missing_pragma_is_found(self):
        self.assert_one("no #pragma once",
                        {"src/graph/graph.h": LICENSE + "// For what.\n"})

    def test_header_without_opening_comment_is_found(self):
        self.assert_one("does not open",
                        {"src/graph/graph.h": LICENSE + "#pragma once\n"})

    def test_long_file_is_found(self):
        self.assert_one("more than 1000",
                        {"src/graph/graph.h": HEADER + "int F();\n" * 1000})

    def test_link_against_the_layers_is_found(self):
        self.assert_one(
            "src/graph may not link xb_os",
            {"src/graph/CMakeLists.txt": "xb_library(graph DEPS xb_os)\n"})

    def test_foreign_library_in_wrong_folder_is_found(self):
        self.assert_one(
            "may not link xb_dep_uv",
            {"src/graph/CMakeLists.txt": "xb_library(graph DEPS xb_dep_uv)\n"})

    def test_folder_outside_the_table_is_found(self):
        self.assert_one("src/util/list.h: is in no folder",
                        {"src/util/list.h": HEADER})

    def test_cycle_in_the_table_is_found(self):
        found = self.errors(
            table=TABLE.replace("src/graph:", "src/graph: src/engine"))
        self.assertIn("not in a row above it", found[0])


if __name__ == "__main__":
    unittest.main()
