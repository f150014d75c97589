// SPDX-License-Identifier: Apache-2.0
#include "base/edit_distance.h"

#include <gtest/gtest.h>

#include <vector>

namespace xb {
namespace {

TEST(EditDistanceTest, CountsEdits) {
  EXPECT_EQ(EditDistance("", "", 3), 0);
  EXPECT_EQ(EditDistance("clean", "clean", 3), 0);
  EXPECT_EQ(EditDistance("clena", "clean", 3), 2);
  EXPECT_EQ(EditDistance("lean", "clean", 3), 1);
  EXPECT_EQ(EditDistance("cleans", "clean", 3), 1);
  EXPECT_EQ(EditDistance("", "abc", 3), 3);
  EXPECT_EQ(EditDistance("kitten", "sitting", 3), 3);
}

TEST(EditDistanceTest, IsTheSameBothWays) {
  EXPECT_EQ(EditDistance("saturday", "sunday", 9), 3);
  EXPECT_EQ(EditDistance("sunday", "saturday", 9), 3);
}

TEST(EditDistanceTest, StopsAtTheLimit) {
  EXPECT_EQ(EditDistance("abcdef", "uvwxyz", 3), 4);
  EXPECT_EQ(EditDistance("a", "abcdefgh", 3), 4);
  EXPECT_EQ(EditDistance("ab", "cd", 1), 2);
}

TEST(SpellcheckTest, TakesTheNearest) {
  const std::vector<std::string_view> words = {"cc", "cxx", "link"};
  EXPECT_EQ(SpellcheckString("cxy", words), "cxx");
  EXPECT_EQ(SpellcheckString("lnik", words), "link");
}

TEST(SpellcheckTest, TheFirstOfTheNearestWins) {
  const std::vector<std::string_view> words = {"ab", "ac", "ad"};
  EXPECT_EQ(SpellcheckString("ax", words), "ab");
}

TEST(SpellcheckTest, SaysNothingWhenAllAreFar) {
  const std::vector<std::string_view> words = {"compile", "generate"};
  EXPECT_EQ(SpellcheckString("xyz", words), "");
  EXPECT_EQ(SpellcheckString("xyz", {}), "");
}

}  // namespace
}  // namespace xb
