// SPDX-License-Identifier: Apache-2.0
#include "cli/directory_lock.h"

#include <gtest/gtest.h>

#include <cstdio>
#include <string>

#include "cli/state_files.h"
#include "cli/workspace.h"
#include "support/temp_dir.h"

namespace xb {
namespace {

class DirectoryLockTest : public testing::Test {
 protected:
  // Could somebody else build there?
  bool IsFree(const std::string& build_dir) {
    auto other =
        BuildLock::Open(Workspace::InDirectory(build_dir, kLockFile), "other");
    return other.ok() && other.value()->TryLock().value();
  }

  TempDir dir_;
  RealDisk disk_;
  Settings settings_;
  FileOutputStream err_{stderr};
  DirectoryLock lock_{
      {.disk = disk_, .settings = settings_, .err = err_}, "xb", "xb test"};
};

TEST_F(DirectoryLockTest, IsOfTheDirectoryThatWasEnteredLast) {
  const std::string one = dir_ / "one";
  const std::string two = dir_ / "two";
  ASSERT_TRUE(lock_.Enter(one).ok());
  ASSERT_TRUE(lock_.Enter(one).ok());
  EXPECT_FALSE(IsFree(one));
  // A manifest that was read since says that logs are elsewhere.
  ASSERT_TRUE(lock_.Enter(two).ok());
  EXPECT_TRUE(IsFree(one));
  EXPECT_FALSE(IsFree(two));
  lock_.Leave();
  EXPECT_TRUE(IsFree(two));
}

TEST_F(DirectoryLockTest, KnowsSinceWhenNobodyElseIsThere) {
  EXPECT_EQ(lock_.entered_at().ns, 0);
  ASSERT_TRUE(lock_.Enter(dir_ / "").ok());
  const FileStat file = disk_.Stat(dir_ / "/.xb/lock").value();
  EXPECT_EQ(lock_.entered_at().ns, file.mtime_ns);
  EXPECT_EQ(lock_.entered_at().device, file.device);
}

TEST_F(DirectoryLockTest, WhereNothingCanBeWrittenNobodyIsKeptOut) {
  ASSERT_TRUE(disk_.Write(dir_ / "file", "x").ok());
  ASSERT_TRUE(lock_.Enter(dir_ / "file").ok());
  EXPECT_EQ(lock_.entered_at().ns, 0);
}

}  // namespace
}  // namespace xb
