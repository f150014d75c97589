# SPDX-License-Identifier: Apache-2.0
"""A project of a few hundred steps whose every output is known beforehand.

Project writes the sources, the manifest and the small shell scripts that are
its commands; it edits them at random; and Expected() says, without running
anything, what a clean build would leave behind.  The scripts write their
outputs in several pieces with a new process between, so that a build that is
killed leaves partial files.
"""

import os

SCRIPTS = {
    # A compiler: `use FILE` lines are includes.
    "cc.sh": """\
out=$1 dep=$2 src=$3 flags=$4
exec >"$out"
echo "object $src $flags"
used=
while read -r word rest; do
  case $word in
  use) used="$used $rest" && cat "$rest" || exit 1 ;;
  *) echo "$word $rest" || exit 1 ;;
  esac
done <"$src"
echo "end $src" || exit 1
printf '%s:' "$out" >"$dep" || exit 1
printf ' %s' "$src" $used >>"$dep"
""",
    # A generator of headers that leaves an unchanged one alone.
    "gen.sh": """\
header=$1 list=$2 def=$3
{ grep -v '^#' "$def"; echo "from $def"; } >"$header.tmp" || exit 1
if cmp -s "$header.tmp" "$header"; then
  rm "$header.tmp"
else
  mv "$header.tmp" "$header"
fi || exit 1
exec >"$list"
echo "list of $def" && cat "$def" && echo "end of list"
""",
    "link.sh": """\
exec >"$1"
echo "library $1" && xargs cat <"$2" && echo "end of library"
""",
    # Which module each source makes and needs, as a dyndep file.
    "scan.sh": """\
dyndep=$1
shift
exec >"$dyndep"
echo "ninja_dyndep_version = 1" || exit 1
for src; do
  made= needed=
  while read -r word name; do
    case $word in
    module) made="mod/$name.mod" ;;
    needs) needed="$needed mod/$name.mod" ;;
    esac
  done <"$src"
  name=${src##*/}
  echo "build obj/${name%.f}.o | $made: dyndep |$needed" || exit 1
  echo "  restat = 1" || exit 1
done
""",
    "modc.sh": """\
out=$1 src=$2
exec >"$out"
echo "module object $src" || exit 1
interface=
while read -r word name rest; do
  case $word in
  module) made=mod/$name.mod ;;
  needs) cat "mod/$name.mod" || exit 1 ;;
  interface) interface="$interface $name" ;;
  *) echo "$word $name $rest" || exit 1 ;;
  esac
done <"$src"
echo "$made:$interface" >"$made.tmp" || exit 1
if cmp -s "$made.tmp" "$made"; then rm "$made.tmp"; else mv "$made.tmp" "$made"
fi || exit 1
echo "end $src"
""",
    "join.sh": """\
out=$1
shift
exec >"$out"
echo "joined $out" && cat "$@" && echo "end of $out"
""",
    "configure.sh": """\
while read -r name value; do
  echo "$name = $value"
done <config.txt >build.ninja.tmp &&
  cat manifest.in >>build.ninja.tmp && mv build.ninja.tmp build.ninja
""",
}

RULES = """
ninja_required_version = 1.10
rule cc
  command = sh tools/cc.sh $out $out.d $in "$flags"
  depfile = $out.d
  deps = gcc
  description = CC $out
rule cc_depfile
  command = sh tools/cc.sh $out $out.d $in "$flags"
  depfile = $out.d
rule gen
  command = sh tools/gen.sh $header $list $in
  restat = 1
rule link
  command = sh tools/link.sh $out $out.rsp
  rspfile = $out.rsp
  rspfile_content = $in_newline
rule scan
  command = sh tools/scan.sh $out $in
rule modc
  command = sh tools/modc.sh $out $in
rule join
  command = sh tools/join.sh $out $in
rule copy
  command = cp $in $out
rule configure
  command = sh tools/configure.sh
  generator = 1
pool narrow
  depth = 1
build build.ninja: configure config.txt manifest.in | tools/configure.sh
"""


class Project:
    """The sources in memory and in `root`; all edits go through it."""

    def __init__(self, root, random, components=8, units=10, modules=6):
        self.root = root
        self.random = random
        self.components = range(components)
        self.units = range(units)
        self.modules = range(modules)
        self.files = {}
        self.serial = 0
        for name, text in SCRIPTS.items():
            self.write("tools/" + name, text)
        for c in self.components:
            self.write(f"def/{c}.def", self._definition(c))
            self.write(f"inc/{c}.h", self._text(f"header {c}"))
            for u in self.units:
                self.write(f"src/{c}_{u}.c", self._unit(c, u))
        for m in self.modules:
            self.write(f"fsrc/{m}.f", self._module(m))
        self.flags = {c: "-O0" for c in self.components}
        self.unit_flags = {}
        self._write_manifest()
        self.write("build.ninja", self._manifest())
        # From here on its own edge writes it.
        del self.files["build.ninja"]

    def write(self, path, text):
        """Writes a source, at once: commands of a killed build may read it."""
        self.files[path] = text
        full = os.path.join(self.root, path)
        os.makedirs(os.path.dirname(full), exist_ok=True)
        with open(full + ".edit.tmp", "w", encoding="ascii") as file:
            file.write(text)
        os.replace(full + ".edit.tmp", full)

    # Contents that no other file had before.
    def _text(self, what):
        self.serial += 1
        return f"{what} version {self.serial}\n"

    def _definition(self, c):
        return (f"# {self._text('comment')}" + self._text(f"definition {c}"))

    def _unit(self, c, u):
        lines = [self._text(f"unit {c} {u}").rstrip(), f"use inc/{c}.h"]
        for other in self.random.sample(self.components, 2):
            kind = self.random.choice(["inc/{}.h", "gen/{}.h"])
            lines.append("use " + kind.format(other))
        lines.append("last line")
        return "\n".join(lines) + "\n"

    def _module(self, m):
        needs = [n for n in range(m) if self.random.random() < 0.4]
        return (f"module m{m}\n" + "".join(f"needs m{n}\n" for n in needs) +
                self._text(f"body {m}") + f"interface i{m}a\n")

    def _manifest(self):
        return self._config() + self.files["manifest.in"]

    def _config(self):
        lines = self.files["config.txt"].splitlines()
        return "".join("{} = {}\n".format(*line.split(" ", 1))
                       for line in lines)

    def _flags_of(self, c, u):
        return self.unit_flags.get((c, u), self.flags[c])

    def _objects(self, c):
        return [f"obj/{c}_{u}.o" for u in self.units]

    def _module_objects(self):
        return [f"obj/{m}.o" for m in self.modules]

    def _write_manifest(self):
        self.write("config.txt",
                   "".join(f"flags{c} {f}\n" for c, f in self.flags.items()))
        lines = [RULES]
        for c in self.components:
            lines.append(f"build gen/{c}.h gen/{c}.list: gen def/{c}.def"
                         f" | tools/gen.sh\n  header = gen/{c}.h\n"
                         f"  list = gen/{c}.list\n")
            for u in self.units:
                # Every third unit leaves its depfile on disk.
                rule = "cc_depfile" if u % 3 == 2 else "cc"
                lines.append(f"build obj/{c}_{u}.o: {rule} src/{c}_{u}.c"
                             " | tools/cc.sh || generated")
                flags = self.unit_flags.get((c, u))
                lines.append(f"  flags = {flags or f'$flags{c}'}\n")
            objects = " ".join(self._objects(c))
            lines.append(f"build lib/{c}.a: link {objects} | tools/link.sh"
                         f" |@ check/{c}\n")
            lines.append(f"build check/{c}: join gen/{c}.list inc/{c}.h\n"
                         "  pool = narrow\n")
            lines.append(f"build deep/{c}/copy.h: copy gen/{c}.h\n")
            lines.append(f"build component{c}: phony lib/{c}.a"
                         f" deep/{c}/copy.h\n")
        headers = " ".join(f"gen/{c}.h" for c in self.components)
        lines.append(f"build generated: phony {headers}\n")
        sources = " ".join(f"fsrc/{m}.f" for m in self.modules)
        lines.append(f"build modules.dd: scan {sources} | tools/scan.sh\n")
        for m in self.modules:
            lines.append(f"build obj/{m}.o: modc fsrc/{m}.f | tools/modc.sh"
                         " || modules.dd\n  dyndep = modules.dd\n")
        objects = " ".join(self._module_objects())
        lines.append(f"build lib/modules.a: link {objects}\n")
        libraries = " ".join(f"lib/{c}.a" for c in self.components)
        lines.append(f"build program: join {libraries} lib/modules.a\n"
                     "  pool = console\n")
        components = " ".join(f"component{c}" for c in self.components)
        lines.append(f"build all: phony program {components}\n")
        lines.append("default all\n")
        self.write("manifest.in", "\n".join(lines))

    def expected(self):
        """All files of a clean build: path -> content."""
        made = dict(self.files)
        made["build.ninja"] = self._manifest()
        for c in self.components:
            self._expect_component(c, made)
        for c in self.components:
            self._expect_units(c, made)
        self._expect_modules(made)
        libraries = [f"lib/{c}.a" for c in self.components]
        made["program"] = _joined("program", [*libraries, "lib/modules.a"],
                                  made)
        return made

    def _expect_component(self, c, made):
        definition = self.files[f"def/{c}.def"]
        kept = [line + "\n" for line in definition.splitlines()
                if not line.startswith("#")]
        made[f"gen/{c}.h"] = "".join(kept) + f"from def/{c}.def\n"
        made[f"gen/{c}.list"] = (f"list of def/{c}.def\n" + definition +
                                 "end of list\n")
        made[f"check/{c}"] = _joined(f"check/{c}",
                                     [f"gen/{c}.list", f"inc/{c}.h"], made)
        made[f"deep/{c}/copy.h"] = made[f"gen/{c}.h"]

    def _expect_units(self, c, made):
        for u in self.units:
            source = f"src/{c}_{u}.c"
            text = f"object {source} {self._flags_of(c, u)}\n"
            used = []
            for line in self.files[source].splitlines():
                if line.startswith("use "):
                    used.append(line[4:])
                    text += made[line[4:]]
                else:
                    text += line + "\n"
            output = f"obj/{c}_{u}.o"
            made[output] = text + f"end {source}\n"
            if u % 3 == 2:
                made[output + ".d"] = " ".join([output + ":", source, *used])
        made[f"lib/{c}.a"] = _library(f"lib/{c}.a", self._objects(c), made)

    def _expect_modules(self, made):
        dyndep = "ninja_dyndep_version = 1\n"
        for m in self.modules:
            source = f"fsrc/{m}.f"
            text = f"module object {source}\n"
            interface = needed = ""
            for line in self.files[source].splitlines():
                word, name = line.split(" ", 1)
                if word == "needs":
                    needed += f" mod/{name}.mod"
                    text += made[f"mod/{name}.mod"]
                elif word == "interface":
                    interface += " " + name
                elif word != "module":
                    text += line + "\n"
            made[f"mod/m{m}.mod"] = f"mod/m{m}.mod:{interface}\n"
            made[f"obj/{m}.o"] = text + f"end {source}\n"
            dyndep += (f"build obj/{m}.o | mod/m{m}.mod: dyndep |{needed}\n"
                       "  restat = 1\n")
        made["modules.dd"] = dyndep
        made["lib/modules.a"] = _library("lib/modules.a",
                                         self._module_objects(), made)

    def outputs(self):
        """Files that a build makes, the manifest aside."""
        return sorted(set(self.expected()) - set(self.files) -
                      {"build.ninja"})

    def edit(self):
        """One random change; what was changed."""
        return self.random.choice([
            self._edit_definition, self._edit_header, self._edit_unit,
            self._edit_unit, self._edit_module, self._change_flags,
            self._change_unit_flags, self._revert_unit_flags,
            self._touch_source, self._delete_output, self._delete_output,
            self._spoil_output
        ])()

    def _edit_definition(self):
        c = self.random.choice(self.components)
        path = f"def/{c}.def"
        lines = self.files[path].splitlines(keepends=True)
        if self.random.random() < 0.5:
            lines[0] = "# " + self._text("comment")
        else:
            lines[-1] = self._text(f"definition {c}")
        self.write(path, "".join(lines))
        return "edit " + path

    def _edit_header(self):
        c = self.random.choice(self.components)
        self.write(f"inc/{c}.h", self._text(f"header {c}"))
        return f"edit inc/{c}.h"

    def _edit_unit(self):
        c, u = self._some_unit()
        self.write(f"src/{c}_{u}.c", self._unit(c, u))
        return f"edit src/{c}_{u}.c"

    def _edit_module(self):
        m = self.random.choice(self.modules)
        text = self._module(m)
        if self.random.random() < 0.5:
            text += f"interface i{m}b{self.serial}\n"
        self.write(f"fsrc/{m}.f", text)
        return f"edit fsrc/{m}.f"

    def _change_flags(self):
        c = self.random.choice(self.components)
        self.flags[c] = self.random.choice(["-O0", "-O1", "-O2"])
        self._write_manifest()
        return f"set the flags of {c} to {self.flags[c]}"

    def _change_unit_flags(self):
        c, u = self._some_unit()
        self.unit_flags[c, u] = self.random.choice(["-Os", "-Og", "-Oz"])
        self._write_manifest()
        return f"set the flags of unit {c} {u} to {self.unit_flags[c, u]}"

    def _revert_unit_flags(self):
        """Back to a command that some outputs may have been made by before."""
        self.unit_flags.clear()
        self._write_manifest()
        return "remove the flags of single units"

    def _touch_source(self):
        path = self.random.choice(sorted(self.files))
        self.write(path, self.files[path])
        return "touch " + path

    def _delete_output(self):
        path = self.random.choice(self.outputs())
        try:
            os.remove(os.path.join(self.root, path))
        except FileNotFoundError:
            return f"delete {path}, already missing"
        return "delete " + path

    def _spoil_output(self):
        """An output older than its inputs, as from a backup."""
        c, u = self._some_unit()
        path = f"obj/{c}_{u}.o"
        full = os.path.join(self.root, path)
        os.makedirs(os.path.dirname(full), exist_ok=True)
        with open(full, "w", encoding="ascii") as file:
            file.write("spoilt\n")
        os.utime(full, (10**9, 10**9))
        return "spoil " + path

    def _some_unit(self):
        return (self.random.choice(self.components),
                self.random.choice(self.units))


def _joined(name, parts, made):
    return (f"joined {name}\n" + "".join(made[part] for part in parts) +
            f"end of {name}\n")


def _library(name, parts, made):
    return (f"library {name}\n" + "".join(made[part] for part in parts) +
            "end of library\n")


def differences(project):
    """What distinguishes the directory from one built from scratch."""
    expected = project.expected()
    found = []
    for directory, subdirectories, names in os.walk(project.root):
        if ".xb" in subdirectories:
            subdirectories.remove(".xb")
        for name in names:
            path = os.path.relpath(os.path.join(directory, name), project.root)
            # Logs, and what a killed command left under a name of its own.
            if name.startswith(".ninja_") or name.endswith(".tmp"):
                continue
            if path not in expected:
                found.append(f"{path} is not made by a clean build")
                continue
            with open(os.path.join(directory, name), "rb") as file:
                content = file.read()
            wanted = expected.pop(path).encode()
            if content != wanted:
                found.append(f"{path} differs:\n  found:  {content[-300:]!r}"
                             f"\n  wanted: {wanted[-300:]!r}")
    found += [f"{path} is missing" for path in sorted(expected)]
    return found
