// SPDX-License-Identifier: Apache-2.0
#include "cli/neighbour.h"

#include <gtest/gtest.h>
#include <signal.h>

#include "support/fake_clock.h"
#include "support/fake_disk.h"
#include "support/fake_runner.h"

namespace xb {
namespace {

TEST(NeighbourTest, EachNinjaHasTheLogItReads) {
  EXPECT_EQ(LogVersionOfNinja("1.10.2\n"), 5);
  EXPECT_EQ(LogVersionOfNinja("1.11.1\n"), 5);
  EXPECT_EQ(LogVersionOfNinja("1.11.1.git.kitware.jobserver-1\n"), 5);
  EXPECT_EQ(LogVersionOfNinja("1.12.1\n"), 6);
  EXPECT_EQ(LogVersionOfNinja("1.13.0\n"), 7);
  EXPECT_EQ(LogVersionOfNinja("1.14.0.git\n"), 7);
}

TEST(NeighbourTest, WhatIsNoVersionMeansTheNewest) {
  for (const char* text : {"", "1.", "1.x", "ninja 1.11", "2.0", "1"}) {
    EXPECT_EQ(LogVersionOfNinja(text), 7) << text;
  }
}

class InstalledNinjaTest : public testing::Test {
 protected:
  NeighbourLog Ask() { return LogOfInstalledNinja(runner_, clock_); }

  FakeDisk disk_;
  FakeRunner runner_{disk_};
  FakeClock clock_;
};

TEST_F(InstalledNinjaTest, TellsItsVersion) {
  runner_.On("ninja --version", [](FakeDisk&) {
    ProcessResult result;
    result.output = "1.11.1\n";
    return result;
  });
  EXPECT_EQ(Ask().version, 5);
  EXPECT_EQ(Ask().signal, 0);
}

TEST_F(InstalledNinjaTest, NoneMeansTheNewest) {
  EXPECT_EQ(Ask().version, 7);
  runner_.RefuseToStart("ninja --version", "no memory");
  EXPECT_EQ(Ask().version, 7);
}

TEST_F(InstalledNinjaTest, OneThatDoesNotAnswerIsLeftAlone) {
  runner_.Post({WakeReason::kDeadline, 0});
  EXPECT_EQ(Ask().version, 7);
}

TEST_F(InstalledNinjaTest, StopSignalIsToldWhenItCame) {
  runner_.Post({WakeReason::kRedraw, 0});
  runner_.Post({WakeReason::kInterrupted, SIGTERM});
  EXPECT_EQ(Ask().signal, SIGTERM);
}

}  // namespace
}  // namespace xb
