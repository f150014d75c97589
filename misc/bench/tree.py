# SPDX-License-Identifier: Apache-2.0
"""Synthetic build trees, shaped as CMake writes them for ninja.

A tree of N edges has N sources, each compiled into an object and including up
to 30 headers of N / 4; 100 objects make an archive, an archive an executable.
The modules (an archive, its objects and its executable) are dealt out to ten
components, the targets of the top level; `all` is the default.  `nothing` is
a target that reaches no file.

Sources are named by absolute paths and shared by all build directories of the
tree, outputs are relative.  So each tool has its own build directory, with its
own outputs and logs, over one set of sources.
"""

import json
import os
import pathlib
import shutil
import time

OBJECTS_PER_ARCHIVE = 100
HEADERS_PER_DIRECTORY = 50
HEADERS_PER_OBJECT = 29  # and one that a hundredth of the edges include
EDGES_PER_HEADER = 4
BLOCKS = 100
COMPONENTS = 10
FLAGS = ("-O2 -g -DNDEBUG -std=gnu++20 -Wall -Wextra -Wshadow -fPIC "
         "-fvisibility=hidden -fno-omit-frame-pointer")


class Tree:
    """The tree of `edges` compile edges below `root`, and what it consists of.

    Paths of sources and headers are absolute; those of outputs are relative to
    a build directory.
    """

    def __init__(self, root, edges, compiler):
        self.root = pathlib.Path(root).resolve()
        self.edges = edges
        self.compiler = str(compiler)
        self.headers = edges // EDGES_PER_HEADER
        self.source_root = str(self.root / "src")
        self.include_root = str(self.root / "src/include")
        self.modules = -(-edges // OBJECTS_PER_ARCHIVE)

    # What there is.

    def source(self, index):
        return (f"{self.source_root}/module_{index // OBJECTS_PER_ARCHIVE:04d}"
                f"/component/source_file_{index:06d}.cc")

    def header(self, number):
        subsystem = number // HEADERS_PER_DIRECTORY
        return (f"{self.include_root}/subsystem_{subsystem:04d}/detail/"
                f"header_{number:06d}.h")

    def block_header(self, block):
        """The header that only the edges of `block`, a hundredth, include."""
        return (f"{self.include_root}/common_{block:04d}/detail/"
                f"header_{block:06d}.h")

    def block(self, index):
        return index * BLOCKS // self.edges

    def block_members(self, block):
        first = -(-block * self.edges // BLOCKS)
        return range(first, -(-(block + 1) * self.edges // BLOCKS))

    def header_paths(self, index):
        """What source `index` includes; compiler.cc has the same formula."""
        return [self.block_header(self.block(index))] + [
            self.header((index * 7 + k * 13) % self.headers)
            for k in range(min(HEADERS_PER_OBJECT, self.headers))
        ]

    def object_directory(self, module):
        return f"CMakeFiles/module_{module:04d}.dir/component"

    def object(self, index):
        return (f"{self.object_directory(index // OBJECTS_PER_ARCHIVE)}"
                f"/source_file_{index:06d}.cc.o")

    def archive(self, module):
        return f"lib/libmodule_{module:04d}.a"

    def executable(self, module):
        return f"bin/program_{module:04d}"

    def members(self, module):
        first = module * OBJECTS_PER_ARCHIVE
        return range(first, min(first + OBJECTS_PER_ARCHIVE, self.edges))

    def component(self, module):
        return module * COMPONENTS // self.modules

    def outputs(self):
        for index in range(self.edges):
            yield self.object(index)
        for module in range(self.modules):
            yield self.archive(module)
            yield self.executable(module)

    # The commands.

    def defines(self, module):
        return f"-DMODULE_EXPORTS -DMODULE_NUMBER={module} -DWITH_THREADS=1"

    def includes(self, module):
        own = f"-I{self.source_root}/module_{module:04d}"
        return f"-I{self.include_root} {own} {own}/component"

    def compile_command(self, index):
        module = index // OBJECTS_PER_ARCHIVE
        output = self.object(index)
        return (f"{self.compiler} {self.defines(module)} "
                f"{self.includes(module)} {FLAGS} -MD -MT {output} "
                f"-MF {output}.d -o {output} -c {self.source(index)}")

    def archive_command(self, module):
        objects = " ".join(self.object(i) for i in self.members(module))
        return f": && {self.compiler} -o {self.archive(module)} {objects} && :"

    def link_command(self, module):
        return (f": && {self.compiler} {FLAGS} -o {self.executable(module)} "
                f"{self.archive(module)} && :")

    def command_list(self, indices):
        """The commands that follow from a change of the sources `indices`, in
        the form spawn_floor reads."""
        modules = sorted({i // OBJECTS_PER_ARCHIVE for i in indices})
        steps = ([self.compile_command(i) for i in indices],
                 [self.archive_command(m) for m in modules],
                 [self.link_command(m) for m in modules])
        return "\n".join("".join(c + "\n" for c in step) for step in steps)

    # Writing it down.

    def write_sources(self):
        directories = {os.path.dirname(p) for p in self.source_paths()}
        for directory in sorted(directories):
            os.makedirs(directory)
        for index in range(self.edges):
            _write(self.source(index), b"// unit %d of %d\n" %
                   (index, self.edges))
        for path in self.all_headers():
            _write(path, b"#pragma once\n")

    def all_headers(self):
        for number in range(self.headers):
            yield self.header(number)
        for block in sorted({self.block(i) for i in range(self.edges)}):
            yield self.block_header(block)

    def source_paths(self):
        for index in range(self.edges):
            yield self.source(index)
        yield from self.all_headers()

    def write_manifests(self):
        """Writes what describes the build, once for all build directories."""
        self.manifests.mkdir()
        with open(self.manifests / "build.ninja", "w",
                  encoding="ascii") as file:
            self._write_ninja(file)

    def write_makefile(self):
        with open(self.manifests / "Makefile", "w", encoding="ascii") as file:
            self._write_makefile(file)

    @property
    def manifests(self):
        return self.root / "manifests"

    def make_build_directory(self, name, launcher=""):
        """A build directory as CMake leaves it: directories and manifests.
        Its compile commands begin with `launcher`."""
        directory = self.root / name
        directory.mkdir()
        for module in range(self.modules):
            os.makedirs(directory / self.object_directory(module))
        for below in ("lib", "bin"):
            os.mkdir(directory / below)
        self._copy_manifests(directory, launcher)
        return directory

    def empty_build_directory(self, directory, launcher=""):
        """Removes what a build has made, logs included, but no directory."""
        for entry in os.scandir(directory):
            if entry.is_dir() and entry.name not in ("CMakeFiles", "lib",
                                                     "bin"):
                shutil.rmtree(entry.path)
        for path, _, names in os.walk(directory):
            for name in names:
                os.unlink(f"{path}/{name}")
        self._copy_manifests(directory, launcher)

    def _copy_manifests(self, directory, launcher):
        for path in self.manifests.iterdir():
            shutil.copy(path, directory)
        with open(f"{directory}/CMakeFiles/rules.ninja", "w",
                  encoding="ascii") as file:
            self._write_rules(file, launcher)

    def write_stat_list(self, directory, path):
        """Lists for stat_floor every file a build of everything looks at."""
        groups = {}
        for name in self.source_paths():
            head, tail = os.path.split(name)
            groups.setdefault(head, []).append(tail)
        for name in (*self.outputs(), "build.ninja", "CMakeFiles/rules.ninja"):
            head, tail = os.path.split(f"{directory}/{name}")
            groups.setdefault(head, []).append(tail)
        with open(path, "w", encoding="ascii") as file:
            for head, tails in groups.items():
                file.write("\0".join((head, *tails, "")))

    def _write_rules(self, file, launcher):
        compiler = f"{launcher} {self.compiler}".lstrip()
        file.write("# Rules of the synthetic tree, one set a target.\n")
        for module in range(self.modules):
            name = f"module_{module:04d}"
            file.write(
                f"rule CXX_COMPILER__{name}\n"
                "  depfile = $DEP_FILE\n"
                "  deps = gcc\n"
                f"  command = {compiler} $DEFINES $INCLUDES $FLAGS -MD"
                " -MT $out -MF $DEP_FILE -o $out -c $in\n"
                "  description = Building CXX object $out\n"
                f"rule CXX_STATIC_LIBRARY_LINKER__{name}\n"
                f"  command = $PRE_LINK && {self.compiler} -o $TARGET_FILE $in"
                " && $POST_BUILD\n"
                "  description = Linking CXX static library $TARGET_FILE\n"
                f"rule CXX_EXECUTABLE_LINKER__{name}\n"
                f"  command = $PRE_LINK && {self.compiler} $FLAGS"
                " -o $TARGET_FILE $in && $POST_BUILD\n"
                "  description = Linking CXX executable $TARGET_FILE\n\n")

    def _write_ninja(self, file):
        file.write("ninja_required_version = 1.5\n"
                   "include CMakeFiles/rules.ninja\n\n")
        for module in range(self.modules):
            self._write_ninja_module(file, module)
        self._write_components(
            lambda name, inputs: file.write(f"build {name}: phony {inputs}\n"))
        file.write("build nothing: phony\ndefault all\n")

    def _write_ninja_module(self, file, module):
        name = f"module_{module:04d}"
        order = f"cmake_object_order_depends_target_{name}"
        directory = f"CMakeFiles/{name}.dir"
        defines, includes = self.defines(module), self.includes(module)
        file.write(f"build {order}: phony || {directory}\n\n")
        for index in self.members(module):
            output = self.object(index)
            file.write(
                f"build {output}: CXX_COMPILER__{name} {self.source(index)}"
                f" || {order}\n"
                f"  DEFINES = {defines}\n"
                f"  DEP_FILE = {output}.d\n"
                f"  FLAGS = {FLAGS}\n"
                f"  INCLUDES = {includes}\n"
                f"  OBJECT_DIR = {directory}\n"
                f"  OBJECT_FILE_DIR = {directory}/component\n\n")
        objects = " ".join(self.object(i) for i in self.members(module))
        archive, executable = self.archive(module), self.executable(module)
        link = "  PRE_LINK = :\n  POST_BUILD = :\n"
        file.write(
            f"build {archive}: CXX_STATIC_LIBRARY_LINKER__{name} {objects}\n"
            f"{link}  LANGUAGE_COMPILE_FLAGS = {FLAGS}\n"
            f"  OBJECT_DIR = {directory}\n  TARGET_FILE = {archive}\n\n"
            f"build {executable}: CXX_EXECUTABLE_LINKER__{name} {archive}\n"
            f"{link}  FLAGS = {FLAGS}\n"
            f"  OBJECT_DIR = {directory}\n  TARGET_FILE = {executable}\n\n")

    def _write_components(self, write):
        """Calls write(name, inputs) for the targets of the top level."""
        programs = [[] for _ in range(COMPONENTS)]
        for module in range(self.modules):
            programs[self.component(module)].append(self.executable(module))
        names = [f"component_{i}" for i in range(COMPONENTS)]
        for name, inputs in zip(names, programs):
            write(name, " ".join(inputs))
        write("all", " ".join(names))

    def _write_makefile(self, file):
        file.write("all:\n.SUFFIXES:\n.PHONY: all nothing\nnothing:\n")
        for module in range(self.modules):
            command = (f"{self.compiler} {self.defines(module)} "
                       f"{self.includes(module)} {FLAGS}")
            file.write(f"MODULE_{module} = {command}\n")
            for index in self.members(module):
                file.write(f"{self.object(index)}: {self.source(index)}\n"
                           f"\t$(MODULE_{module}) -MD -MT $@ -MF $@.d -o $@"
                           " -c $<\n")
            objects = " ".join(self.object(i) for i in self.members(module))
            file.write(f"{self.archive(module)}: {objects}\n"
                       f"\t{self.compiler} -o $@ $^\n"
                       f"{self.executable(module)}: {self.archive(module)}\n"
                       f"\t{self.compiler} {FLAGS} -o $@ $^\n")
        self._write_components(
            lambda name, inputs: file.write(
                f".PHONY: {name}\n{name}: {inputs}\n"))
        file.write("-include $(wildcard CMakeFiles/*/component/*.d)\n")


def _write(path, text):
    """Three system calls: there are a million files to write."""
    fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
    os.write(fd, text)
    os.close(fd)


def edit(path):
    """Changes a source or header as a person does: content and time, later
    than all that was built and earlier than all that will be."""
    _wait_for_tick(path)
    with open(path, "a", encoding="ascii") as file:
        file.write(f"// edited {time.monotonic_ns()}\n")
    _wait_for_tick(path)


def _wait_for_tick(path):
    """File times come in ticks of some milliseconds: lets one pass."""
    probe = f"{path}.probe"
    _write(probe, b"")
    first = os.stat(probe).st_mtime_ns
    while os.stat(probe).st_mtime_ns == first:
        os.utime(probe)
    os.unlink(probe)


def generate(root, edges, compiler, makefile=True):
    tree = Tree(root, edges, compiler)
    tree.root.mkdir(parents=True)
    tree.write_sources()
    tree.write_manifests()
    if makefile:
        tree.write_makefile()
    return tree


# A tree that is kept says so when it is whole, and of what it is a tree: one
# that says anything else, or was interrupted, is made again.

def keep(tree, about):
    with open(tree.root / "kept.json", "w", encoding="ascii") as file:
        json.dump(about, file)


def kept(root, about):
    try:
        with open(pathlib.Path(root) / "kept.json", encoding="ascii") as file:
            return json.load(file) == about
    except (OSError, ValueError):
        return False
