// SPDX-License-Identifier: Apache-2.0
// How a failed edge is shown: at once, with its command; and once more at the
// end of the build, so that nobody has to search for it.  FailureSummary owns
// copies of what it needs of the events.  Loop thread only.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "status/event.h"

namespace xb {

// `FAILED: [code=1] out1 out2 ` and the command, a line each; no output.
std::string FailureHeader(const EdgeFinished& event, bool color);

class FailureSummary {
 public:
  void Add(const EdgeFinished& event);
  bool empty() const { return failures_.empty(); }

  // Names every failed target, with the last lines of its output.  A single
  // failure whose output is the last thing on the screen
  // (`output_just_shown`) is only named.  Empty when nothing failed.
  std::string Format(bool output_just_shown) const;

 private:
  struct Failure {
    std::string target;
    size_t other_targets = 0;
    int exit_status = 0;
    std::string log_path;
    std::string tail;  // whole lines
    bool tail_is_all = true;
  };
  static void AppendTail(const Failure& failure, std::string* text);

  std::vector<Failure> failures_;
};

}  // namespace xb
