// SPDX-License-Identifier: Apache-2.0
#include "os/child_processes.h"

#include <gtest/gtest.h>
#include <signal.h>

#include <memory>
#include <string>

namespace xb {
namespace {

ChildSpec Shell(const std::string& script) {
  return {.words = {"/bin/sh", "-c", script},
          .environment = {"PATH=/usr/bin:/bin", "X=from us"}};
}

class ChildProcessesTest : public testing::Test {
 protected:
  void SetUp() override {
    auto created = ChildProcesses::Create();
    ASSERT_TRUE(created.ok());
    children_ = created.Take();
  }
  ChildEnd EndOf(const ChildSpec& spec) {
    const auto pid = children_->Start(spec);
    EXPECT_TRUE(pid.ok());
    ChildEnd end;
    EXPECT_EQ(children_->Wait(true, nullptr, &end),
              ChildProcesses::Wake::kChild);
    EXPECT_EQ(end.pid, pid.value());
    return end;
  }

  std::unique_ptr<ChildProcesses> children_;
};

TEST_F(ChildProcessesTest, ExitStatusIsTold) {
  EXPECT_EQ(EndOf(Shell("exit 3")).exit_status, 3);
}

TEST_F(ChildProcessesTest, SignalIsTold) {
  EXPECT_EQ(EndOf(Shell("kill -9 $$")).signal, SIGKILL);
}

TEST_F(ChildProcessesTest, OutputAndEnvironmentAreThoseGiven) {
  const auto captured =
      children_->Capture(Shell("echo \"$X\" [$HOME]; exit 2"));
  ASSERT_TRUE(captured.ok());
  EXPECT_EQ(captured.value().text, "from us []\n");
  EXPECT_EQ(captured.value().end.exit_status, 2);
}

TEST_F(ChildProcessesTest, MissingProgramIsAnErrorWithItsCauseAlone) {
  const auto pid = children_->Start(
      {.words = {"no-such-program"}, .environment = {"PATH=/usr/bin:/bin"}});
  ASSERT_FALSE(pid.ok());
  EXPECT_EQ(pid.error().message, "No such file or directory");
}

TEST_F(ChildProcessesTest, NothingToReadIsAnEndOfFile) {
  ChildSpec spec = Shell("cat");
  spec.has_input = false;
  EXPECT_EQ(EndOf(spec).exit_status, 0);
}

TEST_F(ChildProcessesTest, StopSignalIsToldOnce) {
  raise(SIGTERM);
  ChildEnd end;
  EXPECT_EQ(children_->Wait(true, nullptr, &end),
            ChildProcesses::Wake::kSignal);
  EXPECT_EQ(children_->stop_signal(), SIGTERM);
  EXPECT_EQ(children_->Wait(false, nullptr, &end),
            ChildProcesses::Wake::kNothing);
}

}  // namespace
}  // namespace xb
