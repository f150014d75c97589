#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Checks that the manual's reference of settings is what xb knows, and that
the templates for continuous integration set nothing else.

usage: check_settings.py XB SOURCE_DIR

Each row of the table in the manual follows from `xb config --json`; a row that
differs is printed as it should be.
"""

import json
import pathlib
import re
import subprocess
import sys

HEAD = "| key | value | default | variable | flag | meaning |\n|"


def code(text):
    """Each word of a list as code."""
    return ", ".join(f"`{word}`" for word in text.split(", ")) if text else ""


def row(setting):
    default = setting["default"]
    if setting["key"] != "jobs":
        default = f"`{default}`"
    cells = (code(setting["key"]), setting["type"], default,
             code(setting["variable"]), code(setting["flag"]),
             setting["help"])
    return "| " + " | ".join(cell.replace("|", r"\|") for cell in cells) + " |"


def unknown_in_templates(source, settings):
    known = {word for setting in settings
             for word in setting["variable"].split(", ")}
    for path in sorted(pathlib.Path(source, "misc/ci").iterdir()):
        text = path.read_text(encoding="utf-8")
        for word in sorted(set(re.findall(r"\bXB_[A-Z_]+", text)) - known):
            yield f"{path.name}: sets {word}, which xb does not know"


def main(arguments):
    if len(arguments) != 3:
        print(__doc__.split("\n\n")[1], file=sys.stderr)
        return 2
    text = subprocess.run([arguments[1], "-C", "/", "-t", "config",
                           "--json"],
                          capture_output=True, text=True, check=True).stdout
    settings = json.loads(text)
    manual = pathlib.Path(arguments[2], "misc/doc/manual.md").read_text(
        encoding="utf-8")
    if HEAD not in manual:
        print("manual.md: has no table of settings")
        return 1
    table = manual[manual.index(HEAD):].split("\n\n")[0].splitlines()[2:]
    expected = [row(setting) for setting in settings]
    for line in expected:
        if line not in table:
            print(f"manual.md: lacks\n{line}")
    for line in table:
        if line not in expected:
            print(f"manual.md: has\n{line}")
    unknown = list(unknown_in_templates(arguments[2], settings))
    for line in unknown:
        print(line)
    return 0 if table == expected and not unknown else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv))
