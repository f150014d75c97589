#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs each case under xb's make and under real makes; all must agree.

A case is a POSIX shell script in AREA/NAME.sh that prints what can be
observed, followed by what it must print.  Lines at its top may say:

  # oracle: >=4.4        older makes do something else
  # xb-only: REASON      no make can confirm it
"""

import argparse
import concurrent.futures
import difflib
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
TIME_LIMIT = 60  # seconds; only a hang comes near it
MARK = ": <<'EXPECT'\n"


def parts(path):
    body, _, rest = path.read_text(encoding="utf-8").partition(MARK)
    return body, rest.rpartition("EXPECT\n")[0]


def version_of(text):
    return tuple(int(part) for part in re.findall(r"\d+", text)[:2])


def as_oracle(path):
    text = subprocess.run([path, "--version"], capture_output=True, text=True,
                          check=True).stdout
    if not text.startswith("GNU Make "):
        sys.exit(f"run.py: `{path}` is not GNU make")
    return path, version_of(text)


def execute(path, tool):
    """What the case prints when `make` is `tool`."""
    with tempfile.TemporaryDirectory(prefix="makefile-") as made:
        root = pathlib.Path(made).resolve()
        for folder in ("work", "bin", "scratch"):
            (root / folder).mkdir()
        (root / "bin" / "make").symlink_to(tool)
        kept = {key: os.environ[key] for key in
                ("TMPDIR", "ASAN_OPTIONS", "LSAN_OPTIONS", "UBSAN_OPTIONS")
                if key in os.environ}
        kept |= {"PATH": f"{root / 'bin'}:{os.environ['PATH']}",
                 "LC_ALL": "C", "HOME": str(root / "work"),
                 "SCRATCH": str(root / "scratch")}
        process = subprocess.Popen(
            ["/bin/sh", "-u", "-c", '. "$1"; . "$2"', "sh",
             str(HERE / "lib.sh"), str(path)],
            cwd=root / "work", env=kept, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            start_new_session=True)
        try:
            raw, _ = process.communicate(timeout=TIME_LIMIT)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            raw, _ = process.communicate()
            raw += b"\n[still running after %d s]\n" % TIME_LIMIT
        text = raw.decode("utf-8", "backslashreplace")
        text = text.replace(str(root / "work"), "$DIR")
        text = text.replace(str(root), "$ROOT")
        return re.sub(r"[ \t]$", lambda m: {" ": "\\s", "\t": "\\t"}[m[0]],
                      text, flags=re.M)


def skips(body, version):
    if version is None:
        return False
    wanted = re.search(r"^# oracle: >=(.*)", body, re.M)
    return bool(re.search(r"^# xb-only: ", body, re.M)) or bool(
        wanted and version < version_of(wanted[1]))


def check(path, tools):
    """(runs, report) of one case under all tools."""
    body, expected = parts(path)
    runs, report = 0, ""
    for label, tool, version in tools:
        if skips(body, version):
            continue
        runs += 1
        report += "".join(difflib.unified_diff(
            expected.splitlines(True), execute(path, tool).splitlines(True),
            "expected", label))
    if not expected:
        report += "expects nothing\n"
    return runs, report


def main():
    signal.signal(signal.SIGINT, signal.default_int_handler)
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--tool", help="xb, as make")
    parser.add_argument("--oracle", action="append",
                        help="a real make; default: the one on PATH, if any")
    parser.add_argument("--no-oracle", action="store_true",
                        help="run xb only")
    parser.add_argument("--accept", action="store_true",
                        help="write what the last oracle prints as expected")
    parser.add_argument("-j", type=int, default=os.cpu_count(), metavar="N")
    parser.add_argument("filter", nargs="*", help="part of AREA/NAME")
    arguments = parser.parse_args()
    found = [] if arguments.no_oracle else [shutil.which("make")]
    oracles = [as_oracle(path)
               for path in arguments.oracle or filter(None, found)]
    tools = [(f"make {'.'.join(map(str, version))}", path, version)
             for path, version in oracles]
    if arguments.tool:
        tools.insert(0, ("xb", os.path.abspath(arguments.tool), None))
    cases = [path for path in sorted(HERE.glob("*/*.sh"))
             if not arguments.filter or
             any(f in str(path.relative_to(HERE)) for f in arguments.filter)]
    if not cases or not tools:
        sys.exit("run.py: nothing to run")
    if arguments.accept:
        for path in cases:
            body, _ = parts(path)
            path.write_text(
                f"{body}{MARK}{execute(path, tools[-1][1])}EXPECT\n",
                encoding="utf-8")
        return 0
    failed = runs = 0
    with concurrent.futures.ThreadPoolExecutor(arguments.j) as pool:
        for path, (ran, report) in zip(
                cases, pool.map(lambda p: check(p, tools), cases)):
            runs += ran
            if report:
                failed += 1
                print(f"FAILED {path.relative_to(HERE)}:\n{report}", end="",
                      flush=True)
    print(f"{len(cases)} cases, {runs} runs, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
