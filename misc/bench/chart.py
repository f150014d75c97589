# SPDX-License-Identifier: Apache-2.0
"""A chart of the measurements, drawn by gnuplot."""

import pathlib
import shutil
import subprocess

import report
from tools import MeasureError

CASES = ("noop", "part", "cold", "load", "touch", "header", "full2", "full8",
         "start")
TERMINALS = {
    ".svg": "svg background 'white' font 'sans,11' size 900,{height}",
    ".png": "pngcairo font 'sans,9' size 900,{height}",
}
HEADING, ROW, BAR = 90, 14, 11  # pixels


def check(path):
    """Complains of what write() would fail for, before hours of measuring."""
    if pathlib.Path(path).suffix not in TERMINALS:
        raise MeasureError(f"{path}: a chart is a .svg or a .png")
    if shutil.which("gnuplot") is None:
        raise MeasureError("a chart needs gnuplot")


def _groups(results):
    """Pairs of a title and {tool: times xb's}, in the order of the chart."""
    groups = []
    for edges in report.all_edges(results):
        for name in CASES:
            line = report.line_of(name, "wall")
            found = report.values(results, edges, line)
            if "xb" not in found:
                continue
            size = f"{report.size_name(edges)} " if edges else ""
            title = report.CASES[name].title.replace("%", "%%")
            groups.append((size + title,
                           {tool: value / found["xb"]
                            for tool, value in found.items()}))
    return groups


def _quote(text):
    return "'" + text.replace("'", "''") + "'"


def script(results, labels, path):
    """What gnuplot has to do: a bar for each tool and case, the longer the
    slower, as a multiple of xb's time."""
    groups = _groups(results)
    tools = report.tools_in(results)
    # Top down: a bar each, and room for one between the groups.
    bars = {tool: [] for tool in tools}
    titles = []
    row = 0
    for title, found in groups:
        titles.append(f"{_quote(title)} {row + len(found) / 2 - 0.5}")
        for tool in tools:
            if tool in found:
                bars[tool].append((row, found[tool]))
                row += 1
        row += 1
    height = HEADING + ROW * max(row, 1) + 20 * len(tools)
    terminal = TERMINALS[pathlib.Path(path).suffix].format(height=height)
    lines = [
        f"set terminal {terminal} noenhanced",
        f"set output {_quote(str(path))}",
        'set title "Wall time as a multiple of xb\'s"',
        "set key outside below vertical",
        "set rmargin 7",
        f"set yrange [{row}:-1]",
        "set ytics nomirror scale 0 (" + ", ".join(titles) + ")",
        "set logscale x 2",
        "set grid x",
        "set style fill solid border",
        f"set boxwidth {BAR / ROW:.2f}",
    ]
    plots = []
    for number, tool in enumerate(tools, start=1):
        if not bars[tool]:
            continue
        lines.append(f"$tool{number} << END")
        lines += [f"{at} {ratio:.4f} {at - 0.4} {at + 0.4} {ratio:.2f}"
                  for at, ratio in bars[tool]]
        lines.append("END")
        title = _quote(labels.get(tool, tool))
        plots.append(f"$tool{number} using (1):1:(1):2:3:4 with boxxyerror "
                     f"linecolor {number} title {title}")
        plots.append(f"$tool{number} using 2:1:5 with labels left offset 0.5,0 "
                     "font ',8' notitle")
    lines.append("plot " + ", ".join(plots))
    return "\n".join(lines) + "\n"


def write(results, labels, path):
    done = subprocess.run(["gnuplot"], input=script(results, labels, path),
                          check=False, capture_output=True, text=True)
    if done.returncode != 0:
        raise MeasureError(f"gnuplot failed:\n{done.stderr}")
