# SPDX-License-Identifier: Apache-2.0
"""The programs that are measured, and how one run of a program is measured."""

import dataclasses
import os
import re
import shutil
import subprocess

PEERS = ("ninja", "samu", "n2", "siso", "make", "gmake")
PROGRAMS = ("compiler", "measure", "stat_floor", "spawn_floor")
# What would change how a tool works or what it prints.
SETTINGS = ("CLICOLOR_FORCE", "GNUMAKEFLAGS", "MAKEFLAGS", "MAKELEVEL",
            "NINJAFLAGS", "NINJA_STATUS", "SAMUFLAGS")
# In which a program tells its version.
PATIENCE_S = 20


class MeasureError(Exception):
    """A program that is measured failed."""


@dataclasses.dataclass(frozen=True)
class Sample:
    """What one run took; CPU and memory are those of all its processes.
    `after_ms`: how long some of them went on after its end."""
    wall_ms: float
    after_ms: float
    cpu_ms: float
    peak_mb: float


@dataclasses.dataclass(frozen=True)
class Tool:
    """A build tool: `kind` is ninja (and all with its flags), siso or make."""
    name: str
    path: str
    kind: str
    version: str
    is_xb: bool = False
    # Put in front of each compile command.
    launcher: str = ""

    @property
    def label(self):
        return f"{self.name} {self.version}".strip()

    @property
    def directory(self):
        """The name of its build directory: none is shared."""
        return re.sub(r"[^\w.-]", "_", self.name)

    @property
    def is_ninja(self):
        return (self.kind == "ninja" and self.name.startswith("ninja") and
                not self.launcher)

    def build(self, directory, jobs, target="all"):
        """The arguments that build `target` in `directory`."""
        if self.kind == "make":
            # Neither built-in rules nor echoed commands: make at its best.
            return [self.path, "-rRs", f"-j{jobs}", "-C", directory, target]
        if self.kind == "siso":
            return [self.path, "ninja", "-offline", f"-local_jobs={jobs}",
                    "-C", directory, target]
        return [self.path, "-j", str(jobs), "-C", directory, target]

    def start(self):
        """The arguments that make it start and end at once."""
        return [self.path, "version" if self.kind == "siso" else "--version"]


def _ask(name, command):
    """How the program ended, and what it said."""
    try:
        return subprocess.run(command, check=False, capture_output=True,
                              text=True, errors="replace", timeout=PATIENCE_S,
                              stdin=subprocess.DEVNULL)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise MeasureError(f"{name}: {error}") from error


def _version_text(name, command):
    done = _ask(name, command)
    if done.returncode != 0:
        raise MeasureError(f"{name}: `{' '.join(command)}` failed")
    return done.stdout


def make_tool(name, path, is_xb=False):
    path = shutil.which(os.path.expanduser(path))
    if path is None:
        raise MeasureError(f"{name}: no such program")
    family = re.match(r"[a-z]*", name).group()
    kind = {"make": "make", "gmake": "make", "siso": "siso"}
    tool = Tool(name, os.path.abspath(path), kind.get(family, "ninja"), "",
                is_xb)
    version = re.search(r"\d+(\.\d+)+[\w.]*",
                        _version_text(name, tool.start()))
    # The version that xb tells is that of the ninja it stands in for.
    known = version is not None and not is_xb
    return dataclasses.replace(tool, version=version.group() if known else "")


def find_tools(xb, peers, say=print):
    """xb, then what is installed, then `peers`: pairs of a name and a path.
    A peer takes the place of the installed tool of its name.  What is installed
    and does not work, as the stand-in of a version manager may, is left out."""
    tools = [make_tool("xb", xb, is_xb=True)]
    for name in [n for n in PEERS if n not in dict(peers)]:
        path = shutil.which(name)
        if path is None or any(
                os.path.samefile(path, tool.path) for tool in tools):
            continue
        try:
            if not _is_xb(name, path):
                tools.append(make_tool(name, path))
        except MeasureError as error:
            say(f"Left out: {error}")
    tools += [make_tool(name, path) for name, path in peers]
    try:
        tools += _with_ccache(tools)
    except MeasureError as error:
        say(f"Left out: {error}")
    names = [tool.name for tool in tools]
    if len(set(names)) < len(names):
        raise MeasureError("Two tools of one name: " + ", ".join(names))
    return tools


def _with_ccache(tools):
    """The newest ninja with ccache in front of the compiler, if there are
    both."""
    ninja, path = newest_ninja(tools), shutil.which("ccache")
    if ninja is None or path is None:
        return []
    version = re.search(r"\d+(\.\d+)+",
                        _version_text("ccache", [path, "--version"]))
    known = version.group() if version else "?"
    return [dataclasses.replace(ninja, name=f"{ninja.name}+ccache",
                                version=f"{ninja.version}+{known}",
                                launcher=path)]


def _is_xb(name, path):
    """xb may be installed under the name of a peer."""
    about = _ask(name, [path, "--about"])
    return about.returncode == 0 and about.stdout.startswith("xb ")


def newest_ninja(tools):
    """The ninja that ratios are told against, or None."""
    def number(tool):
        return [int(n) for n in re.findall(r"\d+", tool.version)]
    return max((t for t in tools if t.is_ninja), key=number, default=None)


class Helpers:
    """The programs beside this file, compiled into `directory`."""

    def __init__(self, sources, directory):
        self.directory = directory
        # Not every system has static libraries; without, all is a bit slower.
        if not (self._compile(sources, "-static") or self._compile(sources)):
            raise MeasureError("The programs of the benchmark do not compile")
        self.environment = {
            name: value for name, value in os.environ.items()
            if name not in SETTINGS and not name.startswith("CCACHE_")
        }
        # ccache cannot tell what kind of compiler this one is.  It writes a
        # depfile in any case, so nothing needs to be preprocessed.
        self.environment.update(CCACHE_COMPILERTYPE="gcc", CCACHE_DEPEND="1",
                                CCACHE_DIR=f"{directory}/ccache")

    def _compile(self, sources, *flags):
        compiler = os.environ.get("CXX") or shutil.which("c++") or "g++"
        running = [
            subprocess.Popen([
                *compiler.split(), "-std=c++17", "-O2", "-pthread", *flags,
                f"{sources}/{name}.cc", "-o", f"{self.directory}/{name}"
            ]) for name in PROGRAMS
        ]
        return all([process.wait() == 0 for process in running])

    def path(self, name):
        return f"{self.directory}/{name}"

    def measure(self, arguments):
        done = subprocess.run([self.path("measure"), *map(str, arguments)],
                              check=False, capture_output=True, text=True,
                              stdin=subprocess.DEVNULL, env=self.environment)
        if done.returncode != 0 or done.stdout.split()[4] != "0":
            raise MeasureError(f"{' '.join(map(str, arguments))} failed\n"
                               f"{done.stderr[-2000:]}")
        wall, after, cpu, peak = map(int, done.stdout.split()[:4])
        return Sample(wall / 1e6, after / 1e6, cpu / 1e3, peak / 1024)
