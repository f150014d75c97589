// SPDX-License-Identifier: Apache-2.0
#include "os/directory_stats.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <string>

#include "os/disk.h"
#include "support/temp_dir.h"

namespace xb {
namespace {

class DirectoryStatsTest : public ::testing::Test {
 protected:
  DirectoryStatsTest() {
    EXPECT_EQ(mkdir((dir_ / "sub").c_str(), 0755), 0);
    EXPECT_TRUE(disk_.Write(dir_ / "sub/file", "x").ok());
  }
  // What the disk says about the same file.
  int64_t MtimeOf(const std::string& name) {
    return disk_.StatMtime(dir_ / name).value();
  }

  TempDir dir_;
  RealDisk disk_;
  DirectoryStats stats_;
};

TEST_F(DirectoryStatsTest, TimesAreThoseOfTheDisk) {
  stats_.Enter((dir_ / "sub").c_str());
  EXPECT_NE(stats_.MtimeOf("file"), 0);
  EXPECT_EQ(stats_.MtimeOf("file"), MtimeOf("sub/file"));
  stats_.Enter((dir_ / "").c_str());
  EXPECT_EQ(stats_.MtimeOf("sub/file"), MtimeOf("sub/file"));
  EXPECT_EQ(stats_.MtimeOf("sub"), MtimeOf("sub"));
}

TEST_F(DirectoryStatsTest, EmptyIsTheWorkingDirectory) {
  stats_.Enter((dir_ / "sub").c_str());
  stats_.Enter("");
  EXPECT_EQ(stats_.MtimeOf("."), disk_.StatMtime(".").value());
  EXPECT_EQ(stats_.MtimeOf((dir_ / "sub/file").c_str()), MtimeOf("sub/file"));
}

TEST_F(DirectoryStatsTest, WhatIsMissingHasTimeZero) {
  stats_.Enter((dir_ / "sub").c_str());
  EXPECT_EQ(stats_.MtimeOf("none"), 0);
  EXPECT_EQ(stats_.MtimeOf("file/below"), 0);
  stats_.Enter((dir_ / "none").c_str());
  EXPECT_EQ(stats_.MtimeOf("file"), 0);
  stats_.Enter((dir_ / "sub/file").c_str());
  EXPECT_EQ(stats_.MtimeOf("file"), 0);
  // And it comes back from there.
  stats_.Enter((dir_ / "sub").c_str());
  EXPECT_EQ(stats_.MtimeOf("file"), MtimeOf("sub/file"));
}

TEST_F(DirectoryStatsTest, RealMtimeOfZeroReadsAsOne) {
  const timespec times[2] = {{0, 0}, {0, 0}};
  ASSERT_EQ(utimensat(AT_FDCWD, (dir_ / "sub/file").c_str(), times, 0), 0);
  stats_.Enter((dir_ / "sub").c_str());
  EXPECT_EQ(stats_.MtimeOf("file"), 1);
}

TEST_F(DirectoryStatsTest, LinksAreFollowed) {
  ASSERT_EQ(symlink("sub", (dir_ / "link").c_str()), 0);
  ASSERT_EQ(symlink("nowhere", (dir_ / "sub/broken").c_str()), 0);
  stats_.Enter((dir_ / "link").c_str());
  EXPECT_EQ(stats_.MtimeOf("file"), MtimeOf("sub/file"));
  EXPECT_EQ(stats_.MtimeOf("broken"), 0);
}

// Neither there nor missing: nothing may be concluded from it.
TEST_F(DirectoryStatsTest, OtherFailuresAreToldFromMissing) {
  ASSERT_EQ(symlink("circle", (dir_ / "circle").c_str()), 0);
  stats_.Enter((dir_ / "circle").c_str());
  EXPECT_EQ(stats_.MtimeOf("file"), -1);
  stats_.Enter((dir_ / "").c_str());
  EXPECT_EQ(stats_.MtimeOf("circle"), -1);
  EXPECT_EQ(stats_.MtimeOf(std::string(300, 'x').c_str()), -1);
}

}  // namespace
}  // namespace xb
