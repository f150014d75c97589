// SPDX-License-Identifier: Apache-2.0
#include "exec/cached_executor.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "base/text.h"
#include "support/fake_clock.h"
#include "support/temp_dir.h"

namespace xb {
namespace {

// Far beyond what the files of a test have.
constexpr int64_t kBegin = int64_t{1} << 61;

class SteppingFileClock final : public FileClock {
 public:
  Result<int64_t> NowNs() override { return now_ns += 1'000'000'000; }
  uint64_t device() const override { return 0; }

  int64_t now_ns = kBegin;
};

// "Runs" a command when it is waited for.
class TableExecutor final : public Executor {
 public:
  explicit TableExecutor(FileClock& clock) : clock_(clock) {}

  bool CanStart() override { return true; }
  Status Start(Action action) override {
    ++started;
    TellBegin(action.token);
    started_ns_ = clock_.NowNs().value();
    actions_.push_back(std::move(action));
    return Ok();
  }
  WaitEvent Wait(std::vector<Outcome>* finished, int64_t) override {
    if (actions_.empty()) return {.reason = WakeReason::kDeadline};
    for (const Action& action : actions_) {
      Outcome outcome = command(action);
      outcome.token = action.token;
      outcome.started_mtime_ns = started_ns_;
      finished->push_back(std::move(outcome));
    }
    actions_.clear();
    return {.reason = WakeReason::kFinished};
  }
  size_t running() const override { return actions_.size(); }
  void KillAll(int) override { actions_.clear(); }

  std::function<Outcome(const Action&)> command;
  int started = 0;

 private:
  FileClock& clock_;
  int64_t started_ns_ = 0;
  std::vector<Action> actions_;
};

class CachedExecutorTest : public ::testing::Test {
 protected:
  CachedExecutorTest() {
    Write("g++", "compiler");
    Write("cl", "another");
    Write("a.cc", "source");
    Write("a.h", "header");
    inner_.command = [this](const Action&) { return Compile(); };
    auto cache = ActionCache::Open({.directory = dir_ / "cache"}, clock_);
    cache_ = cache.Take();
  }

  void Write(const std::string& name, const std::string& content) {
    const std::string path = dir_ / name;
    ASSERT_TRUE(disk_.Write(path, content).ok());
    ASSERT_EQ(chmod(path.c_str(), 0755), 0);
  }
  std::string Read(const std::string& name) {
    return disk_.Read(dir_ / name).value().value_or("");
  }

  Outcome Compile() {
    Write("a.o", "object of " + Read("a.cc") + Read("a.h"));
    Write("a.d", (dir_ / "a.cc") + "\n" + (dir_ / "a.h"));
    Outcome outcome;
    outcome.output = "a warning\n";
    return outcome;
  }

  Action Compilation() {
    Action action;
    action.token = 7;
    action.command = (dir_ / "g++") + " -MD -MF " + (dir_ / "a.d") + " -o " +
                     (dir_ / "a.o") + " -c " + (dir_ / "a.cc");
    action.outputs = {dir_ / "a.o"};
    action.depfile = dir_ / "a.d";
    action.rule = "cxx";
    action.inputs = {dir_ / "a.cc"};
    action.may_be_cached = true;
    action.depfile_is_consumed = true;
    return action;
  }

  static CachedExecutor::Options Checking() {
    CachedExecutor::Options options;
    options.check = true;
    return options;
  }

  // As a process of its own would; nothing is remembered of the last.
  Outcome Run(Action action, CachedExecutor::Options options = {}) {
    FileDigests digests;
    ActionKeys keys(digests, {.working_directory = dir_.path()});
    const auto parse = [](const std::string& text) {
      std::vector<std::string> paths;
      for (const auto line : Split(text, '\n')) paths.emplace_back(line);
      return Result<std::vector<std::string>>(std::move(paths));
    };
    const auto includes = [](std::string_view text, std::string_view prefix) {
      std::vector<std::string> paths;
      for (const auto line : Split(text, '\n')) {
        if (!line.starts_with(prefix)) continue;
        paths.emplace_back(line.substr(prefix.size()));
      }
      return paths;
    };
    CachedExecutor executor(
        {.inner = inner_,
         .cache = *cache_,
         .keys = keys,
         .digests = digests,
         .workers = workers_,
         .disk = disk_,
         .clock = clock_,
         .file_clock = file_clock_,
         .parsers = {.depfile = parse, .includes = includes},
         .warn =
             [this](const std::string& text) { warnings_.push_back(text); }},
        std::move(options));
    std::vector<Outcome> finished;
    begun_.clear();
    executor.SetBeginListener(
        [this](uint32_t token) { begun_.push_back(token); });
    EXPECT_TRUE(executor.CanStart());
    EXPECT_TRUE(executor.Start(std::move(action)).ok());
    EXPECT_EQ(executor.running(), 1u);
    begun_at_once_ = !begun_.empty();
    while (executor.running() > 0) executor.Wait(&finished, kNever);
    executor.Finish();
    uses_ = executor.uses();
    EXPECT_EQ(finished.size(), 1u);
    return finished.empty() ? Outcome() : std::move(finished[0]);
  }

  TempDir dir_;
  RealDisk disk_;
  FakeClock clock_;
  SteppingFileClock file_clock_;
  WorkQueue workers_{2};
  TableExecutor inner_{file_clock_};
  std::unique_ptr<ActionCache> cache_;
  std::vector<CacheUse> uses_;
  std::vector<std::string> warnings_;
  std::vector<uint32_t> begun_;
  bool begun_at_once_ = false;  // in Start()
};

TEST_F(CachedExecutorTest, AHitIsAsARun) {
  const Outcome run = Run(Compilation());
  EXPECT_FALSE(run.from_cache);
  ASSERT_EQ(uses_.size(), 1u);
  EXPECT_EQ(uses_[0].kind, CacheUse::Kind::kStored);
  const std::string object = Read("a.o");
  ASSERT_TRUE(disk_.Remove(dir_ / "a.o").ok());
  ASSERT_TRUE(disk_.Remove(dir_ / "a.d").ok());
  const Outcome hit = Run(Compilation());
  EXPECT_TRUE(hit.from_cache);
  EXPECT_EQ(hit.token, 7u);
  EXPECT_EQ(hit.exit_status, 0);
  EXPECT_EQ(hit.output, "a warning\n");
  EXPECT_EQ(Read("a.o"), object);
  ASSERT_TRUE(hit.dependencies);
  EXPECT_EQ(*hit.dependencies, (TextList{dir_ / "a.cc", dir_ / "a.h"}));
  EXPECT_EQ(uses_[0].kind, CacheUse::Kind::kHit);
  EXPECT_EQ(inner_.started, 1);
}

TEST_F(CachedExecutorTest, HeadersMayBeToldInTheOutput) {
  Action action = Compilation();
  action.command = (dir_ / "cl") + " /showIncludes /c /Fo" + (dir_ / "a.o") +
                   " " + (dir_ / "a.cc");
  action.depfile.clear();
  action.include_prefix = "reads ";
  const std::string text = "reads " + (dir_ / "a.h") + "\na warning\n";
  inner_.command = [&](const Action&) {
    Outcome outcome = Compile();
    outcome.output = text;
    return outcome;
  };
  Run(action);
  EXPECT_EQ(uses_[0].kind, CacheUse::Kind::kStored) << uses_[0].reason;
  ASSERT_TRUE(disk_.Remove(dir_ / "a.o").ok());
  const Outcome hit = Run(action);
  EXPECT_TRUE(hit.from_cache);
  EXPECT_EQ(hit.output, text) << "who asked takes the lines out";
  Write("a.h", "changed");
  EXPECT_FALSE(Run(action).from_cache);
}

TEST_F(CachedExecutorTest, HeadersThatNobodyTellsOfAreNotTakenForNone) {
  Write("a.cc", "#include \"a.h\"");
  Action action = Compilation();
  action.command = (dir_ / "cl") + " /showIncludes /c /Fo" + (dir_ / "a.o") +
                   " " + (dir_ / "a.cc");
  action.depfile.clear();
  action.include_prefix = "in another language ";
  Run(action);
  EXPECT_EQ(uses_[0].kind, CacheUse::Kind::kMissed);
  EXPECT_EQ(uses_[0].not_kept,
            "no line of its output tells which headers it reads");
}

TEST_F(CachedExecutorTest, WhatIsLookedUpHasNotBegun) {
  Run(Compilation());
  EXPECT_FALSE(begun_at_once_);
  EXPECT_EQ(begun_, std::vector<uint32_t>{7});
  // A hit never begins.
  Run(Compilation());
  EXPECT_TRUE(begun_.empty());
  Action never = Compilation();
  never.may_be_cached = false;
  Run(std::move(never));
  EXPECT_TRUE(begun_at_once_);
  EXPECT_EQ(begun_, std::vector<uint32_t>{7});
}

TEST_F(CachedExecutorTest, UsuallyOnlyCompilationsAndWhatWantsItAreKept) {
  Action action = Compilation();
  Write("tool", "anything");
  action.command =
      (dir_ / "tool") + " " + (dir_ / "a.cc") + " " + (dir_ / "a.o");
  action.depfile.clear();
  Run(action);
  EXPECT_TRUE(uses_.empty());
  action.wants_cache = true;
  Run(action);
  ASSERT_EQ(uses_.size(), 1u);
  EXPECT_EQ(uses_[0].kind, CacheUse::Kind::kStored) << uses_[0].reason;
  CachedExecutor::Options strict;
  strict.selection = CacheSelection::Parse("compile");
  Run(action, strict);
  EXPECT_TRUE(uses_.empty());
}

TEST_F(CachedExecutorTest, ADepfileThatIsReadAgainIsWritten) {
  Run(Compilation());
  const std::string depfile = Read("a.d");
  ASSERT_TRUE(disk_.Remove(dir_ / "a.d").ok());
  Action action = Compilation();
  action.depfile_is_consumed = false;
  const Outcome hit = Run(std::move(action));
  EXPECT_TRUE(hit.from_cache);
  EXPECT_FALSE(hit.dependencies);
  EXPECT_EQ(Read("a.d"), depfile);
}

TEST_F(CachedExecutorTest, AnotherHeaderIsAMissThatSaysSo) {
  Run(Compilation());
  Write("a.h", "changed");
  Run(Compilation());
  EXPECT_EQ(inner_.started, 2);
  EXPECT_EQ(uses_[0].reason, "`" + (dir_ / "a.h") + "` has another content");
  EXPECT_EQ(Read("a.o"), "object of sourcechanged");
}

TEST_F(CachedExecutorTest, WhatChangedWhileItRanIsNotKept) {
  file_clock_.now_ns = 0;  // whatever is written is younger than the command
  Run(Compilation());
  EXPECT_EQ(uses_[0].kind, CacheUse::Kind::kMissed);
  EXPECT_EQ(uses_[0].not_kept,
            "`" + (dir_ / "a.cc") + "` changed while it ran");
}

TEST_F(CachedExecutorTest, AnInputThatChangedWhileItRanIsNotKept) {
  inner_.command = [this](const Action&) {
    Outcome outcome = Compile();
    Write("a.cc", "edited meanwhile");
    return outcome;
  };
  Run(Compilation());
  EXPECT_EQ(uses_[0].kind, CacheUse::Kind::kMissed);
  EXPECT_EQ(uses_[0].not_kept,
            "`" + (dir_ / "a.cc") + "` changed while it ran");
}

TEST_F(CachedExecutorTest, FailuresAndTheirOutputsAreNotKept) {
  inner_.command = [](const Action&) {
    Outcome outcome;
    outcome.exit_status = 1;
    return outcome;
  };
  EXPECT_EQ(Run(Compilation()).exit_status, 1);
  EXPECT_EQ(Run(Compilation()).exit_status, 1);
  EXPECT_EQ(inner_.started, 2);
}

TEST_F(CachedExecutorTest, WhatMustNotBeCachedIsNotAskedFor) {
  Action action = Compilation();
  action.may_be_cached = false;
  Run(action);
  Run(action);
  EXPECT_EQ(inner_.started, 2);
  EXPECT_TRUE(uses_.empty());
}

TEST_F(CachedExecutorTest, CheckRunsAndTellsEveryDifference) {
  Run(Compilation());
  Run(Compilation(), Checking());
  EXPECT_TRUE(warnings_.empty());
  inner_.command = [this](const Action&) {
    Outcome outcome = Compile();
    Write("a.o", "something else");
    outcome.output = "";
    return outcome;
  };
  Run(Compilation(), Checking());
  EXPECT_EQ(inner_.started, 3);
  EXPECT_EQ(warnings_.size(), 2u);
}

TEST_F(CachedExecutorTest, AStopDropsWhatHasNotBegun) {
  FileDigests digests;
  ActionKeys keys(digests, {.working_directory = dir_.path()});
  CachedExecutor executor({.inner = inner_,
                           .cache = *cache_,
                           .keys = keys,
                           .digests = digests,
                           .workers = workers_,
                           .disk = disk_,
                           .clock = clock_,
                           .file_clock = file_clock_,
                           .parsers = {},
                           .warn = [](const std::string&) {}},
                          {});
  ASSERT_TRUE(executor.Start(Compilation()).ok());
  executor.KillAll(2);
  EXPECT_EQ(executor.running(), 0u);
  EXPECT_EQ(inner_.started, 0);
}

}  // namespace
}  // namespace xb
