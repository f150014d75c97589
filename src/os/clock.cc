// SPDX-License-Identifier: Apache-2.0
#include "os/clock.h"

#include <time.h>

namespace xb {
namespace {

int64_t Read(clockid_t clock) {
  timespec now;
  clock_gettime(clock, &now);
  return int64_t{now.tv_sec} * 1000000000 + int64_t{now.tv_nsec};
}

}  // namespace

int64_t RealClock::NowNs() { return Read(CLOCK_MONOTONIC); }

int64_t RealClock::WallNs() { return Read(CLOCK_REALTIME); }

}  // namespace xb
