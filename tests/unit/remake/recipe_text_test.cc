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
