// SPDX-License-Identifier: Apache-2.0
#include "os/build_lock.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <string>

#include "os/disk.h"
#include "support/temp_dir.h"

namespace xb {
namespace {

std::unique_ptr<BuildLock> OpenLock(const std::string& path,
                                    std::string command_line = "xb test") {
  return BuildLock::Open(path, std::move(command_line)).Take();
}

// Runs `work` in a child; its exit status.
template <typename Work>
int InChild(Work work) {
  const pid_t pid = fork();
  if (pid == 0) _exit(work());
  int status = 0;
  waitpid(pid, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

TEST(BuildLockTest, OnlyOneHolder) {
  const TempDir dir;
  auto first = OpenLock(dir / "lock");
  auto second = OpenLock(dir / "lock");
  EXPECT_TRUE(first->TryLock().value());
  EXPECT_TRUE(first->locked());
  EXPECT_FALSE(second->TryLock().value());
  EXPECT_FALSE(second->locked());
  first.reset();
  EXPECT_TRUE(second->TryLock().value());
}

TEST(BuildLockTest, HolderIsTold) {
  const TempDir dir;
  auto lock = OpenLock(dir / "lock", "xb -C out all");
  auto other = OpenLock(dir / "lock");
  EXPECT_FALSE(other->Holder().value().has_value());
  ASSERT_TRUE(lock->TryLock().value());
  const auto holder = other->Holder().Take();
  ASSERT_TRUE(holder.has_value());
  EXPECT_EQ(holder->pid, getpid());
  EXPECT_EQ(holder->command_line, "xb -C out all");
}

TEST(BuildLockTest, ShorterHolderReplacesLongerOne) {
  const TempDir dir;
  RealDisk disk;
  ASSERT_TRUE(OpenLock(dir / "lock", std::string(500, 'x'))->TryLock().ok());
  auto lock = OpenLock(dir / "lock", "short");
  ASSERT_TRUE(lock->TryLock().value());
  const std::string text = disk.Read(dir / "lock").value().value();
  EXPECT_TRUE(text.starts_with(std::to_string(getpid()) + "\nshort\n"));
  EXPECT_EQ(text.find("xxx"), std::string::npos);
}

TEST(BuildLockTest, HalfWrittenHolderIsUnknown) {
  const TempDir dir;
  RealDisk disk;
  auto lock = OpenLock(dir / "lock");
  for (const char* text : {"12", "12\nxb", "what\nxb all\n"}) {
    ASSERT_TRUE(disk.Write(dir / "lock", text).ok());
    EXPECT_FALSE(lock->Holder().value().has_value()) << text;
    EXPECT_FALSE(lock->HolderIsAncestor().value()) << text;
  }
}

TEST(BuildLockTest, LockEndsWithItsHolder) {
  const TempDir dir;
  ASSERT_EQ(InChild([&] {
              auto lock = OpenLock(dir / "lock");
              const bool locked = lock->TryLock().value();
              // No destructor: as if killed.
              _exit(locked ? 0 : 1);
              return 2;
            }),
            0);
  auto lock = OpenLock(dir / "lock");
  const auto end = lock->WaitLock();
  EXPECT_TRUE(end.value().locked);
  EXPECT_TRUE(lock->locked());
}

TEST(BuildLockTest, NestedProcessKnowsItsAncestor) {
  const TempDir dir;
  auto lock = OpenLock(dir / "lock");
  ASSERT_TRUE(lock->TryLock().value());
  EXPECT_EQ(InChild([&] {
              return InChild([&] {
                auto nested = OpenLock(dir / "lock");
                return nested->HolderIsAncestor().value() ? 11 : 12;
              });
            }),
            11);
}

TEST(BuildLockTest, NestedProcessKnowsAnAncestorThatCouldNotLeaveItsName) {
  const TempDir dir;
  RealDisk disk;
  auto lock = OpenLock(dir / "lock");
  ASSERT_TRUE(lock->TryLock().value());
  // As on a full disk: nothing, or what the holder before it had left.
  for (const char* text : {"", "4194999\nxb all\n"}) {
    ASSERT_TRUE(disk.Write(dir / "lock", text).ok());
    EXPECT_EQ(InChild([&] {
                return InChild([&] {
                  auto nested = OpenLock(dir / "lock");
                  return nested->HolderIsAncestor().value() ? 11 : 12;
                });
              }),
              11)
        << text;
  }
}

TEST(BuildLockTest, AncestorWithAnotherFileIsNotTheHolder) {
  const TempDir dir;
  auto other = OpenLock(dir / "other");
  ASSERT_TRUE(other->TryLock().value());
  EXPECT_EQ(InChild([&] {
              auto nested = OpenLock(dir / "lock");
              return nested->HolderIsAncestor().value() ? 11 : 12;
            }),
            12);
}

TEST(BuildLockTest, DescendantIsNoAncestor) {
  const TempDir dir;
  int ready[2];
  int done[2];
  ASSERT_EQ(pipe(ready), 0);
  ASSERT_EQ(pipe(done), 0);
  const pid_t pid = fork();
  if (pid == 0) {
    auto lock = OpenLock(dir / "lock");
    char byte = lock->TryLock().value() ? 'y' : 'n';
    if (write(ready[1], &byte, 1) != 1) _exit(1);
    close(done[1]);
    // Until the parent has looked.
    if (read(done[0], &byte, 1) != 0) _exit(1);
    _exit(0);
  }
  char byte = 0;
  ASSERT_EQ(read(ready[0], &byte, 1), 1);
  EXPECT_EQ(byte, 'y');
  auto lock = OpenLock(dir / "lock");
  EXPECT_FALSE(lock->TryLock().value());
  EXPECT_EQ(lock->Holder().value()->pid, pid);
  EXPECT_FALSE(lock->HolderIsAncestor().value());
  close(done[1]);
  int status = 0;
  waitpid(pid, &status, 0);
  EXPECT_EQ(status, 0);
  for (int fd : {ready[0], ready[1], done[0]}) close(fd);
}

TEST(BuildLockTest, WaitEndsWithAStopSignal) {
  const TempDir dir;
  auto holder = OpenLock(dir / "lock");
  ASSERT_TRUE(holder->TryLock().value());
  auto lock = OpenLock(dir / "lock");
  sigset_t term;
  sigset_t before;
  sigemptyset(&term);
  sigaddset(&term, SIGTERM);
  // Blocked here only so that it is still pending when the wait begins.
  sigprocmask(SIG_BLOCK, &term, &before);
  raise(SIGTERM);
  const auto end = lock->WaitLock();
  sigprocmask(SIG_SETMASK, &before, nullptr);
  EXPECT_FALSE(end.value().locked);
  EXPECT_EQ(end.value().signal, SIGTERM);
}

TEST(BuildLockTest, RemovedLockFileIsMadeAgain) {
  const TempDir dir;
  RealDisk disk;
  auto before = OpenLock(dir / "lock");
  ASSERT_TRUE(disk.Remove(dir / "lock").value());
  // Its open file has no name any more; a lock on it would keep nobody out.
  ASSERT_TRUE(before->TryLock().value());
  auto after = OpenLock(dir / "lock");
  EXPECT_FALSE(after->TryLock().value());
}

TEST(BuildLockTest, UnusablePathIsAnError) {
  const auto lock = BuildLock::Open("/no/such/dir/lock", "xb");
  ASSERT_FALSE(lock.ok());
  EXPECT_EQ(lock.error().message,
            "open(/no/such/dir/lock): No such file or directory");
}

}  // namespace
}  // namespace xb
