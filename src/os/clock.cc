// SPDX-License-Identifier: Apache-2.0
#include "os/clock.h"

#include <time.h>

#include <array>

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

std::string LocalTime(int64_t seconds) {
  const time_t time = seconds;
  tm parts{};
  if (localtime_r(&time, &parts) == nullptr) return "at an unknown time";
  std::array<char, 64> text;
  const size_t size =
      strftime(text.data(), text.size(), "%Y-%m-%d %H:%M:%S %z", &parts);
  return std::string(text.data(), size);
}

}  // namespace xb
