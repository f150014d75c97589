// SPDX-License-Identifier: Apache-2.0
#include "cache/last_use.h"

#include <gtest/gtest.h>

#include "support/fake_disk.h"

namespace xb {
namespace {

TEST(LastUseTest, PatternsHaveStars) {
  EXPECT_TRUE(MatchesPattern("moc_cxx", "moc*"));
  EXPECT_TRUE(MatchesPattern("a/b.o", "*.o"));
  EXPECT_TRUE(MatchesPattern("abcbc", "a*bc"));
  EXPECT_TRUE(MatchesPattern("", "*"));
  EXPECT_FALSE(MatchesPattern("cxx", "moc*"));
  EXPECT_FALSE(MatchesPattern("cxx", "cx"));
  EXPECT_FALSE(MatchesPattern("cx", "cxx"));
}

TEST(LastUseTest, SelectionIsAWordOrAPattern) {
  EXPECT_EQ(CacheSelection::Parse("compile").kind,
            CacheSelection::Kind::kCompilations);
  EXPECT_EQ(CacheSelection::Parse("all").kind, CacheSelection::Kind::kAll);
  const CacheSelection pattern = CacheSelection::Parse("gen*");
  EXPECT_TRUE(pattern.Asks("generate", "x"));
  EXPECT_TRUE(pattern.Asks("x", "gen.h"));
  EXPECT_FALSE(pattern.Asks("cxx", "a.o"));
}

TEST(LastUseTest, UsualAreCompilationsAndWhatTheManifestWants) {
  const CacheSelection usual = CacheSelection::Parse("usual");
  EXPECT_TRUE(usual.AsksAll(true));
  EXPECT_FALSE(usual.AsksAll(false));
  EXPECT_FALSE(CacheSelection::Parse("compile").AsksAll(true));
  EXPECT_TRUE(CacheSelection::Parse("all").AsksAll(false));
  EXPECT_TRUE(CacheSelection::Parse("gen*").AsksAll(false));
}

TEST(LastUseTest, ReadsWhatWasWritten) {
  FakeDisk disk;
  std::vector<CacheUse> uses(2);
  uses[0] = {.kind = CacheUse::Kind::kHit,
             .output = "a.o",
             .scope = "main",
             .rule = "cc",
             .bytes = 5000,
             .saved_ms = 70,
             .key = DigestOf("key"),
             .result = DigestOf("result")};
  uses[1] = {.kind = CacheUse::Kind::kNotCached,
             .output = "b.o",
             .reason = "it links"};
  ASSERT_TRUE(WriteCacheUses(disk, "cache", uses).ok());
  const auto read = ReadCacheUses(disk, "cache");
  ASSERT_EQ(read.size(), 2u);
  EXPECT_EQ(read[0].kind, CacheUse::Kind::kHit);
  EXPECT_EQ(read[0].output, "a.o");
  EXPECT_EQ(read[0].rule, "cc");
  EXPECT_EQ(read[0].bytes, 5000u);
  EXPECT_EQ(read[0].saved_ms, 70u);
  EXPECT_EQ(read[0].key, DigestOf("key"));
  EXPECT_EQ(read[0].result, DigestOf("result"));
  EXPECT_EQ(read[1].reason, "it links");
}

TEST(LastUseTest, CountsByKindRuleAndReason) {
  Counters counters;
  CountUse(
      {.kind = CacheUse::Kind::kHit, .rule = "cc", .bytes = 10, .saved_ms = 3},
      &counters);
  CountUse({.kind = CacheUse::Kind::kStored,
            .rule = "cc",
            .missed = "no-record",
            .bytes = 20},
           &counters);
  CountUse({.kind = CacheUse::Kind::kMissed,
            .rule = "cc",
            .missed = "no-record",
            .not_kept = "`a.h` changed while it ran"},
           &counters);
  CountUse(
      {.kind = CacheUse::Kind::kNotCached, .reason = "it links", .rule = "ld"},
      &counters);
  EXPECT_EQ(counters.Get("hits"), 1u);
  EXPECT_EQ(counters.Get("hits bytes"), 10u);
  EXPECT_EQ(counters.Get("saved_ms"), 3u);
  EXPECT_EQ(counters.Get("misses"), 2u);
  EXPECT_EQ(counters.Get("misses rule cc"), 2u);
  EXPECT_EQ(counters.Get("missed: no-record"), 2u);
  EXPECT_EQ(counters.Get("stored"), 1u);
  EXPECT_EQ(counters.Get("stored bytes"), 20u);
  EXPECT_EQ(counters.Get("not kept: ... changed while it ran"), 1u);
  EXPECT_EQ(counters.Get("not cached: it links"), 1u);
}

TEST(LastUseTest, DamagedOrMissingIsEmpty) {
  FakeDisk disk;
  EXPECT_TRUE(ReadCacheUses(disk, "cache").empty());
  const std::vector<CacheUse> uses(1);
  ASSERT_TRUE(WriteCacheUses(disk, "cache", uses).ok());
  std::string bytes = disk.Contents("cache");
  bytes.back() = static_cast<char>(bytes.back() ^ 1);
  disk.Create("cache", bytes);
  EXPECT_TRUE(ReadCacheUses(disk, "cache").empty());
}

}  // namespace
}  // namespace xb
