// SPDX-License-Identifier: Apache-2.0
// A runner that may have few descriptors runs fewer processes at a time.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "os/posix_process_runner.h"

namespace xb {
namespace {

// Few enough for five processes, by far not for forty.
constexpr rlim_t kDescriptors = 24;
constexpr uint32_t kProcesses = 40;

class DescriptorLimitTest : public ::testing::Test {
 protected:
  DescriptorLimitTest() {
    EXPECT_EQ(getrlimit(RLIMIT_NOFILE, &before_), 0);
    const int first_free = open("/dev/null", O_RDONLY | O_CLOEXEC);
    close(first_free);
    rlimit few = before_;
    few.rlim_cur = static_cast<rlim_t>(first_free) + kDescriptors;
    EXPECT_EQ(setrlimit(RLIMIT_NOFILE, &few), 0);
    runner_ = PosixProcessRunner::Create().Take();
  }
  ~DescriptorLimitTest() override {
    runner_.reset();
    setrlimit(RLIMIT_NOFILE, &before_);
  }
  void StartAll(const std::string& command) {
    for (uint32_t token = 0; token < kProcesses; ++token) {
      const Status started =
          runner_->Start(token, {command + std::to_string(token), false});
      ASSERT_TRUE(started.ok()) << started.error().message;
    }
    EXPECT_EQ(runner_->running(), kProcesses);
  }
  static void SortByToken(std::vector<ProcessResult>* results) {
    std::sort(results->begin(), results->end(),
              [](const auto& a, const auto& b) { return a.token < b.token; });
  }

  rlimit before_{};
  std::unique_ptr<PosixProcessRunner> runner_;
};

TEST_F(DescriptorLimitTest, AllProcessesRunSomeTime) {
  StartAll("/bin/echo ");
  std::vector<ProcessResult> finished;
  while (runner_->running() > 0) runner_->Wait(&finished, kNever);
  ASSERT_EQ(finished.size(), kProcesses);
  SortByToken(&finished);
  for (uint32_t token = 0; token < kProcesses; ++token) {
    EXPECT_EQ(finished[token].token, token);
    EXPECT_EQ(finished[token].output, std::to_string(token) + "\n");
    EXPECT_EQ(finished[token].exit_status, 0);
  }
}

TEST_F(DescriptorLimitTest, SomeAreLeftForOthers) {
  StartAll("sleep 1000");
  std::vector<int> opened;
  int fd;
  while ((fd = open("/dev/null", O_RDONLY | O_CLOEXEC)) >= 0) {
    opened.push_back(fd);
  }
  EXPECT_GE(opened.size(), 6u);
  for (const int each : opened) close(each);
}

TEST_F(DescriptorLimitTest, WhatHasNotRunByAStopIsInterrupted) {
  StartAll("sleep 1000");
  raise(SIGTERM);
  std::vector<ProcessResult> finished;
  EXPECT_EQ(runner_->Wait(&finished, kNever).signal, SIGTERM);
  while (runner_->running() > 0) runner_->Wait(&finished, kNever);
  ASSERT_EQ(finished.size(), kProcesses);
  for (const ProcessResult& result : finished) {
    EXPECT_TRUE(result.interrupted) << result.token;
  }
}

TEST_F(DescriptorLimitTest, OneThatCannotStartLaterFails) {
  StartAll("/bin/echo ");
  ASSERT_TRUE(
      runner_->Start(99, {"/bin/echo " + std::string(4'000'000, 'x'), false})
          .ok());
  std::vector<ProcessResult> finished;
  while (runner_->running() > 0) runner_->Wait(&finished, kNever);
  SortByToken(&finished);
  ASSERT_EQ(finished.size(), kProcesses + 1);
  EXPECT_EQ(finished.back().exit_status, 126);
  EXPECT_NE(finished.back().output.find("too long"), std::string::npos)
      << finished.back().output;
}

}  // namespace
}  // namespace xb
