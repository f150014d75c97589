// SPDX-License-Identifier: Apache-2.0
// ProgressBar tells on a terminal how far a long piece of work is, in one line
// that is gone when the work has ended; elsewhere it is silent.  Drawn at most
// ten times a second, and not at all for what takes less than a tenth of one.
// Loop thread only.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "os/clock.h"
#include "status/line_printer.h"
#include "tools/tool.h"

namespace xb {

class ProgressBar {
 public:
  // `label` says what is done.  `context` and `clock` must outlive the bar.
  ProgressBar(const ToolContext& context, Clock& clock, std::string_view label);
  ~ProgressBar() { Erase(); }
  ProgressBar(const ProgressBar&) = delete;
  ProgressBar& operator=(const ProgressBar&) = delete;

  // Always true: as a CareProgress it goes on.
  bool operator()(uint64_t done, uint64_t total);

  // Before anything else is printed.
  void Erase();

 private:
  const bool is_shown_;
  Clock& clock_;
  const std::string label_;
  LinePrinter line_;
  int64_t next_ns_;
  bool is_drawn_ = false;
};

}  // namespace xb
