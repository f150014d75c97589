#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Checks that the schema of xb.toml and its reference in the manual are what xb
knows, and that the schema accepts the project files of the examples.

usage: check_project.py [--write] XB SOURCE_DIR

With --write both become what they should be.
"""

import json
import pathlib
import subprocess
import sys

try:
    import tomllib
except ImportError:
    tomllib = None

BEGIN = "<!-- reference of xb.toml: tests/docs/check_project.py --write -->\n"
END = "<!-- end of the reference -->\n"


def kinds(value):
    """What a value may be, in words."""
    words = []
    for one in value.get("anyOf", [value]):
        kind = one.get("type")
        choices = " or ".join(f'"{word}"' for word in one.get("enum", []))
        if kind == "array":
            inner = " or ".join(
                f'"{word}"' for word in one["items"].get("enum", []))
            words.append("a list" + (f" of {inner}" if inner else ""))
        elif kind == "object":
            words.append("a table")
        elif kind:
            words.append({"boolean": "true or false",
                          "integer": "a whole number",
                          "number": "a number",
                          "string": choices or "a string"}[kind])
    return ", ".join(words) or "a string, a list"


def cell(text):
    return text.replace("|", r"\|").replace("\n", " ")


def code(text):
    return f"`{cell(text)}`" if text else ""


def sections(table, name=""):
    """Names and tables, in the order of the schema."""
    keys = {key: value for key, value in table.get("properties", {}).items()
            if value.get("type") != "object" or "properties" not in value
            and not isinstance(value.get("additionalProperties"), dict)
            or "x-default" in value}
    own = {key: value for key, value in keys.items() if "x-example" in value}
    if own:
        yield name, table.get("description", ""), own
    for key, value in table.get("properties", {}).items():
        if key not in keys:
            yield from sections(value, f"{name}.{key}".lstrip("."))
    more = table.get("additionalProperties")
    if isinstance(more, dict) and "properties" in more:
        yield from sections(more, name + ".NAME")


def reference(schema):
    text = BEGIN
    for name, description, keys in sections(schema):
        text += f"\n`[{name}]`: {description}.\n\n"
        text += "| key | value | default | meaning | example |\n"
        text += "|---|---|---|---|---|\n"
        for key, value in keys.items():
            row = (code(key), cell(kinds(value)), cell(value.get("x-default", "")),
                   cell(value["description"]), code(value["x-example"]))
            text += "| " + " | ".join(row) + " |\n"
    return text + "\n" + END


def accepts(schema, value, where):
    """The complaints of what is used of JSON schema here."""
    if "anyOf" in schema:
        if all(list(accepts(one, value, where)) for one in schema["anyOf"]):
            yield f"{where}: none of the alternatives"
        return
    kind = schema.get("type")
    types = {"object": dict, "array": list, "string": str, "boolean": bool,
             "integer": int, "number": (int, float)}
    if kind and (not isinstance(value, types[kind]) or
                 kind == "integer" and isinstance(value, bool)):
        yield f"{where}: is no {kind}"
        return
    if "enum" in schema and value not in schema["enum"]:
        yield f"{where}: is none of {schema['enum']}"
    if kind == "array":
        for item in value:
            yield from accepts(schema["items"], item, where)
    if kind == "object":
        for key, item in value.items():
            inner = schema.get("properties", {}).get(
                key, schema.get("additionalProperties"))
            if inner is False or inner is None:
                yield f"{where}.{key}: is not known"
            else:
                yield from accepts(inner, item, f"{where}.{key}")


def main(arguments):
    writes = "--write" in arguments
    arguments = [word for word in arguments if word != "--write"]
    if len(arguments) != 3:
        print(__doc__.split("\n\n")[1], file=sys.stderr)
        return 2
    text = subprocess.run([arguments[1], "-C", "/", "-t", "gen",
                           "--schema"],
                          capture_output=True, text=True, check=True).stdout
    schema = json.loads(text)
    source = pathlib.Path(arguments[2])
    wanted = {source / "misc/editor/xb.schema.json": text}
    manual = source / "misc/doc/manual.md"
    page = manual.read_text(encoding="utf-8")
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    wanted[manual] = before + reference(schema) + after
    status = 0
    for path, content in wanted.items():
        if path.exists() and path.read_text(encoding="utf-8") == content:
            continue
        if writes:
            path.write_text(content, encoding="utf-8")
        else:
            print(f"{path.name}: is not what xb knows; --write changes that")
            status = 1
    for path in sorted(source.glob("misc/examples/*/xb.toml")):
        if tomllib is None:
            break
        for complaint in accepts(schema, tomllib.loads(path.read_text()),
                                 str(path.relative_to(source))):
            print(complaint)
            status = 1
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv))
