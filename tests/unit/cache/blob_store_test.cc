// SPDX-License-Identifier: Apache-2.0
#include "cache/blob_store.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <filesystem>
#include <random>
#include <string>
#include <vector>

#include "cache/blob_format.h"
#include "unit/cache/cache_support.h"

namespace xb {
namespace {

namespace fs = std::filesystem;

constexpr int64_t kHourNs = BlobStore::kUseStepNs;

class BlobStoreTest : public ::testing::Test {
 protected:
  Digest Put(std::string_view bytes) {
    const auto stored = cache_.blobs().Put(bytes);
    XB_CHECK(stored.ok());
    return stored.value().digest;
  }
  std::string PathOf(const Digest& digest) {
    return cache_.cache().layout().BlobPath(digest);
  }

  CacheInDirectory cache_{{.compress_from = kCompressFrom}};
  const BlobStore& blobs_ = cache_.blobs();
};

// Empty, raw, at the threshold, compressed, and incompressible.
std::vector<std::string> Contents() {
  return {"",
          "x",
          Prose(kCompressFrom - 1),
          Prose(kCompressFrom),
          Prose(200000),
          Noise(200000)};
}

TEST_F(BlobStoreTest, GivesBackWhatWasPut) {
  for (const std::string& content : Contents()) {
    const auto stored = blobs_.Put(content);
    ASSERT_TRUE(stored.ok());
    EXPECT_EQ(stored.value().digest, DigestOf(content));
    EXPECT_EQ(stored.value().content, Xxh3Wide(content));
    EXPECT_GT(stored.value().written, 0u);
    EXPECT_TRUE(blobs_.Get(stored.value().digest) == content);
    EXPECT_TRUE(blobs_.Peek(stored.value().digest) == content);
    EXPECT_EQ(blobs_.Check(stored.value().digest), BlobStore::State::kGood);
  }
}

TEST_F(BlobStoreTest, TakesFiles) {
  for (const std::string& content : Contents()) {
    WriteBytes(cache_.Out("f"), content);
    const auto stored = blobs_.PutFile(cache_.Out("f"));
    ASSERT_TRUE(stored.ok());
    EXPECT_EQ(stored.value().digest, DigestOf(content));
    EXPECT_TRUE(blobs_.Get(stored.value().digest) == content);
  }
}

TEST_F(BlobStoreTest, TakesNothingButFiles) {
  fs::create_symlink("nowhere", cache_.Out("link"));
  for (const char* name : {"missing", "link", ""}) {
    EXPECT_FALSE(blobs_.PutFile(cache_.Out(name)).ok()) << name;
  }
}

TEST_F(BlobStoreTest, UnknownIsMissing) {
  const Digest unknown = DigestOf("never put");
  EXPECT_EQ(blobs_.Get(unknown), std::nullopt);
  EXPECT_EQ(blobs_.Check(unknown), BlobStore::State::kMissing);
  EXPECT_FALSE(blobs_.Has(unknown));
  const auto made = blobs_.Materialise(unknown, cache_.Out("f"), 0644);
  ASSERT_TRUE(made.ok());
  EXPECT_FALSE(made.value());
  EXPECT_FALSE(fs::exists(cache_.Out("f")));
}

TEST_F(BlobStoreTest, KeepsOnlyWhatCompressesCompressed) {
  const auto size_of = [&](const std::string& content) {
    return fs::file_size(PathOf(Put(content)));
  };
  EXPECT_LT(size_of(Prose(100000)), 60000u);
  EXPECT_EQ(size_of(Noise(100000)), 100000u + BlobTrailer::kSize);
  EXPECT_EQ(size_of(std::string(1000, 'x')), 1000u + BlobTrailer::kSize);
}

TEST_F(BlobStoreTest, CompressesNoObjectOfAUsualSize) {
  const auto cache = cache_.Open({});
  const std::string content = Prose(100000);
  const Digest digest = cache->blobs().Put(content).value().digest;
  EXPECT_EQ(fs::file_size(PathOf(digest)), 100000u + BlobTrailer::kSize);
  // Whoever reads need not know.
  EXPECT_TRUE(blobs_.Get(digest) == content);
}

TEST_F(BlobStoreTest, FilesAreTheirOwnersAlone) {
  const Digest digest = Put("x");
  EXPECT_EQ(StatLink(PathOf(digest)).value().mode & 0777, 0600u);
  EXPECT_EQ(StatLink(cache_ / "cache").value().mode & 0777, 0700u);
  EXPECT_EQ(
      StatLink(cache_.cache().layout().BlobDirectory(digest)).value().mode &
          0777,
      0700u);
}

TEST_F(BlobStoreTest, LeavesNoTemporaryBehind) {
  for (const std::string& content : Contents()) Put(content);
  EXPECT_TRUE(FilesBelow(cache_.cache().layout().temporaries()).empty());
}

TEST_F(BlobStoreTest, ExistingIsNotWrittenAgain) {
  const Digest digest = Put("x");
  const uint64_t inode = StatLink(PathOf(digest)).value().inode;
  const auto again = blobs_.Put("x");
  ASSERT_TRUE(again.ok());
  EXPECT_EQ(again.value().written, 0u);
  EXPECT_EQ(StatLink(PathOf(digest)).value().inode, inode);
}

TEST_F(BlobStoreTest, DamagedIsWrittenAgain) {
  const std::string content = Prose(10000);
  const Digest digest = Put(content);
  FlipBit(PathOf(digest), 12345);
  EXPECT_GT(blobs_.Put(content).value().written, 0u);
  EXPECT_TRUE(blobs_.Get(digest) == content);
}

TEST_F(BlobStoreTest, LastUseIsKnownToTheHour) {
  const Digest digest = Put("x");
  const auto used = [&] { return StatLink(PathOf(digest)).value().mtime_ns; };
  EXPECT_EQ(used(), cache_.clock().WallNs());
  const int64_t first = used();
  cache_.clock().Advance(kHourNs);
  ASSERT_TRUE(blobs_.Get(digest).has_value());
  EXPECT_EQ(used(), first) << "noting every use would cost a system call";

  cache_.clock().Advance(1);
  ASSERT_TRUE(blobs_.Get(digest).has_value());
  EXPECT_EQ(used(), cache_.clock().WallNs());

  cache_.clock().Advance(kHourNs + 1);
  ASSERT_TRUE(blobs_.Put("x").ok());
  EXPECT_EQ(used(), cache_.clock().WallNs());

  cache_.clock().Advance(kHourNs + 1);
  ASSERT_TRUE(blobs_.Materialise(digest, cache_.Out("f"), 0644).value());
  EXPECT_EQ(used(), cache_.clock().WallNs());
}

TEST_F(BlobStoreTest, LookingIsNoUse) {
  const Digest digest = Put("x");
  const int64_t before = StatLink(PathOf(digest)).value().mtime_ns;
  cache_.clock().Advance(10 * kHourNs);
  ASSERT_TRUE(blobs_.Peek(digest).has_value());
  ASSERT_EQ(blobs_.Check(digest), BlobStore::State::kGood);
  EXPECT_EQ(StatLink(PathOf(digest)).value().mtime_ns, before);
}

TEST_F(BlobStoreTest, MaterialisesWithExactlyThatMode) {
  const mode_t before = umask(077);
  for (const std::string& content : Contents()) {
    const Digest digest = Put(content);
    for (const uint32_t mode : {0644u, 0755u, 0600u, 0444u}) {
      const auto made = blobs_.Materialise(digest, cache_.Out("f"), mode);
      ASSERT_TRUE(made.ok() && made.value());
      EXPECT_TRUE(ReadBytes(cache_.Out("f")) == content);
      EXPECT_EQ(StatLink(cache_.Out("f")).value().mode & 07777, mode);
    }
  }
  umask(before);
  EXPECT_EQ(FilesBelow(cache_ / "out").size(), 1u);
}

TEST_F(BlobStoreTest, MaterialisedFileIsYoung) {
  const Digest digest = Put("x");
  // Written right before: what is restored is not older.
  WriteBytes(cache_.Out("before"), "");
  ASSERT_TRUE(blobs_.Materialise(digest, cache_.Out("f"), 0644).value());
  EXPECT_GE(StatLink(cache_.Out("f")).value().mtime_ns,
            StatLink(cache_.Out("before")).value().mtime_ns);
}

TEST_F(BlobStoreTest, MaterialiseReplacesALinkAndNotItsTarget) {
  WriteBytes(cache_ / "victim", "untouched");
  fs::create_symlink("../victim", cache_.Out("symbolic"));
  fs::create_hard_link(cache_ / "victim", cache_.Out("hard"));
  const Digest digest = Put("new");
  for (const char* name : {"symbolic", "hard"}) {
    ASSERT_TRUE(blobs_.Materialise(digest, cache_.Out(name), 0644).value());
    EXPECT_FALSE(fs::is_symlink(cache_.Out(name)));
    EXPECT_EQ(ReadBytes(cache_.Out(name)), "new");
  }
  EXPECT_EQ(ReadBytes(cache_ / "victim"), "untouched");
}

TEST_F(BlobStoreTest, ChangingAnOutputLeavesTheBlobAlone) {
  const std::string content = Noise(100000);
  const Digest digest = Put(content);
  ASSERT_TRUE(blobs_.Materialise(digest, cache_.Out("f"), 0644).value());
  WriteBytes(cache_.Out("f"), "something else");
  EXPECT_TRUE(blobs_.Get(digest) == content);
}

TEST_F(BlobStoreTest, WhatCannotBeWrittenIsAnError) {
  const Digest digest = Put("x");
  EXPECT_FALSE(blobs_.Materialise(digest, cache_.Out("missing/f"), 0644).ok());
  fs::create_directory(cache_.Out("directory"));
  EXPECT_FALSE(blobs_.Materialise(digest, cache_.Out("directory"), 0644).ok());
  EXPECT_TRUE(FilesBelow(cache_ / "out").empty());
}

// A full disk cuts a write short just so.
TEST_F(BlobStoreTest, FullDiskIsAnErrorAndLeavesNothing) {
  const auto before_handler = signal(SIGXFSZ, SIG_IGN);
  rlimit before;
  getrlimit(RLIMIT_FSIZE, &before);
  rlimit limit = before;
  limit.rlim_cur = 50000;
  setrlimit(RLIMIT_FSIZE, &limit);
  const auto stored = blobs_.Put(Noise(100000));
  setrlimit(RLIMIT_FSIZE, &before);
  signal(SIGXFSZ, before_handler);
  EXPECT_FALSE(stored.ok());
  EXPECT_TRUE(FilesBelow(cache_ / "cache/v1").empty());
}

TEST_F(BlobStoreTest, DamagedIsRemovedAndMissing) {
  for (const std::string& content : Contents()) {
    const Digest digest = Put(content);
    std::string file = ReadBytes(PathOf(digest));
    file[file.size() / 2] ^= 4;
    WriteBytes(PathOf(digest), file);
    EXPECT_EQ(blobs_.Get(digest), std::nullopt);
    EXPECT_FALSE(fs::exists(PathOf(digest)));
    // Put() does not take the ruin for the blob.
    EXPECT_EQ(Put(content), digest);
    EXPECT_TRUE(blobs_.Get(digest) == content);
  }
}

TEST_F(BlobStoreTest, TruncatedIsMissing) {
  for (const std::string& content : {Prose(10000), std::string("short")}) {
    const Digest digest = Put(content);
    const std::string file = ReadBytes(PathOf(digest));
    for (size_t size = 0; size < file.size(); size += 37) {
      WriteBytes(PathOf(digest), file.substr(0, size));
      EXPECT_EQ(blobs_.Get(digest), std::nullopt) << size;
      EXPECT_FALSE(fs::exists(PathOf(digest)));
    }
    WriteBytes(PathOf(digest), file + "x");
    EXPECT_EQ(blobs_.Get(digest), std::nullopt);
  }
}

// The machine crashed: the name is there, the content never came.
TEST_F(BlobStoreTest, EmptyRuinIsWrittenAnew) {
  const Digest digest = Put("content");
  WriteBytes(PathOf(digest), "");
  EXPECT_EQ(Put("content"), digest);
  EXPECT_EQ(blobs_.Get(digest), "content");
}

TEST_F(BlobStoreTest, BlobUnderAnotherNameIsMissing) {
  const Digest digest = Put("content");
  const Digest other = DigestOf("CONTENT");
  fs::create_directories(cache_.cache().layout().BlobDirectory(other));
  fs::rename(PathOf(digest), PathOf(other));
  EXPECT_EQ(blobs_.Get(other), std::nullopt);
}

TEST_F(BlobStoreTest, ForgedContentPassesOnlyWithoutSha256) {
  const Digest digest = Put("good");
  // Whoever can write the file can make a trailer that fits.
  const BlobTrailer trailer{
      .digest = digest, .body_size = 4, .content = Xxh3Wide("evil")};
  const auto forge = [&] {
    WriteBytes(PathOf(digest), "evil" + trailer.Encode());
  };
  forge();
  EXPECT_EQ(blobs_.Get(digest), "evil");
  const auto careful = cache_.Open({.signing_key = "key"});
  EXPECT_EQ(careful->blobs().Get(digest), std::nullopt);
  forge();
  EXPECT_EQ(blobs_.Check(digest), BlobStore::State::kDamaged);
  EXPECT_FALSE(blobs_.Has(digest));
}

TEST_F(BlobStoreTest, FlippedBitsNeverGiveWrongBytes) {
  std::mt19937 random(11);
  std::vector<std::pair<Digest, std::string>> blobs;
  for (uint32_t i = 0; i < 100; ++i) {
    const size_t size = random() % 9000;
    std::string content = i % 2 == 0 ? Prose(size, i) : Noise(size, i);
    const Digest digest = Put(content);
    blobs.emplace_back(digest, std::move(content));
  }
  size_t missing = 0;
  for (const auto& [digest, content] : blobs) {
    FlipBit(PathOf(digest), random() % (fs::file_size(PathOf(digest)) * 8));
    const auto read = blobs_.Get(digest);
    EXPECT_TRUE(!read || *read == content) << digest.ToText();
    missing += read ? 0 : 1;
  }
  // A few bits mean nothing, such as some of a frame's header.
  EXPECT_GT(missing, 95u);
}

TEST_F(BlobStoreTest, LargeContentIsStreamed) {
  const uint64_t size = BlobStore::kMaxInMemory + 12345;
  {
    std::ofstream file(cache_.Out("large"), std::ios::binary);
    const std::string chunk = Prose(1 << 20);
    file << chunk;
    file.seekp(static_cast<std::streamoff>(size) - 5);
    file << "tail.";
  }
  const auto stored = blobs_.PutFile(cache_.Out("large"));
  ASSERT_TRUE(stored.ok()) << stored.error().message;
  const Digest digest = stored.value().digest;
  EXPECT_EQ(digest.size, size);
  EXPECT_EQ(blobs_.Get(digest), std::nullopt);
  ASSERT_TRUE(blobs_.Materialise(digest, cache_.Out("copy"), 0644).value());
  EXPECT_EQ(blobs_.PutFile(cache_.Out("copy")).value().written, 0u);

  std::fstream blob(PathOf(digest),
                    std::ios::in | std::ios::out | std::ios::binary);
  blob.seekp(50 << 20);
  blob << "x";
  blob.close();
  const auto made = blobs_.Materialise(digest, cache_.Out("bad"), 0644);
  ASSERT_TRUE(made.ok());
  EXPECT_FALSE(made.value());
  EXPECT_FALSE(blobs_.Has(digest));
}

// The pieces before were right, and written.
TEST_F(BlobStoreTest, DamageInTheLastPieceLeavesNoOutput) {
  for (const uint64_t size :
       {2 * sizeof(BlobReader::Piece), 2 * sizeof(BlobReader::Piece) + 1}) {
    const std::string content = Noise(size);
    const Digest digest = Put(content);
    ASSERT_TRUE(blobs_.Materialise(digest, cache_.Out("f"), 0644).value());
    EXPECT_TRUE(ReadBytes(cache_.Out("f")) == content);
    FlipBit(PathOf(digest), size * 8 - 1);
    const auto made = blobs_.Materialise(digest, cache_.Out("g"), 0644);
    ASSERT_TRUE(made.ok());
    EXPECT_FALSE(made.value());
    EXPECT_FALSE(blobs_.Has(digest));
    EXPECT_EQ(FilesBelow(cache_ / "out").size(), 1u);
  }
}

TEST_F(BlobStoreTest, ImportsOnlyTheRightBlob) {
  const Digest digest = Put(Prose(10000));
  const std::string file = ReadBytes(PathOf(digest));
  fs::remove(PathOf(digest));
  const auto import = [&](const Digest& name, const std::string& bytes) {
    TemporaryFile temporary = cache_.cache().layout().NewTemporary().Take();
    XB_CHECK(temporary.Append(bytes).ok());
    return blobs_.Import(name, std::move(temporary)).value();
  };
  EXPECT_FALSE(import(DigestOf("other"), file));
  EXPECT_FALSE(import(digest, file.substr(1)));
  const BlobTrailer forged{
      .digest = DigestOf("good"), .body_size = 4, .content = Xxh3Wide("evil")};
  EXPECT_FALSE(import(forged.digest, "evil" + forged.Encode()));
  EXPECT_TRUE(FilesBelow(cache_ / "cache/v1").empty());
  EXPECT_TRUE(import(digest, file));
  EXPECT_TRUE(blobs_.Get(digest) == Prose(10000));
}

}  // namespace
}  // namespace xb
