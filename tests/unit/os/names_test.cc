// SPDX-License-Identifier: Apache-2.0
#include "os/names.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "os/disk.h"
#include "support/temp_dir.h"

namespace xb {
namespace {

TEST(NamesTest, RealPathFollowsLinks) {
  const TempDir dir;
  RealDisk disk;
  ASSERT_TRUE(disk.Write(dir.path() + "/file", "").ok());
  std::filesystem::create_symlink("file", dir.path() + "/link");
  EXPECT_EQ(RealPath(dir.path() + "/./link"), RealPath(dir.path() + "/file"));
  EXPECT_FALSE(RealPath(dir.path() + "/none").has_value());
}

TEST(NamesTest, AppendingCreatesAndExtends) {
  const TempDir dir;
  RealDisk disk;
  const std::string path = dir.path() + "/log";
  ASSERT_TRUE(AppendToFile(path, "a").ok());
  ASSERT_TRUE(AppendToFile(path, "b").ok());
  EXPECT_EQ(disk.Read(path).value(), "ab");
}

TEST(NamesTest, TouchingCreatesAndRenews) {
  const TempDir dir;
  RealDisk disk;
  const std::string path = dir.path() + "/file";
  ASSERT_TRUE(TouchFile(path).ok());
  EXPECT_EQ(disk.Stat(path).value().size, 0);
  EXPECT_FALSE(TouchFile(dir.path() + "/none/file").ok());
}

TEST(NamesTest, HomeOfAnUnknownUserIsUnknown) {
  EXPECT_FALSE(HomeDirectory("no such user").has_value());
  EXPECT_TRUE(HomeDirectory("root").has_value());
}

}  // namespace
}  // namespace xb
