#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs each scenario under xb and under real ninjas; all must agree.

A scenario is a POSIX shell script that prints what can be observed, followed
by what it must print.  The comment lines at its top may hold directives:

  # oracle: >=1.12        the behaviour is not that of older ninjas
  # xb-only: REASON       no released ninja can confirm it
  # needs: oracle         runs a real ninja as well ($ORACLE)
  # needs: not-root       file permissions must count
  # needs: program NAME   NAME must be on PATH
  # also-as: xb           called as `xb`, the build results are the same
  # normalise: REGEX => TEXT        in both texts, when they are compared
  # before 1.13: REGEX => TEXT      what older ninjas print instead
"""

import argparse
import concurrent.futures
import contextlib
import dataclasses
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
MOST_REMOVALS = 100
MARK = ": <<'EXPECT'\n"
DIRECTIVE = re.compile(
    r"# (oracle|xb-only|needs|also-as|normalise|before [\d.]+): (.+)")


@dataclasses.dataclass
class Tool:
    """A program to test: `label` is for people, version () means xb."""
    label: str
    path: pathlib.Path
    version: tuple = ()
    oracle: "Tool | None" = None  # what the scenario sees as $ORACLE


@dataclasses.dataclass
class Scenario:
    name: str
    path: pathlib.Path
    expected: str
    directives: list

    def all(self, key):
        return [value for k, value in self.directives if k == key]


def load(path, accepting):
    text = path.read_text(encoding="utf-8")
    body, _, rest = text.partition(MARK)
    expected = rest.rpartition("EXPECT\n")[0]
    if not expected and not accepting:
        sys.exit(f"run.py: {path} expects nothing")
    header = body[:re.search(r"^(?!#)", body, re.M).start()]
    return Scenario(
        name=str(path.relative_to(HERE).with_suffix("")),
        path=path,
        expected=expected,
        directives=[m.groups() for m in DIRECTIVE.finditer(header)])


def version_of(text):
    return tuple(int(part) for part in re.findall(r"\d+", text)[:2])


def as_oracle(path):
    found = shutil.which(path)
    if not found:
        sys.exit(f"run.py: no ninja at `{path}`")
    text = subprocess.run([found, "--version"], capture_output=True,
                          text=True, check=True).stdout.strip()
    tool = Tool(f"ninja {text}", pathlib.Path(found).resolve(),
                version_of(text))
    tool.oracle = tool
    return tool


def visible(raw):
    """Bytes that an editor hides or spoils are written as escapes."""
    text = raw.decode("utf-8", "backslashreplace")
    for char, escape in (("\r", "\\r"), ("\x1b", "\\e"), ("\0", "\\0")):
        text = text.replace(char, escape)
    return re.sub(r"[ \t]$", lambda m: {" ": "\\s", "\t": "\\t"}[m[0]], text,
                  flags=re.M)


def environment(root, tool, name):
    kept = {key: os.environ[key] for key in
            ("PATH", "TMPDIR", "ASAN_OPTIONS", "LSAN_OPTIONS",
             "TSAN_OPTIONS", "UBSAN_OPTIONS") if key in os.environ}
    kept["PATH"] = f"{root / 'bin'}:{kept.get('PATH', '/usr/bin:/bin')}"
    kept |= {"LC_ALL": "C.UTF-8", "HOME": str(root / "home"),
             "NINJA": str(root / "bin" / name),
             "SCRATCH": str(root / "scratch")}
    if tool.oracle:
        kept["ORACLE"] = str(tool.oracle.path)
    return kept


@contextlib.contextmanager
def directory():
    """A new directory.  A build that has ended may still keep its state there,
    while it is being removed."""
    made = tempfile.mkdtemp(prefix="scenario-")
    try:
        yield pathlib.Path(made).resolve()
    finally:
        for _ in range(MOST_REMOVALS):
            shutil.rmtree(made, ignore_errors=True)
            if not os.path.exists(made):
                break


def execute(scenario, tool, name):
    """What the scenario prints when `tool` is called by `name`."""
    with directory() as root:
        for folder in ("work", "bin", "home", "scratch"):
            (root / folder).mkdir()
        for link in ("ninja", "xb"):
            (root / "bin" / link).symlink_to(tool.path)
        process = subprocess.Popen(
            ["/bin/sh", "-u", "-c", '. "$1"; . "$2"', "sh",
             str(HERE / "lib.sh"), str(scenario.path)],
            cwd=root / "work", env=environment(root, tool, name),
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, start_new_session=True)
        try:
            raw, _ = process.communicate(timeout=TIME_LIMIT)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            raw, _ = process.communicate()
            raw += b"\n[still running after %d s]\n" % TIME_LIMIT
        text = visible(raw).replace(str(root / "work"), "$DIR")
        text = re.sub(r"\b1\d{18}\b", "TIME", text)  # nanoseconds
        return text.replace(str(root), "$ROOT")


def substitute(rule, text):
    """Applies `REGEX => TEXT`; the text may be empty."""
    pattern, replacement = re.split(r" => | =>$", rule, maxsplit=1)
    return re.sub(pattern, replacement, text, flags=re.M)


def for_older(expected, version, scenario):
    """The text of the newest ninja, as an older one would have printed it.

    Since 1.13 a failed build says which exit status the command had, and ends
    with that status instead of 1.
    """
    for key, value in scenario.directives:
        if key.startswith("before ") and version < version_of(key):
            expected = substitute(value, expected)
    if version >= (1, 13):
        return expected
    blocks = re.split(r"^(?=\$ )", expected, flags=re.M)
    for i, block in enumerate(blocks):
        if "FAILED: [code=" in block:
            block = re.sub(r"^FAILED: \[code=\d+\] ", "FAILED: ", block,
                           flags=re.M)
            blocks[i] = re.sub(r"^\[exit \d+\]", "[exit 1]", block,
                               flags=re.M)
    return "".join(blocks)


def results_only(text):
    """Leaves out what the tool printed; statuses and files remain."""
    return re.sub(r"^(\$ ninja.*\n)(?:(?!\[exit ).*\n)*", r"\1", text,
                  flags=re.M)


def compare(scenario, tool, name):
    """A diff, empty if the tool does what the scenario says."""
    actual = execute(scenario, tool, name)
    expected = scenario.expected
    if tool.version:
        expected = for_older(expected, tool.version, scenario)
    else:
        actual = re.sub(r"^2>   hint: .*\n", "", actual, flags=re.M)
    if name == "xb":
        expected, actual = results_only(expected), results_only(actual)
    for rule in scenario.all("normalise"):
        expected = substitute(rule, expected)
        actual = substitute(rule, actual)
    return "".join(difflib.unified_diff(
        expected.splitlines(True), actual.splitlines(True),
        "expected", f"{tool.label}, called as {name}"))


def why_skipped(scenario, tool):
    for need in scenario.all("needs"):
        if need == "oracle" and not tool.oracle:
            return "needs a real ninja"
        if need == "not-root" and os.geteuid() == 0:
            return "needs an ordinary user"
        if need.startswith("program ") and not shutil.which(need.split()[1]):
            return f"needs {need.split()[1]}"
    if tool.version:
        if scenario.all("xb-only"):
            return "xb only"
        for wanted in scenario.all("oracle"):
            if tool.version < version_of(wanted):
                return f"{tool.label} is too old"
    return ""


def accept(scenario, tool):
    """Takes the tool's text as the specification, for its author to check.

    Ninjas before 1.13 do not tell the status of a failed command; where it is
    not 1 the author writes it in by hand.
    """
    text = execute(scenario, tool, "ninja")
    if tool.version < (1, 13):
        text = re.sub(r"^FAILED: ", "FAILED: [code=1] ", text, flags=re.M)
    body = scenario.path.read_text(encoding="utf-8").partition(MARK)[0]
    scenario.path.write_text(f"{body}{MARK}{text}EXPECT\n", encoding="utf-8")


def check(scenario, tools, personality):
    """(verdict, report) of one scenario under all tools."""
    reports, reasons, ran = [], [], 0
    for tool in tools:
        reason = why_skipped(scenario, tool)
        if reason:
            reasons.append(reason)
            continue
        ran += 1
        diff = compare(scenario, tool, personality)
        if diff:
            reports.append(f"{tool.label} disagrees:\n{diff}")
    if reports:
        return "failed", "".join(reports)
    return ("passed", "") if ran else (
        "skipped", ", ".join(dict.fromkeys(reasons)) + "\n")


def chosen(filters, accepting):
    found = [load(path, accepting) for path in sorted(HERE.glob("*/*.sh"))]
    if filters:
        found = [s for s in found
                 if any(s.name.startswith(f) or f in s.path.stem
                        for f in filters)]
    return found


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--tool", help="the xb to test")
    parser.add_argument("--oracle", action="append",
                        help="a real ninja; default: the one on PATH, if any")
    parser.add_argument("--no-oracle", action="store_true",
                        help="test xb only")
    parser.add_argument("--personality", choices=("ninja", "xb"),
                        default="ninja", help="the name xb is called by")
    parser.add_argument("--accept", action="store_true",
                        help="write what the last oracle prints as expected")
    parser.add_argument("-j", type=int, default=os.cpu_count(), metavar="N",
                        help="scenarios at a time")
    parser.add_argument("filter", nargs="*",
                        help="the start of AREA/NAME, or part of NAME")
    return parser.parse_args()


def tools_of(arguments):
    paths = arguments.oracle or [p for p in [shutil.which("ninja")] if p]
    oracles = [] if arguments.no_oracle else [as_oracle(p) for p in paths]
    if not arguments.tool:
        return oracles, oracles
    path = pathlib.Path(arguments.tool).resolve()
    xb = [Tool("xb", path)]
    if arguments.personality == "xb":
        oracles_tested = []
    else:
        oracles_tested = oracles
    # Where a scenario hands a directory over, xb meets each ninja in turn.
    with_oracle = [Tool(f"xb beside {o.label}", path, (), o) for o in oracles]
    return xb + oracles_tested, with_oracle + oracles_tested


def main():
    # A parent may have had it ignored; scenarios rely on its default.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    arguments = parse_arguments()
    plain, paired = tools_of(arguments)
    scenarios = chosen(arguments.filter, arguments.accept)
    if arguments.personality == "xb":
        scenarios = [s for s in scenarios if "xb" in s.all("also-as")]
    if not scenarios or not plain:
        sys.exit("run.py: nothing to run")
    if arguments.accept:
        for scenario in scenarios:
            if not why_skipped(scenario, plain[-1]):
                accept(scenario, plain[-1])
        return 0
    count = dict.fromkeys(("passed", "failed", "skipped"), 0)

    def verdict(scenario):
        pair = "oracle" in scenario.all("needs")
        return check(scenario, (paired or plain) if pair else plain,
                     arguments.personality)

    with concurrent.futures.ThreadPoolExecutor(arguments.j) as pool:
        for scenario, (result, text) in zip(scenarios,
                                            pool.map(verdict, scenarios)):
            count[result] += 1
            if result != "passed":
                print(f"{result.upper()} {scenario.name}: {text}", end="",
                      flush=True)
    print(", ".join(f"{n} {result}" for result, n in count.items()))
    return 1 if count["failed"] else 0


if __name__ == "__main__":
    sys.exit(main())
