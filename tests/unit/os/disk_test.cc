// SPDX-License-Identifier: Apache-2.0
#include "os/disk.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <span>
#include <string>
#include <vector>

#include "os/mapped_file.h"
#include "support/temp_dir.h"

namespace xb {
namespace {

class RealDiskTest : public ::testing::Test {
 protected:
  std::string ReadAll(const std::string& path) {
    auto text = disk_.Read(path);
    if (!text.ok() || !text.value()) return "(missing)";
    return *text.value();
  }

  TempDir dir_;
  RealDisk disk_;
};

TEST_F(RealDiskTest, MissingFileHasMtimeZero) {
  EXPECT_EQ(disk_.StatMtime(dir_ / "none").value(), 0);
  EXPECT_FALSE(disk_.Stat(dir_ / "none").value().exists());
}

TEST_F(RealDiskTest, PathThroughAFileIsMissing) {
  ASSERT_TRUE(disk_.Write(dir_ / "file", "x").ok());
  EXPECT_EQ(disk_.StatMtime(dir_ / "file/below").value(), 0);
  EXPECT_FALSE(disk_.Read(dir_ / "file/below").value().has_value());
}

TEST_F(RealDiskTest, RealMtimeOfZeroReadsAsOne) {
  ASSERT_TRUE(disk_.Write(dir_ / "old", "").ok());
  const timespec epoch[2] = {{0, 0}, {0, 0}};
  ASSERT_EQ(utimensat(AT_FDCWD, (dir_ / "old").c_str(), epoch, 0), 0);
  EXPECT_EQ(disk_.StatMtime(dir_ / "old").value(), 1);
}

TEST_F(RealDiskTest, MtimeHasNanoseconds) {
  ASSERT_TRUE(disk_.Write(dir_ / "f", "").ok());
  const timespec times[2] = {{7, 0}, {1234567890, 123456789}};
  ASSERT_EQ(utimensat(AT_FDCWD, (dir_ / "f").c_str(), times, 0), 0);
  EXPECT_EQ(disk_.StatMtime(dir_ / "f").value(), 1234567890123456789);
}

TEST_F(RealDiskTest, StatFollowsLinksAndTellsSizeAndKind) {
  ASSERT_TRUE(disk_.Write(dir_ / "target", "12345").ok());
  ASSERT_EQ(symlink("target", (dir_ / "link").c_str()), 0);
  const FileStat link = disk_.Stat(dir_ / "link").value();
  EXPECT_EQ(link.size, 5);
  EXPECT_FALSE(link.is_directory());
  EXPECT_EQ(link.inode, disk_.Stat(dir_ / "target").value().inode);
  EXPECT_TRUE(disk_.Stat(dir_.path()).value().is_directory());
}

TEST_F(RealDiskTest, FilesOfADirectoryAreLookedAtTogether) {
  ASSERT_TRUE(disk_.MakeParentDirs(dir_ / "sub/x").ok());
  for (const char* name : {"a", "b", "c"}) {
    ASSERT_TRUE(disk_.Write(dir_ / (std::string("sub/") + name), name).ok());
  }
  const std::string endless(300, 'n');
  const std::vector<const char*> names = {"b", "none", "a", endless.c_str(),
                                          "c"};
  std::vector<FileStat> stats(names.size());
  disk_.StatIn(dir_ / "sub/", names, stats);
  EXPECT_EQ(stats[1].mtime_ns, 0);
  EXPECT_EQ(stats[3].mtime_ns, -1);
  for (const size_t i : {0, 2, 4}) {
    EXPECT_TRUE(IsSameFile(
        stats[i], disk_.Stat(dir_ / (std::string("sub/") + names[i])).value()));
  }
  // As any other disk does it.
  std::vector<FileStat> one_by_one(names.size());
  disk_.Disk::StatIn(dir_ / "sub/", names, one_by_one);
  for (size_t i = 0; i < names.size(); ++i) {
    EXPECT_EQ(stats[i].mtime_ns, one_by_one[i].mtime_ns);
  }
  disk_.StatIn("", std::vector<const char*>{"."}, std::span(stats).first(1));
  EXPECT_TRUE(stats[0].is_directory());
}

TEST_F(RealDiskTest, OtherStatFailuresNameThePath) {
  const std::string endless(5000, 'x');
  const auto stat = disk_.StatMtime(endless);
  ASSERT_FALSE(stat.ok());
  EXPECT_EQ(stat.error().message, "stat(" + endless + "): File name too long");
}

TEST_F(RealDiskTest, WriteReplacesContents) {
  ASSERT_TRUE(disk_.Write(dir_ / "f", "long contents").ok());
  ASSERT_TRUE(disk_.Write(dir_ / "f", "short").ok());
  EXPECT_EQ(ReadAll(dir_ / "f"), "short");
}

TEST_F(RealDiskTest, WriteErrorNamesThePath) {
  const Status status = disk_.Write(dir_ / "no/such/dir", "x");
  ASSERT_FALSE(status.ok());
  EXPECT_EQ(status.error().message,
            "open(" + (dir_ / "no/such/dir") + "): No such file or directory");
}

TEST_F(RealDiskTest, WriteToAFullDiskFails) {
  const Status status = disk_.Write("/dev/full", "x");
  ASSERT_FALSE(status.ok());
  EXPECT_EQ(status.error().message,
            "write(/dev/full): No space left on device");
}

TEST_F(RealDiskTest, AtomicWriteLeavesOldReadersTheOldFile) {
  ASSERT_TRUE(disk_.Write(dir_ / "f", "old").ok());
  auto before = MappedFile::Open(dir_ / "f").Take();
  ASSERT_TRUE(disk_.WriteAtomic(dir_ / "f", "new").ok());
  EXPECT_EQ(before->bytes(), "old");
  EXPECT_EQ(ReadAll(dir_ / "f"), "new");
}

TEST_F(RealDiskTest, FailedAtomicWriteLeavesNothingBehind) {
  // A directory in the way: the rename fails after the temporary was written.
  ASSERT_TRUE(disk_.MakeParentDirs(dir_ / "taken/x").ok());
  ASSERT_TRUE(disk_.Write(dir_ / "taken/x", "").ok());
  EXPECT_FALSE(disk_.WriteAtomic(dir_ / "taken", "new").ok());
  ASSERT_TRUE(disk_.Remove(dir_ / "taken/x").value());
  ASSERT_TRUE(disk_.Remove(dir_ / "taken").value());
  // Nothing else is in the directory, or it could not be removed.
  EXPECT_TRUE(disk_.Remove(dir_.path()).value());
}

TEST_F(RealDiskTest, LargeFilesAreReadWhole) {
  const std::string large(3'000'000, 'q');
  ASSERT_TRUE(disk_.Write(dir_ / "large", large).ok());
  EXPECT_EQ(ReadAll(dir_ / "large"), large);
}

TEST_F(RealDiskTest, FilesWithoutASizeAreReadWhole) {
  EXPECT_NE(ReadAll("/proc/self/status").find("Pid:"), std::string::npos);
}

TEST_F(RealDiskTest, ReadingADirectoryIsAnError) {
  const auto text = disk_.Read(dir_.path());
  ASSERT_FALSE(text.ok());
  EXPECT_EQ(text.error().message, "read(" + dir_.path() + "): Is a directory");
}

TEST_F(RealDiskTest, MakesAllParentDirectories) {
  ASSERT_TRUE(disk_.MakeParentDirs(dir_ / "a/b//c/file").ok());
  EXPECT_TRUE(disk_.Stat(dir_ / "a/b/c").value().is_directory());
  EXPECT_FALSE(disk_.Stat(dir_ / "a/b/c/file").value().exists());
}

TEST_F(RealDiskTest, RemovedDirectoriesAreMadeAgain) {
  ASSERT_TRUE(disk_.MakeParentDirs(dir_ / "a/file").ok());
  ASSERT_TRUE(disk_.Remove(dir_ / "a").value());
  ASSERT_TRUE(disk_.MakeParentDirs(dir_ / "a/file").ok());
  EXPECT_TRUE(disk_.Stat(dir_ / "a").value().is_directory());
}

TEST_F(RealDiskTest, NoParentIsFine) {
  EXPECT_TRUE(disk_.MakeParentDirs("file").ok());
  EXPECT_TRUE(disk_.MakeParentDirs("/file").ok());
}

TEST_F(RealDiskTest, AFileInTheWayOfADirectoryIsAnError) {
  ASSERT_TRUE(disk_.Write(dir_ / "file", "").ok());
  const Status status = disk_.MakeParentDirs(dir_ / "file/sub/out");
  ASSERT_FALSE(status.ok());
  EXPECT_EQ(status.error().message,
            "mkdir(" + (dir_ / "file/sub") + "): Not a directory");
}

TEST_F(RealDiskTest, RemoveTellsWhetherThereWasAnything) {
  ASSERT_TRUE(disk_.Write(dir_ / "f", "").ok());
  EXPECT_TRUE(disk_.Remove(dir_ / "f").value());
  EXPECT_FALSE(disk_.Remove(dir_ / "f").value());
}

TEST_F(RealDiskTest, RemoveRefusesAFullDirectory) {
  ASSERT_TRUE(disk_.MakeParentDirs(dir_ / "a/b/c").ok());
  EXPECT_FALSE(disk_.Remove(dir_ / "a").ok());
  EXPECT_TRUE(disk_.Remove(dir_ / "a/b").value());
}

TEST_F(RealDiskTest, RenameReplacesTheTarget) {
  ASSERT_TRUE(disk_.Write(dir_ / "from", "1").ok());
  ASSERT_TRUE(disk_.Write(dir_ / "to", "2").ok());
  ASSERT_TRUE(disk_.Rename(dir_ / "from", dir_ / "to").ok());
  EXPECT_EQ(ReadAll(dir_ / "to"), "1");
  EXPECT_EQ(disk_.StatMtime(dir_ / "from").value(), 0);
  EXPECT_FALSE(disk_.Rename(dir_ / "from", dir_ / "to").ok());
}

TEST_F(RealDiskTest, TruncateCutsTheTail) {
  ASSERT_TRUE(disk_.Write(dir_ / "f", "keep and drop").ok());
  ASSERT_TRUE(disk_.Truncate(dir_ / "f", 4).ok());
  EXPECT_EQ(ReadAll(dir_ / "f"), "keep");
  EXPECT_FALSE(disk_.Truncate(dir_ / "none", 4).ok());
}

}  // namespace
}  // namespace xb
