// SPDX-License-Identifier: Apache-2.0
#include "base/ansi.h"

#include <gtest/gtest.h>

namespace xb {
namespace {

TEST(AnsiTest, StripDropsSequences) {
  EXPECT_EQ(StripAnsi("plain"), "plain");
  EXPECT_EQ(StripAnsi("\x1b[1;31merror\x1b[0m: x\x1b[K"), "error: x");
  EXPECT_EQ(StripAnsi("\x1b[?25lx"), "x");
  EXPECT_EQ(StripAnsi(""), "");
}

TEST(AnsiTest, StripDropsBrokenSequences) {
  EXPECT_EQ(StripAnsi("a\x1b"), "a");
  EXPECT_EQ(StripAnsi("a\x1b]b"), "a]b");
  EXPECT_EQ(StripAnsi("a\x1b[12"), "a");
}

TEST(AnsiTest, VisibleWidthLeavesSequencesOut) {
  EXPECT_EQ(VisibleWidth("abc"), 3u);
  EXPECT_EQ(VisibleWidth("\x1b[31mabc\x1b[0m"), 3u);
  EXPECT_EQ(VisibleWidth("\x1b[3"), 3u);
  EXPECT_EQ(VisibleWidth("\xc3\xbc\xe2\x82\xac"), 2u);
}

TEST(AnsiTest, SequencesAfterTheLastNewlineBeginNoLine) {
  EXPECT_TRUE(EndsLine("a\n"));
  EXPECT_TRUE(EndsLine("a\n\x1b[0m"));
  EXPECT_FALSE(EndsLine("a\n\x1b[0mb"));
  EXPECT_FALSE(EndsLine("a"));
  EXPECT_FALSE(EndsLine(""));
}

TEST(ElideMiddleTest, KeepsWhatFits) {
  EXPECT_EQ(ElideMiddle("0123456789", 10), "0123456789");
  EXPECT_EQ(ElideMiddle("", 0), "");
  EXPECT_EQ(ElideMiddle("\x1b[31m0123\x1b[0m", 4), "\x1b[31m0123\x1b[0m");
}

TEST(ElideMiddleTest, CutsTheMiddle) {
  EXPECT_EQ(ElideMiddle("0123456789", 9), "012...789");
  EXPECT_EQ(ElideMiddle("0123456789", 8), "01...789");
  EXPECT_EQ(ElideMiddle("0123456789", 4), "...9");
}

TEST(ElideMiddleTest, OnlyDotsWhereNothingElseFits) {
  EXPECT_EQ(ElideMiddle("0123456789", 3), "...");
  EXPECT_EQ(ElideMiddle("0123456789", 1), ".");
  EXPECT_EQ(ElideMiddle("0123456789", 0), "");
}

TEST(ElideMiddleTest, NeverCutsACharacterInTwo) {
  EXPECT_EQ(ElideMiddle("\xc3\xa4\xc3\xb6\xc3\xbcxyz\xc3\x9f", 6),
            "\xc3\xa4...z\xc3\x9f");
}

TEST(ElideMiddleTest, EverySequenceStays) {
  // The colour that begins in the part left out must end as before.
  EXPECT_EQ(ElideMiddle("01\x1b[31m2345\x1b[0m6789", 7),
            "01\x1b[31m...\x1b[0m89");
  EXPECT_EQ(ElideMiddle("\x1b[1m0123456789\x1b[0m", 7),
            "\x1b[1m01...89\x1b[0m");
}

}  // namespace
}  // namespace xb
