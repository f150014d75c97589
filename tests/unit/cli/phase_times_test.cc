// SPDX-License-Identifier: Apache-2.0
#include "cli/phase_times.h"

#include <gtest/gtest.h>

#include "support/fake_clock.h"

namespace xb {
namespace {

TEST(PhaseTimesTest, TableSumsEachPhase) {
  FakeClock clock;
  PhaseTimes times(clock);
  times.Add("scan", 1'500'000);
  times.Add("manifest load", 2'000'000);
  times.Add("scan", 500'000);
  EXPECT_EQ(times.Table(),
            "metric       \tcount\tavg (us)\ttotal (ms)\n"
            "scan         \t2\t1000.0  \t2.0\n"
            "manifest load\t1\t2000.0  \t2.0\n");
}

TEST(PhaseTimesTest, TimerAddsItsOwnLife) {
  FakeClock clock;
  PhaseTimes times(clock);
  {
    const PhaseTimes::Timer timer(times, "build");
    clock.Advance(3'000'000);
  }
  clock.Advance(5'000'000);
  EXPECT_EQ(times.Table(),
            "metric\tcount\tavg (us)\ttotal (ms)\n"
            "build \t1\t3000.0  \t3.0\n");
}

TEST(PhaseTimesTest, EmptyTableIsTheHeader) {
  FakeClock clock;
  EXPECT_EQ(PhaseTimes(clock).Table(), "metric\tcount\tavg (us)\ttotal (ms)\n");
}

}  // namespace
}  // namespace xb
