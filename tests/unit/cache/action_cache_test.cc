// SPDX-License-Identifier: Apache-2.0
#include "cache/action_cache.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "unit/cache/cache_support.h"

namespace xb {
namespace {

namespace fs = std::filesystem;

class ActionCacheTest : public ::testing::Test {
 protected:
  explicit ActionCacheTest(ActionCache::Options options = {})
      : here_(std::move(options)) {}

  // A compilation of `source`, which found `header` with `content`.
  ActionCache::Request Compile(const std::string& object,
                               const std::string& content) {
    WriteBytes(here_.Out(object), "object of " + content);
    return {.key = KeyOf(object),
            .parts = {{.name = "command", .hash = 7}},
            .rule = "cc",
            .dependencies = {{.path = "a.h", .digest = DigestOf(content)}},
            .outputs = {here_.Out(object)},
            .duration_ms = 42,
            .text = "warning: " + content,
            .depfile = object + ": a.h\n"};
  }
  ActionCache::Stored Store(const ActionCache& cache,
                            const ActionCache::Request& request) {
    auto stored = cache.Store(request);
    XB_CHECK(stored.ok());
    return stored.Take();
  }
  ActionCache::Lookup Find(const ActionCache& cache, const std::string& object,
                           const std::string& content) {
    FilesNow now;
    now.Set("a.h", content);
    return cache.Find(KeyOf(object), {{here_.Out(object)}}, now);
  }
  std::string RecordPath(const std::string& scope, const std::string& object) {
    return here_.cache().layout().ActionPath(scope, KeyOf(object));
  }

  CacheInDirectory here_;
};

TEST_F(ActionCacheTest, HitIsTheRunAgain) {
  const auto request = Compile("a.o", "1");
  const auto stored = Store(here_.cache(), request);
  fs::remove(here_.Out("a.o"));

  const auto hit = Find(here_.cache(), "a.o", "1");
  ASSERT_TRUE(hit.result.has_value());
  EXPECT_EQ(hit.reason, MissReason::kNone);
  EXPECT_EQ(hit.scope, "main");
  EXPECT_EQ(hit.result_digest, stored.result_digest);
  EXPECT_EQ(*hit.result, stored.result);
  EXPECT_EQ(hit.result->rule, "cc");
  EXPECT_EQ(hit.result->exit_status, 0);
  EXPECT_EQ(hit.result->duration_ms, 42);
  EXPECT_EQ(hit.result->depfile, "a.o: a.h\n");
  EXPECT_EQ(hit.result->dependencies, TextList{"a.h"});
  EXPECT_EQ(hit.result->outputs[0].content, Xxh3Wide("object of 1"));

  const auto restored = here_.cache().Restore(*hit.result, request.outputs);
  ASSERT_TRUE(restored.ok() && restored.value());
  EXPECT_EQ(restored.value()->text, "warning: 1");
  EXPECT_EQ(restored.value()->bytes, 11u);
  EXPECT_EQ(ReadBytes(here_.Out("a.o")), "object of 1");
}

TEST_F(ActionCacheTest, SaysWhyItMissed) {
  EXPECT_EQ(Find(here_.cache(), "a.o", "1").reason, MissReason::kNoRecord);
  Store(here_.cache(), Compile("a.o", "1"));
  const auto miss = Find(here_.cache(), "a.o", "2");
  EXPECT_FALSE(miss.result.has_value());
  EXPECT_EQ(miss.reason, MissReason::kDependencies);
  EXPECT_EQ(miss.detail, "a.h");
}

TEST_F(ActionCacheTest, KeepsSeveralRunsOfOneKey) {
  for (const char* content : {"1", "2", "3"}) {
    Store(here_.cache(), Compile("a.o", content));
  }
  for (const char* content : {"1", "2", "3"}) {
    const auto hit = Find(here_.cache(), "a.o", content);
    ASSERT_TRUE(hit.result.has_value());
    EXPECT_EQ(hit.result->outputs[0].digest,
              DigestOf(std::string("object of ") + content));
  }
}

TEST_F(ActionCacheTest, ForeignPlaceInAResultIsNoHit) {
  auto request = Compile("a.o", "1");
  Store(here_.cache(), request);
  FilesNow now;
  now.Set("a.h", "1");
  // The test's outputs are absolute: without being declared, they are outside.
  const auto miss = here_.cache().Find(request.key, {}, now);
  EXPECT_FALSE(miss.result.has_value());
  EXPECT_EQ(miss.reason, MissReason::kDamaged);
}

TEST_F(ActionCacheTest, RestoresOnlyDeclaredOutputs) {
  const auto stored = Store(here_.cache(), Compile("a.o", "1"));
  fs::remove(here_.Out("a.o"));
  EXPECT_FALSE(here_.cache().Restore(stored.result, {{here_.Out("b.o")}}).ok());
  EXPECT_TRUE(FilesBelow(here_ / "out").empty());
}

TEST_F(ActionCacheTest, RestoresModesAndLinks) {
  const mode_t before = umask(022);
  const auto cache = here_.Open({});
  ActionCache::Request request{.key = KeyOf("link")};
  for (const char* name : {"plain", "program", "readonly"}) {
    WriteBytes(here_.Out(name), name);
    request.outputs.push_back(here_.Out(name));
  }
  fs::permissions(here_.Out("plain"), fs::perms{0644});
  fs::permissions(here_.Out("program"), fs::perms{0755});
  fs::permissions(here_.Out("readonly"), fs::perms{0444});
  fs::create_symlink("plain", here_.Out("link"));
  request.outputs.push_back(here_.Out("link"));
  const auto stored = Store(*cache, request);
  for (const std::string& path : request.outputs) fs::remove(path);

  // A run in a place with another umask would make other files.
  umask(077);
  const auto strict = here_.Open({});
  ASSERT_TRUE(strict->Restore(stored.result, request.outputs).value());
  umask(before);
  const auto mode_of = [&](const char* name) {
    return StatLink(here_.Out(name)).value().mode & 07777;
  };
  EXPECT_EQ(mode_of("plain"), 0600u);
  EXPECT_EQ(mode_of("program"), 0700u);
  EXPECT_EQ(mode_of("readonly"), 0444u);
  EXPECT_EQ(fs::read_symlink(here_.Out("link")), "plain");
  EXPECT_EQ(ReadBytes(here_.Out("link")), "plain");
}

TEST_F(ActionCacheTest, RestoreMakesMissingDirectories) {
  fs::create_directories(here_.Out("deep/er"));
  WriteBytes(here_.Out("deep/er/f"), "x");
  const ActionCache::Request request{.key = KeyOf("deep"),
                                     .outputs = {here_.Out("deep/er/f")}};
  const auto stored = Store(here_.cache(), request);
  fs::remove_all(here_.Out("deep"));
  ASSERT_TRUE(here_.cache().Restore(stored.result, request.outputs).value());
  EXPECT_EQ(ReadBytes(here_.Out("deep/er/f")), "x");
}

TEST_F(ActionCacheTest, LostBlobIsAMissThatChangesNothing) {
  WriteBytes(here_.Out("a"), "content a");
  WriteBytes(here_.Out("b"), "content b");
  const ActionCache::Request request{
      .key = KeyOf("two"), .outputs = {here_.Out("a"), here_.Out("b")}};
  const auto stored = Store(here_.cache(), request);
  WriteBytes(here_.Out("a"), "as it was");
  fs::remove(here_.cache().layout().BlobPath(DigestOf("content b")));
  const auto restored = here_.cache().Restore(stored.result, request.outputs);
  ASSERT_TRUE(restored.ok());
  EXPECT_FALSE(restored.value().has_value());
  EXPECT_EQ(ReadBytes(here_.Out("a")), "as it was");
  EXPECT_EQ(FilesBelow(here_ / "out").size(), 2u);
}

TEST_F(ActionCacheTest, LostResultOrTextIsAMiss) {
  const auto request = Compile("a.o", "1");
  const auto stored = Store(here_.cache(), request);
  fs::remove(here_.cache().layout().BlobPath(stored.result.text));
  EXPECT_FALSE(here_.cache()
                   .Restore(stored.result, request.outputs)
                   .value()
                   .has_value());
  fs::remove(here_.cache().layout().BlobPath(stored.result_digest));
  EXPECT_EQ(Find(here_.cache(), "a.o", "1").reason, MissReason::kLost);
}

TEST_F(ActionCacheTest, ResultMustAgreeWithItsBlob) {
  const auto request = Compile("a.o", "1");
  auto stored = Store(here_.cache(), request);
  stored.result.outputs[0].content.low ^= 1;
  EXPECT_FALSE(here_.cache()
                   .Restore(stored.result, request.outputs)
                   .value()
                   .has_value());
}

TEST_F(ActionCacheTest, DamagedRecordIsRemoved) {
  Store(here_.cache(), Compile("a.o", "1"));
  std::string bytes = ReadBytes(RecordPath("main", "a.o"));
  bytes[bytes.size() / 2] ^= 1;
  WriteBytes(RecordPath("main", "a.o"), bytes);
  EXPECT_EQ(Find(here_.cache(), "a.o", "1").reason, MissReason::kDamaged);
  EXPECT_EQ(Find(here_.cache(), "a.o", "1").reason, MissReason::kNoRecord);
}

TEST_F(ActionCacheTest, StagedOutputsLeaveNothingElsewhere) {
  const auto request = Compile("a.o", "1");
  const auto stored = Store(here_.cache(), request);
  for (const std::string& staging : {here_ / "staging", std::string("/proc")}) {
    const auto cache = here_.Open({.staging = staging});
    fs::remove(here_.Out("a.o"));
    const auto restored = cache->Restore(stored.result, request.outputs);
    // Nothing can be written below /proc: an error, not a crash.
    ASSERT_EQ(restored.ok(), staging != "/proc");
    EXPECT_EQ(fs::exists(here_.Out("a.o")), staging != "/proc");
  }
  EXPECT_TRUE(FilesBelow(here_ / "staging").empty());
}

TEST_F(ActionCacheTest, StagingOnAnotherFileSystemFallsBack) {
  if (!fs::exists("/dev/shm") ||
      RealDisk().Stat("/dev/shm").value().device ==
          RealDisk().Stat(here_ / "out").value().device) {
    GTEST_SKIP() << "There is no second file system";
  }
  const auto request = Compile("a.o", "1");
  const auto stored = Store(here_.cache(), request);
  const std::string staging =
      "/dev/shm/" + fs::path(here_ / "x").parent_path().filename().string();
  const auto cache = here_.Open({.staging = staging});
  WriteBytes(here_.Out("a.o"), "old");
  EXPECT_TRUE(cache->Restore(stored.result, request.outputs).value());
  EXPECT_EQ(ReadBytes(here_.Out("a.o")), "object of 1");
  EXPECT_EQ(FilesBelow(here_ / "out").size(), 1u);
  fs::remove_all(staging);
}

TEST_F(ActionCacheTest, OtherThanFilesAndLinksAreNotStored) {
  fs::create_directory(here_.Out("directory"));
  for (const char* name : {"directory", "missing"}) {
    EXPECT_FALSE(here_.cache()
                     .Store({.key = KeyOf(name), .outputs = {here_.Out(name)}})
                     .ok());
  }
  EXPECT_TRUE(FilesBelow(here_.cache().layout().root()).empty());
}

TEST_F(ActionCacheTest, WhatNoReaderWouldTakeIsNotStored) {
  auto request = Compile("a.o", "1");
  request.dependencies[0].path = std::string("a\0.h", 4);
  EXPECT_FALSE(here_.cache().Store(request).ok());
  request = Compile("a.o", "1");
  request.parts.resize(ActionRecord::kMaxParts + 1);
  EXPECT_FALSE(here_.cache().Store(request).ok());
  EXPECT_EQ(Find(here_.cache(), "a.o", "1").reason, MissReason::kNoRecord);
}

TEST_F(ActionCacheTest, ScopesAreReadInOrder) {
  const auto main = here_.Open({.scope = "main"});
  const auto branch =
      here_.Open({.scope = "branch", .fallbacks = {"main", "branch"}});
  EXPECT_EQ(branch->ReadChain(), (std::vector<std::string>{"branch", "main"}));
  Store(*main, Compile("a.o", "1"));
  EXPECT_EQ(Find(*branch, "a.o", "1").scope, "main");
  Store(*branch, Compile("a.o", "1"));
  EXPECT_EQ(Find(*branch, "a.o", "1").scope, "branch");
}

TEST_F(ActionCacheTest, OnlyTheOwnScopeIsWritten) {
  const auto branch = here_.Open({.scope = "branch", .fallbacks = {"main"}});
  Store(*branch, Compile("a.o", "1"));
  const auto main = here_.Open({.scope = "main"});
  EXPECT_EQ(Find(*main, "a.o", "1").reason, MissReason::kNoRecord);
  EXPECT_FALSE(fs::exists(here_.cache().layout().actions() + "/main"));
}

TEST_F(ActionCacheTest, BlobsAreSharedByScopes) {
  Store(*here_.Open({.scope = "main"}), Compile("a.o", "1"));
  const auto stored =
      Store(*here_.Open({.scope = "branch"}), Compile("a.o", "1"));
  // The record alone.
  EXPECT_EQ(stored.written, 4096u);
}

TEST_F(ActionCacheTest, ReadOnlyCacheMakesNoFiles) {
  const TempDir directory;
  FakeClock clock;
  const auto cache = ActionCache::Open(
      {.directory = directory / "none", .write = false}, clock);
  ASSERT_TRUE(cache.ok());
  EXPECT_FALSE(cache.value()->can_write());
  EXPECT_EQ(Find(*cache.value(), "a.o", "1").reason, MissReason::kNoRecord);
  EXPECT_FALSE(fs::exists(directory / "none"));
}

TEST_F(ActionCacheTest, BadSettingsAreErrors) {
  FakeClock clock;
  const auto open = [&](ActionCache::Options options) {
    return ActionCache::Open(std::move(options), clock).ok();
  };
  EXPECT_FALSE(open({.directory = here_ / "c", .scope = ""}));
  EXPECT_FALSE(open({.directory = here_ / "c", .fallbacks = {""}}));
  WriteBytes(here_ / "file", "");
  EXPECT_FALSE(open({.directory = here_ / "file"}));
}

TEST_F(ActionCacheTest, DirectoryTellsBackupProgramsWhatItIs) {
  EXPECT_EQ(ReadBytes(here_ / "cache/CACHEDIR.TAG").substr(0, 43),
            "Signature: 8a477f597d28d172789f06886806bc55");
}

TEST_F(ActionCacheTest, UnsignedAndForeignAreRefused) {
  const auto ours = here_.Open({.signing_key = "ours"});
  const auto theirs = here_.Open({.signing_key = "theirs"});
  Store(here_.cache(), Compile("a.o", "1"));
  EXPECT_EQ(Find(*ours, "a.o", "1").reason, MissReason::kUntrusted);
  // In its place comes our own; what was there before is not adopted.
  Store(*ours, Compile("a.o", "2"));
  EXPECT_TRUE(Find(*ours, "a.o", "2").result.has_value());
  EXPECT_EQ(Find(*ours, "a.o", "1").reason, MissReason::kDependencies);
  EXPECT_EQ(Find(*theirs, "a.o", "2").reason, MissReason::kUntrusted);
  // Without a key, a signature is no obstacle.
  EXPECT_TRUE(Find(here_.cache(), "a.o", "2").result.has_value());
}

TEST_F(ActionCacheTest, SignedRecordCannotMoveToAnotherScope) {
  const auto branch = here_.Open({.scope = "branch", .signing_key = "ours"});
  const auto main = here_.Open({.scope = "main", .signing_key = "ours"});
  Store(*branch, Compile("a.o", "1"));
  const std::string target = RecordPath("main", "a.o");
  fs::create_directories(fs::path(target).parent_path());
  fs::copy_file(RecordPath("branch", "a.o"), target);
  EXPECT_EQ(Find(*main, "a.o", "1").reason, MissReason::kUntrusted);
}

TEST_F(ActionCacheTest, RecordMovedToAnotherKeyIsNone) {
  Store(here_.cache(), Compile("a.o", "1"));
  const std::string target = RecordPath("main", "b.o");
  fs::create_directories(fs::path(target).parent_path());
  fs::rename(RecordPath("main", "a.o"), target);
  EXPECT_EQ(Find(here_.cache(), "b.o", "1").reason, MissReason::kDamaged);
}

TEST_F(ActionCacheTest, UseOfARecordIsNoted) {
  Store(here_.cache(), Compile("a.o", "1"));
  const auto used = [&] {
    return StatLink(RecordPath("main", "a.o")).value().mtime_ns;
  };
  here_.clock().Advance(2 * BlobStore::kUseStepNs);
  EXPECT_TRUE(here_.cache().PeekRecord("main", KeyOf("a.o")).exists);
  EXPECT_LT(used(), here_.clock().WallNs());
  Find(here_.cache(), "a.o", "1");
  EXPECT_EQ(used(), here_.clock().WallNs());
}

TEST_F(ActionCacheTest, RecordTellsThePartsOfItsKey) {
  Store(here_.cache(), Compile("a.o", "1"));
  const auto peeked = here_.cache().PeekRecord("main", KeyOf("a.o"));
  ASSERT_EQ(peeked.decoded.problem, RecordProblem::kNone);
  EXPECT_EQ(peeked.decoded.record.parts(),
            (std::vector<KeyPart>{{.name = "command", .hash = 7}}));
  EXPECT_FALSE(here_.cache().PeekRecord("other", KeyOf("a.o")).exists);
}

TEST_F(ActionCacheTest, ImportedRunsComeBehindOurs) {
  Store(here_.cache(), Compile("a.o", "1"));
  const std::string theirs = ReadBytes(RecordPath("main", "a.o"));
  fs::remove(RecordPath("main", "a.o"));
  Store(here_.cache(), Compile("a.o", "2"));
  ASSERT_TRUE(here_.cache().ImportRecord("main", KeyOf("a.o"), theirs).value());
  const auto peeked = here_.cache().PeekRecord("main", KeyOf("a.o"));
  ASSERT_EQ(peeked.decoded.record.set_count(), 2u);
  EXPECT_TRUE(Find(here_.cache(), "a.o", "1").result.has_value());
  EXPECT_TRUE(Find(here_.cache(), "a.o", "2").result.has_value());
  EXPECT_FALSE(
      here_.cache().ImportRecord("main", KeyOf("b.o"), theirs).value());
}

TEST(MissReasonTest, EachHasAName) {
  EXPECT_EQ(NameOf(MissReason::kNoRecord), "no-record");
  EXPECT_EQ(NameOf(MissReason::kLost), "lost");
}

}  // namespace
}  // namespace xb
