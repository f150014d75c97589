// SPDX-License-Identifier: Apache-2.0
#include "cache/archive.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "cache/compression.h"
#include "cache/tar.h"
#include "unit/cache/cache_support.h"

namespace xb {
namespace {

namespace fs = std::filesystem;

class ArchiveTest : public ::testing::Test {
 protected:
  UsedAction Store(const CacheInDirectory& where, const ActionCache& cache,
                   const std::string& name, const std::string& content) {
    const std::string path = where.Out(name);
    WriteBytes(path, content);
    const auto stored = cache.Store(
        {.key = KeyOf(name),
         .rule = "cc",
         .dependencies = {{.path = "a.h", .digest = DigestOf(content)}},
         .outputs = {path},
         .text = "text of " + name});
    XB_CHECK(stored.ok());
    return {.scope = cache.options().scope,
            .key = KeyOf(name),
            .result = stored.value().result_digest};
  }
  bool Has(const ActionCache& cache, const std::string& name,
           const std::string& content) {
    FilesNow now;
    now.Set("a.h", content);
    // The outputs of the tests are absolute paths of the first directory.
    const auto hit = cache.Find(KeyOf(name), {{here_.Out(name)}}, now);
    if (!hit.result) return false;
    const ActionOutput& output = hit.result->outputs[0];
    return cache.blobs().Get(output.digest) == content &&
           cache.blobs().Get(hit.result->text) == "text of " + name;
  }
  ArchiveSummary Export(
      std::optional<std::span<const UsedAction>> used = std::nullopt) {
    auto summary =
        ExportCache(here_.cache(), here_ / "a.tar.zst", used, kContinue);
    XB_CHECK(summary.ok());
    return summary.Take();
  }
  Result<ArchiveSummary> Import() { return Import(there_.cache()); }
  Result<ArchiveSummary> Import(const ActionCache& cache) {
    return ImportCache(cache, here_ / "a.tar.zst", kContinue);
  }
  // Writes an archive of these names and contents, whatever they are.
  void Forge(const std::vector<std::pair<std::string, std::string>>& entries) {
    CompressedWriter writer;
    std::string file;
    const auto sink = [&](std::string_view part) {
      file += part;
      return Ok();
    };
    std::string tar;
    for (const auto& [name, content] : entries) {
      tar += EncodeTarHeader(name, content.size()).value() + content +
             std::string(TarPadding(content.size()), '\0');
    }
    tar += std::string(2 * kTarBlock, '\0');
    XB_CHECK(writer.Write(tar, sink).ok() && writer.Finish(sink).ok());
    WriteBytes(here_ / "a.tar.zst", file);
  }

  CacheInDirectory here_;
  CacheInDirectory there_;
};

const std::pair<std::string, std::string> kFirst = {"xb-cache", "xb cache 1\n"};

TEST_F(ArchiveTest, CarriesTheWholeCache) {
  const std::string large = Prose(500000);
  Store(here_, here_.cache(), "a.o", "1");
  Store(here_, here_.cache(), "b.o", large);
  Store(here_, *here_.Open({.scope = "feature/x"}), "c.o", "3");
  const ArchiveSummary exported = Export();
  EXPECT_EQ(exported.records, 3u);
  EXPECT_EQ(exported.blobs, 9u);

  const auto imported = Import();
  ASSERT_TRUE(imported.ok()) << imported.error().message;
  EXPECT_EQ(imported.value().records, 3u);
  EXPECT_EQ(imported.value().blobs, 9u);
  EXPECT_EQ(imported.value().bytes, exported.bytes);
  EXPECT_EQ(imported.value().refused, 0u);
  EXPECT_TRUE(Has(there_.cache(), "a.o", "1"));
  EXPECT_TRUE(Has(there_.cache(), "b.o", large));
  EXPECT_FALSE(Has(there_.cache(), "c.o", "3")) << "of another scope";
  EXPECT_TRUE(Has(*there_.Open({.scope = "feature/x"}), "c.o", "3"));
}

TEST_F(ArchiveTest, CarriesOnlyWhatWasUsed) {
  const UsedAction used = Store(here_, here_.cache(), "a.o", "1");
  Store(here_, here_.cache(), "a.o", "2");
  Store(here_, here_.cache(), "b.o", "3");
  const ArchiveSummary exported = Export(std::vector{used, used});
  EXPECT_EQ(exported.records, 1u);
  EXPECT_EQ(exported.blobs, 3u);
  ASSERT_TRUE(Import().ok());
  EXPECT_TRUE(Has(there_.cache(), "a.o", "1"));
  EXPECT_FALSE(Has(there_.cache(), "a.o", "2"));
  EXPECT_FALSE(Has(there_.cache(), "b.o", "3"));
  const auto peeked = there_.cache().PeekRecord("main", KeyOf("a.o"));
  EXPECT_EQ(peeked.decoded.record.set_count(), 1u);
}

TEST_F(ArchiveTest, CarriesTwoUsesOfOneKey) {
  const UsedAction first = Store(here_, here_.cache(), "a.o", "1");
  const UsedAction second = Store(here_, here_.cache(), "a.o", "2");
  Export(std::vector{first, second});
  ASSERT_TRUE(Import().ok());
  EXPECT_TRUE(Has(there_.cache(), "a.o", "1"));
  EXPECT_TRUE(Has(there_.cache(), "a.o", "2"));
}

TEST_F(ArchiveTest, ImportAddsToWhatIsThere) {
  Store(here_, here_.cache(), "a.o", "1");
  Export();
  // As another run of the same key.
  Store(there_, there_.cache(), "a.o", "2");
  ASSERT_TRUE(Import().ok());
  EXPECT_TRUE(Has(there_.cache(), "a.o", "1"));
  const auto peeked = there_.cache().PeekRecord("main", KeyOf("a.o"));
  EXPECT_EQ(peeked.decoded.record.set_count(), 2u);
  const auto again = Import();
  ASSERT_TRUE(again.ok());
  // The record is merged and written; the blobs are there.
  EXPECT_EQ(again.value().written, 4096u);
}

TEST_F(ArchiveTest, SignaturesAreChecked) {
  const auto ours = here_.Open({.signing_key = "ours"});
  Store(here_, *ours, "a.o", "1");
  Export();
  const auto stranger = there_.Open({.signing_key = "theirs"});
  EXPECT_EQ(Import(*stranger).value().refused, 1u);
  EXPECT_FALSE(Has(*stranger, "a.o", "1"));
  const auto friendly = there_.Open({.signing_key = "ours"});
  EXPECT_EQ(Import(*friendly).value().refused, 0u);
  EXPECT_TRUE(Has(*friendly, "a.o", "1"));
}

TEST_F(ArchiveTest, ForeignSignatureSurvivesAnExport) {
  const auto ours = here_.Open({.signing_key = "ours"});
  const UsedAction used = Store(here_, *ours, "a.o", "1");
  Store(here_, *ours, "a.o", "2");
  // Exported by somebody without the key.
  Export(std::vector{used});
  const auto friendly = there_.Open({.signing_key = "ours"});
  EXPECT_EQ(Import(*friendly).value().refused, 0u);
  EXPECT_TRUE(Has(*friendly, "a.o", "1"));
}

TEST_F(ArchiveTest, UsedActionsAreSignedAnew) {
  const auto ours = here_.Open({.signing_key = "ours"});
  const UsedAction used = Store(here_, *ours, "a.o", "1");
  Store(here_, *ours, "a.o", "2");
  const std::vector<UsedAction> all = {used};
  ASSERT_TRUE(
      ExportCache(*ours, here_ / "a.tar.zst", std::span(all), kContinue).ok());
  const auto friendly = there_.Open({.signing_key = "ours"});
  ASSERT_TRUE(Import(*friendly).ok());
  EXPECT_TRUE(Has(*friendly, "a.o", "1"));
  const auto peeked = friendly->PeekRecord("main", KeyOf("a.o"));
  EXPECT_EQ(peeked.decoded.record.set_count(), 1u);
}

TEST_F(ArchiveTest, TarReadsIt) {
  if (std::system("tar --version >/dev/null 2>&1 && "
                  "zstd --version >/dev/null 2>&1") != 0) {
    GTEST_SKIP() << "There is no tar, or no zstd";
  }
  Store(here_, here_.cache(), "a.o", "1");
  Export();
  const std::string command = "zstd -dcq '" + (here_ / "a.tar.zst") +
                              "' | tar -tf - >'" + (here_ / "list") + "'";
  ASSERT_EQ(std::system(command.c_str()), 0);
  const std::string list = ReadBytes(here_ / "list");
  EXPECT_EQ(list.substr(0, 9), "xb-cache\n");
  EXPECT_NE(list.find("\nactions/main/"), std::string::npos) << list;
}

TEST_F(ArchiveTest, TakesWhatTarPacked) {
  if (std::system("tar --version >/dev/null 2>&1 && "
                  "zstd --version >/dev/null 2>&1") != 0) {
    GTEST_SKIP() << "There is no tar, or no zstd";
  }
  Store(here_, here_.cache(), "a.o", "1");
  WriteBytes(here_ / "cache/v1/xb-cache", kFirst.second);
  const std::string command = "tar -C '" + (here_ / "cache/v1") +
                              "' --format=ustar -cf - xb-cache blobs actions"
                              " | zstd -q >'" +
                              (here_ / "a.tar.zst") + "'";
  ASSERT_EQ(std::system(command.c_str()), 0);
  const auto imported = Import();
  ASSERT_TRUE(imported.ok()) << imported.error().message;
  EXPECT_TRUE(Has(there_.cache(), "a.o", "1"));
}

TEST_F(ArchiveTest, DamagedBlobIsRefused) {
  const UsedAction used = Store(here_, here_.cache(), "a.o", "1");
  FlipBit(here_.cache().layout().BlobPath(DigestOf("1")), 3);
  Export(std::vector{used});
  const auto imported = Import();
  ASSERT_TRUE(imported.ok());
  EXPECT_EQ(imported.value().refused, 1u);
  EXPECT_FALSE(there_.blobs().Has(DigestOf("1")));
}

TEST_F(ArchiveTest, NoNameLeadsOutside) {
  const std::string digest = DigestOf("x").ToText();
  const std::string fan_out = "2/d/";
  ASSERT_EQ(digest.substr(0, 2), "2d");
  for (const std::string& name :
       {"../" + digest, "/tmp/" + digest, "blobs/../../" + digest,
        "blobs/2/d/../../" + digest, "blobs/0/0/" + digest,
        "actions/../2/d/" + digest, "actions/.hidden/2/d/" + digest,
        "actions/2/d/" + digest, std::string("stats"),
        std::string("CACHEDIR.TAG")}) {
    Forge({kFirst, {name, "evil"}});
    EXPECT_FALSE(Import().ok()) << name;
  }
  EXPECT_TRUE(FilesBelow(there_ / "cache/v1").empty());
}

TEST_F(ArchiveTest, ForgedContentIsRefused) {
  Forge({kFirst,
         {"blobs/2/d/" + DigestOf("x").ToText(), "evil"},
         {"actions/main/2/d/" + DigestOf("x").ToText(), "evil"}});
  const auto imported = Import();
  ASSERT_TRUE(imported.ok()) << imported.error().message;
  EXPECT_EQ(imported.value().refused, 2u);
  EXPECT_TRUE(FilesBelow(there_ / "cache/v1").empty());
}

TEST_F(ArchiveTest, OtherFilesAreNoArchive) {
  EXPECT_FALSE(ImportCache(there_.cache(), here_ / "none", kContinue).ok());
  for (const std::string& bytes :
       {std::string(), std::string("hello"), Noise(100000)}) {
    WriteBytes(here_ / "a.tar.zst", bytes);
    EXPECT_FALSE(Import().ok());
  }
  Forge({});
  EXPECT_FALSE(Import().ok());
  Forge({{"xb-cache", "xb cache 2\n"}});
  EXPECT_FALSE(Import().ok());
  Forge({{"other", "xb cache 1\n"}});
  EXPECT_FALSE(Import().ok());
}

TEST_F(ArchiveTest, CutArchiveIsAnErrorThatKeepsWhatCameBefore) {
  for (uint32_t i = 0; i < 8; ++i) {
    Store(here_, here_.cache(), std::to_string(i), Noise(50000, i));
  }
  Export();
  const std::string whole = ReadBytes(here_ / "a.tar.zst");
  WriteBytes(here_ / "a.tar.zst", whole.substr(0, whole.size() / 2));
  EXPECT_FALSE(Import().ok());
  EXPECT_FALSE(FilesBelow(there_.cache().layout().blobs()).empty());
  EXPECT_TRUE(FilesBelow(there_.cache().layout().temporaries()).empty());
}

TEST_F(ArchiveTest, StoppedExportLeavesNoFile) {
  Store(here_, here_.cache(), "a.o", "1");
  const auto stop = [](uint64_t, uint64_t) { return false; };
  const auto exported =
      ExportCache(here_.cache(), here_ / "a.tar.zst", std::nullopt, stop);
  ASSERT_TRUE(exported.ok());
  EXPECT_TRUE(exported.value().is_stopped);
  EXPECT_FALSE(fs::exists(here_ / "a.tar.zst"));
  EXPECT_FALSE(ExportCache(here_.cache(), here_ / "none/a.tar.zst",
                           std::nullopt, kContinue)
                   .ok());
}

TEST(TarTest, HeaderComesBack) {
  const std::string longest =
      std::string(155, 'p') + "/" + std::string(100, 'n');
  for (const std::string& name : {std::string("a"), longest}) {
    for (const uint64_t size : {uint64_t{0}, uint64_t{12345}, kMaxTarSize}) {
      const auto entry = DecodeTarHeader(EncodeTarHeader(name, size).value());
      ASSERT_TRUE(entry.has_value());
      EXPECT_EQ(entry->name, name);
      EXPECT_EQ(entry->size, size);
      EXPECT_TRUE(entry->is_file);
    }
  }
}

TEST(TarTest, WhatDoesNotFitIsNone) {
  EXPECT_EQ(EncodeTarHeader("a", kMaxTarSize + 1), std::nullopt);
  EXPECT_EQ(EncodeTarHeader("", 0), std::nullopt);
  EXPECT_EQ(EncodeTarHeader(std::string(101, 'n'), 0), std::nullopt);
  EXPECT_EQ(EncodeTarHeader(std::string(156, 'p') + "/n", 0), std::nullopt);
  EXPECT_EQ(EncodeTarHeader("p/" + std::string(101, 'n'), 0), std::nullopt);
}

TEST(TarTest, DamagedHeaderIsNone) {
  const std::string header = EncodeTarHeader("name", 5).value();
  EXPECT_EQ(DecodeTarHeader(std::string(kTarBlock, '\0')), std::nullopt);
  EXPECT_EQ(DecodeTarHeader(header.substr(1)), std::nullopt);
  for (const size_t at : {0u, 30u, 124u, 150u, 156u, 257u, 345u, 511u}) {
    std::string damaged = header;
    damaged[at] = static_cast<char>(damaged[at] + 1);
    EXPECT_EQ(DecodeTarHeader(damaged), std::nullopt) << at;
  }
}

TEST(TarTest, FilesEndOnABlock) {
  EXPECT_EQ(TarPadding(0), 0u);
  EXPECT_EQ(TarPadding(1), 511u);
  EXPECT_EQ(TarPadding(512), 0u);
  EXPECT_EQ(TarPadding(513), 511u);
}

}  // namespace
}  // namespace xb
