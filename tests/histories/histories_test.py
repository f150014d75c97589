#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Whatever happened to a build directory: by content, a build leaves what a
clean build would, and after it there is nothing to do.

usage: histories_test.py --tool XB [--seed N] [--histories N] [--rounds N]

A history is a small project and rounds of random events: files edited with
times of all kinds, also while a command reads them, outputs changed by hand,
other commands and inputs in the manifest, builds by time, by a real ninja, and
builds that are killed.  Every output is known beforehand.  A failure tells the
seed and what happened; --seed N --histories 1 is that history again.
"""

import argparse
import difflib
import os
import random
import shutil
import subprocess
import sys
import tempfile

TIMEOUT_S = 60
LONG_AGO = 1_500_000_000
HEADERS = ["h0.h", "h1.h", "h2.h"]
SOURCES = ["a.c", "b.c", "c.c", "d.c"]
DATA = ["x.txt", "y.txt", "z.txt"]

# Every command: what a hook says before and after it, the work between.
RUN = r"""set -e
name=$1 work=$2
shift 2
hook() { [ ! -f "hooks/$1" ] || { mv "hooks/$1" hooks/used; . hooks/used; }; }
compile() {
  headers=$(sed -n 's/^include //p' "$2")
  { cat "$2" $headers; echo "$3"; } >"$1"
  printf '%s:' "$1" >"$1.d"
  for file in "$2" $headers; do printf ' %s' "$file" >>"$1.d"; done
  echo >>"$1.d"
}
join() { salt=$1 out=$2; shift 2; { cat "$@"; echo "$salt"; } >"$out"; }
both() { cat "$3" "$4" >"$1"; cp "$1" "$2"; }
first() { head -n 1 "$2" >"$1"; }
keep() { cmp -s "$2" "$1" || cp "$2" "$1"; }
hook "$name.before"
"$work" "$@"
hook "$name.after"
"""

RULES = """\
rule compile
  command = sh run.sh $out compile $out $in $salt
  depfile = $out.d
  deps = gcc
rule compile_depfile
  command = sh run.sh $out compile $out $in $salt
  depfile = $out.d
rule join
  command = sh run.sh $out join $salt $out $files
rule both
  command = sh run.sh both both $out $files
rule first
  command = sh run.sh $out first $out $in
rule keep
  command = sh run.sh $out keep $out $in
  restat = 1
"""


class Failure(Exception):
    """Something that must not happen."""


class Project:
    """The sources, as the test knows them, and what follows from them."""

    def __init__(self, randomness):
        self.random = randomness
        self.files = {}
        self.salts = {name: "s0" for name in ("a.o", "b.o", "c.o", "lib",
                                              "all.txt")}
        self.declared = randomness.random() < 0.5  # z.txt, to all.txt
        for name in (*HEADERS, *SOURCES, *DATA):
            self.edit(name)

    def edit(self, name):
        """Gives `name` other content, often of the same size."""
        lines = [f"{name} {self.random.randrange(10):d}{i}" for i in range(2)]
        if name in DATA and self.random.random() < 0.5:
            lines[0] = "first line"  # what comes out of it may be the same
        if name in SOURCES:
            for header in self.random.sample([*HEADERS, "gen.h"], 2):
                lines.append(f"include {header}")
        self.files[name] = "\n".join(lines) + "\n"

    def text_of(self, name):
        return self.files[name]

    def manifest(self):
        late = " z.txt" if self.declared else ""
        return "\n".join([
            RULES,
            "build gen.h: keep x.txt",
            f"build a.o: compile a.c || gen.h\n  salt = {self.salts['a.o']}",
            f"build b.o: compile b.c || gen.h\n  salt = {self.salts['b.o']}",
            "build c.o: compile_depfile c.c || gen.h\n"
            f"  salt = {self.salts['c.o']}",
            "build d.o: compile_depfile d.c | gen.h\n  salt = s",
            "build lib: join a.o | b.o c.o\n"
            f"  files = a.o b.o c.o\n  salt = {self.salts['lib']}",
            "build p1 p2: both d.o y.txt\n  files = d.o y.txt",
            "build head: first p2",
            "build group: phony lib p1",
            f"build all.txt: join group | head{late}\n"
            "  files = lib p1 head z.txt\n"
            f"  salt = {self.salts['all.txt']}",
            "default all.txt",
            "",
        ])

    def outputs(self):
        made = {"gen.h": self.files["x.txt"]}

        def compiled(name, salt):
            text = self.files[name]
            headers = [line.split()[1] for line in text.splitlines()
                       if line.startswith("include ")]
            return text + "".join(
                made.get(h, self.files.get(h, "")) for h in headers
            ) + salt + "\n"

        for name in ("a", "b", "c"):
            made[f"{name}.o"] = compiled(f"{name}.c", self.salts[f"{name}.o"])
        made["d.o"] = compiled("d.c", "s")
        made["lib"] = (made["a.o"] + made["b.o"] + made["c.o"] +
                       self.salts["lib"] + "\n")
        made["p1"] = made["p2"] = made["d.o"] + self.files["y.txt"]
        made["head"] = made["p2"].splitlines()[0] + "\n"
        made["all.txt"] = (made["lib"] + made["p1"] + made["head"] +
                           self.files["z.txt"] + self.salts["all.txt"] + "\n")
        return made


NAMES = ["gen.h", "a.o", "b.o", "c.o", "d.o", "lib", "both", "head", "all.txt"]


class History:
    """One build directory and all that happens to it."""

    def __init__(self, tool, ninja, seed, directory):
        self.tool = tool
        self.ninja = ninja
        self.random = random.Random(seed)
        self.top = os.path.join(directory, "t")
        self.said = []
        self.copies = 0
        os.makedirs(os.path.join(self.top, "hooks"))
        self.project = Project(self.random)
        self.write("run.sh", RUN)
        self.write("build.ninja", self.project.manifest())
        for name, text in self.project.files.items():
            self.write(name, text)

    def path(self, name):
        return os.path.join(self.top, name)

    def write(self, name, text):
        with open(self.path(name), "w", encoding="ascii") as file:
            file.write(text)

    def say(self, text):
        self.said.append(text)

    # What happens between builds.

    def some_time(self, name):
        """A modification time for `name`: nanoseconds; None: now."""
        way = self.random.randrange(6)
        if way == 0 and os.path.exists(self.path(name)):
            return os.stat(self.path(name)).st_mtime_ns
        if way == 1:
            return (LONG_AGO + self.random.randrange(1000)) * 10**9
        if way == 2:
            return (4_000_000_000 - self.random.randrange(1000)) * 10**9
        if way == 3:
            other = self.random.choice([*SOURCES, *DATA])
            return os.stat(self.path(other)).st_mtime_ns
        return None

    def put(self, name, text):
        """Writes `name`, in place or by another file, with any time."""
        time_ns = self.some_time(name)
        in_place = self.random.random() < 0.5
        target = name if in_place else "new"
        self.write(target, text)
        if time_ns is not None:
            os.utime(self.path(target), ns=(time_ns, time_ns))
        if not in_place:
            os.replace(self.path("new"), self.path(name))
        self.say(f"{name} written {'in place' if in_place else 'aside'}, "
                 f"time {time_ns}: {text!r}")

    def edit(self):
        name = self.random.choice([*HEADERS, *SOURCES, *DATA])
        self.project.edit(name)
        self.put(name, self.project.files[name])

    def touch(self):
        name = self.random.choice([*HEADERS, *SOURCES, *DATA])
        self.put(name, self.project.files[name])

    def swap(self):
        one, two = self.random.sample(DATA, 2)
        files = self.project.files
        files[one], files[two] = files[two], files[one]
        os.rename(self.path(one), self.path("new"))
        os.rename(self.path(two), self.path(one))
        os.rename(self.path("new"), self.path(two))
        self.say(f"{one} and {two} swapped")

    def change_command(self):
        name = self.random.choice(list(self.project.salts))
        self.project.salts[name] = f"s{self.random.randrange(3)}"
        self.write("build.ninja", self.project.manifest())
        self.say(f"salt of {name}: {self.project.salts[name]}")

    def declare_input(self):
        # An input that the command reads in any case.
        self.project.declared = not self.project.declared
        self.write("build.ninja", self.project.manifest())
        self.say(f"z.txt declared: {self.project.declared}")

    def change_output(self):
        name = self.random.choice(list(self.project.outputs()))
        path = self.path(name)
        if not os.path.isfile(path):
            return
        # In a copy only size and time of an output are known.
        if self.copies > 0 or self.random.random() < 0.5:
            os.remove(path)
            self.say(f"{name} removed")
            return
        # With its old time: what is newer stays, as with ninja.
        before = os.stat(path)
        with open(path, "r+", encoding="ascii") as file:
            text = file.read()
            file.seek(0)
            file.write(text.swapcase())
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
        self.say(f"{name} changed, same time")

    # Where nothing is known of a file, its time decides, once: nobody edits
    # before the next build.

    def lose_state(self):
        path = self.path(".xb/content")
        self.build()
        if not os.path.exists(path):
            return
        size = self.random.randrange(os.stat(path).st_size + 1)
        os.truncate(path, size)
        code, _ = self.build()
        self.say(f".xb/content cut to {size}, built: {code}")

    def copy_tree(self):
        self.build()
        self.copies += 1
        copy = f"{self.top.rstrip('0123456789')}{self.copies}"
        subprocess.run(["cp", "-a", self.top, copy], check=True)
        shutil.rmtree(self.top)
        self.top = copy
        code, _ = self.build()
        self.say(f"copied by cp -a, built: {code}")

    # Builds.

    def build(self, *flags, program=None):
        command = [program or self.tool, *flags]
        if program is None:
            command += ["-j", str(self.random.choice([1, 3]))]
        done = subprocess.run(command, cwd=self.top, capture_output=True,
                              text=True, timeout=TIMEOUT_S, check=False,
                              stdin=subprocess.DEVNULL)
        return done.returncode, done.stdout + done.stderr

    def by_time(self):
        code, _ = self.build("--freshness=mtime")
        again, _ = self.build()
        self.say(f"built by time: {code}, and again: {again}")

    def by_ninja(self):
        code, _ = self.build(program=self.ninja)
        again, _ = self.build()
        self.say(f"built by ninja: {code}, and again: {again}")

    def part(self):
        target = self.random.choice(["a.o", "lib", "p1", "head"])
        code, _ = self.build(target)
        self.say(f"built {target}: {code}")

    def restat(self):
        code, _ = self.build("-t", "restat")
        again, _ = self.build()
        self.say(f"restat: {code}, and again: {again}")

    def hooked(self):
        """A build in which a command edits a source, or kills xb."""
        name = self.random.choice(NAMES)
        when = self.random.choice(["before", "after"])
        if self.random.random() < 0.4:
            hook = "kill -9 $PPID\n"
            what = "kills xb"
        else:
            source = self.random.choice([*HEADERS, *SOURCES, *DATA])
            self.project.edit(source)
            hook, what = self._edit_hook(source)
        self.write(f"hooks/{name}.{when}", hook)
        code, _ = self.build()
        for left in os.listdir(self.path("hooks")):
            if left != "used":
                os.remove(self.path(f"hooks/{left}"))
                if "kill" not in hook:
                    self.put(source, self.project.files[source])
        self.say(f"built, {name} {when} its work {what}: {code}")

    def _edit_hook(self, source):
        time_ns = self.some_time(source)
        lines = self.project.files[source].replace("\n", "\\n")
        hook = [f"printf '{lines}' >new"]
        if time_ns is not None:
            hook.append(f"touch -d @{time_ns // 10**9}.{time_ns % 10**9:09d}"
                        " new")
        in_place = self.random.random() < 0.5
        hook.append(f"cp -p new {source}" if in_place else f"mv new {source}")
        return "\n".join(hook) + "\n", f"edits {source} by {hook}"

    EVENTS = ((edit, 8), (touch, 4), (swap, 1), (change_command, 1),
              (declare_input, 1), (change_output, 2), (lose_state, 0.3),
              (copy_tree, 0.3), (by_time, 1), (by_ninja, 1), (part, 1),
              (restat, 0.3), (hooked, 3))

    def round(self):
        for _ in range(self.random.randrange(1, 4)):
            events, weights = zip(*self.EVENTS)
            self.random.choices(events, weights)[0](self)
        code, text = self.build()
        self.say(f"built: {code}")
        if code != 0:
            raise Failure(f"The build failed:\n{text}")
        self.check()
        code, again = self.build("-d", "explain")
        if "no work to do" not in again:
            raise Failure(f"There is still something to do:\n{again}")

    def check(self):
        for name, text in self.project.outputs().items():
            if name == "all.txt" and not self.project.declared:
                continue  # it reads what nobody told of
            with open(self.path(name), encoding="ascii") as file:
                found = file.read()
            if found != text:
                differences = difflib.unified_diff(
                    text.splitlines(), found.splitlines(), "expected", name,
                    lineterm="")
                raise Failure("\n".join(differences))


def run_history(arguments, seed):
    with tempfile.TemporaryDirectory() as directory:
        history = History(arguments.tool, arguments.ninja, seed, directory)
        try:
            for _ in range(arguments.rounds):
                history.round()
        except Failure as failure:
            print(f"Seed {seed}:")
            print("\n".join(f"  {text}" for text in history.said))
            print(failure)
            if arguments.leave:
                shutil.copytree(history.top, arguments.leave, symlinks=True)
            return False
    return True


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--tool", required=True)
    parser.add_argument("--ninja", default=shutil.which("ninja"))
    parser.add_argument("--seed", type=int, default=random.randrange(10**9))
    parser.add_argument("--histories", type=int, default=30)
    parser.add_argument("--rounds", type=int, default=12)
    parser.add_argument("--leave", help="a failed history's directory, here")
    arguments = parser.parse_args()
    arguments.tool = os.path.abspath(arguments.tool)
    failed = 0
    for number in range(arguments.histories):
        failed += not run_history(arguments, arguments.seed + number)
    print(f"{arguments.histories} histories from seed {arguments.seed}, "
          f"{failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
