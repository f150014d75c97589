# SPDX-License-Identifier: Apache-2.0
"""What is said of the measurements: tables, goals, comparison, JSON.

Everything here works on `results`, a list of rows as JSON keeps them:
{"edges", "case", "tool", "commands", "wall_ms": [...], "after_ms": [...],
"cpu_ms": [...], "peak_mb": [...]}.  Edges are 0 where the size of the tree does
not matter.
"""

import dataclasses
import statistics

from cases import CASES, SPAWN_FLOOR, STAT_FLOOR

FORMAT = 1
LEAST_AFTER_MS = 0.5  # less is what looking for processes left behind takes
FLOORS = (STAT_FLOOR, SPAWN_FLOOR)


def rows_of(case, session_edges, commands, samples):
    """The rows of one measured case; `samples` by name of tool."""
    return [{
        "edges": session_edges,
        "case": case,
        "tool": tool,
        "commands": commands,
        "wall_ms": [round(s.wall_ms, 3) for s in taken],
        "after_ms": [round(s.after_ms, 3) for s in taken],
        "cpu_ms": [round(s.cpu_ms, 3) for s in taken],
        "peak_mb": [round(s.peak_mb, 2) for s in taken],
    } for tool, taken in samples.items()]


@dataclasses.dataclass(frozen=True)
class Line:
    """One figure of all tools.  `value` takes the rows of a case by tool and
    the name of a tool; None: there is none."""
    case: str
    name: str
    title: str
    value: object
    more_is_better: bool = False


def _median(key):
    return lambda rows, tool: statistics.median(rows[tool][key])


def _overhead(rows, tool):
    """Beyond what the commands take by themselves, run the same way."""
    if tool == SPAWN_FLOOR or SPAWN_FLOOR not in rows:
        return None
    floor = statistics.median(rows[SPAWN_FLOOR]["wall_ms"])
    return statistics.median(rows[tool]["wall_ms"]) - floor


def _after(rows, tool):
    after = statistics.median(rows[tool]["after_ms"])
    return after if after >= LEAST_AFTER_MS else None


def _rate(rows, tool):
    return (rows[tool]["commands"] * 1e3 /
            statistics.median(rows[tool]["wall_ms"]))


def _make_lines():
    lines = []
    for case in CASES.values():
        is_edit = case.name in ("touch", "header")
        is_full = case.name.startswith("full")
        lines.append(Line(case.name, "wall", f"{case.title}, ms",
                          _median("wall_ms")))
        if is_edit:
            lines.append(Line(case.name, "overhead",
                              "  beyond its commands, ms", _overhead))
        if case.name != "start":
            lines.append(Line(case.name, "after",
                              "  at work after its end, ms", _after))
        if is_full:
            lines.append(Line(case.name, "rate", "  commands a second", _rate,
                              more_is_better=True))
        if case.name != "start":
            lines.append(Line(case.name, "cpu", "  CPU, ms",
                              _median("cpu_ms")))
        if is_full or case.name == "noop":
            lines.append(Line(case.name, "peak", "  peak memory, MB",
                              _median("peak_mb")))
    return lines


LINES = _make_lines()


def line_of(case, name):
    return next(l for l in LINES if (l.case, l.name) == (case, name))


def rows_by_tool(results, edges, case):
    return {
        row["tool"]: row for row in results
        if (row["edges"], row["case"]) == (edges, case)
    }


def values(results, edges, line):
    """The figures of a line by tool; empty where it was not measured."""
    rows = rows_by_tool(results, edges, line.case)
    found = {tool: line.value(rows, tool) for tool in rows}
    return {tool: value for tool, value in found.items() if value is not None}


def advantage(line, ours, theirs):
    """How many times better `ours` is; None if that cannot be told."""
    above, below = (ours, theirs) if line.more_is_better else (theirs, ours)
    return above / below if above > 0 and below > 0 else None


def tools_in(results):
    """xb first, then as measured, floors last."""
    names = list(dict.fromkeys(row["tool"] for row in results))
    return ([n for n in names if n not in FLOORS] +
            [n for n in FLOORS if n in names])


def all_edges(results):
    return sorted({row["edges"] for row in results})


def size_name(edges):
    for unit, name in ((1000000, "M"), (1000, "k")):
        if edges >= unit and edges % unit == 0:
            return f"{edges // unit}{name}"
    return str(edges)


def _number(value):
    if value >= 1000:
        return f"{value:.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def _cell(line, found, tool):
    if tool not in found:
        return "-"
    text = _number(found[tool])
    if tool != "xb" and "xb" in found:
        ratio = advantage(line, found["xb"], found[tool])
        text += f" ({ratio:.2f})" if ratio is not None else ""
    return text


def table(results, edges, labels, markdown=False):
    """A table of one size as text; `labels` by name of tool."""
    present = {row["tool"] for row in results if row["edges"] == edges}
    tools = [tool for tool in tools_in(results) if tool in present]
    grid = [["", *(labels.get(tool, tool) for tool in tools)]]
    for line in LINES:
        found = values(results, edges, line)
        if found:
            grid.append([line.title,
                         *(_cell(line, found, tool) for tool in tools)])
    if markdown:
        grid.insert(1, ["---"] + ["---:"] * len(tools))
        return "\n".join(f"| {' | '.join(row)} |" for row in grid)
    widths = [max(map(len, column)) for column in zip(*grid)]
    return "\n".join(
        "  ".join([row[0].ljust(widths[0])] +
                  [c.rjust(w) for c, w in zip(row[1:], widths[1:])]).rstrip()
        for row in grid)


def heading(results, edges):
    counts = [len(row["wall_ms"]) for row in results if row["edges"] == edges]
    runs = f"{min(counts)}" + (f" to {max(counts)}"
                               if max(counts) > min(counts) else "")
    what = f"{size_name(edges)} compile edges" if edges else "Any size"
    return f"{what}: medians of {runs} runs in turn (N): xb is N times better"


@dataclasses.dataclass(frozen=True)
class Goal:
    """xb is to be at least `factor` times better than `against`."""
    edges: int
    case: str
    name: str
    against: str  # the name of a tool or floor, or `ninja`: the newest
    factor: float


GOALS = (
    Goal(100000, "noop", "wall", "ninja", 7),
    Goal(100000, "noop", "wall", STAT_FLOOR, 1 / 1.2),
    Goal(10000, "noop", "wall", "ninja", 7),
    Goal(1000, "noop", "wall", "ninja", 5),
    Goal(100000, "touch", "overhead", "ninja", 6),
    Goal(100000, "load", "wall", "ninja", 2.5),
    Goal(10000, "full2", "rate", "ninja", 2),
    Goal(10000, "full8", "rate", "ninja", 2),
    Goal(10000, "full2", "rate", "make", 1),
    Goal(10000, "full8", "rate", "make", 1),
    Goal(10000, "full2", "rate", SPAWN_FLOOR, 0.9),
    Goal(10000, "full8", "rate", SPAWN_FLOOR, 0.9),
    Goal(100000, "noop", "peak", "ninja", 3),
    Goal(0, "start", "wall", "ninja", 1),
)
MOST_TIMES_FOR_TEN_TIMES_THE_EDGES = 11
MOST_MB_AT_A_MILLION = 1000


def _goal_text(title, got, wanted, reached):
    verdict = "reached" if reached else "NOT reached"
    return f"{verdict:12} {title}: {got}, goal {wanted}"


def goals(results, newest):
    """A line of text for each goal that was measured; `newest`: ninja."""
    said = []
    for goal in GOALS:
        against = newest if goal.against == "ninja" else goal.against
        line = line_of(goal.case, goal.name)
        found = values(results, goal.edges, line)
        if "xb" not in found or against not in found:
            continue
        ratio = advantage(line, found["xb"], found[against])
        if ratio is None:
            continue
        title = f"{CASES[goal.case].title}, {goal.name}, against {against}"
        if goal.edges:
            title = f"{size_name(goal.edges)} {title}"
        said.append(_goal_text(title, f"{ratio:.2f} times better",
                               f"{goal.factor:.2f}", ratio >= goal.factor))
    return said + _goals_at_a_million(results)


def _goals_at_a_million(results):
    said = []
    wall, peak = line_of("noop", "wall"), line_of("noop", "peak")
    big, small = (values(results, edges, wall).get("xb")
                  for edges in (1000000, 100000))
    if big is not None and small is not None:
        said.append(_goal_text(
            "1M no-op, against xb at 100k", f"{big / small:.1f} times as long",
            f"{MOST_TIMES_FOR_TEN_TIMES_THE_EDGES}",
            big <= small * MOST_TIMES_FOR_TEN_TIMES_THE_EDGES))
    memory = values(results, 1000000, peak).get("xb")
    if memory is not None:
        said.append(_goal_text("1M no-op, peak memory", f"{memory:.0f} MB",
                               f"{MOST_MB_AT_A_MILLION} MB",
                               memory < MOST_MB_AT_A_MILLION))
    return said


def compare(before, results, reference):
    """How xb's advantage over `reference` changed since `before`.

    Times of two runs are never compared: the machine is not the same even if
    it has the same name.  Ratios to the same tool in the same run are."""
    said = []
    for edges in all_edges(results):
        for line in LINES:
            ratios = []
            for run in (before, results):
                found = values(run, edges, line)
                if "xb" in found and reference in found:
                    ratios.append(
                        advantage(line, found["xb"], found[reference]))
            if len(ratios) == 2 and None not in ratios:
                change = (ratios[1] / ratios[0] - 1) * 100
                title = f"{size_name(edges) if edges else '-':>5} {line.case}"
                said.append(f"{title:12} {line.name:8} {ratios[0]:7.2f} -> "
                            f"{ratios[1]:7.2f}  {change:+5.0f} %")
    return said
