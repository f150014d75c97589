#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Checks the sources against the layers of layers.txt and a few house rules.

usage: check_layers.py SOURCE_DIR TABLE

Prints one line for each offence, with the offending path, and exits 1 if
there is any.
"""

import fnmatch
import pathlib
import re
import sys

WARN_LINES = 600
FAIL_LINES = 1000
SPDX = "SPDX-License-Identifier: Apache-2.0"
SOURCE_SUFFIXES = {".h", ".cc"}
SCRIPT_SUFFIXES = {".py", ".sh", ".cmake", ".bash", ".fish"}

INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')
COMMENT_OR_LITERAL = re.compile(
    r"//[^\n]*|/\*.*?\*/|R\"(?P<tag>[^(\s]*)\(.*?\)(?P=tag)\""
    r"|\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'",
    re.DOTALL,
)
FRONT_END = re.compile(r"\w*(?:[Nn]inja|NINJA|[Mm]akefile|MAKEFILE)\w*")
FORBIDDEN = (
    (re.compile(r"\bthrow\b"), "throws"),
    (re.compile(r"\bcatch\s*\("), "catches"),
    (re.compile(r"\busing namespace std\b"), "uses namespace std"),
    (re.compile(r"^(?:static|extern|thread_local)\s+(?!const|constexpr)"
                r"[^()\n]*[=;]", re.MULTILINE), "has a mutable global"),
)
# CLI11 reports by exceptions; they end in the file that calls it.
EXCEPTION_OWNERS = ("src/cli/",)


class Table:
    """layers.txt, parsed."""

    def __init__(self, text):
        self.allowed = {}  # folder -> list of folders and headers
        self.guarded = {}  # header pattern -> list of folders
        self.owners = {}  # foreign library -> list of folders
        self.neutral = []
        key = None
        rows = {}
        for line in text.splitlines():
            line = line.split("#", 1)[0]
            if not line.strip():
                continue
            if not line[0].isspace():
                key, _, line = line.partition(":")
                rows[key] = []
            rows[key] += line.split()
        for key, values in rows.items():
            if key == "neutral":
                self.neutral = values
            elif key.startswith("xb_dep_"):
                self.owners[key] = values
            elif key.startswith("<"):
                self.guarded[key.strip("<>")] = values
            else:
                self.allowed[key] = values

    def folder_of(self, path):
        """The folder of the table that `path` is in, or None."""
        for folder in self.allowed:
            if path.startswith(folder + "/"):
                return folder
        return None

    def allows(self, folder, header):
        target = self.folder_of(header)
        if target in (folder, "src/base"):
            return True
        return target in self.allowed[folder] or header in self.allowed[folder]

    def order_errors(self):
        """A row may name only rows above it: that rules cycles out."""
        seen = set()
        for folder, targets in self.allowed.items():
            for target in targets:
                above = target if target in self.allowed else self.folder_of(
                    target)
                if above not in seen:
                    yield f"layers.txt: {folder} names {target}, which is " \
                          "not in a row above it"
            seen.add(folder)


def code_only(text):
    """`text` without comments and literals, with its line breaks."""
    return COMMENT_OR_LITERAL.sub(
        lambda match: "\n" * match.group().count("\n") or " ", text)


def resolve(root, header):
    """The path below `root` that `#include "header"` means, or None."""
    for path in ("src/" + header, header):
        if (root / path).is_file():
            return path
    return None


def include_errors(root, table, folder, path, text):
    for number, line in enumerate(text.splitlines(), 1):
        match = INCLUDE.match(line)
        if not match:
            continue
        kind, header = match.groups()
        where = f"{path}:{number}: {folder}"
        for pattern, owners in table.guarded.items():
            if fnmatch.fnmatch(header, pattern) and folder not in owners:
                yield f"{where} may not include <{header}>: only " \
                      f"{', '.join(owners)} may"
        if kind == "<":
            continue
        target = resolve(root, header)
        if target is None:
            yield f"{where} includes \"{header}\", which is neither below " \
                  "src/ nor below the top"
        elif not table.allows(folder, target):
            yield f"{where} may not include {target}"


def rule_errors(table, folder, path, text):
    code = code_only(text)
    if folder in table.neutral:
        for number, line in enumerate(code.splitlines(), 1):
            if INCLUDE.match(line):
                continue
            for match in FRONT_END.finditer(line):
                yield f"{path}:{number}: the identifier `{match.group()}` " \
                      "names a front end"
    for pattern, what in FORBIDDEN:
        if what in ("throws", "catches") and path.startswith(EXCEPTION_OWNERS):
            continue
        match = pattern.search(code)
        if match:
            yield f"{path}:{code.count(chr(10), 0, match.start()) + 1}: {what}"


def header_errors(path, text):
    lines = text.splitlines()
    if "#pragma once" not in lines:
        yield f"{path}: has no #pragma once"
    opening = [line for line in lines[1:8] if line.startswith("//")]
    if len(opening) < 1:
        yield f"{path}: does not open with what it is for"


def file_errors(path, text):
    """Rules of every file of ours, whatever its language."""
    if SPDX not in "\n".join(text.splitlines()[:2]):
        yield f"{path}:1: has no SPDX line"
    lines = text.count("\n")
    if lines > FAIL_LINES:
        yield f"{path}: has {lines} lines, more than {FAIL_LINES}"
    elif lines > WARN_LINES:
        print(f"warning: {path} has {lines} lines, more than {WARN_LINES}")


def cmake_errors(root, table):
    """What a folder's library links must agree with what it may include."""
    library = re.compile(r"xb_library\(\s*(\w+)\s*(?:DEPS\s+([^)]*))?\)")
    folder_of_library = {}
    rows = []
    for folder in table.allowed:
        path = root / folder / "CMakeLists.txt"
        match = library.search(path.read_text()) if path.is_file() else None
        if match is None:
            if (root / folder).is_dir():
                yield f"{folder}/CMakeLists.txt: declares no xb_library"
            continue
        folder_of_library["xb_" + match.group(1)] = folder
        rows.append((folder, (match.group(2) or "").split()))
    for folder, dependencies in rows:
        where = f"{folder}/CMakeLists.txt: {folder}"
        for name in dependencies:
            if name in table.owners:
                if folder not in table.owners[name]:
                    yield f"{where} may not link {name}: only " \
                          f"{', '.join(table.owners[name])} may"
                continue
            target = folder_of_library.get(name)
            if target is None:
                yield f"{where} links {name}, which no row of the table has"
            elif target != "src/base" and not any(
                    entry == target or entry.startswith(target + "/")
                    for entry in table.allowed[folder]):
                yield f"{where} may not link {name}"


def our_files(root):
    """Paths, relative and sorted, of what the general rules cover."""
    for top in ("src", "manifest", "tests", "misc"):
        for path in sorted((root / top).rglob("*")):
            if not path.is_file() or "corpus" in path.parts:
                continue
            if path.suffix in SOURCE_SUFFIXES | SCRIPT_SUFFIXES:
                yield path.relative_to(root).as_posix()


def errors(root, table):
    yield from table.order_errors()
    yield from cmake_errors(root, table)
    for path in our_files(root):
        text = (root / path).read_text(encoding="utf-8")
        yield from file_errors(path, text)
        if path.endswith(".h"):
            yield from header_errors(path, text)
        if not path.startswith(("src/", "manifest/")):
            continue
        if pathlib.PurePath(path).suffix not in SOURCE_SUFFIXES:
            continue
        folder = table.folder_of(path)
        if folder is None:
            yield f"{path}: is in no folder of the table"
            continue
        yield from include_errors(root, table, folder, path, text)
        yield from rule_errors(table, folder, path, text)


def main(arguments):
    if len(arguments) != 3:
        print(__doc__.split("\n\n")[1], file=sys.stderr)
        return 2
    root = pathlib.Path(arguments[1])
    table = Table(pathlib.Path(arguments[2]).read_text(encoding="utf-8"))
    found = list(errors(root, table))
    for error in found:
        print(error)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
