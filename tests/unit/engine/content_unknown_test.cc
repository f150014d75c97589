// SPDX-License-Identifier: Apache-2.0
// Builds by content of edges of whose runs not all is known: an input changed
// meanwhile, another program ran them, xb was killed, the manifest is new.
#include <gtest/gtest.h>

#include <string>

#include "unit/engine/content_support.h"

namespace xb {
namespace {

TEST_F(ContentTest, InputEditedWhileTheEdgeRunsRunsAgain) {
  Given("build out: cat src\n  command = slow\n", {"src"});
  int runs = 0;
  f_.On("slow", [&](FakeDisk& disk) {
    // After the first line was read.
    if (++runs == 1) disk.Create("src", "edited");
    disk.Tick();
    disk.Create("out", "from the old text");
    return ProcessResult();
  });
  EXPECT_EQ(Build(), Names{"out"});
  EXPECT_EQ(Build(), Names{"out"});
  EXPECT_EQ(Build(), none_);
}

TEST_F(ContentTest, InputEditedAndSetBackInTimeWhileTheEdgeRunsRunsAgain) {
  Given("build out: cat src\n  command = slow\n", {"src"});
  const int64_t before = f_.disk.MtimeOf("src");
  f_.On("slow", [&](FakeDisk& disk) {
    disk.Create("src", "crs");
    disk.SetMtime("src", before);
    disk.Create("out", "from the old text");
    return ProcessResult();
  });
  Build();
  EXPECT_EQ(Build(), Names{"out"});
  EXPECT_EQ(ReasonOf("out"),
            "input src was changed while the command of out ran");
  // Now its content was the same before and after.
  EXPECT_EQ(Build(), none_);
}

TEST_F(ContentTest, InputReplacedByAnOlderOneWhileTheEdgeRunsRunsAgain) {
  Given("build mid: cat src\n  command = slow\nbuild out: cat mid\n", {"src"});
  int runs = 0;
  f_.On("slow", [&](FakeDisk& disk) {
    if (++runs == 1) {
      disk.Create("src", "from a backup");
      disk.SetMtime("src", 1);
    }
    disk.Create("mid", runs == 1 ? "old" : "new");
    return ProcessResult();
  });
  EXPECT_EQ(Build(), (Names{"mid", "out"}));
  EXPECT_EQ(Build(), (Names{"mid", "out"}));
  EXPECT_EQ(Build(), none_);
}

TEST_F(ContentTest, InputReplacedWhileAnotherEdgeRunsRunsAgain) {
  Given("build a: cat src\nbuild b: cat a\n  command = slow\n", {"src"});
  int runs = 0;
  f_.On("slow", [&](FakeDisk& disk) {
    if (++runs == 1) {
      disk.Create("src", "from a backup");
      disk.SetMtime("src", 1);
    }
    disk.Create("b", "x");
    return ProcessResult();
  });
  EXPECT_EQ(Build("b"), (Names{"a", "b"}));
  EXPECT_EQ(Build("b"), (Names{"a", "b"}));
  EXPECT_EQ(Build("b"), none_);
}

TEST_F(ContentTest, DiscoveredInputReplacedWhileTheEdgeRunsRunsAgain) {
  Given("build out: cat src\n  command = cc\n  deps = gcc\n  depfile = out.d\n",
        {"src", "inc"});
  int runs = 0;
  f_.On("cc", [&](FakeDisk& disk) {
    if (++runs == 1) {
      disk.Create("inc", "older");
      disk.SetMtime("inc", 1);
    }
    disk.Create("out", "x");
    disk.Create("out.d", "out: src inc\n");
    return ProcessResult();
  });
  EXPECT_EQ(Build(), Names{"out"});
  EXPECT_EQ(Build(), Names{"out"});
  EXPECT_EQ(Build(), none_);
}

TEST_F(ContentTest, InputReplacedBehindAPhonyNameRunsAgain) {
  Given(
      "build group: phony src\nbuild out: cat main | group\n  command = slow\n",
      {"src", "main"});
  int runs = 0;
  f_.On("slow", [&](FakeDisk& disk) {
    if (++runs == 1) {
      disk.Create("src", "older");
      disk.SetMtime("src", 1);
    }
    disk.Create("out", "x");
    return ProcessResult();
  });
  EXPECT_EQ(Build(), Names{"out"});
  EXPECT_EQ(Build(), Names{"out"});
  EXPECT_EQ(Build(), none_);
}

TEST_F(ContentTest, InputThatTheCommandLinksToDoesNotRunItAgain) {
  Given("build out: cat src\n  command = ln\n", {"src"});
  f_.On("ln", [&](FakeDisk& disk) {
    disk.Link("src", "out");
    return ProcessResult();
  });
  EXPECT_EQ(Build(), Names{"out"});
  EXPECT_EQ(Build(), none_);
}

TEST_F(ContentTest, InputThatIsOnlyTouchedWhileTheEdgeRunsAgainIsBelieved) {
  Given("build out: cat src\n  command = chmod\n", {"src"});
  f_.On("chmod", [&](FakeDisk& disk) {
    disk.SetMtime("src", disk.MtimeOf("src"));
    disk.Create("out", "x");
    return ProcessResult();
  });
  EXPECT_EQ(Build(), Names{"out"});
  // What it read the first time nobody knows.
  EXPECT_EQ(Build(), Names{"out"});
  EXPECT_EQ(Build(), none_);
}

TEST_F(ContentTest, OutputThatALaterCommandEditsIsTakenAsItIsThen) {
  Given("build a: cat src\nbuild out: cat a\n  command = strip\n", {"src"});
  f_.On("strip", [&](FakeDisk& disk) {
    disk.Create("a", "stripped");
    disk.Create("out", "x");
    return ProcessResult();
  });
  EXPECT_EQ(Build(), (Names{"a", "out"}));
  EXPECT_EQ(Build(), Names{"out"});
  EXPECT_EQ(Build(), none_);
}

TEST_F(ContentTest, KilledBeforeContentsWereWrittenDownDistrustsLaterChanges) {
  Given("build a: cat src\nbuild out: cat a other\n", {"src", "other"});
  Build();
  // As Builder::Flush() leaves them.
  for (auto& [path, run] : f_.runs) {
    run.outputs.clear();
    run.inputs.clear();
  }
  EXPECT_EQ(Build(), none_) << "nothing was changed";
  for (auto& [path, run] : f_.runs) {
    run.outputs.clear();
    run.inputs.clear();
  }
  f_.Write("src", "older");
  f_.disk.SetMtime("src", 1);
  EXPECT_EQ(Build(), (Names{"a", "out"}));
  EXPECT_EQ(Build(), none_);
}

TEST_F(ContentTest, EndOfARunIsWrittenDownBeforeTheBuildLog) {
  Given(
      "build out: cat src\n  command = run\nbuild end: cat out\n  command = "
      "look\n",
      {"src"});
  f_.OnWrite("run", "out", "x");
  bool logged = false;
  bool noted = false;
  f_.On("look", [&](FakeDisk& disk) {
    const NodeId out = f_.current->Node("out");
    logged = f_.current->log.Find(out) != nullptr;
    const auto run = f_.current->content_log.Find(out);
    noted = run && !run->is_settled() && !f_.current->content_log.has_pending();
    disk.Create("end", "x");
    return ProcessResult();
  });
  EXPECT_EQ(Build("end"), (Names{"out", "end"}));
  EXPECT_TRUE(logged);
  EXPECT_TRUE(noted);
}

TEST_F(ContentTest, GeneratedInputMadeWhileTheEdgeRanIsNotBelieved) {
  // A missing dependency: `out` discovers gen.h, and nothing orders the two.
  Given(
      "build gen.h: cat gen.in\n  command = gen\n"
      "build out: cat src\n  command = cc\n  deps = gcc\n  depfile = out.d\n"
      "build all: phony out gen.h\n",
      {"src", "gen.in"});
  f_.config.jobs = 2;
  f_.Write("gen.h", "old");
  f_.On("cc", [](FakeDisk& disk) {
    disk.Create("out", "with the old gen.h");
    disk.Create("out.d", "out: src gen.h\n");
    return ProcessResult();
  });
  f_.OnWrite("gen", "gen.h", "new");
  const BuildReport report = f_.Build({"all"});
  ASSERT_EQ(report.ran.size(), 2u);
  EXPECT_EQ(f_.Build({"all"}).ran, Names{"out"});
  EXPECT_EQ(f_.Build({"all"}).ran, none_);
}

TEST_F(ContentTest, WhatAnotherProgramRanGoesByTimes) {
  Given("build out: cat src\n", {"src"});
  Build();
  f_.Write("src", "new");
  f_.disk.Tick();
  f_.disk.Create("out", "made by another program");
  LogAsOther("out");
  EXPECT_EQ(Build(), none_);
  f_.Touch("src");
  EXPECT_EQ(Build(), Names{"out"});
  f_.Touch("src");
  EXPECT_EQ(Build(), none_);
}

TEST_F(ContentTest, AfterAnotherProgramRanOlderInputsAreNoticed) {
  Given("build out: cat src\n", {"src"});
  Build();
  f_.runs.clear();
  f_.seen.clear();
  LogAsOther("out");
  EXPECT_EQ(Build(), none_);
  f_.Write("src", "older");
  f_.disk.SetMtime("src", 1);
  EXPECT_EQ(Build(), Names{"out"});
  EXPECT_EQ(ReasonOf("out"),
            "input src was changed since out was found up to date by its time");
  EXPECT_EQ(Build(), none_);
}

TEST_F(ContentTest, AfterAnotherProgramRanInputsBehindAPhonyNameAreNoticed) {
  Given(
      "build group: phony src\nbuild out: cat main | group\n  command = run\n",
      {"src", "main"});
  f_.OnWrite("run", "out", "x");
  Build();
  f_.runs.clear();
  f_.seen.clear();
  EXPECT_EQ(Build(), none_);
  EXPECT_EQ(Build(), none_);
  f_.disk.SetMtime("src", 1);
  EXPECT_EQ(Build(), Names{"out"});
  EXPECT_EQ(Build(), none_);
}

TEST_F(ContentTest, AfterOneOutputWasRestattedOlderInputsAreNoticed) {
  Given("build out | more: cat src\n", {"src"});
  Build();
  f_.log.at("more").mtime_ns = f_.disk.MtimeOf("more");
  EXPECT_EQ(Build(), none_);
  f_.Write("src", "older");
  f_.disk.SetMtime("src", 1);
  EXPECT_EQ(Build(), Names{"out"});
}

TEST_F(ContentTest, WhatIsAdoptedIsNotHashed) {
  Given("build out: cat src\n", {"src"});
  Build();
  f_.runs.clear();
  f_.seen.clear();
  f_.disk.ResetCounts();
  EXPECT_EQ(Build(), none_);
  EXPECT_EQ(Build(), none_);
  EXPECT_EQ(f_.disk.digest_count(), 0);
}

TEST_F(ContentTest, NewerInputOfARunInAnUnknownEnvironmentRuns) {
  Given("build out: cat src\n", {"src"});
  Build();
  LogAsOther("out");
  EXPECT_EQ(Build(), none_);
  // Its content was known before.
  f_.Touch("src");
  EXPECT_EQ(Build(), Names{"out"});
}

TEST_F(ContentTest, GeneratorThatWritesItsInputsIsAdopted) {
  Given("build out: cat src\n  command = gen\n  generator = 1\n", {"src"});
  f_.On("gen", [&](FakeDisk& disk) {
    disk.Create("src", "its own");
    disk.Tick();
    disk.Create("out", "x");
    return ProcessResult();
  });
  EXPECT_EQ(Build(), Names{"out"});
  EXPECT_EQ(Build(), none_);
  f_.Write("src", "older");
  f_.disk.SetMtime("src", 1);
  EXPECT_EQ(Build(), Names{"out"});
}

TEST_F(ContentTest, NewImplicitInputIsJudgedByItsTime) {
  Given("build out: cat src\n  command = run\n", {"src", "more"});
  f_.OnWrite("run", "out", "x");
  Build();
  f_.SetManifest("build out: cat src | more\n  command = run\n");
  EXPECT_EQ(Build(), none_);
  f_.Touch("more");
  EXPECT_EQ(Build(), Names{"out"});
  f_.Touch("more");
  EXPECT_EQ(Build(), none_);
}

TEST_F(ContentTest, NewInputThatIsReplacedByAnOlderOneRuns) {
  Given("build out: cat src\n  command = run\n", {"src", "more"});
  f_.OnWrite("run", "out", "x");
  Build();
  f_.SetManifest("build out: cat src | more\n  command = run\n");
  EXPECT_EQ(Build(), none_);
  f_.Write("more", "older");
  f_.disk.SetMtime("more", 1);
  EXPECT_EQ(Build(), Names{"out"});
}

TEST_F(ContentTest, NewInputThatWasChangedSinceTheRunRuns) {
  Given("build out: cat src\n  command = run\n", {"src", "more"});
  f_.OnWrite("run", "out", "x");
  Build();
  f_.Write("more", "older");
  f_.disk.SetMtime("more", 1);
  f_.SetManifest("build out: cat src | more\n  command = run\n");
  EXPECT_EQ(Build(), Names{"out"});
  EXPECT_EQ(Build(), none_);
}

TEST_F(ContentTest, DroppedInputIsForgotten) {
  Given("build out: cat src | more\n  command = run\n", {"src", "more"});
  f_.OnWrite("run", "out", "x");
  Build();
  f_.SetManifest("build out: cat src\n  command = run\n");
  f_.Write("more", "new");
  EXPECT_EQ(Build(), none_);
  EXPECT_EQ(f_.runs.at("out").inputs.size(), 1u);
}

TEST_F(ContentTest, OutputEditedWithTheSameSizeAndTimeRuns) {
  Given("build mid: cat src\nbuild out: cat mid\n", {"src"});
  for (const char* path : {"mid", "out"}) {
    Build();
    const int64_t mtime_ns = f_.disk.MtimeOf(path);
    std::string text = f_.disk.Contents(path);
    text.back() ^= 1;
    f_.Write(path, text);
    f_.disk.SetMtime(path, mtime_ns);
    EXPECT_EQ(Build(), Names{path});
    EXPECT_EQ(ReasonOf(path), std::string("output ") + path +
                                  " is not the file that its command left");
    EXPECT_EQ(Build(), none_);
  }
}

TEST_F(ContentTest, OutputReplacedByADirectoryRuns) {
  Given("build out: cat src\n", {"src"});
  Build();
  f_.Remove("out");
  f_.disk.Tick();
  f_.disk.CreateDirectory("out");
  EXPECT_TRUE(f_.Build({"out"}).had_work);
}

TEST_F(ContentTest, InACopyOtherInodesDoNotCount) {
  Given("build mid: cat src\nbuild out: cat mid\n", {"src"});
  Build();
  f_.disk.Tick();
  for (const char* path : {"src", "mid", "out"}) {
    // As `cp -a` leaves it.
    const int64_t mtime_ns = f_.disk.MtimeOf(path);
    const std::string text = f_.disk.Contents(path);
    f_.Remove(path);
    f_.disk.Create(path, text);
    f_.disk.SetMtime(path, mtime_ns);
  }
  for (auto& [path, run] : f_.runs) run.place = 1;
  EXPECT_EQ(Build(), none_);
}

TEST_F(ContentTest, RunInTheTickOfAnEditIsKnownByContent) {
  Given("build out: cat src\n", {"src"});
  Build();
  f_.Write("src", "new");
  // The command starts in the tick of the edit.
  f_.waits_for_tick = false;
  EXPECT_EQ(Build(), Names{"out"});
  f_.waits_for_tick = true;
  f_.Touch("src");
  EXPECT_EQ(Build(), none_);
  f_.Write("src", "older");
  f_.disk.SetMtime("src", 1);
  EXPECT_EQ(Build(), Names{"out"});
}

TEST_F(ContentTest, InputEditedInTheTickInWhichTheEdgeReadsItRunsAgain) {
  Given("build first: cat src\n  command = first\n", {"src"});
  f_.waits_for_tick = false;
  bool edited = false;
  f_.before_tick["first"] = [&](FakeDisk& disk) {
    // After it was read; with the stat that it had before.
    if (!edited) disk.Create("src", "crs");
    edited = true;
  };
  f_.OnWrite("first", "first", "x");
  EXPECT_EQ(Build("first"), Names{"first"});
  EXPECT_EQ(Build("first"), Names{"first"});
  EXPECT_EQ(Build("first"), none_);
}

}  // namespace
}  // namespace xb
