// SPDX-License-Identifier: Apache-2.0
// Builds in which the content of the files decides what is out of date.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "support/rounds.h"
#include "unit/engine/content_support.h"
#include "unit/engine/random_build.h"

namespace xb {
namespace {

TEST_F(ContentTest, TouchedInputRunsNothingAndIsHashedOnce) {
  Given("build mid: cat src\nbuild out: cat mid\n", {"src"});
  EXPECT_EQ(Build(), (Names{"mid", "out"}));

  f_.Touch("src");
  f_.disk.ResetCounts();
  EXPECT_EQ(Build(), none_);
  EXPECT_EQ(f_.disk.digest_count(), 1);
  EXPECT_EQ(f_.current->check.clean_edges(), 1u);
  f_.disk.ResetCounts();
  EXPECT_EQ(Build(), none_);
  EXPECT_EQ(f_.disk.digest_count(), 0);
}

class ToldContentTest : public ContentTest {
 protected:
  // The outputs of the edges, as whoever makes them tells.
  void Tell(const Names& outputs) {
    f_.defers = true;
    f_.amend = [this, outputs](Outcome* outcome) {
      const std::string text =
          f_.disk.Read(outputs[outcome->token]).value().value_or("");
      outcome->contents = {{.digest = Xxh3Wide(text),
                            .size = static_cast<int64_t>(text.size())}};
    };
  }
};

TEST_F(ToldContentTest, WhatIsToldIsNotHashed) {
  Given("build mid: cat src\nbuild out: cat mid\n", {"src"});
  Tell({"mid", "out"});
  EXPECT_EQ(Build(), (Names{"mid", "out"}));
  EXPECT_EQ(f_.disk.digest_count(), 1) << "the source alone";
  f_.Touch("mid");
  f_.disk.ResetCounts();
  EXPECT_EQ(Build(), none_);
  EXPECT_EQ(f_.disk.digest_count(), 1) << "it is what it was told to be";
}

TEST_F(ToldContentTest, TheSameAsBeforeEndsTheChange) {
  Given("build mid: cat src\nbuild out: cat mid\n", {"src"});
  Tell({"mid", "out"});
  f_.On("cat src > mid", [](FakeDisk& disk) {
    disk.Create("mid", "the same");
    return ProcessResult();
  });
  EXPECT_EQ(Build(), (Names{"mid", "out"}));
  f_.Write("src", "new");
  EXPECT_EQ(Build(), Names{"mid"});
}

TEST_F(ToldContentTest, AnotherSizeThanThereIsIsNotBelieved) {
  Given("build mid: cat src\nbuild out: cat mid\n", {"src"});
  f_.defers = true;
  f_.amend = [](Outcome* outcome) {
    outcome->contents = {{.digest = {}, .size = 12345}};
  };
  Build();
  EXPECT_EQ(f_.disk.digest_count(), 2);
  f_.Touch("mid");
  EXPECT_EQ(Build(), none_);
}

TEST_F(ContentTest, OtherContentRuns) {
  Given("build out: cat src\n", {"src"});
  Build();
  f_.Write("src", "new");
  EXPECT_EQ(Build(), Names{"out"});
  EXPECT_EQ(Build(), none_);
}

TEST_F(ContentTest, OlderInputWithOtherContentRuns) {
  Given("build out: cat src\n", {"src"});
  Build();
  f_.Write("src", "other");
  f_.disk.SetMtime("src", 1);
  EXPECT_EQ(Build(), Names{"out"});
  EXPECT_EQ(ReasonOf("out").find("content of input src changed ("), 0u);
  EXPECT_EQ(Build(), none_);
}

TEST_F(ContentTest, OlderInputWithTheSameContentRunsNothing) {
  Given("build out: cat src\n", {"src"});
  Build();
  f_.disk.SetMtime("src", 1);
  EXPECT_EQ(Build(), none_);
}

TEST_F(ContentTest, ContentThatComesBackRunsNothingUnlessItWasBuilt) {
  Given("build out: cat src\n", {"src"});
  Build();
  f_.Write("src", "branch");
  f_.Write("src", "src");
  EXPECT_EQ(Build(), none_);
  f_.Write("src", "branch");
  EXPECT_EQ(Build(), Names{"out"});
  f_.Write("src", "src");
  EXPECT_EQ(Build(), Names{"out"});
}

TEST_F(ContentTest, SameOutputCutsOffWhatDependsOnIt) {
  Given(
      "build a: cat src\n  command = strip\n"
      "build b: cat a\nbuild out: cat b\n",
      {"src"});
  f_.OnWrite("strip", "a", "stripped");
  EXPECT_EQ(Build(), (Names{"a", "b", "out"}));
  f_.Write("src", "new comment");
  EXPECT_EQ(Build(), Names{"a"});
  EXPECT_EQ(f_.current->plan.edges_cut_off(), 2u);
  EXPECT_EQ(Build(), none_);
}

TEST_F(ContentTest, TheCutCanComeTwoLevelsDown) {
  Given(
      "build a: cat src\nbuild b: cat a\n  command = strip\n"
      "build c: cat b\nbuild out: cat c\n",
      {"src"});
  f_.OnWrite("strip", "b", "stripped");
  EXPECT_EQ(Build(), (Names{"a", "b", "c", "out"}));
  f_.Write("src", "new");
  EXPECT_EQ(Build(), (Names{"a", "b"}));
  EXPECT_EQ(Build(), none_);
}

TEST_F(ContentTest, ChangedOutputOfTheSameSizeIsNoCut) {
  Given("build a: cat src\n  command = copy\nbuild out: cat a\n", {"src"});
  f_.On("copy", [](FakeDisk& disk) {
    disk.Create("a", disk.Contents("src"));
    return ProcessResult();
  });
  Build();
  f_.Write("src", "crs");
  EXPECT_EQ(Build(), (Names{"a", "out"}));
}

TEST_F(ContentTest, OneOfTwoOutputsCutsOffItsReadersOnly) {
  Given(
      "build a | b: cat src\n  command = both\n"
      "build x: cat a\nbuild y: cat b\nbuild out: phony x y\n",
      {"src"});
  f_.On("both", [](FakeDisk& disk) {
    disk.Create("a", "same");
    disk.Create("b", disk.Contents("src"));
    return ProcessResult();
  });
  Build();
  f_.Write("src", "new");
  EXPECT_EQ(Build(), (Names{"a", "y"}));
  EXPECT_EQ(Build(), none_);
}

TEST_F(ContentTest, FailedRunIsNotRecorded) {
  Given("build out: cat src\n", {"src"});
  Build();
  f_.Write("src", "bad");
  f_.OnFail("cat src > out");
  EXPECT_EQ(f_.Build({"out"}).result.exit_status, 1);
  // Going back to the text that was built must not look clean.
  f_.Forget("cat src > out");
  f_.Write("src", "src");
  EXPECT_EQ(Build(), Names{"out"});
}

TEST_F(ContentTest, CommandChangedRuns) {
  Given("build out: cat src\n", {"src"});
  Build();
  f_.SetManifest("build out: cat src\n  command = other\n");
  EXPECT_EQ(Build(), Names{"out"});
}

TEST_F(ContentTest, MissingOutputRuns) {
  Given("build out: cat src\n", {"src"});
  Build();
  f_.Remove("out");
  EXPECT_EQ(Build(), Names{"out"});
}

TEST_F(ContentTest, OutputReplacedByAnOlderOneRuns) {
  Given("build out: cat src\n", {"src"});
  Build();
  f_.Write("out", "from a backup");
  f_.disk.SetMtime("out", 1);
  EXPECT_EQ(Build(), Names{"out"});
}

TEST_F(ContentTest, OutputReplacedByANewerOneStaysAndItsReadersRun) {
  Given("build mid: cat src\nbuild out: cat mid\n", {"src"});
  Build();
  f_.Write("mid", "by hand");
  EXPECT_EQ(Build(), Names{"out"});
  // But not when an input has another content since, be it older.
  f_.Write("src", "new");
  f_.disk.SetMtime("src", 1);
  EXPECT_EQ(Build(), (Names{"mid", "out"}));
}

TEST_F(ContentTest, TouchedOutputThatIsReadRunsNothing) {
  Given("build mid: cat src\nbuild out: cat mid\n", {"src"});
  Build();
  f_.Touch("mid");
  f_.Touch("src");
  EXPECT_EQ(Build(), none_);
}

TEST_F(ContentTest, EverythingTouchedRunsNothing) {
  Given(
      "build mid: cat src\n  deps = gcc\n  depfile = mid.d\n"
      "build out: cat mid\nbuild last: phony out\n",
      {"src"});
  f_.Write("src", "include inc");
  f_.Write("inc", "text");
  EXPECT_EQ(Build(), (Names{"mid", "out"}));
  // As a copy without times leaves it; nobody reads `out`, so its time counts.
  for (const char* path : {"inc", "mid", "src", "out"}) f_.Touch(path);
  EXPECT_EQ(Build(), none_);
}

TEST_F(ContentTest, DiscoveredInputsCountByContent) {
  Given("build out: cat src\n  deps = gcc\n  depfile = out.d\n", {});
  f_.Write("src", "include inc");
  f_.Write("inc", "text");
  Build();
  f_.Touch("inc");
  EXPECT_EQ(Build(), none_);
  f_.Write("inc", "older");
  f_.disk.SetMtime("inc", 1);
  EXPECT_EQ(Build(), Names{"out"});
  EXPECT_EQ(Build(), none_);
}

TEST_F(ContentTest, InputsOfADepfileCountByContent) {
  Given("build out: cat src\n  depfile = out.d\n", {});
  f_.Write("src", "include inc");
  f_.Write("inc", "text");
  Build();
  f_.Touch("inc");
  EXPECT_EQ(Build(), none_);
  f_.Write("inc", "older");
  f_.disk.SetMtime("inc", 1);
  EXPECT_EQ(Build(), Names{"out"});
}

TEST_F(ContentTest, PhonyInputStandsForTheContentOfItsInputs) {
  Given(
      "build inner: phony b c\nbuild group: phony a inner\n"
      "build out: cat src | group\n  command = run\n",
      {"src", "a", "b", "c"});
  f_.OnWrite("run", "out", "x");
  EXPECT_EQ(Build(), Names{"out"});
  f_.Touch("b");
  EXPECT_EQ(Build(), none_);
  f_.Write("c", "new");
  f_.disk.SetMtime("c", 1);
  EXPECT_EQ(Build(), Names{"out"});
  EXPECT_EQ(Build(), none_);
}

TEST_F(ContentTest, PhonyInputPassesACutOn) {
  Given(
      "build gen: cat src\n  command = gen\nbuild group: phony gen\n"
      "build out: cat main | group\n  command = run\n",
      {"src", "main"});
  f_.OnWrite("gen", "gen", "same");
  f_.OnWrite("run", "out", "x");
  EXPECT_EQ(Build(), (Names{"gen", "out"}));
  f_.Write("src", "new");
  EXPECT_EQ(Build(), Names{"gen"});
  EXPECT_EQ(Build(), none_);
}

TEST_F(ContentTest, TouchedInputOfAGeneratorRunsIt) {
  Given("build out: cat src\n  generator = 1\n", {"src"});
  Build();
  f_.Touch("src");
  EXPECT_EQ(Build(), Names{"out"});
  f_.Write("src", "older");
  f_.disk.SetMtime("src", 1);
  EXPECT_EQ(Build(), Names{"out"});
}

TEST_F(ContentTest, OrderOfTheInputsDoesNotCount) {
  Given("build out: cat a b\n  command = run\n", {"a", "b"});
  f_.OnWrite("run", "out", "x");
  Build();
  f_.SetManifest("build out: cat b a\n  command = run\n");
  f_.Touch("a");
  EXPECT_EQ(Build(), none_);
  f_.Write("b", "new");
  EXPECT_EQ(Build(), Names{"out"});
}

TEST_F(ContentTest, DirectoryCountsByItsTime) {
  Given("build out: cat dir\n  command = run\n", {});
  f_.disk.CreateDirectory("dir");
  f_.OnWrite("run", "out", "x");
  Build();
  EXPECT_EQ(Build(), none_);
  f_.Touch("dir");
  EXPECT_EQ(Build(), Names{"out"});
}

TEST_F(ContentTest, FileEditedInTheTickOfItsHashIsHashedAgain) {
  Given("build out: cat src\n", {"src"});
  Build();
  // Touched, hashed and changed again before the clock moves on.
  f_.Touch("src");
  f_.current = f_.Load();
  ASSERT_TRUE(f_.current->Want({"out"}).ok());
  ASSERT_FALSE(f_.current->plan.has_work());
  const auto* seen = f_.current->content_log.FindSeen(f_.current->Node("src"));
  ASSERT_NE(seen, nullptr);
  EXPECT_NE(seen->stamp.ctime_ns, f_.disk.now_ns());
  f_.disk.Create("src", "crs");
  EXPECT_EQ(Build(), Names{"out"});
}

TEST_F(ContentTest, OtherEnvironmentRunsWhatIsNewer) {
  Given("build out: cat src\n", {"src"});
  Build();
  for (auto& [path, run] : f_.runs) ++run.environment;
  EXPECT_EQ(Build(), none_);
  f_.Touch("src");
  EXPECT_EQ(Build(), Names{"out"});
  EXPECT_EQ(ReasonOf("out"),
            "environment changed for out, and an input is newer");
  f_.Touch("src");
  EXPECT_EQ(Build(), none_);
}

TEST_F(ContentTest, DryRunLooksAndWritesNothing) {
  Given("build out: cat src\n", {"src"});
  Build();
  f_.Touch("src");
  f_.config.dry_run = true;
  EXPECT_EQ(Build(), none_);
  f_.Write("src", "new");
  EXPECT_EQ(Build(), Names{"out"});
  EXPECT_EQ(Build(), Names{"out"});
  f_.config.dry_run = false;
  EXPECT_EQ(Build(), Names{"out"});
}

TEST_F(ContentTest, LostFactsGoByTimes) {
  Given("build mid: cat src\nbuild out: cat mid\n", {"src"});
  Build();
  f_.runs.clear();
  f_.seen.clear();
  EXPECT_EQ(Build(), none_);
  f_.Touch("src");
  EXPECT_EQ(Build(), (Names{"mid", "out"}));
}

TEST_F(ContentTest, OldFactsDoNoHarm) {
  Given("build out: cat src\n", {"src"});
  Build();
  const auto runs = f_.runs;
  const auto seen = f_.seen;
  f_.Write("src", "new");
  Build();
  // As if the newer frames were damaged.
  f_.runs = runs;
  f_.seen = seen;
  f_.Write("src", "src");
  EXPECT_EQ(Build(), Names{"out"});
}

// After changes of every kind an incremental build by content must leave what
// a build from nothing makes.
TEST(RandomContentTest, IncrementalBuildsMakeWhatCleanOnesMake) {
  for (uint32_t seed = 1; seed <= Rounds(150); ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    RandomBuild random(seed, {});
    random.fixture().by_content = true;
    for (int i = 0; i <= 8; ++i) {
      CheckAgainstCleanBuild(random);
      if (testing::Test::HasFatalFailure()) return;
      for (int n = 1 + random.Below(3); n > 0; --n) random.Change();
      // Times that run backwards.
      for (int s = 0; s < RandomBuild::kSources; ++s) {
        const std::string source = RandomBuild::Source(s);
        if (!random.Chance(20) || !random.fixture().disk.Exists(source)) {
          continue;
        }
        random.fixture().disk.Tick();
        random.fixture().disk.SetMtime(source, 1 + random.Below(20));
      }
    }
  }
}

}  // namespace
}  // namespace xb
