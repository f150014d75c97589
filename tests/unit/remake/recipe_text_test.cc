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

TEST(RecipeTextTest, NameThatBeginsLikeTheTargetIsAnotherFile) {
  EXPECT_FALSE(MakesOnly("config", Lines{"cp a config", "cp b config.h.in"}));
  EXPECT_FALSE(MakesOnly("a", Lines{"cp x a.tmp", "cp y a"}));
  EXPECT_TRUE(MakesOnly("a", Lines{"cp x a.tmp", "mv a.tmp a"}));
}

TEST(RecipeTextTest, MessageThatDoesSomethingIsNone) {
  EXPECT_EQ(CommandOfRecipe(Lines{"echo 'int x;' | cc -xc - -o x"}),
            "echo 'int x;' | cc -xc - -o x");
  EXPECT_EQ(CommandOfRecipe(Lines{"echo a & gen"}), "echo a & gen");
  EXPECT_EQ(CommandOfRecipe(Lines{"echo $(gen)"}), "echo $(gen)");
  EXPECT_FALSE(MakesOnly("a", Lines{"@echo x | tee b", "cp x a"}));
  EXPECT_FALSE(MakesOnly("a", Lines{"@echo `gen`", "cp x a"}));
  EXPECT_FALSE(MakesOnly("a", Lines{"@echo <(gen)", "cp x a"}));
}

TEST(RecipeTextTest, OptionsThatWriteASecondFileAreKnown) {
  for (const char* option :
       {"-Wl,--gc-sections,-Map=x.map", "-fstack-usage", "-Xlinker",
        "--coverage", "@words", "-save-temps", "-ftime-trace", "-Wl,@more"}) {
    EXPECT_FALSE(MakesOnly("x", Lines{std::string("cc a.o -o x ") + option}))
        << option;
  }
  EXPECT_TRUE(MakesOnly(
      "x",
      Lines{"cc -O2 -Wall -pthread a.o -Wl,-rpath,/lib,--as-needed -o x"}));
}

TEST(RecipeTextTest, ThinArchiveHasNoContentOfItsOwn) {
  EXPECT_FALSE(MakesOnly("l.a", Lines{"ar rcsT l.a a.o"}));
  EXPECT_FALSE(MakesOnly("l.a", Lines{"ar --thin rcs l.a a.o"}));
}

TEST(RecipeTextTest, WordHasNoContentOfItsOwn) {
  EXPECT_FALSE(MakesOnly("stamp", Lines{"echo ok >stamp"}));
}

bool Reads(std::string_view command) {
  const std::string_view names[] = {"a.o", "b.o", "l.a", "in", "in2"};
  return ReadsOnly("out", names, command);
}

TEST(RecipeTextTest, LinkOfPrerequisitesReadsThemAlone) {
  EXPECT_TRUE(Reads("cc -g a.o b.o l.a -lm -o out"));
  EXPECT_TRUE(Reads("ar rcs out a.o b.o\nranlib out"));
  EXPECT_FALSE(Reads("cc a.o c.o -o out"));
  EXPECT_FALSE(Reads("cc a.o -L. -lb -o out"));
  EXPECT_FALSE(Reads("cc a.o main.c -o out"));
  EXPECT_FALSE(Reads("cc -T in a.o -o out"));
  EXPECT_FALSE(Reads("cc -Wl,--version-script=in a.o -o out"));
  EXPECT_FALSE(Reads("ar rcsT out a.o"));
}

TEST(RecipeTextTest, CompilationReadsWhatNobodyNames) {
  EXPECT_FALSE(Reads("cc -c in -o out"));
  EXPECT_FALSE(Reads("cc -c a.o -o out"));
  EXPECT_FALSE(Reads("cc -include in a.o -o out"));
}

TEST(RecipeTextTest, FilterOfPrerequisitesReadsThemAlone) {
  EXPECT_TRUE(Reads("cat in in2 >out"));
  EXPECT_TRUE(Reads("mkdir -p d && sed s/x/y/ in | sort -u >out"));
  EXPECT_TRUE(Reads("sed -e s/x/y/ < in >out.tmp; mv out.tmp out"));
  EXPECT_TRUE(Reads("tr a b < in >out"));
  EXPECT_TRUE(Reads("cp in out"));
  EXPECT_FALSE(Reads("cat in other >out"));
  EXPECT_FALSE(Reads("sed -f script in >out"));
  EXPECT_FALSE(Reads("sed 's/x/y z/' in >out"));
  EXPECT_FALSE(Reads("grep -r x in >out"));
  EXPECT_FALSE(Reads("cp -r in out"));
  EXPECT_FALSE(Reads("cat in $(more) >out"));
  EXPECT_FALSE(Reads("test -e x && cp in out"));
  EXPECT_FALSE(Reads("gen in >out"));
}

TEST(RecipeTextTest, TimeIsNoContent) {
  EXPECT_FALSE(MakesOnly("stamp", Lines{"tool stamp", "touch stamp"}));
}

TEST(RecipeTextTest, MessagesAloneMakeNothing) {
  EXPECT_FALSE(MakesOnly("a", Lines{"@echo a"}));
  EXPECT_FALSE(MakesOnly("a", Lines{}));
}

TEST(RecipeTextTest, CommandsThatAShellTakesForOneCompareEqual) {
  EXPECT_EQ(ComparableCommand("cc -DX='' -DY=\"1\"  -o a\ta.c "),
            "cc -DX= -DY=1 -o a a.c");
  EXPECT_EQ(ComparableCommand(" cc -DX=  -DY=1 -o a a.c"),
            ComparableCommand("cc -DX='' -DY=\"1\" -o a a.c"));
}

TEST(RecipeTextTest, QuotesThatSaySomethingCount) {
  for (const char* command :
       {"cc -DX='a b'", "cc -DX=\"a  b\"", "cc -DX=`a`", "cc -DX='$a'",
        "cc '' a", "cc 'a' b", "cc -DX='a", "cc -DX=\\'a\\' b", "a 'b  c'",
        "cc -D'X=\"s\"'"}) {
    EXPECT_EQ(ComparableCommand(command), command);
  }
}

TEST(RecipeTextTest, QuotesHideSeparators) {
  EXPECT_EQ(CommandsOfLine("a ';' b; c \"&&\" d && e | f").size(), 3u);
}

}  // namespace
}  // namespace xb
