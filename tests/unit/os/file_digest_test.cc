// SPDX-License-Identifier: Apache-2.0
#include "os/file_digest.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/wait.h>
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

// The exit status of a process that is no longer root.
int TellTimeAsNobody(const std::string& directory) {
  constexpr uid_t kNobody = 65534;
  // From here no directory above must let it in.
  if (chdir(directory.c_str()) != 0 || chmod(".", 0777) != 0 ||
      setuid(kNobody) != 0) {
    return 1;
  }
  const auto clock = RealFileClock::Open("stamp");
  if (!clock.ok()) return 2;
  return clock.value()->NowNs().ok() ? 0 : 3;
}

TEST_F(FileDigestTest, FileClockMayBeOfSomebodyElseWhoLetsUsWrite) {
  if (geteuid() != 0) GTEST_SKIP() << "only root can become somebody else";
  ASSERT_TRUE(disk_.Write(dir_ / "stamp", "").ok());
  ASSERT_EQ(chmod((dir_ / "stamp").c_str(), 0666), 0);
  const pid_t nobody = fork();
  if (nobody == 0) _exit(TellTimeAsNobody(dir_ / ""));
  int status = 0;
  ASSERT_EQ(waitpid(nobody, &status, 0), nobody);
  ASSERT_TRUE(WIFEXITED(status));
  EXPECT_EQ(WEXITSTATUS(status), 0);
}

TEST_F(FileDigestTest, FileClockKnowsItsDevice) {
  DigestOf("text");
  const auto clock = RealFileClock::Open(dir_ / "stamp");
  ASSERT_TRUE(clock.ok());
  EXPECT_EQ(clock.value()->device(), disk_.Stat(dir_ / "file").value().device);
}

}  // namespace
}  // namespace xb
