// SPDX-License-Identifier: Apache-2.0

// InputFile, TemporaryFile, FileLock and SparePool: what a store of files
// stands on.

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

#include "os/file_lock.h"
#include "os/file_tree.h"
#include "os/input_file.h"
#include "os/spare_pool.h"
#include "os/temporary_file.h"
#include "support/temp_dir.h"

namespace xb {
namespace {

namespace fs = std::filesystem;

std::string ReadBytes(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file),
          std::istreambuf_iterator<char>()};
}

void WriteBytes(const std::string& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary) << bytes;
}

class StoreFilesTest : public ::testing::Test {
 protected:
  TemporaryFile Create(const std::string& name = "new-") {
    auto file = TemporaryFile::Create(directory_ / name);
    XB_CHECK(file.ok() && file.value().has_value());
    return std::move(*file.value());
  }
  InputFile Open(const std::string& name) {
    auto file = InputFile::Open(directory_ / name);
    XB_CHECK(file.ok() && file.value().has_value());
    return std::move(*file.value());
  }
  std::vector<std::string> Names() {
    std::vector<std::string> names;
    const auto entries = ListDirectory(directory_.path());
    for (const DirectoryEntry& entry : entries.value()) {
      names.push_back(entry.name);
    }
    return names;
  }

  TempDir directory_;
};

TEST_F(StoreFilesTest, InputFileReadsAnyPart) {
  WriteBytes(directory_ / "f", "0123456789");
  const InputFile file = Open("f");
  EXPECT_EQ(file.stat().size, 10);
  std::string bytes = "x";
  ASSERT_TRUE(file.ReadAt(3, 4, &bytes).ok());
  EXPECT_EQ(bytes, "x3456");
  ASSERT_TRUE(file.ReadAt(8, 100, &bytes).ok());
  EXPECT_EQ(bytes, "x345689");
}

TEST_F(StoreFilesTest, WhatIsNoRegularFileIsNotThere) {
  WriteBytes(directory_ / "f", "text");
  fs::create_symlink("f", directory_ / "link");
  fs::create_directory(directory_ / "directory");
  // Opening one for reading would wait for a writer.
  ASSERT_EQ(mkfifo((directory_ / "fifo").c_str(), 0600), 0);
  for (const char* name :
       {"missing", "link", "directory", "fifo", "f/below", "missing/below"}) {
    const auto file = InputFile::Open(directory_ / name);
    ASSERT_TRUE(file.ok()) << name;
    EXPECT_FALSE(file.value().has_value()) << name;
  }
}

TEST_F(StoreFilesTest, InputFileSurvivesTheRemovalOfItsName) {
  WriteBytes(directory_ / "f", "text");
  const InputFile file = Open("f");
  fs::remove(directory_ / "f");
  std::string bytes;
  ASSERT_TRUE(file.ReadAt(0, 4, &bytes).ok());
  EXPECT_EQ(bytes, "text");
}

TEST_F(StoreFilesTest, InputFileNoticesAChange) {
  WriteBytes(directory_ / "f", "text");
  const InputFile file = Open("f");
  EXPECT_TRUE(file.IsUnchanged());
  std::ofstream(directory_ / "f", std::ios::app) << "more";
  EXPECT_FALSE(file.IsUnchanged());
}

TEST_F(StoreFilesTest, TemporaryFileHasItsNameOnlyWhenCommitted) {
  {
    TemporaryFile file = Create();
    ASSERT_TRUE(file.Append("one ").ok());
    ASSERT_TRUE(file.Append("two").ok());
    EXPECT_FALSE(fs::exists(directory_ / "f"));
    EXPECT_EQ(ReadBytes(file.path()), "one two");
    ASSERT_TRUE(file.Commit(directory_ / "f").ok());
  }
  EXPECT_EQ(Names(), std::vector<std::string>{"f"});
  EXPECT_EQ(ReadBytes(directory_ / "f"), "one two");
}

TEST_F(StoreFilesTest, TemporaryFileIsRemovedUnlessCommitted) {
  {
    TemporaryFile file = Create();
    TemporaryFile moved = std::move(file);
    ASSERT_TRUE(moved.Append("text").ok());
    TemporaryFile other = Create();
    other = std::move(moved);
    EXPECT_EQ(Names().size(), 1u);
  }
  EXPECT_TRUE(Names().empty());
}

TEST_F(StoreFilesTest, TemporaryFileIsItsOwnersAlone) {
  const TemporaryFile file = Create();
  EXPECT_EQ(StatLink(file.path()).value().mode & 0777, 0600u);
}

TEST_F(StoreFilesTest, TemporaryFileTakesModeAndTime) {
  const mode_t before = umask(077);
  TemporaryFile file = Create();
  ASSERT_TRUE(file.SetMode(0751).ok());
  ASSERT_TRUE(file.SetMtime(int64_t{1234567890} * 1000000000 + 5000).ok());
  ASSERT_TRUE(file.Commit(directory_ / "f").ok());
  umask(before);
  const FileStat stat = StatLink(directory_ / "f").value();
  EXPECT_EQ(stat.mode & 07777, 0751u);
  EXPECT_EQ(stat.mtime_ns, int64_t{1234567890} * 1000000000 + 5000);
}

TEST_F(StoreFilesTest, TemporaryFileOfNoDirectoryIsNone) {
  for (const char* name : {"missing/new-", "missing/below/new-"}) {
    const auto file = TemporaryFile::Create(directory_ / name);
    ASSERT_TRUE(file.ok());
    EXPECT_FALSE(file.value().has_value());
    const auto link = TemporaryFile::CreateLink(directory_ / name, "target");
    ASSERT_TRUE(link.ok());
    EXPECT_FALSE(link.value().has_value());
  }
}

TEST_F(StoreFilesTest, CommitReplacesALinkAndNotItsTarget) {
  WriteBytes(directory_ / "victim", "untouched");
  fs::create_symlink("victim", directory_ / "f");
  TemporaryFile file = Create();
  ASSERT_TRUE(file.Append("new").ok());
  ASSERT_TRUE(file.Commit(directory_ / "f").ok());
  EXPECT_FALSE(fs::is_symlink(directory_ / "f"));
  EXPECT_EQ(ReadBytes(directory_ / "victim"), "untouched");
}

TEST_F(StoreFilesTest, CommitAnewReplacesFilesAndLinksOnly) {
  fs::create_symlink("nowhere", directory_ / "link");
  WriteBytes(directory_ / "f", "old");
  fs::create_directory(directory_ / "directory");
  for (const char* name : {"link", "f", "fresh"}) {
    TemporaryFile file = Create();
    ASSERT_TRUE(file.Append("new").ok());
    ASSERT_TRUE(file.CommitAnew(directory_ / name).ok());
    EXPECT_EQ(ReadBytes(directory_ / name), "new");
    EXPECT_FALSE(fs::is_symlink(directory_ / name));
  }
  TemporaryFile file = Create();
  EXPECT_FALSE(file.CommitAnew(directory_ / "directory").ok());
  EXPECT_TRUE(fs::is_directory(directory_ / "directory"));
}

TEST_F(StoreFilesTest, CommitOverADirectoryFailsAndLeavesNothing) {
  fs::create_directory(directory_ / "f");
  {
    TemporaryFile file = Create();
    EXPECT_FALSE(file.Commit(directory_ / "f").ok());
  }
  EXPECT_EQ(Names(), std::vector<std::string>{"f"});
}

TEST_F(StoreFilesTest, LinkIsMadeWhole) {
  WriteBytes(directory_ / "f", "old");
  auto link = TemporaryFile::CreateLink(directory_ / "new-", "some/where");
  ASSERT_TRUE(link.ok());
  ASSERT_TRUE(link.value()->Commit(directory_ / "f").ok());
  EXPECT_EQ(ReadLink(directory_ / "f").value(), "some/where");
  EXPECT_EQ(Names(), std::vector<std::string>{"f"});
}

TEST_F(StoreFilesTest, CloneIsTheFirstBytesOrNothing) {
  const std::string bytes(100000, 'x');
  WriteBytes(directory_ / "from", bytes + "trailer");
  const InputFile from = Open("from");
  TemporaryFile file = Create();
  const auto cloned = file.Clone(from, static_cast<int64_t>(bytes.size()));
  ASSERT_TRUE(cloned.ok());
  ASSERT_TRUE(file.Append("!").ok());
  EXPECT_TRUE(ReadBytes(file.path()) == (cloned.value() ? bytes : "") + "!");
}

TEST_F(StoreFilesTest, LockKeepsOthersOut) {
  const std::string path = directory_ / "lock";
  {
    const auto held = FileLock::Take(path);
    ASSERT_TRUE(held.ok());
    const auto second = FileLock::TryTake(path);
    ASSERT_TRUE(second.ok());
    EXPECT_FALSE(second.value().has_value());
  }
  const auto third = FileLock::TryTake(path);
  ASSERT_TRUE(third.ok());
  EXPECT_TRUE(third.value().has_value());
  EXPECT_FALSE(FileLock::Take(directory_ / "missing/lock").ok());
}

TEST(SparePoolTest, GivesBackWhatItWasGiven) {
  SparePool<int> pool;
  EXPECT_EQ(pool.Take(), nullptr);
  pool.Give(std::make_unique<int>(7));
  auto taken = pool.Take();
  ASSERT_NE(taken, nullptr);
  EXPECT_EQ(*taken, 7);
  EXPECT_EQ(pool.Take(), nullptr);
}

TEST(SparePoolTest, LetsGoOfWhatHasNoRoom) {
  // The leak checker watches that nothing is lost.
  SparePool<int> pool;
  for (int i = 0; i < 100; ++i) pool.Give(std::make_unique<int>(i));
  int taken = 0;
  while (pool.Take() != nullptr) ++taken;
  EXPECT_GT(taken, 0);
  EXPECT_LT(taken, 100);
}

}  // namespace
}  // namespace xb
