// SPDX-License-Identifier: Apache-2.0
#include "history/clean_stamp.h"

#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <random>
#include <string>

#include "unit/history/clean_stamp_support.h"

namespace xb {
namespace {

namespace fs = std::filesystem;

TEST(CleanStampTest, HoldsWhileNothingChanges) {
  StampBench bench;
  bench.Write();
  const auto stamp = bench.Open();
  ASSERT_NE(stamp, nullptr);
  EXPECT_EQ(stamp->build_dir(), "out");
  EXPECT_EQ(stamp->file_count(), bench.paths.size());
  EXPECT_TRUE(stamp->Holds(bench.disk, bench.workers));
}

TEST(CleanStampTest, IsNotThereAtFirst) {
  StampBench bench;
  EXPECT_EQ(bench.Open(), nullptr);
}

TEST(CleanStampTest, AnyChangeOfAFileIsSeen) {
  for (const char* name : {"a", "sub/b", "sub/c d"}) {
    StampBench bench;
    bench.Write();
    const std::string path = bench.dir / name;
    // Neither a time that is set back nor an equal size hides it.
    bench.ChangeSecretly(path, std::string(fs::file_size(path), 'x'));
    EXPECT_FALSE(bench.IsClean()) << name;
  }
}

TEST(CleanStampTest, OnlyTheTimeCountsWhereOnlyThatWasSeen) {
  StampBench bench;
  const std::string path = bench.dir / "a";
  const auto old = fs::last_write_time(path);
  bench.Write(/*by_mtime=*/path);
  WriteBytes(path, "something else");
  EXPECT_FALSE(bench.IsClean());
  fs::last_write_time(path, old);
  EXPECT_TRUE(bench.IsClean());
  fs::remove(path);
  EXPECT_FALSE(bench.IsClean());
}

TEST(CleanStampTest, FileThatWasReadCountsWholeBesideThoseOfTimes) {
  StampBench bench;
  const std::string path = bench.dir / "sub/b";
  bench.Write(/*by_mtime=*/bench.dir / "a");
  bench.ChangeSecretly(path, std::string(fs::file_size(path), 'x'));
  EXPECT_FALSE(bench.IsClean());
}

TEST(CleanStampTest, LogChangedInPlaceIsSeen) {
  StampBench bench;
  const std::string path = bench.dir / "log";
  // The change is farther from the end than what is hashed.
  std::string log(100000, 'x');
  WriteBytes(path, log);
  bench.Write();
  EXPECT_TRUE(bench.IsClean());
  log[10] = 'y';
  bench.ChangeSecretly(path, log);
  EXPECT_FALSE(bench.IsClean());
}

TEST(CleanStampTest, FilesThatComeAndGoAreSeen) {
  StampBench bench;
  bench.Write();
  fs::remove(bench.dir / "sub/b");
  EXPECT_FALSE(bench.IsClean());

  bench.Write();
  EXPECT_TRUE(bench.IsClean());
  WriteBytes(bench.dir / "missing", "");
  EXPECT_FALSE(bench.IsClean());

  bench.Write();
  fs::create_directory(bench.dir / "nowhere");
  EXPECT_TRUE(bench.IsClean());
  WriteBytes(bench.dir / "nowhere/missing", "");
  EXPECT_FALSE(bench.IsClean());
}

TEST(CleanStampTest, FileThatIsNowAnotherOneIsSeen) {
  StampBench bench;
  const std::string path = bench.dir / "a";
  WriteBytes(bench.dir / "twin", ReadBytes(path));
  fs::last_write_time(bench.dir / "twin", fs::last_write_time(path));
  bench.Write();
  fs::rename(bench.dir / "twin", path);
  EXPECT_FALSE(bench.IsClean());
}

TEST(CleanStampTest, ChangeOfTheManifestIsSeen) {
  StampBench bench;
  bench.Write();
  WriteBytes(bench.manifest(), "rule x");
  EXPECT_FALSE(bench.IsClean());
  bench.Write();
  fs::remove(bench.manifest());
  EXPECT_FALSE(bench.IsClean());
}

TEST(CleanStampTest, LogThatGrewShrankOrCameIsSeen) {
  StampBench bench;
  bench.Write();
  const std::string log = ReadBytes(bench.dir / "log");
  WriteBytes(bench.dir / "log", log + "\n");
  EXPECT_FALSE(bench.IsClean());
  WriteBytes(bench.dir / "log", log.substr(1));
  EXPECT_FALSE(bench.IsClean());
  WriteBytes(bench.dir / "log", log);
  bench.Write();
  EXPECT_TRUE(bench.IsClean());
  WriteBytes(bench.dir / "no log", "");
  EXPECT_FALSE(bench.IsClean());
}

TEST(CleanStampTest, IsOfOneKeyOnly) {
  StampBench bench;
  bench.Write();
  for (const char* key :
       {"", "key", "key of this builds", "Key of this build"}) {
    EXPECT_FALSE(bench.IsClean(key)) << key;
  }
}

TEST(CleanStampTest, DirectoriesOfManyFilesAreWholeToo) {
  StampBench bench;
  for (int i = 0; i < 1500; ++i) {
    bench.paths.push_back(bench.dir / ("sub/file" + std::to_string(i)));
    WriteBytes(bench.paths.back(), "");
  }
  bench.Write();
  EXPECT_TRUE(bench.IsClean());
  for (const int i : {0, 255, 256, 1024, 1499}) {
    bench.Write();
    WriteBytes(bench.dir / ("sub/file" + std::to_string(i)), "now");
    EXPECT_FALSE(bench.IsClean()) << i;
  }
}

TEST(CleanStampTest, LookThatFindsAChangeTellsOfEveryNode) {
  StampBench bench;
  for (int i = 0; i < 600; ++i) {
    bench.paths.push_back(bench.dir / ("sub/file" + std::to_string(i)));
    WriteBytes(bench.paths.back(), "");
  }
  bench.Write();
  WriteBytes(bench.dir / "a", "now of another size");
  WriteBytes(bench.dir / "missing", "");
  WriteBytes(bench.dir / "sub/file300", "now");
  fs::remove(bench.dir / "sub/b");
  const auto stamp = bench.Open();
  ASSERT_EQ(stamp->snapshot(), StampBench::kSnapshot);
  const CleanStamp::Look look = stamp->LookAt(bench.disk, bench.workers);
  EXPECT_FALSE(look.holds);
  ASSERT_TRUE(look.is_whole);
  size_t count = 0;
  stamp->ForEachNode(look, [&](NodeId node, const FileStat& stat) {
    const std::string& path = bench.paths[Index(node)];
    const FileStat now = bench.StatOf(path);
    EXPECT_TRUE(IsSameFile(stat, now)) << path;
    EXPECT_EQ(stat.is_regular(), now.is_regular()) << path;
    EXPECT_EQ(stat.device, now.device) << path;
    ++count;
  });
  EXPECT_EQ(count, bench.paths.size());
}

TEST(CleanStampTest, WhereALogHasChangedNoFileIsLookedAt) {
  StampBench bench;
  bench.Write();
  WriteBytes(bench.dir / "log", "other");
  const auto stamp = bench.Open();
  EXPECT_FALSE(stamp->LookAt(bench.disk, bench.workers).is_whole);
}

TEST(CleanStampTest, WithoutASnapshotNoFileIsANode) {
  StampBench bench;
  bench.snapshot = 0;
  bench.Write();
  const auto stamp = bench.Open();
  const CleanStamp::Look look = stamp->LookAt(bench.disk, bench.workers);
  EXPECT_TRUE(look.holds);
  stamp->ForEachNode(look, [](NodeId, const FileStat&) { FAIL(); });
}

TEST(CleanStampTest, EveryFlippedBitIsFound) {
  StampBench bench;
  bench.Write();
  const std::string bytes = ReadBytes(bench.stamp());
  for (size_t i = 0; i < bytes.size(); ++i) {
    std::string flipped = bytes;
    flipped[i] = static_cast<char>(flipped[i] ^ (1 << (i % 8)));
    bench.PutStamp(flipped);
    EXPECT_EQ(bench.Open(), nullptr) << i;
  }
  for (size_t size = 0; size < bytes.size(); ++size) {
    bench.PutStamp(bytes.substr(0, size));
    EXPECT_EQ(bench.Open(), nullptr) << size;
  }
  bench.PutStamp(bytes + "\n");
  EXPECT_EQ(bench.Open(), nullptr);
}

TEST(CleanStampTest, ForgeryWithARightHashIsHarmless) {
  StampBench bench;
  bench.Write();
  const std::string bytes = ReadBytes(bench.stamp());
  std::mt19937 random(1);
  for (int i = 0; i < 3000; ++i) {
    std::string forged = bytes;
    for (int k = 0; k < 3; ++k) {
      forged[random() % forged.size()] = static_cast<char>(random());
    }
    SignStamp(&forged);
    bench.PutStamp(forged);
    // Whatever it says, it does so without a crash.
    bench.IsClean();
  }
}

}  // namespace
}  // namespace xb
