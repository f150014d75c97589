#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Checks that the manual, the man page and the completions know every flag.

usage: check_flags.py XB SOURCE_DIR

What there is to know comes from the program: the flags from `--help`, the
debugging modes, warning flags and tools from the `list` of -d, -w and -t.
Each must be in every page and completion; and a completion must offer no flag
that the program has not.
"""

import pathlib
import re
import subprocess
import sys

FLAG = re.compile(r"(?<![\w-])(--[a-z][a-z-]*|-[A-Za-z])(?![\w-])")


def output_of(*command):
    """stdout and stderr: where help goes depends on how it was asked for."""
    run = subprocess.run(command, stdout=subprocess.PIPE,
                         stderr=subprocess.STDOUT, text=True, check=False)
    return run.stdout


def flags_of_help(text):
    """The flags that begin a line; the rest of it is prose."""
    flags = set()
    for line in text.splitlines():
        match = re.match(r"\s+(-[^\s].*?)(?:\s{2,}|$)", line)
        if match:
            flags.update(FLAG.findall(match.group(1)))
    return flags


def names_of_list(text):
    """The first words of the lines of a `list`."""
    names = set()
    for line in text.splitlines():
        match = re.match(r"\s+([a-z][a-z-]*)(?:=\S+)?(?:\s{2,}|$)", line)
        if match:
            names.add(match.group(1))
    return names


def has_word(text, word):
    return re.search(r"(?<![\w-])" + re.escape(word) + r"(?![\w-])",
                     text) is not None


class Document:
    """A page or a completion, with its own way to write flags."""

    def __init__(self, root, path):
        self.path = path
        self.text = (root / path).read_text(encoding="utf-8")
        if path.endswith(".1"):
            self.text = self.text.replace("\\-", "-")

    def has_flag(self, flag):
        if self.path.endswith(".fish"):
            if flag.startswith("--"):
                return has_word(self.text, "-l " + flag[2:])
            return has_word(self.text, "-s " + flag[1:])
        return has_word(self.text, flag)

    def offered_flags(self):
        """The long flags that a completion offers before a tool."""
        if self.path.endswith(".fish"):
            lines = [line for line in self.text.splitlines()
                     if "__xb_before_tool" in line]
            return {"--" + name for line in lines
                    for name in re.findall(r" -l ([a-z-]+)", line)}
        if self.path.endswith(".bash"):
            body = self.text[self.text.index("\n_xb() {"):]
            return set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", body)) - {"--"}
        body = self.text[self.text.index("\n_xb() {"):]
        return set(re.findall(r"--[a-z][a-z-]*(?=\[|\})", body))


def errors(xb, root):
    flags = flags_of_help(output_of(xb, "--help"))
    names = set()
    for flag in ("-d", "-t", "-w"):
        listed = names_of_list(output_of(xb, flag, "list"))
        if not listed:
            yield f"`xb {flag} list` lists nothing"
        names |= listed
    if not {"-C", "-j", "--version"} <= flags:
        yield f"`xb --help` names only {sorted(flags)}"
    documents = [Document(root, path) for path in (
        "misc/doc/manual.md", "misc/man/xb.1", "misc/completions/xb.bash",
        "misc/completions/_xb", "misc/completions/xb.fish")]
    for document in documents:
        for flag in sorted(flags):
            if not document.has_flag(flag):
                yield f"{document.path}: does not know {flag}"
        for name in sorted(names):
            if not has_word(document.text, name):
                yield f"{document.path}: does not know `{name}`"
        if document.path.startswith("misc/completions/"):
            for flag in sorted(document.offered_flags() - flags):
                yield f"{document.path}: offers {flag}, which xb has not"


def main(arguments):
    if len(arguments) != 3:
        print(__doc__.split("\n\n")[1], file=sys.stderr)
        return 2
    found = list(errors(arguments[1], pathlib.Path(arguments[2])))
    for error in found:
        print(error)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
