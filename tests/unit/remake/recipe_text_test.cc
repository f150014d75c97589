// SPDX-License-Identifier: Apache-2.0
#include "remake/recipe_text.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace xb {
namespace {

using Lines = std::vector<std::string>;

TEST(RecipeTextTest, PrefixesAndMessagesAreNoCommand) {
  EXPECT_EQ(CommandOfRecipe(Lines{"@echo CC a.o", "-@cc -c a.c"}), "cc -c a.c");
  EXPECT_EQ(CommandOfRecipe(Lines{"@echo 'a; b' ; cc -c a.c"}), "cc -c a.c");
  EXPECT_EQ(CommandOfRecipe(Lines{"@echo a && echo b && cc a.c"}), "cc a.c");
}

TEST(RecipeTextTest, MessageIntoAFileIsACommand) {
  EXPECT_EQ(CommandOfRecipe(Lines{"@echo text >a"}), "echo text >a");
}

TEST(RecipeTextTest, OnlyTheFrontOfALineMayBeAMessage) {
  EXPECT_EQ(CommandOfRecipe(Lines{"cc a.c; echo done"}), "cc a.c; echo done");
}

TEST(RecipeTextTest, NothingIsLeftOfMessages) {
  EXPECT_EQ(CommandOfRecipe(Lines{"@echo a; echo b", ""}), "");
}

TEST(RecipeTextTest, RecipeThatNamesItsTargetMakesIt) {
  EXPECT_TRUE(MakesOnly("a.o", Lines{"cc -c a.c -o a.o"}));
  EXPECT_TRUE(MakesOnly(
      "a.h", Lines{"@echo GEN a.h", "rm -f a.h",
                   "sed s/x/y/ a.in | sort >a.h.tmp", "mv a.h.tmp a.h"}));
}

TEST(RecipeTextTest, RecipeThatDoesMoreDoesNotOnlyMakeIt) {
  EXPECT_FALSE(MakesOnly("stamp", Lines{"javac A.java", "echo x >stamp"}));
  EXPECT_FALSE(MakesOnly("stamp", Lines{"javac A.java && echo x >stamp"}));
  EXPECT_FALSE(MakesOnly("main.o", Lines{"cc -c main.c"}));
}

// A generator that is handed its target may write a second file.
TEST(RecipeTextTest, WhatIsNotKnownMayWriteMore) {
  EXPECT_FALSE(MakesOnly("g.c", Lines{"python3 gen.py g.in g.c"}));
  EXPECT_FALSE(MakesOnly("g.c", Lines{"bison -d g.y -o g.c"}));
  EXPECT_FALSE(MakesOnly("g.c", Lines{"./gen -o g.c g.in"}));
  EXPECT_FALSE(MakesOnly("a", Lines{"cat main.c >main.o"}));
  EXPECT_FALSE(MakesOnly("a", Lines{"cat x | tee b >a"}));
  EXPECT_FALSE(MakesOnly("a", Lines{"cat `gen` >a"}));
  EXPECT_FALSE(MakesOnly("a", Lines{"gen 2>a"}));
  EXPECT_FALSE(MakesOnly("a", Lines{"cat x >a 2>b"}));
  EXPECT_FALSE(MakesOnly("a", Lines{"sed -i s/x/y/ b >a"}));
  EXPECT_FALSE(MakesOnly("a", Lines{"cc -o b a"}));
  EXPECT_FALSE(MakesOnly("a", Lines{"cc -o a a.c & gen"}));
  EXPECT_FALSE(MakesOnly("a.o", Lines{"cc -gsplit-dwarf -c a.c -o a.o"}));
  EXPECT_FALSE(MakesOnly("a.o", Lines{"cd sub", "cc -c a.c -o a.o"}));
  EXPECT_FALSE(MakesOnly("a", Lines{"for i in 1; do cat x >a; done"}));
}

TEST(RecipeTextTest, ToolsOfABuildWriteTheirTarget) {
  EXPECT_TRUE(
      MakesOnly("l.a", Lines{"rm -f l.a", "ar rcs l.a a.o b.o", "ranlib l.a"}));
  EXPECT_TRUE(MakesOnly("x", Lines{"/usr/bin/g++-12 -o x a.o && strip x"}));
  EXPECT_TRUE(MakesOnly("sub/a", Lines{"cp -p a sub/a"}));
}

TEST(RecipeTextTest, TimeIsNoContent) {
  EXPECT_FALSE(MakesOnly("stamp", Lines{"tool stamp", "touch stamp"}));
}

TEST(RecipeTextTest, MessagesAloneMakeNothing) {
  EXPECT_FALSE(MakesOnly("a", Lines{"@echo a"}));
  EXPECT_FALSE(MakesOnly("a", Lines{}));
}

TEST(RecipeTextTest, QuotesHideSeparators) {
  EXPECT_EQ(CommandsOfLine("a ';' b; c \"&&\" d && e | f").size(), 3u);
}

}  // namespace
}  // namespace xb
