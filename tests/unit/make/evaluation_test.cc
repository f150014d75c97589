// SPDX-License-Identifier: Apache-2.0
#include "manifest/make/evaluation.h"

#include <gtest/gtest.h>

#include <string>

#include "manifest/make/implicit_search.h"
#include "support/fake_world.h"

namespace xb::make {
namespace {

class EvaluationTest : public testing::Test {
 protected:
  // Reads `text` as Makefile; the error, or "".
  std::string Read(std::string_view text) {
    world_.Create("Makefile", text);
    evaluation_.DefineBuiltins();
    evaluation_.DefineEnvironment({"HOME=/home/me"});
    Status status = evaluation_.ReadMakefiles();
    if (status.ok()) status = evaluation_.Finish();
    return status.ok() ? "" : FormatError(status.error(), "make");
  }
  std::string Expand(std::string_view text) {
    auto expanded = evaluation_.expander().Expand(text);
    return expanded.ok() ? expanded.Take() : expanded.error().message;
  }

  FakeWorld world_;
  Evaluation evaluation_{world_, Options(), Identity()};
};

TEST_F(EvaluationTest, RunawayCallIsAnError) {
  EXPECT_EQ(Read("f = $(call f,$1x)\n$(info $(call f,a))\n"),
            "Makefile:1: *** Expansion is nested too deeply.  Stop.\n");
}

TEST_F(EvaluationTest, ReferenceToItselfIsAnError) {
  EXPECT_EQ(Read("A = $(A) x\n$(info $(A))\n"),
            "Makefile:1: *** Recursive variable 'A' references itself "
            "(eventually).  Stop.\n");
}

TEST_F(EvaluationTest, ExpansionWithoutEndIsAnError) {
  evaluation_.expander().set_limits({.references = 100});
  EXPECT_EQ(Read("X = $(foreach a,1 2 3 4 5 6 7 8 9 10,$(a)$(a))\n"
                 "Y := $(foreach b,1 2 3 4 5 6 7 8 9 10,$(X))\n"),
            "Makefile:1: *** Expansion has no end.  Stop.\n");
}

TEST_F(EvaluationTest, MakefileThatIncludesItselfIsAnError) {
  EXPECT_EQ(Read("include Makefile\n"),
            "Makefile:1: *** Makefiles are included too deeply.  Stop.\n");
}

TEST_F(EvaluationTest, ErrorNamesTheLineOfTheInclude) {
  world_.Create("a.mk", "A = 1\n\nbad line\n");
  EXPECT_EQ(Read("# first\ninclude a.mk\n"),
            "a.mk:3: *** missing separator.  Stop.\n");
}

TEST_F(EvaluationTest, ShellOutputBecomesWords) {
  world_.Answer("list | sort", "a\nb\n\n");
  EXPECT_EQ(Read("A := $(shell list | sort)\n"), "");
  EXPECT_EQ(Expand("[$(A)] $(.SHELLSTATUS)"), "[a b] 0");
}

TEST_F(EvaluationTest, WildcardAnswersInOrder) {
  world_.Create("b.c");
  world_.Create("a.c");
  world_.Create(".hidden.c");
  EXPECT_EQ(Read(""), "");
  EXPECT_EQ(Expand("$(wildcard *.c) $(wildcard *.h) $(wildcard a.c)"),
            "a.c b.c  a.c");
}

TEST_F(EvaluationTest, ListOfMakefilesGrowsByEach) {
  world_.Create("a.mk");
  EXPECT_EQ(Read("include a.mk\ninclude a.mk\n"), "");
  EXPECT_EQ(Expand("$(MAKEFILE_LIST)"), "Makefile a.mk a.mk");
}

TEST_F(EvaluationTest, RecipeIsKeptUnexpanded) {
  EXPECT_EQ(Read("A = 1\nx: y\n\techo $(A)\n\n\t@echo $@\n"), "");
  const Target* target = evaluation_.rules().Find("x");
  ASSERT_NE(target, nullptr);
  ASSERT_NE(target->recipe, nullptr);
  EXPECT_EQ(target->recipe->text, "echo $(A)\n@echo $@\n");
  EXPECT_EQ(target->recipe->place.line, 3);
}

TEST_F(EvaluationTest, BuiltinRuleIsFoundForAnObject) {
  world_.Create("a.c");
  EXPECT_EQ(Read(""), "");
  Target* target = evaluation_.rules().Enter("a.o");
  const auto found = ImplicitSearch(evaluation_).Find(target);
  ASSERT_TRUE(found.ok());
  EXPECT_TRUE(found.value());
  EXPECT_EQ(target->stem, "a");
  EXPECT_EQ(target->prerequisites.at(0).target->name, "a.c");
}

TEST_F(EvaluationTest, ChainMarksWhatIsInBetween) {
  world_.Create("a.x");
  EXPECT_EQ(Read("%.z: %.y ; z\n%.y: %.x ; y\n"), "");
  Target* target = evaluation_.rules().Enter("a.z");
  const auto found = ImplicitSearch(evaluation_).Find(target);
  ASSERT_TRUE(found.ok() && found.value());
  EXPECT_TRUE(evaluation_.rules().Find("a.y")->intermediate);
  EXPECT_FALSE(target->intermediate);
}

TEST_F(EvaluationTest, MakeflagsOfAMakefileCount) {
  EXPECT_EQ(Read("MAKEFLAGS += -k --no-print-directory\n"), "");
  EXPECT_TRUE(evaluation_.options().keep_going);
  EXPECT_EQ(Expand("$(MAKEFLAGS)"), "k --no-print-directory");
}

class WrittenTest : public EvaluationTest {
 protected:
  std::string Written(std::string_view text) {
    auto written = evaluation_.expander().ExpandAsWritten(
        &evaluation_.variables().global_scope(), text);
    return written.ok() ? written.Take() : written.error().message;
  }
};

TEST_F(WrittenTest, NothingIsRun) {
  EXPECT_EQ(Read("F = main.c\n"), "");
  EXPECT_EQ(Written("$(shell date $(F)) $(info hello)$F"),
            "$(shell date main.c) $(info hello)main.c");
  EXPECT_EQ(world_.out(), "");
}

TEST_F(WrittenTest, ValueThatACommandGaveIsAsItIsWritten) {
  world_.Answer("date", "today");
  EXPECT_EQ(Read("A := -O2 $(shell date)\nB := $(A) -g\nB += x\n"
                 "C != date\n"),
            "");
  EXPECT_EQ(Expand("$(B) $(C)"), "-O2 today -g x today");
  EXPECT_EQ(Written("$(B) $(C)"), "-O2 $(shell date) -g x $(shell date)");
}

TEST_F(WrittenTest, OptionsAskedForWithThoseBeforeThemDoNotDouble) {
  std::string text = "A := -O1\nB := -O1\nC := -O2\n";
  for (const std::string name : {"A", "B", "C"}) {
    for (int i = 0; i < 60; ++i) {
      text += name + " += $(shell try $(" + name + "))\n";
    }
  }
  EXPECT_EQ(Read(text), "");
  EXPECT_LT(Written("$(A)").size(), 10000u);
  EXPECT_EQ(Written("$(A)"), Written("$(B)"));
  EXPECT_NE(Written("$(A)"), Written("$(C)"));
}

TEST_F(WrittenTest, LaterValueIsWhatCounts) {
  world_.Answer("date", "today");
  EXPECT_EQ(Read("A := $(shell date)\nA := plain\n"), "");
  EXPECT_EQ(Written("$(A)"), "plain");
}

TEST_F(WrittenTest, NamesOfFilesAreAValueLikeOthers) {
  world_.Create("a.c");
  EXPECT_EQ(Read("A := $(wildcard a.*)\nB = $(wildcard a.*)\n"), "");
  EXPECT_EQ(Written("$(A)"), "a.c");
  EXPECT_EQ(Written("$(B)"), "$(wildcard a.*)");
}

TEST_F(WrittenTest, WhatDiffersFromRunToRunStandsForItself) {
  EXPECT_EQ(Read("all: ; @:\n"), "");
  EXPECT_EQ(Written("$? $(MAKEFLAGS) $(MAKECMDGOALS)"),
            "$(?) $(MAKEFLAGS) $(MAKECMDGOALS)");
}

TEST_F(WrittenTest, EvalOfAnAnswerIsNotKnown) {
  world_.Answer("date", "today");
  EXPECT_EQ(Read("$(eval A = $(shell date))\n$(eval B = plain)\n"), "");
  EXPECT_EQ(Expand("$(A) $(B)"), "today plain");
  EXPECT_EQ(Written("$(A) $(B)"), "$(eval) plain");
}

}  // namespace
}  // namespace xb::make
