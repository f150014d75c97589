// SPDX-License-Identifier: Apache-2.0
#include "exec/local_executor.h"

#include <gtest/gtest.h>
#include <signal.h>

#include <memory>
#include <set>
#include <string>
#include <vector>

#include "support/fake_disk.h"
#include "support/fake_runner.h"

namespace xb {
namespace {

class LocalExecutorTest : public ::testing::Test {
 protected:
  std::vector<Outcome> Finish(LocalExecutor& executor) {
    std::vector<Outcome> outcomes;
    while (executor.running() > 0) executor.Wait(&outcomes, kNever);
    return outcomes;
  }

  static Action MakeAction(uint32_t token, const std::string& command) {
    Action action;
    action.token = token;
    action.command = command;
    return action;
  }

  FakeDisk disk_;
  FakeRunner runner_{disk_};
  FakeFileClock file_clock_{disk_};
};

TEST_F(LocalExecutorTest, OutcomeCarriesTheResult) {
  runner_.On("fail", [](FakeDisk&) {
    ProcessResult result;
    result.exit_status = 3;
    result.output = "what went wrong\n";
    result.usage.user_us = 5;
    result.usage.system_us = 6;
    result.usage.max_rss_kb = 7;
    return result;
  });
  LocalExecutor executor(disk_, runner_, {});
  ASSERT_TRUE(executor.CanStart());
  ASSERT_TRUE(executor.Start(MakeAction(9, "fail")).ok());
  const auto outcomes = Finish(executor);
  ASSERT_EQ(outcomes.size(), 1u);
  EXPECT_EQ(outcomes[0].token, 9u);
  EXPECT_EQ(outcomes[0].exit_status, 3);
  EXPECT_FALSE(outcomes[0].success());
  EXPECT_FALSE(outcomes[0].interrupted);
  EXPECT_FALSE(outcomes[0].from_cache);
  EXPECT_EQ(outcomes[0].output, "what went wrong\n");
  EXPECT_EQ(outcomes[0].usage.user_us, 5);
  EXPECT_EQ(outcomes[0].usage.system_us, 6);
  EXPECT_EQ(outcomes[0].usage.max_rss_kb, 7);
  EXPECT_LT(outcomes[0].start_ns, outcomes[0].end_ns);
  EXPECT_EQ(outcomes[0].started_mtime_ns, 0);
}

TEST_F(LocalExecutorTest, DirectoriesAboveAllFilesAreMade) {
  runner_.OnWrite("run", {});
  LocalExecutor executor(disk_, runner_, {});
  Action action = MakeAction(1, "run");
  action.outputs = {"out/a/x", "out/a/y", "gen/z", "top", "/root"};
  action.depfile = "deps/x.d";
  action.rspfile = "rsp/x.rsp";
  ASSERT_TRUE(executor.CanStart());
  ASSERT_TRUE(executor.Start(action).ok());
  EXPECT_EQ(disk_.directories_made(),
            (std::set<std::string>{"out", "out/a", "gen", "deps", "rsp"}));
  Finish(executor);
}

TEST_F(LocalExecutorTest, ResponseFileIsThereWhenTheCommandRunsAndStays) {
  std::string seen;
  runner_.On("link", [&seen](FakeDisk& disk) {
    seen = disk.Contents("x.rsp");
    return ProcessResult();
  });
  LocalExecutor executor(disk_, runner_, {});
  Action action = MakeAction(1, "link");
  action.rspfile = "x.rsp";
  action.rspfile_content = "a.o b.o";
  ASSERT_TRUE(executor.CanStart());
  ASSERT_TRUE(executor.Start(action).ok());
  Finish(executor);
  EXPECT_EQ(seen, "a.o b.o");
  EXPECT_TRUE(disk_.Exists("x.rsp"));
}

TEST_F(LocalExecutorTest, StartIsToldInTheTimeOfTheFileSystem) {
  runner_.On("run", [](FakeDisk& disk) {
    disk.Tick();
    return ProcessResult();
  });
  LocalExecutor executor(disk_, runner_, {.file_clock = &file_clock_});
  for (int i = 0; i < 10; ++i) disk_.Tick();
  const int64_t before = disk_.now_ns();
  ASSERT_TRUE(executor.CanStart());
  ASSERT_TRUE(executor.Start(MakeAction(1, "run")).ok());
  const auto outcomes = Finish(executor);
  EXPECT_EQ(outcomes[0].started_mtime_ns, before);
  EXPECT_GT(disk_.now_ns(), before);
}

TEST_F(LocalExecutorTest, NothingStartsWhenADirectoryCannotBeMade) {
  disk_.Fail("out", "Permission denied");
  LocalExecutor executor(disk_, runner_, {});
  Action action = MakeAction(1, "run");
  action.outputs = {"out/x"};
  ASSERT_TRUE(executor.CanStart());
  const Status status = executor.Start(action);
  ASSERT_FALSE(status.ok());
  EXPECT_EQ(status.error().message, "mkdir(out): Permission denied");
  EXPECT_TRUE(runner_.started().empty());
}

TEST_F(LocalExecutorTest, NothingStartsWithoutItsResponseFile) {
  disk_.Fail("x.rsp", "No space left on device");
  LocalExecutor executor(disk_, runner_, {});
  Action action = MakeAction(1, "run");
  action.rspfile = "x.rsp";
  ASSERT_TRUE(executor.CanStart());
  const Status status = executor.Start(action);
  ASSERT_FALSE(status.ok());
  EXPECT_EQ(status.error().message, "open(x.rsp): No space left on device");
  EXPECT_TRUE(runner_.started().empty());
}

TEST_F(LocalExecutorTest, EventsOfTheRunnerArePassedOn) {
  runner_.OnWrite("run", {"x"});
  LocalExecutor executor(disk_, runner_, {});
  ASSERT_TRUE(executor.CanStart());
  ASSERT_TRUE(executor.Start(MakeAction(1, "run")).ok());
  runner_.Post({WakeReason::kInterrupted, SIGINT});
  std::vector<Outcome> outcomes;
  const WaitEvent event = executor.Wait(&outcomes, kNever);
  EXPECT_EQ(event.reason, WakeReason::kInterrupted);
  EXPECT_EQ(event.signal, SIGINT);
  outcomes = Finish(executor);
  ASSERT_EQ(outcomes.size(), 1u);
  EXPECT_TRUE(outcomes[0].interrupted);
  EXPECT_FALSE(disk_.Exists("x"));
}

class JobserverExecutorTest : public LocalExecutorTest {
 protected:
  JobserverExecutorTest() { runner_.OnWrite("run", {}); }

  // Rights that are left for others while `client_` holds its own.
  int FreeTokens() {
    auto other = server_->MakeClient().Take();
    int rights = 0;
    while (other->TryAcquire()) ++rights;
    return rights - 1;  // without its own free one
  }

  std::unique_ptr<JobserverServer> server_ = JobserverServer::Create(2).Take();
  std::unique_ptr<JobserverClient> client_ = server_->MakeClient().Take();
};

TEST_F(JobserverExecutorTest, EachProcessHoldsAToken) {
  LocalExecutor executor(disk_, runner_, {.jobserver = client_.get()});
  ASSERT_TRUE(executor.CanStart());
  ASSERT_TRUE(executor.Start(MakeAction(1, "run")).ok());
  ASSERT_TRUE(executor.CanStart());
  ASSERT_TRUE(executor.Start(MakeAction(2, "run")).ok());
  EXPECT_EQ(FreeTokens(), 0);
  EXPECT_FALSE(executor.CanStart());
  std::vector<Outcome> outcomes;
  executor.Wait(&outcomes, kNever);
  EXPECT_EQ(FreeTokens(), 1);
  Finish(executor);
  EXPECT_EQ(client_->held(), 0u);
}

TEST_F(JobserverExecutorTest, WatchesForTokensOnlyWhenItLacksOne) {
  LocalExecutor executor(disk_, runner_, {.jobserver = client_.get()});
  for (uint32_t token : {1, 2}) {
    ASSERT_TRUE(executor.CanStart());
    ASSERT_TRUE(executor.Start(MakeAction(token, "run")).ok());
  }
  EXPECT_FALSE(executor.CanStart());
  std::vector<Outcome> outcomes;
  executor.Wait(&outcomes, kNever);
  EXPECT_TRUE(runner_.watches_tokens());
  executor.Wait(&outcomes, kNever);
  EXPECT_FALSE(runner_.watches_tokens());
}

TEST_F(JobserverExecutorTest, UnusedTokenGoesBackBeforeTheWait) {
  LocalExecutor executor(disk_, runner_, {.jobserver = client_.get()});
  ASSERT_TRUE(executor.CanStart());
  ASSERT_TRUE(executor.Start(MakeAction(1, "run")).ok());
  ASSERT_TRUE(executor.CanStart());
  // Asking twice reserves once.
  ASSERT_TRUE(executor.CanStart());
  EXPECT_EQ(client_->held(), 2u);
  std::vector<Outcome> outcomes;
  executor.Wait(&outcomes, kNever);
  EXPECT_EQ(client_->held(), 0u);
}

TEST_F(JobserverExecutorTest, FailedStartKeepsNoToken) {
  runner_.RefuseToStart("bad", "no processes left");
  {
    LocalExecutor executor(disk_, runner_, {.jobserver = client_.get()});
    ASSERT_TRUE(executor.CanStart());
    EXPECT_FALSE(executor.Start(MakeAction(1, "bad")).ok());
  }
  EXPECT_EQ(client_->held(), 0u);
}

}  // namespace
}  // namespace xb
