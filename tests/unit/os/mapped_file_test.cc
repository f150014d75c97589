// SPDX-License-Identifier: Apache-2.0
#include "os/mapped_file.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <optional>
#include <string>
#include <utility>

#include "os/disk.h"
#include "support/temp_dir.h"

namespace xb {
namespace {

TEST(MappedFileTest, MissingFileIsNoError) {
  const TempDir dir;
  EXPECT_FALSE(MappedFile::Open(dir / "none").value().has_value());
}

TEST(MappedFileTest, EmptyFileHasNoBytes) {
  const TempDir dir;
  RealDisk disk;
  ASSERT_TRUE(disk.Write(dir / "empty", "").ok());
  const auto mapped = MappedFile::Open(dir / "empty").Take();
  EXPECT_TRUE(mapped->bytes().empty());
  EXPECT_TRUE(mapped->stat().exists());
}

TEST(MappedFileTest, BytesMoveWithTheObject) {
  const TempDir dir;
  RealDisk disk;
  ASSERT_TRUE(disk.Write(dir / "a", "first").ok());
  ASSERT_TRUE(disk.Write(dir / "b", "second").ok());
  MappedFile a = std::move(*MappedFile::Open(dir / "a").value());
  MappedFile b = std::move(*MappedFile::Open(dir / "b").value());
  a = std::move(b);
  EXPECT_EQ(a.bytes(), "second");
  EXPECT_EQ(a.stat().size, 6);
}

char FirstByteOfCutFile(const std::string& path) {
  Result<std::optional<MappedFile>> opened = MappedFile::Open(path);
  if (!opened.ok() || !opened.value().has_value()) return 0;
  const MappedFile moved = std::move(*opened.value());
  if (truncate(path.c_str(), 0) != 0) return 0;
  return static_cast<const volatile char*>(moved.bytes().data())[0];
}

TEST(MappedFileDeathTest, FileCutInPlaceEndsTheProcessWithAnError) {
  const TempDir dir;
  ASSERT_TRUE(RealDisk().Write(dir / "graph", "content").ok());
  EXPECT_EXIT(_exit(FirstByteOfCutFile(dir / "graph")),
              testing::ExitedWithCode(1),
              "error: .*graph was cut, or cannot be read any more");
}

TEST(MappedFileDeathTest, ErrorIsToldOfMappingsMadeAfterOthersHaveGone) {
  const TempDir dir;
  ASSERT_TRUE(RealDisk().Write(dir / "other", "content").ok());
  ASSERT_TRUE(RealDisk().Write(dir / "graph", "content").ok());
  for (int i = 0; i < 100; ++i) {
    ASSERT_TRUE(MappedFile::Open(dir / "other").ok());
  }
  EXPECT_EXIT(_exit(FirstByteOfCutFile(dir / "graph")),
              testing::ExitedWithCode(1), "graph was cut");
}

}  // namespace
}  // namespace xb
