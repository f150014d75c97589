// SPDX-License-Identifier: Apache-2.0
#include "manifest/ninja/error_format.h"

#include <gtest/gtest.h>

namespace xb::ninja {
namespace {

Error At(int column, std::string source_line) {
  Error error = MakeError("unknown x", "did you mean `y`?");
  error.position = {"build.ninja", 12, column, std::move(source_line)};
  return error;
}

TEST(ErrorFormatTest, AsNinja) {
  EXPECT_EQ(FormatAsNinja(At(7, "build a: x")),
            "build.ninja:12: unknown x\nbuild a: x\n      ^ near here");
}

TEST(ErrorFormatTest, AsNinjaShowsNoLineForItsStart) {
  EXPECT_EQ(FormatAsNinja(At(1, "build a: x")), "build.ninja:12: unknown x\n");
}

TEST(ErrorFormatTest, AsNinjaCutsLongLines) {
  const std::string line(80, 'x');
  EXPECT_EQ(FormatAsNinja(At(3, line)), "build.ninja:12: unknown x\n" +
                                            std::string(72, 'x') +
                                            "...\n  ^ near here");
  EXPECT_EQ(
      FormatAsNinja(At(3, std::string(71, 'x'))),
      "build.ninja:12: unknown x\n" + std::string(71, 'x') + "\n  ^ near here");
}

TEST(ErrorFormatTest, AsNinjaShowsNoLineBehindTheCut) {
  const std::string line(80, 'x');
  EXPECT_EQ(FormatAsNinja(At(73, line)), "build.ninja:12: unknown x\n");
  EXPECT_NE(FormatAsNinja(At(72, line)), "build.ninja:12: unknown x\n");
}

TEST(ErrorFormatTest, WithoutAPosition) {
  const Error error = MakeError("no such thing");
  EXPECT_EQ(FormatAsNinja(error), "no such thing");
  EXPECT_EQ(FormatForPeople(error), "No such thing");
}

TEST(ErrorFormatTest, ForPeople) {
  EXPECT_EQ(FormatForPeople(At(7, "build a: x\r")),
            "build.ninja:12:7: Unknown x; did you mean `y`?\n"
            "build a: x\n"
            "      ^");
}

TEST(ErrorFormatTest, ForPeopleShowsTheStartOfALine) {
  EXPECT_EQ(FormatForPeople(At(1, "= a")),
            "build.ninja:12:1: Unknown x; did you mean `y`?\n= a\n^");
}

TEST(ErrorFormatTest, ForPeopleKeepsTabsFromMovingTheCaret) {
  EXPECT_EQ(FormatForPeople(At(2, "\tx")),
            "build.ninja:12:2: Unknown x; did you mean `y`?\n x\n ^");
}

TEST(ErrorFormatTest, ForPeopleCutsLongLinesAroundThePlace) {
  const std::string line = std::string(100, 'a') + "!" + std::string(100, 'b');
  const std::string text = FormatForPeople(At(101, line));
  const std::string shown =
      "..." + std::string(60, 'a') + "!" + std::string(59, 'b') + "...";
  EXPECT_EQ(text, "build.ninja:12:101: Unknown x; did you mean `y`?\n" + shown +
                      "\n" + std::string(63, ' ') + "^");
}

TEST(ErrorFormatTest, ForPeopleCountsCharactersNotBytes) {
  EXPECT_EQ(FormatForPeople(At(6, "\xc3\xa9\xe2\x82\xacx")),
            "build.ninja:12:6: Unknown x; did you mean `y`?\n"
            "\xc3\xa9\xe2\x82\xacx\n"
            "  ^");
}

TEST(ErrorFormatTest, ForPeopleWithoutAnythingToShow) {
  EXPECT_EQ(FormatForPeople(At(1, "")),
            "build.ninja:12:1: Unknown x; did you mean `y`?");
}

}  // namespace
TEST(ErrorFormatTest, NameOfAFileKeepsItsFirstLetter) {
  EXPECT_EQ(FormatForPeople(MakeError("out.d: expected ':' in depfile")),
            "out.d: expected ':' in depfile");
  EXPECT_EQ(FormatForPeople(MakeError("d: no outputs declared")),
            "d: no outputs declared");
  EXPECT_EQ(FormatForPeople(MakeError("unknown target 'x'")),
            "Unknown target 'x'");
}

}  // namespace xb::ninja
