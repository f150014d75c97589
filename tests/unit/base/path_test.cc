// SPDX-License-Identifier: Apache-2.0
#include "base/path.h"

#include <gtest/gtest.h>

#include <random>
#include <string>

namespace xb {
namespace {

std::string Canonical(std::string path) {
  CanonicalizePath(&path);
  return path;
}

// Random paths of the few bytes that matter.
std::string RandomPath(std::mt19937* random) {
  constexpr std::string_view kBytes = "//..a.b";
  std::string path;
  for (size_t left = 1 + (*random)() % 14; left > 0; --left) {
    path.push_back(kBytes[(*random)() % kBytes.size()]);
  }
  return path;
}

TEST(PathTest, KeepsCanonicalPaths) {
  for (const char* path :
       {"a", "foo.h", "src/foo/bar.cc", "/", "/usr/include", ".", "..", "../a",
        "../../a/b", ".hidden", "..hidden", "a../b", "a/.b", "a/..b", "...",
        "a b/c d", "/.a", "\xc3\xbc/x"}) {
    EXPECT_EQ(Canonical(path), path);
    EXPECT_TRUE(IsCanonicalPath(path)) << path;
  }
}

TEST(PathTest, DropsWhatSaysNothing) {
  EXPECT_EQ(Canonical("./foo.h"), "foo.h");
  EXPECT_EQ(Canonical("foo/./bar"), "foo/bar");
  EXPECT_EQ(Canonical("foo/."), "foo");
  EXPECT_EQ(Canonical("././."), ".");
  EXPECT_EQ(Canonical("./"), ".");
  EXPECT_EQ(Canonical("foo//bar"), "foo/bar");
  EXPECT_EQ(Canonical("foo///bar//"), "foo/bar");
  EXPECT_EQ(Canonical("foo/"), "foo");
  EXPECT_EQ(Canonical("/foo/"), "/foo");
  EXPECT_EQ(Canonical("/./foo"), "/foo");
}

TEST(PathTest, ResolvesParents) {
  EXPECT_EQ(Canonical("a/../b"), "b");
  EXPECT_EQ(Canonical("a/b/../c"), "a/c");
  EXPECT_EQ(Canonical("a/b/../../c"), "c");
  EXPECT_EQ(Canonical("a/.."), ".");
  EXPECT_EQ(Canonical("a/b/.."), "a");
  EXPECT_EQ(Canonical("/a/../b"), "/b");
  EXPECT_EQ(Canonical("./x/foo/../bar"), "x/bar");
}

TEST(PathTest, ParentsWithNothingToResolveStay) {
  EXPECT_EQ(Canonical("a/../../b"), "../b");
  EXPECT_EQ(Canonical("../../a/../b"), "../../b");
  EXPECT_EQ(Canonical("./.././a"), "../a");
  EXPECT_EQ(Canonical("a/../.."), "..");
  EXPECT_EQ(Canonical("../"), "..");
  EXPECT_EQ(Canonical("..//../a"), "../../a");
}

TEST(PathTest, AnEmptyPathStaysForTheCallerToRefuse) {
  EXPECT_EQ(Canonical(""), "");
}

TEST(PathTest, WorksInABufferWithoutTouchingWhatFollows) {
  std::string buffer = "x/../foo/|rest";
  const size_t size = CanonicalizePath(buffer.data(), 9);
  EXPECT_EQ(buffer.substr(0, size), "foo");
  EXPECT_EQ(buffer.substr(9), "|rest");
}

TEST(PathTest, TellsNameAndDirectory) {
  EXPECT_EQ(PathName("a/b/c.cc"), "c.cc");
  EXPECT_EQ(PathDirectory("a/b/c.cc"), "a/b");
  EXPECT_EQ(PathName("c.cc"), "c.cc");
  EXPECT_EQ(PathDirectory("c.cc"), ".");
  EXPECT_EQ(PathName("/c"), "c");
  EXPECT_EQ(PathDirectory("/c"), "/");
}

TEST(PathTest, ASecondTimeChangesNothing) {
  std::mt19937 random(1);
  for (int i = 0; i < 20000; ++i) {
    const std::string path = RandomPath(&random);
    const std::string once = Canonical(path);
    EXPECT_EQ(Canonical(once), once) << path;
    EXPECT_TRUE(IsCanonicalPath(once)) << path;
    EXPECT_EQ(IsCanonicalPath(path), once == path) << path;
  }
}

}  // namespace
}  // namespace xb
