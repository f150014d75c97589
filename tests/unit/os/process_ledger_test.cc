// SPDX-License-Identifier: Apache-2.0
#include "os/process_ledger.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sched.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>

#include "os/disk.h"
#include "os/process_table.h"
#include "support/rounds.h"
#include "support/temp_dir.h"

namespace xb {
namespace {

// The ledger's owner starts a command in a group of its own with `pipe_fd` as
// its output, notes what `note` says of it, and is gone without tidying up.
// Returns the command, which is then our child.
template <typename Note>
pid_t LeaveOrphan(const std::string& directory, int pipe_fd, Note note) {
  EXPECT_EQ(prctl(PR_SET_CHILD_SUBREAPER, 1), 0);
  int ends[2];
  EXPECT_EQ(pipe(ends), 0);
  const pid_t owner = fork();
  if (owner == 0) {
    auto ledger = ProcessLedger::Open(directory);
    ProcessLedger::Entry entry;
    entry.start_ticks = TicksNow();
    int ready[2];  // numbers above the ledger's, so closed after it
    if (pipe(ready) != 0) _exit(1);
    const pid_t command = fork();
    if (command == 0) {
      setpgid(0, 0);
      dup2(pipe_fd, STDOUT_FILENO);
      for (int fd = STDERR_FILENO + 1; fd < 64; ++fd) close(fd);
      for (;;) pause();
    }
    setpgid(command, command);
    // The command has let go of the ledger, as a real one has after exec, when
    // nobody can write here any more.
    close(ready[1]);
    char nothing;
    if (read(ready[0], &nothing, 1) != 0) _exit(1);
    note(*ledger, entry, command);
    if (write(ends[1], &command, sizeof command) != sizeof command) _exit(1);
    _exit(0);
  }
  pid_t command = 0;
  EXPECT_EQ(read(ends[0], &command, sizeof command), ssize_t{sizeof command});
  waitpid(owner, nullptr, 0);
  close(ends[0]);
  close(ends[1]);
  return command;
}

bool WasKilled(pid_t command) {
  int status = 0;
  if (waitpid(command, &status, WNOHANG) != command) return false;
  return WIFSIGNALED(status);
}

void End(pid_t command) {
  kill(command, SIGKILL);
  waitpid(command, nullptr, 0);
}

class ProcessLedgerTest : public testing::Test {
 protected:
  ProcessLedgerTest() {
    EXPECT_EQ(pipe(pipe_), 0);
    fstat(pipe_[1], &pipe_facts_);
  }
  ~ProcessLedgerTest() override {
    close(pipe_[0]);
    close(pipe_[1]);
  }

  int LedgerCount() const {
    int count = 0;
    for ([[maybe_unused]] const auto& entry :
         std::filesystem::directory_iterator(dir_.path())) {
      ++count;
    }
    return count;
  }

  TempDir dir_;
  int pipe_[2];
  struct stat pipe_facts_;
};

TEST_F(ProcessLedgerTest, LedgerLivesAsLongAsItsOwner) {
  auto ledger = ProcessLedger::Open(dir_.path());
  ASSERT_NE(ledger, nullptr);
  EXPECT_EQ(LedgerCount(), 1);
  ledger.reset();
  EXPECT_EQ(LedgerCount(), 0);
}

TEST_F(ProcessLedgerTest, NotedProcessOfADeadOwnerIsEnded) {
  const pid_t command = LeaveOrphan(
      dir_.path(), STDOUT_FILENO,
      [](ProcessLedger& ledger, ProcessLedger::Entry entry, pid_t pid) {
        entry.pid = pid;
        ledger.Add(entry);
      });
  EXPECT_EQ(ProcessLedger::EndOrphans(dir_.path()).value(), 1);
  EXPECT_TRUE(WasKilled(command));
  EXPECT_EQ(LedgerCount(), 0);
}

TEST_F(ProcessLedgerTest, ProcessIsKnownByItsPipeBeforeItsNumberWasNoted) {
  const pid_t command = LeaveOrphan(
      dir_.path(), pipe_[1],
      [this](ProcessLedger& ledger, ProcessLedger::Entry entry, pid_t) {
        entry.pipe_device = pipe_facts_.st_dev;
        entry.pipe_inode = pipe_facts_.st_ino;
        ledger.Add(entry);
      });
  // This process has the pipe open as well, but not as its output.
  EXPECT_EQ(ProcessLedger::EndOrphans(dir_.path()).value(), 1);
  EXPECT_TRUE(WasKilled(command));
}

TEST_F(ProcessLedgerTest, NumberOfAnOlderProcessIsNotTaken) {
  const pid_t command = LeaveOrphan(
      dir_.path(), STDOUT_FILENO,
      [](ProcessLedger& ledger, ProcessLedger::Entry entry, pid_t pid) {
        entry.pid = pid;
        // A minute later the number means another process.
        entry.start_ticks += 6000;
        ledger.Add(entry);
      });
  EXPECT_EQ(ProcessLedger::EndOrphans(dir_.path()).value(), 0);
  EXPECT_FALSE(WasKilled(command));
  EXPECT_EQ(LedgerCount(), 0);
  End(command);
}

TEST_F(ProcessLedgerTest, EntryThatWasRemovedIsForgotten) {
  const pid_t command = LeaveOrphan(
      dir_.path(), STDOUT_FILENO,
      [](ProcessLedger& ledger, ProcessLedger::Entry entry, pid_t pid) {
        entry.pid = pid;
        ledger.Remove(ledger.Add(entry));
      });
  EXPECT_EQ(ProcessLedger::EndOrphans(dir_.path()).value(), 0);
  EXPECT_FALSE(WasKilled(command));
  End(command);
}

TEST_F(ProcessLedgerTest, LivingOwnerKeepsItsProcesses) {
  const pid_t command = fork();
  if (command == 0) {
    for (;;) pause();
  }
  auto ledger = ProcessLedger::Open(dir_.path());
  ProcessLedger::Entry entry;
  entry.start_ticks = TicksNow();
  entry.pid = command;
  ledger->Add(entry);
  EXPECT_EQ(ProcessLedger::EndOrphans(dir_.path()).value(), 0);
  EXPECT_EQ(LedgerCount(), 1);
  EXPECT_FALSE(WasKilled(command));
  End(command);
}

TEST_F(ProcessLedgerTest, LedgerOfAnotherMachineNamesNobody) {
  const pid_t command = LeaveOrphan(
      dir_.path(), STDOUT_FILENO,
      [this](ProcessLedger& ledger, ProcessLedger::Entry entry, pid_t pid) {
        entry.pid = pid;
        ledger.Add(entry);
        const std::string path = dir_ / std::to_string(getpid());
        const int fd = open(path.c_str(), O_WRONLY);
        // Within the identity of the machine.
        if (pwrite(fd, "other", 5, 20) != 5) _exit(1);
        close(fd);
      });
  EXPECT_EQ(ProcessLedger::EndOrphans(dir_.path()).value(), 0);
  EXPECT_FALSE(WasKilled(command));
  End(command);
}

TEST_F(ProcessLedgerTest, CutAndStrangeFilesAreHarmless) {
  RealDisk disk;
  ASSERT_TRUE(disk.Write(dir_ / "1", "").ok());
  ASSERT_TRUE(disk.Write(dir_ / "2", std::string(1000, '\7')).ok());
  ASSERT_TRUE(disk.Write(dir_ / "note", "not a ledger").ok());
  EXPECT_EQ(ProcessLedger::EndOrphans(dir_.path()).value(), 0);
  EXPECT_EQ(LedgerCount(), 1);
}

TEST_F(ProcessLedgerTest, MissingDirectoryHasNoLedgers) {
  EXPECT_EQ(ProcessLedger::EndOrphans(dir_ / "none").value(), 0);
}

// A build may not begin while any thread of a command could still write.
TEST(ProcessTableTest, ProcessLivesAsLongAsItsLastThread) {
  if (kIsSanitized) GTEST_SKIP() << "The thread is none that they know of.";
  const pid_t child = fork();
  if (child == 0) {
    alignas(16) static char stack[16384];
    constexpr int kThread = CLONE_VM | CLONE_FS | CLONE_FILES | CLONE_SIGHAND |
                            CLONE_THREAD | CLONE_SYSVSEM;
    clone(
        [](void*) -> int {
          for (;;) pause();
        },
        stack + sizeof stack, kThread, nullptr);
    syscall(SYS_exit, 0);  // of this thread alone
  }
  const std::string stat = "/proc/" + std::to_string(child) + "/stat";
  for (std::string text; text.find(") Z ") == std::string::npos;) {
    std::getline(std::ifstream(stat), text);
    ASSERT_FALSE(text.empty());
  }

  const auto all = ListProcesses();
  const auto it =
      std::find_if(all.begin(), all.end(),
                   [&](const ProcessFacts& one) { return one.pid == child; });
  ASSERT_NE(it, all.end());
  EXPECT_TRUE(it->alive);
  kill(child, SIGKILL);
  waitpid(child, nullptr, 0);
}

TEST(ProcessTableTest, KnowsThisProcess) {
  const uint64_t now = TicksNow();
  bool found = false;
  for (const ProcessFacts& process : ListProcesses()) {
    if (process.pid != getpid()) continue;
    found = true;
    EXPECT_EQ(process.parent, getppid());
    EXPECT_EQ(process.group, getpgrp());
    EXPECT_TRUE(process.alive);
    EXPECT_LE(process.start_ticks, now + 2);
    EXPECT_GT(process.start_ticks, 0u);
  }
  EXPECT_TRUE(found);
  EXPECT_EQ(ParentOf(getpid()), getppid());
  EXPECT_FALSE(ProcessSpace().empty());
}

TEST(ProcessTableTest, SeesOpenFiles) {
  struct stat input;
  ASSERT_EQ(fstat(STDIN_FILENO, &input), 0);
  EXPECT_TRUE(HasFileOpen(getpid(), input.st_dev, input.st_ino, 1));
  EXPECT_FALSE(HasFileOpen(getpid(), input.st_dev, input.st_ino, 0));
  EXPECT_FALSE(HasFileOpen(getpid(), input.st_dev, 0, 1000));
}

}  // namespace
}  // namespace xb
