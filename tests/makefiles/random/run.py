#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs random Makefiles under xb's make.

expected.txt has, for each kind and seed, a digest of what GNU make 4.4.1 does:
output, exit statuses, files and their times.  With --oracle a real make says it
instead, and differences are shown:

  run.py --tool build/xb --oracle make --seeds rules 1000 1100
  run.py --tool build/xb --show rules 7     the case, and what xb does
  run.py --oracle make --accept 150         write what this make does
"""

import argparse
import concurrent.futures
import difflib
import hashlib
import os
import pathlib
import random
import re
import shutil
import subprocess
import sys
import tempfile

import language
import rules

EXPECTED = pathlib.Path(__file__).resolve().parent / "expected.txt"
KINDS = {"language": language.make_case,
         "odd": lambda dice: language.make_case(dice, odd=True),
         "rules": rules.make_case}
TIME_LIMIT = 10  # seconds for one make
OLD = 1000000000
SPITEFUL = "aab%bfoo.c-x1.o-007-ab..c%"
WORDS = r'''
run() {
  echo "\$ make $*"
  status=0
  timeout -s KILL "$LIMIT" make "$@" >"$SCRATCH/out" 2>"$SCRATCH/err" \
    </dev/null || status=$?
  cat "$SCRATCH/out"
  sed 's/^/2> /' "$SCRATCH/err"
  echo "[exit $status]"
}
'''
CLOCK = r'''#!/bin/sh
# mk FILE...: each gets the next time of a clock that counts the calls.
read -r now <"$SCRATCH/now"
now=$((now + 1))
echo "$now" >"$SCRATCH/now"
for file; do
  case $file in */*) mkdir -p "${file%/*}" ;; esac
done
exec touch -d "@$now" "$@"
'''
# What make says of itself, which nobody else should.
VERSION = re.compile(r"(GNU Make )\S+\n(?:Built for .*\nCopyright .*\n.*\n.*\n"
                     r".*\n|This is xb.*\n)")


def case_of(kind, seed):
    return KINDS[kind](random.Random(f"{kind} {seed}"))


def write_files(work, files):
    for name, (text, age) in files.items():
        path = work / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        os.utime(path, (OLD + age, OLD + age))


def files_in(work):
    """Names and times; one of today is only that."""
    for path in sorted(work.rglob("*")):
        if path.is_file():
            seconds = int(path.stat().st_mtime)
            age = seconds - OLD if seconds < OLD * 1.6 else "new"
            yield f"{path.relative_to(work)} {age}\n"


def execute(tool, kind, seed, prefix="random-make-"):
    files, script = case_of(kind, seed)
    with tempfile.TemporaryDirectory(prefix=prefix) as made:
        root = pathlib.Path(made).resolve()
        for folder in ("work", "bin", "scratch"):
            (root / folder).mkdir()
        (root / "bin" / "make").symlink_to(tool)
        (root / "bin" / "mk").write_text(CLOCK, encoding="utf-8")
        (root / "bin" / "mk").chmod(0o755)
        (root / "scratch" / "now").write_text(f"{OLD * 1.5:.0f}\n",
                                              encoding="utf-8")
        write_files(root / "work", files)
        kept = {key: os.environ[key] for key in
                ("ASAN_OPTIONS", "LSAN_OPTIONS", "UBSAN_OPTIONS")
                if key in os.environ}
        done = subprocess.run(
            ["/bin/sh", "-c", WORDS + script], cwd=root / "work",
            env=kept | {"PATH": f"{root / 'bin'}:{os.environ['PATH']}",
                        "LC_ALL": "C", "HOME": "/nowhere", "EMPTY": "",
                        "ENVV": "env v", "SCRATCH": str(root / "scratch"),
                        "LIMIT": str(TIME_LIMIT)},
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, check=False)
        text = done.stdout.decode("utf-8", "backslashreplace")
        text += "".join(files_in(root / "work"))
        text = text.replace(str(root / "work"), "$DIR")
        text = text.replace(str(root), "$ROOT")
        return VERSION.sub(r"\g<1>4\n", text)


def digest(text):
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:16]


def has_crashed(text):
    return "[exit 139]" in text or "[exit 137]" in text


def show(tool, kind, seed):
    files, script = case_of(kind, seed)
    for name, (text, age) in files.items():
        print(f"--- {name} ({age})\n{text}", end="")
    print(f"--- script\n{script}--- seen\n{execute(tool, kind, seed)}", end="")


def compare(tool, oracle, kind, seed):
    """What is different; of a real make that crashed nothing is."""
    wanted = execute(oracle, kind, seed)
    if has_crashed(wanted):
        return ""
    lines = difflib.unified_diff(wanted.splitlines(True),
                                 execute(tool, kind, seed).splitlines(True),
                                 "make", "xb", n=2)
    return "".join(lines)


def accept(oracle, tool, count, pool):
    """The cases in which this make and xb agree, wherever they run."""
    cases = [(kind, seed) for kind in KINDS for seed in range(count)]
    texts = pool.map(lambda case: execute(oracle, *case), cases)
    others = pool.map(lambda case: execute(tool, *case), cases)
    # A name that functions on text find something in.
    moved = pool.map(lambda case: execute(oracle, *case, prefix=SPITEFUL),
                     cases)
    with EXPECTED.open("w", encoding="utf-8") as out:
        for (kind, seed), text, other, elsewhere in zip(cases, texts, others,
                                                        moved):
            if has_crashed(text) or text != other or text != elsewhere:
                print(f"left out: {kind} {seed}")
                continue
            out.write(f"{kind} {seed} {digest(text)}\n")


def check_expected(tool, pool):
    cases = [line.split() for line in
             EXPECTED.read_text(encoding="utf-8").splitlines()]
    failed = 0
    seen = pool.map(lambda case: execute(tool, case[0], int(case[1])), cases)
    for (kind, seed, wanted), text in zip(cases, seen):
        if digest(text) != wanted:
            failed += 1
            print(f"FAILED {kind} {seed}: not what GNU make 4.4.1 does; "
                  f"xb:\n{text}", flush=True)
    print(f"{len(cases)} cases, {failed} failed")
    return 1 if failed or not cases else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--tool", required=True, help="xb, as make")
    parser.add_argument("--oracle", help="a real make")
    parser.add_argument("--seeds", nargs=3, metavar=("KIND", "FROM", "TO"))
    parser.add_argument("--show", nargs=2, metavar=("KIND", "SEED"))
    parser.add_argument("--accept", type=int, metavar="COUNT")
    parser.add_argument("-j", type=int, default=os.cpu_count(), metavar="N")
    arguments = parser.parse_args()
    tool = os.path.abspath(arguments.tool)
    oracle = arguments.oracle and shutil.which(arguments.oracle)
    if (arguments.seeds or arguments.accept) and not oracle:
        sys.exit("run.py: --seeds and --accept need an --oracle")
    with concurrent.futures.ThreadPoolExecutor(arguments.j) as pool:
        if arguments.show:
            show(tool, arguments.show[0], int(arguments.show[1]))
            return 0
        if arguments.accept:
            accept(oracle, tool, arguments.accept, pool)
            return 0
        if not arguments.seeds:
            return check_expected(tool, pool)
        kind, first, last = arguments.seeds
        seeds = range(int(first), int(last))
        found = 0
        for seed, difference in zip(seeds, pool.map(
                lambda seed: compare(tool, oracle, kind, seed), seeds)):
            if difference:
                found += 1
                print(f"=== {kind} {seed}\n{difference}", flush=True)
        print(f"{len(seeds)} cases, {found} differ")
        return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
