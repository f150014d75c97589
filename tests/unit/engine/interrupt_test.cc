// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>
#include <signal.h>

#include <string>
#include <vector>

#include "support/build_fixture.h"

namespace xb {
namespace {

WaitEvent Signal(int signal) { return {WakeReason::kInterrupted, signal}; }

TEST(InterruptTest, InterruptEndsTheBuildWithTheSignalsStatus) {
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
    BuildFixture f("build out: cat in\n");
    f.Write("in");
    f.runner.Post(Signal(signal));
    const BuildReport report = f.Build({"out"});
    EXPECT_EQ(report.result.exit_status, 128 + signal);
    EXPECT_EQ(report.result.signal, signal);
    EXPECT_EQ(report.result.stopped, "interrupted by user");
    EXPECT_EQ(report.events.back(), "end");
    EXPECT_EQ(f.runner.running(), 0u);
  }
}

TEST(InterruptTest, InterruptKeepsAnOutputThatWasNotTouched) {
  BuildFixture f("build out: cat in\n");
  f.Write("out");
  f.Write("in");
  f.runner.Post(Signal(SIGINT));
  f.Build({"out"});
  EXPECT_TRUE(f.disk.Exists("out"));
}

// Arrives when the first of two commands has written and the second runs.
class InterruptWhileRunningTest : public testing::Test {
 protected:
  void InterruptAfterFirst(BuildFixture& f) {
    f.config.jobs = 2;
    f.On("first", [&f, this](FakeDisk& disk) {
      if (touch_) disk.Create("out", "half");
      f.runner.Post(Signal(SIGINT));
      return ProcessResult();
    });
  }
  bool touch_ = true;
};

TEST_F(InterruptWhileRunningTest, RemovesAnOutputThatWasTouched) {
  BuildFixture f("build one: cat in\n  command = first\nbuild out: cat in\n");
  f.Write("in");
  InterruptAfterFirst(f);
  f.Build({"one", "out"});
  EXPECT_FALSE(f.disk.Exists("out"));
}

TEST_F(InterruptWhileRunningTest, RemovesAnUntouchedOutputThatHasADepfile) {
  BuildFixture f(
      "build one: cat in\n  command = first\n"
      "build out: cat in\n  depfile = out.d\n");
  f.Write("out");
  f.Write("out.d", "other: x\n");
  f.Write("in");
  touch_ = false;
  InterruptAfterFirst(f);
  f.Build({"one", "out"});
  EXPECT_FALSE(f.disk.Exists("out"));
  EXPECT_FALSE(f.disk.Exists("out.d"));
}

TEST_F(InterruptWhileRunningTest, OutputThatCannotBeRemovedIsOnlyAWarning) {
  BuildFixture f(
      "build one: cat in\n  command = first\n"
      "build out: cat in\nbuild two: cat in\n  depfile = two.d\n");
  f.Write("in");
  f.Write("two");
  InterruptAfterFirst(f);
  f.On("first", [&](FakeDisk& disk) {
    disk.Fail("out", "Read-only file system");
    f.runner.Post(Signal(SIGTERM));
    return ProcessResult();
  });
  f.config.jobs = 3;

  const BuildReport report = f.Build({"one", "out", "two"});

  EXPECT_EQ(report.error, "");
  EXPECT_EQ(report.result.exit_status, 143);
  EXPECT_FALSE(f.disk.Exists("two")) << "the others are removed";
}

TEST(InterruptTest, CommandThatWasInterruptedAloneStopsAllOthers) {
  BuildFixture f("build a: cat in\nbuild b: cat in\n");
  f.Write("in");
  f.On("cat in > a", [](FakeDisk&) {
    return ProcessResult{.exit_status = 130, .interrupted = true};
  });
  f.config.jobs = 2;

  const BuildReport report = f.Build({"a", "b"});

  EXPECT_EQ(report.result.exit_status, 130);
  EXPECT_EQ(f.runner.signals_sent(), std::vector<int>({SIGINT}));
  EXPECT_EQ(f.runner.running(), 0u);
}

TEST(InterruptTest, ErrorOfTheWorldStopsWhatRuns) {
  BuildFixture f(
      "build dd: cat in\n"
      "build later: cat in || dd\n  dyndep = dd\n"
      "build b: cat in\n");
  f.Write("in");
  f.OnWrite("cat in > dd", "dd", "rubbish\n");
  f.config.jobs = 8;

  const BuildReport report = f.Build({"later", "b"});

  EXPECT_NE(report.error, "");
  EXPECT_EQ(f.runner.running(), 0u);
  EXPECT_EQ(report.events.back(), "end");
}

}  // namespace
}  // namespace xb
