// SPDX-License-Identifier: Apache-2.0
#include "remake/recipe_log.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "support/temp_dir.h"

namespace xb {
namespace {

class RecipeLogTest : public testing::Test {
 protected:
  void SetUp() override {
    before_ = std::filesystem::current_path();
    std::filesystem::current_path(std::filesystem::path(dir_ / "."));
  }
  void TearDown() override { std::filesystem::current_path(before_); }

  static RecipeRun RunOf(const std::string& target, int64_t mtime_ns) {
    return {.target = target,
            .reason = "it is not there",
            .command = "make " + target,
            .time_s = 1,
            .duration_ms = 2,
            .mtime_ns = mtime_ns,
            .content_ns = mtime_ns,
            .content = {.low = 3, .high = 4},
            .signature = 5};
  }
  void Keep(const std::vector<RecipeRun>& runs) {
    RecipeLog log;
    log.Load(disk_);
    for (const RecipeRun& run : runs) log.Add(run);
    log.Tidy();
  }
  std::string Bytes() {
    std::ifstream file(RecipeLog::kPath, std::ios::binary);
    return {std::istreambuf_iterator<char>(file),
            std::istreambuf_iterator<char>()};
  }
  void Put(const std::string& bytes) {
    std::ofstream(RecipeLog::kPath, std::ios::binary) << bytes;
  }
  // The mtime of the last run that is known; 0: none is.
  int64_t LastOf(const std::string& target) {
    RecipeLog log;
    log.Load(disk_);
    const RecipeRun* const run = log.LastOf(target);
    return run == nullptr ? 0 : run->mtime_ns;
  }

  TempDir dir_;
  std::filesystem::path before_;
  RealDisk disk_;
};

TEST_F(RecipeLogTest, KnowsWhatWasKept) {
  Keep({RunOf("a", 10), RunOf("b", 20)});
  Keep({RunOf("a", 11)});
  EXPECT_EQ(LastOf("a"), 11);
  EXPECT_EQ(LastOf("b"), 20);
  EXPECT_EQ(LastOf("c"), 0);
  const auto runs = RecipeLog::RunsOf(disk_, "a");
  ASSERT_EQ(runs.size(), 2u);
  EXPECT_EQ(runs[0], RunOf("a", 10));
  EXPECT_EQ(runs[1], RunOf("a", 11));
}

TEST_F(RecipeLogTest, NothingRunsNothingIsLeft) {
  Keep({});
  EXPECT_FALSE(std::filesystem::exists(".xb"));
}

TEST_F(RecipeLogTest, DirectoryOfTheFileKeepsItsTime) {
  const auto before = std::filesystem::last_write_time(".");
  Keep({RunOf("a", 10)});
  EXPECT_EQ(std::filesystem::last_write_time("."), before);
}

TEST_F(RecipeLogTest, TornEndCostsTheLastRun) {
  Keep({RunOf("a", 10)});
  Keep({RunOf("a", 11)});
  Put(Bytes().substr(0, Bytes().size() - 1));
  EXPECT_EQ(LastOf("a"), 10);
  // What follows is not lost behind it.
  Keep({RunOf("b", 20)});
  EXPECT_EQ(LastOf("a"), 10);
  EXPECT_EQ(LastOf("b"), 20);
}

TEST_F(RecipeLogTest, FlippedBitCostsWhatFollows) {
  Keep({RunOf("a", 10), RunOf("b", 20)});
  std::string bytes = Bytes();
  bytes[40] ^= 1;
  Put(bytes);
  EXPECT_EQ(LastOf("a"), 0);
}

TEST_F(RecipeLogTest, OtherFileIsReplaced) {
  std::filesystem::create_directory(".xb");
  Put("something else\n");
  EXPECT_EQ(LastOf("a"), 0);
  Keep({RunOf("a", 10)});
  EXPECT_EQ(LastOf("a"), 10);
}

TEST_F(RecipeLogTest, GrowsNoMoreThanItMust) {
  for (int i = 1; i <= 300; ++i) Keep({RunOf("a", i)});
  EXPECT_EQ(LastOf("a"), 300);
  EXPECT_LT(Bytes().size(), 120u * 150);
  EXPECT_EQ(RecipeLog::RunsOf(disk_, "a").size(), 2u);
}

TEST_F(RecipeLogTest, TwoRunsThatBeginItAtOnceKeepBothRecords) {
  Keep({RunOf("a", 1)});
  const std::string first = Bytes();
  ASSERT_TRUE(disk_.Remove(RecipeLog::kPath).ok());
  Keep({RunOf("b", 2)});
  Put(first + Bytes());
  EXPECT_EQ(LastOf("a"), 1);
  EXPECT_EQ(LastOf("b"), 2);
}

TEST_F(RecipeLogTest, RecipeThatHasBegunIsOnRecordUntilItEnds) {
  Keep({RunOf("a", 10)});
  {
    RecipeLog log;
    log.Load(disk_);
    log.Begin("a", 10);
    EXPECT_EQ(log.BegunAt("a"), 10);
  }
  RecipeLog log;
  log.Load(disk_);
  EXPECT_EQ(log.BegunAt("a"), 10);
  ASSERT_NE(log.LastOf("a"), nullptr);
  EXPECT_EQ(*log.LastOf("a"), RunOf("a", 10));
  EXPECT_EQ(RecipeLog::RunsOf(disk_, "a").size(), 1U);
  log.Begin("b", 0);
  EXPECT_EQ(log.LastOf("b"), nullptr);
  log.Add(RunOf("a", 11));
  EXPECT_EQ(log.BegunAt("a"), std::nullopt);
  EXPECT_EQ(log.BegunAt("b"), 0);
}

TEST_F(RecipeLogTest, WhatIsWrittenAnewStillKnowsWhatHasBegun) {
  Keep({RunOf("a", 10)});
  RecipeLog log;
  log.Load(disk_);
  for (int i = 0; i < 300; ++i) log.Begin("a", i);
  log.Tidy();
  EXPECT_LT(Bytes().size(), 1000U);
  RecipeLog again;
  again.Load(disk_);
  EXPECT_EQ(again.BegunAt("a"), 299);
  EXPECT_EQ(LastOf("a"), 10);
}

}  // namespace
}  // namespace xb
