// SPDX-License-Identifier: Apache-2.0
// PhaseTimes: how long each part of a session took, for `-d stats`.  Loop
// thread only.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "os/clock.h"

namespace xb {

class PhaseTimes {
 public:
  explicit PhaseTimes(Clock& clock) : clock_(clock) {}

  // Adds the time of its own life to a phase.
  class Timer {
   public:
    Timer(PhaseTimes& times, std::string_view phase)
        : times_(times), phase_(phase), start_ns_(times.clock_.NowNs()) {}
    ~Timer() { times_.Add(phase_, times_.clock_.NowNs() - start_ns_); }
    Timer(const Timer&) = delete;
    Timer& operator=(const Timer&) = delete;

   private:
    PhaseTimes& times_;
    std::string_view phase_;
    int64_t start_ns_;
  };

  // `phase` must be a literal.
  void Add(std::string_view phase, int64_t ns);
  std::string Table() const;

 private:
  struct Row {
    std::string_view phase;
    int64_t count = 0;
    int64_t total_ns = 0;
  };

  Clock& clock_;
  std::vector<Row> rows_;
};

}  // namespace xb
