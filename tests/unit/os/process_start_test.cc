// SPDX-License-Identifier: Apache-2.0
// What a process is between its start and its program, and what it inherits.
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdint>
#include <cstring>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "base/text.h"
#include "os/disk.h"
#include "os/posix_process_runner.h"
#include "os/process_ledger.h"
#include "os/process_start.h"
#include "os/system.h"
#include "support/temp_dir.h"

namespace xb {
namespace {

// Changes what this process does about signals, until it is destroyed.
class SignalChanges {
 public:
  ~SignalChanges() {
    for (const auto& [number, action] : before_) {
      sigaction(number, &action, nullptr);
    }
  }
  void Set(int number, void (*handler)(int)) {
    struct sigaction action {};
    action.sa_handler = handler;
    struct sigaction before;
    ASSERT_EQ(sigaction(number, &action, &before), 0);
    before_.try_emplace(number, before);
  }

 private:
  std::map<int, struct sigaction> before_;
};

std::string Run(const std::string& command) {
  auto runner = PosixProcessRunner::Create().Take();
  EXPECT_TRUE(runner->Start(0, {command, false}).ok());
  std::vector<ProcessResult> finished;
  while (finished.empty()) runner->Wait(&finished, kNever);
  return finished.front().output;
}

// The bits of a line of /proc/PID/status as a command sees them.
uint64_t MaskOf(const std::string& name) {
  const std::string line = Run("grep ^" + name + ": /proc/self/status");
  const auto words = Split(line, '\t');
  EXPECT_EQ(words.size(), 2u) << line;
  return words.size() == 2 ? std::stoull(std::string(words[1]), nullptr, 16)
                           : 0;
}

constexpr uint64_t Bit(int number) { return uint64_t{1} << (number - 1); }

TEST(ProcessStartTest, NothingIsBlocked) {
  sigset_t blocked;
  sigset_t before;
  sigemptyset(&blocked);
  sigaddset(&blocked, SIGUSR1);
  sigaddset(&blocked, SIGALRM);
  sigprocmask(SIG_BLOCK, &blocked, &before);
  const uint64_t mask = MaskOf("SigBlk");
  sigprocmask(SIG_SETMASK, &before, nullptr);
  EXPECT_EQ(mask, 0u);
}

TEST(ProcessStartTest, WhatIsIgnoredStaysIgnoredButWhatEndsABuild) {
  const std::vector<int> inherited = {SIGQUIT, SIGUSR1,  SIGPIPE, SIGTTOU,
                                      SIGXFSZ, SIGWINCH, SIGCONT, SIGTSTP};
  const std::vector<int> reset = {SIGINT, SIGTERM, SIGCHLD};
  uint64_t expected = 0;
  uint64_t looked_at = 0;
  SignalChanges changes;
  for (const int number : inherited) {
    changes.Set(number, SIG_IGN);
    expected |= Bit(number);
    looked_at |= Bit(number);
  }
  for (const int number : reset) {
    changes.Set(number, SIG_IGN);
    looked_at |= Bit(number);
  }
  IgnoreBrokenPipes();
  EXPECT_EQ(MaskOf("SigIgn") & looked_at, expected);
}

TEST(ProcessStartTest, WhatWeHandleIsDefault) {
  SignalChanges changes;
  uint64_t looked_at = 0;
  for (const int number : {SIGQUIT, SIGUSR1, SIGPIPE, SIGWINCH, SIGTSTP}) {
    changes.Set(number, [](int) {});
    looked_at |= Bit(number);
  }
  IgnoreBrokenPipes();
  EXPECT_EQ(MaskOf("SigIgn") & looked_at, 0u);
  EXPECT_EQ(MaskOf("SigCgt") & looked_at, 0u);
}

TEST(ProcessStartTest, BrokenPipeIsAnErrorForUsOnly) {
  SignalChanges changes;
  changes.Set(SIGPIPE, SIG_DFL);
  IgnoreBrokenPipes();
  int ends[2];
  ASSERT_EQ(pipe(ends), 0);
  close(ends[0]);
  // Lived through.
  EXPECT_EQ(write(ends[1], "x", 1), -1);
  close(ends[1]);
  EXPECT_EQ(MaskOf("SigIgn") & Bit(SIGPIPE), 0u);
}

// Ctrl-Z, again and again, while processes are started in our own group.
// Returns an exit status.
int StartWhileStopped() {
  setpgid(0, 0);
  // As a runner has one.
  signal(SIGTSTP, [](int) {});
  const pid_t group = getpid();
  const pid_t typist = fork();
  if (typist == 0) {
    setsid();
    for (int i = 0; i < 100'000'000 && kill(-group, SIGTSTP) == 0; ++i) {
    }
    _exit(0);
  }
  auto starter = ProcessStarter::Create();
  if (typist < 0 || !starter.ok()) return 1;
  char* arguments[] = {const_cast<char*>("true"), nullptr};
  int failed = 0;
  for (int i = 0; i < 200; ++i) {
    // Until the next one, so that they are being typed now.
    pause();
    pid_t pid = 0;
    failed += starter.value()->Start({.program = "/bin/true",
                                      .arguments = arguments,
                                      .environment = environ},
                                     &pid);
    // It is stopped, or soon will be.
    kill(pid, SIGKILL);
    waitpid(pid, nullptr, 0);
  }
  kill(typist, SIGKILL);
  waitpid(typist, nullptr, 0);
  return failed == 0 ? 0 : 2;
}

// Stopped before its exec, the process would keep us from going on for ever.
TEST(ProcessStartTest, StopSignalIsLostToWhatIsNotYetItsProgram) {
  const pid_t build = fork();
  ASSERT_GE(build, 0);
  if (build == 0) _exit(StartWhileStopped());
  int status = 0;
  ASSERT_EQ(waitpid(build, &status, 0), build);
  ASSERT_TRUE(WIFEXITED(status));
  EXPECT_EQ(WEXITSTATUS(status), 0);
}

TEST(ProcessStartTest, ProgramFindsItselfInTheLedger) {
  const TempDir dir;
  for (const bool console : {true, false}) {
    auto runner =
        PosixProcessRunner::Create({.ledger_directory = dir / "ledgers"})
            .Take();
    const std::string said = dir / "said";
    const std::string command =
        "cp " + (dir / "ledgers") + "/* " + said + ".ledger; echo $$ >" + said;
    ASSERT_TRUE(runner->Start(0, {command, console}).ok());
    std::vector<ProcessResult> finished;
    while (finished.empty()) runner->Wait(&finished, kNever);
    RealDisk disk;
    const std::string pid = disk.Read(said).Take().value_or("0");
    const std::string ledger = disk.Read(said + ".ledger").Take().value_or("");
    constexpr size_t kHeader = 128;
    ASSERT_GE(ledger.size(), kHeader + sizeof(ProcessLedger::Entry));
    ProcessLedger::Entry entry;
    std::memcpy(&entry, ledger.data() + kHeader, sizeof entry);
    EXPECT_EQ(entry.pid, std::stoll(pid)) << console;
    EXPECT_NE(entry.start_ticks, 0u);
  }
}

}  // namespace
}  // namespace xb
