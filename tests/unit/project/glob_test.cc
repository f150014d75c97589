// SPDX-License-Identifier: Apache-2.0
#include "manifest/project/glob.h"

#include <gtest/gtest.h>

#include "support/fake_project_world.h"

namespace xb::project {
namespace {

using Names = std::vector<std::string>;

TEST(GlobTest, AStarStaysInItsDirectory) {
  FakeProjectWorld world;
  for (const char* path : {"a.c", "b.h", "x/c.c", ".d.c"}) world.Add(path);
  Globber globber(world);
  EXPECT_EQ(globber.Expand("*.c").value(), Names({"a.c"}));
  EXPECT_EQ(globber.Expand("*/*.c").value(), Names({"x/c.c"}));
}

TEST(GlobTest, TwoStarsGoBelowButNotIntoHiddenDirectories) {
  FakeProjectWorld world;
  for (const char* path : {"a.c", "x/b.c", "x/y/c.c", ".git/d.c"}) {
    world.Add(path);
  }
  Globber globber(world);
  EXPECT_EQ(globber.Expand("**/*.c").value(),
            Names({"a.c", "x/b.c", "x/y/c.c"}));
  EXPECT_EQ(globber.Expand("x/**").value(), Names({"x/b.c", "x/y/c.c"}));
}

TEST(GlobTest, SetsAndRanges) {
  EXPECT_TRUE(MatchesComponent("[a-c]?.c", "bx.c"));
  EXPECT_FALSE(MatchesComponent("[!a-c]?.c", "bx.c"));
  EXPECT_TRUE(MatchesComponent("[]x]", "]"));
  EXPECT_TRUE(MatchesComponent("[x", "[x"));
  EXPECT_FALSE(MatchesComponent("*", ".hidden"));
  EXPECT_TRUE(MatchesComponent("*a*b*", "xxaxxbxx"));
}

TEST(GlobTest, WholePaths) {
  EXPECT_TRUE(MatchesPath("src/**/*_test.c", "src/a/b/x_test.c"));
  EXPECT_TRUE(MatchesPath("src/**/*_test.c", "src/x_test.c"));
  EXPECT_FALSE(MatchesPath("src/*.c", "src/a/x.c"));
  EXPECT_FALSE(MatchesPath("/src/*.c", "src/x.c"));
}

TEST(GlobTest, NamesThatDoNotMatchAreNoChange) {
  const ListingQuery query{"", "*.c", ListingQuery::Wanted::kFiles};
  const auto file = DirectoryName::Kind::kFile;
  const auto before = AnswerFrom(query, {{"a.c", file}});
  EXPECT_EQ(AnswerFrom(query, {{"x.h", file}, {"a.c", file}}).digest,
            before.digest);
  EXPECT_NE(AnswerFrom(query, {{"b.c", file}, {"a.c", file}}).digest,
            before.digest);
}

}  // namespace
}  // namespace xb::project
