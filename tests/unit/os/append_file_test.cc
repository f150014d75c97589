// SPDX-License-Identifier: Apache-2.0
#include "os/append_file.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/resource.h>

#include <string>

#include "os/disk.h"
#include "support/temp_dir.h"

namespace xb {
namespace {

// While it lives, files of this process cannot grow beyond `bytes`: a write
// across the limit is cut short, as on a full disk.
class FileSizeLimit {
 public:
  explicit FileSizeLimit(rlim_t bytes) {
    before_handler_ = signal(SIGXFSZ, SIG_IGN);
    getrlimit(RLIMIT_FSIZE, &before_);
    rlimit limit = before_;
    limit.rlim_cur = bytes;
    setrlimit(RLIMIT_FSIZE, &limit);
  }
  FileSizeLimit(const FileSizeLimit&) = delete;
  FileSizeLimit& operator=(const FileSizeLimit&) = delete;
  ~FileSizeLimit() {
    setrlimit(RLIMIT_FSIZE, &before_);
    signal(SIGXFSZ, before_handler_);
  }

 private:
  rlimit before_;
  void (*before_handler_)(int);
};

class AppendFileTest : public ::testing::Test {
 protected:
  std::string Contents(const std::string& path) {
    return disk_.Read(path).value().value_or("(missing)");
  }

  TempDir dir_;
  RealDisk disk_;
};

TEST_F(AppendFileTest, AppendsToWhatIsThere) {
  ASSERT_TRUE(disk_.Write(dir_ / "log", "old\n").ok());
  auto log = AppendFile::Open(dir_ / "log");
  ASSERT_TRUE(log.value().Append("new\n").ok());
  EXPECT_EQ(Contents(dir_ / "log"), "old\nnew\n");
  EXPECT_EQ(log.value().Size().value(), 8);
}

TEST_F(AppendFileTest, OpensOnlyWhatExistsWhenToldSo) {
  const auto log = AppendFile::Open(dir_ / "none", {.create = false});
  ASSERT_FALSE(log.ok());
  EXPECT_EQ(log.error().message,
            "open(" + (dir_ / "none") + "): No such file or directory");
}

TEST_F(AppendFileTest, TruncatesWhenToldSo) {
  ASSERT_TRUE(disk_.Write(dir_ / "log", "old\n").ok());
  auto log = AppendFile::Open(dir_ / "log", {.truncate = true});
  ASSERT_TRUE(log.value().Append("new\n").ok());
  EXPECT_EQ(Contents(dir_ / "log"), "new\n");
}

TEST_F(AppendFileTest, TwoWritersDoNotOverwriteEachOther) {
  auto one = AppendFile::Open(dir_ / "log");
  auto two = AppendFile::Open(dir_ / "log");
  ASSERT_TRUE(one.value().Append("1").ok());
  ASSERT_TRUE(two.value().Append("2").ok());
  ASSERT_TRUE(one.value().Append("3").ok());
  EXPECT_EQ(Contents(dir_ / "log"), "123");
}

TEST_F(AppendFileTest, HalfARecordIsCutOffAgain) {
  auto log = AppendFile::Open(dir_ / "log");
  ASSERT_TRUE(log.value().Append("whole record\n").ok());
  {
    const FileSizeLimit limit(20);
    const Status status = log.value().Append("does not fit\n");
    ASSERT_FALSE(status.ok());
    EXPECT_EQ(status.error().message,
              "write(" + (dir_ / "log") + "): File too large");
  }
  EXPECT_EQ(Contents(dir_ / "log"), "whole record\n");
  // The log can be used again once there is room.
  ASSERT_TRUE(log.value().Append("fits\n").ok());
  EXPECT_EQ(Contents(dir_ / "log"), "whole record\nfits\n");
}

TEST_F(AppendFileTest, FullDiskIsAnError) {
  auto full = AppendFile::Open("/dev/full");
  const Status status = full.value().Append("x");
  ASSERT_FALSE(status.ok());
  EXPECT_EQ(status.error().message,
            "write(/dev/full): No space left on device");
}

TEST_F(AppendFileTest, ReadsTheTail) {
  auto log = AppendFile::Open(dir_ / "log");
  ASSERT_TRUE(log.value().Append("0123456789").ok());
  EXPECT_EQ(log.value().ReadAt(4, 3).value(), "456");
  EXPECT_EQ(log.value().ReadAt(8, 100).value(), "89");
  EXPECT_EQ(log.value().ReadAt(50, 10).value(), "");
}

TEST_F(AppendFileTest, TruncateIsFollowedByAppendAtTheNewEnd) {
  auto log = AppendFile::Open(dir_ / "log");
  ASSERT_TRUE(log.value().Append("keep, drop").ok());
  ASSERT_TRUE(log.value().Truncate(4).ok());
  ASSERT_TRUE(log.value().Append("!").ok());
  ASSERT_TRUE(log.value().Sync().ok());
  EXPECT_EQ(Contents(dir_ / "log"), "keep!");
}

TEST_F(AppendFileTest, NoticesThatItsFileWasReplaced) {
  auto log = AppendFile::Open(dir_ / "log");
  EXPECT_TRUE(log.value().StillAt(dir_ / "log").value());
  ASSERT_TRUE(disk_.WriteAtomic(dir_ / "log", "compacted").ok());
  EXPECT_FALSE(log.value().StillAt(dir_ / "log").value());
  ASSERT_TRUE(disk_.Remove(dir_ / "log").value());
  EXPECT_FALSE(log.value().StillAt(dir_ / "log").value());
}

TEST_F(AppendFileTest, StatIsThatOfTheOpenFile) {
  auto log = AppendFile::Open(dir_ / "log");
  const auto inode = disk_.Stat(dir_ / "log").value().inode;
  ASSERT_TRUE(disk_.Rename(dir_ / "log", dir_ / "moved").ok());
  EXPECT_EQ(log.value().Stat().value().inode, inode);
}

TEST_F(AppendFileTest, LockCanBeTakenAgainAfterItsScope) {
  auto log = AppendFile::Open(dir_ / "log");
  auto other = AppendFile::Open(dir_ / "log");
  { const auto lock = log.value().TakeLock(); }
  // Would hang if the lock were still held.
  EXPECT_TRUE(other.value().TakeLock().ok());
}

}  // namespace
}  // namespace xb
