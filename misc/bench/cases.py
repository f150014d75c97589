# SPDX-License-Identifier: Apache-2.0
"""What is measured: the cases, run by all tools in turn.

Every case is a number of rounds; in a round each tool has one run.  Before a
measured run the case brings the tool's build directory into the state the case
is about, and after it checks that the tool did what it had to: a tool that
does nothing is fast.
"""

import os
import shutil

import tree as trees
from tools import MeasureError

STAT_FLOOR = "stat floor"
SPAWN_FLOOR = "spawn floor"
JOBS = 2
MOST_THREADS = 8  # that xb uses


class Session:
    """A tree with a build directory for each tool.  One that keep() has left
    in `root` for the same tools is taken as it is."""

    def __init__(self, helpers, tools, root, edges):
        self.helpers = helpers
        self.tools = tools
        self.edges = edges
        self.about = {
            "edges": edges,
            "compiler": helpers.path("compiler"),
            "tools": {tool.directory: tool.launcher for tool in tools},
        }
        self.directories = {
            tool.name: f"{root}/{tool.directory}" for tool in tools
        }
        self.floor = f"{root}/floor"
        if trees.kept(root, self.about):
            self.tree = trees.Tree(root, edges, helpers.path("compiler"))
        else:
            shutil.rmtree(root, ignore_errors=True)
            self._generate(root)

    def _generate(self, root):
        with_make = any(tool.kind == "make" for tool in self.tools)
        self.tree = trees.generate(root, self.edges,
                                   self.helpers.path("compiler"), with_make)
        self.tree.make_build_directory("floor")
        for tool in self.tools:
            self.tree.make_build_directory(tool.directory, tool.launcher)

    def keep(self):
        trees.keep(self.tree, self.about)

    def build_everything(self, say):
        """Lets each tool build its directory; drops those that cannot."""
        for tool in [t for t in self.tools if not t.launcher]:
            say(f"first build by {tool.label}")
            directory = self.directories[tool.name]
            try:
                self.helpers.measure(tool.build(directory, os.cpu_count()))
                self.check_outputs(tool)
                # The first run after a build may still write its state.
                self.helpers.measure(tool.build(directory, JOBS))
            except MeasureError as error:
                say(f"Left out: {tool.label}: {error}")
                self.tools.remove(tool)

    def list_files(self):
        """Prepares the list of the stat floor, over the first tool's files."""
        self.stat_list = f"{self.tree.root}/files"
        self.tree.write_stat_list(self.directories[self.tools[0].name],
                                  self.stat_list)

    def check_outputs(self, tool):
        directory = self.directories[tool.name]
        for path in self.tree.outputs():
            if not os.path.exists(f"{directory}/{path}"):
                raise MeasureError(f"{tool.label} did not build `{path}`")

    def time_of(self, tool, output):
        directory = self.directories[tool.name]
        return os.stat(f"{directory}/{output}").st_mtime_ns

    def run(self, tool, target="all", jobs=JOBS):
        return self.helpers.measure(
            tool.build(self.directories[tool.name], jobs, target))

    def run_commands(self, jobs):
        """The commands of the list that write_commands() left, and no tool."""
        return self.helpers.measure([
            self.helpers.path("spawn_floor"), f"{self.tree.root}/commands",
            jobs, self.floor
        ])

    def write_commands(self, indices):
        with open(f"{self.tree.root}/commands", "w", encoding="ascii") as file:
            file.write(self.tree.command_list(indices))


def forget_graph(directory):
    """Makes xb start from the manifest and the logs, as ninja always does."""
    shutil.rmtree(f"{directory}/.xb", ignore_errors=True)


class Case:
    """One case; the base class starts each tool and does nothing."""

    def __init__(self, name, title):
        self.name = name
        self.title = title

    def tools(self, session):
        """Those that take part.  What is put in front of the compiler tells
        only where much is compiled."""
        return [tool for tool in session.tools if not tool.launcher]

    def floors(self, session):
        """Pairs of a name and a function that makes a sample."""
        del session
        return []

    def commands(self, session):
        """How many commands a run has to run."""
        del session
        return 0

    def begin_round(self, session, number):
        pass

    def run(self, session, tool):
        return session.helpers.measure(tool.start())

    def end(self, session):
        """Leaves all as the next case may expect it: built and remembered."""


class NoopCase(Case):
    """Nothing changed.  `cold`: without xb's own state."""

    def __init__(self, name, title, target="all", cold=False):
        super().__init__(name, title)
        self.target = target
        self.cold = cold

    def tools(self, session):
        tools = super().tools(session)
        if not self.cold:
            return tools
        return [tool for tool in tools if tool.kind != "make"]

    def floors(self, session):
        if self.target != "all" or self.cold:
            return []
        threads = str(min(len(os.sched_getaffinity(0)), MOST_THREADS))
        return [(STAT_FLOOR, lambda: session.helpers.measure([
            session.helpers.path("stat_floor"), session.stat_list, threads
        ]))]

    def run(self, session, tool):
        if self.cold and tool.is_xb:
            forget_graph(session.directories[tool.name])
        tree = session.tree
        watched = [tree.object(0), tree.object(tree.edges - 1),
                   tree.archive(0), tree.executable(tree.modules - 1)]
        before = [session.time_of(tool, path) for path in watched]
        sample = session.run(tool, self.target)
        if before != [session.time_of(tool, path) for path in watched]:
            raise MeasureError(f"{tool.label} rebuilt what was up to date")
        return sample

    def end(self, session):
        for tool in session.tools:
            if self.cold and tool.is_xb:
                forget_graph(session.directories[tool.name])
                session.run(tool)


class EditCase(Case):
    """A file changed, once for all tools of a round."""

    def __init__(self, name, title, header):
        super().__init__(name, title)
        self.header = header
        self.indices = []  # the sources whose objects are out of date
        self.edited_ns = 0

    def floors(self, session):
        return [(SPAWN_FLOOR, lambda: session.run_commands(JOBS))]

    def commands(self, session):
        modules = {i // trees.OBJECTS_PER_ARCHIVE for i in self.indices}
        return len(self.indices) + 2 * len(modules)

    def begin_round(self, session, number):
        tree = session.tree
        index = (17 + 1013 * number) % tree.edges
        self.indices = [index]
        path = tree.source(index)
        if self.header:
            self.indices = list(tree.block_members(tree.block(index)))
            path = tree.block_header(tree.block(index))
        session.write_commands(self.indices)
        trees.edit(path)
        self.edited_ns = os.stat(path).st_mtime_ns

    def run(self, session, tool):
        sample = session.run(tool)
        tree = session.tree
        for index in (self.indices[0], self.indices[-1]):
            module = index // trees.OBJECTS_PER_ARCHIVE
            for path in (tree.object(index), tree.archive(module),
                         tree.executable(module)):
                if session.time_of(tool, path) <= self.edited_ns:
                    raise MeasureError(f"{tool.label} left `{path}` as it was")
        return sample


class FullCase(Case):
    """Everything, of commands that cost as little as a process can."""

    def __init__(self, name, title, jobs):
        super().__init__(name, title)
        self.jobs = jobs

    def tools(self, session):
        return session.tools

    def floors(self, session):
        def floor():
            session.tree.empty_build_directory(session.floor)
            return session.run_commands(self.jobs)
        return [(SPAWN_FLOOR, floor)]

    def commands(self, session):
        return session.tree.edges + 2 * session.tree.modules

    def begin_round(self, session, number):
        if number > 0:
            return
        session.write_commands(range(session.tree.edges))
        # A cache is measured full.
        for tool in session.tools:
            if tool.launcher:
                self.run(session, tool)

    def run(self, session, tool):
        session.tree.empty_build_directory(session.directories[tool.name],
                                           tool.launcher)
        sample = session.run(tool, jobs=self.jobs)
        session.check_outputs(tool)
        return sample


CASES = {
    case.name: case for case in (
        Case("start", "start (--version)"),
        NoopCase("load", "load only (.xb removed)", "nothing", cold=True),
        NoopCase("noop", "no-op"),
        NoopCase("part", "no-op, 1 of 10 targets", "component_3"),
        NoopCase("cold", "no-op (.xb removed)", cold=True),
        EditCase("touch", "one source edited", header=False),
        EditCase("header", "header of 1 % edited", header=True),
        FullCase("full2", "full build, -j2", 2),
        FullCase("full8", "full build, -j8", 8),
    )
}


def measure_case(case, session, runs, say, enough=lambda: False):
    """The samples by name of tool or floor.  A tool that fails is left out of
    the rest of the session; there are fewer rounds, but one, if enough()."""
    floors = case.floors(session)
    tools = list(case.tools(session))
    samples = {name: [] for name in [t.name for t in tools] + [
        name for name, _ in floors]}
    for number in range(runs):
        if number > 0 and enough():
            break
        case.begin_round(session, number)
        for tool in list(tools):
            try:
                samples[tool.name].append(case.run(session, tool))
            except MeasureError as error:
                say(f"Left out: {tool.label}: {error}")
                tools.remove(tool)
                session.tools.remove(tool)
                del samples[tool.name]
        for name, floor in floors:
            samples[name].append(floor())
    case.end(session)
    return samples
