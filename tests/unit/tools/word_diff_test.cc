// SPDX-License-Identifier: Apache-2.0
#include "tools/word_diff.h"

#include <gtest/gtest.h>

#include <string>

namespace xb {
namespace {

// `=a b -c +d`: each change with its words.
std::string Diff(std::string_view before, std::string_view after) {
  std::string text;
  for (const WordChange& change : DiffWords(before, after)) {
    if (!text.empty()) text += ' ';
    switch (change.kind) {
      case WordChange::Kind::kSame:
        text += '=';
        break;
      case WordChange::Kind::kRemoved:
        text += '-';
        break;
      case WordChange::Kind::kAdded:
        text += '+';
        break;
    }
    for (size_t i = 0; i < change.words.size(); ++i) {
      if (i > 0) text += ' ';
      text += change.words[i];
    }
  }
  return text;
}

TEST(WordDiffTest, EqualTextsAreOneRun) {
  EXPECT_EQ(Diff("cc -c  a.c", "cc -c a.c "), "=cc -c a.c");
  EXPECT_EQ(Diff("", ""), "");
}

TEST(WordDiffTest, ReplacedWordIsRemovedAndAdded) {
  EXPECT_EQ(Diff("cc -O1 -c a.c", "cc -O2 -c a.c"), "=cc --O1 +-O2 =-c a.c");
}

TEST(WordDiffTest, WordsAtTheEndsAreFound) {
  EXPECT_EQ(Diff("b c", "a b c d"), "+a =b c +d");
  EXPECT_EQ(Diff("a b c d", "b c"), "-a =b c -d");
}

TEST(WordDiffTest, UnchangedWordsBetweenTwoChangesStay) {
  EXPECT_EQ(Diff("x 1 y z 2 w", "x 3 y z 4 w"), "=x -1 +3 =y z -2 +4 =w");
}

TEST(WordDiffTest, AllIsNewAfterNothing) {
  EXPECT_EQ(Diff("", "a b"), "+a b");
  EXPECT_EQ(Diff("a b", ""), "-a b");
}

TEST(WordDiffTest, TooMuchToCompareIsTakenAsAWhole) {
  std::string before;
  std::string after;
  for (int i = 0; i < 5000; ++i) {
    before += " a" + std::to_string(i);
    after += " b" + std::to_string(i);
  }
  const auto changes = DiffWords("x" + before + " y", "x" + after + " y");
  ASSERT_EQ(changes.size(), 4u);
  EXPECT_EQ(changes[1].words.size(), 5000u);
  EXPECT_EQ(changes[2].words.size(), 5000u);
}

}  // namespace
}  // namespace xb
