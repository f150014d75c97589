// SPDX-License-Identifier: Apache-2.0
#include "manifest/make/words.h"

#include <gtest/gtest.h>

namespace xb::make {
namespace {

TEST(WordsTest, WordsAreBetweenAnyWhiteSpace) {
  const auto words = SplitWords("  a\tb\n c ");
  ASSERT_EQ(words.size(), 3u);
  EXPECT_EQ(words[2], "c");
}

TEST(WordsTest, PatternMatchesBetweenItsEnds) {
  const Pattern pattern = ParsePattern("lib%.a");
  EXPECT_EQ(pattern.Match("libx.a"), "x");
  EXPECT_EQ(pattern.Match("lib.a"), "");
  // The two ends must not share characters.
  EXPECT_FALSE(ParsePattern("a%a").Match("a").has_value());
}

TEST(WordsTest, BackslashTakesThePercentItsMeaning) {
  const Pattern pattern = ParsePattern("a\\%b\\\\%c");
  EXPECT_TRUE(pattern.has_percent);
  EXPECT_EQ(pattern.prefix, "a%b\\");
  EXPECT_EQ(pattern.suffix, "c");
}

TEST(WordsTest, ContinuationIsOneSpace) {
  std::string line = "a  \\\n \t b\\\\\nc";
  JoinContinuations(&line);
  EXPECT_EQ(line, "a b\\\nc");
}

TEST(WordsTest, CommentCharacterInReferenceIsText) {
  std::string line = "a \\# $(shell echo '#') # comment";
  DropComment(&line);
  EXPECT_EQ(line, "a # $(shell echo '#') ");
}

TEST(WordsTest, ReferenceEndsAtItsOwnBracket) {
  EXPECT_EQ(SkipReference("$(a(b)c)d", 0), 8u);
  EXPECT_EQ(SkipReference("${a)b}", 0), 6u);
  EXPECT_EQ(SkipReference("$xy", 0), 2u);
  EXPECT_EQ(SkipReference("$(open", 0), 6u);
}

}  // namespace
}  // namespace xb::make
