#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Whatever comes out of the cache is what the compiler would have made there.

usage: cache_histories_test.py --tool XB [--seed N] [--histories N]
                               [--rounds N] [--compiler CC]...

A history is a small C project in two directories of different names, with one
cache and a common base directory.  Each round edits it at random, also in ways
that caches forget: headers that appear in front of others, paths in macros,
other search orders.  Then one directory is brought to that state and built
with the cache, and each object, depfile and warning is compared with what the
command does by hand.  A failure tells the seed and what happened.
"""

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile

TIMEOUT_S = 120
PLACES = ["src", "inc", "more", "last"]
HEADERS = ["u.h", "v.h", "w.h"]
UNITS = ["a", "b", "c"]
BODIES = [
    "int {u}_n = N;",
    'const char* {u}_f = __FILE__;',
    "char {u}_s[sizeof(__FILE__)];",
    "#define L2(x) L##x\n#define L1(x) L2(x)\n"
    "const __WCHAR_TYPE__* {u}_w = L1(__FILE__);",
    '#if __has_include("late.h")\nint {u}_h = 1;\n#endif',
    "#if __has_include(<late.h>)\n#include <late.h>\nint {u}_l = LATE;\n"
    "#endif",
    "int {u}_unused(void) {{ int unused; return N; }}",
    "#ifdef DIR\nconst char* {u}_d = DIR;\nint {u}_z = sizeof(DIR);\n#endif",
    "#ifdef X\nint {u}_x = X;\n#endif",
    '#line 7 "elsewhere.c"\nint {u}_e = __LINE__;',
]
FLAGS = [
    "-O1", "-g", "-g3", "-DX=1", "-DX=2", "-Wall", "-Wextra", "-w",
    '-DDIR=\\"$here\\"', "-include inc/u.h", "-iquote more", "-isystem last",
    "-fno-common", "-ffunction-sections", "-I$here/more", "-idirafter inc",
    "-ffile-prefix-map=$here=.", "-fdebug-prefix-map=$here=.", "-pipe",
    "-fno-working-directory", "-P", "-std=gnu11",
]
ENVIRONMENT = {
    "CPATH": ["last", "more", ""], "C_INCLUDE_PATH": ["more", ""],
    "SOURCE_DATE_EPOCH": ["1", "2"], "LANG": ["C", "C.UTF-8"],
}


class Failure(Exception):
    """Something that must not happen."""


class History:

    def __init__(self, arguments, seed, directory):
        self.tool = arguments.tool
        self.random = random.Random(seed)
        self.compiler = self.random.choice(arguments.compiler)
        self.top = os.path.realpath(directory)
        self.places = [f"{self.top}/one", f"{self.top}/another-name/below"]
        self.files = {}
        self.flags = {unit: [] for unit in UNITS}
        self.variables = {}
        self.said = [f"compiler {self.compiler}"]
        for name in HEADERS:
            self.edit_header(f"inc/{name}")
        for unit in UNITS:
            self.edit_unit(unit)
        for place in self.places:
            os.makedirs(place)
        self.cache = f"{self.top}/cache"

    # The project.

    def edit_header(self, path):
        lines = ["#undef N", f"#define N {self.random.randrange(3)}"]
        if self.random.random() < 0.2:
            lines.append("static inline int* where(void) "
                         "{ static int at[sizeof(__FILE__)]; return at; }")
        lower = [h for h in HEADERS if h < os.path.basename(path)]
        if lower and self.random.random() < 0.5:
            lines.insert(0, f"#include <{self.random.choice(lower)}>")
        self.files[path] = "\n".join(lines) + "\n"

    def edit_unit(self, unit):
        names = self.random.sample(HEADERS, 2)
        lines = [f"#include <{names[0]}>", f'#include "{names[1]}"']
        for body in self.random.sample(BODIES, 2):
            lines.append(body.format(u=unit))
        self.files[f"src/{unit}.c"] = "\n".join(lines) + "\n"

    def change(self):
        way = self.random.randrange(8)
        if way == 0:
            unit = self.random.choice(UNITS)
            self.edit_unit(unit)
            self.said.append(f"{unit}.c edited")
        elif way in (1, 2, 3):
            path = f"{self.random.choice(PLACES)}/{self.random.choice(HEADERS)}"
            self.edit_header(path)
            self.said.append(f"{path} edited")
        elif way == 4:
            self.remove_header()
        elif way == 5:
            path = f"{self.random.choice(PLACES)}/late.h"
            self.files[path] = f"#define LATE {self.random.randrange(3)}\n"
            self.said.append(f"{path} edited")
        elif way == 6:
            unit = self.random.choice(UNITS)
            self.flags[unit] = self.random.sample(FLAGS, 3)
            self.said.append(f"{unit}: {self.flags[unit]}")
        else:
            name = self.random.choice(list(ENVIRONMENT))
            self.variables[name] = self.random.choice(ENVIRONMENT[name])
            self.said.append(f"{name}={self.variables[name]}")

    def remove_header(self):
        found = [path for path in self.files
                 if path.endswith(".h") and not (
                     path.startswith("inc/") and "late" not in path)]
        if found:
            path = self.random.choice(found)
            del self.files[path]
            self.said.append(f"{path} removed")

    def write(self, place):
        """Brings a directory to the state of now."""
        for below in PLACES:
            os.makedirs(f"{place}/{below}", exist_ok=True)
            for name in os.listdir(f"{place}/{below}"):
                if f"{below}/{name}" not in self.files:
                    os.remove(f"{place}/{below}/{name}")
        manifest = [
            f"here = {place}", "rule cc",
            f"  command = {self.compiler} $flags -Isrc -Iinc -Imore -Ilast"
            " -MD -MF $out.d -c $in -o $out",
            "  depfile = $out.d",
        ]
        for unit in UNITS:
            manifest += [f"build {unit}.o: cc src/{unit}.c",
                         "  flags = " + " ".join(self.flags[unit])]
        self._put(place, "build.ninja", "\n".join(manifest) + "\n")
        for name, text in self.files.items():
            self._put(place, name, text)

    @staticmethod
    def _put(place, name, text):
        path = f"{place}/{name}"
        if os.path.exists(path):
            with open(path, encoding="ascii") as file:
                if file.read() == text:
                    return
        with open(path, "w", encoding="ascii") as file:
            file.write(text)

    # Building it.

    def environment(self):
        names = {"PATH": os.environ["PATH"], "HOME": self.top,
                 "XB_CACHE": "1", "XB_CACHE_DIR": self.cache,
                 "XB_CACHE_BASE_DIR": self.top}
        return {**names, **self.variables}

    def run(self, place, *command):
        return subprocess.run(command, cwd=place, env=self.environment(),
                              capture_output=True, text=True, check=False,
                              timeout=TIMEOUT_S, stdin=subprocess.DEVNULL)

    def round(self):
        for _ in range(self.random.randrange(1, 4)):
            self.change()
        place = self.random.choice(self.places)
        self.write(place)
        # All of it again: that a header has come to be in front of another is
        # nothing that a build without a cache would notice.
        for unit in UNITS:
            self.take(place, unit)
        done = self.run(place, self.tool, "-j2", "-k0", "-v")
        self.said.append(f"built in {place}: {done.returncode}")
        failed = False
        for unit in UNITS:
            failed |= self.compare(place, unit)
        if failed != (done.returncode != 0):
            raise Failure(f"exit status {done.returncode}:\n{done.stdout}")

    def compare(self, place, unit):
        """True when this unit does not compile."""
        said = self.run(place, self.tool, "-t", "commands", "-s", f"{unit}.o")
        before = self.take(place, unit)
        byhand = self.run(place, "sh", "-c", said.stdout)
        after = self.take(place, unit)
        for name, (text, times) in before.items():
            with open(f"{place}/{name}", "wb") as file:
                file.write(text)
            os.utime(f"{place}/{name}", ns=times)
        if byhand.returncode != 0:
            return True
        for name, (text, _) in after.items():
            if name not in before or not self.is_same(name, before[name][0],
                                                      text):
                raise Failure(f"{name} is not what this makes:\n{said.stdout}\n"
                              f"{self.files[f'src/{unit}.c']}")
        return False

    @staticmethod
    def is_same(name, one, two):
        """Compilers break the lines of a depfile by the length of its paths:
        where is all that may differ."""
        if name.endswith(".d"):
            one, two = (text.replace(b"\\\n", b" ").split()
                        for text in (one, two))
        return one == two

    @staticmethod
    def take(place, unit):
        """The files of a unit, which are removed, and their times."""
        found = {}
        for name in (f"{unit}.o", f"{unit}.o.d"):
            path = f"{place}/{name}"
            if os.path.exists(path):
                times = os.stat(path)
                with open(path, "rb") as file:
                    found[name] = (file.read(),
                                   (times.st_atime_ns, times.st_mtime_ns))
                os.remove(path)
        return found

    def hits(self):
        done = self.run(self.places[0], self.tool, "cache", "stats", "--json")
        return json.loads(done.stdout)["counters"].get("hits", 0)


def run_history(arguments, seed):
    """The hits; None when something is wrong."""
    with tempfile.TemporaryDirectory() as directory:
        history = History(arguments, seed, directory)
        try:
            for _ in range(arguments.rounds):
                history.round()
            return history.hits()
        except Failure as failure:
            print(f"Seed {seed}:")
            print("\n".join(f"  {text}" for text in history.said))
            print(failure)
            return None


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--tool", required=True)
    parser.add_argument("--compiler", action="append")
    parser.add_argument("--seed", type=int, default=random.randrange(10**9))
    parser.add_argument("--histories", type=int, default=10)
    parser.add_argument("--rounds", type=int, default=15)
    arguments = parser.parse_args()
    arguments.tool = os.path.abspath(arguments.tool)
    arguments.compiler = arguments.compiler or ["gcc"]
    found = [run_history(arguments, arguments.seed + number)
             for number in range(arguments.histories)]
    failed = found.count(None)
    hits = sum(number or 0 for number in found)
    print(f"{arguments.histories} histories from seed {arguments.seed}, "
          f"{hits} hits, {failed} failed")
    # A cache that never hits is never wrong.
    return 1 if failed or hits < arguments.histories else 0


if __name__ == "__main__":
    sys.exit(main())
