#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Whatever happened to a project with a Makefile: what xb says and does, with
all that it remembers of earlier runs, is what a make says and does that
remembers nothing.

usage: make_histories_test.py --tool XB [--seed N] [--histories N] [--rounds N]

A history is a small project and rounds of random events: files edited, made,
removed and given other times, other variables in the environment, other
options, stamps that are damaged.  In each round a copy of the project is given
to GNU make, or to an xb without memory where there is none, and the project
itself to xb; both must print the same and leave the same files.  A failure
tells the seed and what happened; --seed N --histories 1 is that history again.
"""

import argparse
import os
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile

TIMEOUT_S = 60
LONG_AGO = 1_500_000_000

GEN = """\
# A header that is written when what it says has changed, or always.
cat seed >gen.new
if [ -e always ] || ! cmp -s gen.new gen.h; then cp gen.new gen.h; fi
echo generated
"""

# Pieces of a Makefile; each history has some of them.
PIECES = {
    "pure": "$(info version $(shell cat VERSION))\n",
    "pipe": "$(info upper $(shell cat VERSION | tr a-z A-Z))\n",
    "clock": "$(info clock $(shell cat clock 2>/dev/null))\n",
    "side": "$(info side $(shell sh gen.sh))\n",
    "uname": "$(info on $(shell uname -s))\n",
    "env": "$(info mode $(MODE) flag $(FLAG) from $(origin MODE))\n",
    "default": "MODE ?= usual\n$(info mode is $(MODE))\n",
    "ifdef": "ifdef FLAG\nGOALS += flagged\nendif\n",
    "export": "export OTHER\n$(info sees $(shell echo $$OTHER $$CFLAGS))\n",
    "wildcard": "$(info extra $(wildcard extra/*.txt extra/*/))\n",
    "dots": "$(info dots $(wildcard .*))\n",
    "file": "$(info file $(file <VERSION))\n",
    "writes": "$(file >written,$(MODE))\n",
    "realpath": "$(info real $(notdir $(realpath link)))\n",
    "warning": "$(warning careful $(MODE))\n",
    "append": "CFLAGS += -Wall\n$(info flags $(CFLAGS))\n",
    "sub": "GOALS += below\nbelow:\n\t$(MAKE) -C sub\n.PHONY: below\n",
    "cd": "GOALS += inside\ninside:\n\t@cd sub && $(MAKE) other\n"
          ".PHONY: inside\n",
    "colon": "GOALS += nothing\nnothing:\n\t@:\n.PHONY: nothing\n",
    "vpath": "vpath %.h inc1 inc2\nGOALS += found\nfound: some.h\n"
             "\tcat $< >$@\n",
    "implicit": "GOALS += made.out\n%.out: %.in\n\tcat $< >$@\n"
                "%.in: %.raw\n\tcat $< >$@\n",
}
MAKEFILE = """\
GOALS := prog
SOURCES := $(sort $(wildcard src/*.src))
OBJECTS := $(SOURCES:src/%.src=obj/%.obj)
PIECES
all: $(GOALS)
prog: $(OBJECTS)
\tcat $^ >$@
obj/%.obj: src/%.src gen.h | obj
\tcat $< >$@
obj:
\tmkdir obj
flagged: VERSION
\tcat $< >$@
deps/%.d: ;
-include deps/one.d deps/two.d
.SECONDARY:
"""
SUB = """\
ifdef FLAG
$(info below with $(FLAG) at $(MAKELEVEL))
endif
all: low
low: low.in
\tcat $< >$@
other: other.in
\tcat $< >$@
"""


class Failure(Exception):
    """Something that must not happen."""


class Project:
    """A project, what is around it, and a diary."""

    def __init__(self, root, tool, oracle, randomness):
        self.root = root
        self.tool, self.oracle, self.random = tool, oracle, randomness
        self.work = root / "work"
        self.diary = []
        self.environment = {"PATH": os.environ["PATH"], "LC_ALL": "C",
                            "HOME": str(root)}
        for key in ("ASAN_OPTIONS", "LSAN_OPTIONS", "UBSAN_OPTIONS"):
            if key in os.environ:
                self.environment[key] = os.environ[key]
        for folder in ("src", "extra/dir", "inc1", "inc2", "deps", "sub/.xb",
                       ".xb"):
            (self.work / folder).mkdir(parents=True)
        self.pieces = [piece for name, piece in PIECES.items()
                       if randomness.random() < 0.35]
        randomness.shuffle(self.pieces)
        self.makefile = MAKEFILE.replace("PIECES", "".join(self.pieces))
        for name in ("src/a.src", "src/b.src", "gen.h", "VERSION", "seed",
                     "inc2/some.h", "made.raw", "sub/low.in",
                     "sub/other.in", "one.txt", "two.txt"):
            self.write(name, name + "\n", LONG_AGO)
        self.write("Makefile", self.makefile, LONG_AGO)
        self.write("gen.sh", GEN, LONG_AGO)
        self.write("sub/Makefile", SUB, LONG_AGO)
        os.symlink("one.txt", self.work / "link")
        shutil.copy(self.work / "seed", self.work / "gen.h")

    def write(self, name, text, seconds=None):
        path = self.work / name
        path.write_text(text)
        if seconds is not None:
            os.utime(path, (seconds, seconds))

    # --- What may happen ---

    def files(self, *tops):
        return [path for top in tops
                for path in sorted((self.work / top).rglob("*"))
                if path.is_file() and not path.is_symlink()
                and ".xb" not in path.parts]

    def any_file(self):
        return self.random.choice(self.files("."))

    def edit(self):
        path = self.random.choice(
            [path for path in self.files(".")
             if path.name not in ("Makefile", "gen.sh") and
             path.suffix != ".d"])
        path.write_text(self.random.choice("abcdefgh") + "\n")
        return f"edits {path.relative_to(self.work)}"

    def edit_makefile(self):
        name = self.random.choice(["Makefile", "sub/Makefile"])
        text = (self.work / name).read_text().split("# Told")[0]
        word = self.random.choice("abcdefgh")
        self.write(name, f"{text}# Told {word}\n$(info told {word})\n")
        return f"edits {name}"

    def edit_in_secret(self):
        """Same size, same times; only the ctime tells."""
        path = self.work / "Makefile"
        before = path.stat()
        text = path.read_text()
        new = text.replace("told a", "told z").replace("told b", "told y")
        with open(path, "r+", encoding="utf-8") as file:
            file.write(new)
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
        return "edits the Makefile in secret"

    def touch(self):
        path = self.any_file()
        os.utime(path)
        return f"touches {path.relative_to(self.work)}"

    def age(self):
        path = self.any_file()
        seconds = LONG_AGO + self.random.randrange(1000)
        os.utime(path, (seconds, seconds))
        return f"ages {path.relative_to(self.work)}"

    def create(self):
        name = self.random.choice(
            ["src/c.src", "src/d.src", "extra/x.txt", "extra/y.txt",
             "extra/other", "inc1/some.h", "always", "clock", "made.in",
             "some.h", "prog.c", "Makefile.sh", "GNUmakefile", ".hidden",
             "obj", "deps/one.d", "deps/two.d", "below", "src/unrelated"])
        if (self.work / name).exists():
            return "does nothing"
        if name.endswith(".d"):
            self.write(name, f"prog: {self.random.choice(['one', 'two'])}.txt"
                             f"\n{self.random.choice(['#', 'flagged: one.txt'])}\n")
        elif name == "GNUmakefile":
            self.write(name, "$(info another)\ninclude Makefile\n")
        elif name == "Makefile.sh":
            self.write(name, "exit 1\n", LONG_AGO)
        else:
            self.write(name, f"new {self.random.randrange(9)}\n")
        return f"creates {name}"

    def remove(self):
        path = self.any_file()
        if path.name in ("Makefile", "gen.sh", "seed"):
            return "does nothing"
        path.unlink()
        return f"removes {path.relative_to(self.work)}"

    def relink(self):
        link = self.work / "link"
        link.unlink()
        target = self.random.choice(["one.txt", "two.txt", "nowhere"])
        link.symlink_to(target)
        return f"links to {target}"

    def set_variable(self):
        name = self.random.choice(["MODE", "FLAG", "OTHER", "CFLAGS",
                                   "UNRELATED", "SOURCES", "MAKEFLAGS"])
        if name in self.environment:
            del self.environment[name]
            return f"unsets {name}"
        value = self.random.choice(["k", "s"]) if name == "MAKEFLAGS" \
            else self.random.choice("pqr")
        self.environment[name] = value
        return f"sets {name}={value}"

    def damage(self):
        stamps = sorted(self.work.rglob(".xb/make-*"))
        if not stamps:
            return "does nothing"
        path = self.random.choice(stamps)
        raw = bytearray(path.read_bytes())
        if raw and self.random.random() < 0.7:
            raw[self.random.randrange(len(raw))] ^= 1 << self.random.randrange(8)
        else:
            raw = raw[:len(raw) // 2]
        # As all that is mapped, it is replaced and not written to.
        new = path.with_name("new")
        new.write_bytes(raw)
        new.rename(path)
        return f"damages {path.name}"

    def anything(self):
        return self.random.choice(
            [self.edit, self.edit, self.edit_makefile, self.edit_in_secret,
             self.touch, self.touch, self.age, self.create, self.create,
             self.remove, self.relink, self.set_variable, self.set_variable,
             self.damage])()

    # --- Building ---

    def call(self, program, directory, arguments, extra):
        binary = self.root / "bin" / extra
        binary.mkdir(parents=True, exist_ok=True)
        link = binary / "make"
        if not link.is_symlink():
            link.symlink_to(program)
        environment = self.environment | {
            "PATH": f"{binary}:{self.environment['PATH']}"}
        if extra == "oracle":
            environment["XB_NO_MAKE_MEMORY"] = "1"
        done = subprocess.run(["make", *arguments], cwd=directory,
                              env=environment, capture_output=True, text=True,
                              timeout=TIMEOUT_S, stdin=subprocess.DEVNULL,
                              check=False)
        texts = [text.replace(str(directory), "DIR")
                 for text in (done.stdout, done.stderr)]
        if "-j2" in arguments:
            texts = ["".join(sorted(text.splitlines(True))) for text in texts]
        files = {
            str(path.relative_to(directory)): path.read_text()
            for path in sorted(directory.rglob("*"))
            if path.is_file() and ".xb" not in path.parts}
        return texts, done.returncode, files

    def build(self):
        arguments = self.random.choice(
            [[], [], [], [], ["-k"], ["-s"], ["-q"], ["-n"], ["-j2"],
             ["prog"], ["MODE=given"], ["-C", "."], ["-w"]])
        copy = self.root / "copy"
        shutil.rmtree(copy, ignore_errors=True)
        subprocess.run(["cp", "-a", str(self.work), str(copy)], check=True)
        for state in (copy / ".xb", copy / "sub/.xb"):
            shutil.rmtree(state, ignore_errors=True)
        self.diary.append(f"make {' '.join(arguments)}")
        wanted = self.call(self.oracle, copy, arguments, "oracle")
        got = self.call(self.tool, self.work, arguments, "tool")
        if wanted != got:
            raise Failure(f"wanted {wanted[:2]}\ngot    {got[:2]}\n" + "".join(
                f"{name}: {wanted[2].get(name)!r} {got[2].get(name)!r}\n"
                for name in sorted(wanted[2].keys() | got[2].keys())
                if wanted[2].get(name) != got[2].get(name)))

    def stamps(self):
        return {path: path.stat().st_ino
                for path in self.work.glob(".xb/make-*")}


def history(seed, rounds, tool, oracle):
    """How many runs were answered from memory."""
    randomness = random.Random(seed)
    repeated = 0
    with tempfile.TemporaryDirectory(prefix="make-histories-") as made:
        project = Project(pathlib.Path(made).resolve(), tool, oracle,
                          randomness)
        try:
            for _ in range(rounds):
                for _ in range(randomness.choice([0, 0, 0, 0, 1, 1, 2])):
                    project.diary.append(project.anything())
                before = project.stamps()
                project.build()
                # A stamp that is used is not written again.
                repeated += bool(before) and before == project.stamps()
        except (Failure, subprocess.TimeoutExpired) as failure:
            sys.exit(f"seed {seed}, pieces:\n{''.join(project.pieces)}"
                     + "\n".join(project.diary) + f"\n{failure}")
    return repeated


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--tool", required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--histories", type=int, default=20)
    parser.add_argument("--rounds", type=int, default=30)
    arguments = parser.parse_args()
    tool = os.path.abspath(arguments.tool)
    oracle = shutil.which("make") or tool
    repeated = sum(
        history(seed, arguments.rounds, tool, oracle)
        for seed in range(arguments.seed,
                          arguments.seed + arguments.histories))
    runs = arguments.histories * arguments.rounds
    print(f"{runs} runs, {repeated} of them as one before")


if __name__ == "__main__":
    main()
