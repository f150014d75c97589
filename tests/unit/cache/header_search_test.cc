// SPDX-License-Identifier: Apache-2.0
#include "cache/header_search.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "cache/include_names.h"
#include "cache_support.h"

namespace xb {
namespace {

TEST(IncludeNamesTest, EachWayToAskIsFound) {
  EXPECT_EQ(FindIncludeNames("#include <a>\n # include \"b.h\"\n").names,
            "<a\n\"b.h\n");
  EXPECT_EQ(FindIncludeNames("#include_next <a>\n#import \"b\"").names,
            "<a\n\"b\n");
  EXPECT_EQ(FindIncludeNames("#if __has_include( <x/y> )").names, "<x/y\n");
  EXPECT_EQ(FindIncludeNames("__has_include_next(\"x\")").names, "\"x\n");
}

TEST(IncludeNamesTest, ANameIsToldOnceForEachWay) {
  EXPECT_EQ(
      FindIncludeNames("#include <a>\n#include \"a\"\n#include <a>").names,
      "<a\n\"a\n");
}

TEST(IncludeNamesTest, OnlyAQuestionByAnotherNameIsNotFollowed) {
  EXPECT_TRUE(FindIncludeNames("__has_include(NAME)").has_others);
  EXPECT_FALSE(FindIncludeNames("#ifdef __has_include\n").has_others);
  EXPECT_FALSE(FindIncludeNames("#if defined(__has_include)\n").has_others);
  // What it names is among the files that were read.
  EXPECT_FALSE(FindIncludeNames("#include NAME\n").has_others);
}

TEST(IncludeNamesTest, AMacroStandsForAnyName) {
  EXPECT_EQ(
      FindIncludeNames("#include NAME\n#include <a>\n#include B(x)\n").names,
      "?macro\n<a\n");
}

TEST(IncludeNamesTest, OddWaysToWriteADirectiveStandForAnyName) {
  for (const char* source :
       {"#include /* x */ \"a\"", "#/* x */ include \"a\"",
        "#include \\\n\"a\"", "#\\\ninclude \"a\"", "#include \\\r\n\"a\""}) {
    EXPECT_EQ(FindIncludeNames(source).names, "?macro\n") << source;
  }
  EXPECT_EQ(FindIncludeNames("#define A(x) a ## \\\n x").names, "");
  EXPECT_EQ(FindIncludeNames("%: include \"a\"").names, "\"a\n");
  EXPECT_EQ(FindIncludeNames("?\?=include <a>").names, "<a\n");
}

TEST(IncludeNamesTest, AQuestionInDisguiseIsNotFollowed) {
  for (const char* source :
       {"#define ASKS __has_include\n", "# define ASKS __has_include",
        "#if __has_include /* x */ (<a>)", "#if __has_include\\\n(<a>)"}) {
    EXPECT_TRUE(FindIncludeNames(source).has_others) << source;
  }
  for (const char* source :
       {"#if defined __has_include\n", "#ifdef __has_include /* x */\n",
        "// to define if there is __has_include",
        "#if defined __has_include && 1\n"}) {
    EXPECT_FALSE(FindIncludeNames(source).has_others) << source;
  }
}

TEST(IncludeNamesTest, AskingForTheAgeOfAFileIsSeen) {
  EXPECT_TRUE(FindIncludeNames("# pragma GCC dependency \"a\"").asks_age);
  EXPECT_TRUE(FindIncludeNames("#pragma clang dependency <a>").asks_age);
  EXPECT_FALSE(FindIncludeNames("#pragma GCC poison dependency").asks_age);
  EXPECT_FALSE(FindIncludeNames("#pragma once\n").asks_age);
}

TEST(IncludeNamesTest, AProgramIsNoSource) {
  EXPECT_EQ(FindIncludeNames("\x7f"
                             "ELF\n#include <a>\n")
                .names,
            "");
}

TEST(IncludeNamesTest, HalfANameIsNone) {
  for (const char* source : {"#include <a", "#include \"a\n\"", "#include <>",
                             "#include", "#", "__has_include"}) {
    EXPECT_EQ(FindIncludeNames(source).names, "") << source;
  }
}

class HeaderSearchTest : public ::testing::Test {
 protected:
  HeaderSearchTest() {
    for (const char* name : {"first", "second", "src"}) {
      std::filesystem::create_directory(dir_ / name);
    }
    Write("second/a.h");
    Write("src/a.cc");
  }
  void Write(const std::string& name) { WriteBytes(dir_ / name, ""); }
  HeaderSearch::View View() {
    return search_.ViewOf(
        std::vector<std::string>{dir_ / "first", dir_ / "second"});
  }
  uint64_t Look(const std::string& names = "\"a.h\n") {
    return search_.Look(View(), dir_ / "src/a.cc", names);
  }
  // By a run that knows nothing.
  uint64_t LookInAnotherRun(const std::string& names = "\"a.h\n") {
    HeaderSearch search("/elsewhere");
    return search.Look(search.ViewOf(std::vector<std::string>{dir_ / "first",
                                                              dir_ / "second"}),
                       dir_ / "src/a.cc", names);
  }

  TempDir dir_;
  HeaderSearch search_{"/elsewhere"};
};

TEST_F(HeaderSearchTest, AHeaderAnywhereInTheSearchCounts) {
  const uint64_t before = LookInAnotherRun();
  EXPECT_EQ(LookInAnotherRun(), before);
  Write("first/a.h");
  const uint64_t in_front = LookInAnotherRun();
  EXPECT_NE(in_front, before);
  Write("src/a.h");
  EXPECT_NE(LookInAnotherRun(), in_front);
  // Only quoted ones are looked for beside the file.
  const uint64_t angles = LookInAnotherRun("<a.h\n");
  std::filesystem::remove(dir_ / "src/a.h");
  EXPECT_EQ(LookInAnotherRun("<a.h\n"), angles);
}

TEST_F(HeaderSearchTest, ADirectoryIsNoHeader) {
  const uint64_t before = LookInAnotherRun();
  std::filesystem::create_directory(dir_ / "first/a.h");
  EXPECT_EQ(LookInAnotherRun(), before);
}

TEST_F(HeaderSearchTest, NamesWithDirectoriesAndLinksAreFollowed) {
  const uint64_t before = LookInAnotherRun("<x/../y/b.h\n");
  std::filesystem::create_directories(dir_ / "first/x");
  std::filesystem::create_directories(dir_ / "first/y");
  EXPECT_EQ(LookInAnotherRun("<x/../y/b.h\n"), before);
  std::filesystem::create_symlink(dir_ / "second/a.h", dir_ / "first/y/b.h");
  EXPECT_NE(LookInAnotherRun("<x/../y/b.h\n"), before);
  std::filesystem::remove(dir_ / "second/a.h");
  EXPECT_EQ(LookInAnotherRun("<x/../y/b.h\n"), before);
}

TEST_F(HeaderSearchTest, APrecompiledHeaderBesideCounts) {
  const uint64_t before = LookInAnotherRun();
  std::filesystem::create_directory(dir_ / "second/a.h.gch");
  EXPECT_NE(LookInAnotherRun(), before);
}

TEST_F(HeaderSearchTest, AFileIsLookedForByItsOwnName) {
  // However it was asked for: by a macro.
  const auto look = [this] {
    HeaderSearch search("/elsewhere");
    return search.Look(search.ViewOf(std::vector<std::string>{dir_ / "first",
                                                              dir_ / "second"}),
                       dir_ / "second/a.h", "");
  };
  const uint64_t before = look();
  Write("first/a.h");
  EXPECT_NE(look(), before);
}

TEST_F(HeaderSearchTest, WhatTheRunMakesIsThere) {
  const HeaderSearch::View view = View();
  const uint64_t before = Look();
  search_.SetMade(dir_ / "first/other.h");
  EXPECT_EQ(View(), view) << "nobody asked for it";
  search_.SetMade(dir_ / "first/a.h");
  EXPECT_NE(View(), view);
  EXPECT_NE(Look(), before);
}

TEST_F(HeaderSearchTest, WithinARunADirectoryIsListedOnce) {
  const uint64_t before = Look();
  Write("first/a.h");
  EXPECT_EQ(Look(), before);
  // But for what is to be kept it is looked at again.
  const HeaderSearch::Found anew = search_.LookAnew(
      View(), dir_ / "src/a.cc", "\"a.h\n", int64_t{1} << 61, int64_t{1} << 62);
  EXPECT_NE(anew.number, before);
  EXPECT_EQ(anew.headers, (std::vector<std::string>{dir_ / "first/a.h",
                                                    dir_ / "second/a.h"}));
  EXPECT_NE(Look(), before);
}

TEST_F(HeaderSearchTest, TheSameInAnotherPlaceIsTheSame) {
  TempDir other;
  for (const char* name : {"first", "second"}) {
    std::filesystem::create_directory(other / name);
  }
  WriteBytes(other / "second/a.h", "");
  HeaderSearch search("/elsewhere");
  EXPECT_EQ(search.Look(search.ViewOf(std::vector<std::string>{
                            other / "first", other / "second"}),
                        other / "src/a.cc", "\"a.h\n"),
            LookInAnotherRun());
}

TEST_F(HeaderSearchTest, WhatAMacroMayNameIsAnyFileBeside) {
  const uint64_t before = LookInAnotherRun("?macro\n");
  EXPECT_EQ(LookInAnotherRun("?macro\n"), before);
  Write("src/a.o");
  Write("src/.a.cc.swp");
  Write("first/a.h");
  EXPECT_EQ(LookInAnotherRun("?macro\n"), before);
  Write("src/a.h");
  EXPECT_NE(LookInAnotherRun("?macro\n"), before);
}

TEST_F(HeaderSearchTest, AMacroMayNameAFileBelowADirectoryThatIsThere) {
  std::filesystem::create_directories(dir_ / "second/x");
  const auto may_be_hidden = [this](const char* path) {
    HeaderSearch search("/elsewhere");
    const HeaderSearch::View view =
        search.ViewOf(std::vector<std::string>{dir_ / "second", dir_ / "src"});
    return search.MayBeHidden(view, dir_ / path, dir_ / "src");
  };
  EXPECT_FALSE(may_be_hidden("second/x/b.h"));
  // It shows in the names that are beside the file.
  EXPECT_FALSE(may_be_hidden("second/a.h"));
  std::filesystem::create_directories(dir_ / "src/x");
  EXPECT_TRUE(may_be_hidden("second/x/b.h"));
  EXPECT_FALSE(may_be_hidden("src/x/b.h"));
}

}  // namespace
}  // namespace xb
