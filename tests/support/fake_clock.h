// SPDX-License-Identifier: Apache-2.0
// FakeClock moves only when a test says so.
#pragma once

#include <cstdint>

#include "os/clock.h"

namespace xb {

class FakeClock final : public Clock {
 public:
  int64_t NowNs() override { return now_ns; }
  int64_t WallNs() override { return wall_ns; }
  void Advance(int64_t ns) {
    now_ns += ns;
    wall_ns += ns;
  }

  int64_t now_ns = 1;
  int64_t wall_ns = 1'000'000'000'000'000'000;
};

}  // namespace xb
