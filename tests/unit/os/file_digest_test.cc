// SPDX-License-Identifier: Apache-2.0
#include "os/file_digest.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <string>

#include "os/directory_stats.h"
#include "os/file_clock.h"
#include "support/temp_dir.h"

namespace xb {
namespace {

class FileDigestTest : public ::testing::Test {
 protected:
  // What the file digest says of a file with this text.
  Hash128 DigestOf(const std::string& text) {
    EXPECT_TRUE(disk_.Write(dir_ / "file", text).ok());
    const Result<FileDigest> digest = disk_.Digest(dir_ / "file");
    EXPECT_TRUE(digest.ok());
    EXPECT_TRUE(digest.value().is_stable);
    EXPECT_TRUE(
        IsSameFile(digest.value().stat, disk_.Stat(dir_ / "file").value()));
    return digest.value().digest;
  }

  TempDir dir_;
  RealDisk disk_;
};

TEST_F(FileDigestTest, IsTheHashOfTheBytes) {
  EXPECT_EQ(DigestOf(""), Xxh3Wide(""));
  EXPECT_EQ(DigestOf("text"), Xxh3Wide("text"));
}

TEST_F(FileDigestTest, PiecesOfALongFileMakeOneHash) {
  std::string text;
  for (int i = 0; i < 400'000; ++i) text += static_cast<char>(i * 7);
  EXPECT_EQ(DigestOf(text), Xxh3Wide(text));
  text.resize(256 << 10);
  EXPECT_EQ(DigestOf(text), Xxh3Wide(text));
}

TEST_F(FileDigestTest, FollowsLinks) {
  const Hash128 digest = DigestOf("text");
  ASSERT_EQ(symlink("file", (dir_ / "link").c_str()), 0);
  EXPECT_EQ(disk_.Digest(dir_ / "link").value().digest, digest);
}

TEST_F(FileDigestTest, OnlyRegularFilesHaveOne) {
  EXPECT_FALSE(disk_.Digest(dir_ / "none").ok());
  EXPECT_FALSE(disk_.Digest(dir_.path()).ok());
  // Nobody writes to the pipe, so a reader that waits would wait for ever.
  ASSERT_EQ(mkfifo((dir_ / "pipe").c_str(), 0600), 0);
  EXPECT_FALSE(disk_.Digest(dir_ / "pipe").ok());
}

TEST_F(FileDigestTest, SameFileMeansEveryPartOfTheStat) {
  DigestOf("text");
  const FileStat stat = disk_.Stat(dir_ / "file").value();
  EXPECT_TRUE(IsSameFile(stat, stat));
  const auto differs = [&](auto change) {
    FileStat other = stat;
    change(other);
    return !IsSameFile(stat, other);
  };
  EXPECT_TRUE(differs([](FileStat& s) { ++s.mtime_ns; }));
  EXPECT_TRUE(differs([](FileStat& s) { ++s.ctime_ns; }));
  EXPECT_TRUE(differs([](FileStat& s) { ++s.size; }));
  EXPECT_TRUE(differs([](FileStat& s) { ++s.inode; }));
  EXPECT_TRUE(differs([](FileStat& s) { ++s.device; }));
}

TEST_F(FileDigestTest, DirectoryStatsTellWhatTheDiskTells) {
  DigestOf("text");
  DirectoryStats stats;
  stats.Enter((dir_ / "").c_str(), 100);
  FileStat stat;
  ASSERT_TRUE(stats.Stat("file", &stat));
  EXPECT_TRUE(IsSameFile(stat, disk_.Stat(dir_ / "file").value()));
  EXPECT_TRUE(stat.is_regular());
  ASSERT_TRUE(stats.Stat("none", &stat));
  EXPECT_FALSE(stat.exists());
}

TEST_F(FileDigestTest, FileClockKnowsItsDevice) {
  DigestOf("text");
  const auto clock = RealFileClock::Open(dir_ / "stamp");
  ASSERT_TRUE(clock.ok());
  EXPECT_EQ(clock.value()->device(), disk_.Stat(dir_ / "file").value().device);
}

}  // namespace
}  // namespace xb
