// SPDX-License-Identifier: Apache-2.0
#include "cache/statistics.h"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <string>
#include <vector>

#include "unit/cache/cache_support.h"

namespace xb {
namespace {

class StatisticsTest : public ::testing::Test {
 protected:
  Counters Hits(uint64_t count) {
    Counters counters;
    counters.Add("hits", count);
    return counters;
  }

  TempDir directory_;
  const Layout layout_{directory_ / "cache"};
};

TEST_F(StatisticsTest, ProcessesAddUp) {
  EXPECT_EQ(ReadStatistics(layout_).counters.Get("hits"), 0u);
  Counters second = Hits(3);
  second.Add("miss.lost", 1);
  ASSERT_TRUE(AddStatistics(layout_, Hits(2), 0).ok());
  ASSERT_TRUE(AddStatistics(layout_, second, 0).ok());
  const Statistics sum = ReadStatistics(layout_);
  EXPECT_EQ(sum.counters.Get("hits"), 5u);
  EXPECT_EQ(sum.counters.Get("miss.lost"), 1u);
  EXPECT_EQ(sum.counters.Get("never"), 0u);
  EXPECT_EQ(sum.counters.all().size(), 2u);
}

TEST_F(StatisticsTest, ManyAtOnceLoseNothing) {
  constexpr int kProcesses = 10;
  constexpr int kTimes = 20;
  std::vector<pid_t> children;
  for (int i = 0; i < kProcesses; ++i) {
    const pid_t child = fork();
    if (child == 0) {
      bool is_ok = true;
      for (int j = 0; j < kTimes; ++j) {
        is_ok = AddStatistics(layout_, Hits(1), 10).ok() && is_ok;
      }
      _exit(is_ok ? 0 : 1);
    }
    children.push_back(child);
  }
  for (const pid_t child : children) {
    int status = -1;
    ASSERT_EQ(waitpid(child, &status, 0), child);
    EXPECT_EQ(status, 0);
  }
  EXPECT_EQ(ReadStatistics(layout_).counters.Get("hits"),
            uint64_t{kProcesses * kTimes});
}

TEST_F(StatisticsTest, SizeIsUnknownUntilSomebodyLooked) {
  ASSERT_TRUE(AddStatistics(layout_, Hits(1), 5000).ok());
  EXPECT_EQ(ReadStatistics(layout_).size, std::nullopt);
  ASSERT_TRUE(SetCacheSize(layout_, 100000).ok());
  ASSERT_TRUE(AddStatistics(layout_, Hits(1), 5000).ok());
  EXPECT_EQ(ReadStatistics(layout_).size, 105000u);
}

TEST_F(StatisticsTest, OwnLooksAreRemembered) {
  ASSERT_TRUE(SetCacheSize(layout_, 100000).ok());
  ASSERT_TRUE(AddOwnLook(layout_, {.next_part = 3,
                                   .removal = {.ended_ns = 5,
                                               .files = 2,
                                               .bytes = 30000,
                                               .max_size = 90000}})
                  .ok());
  Statistics statistics = ReadStatistics(layout_);
  EXPECT_EQ(statistics.size, 70000u);
  EXPECT_EQ(statistics.next_part, 3u);
  EXPECT_EQ(statistics.last_removal.max_size, 90000u);
  // One that removed nothing is no news; one at everything knows the size.
  ASSERT_TRUE(
      AddOwnLook(layout_, {.size = 65000, .removal = {.ended_ns = 9}}).ok());
  statistics = ReadStatistics(layout_);
  EXPECT_EQ(statistics.size, 65000u);
  EXPECT_EQ(statistics.next_part, 0u);
  EXPECT_EQ(statistics.last_removal.ended_ns, 5);
  EXPECT_EQ(statistics.last_removal.files, 2u);
}

TEST_F(StatisticsTest, ResetKeepsTheSize) {
  ASSERT_TRUE(SetCacheSize(layout_, 100000).ok());
  ASSERT_TRUE(AddStatistics(layout_, Hits(1), 0).ok());
  ASSERT_TRUE(ResetStatistics(layout_, 1234).ok());
  const Statistics statistics = ReadStatistics(layout_);
  EXPECT_TRUE(statistics.counters.all().empty());
  EXPECT_EQ(statistics.since_s, 1234);
  EXPECT_EQ(statistics.size, 100000u);
}

TEST_F(StatisticsTest, DamageBeginsAtZero) {
  Statistics statistics;
  statistics.size = 7;
  statistics.counters.Add("hits", 300);
  const std::string bytes = statistics.Encode();
  ASSERT_TRUE(Statistics::Decode(bytes).has_value());
  for (size_t bit = 0; bit < bytes.size() * 8; ++bit) {
    std::string damaged = bytes;
    damaged[bit / 8] = static_cast<char>(damaged[bit / 8] ^ 1 << bit % 8);
    EXPECT_FALSE(Statistics::Decode(damaged).has_value()) << bit;
  }
  for (size_t size = 0; size < bytes.size(); ++size) {
    EXPECT_FALSE(Statistics::Decode(bytes.substr(0, size)).has_value());
  }
  ASSERT_TRUE(AddStatistics(layout_, Hits(2), 0).ok());
  WriteBytes(layout_.statistics(), "garbage");
  ASSERT_TRUE(AddStatistics(layout_, Hits(3), 0).ok());
  EXPECT_EQ(ReadStatistics(layout_).counters.Get("hits"), 3u);
}

TEST_F(StatisticsTest, NamesDoNotGrowWithoutEnd) {
  Counters counters;
  for (size_t i = 0; i < 2 * Counters::kMaxNames; ++i) {
    counters.Add("rule." + std::to_string(i), 1);
  }
  counters.Add(std::string(10000, 'x'), 1);
  EXPECT_LE(counters.all().size(), Counters::kMaxNames);
  uint64_t sum = 0;
  for (const auto& [name, count] : counters.all()) sum += count;
  EXPECT_EQ(sum, 2 * Counters::kMaxNames + 1);
  Statistics statistics;
  statistics.counters = counters;
  EXPECT_TRUE(Statistics::Decode(statistics.Encode()).has_value());
}

}  // namespace
}  // namespace xb
