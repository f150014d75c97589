// SPDX-License-Identifier: Apache-2.0
#include "cache/layout.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "unit/cache/cache_support.h"

namespace xb {
namespace {

TEST(LayoutTest, NamesComeFromDigests) {
  const Layout layout("root");
  const Digest digest = DigestOf("abc");
  EXPECT_EQ(layout.BlobPath(digest), "root/blobs/b/a/" + digest.ToText());
  EXPECT_EQ(layout.ActionPath("main", digest),
            "root/actions/main/b/a/" + digest.ToText());
}

TEST(LayoutTest, ScopesCannotLeadOutside) {
  const auto encode = [](std::string_view scope) {
    return Layout::EncodeScope(scope).value();
  };
  EXPECT_EQ(encode("main"), "main");
  EXPECT_EQ(encode("release-1.2_x"), "release-1.2_x");
  EXPECT_EQ(encode("feature/x"), "feature%2Fx");
  EXPECT_EQ(encode(".."), "%2E.");
  EXPECT_EQ(encode("../../etc"), "%2E.%2F..%2Fetc");
  EXPECT_EQ(encode(std::string("a\0b%", 4)), "a%00b%25");
  EXPECT_EQ(encode("\xc3\xa4"), "%C3%A4");
}

TEST(LayoutTest, ScopeComesBack) {
  for (const char* scope : {"main", "feature/x", "..", "%41", "\xff"}) {
    EXPECT_EQ(Layout::DecodeScope(Layout::EncodeScope(scope).value()), scope);
  }
}

TEST(LayoutTest, OtherSpellingsAreNoScope) {
  for (const char* encoded :
       {"", ".", "..", ".x", "a/b", "%", "%4", "%4g", "%41", "%2f", "a b"}) {
    EXPECT_EQ(Layout::DecodeScope(encoded), std::nullopt) << encoded;
  }
}

TEST(LayoutTest, ScopeNeedsANameOfReasonableLength) {
  EXPECT_FALSE(Layout::EncodeScope("").ok());
  EXPECT_TRUE(Layout::EncodeScope(std::string(120, 'x')).ok());
  EXPECT_FALSE(Layout::EncodeScope(std::string(121, 'x')).ok());
  EXPECT_FALSE(Layout::EncodeScope(std::string(41, '/')).ok());
}

TEST(LayoutTest, VisitsOnlyFilesOfItsOwn) {
  const TempDir directory;
  const Layout layout(directory.path());
  const Digest digest = DigestOf("abc");
  std::filesystem::create_directories(layout.BlobDirectory(digest));
  const std::string prefix = layout.BlobDirectory(digest) + "/";
  WriteBytes(layout.BlobPath(digest), "four");
  WriteBytes(prefix + "README", "");
  // In the wrong directory, and no file.
  WriteBytes(prefix + DigestOf("").ToText(), "");
  const Digest other{.hash = digest.hash, .size = 99};
  std::filesystem::create_directory(layout.BlobPath(other));
  std::vector<Digest> found;
  const auto visit = [&](const std::string& in, const Digest& name,
                         const FileStat& stat) {
    EXPECT_EQ(in, layout.BlobDirectory(digest));
    EXPECT_EQ(stat.size, 4);
    found.push_back(name);
  };
  ASSERT_TRUE(layout.ForEachFile(layout.blobs(), {}, visit).ok());
  EXPECT_EQ(found, std::vector<Digest>{digest});
}

}  // namespace
}  // namespace xb
