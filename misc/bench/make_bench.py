#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What Makefiles cost: xb under the name make against GNU make.

usage: make_bench.py PART XB --directory DIR [option...]

Each part is a run of its own:

  noop       OBJECTS objects with `-include`d .d files and nothing to do: from
             what was remembered, and evaluated again
  recursive  DIRECTORIES directories, a make in each, and nothing to do
  full       a full build of --source (a directory that is made clean by `make
             distclean`, such as that of redis) with two jobs

All run in turn, so that what disturbs the machine disturbs all of them: quote
the ratios.
"""

import argparse
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import time

HEADERS = 200
PER_UNIT = 10
TOP = """\
SOURCES := $(wildcard src/*.c)
OBJECTS := $(SOURCES:src/%.c=obj/%.o)
all: app
app: $(OBJECTS)
\tcat $^ >$@
obj/%.o: src/%.c
\t$(CC) -MMD -MP -c $< -o $@
-include $(OBJECTS:.o=.d)
"""
RECURSIVE = """\
DIRECTORIES := {}
all: $(DIRECTORIES)
$(DIRECTORIES):
\t$(MAKE) -C $@
.PHONY: all $(DIRECTORIES)
"""


def write_objects(root, objects):
    """As after a build: sources, then objects and what they depend on."""
    for folder in ("src", "obj"):
        (root / folder).mkdir(parents=True)
    for i in range(HEADERS):
        (root / f"src/h{i}.h").write_text("#define H 1\n")
    for i in range(objects):
        (root / f"src/f{i}.c").write_text("int x;\n")
    for i in range(objects):
        (root / f"obj/f{i}.o").write_text("object\n")
        headers = [f"src/h{(i * 7 + k * 13) % HEADERS}.h"
                   for k in range(PER_UNIT)]
        (root / f"obj/f{i}.d").write_text(
            f"obj/f{i}.o: src/f{i}.c \\\n " + " \\\n ".join(headers) + "\n"
            + "".join(f"{header}:\n" for header in headers))
    (root / "Makefile").write_text(TOP)
    (root / "app").write_text("app\n")


class Contestant:
    """A make and how it is called; `real` is set where it is GNU make."""

    def __init__(self, name, binary, directory, arguments, environment=None):
        self.name = name
        self.directory = directory
        self.arguments = [str(binary), *arguments]
        self.environment = environment or {}
        self.times = []

    def run(self):
        environment = {key: value for key, value in os.environ.items()
                       if key not in ("MAKEFLAGS", "MAKELEVEL")}
        environment |= {"PATH": f"{pathlib.Path(self.arguments[0]).parent}:"
                                f"{environment['PATH']}"} | self.environment
        begin = time.perf_counter()
        subprocess.run(self.arguments, cwd=self.directory, env=environment,
                       check=True, stdout=subprocess.DEVNULL)
        return time.perf_counter() - begin

    def measure(self):
        self.times.append(self.run())

    @property
    def median(self):
        return statistics.median(self.times)


def race(contestants, rounds, prepare=lambda contestant: None):
    for _ in range(rounds):
        for contestant in contestants:
            prepare(contestant)
            contestant.measure()
    first = contestants[0].median
    for contestant in contestants:
        print(f"{contestant.name:24} {1000 * contestant.median:9.1f} ms "
              f"({contestant.median / first:.2f})")


def binaries(arguments):
    """Two directories with a `make` in each."""
    gnu = shutil.which("make")
    if gnu is None:
        sys.exit("make_bench.py: make is not on PATH")
    found = []
    for name, program in (("xb", os.path.abspath(arguments.xb)), ("gnu", gnu)):
        directory = arguments.directory / "bin" / name
        directory.mkdir(parents=True, exist_ok=True)
        (directory / "make").unlink(missing_ok=True)
        (directory / "make").symlink_to(program)
        found.append(directory / "make")
    return found


def settle(root, contestants):
    """Until nothing is written any more: the last of three runs says so."""
    for contestant in contestants:
        for _ in range(3):
            contestant.run()
    deadline = time.monotonic() + 30
    while not list(root.glob(".xb/make-????????????????")):
        if time.monotonic() > deadline:
            sys.exit("make_bench.py: nothing was remembered")
        time.sleep(0.1)


def noop(arguments):
    xb, gnu = binaries(arguments)
    root = arguments.directory / f"objects-{arguments.objects}"
    if not root.exists():
        write_objects(root, arguments.objects)
    contestants = [
        Contestant("xb, remembered", xb, root, []),
        Contestant("xb, evaluated", xb, root, [], {"XB_NO_MAKE_MEMORY": "1"}),
        Contestant("GNU make", gnu, root, [])]
    settle(root, contestants)
    race(contestants, arguments.runs)


def recursive(arguments):
    xb, gnu = binaries(arguments)
    root = arguments.directory / f"directories-{arguments.directories}"
    names = [f"part{i}" for i in range(arguments.directories)]
    if not root.exists():
        for name in names:
            write_objects(root / name, arguments.each)
        (root / "Makefile").write_text(RECURSIVE.format(" ".join(names)))
    contestants = [
        Contestant("xb, remembered", xb, root, []),
        Contestant("xb, evaluated", xb, root, [], {"XB_NO_MAKE_MEMORY": "1"}),
        Contestant("GNU make", gnu, root, [])]
    settle(root, contestants)
    race(contestants, arguments.runs)


def full(arguments):
    if arguments.source is None:
        sys.exit("make_bench.py: full needs --source")
    xb, gnu = binaries(arguments)
    contestants = []
    for name, binary in (("xb", xb), ("GNU make", gnu)):
        root = arguments.directory / f"source-{binary.parent.name}"
        if not root.exists():
            shutil.copytree(arguments.source, root, symlinks=True)
        contestants.append(Contestant(name, binary, root,
                                      ["-j2", *arguments.words]))

    def clean(contestant):
        subprocess.run([contestant.arguments[0], "distclean"],
                       cwd=contestant.directory, check=True,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    race(contestants, arguments.runs, clean)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("part", choices=("noop", "recursive", "full"))
    parser.add_argument("xb")
    parser.add_argument("--directory", type=pathlib.Path, required=True)
    parser.add_argument("--objects", type=int, default=10000)
    parser.add_argument("--directories", type=int, default=20)
    parser.add_argument("--each", type=int, default=40)
    parser.add_argument("--source", type=pathlib.Path)
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("words", nargs="*")
    arguments = parser.parse_args()
    arguments.directory = arguments.directory.resolve()
    arguments.directory.mkdir(parents=True, exist_ok=True)
    {"noop": noop, "recursive": recursive, "full": full}[arguments.part](
        arguments)


if __name__ == "__main__":
    main()
