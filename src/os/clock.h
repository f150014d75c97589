// SPDX-License-Identifier: Apache-2.0
// Clock is the seam for time, so that no test depends on the real one.
// Monotonic time measures durations and deadlines and is unrelated between
// runs; wall time is for people and records.  Any thread.
#pragma once

#include <cstdint>
#include <string>

namespace xb {

class Clock {
 public:
  virtual ~Clock() = default;
  virtual int64_t NowNs() = 0;   // monotonic
  virtual int64_t WallNs() = 0;  // since 1970
};

class RealClock final : public Clock {
 public:
  int64_t NowNs() override;
  int64_t WallNs() override;
};

// `2026-11-20 17:22:47 +0000`, of seconds since 1970.
std::string LocalTime(int64_t seconds);

}  // namespace xb
