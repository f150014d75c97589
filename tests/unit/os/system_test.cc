// SPDX-License-Identifier: Apache-2.0
#include "os/system.h"

#include <gtest/gtest.h>
#include <sched.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <memory>

#include "os/clock.h"
#include "os/disk.h"
#include "os/environment.h"
#include "os/file_clock.h"
#include "support/temp_dir.h"

namespace xb {
namespace {

TEST(SystemTest, QuotaOfVersion2IsRoundedUp) {
  EXPECT_EQ(ProcessorsFromCpuMax("200000 100000\n"), 2);
  EXPECT_EQ(ProcessorsFromCpuMax("150000 100000\n"), 2);
  EXPECT_EQ(ProcessorsFromCpuMax("1000 100000"), 1);
}

TEST(SystemTest, NoQuotaOfVersion2) {
  EXPECT_EQ(ProcessorsFromCpuMax("max 100000\n"), std::nullopt);
  EXPECT_EQ(ProcessorsFromCpuMax(""), std::nullopt);
  EXPECT_EQ(ProcessorsFromCpuMax("100000 0"), std::nullopt);
}

TEST(SystemTest, QuotaOfVersion1) {
  EXPECT_EQ(ProcessorsFromCfs("300000\n", "100000\n"), 3);
  EXPECT_EQ(ProcessorsFromCfs("-1\n", "100000\n"), std::nullopt);
  EXPECT_EQ(ProcessorsFromCfs("", ""), std::nullopt);
}

TEST(SystemTest, AffinityBoundsTheProcessorCount) {
  cpu_set_t before;
  ASSERT_EQ(sched_getaffinity(0, sizeof(before), &before), 0);
  int first = 0;
  while (!CPU_ISSET(first, &before)) ++first;
  cpu_set_t one;
  CPU_ZERO(&one);
  CPU_SET(first, &one);
  ASSERT_EQ(sched_setaffinity(0, sizeof(one), &one), 0);
  const int count = ProcessorCount();
  ASSERT_EQ(sched_setaffinity(0, sizeof(before), &before), 0);
  EXPECT_EQ(count, 1);
}

TEST(SystemTest, LoadAverageIsNotNegative) {
  EXPECT_GE(LoadAverage().value_or(0), 0);
}

TEST(SystemTest, DirectoryCanBeChanged) {
  const TempDir dir;
  const std::string before = CurrentDirectory().value();
  ASSERT_TRUE(ChangeDirectory(dir.path()).ok());
  const std::string inside = CurrentDirectory().value();
  ASSERT_TRUE(ChangeDirectory(before).ok());
  EXPECT_EQ(inside, std::filesystem::canonical(dir.path()).string());
}

TEST(SystemTest, ChangingToNowhereNamesThePath) {
  const Status status = ChangeDirectory("/no/such/directory");
  ASSERT_FALSE(status.ok());
  EXPECT_EQ(status.error().message,
            "chdir(/no/such/directory): No such file or directory");
}

TEST(EnvironmentTest, SetAndUnset) {
  EXPECT_EQ(GetEnv("XB_TEST_VARIABLE"), std::nullopt);
  SetEnv("XB_TEST_VARIABLE", "");
  EXPECT_EQ(GetEnv("XB_TEST_VARIABLE"), "");
  SetEnv("XB_TEST_VARIABLE", "value");
  EXPECT_EQ(GetEnv("XB_TEST_VARIABLE"), "value");
  UnsetEnv("XB_TEST_VARIABLE");
  EXPECT_EQ(GetEnv("XB_TEST_VARIABLE"), std::nullopt);
}

TEST(ClockTest, MonotonicTimeDoesNotGoBack) {
  RealClock clock;
  const int64_t before = clock.NowNs();
  EXPECT_GE(clock.NowNs(), before);
  EXPECT_GT(clock.WallNs(), 1'500'000'000'000'000'000);
}

TEST(FileClockTest, FilesAreNeverOlderThanTheTimeBeforeThem) {
  const TempDir dir;
  RealDisk disk;
  auto clock = RealFileClock::Open(dir / "lock").Take();
  const int64_t before = clock->NowNs().value();
  ASSERT_TRUE(disk.Write(dir / "file", "x").ok());
  const int64_t after = clock->NowNs().value();
  const int64_t written = disk.StatMtime(dir / "file").value();
  EXPECT_LE(before, written);
  EXPECT_LE(written, after);
}

TEST(FileClockTest, KeepsTheContentsOfItsFile) {
  const TempDir dir;
  RealDisk disk;
  ASSERT_TRUE(disk.Write(dir / "lock", "17\nxb all\n").ok());
  auto clock = RealFileClock::Open(dir / "lock").Take();
  ASSERT_TRUE(clock->NowNs().ok());
  EXPECT_EQ(disk.Read(dir / "lock").value(), "17\nxb all\n");
}

}  // namespace
}  // namespace xb
