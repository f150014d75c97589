# SPDX-License-Identifier: Apache-2.0
"""What a terminal shows of a stream of bytes.

Knows the few control sequences that build tools use; any other is an error.
Lines scroll up without end, so the whole history can be looked at.
"""

import re

SEQUENCE = re.compile(r"\x1b\[(\??)(\d*)([A-Za-z])")


class Screen:
    """The lines so far, and where the cursor is."""

    def __init__(self, columns):
        self.columns = columns
        self.lines = [""]
        self.row = 0
        self.column = 0
        self.wraps = True

    def feed(self, text):
        """Shows `text`, which holds no half of a control sequence."""
        at = 0
        while at < len(text):
            match = SEQUENCE.match(text, at)
            if match:
                self._control(*match.groups())
                at = match.end()
                continue
            self._show(text[at])
            at += 1

    def visible(self):
        """All lines, without blanks at their ends."""
        lines = [line.rstrip() for line in self.lines]
        while lines and not lines[-1]:
            lines.pop()
        return lines

    def _show(self, char):
        if char == "\r":
            self.column = 0
        elif char == "\n":
            self._next_row()
        elif ord(char) < 0x20:
            raise ValueError(f"control character {char!r}")
        else:
            if self.column == self.columns:
                if self.wraps:
                    self._next_row()
                    self.column = 0
                else:
                    self.column -= 1
            line = self.lines[self.row].ljust(self.column)
            self.lines[self.row] = (line[:self.column] + char +
                                    line[self.column + 1:])
            self.column += 1

    def _next_row(self):
        self.row += 1
        if self.row == len(self.lines):
            self.lines.append("")

    def _control(self, private, number, letter):
        if private:
            if number != "7":
                raise ValueError(f"private mode {number}{letter}")
            self.wraps = letter == "h"
        elif letter == "J" and not number:
            del self.lines[self.row + 1:]
            self.lines[self.row] = self.lines[self.row][:self.column]
        elif letter == "K" and not number:
            self.lines[self.row] = self.lines[self.row][:self.column]
        elif letter == "A":
            self.row = max(0, self.row - int(number or 1))
        elif letter != "m":
            raise ValueError(f"control sequence {number}{letter}")
