// SPDX-License-Identifier: Apache-2.0
#include "cache/file_digests.h"

#include <gtest/gtest.h>

#include <string>

#include "os/file_tree.h"
#include "support/temp_dir.h"

namespace xb {
namespace {

// Long before and long after the files of a test.
constexpr int64_t kFuture = int64_t{1} << 62;

class FileDigestsTest : public ::testing::Test {
 protected:
  void Write(const std::string& name, const std::string& content) {
    ASSERT_TRUE(disk_.Write(dir_ / name, content).ok());
  }
  Digest Of(FileDigests& digests, const std::string& name) {
    const auto facts = digests.Get(dir_ / name, kFuture);
    return facts ? facts->digest : Digest();
  }

  TempDir dir_;
  RealDisk disk_;
};

TEST_F(FileDigestsTest, TellsContentAndWords) {
  Write("a", "char t[] = __TIME__;");
  FileDigests digests;
  const auto facts = digests.Get(dir_ / "a", kFuture);
  ASSERT_TRUE(facts);
  EXPECT_EQ(facts->digest, DigestOf("char t[] = __TIME__;"));
  EXPECT_EQ(facts->words, kTimeMacro);
  EXPECT_EQ(facts->checked_ns, kFuture);
}

TEST_F(FileDigestsTest, WhatIsNoFileHasNone) {
  FileDigests digests;
  EXPECT_FALSE(digests.Get(dir_ / "missing", kFuture));
  EXPECT_FALSE(digests.Get(dir_.path(), kFuture));
}

TEST_F(FileDigestsTest, WithinARunAFileIsLookedAtOnceUnlessACommandWroteIt) {
  Write("a", "one");
  FileDigests digests;
  const Digest one = Of(digests, "a");
  Write("a", "other");
  EXPECT_EQ(Of(digests, "a"), one);
  digests.SetMade(dir_ / "a", 1);
  EXPECT_EQ(Of(digests, "a"), DigestOf("other"));
  EXPECT_EQ(digests.files_hashed(), 2u);
}

TEST_F(FileDigestsTest, AnewMeansAnew) {
  Write("a", "one");
  FileDigests digests;
  Of(digests, "a");
  Write("a", "other");
  const auto facts = digests.GetAnew(dir_ / "a", kFuture);
  ASSERT_TRUE(facts);
  EXPECT_EQ(facts->digest, DigestOf("other"));
}

TEST_F(FileDigestsTest, WhatIsRememberedIsNotHashedAgain) {
  Write("a", "one");
  Write("b", "two");
  {
    FileDigests digests;
    Of(digests, "a");
    Of(digests, "b");
    ASSERT_TRUE(digests.Save(disk_, dir_ / "digests").ok());
  }
  Write("b", "changed");
  FileDigests digests;
  digests.Load(disk_, dir_ / "digests");
  EXPECT_EQ(Of(digests, "a"), DigestOf("one"));
  EXPECT_EQ(digests.files_hashed(), 0u);
  EXPECT_EQ(Of(digests, "b"), DigestOf("changed"));
  EXPECT_EQ(digests.files_hashed(), 1u);
}

TEST_F(FileDigestsTest, AYoungFileIsNotRemembered) {
  Write("a", "one");
  // A change in the same tick of the clock could leave the same stat.
  FileDigests digests;
  const auto stat = disk_.Stat(dir_ / "a");
  ASSERT_TRUE(stat.ok());
  ASSERT_TRUE(digests.Get(dir_ / "a", stat.value().ctime_ns));
  ASSERT_TRUE(digests.Save(disk_, dir_ / "digests").ok());
  FileDigests next;
  next.Load(disk_, dir_ / "digests");
  EXPECT_EQ(Of(next, "a"), DigestOf("one"));
  EXPECT_EQ(next.files_hashed(), 1u);
}

TEST_F(FileDigestsTest, ADamagedMemoryIsNone) {
  Write("a", "one");
  FileDigests digests;
  Of(digests, "a");
  ASSERT_TRUE(digests.Save(disk_, dir_ / "digests").ok());
  const std::string good = *disk_.Read(dir_ / "digests").value();
  for (size_t i = 0; i < good.size(); ++i) {
    std::string bad = good;
    bad[i] = static_cast<char>(bad[i] ^ 4);
    Write("digests", bad);
    FileDigests next;
    next.Load(disk_, dir_ / "digests");
    Of(next, "a");
    EXPECT_EQ(next.files_hashed(), 1u) << i;
  }
}

}  // namespace
}  // namespace xb
