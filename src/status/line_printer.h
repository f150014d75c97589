// SPDX-License-Identifier: Apache-2.0
// LinePrinter writes status lines and text between them.  On a smart terminal
// a status line is overwritten by the next one and cut to the width; anywhere
// else it is a line like any other.  While the console is locked it keeps all
// text back, and of status lines the last.  Written text waits for Flush().
// Loop thread only.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "status/output_stream.h"

namespace xb {

class LinePrinter {
 public:
  // `columns` tells the present width; 0 = unknown, nothing is cut.
  LinePrinter(OutputStream* stream, bool smart, std::function<int()> columns);

  void PrintStatus(std::string_view line);
  // Takes a status line away, if one is shown that could be overwritten.
  void Erase();
  // `text` ends in a newline, or the next text will begin on a new line.
  // Empty text ends a status line.
  void PrintOnNewLine(std::string_view text);
  // Flushes when it locks.
  void SetConsoleLocked(bool locked);
  void Flush();

  bool console_locked() const { return console_locked_; }
  // True when something was printed since the last Flush().
  bool has_text() const { return !text_.empty(); }

 private:
  OutputStream* stream_;
  bool smart_;
  std::function<int()> columns_;
  bool at_line_start_ = true;
  bool console_locked_ = false;
  std::string text_;
  // While locked: the last status line, and the text to come before it.
  std::string held_status_;
  std::string held_text_;
};

}  // namespace xb
