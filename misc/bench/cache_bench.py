#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Clean builds with everything cached: xb --cache against ninja + ccache.

usage: cache_bench.py XB [--objects N] [--rounds N] [--directory DIR]

Makes a tree of real C++ sources that include the standard library and
headers of the project, a generated one among them; fills both caches; then
builds it in turn from nothing with each, both caches warm.  Prints the best
and the median wall time and the processor time of each, as they come.
"""

import argparse
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

HEADERS = 40
PER_UNIT = 12
STANDARD = ("algorithm", "map", "memory", "string", "unordered_map", "vector")


def write_tree(top, objects):
    """Sources and one manifest a tool; an object is some 100 kB."""
    (top / "src").mkdir(parents=True)
    for i in range(HEADERS):
        body = "\n".join(
            f"struct H{i}_{k} {{ int a = {k}; std::string text; "
            f"std::vector<int> v; int Sum() const; }};" for k in range(60))
        (top / f"src/h{i}.h").write_text(
            "#pragma once\n#include <string>\n#include <vector>\n" + body)
    for i in range(objects):
        lines = [f"#include <{name}>" for name in STANDARD]
        lines += [f'#include "h{(i * 7 + k) % HEADERS}.h"'
                  for k in range(PER_UNIT)]
        lines += ['#include "gen.h"']
        for k in range(12):
            lines.append(
                f"int F{i}_{k}(int n) {{ std::map<std::string, int> m; "
                f"std::unordered_map<int, std::string> u; "
                f"std::vector<std::string> v; for (int j = 0; j < n; ++j) {{ "
                f"m[std::to_string(j)] = j; u[j] = \"x\"; v.push_back(u[j]); }}"
                f" std::sort(v.begin(), v.end()); "
                f"return static_cast<int>(m.size() + u.size()) + GEN; }}")
        (top / f"src/u{i}.cc").write_text("\n".join(lines) + "\n")


def write_manifest(directory, objects, launcher):
    directory.mkdir(parents=True)
    text = [
        "rule gen", "  command = echo '#define GEN 1' > $out",
        "rule cxx",
        f"  command = {launcher}g++ -O1 -g -I../src -Igen -MD -MF $out.d "
        "-o $out -c $in",
        "  depfile = $out.d", "  deps = gcc",
        "build gen/gen.h: gen"]
    text += [f"build o/u{i}.cc.o: cxx ../src/u{i}.cc || gen/gen.h"
             for i in range(objects)]
    (directory / "build.ninja").write_text("\n".join(text) + "\n")


class Contestant:
    def __init__(self, name, directory, command, environment):
        self.name = name
        self.directory = directory
        self.command = command
        self.environment = {**os.environ, **environment}
        self.walls = []
        self.processors = []

    def build(self):
        """Wall and processor seconds of a build from nothing."""
        for made in ("o", "gen"):
            shutil.rmtree(self.directory / made, ignore_errors=True)
        before = os.times()
        begin = time.perf_counter()
        subprocess.run(self.command, cwd=self.directory, check=True,
                       env=self.environment, stdout=subprocess.DEVNULL)
        wall = time.perf_counter() - begin
        after = os.times()
        return wall, (after.children_user + after.children_system -
                      before.children_user - before.children_system)

    def measure(self):
        wall, processor = self.build()
        self.walls.append(wall)
        self.processors.append(processor)

    def report(self, objects):
        best, processor = min(self.walls), min(self.processors)
        return (f"{self.name:14} best {best:7.3f} s   median "
                f"{statistics.median(self.walls):7.3f} s   processor "
                f"{processor:7.3f} s   {best / objects * 1e6:6.0f} us an object")


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("xb", type=pathlib.Path)
    parser.add_argument("--objects", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--directory", type=pathlib.Path,
                        help="where to work, and to leave the tree")
    return parser.parse_args()


def run(arguments, top):
    if not (top / "src").exists():
        write_tree(top, arguments.objects)
        write_manifest(top / "xb", arguments.objects, "")
        write_manifest(top / "ninja", arguments.objects, "ccache ")
    contestants = [
        Contestant("xb --cache", top / "xb",
                   [str(arguments.xb.resolve()), "--cache"],
                   {"XB_CACHE_DIR": str(top / "xb-cache")}),
        Contestant("ninja + ccache", top / "ninja", ["ninja"],
                   {"CCACHE_DIR": str(top / "ccache")}),
    ]
    for contestant in contestants:
        wall, _ = contestant.build()
        print(f"{contestant.name:14} filled in {wall:.1f} s", flush=True)
        contestant.build()
    for _ in range(arguments.rounds):
        for contestant in contestants:
            contestant.measure()
    for contestant in contestants:
        print(contestant.report(arguments.objects))
    fastest = [min(contestant.walls) for contestant in contestants]
    print(f"xb is {fastest[1] / fastest[0]:.1f} times as fast")
    return 0


def main():
    arguments = parse_arguments()
    for program in ("ninja", "ccache", "g++"):
        if shutil.which(program) is None:
            sys.exit(f"cache_bench.py: {program} is not on PATH")
    if arguments.directory:
        return run(arguments, arguments.directory)
    with tempfile.TemporaryDirectory(prefix="xb-cache-bench-") as made:
        return run(arguments, pathlib.Path(made))


if __name__ == "__main__":
    sys.exit(main())
