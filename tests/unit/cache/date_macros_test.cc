// SPDX-License-Identifier: Apache-2.0
#include "cache/date_macros.h"

#include <gtest/gtest.h>

namespace xb {
namespace {

TEST(DateMacrosTest, EachWordIsFound) {
  EXPECT_EQ(FindSourceWords("char d[] = __DATE__;"), kDateMacro);
  EXPECT_EQ(FindSourceWords("__TIME__"), kTimeMacro);
  EXPECT_EQ(FindSourceWords("f(__TIMESTAMP__)"), kTimestampMacro);
  EXPECT_EQ(FindSourceWords("asm(\".incbin \\\"x\\\"\");"), kIncbinWord);
  EXPECT_EQ(FindSourceWords("#  embed <x>\n"), kIncbinWord);
  EXPECT_EQ(FindSourceWords("\t.include \"x\"\n"), kAssemblerInclude);
  EXPECT_EQ(FindSourceWords("__DATE__ __TIME__"), kDateMacro | kTimeMacro);
}

TEST(DateMacrosTest, LongerNamesAndOtherUsesAreNotTheWord) {
  EXPECT_EQ(FindSourceWords("__DATE__X MY__TIME__ __TIMEX__ __TIME"), 0);
  EXPECT_EQ(FindSourceWords("to embed a file; #include <x>"), 0);
  EXPECT_EQ(FindSourceWords(""), 0);
}

TEST(DateMacrosTest, AWholeWordAfterALongerOneIsFound) {
  EXPECT_EQ(FindSourceWords("MY__TIME__ __TIME__"), kTimeMacro);
}

TEST(DateMacrosTest, AWordMayGoOverTwoLines) {
  EXPECT_EQ(FindSourceWords("__TI\\\nME__"), kTimeMacro);
  EXPECT_EQ(FindSourceWords("__FI\\ \r\nLE__"), kPathMacro);
  EXPECT_EQ(FindSourceWords("#inc\\\nlude \"a\""), kAssemblerInclude);
  EXPECT_EQ(FindSourceWords("__has_\\\ninclude(<a>)"), kOtherQuestions);
  EXPECT_EQ(FindSourceWords("\"usage:\\n\\\nmore\" a \\\nb \\"), 0);
}

TEST(DateMacrosTest, WhoTellsThePathOfACallerIsToldApart) {
  EXPECT_EQ(FindSourceWords("f = __builtin_FILE()"), kCallerPath);
  EXPECT_EQ(FindSourceWords("__builtin_source_location()"), kCallerPath);
}

TEST(DateMacrosTest, AProgramIsNoSource) {
  EXPECT_EQ(FindSourceWords("\x7f"
                            "ELF __DATE__"),
            0);
  EXPECT_EQ(FindSourceWords(" \x7f"
                            "ELF __DATE__"),
            kDateMacro);
}

TEST(DateMacrosTest, NameIsOfTheFirst) {
  EXPECT_EQ(NameOfFirst(kTimeMacro | kIncbinWord), "__TIME__");
  EXPECT_EQ(NameOfFirst(kOtherQuestions | kAsksAge), "__has_include");
  EXPECT_EQ(NameOfFirst(kAsksAge), "#pragma GCC dependency");
  EXPECT_EQ(NameOfFirst(0), "");
}

}  // namespace
}  // namespace xb
