// SPDX-License-Identifier: Apache-2.0
#include "cache/cold_blobs.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "cache/archive.h"
#include "cache/blob_format.h"
#include "os/file_lock.h"
#include "unit/cache/cache_support.h"

namespace xb {
namespace {

namespace fs = std::filesystem;

constexpr int64_t kOneHourNs = int64_t{3600} * 1000000000;

class ColdBlobsTest : public ::testing::Test {
 protected:
  Digest Put(const std::string& content) {
    auto stored = here_.blobs().Put(content);
    XB_CHECK(stored.ok());
    return stored.value().digest;
  }
  bool IsCompressed(const Digest& digest) {
    return fs::file_size(here_.cache().layout().BlobPath(digest)) !=
           digest.size + BlobTrailer::kSize;
  }
  // Its last use stays.
  void Damage(const Digest& digest) {
    const std::string path = here_.cache().layout().BlobPath(digest);
    const int64_t used_ns = StatLink(path).value().mtime_ns;
    FlipBit(path, 80000);
    XB_CHECK(SetFileMtime(path, used_ns).ok());
  }
  uint64_t SizeOnDisk() {
    uint64_t size = 0;
    for (const std::string& file : FilesBelow(here_.cache().layout().blobs())) {
      size += Layout::DiskSize(fs::file_size(file));
    }
    return size;
  }
  GcSummary Collect() {
    auto summary = CollectGarbage(here_.cache(), here_.clock(), {}, kContinue);
    XB_CHECK(summary.ok());
    return summary.Take();
  }
  void Look() { ASSERT_TRUE(CompressSome(here_.cache(), here_.clock()).ok()); }
  // Looks until a round has ended.
  void LookAtAll() {
    do {
      here_.clock().Advance(2 * kOneHourNs);
      Look();
    } while (Known().cold.next_directory != 0);
  }
  Statistics Known() { return ReadStatistics(here_.cache().layout()); }

  CacheInDirectory here_;
};

TEST_F(ColdBlobsTest, WhatNobodyUsedForADayIsCompressed) {
  const std::string content = Prose(200000);
  const Digest cold = Put(content);
  here_.clock().Advance(kColdNs - kOneHourNs);
  const Digest warm = Put(Prose(200000, 2));
  here_.clock().Advance(kOneHourNs);
  const uint64_t before = SizeOnDisk();
  const GcSummary summary = Collect();
  EXPECT_TRUE(IsCompressed(cold));
  EXPECT_FALSE(IsCompressed(warm));
  EXPECT_EQ(summary.compressed_files, 1u);
  EXPECT_EQ(before - SizeOnDisk(), summary.saved_bytes);
  EXPECT_GT(summary.saved_bytes, 100000u);
  EXPECT_EQ(summary.removed_files, 0u);
  EXPECT_EQ(Known().size, SizeOnDisk());
  EXPECT_EQ(Known().counters.Get(kCompressedFiles), 1u);
  EXPECT_EQ(Known().counters.Get(kCompressedBytes), summary.saved_bytes);
  EXPECT_EQ(here_.blobs().Get(cold), content);
}

TEST_F(ColdBlobsTest, ComesBackAsBefore) {
  const std::string content = Prose(200000);
  const Digest digest = Put(content);
  here_.clock().Advance(kColdNs);
  Collect();
  ASSERT_TRUE(IsCompressed(digest));
  ASSERT_TRUE(here_.blobs().Materialise(digest, here_.Out("a"), 0644).value());
  EXPECT_EQ(ReadBytes(here_.Out("a")), content);
  EXPECT_EQ(here_.blobs().Check(digest), BlobStore::State::kGood);
  // Put again it is the same blob.
  EXPECT_EQ(here_.blobs().Put(content).value().written, 0u);
}

TEST_F(ColdBlobsTest, KeepsItsLastUse) {
  const Digest digest = Put(Prose(200000));
  here_.clock().Advance(kColdNs);
  Collect();
  ASSERT_TRUE(IsCompressed(digest));
  const auto stat = StatLink(here_.cache().layout().BlobPath(digest));
  EXPECT_EQ(stat.value().mtime_ns, here_.clock().WallNs() - kColdNs);
}

TEST_F(ColdBlobsTest, WhatDoesNotShrinkIsTriedOnce) {
  const Digest noise = Put(Noise(200000));
  const Digest tiny = Put(Prose(3000));
  here_.clock().Advance(kColdNs);
  EXPECT_EQ(Collect().compressed_files, 0u);
  EXPECT_FALSE(IsCompressed(noise));
  EXPECT_FALSE(IsCompressed(tiny)) << "it takes a block in any case";
  // Damaged since, which nobody sees who does not look.
  Damage(noise);
  here_.clock().Advance(kOneHourNs);
  Collect();
  EXPECT_TRUE(here_.blobs().Has(noise));
}

TEST_F(ColdBlobsTest, WhatIsDamagedIsRemoved) {
  const Digest digest = Put(Prose(200000));
  Damage(digest);
  here_.clock().Advance(kColdNs);
  EXPECT_EQ(Collect().compressed_files, 0u);
  EXPECT_FALSE(here_.blobs().Has(digest));
}

TEST_F(ColdBlobsTest, UsedSinceItStaysAsItIs) {
  const Digest digest = Put(Prose(200000));
  const int64_t used_ns = here_.clock().WallNs();
  here_.clock().Advance(kColdNs);
  ASSERT_TRUE(here_.blobs().Get(digest));
  EXPECT_EQ(here_.blobs().CompressUnused(digest, used_ns).value(), 0u);
  EXPECT_FALSE(IsCompressed(digest));
  EXPECT_EQ(here_.blobs().CompressUnused(KeyOf("never"), used_ns).value(), 0u);
}

TEST_F(ColdBlobsTest, ALookAtAPartGoesOnWhereTheLastEnded) {
  std::vector<Digest> blobs;
  for (uint32_t i = 0; i < 40; ++i) blobs.push_back(Put(Prose(20000, i)));
  here_.clock().Advance(kColdNs);
  const auto count = [&] {
    size_t compressed = 0;
    for (const Digest& blob : blobs) compressed += IsCompressed(blob) ? 1 : 0;
    return compressed;
  };
  Look();
  const size_t after_one = count();
  EXPECT_LT(after_one, blobs.size());
  Look();
  EXPECT_EQ(count(), after_one) << "it is not time again";
  LookAtAll();
  EXPECT_EQ(count(), blobs.size());
  EXPECT_EQ(Known().counters.Get(kCompressedFiles), blobs.size());
}

TEST_F(ColdBlobsTest, TheNextRoundTakesWhatHasBecomeCold) {
  const Digest noise = Put(Noise(50000));
  here_.clock().Advance(kColdNs);
  LookAtAll();
  const Digest later = Put(Prose(50000));
  Damage(noise);
  LookAtAll();
  EXPECT_FALSE(IsCompressed(later));
  here_.clock().Advance(kColdNs);
  LookAtAll();
  EXPECT_TRUE(IsCompressed(later));
  EXPECT_TRUE(here_.blobs().Has(noise)) << "of an earlier round";
}

TEST_F(ColdBlobsTest, OneAtATime) {
  const Digest digest = Put(Prose(200000));
  here_.clock().Advance(kColdNs);
  const auto lock = FileLock::Take(here_.cache().layout().lock("gc"));
  ASSERT_TRUE(lock.ok());
  LookAtAll();
  EXPECT_FALSE(IsCompressed(digest));
}

TEST_F(ColdBlobsTest, AClockThatWasSetBackEndsNothing) {
  here_.clock().Advance(1000 * kOneHourNs);
  Collect();
  here_.clock().wall_ns -= 500 * kOneHourNs;
  EXPECT_TRUE(IsColdLookDue(Known().cold, here_.clock().WallNs()));
}

TEST_F(ColdBlobsTest, BuildsTendTheCache) {
  EXPECT_TRUE(NeedsTending(here_.cache(), here_.clock(), 1 << 30));
  Tend(here_.cache(), here_.clock(), 1 << 30);
  EXPECT_FALSE(NeedsTending(here_.cache(), here_.clock(), 1 << 30));
  const Digest digest = Put(Prose(200000));
  here_.clock().Advance(kColdNs);
  while (NeedsTending(here_.cache(), here_.clock(), 1 << 30)) {
    Tend(here_.cache(), here_.clock(), 1 << 30);
    here_.clock().Advance(kOneHourNs / 2);
    if (Known().cold.next_directory == 0) break;
  }
  EXPECT_TRUE(IsCompressed(digest));
}

TEST_F(ColdBlobsTest, RoomIsMadeByCompressionFirst) {
  std::vector<Digest> blobs;
  for (uint32_t i = 0; i < 10; ++i) blobs.push_back(Put(Prose(100000, i)));
  here_.clock().Advance(kColdNs);
  const auto done = MakeRoom(here_.cache(), here_.clock(), 600000);
  ASSERT_TRUE(done.ok());
  EXPECT_EQ(done.value().removed_files, 0u);
  EXPECT_EQ(done.value().compressed_files, 10u);
  EXPECT_LE(SizeOnDisk(), 600000u);
  EXPECT_EQ(Known().size, SizeOnDisk());
}

TEST_F(ColdBlobsTest, IsMeasuredVerifiedAndCarriedElsewhere) {
  const std::string content = Prose(200000);
  const std::string path = here_.Out("a");
  WriteBytes(path, content);
  ASSERT_TRUE(here_.cache()
                  .Store({.key = KeyOf("a"), .rule = "cc", .outputs = {path}})
                  .ok());
  const Digest digest = DigestOf(content);
  here_.clock().Advance(kColdNs);
  Collect();
  ASSERT_TRUE(IsCompressed(digest));
  const auto usage = MeasureCache(here_.cache(), here_.clock(), kContinue);
  EXPECT_EQ(usage.value().compressed_files, 1u);
  EXPECT_EQ(usage.value().raw_bytes,
            Layout::DiskSize(200000 + BlobTrailer::kSize));
  EXPECT_LT(usage.value().compressed_bytes, usage.value().raw_bytes / 2);
  EXPECT_EQ(usage.value().bytes, SizeOnDisk() + 4096);
  WorkQueue queue(1);
  EXPECT_EQ(VerifyCache(here_.cache(), queue, kContinue).value().bad_blobs, 0u);
  const std::string archive = here_ / "all";
  ASSERT_TRUE(
      ExportCache(here_.cache(), archive, std::nullopt, kContinue).ok());
  CacheInDirectory there;
  const auto taken = ImportCache(there.cache(), archive, kContinue);
  ASSERT_TRUE(taken.ok());
  EXPECT_EQ(taken.value().refused, 0u);
  EXPECT_EQ(there.blobs().Get(digest), content);
}

}  // namespace
}  // namespace xb
