// SPDX-License-Identifier: Apache-2.0

// Many look-ups at a time.

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "exec/cached_executor.h"
#include "support/fake_clock.h"
#include "support/temp_dir.h"

namespace xb {
namespace {

constexpr uint32_t kActions = 50;

// Far beyond what the files of a test have.
class LookaheadClock final : public FileClock {
 public:
  Result<int64_t> NowNs() override { return now_ns_ += 1'000'000'000; }
  uint64_t device() const override { return 0; }

 private:
  int64_t now_ns_ = int64_t{1} << 61;
};

// Writes the outputs when it is waited for.
class WritingExecutor final : public Executor {
 public:
  WritingExecutor(Disk& disk, FileClock& clock) : disk_(disk), clock_(clock) {}

  bool CanStart() override { return actions_.empty(); }
  Status Start(Action action) override {
    started.push_back(action.token);
    started_ns_ = clock_.NowNs().value();
    actions_.push_back(std::move(action));
    return Ok();
  }
  WaitEvent Wait(std::vector<Outcome>* finished, int64_t) override {
    if (actions_.empty()) return {.reason = WakeReason::kDeadline};
    for (const Action& action : actions_) {
      EXPECT_TRUE(disk_.Write(action.outputs[0], "made").ok());
      Outcome outcome;
      outcome.token = action.token;
      outcome.started_mtime_ns = started_ns_;
      finished->push_back(std::move(outcome));
    }
    actions_.clear();
    return {.reason = WakeReason::kFinished};
  }
  size_t running() const override { return actions_.size(); }
  void KillAll(int) override { actions_.clear(); }

  std::vector<uint32_t> started;

 private:
  Disk& disk_;
  FileClock& clock_;
  int64_t started_ns_ = 0;
  std::vector<Action> actions_;
};

class LookaheadTest : public ::testing::TestWithParam<int> {
 protected:
  LookaheadTest() {
    Write("tool", "program");
    for (uint32_t i = 0; i < kActions; ++i) {
      Write("in" + std::to_string(i), std::to_string(i));
    }
    cache_ = ActionCache::Open({.directory = dir_ / "cache"}, clock_).Take();
  }

  void Write(const std::string& name, const std::string& content) {
    const std::string path = dir_ / name;
    ASSERT_TRUE(disk_.Write(path, content).ok());
    ASSERT_EQ(chmod(path.c_str(), 0755), 0);
  }
  std::string OutputOf(uint32_t i) {
    return dir_ / ("out" + std::to_string(i));
  }

  Action ActionOf(uint32_t i) {
    Action action;
    action.token = i;
    action.inputs = {dir_ / ("in" + std::to_string(i))};
    action.outputs = {OutputOf(i)};
    action.command =
        (dir_ / "tool") + " " + action.inputs[0] + " " + action.outputs[0];
    action.rule = "tool";
    action.may_be_cached = true;
    return action;
  }

  // As in a process of its own: nothing is remembered of the last.
  struct Cached {
    explicit Cached(LookaheadTest* test)
        : workers(GetParam()),
          keys(digests, {.working_directory = test->dir_.path()}),
          executor({.inner = test->inner_,
                    .cache = *test->cache_,
                    .keys = keys,
                    .digests = digests,
                    .workers = workers,
                    .disk = test->disk_,
                    .clock = test->clock_,
                    .file_clock = test->file_clock_,
                    .parsers = {},
                    .warn = [](const std::string&) {}},
                   {.selection = {.kind = CacheSelection::Kind::kAll}}) {}

    WorkQueue workers;
    FileDigests digests;
    ActionKeys keys;
    CachedExecutor executor;
  };

  // All outcomes, in the order in which they came.
  std::vector<Outcome> RunAll() {
    Cached cached(this);
    std::vector<Outcome> finished;
    for (uint32_t i = 0; i < kActions; ++i) {
      EXPECT_TRUE(cached.executor.Start(ActionOf(i)).ok());
    }
    EXPECT_EQ(cached.executor.running(), kActions);
    while (cached.executor.running() > 0) {
      cached.executor.Wait(&finished, kNever);
    }
    EXPECT_EQ(finished.size(), kActions);
    return finished;
  }

  void RemoveOutputs() {
    for (uint32_t i = 0; i < kActions; ++i) {
      ASSERT_TRUE(disk_.Remove(OutputOf(i)).ok());
    }
  }

  TempDir dir_;
  RealDisk disk_;
  FakeClock clock_;
  LookaheadClock file_clock_;
  WritingExecutor inner_{disk_, file_clock_};
  std::unique_ptr<ActionCache> cache_;
};

// By the caller alone, with one worker, and with more than there is work for.
INSTANTIATE_TEST_SUITE_P(Threads, LookaheadTest, ::testing::Values(1, 2, 8));

TEST_P(LookaheadTest, HitsComeInTheOrderInWhichTheyWereStarted) {
  RunAll();
  ASSERT_EQ(inner_.started.size(), kActions);
  RemoveOutputs();
  const std::vector<Outcome> finished = RunAll();
  for (uint32_t i = 0; i < finished.size(); ++i) {
    EXPECT_EQ(finished[i].token, i);
    EXPECT_TRUE(finished[i].from_cache);
    EXPECT_EQ(disk_.Read(OutputOf(i)).value(), "made");
  }
  EXPECT_EQ(inner_.started.size(), kActions);
}

TEST_P(LookaheadTest, OnlyTheMissesRun) {
  RunAll();
  inner_.started.clear();
  RemoveOutputs();
  Write("in7", "changed");
  Write("in30", "changed");
  RunAll();
  EXPECT_EQ(inner_.started, (std::vector<uint32_t>{7, 30}));
}

TEST_P(LookaheadTest, NothingBeginsBeforeWait) {
  RunAll();
  RemoveOutputs();
  Cached cached(this);
  const Action action = ActionOf(0);
  EXPECT_TRUE(cached.executor.Defers(action));
  ASSERT_TRUE(cached.executor.Start(action).ok());
  EXPECT_EQ(disk_.Read(OutputOf(0)).value(), std::nullopt);
  cached.executor.KillAll(2);
  EXPECT_EQ(cached.executor.running(), 0u);
  EXPECT_EQ(disk_.Read(OutputOf(0)).value(), std::nullopt);
}

TEST_P(LookaheadTest, WhatIsNotAskedForIsNotDeferred) {
  Cached cached(this);
  Action action = ActionOf(0);
  action.may_be_cached = false;
  EXPECT_FALSE(cached.executor.Defers(action));
}

}  // namespace
}  // namespace xb
