#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What content and the cache cost and save, on real C++ objects.

usage: cache_bench.py PART XB --directory DIR [option...]

Each part is a run of its own, of a few minutes at most:

  fill      write the tree and fill both caches; killed, it goes on next time
  hit       everything cached: xb --cache against ninja + ccache, and against
            reading and writing the same objects (after `fill`)
  cold      nothing cached: xb --cache against xb
  content   nothing built: --freshness=content against --freshness=mtime
  checkout  10,000 sources with new times: against a no-op and against reading
            every source once

The tree has OBJECTS real C++ sources that include the standard library,
headers of the project and a generated one.  All run in turn, so that what
disturbs the machine disturbs all of them: quote the ratios.
"""

import argparse
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import time

import tools
import tree

HEADERS = 40
PER_UNIT = 12
STANDARD = ("map", "string", "vector")
FUNCTIONS = 6
SOURCES = 10000


def write_sources(directory, objects):
    directory.mkdir(parents=True)
    for i in range(HEADERS):
        body = "\n".join(
            f"struct H{i}_{k} {{ int a = {k}; std::string text; "
            f"std::vector<int> v; int Sum() const; }};" for k in range(60))
        (directory / f"h{i}.h").write_text(
            "#pragma once\n#include <string>\n#include <vector>\n" + body)
    for i in range(objects):
        lines = [f"#include <{name}>" for name in STANDARD]
        lines += [f'#include "h{(i * 7 + k) % HEADERS}.h"'
                  for k in range(PER_UNIT)]
        lines += ['#include "gen.h"']
        for k in range(FUNCTIONS):
            lines.append(
                f"int F{i}_{k}(int n) {{ std::map<std::string, int> m; "
                f"std::vector<std::string> v; for (int j = 0; j < n; ++j) {{ "
                f"m[std::to_string(j)] = j; "
                f"v.push_back(std::to_string(j + {k})); }} "
                f"return static_cast<int>(m.size() + v.size()) + GEN; }}")
        (directory / f"u{i}.cc").write_text("\n".join(lines) + "\n")


def manifest(objects, flags, launcher, state):
    """One build directory serves all tools, so that one cache can be filled
    from the other; each keeps its logs in its own place."""
    lines = [
        f"builddir = {state}",
        "rule gen", "  command = echo '#define GEN 1' > $out",
        "rule cxx",
        f"  command = {launcher}g++ {flags} -I../src -Igen -MD -MF $out.d "
        "-o $out -c $in",
        "  depfile = $out.d", "  deps = gcc",
        "build gen/gen.h: gen"]
    lines += [f"build o/u{i}.cc.o: cxx ../src/u{i}.cc || gen/gen.h"
              for i in range(objects)]
    names = " ".join(f"o/u{i}.cc.o" for i in range(objects))
    lines += [f"build all: phony {names}", "default all"]
    return "\n".join(lines) + "\n"


def put_away(path):
    """As if removed, but with all inodes in use: an ext4 without a journal
    looks twice at each one that was freed in the last minute, which would be
    most of what is measured here."""
    if not path.exists():
        return
    trash = path.parent / "trash"
    trash.mkdir(exist_ok=True)
    away = trash / f"{path.name}.{time.monotonic_ns()}"
    path.rename(away)
    for directory, _, names in os.walk(away):
        for name in names:
            os.truncate(f"{directory}/{name}", 0)


class Contestant:
    """A command that builds `directory` from nothing, time after time."""

    def __init__(self, name, directory, command, environment=None,
                 clean=("o", "gen"), prepare=None):
        self.name = name
        self.directory = directory
        self.command = [str(word) for word in command]
        self.environment = {**os.environ, **(environment or {})}
        self.clean = clean
        self.prepare = prepare
        self.walls = []
        self.processors = []

    def run(self):
        """Wall and processor seconds."""
        for made in self.clean:
            put_away(self.directory / made)
        if self.prepare:
            self.prepare()
        before = os.times()
        begin = time.perf_counter()
        subprocess.run(self.command, cwd=self.directory, check=True,
                       env=self.environment, stdout=subprocess.DEVNULL)
        wall = time.perf_counter() - begin
        after = os.times()
        return wall, (after.children_user + after.children_system -
                      before.children_user - before.children_system)

    def measure(self):
        wall, processor = self.run()
        self.walls.append(wall)
        self.processors.append(processor)

    @property
    def wall(self):
        return statistics.median(self.walls)

    @property
    def processor(self):
        return statistics.median(self.processors)


class Copying(Contestant):
    """Reads all of a directory and writes it to another, in one thread and as
    a program does that knows the sizes."""

    def __init__(self, name, source, target):
        super().__init__(name, target.parent, (), clean=(target.name,))
        self.paths = [(p, target / p.name, p.stat().st_size)
                      for p in sorted(source.iterdir())]

    def run(self):
        for made in self.clean:
            put_away(self.directory / made)
            (self.directory / made).mkdir()
        begin = time.perf_counter(), time.process_time()
        for source, target, size in self.paths:
            reading = os.open(source, os.O_RDONLY)
            writing = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL)
            os.write(writing, os.read(reading, size))
            os.close(reading)
            os.close(writing)
        return (time.perf_counter() - begin[0],
                time.process_time() - begin[1])


def race(contestants, rounds):
    for _ in range(rounds):
        for contestant in contestants:
            contestant.measure()


def report(contestants, objects):
    width = max(len(contestant.name) for contestant in contestants)
    for c in contestants:
        print(f"{c.name:{width}}  wall {c.wall:8.3f} s ({min(c.walls):.3f} to "
              f"{max(c.walls):.3f})  processor {c.processor:8.3f} s  "
              f"{c.wall / objects * 1e6:7.0f} and "
              f"{c.processor / objects * 1e6:7.0f} us an object")


def report_pairs(one, other):
    """By how much `one` is dearer than `other`, run by run."""
    for what, ones, others in (("wall", one.walls, other.walls),
                               ("processor", one.processors,
                                other.processors)):
        ratios = sorted(a / b for a, b in zip(ones, others))
        median = statistics.median(ratios)
        low, high = ratios[len(ratios) // 4], ratios[-1 - len(ratios) // 4]
        print(f"{what}: {(median - 1) * 100:+.2f} % in the median of "
              f"{len(ratios)} pairs ({(low - 1) * 100:+.2f} to "
              f"{(high - 1) * 100:+.2f} in half of them)")


class CachedTree:
    """The tree of `fill` and `hit`."""

    def __init__(self, arguments):
        self.top = arguments.directory
        self.objects = arguments.objects
        self.flags = arguments.flags
        self.build = self.top / "build"
        self.saved = self.top / "saved"
        self.xb = Contestant(
            "xb --cache", self.build,
            [arguments.xb, "--cache", "-f", "xb.ninja"],
            {"XB_CACHE_DIR": str(self.top / "xb-cache")})
        self.ninja = Contestant(
            "ninja + ccache", self.build, ["ninja", "-f", "ccache.ninja"],
            {"CCACHE_DIR": str(self.top / "ccache")})
        if arguments.fresh:
            self.xb.clean += ("state-xb",)
            self.ninja.clean += ("state-ninja",)

    def write(self):
        if self.build.exists():
            return
        write_sources(self.top / "src", self.objects)
        self.build.mkdir()
        (self.build / "xb.ninja").write_text(
            manifest(self.objects, self.flags, "", "state-xb"))
        (self.build / "ccache.ninja").write_text(
            manifest(self.objects, self.flags, "ccache ", "state-ninja"))

    def fill(self):
        wall, _ = self.ninja.run()
        print(f"{self.ninja.name}: filled in {wall:.1f} s", flush=True)
        # By the name of the compiler: xb's key is that of the compiler itself,
        # and ccache knows the results already.
        names = self.top / "names"
        names.mkdir(exist_ok=True)
        if not (names / "g++").exists():
            (names / "g++").symlink_to(shutil.which("ccache"))
        filling = Contestant(
            "", self.build, self.xb.command,
            {**self.ninja.environment, **self.xb.environment,
             "PATH": f"{names}:{os.environ['PATH']}"})
        wall, _ = filling.run()
        print(f"{self.xb.name}: filled in {wall:.1f} s", flush=True)
        shutil.rmtree(self.saved, ignore_errors=True)
        shutil.copytree(self.build / "o", self.saved)

    def hits_of_ccache(self):
        said = subprocess.run(
            ["ccache", "--print-stats"], check=True, capture_output=True,
            text=True, env=self.ninja.environment).stdout
        counts = dict(line.split() for line in said.splitlines())
        return int(counts["direct_cache_hit"])

    def check(self):
        """Whoever built last made what `fill` made."""
        if subprocess.run(["diff", "-rq", self.saved, self.build / "o"],
                          check=False).returncode != 0:
            sys.exit("cache_bench.py: the outputs are not as they were")


def fill(arguments):
    made = CachedTree(arguments)
    made.write()
    made.fill()


def hit(arguments):
    made = CachedTree(arguments)
    if not made.saved.exists():
        sys.exit("cache_bench.py: `fill` comes first")
    copying = Copying("reading and writing", made.saved, made.build / "o")
    contestants = [made.xb, made.ninja, copying]
    for contestant in contestants:
        contestant.run()
        made.check()
    before = made.hits_of_ccache()
    race(contestants, arguments.rounds)
    if made.hits_of_ccache() - before < arguments.rounds * made.objects:
        sys.exit("cache_bench.py: not all were hits of ccache")
    report(contestants, made.objects)
    size = sum(p.stat().st_size for p in made.saved.iterdir())
    print(f"an object has {size // made.objects // 1000} kB")
    print(f"xb is {made.ninja.wall / made.xb.wall:.1f} times as fast, with a "
          f"{made.ninja.processor / made.xb.processor:.1f}th of the processor "
          "time")
    beyond = (made.xb.processor - copying.processor) / made.objects * 1e6
    print(f"a hit costs {beyond:.0f} us of processor time beyond the copy of "
          "its object")


def cold_pair(arguments, name):
    """Two directories of the same sources with nothing in them."""
    top = arguments.directory / name
    shutil.rmtree(top, ignore_errors=True)
    write_sources(top / "src", arguments.objects)
    directories = []
    for place in ("one", "two"):
        directory = top / place
        directory.mkdir()
        (directory / "build.ninja").write_text(
            manifest(arguments.objects, arguments.flags, "", "state"))
        directories.append(directory)
    return top, directories


def cold(arguments):
    top, (with_cache, without) = cold_pair(arguments, "cold")
    cache = top / "cache"
    clean = ("o", "gen", "state")

    def forget():
        put_away(cache)
    pair = [Contestant("with --cache", with_cache, [arguments.xb, "--cache"],
                       {"XB_CACHE_DIR": str(cache)}, clean, forget),
            Contestant("without", without, [arguments.xb], {}, clean)]
    race(pair, arguments.rounds)
    report(pair, arguments.objects)
    report_pairs(*pair)


def content(arguments):
    _, (one, two) = cold_pair(arguments, "content")
    clean = ("o", "gen", "state")
    pair = [Contestant(f"--freshness={how}", directory,
                       [arguments.xb, f"--freshness={how}"], {}, clean)
            for how, directory in (("content", one), ("mtime", two))]
    race(pair, arguments.rounds)
    report(pair, arguments.objects)
    report_pairs(*pair)


def git(directory, *words):
    subprocess.run(["git", "-c", "user.name=bench", "-c", "user.email=",
                    "-c", "core.autocrlf=false", *words], cwd=directory,
                   check=True, stdout=subprocess.DEVNULL,
                   stderr=subprocess.DEVNULL)


def write_repository(top):
    """Sources of a realistic size, with a branch on which each is another."""
    helpers = tools.Helpers(pathlib.Path(__file__).parent, top)
    made = tree.Tree(top, SOURCES, top / "compiler")
    made.write_sources()
    line = b"// A line of some source, no more and no less.\n"
    for path in made.source_paths():
        with open(path, "ab") as file:
            file.write(line * 100)
    made.write_manifests()
    sources = made.source_root
    git(sources, "init", "-q", "-b", "main")
    git(sources, "add", ".")
    git(sources, "commit", "-q", "-m", "One")
    git(sources, "checkout", "-q", "-b", "other")
    for path in made.source_paths():
        with open(path, "ab") as file:
            file.write(b"// another\n")
    git(sources, "commit", "-q", "-a", "-m", "Two")
    git(sources, "checkout", "-q", "main")
    return made, helpers


class Reading(Contestant):
    """Reads every file once: what nobody who asks for content can save."""

    def __init__(self, paths, directory):
        names = directory / "names"
        names.write_text("\0".join(paths))
        super().__init__("every source read once", directory,
                         ["sh", "-c", f"xargs -0 cat < {names} > /dev/null"],
                         clean=())


def checkout(arguments):
    top = arguments.directory / "checkout"
    shutil.rmtree(top, ignore_errors=True)
    top.mkdir(parents=True)
    made, _ = write_repository(top)
    build = made.make_build_directory("build")
    said = subprocess.run([arguments.xb], cwd=build, check=True,
                          capture_output=True, text=True)
    quiet = [str(arguments.xb)]

    def away_and_back():
        # git writes what it finds changed, so every time is new.
        git(made.source_root, "checkout", "-q", "other")
        git(made.source_root, "checkout", "-q", "main")
        # What changed in this tick of the clock is not yet known for good.
        time.sleep(0.05)
    after = Contestant("after a checkout", build, quiet, clean=(),
                       prepare=away_and_back)
    noop = Contestant("no-op", build, quiet, clean=())
    reading = Reading(list(made.source_paths()), top)
    noop.run()
    before = [p.stat().st_mtime_ns for p in build.glob("lib/*")]
    race([after, noop, reading], arguments.rounds)
    if [p.stat().st_mtime_ns for p in build.glob("lib/*")] != before:
        sys.exit("cache_bench.py: something was built after a checkout")
    said = subprocess.run(quiet, cwd=build, check=True, capture_output=True,
                          text=True).stdout
    if "no work to do" not in said:
        sys.exit("cache_bench.py: something was left to do")
    report([after, noop, reading], SOURCES)
    limit = 2 * noop.wall + reading.wall
    print(f"{after.wall / limit:.2f} of twice a no-op and once the reading")


PARTS = {part.__name__: part for part in (fill, hit, cold, content, checkout)}


def parse_arguments():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("part", choices=PARTS)
    parser.add_argument("xb", type=pathlib.Path)
    parser.add_argument("--directory", type=pathlib.Path, required=True,
                        help="where to work, and to leave the tree")
    parser.add_argument("--objects", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--flags", default="-O0",
                        help="of the compiler; -g makes large objects")
    parser.add_argument("--fresh", action="store_true",
                        help="`hit` in a directory that knows nothing")
    return parser.parse_args()


def main():
    arguments = parse_arguments()
    arguments.xb = arguments.xb.resolve()
    arguments.directory = arguments.directory.resolve()
    for program in ("ninja", "ccache", "g++", "git"):
        if shutil.which(program) is None:
            sys.exit(f"cache_bench.py: {program} is not on PATH")
    PARTS[arguments.part](arguments)


if __name__ == "__main__":
    main()
