// SPDX-License-Identifier: Apache-2.0
#include <fcntl.h>
#include <gtest/gtest.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

#include "base/text.h"
#include "os/disk.h"
#include "os/environment.h"
#include "os/jobserver.h"
#include "os/posix_process_runner.h"
#include "support/temp_dir.h"

namespace xb {
namespace {

// What `/bin/sh -c COMMAND` prints, stderr included, and its wait status.
struct ShellSays {
  std::string output;
  int exit_status = 0;
};

ShellSays AskShell(const std::string& command) {
  int ends[2];
  EXPECT_EQ(pipe(ends), 0);
  const pid_t pid = fork();
  if (pid == 0) {
    dup2(ends[1], 1);
    dup2(ends[1], 2);
    close(ends[0]);
    close(ends[1]);
    execl("/bin/sh", "/bin/sh", "-c", command.c_str(), nullptr);
    _exit(99);
  }
  close(ends[1]);
  ShellSays says;
  std::array<char, 4096> buffer;
  ssize_t count;
  while ((count = read(ends[0], buffer.data(), buffer.size())) > 0) {
    says.output.append(buffer.data(), static_cast<size_t>(count));
  }
  close(ends[0]);
  int status = 0;
  waitpid(pid, &status, 0);
  says.exit_status = WEXITSTATUS(status);
  return says;
}

// A FIFO: opening it for one direction waits for somebody at the other.
std::string MakeFifo(const std::string& path) {
  EXPECT_EQ(mkfifo(path.c_str(), 0600), 0);
  return path;
}

std::string ReadFifo(const std::string& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

void WriteFifo(const std::string& path, const std::string& text) {
  RealDisk disk;
  ASSERT_TRUE(disk.Write(path, text).ok());
}

// Run with pidfds and with the fallback for old kernels.
class ProcessRunnerTest : public ::testing::TestWithParam<bool> {
 protected:
  ProcessRunnerTest()
      : runner_(PosixProcessRunner::Create({.use_pidfd = GetParam()}).Take()) {}

  void Start(const std::string& command, uint32_t token = 0) {
    const Status status = runner_->Start(token, {command, false});
    ASSERT_TRUE(status.ok()) << status.error().message;
  }

  // Waits for one more result.
  ProcessResult Next() {
    std::vector<ProcessResult> finished;
    while (finished.empty()) runner_->Wait(&finished, kNever);
    EXPECT_EQ(finished.size(), 1u);
    return std::move(finished.front());
  }

  ProcessResult Run(const std::string& command) {
    Start(command);
    return Next();
  }

  TempDir dir_;
  std::unique_ptr<PosixProcessRunner> runner_;
};

INSTANTIATE_TEST_SUITE_P(Exit, ProcessRunnerTest, ::testing::Bool(),
                         [](const ::testing::TestParamInfo<bool>& info) {
                           return info.param ? "Pidfd" : "Sigchld";
                         });

TEST_P(ProcessRunnerTest, OutputAndStatusComeBackWithTheToken) {
  Start("echo out; echo err >&2; exit 3", 42);
  EXPECT_EQ(runner_->running(), 1u);
  const ProcessResult result = Next();
  EXPECT_EQ(result.token, 42u);
  EXPECT_EQ(result.exit_status, 3);
  EXPECT_FALSE(result.interrupted);
  EXPECT_EQ(result.output, "out\nerr\n");
  EXPECT_LE(result.start_ns, result.end_ns);
  EXPECT_EQ(runner_->running(), 0u);
}

TEST_P(ProcessRunnerTest, ManyProcessesAllComeBack) {
  std::vector<std::string> outputs(60);
  std::vector<ProcessResult> finished;
  for (uint32_t token = 0; token < outputs.size(); ++token) {
    Start("/bin/echo " + std::to_string(token), token);
  }
  while (runner_->running() > 0) runner_->Wait(&finished, kNever);
  for (ProcessResult& result : finished) {
    outputs[result.token] += result.output;
  }
  for (size_t i = 0; i < outputs.size(); ++i) {
    EXPECT_EQ(outputs[i], std::to_string(i) + "\n");
  }
}

TEST_P(ProcessRunnerTest, LargeOutputIsWhole) {
  const ProcessResult result = Run("head -c 1000000 /dev/zero | tr '\\0' x");
  EXPECT_EQ(result.output, std::string(1000000, 'x'));
}

TEST_P(ProcessRunnerTest, NothingToRead) {
  EXPECT_EQ(Run("cat").output, "");
  EXPECT_EQ(Run("cat; echo end").output, "end\n");
}

TEST_P(ProcessRunnerTest, ResourceUsageIsRecorded) {
  const ProcessResult result =
      Run("i=0; while [ $i -lt 50000 ]; do i=$((i+1)); done");
  EXPECT_GT(result.usage.user_us + result.usage.system_us, 0);
  EXPECT_GT(result.usage.max_rss_kb, 0);
}

TEST_P(ProcessRunnerTest, GrandchildThatWritesBelongsToTheProcess) {
  const std::string fifo = MakeFifo(dir_ / "fifo");
  Start("echo early; (read line < " + fifo + "; echo late $line) &");
  WriteFifo(fifo, "word\n");
  EXPECT_EQ(Next().output, "early\nlate word\n");
}

TEST_P(ProcessRunnerTest, ProcessMayOutliveItsOutput) {
  const std::string fifo = MakeFifo(dir_ / "fifo");
  Start("echo before; exec >&- 2>&-; read line < " + fifo + "; exit 5");
  std::vector<ProcessResult> finished;
  // The end of the output alone is nothing to tell.
  const WaitEvent event = runner_->Wait(&finished, 0);
  EXPECT_EQ(event.reason, WakeReason::kDeadline);
  WriteFifo(fifo, "go\n");
  const ProcessResult result = Next();
  EXPECT_EQ(result.exit_status, 5);
  EXPECT_EQ(result.output, "before\n");
}

TEST_P(ProcessRunnerTest, SignalsAreToldAsTheShellTellsThem) {
  const ProcessResult segv = Run("kill -SEGV $$");
  EXPECT_EQ(segv.exit_status, 128 + SIGSEGV);
  EXPECT_FALSE(segv.interrupted);
  const ProcessResult term = Run("kill -TERM $$");
  EXPECT_EQ(term.exit_status, 128 + SIGTERM);
  EXPECT_TRUE(term.interrupted);
  EXPECT_TRUE(Run("exit 130").interrupted);
  EXPECT_FALSE(Run("exit 129").interrupted);
}

TEST_P(ProcessRunnerTest, ConsoleProcessIsInOurGroupAndNotCaptured) {
  const std::string command =
      "echo $(cut -d' ' -f5 /proc/self/stat) > " + (dir_ / "group");
  ASSERT_TRUE(runner_->Start(1, {command, true}).ok());
  const ProcessResult result = Next();
  EXPECT_EQ(result.exit_status, 0);
  EXPECT_EQ(result.output, "");
  EXPECT_EQ(ReadFifo(dir_ / "group"), std::to_string(getpgrp()) + "\n");
}

TEST_P(ProcessRunnerTest, OtherProcessesLeadTheirOwnGroup) {
  std::string output = Run("cut -d' ' -f1,5 /proc/self/stat").output;
  ASSERT_TRUE(output.ends_with('\n'));
  output.pop_back();
  const auto ids = Split(output, ' ');
  ASSERT_EQ(ids.size(), 2u);
  EXPECT_EQ(ids[0], ids[1]);
}

TEST_P(ProcessRunnerTest, LeavesNoDescriptorBehind) {
  const auto count = [] {
    const std::filesystem::directory_iterator open("/proc/self/fd");
    return std::distance(begin(open), end(open));
  };
  Run("true");
  const auto before = count();
  for (int i = 0; i < 10; ++i) Run("/bin/echo x");
  Run("exec >&- 2>&-; exit 1");
  EXPECT_EQ(count(), before);
}

TEST_P(ProcessRunnerTest, WaitReturnsAtADeadlineThatHasPassed) {
  std::vector<ProcessResult> finished;
  EXPECT_EQ(runner_->Wait(&finished, 0).reason, WakeReason::kDeadline);
  EXPECT_TRUE(finished.empty());
}

TEST_P(ProcessRunnerTest, WaitReturnsAtADeadlineToCome) {
  const std::string fifo = MakeFifo(dir_ / "fifo");
  Start("read line < " + fifo);
  timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  const int64_t soon = int64_t{now.tv_sec} * 1000000000 + now.tv_nsec + 2000000;
  std::vector<ProcessResult> finished;
  EXPECT_EQ(runner_->Wait(&finished, soon).reason, WakeReason::kDeadline);
  WriteFifo(fifo, "go\n");
  EXPECT_EQ(Next().exit_status, 0);
}

TEST_P(ProcessRunnerTest, TooLongACommandIsAnError) {
  const Status status =
      runner_->Start(0, {"/bin/echo " + std::string(4'000'000, 'x'), false});
  ASSERT_FALSE(status.ok());
  EXPECT_EQ(status.error().message,
            "Command line of 4000010 bytes is too long for the system: "
            "Argument list too long");
  const Status shell =
      runner_->Start(0, {"/bin/echo; " + std::string(4'000'000, 'x'), false});
  EXPECT_FALSE(shell.ok());
  EXPECT_EQ(runner_->running(), 0u);
  // Nothing is left half started.
  EXPECT_EQ(Run("/bin/echo next").output, "next\n");
}

TEST_P(ProcessRunnerTest, StopSignalIsPassedOnAndTold) {
  Start("sleep 1000", 1);
  Start("sleep 1000;", 2);
  raise(SIGTERM);
  std::vector<ProcessResult> finished;
  WaitEvent event = runner_->Wait(&finished, kNever);
  EXPECT_EQ(event.reason, WakeReason::kInterrupted);
  EXPECT_EQ(event.signal, SIGTERM);
  while (runner_->running() > 0) {
    event = runner_->Wait(&finished, kNever);
    EXPECT_EQ(event.reason, WakeReason::kFinished);
  }
  ASSERT_EQ(finished.size(), 2u);
  for (const ProcessResult& result : finished) {
    EXPECT_TRUE(result.interrupted);
    EXPECT_EQ(result.exit_status, 128 + SIGTERM);
  }
}

TEST_P(ProcessRunnerTest, SecondStopSignalKills) {
  const std::string fifo = MakeFifo(dir_ / "fifo");
  Start("trap '' INT; echo ready > " + fifo + "; sleep 1000");
  ASSERT_EQ(ReadFifo(fifo), "ready\n");
  std::vector<ProcessResult> finished;
  raise(SIGINT);
  EXPECT_EQ(runner_->Wait(&finished, kNever).signal, SIGINT);
  EXPECT_EQ(runner_->running(), 1u);
  raise(SIGINT);
  EXPECT_EQ(runner_->Wait(&finished, kNever).signal, SIGINT);
  while (finished.empty()) runner_->Wait(&finished, kNever);
  EXPECT_EQ(finished[0].exit_status, 128 + SIGKILL);
}

TEST_P(ProcessRunnerTest, KillAllReachesTheWholeGroup) {
  Start("sleep 1000 & sleep 1000; echo not reached");
  runner_->KillAll(SIGKILL);
  const ProcessResult result = Next();
  // The pipe was closed by all, so the grandchild has ended, too.
  EXPECT_EQ(result.exit_status, 128 + SIGKILL);
  EXPECT_EQ(result.output, "");
}

TEST_P(ProcessRunnerTest, ResizeAndContinueAskForARedraw) {
  std::vector<ProcessResult> finished;
  raise(SIGWINCH);
  EXPECT_EQ(runner_->Wait(&finished, kNever).reason, WakeReason::kRedraw);
  raise(SIGCONT);
  EXPECT_EQ(runner_->Wait(&finished, kNever).reason, WakeReason::kRedraw);
}

TEST_P(ProcessRunnerTest, FreeTokensAreTold) {
  auto server = JobserverServer::Create(2).Take();
  auto one = server->MakeClient().Take();
  auto two = server->MakeClient().Take();
  ASSERT_TRUE(one->TryAcquire());
  ASSERT_TRUE(one->TryAcquire());
  ASSERT_TRUE(two->TryAcquire());
  ASSERT_FALSE(two->TryAcquire());
  runner_->WatchTokens(two.get());
  std::vector<ProcessResult> finished;
  EXPECT_EQ(runner_->Wait(&finished, 0).reason, WakeReason::kDeadline);
  one->Release();
  EXPECT_EQ(runner_->Wait(&finished, kNever).reason, WakeReason::kTokens);
  EXPECT_TRUE(two->TryAcquire());
  runner_->WatchTokens(nullptr);
  EXPECT_EQ(runner_->Wait(&finished, 0).reason, WakeReason::kDeadline);
}

TEST_P(ProcessRunnerTest, DestructionEndsWhatRuns) {
  const std::string fifo = MakeFifo(dir_ / "fifo");
  Start("echo $$ > " + fifo + "; sleep 1000");
  const pid_t pid = std::stoi(ReadFifo(fifo));
  runner_.reset();
  // Reaped as well, so that not even a zombie is left.
  EXPECT_EQ(kill(pid, 0), -1);
}

TEST(NohupTest, HangupStaysIgnoredForUsAndBelow) {
  const auto before = signal(SIGHUP, SIG_IGN);
  auto runner = PosixProcessRunner::Create().Take();
  raise(SIGHUP);
  std::vector<ProcessResult> finished;
  EXPECT_EQ(runner->Wait(&finished, 0).reason, WakeReason::kDeadline);
  ASSERT_TRUE(runner->Start(0, {"kill -HUP $$; echo alive", false}).ok());
  while (finished.empty()) runner->Wait(&finished, kNever);
  signal(SIGHUP, before);
  EXPECT_EQ(finished[0].output, "alive\n");
}

// The state letter of /proc/PID/stat.
char StateOf(pid_t pid) {
  const std::string text = ReadFifo("/proc/" + std::to_string(pid) + "/stat");
  const size_t end = text.find_last_of(')');
  return end == std::string::npos ? '?' : text[end + 2];
}

// Runs one command in a process group that the terminal could stop.
int SuspendableBuild(const std::string& command) {
  setpgid(0, 0);
  auto runner = PosixProcessRunner::Create();
  if (!runner.ok() || !runner.value()->Start(0, {command, false}).ok()) {
    return 90;
  }
  std::vector<ProcessResult> finished;
  bool told = false;
  bool redrawn = false;
  while (finished.empty()) {
    const WaitEvent event = runner.value()->Wait(&finished, kNever);
    told = told || event.reason == WakeReason::kSuspend;
    redrawn = redrawn || (told && event.reason == WakeReason::kRedraw);
  }
  return redrawn ? finished[0].exit_status : 91;
}

TEST(SuspendTest, ChildrenStopAndContinueWithUs) {
  const TempDir dir;
  const std::string ready = MakeFifo(dir / "ready");
  const std::string go = MakeFifo(dir / "go");
  const pid_t build = fork();
  ASSERT_GE(build, 0);
  if (build == 0) {
    _exit(SuspendableBuild("echo $$ > " + ready + "; read line < " + go +
                           "; exit 7"));
  }
  const pid_t command = std::stoi(ReadFifo(ready));
  kill(build, SIGTSTP);
  int status = 0;
  ASSERT_EQ(waitpid(build, &status, WUNTRACED), build);
  ASSERT_TRUE(WIFSTOPPED(status));
  EXPECT_EQ(WSTOPSIG(status), SIGTSTP);
  // Its signal was sent before the build stopped.
  while (StateOf(command) != 'T') sched_yield();
  kill(build, SIGCONT);
  WriteFifo(go, "go\n");
  ASSERT_EQ(waitpid(build, &status, 0), build);
  ASSERT_TRUE(WIFEXITED(status));
  EXPECT_EQ(WEXITSTATUS(status), 7);
}

// What is executed directly must look the same as through the shell.
class SameAsShellTest : public ::testing::Test {
 protected:
  ProcessResult Run(const std::string& command) {
    auto runner = PosixProcessRunner::Create().Take();
    EXPECT_TRUE(runner->Start(0, {command, false}).ok());
    std::vector<ProcessResult> finished;
    while (finished.empty()) runner->Wait(&finished, kNever);
    return std::move(finished.front());
  }

  void ExpectSame(const std::string& command) {
    const ShellSays shell = AskShell(command);
    const ProcessResult ours = Run(command);
    EXPECT_EQ(ours.output, shell.output) << command;
    EXPECT_EQ(ours.exit_status, shell.exit_status) << command;
  }

  void MakeScript(const std::string& path, const std::string& text) {
    RealDisk disk;
    ASSERT_TRUE(disk.Write(path, text).ok());
    ASSERT_EQ(chmod(path.c_str(), 0755), 0);
  }

  TempDir dir_;
};

TEST_F(SameAsShellTest, Arguments) {
  const std::string print = "/usr/bin/printf '<%s>' ";
  for (const char* arguments : {"a b",        "'a b' \"c d\"",
                                "a\\ b \\$x", R"("\a\"\\\$")",
                                "''",         "-n --",
                                "a=b c:d,e",  "'a'\"b\"c",
                                "'\t' x\ty",  "\xc3\xa4 '\xc3\xa4'",
                                "%d @x",      "$HOME",
                                "/etc/pass*", "~",
                                "a#b #c",     "{a,b}",
                                "a;echo b",   "`echo x`",
                                "$(echo y)",  "'$HOME'",
                                "\"'\" '\"'", "!",
                                "]",          "a\\\nb"}) {
    ExpectSame(print + arguments);
  }
}

TEST_F(SameAsShellTest, Failures) {
  MakeScript(dir_ / "noshebang", "echo script $1");
  MakeScript(dir_ / "noread", "#!/no/such/interpreter\n");
  MakeScript(dir_ / "args", "#!/bin/sh\necho \"$0\" \"$@\"\n");
  MakeScript(dir_ / "notexec", "echo no");
  ASSERT_EQ(chmod((dir_ / "notexec").c_str(), 0644), 0);
  for (const std::string& command :
       {std::string("no-such-program a b"), std::string("./no-such-program"),
        dir_ / "noshebang 5", dir_ / "noread", dir_ / "args 1 '2 3'",
        dir_ / "notexec", dir_.path(), std::string("ls /no/such/file"),
        std::string("cat 'unterminated"), std::string("if")}) {
    ExpectSame(command);
  }
}

TEST_F(SameAsShellTest, ProgramIsSearchedInPathEachTime) {
  MakeScript(dir_ / "tool", "#!/bin/sh\necho found in dir\n");
  const std::string before = GetEnv("PATH").value_or("");
  SetEnv("PATH", "/no/such/dir:" + dir_.path() + ":" + before);
  ExpectSame("tool");
  EXPECT_EQ(Run("tool").output, "found in dir\n");
  UnsetEnv("PATH");
  ExpectSame("ls -d /");
  SetEnv("PATH", before);
}

// The environment lines in an order that does not matter.
std::vector<std::string> Sorted(const std::string& text) {
  std::vector<std::string> lines;
  for (std::string_view line : Split(text, '\n')) lines.emplace_back(line);
  std::sort(lines.begin(), lines.end());
  return lines;
}

class SameEnvironmentTest : public SameAsShellTest {
 protected:
  ~SameEnvironmentTest() override {
    for (const char* name : {"IFS", "a-b", "1a", "OLDPWD"}) UnsetEnv(name);
    if (pwd_) SetEnv("PWD", *pwd_);
  }

  void ExpectSameEnvironment() {
    if (std::filesystem::read_symlink("/bin/sh").filename() != "dash") {
      GTEST_SKIP() << "only dash's environment is the same in every variable";
    }
    const ShellSays shell = AskShell("/usr/bin/env");
    EXPECT_EQ(Sorted(Run("/usr/bin/env").output), Sorted(shell.output));
  }

 private:
  std::optional<std::string> pwd_ = GetEnv("PWD");
};

TEST_F(SameEnvironmentTest, AsItIs) { ExpectSameEnvironment(); }

TEST_F(SameEnvironmentTest, WithoutPwd) {
  UnsetEnv("PWD");
  ExpectSameEnvironment();
}

TEST_F(SameEnvironmentTest, WithWrongPwd) {
  SetEnv("PWD", "/no/such/dir");
  SetEnv("OLDPWD", "/tmp");
  ExpectSameEnvironment();
}

TEST_F(SameEnvironmentTest, WithPwdThroughALink) {
  ASSERT_EQ(
      symlink(std::filesystem::current_path().c_str(), (dir_ / "link").c_str()),
      0);
  SetEnv("PWD", dir_ / "link");
  ExpectSameEnvironment();
}

TEST_F(SameEnvironmentTest, WithNamesNoShellKnows) {
  SetEnv("a-b", "1");
  SetEnv("1a", "1");
  ExpectSameEnvironment();
}

TEST_F(SameEnvironmentTest, WithAVariableThatShellsReset) {
  SetEnv("IFS", "x");
  ExpectSameEnvironment();
}

TEST_F(SameAsShellTest, FunctionExportedByBashIsLeftToTheShell) {
  // With dash the variable is only dropped; the program runs all the same.
  SetEnv("BASH_FUNC_ls%%", "() { echo function; }");
  ExpectSame("ls -d /");
  UnsetEnv("BASH_FUNC_ls%%");
}

}  // namespace
}  // namespace xb
