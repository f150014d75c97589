// SPDX-License-Identifier: Apache-2.0
// SinkOptions: how events are to be shown.  Plain data that cli/ derives from
// the settings and the terminal.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "config/settings.h"
#include "status/status_format.h"

namespace xb {

struct SinkOptions {
  // What messages begin with.
  std::string program = "xb";
  Verbosity verbosity = Verbosity::kNormal;
  // A status line can be overwritten.
  bool smart = false;
  // Colours are wanted; otherwise they are stripped from captured output.
  bool color = false;
  // The present width of the terminal; 0 = unknown.
  std::function<int()> columns = {};
  StatusFormat format;
  // Commands at once.
  int parallelism = 1;
  // Show a bar and the running commands when the terminal is smart.
  bool fancy = false;
  // Begin a new line after output that does not end in one.
  bool separate_output = false;
  // Repeat failures at the end.
  bool failure_summary = false;
  // Say which command still runs when nothing was printed for so long;
  // 0 = never.
  int64_t still_running_ns = 0;
};

}  // namespace xb
