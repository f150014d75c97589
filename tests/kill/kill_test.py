#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Kills builds at random moments; the next build must be right.

usage: kill_test.py --tool XB [--seed N] [--kills N] [--how WAY]...
                    [--freshness mtime|content]

Each round edits the project, starts a build and ends it at a random moment:
SIGKILL for xb alone (its commands live on), for its process group or for all
of its session, or a stop signal.  The next complete build must leave exactly
the files of a clean build, a further one must have nothing to do, and so must
a real ninja where its log is used.  By content, what xb leaves alone is out of
date for that ninja: there it may build in between instead, now and then.
"""

import argparse
import os
import random
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time

import project

TIMEOUT_S = 120
STOP_SIGNALS = {"SIGINT": 130, "SIGTERM": 143, "SIGHUP": 129}
WAYS = ("program", "group", "session", *STOP_SIGNALS)


class Failure(Exception):
    """Something that must not happen."""


def ensure(condition, text):
    if not condition:
        raise Failure(text)


def wait_for_tick(directory):
    """Until a change gets a later time than all changes so far."""
    reference = os.path.join(directory, ".xb", "tick")
    os.makedirs(os.path.dirname(reference), exist_ok=True)

    def now():
        with open(reference, "w", encoding="ascii"):
            return os.stat(reference).st_mtime_ns

    before = now()
    while now() == before:
        pass
    os.remove(reference)


def session_members(session):
    """Living processes of a session."""
    found = []
    for name in os.listdir("/proc"):
        if not name.isdigit():
            continue
        try:
            with open(f"/proc/{name}/stat", encoding="utf-8",
                      errors="replace") as file:
                fields = file.read().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[3]) == session and fields[0] not in "ZX":
            found.append(int(name))
    return found


class KillTest:
    """The rounds of one directory."""

    def __init__(self, tool, oracle, root, rng, freshness):
        self.tool = tool
        self.flags = [f"--freshness={freshness}"]
        self.by_content = freshness == "content"
        self.oracle = oracle
        self.random = rng
        self.log = os.path.join(root, ".ninja_log")
        self.project = project.Project(root, rng, components=9, units=20,
                                       modules=12)
        self.root = root
        self.history = []
        self.duration_s = 1.0
        self.landed = 0

    def start(self, *flags):
        return subprocess.Popen([self.tool, *self.flags, *flags],
                                cwd=self.root,
                                stdin=subprocess.DEVNULL,
                                stdout=subprocess.PIPE,
                                stderr=subprocess.STDOUT,
                                start_new_session=True)

    def complete(self, tool=None, *flags):
        """A whole build; its output."""
        command = [tool] if tool else [self.tool, *self.flags]
        done = subprocess.run([*command, *flags], cwd=self.root,
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, timeout=TIMEOUT_S,
                              check=False)
        text = done.stdout.decode(errors="replace")
        ensure(done.returncode == 0,
               f"{command[0]} exits {done.returncode}:\n{text}")
        return text

    def jobs(self):
        return f"-j{self.random.choice([1, 2, 3, 4, 8, 16])}"

    def edit(self):
        wait_for_tick(self.root)
        for _ in range(self.random.choice([1, 1, 2, 3, 6])):
            self.history.append(self.project.edit())

    def move_times(self):
        """Sources that are built get the times of a checkout or a backup."""
        for name in sorted(self.project.files):
            if self.random.random() < 0.1:
                second = 10**9 + self.random.randrange(100)
                os.utime(os.path.join(self.root, name),
                         self.random.choice([None, (second, second)]))

    def logged(self):
        try:
            with open(self.log, "rb") as file:
                return file.read().count(b"\n")
        except FileNotFoundError:
            return 0

    def wait_for_moment(self, process):
        """Returns at a random moment of the build, or at its end."""
        pidfd = os.pidfd_open(process.pid)
        try:
            if self.random.random() < 0.5:
                # Most edits entail little; early moments are the likely ones.
                wait_s = self.random.expovariate(4 / self.duration_s)
                select.select([pidfd], [], [], wait_s)
                return f"after {wait_s * 1e6:.0f} us"
            lines = self.logged() + self.random.choice([1, 2, 3, 5, 9, 20])
            deadline = time.monotonic() + TIMEOUT_S
            while self.logged() < lines:
                if select.select([pidfd], [], [], 0.0002)[0]:
                    break
                ensure(time.monotonic() < deadline, "the build hangs")
            return f"at line {lines} of the log"
        finally:
            os.close(pidfd)

    def end(self, process, way):
        if way == "program":
            process.kill()
        elif way == "group":
            os.killpg(process.pid, signal.SIGKILL)
        elif way == "session":
            process.kill()
            while members := session_members(process.pid):
                for pid in members:
                    try:
                        os.kill(pid, signal.SIGKILL)
                    except ProcessLookupError:
                        pass
        else:
            process.send_signal(getattr(signal, way))

    def interrupt(self, way):
        """One build that is ended early."""
        process = self.start(self.jobs())
        moment = self.wait_for_moment(process)
        self.end(process, way)
        if way in STOP_SIGNALS:
            # Orderly: xb says good-bye to its commands first.
            text, _ = process.communicate(timeout=TIMEOUT_S)
            ensure(process.returncode in (0, STOP_SIGNALS[way],
                                          -getattr(signal, way)),
                   f"{way}: exit status {process.returncode}:\n"
                   f"{text.decode(errors='replace')}")
        else:
            process.wait(timeout=TIMEOUT_S)
            process.stdout.close()
        self.landed += process.returncode != 0
        self.history.append(f"{way} {moment}: {process.returncode}")

    def check(self):
        """A complete build, and all that must hold after it."""
        self.complete(None, self.jobs())
        found = project.differences(self.project)
        ensure(not found, "\n".join(found[:5]))
        text = self.complete()
        ensure("no work to do" in text, "a second build does:\n" + text)
        if self.oracle and not self.by_content:
            text = self.complete(self.oracle, "-d", "explain")
            ensure("no work to do" in text, "the real one does:\n" + text)
        self.history.append("complete")

    def prepare(self):
        self.complete(self.oracle)
        begin = time.monotonic()
        # All that a change of one header entails; kills aim at its duration.
        wait_for_tick(self.root)
        self.project.write("inc/0.h", "header\n")
        self.check()
        self.duration_s = max(0.05, time.monotonic() - begin)

    def round(self, way):
        if self.by_content:
            self.move_times()
        self.edit()
        # Not after a kill: it does not end the commands that live on.
        if self.by_content and self.oracle and self.random.random() < 0.2:
            self.complete(self.oracle)
            self.history.append("complete by the real one")
            self.edit()
        self.interrupt(way)
        if self.random.random() < 0.3:
            self.edit()
        self.check()


def real_ninja(tool):
    """A ninja that is not the tool under test, and whose log is version 5."""
    path = shutil.which("ninja")
    if path is None or os.path.samefile(path, tool):
        return None
    asked = subprocess.run([path, "--version"], capture_output=True, text=True,
                           check=False)
    version = tuple(int(n) for n in asked.stdout.split(".")[:2]
                    if n.isdigit())
    return path if (1, 10) <= version < (1, 12) else None


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--tool", required=True)
    parser.add_argument("--seed", type=int, default=None)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--how", choices=WAYS, action="append")
    parser.add_argument("--freshness", choices=("mtime", "content"),
                        default="mtime")
    parser.add_argument("--keep", action="store_true",
                        help="leave the directory after a failure")
    args = parser.parse_args()
    seed = args.seed
    if seed is None:
        seed = random.SystemRandom().randrange(10**6)
    rng = random.Random(seed)
    tool = os.path.abspath(args.tool)
    oracle = real_ninja(tool)
    root = tempfile.mkdtemp(prefix="xb-kill-")
    test = KillTest(tool, oracle, root, rng, args.freshness)
    failed = False
    rounds = 0
    try:
        test.prepare()
        # A build that had ended before the signal came does not count.
        while test.landed < args.kills:
            test.round(rng.choice(args.how or WAYS))
            rounds += 1
            if len(test.history) > 30:
                del test.history[:-30]
    except (Failure, subprocess.TimeoutExpired) as failure:
        failed = True
        print("\n".join(test.history[-15:]))
        print(f"kill_test: round {rounds} of --seed {seed}: {failure}")
    if failed and args.keep:
        print(f"kill_test: left in {root}")
    else:
        shutil.rmtree(root, ignore_errors=True)
    print(f"kill_test: {test.landed} of {rounds} builds ended early, "
          f"--seed {seed}" + ("" if oracle else ", without a real ninja"))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
