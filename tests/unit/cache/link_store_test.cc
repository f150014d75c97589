// SPDX-License-Identifier: Apache-2.0
#include "cache/link_store.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <string>
#include <utility>

#include "cache/care.h"
#include "unit/cache/cache_support.h"

namespace xb {
namespace {

constexpr uint32_t kUmask = 022;

struct stat StatOf(const std::string& path) {
  struct stat info {};
  XB_CHECK(lstat(path.c_str(), &info) == 0);
  return info;
}

class LinkStoreTest : public ::testing::Test {
 protected:
  Digest Put(const std::string& content) {
    return here_.blobs().Put(content).value().digest;
  }
  // The output `name` as a hard link; false when there can be none.
  bool LinkTo(const Digest& digest, const std::string& name,
              int64_t not_before_ns = 0) {
    auto link = links_.Prepare(digest, here_.Out("tmp-"), not_before_ns);
    XB_CHECK(link.ok());
    if (!link.value()) return false;
    written_ = link.value()->written;
    XB_CHECK(link.value()->file.CommitAnew(here_.Out(name)).ok());
    return true;
  }
  // As a command does that minds no permissions.
  void WriteThrough(const std::string& name, const std::string& text) {
    ASSERT_EQ(chmod(here_.Out(name).c_str(), 0644), 0);
    WriteBytes(here_.Out(name), text);
  }

  CacheInDirectory here_;
  LinkStore links_{here_.blobs(), kUmask};
  uint64_t written_ = 0;
};

TEST_F(LinkStoreTest, OutputsShareOneReadOnlyFile) {
  const std::string content = Noise(10000);
  const Digest digest = Put(content);
  ASSERT_TRUE(LinkTo(digest, "a.o"));
  EXPECT_EQ(written_, Layout::DiskSize(10000));
  ASSERT_TRUE(LinkTo(digest, "b.o"));
  EXPECT_EQ(written_, 0u);
  EXPECT_EQ(ReadBytes(here_.Out("b.o")), content);
  const struct stat a = StatOf(here_.Out("a.o"));
  EXPECT_EQ(a.st_ino, StatOf(here_.Out("b.o")).st_ino);
  EXPECT_EQ(a.st_nlink, 3u);
  EXPECT_EQ(a.st_mode & 0777, 0444u);
}

TEST_F(LinkStoreTest, WhatWasWrittenThroughALinkIsMadeGood) {
  const std::string content = Noise(10000);
  const Digest digest = Put(content);
  ASSERT_TRUE(LinkTo(digest, "a.o"));
  // Once with another size, once with the same.
  for (const std::string& text : {std::string("x"), Noise(10000, 2)}) {
    WriteThrough("a.o", text);
    ASSERT_TRUE(LinkTo(digest, "b.o"));
    EXPECT_EQ(ReadBytes(here_.Out("b.o")), content);
    EXPECT_EQ(ReadBytes(here_.Out("a.o")), text);
    ASSERT_TRUE(LinkTo(digest, "a.o"));
  }
}

TEST_F(LinkStoreTest, IsTouchedOnlyWhenItWouldLookTooOld) {
  constexpr int64_t kOldNs = 1'000'000'000'000;
  const Digest digest = Put(Noise(10000));
  ASSERT_TRUE(LinkTo(digest, "a.o"));
  ASSERT_TRUE(SetFileMtime(here_.Out("a.o"), kOldNs).ok());
  ASSERT_TRUE(LinkTo(digest, "b.o", kOldNs));
  EXPECT_EQ(StatLink(here_.Out("b.o")).value().mtime_ns, kOldNs);
  ASSERT_TRUE(LinkTo(digest, "b.o", kOldNs + 1));
  EXPECT_GT(StatLink(here_.Out("b.o")).value().mtime_ns, kOldNs);
}

TEST_F(LinkStoreTest, WithoutABlobThereIsNone) {
  EXPECT_FALSE(LinkTo(DigestOf("nobody put this"), "a.o"));
}

TEST_F(LinkStoreTest, VerifyFindsWhatIsSpoilt) {
  const Digest digest = Put(Noise(10000));
  ASSERT_TRUE(LinkTo(digest, "a.o"));
  EXPECT_EQ(links_.Check(digest), BlobStore::State::kGood);
  WriteThrough("a.o", Noise(10000, 2));
  WorkQueue queue(1);
  const auto summary = VerifyCache(here_.cache(), queue, kContinue);
  ASSERT_TRUE(summary.ok());
  EXPECT_EQ(summary.value().blobs, 2u);
  EXPECT_EQ(summary.value().bad_blobs, 1u);
  EXPECT_EQ(links_.Check(digest), BlobStore::State::kMissing);
}

TEST_F(LinkStoreTest, GoesWhenRoomIsMade) {
  const std::string content = Noise(10000);
  const Digest digest = Put(content);
  ASSERT_TRUE(LinkTo(digest, "a.o"));
  const auto summary =
      CollectGarbage(here_.cache(), here_.clock(), {.max_size = 0}, kContinue);
  ASSERT_TRUE(summary.ok());
  EXPECT_EQ(summary.value().removed_files, 2u);
  EXPECT_EQ(links_.Check(digest), BlobStore::State::kMissing);
  EXPECT_EQ(ReadBytes(here_.Out("a.o")), content) << "that is the user's";
}

TEST_F(LinkStoreTest, OnlyPlainOutputsThatMayBeAreLinks) {
  const auto cache = here_.Open({.hard_links = true});
  ActionCache::Request request{.key = KeyOf("links"), .rule = "cc"};
  for (const char* name : {"plain", "other", "program"}) {
    request.outputs.push_back(here_.Out(name));
    WriteBytes(here_.Out(name), Noise(5000, static_cast<uint32_t>(name[0])));
  }
  ASSERT_EQ(chmod(here_.Out("program").c_str(), 0777 & ~FileCreationMask()), 0);
  const auto stored = cache->Store(request);
  ASSERT_TRUE(stored.ok());
  const std::vector<std::string> names = {here_.Out("plain"),
                                          here_.Out("program")};
  const ActionCache::Linkable linkable{.outputs = names};
  ASSERT_TRUE(cache->Restore(stored.value().result, request.outputs, linkable)
                  .value()
                  .has_value());
  EXPECT_EQ(StatOf(here_.Out("plain")).st_nlink, 2u);
  EXPECT_EQ(StatOf(here_.Out("other")).st_nlink, 1u);
  EXPECT_EQ(StatOf(here_.Out("program")).st_nlink, 1u);
  // Without the option none is.
  ASSERT_TRUE(here_.cache()
                  .Restore(stored.value().result, request.outputs, linkable)
                  .value()
                  .has_value());
  EXPECT_EQ(StatOf(here_.Out("plain")).st_nlink, 1u);
}

}  // namespace
}  // namespace xb
