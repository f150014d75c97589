#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""One cache under fire; no build may ever leave anything that is wrong.

usage: cache_test.py --tool XB [--seed N] [--rounds N] [--damages N]

First, ten builds in different directories share a cache while another process
makes room in it again and again.  Any of them are killed at random moments.
Then every build is run to its end and compared, byte for byte, with a clean
build without a cache.  Second, files of the cache are damaged in a thousand
random places: what is built from it must be right all the same, and `verify`
must leave nothing that is bad.
"""

import argparse
import fcntl
import json
import os
import random
import re
import select
import shutil
import subprocess
import sys
import tempfile
import time

TIMEOUT_S = 120
DIRECTORIES = 10
UNITS = 16
HEADERS = 5
# Less than all of it needs, so that there is always something to remove.
MAX_SIZE = "200K"

MANIFEST = """\
rule cc
  command = gcc -O1 $flags -Iinc -MD -MF $out.d -c -o $out $in
  depfile = $out.d
  deps = gcc
rule pack
  command = sh pack.sh $out $in
"""
PACK = """\
exec >"$1"
shift
for part; do
  cksum <"$part" && cat "$part" || exit 1
done
"""


class Failure(Exception):
    """Something that must not happen."""


def ensure(condition, text):
    if not condition:
        raise Failure(text)


class Sources:
    """The project, which is the same in every directory."""

    def __init__(self, rng):
        self.random = rng
        self.files = {"pack.sh": PACK}
        self.serial = 0
        self.flags = 0
        for i in range(HEADERS):
            self._write_header(i)
        for i in range(UNITS):
            self._write_unit(i)
        self._write_manifest()

    def _write_header(self, i):
        self.serial += 1
        self.files[f"inc/h{i}.h"] = (
            f"static int h{i}(int x) {{ return x + {self.serial}; }}\n")

    def _write_unit(self, i):
        self.serial += 1
        used = self.random.sample(range(HEADERS), 2)
        text = "".join(f'#include "h{h}.h"\n' for h in used)
        text += f"const char text{i}[] = \"{'x' * (i * 300)}\";\n"
        calls = " + ".join(f"h{h}(y)" for h in used)
        # A warning, so that there is something to say.
        text += (f"int f{i}(int y) {{ int unused; return {self.serial} + "
                 f"{calls}; }}\n")
        self.files[f"src/{i}.c"] = text

    def _write_manifest(self):
        lines = [f"flags = -Wall -DFLAGS={self.flags}", MANIFEST]
        objects = [f"obj/{i}.o" for i in range(UNITS)]
        for i, name in enumerate(objects):
            lines.append(f"build {name}: cc src/{i}.c")
        for i in range(0, UNITS, 4):
            parts = " ".join(objects[i:i + 4])
            lines.append(f"build lib/{i}.a: pack {parts} | pack.sh")
        self.files["build.ninja"] = "\n".join(lines) + "\n"

    def outputs(self):
        return ([f"obj/{i}.o" for i in range(UNITS)] +
                [f"lib/{i}.a" for i in range(0, UNITS, 4)])

    def edit(self):
        """One random change."""
        kind = self.random.randrange(4)
        if kind == 0:
            self._write_header(self.random.randrange(HEADERS))
        elif kind == 1:
            # Back and forth, so that older results are of use again.
            self.flags = 1 - self.flags
            self._write_manifest()
        else:
            self._write_unit(self.random.randrange(UNITS))

    def put_in(self, directory):
        for name, text in self.files.items():
            path = os.path.join(directory, name)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            try:
                with open(path, encoding="ascii") as file:
                    if file.read() == text:
                        continue
            except FileNotFoundError:
                pass
            with open(path, "w", encoding="ascii") as file:
                file.write(text)


class Fire:
    """The test in one temporary directory."""

    def __init__(self, tool, root, rng):
        self.tool = tool
        self.root = root
        self.random = rng
        self.cache = os.path.join(root, "cache")
        self.sources = Sources(rng)
        self.directories = [os.path.join(root, f"build{i}")
                            for i in range(DIRECTORIES)]
        self.environment = {key: value for key, value in os.environ.items()
                            if not key.startswith("XB_CACHE")}
        self.environment["XB_CACHE_DIR"] = self.cache
        self.landed = 0
        self.damages = 0
        self.counts = {"hits": 0, "misses": 0}

    def start(self, directory, *args, **more):
        return subprocess.Popen([self.tool, *args], cwd=directory,
                                env={**self.environment, **more},
                                stdin=subprocess.DEVNULL,
                                stdout=subprocess.PIPE,
                                stderr=subprocess.STDOUT,
                                start_new_session=True)

    def has_links(self, directory):
        """In every second one outputs come back as hard links."""
        return self.directories.index(directory) % 2 == 1

    def start_build(self, directory):
        more = {"XB_CACHE": "all"}
        if self.has_links(directory):
            more["XB_CACHE_HARD_LINK"] = "1"
        # Some make room themselves.
        if self.random.random() < 0.3:
            more["XB_CACHE_MAX_SIZE"] = MAX_SIZE
        return self.start(directory, "-j2", **more)

    def age(self):
        """Some blobs as if nobody had used them for two days: cold ones are
        compressed."""
        old = time.time() - 2 * 24 * 3600
        for path in self.store_files():
            if "/blobs/" in path and self.random.random() < 0.3:
                try:
                    os.utime(path, (old, old))
                except FileNotFoundError:
                    pass

    def start_collector(self):
        self.age()
        return self.start(self.root, "cache", "gc", "--max-size", MAX_SIZE)

    def finish(self, process, statuses=(0,)):
        output, _ = process.communicate(timeout=TIMEOUT_S)
        text = output.decode(errors="replace")
        ensure(process.returncode in statuses,
               f"{process.args} exits {process.returncode}:\n{text}")
        return text

    def run(self, directory, *args, statuses=(0,), **more):
        return self.finish(self.start(directory, *args, **more), statuses)

    def reference(self):
        """What a clean build without a cache makes."""
        directory = os.path.join(self.root, "reference")
        shutil.rmtree(directory, ignore_errors=True)
        os.mkdir(directory)
        self.sources.put_in(directory)
        self.run(directory, "--no-cache")
        return self.contents(directory)

    def contents(self, directory):
        found = {}
        for name in self.sources.outputs():
            path = os.path.join(directory, name)
            try:
                with open(path, "rb") as file:
                    # Read-only is what a hard link may be.
                    mode = os.fstat(file.fileno()).st_mode & ~0o222
                    found[name] = (mode, file.read())
            except FileNotFoundError:
                found[name] = None
        return found

    def compare(self, directory, wanted):
        found = self.contents(directory)
        for name, right in wanted.items():
            ensure(found[name] == right,
                   f"{directory}/{name} is not what a clean build makes")
        # A hard link may have got a later time elsewhere.
        if self.has_links(directory):
            return
        text = self.run(directory, XB_CACHE="all")
        ensure("no work to do" in text, f"a second build does:\n{text}")

    def change(self):
        self.sources.edit()
        for directory in self.directories:
            os.makedirs(directory, exist_ok=True)
            self.sources.put_in(directory)
            share = self.random.choice([0, 0.3, 1])
            for name in self.sources.outputs():
                path = os.path.join(directory, name)
                if self.random.random() < share and os.path.exists(path):
                    os.remove(path)

    def kill_some(self, builds, duration_s):
        """While a collector runs; those that were killed."""
        killed = set()
        collector = self.start_collector()
        for _ in range(self.random.randrange(2, DIRECTORIES)):
            wait_s = self.random.expovariate(DIRECTORIES / 2 / duration_s)
            deadline = time.monotonic() + wait_s
            while (left := deadline - time.monotonic()) > 0:
                select.select([], [], [], min(left, 0.005))
                if collector.poll() is not None:
                    self.finish(collector)
                    collector = self.start_collector()
            alive = [b for b in builds if b.poll() is None]
            victim = self.random.choice([*alive, collector])
            victim.kill()
            victim.wait(TIMEOUT_S)
            self.landed += victim.returncode != 0
            if victim is not collector:
                killed.add(victim)
                continue
            victim.stdout.close()
            collector = self.start_collector()
        self.finish(collector)
        return killed

    def round(self, duration_s):
        self.change()
        wanted = self.reference()
        builds = [self.start_build(d) for d in self.directories]
        killed = self.kill_some(builds, duration_s)
        for build in builds:
            if build in killed:
                build.stdout.close()
            else:
                self.finish(build)
        # To the end, and room is made meanwhile, too.
        begin = time.monotonic()
        builds = [self.start_build(d) for d in self.directories]
        collector = self.start_collector()
        for build in builds:
            self.finish(build)
        self.finish(collector)
        duration_s = time.monotonic() - begin
        for directory in self.directories:
            self.compare(directory, wanted)
        return duration_s

    def store_files(self):
        found = []
        for top, _, names in os.walk(os.path.join(self.cache, "v1")):
            for name in names:
                path = os.path.join(top, name)
                try:
                    is_full = os.path.getsize(path) > 0
                except FileNotFoundError:
                    continue
                if is_full and not name.endswith(".lock"):
                    found.append(path)
        return sorted(found)

    def damage(self, places):
        files = self.store_files()
        ensure(len(files) > 3 * UNITS, f"only {len(files)} in the cache")
        # Those that are left whole are to be hits.
        victims = self.random.sample(files, len(files) // 3)
        for name in ("digests", "cache"):
            victims.append(os.path.join(self.directories[0], ".xb", name))
        for _ in range(places):
            path = self.random.choice(victims)
            size = os.path.getsize(path)
            if size == 0:
                continue
            at = self.random.randrange(size)
            os.chmod(path, 0o600)
            with open(path, "r+b") as file:
                if self.random.random() < 0.1:
                    file.truncate(at)
                else:
                    file.seek(at)
                    byte = file.read(1)[0]
                    file.seek(at)
                    file.write(bytes([byte ^ 1 << self.random.randrange(8)]))
            self.damages += 1

    def bad_entries(self, text):
        found = re.search(r"(\d+) of them damaged.* (\d+) damaged", text)
        ensure(found, f"verify says:\n{text}")
        return int(found[1]) + int(found[2])

    def last_build(self):
        """Its hits and misses."""
        text = self.run(self.directories[0], "cache", "stats", "--json")
        last = json.loads(text).get("last_build")
        ensure(last, f"stats says:\n{text}")
        return last["hits"], last["misses"]

    def remove_outputs(self, directory):
        for name in self.sources.outputs():
            os.remove(os.path.join(directory, name))

    def damage_round(self, places):
        directory = self.directories[0]
        wanted = self.reference()
        # All of it is in the cache then, or again.
        self.remove_outputs(directory)
        self.run(directory, XB_CACHE="all")
        self.damage(places)
        is_verified = self.random.random() < 0.5
        if is_verified:
            text = self.run(self.root, "cache", "verify", statuses=(1,))
            ensure(self.bad_entries(text) > 0, f"nothing was found:\n{text}")
            text = self.run(self.root, "cache", "verify")
            ensure(self.bad_entries(text) == 0, f"not removed:\n{text}")
        self.remove_outputs(directory)
        self.run(directory, XB_CACHE="all")
        hits, misses = self.last_build()
        self.counts["hits"] += hits
        self.counts["misses"] += misses
        self.compare(directory, wanted)
        # What the build came across is gone; the rest is found now.
        self.run(self.root, "cache", "verify", statuses=(0, 1))
        self.run(self.root, "cache", "verify")
        # All of it can be had again.
        self.remove_outputs(directory)
        self.run(directory, XB_CACHE="all")
        hits, misses = self.last_build()
        ensure(misses == 0 and hits == len(wanted),
               f"{hits} hits and {misses} misses of what was kept just now")
        self.compare(directory, wanted)

    def wait_for_collectors(self):
        """Of builds that have ended."""
        with open(os.path.join(self.cache, "v1", "gc.lock"), "ab") as file:
            fcntl.flock(file, fcntl.LOCK_EX)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--tool", required=True)
    parser.add_argument("--seed", type=int, default=None)
    parser.add_argument("--rounds", type=int, default=8)
    parser.add_argument("--damages", type=int, default=1000)
    args = parser.parse_args()
    if shutil.which("gcc") is None:
        print("cache_test: skipped, there is no gcc")
        return 0
    seed = args.seed
    if seed is None:
        seed = random.SystemRandom().randrange(10**6)
    rng = random.Random(seed)
    root = tempfile.mkdtemp(prefix="xb-fire-")
    test = Fire(os.path.abspath(args.tool), root, rng)
    failed = False
    number = 0
    try:
        duration_s = 1.0
        for number in range(args.rounds):
            duration_s = test.round(duration_s)
        test.wait_for_collectors()
        while test.damages < args.damages:
            number += 1
            test.damage_round(min(100, args.damages - test.damages))
        ensure(test.counts["hits"] > 0 and test.counts["misses"] > 0,
               f"not both hits and misses: {test.counts}")
    except (Failure, subprocess.TimeoutExpired) as failure:
        failed = True
        print(f"cache_test: round {number} of --seed {seed}: {failure}")
    shutil.rmtree(root, ignore_errors=True)
    print(f"cache_test: {test.landed} killed, {test.damages} places damaged, "
          f"then {test.counts}, --seed {seed}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
