// SPDX-License-Identifier: Apache-2.0
#include "status/line_printer.h"

#include <utility>

#include "base/ansi.h"

namespace xb {

LinePrinter::LinePrinter(OutputStream* stream, bool smart,
                         std::function<int()> columns)
    : stream_(stream), smart_(smart), columns_(std::move(columns)) {}

void LinePrinter::PrintStatus(std::string_view line) {
  if (console_locked_) {
    held_status_ = line;
    return;
  }
  if (!smart_) {
    text_.append(line).append("\n");
    return;
  }
  const int columns = columns_ ? columns_() : 0;
  text_.push_back('\r');
  text_.append(columns > 0 ? ElideMiddle(line, static_cast<size_t>(columns))
                           : std::string(line));
  text_.append("\x1b[K");
  at_line_start_ = false;
}

void LinePrinter::Erase() {
  if (!smart_ || at_line_start_ || console_locked_) return;
  text_.append("\r\x1b[K");
  at_line_start_ = true;
}

void LinePrinter::PrintOnNewLine(std::string_view text) {
  std::string& to = console_locked_ ? held_text_ : text_;
  if (console_locked_ && !held_status_.empty()) {
    to.append(held_status_).append("\n");
    held_status_.clear();
  }
  if (!at_line_start_) to.push_back('\n');
  to.append(text);
  at_line_start_ = text.empty() || text.back() == '\n';
}

void LinePrinter::SetConsoleLocked(bool locked) {
  if (locked == console_locked_) return;
  if (locked) {
    PrintOnNewLine("");
    console_locked_ = true;
    Flush();
    return;
  }
  console_locked_ = false;
  PrintOnNewLine(std::exchange(held_text_, {}));
  if (!held_status_.empty()) PrintStatus(std::exchange(held_status_, {}));
}

void LinePrinter::Flush() {
  if (text_.empty()) return;
  stream_->Write(text_);
  text_.clear();
}

}  // namespace xb
