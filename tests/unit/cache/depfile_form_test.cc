// SPDX-License-Identifier: Apache-2.0
#include "cache/depfile_form.h"

#include <gtest/gtest.h>

#include <string>

namespace xb {
namespace {

// As gcc 12 writes them, with -MP for the last.
constexpr std::string_view kGcc[] = {
    "a.o: a.c\n",
    "src/a.o: ../a-directory/with-a-long-name/a.c \\\n"
    " ../a-directory/with-a-long-name/b.h /usr/include/stdc-predef.h c.h "
    "d.h\n",
    "a.o: a.c \\\n"
    " /a/very/long/path/of/more/than/seventy/two/characters/which/has/its/"
    "own\n",
    "a.o: a.c b.h\nb.h:\n",
};
// As clang 14 does.
constexpr std::string_view kClang[] = {
    "a.o: a.c\n",
    "src/a.o: ../a-directory/with-a-long-name/a.c \\\n"
    "  ../a-directory/with-a-long-name/b.h c.h d.h\n",
    "a.o: a.c b.h\nb.h:\n",
};

TEST(DepfileFormTest, CompilersAreKnownByTheirLineBreaks) {
  EXPECT_EQ(FormOf(kGcc[1]), DepfileForm::kGcc);
  EXPECT_EQ(FormOf(kGcc[2]), DepfileForm::kGcc);
  EXPECT_EQ(FormOf(kClang[1]), DepfileForm::kClang);
  for (const std::string_view text : kGcc) {
    EXPECT_EQ(WithForm(text, DepfileForm::kGcc), text);
  }
  for (const std::string_view text : kClang) {
    EXPECT_EQ(WithForm(text, DepfileForm::kClang), text);
  }
}

TEST(DepfileFormTest, OtherFormsAreOfNobody) {
  EXPECT_EQ(FormOf("a.o: a.c \\\n b.h\n"), DepfileForm::kAsIs);
  EXPECT_EQ(FormOf("a.o:  a.c\n"), DepfileForm::kAsIs);
  EXPECT_EQ(FormOf("a.o: a.c"), DepfileForm::kAsIs);
  EXPECT_EQ(FormOf("a.o: a.c\r\n"), DepfileForm::kGcc) << "\\r is of the word";
  EXPECT_EQ(WithForm("a.o: a.c \\\n b.h", DepfileForm::kAsIs),
            "a.o: a.c \\\n b.h");
}

TEST(DepfileFormTest, ShorterPathsLeaveRoomForMore) {
  const std::string text =
      "a.o: a.c /a/directory/of/another/place/in/the/same/tree/include/bbbbb.h "
      "\\\n"
      " c.h\n";
  ASSERT_EQ(WithForm(text, DepfileForm::kGcc), text);
  std::string moved = text;
  moved.replace(moved.find("/a/directory/of/another/place"), 29, "/b");
  EXPECT_EQ(WithForm(moved, DepfileForm::kGcc),
            "a.o: a.c /b/in/the/same/tree/include/bbbbb.h c.h\n");
}

TEST(DepfileFormTest, EscapedNamesAreOneWord) {
  const std::string text = "a.o: a\\ b.c c\\#.h d$$.h\n";
  EXPECT_EQ(WithForm(text, DepfileForm::kGcc), text);
  EXPECT_EQ(WithForm(text, DepfileForm::kClang), text);
}

TEST(DepfileFormTest, AnythingEnds) {
  for (const std::string_view text :
       {"", "\n", "\\", "\\\n", " ", "a\\", ":", ": :\n\n", "a\\\nb"}) {
    for (const DepfileForm form : {DepfileForm::kGcc, DepfileForm::kClang}) {
      EXPECT_LE(WithForm(text, form).size(), text.size() + 4);
    }
  }
}

}  // namespace
}  // namespace xb
