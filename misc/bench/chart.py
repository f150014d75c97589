# SPDX-License-Identifier: Apache-2.0
"""A chart of the measurements: an SVG file that needs nothing to be made."""

from xml.sax.saxutils import escape

import report

COLOURS = ("#1b6ca8", "#d1495b", "#edae49", "#66a182", "#7d5ba6", "#8d6a4f",
           "#2e4057", "#a0a0a0", "#c9c9c9")
CASES = ("noop", "part", "cold", "load", "touch", "header", "full2", "full8",
         "start")
BAR, GAP, LEFT, WIDTH, RIGHT = 12, 10, 190, 560, 150


def _bars(results):
    """Pairs of a title and [(tool, times xb's)], in the order of the chart."""
    groups = []
    for edges in report.all_edges(results):
        for name in CASES:
            line = report.line_of(name, "wall")
            found = report.values(results, edges, line)
            if "xb" not in found:
                continue
            size = f"{report.size_name(edges)} " if edges else ""
            title = size + report.CASES[name].title
            groups.append((title, [(tool, found[tool] / found["xb"])
                                   for tool in report.tools_in(results)
                                   if tool in found]))
    return groups


def _text(x, y, text, anchor="start", size=11):
    return (f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" '
            f'text-anchor="{anchor}">{escape(text)}</text>')


def svg(results, labels):
    """Time as a multiple of xb's, shorter is better; the text of a file."""
    groups = _bars(results)
    tools = report.tools_in(results)
    colour = {t: COLOURS[i % len(COLOURS)] for i, t in enumerate(tools)}
    longest = max((r for _, bars in groups for _, r in bars), default=1)
    parts = [_text(LEFT, 20, "Wall time, as a multiple of xb's", size=14)]
    x, y = LEFT, 34
    for tool in tools:
        label = labels.get(tool, tool)
        parts.append(f'<rect x="{x}" y="{y}" width="10" height="10" '
                     f'fill="{colour[tool]}"/>')
        parts.append(_text(x + 14, y + 9, label))
        x += 30 + 7 * len(label)
    y += 24
    for title, bars in groups:
        middle = y + BAR * len(bars) / 2 + 4
        parts.append(_text(LEFT - 8, middle, title, "end"))
        for tool, ratio in bars:
            length = max(ratio / longest * WIDTH, 1)
            parts.append(f'<rect x="{LEFT}" y="{y}" width="{length:.1f}" '
                         f'height="{BAR - 2}" fill="{colour[tool]}"/>')
            parts.append(_text(LEFT + length + 4, y + 9, f"{ratio:.2f}",
                               size=9))
            y += BAR
        y += GAP
    width = max(LEFT + WIDTH + RIGHT, x)
    return (f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" '
            f'height="{y}" font-family="sans-serif">\n'
            '<rect width="100%" height="100%" fill="white"/>\n' +
            "\n".join(parts) + "\n</svg>\n")
