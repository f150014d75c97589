// SPDX-License-Identifier: Apache-2.0
#include "cache/care.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

#include "cache/statistics.h"
#include "os/file_lock.h"
#include "unit/cache/cache_support.h"

namespace xb {
namespace {

namespace fs = std::filesystem;

constexpr int64_t kCareHourNs = int64_t{3600} * 1000000000;
constexpr int64_t kDayNs = 24 * kCareHourNs;
constexpr uint64_t kBlock = 4096;

class CareTest : public ::testing::Test {
 protected:
  // An action of its own with one output of 20,000 bytes: a record, a result
  // and a blob of 5 blocks; 7 blocks in all.
  static constexpr uint64_t kActionBytes = 7 * kBlock;
  ActionCache::Stored Store(const ActionCache& cache, uint32_t number,
                            const std::string& rule = "cc") {
    const std::string path = here_.Out(std::to_string(number));
    WriteBytes(path, Noise(20000, number));
    auto stored =
        cache.Store({.key = Key(number), .rule = rule, .outputs = {path}});
    XB_CHECK(stored.ok());
    return stored.Take();
  }
  static Digest Key(uint32_t number) { return KeyOf(std::to_string(number)); }
  // The whole of it can be had.
  bool Has(const ActionCache& cache, uint32_t number) {
    const std::vector<std::string> outputs = {
        here_.Out(std::to_string(number))};
    FilesNow now;
    const auto hit = cache.Find(Key(number), outputs, now);
    return hit.result &&
           cache.Restore(*hit.result, outputs).value().has_value();
  }
  GcSummary Collect(const GcOptions& options) {
    auto summary =
        CollectGarbage(here_.cache(), here_.clock(), options, kContinue);
    XB_CHECK(summary.ok());
    return summary.Take();
  }
  uint64_t SizeOnDisk() {
    uint64_t size = 0;
    for (const std::string& directory :
         {here_.cache().layout().blobs(), here_.cache().layout().actions()}) {
      if (!fs::exists(directory)) continue;
      for (const std::string& file : FilesBelow(directory)) {
        size += Layout::DiskSize(fs::file_size(file));
      }
    }
    return size;
  }

  CacheInDirectory here_;
};

TEST_F(CareTest, WithinItsLimitsNothingGoes) {
  Store(here_.cache(), 1);
  const GcSummary summary =
      Collect({.max_size = kActionBytes, .max_age_ns = kCareHourNs});
  EXPECT_EQ(summary.files, 3u);
  EXPECT_EQ(summary.bytes, kActionBytes);
  EXPECT_EQ(summary.bytes, SizeOnDisk());
  EXPECT_EQ(summary.removed_files, 0u);
  EXPECT_TRUE(Has(here_.cache(), 1));
}

TEST_F(CareTest, LongestUnusedGoesFirst) {
  for (uint32_t i = 0; i < 10; ++i) {
    Store(here_.cache(), i);
    here_.clock().Advance(2 * kCareHourNs);
  }
  EXPECT_TRUE(Has(here_.cache(), 0)) << "used again: now the youngest";
  const GcSummary summary = Collect({.max_size = 5 * kActionBytes});
  EXPECT_EQ(summary.bytes - summary.removed_bytes, SizeOnDisk());
  // A tenth below the limit, so that the next one is not needed at once.
  EXPECT_LE(SizeOnDisk(), 5 * kActionBytes * 9 / 10);
  EXPECT_GT(SizeOnDisk(), 4 * kActionBytes * 9 / 10);
  EXPECT_TRUE(Has(here_.cache(), 0));
  for (uint32_t i = 1; i < 6; ++i) EXPECT_FALSE(Has(here_.cache(), i)) << i;
  for (uint32_t i = 7; i < 10; ++i) EXPECT_TRUE(Has(here_.cache(), i)) << i;
}

TEST_F(CareTest, OldGoesWhateverTheSize) {
  Store(here_.cache(), 1);
  here_.clock().Advance(8 * kDayNs);
  Store(here_.cache(), 2);
  const GcSummary summary = Collect({.max_age_ns = 7 * kDayNs});
  EXPECT_EQ(summary.removed_files, 3u);
  EXPECT_EQ(summary.removed_bytes, kActionBytes);
  EXPECT_FALSE(Has(here_.cache(), 1));
  EXPECT_TRUE(Has(here_.cache(), 2));
}

TEST_F(CareTest, KeptScopeStaysWhole) {
  const auto branch = here_.Open({.scope = "branch/x"});
  Store(here_.cache(), 1);
  Store(*branch, 2);
  here_.clock().Advance(8 * kDayNs);
  const GcSummary summary = Collect({.max_size = 0,
                                     .max_age_ns = kDayNs,
                                     .keep_scopes = {"branch/x", "none"}});
  EXPECT_EQ(summary.kept_bytes, kActionBytes);
  EXPECT_EQ(SizeOnDisk(), kActionBytes);
  EXPECT_FALSE(Has(here_.cache(), 1));
  EXPECT_TRUE(Has(*branch, 2));
}

TEST_F(CareTest, LeftoversOfTheKilledGo) {
  const std::string leftover = here_.cache().layout().temporaries() + "/abcdef";
  const std::string fresh = here_.cache().layout().temporaries() + "/ghijkl";
  Store(here_.cache(), 1);
  for (const std::string& path : {leftover, fresh}) WriteBytes(path, "half");
  const int64_t now = here_.clock().WallNs();
  ASSERT_TRUE(SetFileMtime(leftover, now - kCareHourNs - 1).ok());
  ASSERT_TRUE(SetFileMtime(fresh, now - kCareHourNs).ok());
  Collect({});
  EXPECT_FALSE(fs::exists(leftover));
  // Its writer may still be at it.
  EXPECT_TRUE(fs::exists(fresh));
}

TEST_F(CareTest, WhatIsNotOursStays) {
  const Digest digest = Store(here_.cache(), 1).result.outputs[0].digest;
  const std::string readme =
      here_.cache().layout().BlobDirectory(digest) + "/README";
  WriteBytes(readme, "mine");
  Collect({.max_size = 0});
  EXPECT_EQ(SizeOnDisk(), kBlock);
  EXPECT_TRUE(fs::exists(readme));
}

TEST_F(CareTest, StopsWhenToldTo) {
  for (uint32_t i = 0; i < 3; ++i) Store(here_.cache(), i);
  const auto stop = [](uint64_t, uint64_t) { return false; };
  const auto summary =
      CollectGarbage(here_.cache(), here_.clock(), {.max_size = 0}, stop);
  ASSERT_TRUE(summary.ok());
  EXPECT_TRUE(summary.value().is_stopped);
  EXPECT_EQ(SizeOnDisk(), 3 * kActionBytes);
}

TEST_F(CareTest, OneCollectorIsEnough) {
  Store(here_.cache(), 1);
  const auto lock = FileLock::Take(here_.cache().layout().lock("gc"));
  ASSERT_TRUE(lock.ok());
  EXPECT_TRUE(Collect({.max_size = 0}).is_busy);
  EXPECT_TRUE(Has(here_.cache(), 1));
}

TEST_F(CareTest, KnowsWithoutALookWhetherThereIsTooMuch) {
  const auto stored = Store(here_.cache(), 1);
  EXPECT_TRUE(IsOverSize(here_.cache(), 1 << 30)) << "nobody has looked yet";
  Collect({});
  EXPECT_FALSE(IsOverSize(here_.cache(), kActionBytes));
  EXPECT_TRUE(IsOverSize(here_.cache(), kActionBytes - 1));
  const uint64_t written = Store(here_.cache(), 2).written;
  EXPECT_EQ(written, kActionBytes);
  ASSERT_TRUE(AddStatistics(here_.cache().layout(), Counters(), written).ok());
  EXPECT_TRUE(IsOverSize(here_.cache(), kActionBytes));
}

// Actions stored one an hour, whose sizes the statistics know.
class MakeRoomTest : public CareTest {
 protected:
  void StoreMany(uint32_t count) {
    for (uint32_t i = 0; i < count; ++i) {
      here_.clock().Advance(kCareHourNs);
      const uint64_t written = Store(here_.cache(), number_++).written;
      XB_CHECK(AddStatistics(here_.cache().layout(), Counters(), written).ok());
    }
  }
  GcSummary MakeRoomIn(uint64_t max_size) {
    auto summary = MakeRoom(here_.cache(), here_.clock(), max_size);
    XB_CHECK(summary.ok());
    return summary.Take();
  }
  Statistics Known() { return ReadStatistics(here_.cache().layout()); }

 private:
  uint32_t number_ = 0;
};

TEST_F(MakeRoomTest, LooksAtEverythingFirst) {
  StoreMany(10);
  const GcSummary summary = MakeRoomIn(5 * kActionBytes);
  EXPECT_EQ(summary.files, 30u);
  EXPECT_EQ(summary.bytes, 10 * kActionBytes);
  EXPECT_LE(SizeOnDisk(), 5 * kActionBytes * 9 / 10);
  const Statistics known = Known();
  EXPECT_EQ(known.size, SizeOnDisk());
  EXPECT_EQ(known.last_removal.ended_ns, here_.clock().WallNs());
  EXPECT_EQ(known.last_removal.files, summary.removed_files);
  EXPECT_EQ(known.last_removal.bytes, 10 * kActionBytes - SizeOnDisk());
  EXPECT_EQ(known.last_removal.max_size, 5 * kActionBytes);
  EXPECT_TRUE(Has(here_.cache(), 9));
}

TEST_F(MakeRoomTest, ThenAtAPartAtATime) {
  constexpr uint64_t kMaxSize = 40 * kActionBytes;
  StoreMany(41);
  MakeRoomIn(kMaxSize);
  uint64_t full_looks = 0;
  uint64_t part_looks = 0;
  while (full_looks == 0) {
    while (*Known().size <= kMaxSize) StoreMany(1);
    const uint64_t files =
        SizeOnDisk() / kActionBytes * 3;  // about: some lost one of them
    const GcSummary summary = MakeRoomIn(kMaxSize);
    EXPECT_LE(SizeOnDisk(), kMaxSize);
    EXPECT_EQ(*Known().size, SizeOnDisk());
    EXPECT_GT(summary.removed_files, 0u);
    if (summary.files > files * 3 / 4) {
      ++full_looks;
    } else {
      ++part_looks;
    }
  }
  EXPECT_GE(part_looks, 3u);
}

TEST_F(MakeRoomTest, WithinTheLimitItLooksAtNothing) {
  StoreMany(3);
  MakeRoomIn(3 * kActionBytes);
  const GcSummary summary = MakeRoomIn(3 * kActionBytes);
  EXPECT_EQ(summary.files, 0u);
  EXPECT_EQ(SizeOnDisk(), 3 * kActionBytes);
  EXPECT_EQ(Known().last_removal.ended_ns, 0);
}

TEST_F(MakeRoomTest, AFullLookCorrectsWhatIsBelieved) {
  StoreMany(5);
  MakeRoomIn(5 * kActionBytes);
  // As after losing files of which nobody told.
  ASSERT_TRUE(AddStatistics(here_.cache().layout(), Counters(), 1 << 30).ok());
  MakeRoomIn(5 * kActionBytes);
  EXPECT_EQ(Known().size, SizeOnDisk());
  EXPECT_TRUE(Has(here_.cache(), 4));
}

TEST_F(MakeRoomTest, WhatWasUsedLastStays) {
  StoreMany(41);
  MakeRoomIn(40 * kActionBytes);
  StoreMany(8);
  MakeRoomIn(40 * kActionBytes);
  for (uint32_t i = 41; i < 49; ++i) EXPECT_TRUE(Has(here_.cache(), i)) << i;
}

TEST_F(CareTest, ClearLeavesTheStatistics) {
  Store(here_.cache(), 1);
  Counters counters;
  counters.Add("hits", 1);
  ASSERT_TRUE(AddStatistics(here_.cache().layout(), counters, 0).ok());
  ASSERT_TRUE(ClearCache(here_.cache(), here_.clock(), kContinue).ok());
  EXPECT_EQ(SizeOnDisk(), 0u);
  EXPECT_FALSE(Has(here_.cache(), 1));
  const Statistics statistics = ReadStatistics(here_.cache().layout());
  EXPECT_EQ(statistics.counters.Get("hits"), 1u);
  EXPECT_EQ(statistics.size, 0u);
  // And it can be used at once.
  Store(here_.cache(), 1);
  EXPECT_TRUE(Has(here_.cache(), 1));
}

TEST_F(CareTest, ClearThatIsStoppedLeavesNothingToFind) {
  Store(here_.cache(), 1);
  const auto stop = [](uint64_t, uint64_t) { return false; };
  const auto summary = ClearCache(here_.cache(), here_.clock(), stop);
  ASSERT_TRUE(summary.ok());
  EXPECT_TRUE(summary.value().is_stopped);
  EXPECT_EQ(SizeOnDisk(), 0u);
  EXPECT_FALSE(Has(here_.cache(), 1));
}

TEST_F(CareTest, VerifyRemovesWhatIsBad) {
  const auto good = Store(here_.cache(), 1);
  const auto bad = Store(here_.cache(), 2);
  Store(here_.cache(), 3);
  const Layout& layout = here_.cache().layout();
  FlipBit(layout.BlobPath(bad.result.outputs[0].digest), 80000);
  FlipBit(layout.ActionPath("main", Key(3)), 500);
  WorkQueue queue(2);
  const auto summary = VerifyCache(here_.cache(), queue, kContinue);
  ASSERT_TRUE(summary.ok());
  EXPECT_EQ(summary.value().blobs, 6u);
  EXPECT_EQ(summary.value().bad_blobs, 1u);
  EXPECT_EQ(summary.value().records, 3u);
  EXPECT_EQ(summary.value().bad_records, 1u);
  EXPECT_EQ(summary.value().foreign_records, 0u);
  EXPECT_FALSE(here_.blobs().Has(bad.result.outputs[0].digest));
  EXPECT_TRUE(Has(here_.cache(), 1));
  EXPECT_FALSE(Has(here_.cache(), 2));
  EXPECT_FALSE(Has(here_.cache(), 3));
}

TEST_F(CareTest, VerifyCountsWhatOthersSigned) {
  Store(here_.cache(), 1);
  const auto ours = here_.Open({.signing_key = "ours"});
  Store(*ours, 2);
  WorkQueue queue(1);
  const auto summary = VerifyCache(*ours, queue, kContinue);
  ASSERT_TRUE(summary.ok());
  EXPECT_EQ(summary.value().records, 2u);
  EXPECT_EQ(summary.value().foreign_records, 1u);
  EXPECT_TRUE(Has(here_.cache(), 1)) << "foreign is not bad";
}

TEST_F(CareTest, VerifyIsNoUse) {
  Store(here_.cache(), 1);
  here_.clock().Advance(8 * kDayNs);
  WorkQueue queue(1);
  ASSERT_TRUE(VerifyCache(here_.cache(), queue, kContinue).ok());
  EXPECT_EQ(Collect({.max_age_ns = 7 * kDayNs}).removed_files, 3u);
}

TEST_F(CareTest, MeasuresByRule) {
  Store(here_.cache(), 1, "cc");
  Store(here_.cache(), 2, "cc");
  Store(here_.cache(), 3, "link");
  const auto orphan = here_.blobs().Put(Noise(9000, 99));
  ASSERT_TRUE(orphan.ok());
  const auto usage = MeasureCache(here_.cache(), here_.clock(), kContinue);
  ASSERT_TRUE(usage.ok());
  EXPECT_EQ(usage.value().files, 10u);
  EXPECT_EQ(usage.value().bytes, SizeOnDisk());
  ASSERT_EQ(usage.value().rules.size(), 2u);
  EXPECT_EQ(usage.value().rules[0].rule, "cc");
  EXPECT_EQ(usage.value().rules[0].actions, 2u);
  EXPECT_EQ(usage.value().rules[0].bytes, 2 * kActionBytes);
  EXPECT_EQ(usage.value().rules[1].rule, "link");
  EXPECT_EQ(usage.value().rules[1].bytes, kActionBytes);
  EXPECT_EQ(usage.value().unused_bytes, orphan.value().written);
}

TEST_F(CareTest, SharedBlobsCountOnce) {
  Store(here_.cache(), 1);
  Store(*here_.Open({.scope = "branch"}), 1);
  const auto usage = MeasureCache(here_.cache(), here_.clock(), kContinue);
  ASSERT_TRUE(usage.ok());
  ASSERT_EQ(usage.value().rules.size(), 1u);
  EXPECT_EQ(usage.value().rules[0].actions, 2u);
  EXPECT_EQ(usage.value().rules[0].bytes, kActionBytes + kBlock);
}

TEST_F(CareTest, MeasuresByAge) {
  const int64_t ages[] = {60 * kDayNs, 8 * kDayNs, 2 * kDayNs, 5 * kCareHourNs,
                          0};
  int64_t now = 100 * kDayNs;
  const int64_t begin = here_.clock().WallNs();
  for (uint32_t i = 0; i < 5; ++i) {
    here_.clock().wall_ns = begin + now - ages[i];
    Store(here_.cache(), i);
  }
  here_.clock().wall_ns = begin + now;
  const auto usage = MeasureCache(here_.cache(), here_.clock(), kContinue);
  ASSERT_TRUE(usage.ok());
  for (const UsageByAge& age : usage.value().ages) {
    EXPECT_EQ(age.files, 3u) << age.below_ns;
    EXPECT_EQ(age.bytes, kActionBytes) << age.below_ns;
  }
  EXPECT_EQ(usage.value().ages[0].below_ns, kCareHourNs);
  EXPECT_EQ(usage.value().ages[4].below_ns, INT64_MAX);
}

TEST_F(CareTest, EmptyCacheNeedsNoCare) {
  EXPECT_EQ(Collect({.max_size = 0}).files, 0u);
  WorkQueue queue(1);
  EXPECT_EQ(VerifyCache(here_.cache(), queue, kContinue).value().blobs, 0u);
  EXPECT_EQ(MeasureCache(here_.cache(), here_.clock(), kContinue).value().bytes,
            0u);
  EXPECT_TRUE(ClearCache(here_.cache(), here_.clock(), kContinue).ok());
}

}  // namespace
}  // namespace xb
