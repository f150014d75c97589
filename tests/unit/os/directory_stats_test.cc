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

// With as many files expected as the parameter says.
class DirectoryStatsTest : public ::testing::TestWithParam<size_t> {
 protected:
  DirectoryStatsTest() {
    EXPECT_EQ(mkdir((dir_ / "sub").c_str(), 0755), 0);
    EXPECT_TRUE(disk_.Write(dir_ / "sub/file", "x").ok());
  }
  void Enter(const std::string& directory) {
    stats_.Enter(directory.c_str(), GetParam());
  }
  // What the disk says about the same file.
  int64_t MtimeOf(const std::string& name) {
    return disk_.StatMtime(dir_ / name).value();
  }

  TempDir dir_;
  RealDisk disk_;
  DirectoryStats stats_;
};

INSTANTIATE_TEST_SUITE_P(Files, DirectoryStatsTest, ::testing::Values(1, 100));

TEST_P(DirectoryStatsTest, TimesAreThoseOfTheDisk) {
  Enter(dir_ / "sub/");
  EXPECT_NE(stats_.MtimeOf("file"), 0);
  EXPECT_EQ(stats_.MtimeOf("file"), MtimeOf("sub/file"));
  Enter(dir_ / "");
  EXPECT_EQ(stats_.MtimeOf("sub/file"), MtimeOf("sub/file"));
  EXPECT_EQ(stats_.MtimeOf("sub"), MtimeOf("sub"));
}

TEST_P(DirectoryStatsTest, LinksAreToldApartAndFollowed) {
  ASSERT_EQ(symlink("file", (dir_ / "sub/link").c_str()), 0);
  ASSERT_EQ(symlink("none", (dir_ / "sub/dangling").c_str()), 0);
  Enter(dir_ / "sub/");
  const FileStat file = disk_.Stat(dir_ / "sub/file").value();
  FileStat stat;
  bool is_link = true;
  ASSERT_TRUE(stats_.Stat("file", &stat, &is_link));
  EXPECT_FALSE(is_link);
  EXPECT_TRUE(IsSameFile(stat, file));
  ASSERT_TRUE(stats_.Stat("link", &stat, &is_link));
  EXPECT_TRUE(is_link);
  EXPECT_TRUE(IsSameFile(stat, file));
  ASSERT_TRUE(stats_.Stat("dangling", &stat, &is_link));
  EXPECT_TRUE(is_link);
  EXPECT_FALSE(stat.exists());
  ASSERT_TRUE(stats_.Stat("none", &stat, &is_link));
  EXPECT_FALSE(is_link);
  EXPECT_FALSE(stat.exists());
}

TEST_P(DirectoryStatsTest, EmptyIsTheWorkingDirectory) {
  Enter(dir_ / "sub/");
  Enter("");
  EXPECT_EQ(stats_.MtimeOf("."), disk_.StatMtime(".").value());
  EXPECT_EQ(stats_.MtimeOf((dir_ / "sub/file").c_str()), MtimeOf("sub/file"));
}

TEST_P(DirectoryStatsTest, WhatIsMissingHasTimeZero) {
  Enter(dir_ / "sub/");
  EXPECT_EQ(stats_.MtimeOf("none"), 0);
  EXPECT_EQ(stats_.MtimeOf("file/below"), 0);
  Enter(dir_ / "none/");
  EXPECT_EQ(stats_.MtimeOf("file"), 0);
  Enter(dir_ / "sub/file/");
  EXPECT_EQ(stats_.MtimeOf("file"), 0);
  // And it comes back from there.
  Enter(dir_ / "sub/");
  EXPECT_EQ(stats_.MtimeOf("file"), MtimeOf("sub/file"));
}

TEST_P(DirectoryStatsTest, RealMtimeOfZeroReadsAsOne) {
  const timespec times[2] = {{0, 0}, {0, 0}};
  ASSERT_EQ(utimensat(AT_FDCWD, (dir_ / "sub/file").c_str(), times, 0), 0);
  Enter(dir_ / "sub/");
  EXPECT_EQ(stats_.MtimeOf("file"), 1);
}

TEST_P(DirectoryStatsTest, LinksAreFollowed) {
  ASSERT_EQ(symlink("sub", (dir_ / "link").c_str()), 0);
  ASSERT_EQ(symlink("nowhere", (dir_ / "sub/broken").c_str()), 0);
  Enter(dir_ / "link/");
  EXPECT_EQ(stats_.MtimeOf("file"), MtimeOf("sub/file"));
  EXPECT_EQ(stats_.MtimeOf("broken"), 0);
}

// Neither there nor missing: nothing may be concluded from it.
TEST_P(DirectoryStatsTest, OtherFailuresAreToldFromMissing) {
  ASSERT_EQ(symlink("circle", (dir_ / "circle").c_str()), 0);
  Enter(dir_ / "circle/");
  EXPECT_EQ(stats_.MtimeOf("file"), -1);
  Enter(dir_ / "");
  EXPECT_EQ(stats_.MtimeOf("circle"), -1);
  EXPECT_EQ(stats_.MtimeOf(std::string(300, 'x').c_str()), -1);
}

}  // namespace
}  // namespace xb
