#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""CMake and Meson accept xb as their ninja, under its own name and as `ninja`.

They parse the first line of `--version`, ask tools (restat, recompact,
cleandead, compdb) and refuse features to a ninja that looks too old.
"""

import os
import re
import shutil
import subprocess
import tempfile
import unittest

TIMEOUT_S = 120
CMAKE = shutil.which("cmake")
MESON = shutil.which("meson")
FORTRAN = shutil.which("gfortran")

CMAKE_LISTS = """\
cmake_minimum_required(VERSION 3.18)
project(probe LANGUAGES CXX)
add_library(part STATIC part.cc)
add_executable(whole whole.cc)
target_link_libraries(whole part)
enable_testing()
add_test(NAME runs COMMAND whole)
install(TARGETS whole)
add_custom_target(nested COMMAND ${CMAKE_COMMAND} --build . --target part)
"""
MESON_BUILD = """\
project('probe', 'cpp')
whole = executable('whole', 'whole.cc', 'part.cc', install: true)
test('runs', whole)
"""
SOURCES = {
    "part.h": "int Part();\n",
    "part.cc": '#include "part.h"\nint Part() { return 0; }\n',
    "whole.cc": '#include "part.h"\nint main() { return Part(); }\n',
}


class Probe(unittest.TestCase):
    """A source and a build directory; `name` is what xb is called."""

    name = "xb"

    def setUp(self):
        self.dir = tempfile.mkdtemp(prefix="xb-probe-")
        self.addCleanup(shutil.rmtree, self.dir, ignore_errors=True)
        self.ninja = os.path.join(self.dir, "bin", self.name)
        self.source = os.path.join(self.dir, "source")
        self.build = os.path.join(self.dir, "build")
        os.mkdir(os.path.dirname(self.ninja))
        os.symlink(os.path.abspath(os.environ["XB"]), self.ninja)
        for path, text in SOURCES.items():
            self.write(path, text)
        # No flags, launchers or directories of the developer's own.
        kept = ("PATH", "HOME", "TMPDIR", "LANG", "LD_LIBRARY_PATH")
        self.env = {key: os.environ[key] for key in kept if key in os.environ}

    def write(self, path, text):
        full = os.path.join(self.source, path)
        os.makedirs(os.path.dirname(full), exist_ok=True)
        with open(full, "w", encoding="ascii") as file:
            file.write(text)

    def touch_after_build(self, path):
        """A time later than that of everything built so far."""
        full = os.path.join(self.source, path)
        newest = max(os.stat(os.path.join(directory, name)).st_mtime_ns
                     for directory, _, names in os.walk(self.build)
                     for name in names)
        while os.stat(full).st_mtime_ns <= newest:
            os.utime(full)

    def run_tool(self, *args, cwd=None):
        """Runs what must succeed; all that it prints."""
        done = subprocess.run(args, cwd=cwd or self.dir, env=self.env,
                              stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, timeout=TIMEOUT_S,
                              check=False)
        text = done.stdout.decode(errors="replace")
        self.assertEqual(done.returncode, 0, f"{args}:\n{text}")
        return text

    def run_xb(self, *args):
        return self.run_tool(self.ninja, "-C", self.build, *args)

    def assert_nothing_to_do(self, *args):
        self.assertIn("no work to do", self.run_xb(*args))


class VersionProbe(Probe):

    def test_first_line_is_a_version(self):
        first = self.run_tool(self.ninja, "--version").splitlines()[0]
        # Meson takes the first number; CMake compares from the beginning.
        self.assertTrue(re.match(r"1\.\d+\.\d+", first), first)


class CMakeProbe(Probe):

    def setUp(self):
        if CMAKE is None:
            self.skipTest("no cmake")
        super().setUp()
        self.write("CMakeLists.txt", CMAKE_LISTS)

    def configure(self, *args, generator="Ninja"):
        return self.run_tool(CMAKE, "-S", self.source, "-B", self.build,
                             "-G", generator,
                             f"-DCMAKE_MAKE_PROGRAM={self.ninja}",
                             f"-DCMAKE_INSTALL_PREFIX={self.dir}/prefix",
                             *args)

    def cmake_build(self, *args):
        return self.run_tool(CMAKE, "--build", self.build, *args)

    def test_project(self):
        self.configure("-DCMAKE_EXPORT_COMPILE_COMMANDS=ON")
        self.assertIn("whole.cc.o", self.cmake_build("-j", "2", "-v"))
        self.assert_nothing_to_do()
        self.assertIn("part: phony", self.cmake_build("--target", "help"))
        self.assertIn("100% tests passed",
                      self.cmake_build("--target", "test"))
        self.cmake_build("--target", "install")
        self.run_tool(os.path.join(self.dir, "prefix", "bin", "whole"))
        self.cmake_build("--target", "nested")
        self.assert_nothing_to_do()
        self.check_regeneration()
        self.cmake_build("--target", "clean")
        self.assertFalse(os.path.exists(os.path.join(self.build, "whole")))
        self.assertIn("Linking", self.cmake_build("-j"))
        self.assert_nothing_to_do()

    def check_regeneration(self):
        self.touch_after_build("CMakeLists.txt")
        text = self.cmake_build()
        self.assertIn("Re-running CMake", text)
        # The same manifest as before entails nothing.
        self.assertNotIn("Linking", text)
        self.assert_nothing_to_do()
        self.write("CMakeLists.txt", CMAKE_LISTS +
                   "target_compile_definitions(part PRIVATE MORE)\n")
        self.touch_after_build("CMakeLists.txt")
        text = self.cmake_build()
        self.assertIn("part.cc.o", text)
        self.assertNotIn("whole.cc.o", text)
        self.assert_nothing_to_do()

    def test_multi_config(self):
        self.configure(generator="Ninja Multi-Config")
        for config in ("Debug", "Release"):
            self.cmake_build("--config", config)
            self.run_tool(os.path.join(self.build, config, "whole"))
            self.assert_nothing_to_do("-f", f"build-{config}.ninja")

    def test_fortran_needs_dyndep(self):
        if FORTRAN is None:
            self.skipTest("no gfortran")
        self.write("CMakeLists.txt",
                   "cmake_minimum_required(VERSION 3.18)\n"
                   "project(probe LANGUAGES Fortran)\n"
                   "add_executable(whole whole.f90 part.f90)\n")
        self.write("part.f90", "module part\n  integer :: n = 0\n"
                   "end module\n")
        self.write("whole.f90", "program whole\n  use part\n"
                   "  if (n /= 0) stop 1\nend program\n")
        self.configure()
        self.cmake_build()
        self.run_tool(os.path.join(self.build, "whole"))
        self.assert_nothing_to_do()


class MesonProbe(Probe):

    def test_project(self):
        if MESON is None:
            self.skipTest("no meson")
        self.env["NINJA"] = self.ninja
        self.write("meson.build", MESON_BUILD)
        text = self.run_tool(MESON, "setup", self.build, self.source,
                             f"--prefix={self.dir}/prefix")
        self.assertIn(self.ninja, text)
        self.run_tool(MESON, "compile", "-C", self.build, "-j", "2", "-v")
        self.assert_nothing_to_do()
        self.assertRegex(self.run_tool(MESON, "test", "-C", self.build),
                         r"Ok: +1")
        self.run_tool(MESON, "install", "-C", self.build)
        self.run_tool(os.path.join(self.dir, "prefix", "bin", "whole"))
        self.touch_after_build("meson.build")
        self.assertIn("Regenerat", self.run_xb())
        self.assert_nothing_to_do()
        self.run_tool(MESON, "compile", "-C", self.build, "--clean")
        self.assertFalse(os.path.exists(os.path.join(self.build, "whole")))


class VersionProbeAsNinja(VersionProbe):
    name = "ninja"


class CMakeProbeAsNinja(CMakeProbe):
    name = "ninja"


class MesonProbeAsNinja(MesonProbe):
    name = "ninja"


if __name__ == "__main__":
    unittest.main()
